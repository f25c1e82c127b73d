"""How far the gauges of a run could still be brought, decision by decision: plain numbers, read from an analysis.

Reach is the best that could still be brought about in expectation: the greatest value, or the least where low is good.
A decision closes what it takes out of reach. Amounts are compared as shares of a gauge's range.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from game.scenario.scenario import Gauge

TOLD = 0.05
"""A share of a gauge's range from which on something is told."""

CLAUSE = 0.02
"""The share from which on it is worth a clause."""

LEVEL = 0.005
"""Shares no farther apart than this are level: the earlier one is told."""


@dataclass(frozen=True, slots=True)
class Reach:
    """The reach of one gauge at one decision."""

    gauge: int
    before: float
    options: Mapping[int, float]
    """After each option that was open, with its luck still to come."""
    after: float
    """After the option that was taken and the luck that it had."""
    about: bool = False
    """Whether it is what random play would make of each way on, and not the best that there is."""
    spans: Mapping[int, tuple[float, float, float]] = field(default_factory=dict)
    """After each option that was open: likely, where play goes on at random; the least; the most."""


@dataclass(frozen=True, slots=True)
class DecisionReach:
    """One decision, with the reach of every gauge whose values are kept for it, in file order."""

    inject: int
    option: int
    reaches: tuple[Reach, ...]


def better(gauge: Gauge, more: float, less: float) -> float:
    """Return by how much one value is better than another, as a share of the gauge's range."""
    return (more - less) * (1 if gauge.high_is_good else -1) / ((gauge.max - gauge.min) or 1)


def closed(gauge: Gauge, reach: Reach, option: int) -> float:
    """Return which share of its range an option took out of a gauge's reach."""
    return max(0.0, better(gauge, reach.before, reach.options[option]))


def kept(gauge: Gauge, reach: Reach) -> int:
    """Return the option that left most of a gauge within reach, the first of those that are level."""
    return max(reach.options, key=lambda option: (better(gauge, reach.options[option], reach.before), -option))


def most_closed(gauges: Sequence[Gauge], weighed: DecisionReach) -> tuple[float, Reach | None]:
    """Return the greatest share that a decision took out of one gauge's reach, and of which."""
    found: tuple[float, Reach | None] = (0.0, None)
    for reach in weighed.reaches:
        share = closed(gauges[reach.gauge], reach, weighed.option)
        if found[1] is None or share > found[0]:
            found = share, reach
    return found
