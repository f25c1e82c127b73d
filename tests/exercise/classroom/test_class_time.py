"""Three clocks that are never mixed: the wall's, the exercise's, the scenario's."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.exercise import commands as cmd
from game.exercise.classroom.classroom import Classroom
from game.exercise.classroom.facilitator_session import Desk, State
from game.exercise.classroom.participant_session import ClassSeat
from game.exercise.clock import exercise_seconds, parsed
from game.exercise.commands import Refused
from game.exercise.views.seat_view import Stage
from game.report.measures import measures
from game.ui.desk.wall import facts
from tests import kit
from tests.exercise.seating import Clock, choose, group, opened, seated, shelf, stage


def at(second: int) -> str:
    return f"2031-01-01T{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}+00:00"


spans = st.tuples(st.integers(0, 4000), st.integers(0, 4000)).map(lambda pair: (min(pair), max(pair)))


@given(st.lists(spans, max_size=6), spans)
def test_exercise_time_is_the_seconds_that_lie_in_no_break(
    breaks: list[tuple[int, int]], counted: tuple[int, int]
) -> None:
    begin, end = counted
    expected = sum(not any(start <= second < stop for start, stop in breaks) for second in range(begin, end))
    given_breaks = [(at(start), at(stop)) for start, stop in breaks]
    assert exercise_seconds(at(begin), parsed(at(end)), given_breaks) == expected


def test_the_time_in_the_lobby_is_no_exercise_time(room: Classroom, clock: Clock) -> None:
    ada = seated(room, 1)[0]
    clock.passes(1800)
    assert room.seconds_left("1") is None
    assert room.exercise_time() == 0
    Desk(room).begin()
    assert room.seconds_left("1") == 180
    assert group(ada).seconds_left == 180


def test_a_hold_stops_the_time_of_its_syndicate_alone(room: Classroom, clock: Clock) -> None:
    seated(room, 1, 0)
    seated(room, 1, 1)
    desk = Desk(room)
    desk.begin()
    desk.hold("1", "wait for the others")
    clock.passes(60)
    assert room.seconds_left("1") == 180
    assert room.seconds_left("2") == 120
    desk.let_go("1")
    clock.passes(30)
    assert room.seconds_left("1") == 150


def test_a_pause_within_a_hold_is_not_counted_twice(room: Classroom, clock: Clock) -> None:
    seated(room, 1)
    desk = Desk(room)
    desk.begin()
    desk.hold("1")
    clock.passes(10)
    desk.pause()
    clock.passes(10)
    desk.let_go("1")
    clock.passes(10)
    desk.resume()
    clock.passes(10)
    assert room.seconds_left("1") == 170


def test_a_change_by_hand_does_not_set_the_clock_back(room: Classroom, clock: Clock) -> None:
    seated(room, 1)
    desk = Desk(room)
    desk.begin()
    clock.passes(100)
    desk.adjust("1", "public_trust", "5", "a rumour")
    assert room.seconds_left("1") == 80


def test_what_was_interrupted_goes_on_with_the_time_that_was_left(tmp_path: Path, clock: Clock) -> None:
    """Time on the table is the sum of the times for which it lay there, whatever came between, breaks left out."""
    timed = {"minutes": 10, "decided_by": "head"}
    tray = {**timed, "until": 9, "manual": True}
    made = kit.scenario(
        [
            kit.inject("one", kit.option("a"), day=1, **timed),
            kit.inject("alarm", kit.option("a"), day=1, **tray),
            kit.inject("call", kit.option("a"), day=1, **tray),
            kit.inject("late", kit.option("a"), day=1, **tray),
        ],
        roles={"head": {"title": "Head"}},
    )
    room = opened(tmp_path, 1, clock=clock, scenario=made)[0]
    seated(room, 1)
    desk = Desk(room)
    desk.begin()
    clock.passes(100)
    desk.release("1", "alarm", place=cmd.NOW)
    assert room.seconds_left("1") == 600
    clock.passes(30)
    desk.release("1", "call", place=cmd.NOW)  # an interruption of an interruption
    clock.passes(1000)
    desk.decide("1", "a")
    assert room.seconds_left("1") == 570
    desk.hold("1")
    clock.passes(50)
    desk.let_go("1")
    clock.passes(20)
    desk.decide("1", "a")
    assert room.seconds_left("1") == 500
    desk.submit(cmd.TakeDecisionBack(syndicate="1", inject="alarm", reason="too early"))
    clock.passes(40)
    desk.decide("1", "a")
    assert room.seconds_left("1") == 500  # what lay above it again took none of its time
    clock.passes(7)
    desk.release("1", "late", place=cmd.NOW)
    desk.decide("1", "a")
    clock.passes(5)
    assert room.seconds_left("1") == 488
    assert desk.snapshot().syndicates[0].waiting == 112
    room.close()
    room = shelf(tmp_path, clock).reopen(room.name)
    assert room.seconds_left("1") == 493  # of a host that went, time counts to its last event
    Desk(room).resume()
    Desk(room).decide("1", "a")
    assert [each.seconds for each in measures(room.record(), "1").met] == [1000, 40, 0, 107]


def test_more_minutes_are_more_time(room: Classroom, clock: Clock) -> None:
    seated(room, 1)
    desk = Desk(room)
    desk.begin()
    clock.passes(200)
    assert room.seconds_left("1") == -20
    desk.set_minutes("1", 5, "they are close")
    assert room.seconds_left("1") == 100
    for wrong in (-1, 601):
        with pytest.raises(Refused, match="0 to 600"):
            desk.set_minutes("1", wrong)


def test_the_default_is_taken_only_when_the_facilitator_says_so(room: Classroom, clock: Clock) -> None:
    ada = seated(room, 1)[0]
    desk = Desk(room)
    desk.begin()
    clock.passes(100_000)
    row = desk.snapshot().syndicates[0]
    assert row.seconds is not None
    assert row.seconds < 0
    assert stage(ada) is Stage.CHOOSE
    default = next((option.id for option in row.options if option.default), row.options[0].id)
    desk.decide("1", default, timer=True, reason="time is up")
    assert str(ada.table.run.decisions[0].how) == "timer"
    assert "Time was up" in str(group(ada).decided)


def test_the_wall_clock_may_jump_and_no_decision_is_lost(room: Classroom, clock: Clock) -> None:
    ada = seated(room, 1)[0]
    Desk(room).begin()
    clock.passes(-86_400)
    option = choose(ada)
    ada.submit(cmd.Settle(inject="pump", option=option))
    clock.passes(2 * 86_400)
    assert room.seconds_left("1") is not None
    assert len(ada.table.run.decisions) == 1


def test_the_state_is_held_once_every_syndicate_that_plays_is(room: Classroom) -> None:
    desk = Desk(room)
    desk.begin()
    desk.hold("1")
    assert desk.snapshot().state is State.RUNNING
    desk.hold("2")
    assert desk.snapshot().state is State.HELD
    desk.pause()
    assert desk.snapshot().state is State.PAUSED


@pytest.mark.parametrize("twice", ["pause", "hold", "begin"])
def test_what_is_done_already_is_said_and_not_written_again(room: Classroom, twice: str) -> None:
    desk = Desk(room)
    acts = {"pause": lambda: desk.pause("x"), "hold": lambda: desk.hold("1"), "begin": desk.begin}
    if twice != "begin":
        desk.begin()
    acts[twice]()
    before = len(room.record().events), len(room.record().by_run["1"])
    with pytest.raises(Refused, match="already"):
        acts[twice]()
    assert (len(room.record().events), len(room.record().by_run["1"])) == before


def test_a_class_that_comes_back_is_paused_from_its_last_event_on(tmp_path: Path, clock: Clock) -> None:
    room, _ = opened(tmp_path, 1, clock=clock)
    ada = seated(room, 1)[0]
    desk = Desk(room)
    desk.begin()
    clock.passes(50)
    choose(ada)
    room.close()
    clock.passes(5000)
    again = shelf(tmp_path, clock).reopen(room.name)
    assert again.seconds_left("1") == 130
    assert Desk(again).snapshot().state is State.PAUSED
    assert Desk(again).snapshot().restarted
    assert facts(Desk(again).snapshot())["says"].startswith("The host was started again.")
    back = ClassSeat(again, ada.id)
    assert "the host was started again" in str(group(back).says)
    with pytest.raises(Refused, match="the host was started again"):
        choose(back)
    clock.passes(100)
    Desk(again).resume()
    assert again.seconds_left("1") == 130
    Desk(again).pause()
    assert not Desk(again).snapshot().restarted
    assert "PAUSED by the facilitator" in str(group(back).says)
    assert ClassSeat(again, ada.id).snapshot().group.mine == ada.snapshot().group.mine  # type: ignore[union-attr]


HOURS = st.integers(0, 172_800).map(lambda second: dt.datetime(2031, 1, 1, tzinfo=dt.UTC) + dt.timedelta(0, second))


@given(since=HOURS, until=HOURS, breaks=st.lists(st.tuples(HOURS, st.none() | HOURS), max_size=4))
def test_no_order_of_times_makes_a_duration_that_is_negative_or_longer_than_the_clock_went(
    since: dt.datetime, until: dt.datetime, breaks: list[tuple[dt.datetime, dt.datetime | None]]
) -> None:
    spans = [(start.isoformat(), end.isoformat() if end else "") for start, end in breaks]
    spent = exercise_seconds(since.isoformat(), until, spans)
    assert 0 <= spent <= max(0.0, (until - since).total_seconds())
