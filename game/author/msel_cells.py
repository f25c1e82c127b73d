"""The rows of a list as they come back from a spreadsheet: headings found, cells cleaned, nothing thrown away."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from game.author.errors import AuthorError
from game.author.msel import AS_INJECT, COLUMNS, EVERYONE, HEADINGS, INJECTS, SEPARATOR, Kinds, MselRow
from game.scenario.findings import nearest
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
    "until": "until", "after": "after", "hour": "day", "until hour": "until", "hours after": "after",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Listed:
    """One row of a list: where it stood, what it says, and which columns the list has at all."""

    line: int
    """Row of the file, from 1, the headings included."""
    row: MselRow
    columns: frozenset[str]
    cells: tuple[str, ...]
    """As they stood in the file."""
    unknown: tuple[tuple[str, str], ...] = ()
    """What stands in columns whose heading nobody understood: heading and cell."""
    sheet: str = ""
    """Where the file has several."""

    @property
    def at(self) -> tuple[str, int]:
        """Sheet and row: no two rows have the same."""
        return self.sheet, self.line

    @property
    def place(self) -> str:
        """Where it stands, for a sentence."""
        return f"Sheet '{self.sheet}', row {self.line}" if self.sheet else f"Row {self.line}"

    def unlike(self, now: MselRow, before: MselRow | None) -> Iterator[str]:
        """Yield the columns that say neither what the scenario says now nor what it said before."""
        for column in COLUMNS:
            if column == "number" or column not in self.columns:
                continue
            cell: str = getattr(self.row, column)
            if cell == getattr(now, column) or (before is not None and cell == getattr(before, column)):
                continue
            if column == "date" and not cell and self.row.day:
                continue  # who empties the date lets the day count
            if before is None and (not cell or column == "id"):
                continue  # a new row need not fill in what follows from the rest
            yield column


@dataclass(frozen=True, slots=True)
class Stranger:
    """A column with something in it, of whose heading nobody knows what it means."""

    heading: str
    column: str
    """As a spreadsheet counts: A, B, ... Z, AA."""
    sheet: str = ""

    def said(self) -> str:
        """What is to be done about it."""
        where = f"column {self.column}" + (f" of sheet '{self.sheet}'" if self.sheet else "")
        if not self.heading:
            return f"The cells in {where} have no heading; give it one."
        meant = _nearest(self.heading)
        cure = f"Did you mean '{meant}'?" if meant else f"Known are: {', '.join(HEADINGS.values())}."
        return f"The heading '{self.heading[:60]}' ({where}) was not understood. {cure}"


def readable(
    table: Sequence[Sequence[str]], scenario: Scenario, sheet: str = "", lines: Sequence[int] = ()
) -> list[Listed]:
    """Return the rows of a table that say anything.

    Args:
        table: its cells as text.
        scenario: whose list it is.
        sheet: the name of the page, where it is one of several.
        lines: the number in the file of each row, where that is not its place in the table.

    Raises:
        AuthorError: where no row has the headings of such a list.
    """
    head = _head(table)
    if head is None:
        this = f"sheet '{sheet}'" if sheet else "this table"
        raise AuthorError(f"{this} has no column 'ID', 'Title' or 'Inject', so it is no list of events.")
    columns = [_column(cell) for cell in table[head]]
    twice = next((column for column in columns if column and columns.count(column) > 1), "")
    if twice:
        raise AuthorError(f"two columns are headed '{HEADINGS[twice]}'; keep one.")
    known = frozenset(column for column in columns if column)
    made: list[Listed] = []
    strange = {number: stranger.heading or stranger.column for number, stranger in _strangers(table).items()}
    for number, cells in enumerate(table[head + 1 :], head + 1):
        if any(cell.strip() for cell in cells):
            held = {
                column: _cleaned(column, cell) for column, cell in zip(columns, cells, strict=False) if column and cell
            }
            row = _canonical(MselRow(**held), scenario)
            unknown = tuple(
                (name, clean_line(cells[at])) for at, name in strange.items() if clean_line(_cell(cells, at))
            )
            line = lines[number] if lines else number + 1
            made.append(Listed(line, row, known, tuple(cells), unknown, sheet))
    return made


def strangers(table: Sequence[Sequence[str]], sheet: str = "") -> list[Stranger]:
    """Return the columns that have something in them and a heading that nobody understands, or none."""
    return [replace(each, sheet=sheet) for each in _strangers(table).values()]


def _strangers(table: Sequence[Sequence[str]]) -> dict[int, Stranger]:
    head = _head(table)
    if head is None:
        return {}
    made: dict[int, Stranger] = {}
    rows = table[head + 1 :]
    for number in range(max(map(len, table[head:]))):
        heading = clean_line(_cell(table[head], number), 80)
        if not _column(heading) and any(_cell(row, number).strip() for row in rows):
            letters = (
                chr(ord("A") + number)
                if number < 26
                else f"{chr(ord('@') + number // 26)}{chr(ord('A') + number % 26)}"
            )
            made[number] = Stranger(heading, letters)
    return made


def _cell(cells: Sequence[str], number: int) -> str:
    return cells[number] if number < len(cells) else ""


def _nearest(heading: str) -> str:
    """The heading of an export that an unknown one may have meant, or nothing."""
    said = re.sub(r"(?<=[a-z])(?=[A-Z])|[_/-]", " ", heading).casefold()
    own = {name.casefold().rstrip("."): name for name in HEADINGS.values()}
    known = own | {alias: HEADINGS[column] for alias, column in _ALIASES.items()} | _RELATED
    if meant := nearest(said, (name.replace(" ", "_") for name in known if len(name) > 2)):
        return known[meant.replace("_", " ")]
    within = [name for word in said.split() for name in known if word == name and len(name) > 1]
    return known[within[0]] if within else ""


_RELATED = {
    "situation": "Inject", "summary": "Inject", "synopsis": "Inject", "details": "Inject",
    "recipient": "To", "send to": "To", "send": "To", "target": "To", "source": "From", "sender": "From",
    "expected outcome": "Expected action", "titel": "Title", "titre": "Title", "jour": "Day", "tag": "Day",
    "nr": "No.", "datum": "Date and time", "heure": "Date and time", "von": "From", "de": "From", "an": "To",
    "mittel": "Means", "moyen": "Means", "einlage": "Inject", "erwartet": "Expected action", "ziele": "Objectives",
    "objectifs": "Objectives", "notizen": "Notes", "bis": "Until day", "danach": "Days after", "art": "Kind",
}  # fmt: skip
"""Words that stand at the head of other people's columns: near enough to ask, not to be sure."""


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
    if column in ("day", "until") and re.fullmatch(r"\s*0+[0-9]+\s*", cell):
        cell = cell.strip().lstrip("0") or "0"  # some spreadsheets keep the zeros in front
    return clean(cell, 40_000).strip("\n") if column in LONG else clean_line(cell, 40_000)


def day_of(date: str, scenario: Scenario) -> int | None:
    """The day of the clock that a date such as 2031-03-01 is (the hour of one of hours, that 2031-03-01 14:00 is).

    None where it is none, or the clock names no start.
    """
    found = _DATE.match(date)
    try:
        if not found or not scenario.start:
            return None
        if not scenario.hours:
            return (dt.date.fromisoformat(date[:10]) - scenario.start).days
        if scenario.moment is None or found[1] is None:
            return None  # a date alone names no hour
        return (dt.datetime.fromisoformat(f"{date[:10]} {found[1]}") - scenario.moment) // dt.timedelta(hours=1)
    except ValueError:
        return None


_DATE = re.compile(r"\d{4}-\d{2}-\d{2}(?:[ T](\d{2}:\d{2}))?")


def _canonical(row: MselRow, scenario: Scenario) -> MselRow:
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
    if not row.day and kind in ("", *INJECTS) and (day := day_of(row.date, scenario)) is not None and day >= 0:
        row = replace(row, day=str(day))  # the date alone says when
    means = row.means.casefold() if kind == Kinds.DOCUMENT else row.means
    return replace(row, to=to, kind=kind, means=means)
