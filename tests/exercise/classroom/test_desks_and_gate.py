"""Desks beside the facilitator's, each with a right, kept over restarts; and the gate after each decision."""

from pathlib import Path

import pytest

from game.exercise import commands as cmd
from game.exercise.acts.act import Right
from game.exercise.acts.desk_acts import desk_commands, offered_at_desk
from game.exercise.classroom.classroom import FACILITATOR, Classroom
from game.exercise.classroom.facilitator_session import Desk
from game.exercise.commands import Refused
from game.exercise.views.seat_view import Stage
from game.record.events import Kind
from game.report.acts import acts
from game.words import ENGLISH
from tests.exercise.seating import Clock, choose, choose_all, leader_of, opened, seated, shelf, stage


def given(room: Classroom, right: Right = Right.OBSERVER, name: str = "Kim") -> str:
    """The token of a new desk."""
    return Desk(room).give_desk(cmd.GiveDesk(right=str(right), name=name))


def test_a_desk_is_opened_by_its_token_and_kept_over_a_restart(tmp_path: Path) -> None:
    room, link = opened(tmp_path)
    helper, watcher = given(room, Right.CO_FACILITATOR, "Lee"), given(room)
    name = room.name
    room.close()
    again = shelf(tmp_path).reopen(name)
    assert again.desk_of(link) == (FACILITATOR, Right.FACILITATOR)
    assert again.desk_of(helper) == ("desk 2", Right.CO_FACILITATOR)
    assert again.desk_of(watcher) == ("desk 3", Right.OBSERVER)
    assert again.desk_of("x" * 43) is None
    assert [(each.name, each.right) for each in Desk(again).snapshot().desks] == [
        ("Lee", Right.CO_FACILITATOR), ("Kim", Right.OBSERVER),
    ]  # fmt: skip
    assert helper not in str(again.record())
    assert not again.is_facilitator(helper)
    again.close()


def test_a_second_desk_makes_the_first_not_worthless_and_one_taken_back_opens_nothing(room: Classroom) -> None:
    one, two = given(room), given(room, name="Lee")
    (offer, _) = offered_at_desk(ENGLISH, Desk(room).snapshot(), Right.FACILITATOR)["take_desk"]
    for command in desk_commands(offer, {"reason": "They left."}, cmd.new_id()):
        Desk(room).submit(command)
    assert room.desk_of(one) is None
    assert room.desk_of(two) == ("desk 3", Right.OBSERVER)
    room.give_back(two)
    assert room.desk_of(two) is None
    assert Desk(room).snapshot().desks == ()


def test_a_desk_given_again_by_the_same_command_says_that_its_link_was_shown(room: Classroom) -> None:
    command = cmd.GiveDesk(right="observer", name="Kim")
    token = Desk(room).give_desk(command)
    with pytest.raises(Refused, match="shown once"):
        Desk(room).give_desk(command)
    assert room.desk_of(token) == ("desk 2", Right.OBSERVER)
    assert len(room.roster.holders) == 1


@pytest.mark.parametrize(("right", "name"), [("facilitator", "Kim"), ("king", "Kim"), ("observer", " ")])
def test_no_desk_is_given_with_another_right_or_without_a_name(room: Classroom, right: str, name: str) -> None:
    with pytest.raises(Refused):
        Desk(room).give_desk(cmd.GiveDesk(right=right, name=name))


def test_what_a_helper_does_stands_in_the_report_as_the_desks(room: Classroom) -> None:
    seated(room, 1)
    Desk(room).begin()
    by, right = room.desk_of(given(room, Right.CO_FACILITATOR)) or ("", Right.OBSERVER)
    Desk(room, by=by, right=right).hold("1", "They lost a page")
    assert room.log.events("1")[-1].by == "desk 2"
    assert ("held the syndicate", "They lost a page") in [(str(a.what), a.reason) for a in acts(room.record(), "1")]
    with pytest.raises(Refused, match="it is for the facilitator"):
        Desk(room, by=by, right=right).endex()


# --- the gate


def close(room: Classroom, closed: bool = True) -> None:
    Desk(room).submit(cmd.SetGate(closed=closed))


def decided(room: Classroom) -> list[object]:
    """Two people of whom one decided, with the gate closed."""
    seats = seated(room, 2)
    Desk(room).begin()
    close(room)
    option = choose_all(seats)
    leader_of(seats).submit(cmd.Settle(inject="pump", option=option))
    return list(seats)


def test_at_the_gate_a_syndicate_sees_its_outcome_and_nothing_of_what_comes_next(room: Classroom) -> None:
    seats = decided(room)
    for seat in seats:
        view = seat.snapshot()  # type: ignore[attr-defined]
        assert stage(seat) is Stage.HELD  # type: ignore[arg-type]
        assert view.inject is None
        assert view.outcome.inject == "pump"
        assert str(view.group.says).startswith("STOP after the decision")
        assert view.group.facts == ()
    following = Desk(room).snapshot().syndicates[0]
    assert following.gated
    assert following.inject not in ("", "pump")
    with pytest.raises(Refused):
        seats[0].submit(cmd.Choose(inject=following.inject, option=following.options[0].id))  # type: ignore[attr-defined]


def test_the_time_of_what_comes_next_begins_when_it_is_let_go_on(room: Classroom, clock: Clock) -> None:
    seats = decided(room)
    full = Desk(room).snapshot().syndicates[0].seconds
    clock.passes(300)
    assert Desk(room).snapshot().syndicates[0].seconds == full
    Desk(room).let_go("1")
    assert stage(seats[0]) in (Stage.CHOOSE, Stage.ELSEWHERE)  # type: ignore[arg-type]
    clock.passes(10)
    assert Desk(room).snapshot().syndicates[0].seconds == (full or 0) - 10


def test_the_gate_stops_after_each_decision_until_it_is_opened_again(room: Classroom) -> None:
    decided(room)
    for closed in (True, False):
        Desk(room).let_go("1")
        close(room, False) if not closed else None
        row = Desk(room).snapshot().syndicates[0]
        while not row.options:
            Desk(room).acknowledge("1")
            assert not Desk(room).snapshot().syndicates[0].held  # news is no decision
            row = Desk(room).snapshot().syndicates[0]
        Desk(room).decide("1", row.options[0].id)
        assert Desk(room).snapshot().syndicates[0].gated is closed
    held = [event.data.get("gate") for event in room.log.events("1") if event.kind is Kind.HELD]
    assert held == [True, True]


def test_without_a_gate_nothing_stops(room: Classroom) -> None:
    seats = seated(room, 1)
    Desk(room).begin()
    choose(seats[0])
    Desk(room).decide("1", Desk(room).snapshot().syndicates[0].options[0].id)
    assert not Desk(room).snapshot().syndicates[0].held
    with pytest.raises(Refused, match="so already"):
        close(room, False)


def test_a_gate_and_the_desks_are_the_same_when_the_log_is_read_again(tmp_path: Path) -> None:
    room, _ = opened(tmp_path)
    decided(room)
    given(room)
    there = room.record()
    room.close()
    assert shelf(tmp_path).read(room.name) == there
