"""The walk of the days for many states at once: the rules of `game.rules.board`, on columns.

Rows part where they meet different things. What comes of them goes to a `Sink`: an inject on the table, or the end. The
numbers in the comments are those of the rules in scenario-format.md.
"""

from __future__ import annotations

import numpy as np

from game.analysis.abstraction.liveness import Liveness
from game.analysis.abstraction.objectives import LaterId
from game.analysis.abstraction.read_sets import read
from game.analysis.columns.batch import Batch, rows_alike
from game.analysis.columns.evaluate import apply, holds
from game.analysis.columns.inject_codes import UNANSWERED, UNPLAYED, InjectCodes, histories
from game.analysis.columns.visitor import Sink
from game.scenario.scenario import Change, Condition


class Walk:
    """The rules for one exploration: what of them matters, day by day."""

    def __init__(self, live: Liveness) -> None:
        self.live = live
        self.scenario = live.scenario
        self.days = live.scenario.days
        self.bounds = live.scenario.bounds
        self.histories: list[InjectCodes] = histories(live)
        self.stops = [ending.when for _, ending in live.scenario.stops if ending.when]
        self.always_test = live.stops_always
        self.stop_reads = [read(when) for when in self.stops]
        self.windows = [
            [(index, live.scenario.injects[index]) for index in live.injects[day]] for day in range(self.days + 1)
        ]
        self.fresh = [self._is_fresh(day) for day in range(self.days + 1)]
        """Whether on a day an inject may come up although nothing changed."""
        self.codes: list[list[tuple[LaterId, list[int]]]] = [
            [(id, self.histories[id[0]].due(id[1], live.later(id).after, day)) for id in live.laters[day]]
            for day in range(self.days + 1)
        ]
        """Day to the delayed effects that may fall due, each with the codes of its inject for which it does."""

    def _is_fresh(self, day: int) -> bool:
        before = [index for index, _ in self.windows[day - 1]] if day else []
        return [index for index, _ in self.windows[day]] != before or any(
            inject.first == day or read(inject.when).day for _, inject in self.windows[day]
        )

    def holds(
        self, condition: Condition | None, batch: Batch, day: int, where: np.ndarray | None = None
    ) -> np.ndarray | None:
        """Return in which rows a condition holds, of those asked (None for all); None for all that were asked."""
        if condition is None:
            return where
        truth = holds(condition, batch, day, self.histories)
        if where is not None:
            truth &= where
        return None if where is None and truth.all() else truth

    # --- changes

    def change(
        self, change: Change, batch: Batch, day: int, where: np.ndarray | None = None
    ) -> tuple[Batch, np.ndarray | None]:
        """Apply one part in some rows and test the stops there (rule 5): all rows, and which of them are stopped."""
        after = apply(change, batch, self.bounds, where)
        stopped: np.ndarray | None = None
        for when, reads in zip(self.stops, self.stop_reads, strict=True):
            if self.always_test or _touched(change, reads.gauges, reads.flags):
                truth = holds(when, after, day, self.histories)
                if where is not None:
                    truth &= where
                if truth.any():
                    stopped = truth if stopped is None else stopped | truth
        return after, stopped

    def part(
        self, change: Change, batch: Batch, day: int, sink: Sink, where: np.ndarray | None = None
    ) -> tuple[Batch, np.ndarray | None]:
        """Apply one part and let those go whom it stops: the rows that go on, and which they are (None for all)."""
        after, stopped = self.change(change, batch, day, where)
        if stopped is None:
            return after, None
        self.over(after.take(np.flatnonzero(stopped)), day, sink)
        kept = np.flatnonzero(~stopped)
        return after.take(kept), kept

    def over(self, batch: Batch, day: int, sink: Sink) -> None:
        """Say that an ending stopped the game in these rows."""
        sink.stood(day, self.days + 1, batch)
        sink.end(day, batch, True)

    # --- the days (rule 2)

    def go(self, batch: Batch, day: int, turn: int, sink: Sink) -> None:
        """Walk from the search for injects on `day` (or from before day 0, for -1) until every row is in the sink."""
        changed, since = True, max(day, 0)
        while batch.size:
            if day >= 0 and (changed or self.fresh[day]):
                if since < day:
                    sink.stood(since, day, batch)
                since = day
                batch = self.search(batch, day, turn, sink)
                if not batch.size:
                    return
            if day >= self.days:
                sink.stood(since, self.days + 1, batch)
                sink.end(day, batch, False)
                return
            day, turn, changed = day + 1, 0, False
            if self.live.trends[day] or self.codes[day]:
                if since < day:
                    sink.stood(since, day, batch)
                since = day
                batch, changed = self.morning(batch, day, sink)

    def morning(self, batch: Batch, day: int, sink: Sink) -> tuple[Batch, bool]:
        """Trends (2a), then delayed effects (2b); say whether anything can have changed."""
        changed = False
        for index in self.live.trends[day]:
            if not batch.size:
                return batch, True
            trend = self.scenario.trends[index]
            truth = self.holds(trend.when, batch, day)
            if truth is None or truth.any():
                sink.trend(day, index, batch, truth)
                batch, changed = self.part(trend.change, batch, day, sink, truth)[0], True
        done: list[Batch] = []
        for rows, laters in self._in_order(batch, day):
            for id, codes in laters:
                column = rows.h[id[0]]
                if column is None or not rows.size:
                    continue
                due = column == codes[0] if len(codes) == 1 else np.isin(column, codes)
                if not due.any():
                    continue
                later = self.live.later(id)
                lands = self.holds(later.when, rows, day, due)
                assert lands is not None
                sink.landed(day, id, rows, due, lands)
                if lands.any():
                    changed = True
                    rows = self.part(later.change, rows, day, sink, None if lands.all() else lands)[0]
            if rows.size:
                done.append(rows)
        if not done:
            return batch.take(np.zeros(0, np.intp)), True
        whole = done[0]
        for more in done[1:]:
            whole = together(whole, more)
        return whole, changed

    def _in_order(self, batch: Batch, day: int) -> list[tuple[Batch, list[tuple[LaterId, list[int]]]]]:
        """The day's delayed effects in the order in which they were scheduled, for rows that agree on it."""
        laters = self.codes[day]
        timed = sorted({id[0] for id, _ in laters if self.histories[id[0]].rounds > 1})
        timed = [index for index in timed if batch.h[index] is not None]
        if len(timed) < 2:
            return [(batch, laters)]
        turns = np.stack([self.histories[index].turns[batch.h[index]] for index in timed], 1)
        kinds, of = rows_alike(turns)
        groups = []
        for number, kind in enumerate(kinds):
            turn = dict(zip(timed, kind.tolist(), strict=True))
            order = sorted(laters, key=lambda each: (-self.live.later(each[0]).after, turn.get(each[0][0], 0), each[0]))
            rows = batch if len(kinds) == 1 else batch.take(np.flatnonzero(of == number))
            groups.append((rows, order))
        return groups

    def search(self, batch: Batch, day: int, turn: int, sink: Sink) -> Batch:
        """Let injects come up in file order (2c); return the rows in which none is due."""
        again: list[Batch] = []
        for index, inject in self.windows[day]:
            codes = batch.h[index]
            due = None if codes is None else codes == UNPLAYED
            if due is not None and due.all():
                due = None
            truth = self.holds(inject.when, batch, day)
            if truth is not None:
                due = truth if due is None else due & truth
            if due is None:
                up, batch = batch, batch.take(np.zeros(0, np.intp))
            elif not due.any():
                continue
            else:
                up, batch = batch.take(np.flatnonzero(due)), batch.take(np.flatnonzero(~due))
            again += self._came_up(index, up, day, turn, sink)
            if not batch.size:
                break
        for rows in again:  # the search starts again from the top
            rest = self.search(rows, day, turn, sink) if rows.size else rows
            if rest.size:
                batch = together(batch, rest)
        return batch

    def _came_up(self, index: int, up: Batch, day: int, turn: int, sink: Sink) -> list[Batch]:
        """Lay an inject on the table; return the rows that have done with it at once."""
        inject = self.scenario.injects[index]
        if inject.options:
            closed: np.ndarray | None = np.ones(up.size, bool)
            for option in inject.options:
                open_rows = self.holds(option.requires, up, day)
                if open_rows is None:
                    closed = None
                    break
                closed &= ~open_rows
            if closed is None or not closed.any():
                decided = sink.table(day, turn, index, up)
                return [] if decided is None else [decided]
            if not closed.all():
                decided = sink.table(day, turn, index, up.take(np.flatnonzero(~closed)))
                again = [] if decided is None else [decided]
            else:
                again = []
            done = up.take(np.flatnonzero(closed))
            sink.passed(day, index, done)
        else:
            again, done = [], up
            sink.read(day, index, done)
        done = done.copy()
        done.h[index] = np.full(done.size, UNANSWERED, self.histories[index].type)
        return [*again, done]

    # --- decisions (rule 3)

    def open(self, inject: int, batch: Batch, day: int) -> np.ndarray:
        """Return which options are open: truths, (rows, options)."""
        options = self.scenario.injects[inject].options
        truth = np.ones((batch.size, len(options)), bool)
        for index, option in enumerate(options):
            found = self.holds(option.requires, batch, day)
            if found is not None:
                truth[:, index] = found
        return truth


def _touched(change: Change, gauges: frozenset[int], flags: frozenset[int]) -> bool:
    return any(effect.gauge in gauges for effect in change.effects) or any(
        flag in flags for flag in (*change.set, *change.clear)
    )


def together(one: Batch, other: Batch) -> Batch:
    """Return the rows of two parts of one walk, each with its place."""
    if not one.size:
        return other
    if not other.size:
        return one
    joined = Batch.join([one, other])
    joined.place = np.concatenate([one.place, other.place])
    return joined
