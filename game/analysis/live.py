"""What of a state somebody can still read, day by day: what nobody reads again cannot change an answer.

Found by walking back from the last day. On each day the injects come after the trends and delayed effects (rule 2),
so what is live stands for the moment at which that day's injects come up.
"""

from __future__ import annotations

from collections.abc import Iterable

from game.analysis.asked import Asked
from game.analysis.budget import Budget
from game.analysis.reads import Readers, read
from game.rules.state import State
from game.scenario.scenario import Change, Inject, Scenario

LaterId = tuple[int, int, int]
"""A delayed effect: inject, option, number."""


class Live:
    """What matters when, for what is asked."""

    def __init__(self, scenario: Scenario, asked: Asked, released: frozenset[int] = frozenset()) -> None:
        self.scenario, self.asked = scenario, asked
        self.budget = Budget(scenario, released)
        stops = [ending.when for _, ending in scenario.stops]
        # A stop that waits for a day or a choice, or holds from the start, comes with the next change, whatever it be.
        self.stops_always = any(
            read(when).day or read(when).chosen or holds_at_start(scenario, when) for when in stops
        )
        self.all_matter = asked.things or self.stops_always
        self.rewarded = set(asked.gauges) | set(asked.values)
        self.at: dict[int, Readers] = {}
        self.injects: dict[int, set[int]] = {}
        self.trends: dict[int, list[int]] = {}
        self.laters: dict[int, list[LaterId]] = {}
        self.later_days: dict[LaterId, set[int]] = {}
        self.last_day: dict[int, int] = {}
        """Inject to the last day on which it matters."""
        self._sweep()
        self.tracked = self.rewarded | self.at[0].gauges() | self._start.gauges()

    def _sweep(self) -> None:
        scenario, days = self.scenario, self.scenario.days
        readers = Readers()
        for index in self.ending_tests():
            readers.add(read(scenario.endings[index].when), days)
        for _, ending in scenario.stops:
            readers.add(read(ending.when), days)
        self.readers = readers
        by_due: dict[int, list[LaterId]] = {}
        for index, inject in self.budget.injects:
            for o, option in enumerate(inject.options):
                for n, later in enumerate(option.later):
                    for day in range(inject.first + later.after, min(days, inject.last + later.after) + 1):
                        by_due.setdefault(day, []).append((index, o, n))
        for day in range(days, -1, -1):
            self._injects_of(day)
            self.at[day] = readers.copy()
            self._laters_of(day, by_due.get(day, []))
            self._trends_of(day)
        self._start = readers

    def _injects_of(self, day: int) -> None:
        here = self.injects.setdefault(day, set())
        window = [(i, inject) for i, inject in self.budget.injects if inject.first <= day <= inject.last]
        again = True
        while again:
            again = False
            for index, inject in window:
                if not self._matters(index, inject, day):
                    continue
                here.add(index)
                self.last_day.setdefault(index, day)
                again |= self.readers.add(read(inject.when), day)
                for option in inject.options:
                    again |= self.readers.add(read(option.requires), day)

    def _matters(self, index: int, inject: Inject, day: int) -> bool:
        """Whether it can make a difference to what is asked that this inject comes up on this day."""
        if self.all_matter or any(inject_read == index for inject_read, _ in self.readers.chosen):
            return True
        for o, option in enumerate(inject.options):
            if any(evidence.lesson in self.asked.lessons for evidence in option.evidence):
                return True
            if self.touches([option.change, *(branch.change for branch in option.chance)]):
                return True
            if any(day + x.after in self.later_days.get((index, o, n), ()) for n, x in enumerate(option.later)):
                return True
        return False

    def _laters_of(self, day: int, due: list[LaterId]) -> None:
        here: list[LaterId] = []
        again = True
        while again:
            again = False
            for id in due:
                inject, option, number = id
                later = self.scenario.injects[inject].options[option].later[number]
                if id not in here and (self.all_matter or self.touches([later.change])):
                    here.append(id)
                    self.later_days.setdefault(id, set()).add(day)
                    self.readers.add(read(later.when), day)
                    again = True
        # In the order in which they are scheduled: longest under way first, then as decided, then as written.
        self.laters[day] = sorted(here, key=lambda id: (-self.later(id).after, id))

    def later(self, id: LaterId):  # type: ignore[no-untyped-def]
        """The delayed effect with this id."""
        return self.scenario.injects[id[0]].options[id[1]].later[id[2]]

    def _trends_of(self, day: int) -> None:
        here: list[int] = []
        for index in reversed(range(len(self.scenario.trends))):
            trend = self.scenario.trends[index]
            if day and day % trend.every == 0 and (self.all_matter or self.touches([trend.change])):
                here.append(index)
                self.readers.add(read(trend.when), day)
        self.trends[day] = here[::-1]

    def touches(self, changes: Iterable[Change]) -> bool:
        """Whether one of these changes moves what somebody reads later, or what is asked."""
        gauges = self.readers.gauges() | self.rewarded
        return any(
            any(effect.gauge in gauges for effect in change.effects)
            or any(flag in self.readers.flags for flag in (*change.set, *change.clear))
            for change in changes
        )

    def ending_tests(self) -> tuple[int, ...]:
        """The endings whose `when` has to be tested for the endings that are asked."""
        endings = self.scenario.endings
        if any(endings[index].when is None for index in self.asked.endings):
            return tuple(index for index, ending in enumerate(endings) if ending.when is not None)
        return self.asked.endings


def holds_at_start(scenario: Scenario, when) -> bool:  # type: ignore[no-untyped-def]
    """Whether a condition holds before anything has happened."""
    starts = [gauge.start for gauge in scenario.gauges]
    played = [-2] * len(scenario.injects)
    return when is None or bool(when.holds(starts, [0] * len(scenario.flags), played, 0))


def origin(scenario: Scenario, state: State | None) -> tuple[tuple[int, ...], int]:
    """The gauges at which an exploration begins, and the day."""
    if state is None:
        return tuple(gauge.start for gauge in scenario.gauges), 0
    return state.gauges, state.day
