"""What a seat sees: the day, what it wrote down, the endings; never before their time."""

from dataclasses import replace
from pathlib import Path

import pytest

from game.exercise import commands as cmd
from game.exercise.classroom.classroom import Classroom
from game.exercise.classroom.facilitator_session import Desk
from game.exercise.classroom.participant_session import ClassSeat
from game.exercise.commands import Refused
from game.exercise.run.run_store import ALONE, Library
from game.exercise.views.seat_view import Phase, Stage
from game.exercise.views.seat_view_builder import also_of
from tests import kit
from tests.exercise.seating import choose, choose_all, group, leader_of, opened, seated, stage

MADE = kit.scenario(
    [kit.inject("one", kit.option("a"), kit.option("b")), kit.inject("two", kit.option("c"), day=3)],
    endings=[kit.ending(title="So it ended", text="It is over.")],
    epilogue=[{"about": "The gate", "text": "It stands."}],
)


def test_the_day_and_the_end_are_told_when_they_come(tmp_path: Path) -> None:
    seat = Library(tmp_path).begin(MADE, 7).seat(ALONE)
    view = seat.snapshot()
    assert (view.phase, view.day, view.endings, view.epilogue) == (Phase.BRIEFING, 0, (), ())
    seat.submit(cmd.ReadBriefing())
    seat.submit(cmd.Decide(inject="one", option="a"))
    view = seat.snapshot()
    assert (view.phase, view.day, view.endings, view.epilogue) == (Phase.DECIDE, 3, (), ())
    seat.submit(cmd.Decide(inject="two", option="c"))
    view = seat.snapshot()
    assert view.phase is Phase.OVER
    assert view.endings == (("So it ended", "It is over."),)
    assert view.epilogue == (("The gate", "It stands."),)


# --- in a class


@pytest.fixture
def room(tmp_path: Path) -> Classroom:
    return opened(tmp_path, 1)[0]


def test_only_whoever_leads_may_decide_and_only_once_choices_are_shown(room: Classroom) -> None:
    seats = seated(room, 3)
    Desk(room).begin()
    leader = leader_of(seats)
    assert not any(group(seat).may_decide for seat in seats)
    assert [group(seat).may_show for seat in seats] == [seat is leader for seat in seats]
    choose_all(seats)
    assert stage(leader) is Stage.TALK
    assert [group(seat).may_decide for seat in seats] == [seat is leader for seat in seats]
    assert not any(group(seat).may_show for seat in seats)


def test_a_vote_that_every_voice_was_given_in_and_none_leads_is_for_the_facilitator(room: Classroom) -> None:
    seats = seated(room, 2)
    desk = Desk(room)
    desk.begin()
    while (inject := seats[0].snapshot().inject) is not None and inject.id != "what_changed":
        option = choose_all(seats) if inject.options else ""
        leader_of(seats).submit(
            cmd.Settle(inject=inject.id, option=option) if inject.options else cmd.Acknowledge(inject=inject.id)
        )
    row = desk.snapshot().syndicates[0]
    assert (str(row.decides), row.yours) == ("the vote", False)
    options = [choose(seat, number) for number, seat in enumerate(seats)]
    seats[0].submit(cmd.Vote(inject="what_changed", option=options[0]))
    assert not desk.snapshot().syndicates[0].yours
    seats[1].submit(cmd.Vote(inject="what_changed", option=options[1]))
    row = desk.snapshot().syndicates[0]
    assert (str(row.decides), row.yours) == ("the vote; it is tied", True)


def test_who_was_let_in_or_sent_away_stands_at_the_door_no_more(tmp_path: Path) -> None:
    room = opened(tmp_path, 1, admit=True)[0]
    code, desk = room.syndicates[0].code, Desk(room)
    inside, outside, away = (room.join(code, name).seat for name in ("In", "Out", "Away"))
    desk.admit(inside)
    desk.remove(away, "wrong room")
    assert [each.seat for each in desk.snapshot().at_door] == [outside]


def test_what_was_written_to_a_syndicate_is_read_in_play_and_not_in_the_lobby(room: Classroom) -> None:
    seat = seated(room, 1)[0]
    desk = Desk(room)
    late = ClassSeat(room, room.join(room.syndicates[0].code, "Late").seat)
    desk.begin()
    desk.write("1", "A letter", "Read this.", "because")
    assert group(seat).written == (("A letter", "Read this."),)
    assert group(late).written == ()  # the briefing comes first


def test_a_closed_option_is_nobodys_choice(tmp_path: Path) -> None:
    made = kit.scenario(
        [kit.inject("one", kit.option("a"), kit.option("b", requires="gate"))],
        flags={"gate": {"title": "The gate is open"}},
        roles={"chief": {"title": "Chief"}, "medic": {"title": "Medic"}},
    )
    room = opened(tmp_path, 1, scenario=made)[0]
    seat = seated(room, 2)[0]
    Desk(room).begin()
    with pytest.raises(Refused):
        seat.submit(cmd.Choose(inject="one", option="b"))
    seat.submit(cmd.Choose(inject="one", option="a"))


def test_what_followed_the_situation_is_what_held_as_it_came_up_and_what_holds_now_on_a_stage_that_was_set(
    tmp_path: Path,
) -> None:
    also = [{"when": "x > 5", "text": "Much."}, {"when": "x <= 5", "text": "Little."}]
    made = kit.scenario(
        [kit.inject("one", kit.option("a", effects={"x": 3}), also=also), kit.inject("two", kit.option("b"), day=1)],
        gauges={"x": 4},
    )
    table = Library(tmp_path).begin(made, 7)
    table.seat(ALONE).submit(cmd.ReadBriefing())
    table.seat(ALONE).submit(cmd.Decide(inject="one", option="a"))
    assert also_of(table.run, made.injects[0]) == ("Little.",)
    assert also_of(replace(table.run, happenings=()), made.injects[0]) == ("Much.",)
