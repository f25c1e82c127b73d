"""The classes of a term, by name from the folder of classes or from files that were exported."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from game import carrying
from game.exercise.classroom.class_store import Classes, usual
from game.exercise.classroom.classroom import ClassRecord
from game.exercise.classroom.roster import fold_class
from game.exercise.run.run_store import sound
from game.record.events import Event
from game.record.parcel import SUFFIX
from game.record.run import fold
from game.record.store import store_at
from game.report.course import CourseError
from game.scenario.load import load_files
from game.scenario.text import clean_line

CLASS = "class"


def records(names: Sequence[str], store: str = "") -> list[ClassRecord]:
    """Return the classes of a term.

    Raises:
        CourseError: where a file holds no whole class.
        RecordError: where one is not there, or cannot be read.
    """
    classes = Classes(store_at(store, usual()))
    return [_exported(Path(name)) if name.endswith(SUFFIX) else classes.read(name) for name in names]


def _exported(file: Path) -> ClassRecord:
    made, _ = carrying.read(file)
    shown = clean_line(file.name, 80)
    if made.kind != CLASS:
        raise CourseError(f"'{shown}' holds no whole class; make it with: export CLASS --out F.wcx")
    with sound(f"'{shown}'"):
        by_run: dict[str, list[Event]] = {}
        for event in made.events:
            by_run.setdefault(event.run, []).append(event)
        events = tuple(by_run.pop(CLASS, ()))
        scenario, roster = load_files(made.files), fold_class(events)
        told = {each.id: tuple(by_run[each.id]) for each in roster.syndicates}
        runs = {id: fold(each, scenario) for id, each in told.items()}
        return ClassRecord(made.name, scenario, roster, events, runs, told)
