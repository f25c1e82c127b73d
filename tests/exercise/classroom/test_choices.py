"""Choosing alone: a seat may think again until the choices are shown."""

import pytest

from game.exercise.classroom.classroom import Classroom
from game.exercise.classroom.facilitator_session import Desk
from game.exercise.commands import Refused
from game.record.events import Kind
from tests.exercise.seating import choose, group, seated


def test_a_seats_later_choice_stands_and_its_earlier_one_is_kept_in_the_log(room: Classroom) -> None:
    ada, bram = seated(room, 2)
    Desk(room).begin()
    first = choose(ada, 0, "the first thought")
    second = choose(ada, 1, "the second thought")
    assert group(ada).mine == second != first
    assert Desk(room).snapshot().syndicates[0].chosen == 1
    choose(bram, 0, "a thought of its own")
    assert [(each.name, each.reason) for each in group(bram).spread] == [
        ("Person 0", "the second thought"),
        ("Person 1", "a thought of its own"),
    ]
    written = [(event.by, event.data["option"]) for event in room.log.events("1") if event.kind is Kind.CHOICE_MADE]
    assert written == [(ada.id, first), (ada.id, second), (bram.id, first)]
    with pytest.raises(Refused, match="shown already"):
        choose(ada, 0)
