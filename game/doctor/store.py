"""The data folder: whether a decision can be kept there, and whether what was kept can be read."""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from game.doctor.finding import ERROR, NOTE, OK, WARNING, MachineFinding
from game.errors import Said
from game.exercise.run.run_store import ONLY, SUFFIX, Library, home
from game.record.events import Fact, Kind
from game.record.log import RecordError
from game.record.sqlite import open_log, read_log

LITTLE, TOO_LITTLE = 200, 10  # MB free
SLOW = 0.2  # seconds until one decision is on the disk
NAMED = 5  # unreadable runs that are named; more are counted
BORN = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
"""No clock that is right shows an earlier time."""


def store() -> Iterator[MachineFinding]:
    """Whether a decision can be written for good, how fast, and how much room there is."""
    folder = home()
    new = not folder.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="doctor-", dir=folder) as trial:
            taken = write_and_read(Path(trial) / f"trial{SUFFIX}")
        free = shutil.disk_usage(folder).free // 1_000_000
    except (OSError, Said) as problem:
        cure = "Free it for writing, or name another folder in WHITECELL_HOME."
        yield MachineFinding(ERROR, "Data folder", f"{folder} cannot be written ({problem}).", cure)
        return
    finally:
        if new and folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
    yield MachineFinding(OK, "Data folder", f"{folder} can be written.")
    says = f"a decision is on the disk after {taken * 1000:.1f} ms, and was read back."
    cure = "If this is a network drive, name a local folder in WHITECELL_HOME." if taken > SLOW else ""
    yield MachineFinding(WARNING if taken > SLOW else OK, "Log", says, cure)
    level = ERROR if free < TOO_LITTLE else WARNING if free < LITTLE else OK
    yield MachineFinding(level, "Disk", f"{free:,} MB free.", "" if level == OK else "Make room.")


def write_and_read(path: Path) -> float:
    """Write a log, read it back, and return what one decision took at the median, in seconds.

    Raises:
        RecordError: where it cannot be written, or what is read is not what was written.
    """
    log = open_log(path)
    ids = [f"trial-{number}" for number in range(5)]
    times = []
    try:
        for number, id in enumerate(ids):
            before = time.perf_counter()
            log.append(ONLY, number, [Fact(id, Kind.NOTE_ADDED, "doctor", {"text": "é"})], BORN.isoformat())
            times.append(time.perf_counter() - before)
    finally:
        log.close()
    again = read_log(path)
    try:
        if [event.id for event in again.events(ONLY)] != ids:
            raise RecordError("what was read is not what was written")
    finally:
        again.close()
    return sorted(times)[len(times) // 2]


def runs() -> Iterator[MachineFinding]:
    """The runs that were played here: whether each can be read."""
    library = Library()
    folder, entries = library.folder, library.entries()
    broken = [
        f"{entry.id}{SUFFIX} ({problem})"
        for entry in entries
        if (problem := entry.problem.rstrip(".") or _unreadable(library, entry.id))
    ]
    if broken:
        more = f" and {len(broken) - NAMED} more" if len(broken) > NAMED else ""
        says = f"{len(broken)} of {len(entries)} cannot be read: {', '.join(broken[:NAMED])}{more}."
        yield MachineFinding(
            WARNING, "Runs", says, f"All others can be played; a copy may be elsewhere. They lie in {folder}"
        )
    else:
        yield MachineFinding(OK, "Runs", f"{len(entries)} played here, all of them can be read.")


def classes() -> Iterator[MachineFinding]:
    """The classes that were hosted here: said only where one of them cannot be read."""
    from game.exercise.classroom.class_store import Classes, usual

    broken = [f"{entry.id}{SUFFIX} ({entry.problem.rstrip('.')})" for entry in Classes().entries() if entry.problem]
    if broken:
        more = f" and {len(broken) - NAMED} more" if len(broken) > NAMED else ""
        says = f"{len(broken)} cannot be read: {', '.join(broken[:NAMED])}{more}."
        yield MachineFinding(
            WARNING, "Classes", says, f"All others can be hosted; a copy may be elsewhere. They lie in {usual()}"
        )


def _unreadable(library: Library, id: str) -> str:
    """Why a run that can be listed cannot be opened; nothing where it can."""
    try:
        library.read(id)
    except Said as problem:
        return str(problem).rstrip(".")
    return ""


def clock() -> Iterator[MachineFinding]:
    """The clock: it orders runs in lists and stands in reports; no rule of play reads it."""
    now = dt.datetime.now(dt.UTC)
    says = f"it is {now.astimezone():%Y-%m-%d %H:%M %Z}."
    cure = "Set it; play does not depend on it, but lists and reports show it."
    times = [entry.last for entry in Library().entries()]
    newest = max((dt.datetime.fromisoformat(at) for at in times if at), default=BORN)
    if now < BORN:
        yield MachineFinding(WARNING, "Clock", f"{says} That is before this program was written.", cure)
    elif newest > now + dt.timedelta(minutes=5):
        yield MachineFinding(
            NOTE, "Clock", f"{says} The run played last is from {newest:%Y-%m-%d %H:%M}, which is later.", cure
        )
    else:
        yield MachineFinding(OK, "Clock", says)
