"""A class beside random play: how surprising each syndicate's line is, and where syndicates always agree."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from game.analysis.result.model import Analysis
from game.rules.state import Decided, State


@dataclass(frozen=True, slots=True)
class LineLikelihood:
    """One syndicate's line."""

    likelihood: float
    """How likely random play takes all of its options, given its luck."""
    lower: Mapping[str, float]
    """Gauge to the share of random runs that end lower."""
    higher: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Agreement:
    """A decision that several syndicates took, and what random play would make of it."""

    inject: str
    options: tuple[str, ...]
    """The option of each syndicate that took it, in their order."""
    by_chance: float
    """How likely so many random players would all take one option."""

    @property
    def agreed(self) -> bool:
        return len(set(self.options)) == 1


def line(analysis: Analysis, decisions: Sequence[Decided], final: State) -> LineLikelihood:
    """Return how surprising a line is under random play."""
    likelihood = math.prod((1 / len(event.open) for event in decisions), start=1.0)
    lower, higher = {}, {}
    for index, gauge in enumerate(analysis.scenario.gauges):
        shares = analysis.final.get(gauge.id)
        if shares:
            lower[gauge.id] = sum(share for value, share in shares.items() if value < final.gauges[index])
            higher[gauge.id] = sum(share for value, share in shares.items() if value > final.gauges[index])
    return LineLikelihood(likelihood, lower, higher)


def agreements(analysis: Analysis, lines: Sequence[Sequence[Decided]]) -> list[Agreement]:
    """Return every decision that at least two syndicates took, in file order."""
    scenario = analysis.scenario
    taken: dict[int, list[str]] = {}
    for decisions in lines:
        for event in decisions:
            taken.setdefault(event.inject, []).append(scenario.injects[event.inject].options[event.option].id)
    return [
        Agreement(scenario.injects[index].id, tuple(options), _by_chance(analysis, index, len(options)))
        for index, options in sorted(taken.items())
        if len(options) > 1
    ]


def _by_chance(analysis: Analysis, index: int, count: int) -> float:
    inject = analysis.scenario.injects[index]
    shares = []
    for option in inject.options:
        random = analysis.options[f"{inject.id}.{option.id}"].reached.random
        shares.append(random.value if random else 0.0)
    total = sum(shares)  # of those that come to a decision: some may pass it, or never meet it
    return sum((share / total) ** count for share in shares) if total else 0.0
