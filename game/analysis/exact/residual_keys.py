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
from game.analysis.exact.residual_events import END, ResidualEvents
from game.analysis.exact.residual_liveness import Patterns, ResidualLiveness
from game.rules.state import NOT_PLAYED

Flags = NDArray[np.bool_]
Numbers = NDArray[np.int32]

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
            self._classes[column], self._width[column] = table.astype(np.uint16), int(table[-1]).bit_length()

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
            self.gauges[gauge] = column.astype(np.int32)
        self.flags = [np.zeros(self.size, np.uint8) if flag is None else flag for flag in batch.f]
        self._taken: dict[int, np.ndarray] = {}
        unknown = np.full(self.size, OPEN)
        self.status: list[Truths] = [unknown] * len(self.leaves.leaves)

    def keys(self) -> tuple[list[Word], list[Numbers]]:
        """Return the words of each row's key, and the potential of each asked gauge."""
        residual = self.residual
        self._facts()
        self._fold()
        self._bound()
        self._compare()
        patterns, of = self._patterns()
        need = residual._rest.of(patterns)
        words = Packer(self.size)
        words.add(need.number[of], RESIDUALS)
        for column in self.leaves.columns:
            here = need.columns[column]
            classes = residual._classes[column][self.places[column]] if here.any() else None
            words.add(classes if classes is None or here.all() else classes * here[of], residual._width[column])
        for gauge, value in self.gauges.items():
            low, high = residual.scenario.bounds[gauge]
            here = need.raw[gauge]
            words.add((value - low + 1) * here[of] if here.any() else None, (high - low + 1).bit_length())
        for flag, here in need.flags.items():
            words.add(self.flags[flag] & here[of], 1)
        for index, way in residual._way.items():
            words.add(way.kinds[self._codes(index)], way.bits)
        return words.done(), [self.final[gauge] for gauge in residual.asked.gauges]

    def _codes(self, index: int) -> np.ndarray:
        codes = self.batch.h[index]
        return np.zeros(self.size, np.intp) if codes is None else codes

    def _option(self, index: int) -> np.ndarray:
        """What became of an inject in each row."""
        if index not in self._taken:
            codes = self.batch.h[index]
            history = self.residual.walk.histories[index]
            self._taken[index] = np.full(self.size, NOT_PLAYED) if codes is None else history.options[codes]
        return self._taken[index]

    def _facts(self) -> None:
        """Say of flags and choices what they are when they are read, so far as nobody can change it before."""
        for number, leaf in enumerate(self.leaves.leaves):
            if isinstance(leaf, FlagLeaf):
                before = END if leaf.moment is None else leaf.moment
                may_set = any(moment < before for moment in self.ahead.setters[leaf.flag])
                may_clear = any(moment < before for moment in self.ahead.clearers[leaf.flag])
                is_set = self.flags[leaf.flag] == 1
                self.status[number] = _three(is_set & (not may_clear), ~is_set & (not may_set))
            elif isinstance(leaf, ChoseLeaf):
                taken = self._option(leaf.inject)
                played = taken != NOT_PLAYED
                known = played | (leaf.inject not in self.ahead.open)
                holds = played if leaf.option is None else taken == leaf.option
                self.status[number] = _three(known & holds, known & ~holds)

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
            yes: Flags = self._option(due.inject) == due.option
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
                move = yes * np.int32(effect.amount)
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
        """Say where a bound may stop an effect, so that sums are no sums, and between what a gauge then stays.

        All parts that lower it are a lower limit whatever bounds cut off of those that raise it. The tighter limit, the
        least on the way, holds only where the upper bound cannot be met: 100, +10 (cut off) and -10 end at 90.
        """
        self.risky: dict[int, Flags] = {}
        self.span: dict[int, tuple[np.ndarray, np.ndarray]] = {}
        for gauge in self.gauges:
            low, high = self.residual.scenario.bounds[gauge]
            if gauge in self.ahead.outright:
                self.risky[gauge] = np.ones(self.size, bool)
                self.span[gauge] = (np.full(self.size, low), np.full(self.size, high))
                continue
            down, up, far_down, far_up = self.residual._reach[gauge]
            least, greatest = self.lowest[gauge] + down, self.highest[gauge] + up
            under, over = least < low, greatest > high
            self.risky[gauge] = under | over
            self.span[gauge] = (
                np.clip(np.where(over, self.less[gauge] + far_down, least), low, high),
                np.clip(np.where(under, self.more[gauge] + far_up, greatest), low, high),
            )

    def _compare(self) -> None:
        """Say what each comparison of a gauge with a number comes to."""
        self.places: dict[tuple[int, int], np.ndarray] = {}
        for column, value in self.at.items():
            low, high = self.residual.scenario.bounds[column[0]]
            self.places[column] = np.clip(value, low, high) - low
        risks = {gauge: np.flatnonzero(rows) for gauge, rows in self.risky.items()}
        for number, leaf in enumerate(self.leaves.leaves):
            if not isinstance(leaf, GaugeLeaf):
                continue
            if leaf.moment is None:
                self.status[number] = self._between(leaf, slice(None))
                continue
            found = self.residual._status[number][self.places[leaf.gauge, leaf.moment]]
            rows = risks[leaf.gauge]
            if len(rows):
                found[rows] = self._between(leaf, rows)
            self.status[number] = found

    def _between(self, leaf: GaugeLeaf, rows: slice | np.ndarray) -> Truths:
        least, greatest = (side[rows] for side in self.span[leaf.gauge])
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
        for status in self.status:
            words.add(status, 2)
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
        ways = {index: way.options[self._codes(index)] for index, way in residual._way.items()}
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
