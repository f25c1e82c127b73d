"""What an examination says."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Protocol

from game.scenario.text import clean_line

OK, NOTE, WARNING, ERROR = "ok", "note", "warning", "error"
_INDENT = 9


@dataclass(frozen=True, slots=True)
class MachineFinding:
    """One thing that was looked at: how it stands, and what to do about it."""

    level: str
    """``ok``, ``note`` (good to know), ``warning`` (something will not work) or ``error`` (nothing can be played)."""
    title: str
    says: str
    cure: str = ""

    def shown(self, width: int | None = None) -> str:
        """The finding as text, its level as a word first: on one line, or wrapped to a width."""
        told = clean_line(f"{self.title}: {self.says}" + (f" {self.cure}" if self.cure else ""), 1_000)
        if width is None:
            return f"{self.level:<{_INDENT}}{told}"
        indent = " " * _INDENT
        return textwrap.fill(told, width, initial_indent=f"{self.level:<{_INDENT}}", subsequent_indent=indent)

    def as_json(self) -> dict[str, str]:
        """The finding as plain data."""
        return asdict(self)


class Examination(Protocol):
    """A function that looks at one thing; its name stands for it where it fails."""

    __name__: str

    def __call__(self) -> Iterator[MachineFinding]: ...
