"""A screen that fails: it is written down, and the program opens again where it was. Nothing is lost by it."""

from __future__ import annotations

import contextlib
import time
import traceback
from pathlib import Path

from game.record import private
from game.words import ENGLISH

AGAIN = 3
"""How often it opens again by itself, of late."""
LATE = 60.0
"""Seconds that count as late."""
KEPT = "last-fault.txt"


class Faults:
    """The faults of one start of the program."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / KEPT
        self._times: list[float] = []

    def note(self, fault: BaseException) -> bool:
        """Write a fault down, for whoever mends it; say whether to open again."""
        now = time.monotonic()
        self._times = [at for at in self._times if now - at < LATE] + [now]
        frames = traceback.extract_tb(fault.__traceback__)
        place = "".join(f"  {frame.filename}, line {frame.lineno}, in {frame.name}\n" for frame in frames)
        with contextlib.suppress(OSError):  # a full disk may be what failed
            private.write_text(self.path, f"{type(fault).__name__}: {str(fault)[:500]}\n{place}")
        return len(self._times) <= AGAIN

    def says(self, fault: BaseException) -> str:
        """What a person is told."""
        return ENGLISH.say(
            "The screen failed ({name}) and was opened again. Nothing is lost. Details for whoever mends it: {path}",
            name=type(fault).__name__,
            path=self.path,
        )
