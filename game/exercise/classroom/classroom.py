"""A class: one facilitator, syndicates that each play a run of the same scenario with the same luck, and seats.

One log holds the class's own events (who is there, pauses, messages) and each syndicate's
run. Everything a seat or the facilitator does goes through the log's promise.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from game.exercise.acts.act import Right
from game.exercise.classroom.capacity import no_room
from game.exercise.classroom.roster import MAX_DESKS, Member, Roster, Syndicate, bare, digest, fold_class
from game.exercise.clock import Break, Clock, exercise_seconds, now, parsed
from game.exercise.commands import MAX_NAME, Refused, new_id
from game.exercise.identity import CommandIdentity
from game.exercise.run.fault_reporting_log import TellingLog
from game.exercise.run.run_log import RunLog
from game.exercise.run.run_session import Table
from game.exercise.views.class_view import TalkCard
from game.record.events import Event, Fact, Kind
from game.record.log import Log
from game.record.run import Run
from game.scenario.scenario import Scenario
from game.scenario.text import clean_line
from game.words import Wording, lazy

CLASS = "class"
"""The run key of the class's own events."""
FACILITATOR = "facilitator"
Listener = Callable[[], None]
Deck = Callable[[str], Mapping[str, TalkCard]]
"""Returns the cards of a syndicate's talk, by id; none while they are being made (see `game.faces.decks`)."""
OWN = frozenset((Kind.DOCUMENT_OPENED, Kind.NOTE_ADDED, Kind.QUESTION_ANSWERED, Kind.FORECAST_MADE))
"""Events of a run that change what the seat sees that made them, and what nobody else does."""
SMALL = OWN | {Kind.CHOICE_MADE, Kind.VOTE_CAST, Kind.BRIEFING_READ}
"""Events that others need not see at once: somebody has chosen, and the rest still think."""


@dataclass(frozen=True, slots=True)
class Admission:
    """What somebody who joined gets: a seat, and the token that proves it."""

    seat: str
    token: str


@dataclass(frozen=True, slots=True)
class ClassRecord:
    """A class as its log has it: what reports are made from."""

    name: str
    scenario: Scenario
    roster: Roster
    events: tuple[Event, ...]
    """The class's own."""
    runs: dict[str, Run]
    by_run: dict[str, tuple[Event, ...]]
    """The events of each syndicate."""
    looked: str = ""
    """What an analysis said of all together elsewhere, as JSON, where the class was brought here."""


class Classroom:
    """A class that is open on this host."""

    def __init__(self, log: Log, name: str, scenario: Scenario, clock: Clock = now) -> None:
        self.log, self.name, self.scenario, self.clock = TellingLog(log, self._tell_all), name, scenario, clock
        self.written: RunLog[Roster] = RunLog(self.log, CLASS, fold_class, clock)
        self.written.told.append(self._class_changed)
        self._listeners: list[tuple[Listener, str, Listener]] = []
        self.deck: Deck | None = None
        """What a syndicate's talk is made from; None where nobody makes it."""
        self.tables: dict[str, Table] = {}
        for syndicate in self.roster.syndicates:
            table = Table(
                self.log, f"{name}.{syndicate.id}", scenario, syndicate.id, clock, self.roles,
                lambda: (self.written,), self.name_of, lambda: self.roster.gate,
            )  # fmt: skip
            table.listen_to_events(partial(self._table_changed, syndicate.id))
            self.tables[syndicate.id] = table

    # --- who is there

    @property
    def roster(self) -> Roster:
        """Who is there, and what was decided for all."""
        return self.written.memory

    @property
    def language(self) -> str:
        """The tag of the language that its scenario is written in."""
        return self.scenario.language

    @property
    def title(self) -> str:
        """The scenario's title."""
        return self.scenario.title

    @property
    def large(self) -> bool:
        """Whether it has room for more seats than one laptop is promised to hold."""
        return self.roster.large

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
            raise Refused(lazy("this seat is no longer yours; join again with your code."))
        return member

    def name_of(self, by: str) -> Wording:
        """The name of who sits, or sat, in a seat; any other is the facilitator."""
        member = self.roster.members.get(by)
        return member.name if member else lazy("the facilitator")

    def logs_of(self, seat: str) -> tuple[RunLog[Any], ...]:
        """All that a seat's commands rest on: the class, its table, and those that it left."""
        member = self.roster.members.get(seat)
        syndicates = dict.fromkeys((*member.left, member.syndicate)) if member else ()
        return (self.written, *(self.tables[each].written for each in syndicates))

    def join(self, code: str, name: str, before: str = "") -> Admission:
        """Take a new seat in the syndicate with this code; ``before`` is a seat of the same device, which is freed.

        Raises:
            Refused: where the code is unknown, the name is empty or the class is full.
            RecordError: where it could not be written.
        """
        code = normal(code)
        syndicate = next((each for each in self.roster.syndicates if normal(each.code) == code), None)
        if syndicate is None:
            raise Refused(lazy("no syndicate has this code; look at the screen in front again."))
        name = clean_line(name, MAX_NAME).strip()
        if not name:
            raise Refused(lazy("a name is needed, so that the others know who you are."))
        id, token = new_id(), secrets.token_urlsafe(32)

        def make() -> list[Fact]:
            if self.roster.over:
                raise Refused(lazy("this exercise is over."))
            full = no_room(self.roster, syndicate.id, not self.roster.admit, before)
            if full:
                raise Refused(full)
            seat = f"s{len(self.roster.members) + 1}"
            data = {"seat": seat, "syndicate": syndicate.id, "name": self._new_name(syndicate.id, name)}
            return [Fact(id, Kind.SEAT_JOINED, seat, {**data, "token": digest(token)})]

        self.written.write_once(CommandIdentity(id, "", Kind.SEAT_JOINED, desk=True), make)
        member = self.roster.by_token(token)
        if member is None:
            raise Refused(lazy("this seat was taken back at once; join again with your code."))
        if before:
            self._free(before)
        return Admission(member.seat, token)

    def is_of(self, seat: str, code: str, name: str) -> bool:
        """Whether a seat is that of a person of this name in the syndicate with this code."""
        member = self.roster.members.get(seat)
        codes = {each.id: normal(each.code) for each in self.roster.syndicates}
        if member is None or codes[member.syndicate] != normal(code):
            return False
        name = clean_line(name, MAX_NAME).strip()
        return name in (member.name, bare(member.name))

    def _free(self, seat: str) -> None:
        """Free a seat before play; later its part in play stays, for the facilitator to merge or to take back."""
        id = new_id()
        data = {"seat": seat, "reason": "its device took another seat"}

        def make() -> list[Fact]:
            return [] if self.roster.begun else [Fact(id, Kind.SEAT_REMOVED, seat, data)]

        self.written.write_once(CommandIdentity(id, seat, Kind.SEAT_REMOVED, data, desk=True), make)

    def _new_name(self, syndicate: str, name: str) -> str:
        """A name that nobody else in the syndicate has."""
        taken = {
            member.name
            for member in self.roster.members.values()
            if member.syndicate == syndicate and not member.removed
        }
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
        """Whether a token is the facilitator's: the link's, or that of a pass which it was exchanged for."""
        given = digest(token)
        return any(secrets.compare_digest(given, each) for each in (self.roster.facilitator, *self.roster.desks))

    def desk_of(self, token: str) -> tuple[str, Right] | None:
        """Return who is at the desk that a token opens, as the log names them, and what they may do; None for none."""
        if self.is_facilitator(token):
            return FACILITATOR, Right.FACILITATOR
        holder = self.roster.desk_by_token(token)
        return (holder.desk, holder.right) if holder else None

    def opens(self, link: str) -> bool:
        """Whether this is the token of the facilitator's link."""
        return secrets.compare_digest(digest(link), self.roster.facilitator)

    def enter(self, link: str) -> str | None:
        """Return a new pass to the desk for the facilitator's link, None where it is none.

        A pass outlives its link: a host that is started again has a new link, and every desk and wall comes back.

        Raises:
            RecordError: where it could not be written.
        """
        if not self.opens(link):
            return None
        token = secrets.token_urlsafe(32)

        def make() -> dict[str, object]:
            passes = [*self.roster.desks, digest(token)][-MAX_DESKS:]
            return {"facilitator": self.roster.facilitator, "passes": passes}

        self.note(CommandIdentity(new_id(), FACILITATOR, Kind.FACILITATOR_RENEWED, {}, desk=True), make)
        return token

    def give_back(self, token: str) -> None:
        """Make a token worthless, for ever: whoever left a seat may be followed by somebody else at that machine.

        Raises:
            RecordError: where it could not be written.
        """
        if self.is_facilitator(token):
            self._give_back_desk(token)
            return
        id, holder = new_id(), self.roster.desk_by_token(token)
        if holder is not None:
            self.note(CommandIdentity(id, holder.desk, Kind.DESK_TAKEN, {"desk": holder.desk, "reason": ""}, desk=True))
            return

        def make() -> list[Fact]:
            seat = self.seat_of(token)
            data = {"seat": seat, "token": digest(token)}
            return [Fact(id, Kind.PASS_GIVEN_BACK, seat, data)] if seat is not None else []

        self.written.write_once(CommandIdentity(id, "", Kind.PASS_GIVEN_BACK, desk=True), make)

    def _give_back_desk(self, token: str) -> None:
        def make() -> dict[str, object]:
            if not self.is_facilitator(token):
                raise Refused(lazy("this link is worth nothing any more."))
            return {"passes": [each for each in self.roster.desks if each != digest(token)]}

        data: dict[str, object] = {"facilitator": digest(secrets.token_urlsafe(32))}
        self.note(CommandIdentity(new_id(), FACILITATOR, Kind.FACILITATOR_RENEWED, data, desk=True), make)

    # --- what is written

    def note(
        self,
        asked: CommandIdentity,
        make: Callable[[], Mapping[str, object] | None] = lambda: None,
        rests: Callable[[], Iterable[RunLog[Any]]] = lambda: (),
    ) -> None:
        """Write one event of the class, once for each id.

        ``make`` looks whether it can be done, and returns what the event says beyond what was asked; it is called
        again where another writer was first.

        Raises:
            Refused: where ``make`` refuses it.
            RecordError: where it could not be written; nothing has changed then.
        """
        self.written.write_once(asked, lambda: [asked.fact(**(make() or {}))], rests)

    def _class_changed(self, events: Sequence[Event], before: Roster, after: Roster) -> None:
        for event in events:
            self._settle_drafts(event)
        about = [concerned(event, before, after) for event in events]
        if None in about:
            self._tell(None)
        else:
            self._tell(frozenset().union(*filter(None, about)))

    def _settle_drafts(self, event: Event) -> None:
        """What is typed goes with the person: to another syndicate, to the seat that stays; else it is gone."""
        drafts, data = self.log.drafts, event.data
        match event.kind:
            case Kind.SEAT_REMOVED:
                drafts.forget(str(data["seat"]))
            case Kind.SEAT_MOVED:
                to = str(data["syndicate"])
                drafts.carry(str(data["seat"]), to, self.tables[to].run.seq)
            case Kind.SEATS_MERGED:
                into = str(data["into"])
                to = self.roster.members[into].syndicate
                drafts.carry(str(data["seat"]), to, self.tables[to].run.seq, into)

    def on_change(self, listener: Listener, seat: str = "", later: Listener | None = None) -> None:
        """Have a function called after each change; with a seat, after those that may concern it.

        ``later`` is called in its place where the change can wait: somebody else has chosen, and nothing follows.
        """
        self._listeners.append((listener, seat, later or listener))

    def forget(self, listener: Listener) -> None:
        """Call a function no longer."""
        self._listeners = [each for each in self._listeners if each[0] != listener]

    def _tell(self, about: frozenset[str] | None, by: str = "", small: bool = False) -> None:
        """Tell those concerned: by syndicate or seat, None for everybody; who named no seat is always told.

        Of a ``small`` change only the seat that made it, and who said nothing of later, are told at once.
        """
        members = self.roster.members
        for listener, seat, later in tuple(self._listeners):
            if about is None or not seat or seat in about or (seat in members and members[seat].syndicate in about):
                (later if small and seat != by else listener)()

    def _table_changed(self, syndicate: str, events: Sequence[Event]) -> None:
        """Something was written in a syndicate's run."""
        kinds = {event.kind for event in events}
        by = events[0].by if events else ""
        if kinds <= OWN and by:
            self._tell(frozenset((by,)))
        else:
            self._tell(frozenset((syndicate,)), by, small=kinds <= SMALL)

    def typed(self, seat: str) -> None:
        """Somebody types what the others of the syndicate read; it can wait for their turn."""
        self._tell(frozenset((self.roster.members[seat].syndicate,)), seat, small=True)

    def tell(self, syndicate: str) -> None:
        """Have the seats of a syndicate look again."""
        self._tell(frozenset((syndicate,)))

    def _tell_all(self) -> None:
        self._tell(frozenset())

    def record(self) -> ClassRecord:
        """Return everything that was written so far."""
        runs = {id: table.run for id, table in self.tables.items()}
        by_run = {id: self.log.events(id) for id in self.tables}
        return ClassRecord(self.name, self.scenario, self.roster, self.log.events(CLASS), runs, by_run)

    def close(self) -> None:
        """Let go of the log."""
        self.log.close()

    # --- time

    def breaks(self, syndicate: str) -> tuple[Break, ...]:
        """Every break that a syndicate had: pauses of the class and its own holds."""
        return (*self.roster.pauses, *self.tables[syndicate].run.holds)

    def seconds_left(self, syndicate: str) -> int | None:
        """Seconds of the soft time for the inject on a syndicate's table, below 0 where it is up; breaks do not count.

        None where nothing is on the table or it was given no time.
        """
        run = self.tables[syndicate].run
        if run.state.on_table is None or not self.roster.begun:
            return None
        inject = self.scenario.injects[run.state.on_table]
        minutes = run.minutes.get(inject.id, inject.minutes)
        if not minutes:
            return None
        return round(minutes * 60 - self.seconds_on_table(syndicate))

    def seconds_on_table(self, syndicate: str) -> float:
        """Seconds of exercise time for which a syndicate could see what is on its table; play has begun.

        What was interrupted goes on where it was: the time in which it lay beneath another does not count.
        """
        run = self.tables[syndicate].run
        until = parsed(self.roster.over_at) if self.roster.over else self.clock()
        since = max(run.raised, self.roster.begun_at, key=parsed)
        return exercise_seconds(since, until, (*self.breaks(syndicate), *run.away))

    def exercise_time(self) -> int:
        """Seconds of exercise time so far: since play began, without the pauses, until ENDEX."""
        roster = self.roster
        if not roster.begun:
            return 0
        until = parsed(roster.over_at) if roster.over else self.clock()
        return round(exercise_seconds(roster.begun_at, until, roster.pauses))


def concerned(event: Event, before: Roster, after: Roster) -> frozenset[str] | None:
    """Return the syndicates and seats that an event of the class concerns; None for everybody."""
    data = event.data
    match event.kind:
        case (
            Kind.OBSERVATION_MADE
            | Kind.ACTION_SEEN
            | Kind.WALL_SET
            | Kind.DESK_GIVEN
            | Kind.DESK_TAKEN
            | Kind.FACILITATOR_RENEWED
            | Kind.PASS_GIVEN_BACK
        ):
            return frozenset()
        case Kind.CONSENT_GIVEN:
            return frozenset((event.by,))
        case Kind.ROLE_SET_GIVEN:
            return frozenset((str(data["syndicate"]),))
        case Kind.MESSAGE_SENT:
            to = str(data["to"])
            return None if to == "all" else frozenset((to.removeprefix("syndicate "),))
        case (
            Kind.SEAT_JOINED
            | Kind.SEAT_ADMITTED
            | Kind.SEAT_REMOVED
            | Kind.SEAT_MOVED
            | Kind.SEATS_MERGED
            | Kind.ROLES_GIVEN
            | Kind.SEAT_OBSERVES
        ):
            seats = [data["seat"], data.get("into", data["seat"])]
            return frozenset(
                known.members[seat].syndicate for known in (before, after) for seat in seats if seat in known.members
            )
        case _:
            return None


def normal(code: str) -> str:
    """Return a join code as it is compared: capitals and digits alone."""
    return "".join(letter for letter in code[:40].upper() if letter.isalnum())
