"""A frontier's states as machine words: each variable in as many bits as it has values that still differ."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
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
class Origin:
    """Where an exploration begins."""

    values: dict[int, np.ndarray]
    """Gauge to the values that it can have, in order."""
    possible: frozenset[int]
    """Injects that may come up, or came up before."""
    dtype: Any
    """A type of whole number that holds every gauge before it is clamped."""


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

    def classes(self, keys: Keys) -> np.ndarray:
        """Return the variable's class in each state."""
        word = keys if keys.ndim == 1 else keys[:, self.word]
        return ((word >> np.uint64(self.shift)) & np.uint64(self.mask)).astype(np.intp)


class Coder:
    """Packs and unpacks the states in which one inject is on the table on one day."""

    def __init__(self, live: Live, histories: list[History], day: int, inject: int, origin: Origin) -> None:
        self.live, self.histories, self.day, self.inject, self.origin = live, histories, day, inject, origin
        self.fields: list[Field] = []
        self.fixed: list[tuple[str, int, int]] = []
        """Live variables of which no two possible values differ."""
        self.bits = [0]
        cuts = live.cuts(day, inject)
        for gauge in sorted(live.tracked):
            values = origin.values[gauge]
            classes = np.searchsorted(cuts.scales[gauge].within(cuts.bits[gauge]), values, side="right")
            self._add("gauge", gauge, values.tolist(), classes.tolist())
        for flag in sorted(live.flags[day]):
            self._add("flag", flag, [0, 1], [0, 1])
        for flag in sorted(live.stop_flags - live.flags[day]):  # tested still, although nothing hangs on it any more
            self._add("flag", flag, [0], [0])
        for index in range(len(live.scenario.injects)):
            if index != inject:
                self._add("inject", index, *self._inject(index))
        self.words = len(self.bits)

    def _add(self, kind: str, index: int, values: Sequence[int], signs: Sequence[Hashable]) -> None:
        """Give a variable its bits; values with equal signs are one class."""
        classes: dict[Hashable, int] = {}
        of = [classes.setdefault(sign, len(classes)) for sign in signs]
        kept = dict(zip(reversed(of), reversed(values), strict=True))  # of each class the first value
        if len(classes) == 1:
            if kind != "inject" or any(values):
                self.fixed.append((kind, index, kept[0]))
            return
        width = (len(classes) - 1).bit_length()
        if self.bits[-1] + width > 64:
            self.bits.append(0)
        shift = self.bits[-1]
        self.bits[-1] += width
        table = np.zeros(max(values) - min(values) + 1, np.uint64)
        table[np.array(values) - min(values)] = np.array(of, np.uint64) << np.uint64(shift)
        one_each = np.array([kept[number] for number in range(len(classes))], self._type(kind, index))
        mask = (1 << width) - 1
        self.fields.append(Field(kind, index, len(self.bits) - 1, shift, mask, min(values), table, one_each))

    def _type(self, kind: str, index: int) -> Any:
        return np.uint8 if kind == "flag" else self.origin.dtype if kind == "gauge" else self.histories[index].type

    def _inject(self, index: int) -> tuple[list[int], list[Hashable]]:
        """What may have become of an inject by now, and what of it still makes a difference."""
        live, day, history = self.live, self.day, self.histories[index]
        inject = history.inject
        open_still = live.last_day.get(index, -1) >= day
        asked = sorted((option for i, option in live.chosen[day] if i == index), key=str)
        signs: list[Hashable] = []
        kept: list[int] = []
        codes = range(history.size) if inject.first <= day and index in self.origin.possible else [UNPLAYED]
        for code in codes:
            taken = NOT_PLAYED if code == UNPLAYED else NO_OPTION if code == UNANSWERED else history.read(code)[0]
            truths = tuple(taken != NOT_PLAYED if option is None else taken == option for option in asked)
            pending: tuple[Hashable, ...] = ()
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
        batch = Batch.blank(self.live.scenario, len(keys))
        for field in self.fields:
            batch.put(field.kind, field.index, field.values[field.classes(keys)])
        for kind, index, value in self.fixed:
            batch.put(kind, index, np.full(len(keys), value, self._type(kind, index)))
        return batch
