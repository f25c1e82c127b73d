"""The shelf of classes: open a new one, open one again after its host stopped, read one for its reports."""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from game.called import program
from game.exercise.classroom.capacity import LARGE_SYNDICATES, MAX_SYNDICATES
from game.exercise.classroom.classroom import CLASS, FACILITATOR, ClassRecord, Classroom
from game.exercise.classroom.heartbeat import Heartbeat
from game.exercise.classroom.roster import digest, fold_class
from game.exercise.clock import Clock, not_before, now, parsed
from game.exercise.commands import Refused, new_id
from game.exercise.identity import CommandIdentity
from game.exercise.run.opening import Brought, brought
from game.exercise.run.run_store import home, kept_pictures, mend_home, sound
from game.record.events import Event, Fact, Kind
from game.record.log import Log, RecordError
from game.record.provenance import provenance
from game.record.run import fold
from game.record.sealing import ERASED
from game.record.store import FolderStore, Store
from game.scenario.findings import ScenarioError, did_you_mean
from game.scenario.load import load_files
from game.scenario.scenario import Scenario
from game.scenario.text import clean_line
from game.words import lazy

_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that is taken for another when read from a wall
CODE = 6
"""Letters of a syndicate's code, beside its number. A right code passes at once from wherever it comes, even where
somebody guesses; so it is their number that keeps guessing hopeless: 31 to the power of 6 is 890 million."""
NAMES_KEPT = 30
"""Days after its end from which on it is offered to take the names out of a class."""
_SMALL = "abcdefghjkmnpqrstuvwxyz23456789"


@dataclass(frozen=True, slots=True)
class ClassEntry:
    """A class on the shelf, as a list shows it."""

    id: str
    scenario: str
    title: str
    syndicates: int
    seats: int
    opened: str
    last: str
    begun: bool
    over: bool
    problem: str = ""
    """Why it cannot be read, in a sentence; all else is empty then."""
    named: int = 0
    """Seats of which the name is there."""


def usual() -> Path:
    """The folder in which classes are kept unless another is named."""
    return home() / "classes"


class Classes:
    """All classes of one store."""

    def __init__(self, store: Store | None = None, clock: Clock = now) -> None:
        self.store, self.clock = store or FolderStore(usual()), clock

    def open(
        self,
        scenario: Scenario,
        syndicates: int,
        seed: int,
        admit: bool = False,
        opened: Brought | None = None,
        large: bool = False,
    ) -> tuple[Classroom, str]:
        """Open a new class; return it with the facilitator's token, which is kept only as its hash.

        ``opened`` is what the runs of all syndicates bring along, by default what the author has; a ``large`` class has
        room for more syndicates and seats.

        Raises:
            Refused: where the number of syndicates is not 1 to `MAX_SYNDICATES`, or `LARGE_SYNDICATES`.
            RecordError: where the log cannot be written.
        """
        most = LARGE_SYNDICATES if large else MAX_SYNDICATES
        if not 1 <= syndicates <= most:
            raise Refused(
                lazy("a class has 1 to {most} syndicates, not {syndicates}.", most=most, syndicates=syndicates)
            )
        name, token = self._free_name(scenario.id), secrets.token_urlsafe(32)
        codes: dict[str, str] = {}
        while len(codes) < syndicates:
            code = "".join(secrets.choice(_LETTERS) for _ in range(CODE)) + f"-{len(codes) + 1}"
            codes[str(len(codes) + 1)] = code
        kept_pictures().keep(scenario.source.pictures)
        log = self._opened(name)
        try:
            log.keep(scenario.sha256, scenario.source.files)
            common = {"scenario": scenario.id, "title": scenario.title, "sha256": scenario.sha256, "seed": seed}
            at = self.clock().isoformat(timespec="milliseconds")
            for id in codes:
                started = Fact(new_id(), Kind.RUN_STARTED, FACILITATOR, {**common, "seats": {}})
                log.append(id, 0, [started, *(opened or brought(scenario)).fact(FACILITATOR)], at)
            # The class's own first event comes last: a log that has it is whole.
            whole = {**common, "syndicates": codes, "facilitator": digest(token), "admit": admit}
            whole |= {"large": True} if large else {}
            log.append(CLASS, 0, [Fact(new_id(), Kind.CLASS_OPENED, FACILITATOR, whole)], at)
            return Classroom(log, name, scenario, self.clock), token
        except BaseException:
            log.close()
            raise

    def reopen(self, name: str) -> Classroom:
        """Open a class again after its host stopped. It comes back paused: nothing fires without the facilitator.

        Raises:
            RecordError: where there is none of this name, or it is open elsewhere.
        """
        self._there(name)
        log = self._opened(name)
        try:
            with sound(f"class '{name}'"):
                events = log.events(CLASS)
                roster = fold_class(events)
                ends = [events[-1].at, *(_last(log.events(each.id)) for each in roster.syndicates)]
                if beat := Heartbeat(self.store, name).last():
                    ends.append(beat)
                since = max(ends, key=parsed)
                room = Classroom(log, name, _kept(log, roster.sha256), not_before(self.clock, since))
            if roster.begun and not roster.paused and not roster.over:
                why = {"reason": "the host was started again", "since": since}
                room.note(CommandIdentity(new_id(), FACILITATOR, Kind.PAUSED, why, desk=True))
            return room
        except BaseException:
            log.close()
            raise

    def read(self, name: str) -> ClassRecord:
        """Read a class, without a hold on it.

        Raises:
            RecordError: where there is none of this name, or it cannot be read.
        """
        self._there(name)
        log = self.store.read(name)
        try:
            with sound(f"class '{name}'"):
                events = log.events(CLASS)
                roster = fold_class(events)
                scenario = _kept(log, roster.sha256)
                by_run = {each.id: log.events(each.id) for each in roster.syndicates}
                runs, came = {id: fold(each, scenario) for id, each in by_run.items()}, provenance(log)
                runs = {id: replace(each, pin=came.pin, looked=came.of(id, each)) for id, each in runs.items()}
                looked = came.whole if all(each.looked for each in runs.values()) else ""
                return ClassRecord(came.name or name, scenario, roster, events, runs, by_run, looked)
        finally:
            log.close()

    def has(self, name: str) -> bool:
        """Whether there is a class of this name."""
        return name in self.store.names()

    def entries(self) -> list[ClassEntry]:
        """Return all classes, the one used last first; then those that cannot be read, each with its `problem`."""
        try:
            names = self.store.names()
        except RecordError as problem:
            return [_unreadable("classes", str(problem))]
        found = [self._entry(name) for name in names]
        whole = sorted(
            (each for each in found if not each.problem), key=lambda each: (each.last, each.id), reverse=True
        )
        return [*whole, *(each for each in found if each.problem)]

    def with_old_names(self) -> list[ClassEntry]:
        """Return the classes that ended so long ago that it is offered to take their names out."""
        over = [each for each in self.entries() if each.over and each.named]
        return [each for each in over if (self.clock() - parsed(each.last)).days >= NAMES_KEPT]

    def _opened(self, name: str) -> Log:
        if isinstance(self.store, FolderStore) and self.store.folder == usual():
            with contextlib.suppress(OSError):  # opening says it in a sentence
                mend_home(home())
        return self.store.open(name)

    def _entry(self, name: str) -> ClassEntry:
        try:
            log = self.store.read(name)
            try:
                with sound(f"class '{name}'"):
                    events = log.events(CLASS)
                    roster = fold_class(events)
                    last = max([events[-1].at, *(_last(log.events(each.id)) for each in roster.syndicates)], key=parsed)
            finally:
                log.close()
        except RecordError as problem:
            return _unreadable(name, str(problem))
        seats = sum(not member.removed for member in roster.members.values())
        named = sum(member.name not in ("", ERASED) for member in roster.members.values())
        count = len(roster.syndicates)
        scenario, title = clean_line(roster.scenario, 80), clean_line(roster.title)
        begun, over = roster.begun, roster.over
        return ClassEntry(name, scenario, title, count, seats, roster.opened, last, begun, over, named=named)

    def _there(self, name: str) -> None:
        names = self.store.names()
        if name not in names:
            cure = did_you_mean(name, names) or f"{program()} runs lists them."
            raise RecordError(f"there is no class '{name[:60]}'. {cure}")

    def _free_name(self, scenario: str) -> str:
        """A name short enough to type, new in the store."""
        taken = set(self.store.names())
        while True:
            name = f"{scenario[:40]}-{''.join(_SMALL[byte % len(_SMALL)] for byte in os.urandom(4))}"
            if name not in taken:
                return name


def parted(name: str) -> tuple[str, str, str]:
    """Return class, syndicate and seat of a name such as ``starter-abcd.2/s5``; nothing for what it does not name."""
    whole, _, seat = name.partition("/")
    whole, _, syndicate = whole.partition(".")
    return whole, syndicate, seat


def seated(record: ClassRecord, seat: str, syndicate: str = "") -> str:
    """Return the syndicate of a seat (Refused where there is no such seat, or it is of another one)."""
    member = record.roster.members.get(seat)
    if member is None or (syndicate and member.syndicate != syndicate):
        known = ", ".join(each.seat for each in record.roster.members.values() if syndicate in ("", each.syndicate))
        says = lazy(
            "class '{name}' has no seat '{seat}' there; it has: {known}.",
            name=record.name,
            seat=seat[:20],
            known=known or lazy("none"),
        )
        raise Refused(says)
    return member.syndicate


def renew(room: Classroom, passes: bool = False) -> str:
    """Return the token of a fresh facilitator's link; older links are worth nothing then.

    Args:
        room: the class.
        passes: whether those hold on that older links were exchanged for, as after a host was started again.
    """
    token = secrets.token_urlsafe(32)
    kept = list(room.roster.desks) if passes else []
    data: dict[str, object] = {"facilitator": digest(token), "passes": kept}
    room.note(CommandIdentity(new_id(), FACILITATOR, Kind.FACILITATOR_RENEWED, data, desk=True))
    return token


def _unreadable(name: str, problem: str) -> ClassEntry:
    return ClassEntry(clean_line(name, 80), "", "", 0, 0, "", "", False, False, problem=clean_line(problem, 500))


def _last(events: Sequence[Event]) -> str:
    return events[-1].at


def _kept(log: Log, sha256: str) -> Scenario:
    """The scenario that a class was opened with, from the text kept in its log."""
    try:
        return load_files(log.kept(sha256))
    except ScenarioError as problem:
        raise RecordError(f"the scenario kept in this class cannot be read: {problem}") from None
