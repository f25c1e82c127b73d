"""The shelf of runs in the user's data folder: begin, resume, branch, list, read.

A run played alone is an exercise of one syndicate and one seat, in a file of its own. The
home screen lists runs, so nothing that only play needs is imported before play.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from game.exercise.clock import Clock, now
from game.exercise.errors import Refused
from game.record.events import Event, Fact, Kind, new_id
from game.record.log import RecordError
from game.record.pictures import Pictures
from game.record.store import SUFFIX as SUFFIX

if TYPE_CHECKING:
    from game.exercise.run.opening import Brought
    from game.exercise.run.run_session import Table
    from game.record.run import Run
    from game.record.sqlite import SqliteLog
    from game.scenario.scenario import Scenario

PICTURES = "pictures"
"""The folder in the user's data in which pictures are kept, once by their hash."""
ONLY = "1"
"""The one syndicate of a run played alone."""
ALONE = "solo"
"""Its one seat."""
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is taken for another when read aloud


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
    tick: str = "day"
    """What its clock counts."""


def home() -> Path:
    """The folder for runs and settings: ``WHITECELL_HOME``, or the user's data folder."""
    named = os.environ.get("WHITECELL_HOME")
    if named:
        return Path(named)
    import platformdirs  # here, because it is slow to import and seldom needed

    return Path(platformdirs.user_data_dir("whitecell", appauthor=False))


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
            raise Refused(f"'{id[:60]}' is not the name of a run.")
        return self.folder / f"{id}{SUFFIX}"

    def begin(self, scenario: Scenario, seed: int, role: str | None = None, opened: Brought | None = None) -> Table:
        """Begin a run alone, in all roles or in one; ``opened`` is what it brings along, by default the author's.

        Raises:
            Refused: where the scenario has no such role.
            RecordError: where the run cannot be written.
        """
        roles = self.roles(scenario, role)
        if opened is None:
            from game.exercise.run.opening import brought

            opened = brought(scenario)
        return self._begin(scenario, seed, {ALONE: {"name": "", "roles": roles}}, opened.fact())

    @staticmethod
    def roles(scenario: Scenario, role: str | None) -> list[str]:
        """The roles of somebody who sits alone: all, or one (Refused where there is none of this name)."""
        roles = [each.id for each in scenario.roles]
        if role is None:
            return roles
        if role not in roles:
            from game.scenario.findings import did_you_mean

            known = did_you_mean(role, roles) or f"It has: {', '.join(roles) or 'none'}."
            raise Refused(f"'{scenario.id}' has no role '{role}'. {known}")
        return [role]

    def _begin(self, scenario: Scenario, seed: int, seats: dict[str, object], more: tuple[Fact, ...]) -> Table:
        id = free_name(self.folder, scenario.id)
        self.pictures.keep(scenario.source.pictures)
        log = _opened(self.path(id))
        try:
            log.keep(scenario.sha256, scenario.source.files)
            data = {"scenario": scenario.id, "title": scenario.title, "sha256": scenario.sha256, "seed": seed}
            hours = {"hours": True} if scenario.hours else {}
            started = Fact(new_id(), Kind.RUN_STARTED, "", {**data, **hours, "seats": seats})
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
            from game.record.run import fold

            return fold(events, _scenario(events, log.kept))
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
        if inject not in decided:
            from game.scenario.findings import did_you_mean

            known = did_you_mean(inject, decided) or f"It decided: {', '.join(decided) or 'nothing yet'}."
            raise Refused(f"run '{id}' took no decision on '{inject}'. {known}")
        more = [Fact(new_id(), Kind.RUN_BRANCHED, "", {"run": id, "inject": inject})]
        for event in events[1:]:
            if event.kind is Kind.CHOICE_MADE and event.data["inject"] == inject:
                break
            if event.kind in (Kind.DECISION_TAKEN, Kind.ANSWER_WRITTEN) and event.data["inject"] == inject:
                break
            if event.kind is Kind.OPENED_WITH:
                more.insert(0, Fact(new_id(), event.kind, event.by, event.data))  # before everything, as it has to be
            elif event.kind not in (Kind.RUN_BRANCHED, Kind.RUN_ENDED):
                more.append(Fact(new_id(), event.kind, event.by, event.data))
        return self._begin(scenario, int(events[0].data["seed"]), dict(events[0].data["seats"]), tuple(more))

    def _there(self, id: str) -> None:
        if not self.path(id).is_file():
            from game.scenario.findings import did_you_mean

            ids = [entry.id for entry in self.entries()]
            cure = did_you_mean(id, ids) or "whitecell runs lists them."
            raise Refused(f"there is no run '{id}'. {cure}")

    def entries(self) -> list[Entry]:
        """Return all runs, the one played last first. A file that cannot be read is left out."""
        found = [entry for path in self._files() if (entry := _entry(path))]
        return sorted(found, key=lambda entry: (entry.last, entry.id), reverse=True)

    def _files(self) -> Iterator[Path]:
        try:
            yield from sorted(self.folder.glob(f"*{SUFFIX}"))
        except OSError:
            return


def _opened(path: Path) -> SqliteLog:
    from game.record.sqlite import open_log

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
    try:
        return load_files(kept(events[0].data["sha256"]))
    except ScenarioError as problem:
        raise RecordError(f"the scenario kept in this run cannot be read: {problem}") from None


def _entry(path: Path) -> Entry | None:
    try:
        log = _read(path)
    except RecordError:
        return None
    try:
        events = log.events(ONLY)
    except RecordError:
        return None
    finally:
        log.close()
    if not events or events[0].kind is not Kind.RUN_STARTED:
        return None
    start, last = events[0], events[-1]
    decided = [event for event in events if event.kind is Kind.DECISION_TAKEN]
    end = next((event for event in events if event.kind is Kind.RUN_ENDED), None)
    branch = next((event for event in events if event.kind is Kind.RUN_BRANCHED), None)
    return Entry(
        id=path.name.removesuffix(SUFFIX),
        scenario=start.data["scenario"],
        title=start.data["title"],
        seed=int(start.data["seed"]),
        started=start.at,
        last=last.at,
        decisions=len(decided),
        day=end.data["day"] if end else decided[-1].data["day"] if decided else 0,
        ended=end is not None,
        endings=tuple(end.data["endings"]) if end else (),
        branched_from=branch.data["run"] if branch else "",
        tick="hour" if start.data.get("hours") else "day",
    )


def local_time(at: str) -> str:
    """Return a time of the log as people here read it: ``24 Nov 2026, 14:05``."""
    from game.exercise.wording import date

    moment = dt.datetime.fromisoformat(at).astimezone()
    return f"{date(moment.date())}, {moment:%H:%M}"
