"""Copies of a class that somebody took home: one syndicate's, or one seat's, kept as the files that they came in.

What others may be told of in a copy stands ready made in it; so it is the same form to the byte, and nothing else of
anybody's is on the machine.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from game.exercise.classroom.classroom import ClassRecord
from game.exercise.run.run_store import home
from game.record import parcel, private
from game.record.log import RecordError
from game.record.parcel import MOST, SUFFIX, Parcel
from game.report.group import GroupDebrief, group_debrief, seat_debrief
from game.report.wire import group_from, group_json
from game.scenario.findings import ScenarioError
from game.scenario.load import load_files
from game.scenario.scenario import Scenario

FOLDER = "copies"


@dataclass(frozen=True, slots=True)
class BroughtCopy:
    """A copy as it is shown."""

    parcel: Parcel
    group: GroupDebrief
    seed: int
    over: bool
    finished: bool
    scenario: Scenario


def figures(record: ClassRecord, syndicate: str, seat: str = "") -> dict[str, Any]:
    """Return what a copy may show, ready made.

    Raises:
        Refused: where it is a seat's, and the exercise is not over or there is no such seat.
    """
    group = seat_debrief(record, seat) if seat else group_debrief(record, syndicate)
    return {
        "group": group_json(group),
        "seed": record.roster.seed,
        "over": record.roster.over,
        "finished": record.roster.over or record.runs[syndicate].state.over,
    }


def called(made: Parcel) -> str:
    """Return the name of a copy: that of its class, with the syndicate and the seat behind it."""
    return f"{made.name}.{made.syndicate}" + (f"/{made.seat}" if made.seat else "")


def names() -> list[str]:
    """Return the names of all copies here."""
    try:
        found = [each.name.removesuffix(SUFFIX) for each in (home() / FOLDER).iterdir() if each.name.endswith(SUFFIX)]
    except OSError:
        return []
    return sorted(each.replace("+", "/") for each in found)


def path(name: str) -> Path:
    """Return the file of a copy (RecordError where that is no name of one)."""
    plain = name.replace("/", "").replace(".", "").replace("_", "").replace("-", "")
    if not plain.isalnum() or name.count("/") > 1:
        raise RecordError(f"'{name[:60]}' is not the name of a copy.")
    return home() / FOLDER / f"{name.replace('/', '+')}{SUFFIX}"


def read(name: str) -> BroughtCopy:
    """Return a copy that is kept here.

    Raises:
        RecordError: where it cannot be read, or is not as it was written.
    """
    try:
        file = path(name)
        if file.stat().st_size > MOST:
            raise RecordError("it is larger than any copy.")
        return shown(parcel.opened(file.read_bytes()))
    except OSError as problem:
        raise RecordError(f"copy '{name}' cannot be read: {problem.strerror or problem}.") from None
    except RecordError as problem:
        raise RecordError(f"copy '{name}': {problem}") from None


def shown(made: Parcel) -> BroughtCopy:
    """Return what a copy shows (RecordError where it is none that this version reads)."""
    held = made.figures
    if not isinstance(held, dict) or not isinstance(held.get("seed"), int):
        raise RecordError("what it shows cannot be read.")
    try:
        scenario = load_files(made.files)
    except ScenarioError:
        raise RecordError("the scenario in it cannot be read.") from None
    group = group_from(held.get("group"))
    return BroughtCopy(made, group, held["seed"], held.get("over") is True, held.get("finished") is True, scenario)


def keep(made: Parcel, blob: bytes) -> bool:
    """Keep a copy; return whether it is new (RecordError where another one of this name is here)."""
    file = path(called(made))
    try:
        if file.exists():
            if parcel.opened(file.read_bytes()).head == made.head:
                return False
            raise RecordError(f"another copy '{called(made)}' is here; take it away first: runs --forget.")
        private.folder(file.parent)
        half = file.with_name(f".{file.name}.new")
        half.unlink(missing_ok=True)
        with open(half, "xb", opener=private.opener) as out:
            out.write(blob)
        half.replace(file)
    except OSError as problem:
        raise RecordError(f"the copy cannot be kept: {problem.strerror or problem}.") from None
    return True
