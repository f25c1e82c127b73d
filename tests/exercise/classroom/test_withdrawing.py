"""What is taken back: an inject before it comes up, news and letters, and the last decision of a syndicate."""

from pathlib import Path

import pytest

from game.exercise import commands as cmd
from game.exercise.acts.act import Right
from game.exercise.classroom.classroom import Classroom
from game.exercise.classroom.facilitator_session import Desk
from game.exercise.classroom.participant_session import ClassSeat
from game.exercise.commands import Refused
from game.exercise.views.class_view_builder import WITHDRAWN
from game.exercise.views.facilitator_view import SyndicateRow
from game.exercise.views.seat_view import Stage
from game.record.events import Kind
from game.report.acts import acts
from game.report.open import decisions
from tests.exercise.seating import choose, choose_all, group, leader_of, opened, seated, shelf, stage


def sent(room: Classroom) -> str:
    """Play has begun, and an inject of the tray waits behind what is on the table."""
    Desk(room).begin()
    inject = Desk(room).snapshot().tray[0][0]
    Desk(room).release("1", inject)
    return inject


def test_an_inject_is_taken_out_again_before_it_comes_up_and_may_be_sent_anew(room: Classroom) -> None:
    seated(room, 2)
    inject = sent(room)
    assert Desk(room).snapshot().syndicates[0].queued == (inject,)
    Desk(room).submit(cmd.WithdrawInject(syndicate="1", inject=inject, reason="Too early."))
    row = Desk(room).snapshot().syndicates[0]
    assert (row.queued, row.had) == ((), ())
    with pytest.raises(Refused, match="waits no more"):
        Desk(room).submit(cmd.WithdrawInject(syndicate="1", inject=inject))
    Desk(room).release("1", inject)
    assert Desk(room).snapshot().syndicates[0].queued == (inject,)


def test_what_was_taken_out_does_not_come_up_and_the_report_plays_it_again_as_it_was(room: Classroom) -> None:
    seats = seated(room, 2)
    inject = sent(room)
    Desk(room).submit(cmd.WithdrawInject(syndicate="1", inject=inject))
    option = choose_all(seats)
    leader_of(seats).submit(cmd.Settle(inject="pump", option=option))
    run = room.record().runs["1"]
    assert Desk(room).snapshot().syndicates[0].inject != inject
    assert decisions(run)[0].before.released == frozenset()
    assert "took" in str(next(each.what for each in acts(room.record(), "1") if "out again" in str(each.what)))


def test_what_is_on_the_table_is_not_taken_out(room: Classroom) -> None:
    seats = seated(room, 2)
    inject = sent(room)
    option = choose_all(seats)
    leader_of(seats).submit(cmd.Settle(inject="pump", option=option))
    if Desk(room).snapshot().syndicates[0].inject == inject:
        with pytest.raises(Refused):
            Desk(room).submit(cmd.WithdrawInject(syndicate="1", inject=inject))


def test_news_and_letters_are_withdrawn_and_seen_to_be(room: Classroom) -> None:
    ada, desk = seated(room, 1)[0], Desk(room)
    desk.begin()
    desk.write("1", "A call", "The capital rings")
    desk.message("all", "Ten minutes")
    desk.submit(cmd.WithdrawNews(syndicate="1", news=0, reason="Wrong line"))
    desk.submit(cmd.WithdrawLetter(letter=0))
    seen = group(ada)
    assert seen.written == (("A call", WITHDRAWN),)
    assert seen.messages == (("all", WITHDRAWN),)
    told = [(str(each.what), each.reason) for each in acts(room.record(), "1")]
    assert ("withdrew the news “A call”", "Wrong line") in told
    assert ("withdrew what was written: Ten minutes", "") in told
    for again in (cmd.WithdrawNews(syndicate="1", news=0), cmd.WithdrawLetter(letter=0), cmd.WithdrawLetter(letter=9)):
        with pytest.raises(Refused, match="withdrawn already"):
            desk.submit(again)


def test_a_letter_to_one_seat_is_not_told_in_the_report_by_its_withdrawal(room: Classroom) -> None:
    ada, desk = seated(room, 1)[0], Desk(room)
    desk.message(ada.id, "Speak up")
    desk.submit(cmd.WithdrawLetter(letter=0))
    assert not [each for each in acts(room.record(), "1") if "Speak up" in str(each.what)]


# --- a decision


def decided(room: Classroom) -> list[ClassSeat]:
    """Two people of whom one decided at the first inject."""
    seats = seated(room, 2)
    Desk(room).begin()
    option = choose_all(seats)
    leader_of(seats).submit(cmd.Settle(inject="pump", option=option))
    return seats


def back(room: Classroom, inject: str = "pump", reason: str = "They misread it.") -> None:
    Desk(room).submit(cmd.TakeDecisionBack(syndicate="1", inject=inject, reason=reason))


def test_the_last_decision_is_taken_back_and_decided_anew(room: Classroom) -> None:
    seats = decided(room)
    after = room.tables["1"].run
    seats[0].submit(cmd.AddNote(text="Too fast.", about=""))
    back(room)
    run = room.tables["1"].run
    assert run.decisions == ()
    assert run.state == after.before.state if after.before else False
    assert run.notes
    assert stage(leader_of(seats)) is Stage.TALK  # what each would do stays shown
    assert [str(title) for title, _ in group(seats[1]).written] == ["“The pump” is on your table again"]
    assert "They misread it." in str(group(seats[1]).written[0][1])
    leader_of(seats).submit(cmd.Settle(inject="pump", option=room.scenario.inject("pump").options[1].id))
    assert [each.option for each in room.tables["1"].run.decisions] == [room.scenario.inject("pump").options[1].id]


def test_a_decision_taken_back_stays_in_the_log_and_the_report_tells_it_with_its_reason(room: Classroom) -> None:
    decided(room)
    back(room)
    kinds = [event.kind for event in room.log.events("1")]
    assert kinds.count(Kind.DECISION_TAKEN) == kinds.count(Kind.DECISION_TAKEN_BACK) == 1
    told = [(str(each.what), each.reason) for each in acts(room.record(), "1")]
    assert ("took the decision at “The pump” back", "They misread it.") in told
    assert decisions(room.tables["1"].run) == []


def test_a_decision_after_which_something_came_stays(room: Classroom) -> None:
    decided(room)
    gauge = room.scenario.gauges[0].id
    Desk(room).adjust("1", gauge, 1, "They asked.")
    with pytest.raises(Refused, match="something has come after it"):
        back(room)


def test_a_decision_is_taken_back_once_with_a_reason_and_by_the_facilitator_alone(room: Classroom) -> None:
    decided(room)
    with pytest.raises(Refused, match="with a reason"):
        back(room, reason=" ")
    with pytest.raises(Refused, match="it is for the facilitator"):
        Desk(room, right=Right.CO_FACILITATOR).submit(cmd.TakeDecisionBack(syndicate="1", inject="pump", reason="x"))
    back(room)
    with pytest.raises(Refused, match="decided nothing that could be taken back"):
        back(room)


def test_choices_that_were_made_at_the_next_inject_are_made_anew(room: Classroom) -> None:
    seats = decided(room)
    Desk(room).submit(cmd.LayAside(syndicate="1", inject=row(room).inject)) if not row(room).options else None
    following = row(room)
    if not following.undo:
        return
    choose(seats[0])
    back(room)
    assert following.inject not in room.tables["1"].run.choices


def test_at_the_gate_a_decision_is_taken_back_and_the_table_is_open_again(room: Classroom) -> None:
    seats = seated(room, 2)
    Desk(room).begin()
    Desk(room).submit(cmd.SetGate(closed=True))
    option = choose_all(seats)
    leader_of(seats).submit(cmd.Settle(inject="pump", option=option))
    assert row(room).gated
    back(room)
    assert not row(room).held
    assert stage(leader_of(seats)) is Stage.TALK


def test_a_class_with_a_decision_taken_back_is_the_same_when_it_is_read_again(tmp_path: Path) -> None:
    room, _ = opened(tmp_path)
    seats = decided(room)
    back(room)
    leader_of(seats).submit(cmd.Settle(inject="pump", option=room.scenario.inject("pump").options[1].id))
    there = room.record()
    room.close()
    assert shelf(tmp_path).read(room.name) == there


def row(room: Classroom) -> SyndicateRow:
    return Desk(room).snapshot().syndicates[0]
