"""Text for a plain stream: wrapped to a width, and the small Markdown of scenarios in bare words."""

from __future__ import annotations

import re
import shutil
import unicodedata
from collections.abc import Iterable

NARROWEST, WIDEST, UNKNOWN = 60, 100, 80

_LEAD = re.compile(r" *(?:- |\d{1,3}\. )?")
_STARTS = re.compile(r"\s*(?:[-*+] |\d+[.)] |> |#{1,6} )")
_MARKS = re.compile(r"\*\*([^*\n]+)\*\*|(?<![\w*])\*([^*\n]+)\*(?![\w*])|`([^`\n]+)`")
_SPACES = re.compile(r"[^\S\u00a0\u202f]+")
"""Where a line may be broken: not between a number and its sign."""

_LINK = re.compile(r"\[([^\]\n]+)\]\(([^)\s]+)\)")


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


def prose(text: str, indent: str = "") -> list[str]:
    """Return a text in the small Markdown of scenarios as lines: paragraphs joined, marks taken out."""
    lines: list[str] = []
    fresh = True
    for raw in text.split("\n"):
        bare = raw.strip()
        if not bare:
            fresh = True
            continue
        begins = bool(_STARTS.match(raw))
        if fresh and lines:
            lines.append("")
        if fresh or begins:
            lines.append(indent + _began(bare))
        else:
            lines[-1] += " " + bare
        fresh = False
    return [_unmarked(line) for line in lines]


def _began(bare: str) -> str:
    """The first line of a paragraph: list items get one sign, headings and quotes lose theirs."""
    if re.match(r"[-*+] ", bare):
        return "- " + bare[2:].lstrip()
    if numbered := re.match(r"(\d+)[.)] +", bare):
        return f"{numbered.group(1)}. {bare[numbered.end() :]}"
    return re.sub(r"^(?:> |#{1,6} )\s*", "", bare)


def _unmarked(line: str) -> str:
    """A line without the signs for bold, italic and code; a link is its words and its address."""
    return _MARKS.sub(lambda found: next(part for part in found.groups() if part), _LINK.sub(r"\1 (\2)", line))
