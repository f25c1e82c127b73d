"""The board of events: an inject of the tray has a place in a syndicate's queue, or interrupts what is on its table."""

from pathlib import Path

import pytest

from game.exercise import commands as cmd
from game.exercise.acts import desk_acts
from game.exercise.acts.fields import PickField
from game.exercise.classroom.classroom import Classroom
from game.exercise.classroom.facilitator_session import Desk
from game.exercise.classroom.participant_session import ClassSeat
from game.exercise.commands import Refused
from game.exercise.views.inject_state import InjectState
from game.exercise.views.seat_view import Stage
from game.faces.desk import events
from game.record.events import Kind
from game.report.acts import acts
from game.scenario.scenario import Scenario
from game.words import ENGLISH
from tests import kit
from tests.exercise.seating import Clock, choose, group, opened, seated, shelf, stage


def day() -> Scenario:
    """Two injects, and three of the tray: one of them not yet."""
    options = (kit.option("a"), kit.option("b"))
    tray = {"until": 9, "manual": True, "decided_by": "head"}
    return kit.scenario(
        [
            kit.inject("one", *options, day=1, decided_by="head"),
            kit.inject("two", *options, day=1, decided_by="head"),
            kit.inject("alarm", *options, day=1, **tray),
            kit.inject("call", *options, day=1, **tray),
            kit.inject("late", *options, day=5, **tray),
            kit.inject("mood", *options, day=1, when="trust > 90", **tray),
            kit.inject("early", *options, day=1, until=1, manual=True, decided_by="head"),
            kit.inject("three", *options, day=4, decided_by="head"),
        ],
        roles={"head": {"title": "Head"}, "deputy": {"title": "Deputy"}},
    )  # fmt: skip


@pytest.fixture
def room(tmp_path: Path) -> Classroom:
    return opened(tmp_path, 2, clock=Clock(), scenario=day())[0]


@pytest.fixture
def seats(room: Classroom) -> list[ClassSeat]:
    made = seated(room, 2)
    Desk(room).begin()
    return made


def settle(room: Classroom) -> str:
    """Decide what is on the first table; return what lies there then."""
    desk = Desk(room)
    desk.decide("1", "a")
    return desk.snapshot().syndicates[0].inject


@pytest.mark.usefixtures("seats")
def test_what_is_sent_has_a_place_and_comes_up_in_its_order(room: Classroom) -> None:
    desk = Desk(room)
    desk.release("1", "alarm", place=cmd.NEXT)
    desk.release("1", "call", place=f"{cmd.AFTER}alarm")
    assert desk.snapshot().syndicates[0].queued == ("alarm", "call")
    stands = {row.id: row.stands[0] for row in desk.events()}
    assert [(stands[id].queued, stands[id].place) for id in ("alarm", "call", "two")] == [
        (True, 1), (True, 2), (False, 0),
    ]  # fmt: skip
    assert [settle(room), settle(room), settle(room)] == ["alarm", "call", "two"]


@pytest.mark.usefixtures("seats")
def test_without_a_place_it_comes_up_where_the_scenario_has_it_as_in_every_older_log(room: Classroom) -> None:
    Desk(room).release("1", "alarm")
    (event,) = [each for each in room.log.events("1") if each.kind is Kind.INJECT_RELEASED]
    assert dict(event.data) == {"inject": "alarm", "reason": ""}
    assert [settle(room), settle(room)] == ["two", "alarm"]


def test_an_interruption_lets_nothing_be_lost_of_what_it_came_between(room: Classroom, seats: list[ClassSeat]) -> None:
    ada, bo = seats
    choose(ada, 1, "to be kept")
    bo.keep_draft("one", {"reason": "half a sen"})
    Desk(room).release("1", "alarm", "They were too calm.", place=cmd.NOW)
    row = Desk(room).snapshot().syndicates[0]
    assert (row.inject, row.beneath, row.queued) == ("alarm", "One", ())
    assert stage(ada) is Stage.CHOOSE
    assert any(str(title) == "“One” waits" for title, _ in group(ada).written)
    with pytest.raises(Refused, match="comes up again behind it"):
        bo.submit(cmd.Choose(inject="one", option="a"))
    assert settle(room) == "one"
    assert (stage(ada), stage(bo)) == (Stage.CHOSEN, Stage.CHOOSE)
    assert group(ada).mine == "b"
    assert not group(ada).written
    assert bo.draft("one") == {"reason": "half a sen"}
    told = [(str(each.what), each.reason) for each in acts(room.record(), "1")]
    assert ("interrupted “One” with “Alarm” from the tray", "They were too calm.") in told


def test_a_class_that_is_opened_again_is_where_it_was_interrupted(tmp_path: Path) -> None:
    room = opened(tmp_path, 1, clock=Clock(), scenario=day())[0]
    ada = seated(room, 1)[0]
    Desk(room).begin()
    ada.keep_draft("one", {"reason": "half a sen"})
    Desk(room).release("1", "call", place=cmd.NEXT)
    Desk(room).release("1", "alarm", place=cmd.NOW)
    before = room.record().runs
    room.close()
    again = shelf(tmp_path).reopen(room.name)
    assert again.record().runs == before
    assert ClassSeat(again, ada.id).draft("one") == {"reason": "half a sen"}


@pytest.mark.usefixtures("seats")
def test_what_its_day_or_condition_does_not_allow_cannot_interrupt_and_can_be_queued(room: Classroom) -> None:
    desk = Desk(room)
    with pytest.raises(Refused, match="do not allow it"):
        desk.release("1", "late", place=cmd.NOW)
    desk.release("1", "alarm")
    with pytest.raises(Refused, match="was sent to syndicate 1 already"):
        desk.release("1", "alarm", place=cmd.NOW)
    desk.release("1", "late", place=cmd.NEXT)
    assert desk.snapshot().syndicates[0].queued == ("late", "alarm")


@pytest.mark.usefixtures("seats")
def test_what_was_interrupted_is_neither_taken_out_nor_lost_from_the_board(room: Classroom) -> None:
    desk = Desk(room)
    desk.release("1", "alarm", place=cmd.NOW)
    with pytest.raises(Refused, match="waits no more"):
        desk.submit(cmd.WithdrawInject(syndicate="1", inject="one"))
    stands = {row.id: row.stands[0] for row in desk.events()}
    assert (stands["one"].queued, stands["one"].place) == (True, 1)
    assert stands["alarm"].state is InjectState.ON_TABLE


@pytest.mark.usefixtures("seats")
def test_next_says_when_that_is_and_what_can_come_up_no_more_is_not_offered(room: Classroom) -> None:
    desk = Desk(room)

    def offers() -> dict[str, list[str]]:
        """Of each inject of the tray that is offered, what can be picked for its place."""
        made = desk_acts.BY_ID["tray"].offers(ENGLISH, desk.snapshot())
        fields = {dict(each.given)["inject"]: each.fields[1] for each in made}
        return {id: [row.label for row in field.rows] for id, field in fields.items() if isinstance(field, PickField)}

    first = {id: rows[0] for id, rows in offers().items()}
    assert first == {
        "alarm": "Next, before all else that is due",
        "call": "Next, before all else that is due",
        "early": "Next, before all else that is due",
        "late": "Before all else that is due, but not yet: from day 5 on",
        "mood": "Before all else that is due, but not yet: once its condition holds, until day 9",
    }
    desk.release("1", "late", place=cmd.NEXT)
    row = next(each for each in desk.events() if each.id == "late")
    assert events.stands(ENGLISH, row.stands[0]) == "queued, place 1; it comes up from day 5 on"
    titles = {id: group.title for group in events.groups(ENGLISH, desk.events()) for id in (r.id for r in group.rows)}
    assert "next" not in titles["late"]
    settle(room), settle(room)
    assert room.tables["1"].run.state.day == 4
    assert offers()["early"][0] == "Next, before all else that is due"  # for the other syndicate
    with pytest.raises(Refused, match="comes up no more in syndicate 1: its last day has passed"):
        desk.release("1", "early", place=cmd.NEXT)
    desk.decide("2", "a"), desk.decide("2", "b")
    assert "early" not in offers()
