"""What can be said of a scenario: a place, a level, a sentence, the cure.

Every complaint about a file, from a missing bracket to a lesson nobody tests, is a
`Finding`. Loading collects the ones of level ``error`` and raises them together as one
`ScenarioError`; ``check`` shows them all.
"""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from game.called import program
from game.scenario.text import clean_line, visible


class Level(StrEnum):
    """How bad it is: an error cannot be played, a warning will disappoint, a note informs."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A position in a file: line and column count from 1; 0 means the file as a whole."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to say about a scenario.

    `says` is what is the matter, `cure` what to do about it, `why` what it would do to a
    class; `source` is the line itself, for the caret beneath it.
    """

    code: str
    level: Level
    place: Place
    says: str
    cure: str = ""
    why: str = ""
    where: str = ""
    source: str = ""
    proved: str = ""
    """A change that is proved to remove it and to make no other, where one was found."""

    @property
    def sentence(self) -> str:
        """The finding on one line, as errors are printed: place, matter, cure."""
        return f"{self.place}: {self.says}" + (f" {self.cure}" if self.cure else "")

    @property
    def excerpt(self) -> list[str]:
        """The line itself with a caret beneath; nothing where the finding is of a whole file."""
        return excerpt(self.source, self.place.line, self.place.column) if self.source else []

    def shown(self, width: int = 105) -> str:
        """The finding as text for a person: sentence, the line itself, a caret, the reason.

        The line is cut to `width` characters of a terminal, so that the caret stands where it belongs.
        """
        head = f"{self.place}: {self.level} {self.code}: {self.says}"
        room = max(20, width - _NUMBER)
        shown = excerpt(self.source, self.place.line, self.place.column, room) if self.source else []
        lines = [head + (f" {self.cure}" if self.cure else ""), *shown]
        if self.proved:
            lines.append(f"    proved: {self.proved}")
        if self.why:
            lines.append(f"    why it matters: {self.why}")
        return "\n".join(lines)

    def as_json(self) -> dict[str, object]:
        """The finding as plain data for ``check --json``."""
        return {
            "code": self.code,
            "level": str(self.level),
            "file": self.place.file,
            "line": self.place.line,
            "column": self.place.column,
            "where": self.where,
            "says": self.says,
            "cure": self.cure,
            "why": self.why,
            "excerpt": self.excerpt,
            **({"proved": self.proved} if self.proved else {}),
        }


class ScenarioError(Exception):
    """A scenario that cannot be played, with every reason found (never an empty list)."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        first = self.findings[0]
        more = len(self.findings) - 1
        tail = f" (and {more} more: {program()} check shows them all)" if more else ""
        super().__init__(first.sentence + tail)


def error(code: str, place: Place, says: str, cure: str = "", source: str = "", where: str = "") -> Finding:
    """Return a finding of level ``error``."""
    return Finding(code, Level.ERROR, place, clean_line(says, 400), clean_line(cure, 400), where=where, source=source)


def excerpt(source: str, line: int, column: int, width: int = 96) -> list[str]:
    """Return the line with its number and a caret below the column, cut to ``width`` characters."""
    start = 0 if column < width else column - 1 - width // 2
    piece = visible(source[start : start + width])
    number = f"{line:>6} | "
    before = sum(_cells(character) for character in piece[: column - 1 - start])
    return [number + piece, " " * (len(number) - 2) + "| " + " " * before + "^"]


_NUMBER = len("     1 | ")


def _cells(character: str) -> int:
    """How wide a character stands in a terminal."""
    return (
        0 if unicodedata.category(character) in ("Mn", "Me") else 1 + (unicodedata.east_asian_width(character) in "WF")
    )


def nearest(word: str, known: Iterable[str], most: int = 2) -> str | None:
    """Return the known name that the word most likely meant, or None.

    A name within `most` edits wins (letters swapped count as one); failing that, one that
    looks much alike.
    """
    candidates = sorted({name for name in known if name})
    if not word or len(word) > 80:
        return None
    folded = word.casefold().replace("-", "_").replace(" ", "_")
    letters = _letters(folded)
    scored = sorted(
        (edits(folded, name.casefold()), name)
        for name in candidates
        # Each edit brings in or takes out two letters of the alphabet at most.
        if abs(len(name) - len(folded)) <= 2 and (_letters(name) ^ letters).bit_count() <= 4
    )
    best = scored[0][0] if scored else len(word)
    ties = [name for count, name in scored if count == best]
    # Something of the word has to be left, and of two letters more than one name could be made.
    if ties and best <= most and best < max(len(folded), len(ties[0])) and (len(folded) > 2 or len(ties) == 1):
        return max(ties, key=lambda name: difflib.SequenceMatcher(None, folded, name.casefold()).ratio())
    close = difflib.get_close_matches(folded, candidates, n=1, cutoff=0.75) if len(candidates) <= _MAX_ALIKE else []
    return close[0] if close else None


_MAX_ALIKE = 300
"""Among more names than this, only edits are counted: looking for likeness would take long."""


@lru_cache(maxsize=20_000)
def _letters(name: str) -> int:
    """The letters of a name as bits."""
    bits = 0
    for letter in name.casefold():
        bits |= 1 << (ord(letter) & 63)
    return bits


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return ``Did you mean 'x'?``, or an empty string where nothing known is near."""
    name = nearest(word, known)
    return f"Did you mean '{name}'?" if name else ""


def edits(a: str, b: str) -> int:
    """Return how many letters were put in, left out, exchanged or swapped with a neighbour (Damerau 1964)."""
    # As Lowrance and Wagner (1975) have it: other letters may have come between two that were swapped.
    far = len(a) + len(b)
    rows: list[list[int]] = [[far] * (len(b) + 2), [far, *range(len(b) + 1)]]
    last_in_a: dict[str, int] = {}
    for i, x in enumerate(a, 1):
        row, last_in_b = [far, i], 0
        for j, y in enumerate(b, 1):
            k, m = last_in_a.get(y, 0), last_in_b
            swapped = rows[k][m] + (i - k - 1) + 1 + (j - m - 1)
            if x == y:
                last_in_b = j
            row.append(min(rows[i][j] + (x != y), rows[i][j + 1] + 1, row[j] + 1, swapped))
        rows.append(row)
        last_in_a[x] = i
    return rows[-1][-1]
