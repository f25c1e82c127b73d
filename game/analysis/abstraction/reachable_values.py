"""Which values a gauge can have at all: effects of 5 and 10 from a start of 50 lead to 21 values of 101.

A least fixed point over the effects, each taken to be possible at any time: an abstract interpretation over sets of
values (Cousot and Cousot, Abstract interpretation, 1977). The values are a sorted array (value,) of whole numbers.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from game.scenario.scenario import Change, Effect, Scenario

MAX_CLOSED = 4_096
"""Gauges with more values than this are not closed under their effects: their whole range is taken as reachable."""


def changes(scenario: Scenario) -> Iterator[Change]:
    """Yield every change that a scenario holds."""
    for trend in scenario.trends:
        yield trend.change
    for inject in scenario.injects:
        for option in inject.options:
            yield option.change
            yield from (branch.change for branch in option.chance)
            yield from (later.change for later in option.later)


def values(scenario: Scenario, gauge: int, start: int) -> np.ndarray:
    """Return the values that effects can lead to from a start, in order: those, and perhaps some more."""
    low, high = scenario.bounds[gauge]
    every = np.arange(low, high + 1)
    if high - low >= MAX_CLOSED:
        return every
    effects: set[Effect] = {
        effect for change in changes(scenario) for effect in change.effects if effect.gauge == gauge
    }
    seen = {start}
    new = [start]
    while new:
        value = new.pop()
        for effect in effects:
            after = min(high, max(low, effect.amount if effect.outright else value + effect.amount))
            if after not in seen:
                seen.add(after)
                new.append(after)
    return every[np.isin(every, list(seen))]
