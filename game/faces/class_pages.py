"""The pages that a class takes home, as files: one for the class, one a syndicate."""

from __future__ import annotations

from pathlib import Path

from game.exercise.classroom.classroom import ClassRecord
from game.faces.report_page import class_html, group_html
from game.faces.take_home import page_name
from game.report.class_front import LETTERS
from game.report.class_open import class_open
from game.report.course import most_named
from game.report.group import group_debrief
from game.report.html.write import CannotWrite, write_page


def class_page(record: ClassRecord) -> str:
    """Return the page of the whole class: syndicates side by side, nobody named, nobody ranked."""
    groups = [group_debrief(record, each.id) for each in record.roster.syndicates]
    named = [(f"Syndicate {each.syndicate}", each.debrief) for each in groups]
    lettered = [(LETTERS[place], record.runs[each.syndicate]) for place, each in enumerate(groups)]
    open = class_open(lettered, looked=record.looked)
    remembered = most_named([(record, id, run) for id, run in record.runs.items()])
    return class_html(named, record.scenario.language, [each.measures for each in groups], open, remembered)


def write_pages(record: ClassRecord, folder: Path) -> list[Path]:
    """Write all pages into a folder, making it where it is not there; return where they lie, the class's first.

    Raises:
        CannotWrite: where the folder or a file cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise CannotWrite(f"{folder} cannot be made: {problem.strerror or problem}.") from None
    written = [write_page(folder / page_name(record.name), class_page(record))]
    return written + write_syndicates(record, folder / f"{record.name}.html")


def write_syndicates(record: ClassRecord, beside: Path) -> list[Path]:
    """Write each syndicate's page beside a file, with ``-syndicate-1`` in its name; return where they lie."""
    return [
        write_page(
            beside.with_name(f"{beside.stem}-syndicate-{each.id}{beside.suffix or '.html'}"),
            group_html(group_debrief(record, each.id), record.scenario.language),
        )
        for each in record.roster.syndicates
    ]
