"""The fields of an act: what each asks, and how what was typed is read; the same in every face and on the host."""

from __future__ import annotations

from dataclasses import dataclass

from game.words import Message, lazy

MAX_DIGITS = 6
"""Digits of a whole number that anybody types."""
MAX_AMOUNT = 7
"""Signs of a change of a gauge: a sign, a blank and a number."""
SHOWN = 40
"""Letters of a wrong answer that are said again."""


class Complaint(Exception):
    """What is wrong with an answer, and in which field."""

    def __init__(self, says: Message, field: str = "") -> None:
        super().__init__(str(says))
        self.says, self.field = says, field


@dataclass(frozen=True, slots=True, kw_only=True)
class TextField:
    """Words, on one line or several."""

    name: str
    ask: str
    help: str = ""
    required: bool = False
    missing: Message | None = None
    """What is said where it is left out and may not be; by default that an answer is needed."""
    limit: int = 300
    """Letters at most."""
    lines: int = 1

    def read(self, typed: str) -> str:
        """Return the words (Complaint where there are too many, or none where some are needed)."""
        if len(typed) > self.limit:
            raise Complaint(lazy("At most {n} letters, please.", n=self.limit), self.name)
        return _given(self, typed) or ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeField:
    """A whole number between two bounds."""

    name: str
    ask: str
    help: str = ""
    required: bool = False
    missing: Message | None = None
    low: int = 0
    high: int = 10
    ends: tuple[str, str] = ("", "")
    """What the lowest and the highest number mean."""
    unit: str = ""

    def read(self, typed: str) -> int | None:
        """Return the number, None where it was skipped (Complaint where it is none, or outside the bounds)."""
        text = _given(self, typed)
        if text is None:
            return None
        if (
            not text.isascii()
            or not text.isdecimal()
            or len(text) > MAX_DIGITS
            or not self.low <= int(text) <= self.high
        ):
            says = lazy("A whole number from {low} to {high}, please.", low=self.low, high=self.high)
            raise Complaint(says, self.name)
        return int(text)


@dataclass(frozen=True, slots=True, kw_only=True)
class AmountField:
    """A change of a gauge: ``+5``, ``-5`` or ``= 40``."""

    name: str
    ask: str
    help: str = ""
    required: bool = True

    def read(self, typed: str) -> str | None:
        """Return the change as the log keeps it (Complaint where it is none)."""
        text = _given(self, typed)
        if text is None:
            return None
        text = text.replace("−", "-").replace(" ", "").replace("+", "")
        bare = text.removeprefix("=").removeprefix("-")
        if not bare.isascii() or not bare.isdecimal() or len(text) > MAX_AMOUNT:
            raise Complaint(lazy("A change is a whole number such as 5 or -5, or = 40 to set a value."), self.name)
        return text


@dataclass(frozen=True, slots=True)
class PickRow:
    """One of the things to choose from."""

    id: str
    label: str
    case: str = ""
    """The strongest argument for it."""
    closed: str = ""
    """Why it cannot be taken; empty where it can."""
    mine: str = ""
    """Why it is marked as one's own; empty where it is not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PickField:
    """One of several rows, or some of them."""

    name: str
    ask: str
    rows: tuple[PickRow, ...]
    help: str = ""
    required: bool = True
    first: str = ""
    """The row that is marked to begin with."""
    several: bool = False
    then: str = ""
    """What is said once a row is picked; ``{picked}`` in it is the row's label."""

    def read(self, typed: str) -> str | tuple[str, ...] | None:
        """Return the id picked, or ids where several may be (Complaint where one is closed or not there)."""
        text = _given(self, typed)
        if text is None:
            return () if self.several else None
        picked = tuple(dict.fromkeys(text.split())) if self.several else (text,)
        for each in picked:
            row = next((row for row in self.rows if row.id == each), None)
            if row is None:
                raise Complaint(lazy("“{typed}” is none of them.", typed=each[:SHOWN]), self.name)
            if row.closed:
                raise Complaint(lazy("“{label}” is closed: {why}.", label=row.label, why=row.closed), self.name)
        return picked if self.several else text


@dataclass(frozen=True, slots=True, kw_only=True)
class YesField:
    """Something to be sure of before it is sent."""

    name: str
    ask: str
    help: str = ""
    required: bool = False
    first: bool = False
    then: str = ""
    """How it is asked where something was picked before; ``{picked}`` in it is the row's label. Else as it stands."""

    def read(self, typed: str) -> bool:
        """Return whether it was said yes to (Complaint where it is neither yes nor no, or a needed yes is missing)."""
        text = (_given(self, typed) or "").casefold()
        if text not in ("y", "yes", "true", "on", "n", "no", "false", "off", ""):
            raise Complaint(lazy("Yes or no, please."), self.name)
        return text in ("y", "yes", "true", "on")


ActField = TextField | WholeField | AmountField | PickField | YesField


def _given(field: ActField, typed: str) -> str | None:
    """What was typed, without blanks at its ends; None where it was skipped and may be."""
    text = typed.strip()
    if not text and field.required:
        missing = getattr(field, "missing", None)
        raise Complaint(missing or lazy("“{ask}” needs an answer.", ask=field.ask), field.name)
    return text or None
