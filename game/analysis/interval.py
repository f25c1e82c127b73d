"""A number with what is known of its truth: exact, or an estimate between two bounds."""

from __future__ import annotations

import math
from typing import NamedTuple

Z = 2.5758293035489004
"""Standard deviations on either side that hold 99 % of a normal distribution."""

RARE = math.log(200)
"""What happened in none of n runs happens in less than RARE / n of all (the rule of three, at 99.5 % a side)."""


class Figure(NamedTuple):
    """A value and the bounds between which the truth lies: at 99 % where it was sampled."""

    value: float
    low: float
    high: float

    @classmethod
    def exactly(cls, value: float) -> Figure:
        """A value known exactly."""
        return cls(value, value, value)

    @property
    def exact(self) -> bool:
        return self.low == self.high


def proportion(share: float, variance: float, runs: int) -> Figure:
    """Return the interval of a probability after Wilson (1927), for as many runs as would give this variance."""
    if variance <= 0:
        if share <= 0.0:
            return Figure(0.0, 0.0, min(1.0, RARE / runs))
        if share >= 1.0:
            return Figure(1.0, max(0.0, 1 - RARE / runs), 1.0)
        variance = share * (1 - share) / runs
    size = max(1.0, share * (1 - share) / variance)
    middle = (share + Z * Z / (2 * size)) / (1 + Z * Z / size)
    half = Z * math.sqrt(share * (1 - share) / size + Z * Z / (4 * size * size)) / (1 + Z * Z / size)
    return Figure(share, max(0.0, min(share, middle - half)), min(1.0, max(share, middle + half)))


def mean(value: float, variance: float, runs: int, least: float, greatest: float) -> Figure:
    """Return the interval of an expected value of something between `least` and `greatest`."""
    half = Z * math.sqrt(max(0.0, variance))
    if variance <= 0:
        half = (greatest - least) * RARE / runs
    return Figure(value, max(least, value - half), min(greatest, value + half))
