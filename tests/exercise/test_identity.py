"""Which command is which: done once, answered again, and never mistaken for another; whoever writes knows all."""

import dataclasses
import sqlite3
from pathlib import Path

import pytest

from game.exercise import commands as cmd
from game.exercise.classroom.class_store import Classes
from game.exercise.classroom.classroom import CLASS, Classroom
from game.exercise.classroom.facilitator_session import Desk
from game.exercise.classroom.participant_session import ClassSeat
from game.exercise.classroom.roster import fold_class
from game.exercise.commands import Command, Refused
from game.exercise.identity import asked_by
from game.exercise.run.run_session import Table
from game.exercise.run.run_store import ALONE, Library
from game.record.events import Event, Fact, Kind
from game.record.log import ConflictError, RecordError
from game.record.run import fold
from game.record.store import FolderStore
from tests.exercise.seating import Clock, choose_all, leader_of, opened, seated, starter

ID = "ab" * 16


def sound(room: Classroom) -> None:
    """What a host knows is what the log says, to the last event."""
    assert room.roster == fold_class(room.log.events(CLASS))
    for id, table in room.tables.items():
        assert table.run == fold(room.log.events(id), room.scenario)


def written(room: Classroom) -> list[Event]:
    return [event for run in (CLASS, *room.tables) for event in room.log.events(run)]


def other_host(room: Classroom) -> Classroom:
    """A second host of the same class, with the same log."""
    return Classroom(room.log, room.name, room.scenario, room.clock)


def lead(room: Classroom) -> tuple[ClassSeat, str, str]:
    """Syndicate 1 at its first inject, all having chosen: its leader, the inject, an option."""
    seats = seated(room, 2)
    Desk(room).begin()
    option = choose_all(seats)
    leader = leader_of(seats)
    inject = leader.snapshot().inject
    assert inject is not None
    return leader, inject.id, option


# --- a seat


@pytest.mark.parametrize(
    "other",
    [
        cmd.AddNote(id=ID, text="another text"),
        cmd.AddNote(id=ID, text="a note", about="x"),
        cmd.ReadBriefing(id=ID),
        cmd.Consent(id=ID, names=True),
        cmd.TurnCard(id=ID, card="recall", shown=True),
        cmd.CommitAction(id=ID, text="Ask"),
        cmd.TakeRole(id=ID, role="coordinator"),
    ],
)
def test_an_id_that_stands_for_one_command_is_refused_for_any_other(room: Classroom, other: Command) -> None:
    seat = seated(room, 1)[0]
    seat.submit(cmd.AddNote(id=ID, text="a note"))
    before = written(room)
    with pytest.raises(Refused, match="another command had this id"):
        seat.submit(other)
    assert written(room) == before
    sound(room)


def test_an_id_of_one_seat_is_refused_for_another_seat(room: Classroom) -> None:
    one, two = seated(room, 2)
    one.submit(cmd.AddNote(id=ID, text="a note"))
    with pytest.raises(Refused, match="another command had this id"):
        two.submit(cmd.AddNote(id=ID, text="a note"))
    sound(room)


@pytest.mark.parametrize("restarted", [False, True])
def test_what_was_done_before_the_seat_moved_is_answered_as_done_and_is_done_once(
    room: Classroom, tmp_path: Path, restarted: bool
) -> None:
    seat = seated(room, 2)[0]
    seated(room, 1, syndicate=1)
    note = cmd.AddNote(id=ID, text="a note")
    seat.submit(note)
    Desk(room).move(seat.id, "2")
    if restarted:
        name = room.name
        room.close()
        room = Classes(FolderStore(tmp_path), Clock()).reopen(name)
        seat = ClassSeat(room, seat.id)
    seat.submit(note)
    with pytest.raises(Refused, match="another command had this id"):
        seat.submit(cmd.ReadBriefing(id=ID))
    assert [event.run for event in written(room) if event.id == ID] == ["1"]
    sound(room)


def test_a_command_that_was_given_for_another_syndicate_is_refused_after_the_move(room: Classroom) -> None:
    seat = seated(room, 2)[0]
    seated(room, 1, syndicate=1)
    Desk(room).move(seat.id, "2")
    with pytest.raises(Refused, match="meant for syndicate 1, and you sit in syndicate 2 now"):
        seat.submit(cmd.AddNote(text="for the first", syndicate="1"))
    seat.submit(cmd.AddNote(text="for the second", syndicate="2"))


def test_a_day_of_repeated_and_foreign_ids_leaves_no_command_undone_and_nobody_frozen(room: Classroom) -> None:
    """A line that comes back after a move, sixty-six times: it shifted the host, and then froze it."""
    one, two = seated(room, 2)
    desk = Desk(room)
    for number in range(22):
        same = f"{number:032x}"
        one.submit(cmd.AddNote(id=same, text=f"note {number}"))
        desk.move(one.id, "2" if one.member.syndicate == "1" else "1")
        one.submit(cmd.AddNote(id=same, text=f"note {number}"))
        with pytest.raises(Refused):
            one.submit(cmd.ReadBriefing(id=same))
        two.submit(cmd.AddNote(text="still here"))
        sound(room)
    texts = [event.data["text"] for event in written(room) if event.kind is Kind.NOTE_ADDED and event.by == one.id]
    assert sorted(texts) == sorted(f"note {number}" for number in range(22))


def test_a_vote_that_decides_and_a_role_are_known_again(room: Classroom) -> None:
    seat = ClassSeat(room, room.join(room.syndicates[0].code, "Ada").seat)
    role = room.scenario.roles[0].id
    take = cmd.TakeRole(id=ID, role=role)
    seat.submit(take)
    Desk(room).begin()
    seat.submit(take)  # the lobby is closed; it was done before
    with pytest.raises(Refused, match="another command"):
        seat.submit(cmd.GiveRoleBack(id=ID, role=role))
    sound(room)


def test_what_a_person_alone_decided_is_answered_as_done_after_a_restart(tmp_path: Path) -> None:
    library = Library(tmp_path)
    table = library.begin(starter(), 7)
    table.submit(ALONE, cmd.ReadBriefing())
    inject = table.view(ALONE).inject
    assert inject is not None
    option = next(each.id for each in inject.options if not each.closed)
    decide = cmd.Decide(id=ID, inject=inject.id, option=option, reason="because")
    table.submit(ALONE, decide)
    name = table.name
    table.log.close()
    table = library.resume(name)
    table.submit(ALONE, decide)
    with pytest.raises(Refused, match="another command had this id"):
        table.submit(ALONE, dataclasses.replace(decide, reason="another"))
    assert len(table.run.decisions) == 1
    table.log.close()


def test_a_person_alone_is_told_what_was_decided_meanwhile(tmp_path: Path) -> None:
    table = Library(tmp_path).begin(starter(), 7)
    table.submit(ALONE, cmd.ReadBriefing())
    inject = table.view(ALONE).inject
    assert inject is not None
    option = next(each for each in inject.options if not each.closed)
    table.submit(ALONE, cmd.Decide(inject=inject.id, option=option.id))
    with pytest.raises(Refused, match=f"no longer on the table: decided meanwhile by you: “{option.label}”"):
        table.submit(ALONE, cmd.Decide(inject=inject.id, option=option.id))
    table.log.close()


# --- the desk


def test_the_desk_cannot_decide_what_was_decided_while_it_wrote_its_reason(room: Classroom) -> None:
    leader, inject, option = lead(room)
    leader.submit(cmd.Settle(inject=inject, option=option))
    label = next(each.label for each in room.scenario.inject(inject).options if each.id == option)
    desk, decisions = Desk(room), room.tables["1"].run.decisions
    acts = (
        lambda: desk.decide("1", option, reason="late", inject=inject),
        lambda: desk.show_choices("1", inject=inject),
        lambda: desk.set_minutes("1", 5, inject=inject),
        lambda: desk.acknowledge("1", inject=inject),
    )
    for act in acts:
        with pytest.raises(Refused, match=f"decided meanwhile by {leader.member.name}: “{label}”"):
            act()
    assert room.tables["1"].run.decisions == decisions


def test_a_seat_is_told_that_the_facilitator_decided_meanwhile(room: Classroom) -> None:
    leader, inject, option = lead(room)
    Desk(room).decide("1", option, inject=inject)
    with pytest.raises(Refused, match="decided meanwhile by the facilitator"):
        leader.submit(cmd.Settle(inject=inject, option=option))


def test_an_act_of_the_desk_that_is_sent_twice_is_done_once(room: Classroom) -> None:
    leader, inject, option = lead(room)
    desk = Desk(room)
    for _ in range(2):
        desk.message("all", "Look up.", id="1" * 32)
        desk.observe("1", "", "Quick.", id="2" * 32)
        desk.set_minutes("1", 9, inject=inject, id="3" * 32)
        desk.write("1", "News", "Rain.", id="4" * 32)
        desk.decide("1", option, inject=inject, id="5" * 32)
        desk.move(leader.id, "2", id="6" * 32)
        desk.endex("late", id="7" * 32)
    assert [each.text for each in room.roster.messages] == ["Look up."]
    assert len(room.roster.observations) == 1
    assert len(room.tables["1"].run.written) == len(room.tables["1"].run.decisions) == 1
    with pytest.raises(Refused, match="another command had this id"):
        desk.message("all", "Look down.", id="1" * 32)
    sound(room)


def test_what_a_colleague_does_stands_under_their_own_name_in_the_log(room: Classroom) -> None:
    _, inject, option = lead(room)
    Desk(room, by="helper-2").decide("1", option, inject=inject)
    assert room.tables["1"].run.decisions[-1].by == "helper-2"


# --- two hosts of one class


def test_two_who_join_at_two_hosts_get_two_seats(room: Classroom) -> None:
    other = other_host(room)
    code = room.syndicates[0].code
    ada, bram = room.join(code, "Ada"), other.join(code, "Bram")
    assert ada.seat != bram.seat
    for host in (room, other):
        host.written.read()
        assert host.seat_of(ada.token), host.seat_of(bram.token) == (ada.seat, bram.seat)
        sound(host)


def test_of_two_who_take_one_chair_at_two_hosts_one_is_told_who_has_it(room: Classroom) -> None:
    code, role = room.syndicates[0].code, room.scenario.roles[0].id
    ada, bram = room.join(code, "Ada").seat, room.join(code, "Bram").seat
    other = other_host(room)
    ClassSeat(room, ada).submit(cmd.TakeRole(role=role))
    with pytest.raises(Refused, match="Ada is"):
        ClassSeat(other, bram).submit(cmd.TakeRole(role=role))


def test_nothing_is_written_behind_a_pause_that_another_host_gave(room: Classroom) -> None:
    leader, inject, option = lead(room)
    other = other_host(room)
    Desk(room).pause()
    with pytest.raises(Refused, match="PAUSED"):
        ClassSeat(other, leader.id).submit(cmd.Settle(inject=inject, option=option))
    Desk(room).resume()
    # What a host refuses rests on the newest: it has not been told of the end of the pause.
    ClassSeat(other, leader.id).submit(cmd.Settle(inject=inject, option=option))
    room.tables["1"].written.read()
    sound(room)
    sound(other)


def test_a_seat_that_was_removed_at_another_host_writes_nothing(room: Classroom) -> None:
    seat = seated(room, 2)[0]
    other = other_host(room)
    Desk(room).remove(seat.id)
    with pytest.raises(Refused, match="no longer yours"):
        ClassSeat(other, seat.id).submit(cmd.AddNote(text="from outside"))


def test_a_repeat_at_another_host_after_a_move_is_answered_as_done(room: Classroom) -> None:
    seat = seated(room, 2)[0]
    other = other_host(room)
    note = cmd.AddNote(id=ID, text="once")
    seat.submit(note)
    Desk(room).move(seat.id, "2")
    ClassSeat(other, seat.id).submit(note)
    assert len([event for event in written(room) if event.id == ID]) == 1


def test_one_act_of_two_facilitators_is_refused_to_the_later_one(room: Classroom) -> None:
    other = other_host(room)
    Desk(room).begin()
    with pytest.raises(Refused, match="begun already"):
        Desk(other).begin()
    Desk(other).pause()
    with pytest.raises(Refused, match="paused already"):
        Desk(room).pause()


def test_endex_ends_what_another_host_played_meanwhile(room: Classroom) -> None:
    leader, inject, option = lead(room)
    other = other_host(room)
    Desk(other).endex()
    sound(other)
    with pytest.raises(Refused, match="over already"):
        Desk(room).endex()
    with pytest.raises(Refused, match="ENDEX"):
        leader.submit(cmd.Settle(inject=inject, option=option))
    room.tables["1"].written.read()
    sound(room)


# --- a log that is not as it was read


class Blind:
    """A log that says that another was first, and shows nothing of it: a store that lost its tail does so."""

    def __init__(self, log: object) -> None:
        self._log, self.blind, self.asked = log, False, 0

    def __getattr__(self, name: str) -> object:
        return getattr(self._log, name)

    def append(self, *what: object) -> object:
        self.asked += 1
        if self.blind:
            raise ConflictError("somebody else wrote to it.")
        return self._log.append(*what)  # type: ignore[attr-defined]


def test_a_retry_that_reads_nothing_new_ends_with_one_clear_error(room: Classroom) -> None:
    log = Blind(room.log)
    host = Classroom(log, room.name, room.scenario, room.clock)  # type: ignore[arg-type]
    seat = ClassSeat(host, host.join(host.syndicates[0].code, "Ada").seat)
    log.blind, log.asked = True, 0
    with pytest.raises(RecordError, match="shows nothing new"):
        seat.submit(cmd.AddNote(text="x"))
    with pytest.raises(RecordError, match="shows nothing new"):
        Desk(host).message("all", "x")
    assert log.asked == 2
    log.blind = False
    seat.submit(cmd.AddNote(text="x"))
    sound(host)


def test_a_writer_who_is_always_second_is_told_after_a_while(tmp_path: Path) -> None:
    table = Library(tmp_path).begin(starter(), 7)
    first = Table(table.log, "first", starter())

    def make() -> list[Fact]:
        first.submit(ALONE, cmd.AddNote(text="quicker"))
        return [asked.fact()]

    asked = asked_by(ALONE, cmd.AddNote(text="slower"))
    with pytest.raises(RecordError, match="too many write at once"):
        table.do(asked, make)
    table.log.close()


def test_a_class_of_the_first_edition_plays_on_and_refuses_what_it_cannot_tell_apart(tmp_path: Path) -> None:
    """Its file knows an id once for all runs: there another syndicate's id is refused, and the log is well."""
    room, _ = opened(tmp_path)
    one, other = seated(room, 1)[0], seated(room, 1, syndicate=1)[0]
    name, file = room.name, tmp_path / f"{room.name}.sqlite3"
    room.close()
    as_of_the_first_edition(file)
    room = Classes(FolderStore(tmp_path), Clock()).reopen(name)
    one, other = ClassSeat(room, one.id), ClassSeat(room, other.id)
    one.submit(cmd.AddNote(id=ID, text="a note"))
    one.submit(cmd.AddNote(id=ID, text="a note"))
    with pytest.raises(Refused, match="another command had this id"):
        other.submit(cmd.AddNote(id=ID, text="a note"))
    desk = Desk(room)
    desk.begin()
    for syndicate in ("1", "2"):
        desk.hold(syndicate, id=f"{ID}:{syndicate}")
    desk.endex()
    assert room.log.trouble == ""
    sound(room)


def as_of_the_first_edition(file: Path) -> None:
    """Lay a log out as the first edition did."""
    with sqlite3.connect(file) as db:
        db.executescript(
            """
            DROP TRIGGER event_stays; DROP TRIGGER event_is_kept;
            ALTER TABLE event RENAME TO newer;
            CREATE TABLE event (id TEXT NOT NULL UNIQUE, run TEXT NOT NULL, seq INTEGER NOT NULL CHECK (seq > 0),
                kind TEXT NOT NULL, at TEXT NOT NULL, by TEXT NOT NULL, data TEXT NOT NULL, UNIQUE (run, seq)) STRICT;
            INSERT INTO event SELECT id, run, seq, kind, at, by, data FROM newer ORDER BY rowid;
            DROP TABLE newer;
            PRAGMA user_version = 1;
            """
        )
    db.close()
