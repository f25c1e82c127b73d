"""The wall clock, read at the edge only: for display, and for the soft time of a class.

Exercise time is wall time without the breaks: pauses of the whole class, holds of one syndicate.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable

Clock = Callable[[], dt.datetime]
Break = tuple[str, str]
"""Wall times of a pause or a hold: from, to; no second one while it lasts."""


def now() -> dt.datetime:
    """Return the time now, in UTC."""
    return dt.datetime.now(dt.UTC)


def parsed(at: str) -> dt.datetime:
    """Return a wall time of the log."""
    return dt.datetime.fromisoformat(at)


def exercise_seconds(since: str, until: dt.datetime, breaks: Iterable[Break]) -> float:
    """Return the seconds between two wall times in which no break was on; breaks may overlap. Never below 0."""
    begun = parsed(since)
    spent = (until - begun).total_seconds()
    counted = begun
    spans = [(parsed(start), parsed(end) if end else until) for start, end in breaks]
    for start, end in sorted(spans):
        start, end = max(start, counted), min(end, until)
        if end > start:
            spent -= (end - start).total_seconds()
            counted = end
    return max(0.0, spent)
