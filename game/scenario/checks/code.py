"""What a code of a finding is: its number, how bad it is, its name, why it matters, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass

from game.scenario.findings import Level

Row = tuple[str, str, str, str]
"""Number, name, why it matters, what to do."""


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of finding."""

    code: str
    level: Level
    title: str
    why: str
    mend: str


def codes(level: Level, *rows: Row) -> tuple[Code, ...]:
    """Return the codes of one level."""
    return tuple(Code(code, level, title, why, mend) for code, title, why, mend in rows)
