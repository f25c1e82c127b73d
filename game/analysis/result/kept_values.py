"""Values kept on disk, by question: of every state of an exploration what is still open from it on.

A question's folder holds ``index.json`` (the questions asked and where each array stands) and ``values.bin`` (the
arrays end to end). It is read without loading it: one state is one search in one sorted array.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Any

import numpy as np

from game.analysis.abstraction.objectives import Asked, Tally
from game.analysis.exact.backward_induction import Values
from game.analysis.exact.exploration import Exploration
from game.analysis.exact.layers import LayerId
from game.analysis.exact.questions import FAMILY, ModelQuestion
from game.record import private

MAX_BYTES = 400_000_000
"""A question whose values would take more than this is not kept."""

MAX_INDEX = 64 * 1024 * 1024
"""Bytes of an index that is read back."""

UNREADABLE = (OSError, ArithmeticError, AttributeError, LookupError, MemoryError, RecursionError, TypeError, ValueError)
"""What reading ends in where a file is not what was written here: it is worked out anew then."""

INDEX, ARRAYS = "index.json", "values.bin"


@dataclass(frozen=True, slots=True)
class Keeping:
    """Where values are to be kept."""

    folder: Path

    def kept(self, question: ModelQuestion) -> Callable[[Exploration, Values], None]:
        """Return what keeps the values of one question."""

        def keep(exploration: Exploration, values: Values) -> None:
            size = sum(
                exploration.layers[id].keys.nbytes + valued.classes.nbytes + valued.columns.nbytes
                for id, valued in values.layers.items()
            )
            if values.width and size <= MAX_BYTES:
                write(self.folder / folder_name(question), question.asked, exploration, values)

        return keep


def folder_name(question: ModelQuestion) -> str:
    """Return the name of the folder of a question's values."""
    return "".join(letter if letter.isalnum() else "_" for letter in question.name)[:100]


def write(folder: Path, asked: Asked, exploration: Exploration, values: Values) -> None:
    """Write one question's values: of lessons the sums by family alone, which is what a debrief tells."""
    families = tuple(tally for tally in asked.tallies if tally.id.startswith(FAMILY))
    wanted = [place for place, o in enumerate(values.objectives) if o.kind != "tally" or o.id.startswith(FAMILY)]
    columns = [third * values.width + place for third in range(3) for place in wanted]
    private.folder(folder)
    layers = []
    with open(folder / ARRAYS, "wb", opener=private.opener) as file:
        for id, valued in values.layers.items():
            arrays = (exploration.layers[id].keys, valued.classes, valued.columns[:, columns])
            layers.append({"id": list(id), "arrays": [_append(file, array) for array in arrays]})
    index = {"asked": _plain(replace(asked, tallies=families)), "layers": layers}
    private.write_text(folder / INDEX, json.dumps(index))


def read_json(path: Path, most: int) -> Any:
    """Return what a file of ours holds (ValueError where it is larger than any of ours, or no JSON)."""
    with path.open("rb") as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise ValueError("it is larger than what is ever kept")
    return json.loads(data)


def _append(file: IO[bytes], array: np.ndarray) -> dict[str, Any]:
    file.write(b"\0" * (-file.tell() % 8))
    place = {"at": file.tell(), "type": array.dtype.str, "shape": list(array.shape)}
    file.write(np.ascontiguousarray(array).tobytes())
    return place


def _plain(asked: Asked) -> dict[str, Any]:
    return {
        "tallies": [[tally.id, sorted(tally.lessons)] for tally in asked.tallies],
        "gauges": list(asked.gauges),
        "endings": list(asked.endings),
        "values": sorted(asked.values),
        "injects": sorted(asked.injects),
        "laters": sorted(map(list, asked.laters)),
        "trends": sorted(asked.trends),
    }


def _asked(plain: dict[str, Any]) -> Asked:
    return Asked(
        tuple(Tally(id, frozenset(lessons)) for id, lessons in plain["tallies"]),
        tuple(plain["gauges"]),
        tuple(plain["endings"]),
        frozenset(plain["values"]),
        frozenset(plain["injects"]),
        frozenset((i, o, n) for i, o, n in plain["laters"]),
        frozenset(plain["trends"]),
    )


class Kept:
    """The values of one question, as they lie on the disk."""

    def __init__(self, folder: Path) -> None:
        """Open them.

        Raises:
            UNREADABLE: where they are not what `write` wrote.
        """
        index = read_json(folder / INDEX, MAX_INDEX)
        self.asked = _asked(index["asked"])
        self.width = len(self.asked.tallies) + len(self.asked.gauges) + len(self.asked.endings)
        arrays = folder / ARRAYS
        self._data = np.memmap(arrays, np.uint8, "r") if arrays.stat().st_size else np.zeros(0, np.uint8)
        self._layers: dict[LayerId, list[np.ndarray]] = {
            (layer["id"][0], layer["id"][1], layer["id"][2]): [self._array(each) for each in layer["arrays"]]
            for layer in index["layers"]
        }

    def _array(self, place: dict[str, Any]) -> np.ndarray:
        dtype, shape = np.dtype(place["type"]), tuple(place["shape"])
        count = math.prod(shape)
        if not all(isinstance(each, int) and 0 <= each <= MAX_BYTES for each in shape) or dtype.hasobject:
            raise ValueError("it is no array of values")
        return np.frombuffer(self._data, dtype, count, place["at"]).reshape(shape) if count else np.zeros(shape, dtype)

    def at(self, layer: LayerId, key: np.ndarray) -> np.ndarray | None:
        """Return the columns (least, greatest, random) of a state, by its key (one row); None where it is not there."""
        if layer not in self._layers:
            return None
        keys, classes, columns = self._layers[layer]
        if keys.ndim == 1:
            place = int(np.searchsorted(keys, key[0]))
            found = place < len(keys) and keys[place] == key[0]
        else:
            same = np.flatnonzero((keys == key).all(1))
            found, place = bool(len(same)), int(same[0]) if len(same) else 0
        return np.array(columns[classes[place]]) if found else None
