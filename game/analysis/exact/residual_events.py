"""What may still happen from a layer on: events, each with its moment, and how far they may move a gauge.

A moment is a number that orders everything by time: day, then trends, delayed effects and injects of that day (rule 2).
Injects of which it is not known when they come up, and delayed effects of such, have no moment: they are *loose*, or
*under way*, and may come at any time from now on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from game.analysis.abstraction.liveness import Liveness
from game.analysis.abstraction.read_sets import read
from game.analysis.abstraction.subset_sums import ZERO, Sums
from game.analysis.columns.column_rules import Walk
from game.analysis.exact.layers import LayerId
from game.scenario.scenario import Change, Condition, Later, Option, Trend
from game.scenario.tree import evaluate

END = 1 << 40
"""The moment after all others."""

_ORDERS = 1 << 20
"""More than there are events of one kind on one day."""


def moment(day: int, phase: int, order: int) -> int:
    """Return the moment of a trend (phase 0), delayed effect (1) or inject (2) of a day."""
    return (day * 4 + phase) * _ORDERS + order


def day_of(moment: int) -> int:
    """Return the day of a moment."""
    return moment // _ORDERS // 4


class Drift(NamedTuple):
    """A trend that may happen."""

    moment: int
    trend: Trend


class Due(NamedTuple):
    """A delayed effect that may land, of a decision that is made (pending) or still to come."""

    moment: int
    inject: int
    option: int
    later: Later

    @property
    def outright(self) -> bool:
        """Whether it sets a gauge outright, so that it cannot be folded into a sum."""
        return any(effect.outright for effect in self.later.change.effects)


class ResidualEvents:
    """The events to come of the states in which one inject is on the table on one day."""

    def __init__(self, live: Liveness, walk: Walk, id: LayerId) -> None:
        self.live, self.scenario = live, live.scenario
        self.day, _, self.current = id
        scenario, day, current = self.scenario, self.day, self.current
        floating = set(live.coming.floating)
        untimed = {i for i in range(len(scenario.injects)) if i in floating or walk.histories[i].rounds > 1}
        today = {index for index, _ in live.coming.on(day)}
        matter = {index for later in range(day, scenario.days + 1) for index in live.injects[later]}
        self.loose: set[int] = set()
        """Injects that may be unplayed still, and come up at a time that is not known."""
        self.fixed: list[tuple[int, int]] = []
        """Moment and inject: those that come up then, or are tested and pass."""
        for index, inject in live.coming.injects:
            if index == current or index not in matter:
                continue
            if index in untimed:
                if min(inject.last, scenario.days) >= day:
                    self.loose.add(index)
            elif inject.first > day:
                self.fixed.append((moment(inject.first, 2, index), index))
            elif inject.first == day and today & floating:
                self.loose.add(index)
            elif inject.first == day and index > current:
                self.fixed.append((moment(inject.first, 2, index), index))
        self.fixed.append((moment(day, 2, current), current))
        order = {
            (later, due): moment(due, 1, number)
            for due in range(day + 1, scenario.days + 1)
            for number, later in enumerate(live.laters[due])
        }
        self.pending: list[Due] = []
        """Delayed effects of injects with a moment that are decided, in the order of time."""
        self.under_way: list[int] = []
        """Injects without a moment that may be decided, with delayed effects still to land."""
        for index, inject in live.coming.injects:
            if index == current:
                continue
            if index in untimed:
                if inject.first <= day:
                    self.under_way.append(index)
            elif inject.first < day or (inject.first == day and (index < current or index in self.loose)):
                self.pending += self._due(index, inject.first, day, order)
        self.pending.sort(key=lambda due: due.moment)
        self.trends = [
            Drift(moment(later, 0, trend), scenario.trends[trend])
            for later in range(day + 1, scenario.days + 1)
            for trend in live.trends[later]
        ]
        self.coming = [
            due
            for _, index in self.fixed
            for due in self._due(index, day if index == current else scenario.injects[index].first, -1, order)
        ]
        """Delayed effects of injects that are still to be decided at a moment that is known."""
        self.open = self.loose | {index for _, index in self.fixed}
        """Injects that may still be decided."""
        self._facts()

    def _due(
        self, index: int, decided: int, after: int, order: dict[tuple[tuple[int, int, int], int], int]
    ) -> Iterator[Due]:
        """Yield the delayed effects of an inject decided on a day, so far as they matter and are due after another."""
        for number, option in enumerate(self.scenario.injects[index].options):
            for each, later in enumerate(option.later):
                due, id = decided + later.after, (index, number, each)
                if after < due <= self.scenario.days and due in self.live.later_days.get(id, ()):
                    yield Due(order[id, due], index, number, later)

    def _facts(self) -> None:
        """Note when each flag may still be set or cleared, and which gauges may be set outright."""
        flags = range(len(self.scenario.flags))
        self.setters: dict[int, list[int]] = {flag: [] for flag in flags}
        self.clearers: dict[int, list[int]] = {flag: [] for flag in flags}
        self.outright: set[int] = set()
        for at, change in self._changes():
            for flag in change.set:
                self.setters[flag].append(at)
            for flag in change.clear:
                self.clearers[flag].append(at)
            self.outright |= {effect.gauge for effect in change.effects if effect.outright}

    def _changes(self) -> Iterator[tuple[int, Change]]:
        """Yield every change that may still come, with its moment; -1 where it may come at any time."""
        injects = self.scenario.injects
        yield from ((drift.moment, drift.trend.change) for drift in self.trends)
        yield from ((due.moment, due.later.change) for due in (*self.coming, *self.pending))
        for at, index in self.fixed:
            yield from ((at, change) for option in injects[index].options for change in own_changes(option))
        for index in (*self.loose, *self.under_way):
            for option in injects[index].options:
                yield from ((-1, later.change) for later in option.later)
                if index in self.loose:
                    yield from ((-1, change) for change in own_changes(option))

    # --- how far gauges may move

    def sums(self, gauge: int, before: int) -> Sums:
        """Return all that may still be added to a gauge before a moment, but for what is folded into it already."""
        total = ZERO
        for drift in self.trends:
            amount = moved(drift.trend.change, gauge)
            if drift.moment < before and amount:
                sure = certain(drift.trend.when, day_of(drift.moment))
                if sure is not False:
                    total = total.plus(Sums.of([amount] if sure else [0, amount]))
        for parts in self._decided(gauge, before):
            total = total.plus(parts)
        for parts in self._maybe_pending(gauge, before):
            total = total.plus(parts)
        for index in {*self.loose, *self.under_way}:
            total = total.plus(
                _any_of(self._untimed(option, gauge, index) for option in self.scenario.injects[index].options)
            )
        return total

    def _decided(self, gauge: int, before: int) -> Iterator[Sums]:
        """Yield for each inject with a moment what deciding it may add."""
        late: dict[tuple[int, int], list[list[int]]] = {}
        for due in self.coming:
            amount = moved(due.later.change, gauge)
            if due.moment < before and amount:
                ways = [amount] if due.later.when is None else [0, amount]
                late.setdefault((due.inject, due.option), []).append(ways)
        for at, index in self.fixed:
            inject = self.scenario.injects[index]
            if at >= before or not inject.options:
                continue
            options = []
            for number, option in enumerate(inject.options):
                found = Sums(moved(option.change, gauge))
                branches = [moved(branch.change, gauge) for branch in option.chance if branch.weight]
                if branches:
                    found = found.plus(Sums.of(branches))
                for ways in late.get((index, number), ()):
                    found = found.plus(Sums.of(ways))
                options.append(found)
            if index != self.current and (inject.when is not None or all(o.requires for o in inject.options)):
                options.append(ZERO)  # it may not come up, or pass
            whole = options[0]
            for each in options[1:]:
                whole = whole.union(each)
            yield whole

    def _maybe_pending(self, gauge: int, before: int) -> Iterator[Sums]:
        """Yield for each decided inject what its delayed effects may add that are not folded: they have a `when`."""
        found: dict[int, dict[int, Sums]] = {}
        for due in self.pending:
            amount = moved(due.later.change, gauge)
            if due.moment < before and amount and (due.later.when is not None or due.outright):
                options = found.setdefault(due.inject, {})
                options[due.option] = options.get(due.option, ZERO).plus(Sums.of([0, amount]))
        for options in found.values():
            yield _any_of(options.values())

    def _untimed(self, option: Option, gauge: int, index: int) -> Sums:
        found = ZERO
        if index in self.loose:
            found = Sums.of([0, moved(option.change, gauge)])
            found = found.plus(Sums.of([0, *(moved(branch.change, gauge) for branch in option.chance)]))
        for later in option.later:
            found = found.plus(Sums.of([0, moved(later.change, gauge)]))
        return found

    def reach(self, gauge: int, before: int) -> tuple[int, int, int, int]:
        """Return how far a gauge may go down and up on the way to a moment, twice.

        Once where no bound stops it, and once whatever bounds do. The first two take parts of one decision in their
        order, the last two take each part that moves it so by itself.
        """
        down, up = (self._farthest(gauge, before, sign) for sign in (-1, 1))
        return -down[0], up[0], -down[1], up[1]

    def _farthest(self, gauge: int, before: int, sign: int) -> tuple[int, int]:
        def one(change: Change) -> int:
            return sign * moved(change, gauge)

        def up(change: Change) -> int:
            return max(0, one(change))

        def in_order(option: Option, late: int) -> int:
            own = one(option.change)
            return max(0, own, max((own + one(branch.change) + late for branch in option.chance), default=own + late))

        def apart(option: Option, late: int) -> int:
            return up(option.change) + max((up(branch.change) for branch in option.chance), default=0) + late

        sure = sum(
            up(drift.trend.change)
            for drift in self.trends
            if drift.moment < before and certain(drift.trend.when, day_of(drift.moment)) is not False
        )
        return self._sum_up(before, sure, up, in_order), self._sum_up(before, sure, up, apart)

    def _sum_up(
        self, before: int, sure: int, up: Callable[[Change], int], farthest: Callable[[Option, int], int]
    ) -> int:
        injects, total = self.scenario.injects, sure
        late: dict[tuple[int, int], int] = {}
        for due in self.coming:
            if due.moment < before:
                late[due.inject, due.option] = late.get((due.inject, due.option), 0) + up(due.later.change)
        for at, index in self.fixed:
            if at < before:
                options = enumerate(injects[index].options)
                total += max((farthest(option, late.get((index, number), 0)) for number, option in options), default=0)
        for index in {*self.loose, *self.under_way}:  # not played yet, or under way: whatever is farther
            ways = []
            for option in injects[index].options:
                lands = sum(up(later.change) for later in option.later)
                ways.append(max(farthest(option, lands) if index in self.loose else 0, lands))
            total += max(ways, default=0)
        pending: dict[int, dict[int, int]] = {}
        for due in self.pending:
            if due.moment < before and (due.later.when is not None or due.outright) and due.inject not in self.loose:
                of = pending.setdefault(due.inject, {})
                of[due.option] = of.get(due.option, 0) + up(due.later.change)
        return total + sum(max(of.values()) for of in pending.values())


def own_changes(option: Option) -> Iterator[Change]:
    """Yield what an option changes at once: its own part and its branches."""
    yield option.change
    yield from (branch.change for branch in option.chance)


def moved(change: Change, gauge: int) -> int:
    """Return how far a change moves a gauge, where it does not set it outright."""
    return sum(effect.amount for effect in change.effects if effect.gauge == gauge and not effect.outright)


def certain(when: Condition | None, day: int) -> bool | None:
    """Return what a condition is on a day whatever happens; None where that is not known."""
    if when is None:
        return True
    reads = read(when)
    if reads.gauges or reads.flags or reads.chosen:
        return None
    return bool(evaluate(when.tree, (), (), (), day))


def _any_of(options: Iterable[Sums]) -> Sums:
    """Nothing, or what one of some options adds."""
    found = ZERO
    for option in options:
        found = found.union(option)
    return found
