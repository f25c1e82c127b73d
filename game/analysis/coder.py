"""A frontier's states as machine words: each variable in as many bits as it has values that still differ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from game.analysis.batch import Batch
from game.analysis.history import UNANSWERED, UNPLAYED, History
from game.analysis.live import Live
from game.rules.state import NO_OPTION, NOT_PLAYED

Keys = np.ndarray
"""uint64: (rows,) where one word holds a state, else (rows, words)."""


@dataclass(frozen=True, slots=True)
class Field:
    """One variable of a state: where its class stands in the words."""

    kind: str
    """`gauge`, `flag` or `inject`."""
    index: int
    word: int
    shift: int
    mask: int
    offset: int
    """The least value, which stands first in `shifted`."""
    shifted: np.ndarray
    """Value to class, moved to its place in the word (uint64)."""
    values: np.ndarray
    """Class to one value of it."""


class Coder:
    """Packs and unpacks the states in which one inject is on the table on one day."""

    def __init__(self, live: Live, histories: list[History], day: int, inject: int, origin: Origin) -> None:
        self.live, self.histories, self.day, self.inject, self.origin = live, histories, day, inject, origin
        self.fields: list[Field] = []
        self.fixed: list[tuple[str, int, Any]] = []
        """Live variables that can have one value only."""
        self.bits = [0]
        readers = live.at[day]
        for gauge in sorted(readers.gauges() | live.rewarded):
            self._add("gauge", gauge, *self._gauge(gauge))
        for flag in sorted(readers.flags):
            self._add("flag", flag, [0, 1], [0, 1])
        for index in range(len(live.scenario.injects)):
            if index != inject:
                self._add("inject", index, *self._inject(index))
        self.words = len(self.bits)

    def _add(self, kind: str, index: int, values: list[int], signs: list[Any]) -> None:
        """Give a variable its bits; values with equal signs are one class."""
        classes: dict[Any, int] = {}
        of = [classes.setdefault(sign, len(classes)) for sign in signs]
        if not values or (kind == "inject" and len(classes) < 2):
            return
        kept = [0] * len(classes)
        for value, number in zip(reversed(values), reversed(of), strict=True):
            kept[number] = value
        if len(classes) == 1:
            self.fixed.append((kind, index, kept[0]))
            return
        width = (len(classes) - 1).bit_length()
        if self.bits[-1] + width > 64:
            self.bits.append(0)
        shift = self.bits[-1]
        self.bits[-1] += width
        table = np.zeros(max(values) - min(values) + 1, np.uint64)
        table[np.array(values) - min(values)] = np.array(of, np.uint64) << np.uint64(shift)
        dtype = np.uint8 if kind == "flag" else self.origin.dtype if kind == "gauge" else np.int16
        mask = (1 << width) - 1
        self.fields.append(
            Field(kind, index, len(self.bits) - 1, shift, mask, min(values), table, np.array(kept, dtype))
        )

    def _gauge(self, gauge: int) -> tuple[list[int], list[Any]]:
        """A gauge's possible values, and what of each still makes a difference."""
        live, day, days = self.live, self.day, self.live.scenario.days
        budget, readers = live.budget, live.at[day]
        values = budget.reachable(gauge, day, self.origin.gauges[gauge], self.origin.day)
        whole = gauge in live.asked.values or gauge in readers.exact
        if not whole and gauge in live.rewarded:
            whole = budget.outright_after(gauge) >= day
        if whole:
            return values.tolist(), values.tolist()
        settled = np.ones(len(values), bool)
        sides = np.zeros(len(values), object)
        for place, ((_, bound), last) in enumerate(sorted(x for x in readers.bounds.items() if x[0][0] == gauge)):
            down, up = budget.ahead(gauge, day, last)
            above, below = values - down >= bound, values + up < bound
            settled &= above | below
            sides = sides + above.astype(object) * (1 << place)
        if gauge in live.rewarded:  # a gauge far from its bounds moves by the same amounts wherever it stands
            down, up = budget.ahead(gauge, day, days)
            low, high = live.scenario.bounds[gauge]
            settled &= (values - down >= low) & (values + up <= high)
        signs = [("side", side) if free else value for value, side, free in zip(values.tolist(), sides, settled)]
        return values.tolist(), signs

    def _inject(self, index: int) -> tuple[list[int], list[Any]]:
        """What may have become of an inject by now, and what of it still makes a difference."""
        live, day, history = self.live, self.day, self.histories[index]
        inject = history.inject
        open_still = live.last_day.get(index, -1) >= day
        asked = sorted((option for i, option in live.at[day].chosen if i == index), key=str)
        if inject.first > day or index not in self.origin.possible:
            codes = [UNPLAYED]
        else:
            codes = list(range(history.size))
        signs: list[Any] = []
        kept: list[int] = []
        for code in codes:
            taken = NOT_PLAYED if code == UNPLAYED else NO_OPTION if code == UNANSWERED else history.read(code)[0]
            truths = tuple(taken != NOT_PLAYED if option is None else taken == option for option in asked)
            pending: tuple[Any, ...] = ()
            if code > UNANSWERED:
                option, when, turn = history.read(code)
                if when > day:
                    continue
                pending = tuple(
                    (option, n, when + later.after, turn)
                    for n, later in enumerate(inject.options[option].later)
                    if when + later.after > day and when + later.after in live.later_days.get((index, option, n), ())
                )
            kept.append(code)
            signs.append((open_still and code == UNPLAYED, truths, pending))
        return kept, signs

    def encode(self, batch: Batch) -> Keys:
        """Return the words of a batch's states."""
        words = [np.zeros(batch.size, np.uint64) for _ in range(self.words)]
        for field in self.fields:
            column = batch.column(field.kind, field.index)
            if column is None:
                column = np.zeros(batch.size, np.int16)
            if field.offset:
                column = column - field.offset
            words[field.word] |= field.shifted[column]
        return words[0] if self.words == 1 else np.stack(words, 1)

    def decode(self, keys: Keys) -> Batch:
        """Return the states of some words; of each variable one value of its class."""
        live = self.live
        batch = Batch.blank(live.scenario, len(keys))
        words = [keys] if self.words == 1 else [keys[:, word] for word in range(self.words)]
        for field in self.fields:
            classes = (words[field.word] >> np.uint64(field.shift)) & np.uint64(field.mask)
            batch.put(field.kind, field.index, field.values[classes.astype(np.intp)])
        for kind, index, value in self.fixed:
            dtype = np.uint8 if kind == "flag" else self.origin.dtype
            batch.put(kind, index, np.full(len(keys), value, dtype))
        return batch


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an exploration begins."""

    gauges: tuple[int, ...]
    day: int
    possible: frozenset[int]
    """Injects that may come up, or came up before."""
    dtype: Any
    """A type of whole number that holds every gauge before it is clamped."""
