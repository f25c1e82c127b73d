"""How far a gauge can still move, and how far it can have moved: bounds that hold on every path."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import numpy as np

from game.scenario.scenario import Change, Option, Scenario

MAX_CLOSED = 4_096
"""Gauges with more values than this are not closed under their effects: their whole range is taken as reachable."""


class Budget:
    """Bounds on the moves of gauges, from the effects alone: conditions are taken as they might hold."""

    def __init__(self, scenario: Scenario, manual: frozenset[int] = frozenset()) -> None:
        """`manual` are the injects of the tray that have been released."""
        self.scenario = scenario
        self.injects = [
            (index, inject)
            for index, inject in enumerate(scenario.injects)
            if (not inject.manual or index in manual) and inject.first <= min(inject.last, scenario.days)
        ]
        self.ahead = cache(self._ahead)
        self.reachable = cache(self._reachable)

    def _ahead(self, gauge: int, day: int, last: int) -> tuple[int, int]:
        """The most that a gauge can lose and gain from the injects of `day` until the end of `last` (both >= 0)."""
        down = up = 0
        for trend in self.scenario.trends:
            times = last // trend.every - day // trend.every
            low, high = _moves(trend.change, gauge)
            down, up = down + times * low, up + times * high
        for _, inject in self.injects:
            losses, gains = [0], [0]
            for option in inject.options:
                if inject.last >= day and inject.first <= last:
                    low, high = _decided(option, gauge)
                    losses.append(low + self._pending(option, gauge, inject.first, inject.last, day, last)[0])
                    gains.append(high + self._pending(option, gauge, inject.first, inject.last, day, last)[1])
                if inject.first <= day:
                    low, high = self._pending(option, gauge, inject.first, inject.last, day, last)
                    losses.append(low)
                    gains.append(high)
            down, up = down + max(losses), up + max(gains)
        return down, up

    @staticmethod
    def _pending(option: Option, gauge: int, first: int, last_day: int, day: int, last: int) -> tuple[int, int]:
        down = up = 0
        for later in option.later:
            if first + later.after <= last and last_day + later.after > day:
                low, high = _moves(later.change, gauge)
                down, up = down + low, up + high
        return down, up

    def outright_after(self, gauge: int) -> int:
        """The last day on which something may set the gauge outright; -1 if never."""
        found = -1
        days = self.scenario.days
        for change, _, last in self._changes():
            if any(effect.gauge == gauge and effect.outright for effect in change.effects):
                found = max(found, min(last, days))
        return found

    def _changes(self) -> Iterator[tuple[Change, int, int]]:
        """Every change with the first and last day on which it may be applied."""
        days = self.scenario.days
        for trend in self.scenario.trends:
            yield trend.change, trend.every, days
        for _, inject in self.injects:
            for option in inject.options:
                yield option.change, inject.first, min(inject.last, days)
                for branch in option.chance:
                    if branch.weight:
                        yield branch.change, inject.first, min(inject.last, days)
                for later in option.later:
                    if inject.first + later.after <= days:
                        yield later.change, inject.first + later.after, min(inject.last + later.after, days)

    @cache  # noqa: B019 - lives as long as one exploration
    def closed(self, gauge: int, start: int) -> np.ndarray:
        """Which values the effects can lead to at all from a start, as truths from the gauge's least value on."""
        low, high = self.scenario.bounds[gauge]
        seen = np.zeros(high - low + 1, bool)
        if len(seen) > MAX_CLOSED:
            return ~seen
        effects = {e for change, _, _ in self._changes() for e in change.effects if e.gauge == gauge}
        seen[start - low] = True
        new = [start]
        while new:
            value = new.pop()
            for effect in effects:
                after = min(high, max(low, effect.amount if effect.outright else value + effect.amount))
                if not seen[after - low]:
                    seen[after - low] = True
                    new.append(after)
        return seen

    def _reachable(self, gauge: int, day: int, start: int, since: int) -> np.ndarray:
        """The values that a gauge may have while the injects of a day come up, in order; it was `start` at `since`."""
        low, high = self.scenario.bounds[gauge]
        closed = self.closed(gauge, start)
        if any(e.gauge == gauge and e.outright for change, first, _ in self._changes() for e in change.effects):
            return np.flatnonzero(closed) + low
        down, up = self.ahead(gauge, since, day)
        values = np.arange(max(low, start - down), min(high, start + up) + 1)
        return values[closed[values - low]]


def _moves(change: Change, gauge: int) -> tuple[int, int]:
    """The most that one change takes from a gauge and gives to it; setting it outright is no move."""
    amount = sum(effect.amount for effect in change.effects if effect.gauge == gauge and not effect.outright)
    return max(0, -amount), max(0, amount)


def _decided(option: Option, gauge: int) -> tuple[int, int]:
    low, high = _moves(option.change, gauge)
    branches = [_moves(branch.change, gauge) for branch in option.chance if branch.weight]
    return low + max((down for down, _ in branches), default=0), high + max((up for _, up in branches), default=0)
