"""What comes into a terminal faster than anybody types: lines that were pasted, and lines that were there too early.

A pipe or a script is not asked: what it sends is meant, line by line.
"""

from __future__ import annotations

import os
import select
import sys
import time
from typing import TextIO

STILL = 0.05
"""Seconds in which the next line of a paste comes."""
MOST = 500
"""Lines of a paste that are looked at; what comes behind them is let go."""


def rest_of(reader: TextIO, limit: int) -> list[str]:
    """Return what came in one breath with the line that was just read, by line; nothing where somebody typed.

    Args:
        limit: letters of a line at most.
    """
    lines: list[str] = []
    while _waiting(reader, STILL):
        line = reader.readline(limit)
        if not line:
            break
        lines = [*lines, line][:MOST]
    return [*lines, *filter(None, [_unfinished(reader)])]


def let_go(reader: TextIO, limit: int) -> bool:
    """Let go of lines that came before anybody could have read the question; True where there were any."""
    early = _waiting(reader, 0.0)
    while _waiting(reader, STILL):
        if not reader.readline(limit):
            break
    return early


def _waiting(reader: TextIO, seconds: float) -> bool:
    """Whether a whole line has come in that was not read, or comes within so many seconds."""
    if not reader or not reader.isatty():
        return False
    if sys.platform == "win32":
        import msvcrt

        until = time.monotonic() + seconds
        while not msvcrt.kbhit() and time.monotonic() < until:
            time.sleep(0.005)
        return msvcrt.kbhit()
    try:
        return bool(select.select([reader], [], [], seconds)[0])
    except (OSError, ValueError):
        return False


def _unfinished(reader: TextIO) -> str:
    """The last line of a paste, where no Enter stands behind it: the terminal holds it back until it is told not to."""
    if sys.platform == "win32" or not reader or not reader.isatty():
        return ""
    import termios

    try:
        file = reader.fileno()
        before = termios.tcgetattr(file)
        at_once = termios.tcgetattr(file)
        at_once[3] &= ~termios.ICANON
        termios.tcsetattr(file, termios.TCSANOW, at_once)
        try:
            held = os.read(file, 4_000) if select.select([file], [], [], 0.0)[0] else b""
        finally:
            termios.tcsetattr(file, termios.TCSANOW, before)
    except (OSError, ValueError, termios.error):
        return ""
    return held.decode("utf-8", "replace")
