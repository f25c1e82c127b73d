"""What one row of a list changes in what the scenario already has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import get_args

from game.author.edit import Value
from game.author.msel import AS_INJECT, EVERYONE, INJECTS, OWN, SEPARATOR, Kinds, MselRow
from game.author.msel_cells import Listed, day_of
from game.scenario import model
from game.scenario.field_types import MAX_DAYS
from game.scenario.findings import did_you_mean
from game.scenario.load import Examined
from game.scenario.node import Path
from game.scenario.scenario import Scenario
from game.scenario.text import MAX_LINE, MAX_TEXT


@dataclass(frozen=True, slots=True)
class CellChange:
    """Another value for one key, or the reason why there is none."""

    listed: Listed
    id: str
    column: str
    path: Path = ()
    key: str = ""
    value: Value = ""
    behind: str = "id"
    """The key that a new one is put behind."""
    file: str = ""
    """For a document with a file of its own: that file, whose text is the value."""
    refused: str = ""


DOCUMENT_KINDS: tuple[str, ...] = get_args(model.DocumentDraft.model_fields["kind"].annotation)

_KEYS = {"title": "title", "text": "situation", "expected": "expected", "notes": "notes"}


def changes(scenario: Scenario, read: Examined, listed: Listed, before: MselRow) -> Iterator[CellChange]:
    """Yield what a row changes; of a cell that is as it was, nothing."""
    if before.kind in INJECTS:
        made = _inject(scenario, read, listed, before)
    elif before.kind == Kinds.DOCUMENT:
        made = _document(scenario, read, listed, before)
    elif before.kind == Kinds.LATER:
        made = _later(scenario, listed, before)
    else:
        made = _paragraph(scenario, listed, before)
    yield from map(_bounded, made)


def _bounded(change: CellChange) -> CellChange:
    """A change, or why the format has no such value: said here, for trying it out takes long in a large scenario."""
    value, says = change.value, ""
    if change.refused:
        return change
    if isinstance(value, int) and value > MAX_DAYS:
        says = f"{value} is out of range here; {MAX_DAYS:,} is the most"
    elif change.key in ("title", "from", "about") and isinstance(value, str) and len(value) > MAX_LINE:
        says = f"it has {len(value):,} characters, and {MAX_LINE} is the most"
    elif change.key in ("title", "kind", "about") and not value:
        says = "it may not be empty"
    elif change.key == "kind" and value not in DOCUMENT_KINDS:
        says = f"'{str(value)[:40]}' is no kind of document: {', '.join(DOCUMENT_KINDS)}"
    return CellChange(change.listed, change.id, change.column, refused=says) if says else change


def _changed(listed: Listed, before: MselRow) -> list[str]:
    own = OWN[before.kind]
    return [
        column for column in own if column in listed.columns and getattr(listed.row, column) != getattr(before, column)
    ]


def _inject(scenario: Scenario, read: Examined, listed: Listed, before: MselRow) -> Iterator[CellChange]:
    index = scenario.inject_index[before.id]
    path: Path = ("injects", index)
    row, columns = listed.row, _changed(listed, before)

    def change(column: str, key: str, value: Value) -> CellChange:
        return CellChange(listed, before.id, column, path, key, value)

    # A day that was changed alone is meant. A date that was, is not to be told from one that stayed behind before.
    apart = _apart(scenario, row) if "day" in listed.columns else ""
    meant = before.date == row.date
    clash = {"date": apart, "day": _backward(row) or ("" if meant else apart), "until": _backward(row)}
    for column in sorted(columns):
        cell = getattr(row, column)
        if column == "date" and not cell and row.day:
            continue  # who empties the date lets the day count
        if clash.get(column):
            yield CellChange(listed, before.id, column, refused=clash[column])
        elif column in _KEYS:
            yield _text(change(column, _KEYS[column], cell))
        elif column == "to":
            yield _roles(scenario, change("to", "to", ""), cell)
        elif column in ("day", "until") and not (cell.isdecimal() and len(cell) < 7):
            if column == "until" and not cell:
                yield change("until", "until", int(row.day) if row.day.isdecimal() else scenario.injects[index].first)
            else:
                word = "an hour" if scenario.hours else "a day"
                says = f"'{cell[:20]}' is not {word}; write a whole number"
                yield CellChange(listed, before.id, column, refused=says)
        elif column in ("day", "until"):
            key = scenario.names.tick if column == "day" else column
            yield change(column, key, int(cell))
        elif column == "date" and "day" not in columns:
            yield _date(scenario, change("date", scenario.names.tick, 0), cell)
    moved = row.day if "day" in columns and not clash["day"] else ""
    written = read.root.find((*path, "until")) if read.root else None
    held = read.root.find(path) if read.root else None
    if moved.isdecimal() and "until" not in columns and held and written is held.get("until") and not before.until:
        yield change("until", "until", int(moved))  # it came up on that one day, and still does


def _document(scenario: Scenario, read: Examined, listed: Listed, before: MselRow) -> Iterator[CellChange]:
    inject, number = before.id.split(".documents.")
    path: Path = ("injects", scenario.inject_index[inject], "documents", int(number) - 1)
    held = read.root.find(path) if read.root else None
    keys = {"means": "kind", "sender": "from", "title": "title", "text": "text"}
    for column in sorted(_changed(listed, before)):
        cell = getattr(listed.row, column)
        if column == "to":
            yield _roles(scenario, CellChange(listed, before.id, column, path, "to", "", "kind"), cell)
            continue
        change = _text(CellChange(listed, before.id, column, path, keys[column], cell, "kind"))
        named = held.get("file") if held else None
        if column == "text" and named is not None and named.text and not change.refused:
            change = CellChange(listed, before.id, column, value=cell, file=str(PurePosixPath(named.text)))
            if change.file not in read.source.files:
                change = CellChange(
                    listed, before.id, column, refused="its text is in a file that cannot be named here"
                )
        yield change


def _later(scenario: Scenario, listed: Listed, before: MselRow) -> Iterator[CellChange]:
    inject_id, option_id, _, number = before.id.split(".")
    index = scenario.inject_index[inject_id]
    option = scenario.injects[index].option(option_id)
    assert option is not None
    path: Path = ("injects", index, "options", option, "later", int(number) - 1)
    for column in sorted(_changed(listed, before)):
        cell = getattr(listed.row, column)
        if column == "text":
            yield _text(CellChange(listed, before.id, column, path, "text", cell, "after"))
        elif cell.isdecimal() and int(cell[:8]) > 0:
            yield CellChange(listed, before.id, column, path, "after", int(cell))
        else:
            yield CellChange(
                listed, before.id, column, refused=f"'{cell[:20]}' is not a number of days; 1 is the least"
            )


def _paragraph(scenario: Scenario, listed: Listed, before: MselRow) -> Iterator[CellChange]:
    """What changes in a paragraph of an inject's `also`, or of the epilogue."""
    whose, _, number = before.id.rpartition(".")
    path: Path = ("epilogue", int(number) - 1)
    if before.kind == Kinds.ALSO:
        path = ("injects", scenario.inject_index[whose.removesuffix(".also")], "also", int(number) - 1)
    keys = {"title": "about", "text": "text"}
    for column in sorted(_changed(listed, before)):
        yield _text(
            CellChange(listed, before.id, column, path, keys[column], getattr(listed.row, column), keys["text"])
        )


def _text(change: CellChange) -> CellChange:
    if isinstance(change.value, str) and len(change.value) > MAX_TEXT:
        says = f"it has {len(change.value):,} characters, and {MAX_TEXT:,} is the most"
        return CellChange(change.listed, change.id, change.column, refused=says)
    return change


def _roles(scenario: Scenario, change: CellChange, cell: str) -> CellChange:
    if cell in ("", EVERYONE, AS_INJECT):
        names: list[str] = []
    else:
        names = cell.split(SEPARATOR)
    known = [role.id for role in scenario.roles]
    stranger = next((name for name in names if name not in known), "")
    if stranger:
        says = f"no role is called '{stranger[:40]}'. {did_you_mean(stranger, known)}".strip()
        return CellChange(change.listed, change.id, change.column, refused=says)
    return CellChange(change.listed, change.id, change.column, change.path, "to", names, change.behind)


def _date(scenario: Scenario, change: CellChange, cell: str) -> CellChange:
    """A change of the date alone moves the day."""
    says = ""
    day = day_of(cell, scenario)
    if not re.match(r"\d{4}-\d{2}-\d{2}", cell):
        says = f"'{cell[:20]}' is not a date such as 2031-03-01; the column 'Day' counts"
    elif scenario.start is None:
        says = "the clock names no start, so a date has no day"
    elif day is None:
        says = f"'{cell[:20]}' is no date that there is"
    elif day < 0:
        says = "this date is before the first day"
    if says or day is None:
        return CellChange(change.listed, change.id, change.column, refused=says)
    return CellChange(change.listed, change.id, change.column, change.path, scenario.names.tick, day)


def _apart(scenario: Scenario, row: MselRow) -> str:
    """Why the day and the date of a row cannot both be meant; empty where they can."""
    on, tick = day_of(row.date, scenario), scenario.names.tick
    if not row.day.isdecimal() or on is None or on == int(row.day[:7]):
        return ""
    return (
        f"{tick.capitalize()} says {row.day[:7]} and Date and time says {row.date[:16]}, which is {tick} {on}; "
        "mend or empty one of them"
    )


def _backward(row: MselRow) -> str:
    """Why the first and the last day of a row cannot both be meant; empty where they can."""
    if row.day.isdecimal() and row.until.isdecimal() and int(row.until[:7]) < int(row.day[:7]):
        return f"Until day says {row.until[:7]}, which is before the {row.day[:7]} of Day; mend one of them"
    return ""


def amiss(scenario: Scenario, row: MselRow) -> str:
    """Why a row cannot become an inject, or a document of one; empty where it can."""
    roles = {role.id for role in scenario.roles}
    strangers = [name for name in row.to.split(SEPARATOR) if name not in (*roles, "", EVERYONE, AS_INJECT)]
    says = f"no role is called '{strangers[0][:40]}'" if strangers else ""
    if len(row.title) > MAX_LINE or len(row.sender) > MAX_LINE:
        says = f"its title or sender has more than {MAX_LINE} characters"
    elif max(map(len, (row.text, row.expected, row.notes))) > MAX_TEXT:
        says = f"a text of it has more than {MAX_TEXT:,} characters"
    if row.kind == Kinds.DOCUMENT:
        known = row.means in DOCUMENT_KINDS
        return says or ("" if known else f"'{row.means[:40]}' is no kind of document: {', '.join(DOCUMENT_KINDS)}")
    if not (row.title or row.text):
        return "it has neither a title nor a text"
    if not row.day and row.kind != Kinds.TRAY:
        return "it names no day"
    for cell in (row.day, row.until):
        if cell and not (cell.isdecimal() and len(cell) < 7 and int(cell) <= MAX_DAYS):
            word = "an hour" if scenario.hours else "a day"
            return f"'{cell[:20]}' is not {word}; write a whole number up to {MAX_DAYS:,}"
    return says or _apart(scenario, row) or _backward(row)
