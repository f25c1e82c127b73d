"""The shelf of runs in the user's data folder: begin, resume, branch, list, read.

A run played alone is an exercise of one syndicate and one seat, in a file of its own. The
home screen lists runs, so nothing that only play needs is imported before play.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from game.called import program
from game.exercise.clock import Clock, now
from game.exercise.errors import Refused, did_you_mean, it_has
from game.record import private
from game.record.events import Event, Fact, Kind, new_id
from game.record.log import RecordError
from game.record.pictures import FOLDER as PICTURES
from game.record.pictures import Pictures
from game.record.store import SUFFIX as SUFFIX
from game.record.store import names_in
from game.scenario.text import clean_line
from game.words import lazy

if TYPE_CHECKING:
    from game.exercise.run.opening import Brought
    from game.exercise.run.run_session import Table
    from game.record.run import Run
    from game.record.sqlite import SqliteLog
    from game.scenario.scenario import Scenario

ONLY = "1"
"""The one syndicate of a run played alone."""
ALONE = "solo"
"""Its one seat."""
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is taken for another when read aloud


def fresh_seed() -> int:
    """Return a seed of four digits: short enough to tell a colleague."""
    return 1000 + int.from_bytes(os.urandom(4)) % 9000


@dataclass(frozen=True, slots=True)
class Entry:
    """A run on the shelf, as a list shows it."""

    id: str
    scenario: str
    title: str
    seed: int
    started: str
    last: str
    decisions: int
    day: int
    ended: bool
    endings: tuple[str, ...]
    branched_from: str
    """The run that this one was played on from, or nothing."""
    problem: str = ""
    """Why it cannot be read, in a sentence; all else is empty then."""
    tick: str = "day"
    """What its clock counts."""
    finished: str = ""
    """When it came to its end; nothing while it has not."""
    recalled: tuple[str, ...] = ()
    """The moments at which something was said of it from memory: ``end``, or so many days after it."""


WRONG = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
"""What reading something that somebody else's hand wrote may end in."""


@contextlib.contextmanager
def sound(what: str) -> Iterator[None]:
    """Turn whatever is met in a damaged log into one sentence about ``what``.

    Raises:
        RecordError: where anything in it is not as this program writes it.
    """
    try:
        yield
    except RecordError as problem:
        raise RecordError(clean_line(str(problem), 500)) from None  # it may quote what it met
    except WRONG as problem:
        says = clean_line(f"{type(problem).__name__}: {problem}", 200)
        raise RecordError(f"{what} is damaged: its events do not fit together ({says}).") from None


def home() -> Path:
    """The folder for runs and settings: ``WHITECELL_HOME``, or the user's data folder."""
    named = os.environ.get("WHITECELL_HOME")
    if named:
        return Path(named)
    import platformdirs  # here, because it is slow to import and seldom needed

    return Path(platformdirs.user_data_dir("whitecell", appauthor=False))


def mend_home(folder: Path) -> None:
    """See that the data folder and what is kept in it are this user's alone, also where an older version made them.

    Raises:
        OSError: where it cannot be made.
    """
    private.mended(folder)
    for name in ("runs", "classes", "analysis"):
        if (folder / name).is_dir():
            private.mended(folder / name)


def kept_pictures() -> Pictures:
    """The pictures of all scenarios that were played or hosted here."""
    return Pictures(home() / PICTURES)


def _letter() -> str:
    return _LETTERS[os.urandom(1)[0] % len(_LETTERS)]


def free_name(folder: Path, scenario: str) -> str:
    """Return a name for a new log: short enough to type, new in the folder."""
    while True:
        name = f"{scenario[:40]}-{''.join(_letter() for _ in range(4))}"
        if not (folder / f"{name}{SUFFIX}").exists():
            return name


class Library:
    """All runs of a user."""

    def __init__(self, folder: Path | None = None, clock: Clock = now) -> None:
        self.folder = (folder or home()) / "runs"
        self.pictures = Pictures((folder or home()) / PICTURES)
        self.clock = clock

    def path(self, id: str) -> Path:
        """The file of a run; ids are letters, digits, ``_`` and ``-`` alone, so it lies in the folder."""
        if not id or not all(letter.isalnum() or letter in "_-" for letter in id):
            from game.record.parcel import SUFFIX as CARRIED  # here, because it brings what only carrying needs

            if Path(id).suffix in (CARRIED, ".zip"):
                raise Refused(
                    lazy(
                        "'{id}' is a file, and not the name of a run: {program} verify says what is in it.",
                        id=id[:60],
                        program=program(),
                    )
                )
            raise Refused(lazy("'{id}' is not the name of a run.", id=id[:60]))
        return self.folder / f"{id}{SUFFIX}"

    def begin(
        self,
        scenario: Scenario,
        seed: int,
        role: str | None = None,
        opened: Brought | None = None,
        colleagues: bool = False,
    ) -> Table:
        """Begin a run alone, in all roles or in one; ``opened`` is what it brings along, by default the author's.

        With ``colleagues`` simulated ones decide what that one role does not.

        Raises:
            Refused: where the scenario has no such role, or there are to be colleagues of all roles at once.
            RecordError: where the run cannot be written.
        """
        roles = self.roles(scenario, role)
        if opened is None:
            from game.exercise.run.opening import brought

            opened = brought(scenario)
        if colleagues and role is None:
            raise Refused(lazy("colleagues sit beside one seat: name yours with --seat."))
        return self._begin(scenario, seed, {ALONE: {"name": "", "roles": roles}}, opened.fact(), colleagues)

    @staticmethod
    def roles(scenario: Scenario, role: str | None) -> list[str]:
        """The roles of somebody who sits alone: all, or one (Refused where there is none of this name)."""
        roles = [each.id for each in scenario.roles]
        if role is None:
            return roles
        if role not in roles:
            cure = did_you_mean(role, roles, it_has(roles))
            raise Refused(lazy("'{scenario}' has no role '{role}'. {cure}", scenario=scenario.id, role=role, cure=cure))
        return [role]

    def _begin(
        self, scenario: Scenario, seed: int, seats: dict[str, object], more: tuple[Fact, ...], colleagues: bool
    ) -> Table:
        id = free_name(self.folder, scenario.id)
        self.pictures.keep(scenario.source.pictures)
        log = _opened(self.path(id))
        try:
            log.keep(scenario.sha256, scenario.source.files)
            data = {"scenario": scenario.id, "title": scenario.title, "sha256": scenario.sha256, "seed": seed}
            data |= {"colleagues": True} if colleagues else {}
            data |= {"hours": True} if scenario.hours else {}
            started = Fact(new_id(), Kind.RUN_STARTED, "", {**data, "seats": seats})
            log.append(ONLY, 0, [started, *more], self.clock().isoformat(timespec="seconds"))
            return _table(log, id, scenario, self.clock)
        except BaseException:
            log.close()
            raise

    def resume(self, id: str) -> Table:
        """Open a run to play on.

        Raises:
            Refused: where there is no such run.
            RecordError: where it is open elsewhere or cannot be read.
        """
        self._there(id)
        log = _opened(self.path(id))
        try:
            with sound(f"run '{id}'"):
                return _table(log, id, _scenario(log.events(ONLY), log.kept), self.clock)
        except BaseException:
            log.close()
            raise

    def read(self, id: str) -> Run:
        """Read a run, without a hold on it.

        Raises:
            Refused: where there is no such run.
            RecordError: where it cannot be read.
        """
        self._there(id)
        log = _read(self.path(id))
        try:
            events = log.events(ONLY)
            from game.record.provenance import provenance
            from game.record.run import fold

            with sound(f"run '{id}'"):
                run, came = fold(events, _scenario(events, log.kept)), provenance(log)
                return replace(run, pin=came.pin, called=came.name, looked=came.of(ONLY, run))
        finally:
            log.close()

    def events(self, id: str) -> tuple[Event, ...]:
        """Return the events of a run.

        Raises:
            Refused: where there is no such run.
            RecordError: where it cannot be read.
        """
        self._there(id)
        log = _read(self.path(id))
        try:
            return log.events(ONLY)
        finally:
            log.close()

    def branch(self, id: str, inject: str) -> Table:
        """Begin a new run that shares everything with a run up to a decision, which is open again.

        Raises:
            Refused: where the run does not exist, or never decided this inject.
            RecordError: where a file cannot be read or written.
        """
        self._there(id)
        log = _read(self.path(id))
        try:
            events = log.events(ONLY)
            scenario = _scenario(events, log.kept)
        finally:
            log.close()
        decided = [event.data["inject"] for event in events if event.kind is Kind.DECISION_TAKEN]
        if events[0].kind is not Kind.RUN_STARTED:
            raise RecordError(f"run '{id}' is damaged: it does not begin with the start of a run.")
        if inject not in decided:
            nothing, these = lazy("It decided: nothing yet."), lazy("It decided: {names}.", names=", ".join(decided))
            cure = did_you_mean(inject, decided, these if decided else nothing)
            raise Refused(lazy("run '{id}' took no decision on '{inject}'. {cure}", id=id, inject=inject, cure=cure))
        more = [Fact(new_id(), Kind.RUN_BRANCHED, "", {"run": id, "inject": inject})]
        for event in events[1:]:
            if event.kind is Kind.CHOICE_MADE and event.data.get("inject") == inject:
                break
            if event.kind in (Kind.DECISION_TAKEN, Kind.ANSWER_WRITTEN) and event.data["inject"] == inject:
                break
            if event.kind is Kind.OPENED_WITH:
                more.insert(0, Fact(new_id(), event.kind, event.by, event.data))  # before everything, as it has to be
            elif event.kind not in (Kind.RUN_BRANCHED, Kind.RUN_ENDED):
                more.append(Fact(new_id(), event.kind, event.by, event.data))
        return self._begin(
            scenario,
            int(events[0].data["seed"]),
            dict(events[0].data["seats"]),
            tuple(more),
            bool(events[0].data.get("colleagues")),
        )

    def forget(self, id: str) -> None:
        """Delete a run for good, with what was typed at it and not sent.

        Raises:
            Refused: where there is no such run.
            RecordError: where it is open, here or in another window, or cannot be deleted.
        """
        self._there(id)
        from game.record.sqlite import forget_log

        forget_log(self.path(id))

    def has(self, id: str) -> bool:
        """Whether there is a run of this name."""
        try:
            return self._is_there(id)
        except Refused:
            return False

    def _there(self, id: str) -> None:
        if not self._is_there(id):
            ids = [entry.id for entry in self.entries()]
            cure = did_you_mean(id, ids, lazy("{program} runs lists them.", program=program()))
            raise Refused(lazy("there is no run '{id}'. {cure}", id=id, cure=cure))

    def _is_there(self, id: str) -> bool:
        try:
            return self.path(id).exists()
        except PermissionError:
            return True  # the folder may not be looked into: opening it says why
        except OSError:
            return False

    def entries(self) -> list[Entry]:
        """Return all runs, the one played last first; then those that cannot be read, each with its `problem`."""
        try:
            names = names_in(self.folder)
        except RecordError as problem:
            return [_unreadable(self.folder.name, str(problem))]
        found = [_entry(self.folder, name) for name in names]
        whole = sorted(
            (each for each in found if not each.problem), key=lambda each: (each.last, each.id), reverse=True
        )
        return [*whole, *(each for each in found if each.problem)]


def _opened(path: Path) -> SqliteLog:
    from game.record.sqlite import open_log

    with contextlib.suppress(OSError):  # opening says it in a sentence
        mend_home(path.parent.parent)
    return open_log(path)


def _read(path: Path) -> SqliteLog:
    from game.record.sqlite import read_log

    return read_log(path)


def _table(log: SqliteLog, id: str, scenario: Scenario, clock: Clock) -> Table:
    from game.exercise.run.run_session import Table

    return Table(log, id, scenario, ONLY, clock)


def _scenario(events: tuple[Event, ...], kept: Callable[[str], dict[str, str]]) -> Scenario:
    """The scenario that a run was begun with, from the text kept in its log."""
    from game.scenario.findings import ScenarioError
    from game.scenario.load import load_files

    if not events:
        raise RecordError("this run is empty: it was stopped before it began.")
    if events[0].kind is not Kind.RUN_STARTED:
        raise RecordError("this log does not begin with the start of a run.")
    try:
        return load_files(kept(events[0].data["sha256"]))
    except ScenarioError as problem:
        raise RecordError(f"the scenario kept in this run cannot be read: {problem}") from None


def _unreadable(name: str, problem: str) -> Entry:
    return Entry(clean_line(name, 80), "", "", 0, "", "", 0, 0, False, (), "", problem=clean_line(problem, 500))


def _entry(folder: Path, name: str) -> Entry:
    try:
        log = _read(folder / f"{name}{SUFFIX}")
        try:
            events = log.events(ONLY)
        finally:
            log.close()
    except RecordError as problem:
        return _unreadable(name, str(problem))
    if not events:
        return _unreadable(name, "it is empty: it was stopped before it began.")
    if events[0].kind is not Kind.RUN_STARTED or events[-1].seq != len(events):
        return _unreadable(name, f"'{name}{SUFFIX}' is damaged: events of it are missing.")
    start, last = events[0], events[-1]
    decided = [event for event in events if event.kind is Kind.DECISION_TAKEN]
    end = next((event for event in events if event.kind is Kind.RUN_ENDED), None)
    branch = next((event for event in events if event.kind is Kind.RUN_BRANCHED), None)
    return Entry(
        id=name,
        scenario=clean_line(start.data["scenario"], 80),
        title=clean_line(start.data["title"]),
        seed=int(start.data["seed"]),
        started=start.at,
        last=last.at,
        decisions=len(decided),
        day=end.data["day"] if end else decided[-1].data["day"] if decided else 0,
        ended=end is not None,
        endings=tuple(clean_line(each, 80) for each in end.data["endings"]) if end else (),
        branched_from=clean_line(branch.data["run"], 80) if branch else "",
        tick="hour" if start.data.get("hours") else "day",
        finished=end.at if end else "",
        recalled=tuple(
            dict.fromkeys(clean_line(str(event.data["moment"]), 8) for event in events if event.kind is Kind.RECALLED)
        ),
    )


def local_time(at: str) -> str:
    """Return a time of the log as people here read it: ``24 Nov 2026, 14:05``."""
    from game.exercise.wording import date

    moment = dt.datetime.fromisoformat(at)
    with contextlib.suppress(OSError, OverflowError, ValueError):  # a time that this system cannot place
        moment = moment.astimezone()
    return f"{date(moment.date())}, {moment:%H:%M}"
