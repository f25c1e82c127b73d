"""What an exploration leaves behind: layers of states, and from each state the edges to where its options lead.

Of n states of a layer: keys uint64 (n,) or (n, words), ascending; probabilities under random play float64 (n,). Edges
lie by block and exit, all rows of an option and a branch together: numbers of states uint32 (row,), gains int16 (row,).
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from game.analysis.columns.visitor import Segment
from game.analysis.exact.bit_packing import Coder, Keys

LayerId = tuple[int, int, int]
"""Day, decisions before it on that day, inject."""


@dataclass(slots=True)
class Exit:
    """Where some rows of a block went: to a layer, or to the end."""

    target: LayerId | None
    place: np.ndarray | None
    """Their places in the block's segments; None for all, in order."""
    inner: np.ndarray | None
    """Row to one of `states`; for the end the code of the endings told, None where nobody asks."""
    states: np.ndarray | None = None
    """The states' numbers in the target layer, ascending; known once that layer is closed."""
    gains: list[tuple[int, np.ndarray | int]] = field(default_factory=list)
    """For each gauge that is asked how much it moved on the way, where it did."""

    @property
    def nbytes(self) -> int:
        arrays = [self.place, self.inner, self.states, *(gain for _, gain in self.gains)]
        return sum(array.nbytes for array in arrays if isinstance(array, np.ndarray))


@dataclass(slots=True)
class Block:
    """Some states of a layer and where each option and branch leads from them."""

    start: int
    stop: int
    segments: list[Segment]
    size: int
    exits: list[Exit]

    def row(self, place: int) -> tuple[Segment, int]:
        """Return the segment of a place, and the state's number in the layer."""
        for segment in self.segments:
            if place < segment.start + segment.size:
                row = place - segment.start
                return segment, self.start + (row if segment.rows is None else int(segment.rows[row]))
        raise IndexError(place)


@dataclass(slots=True)
class Inflow:
    """States that one block leads to: each once, ascending."""

    keys: Keys
    weight: np.ndarray | None
    depth: int | np.ndarray
    """The fewest decisions after which each is reached."""
    exit: Exit
    source: tuple[LayerId, int] | None
    """The layer and the block's number in it; None for the start."""


@dataclass(slots=True)
class Layer:
    """The states in which one inject waits for a decision."""

    id: LayerId
    coder: Coder
    keys: Keys
    """One row a state, sorted; empty until all that leads here is known."""
    weight: np.ndarray | None = None
    """Probability of each state under random play, where that is asked."""
    depth: int | np.ndarray = 0
    """The fewest decisions after which each state is reached; one number where it is the same for all."""
    blocks: list[Block] = field(default_factory=list)
    inflow: list[Inflow] = field(default_factory=list)

    @property
    def day(self) -> int:
        return self.id[0]

    @property
    def inject(self) -> int:
        return self.id[2]

    @property
    def size(self) -> int:
        return len(self.keys)

    @property
    def least_depth(self) -> int:
        """The fewest decisions after which one of its states is reached."""
        return self.depth if isinstance(self.depth, int) else int(self.depth.min())

    @property
    def to_close(self) -> int:
        """About how many bytes more it takes for a moment to merge what leads here."""
        return sum(len(each.keys) for each in self.inflow) * (30 + (8 if self.keys.ndim == 1 else 16))

    def forget_inflow(self) -> int:
        """Drop what is not needed once the layer is closed; returns the bytes."""
        freed = sum(each.keys.nbytes + (0 if each.weight is None else each.weight.nbytes) for each in self.inflow)
        self.inflow = []
        return freed

    def close(self) -> int:
        """Merge what leads here: equal keys are one state, compared whole. Returns the bytes that this took."""
        keys = np.concatenate([each.keys for each in self.inflow])
        order, fresh = in_order(keys)
        self.keys = keys[order][fresh]
        numbers = np.empty(len(keys), np.uint32)
        numbers[order] = np.cumsum(fresh, dtype=np.uint32) - np.uint32(1)
        position = 0
        for each in self.inflow:
            each.exit.states = numbers[position : position + len(each.keys)]
            position += len(each.keys)
        weights = [each.weight for each in self.inflow if each.weight is not None]
        if weights:
            self.weight = np.bincount(numbers, np.concatenate(weights), len(self.keys))
        self.depth = self._depth()
        return int(self.keys.nbytes + numbers.nbytes + (0 if self.weight is None else self.weight.nbytes))

    def _depth(self) -> int | np.ndarray:
        depths = {each.depth if isinstance(each.depth, int) else -1 for each in self.inflow}
        if len(depths) == 1 and -1 not in depths:
            return depths.pop()
        least = np.full(self.size, np.iinfo(np.uint16).max, np.uint16)
        for each in self.inflow:
            states = each.exit.states
            assert states is not None
            least[states] = np.minimum(least[states], each.depth)
        return least


def in_order(keys: Keys) -> tuple[np.ndarray, np.ndarray]:
    """Return an order in which equal keys follow each other, and where in it a new one begins.

    The stable sort finds runs that are in order already, and most are: an effect shifts all keys alike.
    """
    if keys.ndim == 1:
        order = np.argsort(keys, kind="stable")
        line = keys[order]
        fresh = np.empty(len(line), bool)
        fresh[:1] = True
        np.not_equal(line[1:], line[:-1], out=fresh[1:])
        return order, fresh
    order = np.lexsort(keys.T)
    line = keys[order]
    fresh = np.ones(len(line), bool)
    fresh[1:] = (line[1:] != line[:-1]).any(1)
    return order, fresh
