"""Carrying a run or a class from one machine to another, and erasing somebody from it: what the commands do.

What record, report and analysis hand over is packed into one file (`game.record.parcel`); read back it is the same
debrief to the byte, where the program is the same. A syndicate's or a seat's copy has the whole log in it and others'
words, choices and answers left out; what it may show of them is in it ready made (`game.report.copies`).
"""

from __future__ import annotations

import contextlib
import os
import shlex
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from game.called import program
from game.doctor.installed import version
from game.exercise.classroom.class_store import Classes, parted, seated, usual
from game.exercise.classroom.classroom import CLASS, FACILITATOR, ClassRecord
from game.exercise.classroom.roster import fold_class
from game.exercise.clock import now
from game.exercise.errors import Refused
from game.exercise.run.run_store import ONLY, Library, home, kept_pictures, mend_home, sound
from game.record import backup, erasures, parcel, private
from game.record.events import Event, Fact, How, Kind, new_id
from game.record.log import RecordError
from game.record.parcel import MOST, Parcel, WasChanged
from game.record.provenance import NAME, OUTLOOK, PINNED, WHOLE, provenance
from game.record.run import Run, fold
from game.record.sealing import Halves, seals, word_seals
from game.record.sqlite import erase_in_log, read_log, write_log
from game.record.store import SUFFIX, FolderStore, store_at
from game.report import copies
from game.scenario.files import MAIN
from game.scenario.findings import ScenarioError
from game.scenario.load import load_files
from game.scenario.pictures import read_stub
from game.scenario.scenario import Scenario
from game.scenario.shipped import is_scenario
from game.scenario.text import clean_line
from game.words import lazy

MANY = 1_000
"""Names beside each other that are tried for a log that is brought here."""


@dataclass(frozen=True, slots=True)
class CarriedPlace:
    """Where a run or a class lies, and which part of it is meant."""

    path: Path
    name: str
    of_class: bool
    syndicate: str = ""
    seat: str = ""


def place(target: str, store: str = "") -> CarriedPlace:
    """Return where what is named lies: a run, a class, ``CLASS.2``, ``CLASS.2/s5`` or ``CLASS/s5``.

    Raises:
        Refused, RecordError: where there is none of this name.
    """
    whole, syndicate, seat = parted(target)
    classes = store_at(store, usual())
    if not isinstance(classes, FolderStore):
        raise RecordError("only classes in files can be carried so; a server's own tools do it there.")
    if Classes(classes).has(whole):
        return CarriedPlace(classes.path(whole), whole, True, syndicate, seat)
    library = Library()
    if not library.has(target):
        if target in copies.names():
            says = lazy(
                "'{name}' is a copy that was brought here: the file that it came in is the export.", name=target
            )
            raise Refused(says)
        if is_scenario(target):
            raise RecordError(
                f"'{clean_line(target, 60)}' is a scenario, and this carries runs and classes. To give it to somebody,"
                f" pack its folder as a .zip; they unpack it and write: {program()} play"
                f" path/to/{clean_line(Path(target).name, 60)}"
            )
        known = [*Classes(classes).store.names(), *(each.id for each in library.entries())]
        raise RecordError(f"there is no run and no class '{target[:60]}'. {_cure(target, known)}")
    return CarriedPlace(library.path(target), target, False)


def _cure(name: str, known: Sequence[str]) -> str:
    from game.scenario.findings import did_you_mean

    return did_you_mean(name, list(known)) or f"{program()} runs lists them."


# --- out


def export(target: str, out: Path, store: str = "") -> str:
    """Write a run, a class, or the copy of a syndicate or a seat into one new file; return what to say.

    Raises:
        Refused, RecordError: where there is none, it cannot be read, or the file cannot be written.
    """
    made = packed(target, store)
    blob = parcel.packed(made)
    if len(blob) > MOST:
        raise RecordError(f"'{target}' is larger than the {MOST // 1024 // 1024} MB that such a file may have.")
    if out.exists() or out.is_symlink():
        raise RecordError(f"'{out}' is there already: give the file a new name.")
    half = out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        with open(half, "xb", opener=private.opener) as file:
            file.write(blob)
            file.flush()
            os.fsync(file.fileno())
        half.replace(out)
    except OSError as problem:
        raise RecordError(f"'{out}' cannot be written: {problem.strerror or problem}.") from None
    finally:
        with contextlib.suppress(OSError):
            half.unlink(missing_ok=True)
    what = f"seat {made.seat}'s copy" if made.seat else f"syndicate {made.syndicate}'s copy" if made.syndicate else ""
    return f"Written: {out}{f', {what}' if what else ''}, {made.said}. Log {made.pin}."


def packed(target: str, store: str = "") -> Parcel:
    """Return what an export of this name holds.

    Raises:
        Refused, RecordError: as `export`.
    """
    where = place(target, store)
    log = read_log(where.path)
    try:
        with sound(f"'{where.name}'"):
            halves, came = log.halves(), provenance(log)
            started = next(str(event.data["sha256"]) for event in halves.events if "sha256" in event.data)
            files = log.kept(started)
    finally:
        log.close()
    shown = [stub.sha256 for text in files.values() if (stub := read_stub(text))]
    pictures = {sha256: data for sha256 in shown if (data := kept_pictures().read(sha256))}
    whole = Parcel(
        "run", where.name, started, files, halves, version(), pinned=bool(came.pin), pictures=pictures
    )  # fmt: skip
    if not where.of_class:
        run = Library().read(where.name)
        return replace(whole, name=run.called or where.name, outlook={ONLY: _looked(run)})
    record = Classes(store_at(store, usual())).read(where.name)
    whole = replace(whole, kind="class", name=record.name)
    if where.seat or where.syndicate:
        return _copy(record, where, whole)
    outlook = {id: _looked(run) for id, run in record.runs.items()} | {WHOLE: _looked_at(record)}
    return replace(whole, outlook=outlook, halves=parcel.without(halves, halves.secrets.keys() - _recalled(halves)))


def _recalled(halves: Halves) -> set[str]:
    """The seals of what seats said from memory: they carry it away in their own copies, and nobody else does."""
    return {each for event in halves.events if event.kind is Kind.RECALLED for each in seals(event.data)}


def _looked(run: Run) -> dict[str, Any]:
    """What an analysis said of a run, with how much of it there was."""
    from game.report.open import opened
    from game.report.outlook import outlook_json

    return {"happenings": len(run.happenings), "said": outlook_json(opened(run))}


def _looked_at(record: ClassRecord) -> dict[str, Any]:
    from game.report.class_front import LETTERS
    from game.report.class_open import class_open_json

    lettered = [(LETTERS[number], run) for number, run in enumerate(record.runs.values())]
    return {"happenings": 0, "said": class_open_json(lettered, record.looked)}


def _copy(record: ClassRecord, where: CarriedPlace, whole: Parcel) -> Parcel:
    """A syndicate's copy, or a seat's, of a class."""
    if where.seat:
        syndicate = seated(record, where.seat, where.syndicate)
    elif where.syndicate in record.runs:
        syndicate = where.syndicate
    else:
        known = ", ".join(record.runs)
        raise Refused(
            lazy(
                "class '{whole}' has no syndicate '{syndicate}'; it has {known}.",
                whole=record.name,
                syndicate=where.syndicate[:20],
                known=known,
            )
        )
    keep = set(_own(whole.halves, where.seat) if where.seat else _shared(record, syndicate, whole.halves))
    return replace(
        whole,
        kind="seat" if where.seat else "syndicate",
        syndicate=syndicate,
        seat=where.seat,
        halves=parcel.without(whole.halves, keep),
        figures=copies.figures(record, syndicate, where.seat),
    )


def _own(halves: Halves, seat: str) -> Iterator[str]:
    """The seals of what is a seat's own: its name, what it wrote, chose and answered."""
    for event in halves.events:
        if event.by == seat and event.data.get("seat", seat) == seat:
            yield from seals(event.data)


def _shared(record: ClassRecord, syndicate: str, halves: Halves) -> Iterator[str]:
    """The seals of words that a syndicate's copy may show: of those who agreed, of whoever decided, and the desk's."""
    roster = record.roster
    named = {seat for seat, each in roster.members.items() if each.named and each.syndicate == syndicate}
    led = {(each.inject, each.by) for each in record.runs[syndicate].decisions if each.how is How.LEADER}
    for event in halves.events:
        words = set(word_seals(event))
        if event.kind is Kind.SEAT_JOINED:
            yield from words if event.data["seat"] in named else ()
        elif event.kind is Kind.CHOICE_MADE and event.run == syndicate:
            spoken = event.by in named or (event.data["inject"], event.by) in led
            reason = event.data.get("reason")
            yield from seals(reason) if spoken else ()
        elif event.kind in (Kind.ANSWER_WRITTEN, Kind.DECISION_TAKEN) and event.run == syndicate:
            yield from words
        elif event.by == FACILITATOR and (event.run == syndicate or event.run == CLASS) and "seat" not in event.data:
            to = (event.data.get("to", "all"), event.data.get("syndicate", syndicate))
            yield from words if to in (("all", syndicate), (f"syndicate {syndicate}", syndicate)) else ()


# --- in


def read(file: Path) -> tuple[Parcel, bytes]:
    """Return what a file holds, and its bytes.

    Raises:
        WasChanged: where it is not as it was written.
        RecordError: where it cannot be read, or is no such file.
    """
    try:
        if backup.is_backup(file):  # it may be larger than any run
            cure = f"an empty data folder takes it in: {program()} restore {shlex.quote(str(file))}"
            raise RecordError(f"it is a backup of runs and classes; {cure}")
        if file.stat().st_size > MOST:
            raise RecordError(f"it is larger than {MOST // 1024 // 1024} MB, which no run is.")
        if _holds_scenario(file):
            raise RecordError(
                f"it holds a scenario, and no run. Unpack it, and write: {program()} play path/to/its/folder"
            )
        blob = file.read_bytes()
        return parcel.opened(blob), blob
    except WasChanged as problem:
        raise WasChanged(f"'{clean_line(file.name, 80)}': {problem}") from None
    except RecordError as problem:
        raise RecordError(f"'{clean_line(file.name, 80)}': {clean_line(str(problem), 300)}") from None
    except OSError as problem:
        raise RecordError(f"'{file}' cannot be read: {(problem.strerror or 'no reason given').lower()}.") from None


def _holds_scenario(file: Path) -> bool:
    """Whether this is a packed folder with a scenario in it; False for all that cannot be read."""
    try:
        with zipfile.ZipFile(file) as packed:
            names = packed.namelist()[:MANY]
    except Exception:  # a broken archive fails in as many ways as there are parts in it
        return False
    return parcel.MANIFEST not in names and any(Path(each).name == MAIN for each in names)


def verify(file: Path) -> str:
    """Return that a file is whole, with what was taken out of it; of a backup, with what is in it.

    Raises:
        WasChanged, RecordError: as `read`.
    """
    if backup.is_backup(file):
        kept, _ = backup.looked_through(file)
        return f"{clean_line(file.name, 80)}: whole: a backup of {kept.said}."
    made, _ = read(file)
    what = copies.called(made) if made.syndicate else made.name
    return f"{what}: {made.said}. Log {made.pin}, written by Whitecell {clean_line(made.version, 20)}."


def bring(file: Path, store: str = "") -> str:
    """Bring what a file holds onto the shelf; return what to say.

    Raises:
        WasChanged, RecordError: where it is no whole file, does not fit together, or another state of it is here.
    """
    made, blob = read(file)
    here = version()
    by = "" if made.version == here else f" It was written by Whitecell {clean_line(made.version, 20)}, this is {here}."
    named = f"'{clean_line(file.name, 80)}'"
    if made.syndicate:
        copies.shown(made)
        kept_pictures().keep(made.pictures)
        name = copies.called(made)
        if not copies.keep(made, blob):
            return f"Already here: {name}."
        return f"Brought: {name}, {made.said}.{by} {program()} debrief {name}"
    with sound(named):
        _fits(made)
    folder = Library().folder
    if made.kind == "class":
        classes = store_at(store, usual())
        if not isinstance(classes, FolderStore):
            raise RecordError("a class can be brought into a folder alone; a server's own tools do it there.")
        folder = classes.folder
    there = _there(folder, made, named)
    if there:
        return f"Already here: {there}."
    kept, again = erasures.taken_out(made.halves, erasures.read(home()), made.pinned)
    made = replace(made, halves=kept)
    by += f" Left out: {again} names and texts that were erased here." if again else ""
    name = _free(folder, made.name)
    with contextlib.suppress(OSError):  # writing says it in a sentence
        mend_home(home())
    try:
        private.folder(folder)
        kept_pictures().keep(made.pictures)
        half = folder / f".{name}.{os.getpid()}.part"
        carried = {
            NAME: made.name,
            PINNED: "yes" if made.pinned else "no",
            OUTLOOK: parcel.in_order(made.outlook).decode(),
        }
        write_log(half, made.halves, {made.sha256: made.files}, carried)
        half.replace(folder / f"{name}{SUFFIX}")
    except OSError as problem:
        raise RecordError(f"{named} cannot be kept: {problem.strerror or problem}.") from None
    return f"Brought: {name}, {made.said}.{by} {program()} debrief {name}"


def _fits(made: Parcel) -> None:
    """See that events make a run, or a class (RecordError where they do not)."""
    try:
        scenario: Scenario = load_files(made.files)
    except ScenarioError as problem:
        raise RecordError(f"the scenario in it cannot be read: {clean_line(str(problem), 200)}") from None
    by_run: dict[str, list[Event]] = {}
    for event in made.events:
        by_run.setdefault(event.run, []).append(event)
    wanted = {ONLY}
    if made.kind == "class":
        wanted = {each.id for each in fold_class(by_run.pop(CLASS, ())).syndicates}
    if set(by_run) != wanted:
        raise RecordError("it holds other runs than it says.")
    for events in by_run.values():
        if events[0].data.get("sha256") != made.sha256:
            raise RecordError("its log was begun with another scenario.")
        fold(events, scenario)


def _there(folder: Path, made: Parcel, named: str) -> str:
    """The name under which this very log is here; nothing where it is not.

    Raises:
        WasChanged: where another state of it is.
    """
    for name in _names(made.name):
        path = folder / f"{name}{SUFFIX}"
        if not path.exists():
            return ""
        try:
            log = read_log(path)
            try:
                mine = log.halves()
            finally:
                log.close()
        except RecordError:
            continue  # a damaged one of this name is not this one
        if not mine.events or mine.events[0].id != made.halves.events[0].id:
            continue
        if problem := _other(mine, made.halves, log.apart):
            raise WasChanged(f"{named} is not the '{name}' that is here: {problem}")
        return name
    return ""


def _other(mine: Halves, theirs: Halves, apart: bool) -> str:
    """Where two states of a log part; nothing where they do not."""
    for number, (one, two) in enumerate(zip(mine.events, theirs.events, strict=False), 1):
        # Seals of a log in which nothing is kept apart are made anew at each reading: then the facts alone tell.
        same = one == two if apart else (one.id, one.kind, one.at, one.by) == (two.id, two.kind, two.at, two.by)
        if not same:
            return f"event {number} is another."
    here, there = len(mine.events), len(theirs.events)
    return "" if here == there else f"here are {here} events, in the file {there}; keep one, and take the other away."


def _names(name: str) -> Iterator[str]:
    yield name
    yield from (f"{name}-{number}" for number in range(2, MANY))


def _free(folder: Path, name: str) -> str:
    for each in _names(name):
        if not (folder / f"{each}{SUFFIX}").exists():
            return each
    raise RecordError(f"there are a thousand runs named '{name}' already: take some away first.")


# --- erasing


def erase(target: str, seat: str = "", name: str = "", store: str = "", names: bool = False) -> str:
    """Take a seat's name and words out of a run or a class, or everything that holds a name; return what to say.

    With ``names`` that of everybody.

    What was chosen, voted, answered and forecast stays, as that of a seat without a name.

    Raises:
        Refused, RecordError: where there is none, it is open, or nothing of it is there.
    """
    where = place(target, store)
    if where.syndicate or where.seat:
        raise Refused(lazy("name the whole class: {name}, and the seat with --seat.", name=where.name))
    taken: set[str] = set()
    at = now().isoformat(timespec="milliseconds")

    def erased(halves: Halves) -> tuple[Halves, list[tuple[str, Fact]]]:
        if seat and not any(_is_seat(event, seat) for event in halves.events):
            raise Refused(lazy("'{name}' has no seat '{seat}'.", name=where.name, seat=seat[:20]))
        wanted = parcel.names_in(halves) if names else {name}
        gone, _ = parcel.erasable(halves, seat, wanted)
        if not gone:
            if seat:
                raise Refused(lazy("nothing of seat {seat} is in '{name}' any more.", seat=seat, name=where.name))
            if names:
                raise Refused(lazy("nobody's name is in '{name}' any more.", name=where.name))
            raise Refused(lazy("nothing of that name is in '{name}' any more.", name=where.name))
        taken.update(gone)
        # Noted before it is done: nothing that is brought back from before can hold it then.
        erasures.note(home(), [erasures.erasure(halves, gone, seat, at)])
        told = Fact(new_id(), Kind.ERASED, "", {"what": seat, "count": len(gone)})
        run = CLASS if where.of_class else ONLY
        return parcel.without(halves, set(halves.secrets) - gone), [(run, told)]

    with sound(f"'{where.name}'"):
        halves = erase_in_log(where.path, erased, at)
    kept = [each for each in copies.names() if parted(each)[0] == where.name]
    more = f" Copies of it here: {', '.join(kept)}; delete them: {program()} runs --forget {kept[0]}." if kept else ""
    left = Parcel("class" if where.of_class else "run", where.name, "", {}, halves).said
    count = f"{len(taken)} name{'' if len(taken) == 1 else 's'} or text{'' if len(taken) == 1 else 's'}"
    return (
        f"Erased: {count}; {where.name} is {left}. Backups, exported files and pages that were written before still "
        f"hold them: delete those.{more}"
    )


def _is_seat(event: Event, seat: str) -> bool:
    if event.kind is Kind.RUN_STARTED:
        return seat in event.data.get("seats", {})
    return event.kind is Kind.SEAT_JOINED and event.data.get("seat") == seat
