"""Keeping the one loop free: how late it is, and who keeps it."""

from __future__ import annotations

import asyncio
import logging
import sys
import threading
import time
from collections import deque
from collections.abc import Callable

LOG = logging.getLogger("game.web")
STEP = 0.1
"""Seconds between two looks."""
STUCK = 1.0
"""Seconds after which whoever keeps the loop is named in the log."""


class Watchdog:
    """Measures how late the loop is, and names from outside what keeps it."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._seen = clock()
        self.lags: deque[float] = deque(maxlen=600)
        """Seconds of each delay in the last minute."""
        self._stop = threading.Event()

    @property
    def worst(self) -> float:
        """The longest delay of the last minute, in seconds."""
        return max(self.lags, default=0.0)

    async def run(self) -> None:
        """Measure for ever."""
        loop_thread = threading.get_ident()
        self._stop.clear()
        self._seen = self._clock()
        threading.Thread(target=self._look, args=(loop_thread,), name="loop-watchdog", daemon=True).start()
        try:
            while True:
                due = self._clock() + STEP
                await asyncio.sleep(STEP)
                self._seen = self._clock()
                self.lags.append(max(0.0, self._seen - due))
        finally:
            self._stop.set()

    def _look(self, loop_thread: int) -> None:
        told = 0.0
        while not self._stop.wait(STUCK / 4):
            late = self._clock() - self._seen
            if late > STUCK and self._seen != told:
                told = self._seen
                LOG.warning("the loop has been kept for %.1f s by %s", late, _where(loop_thread))


def _where(thread: int) -> str:
    """The innermost functions of a thread by name; no values."""
    frame = sys._current_frames().get(thread)
    names: list[str] = []
    while frame is not None and len(names) < 4:
        names.append(f"{frame.f_globals.get('__name__', '?')}.{frame.f_code.co_name}:{frame.f_lineno}")
        frame = frame.f_back
    return " < ".join(names)
