"""What each day can bring, from the scenario alone: so that play passes over days on which nothing can happen."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from game.scenario.tree import Day, parts_of

if TYPE_CHECKING:
    from game.scenario.codegen import Function
    from game.scenario.scenario import Condition, Scenario


class Calendar:
    """The days of a scenario, from 0 to the last one."""

    def __init__(self, scenario: Scenario) -> None:
        days = scenario.days
        self.trends: list[tuple[int, ...]] = [()] * (days + 1)
        """Day to the trends whose `every` divides it, in file order (rule 2a); never day 0."""
        for index, trend in enumerate(scenario.trends):
            for day in range(trend.every, days + 1, trend.every):
                self.trends[day] += (index,)
        self.windows: list[tuple[int, ...]] = []
        """Day to the injects with `day` <= it <= `until`, in file order (rule 2c)."""
        busy = [bool(trends) for trends in self.trends]
        ends = {0, days + 1}
        for inject in scenario.injects:
            if inject.first <= min(inject.last, days):
                ends |= {inject.first, min(inject.last, days) + 1}
                busy[inject.first] = True
                if reads_day(inject.when):
                    for day in range(inject.first, min(inject.last, days) + 1):
                        busy[day] = True
        for first, after in pairwise(sorted(ends)):
            window = tuple(i for i, inject in enumerate(scenario.injects) if inject.first <= first <= inject.last)
            self.windows += [window] * (after - first)
        self.gates: list[tuple[Function | None, ...]] = [
            tuple(option.requires.holds if option.requires else None for option in inject.options)
            for inject in scenario.injects
        ]
        """Inject to what each of its options requires."""
        self.stirs: list[int] = [days] * (days + 1)
        """Day to the next one on which something may happen although nothing changed; the last day at the latest."""
        for day in range(days - 1, -1, -1):
            self.stirs[day] = day + 1 if busy[day + 1] else self.stirs[day + 1]


def reads_day(condition: Condition | None) -> bool:
    """Whether a condition can change its answer with the day alone."""
    return condition is not None and any(isinstance(part, Day) for part in parts_of(condition.tree))
