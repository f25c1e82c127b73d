"""How a test waits: for a condition, never for a time. `test_house.py` holds that, over all the tests."""

import asyncio
import time
from collections.abc import Callable, Sized
from typing import TypeVar

T = TypeVar("T")

STEP = 0.02
"""Seconds between two looks: less than anybody notices, and no busy loop."""


def until(holds: Callable[[], T], seconds: float = 60.0) -> T:
    """Wait until something holds and return it.

    Raises:
        AssertionError: where it does not hold after so many seconds, which are a bound for the whole machine under load
            and no measure of anything.
    """
    end = time.monotonic() + seconds
    while not (held := holds()):
        assert time.monotonic() < end, f"still not so after {seconds:g} s"
        time.sleep(STEP)
    return held


async def eventually(holds: Callable[[], T], seconds: float = 60.0) -> T:
    """The same as `until`, where the loop has to go on meanwhile."""
    end = time.monotonic() + seconds
    while not (held := holds()):
        assert time.monotonic() < end, f"still not so after {seconds:g} s"
        await asyncio.sleep(STEP)
    return held


async def drained(seconds: float = 60.0) -> None:
    """Wait until the loop has nothing to do but to wait: for a clock, a thread, a line.

    A pause alone does not tell: on a busy machine it is over while what was begun before it has steps to go.
    """
    ready: Sized = asyncio.get_running_loop()._ready  # type: ignore[attr-defined]
    end = time.monotonic() + seconds
    while ready:
        assert time.monotonic() < end, f"still busy after {seconds:g} s"
        await asyncio.sleep(0)


class Listener:
    """Somebody to whom something comes over a line, who looks again whenever it has."""

    PATIENCE = 10.0
    """Seconds to wait where nothing else is said."""
    _came: asyncio.Event

    async def until(self, holds: Callable[[], object], seconds: float = 0.0) -> bool:
        """Wait for something to be so; whether it came to that in time."""
        end = time.monotonic() + (seconds or self.PATIENCE)
        while not holds():
            self._came.clear()
            try:
                await asyncio.wait_for(self._came.wait(), max(0.001, end - time.monotonic()))
            except TimeoutError:
                return bool(holds())
        return True
