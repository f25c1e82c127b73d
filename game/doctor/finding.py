"""What an examination says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Protocol

from game.scenario.text import clean_line

OK, NOTE, WARNING, ERROR = "ok", "note", "warning", "error"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: how it stands, and what to do about it."""

    level: str
    """``ok``, ``note`` (good to know), ``warning`` (something will not work) or ``error`` (nothing can be played)."""
    title: str
    says: str
    cure: str = ""

    def shown(self) -> str:
        """The finding on one line, its level as a word."""
        text = f"{self.level:<8}{self.title}: {self.says}" + (f" {self.cure}" if self.cure else "")
        return self.level.ljust(8) + clean_line(text.removeprefix(self.level), 1_000)

    def as_json(self) -> dict[str, str]:
        """The finding as plain data."""
        return asdict(self)


class Examination(Protocol):
    """A function that looks at one thing; its name stands for it where it fails."""

    __name__: str

    def __call__(self) -> Iterator[Finding]: ...
