"""How likely each verdict on a lesson, and each reading of it, is under random play: the exact distribution of P and N
together, with one bit more that readings need: whether it is exactly one decision that earned them.

Worked out on the classes of states, from the last layer back: from each class on, how likely it is that so much is
still earned for and against each lesson. Sums of rewards convolve: the distribution of a class is the mixture of those
it leads to, each shifted by what is earned on the way. Tables are float64 (class, column).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from game.analysis.exact.bisimulation import Signatures
from game.analysis.exact.exploration import Exploration
from game.analysis.exact.layers import Layer, LayerId
from game.rules.judge import Reading, Verdict, reading, verdict

ROOM = 1 << 19
"""So many numbers are worked with at once."""

Earned = tuple[int, int, bool]
"""P and N, what is earned for a lesson and against it, and whether it is exactly one decision that earns it."""


@dataclass(frozen=True, slots=True)
class Shares:
    """A lesson's verdicts and readings with their probabilities."""

    verdicts: dict[Verdict, float]
    readings: dict[Reading, float]


class TooMuch(Exception):
    """There are too many classes for the distributions to be worked out in reasonable time."""


@dataclass(slots=True)
class _Spectrum:
    """Of one layer: for each lesson what may still be earned, and their columns."""

    earned: dict[str, list[Earned]]
    columns: dict[str, slice]
    table: np.ndarray
    """(class, column): probability."""
    one: np.ndarray
    """Of each column whether exactly one decision earns it."""


class VerdictDistribution:
    """The distributions of P and N, layer by layer from the last."""

    def __init__(self, exploration: Exploration, limit: float = 3e9) -> None:
        """`limit` bounds the work, in products of numbers."""
        self.exploration, self.limit = exploration, limit
        self.lessons = sorted(exploration.asked.lessons)
        self._work = 0.0
        nothing = {lesson: [_NOTHING] for lesson in self.lessons}
        columns = {lesson: slice(place, place + 1) for place, lesson in enumerate(self.lessons)}
        self._end = _Spectrum(nothing, columns, np.ones((1, len(self.lessons))), np.zeros(len(self.lessons), bool))
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
            self.exploration.tell(layer)
            part = slice(start, min(start + rows, signed.count))
            table[part] = self._rows(layer, signed, part, earned, columns, width)
        one = np.array([each[2] for lesson in self.lessons for each in earned[lesson]], bool)
        self._layers[layer.id] = _Spectrum(earned, columns, table, one)

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
        return max(0, weight), max(0, -weight), weight != 0

    def _earned(self, inject: int, lesson: str, ways: dict[int, set[int]]) -> list[Earned]:
        found = set()
        for option, targets in ways.items():
            mine = self._mark(inject, option, lesson)
            for target in targets:
                found |= {_and(mine, more) for more in self._spectrum(target).earned[lesson]}
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
                # Two that differ in the one bit alone may come to the same: each half by itself goes nowhere twice.
                for half in (spectrum.one, ~spectrum.one):
                    found[np.ix_(rows[mine], into[half])] += source[:, half]
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
            mine = self._mark(inject, option, lesson)
            place = {each: columns[lesson].start + n for n, each in enumerate(earned[lesson])}
            into[spectrum.columns[lesson]] = [place[_and(mine, more)] for more in spectrum.earned[lesson]]
        return into

    def start(self, classes: dict[LayerId, np.ndarray]) -> dict[str, Shares]:
        """Return from the start each lesson's verdicts and readings with their probabilities."""
        spectrum, row = self._end, 0
        for exit in self.exploration.first:
            if exit.target is not None:
                assert exit.states is not None
                assert exit.inner is not None
                spectrum = self._layers[exit.target]
                row = int(classes[exit.target][exit.states[exit.inner[0]]])
        found = {}
        for lesson in self.lessons:
            shares = Shares(dict.fromkeys(Verdict, 0.0), dict.fromkeys(Reading, 0.0))
            for each, share in zip(spectrum.earned[lesson], spectrum.table[row, spectrum.columns[lesson]], strict=True):
                served, spent, one = each
                shares.verdicts[verdict(served, spent)] += float(share)
                shares.readings[read(served, spent, one)] += float(share)
            found[lesson] = shares
        return found


_NOTHING: Earned = (0, 0, False)


def _and(mine: Earned, more: Earned) -> Earned:
    """What an option earns together with what comes after it; evidence of no weight there is none."""
    served, spent = mine[0] + more[0], mine[1] + more[1]
    return served, spent, (mine[2] and more == _NOTHING) or (more[2] and not mine[2])


def read(served: int, spent: int, one: bool) -> Reading:
    """Return the reading for P, N and whether one decision alone earned them, all of them the group's own.

    How many more than one there were makes no difference to a reading, so two stand for all of them.
    """
    many = 1 if one else 2
    return reading(many if served else 0, many if spent else 0, served, spent)
