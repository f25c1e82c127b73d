"""Text for a plain stream, wrapped to a width."""

from __future__ import annotations

import re
import shutil
import unicodedata
from collections.abc import Iterable

NARROWEST, WIDEST, UNKNOWN = 60, 100, 80

_LEAD = re.compile(r" *(?:- |\d{1,3}\. )?")
_SPACES = re.compile(r"[^\S\u00a0\u202f]+")
"""Where a line may be broken: not between a number and its sign."""


def terminal_width() -> int:
    """Return the width to wrap at: the terminal's, within bounds; 80 where there is none."""
    columns = shutil.get_terminal_size((UNKNOWN, 24)).columns
    return max(NARROWEST, min(WIDEST, columns))


def cells(text: str) -> int:
    """Return how many columns a text takes in a terminal."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.category(letter) in ("Mn", "Me", "Cf") else 1 + (unicodedata.east_asian_width(letter) in "WF")
        for letter in text
    )


def wrapped(lines: Iterable[str], width: int) -> list[str]:
    """Return lines broken at their spaces to fit a width; what is broken hangs under its own beginning.

    A line that fits stays as it is, spaces and all: tables keep their columns.
    """
    made: list[str] = []
    for line in lines:
        for piece in line.split("\n"):
            made += [piece.rstrip()] if cells(piece) <= width else _broken(piece, width)
    return made


def _broken(line: str, width: int) -> list[str]:
    lead = _LEAD.match(line)
    start = lead.group()[: width // 3] if lead else ""
    hang = " " * len(start)
    made, now, used, empty = [], start, len(start), True
    for word in filter(None, _SPACES.split(line[len(start) :])):
        size = cells(word)
        if used + size + (not empty) <= width:
            now += word if empty else f" {word}"
            used += size + (not empty)
            empty = False
            continue
        if not empty:
            made.append(now)
            now, used = hang, len(hang)
        for letter in word:  # a word longer than a line is cut where the line ends
            if used + cells(letter) > width:
                made.append(now)
                now, used = hang, len(hang)
            now += letter
            used += cells(letter)
        empty = False
    return [*made, now]
