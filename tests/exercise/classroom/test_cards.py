"""The talk that a syndicate leads itself: one card before all its seats, whose turn it is, and what becomes of it."""

import itertools
from collections.abc import Mapping
from pathlib import Path

import pytest

from game import carrying
from game.exercise import commands as cmd
from game.exercise.acts.seat_acts import commands, offered
from game.exercise.classroom.class_store import Classes
from game.exercise.classroom.classroom import Classroom
from game.exercise.classroom.facilitator_session import Desk
from game.exercise.classroom.participant_session import ClassSeat
from game.exercise.commands import Refused
from game.exercise.views.class_view import CARDS, PRIVATE_CARDS, TalkView
from game.faces import cards
from game.faces.decks import Decks
from game.record.events import Kind
from game.report.group import group_debrief
from game.words import ENGLISH
from tests.exercise.seating import Clock, choose_all, group, leader_of, opened, seated, shelf


def decided(room: Classroom, people: int = 3) -> list[ClassSeat]:
    """So many people of a syndicate that decided once, by its deciding role, before ENDEX."""
    seats = seated(room, people)
    Desk(room).begin()
    option, leader = choose_all(seats), leader_of(seats)
    inject = leader.snapshot().inject
    assert inject is not None
    leader.submit(cmd.Settle(inject=inject.id, option=option))
    return seats


def at_the_end(room: Classroom, people: int = 3) -> list[ClassSeat]:
    """The same after ENDEX, with cards to lead the talk by."""
    seats = decided(room, people)
    room.deck = Decks(room)
    Desk(room).endex()
    return seats


def labels(seat: ClassSeat) -> list[str]:
    return [each.label for each in offered(ENGLISH, seat.snapshot())["card"]]


def turn(seat: ClassSeat, label: str, typed: Mapping[str, str] | None = None) -> None:
    """Do what this stands for at a card."""
    offer = next(each for each in offered(ENGLISH, seat.snapshot())["card"] if label in each.label)
    for command in commands(offer, typed or {}, cmd.new_id(), group(seat).syndicate):
        seat.submit(command)


def talk(seat: ClassSeat) -> TalkView:
    found = group(seat).talk
    assert found is not None
    return found


def reader(seats: list[ClassSeat]) -> ClassSeat:
    return next(seat for seat in seats if talk(seat).reads)


def test_there_are_no_cards_before_endex_and_none_where_nobody_makes_them(room: Classroom) -> None:
    seats = decided(room)
    room.deck = Decks(room)
    with pytest.raises(Refused, match="after ENDEX"):
        seats[0].submit(cmd.TurnCard(card="recall", shown=False))
    room.deck = None
    Desk(room).endex()
    assert labels(seats[0]) == []


def test_one_card_lies_before_all_and_its_record_is_in_no_view_before_it_is_shown(room: Classroom) -> None:
    seats = at_the_end(room)
    turn(seats[1], "begin the cards")
    assert {talk(seat).id for seat in seats} == {"recall"}
    for number, id in enumerate(CARDS):
        front = [talk(seat) for seat in seats]
        assert {each.id for each in front} == {id}
        assert all(each.card and each.card.ask and not each.card.record for each in front)
        assert sum(each.reads for each in front) == 1
        turn(reader(seats), "show the record")
        assert all(each.card and each.card.record and each.shown for each in map(talk, seats))
        if number + 1 < len(CARDS):
            turn(seats[number % 3], "next card")
    assert "next card" not in labels(seats[0])


def test_who_decided_least_begins_and_the_reader_changes_with_each_card(room: Classroom) -> None:
    seats = at_the_end(room)
    leader = next(each.by for each in room.tables["1"].run.decisions)
    turn(seats[0], "begin the cards")
    read = [reader(seats).id]
    for _ in CARDS[1:]:
        turn(seats[0], "next card")
        read.append(reader(seats).id)
    assert read[0] != leader
    assert read[2] == leader, "whoever decided most comes last"
    assert set(read[:3]) == {seat.id for seat in seats}
    assert all(one != other for one, other in itertools.pairwise(read))


def test_two_who_go_on_at_once_go_on_once(room: Classroom) -> None:
    one, two, _ = at_the_end(room)
    turn(one, "begin the cards")
    offers = [next(each for each in offered(ENGLISH, seat.snapshot())["card"] if each.label == "next card")
              for seat in (one, two)]  # fmt: skip
    one.submit(commands(offers[0], {}, cmd.new_id(), "1")[0])
    with pytest.raises(Refused, match="at another card by now"):
        two.submit(commands(offers[1], {}, cmd.new_id(), "1")[0])
    assert talk(one).number == 2


def test_the_readers_line_is_the_groups_and_nobody_elses_is_taken(room: Classroom) -> None:
    seats = at_the_end(room)
    turn(seats[0], "begin the cards")
    turn(seats[0], "next card")
    reads = reader(seats)
    other = next(seat for seat in seats if seat is not reads)
    with pytest.raises(Refused):
        other.submit(cmd.TurnCard(card="ended", shown=True, text="Mine alone"))
    turn(reads, "keep the line", {"text": "We never asked the drivers."})
    assert {talk(seat).line for seat in seats} == {"We never asked the drivers."}
    made = group_debrief(room.record(), "1")
    assert made.said == (("ended", "We never asked the drivers."),)
    with pytest.raises(Refused):
        reader(seats).submit(cmd.TurnCard(card="recall", shown=True, text="At a card of each one's own"))


def test_no_line_is_asked_where_each_answers_for_themselves(room: Classroom) -> None:
    seats = at_the_end(room)
    turn(seats[0], "begin the cards")
    for id in CARDS:
        (offer,) = [each for each in offered(ENGLISH, reader(seats).snapshot())["card"] if "record" in each.label]
        assert bool(offer.fields) is (id not in PRIVATE_CARDS)
        if id != CARDS[-1]:
            turn(seats[0], "next card")


def test_a_card_that_was_shown_stays_so_when_they_come_back_to_it(room: Classroom) -> None:
    seats = at_the_end(room)
    turn(seats[0], "begin the cards")
    turn(reader(seats), "show the record")
    turn(seats[0], "next card")
    assert not talk(seats[0]).shown
    turn(seats[1], "card before")
    assert talk(seats[0]).shown
    assert "show the record" not in labels(reader(seats))


def test_a_card_has_two_soft_minutes_and_the_next_one_two_of_its_own(tmp_path: Path) -> None:
    clock = Clock()
    room, _ = opened(tmp_path, clock=clock)
    seats = at_the_end(room)
    turn(seats[0], "begin the cards")
    clock.passes(90)
    assert group(seats[1]).seconds_left == 30
    turn(reader(seats), "show the record")
    assert group(seats[1]).seconds_left == 30, "the record is read within the card's own time"
    turn(seats[0], "next card")
    assert group(seats[1]).seconds_left == 120


def test_the_talk_goes_on_where_it_was_on_a_host_that_was_started_again(tmp_path: Path) -> None:
    room, _ = opened(tmp_path)
    seats = at_the_end(room)
    turn(seats[0], "begin the cards")
    turn(seats[0], "next card")
    turn(reader(seats), "keep the line", {"text": "As it was for us."})
    name, before = room.name, talk(seats[0])
    room.close()
    again = shelf(tmp_path).reopen(name)
    again.deck = Decks(again)
    assert talk(ClassSeat(again, seats[0].id)) == before
    again.close()


def test_another_syndicate_has_a_talk_of_its_own(room: Classroom) -> None:
    seats = at_the_end(room)
    turn(seats[0], "begin the cards")
    assert room.tables["2"].run.talk is None


def test_the_cards_have_the_titles_that_reports_name_them_by(room: Classroom) -> None:
    at_the_end(room)
    made = cards.cards(ENGLISH, group_debrief(room.record(), "1").debrief)
    assert tuple(each.id for each in made) == CARDS
    assert {each.id: each.title for each in made} == cards.titles(ENGLISH)


# --- what they mean to do


def test_every_seat_writes_into_the_plan_after_endex_and_all_of_the_syndicate_see_it(room: Classroom) -> None:
    seats = decided(room)
    action = cmd.CommitAction(text="Walk the landing", owner="Engineers", due="March", priority=1)
    with pytest.raises(Refused, match="after ENDEX"):
        seats[0].submit(action)
    Desk(room).endex()
    seats[0].submit(action)
    seats[1].submit(cmd.CommitAction(text="Ask the drivers"))
    seen = [(each.text, each.owner, each.due, each.priority) for each in group(seats[2]).actions]
    assert seen == [("Walk the landing", "Engineers", "March", 1), ("Ask the drivers", "", "", 0)]
    assert [each.text for each in group_debrief(room.record(), "1").actions] == ["Walk the landing", "Ask the drivers"]
    assert room.tables["2"].run.actions == ()
    with pytest.raises(Refused, match="0 to 3"):
        seats[0].submit(cmd.CommitAction(text="Soon", priority=7))
    with pytest.raises(Refused, match="action is empty"):
        seats[0].submit(cmd.CommitAction(text=" "))


def test_what_a_seat_wrote_for_the_group_goes_with_its_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WHITECELL_HOME", str(tmp_path))
    room, _ = opened(tmp_path / "classes")
    seats = at_the_end(room)
    turn(seats[0], "begin the cards")
    turn(seats[0], "next card")
    reads, name = reader(seats), room.name
    turn(reads, "keep the line", {"text": "Nobody asked the drivers."})
    reads.submit(cmd.CommitAction(text="Ask the ferry drivers", owner="Civil Affairs"))
    room.close()
    carrying.erase(name, seat=reads.id)
    held = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    for word in (b"asked the drivers", b"ferry drivers", b"Civil Affairs"):
        assert word not in held
    record = Classes().read(name)
    assert [e.kind for e in record.by_run["1"][-2:]].count(Kind.COMMITTED) == 1
    assert group_debrief(record, "1").said == (("ended", "(erased)"),)
