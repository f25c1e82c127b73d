"""A class on one log with hosts that stop and start, seats whose answers are lost, and a desk: what a log has to bear.

Each act of `Day` takes its luck from outside, so that a hypothesis machine and a long form with seeds drive the same.
`sound` looks at everything that was promised.
"""

from __future__ import annotations

import contextlib
import functools
import random
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from game.exercise import commands as cmd
from game.exercise.classroom.class_store import Classes
from game.exercise.classroom.classroom import CLASS, FACILITATOR, Classroom
from game.exercise.classroom.facilitator_session import Desk
from game.exercise.classroom.participant_session import ClassSeat
from game.exercise.classroom.roster import fold_class
from game.exercise.commands import Command, Refused
from game.exercise.identity import asked_by
from game.exercise.run.run_log import ATTEMPTS
from game.exercise.views.seat_view import View
from game.record.events import Event, Fact
from game.record.log import ITSELF_ALONE, Log
from game.record.run import fold
from game.record.sqlite import SqliteLog, _prepare
from game.scenario.scenario import Scenario
from tests import kit
from tests.exercise.seating import Clock

STEPS = 3 * ATTEMPTS
"""Writes that one act may try; more is a seat that is frozen."""
ROLES = ("lead", "second")


@functools.cache
def small() -> Scenario:
    """Three decisions, one of them by vote, news to lay aside, a tray: every kind of command has something to do."""
    both = [kit.option("act"), kit.option("wait")]
    return kit.scenario(
        roles=ROLES,
        injects=[
            kit.inject("first", *both, day=1, decided_by="lead", documents=[kit.document()],
                       private={"second": "Only the second knows."}),
            kit.inject("poll", *both, day=2, decided_by="vote"),
            kit.inject("news", day=3, decided_by="lead"),
            kit.inject("last", *both, day=4, decided_by="second"),
            kit.inject("extra", *both, day=1, decided_by="lead", manual=True),
        ],
        endings=[kit.ending("end")],
    )  # fmt: skip


class Killed(BaseException):
    """The host is gone in the middle of a write."""


class FragileLog:
    """A log whose host can be killed before a write, or after it and before the answer."""

    def __init__(self, log: Log) -> None:
        self._log = log
        self.kill = ""
        """``before`` or ``after`` the next write."""
        self.writes = 0

    def append(
        self, run: str, after: int, facts: Sequence[Fact], at: str, seen: Mapping[str, int] = ITSELF_ALONE
    ) -> tuple[Event, ...]:
        """See `Log.append`."""
        self.writes += 1
        assert self.writes <= STEPS, "frozen: it tries to write again and again"
        if self.kill == "before":
            raise Killed
        made = self._log.append(run, after, facts, at, seen)
        if self.kill == "after":
            raise Killed
        return made

    def events(self, run: str, after: int = 0) -> tuple[Event, ...]:
        """See `Log.events`."""
        return self._log.events(run, after)

    def runs(self) -> tuple[str, ...]:
        """See `Log.runs`."""
        return self._log.runs()

    def keep(self, sha256: str, files: Mapping[str, str]) -> None:
        """See `Log.keep`."""
        self._log.keep(sha256, files)

    def kept(self, sha256: str) -> dict[str, str]:
        """See `Log.kept`."""
        return self._log.kept(sha256)

    def close(self) -> None:
        """See `Log.close`."""
        self._log.close()


class OneLog:
    """A store of one log in memory."""

    def __init__(self, log: Log) -> None:
        self.log = log

    def open(self, name: str) -> Log:
        """See `Store.open`."""
        return self.log

    read = open

    def names(self) -> Sequence[str]:
        """See `Store.names`."""
        return ()


def in_memory() -> SqliteLog:
    """The real log, without a disk."""
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    _prepare(Path("memory"), connection)
    return SqliteLog(Path("memory"), connection, None)


class Day:
    """A class of two syndicates, three seats in the first of them, on some hosts."""

    def __init__(self, chance: random.Random, hosts: int = 1) -> None:
        self.chance, self.clock = chance, Clock()
        self.log = FragileLog(in_memory())
        room, _ = Classes(OneLog(self.log), self.clock).open(small(), 2, seed=chance.randrange(1000))
        self.seats = [room.join(room.syndicates[0].code, name).seat for name in ("Ada", "Bram", "Cleo")]
        Desk(room).deal_roles("1")
        self.rooms = [room, *(self.another(room) for _ in range(hosts - 1))]
        self.views: dict[str, View] = {}
        self.sent: list[tuple[str, Command]] = []
        self.answered: dict[tuple[str, str], Command] = {}
        """By seat and id what was answered as done."""
        self.acts: list[tuple[str, Callable[[Desk, str], None]]] = []
        """What the desk asked for, by its id."""
        self.unsure: set[tuple[str, str]] = set()
        """Seat and id of which no answer was heard: they may be there."""
        self.refused: set[tuple[str, str]] = set()
        self.desk_done: set[str] = set()

    def another(self, room: Classroom) -> Classroom:
        """A host of the same class."""
        return Classroom(self.log, room.name, room.scenario, self.clock)

    def close(self) -> None:
        """Let go of the log."""
        self.log.close()

    # --- acts

    def act(self) -> None:
        """One thing, by luck: of a seat, of the desk, of a host."""
        chance = self.chance
        self.clock.passes(1)
        host, luck = chance.randrange(len(self.rooms)), chance.random()
        seat = chance.choice(self.seats)
        if luck < 0.5:
            self.send(host, seat, self.wanted(seat))
        elif luck < 0.62 and self.sent:
            self.send(host, *chance.choice(self.sent))
        elif luck < 0.7 and self.sent:
            self.foreign(host, seat)
        elif luck < 0.93:
            self.desk(host)
        elif luck < 0.96:
            self.restart(host)
        else:
            self.look(host, seat)

    def look(self, host: int, seat: str) -> None:
        """A seat sees what is there now; until it looks again it acts on that."""
        with contextlib.suppress(Refused):
            self.views[seat] = ClassSeat(self.rooms[host], seat).snapshot()

    def restart(self, host: int) -> None:
        """A host stops and comes back with what the log says."""
        self.log.kill = ""
        self.rooms[host] = self.another(self.rooms[host])

    def done(self, host: int, act: Callable[[], None]) -> bool | None:
        """Whether an act was done; None where the host was killed in it, and came back."""
        self.log.writes = 0
        self.log.kill = self.chance.choice(("before", "after")) if self.chance.random() < 0.04 else ""
        try:
            act()
        except Refused:
            return False
        except Killed:
            self.restart(host)
            return None
        finally:
            self.log.kill = ""
        return True

    def send(self, host: int, seat: str, command: Command) -> None:
        """A seat sends a command; its answer may be lost on the way, or its host with it."""
        self.sent.append((seat, command))

        def submit() -> None:
            self.views[seat] = ClassSeat(self.rooms[host], seat).submit(command)

        answer = self.done(host, submit)
        if answer is None or (answer and self.chance.random() < 0.1):
            self.unsure.add((seat, command.id))
        elif answer:
            self.answered[seat, command.id] = command
        else:
            self.refused.add((seat, command.id))

    def foreign(self, host: int, seat: str) -> None:
        """An id that was used comes with another command, or from another seat."""
        whose, used = self.chance.choice(self.sent)
        other = replace(self.wanted(seat), id=used.id)
        asked = asked_by(seat, other)
        if asked != asked_by(whose, used):
            # What a run of others calls its events is nobody's business.
            mine = {book.run for book in self.rooms[host].logs_of(seat)}
            known = [
                event
                for event in self.events()
                if event.run in mine and event.id in asked.ids and not asked.is_in(event)
            ]
            answer = self.done(host, lambda: ClassSeat(self.rooms[host], seat).submit(other) and None)
            assert not (known and answer), f"{other} was answered as done, and stands for {known}"
            if answer:
                self.answered[seat, used.id] = other
                self.sent.append((seat, other))
            elif answer is None:
                self.sent.append((seat, other))
                self.unsure.add((seat, used.id))

    def desk(self, host: int) -> None:
        """An act of the facilitator's, sometimes one that was asked for before."""
        if self.acts and self.chance.random() < 0.2:
            id, act = self.chance.choice(self.acts)
        else:
            id, act = f"{self.chance.getrandbits(128):032x}", self.ruled()
            self.acts.append((id, act))
        answer = self.done(host, lambda: act(Desk(self.rooms[host]), id))
        if answer:
            self.desk_done.add(id)

    # --- what is asked for

    def wanted(self, seat: str) -> Command:
        """Something that a seat may want after what it saw last, right or wrong."""
        chance, id = self.chance, f"{self.chance.getrandbits(128):032x}"
        view = self.views.get(seat)
        inject = view.inject.id if view and view.inject else "first"
        given = {"id": id, "syndicate": view.group.syndicate if view and view.group and chance.random() < 0.5 else ""}
        option = chance.choice(("act", "wait"))
        makers: tuple[Callable[[], Command], ...] = (
            lambda: cmd.ReadBriefing(**given),
            lambda: cmd.AddNote(text=f"note {chance.randrange(9)}", about=inject, **given),
            lambda: cmd.Choose(inject=inject, option=option, confidence=chance.randrange(11), **given),
            lambda: cmd.Choose(inject=inject, option=option, reason="so", **given),
            lambda: cmd.ShowChoices(inject=inject, **given),
            lambda: cmd.Vote(inject=inject, option=option, **given),
            lambda: cmd.Vote(inject=inject, option="act", **given),
            lambda: cmd.Settle(inject=inject, option=option, **given),
            lambda: cmd.Acknowledge(inject=inject, **given),
            lambda: cmd.OpenDocument(inject=inject, document=0, **given),
            lambda: cmd.ShareFact(inject=inject, role="second", **given),
            lambda: cmd.Consent(names=chance.random() < 0.5, **given),
            lambda: cmd.TakeRole(role=chance.choice(ROLES), **given),
            lambda: cmd.GiveRoleBack(role=chance.choice(ROLES), **given),
        )
        return chance.choice(makers)()

    def ruled(self) -> Callable[[Desk, str], None]:
        """Something that the desk does."""
        chance, seat = self.chance, self.chance.choice(self.seats)
        to, one = chance.choice("12"), "1" if chance.random() < 0.8 else "2"
        inject, option = chance.choice(("first", "poll", "last")), chance.choice(("act", "wait"))
        number = chance.randrange(9)
        acts: tuple[Callable[[Desk, str], None], ...] = (
            lambda desk, id: desk.begin(id=id),
            lambda desk, id: desk.begin(id=id),
            lambda desk, id: desk.pause(id=id),
            lambda desk, id: desk.resume(id=id),
            lambda desk, id: desk.resume(id=id),
            lambda desk, id: desk.hold(one, id=id),
            lambda desk, id: desk.let_go(one, id=id),
            lambda desk, id: desk.message("all", f"message {number}", id=id),
            lambda desk, id: desk.observe(one, "", f"mark {number}", id=id),
            lambda desk, id: desk.move(seat, to, id=id),
            lambda desk, id: desk.give_roles(seat, (ROLES[number % 2],), id=id),
            lambda desk, id: desk.set_minutes(one, number, inject=inject, id=id),
            lambda desk, id: desk.show_choices(one, inject=inject, id=id),
            lambda desk, id: desk.decide(one, option, inject=inject, id=id),
            lambda desk, id: desk.acknowledge(one, inject="news", id=id),
            lambda desk, id: desk.release(one, "extra", id=id),
            lambda desk, id: desk.write(one, "News", f"Rain {number}", id=id),
            lambda desk, id: desk.adjust(one, "trust", number, "so", id=id),
        )
        return chance.choice(acts)

    # --- what was promised

    def events(self) -> list[Event]:
        """Everything in the log, run by run."""
        return [event for run in (CLASS, "1", "2") for event in self.log.events(run)]

    def memory(self) -> None:
        """What every host knows is the fold of what it has read."""
        for room in self.rooms:
            assert room.roster == fold_class(self.log.events(CLASS)[: room.roster.seq])
            for id, table in room.tables.items():
                assert table.run == fold(self.log.events(id)[: table.run.seq], room.scenario)

    def kept(self) -> None:
        """No command that was answered is missing, none is there twice, and none that was refused."""
        events = {(event.by, event.id): event for event in self.events()}
        assert len(events) == len(self.events()), "an id of one seat is there twice"
        for (seat, _), command in self.answered.items():
            asked = asked_by(seat, command)
            found = [events[seat, each] for each in asked.ids if (seat, each) in events]
            assert any(map(asked.is_in, found)), f"{command} of {seat} was answered as done and is not there"
        for lost in (self.refused - self.unsure - set(self.answered)) & set(events):
            raise AssertionError(f"{lost} was refused and is there")
        for id in self.desk_done:
            assert (FACILITATOR, id) in events, f"act {id} of the desk was answered as done and is not there"

    def drafts(self) -> None:
        """Every draft is there. (Nothing keeps drafts yet; where something does, it is looked at here.)"""

    def nobody_frozen(self) -> None:
        """In the end everybody can still write, the desk can end the day, and all hosts agree."""
        for host, room in enumerate(self.rooms):
            for seat in self.seats:
                self.log.writes = 0
                note = cmd.AddNote(text="to the end", id=f"{self.chance.getrandbits(128):032x}")
                try:
                    ClassSeat(room, seat).submit(note)
                except Refused:  # the seat was moved at another host, and this one hears of it now
                    ClassSeat(room, seat).submit(note)
                self.answered[seat, note.id] = note
            self.log.writes = 0
            if host == 0:
                Desk(room).endex()
        for room in self.rooms:
            for book in (room.written, *(table.written for table in room.tables.values())):
                book.read()
            assert room.roster.over

    def sound(self) -> None:
        """Everything that was promised."""
        self.nobody_frozen()
        self.memory()
        self.kept()
        self.drafts()
