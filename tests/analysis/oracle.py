"""Every way through a small scenario, one state at a time, by the rules of play alone: the analysis is held against it.

It knows nothing of columns, merging, cuts or classes: a state is `game.rules.state.State`, a step is `decide`. Luck is
forced by choosing a seed that draws the branch. Probabilities are fractions.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations

from game.rules import chance, judge, play
from game.rules.history import parts
from game.rules.state import (
    Acknowledged,
    Decided,
    DelayedApplied,
    DelayedLapsed,
    Happening,
    Passed,
    Raised,
    State,
    TrendApplied,
)
from game.scenario.scenario import Scenario

Thing = tuple[str, int, int, int]


class TooMany(Exception):
    """More states than a brute force wants to see."""


@dataclass
class Value:
    """Of one objective: least and greatest expectation over all ways to play, and that of random play."""

    least: Fraction
    greatest: Fraction
    random: Fraction


@dataclass
class Node:
    """A state in which a decision is due, and where each open option leads."""

    state: State
    options: dict[int, list[tuple[Fraction, int, Node | None, tuple[Happening, ...], State]]] = field(
        default_factory=dict
    )
    """Option to (probability, branch or -1, next node or None for the end, what happened, state reached)."""


class Oracle:
    """All that brute force knows of a scenario."""

    def __init__(self, scenario: Scenario, start: State | None = None, most: int = 3_000) -> None:
        self.scenario, self.most = scenario, most
        self.nodes: dict[State, Node] = {}
        self.order: list[State] = []
        began = self._on(play.begin(scenario) if start is None else play.Step(start))
        self.began = began
        self.first = self._node(began.state)
        self._values: dict[State, dict[tuple[str, str], Value]] = {}

    # --- all states

    def _on(self, step: play.Step) -> play.Step:
        """Acknowledge whatever wants no decision."""
        happened = list(step.happenings)
        while step.state.on_table is not None and not self.scenario.injects[step.state.on_table].options:
            step = play.acknowledge(self.scenario, step.state, step.state.on_table)
            happened += step.happenings
        return play.Step(step.state, tuple(happened))

    def _node(self, state: State) -> Node | None:
        if state.over:
            return None
        if state in self.nodes:
            return self.nodes[state]
        if len(self.nodes) >= self.most:
            raise TooMany
        node = self.nodes[state] = Node(state)
        inject = state.on_table
        for option in play.open_options(self.scenario, state):
            ways = []
            for branch, probability, seed in self._luck(inject, option):
                step = self._on(play.decide(self.scenario, seed, state, inject, option))
                ways.append((probability, branch, self._node(step.state), step.happenings, step.state))
            node.options[option] = ways
        return node

    def _luck(self, inject: int, option: int) -> Iterable[tuple[int, Fraction, int]]:
        """Each branch with its probability and a seed that draws it."""
        made = self.scenario.injects[inject].options[option]
        if not made.weights:
            return [(-1, Fraction(1), 0)]
        total, found, seed = sum(made.weights), {}, 0
        while len(found) < sum(weight > 0 for weight in made.weights):
            found.setdefault(chance.draw(seed, self.scenario.injects[inject].id, made.weights), seed)
            seed += 1
        return [(branch, Fraction(made.weights[branch], total), seed) for branch, seed in found.items()]

    # --- values

    def value(self, state: State) -> dict[tuple[str, str], Value]:
        """What is still to come from a state on: evidence to be earned, the final gauges, the endings."""
        known = self._values.get(state)
        if known is not None:
            return known
        node = self._node(state)
        if node is None:
            told = judge.endings(self.scenario, state)
            ends = {("tally", lesson): 0 for lesson in self.scenario.lessons}
            ends |= {("gauge", g.id): state.gauges[index] for index, g in enumerate(self.scenario.gauges)}
            ends |= {("ending", e.id): int(index in told) for index, e in enumerate(self.scenario.endings)}
            found = {name: Value(*[Fraction(value)] * 3) for name, value in ends.items()}
        else:
            options = [self.of_option(node, option) for option in node.options]
            judged = self.scenario.judged(state.on_table)

            def mean(name: tuple[str, str], part: str) -> Fraction:
                """What whoever judges an answer makes of it: chance, alike for all that is open."""
                return sum((getattr(option[name], part) for option in options), Fraction()) / len(options)

            found = {
                name: Value(
                    mean(name, "least") if judged else min(option[name].least for option in options),
                    mean(name, "greatest") if judged else max(option[name].greatest for option in options),
                    sum((option[name].random for option in options), Fraction()) / len(options),
                )
                for name in options[0]
            }
        self._values[state] = found
        return found

    def of_option(self, node: Node, option: int) -> dict[tuple[str, str], Value]:
        """The same, of taking an option."""
        ways = [(way[0], self.value(way[4])) for way in node.options[option]]
        found = {}
        for name in ways[0][1]:
            reward = 0
            if name[0] == "tally":
                made = self.scenario.injects[node.state.on_table].options[option]
                reward = sum(each.weight for each in made.evidence if each.lesson == name[1])
            found[name] = Value(
                *(
                    sum((p * getattr(v[name], part) for p, v in ways), Fraction(reward))
                    for part in Value.__annotations__
                )
            )
        return found

    def start(self) -> dict[tuple[str, str], Value]:
        """The values from the start."""
        return self.value(self.began.state)

    # --- what can come to pass

    def met(self) -> tuple[dict[Thing, int], dict[Thing, Fraction], dict[int, list[dict[int, Fraction]]]]:
        """What can come to pass, after how few decisions; how often under random play; each gauge by day."""
        depth: dict[Thing, int] = {}
        often: defaultdict[Thing, Fraction] = defaultdict(Fraction)
        days = self.scenario.days
        by_day = {g: [defaultdict(Fraction) for _ in range(days + 1)] for g in range(len(self.scenario.gauges))}
        begin = [gauge.start for gauge in self.scenario.gauges]

        def see(thing: Thing, after: int, probability: Fraction) -> None:
            depth[thing] = min(after, depth.get(thing, after))
            often[thing] += probability

        def along(happened, gauges, first, reached: State, after, probability) -> None:  # type: ignore[no-untyped-def]
            for event in happened:
                for thing in things(event):
                    see(thing, after, probability)
            values = [list(gauges) for _ in range(days + 1)]
            for event in happened:
                for part in parts(event):
                    for move in part.moves:
                        for day in range(max(0, event.day), days + 1):
                            values[day][move.effect.gauge] = move.after
            last = days + 1 if reached.over else reached.day
            for day in range(first, last):
                for gauge in by_day:
                    by_day[gauge][day][values[day][gauge]] += probability
            if reached.over:
                for ending in judge.endings(self.scenario, reached):
                    see(("ending", ending, -1, -1), after, probability)

        along(self.began.happenings, begin, 0, self.began.state, 0, Fraction(1))
        level: dict[State, Fraction] = {} if self.first is None else {self.first.state: Fraction(1)}
        after = 0
        while level:
            coming: defaultdict[State, Fraction] = defaultdict(Fraction)
            after += 1
            for state, probability in level.items():
                node = self.nodes[state]
                share = probability / len(node.options)
                for option, ways in node.options.items():
                    open_ = ("option", state.on_table, option, -1)
                    depth[open_] = min(after, depth.get(open_, after))
                    often[open_] += share
                    for way, branch, following, happened, reached in ways:
                        if branch >= 0 and happened[0].chance is not None:
                            see(("branch", state.on_table, option, branch), after, share * way)
                        along(happened, state.gauges, state.day, reached, after, share * way)
                        if following is not None:
                            coming[reached] += share * way
            level = coming
        return depth, dict(often), by_day

    def judged(self) -> dict[tuple[str, int, int, int, int], Fraction]:
        """How often random play ends with this lesson, k+, k-, P and N: every path with its probability."""
        shares: defaultdict[tuple[str, int, int, int, int], Fraction] = defaultdict(Fraction)

        def walk(node: Node | None, probability: Fraction, trail: tuple[tuple[str, int], ...]) -> None:
            if node is None:
                for lesson in self.scenario.lessons:
                    weights = [weight for id, weight in trail if id == lesson]
                    up, down = [w for w in weights if w > 0], [-w for w in weights if w < 0]
                    shares[lesson, len(up), len(down), sum(up), sum(down)] += probability
                return
            for option, ways in node.options.items():
                made = self.scenario.injects[node.state.on_table].options[option]
                longer = (*trail, *((each.lesson, each.weight) for each in made.evidence))
                for way, _, following, _, _ in ways:
                    walk(following, probability * way / len(node.options), longer)

        walk(self.first, Fraction(1), ())
        return dict(shares)


def released(scenario: Scenario, tray: Iterable[int], most: int = 3_000) -> set[Thing]:
    """All that can come to pass where these injects, and no others, may be released whenever the run stands still."""
    oracle = Oracle.__new__(Oracle)
    oracle.scenario = scenario
    found: set[Thing] = set()
    known: set[State] = set()
    waiting = [play.begin(scenario)]
    while waiting:
        step = waiting.pop()
        found |= {thing for event in step.happenings for thing in things(event)}
        state = step.state
        if state.over:
            found |= {("ending", ending, -1, -1) for ending in judge.endings(scenario, state)}
        if state.over or state in known:
            continue
        known.add(state)
        if len(known) > most:
            raise TooMany
        inject = state.on_table
        assert inject is not None
        for each in tray:
            if each not in state.released:
                waiting.append(play.release(scenario, state, each))
        if not scenario.injects[inject].options:
            waiting.append(play.acknowledge(scenario, state, inject))
        for option in play.open_options(scenario, state):
            found.add(("option", inject, option, -1))
            for branch, _, seed in oracle._luck(inject, option):
                waiting.append(play.decide(scenario, seed, state, inject, option))
                if branch >= 0 and waiting[-1].happenings[0].chance is not None:
                    found.add(("branch", inject, option, branch))
    return found


def enough(scenario: Scenario, most: int = 3_000) -> dict[Thing, set[frozenset[int]]]:
    """Everything that can come to pass, each with the least sets of injects of the tray whose release is enough."""
    tray = [index for index, inject in enumerate(scenario.injects) if inject.manual]
    found: defaultdict[Thing, set[frozenset[int]]] = defaultdict(set)
    for size in range(len(tray) + 1):
        for chosen in map(frozenset, combinations(tray, size)):
            for thing in released(scenario, chosen, most):
                if not any(less <= chosen for less in found[thing]):
                    found[thing].add(chosen)
    return dict(found)


def things(event: Happening) -> list[Thing]:
    """What a happening brings to pass, in the words of the analysis."""
    match event:
        case Raised(_, inject):
            return [("inject", inject, -1, -1)]
        case Passed(_, inject):
            return [("inject", inject, -1, -1), ("passed", inject, -1, -1)]
        case DelayedApplied(_, cause, _):
            return [("later", cause.inject, cause.option, cause.later)]
        case DelayedLapsed(_, cause):
            return [("lapsed", cause.inject, cause.option, cause.later)]
        case TrendApplied(_, trend, _):
            return [("trend", trend, -1, -1)]
        case Acknowledged() | Decided():
            return []
    return []
