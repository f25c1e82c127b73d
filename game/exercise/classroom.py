"""A class: one facilitator, syndicates that each play a run of the same scenario with the same luck, and seats.

One log holds the class's own events (who is there, pauses, messages) and each syndicate's
run. Everything a seat or the facilitator does goes through the log's promise.
"""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from game.exercise.clock import Clock, now
from game.exercise.commands import Refused, new_id
from game.exercise.library import SUFFIX, free_name, home
from game.exercise.roster import Member, Roster, Syndicate, digest, fold_class
from game.exercise.table import Table
from game.record.events import Event, Fact, Kind
from game.record.log import Log, RecordError, Taken
from game.record.sqlite import open_log
from game.scenario.load import load_files
from game.scenario.scenario import Scenario
from game.scenario.text import clean_line

CLASS = "class"
"""The run key of the class's own events."""
FACILITATOR = "facilitator"
MAX_SYNDICATES = 12
MAX_SEATS = 60
MAX_NAME = 40
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that is taken for another when read from a wall


@dataclass(frozen=True, slots=True)
class Joined:
    """What somebody who joined gets: a seat, and the token that proves it."""

    seat: str
    token: str


class Classroom:
    """A class that is open on this host."""

    def __init__(self, log: Log, name: str, scenario: Scenario, clock: Clock = now) -> None:
        self.log, self.name, self.scenario, self.clock = log, name, scenario, clock
        self.roster: Roster = fold_class(log.events(CLASS))
        self._done = {event.id for event in log.events(CLASS)}
        self._listeners: list[Callable[[], None]] = []
        self.tables: dict[str, Table] = {}
        for syndicate in self.roster.syndicates:
            table = Table(log, f"{name}.{syndicate.id}", scenario, syndicate.id, clock, self.roles)
            table.listen(self._tell)
            self.tables[syndicate.id] = table

    # --- who is there

    @property
    def title(self) -> str:
        """The scenario's title."""
        return self.scenario.title

    @property
    def syndicates(self) -> tuple[Syndicate, ...]:
        """The syndicates with their join codes."""
        return self.roster.syndicates

    def roles(self, seat: str) -> frozenset[str]:
        """The roles that a seat holds now."""
        member = self.roster.members.get(seat)
        return frozenset(member.roles) if member else frozenset()

    def member(self, seat: str) -> Member:
        """Who sits in a seat (Refused where nobody does any more)."""
        member = self.roster.members.get(seat)
        if member is None or member.removed:
            raise Refused("this seat is no longer yours; join again with your code.")
        return member

    def join(self, code: str, name: str) -> Joined:
        """Take a new seat in the syndicate with this code.

        Raises:
            Refused: where the code is unknown, the name is empty or the class is full.
        """
        code = normal(code)
        syndicate = next((each for each in self.roster.syndicates if normal(each.code) == code), None)
        if syndicate is None:
            raise Refused("no syndicate has this code; look at the screen in front again.")
        name = clean_line(name, MAX_NAME).strip()
        if not name:
            raise Refused("a name is needed, so that the others know who you are.")
        if self.roster.over:
            raise Refused("this exercise is over.")
        if len(self.roster.members) >= MAX_SEATS:
            raise Refused(f"this class has {MAX_SEATS} seats, and all are taken.")
        seat, token = f"s{len(self.roster.members) + 1}", secrets.token_urlsafe(32)
        data = {"seat": seat, "syndicate": syndicate.id, "name": self._new_name(syndicate.id, name)}
        self.note(Kind.SEAT_JOINED, seat, {**data, "token": digest(token)})
        return Joined(seat, token)

    def _new_name(self, syndicate: str, name: str) -> str:
        """A name that nobody else in the syndicate has."""
        taken = {member.name for member in self.roster.members.values() if member.syndicate == syndicate}
        number, wanted = 2, name
        while wanted in taken:
            wanted = f"{name} ({number})"
            number += 1
        return wanted

    def seat_of(self, token: str) -> str | None:
        """Return the seat of a token, or None where it is unknown or was taken back."""
        member = self.roster.by_token(token)
        return member.seat if member else None

    def is_facilitator(self, token: str) -> bool:
        """Whether a token is the facilitator's."""
        return secrets.compare_digest(digest(token), self.roster.facilitator)

    # --- what is written

    def note(self, kind: Kind, by: str, data: dict[str, object], id: str | None = None) -> None:
        """Write one event of the class, once for each id.

        Raises:
            RecordError: where it could not be written; nothing has changed then.
        """
        id = id or new_id()
        while id not in self._done:
            try:
                self._take(self.log.append(CLASS, self.roster.seq, [Fact(id, kind, by, data)], self._at()))
            except Taken:
                self._take(self.log.events(CLASS, self.roster.seq))

    def _at(self) -> str:
        return self.clock().isoformat(timespec="milliseconds")

    def _take(self, events: Sequence[Event]) -> None:
        for event in events:
            if event.seq > self.roster.seq:
                self.roster = self.roster.with_event(event)
            self._done.add(event.id)
        self._tell()

    def on_change(self, listener: Callable[[], None]) -> None:
        """Have a function called after each change, whoever made it."""
        self._listeners.append(listener)

    def forget(self, listener: Callable[[], None]) -> None:
        """Call a function no longer."""
        if listener in self._listeners:
            self._listeners.remove(listener)

    def _tell(self) -> None:
        for listener in tuple(self._listeners):
            listener()

    def close(self) -> None:
        """Let go of the log."""
        self.log.close()

    # --- time

    def seconds_left(self, syndicate: str) -> int | None:
        """Seconds of the soft time for the inject on a syndicate's table; pauses do not count."""
        run = self.tables[syndicate].run
        if run.state.on_table is None or not self.roster.begun or not run.raised:
            return None
        inject = self.scenario.injects[run.state.on_table]
        minutes = run.minutes.get(inject.id, inject.minutes)
        if not minutes:
            return None
        since = dt.datetime.fromisoformat(run.raised)
        until = self.clock()
        spent = (until - since).total_seconds()
        for start, end in self.roster.pauses:
            a = max(since, dt.datetime.fromisoformat(start))
            b = dt.datetime.fromisoformat(end) if end else until
            spent -= max(0.0, (b - a).total_seconds())
        return round(minutes * 60 - spent)


def normal(code: str) -> str:
    """Return a join code as it is compared: capitals and digits alone."""
    return "".join(letter for letter in code[:40].upper() if letter.isalnum())


def open_class(
    scenario: Scenario, syndicates: int, seed: int, admit: bool = False, folder: Path | None = None, clock: Clock = now
) -> tuple[Classroom, str]:
    """Open a new class; return it with the facilitator's token, which is kept only as its hash.

    Raises:
        Refused: where the number of syndicates is not 1 to `MAX_SYNDICATES`.
        RecordError: where the log cannot be written.
    """
    if not 1 <= syndicates <= MAX_SYNDICATES:
        raise Refused(f"a class has 1 to {MAX_SYNDICATES} syndicates, not {syndicates}.")
    where = (folder or home()) / "classes"
    name = free_name(where, scenario.id)
    token = secrets.token_urlsafe(32)
    codes: dict[str, str] = {}
    while len(codes) < syndicates:
        code = "".join(secrets.choice(_LETTERS) for _ in range(4)) + f"-{len(codes) + 1}"
        codes[str(len(codes) + 1)] = code
    log = open_log(where / f"{name}{SUFFIX}")
    try:
        log.keep(scenario.sha256, scenario.source.files)
        common = {"scenario": scenario.id, "title": scenario.title, "sha256": scenario.sha256, "seed": seed}
        at = clock().isoformat(timespec="milliseconds")
        for id in codes:
            started = Fact(new_id(), Kind.RUN_STARTED, FACILITATOR, {**common, "seats": {}})
            log.append(id, 0, [started], at)
        # The class's own first event comes last: a log that has it is whole.
        opened = {**common, "syndicates": codes, "facilitator": digest(token), "admit": admit}
        log.append(CLASS, 0, [Fact(new_id(), Kind.CLASS_OPENED, FACILITATOR, opened)], at)
        return Classroom(log, name, scenario, clock), token
    except BaseException:
        log.close()
        raise


def reopen_class(name: str, folder: Path | None = None, clock: Clock = now) -> Classroom:
    """Open a class again after its host stopped. It comes back paused: nothing fires without the facilitator.

    Raises:
        RecordError: where there is none of this name, or it is open elsewhere.
    """
    path = (folder or home()) / "classes" / f"{name}{SUFFIX}"
    if not all(letter.isalnum() or letter in "_-" for letter in name) or not path.is_file():
        raise RecordError(f"there is no class '{name[:60]}'.")
    log = open_log(path)
    try:
        events = log.events(CLASS)
        roster = fold_class(events)
        room = Classroom(log, name, load_files(log.kept(roster.sha256)), clock)
        if roster.begun and not roster.paused and not roster.over:
            ends = [room.tables[each.id].run.last for each in roster.syndicates] + [events[-1].at]
            room.note(Kind.PAUSED, FACILITATOR, {"reason": "the host was started again", "since": max(ends)})
        return room
    except BaseException:
        log.close()
        raise


def new_facilitator_token(room: Classroom) -> str:
    """Return a fresh facilitator's token for a class that was opened again; older ones are worth nothing then."""
    token = secrets.token_urlsafe(32)
    room.note(Kind.FACILITATOR_RENEWED, FACILITATOR, {"facilitator": digest(token)})
    return token
