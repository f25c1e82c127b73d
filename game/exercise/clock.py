"""The wall clock, read at the edge only: for display, and for the soft time of a class.

Exercise time is wall time without the breaks: pauses of the whole class, holds of one syndicate. A machine's wall clock
may be set forward or back in the middle of a day; no exercise time may come or go by that, so it is read once.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Iterable

Clock = Callable[[], dt.datetime]
Break = tuple[str, str]
"""Wall times of a pause or a hold: from, to; no second one while it lasts."""


def _wall() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def _steady() -> float:
    """Seconds that only go on, those of a sleeping machine among them (a monotonic clock may leave those out)."""
    for name in ("CLOCK_BOOTTIME", "CLOCK_MONOTONIC"):  # Linux; macOS
        if hasattr(time, name):
            return time.clock_gettime(getattr(time, name))
    return time.monotonic()


class SteadyClock:
    """Wall time by a monotonic clock: their offset is measured once, when this is made."""

    def __init__(self, wall: Clock = _wall, steady: Callable[[], float] = _steady) -> None:
        self._steady = steady
        self._offset = wall() - dt.timedelta(seconds=steady())

    def __call__(self) -> dt.datetime:
        """Return the time now, in UTC; never earlier than it was returned before."""
        return self._offset + dt.timedelta(seconds=self._steady())


now: Clock = SteadyClock()
"""The time now, in UTC."""


def not_before(clock: Clock, at: str) -> Clock:
    """Return a clock that goes on from a time of the log, where the machine's clock was set back before that."""
    behind = parsed(at) - clock()
    return (lambda: clock() + behind) if behind > dt.timedelta() else clock


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
