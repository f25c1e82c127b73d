"""A scenario as a master scenario events list: a row for each inject, document and delayed effect, in order of time.

So has each paragraph that follows an inject where its condition holds, and last each of the epilogue.

Columns are those of the field, with two more (`Kind` and `ID`) by which a list that comes back finds its place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace

from game.scenario.scenario import Condition, Document, Inject, Scenario

SEPARATOR = "; "
EVERYONE = "everyone"
AS_INJECT = "as the inject"
CONTROL = "control"
READ_OUT = "facilitator"
CAME_BACK = "consequence"


@dataclass(frozen=True, slots=True)
class MselRow:
    """One row of the list; every cell is text, empty where the row has no such thing."""

    number: str = ""
    """Counted anew at each export; what it says on the way back is of no account."""
    day: str = ""
    date: str = ""
    means: str = ""
    sender: str = ""
    to: str = ""
    title: str = ""
    text: str = ""
    expected: str = ""
    objectives: str = ""
    notes: str = ""
    until: str = ""
    """Last day on which an inject can come up; empty where that is its day."""
    after: str = ""
    """For a delayed effect: days after the decision; its day is the first on which it can land."""
    kind: str = ""
    id: str = ""


HEADINGS: dict[str, str] = {
    "number": "No.",
    "day": "Day",
    "date": "Date and time",
    "means": "Means",
    "sender": "From",
    "to": "To",
    "title": "Title",
    "text": "Inject",
    "expected": "Expected action",
    "objectives": "Objectives",
    "notes": "Notes",
    "until": "Until day",
    "after": "Days after",
    "kind": "Kind",
    "id": "ID",
}
"""Column by column what stands at its head, in order."""

COLUMNS = tuple(field.name for field in fields(MselRow))


class Kinds:
    """What a row can be of."""

    DECISION = "decision"
    INFORMATION = "information"
    TRAY = "tray"
    DOCUMENT = "document"
    ALSO = "also read"
    LATER = "delayed effect"
    EPILOGUE = "epilogue"


INJECTS = (Kinds.DECISION, Kinds.INFORMATION, Kinds.TRAY)

OWN: dict[str, frozenset[str]] = {
    **dict.fromkeys(
        INJECTS, frozenset(("day", "date", "to", "title", "text", "expected", "notes", "until")),
    ),
    Kinds.DOCUMENT: frozenset(("means", "sender", "to", "title", "text")),
    Kinds.ALSO: frozenset(("text",)),
    Kinds.LATER: frozenset(("text", "after")),
    Kinds.EPILOGUE: frozenset(("title", "text")),
}  # fmt: skip
"""For each kind of row the columns that say something of it, and that an import can therefore change."""


def msel(scenario: Scenario) -> list[MselRow]:
    """Return the list of a scenario, in the order of time and, within a day, of the file."""
    timed: list[tuple[int, int, list[MselRow]]] = []
    for index, inject in enumerate(scenario.injects):
        timed.append(
            (inject.first, index, [_inject(scenario, inject), *_also(scenario, inject), *_documents(scenario, inject)])
        )
        for day, row in _later(scenario, inject):
            timed.append((day, len(scenario.injects) + index, [row]))
    # After everything else: a delayed effect may be due on a day that the clock does not reach.
    last = max((day for day, _, _ in timed), default=0), 2 * len(scenario.injects)
    timed += [(*last, [row]) for row in _epilogue(scenario)]
    rows: list[MselRow] = []
    for number, (_, _, held) in enumerate(sorted(timed, key=lambda each: each[:2]), 1):
        rows.append(replace(held[0], number=str(number)))
        rows += [replace(row, number=f"{number}.{part}") for part, row in enumerate(held[1:], 1)]
    return rows


def _inject(scenario: Scenario, inject: Inject) -> MselRow:
    lessons = dict.fromkeys(each.lesson for option in inject.options for each in option.evidence)
    return MselRow(
        day=str(inject.first),
        date=_date(scenario, inject.first),
        means=READ_OUT,
        sender=CONTROL,
        to=SEPARATOR.join(inject.to) or EVERYONE,
        title=inject.title,
        text=inject.situation,
        expected=inject.expected,
        objectives=SEPARATOR.join(lessons),
        notes=inject.notes,
        until="" if inject.last == inject.first else str(inject.last),
        kind=Kinds.TRAY if inject.manual else Kinds.DECISION if inject.options else Kinds.INFORMATION,
        id=inject.id,
    )


def _documents(scenario: Scenario, inject: Inject) -> Iterator[MselRow]:
    for number, document in enumerate(inject.documents, 1):
        yield MselRow(
            day=str(inject.first),
            date=_date(scenario, inject.first),
            means=document.kind,
            sender=document.sender,
            to=_addressed(document, inject),
            title=document.title,
            text=document.text,
            kind=Kinds.DOCUMENT,
            id=f"{inject.id}.documents.{number}",
        )


def _read_out(scenario: Scenario, tick: int, **cells: str) -> MselRow:
    """What exercise control reads out on a day or at an hour."""
    return MselRow(day=str(tick), date=_date(scenario, tick), means=READ_OUT, sender=CONTROL, **cells)


def _also(scenario: Scenario, inject: Inject) -> Iterator[MselRow]:
    for number, paragraph in enumerate(inject.also, 1):
        yield _read_out(
            scenario,
            inject.first,
            to=AS_INJECT,
            title=inject.title,
            text=paragraph.text,
            notes=_only_if(paragraph.when),
            kind=Kinds.ALSO,
            id=f"{inject.id}.also.{number}",
        )


def _epilogue(scenario: Scenario) -> Iterator[MselRow]:
    """Of each subject the first that holds is told, so that who reads the list has to know which stood before."""
    before: set[str] = set()
    for number, paragraph in enumerate(scenario.epilogue, 1):
        notes = _only_if(paragraph.when)
        if paragraph.about in before:
            notes = f"{notes}, and " if notes else "only if "
            notes += f"nothing before it on '{paragraph.about}' holds"
        before.add(paragraph.about)
        yield _read_out(
            scenario,
            scenario.days,
            to=EVERYONE,
            title=paragraph.about,
            text=paragraph.text,
            notes=notes,
            kind=Kinds.EPILOGUE,
            id=f"epilogue.{number}",
        )


def _only_if(when: Condition | None) -> str:
    return f"only if {when.text}" if when else ""


def _addressed(document: Document, inject: Inject) -> str:
    return SEPARATOR.join(document.to) or AS_INJECT


def _later(scenario: Scenario, inject: Inject) -> Iterator[tuple[int, MselRow]]:
    for option in inject.options:
        for number, later in enumerate(option.later, 1):
            day = inject.first + later.after
            yield (
                day,
                MselRow(
                    day=str(day),
                    date=_date(scenario, day),
                    means=CAME_BACK,
                    sender=CONTROL,
                    to=EVERYONE,
                    title=f"{inject.title}: {option.label}",
                    text=later.change.text,
                    notes=_only_if(later.when),
                    after=str(later.after),
                    kind=Kinds.LATER,
                    id=f"{inject.id}.{option.id}.later.{number}",
                ),
            )


def _date(scenario: Scenario, day: int) -> str:
    try:
        if scenario.hours:
            at = scenario.time(day)
            return f"{at:%Y-%m-%d %H:%M}" if at else ""
        on = scenario.date(day)
    except OverflowError:  # a delayed effect long after the clock, in a year that no calendar has
        return ""
    return on.isoformat() if on else ""


HOURLY = {"day": "Hour", "until": "Until hour", "after": "Hours after"}
"""What stands at the head of a column in place of days, where the clock counts hours."""


def table(rows: Sequence[MselRow], hours: bool = False) -> list[list[str]]:
    """Return the list with its headings, as a table of cells."""
    heads = HEADINGS | HOURLY if hours else HEADINGS
    return [list(heads.values()), *([getattr(row, column) for column in COLUMNS] for row in rows)]
