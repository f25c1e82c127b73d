"""What several seats see alike is cut once, and is what each would have been cut by itself."""

from pathlib import Path

from game.exercise import commands as cmd
from game.exercise.classroom.classroom import Classroom
from game.exercise.classroom.facilitator_session import Desk
from game.exercise.views.seat_view_builder import cut
from tests.exercise.seating import choose, choose_all, leader_of, seated
from tests.walk.stages import Day, in_class


def test_each_seat_is_handed_what_it_would_have_been_cut_by_itself(tmp_path: Path) -> None:
    """At every moment of a day on which some read what others do not."""
    day, timelines = Day(tmp_path), set()
    for _ in in_class(day):
        for seat in day.seats.values():
            table = day.room.tables[seat.member.syndicate]
            for over in (False, True):
                alone = cut(table.run, table.name, seat.id, day.room.roles(seat.id), over)
                assert table.view(seat.id, over) == alone
                timelines.add(alone.timeline)
    assert len(timelines) > 4


def test_seats_that_read_the_same_have_one_cut_until_something_moves(room: Classroom) -> None:
    seats = seated(room, 3)
    Desk(room).begin()
    option = choose_all(seats)
    leader_of(seats).submit(cmd.Settle(inject="pump", option=option))
    first, *others = (seat.snapshot() for seat in seats)
    assert all(each.timeline is first.timeline and each.gauges is first.gauges for each in others)
    choose(seats[0])
    assert seats[1].snapshot().timeline is first.timeline, "a choice moves nothing"
    gauge = room.scenario.gauges[0].id
    Desk(room).adjust("1", gauge, 5, "They asked well")
    assert seats[1].snapshot().timeline is not first.timeline
    assert seats[1].snapshot().timeline is seats[2].snapshot().timeline


def test_a_decision_that_is_taken_back_takes_its_cut_along(room: Classroom) -> None:
    seats = seated(room, 2)
    Desk(room).begin()
    before = seats[0].snapshot()
    option = choose_all(seats)
    leader_of(seats).submit(cmd.Settle(inject="pump", option=option))
    assert seats[0].snapshot().outcome is not None
    Desk(room).submit(cmd.TakeDecisionBack(syndicate="1", inject="pump", reason="A slip of the hand"))
    after = seats[0].snapshot()
    assert (after.outcome, after.gauges, after.timeline) == (None, before.gauges, before.timeline)
