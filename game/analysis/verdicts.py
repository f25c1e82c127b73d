"""How likely each verdict on a lesson is under random play: the exact distribution of P and N together.

Worked out on the classes of states, from the last layer back: from each class on, how likely it is that so much is
still earned for and against each lesson.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from game.analysis.classes import Signatures
from game.analysis.explore import Exploration
from game.analysis.layers import Layer, LayerId
from game.rules.judge import Verdict, verdict

ROOM = 1 << 19
"""So many numbers are worked with at once."""

Earned = tuple[int, int]
"""P and N: what is earned for a lesson and against it."""


class TooMuch(Exception):
    """There are too many classes for the distributions to be worked out in reasonable time."""


@dataclass(slots=True)
class _Spectrum:
    """Of one layer: for each lesson the (P, N) that may still be earned, and their columns."""

    earned: dict[str, list[Earned]]
    columns: dict[str, slice]
    table: np.ndarray
    """(class, column): probability."""


class Verdicts:
    """The distributions of P and N, layer by layer from the last."""

    def __init__(self, exploration: Exploration, limit: float = 3e9) -> None:
        """`limit` bounds the work, in products of numbers."""
        self.exploration, self.limit = exploration, limit
        self.lessons = sorted(exploration.asked.lessons)
        self._work = 0.0
        nothing = {lesson: [(0, 0)] for lesson in self.lessons}
        columns = {lesson: slice(place, place + 1) for place, lesson in enumerate(self.lessons)}
        self._end = _Spectrum(nothing, columns, np.ones((1, len(self.lessons))))
        self._layers: dict[LayerId, _Spectrum] = {}

    def add(self, layer: Layer, signed: Signatures) -> None:
        """Go back over a layer; all that it leads to must have been added before.

        Raises:
            TooMuch: where the work would pass the limit.
        """
        ways = self._ways(layer, signed)
        earned = {lesson: self._earned(layer.inject, lesson, ways) for lesson in self.lessons}
        columns, width = {}, 0
        for lesson, pairs in earned.items():
            columns[lesson] = slice(width, width + len(pairs))
            width += len(pairs)
        self._work += signed.count * len(signed.slots) * width
        if self._work > self.limit:
            raise TooMuch
        table = np.zeros((signed.count, width))
        rows = max(16, ROOM // max(1, width))
        for start in range(0, signed.count, rows):
            part = slice(start, min(start + rows, signed.count))
            table[part] = self._rows(layer, signed, part, earned, columns, width)
        self._layers[layer.id] = _Spectrum(earned, columns, table)

    def _ways(self, layer: Layer, signed: Signatures) -> dict[int, set[int]]:
        """Option to the numbers of the layers that it leads to (-1 for the end)."""
        found: dict[int, set[int]] = {}
        everything = slice(0, signed.count)
        for slot in signed.slots:
            here = signed.open(slot, everything)
            if here.any():
                targets, _ = signed.outcomes(slot.number, everything, here)
                found.setdefault(slot.option, set()).update(np.unique(targets).tolist())
        return found

    def _spectrum(self, target: int) -> _Spectrum:
        return self._end if target < 0 else self._layers[self.exploration.order[target]]

    def _mark(self, inject: int, option: int, lesson: str) -> Earned:
        evidence = self.exploration.scenario.injects[inject].options[option].evidence
        weight = sum(each.weight for each in evidence if each.lesson == lesson)
        return max(0, weight), max(0, -weight)

    def _earned(self, inject: int, lesson: str, ways: dict[int, set[int]]) -> list[Earned]:
        found = set()
        for option, targets in ways.items():
            served, spent = self._mark(inject, option, lesson)
            for target in targets:
                found |= {(served + p, spent + n) for p, n in self._spectrum(target).earned[lesson]}
        return sorted(found)

    def _rows(
        self,
        layer: Layer,
        signed: Signatures,
        part: slice,
        earned: dict[str, list[Earned]],
        columns: dict[str, slice],
        width: int,
    ) -> np.ndarray:
        count = part.stop - part.start
        found = np.zeros((count, width))
        open = np.zeros(count)
        for slot in signed.slots:
            here = signed.open(slot, part)
            open += here * slot.chance
            rows = np.flatnonzero(here)
            targets, classes = signed.outcomes(slot.number, part, here)
            for target in np.unique(targets):
                mine = np.flatnonzero(targets == target)
                spectrum = self._spectrum(int(target))
                source = spectrum.table[classes[mine] if target >= 0 else np.zeros(len(mine), np.intp)] * slot.chance
                into = self._into(layer.inject, slot.option, spectrum, earned, columns)
                found[np.ix_(rows[mine], into)] += source
        result: np.ndarray = found / open[:, None]
        return result

    def _into(
        self,
        inject: int,
        option: int,
        spectrum: _Spectrum,
        earned: dict[str, list[Earned]],
        columns: dict[str, slice],
    ) -> np.ndarray:
        """For each column of a spectrum the column that it adds to once the option's evidence is recorded."""
        into = np.empty(spectrum.table.shape[1], np.intp)
        for lesson in self.lessons:
            served, spent = self._mark(inject, option, lesson)
            place = {pair: columns[lesson].start + n for n, pair in enumerate(earned[lesson])}
            into[spectrum.columns[lesson]] = [place[served + p, spent + n] for p, n in spectrum.earned[lesson]]
        return into

    def start(self, classes: dict[LayerId, np.ndarray]) -> dict[str, dict[Verdict, float]]:
        """Return from the start each lesson's verdicts with their probabilities."""
        spectrum, row = self._end, 0
        for exit in self.exploration.first:
            if exit.target is not None:
                assert exit.states is not None
                assert exit.inner is not None
                spectrum = self._layers[exit.target]
                row = int(classes[exit.target][exit.states[exit.inner[0]]])
        found: dict[str, dict[Verdict, float]] = {}
        for lesson in self.lessons:
            shares = dict.fromkeys(Verdict, 0.0)
            for pair, share in zip(spectrum.earned[lesson], spectrum.table[row, spectrum.columns[lesson]], strict=True):
                shares[verdict(*pair)] += float(share)
            found[lesson] = shares
        return found
