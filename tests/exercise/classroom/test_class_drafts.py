"""What a seat of a class has typed and not sent stays, whatever happens round it, and is nobody else's business."""

from dataclasses import asdict
from pathlib import Path

import pytest

from game.exercise import commands as cmd
from game.exercise.classroom.classroom import Classroom
from game.exercise.classroom.facilitator_session import Desk
from game.exercise.classroom.participant_session import ClassSeat
from game.exercise.errors import Refused
from game.report.take_home import LocalCopy
from tests.exercise.seating import choose, opened, seated, shelf

HALF = "because the pump at the mill is"


def in_play(room: Classroom, people: int = 3) -> list[ClassSeat]:
    seats = seated(room, people)
    Desk(room).begin()
    return seats


def test_half_a_reason_is_there_through_pause_hold_and_a_second_device(room: Classroom) -> None:
    seat, desk = in_play(room)[0], Desk(room)
    seat.keep_draft("pump", {"reason": HALF})
    desk.pause("fire drill")
    seat.keep_draft("pump", {"reason": f"{HALF} dry", "confidence": "7"})
    desk.resume()
    desk.hold("1", "wait")
    second = ClassSeat(room, seat.id)
    assert second.draft("pump") == {"reason": f"{HALF} dry", "confidence": "7"}
    second.keep_draft("pump", {"confidence": "8"})
    desk.let_go("1")
    assert seat.draft("pump") == {"reason": f"{HALF} dry", "confidence": "8"}


def test_half_a_reason_is_there_when_the_host_comes_back(tmp_path: Path) -> None:
    room, _ = opened(tmp_path)
    seat = in_play(room)[0]
    seat.keep_draft("pump", {"reason": HALF})
    seat.keep_draft("", {"note": "ask them later"})
    room.close()
    again = shelf(tmp_path).reopen(room.name)
    assert ClassSeat(again, seat.id).draft("pump") == {"reason": HALF}
    assert ClassSeat(again, seat.id).draft("") == {"note": "ask them later"}
    again.close()


def test_no_other_seat_and_no_facilitator_sees_it(room: Classroom) -> None:
    ada, ben = in_play(room)[:2]
    ada.keep_draft("pump", {"reason": HALF})
    assert ben.draft("pump") == {}
    assert HALF not in repr(asdict(Desk(room).snapshot()))
    assert HALF not in repr(asdict(ben.snapshot()))
    assert HALF not in repr(room.record())
    Desk(room).endex("time")
    assert HALF not in repr(LocalCopy(room, ada.id).debrief())
    assert HALF not in LocalCopy(room, ada.id).page()[1]


def test_it_goes_when_it_is_sent_and_when_the_inject_is_decided_without_it(room: Classroom) -> None:
    ada, ben, *_ = in_play(room)
    ada.keep_draft("pump", {"reason": "mine"})
    ben.keep_draft("pump", {"reason": HALF})
    choose(ada)
    assert ada.draft("pump") == {}
    assert ben.draft("pump") == {"reason": HALF}
    Desk(room).show_choices("1", "enough")
    assert ben.draft("pump") == {"reason": HALF}, "shown is not decided"
    inject = ada.snapshot().inject
    assert inject is not None
    option = next(each.id for each in inject.options if not each.closed)
    Desk(room).decide("1", option, False, "by hand")
    assert room.log.drafts.all() == []
    with pytest.raises(Refused, match="no longer on the table"):
        ben.keep_draft("pump", {"reason": HALF})


def test_another_syndicate_that_decides_takes_nothing_away(room: Classroom) -> None:
    here = seated(room, 1)[0]
    there = seated(room, 1, 1)[0]
    Desk(room).begin()
    here.keep_draft("pump", {"reason": HALF})
    there.keep_draft("pump", {"reason": "theirs"})
    choose(there)
    there.submit(cmd.Settle(inject="pump", option=there.table.run.choices["pump"][0].option))
    assert room.log.drafts.all() == [("1", here.id, "pump", "reason", HALF)]


def test_who_is_taken_back_leaves_nothing_and_who_is_moved_or_merged_loses_nothing(room: Classroom) -> None:
    ada, ben, cyd, *_ = in_play(room)
    for seat in (ada, ben, cyd):
        seat.keep_draft("", {"note": f"{seat.id} saw it"})
    desk = Desk(room)
    desk.remove(ada.id, "left")
    desk.move(ben.id, "2", "balance")
    assert ben.draft("") == {"note": f"{ben.id} saw it"}
    desk.merge(cyd.id, ben.id, "one person")
    assert {seat for _, seat, *_ in room.log.drafts.all()} == {ben.id}
    with pytest.raises(Refused):
        ada.keep_draft("", {"note": "still here"})


def test_after_endex_what_could_not_be_sent_is_a_note_to_finish(room: Classroom) -> None:
    ada = in_play(room)[0]
    ada.keep_draft("pump", {"reason": HALF, "confidence": "3"})
    Desk(room).endex("time")
    assert ada.draft("") == {"note": HALF}
    ada.submit(cmd.AddNote(text=f"{HALF} dry"))
    assert room.log.drafts.all() == []
