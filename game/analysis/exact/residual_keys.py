"""States merged by what is left of the game for them: their residual program (Jones, Gomard and Sestoft, Partial
Evaluation and Automatic Program Generation, 1993), and liveness walked back over it.

Delayed effects under way are folded into the value that a gauge will have at each later comparison; comparisons that
bounds decide already are true or false; facts that nobody can change any more are constants. What then is still open
makes a *pattern*, of which there are few: the walk back is over patterns, a column of truths a step. A state's key is
the number of its residual, between which cuts each value that is still compared stands, and whatever cannot be folded
as it stands: gauges that a bound may clamp, effects that are under way at a time that is not known.

Two states with one key have, for every policy and luck, the same future of what is asked. Fewer merges than possible
are never wrong, so in doubt a variable stays raw. How an asked gauge moves is told by a *potential*: its value with all
that is folded into it, which is no part of the key, and of which an edge earns the difference.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from game.analysis.abstraction.liveness import Liveness
from game.analysis.abstraction.objectives import Asked
from game.analysis.abstraction.read_sets import read
from game.analysis.columns.batch import Batch
from game.analysis.columns.column_rules import Walk
from game.analysis.columns.inject_codes import UNANSWERED, UNPLAYED
from game.analysis.exact.layers import LayerId
from game.analysis.exact.packed_rows import Packer, Word, equal
from game.analysis.exact.residual_conditions import (
    COMPARED,
    FALSE,
    OPEN,
    TRUE,
    ChoseLeaf,
    FlagLeaf,
    GaugeLeaf,
    OtherLeaf,
    ResidualConditions,
    Truths,
    gauges_of,
    truth,
)
from game.analysis.exact.residual_events import END, ResidualEvents, own_changes
from game.analysis.exact.residual_liveness import Patterns, ResidualLiveness
from game.scenario.scenario import Change, Scenario

Flags = NDArray[np.bool_]
Numbers = NDArray[np.signedinteger]
"""Values of a gauge and sums of effects on it, (row,): int16 where all of them are that small, else int32."""

RESIDUALS = 28
"""Bits for the number of a residual: of the largest layer met there were some thousands."""


class UnderWay(NamedTuple):
    """What the codes of an inject without a moment tell apart."""

    kinds: np.ndarray
    """Code to the number of what is still to land."""
    bits: int
    options: np.ndarray
    """Code to the option of which something is still to land, -1 for none."""


class ResidualKeys:
    """The keys of the states in which one inject is on the table on one day."""

    def __init__(self, live: Liveness, walk: Walk, asked: Asked, id: LayerId) -> None:
        self.live, self.walk, self.asked = live, walk, asked
        self.scenario, self.day = live.scenario, id[0]
        self.gauges = sorted(live.tracked)
        self.type = sum_type(self.scenario)
        self.ahead = ResidualEvents(live, walk, id)
        self.leaves = ResidualConditions(live, self.ahead)
        self._rest = ResidualLiveness(live, asked, self.ahead, self.leaves, self.gauges)
        self._read_last()
        self._moves = {column: self.ahead.sums(*column) for column in self.leaves.columns}
        self._reach = {gauge: self.ahead.reach(gauge, self._last[gauge]) for gauge in self.gauges}
        self._tabulate()
        self._way = {index: self._under_way(index) for index in self.ahead.under_way}

    # --- once a layer

    def _read_last(self) -> None:
        """Note the last moment at which each gauge is read."""
        self._last = dict.fromkeys(self.gauges, 0)
        for leaf in self.leaves.leaves:
            for gauge in gauges_of(leaf):
                self._last[gauge] = max(self._last[gauge], END if leaf.moment is None else leaf.moment)
        for gauge in self.asked.gauges:
            self._last[gauge] = END

    def _tabulate(self) -> None:
        """Lay out for each value of a gauge what each comparison comes to, and between which cuts it stands."""
        self._status: dict[int, Truths] = {}
        cuts: dict[tuple[int, int], set[int]] = {}
        for number, leaf in enumerate(self.leaves.leaves):
            if not isinstance(leaf, GaugeLeaf) or leaf.moment is None:
                continue
            column = (leaf.gauge, leaf.moment)
            moves = self._moves[column]
            low, high = self.scenario.bounds[leaf.gauge]
            values = np.arange(low, high + 1)
            if leaf.sign in ("==", "!="):
                sums = set(moves.values())
                may = np.array([leaf.number - int(value) in sums for value in values])
                must = may & (len(sums) == 1)
                holds, fails = (must, ~may) if leaf.sign == "==" else (~may, must)
            else:
                least = COMPARED[leaf.sign](values + moves.low, leaf.number)
                greatest = COMPARED[leaf.sign](values + moves.high, leaf.number)
                holds, fails = least & greatest, ~least & ~greatest
            self._status[number] = _three(holds, fails)
            for beyond in _CUTS[leaf.sign]:
                cuts.setdefault(column, set()).update(leaf.number + beyond - move for move in moves.values())
        self._classes: dict[tuple[int, int], np.ndarray] = {}
        self._width: dict[tuple[int, int], int] = {}
        for column in self.leaves.columns:
            low, high = self.scenario.bounds[column[0]]
            here = cuts.get(column, set())
            table = np.cumsum([value in here for value in range(low, high + 1)]) + 1
            self._classes[column], self._width[column] = table.astype(np.uint64), int(table[-1]).bit_length()

    def _under_way(self, index: int) -> UnderWay:
        history = self.walk.histories[index]
        kinds: dict[tuple[tuple[int, int, int, int], ...], int] = {(): 0}
        table, options = np.zeros(history.size, np.int64), np.full(history.size, -1)
        for code in range(UNANSWERED + 1, history.size):
            option, when, turn = history.read(code)
            if when > self.day:
                continue
            waiting = tuple(
                (option, number, when + later.after, turn)
                for number, later in enumerate(history.inject.options[option].later)
                if when + later.after > self.day
                and when + later.after in self.live.later_days.get((index, option, number), ())
            )
            table[code] = kinds.setdefault(waiting, len(kinds))
            if waiting:
                options[code] = option
        return UnderWay(table, (len(kinds) - 1).bit_length(), options)

    # --- rows

    def keys(self, batch: Batch) -> tuple[list[Word], list[Numbers]]:
        """Return the words of each row's key, and the potential of each asked gauge."""
        return _Rows(self, batch).keys()

    def forget(self, batch: Batch) -> None:
        """Drop the columns that nobody reads any more from states that stand for their class."""
        flags = {leaf.flag for leaf in self.leaves.leaves if isinstance(leaf, FlagLeaf)}
        kept = {leaf.inject for leaf in self.leaves.leaves if isinstance(leaf, ChoseLeaf)}
        kept |= {due.inject for due in self.ahead.pending} | {*self.ahead.under_way} | self.ahead.loose
        kept |= self.live.coming.floating
        for inject in self.scenario.injects:  # the search looks at these even where they are played
            if min(inject.last, self.scenario.days) >= self.day:
                flags |= read(inject.when).flags
        batch.f = [column if flag in flags else None for flag, column in enumerate(batch.f)]
        batch.h = [
            column if index in kept or inject.first >= self.day else None
            for (index, inject), column in zip(enumerate(self.scenario.injects), batch.h, strict=True)
        ]


def sum_type(scenario: Scenario) -> type[np.signedinteger]:
    """Return a type of whole number that holds a gauge with any effects on it added up, whatever bounds cut off."""

    def moves(changes: Iterable[Change], gauge: int) -> list[int]:
        return [abs(effect.amount) for change in changes for effect in change.effects if effect.gauge == gauge]

    most = 0
    for gauge, bound in enumerate(scenario.bounds):
        found = max(map(abs, bound)) + sum(moves((trend.change for trend in scenario.trends), gauge)) * scenario.days
        for inject in scenario.injects:
            found += max(
                (
                    sum(moves((*own_changes(option), *(later.change for later in option.later)), gauge))
                    for option in inject.options
                ),
                default=0,
            )
        most = max(most, found)
    return np.int16 if 2 * most < np.iinfo(np.int16).max else np.int32


_CUTS = {"<": (0,), ">=": (0,), "<=": (1,), ">": (1,), "==": (0, 1), "!=": (0, 1)}
"""Sign to where a comparison with 0 turns: at this value."""


def _three(holds: np.ndarray, fails: np.ndarray) -> Truths:
    """Return truths from what holds and what fails, never both: sums of bytes take a third of what choosing takes."""
    found: Truths = OPEN - holds.view(np.uint8)  # to TRUE
    found -= fails.view(np.uint8) * OPEN  # to FALSE
    return found


class _Rows:
    """The keys of one batch."""

    def __init__(self, residual: ResidualKeys, batch: Batch) -> None:
        self.residual, self.batch = residual, batch
        self.ahead, self.leaves = residual.ahead, residual.leaves
        self.size = batch.size
        self.gauges: dict[int, Numbers] = {}
        for gauge in residual.gauges:
            column = batch.g[gauge]
            assert column is not None
            self.gauges[gauge] = column.astype(residual.type)
        self.flags = [np.zeros(self.size, np.uint8) if flag is None else flag for flag in batch.f]
        unknown = np.full(self.size, OPEN)
        self.status: list[Truths] = [unknown] * len(self.leaves.leaves)
        self.facts: list[int] = []
        """Leaves of which each says something that none before it does: flags and choices."""

    def keys(self) -> tuple[list[Word], list[Numbers]]:
        """Return the words of each row's key, and the potential of each asked gauge."""
        residual = self.residual
        self._facts()
        self._fold()
        self._bound()
        self._compare()
        patterns, of = self._patterns()
        need = residual._rest.of(patterns)
        # what each row could need, and beside it the bits of that which its pattern does need
        words, masks = Packer(self.size), Packer(len(need.number))
        words.add(np.full(self.size, (1 << RESIDUALS) - 1, np.uint64), RESIDUALS)
        masks.add(need.number, RESIDUALS)

        def add(here: Flags, bits: int, column: Callable[[], np.ndarray]) -> None:
            words.add(column() if here.any() else None, bits)
            masks.add(here * np.uint64((1 << bits) - 1), bits)

        for place in self.leaves.columns:
            classes = residual._classes[place]
            add(need.columns[place], residual._width[place], partial(classes.take, self.places[place], mode="clip"))
        for gauge, value in self.gauges.items():
            low, high = residual.scenario.bounds[gauge]
            add(need.raw[gauge], (high - low + 1).bit_length(), partial(np.subtract, value, low - 1))
        for flag, here in need.flags.items():
            words.add(self.flags[flag], 1)
            masks.add(here, 1)
        everywhere = np.ones(len(need.number), bool)
        for index, way in residual._way.items():
            add(everywhere, way.bits, partial(way.kinds.take, self._codes(index), mode="clip"))
        found = words.done()
        for word, mask in zip(found, masks.done(), strict=True):
            word &= mask.take(of, mode="clip")
        return found, [self.final[gauge] for gauge in residual.asked.gauges]

    def _codes(self, index: int) -> np.ndarray:
        codes = self.batch.h[index]
        return np.zeros(self.size, np.int16) if codes is None else codes

    def _took(self, index: int, option: int) -> Flags:
        """Say in which rows an option was taken: its codes stand one after the other."""
        codes, history = self._codes(index), self.residual.walk.histories[index]
        each = history.days * history.rounds
        least = UNANSWERED + 1 + option * each
        return codes == least if each == 1 else (codes >= least) & (codes < least + each)

    def _facts(self) -> None:
        """Say of flags and choices what they are when they are read, so far as nobody can change it before."""
        known: dict[tuple[object, ...], Truths] = {}
        for number, leaf in enumerate(self.leaves.leaves):
            if isinstance(leaf, FlagLeaf):
                before = END if leaf.moment is None else leaf.moment
                may_set = any(moment < before for moment in self.ahead.setters[leaf.flag])
                may_clear = any(moment < before for moment in self.ahead.clearers[leaf.flag])
                fact: tuple[object, ...] = (leaf.flag, may_set, may_clear)
                if fact not in known:
                    is_set, unset = OPEN if may_clear else TRUE, OPEN if may_set else FALSE
                    known[fact] = unset + self.flags[leaf.flag] * np.uint8((int(is_set) - int(unset)) % 256)
                    self.facts.append(number)
                self.status[number] = known[fact]
            elif isinstance(leaf, ChoseLeaf):
                fact = (leaf.inject, leaf.option, None)
                if fact not in known:
                    played = self._codes(leaf.inject) != UNPLAYED
                    holds = played if leaf.option is None else self._took(leaf.inject, leaf.option)
                    sure = played if leaf.inject in self.ahead.open else np.ones(self.size, bool)
                    known[fact] = _three(sure & holds, sure & ~holds)
                    self.facts.append(number)
                self.status[number] = known[fact]

    def _fold(self) -> None:
        """Fold what is under way and certain into the values to come; what may still fail stays as it is."""
        final = dict(self.gauges)
        self.lowest, self.highest = dict(self.gauges), dict(self.gauges)
        """Gauge to the least and the greatest value on the way."""
        self.less, self.more = dict(self.gauges), dict(self.gauges)
        """Gauge with all negative, and with all positive parts."""
        self.at: dict[tuple[int, int], Numbers] = {}
        self.yes: list[Flags] = []
        self.maybe: list[Flags | None] = []
        moments = sorted(self.leaves.columns, key=lambda column: column[1])
        for due, when in zip(self.ahead.pending, self.leaves.pending, strict=True):
            while moments and moments[0][1] < due.moment:
                column = moments.pop(0)
                self.at[column] = final[column[0]]
            yes: Flags = self._took(due.inject, due.option)
            maybe: Flags | None = None
            if when is not None:
                holds = truth(when, self.status.__getitem__)
                yes, maybe = yes & (holds == TRUE), yes & (holds == OPEN)
            if due.outright:
                maybe = yes if maybe is None else maybe | yes
                yes = np.zeros(self.size, bool)
            self.yes.append(yes)
            self.maybe.append(maybe)
            if not yes.any():
                continue
            for effect in due.later.change.effects:
                gauge = effect.gauge
                if gauge not in final or effect.outright or due.moment >= self.residual._last[gauge]:
                    continue
                move = yes * self.residual.type(effect.amount)
                final[gauge] = final[gauge] + move
                if effect.amount < 0:
                    self.lowest[gauge] = np.minimum(self.lowest[gauge], final[gauge])
                    self.less[gauge] = self.less[gauge] + move
                else:
                    self.highest[gauge] = np.maximum(self.highest[gauge], final[gauge])
                    self.more[gauge] = self.more[gauge] + move
        self.at |= {column: final[column[0]] for column in moments}
        self.final = final

    def _bound(self) -> None:
        """Say where a bound may stop an effect, so that sums are no sums."""
        self.risky: dict[int, Flags] = {}
        for gauge in self.gauges:
            if gauge in self.ahead.outright:
                self.risky[gauge] = np.ones(self.size, bool)
                continue
            low, high = self.residual.scenario.bounds[gauge]
            down, up, _, _ = self.residual._reach[gauge]
            self.risky[gauge] = (self.lowest[gauge] < low - down) | (self.highest[gauge] > high - up)

    def _span(self, gauge: int, rows: slice | np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return between what a gauge stays in some rows.

        All parts that lower it are a lower limit whatever bounds cut off of those that raise it. The tighter limit, the
        least on the way, holds only where the upper bound cannot be met: 100, +10 (cut off) and -10 end at 90.
        """
        low, high = self.residual.scenario.bounds[gauge]
        if gauge in self.ahead.outright:
            return np.array(low), np.array(high)
        down, up, far_down, far_up = self.residual._reach[gauge]
        least, greatest = self.lowest[gauge][rows] + down, self.highest[gauge][rows] + up
        under, over = least < low, greatest > high
        return (
            np.clip(np.where(over, self.less[gauge][rows] + far_down, least), low, high),
            np.clip(np.where(under, self.more[gauge][rows] + far_up, greatest), low, high),
        )

    def _compare(self) -> None:
        """Say what each comparison of a gauge with a number comes to."""
        self.places: dict[tuple[int, int], NDArray[np.intp]] = {}
        known: dict[int, NDArray[np.intp]] = {}
        """The same value is compared at several moments where nothing lands between them."""
        for column, value in self.at.items():
            if id(value) not in known:
                low, high = self.residual.scenario.bounds[column[0]]
                known[id(value)] = np.subtract(np.clip(value, low, high), low, dtype=np.intp)
            self.places[column] = known[id(value)]
        risks = {gauge: np.flatnonzero(rows) for gauge, rows in self.risky.items()}
        for number, leaf in enumerate(self.leaves.leaves):
            if not isinstance(leaf, GaugeLeaf):
                continue
            if leaf.moment is None:
                found = np.empty(self.size, np.uint8)
                found[:] = self._between(leaf, slice(None))
                self.status[number] = found
                continue
            found = self.residual._status[number].take(self.places[leaf.gauge, leaf.moment], mode="clip")
            rows = risks[leaf.gauge]
            if len(rows):
                found[rows] = self._between(leaf, rows)
            self.status[number] = found

    def _between(self, leaf: GaugeLeaf, rows: slice | np.ndarray) -> Truths:
        least, greatest = self._span(leaf.gauge, rows)
        if leaf.sign in ("==", "!="):
            must = (least == leaf.number) & (greatest == leaf.number)
            never = (leaf.number < least) | (leaf.number > greatest)
            return _three(must, never) if leaf.sign == "==" else _three(never, must)
        one, other = COMPARED[leaf.sign](least, leaf.number), COMPARED[leaf.sign](greatest, leaf.number)
        return _three(one & other, ~one & ~other)

    def _patterns(self) -> tuple[Patterns, np.ndarray]:
        """Return what differs between rows but for values, each once, and the number of each row's."""
        ahead, residual = self.ahead, self.residual
        stop: Flags = np.zeros(self.size, bool)
        for node in self.leaves.stops:
            stop |= truth(node, self.status.__getitem__) != FALSE
        words = Packer(self.size)
        for number, leaf in enumerate(self.leaves.leaves):
            if isinstance(leaf, GaugeLeaf) or number in self.facts:
                words.add(self.status[number], 2)
        unsure = stop.copy()
        for risky in self.risky.values():
            words.add(risky, 1)
            unsure |= risky
        raw = self._kept_raw()
        for number, (due, yes, maybe) in enumerate(zip(ahead.pending, self.yes, self.maybe, strict=True)):
            change = due.later.change
            if not (change.set or change.clear or any(effect.gauge in raw for effect in change.effects)):
                self.yes[number] = yes = yes & unsure
            words.add(yes, 1)
            if maybe is not None:
                words.add(maybe, 1)
        loose = {index: self._codes(index) == UNPLAYED for index in sorted(ahead.loose)}
        for unplayed in loose.values():
            words.add(unplayed, 1)
        ways = {index: way.options.take(self._codes(index), mode="clip") for index, way in residual._way.items()}
        for index, options in ways.items():
            words.add(options + 1, len(residual.scenario.injects[index].options).bit_length())
        first, of = equal(words.done())
        patterns = Patterns(
            [status[first] for status in self.status],
            {gauge: risky[first] for gauge, risky in self.risky.items()},
            stop[first],
            [yes[first] for yes in self.yes],
            [None if maybe is None else maybe[first] for maybe in self.maybe],
            {index: unplayed[first] for index, unplayed in loose.items()},
            {index: options[first] for index, options in ways.items()},
        )
        return patterns, of

    def _kept_raw(self) -> set[int]:
        """Gauges that may be kept raw whatever bounds and stops do: what is folded into them must be known."""
        untimed = bool(self.ahead.loose or self.ahead.under_way)
        return set(self.ahead.outright) | {
            gauge
            for leaf in self.leaves.leaves
            if isinstance(leaf, OtherLeaf) or (leaf.moment is None and untimed)
            for gauge in gauges_of(leaf)
        }
