"""What can come up at all: a fixed point over injects, options, delayed effects, trends, flags, gauges and days.

An abstract interpretation (Cousot and Cousot 1977): gauges are intervals, flags and outcomes are sets, and all of them
only grow as the days go on. Whatever can happen in a run is in them, and so may be more: "never" is a proof, and its
absence is none. The tray counts as released on whatever day suits; a gauge that is adjusted by hand is not counted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from game.scenario.conditions import NO_OPTION, NOT_PLAYED, Domains, Number, Patience, constant, mentioned, parts_of
from game.scenario.scenario import Change, Condition, Inject, Scenario
from game.scenario.tree import Day, Relation

MOST_STRETCHES = 400
"""Stretches of days that are told apart; of more, neighbours are looked at as one."""

MOST_ASKED = 400_000
"""Parts of conditions that are looked at before the question is given up: a stranger's file is answered in time."""

Key = tuple[str, int, int, int]
"""What can happen: ``inject``, ``option``, ``later`` or ``trend``, then indices (-1 where there is none)."""

_Names = tuple[str, int]
"""A gauge, a flag or what was played, and its index."""


@dataclass(slots=True)
class _Waiting:
    """Something that may happen from one day to another, if its condition may hold then."""

    key: Key
    first: int
    last: int
    condition: Condition | None
    outcome: int = NOT_PLAYED
    """What has become of its own inject when the condition is asked."""
    names: tuple[_Names, ...] = ()
    """What its condition speaks of, the day apart."""
    reads_day: bool = False
    seen: tuple[int, ...] | None = None
    """How often each of these had grown when it was asked for the last time."""


@dataclass(slots=True)
class _Moved:
    """How far a gauge can have gone: the values it starts at or is set to, and all that is added and taken."""

    low: int
    high: int
    up: int = 0
    down: int = 0


@dataclass(slots=True)
class EarliestDays:
    """What can come up in a scenario, and on which day at the earliest."""

    scenario: Scenario
    granted: frozenset[Key] = frozenset()
    """What is taken to happen whatever its condition and its days say: of these all is said elsewhere."""
    set_anyway: frozenset[int] = frozenset()
    """Flags that are taken to be set from the beginning, for the same reason."""
    left: int = MOST_ASKED
    earliest: dict[Key, int] = field(default_factory=dict)
    """Everything that can happen, with a day before which it cannot."""
    flags: dict[int, int] = field(default_factory=dict)
    """Flags that can be set, with a day before which they cannot."""
    then: dict[Key, tuple[tuple[int, int], ...]] = field(default_factory=dict)
    """Of what was asked and could not be: how far the gauges can have gone when it was asked for the last time."""
    known: bool = False
    """Whether the question was answered; where it was too large, everything may come up."""
    _outcomes: list[tuple[int, ...]] = field(init=False)
    """What can have become of each inject, least first."""
    _moved: list[_Moved] = field(init=False)
    _gains: dict[tuple[int, int, int], int] = field(default_factory=lambda: defaultdict(int))
    """Inject, gauge and direction to the most that one of its options brings; only one of them is ever taken."""
    _parts: dict[tuple[int, int, int, int], int] = field(default_factory=lambda: defaultdict(int))
    """The same with the option."""
    _grown: dict[_Names, int] = field(default_factory=lambda: defaultdict(int))
    _patience: Patience = field(default_factory=lambda: Patience(MOST_ASKED))

    def __post_init__(self) -> None:
        self._outcomes = [(NOT_PLAYED,)] * len(self.scenario.injects)
        self._moved = [_Moved(gauge.start, gauge.start) for gauge in self.scenario.gauges]
        brought = (each.flag for each in self.scenario.opens_with)  # whichever way it is answered
        self.flags = dict.fromkeys((*self.set_anyway, *brought), 0)
        self.known = self._walk()

    # --- what came of it

    def never(self, kind: str, first: int, second: int = -1, third: int = -1) -> bool:
        """Whether something can never happen."""
        return self.known and (kind, first, second, third) not in self.earliest

    def may_hold(
        self, condition: Condition, days: tuple[int, int], gauges: tuple[tuple[int, int], ...] | None = None
    ) -> bool:
        """Whether a condition may hold on these days, by all that can ever happen; `gauges` says how far they go."""
        reach = self.reach(days)
        if gauges is not None:
            reach = Domains(gauges, reach.flags, reach.played, days)
        return not self.known or constant(condition.tree, self.scenario.names, reach) is not False

    def reach(self, days: tuple[int, int]) -> Domains:
        """What each name can be by now."""
        flags = tuple((0, 1) if flag in self.flags else (0,) for flag in range(len(self.scenario.flags)))
        return Domains(self._gauges(), flags, tuple(self._outcomes), days)

    def _gauges(self) -> tuple[tuple[int, int], ...]:
        return tuple(map(self._span, range(len(self._moved))))

    def _span(self, index: int) -> tuple[int, int]:
        gauge, moved = self.scenario.gauges[index], self._moved[index]
        return max(gauge.min, moved.low - moved.down), min(gauge.max, moved.high + moved.up)

    # --- the days

    def _walk(self) -> bool:
        """Go through the days; False where it takes too long."""
        # An inject after the last day waits with the last ones, for it may be granted.
        injects = sorted(enumerate(self.scenario.injects), key=lambda each: -each[1].first)
        waiting: list[_Waiting] = []
        for first, last in self._stretches():
            waiting = [each for each in waiting if each.last >= first]
            while injects and min(injects[-1][1].first, self.scenario.days) <= last:
                index, inject = injects.pop()
                waiting.append(self._waits(("inject", index, -1, -1), inject.first, inject.last, inject.when))
            if not self._settle([*waiting, *self._trends(first, last)], waiting, (first, last)):
                return False
            waiting = [each for each in waiting if each.key not in self.earliest]
        return True

    def _settle(self, open_now: list[_Waiting], waiting: list[_Waiting], stretch: tuple[int, int]) -> bool:
        """Let everything happen that may in a stretch of days, until nothing new comes of it."""
        growing = True
        while growing:
            growing, still = False, []
            for each in open_now:
                days = max(each.first, stretch[0]), min(each.last, stretch[1])
                if days[0] > days[1] or not self._may(each, days):
                    still.append(each)
                    continue
                new = list(self._happens(each, days))
                waiting += new
                still += new
                growing = True
            open_now = still
            if self.left < 0:
                return False
        return True

    def _waits(
        self, key: Key, first: int, last: int, condition: Condition | None, outcome: int = NOT_PLAYED
    ) -> _Waiting:
        made = _Waiting(key, first, last, condition, outcome)
        if key in self.granted:
            made.first, made.last, made.condition = min(first, self.scenario.days), self.scenario.days, None
        elif condition:
            gauges, flags, injects, made.reads_day = mentioned(condition.tree)
            made.names = (*(("g", i) for i in gauges), *(("f", i) for i in flags), *(("p", i) for i in injects))
        return made

    def _trends(self, first: int, last: int) -> Iterator[_Waiting]:
        for index, trend in enumerate(self.scenario.trends):
            begins, ends = -(-max(first, 1) // trend.every) * trend.every, last // trend.every * trend.every
            key = ("trend", index, -1, -1)
            if begins <= ends or (key in self.granted and key not in self.earliest):
                yield self._waits(key, min(begins, last), max(ends, first), trend.when)

    def _stretches(self) -> Iterator[tuple[int, int]]:
        """Stretches of days in which nothing new is due: from where something begins, ends or is compared."""
        made = self.scenario
        cuts = {0}
        for inject in made.injects:
            cuts |= {inject.first, inject.last + 1}
            cuts |= {inject.first + later.after for option in inject.options for later in option.later}
        for trend in made.trends:
            cuts.update(range(trend.every, min(made.days, trend.every * MOST_STRETCHES) + 1, trend.every))
        for condition in _conditions(made):
            for part in parts_of(condition.tree):
                if isinstance(part, Relation) and Day() in part.parts:
                    numbers = [each.value for each in part.parts if isinstance(each, Number)]
                    cuts |= {number + near for number in numbers for near in (0, 1)}
        begins = sorted(cut for cut in cuts if 0 <= cut <= made.days)
        begins = begins[:: -(-len(begins) // MOST_STRETCHES)]
        for first, after in zip(begins, [*begins[1:], made.days + 1], strict=True):
            yield first, after - 1

    def _may(self, each: _Waiting, days: tuple[int, int]) -> bool:
        """Whether something may happen on these days, by all that can have happened before or on them."""
        self.left -= 1
        if each.condition is None:
            return True
        seen = tuple(self._grown[name] for name in each.names)
        if each.seen == seen and not each.reads_day:
            return False
        each.seen = seen
        self.left -= sum(1 for _ in parts_of(each.condition.tree)) + len(self._outcomes) // 16
        reach = self.reach(days)
        if each.key[0] != "trend":
            own = each.key[1]
            played = (*reach.played[:own], (each.outcome,), *reach.played[own + 1 :])
            reach = Domains(reach.gauges, reach.flags, played, days)
        if constant(each.condition.tree, self.scenario.names, reach, self._patience) is not False:
            return True
        self.then[each.key] = reach.gauges
        return False

    # --- what it brings

    def _happens(self, each: _Waiting, days: tuple[int, int]) -> Iterator[_Waiting]:
        """Let something happen; yield what waits for its turn from then on."""
        kind, first, second, third = each.key
        day = days[0]
        self.earliest.setdefault(each.key, day)
        if kind == "trend":
            trend = self.scenario.trends[first]
            self._takes_place(trend.change, day)
            for effect in trend.change.effects:
                times = (days[1] - day) // trend.every + 1
                self._adds(effect.gauge, 0 if effect.outright else effect.amount * times)
            return
        inject = self.scenario.injects[first]
        if kind == "inject":
            if all(option.requires for option in inject.options):
                self._becomes(first, NO_OPTION)
            for number, option in enumerate(inject.options):
                yield self._waits(("option", first, number, -1), day, each.last, option.requires)
        elif kind == "option":
            option = inject.options[second]
            self._becomes(first, second)
            self._brings(first, second, [option.change], day)
            self._brings(first, second, [branch.change for branch in option.chance if branch.weight], day)
            for number, later in enumerate(option.later):
                key = ("later", first, second, number)
                yield self._waits(key, day + later.after, each.last + later.after, later.when, second)
        else:
            self._brings(first, second, [inject.options[second].later[third].change], day)

    def _becomes(self, inject: int, outcome: int) -> None:
        self._outcomes[inject] = tuple(sorted({*self._outcomes[inject], outcome}))
        self._grown["p", inject] += 1

    def _takes_place(self, change: Change, day: int) -> None:
        """Count what a change sets: flags, and gauges outright."""
        for flag in change.set:
            if flag not in self.flags:
                self.flags[flag] = day
                self._grown["f", flag] += 1
        for effect in change.effects:
            if effect.outright:
                gauge, moved = self.scenario.gauges[effect.gauge], self._moved[effect.gauge]
                value = min(max(effect.amount, gauge.min), gauge.max)
                if not moved.low <= value <= moved.high:
                    moved.low, moved.high = min(moved.low, value), max(moved.high, value)
                    self._grown["g", effect.gauge] += 1

    def _brings(self, inject: int, option: int, changes: list[Change], day: int) -> None:
        """Count what an option brings, where one of these changes takes place."""
        most: dict[tuple[int, int], int] = {}
        for change in changes:
            self._takes_place(change, day)
            for effect in change.effects:
                if effect.amount and not effect.outright:
                    way = (effect.gauge, 1 if effect.amount > 0 else -1)
                    most[way] = max(most.get(way, 0), abs(effect.amount))
        for (gauge, sign), amount in most.items():
            self._parts[inject, option, gauge, sign] += amount
            gain = self._parts[inject, option, gauge, sign] - self._gains[inject, gauge, sign]
            if gain > 0:
                self._gains[inject, gauge, sign] += gain
                self._adds(gauge, sign * gain)

    def _adds(self, gauge: int, amount: int) -> None:
        before, moved = self._span(gauge), self._moved[gauge]
        moved.up += max(0, amount)
        moved.down += max(0, -amount)
        if self._span(gauge) != before:
            self._grown["g", gauge] += 1


def _conditions(scenario: Scenario) -> Iterator[Condition]:
    """Every condition that is asked on the way."""
    for trend in scenario.trends:
        if trend.when:
            yield trend.when
    for inject in scenario.injects:
        yield from (each for each in (inject.when, *_within(inject)) if each)


def _within(inject: Inject) -> Iterator[Condition | None]:
    for option in inject.options:
        yield option.requires
        yield from (later.when for later in option.later)
