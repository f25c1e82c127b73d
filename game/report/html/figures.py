"""Charts with their words and their tables, made from debriefs: what the templates set on the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from game.exercise.ticks import DAYS, Ticks
from game.report.html.charts import Plane
from game.report.model import GaugePart


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart, what it says in words, and its numbers as a table."""

    title: str
    says: str
    chart: Markup
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def plane(gauge: GaugePart, day: int, share: tuple[float, float], right: float = 268, ticks: Ticks = DAYS) -> Plane:
    """Return where a gauge's days and values lie: ``share`` of its range, up to ``day``."""
    width = gauge.high - gauge.low
    return Plane(max(1, day), gauge.low + share[0] * width, gauge.low + share[1] * width, right=right, ticks=ticks)


def at(points: Sequence[tuple[int, int]], day: int) -> int:
    """Return the value that holds on a day; points are days with values, in their order."""
    return next((value for since, value in reversed(points) if since <= day), points[0][1])
