"""Keeping the one loop free: how late it is, who keeps it, and when memory is tidied."""

from __future__ import annotations

import asyncio
import gc
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
QUIET = 2.0
"""Seconds without another start or end before memory is tidied."""
THRESHOLDS = (50_000, 20, 1_000)
"""Of the collector. A full collection looks at every object of every seat: 2.4 s with 31 of them."""
SWEEP_EVERY = 45.0
"""Seconds between two looks at what came since the class settled: panels that were closed hold on to each other,
and thresholds this high would let them lie for hours. What is frozen is not looked at: it takes tenths of a second."""
SWEEP_AFTER = 12
"""Apps that have ended before their remains are looked for; that look is the only long one."""


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


class Tidy:
    """Settles the collector: rare full collections, and none that looks at what lives as long as the class."""

    def __init__(self) -> None:
        self._before = gc.get_threshold()
        self._ended = 0
        self._due: asyncio.TimerHandle | None = None
        self._next: asyncio.TimerHandle | None = None

    def begin(self) -> None:
        """Take what the program itself consists of out of the collector's sight."""
        gc.freeze()
        gc.set_threshold(*THRESHOLDS)
        self._next = asyncio.get_running_loop().call_later(SWEEP_EVERY, self._sweep)

    def _sweep(self) -> None:
        """Collect what came since memory was last frozen, and has gone again."""
        gc.collect()
        self._next = asyncio.get_running_loop().call_later(SWEEP_EVERY, self._sweep)

    def changed(self, ended: bool) -> None:
        """An app has started or ended; tidy up once it is quiet."""
        self._ended += ended
        if self._due is not None:
            self._due.cancel()
        self._due = asyncio.get_running_loop().call_later(QUIET, self._settle)

    def _settle(self) -> None:
        self._due = None
        if self._ended >= SWEEP_AFTER:
            self._ended = 0
            gc.unfreeze()
            gc.collect()
        gc.freeze()

    def end(self) -> None:
        """Leave the collector as it was found."""
        for timer in (self._due, self._next):
            if timer is not None:
                timer.cancel()
        gc.set_threshold(*self._before)
        gc.unfreeze()
