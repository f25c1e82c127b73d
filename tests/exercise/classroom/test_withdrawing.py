"""What was sent is taken back: an inject before it comes up, news and letters as a correction that is seen as one."""

import pytest

from game.exercise import commands as cmd
from game.exercise.classroom.classroom import Classroom
from game.exercise.classroom.facilitator_session import Desk
from game.exercise.commands import Refused
from game.exercise.views.class_view_builder import WITHDRAWN
from game.report.acts import acts
from game.report.open import decisions
from tests.exercise.seating import choose_all, group, leader_of, seated


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
