"""A seat's page: what of it is sent anew, what is shared, what its forms hold, and how its time is told."""

import asyncio
import threading
from pathlib import Path

import pytest

from game.exercise import commands as cmd
from game.exercise.acts.seat_acts import offered
from game.exercise.classroom.facilitator_session import Desk
from game.exercise.classroom.participant_session import ClassSeat
from game.exercise.errors import Refused
from game.faces import decks, seat_page
from game.faces.decks import Decks
from game.faces.seat_page import SeatPage, Wrong
from game.words import ENGLISH
from tests.exercise.seating import Clock, opened, seated


class Pages:
    """Two people in a class that plays, each with a page."""

    def __init__(self, folder: Path) -> None:
        self.clock = Clock()
        self.room, _ = opened(folder, 1, clock=self.clock)
        self.seats = seated(self.room, 2)
        self.desk = Desk(self.room)
        self.desk.begin()
        self.ticks = 0.0
        self.pages = [SeatPage(each, now=lambda: self.ticks) for each in self.seats]
        for each in self.pages:
            each.first("")

    @property
    def option(self) -> str:
        """The first option on the table."""
        inject = self.seats[0].snapshot().inject
        assert inject is not None
        return inject.options[0].id

    def inject(self, seat: ClassSeat) -> str:
        inject = seat.snapshot().inject
        assert inject is not None
        return inject.id


@pytest.fixture
def class_(tmp_path: Path) -> Pages:
    return Pages(tmp_path)


def test_where_nothing_changed_nothing_is_sent(class_: Pages) -> None:
    assert class_.pages[0].update()[0] == {}


def test_what_changed_is_sent_and_nothing_else(class_: Pages) -> None:
    class_.desk.adjust("1", "public_trust", "+5", "a test")
    told, _ = class_.pages[0].update()
    assert "gauges" in told["parts"]
    assert not {"situation", "papers", "act", "note"} & set(told["parts"])


def test_who_sees_the_same_shares_the_drawing(class_: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[str] = []
    real = seat_page.page.section
    monkeypatch.setattr(seat_page.page, "section", lambda section: (drawn.append(section.id), real(section))[1])
    class_.desk.message("all", "To all of you, once.")
    for each in class_.pages:
        assert "messages" in each.update()[0]["parts"]
    assert drawn.count("messages") == 1


def test_a_letter_is_said_in_the_top_band_with_the_way_to_it(class_: Pages) -> None:
    assert "letters" not in class_.pages[0].whole()["banner"]
    class_.desk.message("all", "Coffee at eleven.")
    told, _ = class_.pages[0].update()
    assert '<a href="#messages">The facilitator has written to you.</a>' in told["parts"]["page-banner"]
    class_.desk.message("all", "And cake.")
    assert 'data-letters="2"' in class_.pages[0].update()[0]["parts"]["page-banner"]


def test_a_decision_taken_back_stands_with_its_reason_above_the_inject(class_: Pages) -> None:
    inject = class_.inject(class_.seats[0])
    class_.desk.decide("1", class_.option)
    class_.desk.submit(cmd.TakeDecisionBack(syndicate="1", inject=inject, reason="They misread it."))
    for each in class_.pages:
        html = each.update()[0]["parts"]["situation"]
        first = html.split("<p")[1:3]
        assert any("The facilitator took the decision back. They misread it." in line for line in first), html


def test_a_form_that_was_sent_comes_with_another_id_though_it_looks_the_same(class_: Pages) -> None:
    page, seat = class_.pages[0], class_.seats[0]
    before, _ = page.first("")
    seat.submit(cmd.Choose(inject=class_.inject(seat), option=class_.option))
    seat.submit(cmd.Choose(inject=class_.inject(seat), option=class_.option, reason="Again."))
    told, _ = page.update()
    assert "act" in told["parts"]
    assert told["parts"]["act"] != before["parts"]["act"]


def test_a_window_with_the_stamp_needs_no_parts_and_another_gets_them(class_: Pages) -> None:
    told, stamp = class_.pages[0].first("")
    assert "parts" in told
    assert "parts" not in class_.pages[0].first(stamp)[0]
    class_.desk.message("all", "New.")
    assert "parts" in class_.pages[0].first(stamp)[0]
    assert class_.pages[0].whole()["stamp"] == class_.pages[0].first("")[1]


def test_the_time_is_told_again_only_where_a_page_counts_wrong(class_: Pages) -> None:
    page = class_.pages[0]
    assert page.first("")[0]["clock"]["runs"]
    class_.clock.passes(30)
    class_.ticks += 30
    assert "clock" not in page.update()[0]
    class_.desk.set_minutes("1", 20, "more")
    assert page.update()[0]["clock"]["left"] > 600
    class_.desk.pause("x")
    assert page.update()[0]["clock"]["runs"] is False


def test_what_is_said_is_a_sentence_and_the_scene_leads_to_the_outcome(class_: Pages) -> None:
    page, seat = class_.pages[0], class_.seats[0]
    inject = seat.snapshot().inject
    assert inject is not None
    for each in class_.seats:
        each.submit(cmd.Choose(inject=inject.id, option=class_.option))
    assert page.update()[0]["first"] == "spread"
    class_.desk.decide("1", inject.options[0].id)
    told, _ = page.update()
    assert told["first"] == "outcome"
    assert f"Decided: {inject.options[0].label}" in told["say"]


def test_a_form_is_done_once_and_what_is_wrong_names_its_field(class_: Pages) -> None:
    page, seat = class_.pages[0], class_.seats[0]
    inject = class_.inject(seat)
    form = {"do": "choose", "given.inject": inject, "once": "ab" * 16, "option": class_.option, "confidence": "44"}
    with pytest.raises(Wrong) as wrong:
        page.do(form)
    assert wrong.value.field == f"choose:{inject}-confidence"
    with pytest.raises(Refused):
        page.do({**form, "once": "../x"})
    with pytest.raises(Refused):
        page.do({**form, "do": "decide"})
    page.do({**form, "confidence": "4"})
    class_.desk.show_choices("1")
    page.do({**form, "confidence": "4"})  # the answer was lost on the way
    with pytest.raises(Refused):
        page.do({**form, "confidence": "4", "once": "cd" * 16})


def test_what_was_typed_stands_in_the_form_and_opens_what_is_folded(class_: Pages) -> None:
    page, seat = class_.pages[0], class_.seats[0]
    note = {"do": "note", "given.about": class_.inject(seat), "text": "Half & half"}
    page.keep(note)
    parts = {id: html for id, _, _, html in page.whole()["parts"]}
    assert "Half &amp; half</textarea>" in parts["note"]
    assert "<details" in parts["note"]
    assert " open" in parts["note"].partition("<summary>")[0]
    assert "Half" not in str(class_.pages[1].whole())
    with pytest.raises(Refused):
        page.keep({"do": "vote", "given.inject": class_.inject(seat), "option": "x"})


def test_the_card_that_one_turns_comes_to_the_others_page_and_the_window_goes_there(class_: Pages) -> None:
    class_.room.deck = Decks(class_.room)
    class_.desk.endex()
    one, two = class_.pages
    assert "Begin the cards" in str(two.update()[0]["parts"]["talk"])
    (offer,) = offered(ENGLISH, class_.seats[0].snapshot())["card"]
    once = class_.seats[0].sending(offer)
    one.do({"do": "card", "once": once, "given.card": "recall", "given.shown": "False", "given.text": ""})
    told, _ = two.update()
    assert "Alone, on paper" in told["parts"]["talk"]
    assert "Keep it in front of you" not in told["parts"]["talk"], "the record is not told before it is shown"
    assert told["first"] == "talk"
    assert "Card 1 of 10" in told["say"]


def test_a_deck_is_made_beside_the_loop_and_its_seats_look_again_once_it_is_there(
    class_: Pages, monkeypatch: pytest.MonkeyPatch
) -> None:
    class_.desk.endex()
    going, real = threading.Event(), decks.group_debrief
    monkeypatch.setattr(decks, "group_debrief", lambda *given: (going.wait(60), real(*given))[1])

    async def walk() -> None:
        class_.room.deck = Decks(class_.room)
        class_.seats[0].submit(cmd.TurnCard(card="recall", shown=False))
        page, there = SeatPage(class_.seats[1]), asyncio.Event()
        class_.room.on_change(there.set, class_.seats[1].id)
        assert "being put together" in str(page.first("")[0]["parts"]["talk"])
        going.set()
        await asyncio.wait_for(there.wait(), 60)
        assert "Alone, on paper" in str(page.update()[0]["parts"]["talk"])

    asyncio.run(walk())


def test_the_debrief_is_not_opened_past_the_questions_from_memory(class_: Pages) -> None:
    class_.desk.decide("1", class_.option, inject=class_.inject(class_.seats[0]))
    class_.desk.endex()
    told, _ = class_.pages[0].update()
    assert not told.get("over")
    memory = told["parts"]["memory"]
    assert memory.count("<form") == 1  # one form, whose button leads on: nothing typed is left behind
    assert "Read your debrief; what you typed is kept" in memory
    assert "/seat/debrief" not in memory
    assert 'href="#memory"' in told["parts"]["hot_wash"]
    for prompt, given in (("weighed", {"pick": "none"}), ("luck", {"pick": "nowhere"})):
        class_.seats[0].submit(cmd.Recall(prompt=prompt, **given))
    for prompt in ("exchange", "unknown"):
        class_.seats[0].submit(cmd.Recall(prompt=prompt, text="A line."))
    told, _ = class_.pages[0].update()
    assert told["over"]
    assert "Keep it, for yourself alone" in told["parts"]["memory"]  # the plan, by itself
    class_.desk.ask_recall(False)
    assert class_.pages[1].update()[0]["over"]
