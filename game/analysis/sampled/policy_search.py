"""Good ways to play where the best cannot be worked out: found by trying, so the best may be better still.

Random runs say which option of each inject goes with more of what is wanted; a policy prefers those. Then runs that
follow it, save for a slip now and then, say where another option would have been better, and so on: policy iteration
by rollouts (Tesauro and Galperin, On-line policy improvement using Monte-Carlo search, 1996) of the simplest kind.
What the policy found brings is measured on fresh runs, so it is a fair estimate of that policy.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from game.analysis import interval
from game.analysis.columns.batch import Batch
from game.analysis.interval import Figure
from game.analysis.sampled.simulation import Runs, Simulation, at_random
from game.analysis.sampled.strategies import Follow

ROUNDS = 4
SLIPS = 0.25
"""So often a run that follows a policy does something else, to see what that brings."""

Measure = Callable[[Runs], np.ndarray]
"""What is wanted, in each run."""


def best(
    simulation: Simulation, measure: Measure, sign: int, bounds: tuple[float, float], rows: int = 1 << 14
) -> Figure:
    """Return the greatest expectation found (least for a sign of -1), between what is sure and what cannot be passed.

    Args:
        simulation: of the scenario.
        measure: what is wanted.
        sign: 1 for as much as possible, -1 for as little.
        bounds: the least and the greatest that there can be.
        rows: runs of each round.
    """
    injects = simulation.scenario.injects
    policy: Follow | None = None
    tried: list[tuple[float, Follow]] = []
    for number in range(ROUNDS):
        luck = np.random.Generator(np.random.Philox(1_000_000 + number))
        runs = simulation.batch(2_000_000 + number, rows, None if policy is None else _slipping(policy, luck))
        got = measure(runs) * sign
        wants = []
        for inject, made in enumerate(injects):
            taken = runs.taken[inject]
            overall = float(got.mean())
            wants.append(
                [
                    float(got[taken == option].mean()) if (taken == option).any() else overall - 1e9
                    for option in range(len(made.options))
                ]
            )
        policy = Follow.ranked(wants)
        kept = simulation.batch(3_000_000 + number, rows // 2, policy.options)
        tried.append((float((measure(kept) * sign).mean()), policy))
    policy = max(tried, key=lambda each: each[0])[1]
    fresh = measure(simulation.batch(4_000_000, rows * 2, policy.options))
    value, variance = float(fresh.mean()), float(fresh.var() / len(fresh))
    share = set(np.unique(fresh).tolist()) <= {0.0, 1.0} and bounds == (0.0, 1.0)
    found = (
        interval.proportion(value, variance, len(fresh))
        if share
        else interval.mean(value, variance, len(fresh), *bounds)
    )
    return Figure(value, found.low, bounds[1]) if sign > 0 else Figure(value, bounds[0], found.high)


def _slipping(policy: Follow, luck: np.random.Generator) -> Callable[[int, Batch, np.ndarray], np.ndarray]:
    """The policy, but for a slip now and then to any open option."""

    def prefer(inject: int, batch: Batch, open: np.ndarray) -> np.ndarray:
        taken = policy.options(inject, batch, open)
        found: np.ndarray = np.where(luck.random(len(open)) < SLIPS, at_random(open, luck), taken).astype(np.int16)
        return found

    return prefer
