"""The facilitator's desk: what it shows, what it may do, and that nothing it does can lose a decision."""

import contextlib
import sqlite3
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from game.exercise import commands as cmd
from game.exercise.classroom.classroom import FACILITATOR, Classroom
from game.exercise.classroom.facilitator_session import Desk
from game.exercise.classroom.participant_session import ClassSeat
from game.exercise.classroom.rehearsal import Rehearsal
from game.exercise.commands import Refused
from game.record.events import Kind
from game.record.log import RecordError
from game.record.run import Action, fold
from tests import discussion, kit
from tests.exercise.seating import Clock, choose, choose_all, leader_of, opened, seated, shelf

# --- what it shows


def test_a_row_says_where_a_syndicate_is_and_whom_it_waits_for(room: Classroom, clock: Clock) -> None:
    seats = seated(room, 3)
    desk = Desk(room, connected=lambda seat: seat == seats[0].id)
    desk.begin()
    choose(seats[0])
    clock.passes(65)
    row = desk.snapshot().syndicates[0]
    assert (row.title, row.waiting, row.seconds, row.chosen) == ("The pump", 65, 115, 1)
    assert row.waits_for == ("Person 1", "Person 2")
    assert row.connected == 1
    assert row.probes
    assert any(option.label for option in row.options)


def test_it_says_when_it_is_for_the_facilitator_to_decide(room: Classroom) -> None:
    ada = ClassSeat(room, room.join(room.syndicates[0].code, "Ada").seat)
    ada.submit(cmd.ReadBriefing())
    desk = Desk(room)
    desk.begin()
    assert not desk.snapshot().syndicates[0].yours
    choose(ada)
    row = desk.snapshot().syndicates[0]
    assert row.yours
    assert str(row.decides) == "you: nobody is Head of Field Office"


def test_in_the_lobby_nothing_of_the_first_inject_is_shown(room: Classroom) -> None:
    row = Desk(room).snapshot().syndicates[0]
    assert (row.inject, row.title, row.seconds, row.waiting) == ("", "", None, 0)


def test_syndicates_stand_side_by_side_at_one_inject(room: Classroom, clock: Clock) -> None:
    ours, theirs = seated(room, 3, 0), seated(room, 1, 1)
    desk = Desk(room)
    desk.begin()
    clock.passes(40)
    choose(ours[0], 0)
    choose(ours[1], 0)
    option = choose(ours[2], 1)
    leader_of(ours).submit(cmd.Settle(inject="pump", option=option))
    choose(theirs[0])
    one, two = desk.beside("pump")
    assert (str(one.state), one.how, one.seconds) == ("decided", "leader", 40)
    assert sorted(count for _, count in one.spread) == [1, 2]
    assert str(two.state) == "on the table"
    assert [str(each.state) for each in desk.beside("eleven_trucks")] == ["on the table", "not reached"]


# --- what it may do


def test_every_act_is_an_event_of_the_facilitators_with_its_reason(room: Classroom) -> None:
    seats = seated(room, 2)
    desk = Desk(room)
    desk.begin()
    acts = {
        Kind.PAUSED: lambda: desk.pause("r0"),
        Kind.RESUMED: lambda: desk.resume("r1"),
        Kind.HELD: lambda: desk.hold("1", "r2"),
        Kind.LET_GO: lambda: desk.let_go("1", "r3"),
        Kind.TIME_SET: lambda: desk.set_minutes("1", 5, "r4"),
        Kind.GAUGE_ADJUSTED: lambda: desk.adjust("1", "public_trust", 3, "r5"),
        Kind.INJECT_RELEASED: lambda: desk.release("1", desk.snapshot().tray[0][0], "r6"),
        Kind.INJECT_WRITTEN: lambda: desk.write("1", "News", "It rains.", "r7"),
        Kind.CHOICES_SHOWN: lambda: desk.show_choices("1", "r8"),
        Kind.DECISION_TAKEN: lambda: desk.decide("1", desk.snapshot().syndicates[0].options[0].id, reason="r9"),
        Kind.SEAT_MOVED: lambda: desk.move(seats[1].id, "2", "r10"),
        Kind.SEATS_MERGED: lambda: desk.merge(seats[1].id, seats[0].id, "r11"),
        Kind.SEAT_REMOVED: lambda: desk.remove(seats[0].id, "r12"),
        Kind.ENDEX: lambda: desk.endex("r13"),
    }
    for number, (kind, act) in enumerate(acts.items()):
        act()
        record = room.record()
        events = [event for event in (*record.events, *record.by_run["1"]) if event.kind is kind]
        assert events[-1].by == FACILITATOR, kind
        assert events[-1].data["reason"] == f"r{number}", kind


@pytest.mark.parametrize(
    ("act", "says"),
    [
        (lambda desk: desk.hold("9"), "no syndicate '9'"),
        (lambda desk: desk.let_go("1"), "not held"),
        (lambda desk: desk.resume(), "not paused"),
        (lambda desk: desk.release("1", "pump"), "not in the tray"),
        (lambda desk: desk.decide("1", "nothing"), "none of them"),
        (lambda desk: desk.acknowledge("1"), "wants a decision"),
        (lambda desk: desk.message("nobody", "x"), "none of them"),
        (lambda desk: desk.message("all", "  "), "empty"),
        (lambda desk: desk.write("1", "", "x"), "title and a text"),
        (lambda desk: desk.observe("1", "no_lesson", "x"), "none of them"),
        (lambda desk: desk.observe("1", "", ""), "empty"),
        (lambda desk: desk.adjust("1", "no_gauge", 1, "x"), "none of them"),
        (lambda desk: desk.commit("1", " "), "the action is empty"),
        (lambda desk: desk.commit("1", "Walk the landing", priority=7), "0 to 3"),
        (lambda desk: desk.adjust("1", "public_trust", "1e9", "x"), "whole number"),
        (lambda desk: desk.give_roles("s1", ["emperor"]), "none of them"),
        (lambda desk: desk.remove("s99"), "nobody sits"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence_and_changes_nothing(room: Classroom, act: object, says: str) -> None:
    seated(room, 1)
    desk = Desk(room)
    desk.begin()
    before = room.record()
    with pytest.raises(Refused, match=says):
        act(desk)  # type: ignore[operator]
    assert room.record() == before


def test_after_endex_nothing_of_play_can_be_done(room: Classroom) -> None:
    seated(room, 1)
    desk = Desk(room)
    desk.begin()
    desk.endex()
    for act in (
        desk.pause, desk.begin, desk.endex, lambda: desk.hold("1"), lambda: desk.decide("1", "x"),
        lambda: desk.write("1", "a", "b"), lambda: desk.release("1", "x"), lambda: desk.show_choices("1"),
        lambda: desk.adjust("1", "public_trust", 1, "x"), lambda: desk.set_minutes("1", 3),
    ):  # fmt: skip
        with pytest.raises(Refused):
            act()
    desk.message("all", "Coffee is ready.")  # words go on
    desk.observe("1", "", "They laughed.")
    desk.commit("1", "Walk the landing", "Engineers", "2031-03-01", 1)  # so does the plan, in the hot wash
    (action,) = room.record().runs["1"].actions
    assert action == Action("Walk the landing", "Engineers", "2031-03-01", 1)


# --- a store that fails


class Full:
    """A log on a disk that is full while it says so."""

    def __init__(self, room: Classroom) -> None:
        self.full = False
        self._append = room.log._log.append
        room.log._log.append = self.append  # type: ignore[method-assign]

    def append(self, *args: object) -> object:
        if self.full:
            raise RecordError("the disk is full: nothing was written. Make room, then do it again.")
        return self._append(*args)  # type: ignore[arg-type]


def test_a_full_disk_is_told_to_the_facilitator_at_once_and_play_goes_on_when_there_is_room(room: Classroom) -> None:
    seats = seated(room, 1)
    desk = Desk(room)
    desk.begin()
    disk, told = Full(room), []
    room.on_change(lambda: told.append(desk.snapshot().trouble))
    option = choose(seats[0])
    disk.full, command = True, cmd.Settle(inject="pump", option=option)
    told.clear()
    with pytest.raises(RecordError, match="disk is full"):
        seats[0].submit(command)
    assert "disk is full" in told[-1]
    assert not seats[0].table.run.decisions
    disk.full = False
    seats[0].submit(command)
    assert told[-1] == ""
    assert len(seats[0].table.run.decisions) == 1


def test_a_store_that_fails_on_the_real_disk_is_told_too(tmp_path: Path) -> None:
    room, _ = opened(tmp_path, 1)
    seats = seated(room, 1)
    path = next(tmp_path.glob("*.sqlite3"))
    with sqlite3.connect(path) as database:  # as a full disk would: no page can be had
        pages = database.execute("PRAGMA page_count").fetchone()[0]
    room.log._log._db.execute(f"PRAGMA max_page_count = {pages}")  # type: ignore[attr-defined]
    problem = ""
    for _ in range(200):
        try:
            seats[0].submit(cmd.AddNote(text="x" * 1_500))
        except RecordError as full:
            problem = str(full)
            break
    assert "disk is full" in problem
    assert Desk(room).snapshot().trouble == problem
    room.log._log._db.execute("PRAGMA max_page_count = 1000000")  # type: ignore[attr-defined]
    seats[0].submit(cmd.AddNote(text="there is room again"))
    assert Desk(room).snapshot().trouble == ""


# --- nothing is lost


class Facilitation(RuleBasedStateMachine):
    """A facilitator who does anything at any time, while simulated people play."""

    folder: Path

    def __init__(self) -> None:
        super().__init__()
        import tempfile

        self.place = tempfile.TemporaryDirectory()
        self.room, _ = opened(Path(self.place.name))
        self.rehearsal = Rehearsal.join(self.room, 2)
        self.desk = Desk(self.room)
        self.kept: dict[str, list[object]] = {"1": [], "2": []}

    def teardown(self) -> None:
        self.room.close()
        self.place.cleanup()

    syndicates = st.sampled_from(["1", "2"])
    seats = st.sampled_from([f"s{number}" for number in range(1, 7)])

    @rule()
    def people_play(self) -> None:
        for _ in range(4):
            self.rehearsal.tick()

    @rule(act=st.sampled_from(["begin", "pause", "resume"]))
    def the_day(self, act: str) -> None:
        self.does(getattr(self.desk, act))

    @rule(one=syndicates, act=st.sampled_from(["hold", "let_go", "show_choices", "acknowledge", "deal_roles"]))
    def one_syndicate(self, one: str, act: str) -> None:
        self.does(lambda: getattr(self.desk, act)(one))

    @rule(one=syndicates, amount=st.integers(-30, 30))
    def a_gauge(self, one: str, amount: int) -> None:
        self.does(lambda: self.desk.adjust(one, "public_trust", amount, "why not"))

    @rule(one=syndicates)
    def the_tray(self, one: str) -> None:
        tray = self.desk.snapshot().tray
        self.does(lambda: self.desk.release(one, tray[0][0]))

    @rule(one=syndicates, number=st.integers(0, 5))
    def a_decision(self, one: str, number: int) -> None:
        options = next(row for row in self.desk.snapshot().syndicates if row.id == one).options
        if options:
            self.does(lambda: self.desk.decide(one, options[number % len(options)].id))

    @rule(seat=seats, to=syndicates)
    def a_move(self, seat: str, to: str) -> None:
        self.does(lambda: self.desk.move(seat, to))

    @rule(seat=seats, into=seats)
    def a_merge(self, seat: str, into: str) -> None:
        self.does(lambda: self.desk.merge(seat, into))

    @rule(seat=seats)
    def a_removal(self, seat: str) -> None:
        self.does(lambda: self.desk.remove(seat))

    def does(self, act: object) -> None:
        with contextlib.suppress(Refused):
            act()  # type: ignore[operator]

    @invariant()
    def nothing_is_lost(self) -> None:
        record = self.room.record()
        for id, run in record.runs.items():
            decided = list(run.decisions)
            assert decided[: len(self.kept[id])] == self.kept[id]
            self.kept[id] = list(decided)
            assert len({decision.inject for decision in decided}) == len(decided)

    @invariant()
    def the_log_alone_gives_the_same(self) -> None:
        record = self.room.record()
        for id, run in record.runs.items():
            assert fold(record.by_run[id], record.scenario) == run


Facilitation.TestCase.settings = settings(max_examples=12, stateful_step_count=20)
TestNothingThatAFacilitatorDoesLosesADecision = Facilitation.TestCase


def test_an_act_on_one_syndicate_leaves_the_others_log_alone(room: Classroom) -> None:
    ours = seated(room, 2)
    seated(room, 2, 1)
    desk = Desk(room)
    desk.begin()
    before = room.record().by_run["2"]
    desk.hold("1")
    desk.let_go("1")
    choose_all(ours)
    desk.decide("1", desk.snapshot().syndicates[0].options[0].id)
    assert room.record().by_run["2"] == before


def test_a_class_read_from_its_file_is_the_class_that_was_played(tmp_path: Path) -> None:
    room, _ = opened(tmp_path)
    rehearsal = Rehearsal.join(room)
    for turn in range(80):
        rehearsal.tick()
        if turn == 9:
            Desk(room).begin()
    there = room.record()
    room.close()
    assert shelf(tmp_path).read(room.name) == there


def test_an_act_for_what_was_decided_meanwhile_says_by_whom_even_where_that_was_the_end(tmp_path: Path) -> None:
    made = kit.scenario([kit.inject("one", kit.option("a"), kit.option("b"))])
    room = opened(tmp_path, 1, scenario=made)[0]
    seated(room, 1)
    desk = Desk(room)
    desk.begin()
    desk.decide("1", "a", reason="because")
    with pytest.raises(Refused, match="no longer on the table: decided meanwhile by the facilitator"):
        desk.decide("1", "b", reason="because", inject="one")


def test_an_answer_is_judged_only_while_its_class_is_in_play(tmp_path: Path) -> None:
    room = opened(tmp_path, 1, scenario=discussion.scenario())[0]
    seats = seated(room, 2)
    desk = Desk(room)
    desk.begin()
    leader_of(seats).submit(cmd.WriteAnswer(inject="first_hour", text="We own it."))
    desk.endex("time")
    with pytest.raises(Refused, match="the exercise is over already"):
        desk.judge("1", "says_limits", "It says who.", inject="first_hour")
