"""Merged states held against the plain exploration: every gauge, ending and all lessons, alone and together."""

from collections.abc import Iterator

import numpy as np

from game.analysis.abstraction.objectives import Asked, Objective, Span, Tally
from game.analysis.exact.backward_induction import Values
from game.analysis.exact.exploration import Exploration, TooLarge
from game.analysis.exact.residual_exploration import ResidualExploration
from game.scenario.scenario import Scenario

NEAR = 1e-9

PATIENCE = 3_000_000
"""Transitions that the plain exploration may make for a question."""


def asked_of_the_end(scenario: Scenario) -> Iterator[Asked]:
    """Yield every question that merged states answer, alone, and all of them together."""
    tallies = tuple(map(Tally.of, scenario.lessons))
    gauges, endings = tuple(range(len(scenario.gauges))), tuple(range(len(scenario.endings)))
    yield from (Asked(gauges=(gauge,)) for gauge in gauges)
    yield from (Asked(endings=(ending,)) for ending in endings)
    if tallies:
        yield Asked(tallies)
    yield Asked(tallies, gauges, endings)


def plain(scenario: Scenario, asked: Asked, most: int = PATIENCE) -> dict[Objective, Span] | None:
    """The values of the plain exploration; None where it is too large."""
    try:
        return Values(Exploration(scenario, asked, weighed=False, most=most).run()).spans()
    except TooLarge:
        return None


def differing(scenario: Scenario, asked: Asked) -> list[tuple[Objective, Span, Span]]:
    """What the two tell apart: the objective, its plain values and the merged ones."""
    expected = plain(scenario, asked)
    if expected is None:
        return []
    found = ResidualExploration(scenario, asked).run().spans()
    assert found.keys() == expected.keys()
    return [
        (objective, span, found[objective])
        for objective, span in expected.items()
        if not np.allclose(span, found[objective], rtol=0, atol=NEAR)
    ]
