"""The rows of a list as they come back from a spreadsheet: headings found, cells cleaned, nothing thrown away."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from game.author.errors import AuthorError
from game.author.msel import AS_INJECT, COLUMNS, EVERYONE, HEADINGS, SEPARATOR, Kinds, Row
from game.scenario.scenario import Scenario
from game.scenario.text import clean, clean_line

LONG = frozenset(("text", "expected", "notes"))
"""Columns whose cells may have lines; all others are one line."""

_ALIASES = {
    "number": "number", "no": "number", "nr": "number", "#": "number", "serial": "number",
    "date": "date", "date/time": "date", "datetime": "date", "time": "date",
    "method": "means", "means of delivery": "means",
    "inject text": "text", "description": "text", "event": "text",
    "subject": "title", "heading": "title",
    "expected actions": "expected", "expected player action": "expected", "expected response": "expected",
    "objective": "objectives", "lessons": "objectives", "remarks": "notes", "comments": "notes",
    "until": "until", "after": "after",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Listed:
    """One row of a list: where it stood, what it says, and which columns the list has at all."""

    line: int
    """Row of the table, from 1, the headings included."""
    row: Row
    columns: frozenset[str]
    cells: tuple[str, ...]
    """As they stood in the file."""

    def unlike(self, now: Row, before: Row | None) -> Iterator[str]:
        """Yield the columns that say neither what the scenario says now nor what it said before."""
        for column in COLUMNS:
            if column == "number" or column not in self.columns:
                continue
            cell: str = getattr(self.row, column)
            if cell == getattr(now, column) or (before is not None and cell == getattr(before, column)):
                continue
            if before is None and (not cell or column == "id"):
                continue  # a new row need not fill in what follows from the rest
            yield column


def readable(table: Sequence[Sequence[str]], scenario: Scenario) -> list[Listed]:
    """Return the rows of a table that say anything.

    Raises:
        AuthorError: where no row has the headings of such a list.
    """
    head = _head(table)
    if head is None:
        raise AuthorError("this table has no column 'ID', 'Title' or 'Inject', so it is no list of events.")
    columns = [_column(cell) for cell in table[head]]
    twice = next((column for column in columns if column and columns.count(column) > 1), "")
    if twice:
        raise AuthorError(f"two columns are headed '{HEADINGS[twice]}'; keep one.")
    known = frozenset(column for column in columns if column)
    made: list[Listed] = []
    for line, cells in enumerate(table[head + 1 :], head + 2):
        if any(cell.strip() for cell in cells):
            held = {
                column: _cleaned(column, cell) for column, cell in zip(columns, cells, strict=False) if column and cell
            }
            made.append(Listed(line, _canonical(Row(**held), scenario), known, tuple(cells)))
    return made


def headings(table: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Return the headings of a table as they stand in it."""
    head = _head(table)
    return () if head is None else tuple(table[head])


def _head(table: Sequence[Sequence[str]]) -> int | None:
    """The row with the headings: people put a title above them."""
    for number, cells in enumerate(table[:20]):
        if {"id", "title", "text"} & {_column(cell) for cell in cells}:
            return number
    return None


def _column(heading: str) -> str:
    """The column that a heading stands for, or nothing."""
    said = re.sub(r"\s+", " ", heading.strip().casefold()).rstrip(".:")
    for column, own in HEADINGS.items():
        if said == own.casefold().rstrip("."):
            return column
    return _ALIASES.get(said, "")


def differs(column: str) -> str:
    """A column as its heading says it, for a reason."""
    return HEADINGS[column]


def _cleaned(column: str, cell: str) -> str:
    cell = "".join(sign if sign not in "\ufffe\uffff" else "\ufffd" for sign in cell)
    return clean(cell, 40_000).strip("\n") if column in LONG else clean_line(cell, 40_000)


def _canonical(row: Row, scenario: Scenario) -> Row:
    """The row with names spelled as an export spells them, where they can be told."""
    named = {role.title.casefold(): role.id for role in scenario.roles} | {role.id: role.id for role in scenario.roles}
    parts = [part.strip() for part in re.split("[;,]", row.to) if part.strip()]
    whole = row.to.casefold()
    if not whole:
        to = AS_INJECT if row.kind.casefold() == Kinds.DOCUMENT else EVERYONE
    elif whole in (EVERYONE, AS_INJECT):
        to = whole
    elif parts and all(part.casefold() in named for part in parts):
        to = SEPARATOR.join(dict.fromkeys(named[part.casefold()] for part in parts))
    else:
        to = row.to
    kind = row.kind.casefold()
    means = row.means.casefold() if kind == Kinds.DOCUMENT else row.means
    return replace(row, to=to, kind=kind, means=means)
