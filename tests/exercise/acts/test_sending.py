"""The id of what a seat sends next: counted from the log, the same until it was sent, on any host."""

from pathlib import Path

from game.exercise import commands as cmd
from game.exercise.acts.seat_acts import BY_ID, offered
from game.exercise.acts.sending import WRITES
from game.exercise.classroom.classroom import Classroom
from game.exercise.classroom.facilitator_session import Desk
from game.exercise.classroom.participant_session import ClassSeat
from game.words import ENGLISH
from tests.exercise.seating import opened, seated, shelf


def ids(seat: ClassSeat) -> dict[str, str]:
    """The id of each thing that a seat can do now."""
    offers = offered(ENGLISH, seat.snapshot()).values()
    return {offer.key: seat.sending(offer) for some in offers for offer in some}


def playing(folder: Path) -> tuple[Classroom, ClassSeat, ClassSeat]:
    room, _ = opened(folder, 1)
    one, other = seated(room, 2)
    Desk(room).begin()
    return room, one, other


def test_an_id_is_the_same_until_the_act_was_done_and_after_a_restart(tmp_path: Path) -> None:
    room, one, other = playing(tmp_path)
    before = ids(one)
    assert len(set(before.values())) == len(before)
    assert not set(before.values()) & set(ids(other).values())
    other.submit(cmd.AddNote(text="Somebody else's.", about=""))
    assert ids(one) == before
    note = next(key for key in before if key.startswith("note:"))
    one.submit(cmd.AddNote(id=before[note], text="Mine.", about=""))
    after = ids(one)
    assert {key for key in before if after[key] != before[key]} == {note}
    assert one.sent(before[note])
    assert not one.sent(after[note])
    assert not other.sent(before[note])
    room.close()
    again = shelf(tmp_path).reopen(room.name)
    kept = ids(ClassSeat(again, one.id))
    assert kept.items() <= after.items()  # it is paused, and less can be done
    assert note in kept
    assert ClassSeat(again, one.id).sent(before[note])
    again.close()


def test_a_choice_that_decides_counts_as_sent(tmp_path: Path) -> None:
    room, one, other = playing(tmp_path)
    inject = one.snapshot().inject
    assert inject is not None
    for each in (other, one):
        key = f"choose:{inject.id}"
        id = ids(each)[key]
        each.submit(cmd.Choose(id=id, inject=inject.id, option=inject.options[0].id))
        assert each.sent(id)
    room.close()


def test_every_act_says_what_it_writes_but_for_a_paper_which_is_opened_once() -> None:
    assert set(WRITES) == set(BY_ID) - {"open"}
