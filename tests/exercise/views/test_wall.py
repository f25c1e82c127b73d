"""One inject side by side on the wall: an act with its right, an event, and nothing on it that is somebody's own."""

from dataclasses import replace
from pathlib import Path

import pytest

from game.exercise import commands as cmd
from game.exercise.acts.act import Right
from game.exercise.classroom.classroom import Classroom
from game.exercise.classroom.facilitator_session import Desk
from game.exercise.classroom.participant_session import ClassSeat
from game.exercise.commands import Refused
from game.exercise.views.facilitator_view import WallView
from game.exercise.views.sittings import first_sitting, sittings
from game.report.acts import acts
from game.ui.desk.wall import SENTENCE, SENTENCES, facts, side_by_side
from tests import discussion
from tests.exercise.seating import Clock, opened, seated, shelf


def seen(room: Classroom) -> WallView:
    shown = Desk(room).snapshot().wall
    assert shown is not None
    return shown


def written(folder: Path) -> tuple[Classroom, ClassSeat]:
    """A seminar of one syndicate, with whoever writes."""
    room = opened(folder, 1, clock=Clock(), scenario=discussion.scenario())[0]
    head = seated(room, 1)[0]
    Desk(room).begin()
    return room, head


def test_of_a_seminar_the_sentences_stand_there_beside_those_of_the_first_sitting(tmp_path: Path) -> None:
    room, head = written(tmp_path)
    head.submit(cmd.WriteAnswer(inject="first_hour", text="We guard\nthe road."))
    Desk(room).submit(cmd.ShowOnWall(inject="first_hour", shown=True))
    (column,) = seen(room).columns
    assert (column.text, column.before, str(column.state)) == ("We guard the road.", "", "Sent, and not judged yet")
    Desk(room).judge("1", "promises", "So it reads.")
    (column,) = seen(room).columns
    assert (column.option, str(column.state)) == ("It promises what nobody can hold", "Judged by the facilitator")
    head.submit(cmd.WriteAnswer(inject="market", text="We guard the market. " * 40))
    Desk(room).submit(cmd.ShowOnWall(inject="market", shown=True))
    (told,) = facts(Desk(room).snapshot())["beside"]["columns"]
    assert told["before"] == "First sitting: “We guard the road.”"
    assert len(told["said"]) < SENTENCE + 10
    assert told["said"].endswith(" …”")
    shown = seen(room)
    crowd = side_by_side(replace(shown, columns=shown.columns * 12))["columns"]
    assert sum(len(each["said"]) for each in crowd) < SENTENCES + 12 * 4  # together they are no longer than fits


def test_each_question_that_is_asked_twice_has_one_second_sitting() -> None:
    made = discussion.scenario()
    assert dict(sittings(made)) == {0: 1, 1: 2, 2: 3, 3: 4, 4: 5}
    assert (first_sitting(made, 0), first_sitting(made, 1)) == (None, 0)


def test_what_is_on_the_wall_is_written_down_stays_over_a_restart_and_stands_in_the_report(tmp_path: Path) -> None:
    room = opened(tmp_path, clock=Clock())[0]
    seated(room, 1)
    Desk(room).begin()
    Desk(room).submit(cmd.ShowOnWall(inject="pump", shown=True))
    room.close()
    again = shelf(tmp_path).reopen(room.name)
    assert seen(again).title == again.scenario.inject("pump").title
    Desk(again).submit(cmd.ShowOnWall(inject="pump", shown=False))
    assert Desk(again).snapshot().wall is None
    told = [str(each.what) for each in acts(again.record(), "1")]
    assert [each for each in told if "wall" in each] == [
        "laid the syndicates side by side at “The pump” on the wall", "took “The pump” off the wall",
    ]  # fmt: skip


def test_what_came_up_nowhere_is_not_shown_and_an_observer_shows_nothing(room: Classroom) -> None:
    seated(room, 1)
    with pytest.raises(Refused):
        Desk(room).submit(cmd.ShowOnWall(inject="pump", shown=True))
    Desk(room).begin()
    with pytest.raises(Refused, match="come up nowhere yet"):
        Desk(room).submit(cmd.ShowOnWall(inject="fence", shown=True))
    for right in (Right.OBSERVER, Right.CO_FACILITATOR):
        desk = Desk(room, by="desk 2", right=right)
        if right is Right.OBSERVER:
            with pytest.raises(Refused, match="your desk may not do this"):
                desk.submit(cmd.ShowOnWall(inject="pump", shown=True))
        else:
            desk.submit(cmd.ShowOnWall(inject="pump", shown=True))
    assert room.roster.wall == "pump"
