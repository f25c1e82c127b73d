"""How sure somebody was against what happened, over many forecasts: a picture from twenty on, a sentence from fifty."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import fmean, stdev

from game.report.least import FEWEST_FORECASTS, FEWEST_TO_SAY

Z90 = 1.6449
"""Half of a 90 % interval, in standard errors."""
THIRDS = ((0, 33), (34, 66), (67, 100))
"""Stated probabilities in percent, by thirds."""

Forecast = tuple[int, bool]
"""What was said, in percent, and whether it came about."""


@dataclass(frozen=True, slots=True)
class Third:
    """Forecasts of one third of the scale against what happened, in percent."""

    low: int
    high: int
    count: int
    said: float
    came: float
    least: float
    """The ends of the 90 % Wilson interval of what happened."""
    most: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """All forecasts together."""

    count: int
    thirds: tuple[Third, ...]
    """None below twenty forecasts."""
    surer: tuple[float, float, float] | None
    """Points by which one was surer than right, with its 90 % interval; below 0 less sure than right. None below fifty
    forecasts, or where the interval holds 0."""


def calibration(forecasts: Sequence[Forecast]) -> Calibration:
    """Return how sure somebody was against what happened."""
    if len(forecasts) < FEWEST_FORECASTS:
        return Calibration(len(forecasts), (), None)
    thirds = []
    for low, high in THIRDS:
        inside = [(percent, came) for percent, came in forecasts if low <= percent <= high]
        if inside:
            came = sum(each for _, each in inside)
            least, most = wilson(came, len(inside))
            said = fmean(percent for percent, _ in inside)
            thirds.append(Third(low, high, len(inside), said, 100 * came / len(inside), least, most))
    return Calibration(len(forecasts), tuple(thirds), _surer(forecasts))


def wilson(came: int, of: int) -> tuple[float, float]:
    """Return the 90 % interval of a share, in percent (Wilson, Probable inference, 1927)."""
    share, square = came / of, Z90 * Z90
    middle = (share + square / (2 * of)) / (1 + square / of)
    half = Z90 * sqrt(share * (1 - share) / of + square / (4 * of * of)) / (1 + square / of)
    return 100 * max(0.0, middle - half), 100 * min(1.0, middle + half)


def _surer(forecasts: Sequence[Forecast]) -> tuple[float, float, float] | None:
    """How sure the likelier side was said to be, less how often it came."""
    if len(forecasts) < FEWEST_TO_SAY:
        return None
    apart = []
    for percent, came in forecasts:
        right = 50.0 if percent == 50 else 100.0 * (came == (percent > 50))
        apart.append(max(percent, 100 - percent) - right)
    middle = fmean(apart)
    half = Z90 * stdev(apart) / sqrt(len(apart))
    return None if middle - half <= 0 <= middle + half else (middle, middle - half, middle + half)
