"""A scenario's rules as a graph of steps, to be written in the language of a model checker.

A place is where a decision is due, injects are looked for, or a stop is tested; an edge leads to the next one. What
happens for certain between two places (effects, trends, delayed effects) is put together into one assignment, so that
a checker builds as few states as it can. A translation, held against the analysis by tests; the rules' own code it is
not. The numbers in the comments are those of the rules in scenario-format.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial

from game.analysis.abstraction.liveness import holds_at_start
from game.analysis.abstraction.read_sets import read
from game.scenario.scenario import Change, Condition, Inject, Option, Scenario
from tests.analysis.model_expressions import (
    DAY,
    Apply,
    Constant,
    Expression,
    Truth,
    Variable,
    every,
    no,
    now,
    of,
    pick,
    size,
    some,
)

END = "end"
"""The place where a run is over."""

LARGE = 60
"""An expression with more parts than this is laid down before more is done with it."""

Assigned = dict[Variable, Expression]


@dataclass(slots=True)
class Way:
    """One way that luck may go: its weight, what is assigned, and the place that it leads to."""

    weight: int
    assigned: Assigned
    place: str


@dataclass(slots=True)
class Edge:
    """One way on: open where the guard holds."""

    guard: Expression
    ways: list[Way]
    option: tuple[int, int] | None = None
    """The inject and the option that it takes."""


@dataclass(slots=True)
class Program:
    """The graph."""

    scenario: Scenario
    injects: list[tuple[int, Inject]]
    """Those that may come up: the tray is left out."""
    timed: frozenset[int]
    """Injects of which the day of the decision has to be known."""
    ordered: frozenset[int]
    """Injects of which the turn has to be known."""
    dated: bool
    """Whether an ending asks on which day it is told."""
    begin: str = ""
    places: dict[str, list[Edge]] = field(default_factory=dict)

    @property
    def absent(self) -> Assigned:
        """What became of injects that never come up."""
        known = {index for index, _ in self.injects}
        every = range(len(self.scenario.injects))
        return {Variable("became", index): Constant(0) for index in every if index not in known}

    @property
    def variables(self) -> dict[Variable, tuple[int, int, int]]:
        """Every variable with its least and greatest value, and the one that it begins with."""
        gauges, flags = self.scenario.gauges, self.scenario.flags
        made = {Variable("gauge", index): (g.min, g.max, g.start) for index, g in enumerate(gauges)}
        made |= {Variable("flag", index): (0, 1, int(index in self.scenario.opened)) for index in range(len(flags))}
        made |= {Variable("became", index): (0, 1 + len(inject.options), 0) for index, inject in self.injects}
        made |= {Variable("on", index): (0, self.scenario.days, 0) for index in sorted(self.timed)}
        if self.dated:
            made[DAY] = (0, self.scenario.days, 0)
        if self.ordered:
            made |= {Variable("turn", index): (0, len(self.injects), 0) for index in (-1, *sorted(self.ordered))}
        return made


def program(scenario: Scenario) -> Program:
    """Return the graph of a scenario's rules."""
    return _Writer(scenario).made


TODAY = Variable("turn", -1)


class _Writer:
    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        injects = [
            (index, inject)
            for index, inject in enumerate(scenario.injects)
            if not inject.manual and inject.first <= min(inject.last, scenario.days)
        ]
        self.stops = [ending.when for _, ending in scenario.stops if ending.when]
        self.made = Program(
            scenario,
            injects,
            frozenset(i for i, inject in injects if self._last(inject) > inject.first and _afters(inject)),
            frozenset(
                index
                for a, one in injects
                for b, other in injects
                if a < b and one.when is not None and _afters(one) & _afters(other)
                if max(one.first, other.first) <= min(self._last(one), self._last(other))
                for index in (a, b)
            ),
            any(read(ending.when).day for ending in scenario.endings),
        )
        self._todo: list[tuple[str, Callable[[], Iterator[Edge]]]] = []
        self.made.places[END] = []
        self.made.begin = self._place("begin", lambda: iter([Edge(Truth(True), [self._on({}, 0, -1)])]))
        while self._todo:
            name, edges = self._todo.pop()
            self.made.places[name] = list(edges())

    def _last(self, inject: Inject) -> int:
        """The last day on which an inject can come up: without a `when` it does so on its first."""
        return inject.first if inject.when is None else min(inject.last, self.scenario.days)

    def _place(self, name: str, edges: Callable[[], Iterator[Edge]]) -> str:
        """A place, whose edges are written when its turn comes."""
        if name not in self.made.places:
            self.made.places[name] = []
            self._todo.append((name, edges))
        return name

    def _asked(self, when: Condition | None, day: int, values: Assigned) -> Expression:
        """A condition on a day, once variables have become something else."""
        return of(when.tree, {**self.made.absent, **values}, day) if when else Truth(True)

    def _ended(self, day: int) -> Assigned:
        """What is noted at the end: the day, where an ending asks for it."""
        return {DAY: Constant(day)} if self.made.dated else {}

    # --- from one place to the next

    def _on(self, assigned: Assigned, day: int, after: int | None, step: int = 0, weight: int = 1) -> Way:
        """Go on until something has to be tested, looked for or decided.

        Args:
            assigned: what has been assigned since the last place.
            day: the day it is.
            after: the inject decided last, from which on the day's injects are looked at; None in the morning.
            step: the step of the morning that is next.
            weight: of the way that leads on.
        """
        while True:
            if after is None:
                place = self._morning(day, assigned, step)
                if place is not None:
                    return Way(weight, assigned, place)
                after = -1
            window = [(i, inject) for i, inject in self.made.injects if inject.first <= day <= self._last(inject)]
            if any(inject.when is not None for _, inject in window):
                return Way(weight, assigned, self._place(f"search_{day}", partial(self._search, day, window)))
            coming = next((index for index, _ in window if index > after), None)
            if coming is not None:
                return Way(weight, assigned, self._table(day, coming))
            if day >= self.scenario.days:
                return Way(weight, {**assigned, **self._ended(day)}, END)
            day, after, step = day + 1, None, 0
            if self.made.ordered:
                assigned[TODAY] = Constant(0)

    def _morning(self, day: int, assigned: Assigned, step: int) -> str | None:
        """Trends, then delayed effects; the place to go to where a stop has to be tested, else None."""
        parts = list(self._parts(day))
        for number in range(step, len(parts)):
            condition, change = parts[number]
            if self._may_stop(change):
                return self._place(f"day_{day}_{number}", partial(self._stopping, day, number, condition, change))
            moved = dict(assigned)
            _apply(self.scenario, change, moved)
            asked = condition(assigned)
            for variable, value in moved.items():
                before = now(variable, assigned)
                if value != before:
                    assigned[variable] = value if asked == Truth(True) else pick(asked, value, before)
            if any(size(value) > LARGE for value in assigned.values()):  # laid down here, before it doubles again
                return self._place(f"day_{day}_{number}", partial(self._continued, day, number + 1))
        return None

    def _continued(self, day: int, step: int) -> Iterator[Edge]:
        yield Edge(Truth(True), [self._on({}, day, None, step)])

    def _parts(self, day: int) -> Iterator[tuple[Callable[[Assigned], Expression], Change]]:
        """What may change the state in the morning of a day, in order (rules 2a and 2b), and whether it does."""
        for trend in self.scenario.trends:
            if day and day % trend.every == 0:
                yield partial(self._asked, trend.when, day), trend.change
        due = [
            (later.after, index, number, later)
            for index, inject in self.made.injects
            for number, option in enumerate(inject.options)
            for later in option.later
            if inject.first <= day - later.after <= self._last(inject)
        ]
        for after in sorted({each[0] for each in due}, reverse=True):
            group = [each[1:] for each in due if each[0] == after]
            loose = any(index in self.made.ordered for index, _, _ in group)
            for turn in range(len(self.made.injects) + 1 if loose else 1):
                for index, number, later in group:
                    mine = turn if index in self.made.ordered else None
                    if mine is not None or turn == 0:
                        yield partial(self._is_due, day - after, day, index, number, later.when, mine), later.change

    def _is_due(
        self, taken: int, day: int, inject: int, option: int, when: Condition | None, turn: int | None, values: Assigned
    ) -> Expression:
        parts: list[Expression] = [Apply("==", (now(Variable("became", inject), values), Constant(2 + option)))]
        if inject in self.made.timed:
            parts.append(Apply("==", (now(Variable("on", inject), values), Constant(taken))))
        if turn is not None:
            parts.append(Apply("==", (now(Variable("turn", inject), values), Constant(turn))))
        if when is not None:
            parts.append(self._asked(when, day, values))
        return every(*parts)

    # --- stops (rule 5)

    def _may_stop(self, change: Change) -> bool:
        """Whether a stop may come with a change: it touches what one reads, or one waits for any change at all."""
        touched = {effect.gauge for effect in change.effects}, {*change.set, *change.clear}
        return any(
            reads.day or reads.chosen or reads.gauges & touched[0] or reads.flags & touched[1]
            for reads in map(read, self.stops)
        ) or any(holds_at_start(self.scenario, when) for when in self.stops)

    def _stopping(
        self, day: int, step: int, condition: Callable[[Assigned], Expression], change: Change
    ) -> Iterator[Edge]:
        """A part of the morning with which a stop may come."""
        asked = condition({})
        moved: Assigned = {}
        _apply(self.scenario, change, moved)
        test = self._test(f"day_{day}_{step}", day, lambda: self._on({}, day, None, step + 1))
        yield Edge(asked, [Way(1, moved, test)])
        if asked != Truth(True):
            yield Edge(no(asked), [self._on({}, day, None, step + 1)])

    def _test(self, name: str, day: int, onward: Callable[[], Way]) -> str:
        """A place where the stops are tested."""

        def edges() -> Iterator[Edge]:
            stop = some(*(self._asked(when, day, {}) for when in self.stops))
            yield Edge(stop, [Way(1, self._ended(day), END)])
            yield Edge(no(stop), [onward()])

        return self._place(f"test_{name}", edges)

    # --- injects (rule 2c) and decisions (rule 3)

    def _search(self, day: int, window: list[tuple[int, Inject]]) -> Iterator[Edge]:
        none: list[Expression] = []
        for index, inject in window:
            unplayed = Apply("==", (Variable("became", index), Constant(0)))
            due = every(unplayed, self._asked(inject.when, day, {})) if inject.when else unplayed
            yield Edge(every(*none, due), [Way(1, {}, self._table(day, index))])
            none.append(no(due))
        if day >= self.scenario.days:
            yield Edge(every(*none), [Way(1, self._ended(day), END)])
        else:
            assigned: Assigned = {TODAY: Constant(0)} if self.made.ordered else {}
            yield Edge(every(*none), [self._on(assigned, day + 1, None)])

    def _table(self, day: int, index: int) -> str:
        return self._place(f"table_{day}_{index}", lambda: self._decision(day, index))

    def _decision(self, day: int, index: int) -> Iterator[Edge]:
        inject = self.scenario.injects[index]
        asked = [self._asked(option.requires, day, {}) for option in inject.options]
        for number, option in enumerate(inject.options):
            moved: Assigned = {Variable("became", index): Constant(2 + number)}
            if index in self.made.timed:
                moved[Variable("on", index)] = Constant(day)
            if self.made.ordered:
                if index in self.made.ordered:
                    moved[Variable("turn", index)] = TODAY
                moved[TODAY] = Apply("+", (TODAY, Constant(1)))
            _apply(self.scenario, option.change, moved)
            ways = self._ways(day, index, number, option, moved)
            yield Edge(asked[number], ways, (index, number))
        if all(option.requires for option in inject.options):
            yield Edge(no(some(*asked)), [self._on({Variable("became", index): Constant(1)}, day, index)])

    def _ways(self, day: int, index: int, number: int, option: Option, moved: Assigned) -> list[Way]:
        name = f"{day}_{index}_{number}"
        branches = [branch for branch in option.chance if branch.weight]
        if self._may_stop(option.change):
            if not branches:
                return [Way(1, moved, self._test(f"option_{name}", day, lambda: self._on({}, day, index)))]
            luck = self._place(
                f"luck_{name}", lambda: iter([Edge(Truth(True), self._luck(name, day, index, option, {}))])
            )
            return [Way(1, moved, self._test(f"option_{name}", day, lambda: Way(1, {}, luck)))]
        return self._luck(name, day, index, option, moved) if branches else [self._on(moved, day, index)]

    def _luck(self, name: str, day: int, index: int, option: Option, before: Assigned) -> list[Way]:
        """The branches of chance."""
        ways = []
        for each, branch in enumerate(option.chance):
            if branch.weight:
                moved = dict(before)
                _apply(self.scenario, branch.change, moved)
                if self._may_stop(branch.change):
                    test = self._test(f"branch_{name}_{each}", day, lambda: self._on({}, day, index))
                    ways.append(Way(branch.weight, moved, test))
                else:
                    ways.append(self._on(moved, day, index, weight=branch.weight))
        return ways


def _afters(inject: Inject) -> set[int]:
    return {later.after for option in inject.options for later in option.later}


def _apply(scenario: Scenario, change: Change, assigned: Assigned) -> None:
    """Add a part to what is assigned (rules 3 and 4)."""
    for effect in change.effects:
        low, high = scenario.bounds[effect.gauge]
        gauge = Variable("gauge", effect.gauge)
        if effect.outright:
            assigned[gauge] = Constant(min(high, max(low, effect.amount)))
        else:
            moved = Apply("+", (now(gauge, assigned), Constant(effect.amount)))
            bound = ("min", high) if effect.amount > 0 else ("max", low)
            assigned[gauge] = Apply(bound[0], (moved, Constant(bound[1])))
    for flag in change.set:
        assigned[Variable("flag", flag)] = Truth(True)
    for flag in change.clear:
        assigned[Variable("flag", flag)] = Truth(False)
