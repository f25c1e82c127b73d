"""Holds an exploration against brute force: every number that both of them have."""

from __future__ import annotations

from fractions import Fraction

from game.analysis.abstraction.objectives import Asked
from game.analysis.exact.backward_induction import Values
from game.analysis.exact.exploration import Exploration
from game.rules.state import State
from game.scenario.scenario import Scenario
from tests.analysis.oracle import Oracle, Thing

NEAR = 1e-9


def near(one: float, other: float | Fraction) -> bool:
    """Whether two numbers are equal as the contract has it."""
    return abs(one - other) < NEAR


def agree(scenario: Scenario, asked: Asked, oracle: Oracle, start: State | None = None) -> Exploration:
    """Explore, and fail where a number differs from the oracle's."""
    exploration = Exploration(scenario, asked, start).run()
    wanted = oracle.start()
    for objective, span in Values(exploration).spans().items():
        want = wanted[objective.kind, objective.id]
        assert near(span.least, want.least), (objective, span, want)
        assert near(span.greatest, want.greatest), (objective, span, want)
        assert near(span.random, want.random), (objective, span, want)
    _agree_on_things(exploration, asked, oracle)
    return exploration


def _agree_on_things(exploration: Exploration, asked: Asked, oracle: Oracle) -> None:
    depth, often, by_day = oracle.met()
    seen = {thing: sight.depth for thing, sight in exploration.counts.seen.items() if _is_asked(thing, asked)}
    known = {thing: after for thing, after in depth.items() if _is_asked(thing, asked)}
    if len(asked.injects) == len(exploration.scenario.injects):
        assert seen == known
    else:  # decisions that do not matter are left out, so fewer are counted
        assert seen.keys() == known.keys()
        assert all(seen[thing] <= known[thing] for thing in known)
    for thing in known:
        assert near(exploration.counts.chance[thing], often[thing]), thing
    for gauge in asked.values:
        low = exploration.scenario.bounds[gauge][0]
        for found, want in zip(exploration.counts.by_day(gauge), by_day[gauge], strict=True):
            assert near(found.sum(), 1)
            assert all(near(found[value - low], share) for value, share in want.items())


def _is_asked(thing: Thing, asked: Asked) -> bool:
    kind, *ids = thing
    match kind:
        case "later" | "lapsed":
            return tuple(ids) in asked.laters
        case "trend":
            return ids[0] in asked.trends
        case "ending":
            return ids[0] in asked.endings
    return ids[0] in asked.injects
