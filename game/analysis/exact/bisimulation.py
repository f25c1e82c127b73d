"""States that no one can tell apart from here on: each option and branch leads from them to the same.

A bisimulation with rewards on a Markov decision process (Larsen and Skou, Bisimulation through probabilistic testing,
1991; Givan, Dean and Greig, Equivalence notions and model minimization in Markov decision processes, 2003). Layers have
no circles, so one pass from the last layer finds the coarsest one.

A state's signature says for each option and branch where it leads: to which class of which layer, or to which end, and
how far the asked gauges move on the way. Equal signatures make a class. They are found by a hash and then
compared whole, so no two different ones are ever merged.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from game.analysis.exact.exploration import Exploration
from game.analysis.exact.layers import Block, Layer, LayerId

SHUT = np.uint64(2**64 - 1)
"""The outcome of an option that is not open."""

_TARGET = np.uint64(40)
_CLASS = np.uint64(2**40 - 1)
_ODD = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, slots=True)
class Slot:
    """One way that a decision may go: an option and, where there is chance, a branch."""

    number: int
    option: int
    branch: int | None
    chance: float


def slots_of(exploration: Exploration, inject: int) -> list[Slot]:
    """Return the ways that the decisions of an inject may go; a branch of weight 0 is none."""
    found: list[Slot] = []
    for number, option in enumerate(exploration.scenario.injects[inject].options):
        total = sum(option.weights)
        branches = [(branch, weight / total) for branch, weight in enumerate(option.weights) if weight]
        ways: list[tuple[int | None, float]] = [*branches] or [(None, 1.0)]
        for branch, chance in ways:
            found.append(Slot(len(found), number, branch, chance))
    return found


class Signatures:
    """The classes of one layer's states: the number of each state's class, and the signature of each class."""

    def __init__(
        self, slots: list[Slot], classes: np.ndarray, outcomes: np.ndarray, gains: Mapping[int, np.ndarray]
    ) -> None:
        self.slots, self.classes = slots, classes
        self._outcomes = outcomes
        """uint64 (slot, class)."""
        self._gains = gains
        """Gauge to whole numbers (slot, class)."""
        self.count = outcomes.shape[1]

    def open(self, slot: Slot, part: slice) -> np.ndarray:
        """Return in which of some classes a slot's option is open."""
        truth: np.ndarray = self._outcomes[slot.number, part] != SHUT
        return truth

    def outcomes(self, slot: int, part: slice, here: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return for some classes the number of the layer that a slot leads to (-1 for the end) and the class there."""
        codes = self._outcomes[slot, part][here]
        return (codes >> _TARGET).astype(np.int64) - 1, (codes & _CLASS).astype(np.intp)

    def gains(self, gauge: int, slot: int, part: slice, here: np.ndarray) -> np.ndarray | None:
        """Return how much a gauge moves on the way from some classes; None where it never does."""
        known = self._gains.get(gauge)
        return None if known is None else known[slot, part][here]


def signatures(
    exploration: Exploration, layer: Layer, classes: Mapping[LayerId, np.ndarray], numbers: Mapping[LayerId, int]
) -> Signatures:
    """Return the classes of a layer's states, where those of all later layers are known.

    Args:
        exploration: with its edges.
        layer: the layer.
        classes: of later layers, state to class.
        numbers: of layers, how many came before.
    """
    slots = slots_of(exploration, layer.inject)
    found: list[np.ndarray] = []
    codes: list[np.ndarray] = []
    moved: dict[int, list[np.ndarray]] = {}
    count = 0
    gauges = _gaining(layer)
    for block in layer.blocks:
        exploration.tell(layer)
        outcomes, gains = _of_block(block, slots, classes, numbers, gauges)
        of, first = _equal(outcomes, gains)
        found.append(of + count)
        codes.append(outcomes[:, first])
        for gauge in gauges:
            moved.setdefault(gauge, []).append(gains[gauge][:, first])
        count += len(first)
    outcomes = np.concatenate(codes, 1)
    gains = {gauge: np.concatenate(parts, 1) for gauge, parts in moved.items()}
    of = np.concatenate(found)
    if len(layer.blocks) > 1:
        again, first = _equal(outcomes, gains)
        of = again[of]
        outcomes, gains = outcomes[:, first], {gauge: each[:, first] for gauge, each in gains.items()}
    return Signatures(slots, of.astype(np.uint32), outcomes, gains)


def _gaining(layer: Layer) -> list[int]:
    return sorted({gauge for block in layer.blocks for exit in block.exits for gauge, _ in exit.gains})


def _of_block(
    block: Block,
    slots: list[Slot],
    classes: Mapping[LayerId, np.ndarray],
    numbers: Mapping[LayerId, int],
    gauges: list[int],
) -> tuple[np.ndarray, dict[int, np.ndarray]]:
    """A block's signatures: outcomes (slot, row), and for each gauge its gains (slot, row)."""
    places = np.zeros(block.size, np.uint64)
    moved = {gauge: np.zeros(block.size, np.int32) for gauge in gauges}
    for exit in block.exits:
        code: np.ndarray | np.uint64
        if exit.target is None:
            code = np.uint64(0) if exit.inner is None else exit.inner.astype(np.uint64)
        else:
            own = classes[exit.target][exit.states].astype(np.uint64)
            code = (own | (np.uint64(numbers[exit.target] + 1) << _TARGET))[exit.inner]
        where = slice(None) if exit.place is None else exit.place
        places[where] = code
        for gauge, gain in exit.gains:
            moved[gauge][where] = gain
    rows = block.stop - block.start
    outcomes = np.full((len(slots), rows), SHUT)
    gains = {gauge: np.zeros((len(slots), rows), np.int32) for gauge in gauges}
    for segment in block.segments:
        here = slice(None) if segment.rows is None else segment.rows
        part = slice(segment.start, segment.start + segment.size)
        for slot in slots:  # where the option's own part stopped the game, nothing was drawn: all branches come to that
            if slot.option == segment.option and segment.branch in (None, slot.branch):
                outcomes[slot.number, here] = places[part]
                for gauge in gauges:
                    gains[gauge][slot.number, here] = moved[gauge][part]
    return outcomes, gains


def _equal(outcomes: np.ndarray, gains: Mapping[int, np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """Return for each column the number of its class, and for each class its first column."""
    for salt in range(1, 4):
        hashed = np.zeros(outcomes.shape[1], np.uint64)
        for row in outcomes:
            hashed = _mixed(hashed, row, salt)
        for gauge in sorted(gains):
            for row in gains[gauge]:
                hashed = _mixed(hashed, row.astype(np.uint64), salt)
        _, first, of = np.unique(hashed, return_index=True, return_inverse=True)
        of = of.reshape(-1)
        whole = all((row == row[first][of]).all() for row in outcomes) and all(
            (row == row[first][of]).all() for each in gains.values() for row in each
        )
        if whole:
            return of, first
    every = np.arange(outcomes.shape[1])
    return every, every


def _mixed(hashed: np.ndarray, row: np.ndarray, salt: int) -> np.ndarray:
    """Mix a row of numbers into a hash, in the manner of splitmix64 (Steele, Lea and Flood 2014)."""
    hashed = (hashed ^ row) * (_ODD + np.uint64(2 * salt))
    hashed ^= hashed >> np.uint64(29)
    return hashed
