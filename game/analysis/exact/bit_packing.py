"""A frontier's states as machine words: each variable in as many bits as it has values that still differ."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from game.analysis.abstraction.liveness import Liveness
from game.analysis.abstraction.partition import told_apart
from game.analysis.columns.batch import Batch
from game.analysis.columns.inject_codes import UNANSWERED, UNPLAYED, InjectCodes
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
    """One variable of a state: where its class stands in the words.

    Which values are one class may hang on where some gauges before it stand: `context` picks the row of the tables.
    """

    kind: str
    """`gauge`, `flag`, `inject` or `policy`."""
    index: int
    word: int
    shift: int
    mask: int
    offset: int
    """The least value, which stands first in `shifted`."""
    shifted: np.ndarray
    """(context, value): the class, moved to its place in the word (uint64)."""
    values: np.ndarray
    """(context, class): one value of it."""
    context: tuple[tuple[int, int, np.ndarray], ...] = ()
    """Gauges on which the row hangs, each with its least value, and what each of its values adds (by bits)."""

    def classes(self, keys: Keys) -> np.ndarray:
        """Return the variable's class in each state."""
        word = keys if keys.ndim == 1 else keys[:, self.word]
        return ((word >> np.uint64(self.shift)) & np.uint64(self.mask)).astype(np.intp)

    def row(self, kept: dict[int, np.ndarray]) -> np.ndarray | int:
        """Return the row of the tables for each state, from the values kept of the gauges before it."""
        found: np.ndarray | int = 0
        for gauge, least, bits in self.context:
            found = found | bits[kept[gauge] - least]
        return found


class Coder:
    """Packs and unpacks the states in which one inject is on the table on one day."""

    def __init__(
        self, live: Liveness, histories: list[InjectCodes], day: int, inject: int, origin: Origin, policies: int = 1
    ) -> None:
        """`policies` is how many are followed at once: states of different ones are never equal."""
        self.live, self.histories, self.day, self.inject, self.origin = live, histories, day, inject, origin
        self.fields: list[Field] = []
        self.fixed: list[tuple[str, int, int]] = []
        """Live variables of which no two possible values differ."""
        self.bits = [0]
        for told in told_apart(live.cuts(day, inject), sorted(live.tracked), origin.values):
            self._add("gauge", told.gauge, told.values, told.classes, told.context)
        for flag in sorted(live.flags[day]):
            self._add("flag", flag, [0, 1], [[0, 1]])
        for flag in sorted(live.stop_flags - live.flags[day]):  # tested still, although nothing hangs on it any more
            self._add("flag", flag, [0], [[0]])
        for index in range(len(live.scenario.injects)):
            if index != inject:
                codes, signs = self._inject(index)
                self._add("inject", index, codes, [signs])
        if policies > 1:
            self._add("policy", 0, range(policies), [range(policies)])
        self.words = len(self.bits)
        self._asked = {gauge for field in self.fields for gauge, _, _ in field.context}

    def _add(
        self,
        kind: str,
        index: int,
        values: Sequence[int],
        signs: Sequence[Sequence[Hashable]],
        context: tuple[tuple[int, int, np.ndarray], ...] = (),
    ) -> None:
        """Give a variable its bits; in each context, values with equal signs are one class."""
        rows = [_numbered(row) for row in signs]
        classes = max(max(row) for row in rows) + 1
        if classes == 1 and not context:
            if kind != "inject" or any(values):
                self.fixed.append((kind, index, values[0]))
            return
        width = max(1, (classes - 1).bit_length())
        if self.bits[-1] + width > 64:
            self.bits.append(0)
        shift = self.bits[-1]
        self.bits[-1] += width
        places = np.array(values) - min(values)
        shifted = np.zeros((len(rows), max(values) - min(values) + 1), np.uint64)
        kept = np.full((len(rows), classes), values[0], self._type(kind, index))
        for number, row in enumerate(rows):
            shifted[number, places] = np.array(row, np.uint64) << np.uint64(shift)
            kept[number, row[::-1]] = values[::-1]  # of each class the first value
        mask = (1 << width) - 1
        self.fields.append(Field(kind, index, len(self.bits) - 1, shift, mask, min(values), shifted, kept, context))

    def _type(self, kind: str, index: int) -> Any:
        if kind == "inject":
            return self.histories[index].type
        return self.origin.dtype if kind == "gauge" else np.uint8 if kind == "flag" else np.int16

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
        kept = {index: np.full(batch.size, value) for _, index, value in self._fixed_asked()}
        for field in self.fields:
            column = batch.column(field.kind, field.index)
            if column is None:
                column = np.zeros(batch.size, np.int16)
            if field.offset:
                column = column - field.offset
            code = field.shifted[field.row(kept), column] if field.context else field.shifted[0][column]
            words[field.word] |= code
            if field.kind == "gauge" and field.index in self._asked:
                row = field.row(kept)
                kept[field.index] = field.values[row, (code >> np.uint64(field.shift)).astype(np.intp)]
        return words[0] if self.words == 1 else np.stack(words, 1)

    def _fixed_asked(self) -> list[tuple[str, int, int]]:
        return [each for each in self.fixed if each[0] == "gauge" and each[1] in self._asked]

    def decode(self, keys: Keys) -> Batch:
        """Return the states of some words; of each variable one value of its class."""
        batch = Batch.blank(self.live.scenario, len(keys))
        for kind, index, value in self.fixed:
            batch.put(kind, index, np.full(len(keys), value, self._type(kind, index)))
        kept = {index: column for index, column in enumerate(batch.g) if column is not None}
        for field in self.fields:
            column = field.values[field.row(kept), field.classes(keys)]
            batch.put(field.kind, field.index, column)
            if field.kind == "gauge":
                kept[field.index] = column
        return batch


def _numbered(signs: Sequence[Hashable]) -> list[int]:
    """Number signs in the order in which they first stand."""
    classes: dict[Hashable, int] = {}
    return [classes.setdefault(sign, len(classes)) for sign in signs]
