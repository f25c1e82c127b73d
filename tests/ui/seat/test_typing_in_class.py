"""What somebody at a seat of a class types stays: over pause, hold, Escape, paste, another device."""

from pathlib import Path

import pytest
from textual import events

from game.exercise.classroom.classroom import Classroom
from game.exercise.classroom.facilitator_session import Desk
from game.exercise.classroom.participant_session import ClassSeat
from game.record.events import Kind
from game.ui.desk.desk_screen import DeskScreen
from game.ui.seat.seat_app import SeatApp
from tests import discussion
from tests.exercise.seating import Clock, opened, seated, shelf
from tests.ui.class_driving import desk_app, press, seat_app, text, typed, until

SMALL, WIDE = (80, 24), (140, 40)
SIX = "one\ntwo\nthree\nfour\nfive\nsix\n"


@pytest.fixture
def room(tmp_path: Path) -> Classroom:
    return opened(tmp_path, clock=Clock())[0]


def in_play(room: Classroom, people: int = 2) -> list[ClassSeat]:
    seats = seated(room, people)
    Desk(room).begin()
    return seats


def line(app: SeatApp) -> str:
    return app.shown.line.value


async def test_a_pause_and_a_hold_only_lock_sending(room: Classroom) -> None:
    ada, desk = in_play(room)[0], Desk(room)
    app = seat_app(room, ada.id)
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, "nobody sees it until")
        await press(pilot, "enter", *"half")
        desk.pause("fire drill")
        await until(pilot, "Nothing is lost; time stands still")
        assert line(app) == "half"
        await press(pilot, *" way", "enter", "7", "enter")
        shown = await press(pilot, "enter")
        assert "Not sent, but kept. PAUSED" in shown
        assert not room.tables["1"].run.choices.get("pump")
        desk.resume()
        desk.hold("1", "wait")
        await until(pilot, "HELD")
        assert "The strongest argument" in text(app)
        desk.let_go("1")
        await until(pilot, "nobody sees it until")
        await press(pilot, "enter")
        await until(pilot, "Chosen.")
    made = room.tables["1"].run.choices["pump"][0]
    assert (made.reason, made.confidence) == ("half way", 7)
    assert room.log.drafts.all() == []


async def test_in_a_pause_the_line_can_be_opened_and_typed_into(room: Classroom) -> None:
    ada = in_play(room)[0]
    Desk(room).pause("fire drill")
    app = seat_app(room, ada.id)
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, "Nothing is lost; time stands still")
        await press(pilot, "enter", *"half", "escape")
    assert ada.draft("pump") == {"reason": "half"}


async def test_escape_loses_nothing_and_each_field_is_there_again(room: Classroom) -> None:
    ada = in_play(room)[0]
    app = seat_app(room, ada.id)
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, "nobody sees it until")
        await press(pilot, "enter")
        await typed(pilot, "dry")
        await press(pilot, "7", "escape")
        await press(pilot, "enter")
        assert line(app) == "dry"
        await press(pilot, "enter")
        assert line(app) == "7"
        await press(pilot, "escape", "n", *"mind", "escape", "n")
        assert line(app) == "mind"


async def test_half_a_reason_is_there_after_the_host_was_killed_and_on_another_device(tmp_path: Path) -> None:
    room, _ = opened(tmp_path, clock=Clock())
    ada = in_play(room)[0]
    app = seat_app(room, ada.id)
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, "nobody sees it until")
        await press(pilot, "enter", *"half")
        while not ada.draft("pump"):  # written while it is typed, and nobody left the field
            await pilot.pause(0.05)
        room.close()
        again = shelf(tmp_path).reopen(room.name)
        Desk(again).resume()
        second = seat_app(again, ada.id)
        async with second.run_test(size=WIDE) as other:
            await until(other, "nobody sees it until")
            await press(other, "enter")
            assert line(second) == "half"
        again.close()


async def test_a_paste_of_lines_is_one_answer_and_without_a_line_it_does_nothing(room: Classroom) -> None:
    ada = in_play(room)[0]
    app = seat_app(room, ada.id)
    async with app.run_test(size=SMALL) as pilot:
        before = await until(pilot, "nobody sees it until")
        app.post_message(events.Paste("nqx\n\n"))
        assert await press(pilot) == before
        await press(pilot, "enter")
        app.post_message(events.Paste(SIX))
        await press(pilot)
        assert line(app).split() == SIX.split()
        assert "Why? Your reason" in text(app)
        assert not room.tables["1"].run.choices.get("pump")


async def test_when_the_choices_are_shown_under_somebody_it_is_said_and_the_words_are_a_note(room: Classroom) -> None:
    ada = in_play(room)[0]
    app = seat_app(room, ada.id)
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, "nobody sees it until")
        await press(pilot, "enter")
        await typed(pilot, "dry")
        await press(pilot, "7", "enter", *"but")
        Desk(room).show_choices("1", "enough")
        shown = await until(pilot, "NOT sent")
        assert "n makes a note of them" in " ".join(shown.split())
        await press(pilot, "n")
        assert line(app) == "dry but"
        await press(pilot, "enter")
    assert [note.text for note in room.tables["1"].run.notes] == ["dry but"]
    assert room.log.drafts.all() == []


async def test_words_left_in_a_closed_panel_are_the_note_once_the_choices_are_shown(room: Classroom) -> None:
    ada = in_play(room)[0]
    app = seat_app(room, ada.id)
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, "nobody sees it until")
        await press(pilot, "enter", *"half", "escape")
        Desk(room).show_choices("1", "enough")
        await until(pilot, "choices")
        await press(pilot, "n")
        assert line(app) == "half"


async def test_letters_of_a_seat_act_with_caps_lock(room: Classroom) -> None:
    ada = in_play(room)[0]
    async with seat_app(room, ada.id).run_test(size=WIDE) as pilot:
        await until(pilot, "nobody sees it until")
        assert "Person 0 (you)" in await press(pilot, "V")


WRITTEN = ("b", "p", "h", "x", "c", "r", "s", "y", "u", "i", "w", "m", "j", "o", "k", "e", "a")
"""The desk's keys that write, send or make worthless what was given out."""


@pytest.mark.parametrize("state", ["lobby", "play", "paused", "endex"])
@pytest.mark.parametrize("key", WRITTEN)
async def test_no_key_of_the_desk_writes_by_itself(room: Classroom, key: str, state: str) -> None:
    desk = Desk(room)
    made: list[str] = []
    if state != "lobby":
        in_play(room, 1)
    match state:
        case "paused":
            desk.pause("fire drill")
        case "endex":
            desk.endex("time")
    app = desk_app(room, pages_at=lambda: made.append("pages") or "", new_link=lambda: made.append("link") or "")
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await press(pilot)
        before = (room.log.events("class"), *(room.log.events(each) for each in room.tables))
        await press(pilot, key)
        await press(pilot, key.upper())
        assert (room.log.events("class"), *(room.log.events(each) for each in room.tables)) == before
        assert made == []


async def test_a_sentence_typed_where_no_line_is_open_gives_no_endex(room: Classroom) -> None:
    in_play(room, 1)
    app = desk_app(room)
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await press(pilot)
        await typed(pilot, "everybody stop")
        assert not room.roster.over
        await press(pilot, "escape", "escape")
        assert isinstance(app.screen, DeskScreen)
        assert not any(event.kind is Kind.ENDEX for event in room.log.events("class"))


async def test_what_the_desk_typed_and_let_be_is_there_when_it_asks_again(room: Classroom) -> None:
    in_play(room, 1)
    app = desk_app(room)
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await press(pilot, "p", *"drill", "escape")
        assert "drill" in await press(pilot, "p")
        await press(pilot, "enter")
        assert room.roster.paused
        assert "Time runs again" in await press(pilot, "p")
        await press(pilot, "enter")
        assert "drill" not in (await press(pilot, "p")).split("Pause")[-1]


async def test_a_decision_for_all_takes_a_key_of_its_own(room: Classroom) -> None:
    seats = in_play(room)
    leader = next(seat for seat in seats if seat.leads())
    Desk(room).show_choices("1", "enough")
    app = seat_app(room, leader.id)
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, "Your options")
        for _ in range(2):
            app.simulate_key("enter")  # at once: the second cannot have been meant for the question
        assert "Decide for your syndicate" in await press(pilot)
        app.post_message(events.Paste("yes\n\n"))
        assert "Decide for your syndicate" in await press(pilot)
        assert "Decide for your syndicate" not in await press(pilot, "e")
        assert room.tables["1"].run.decisions == ()
        await press(pilot, "enter")
        await press(pilot, "enter")
        assert len(room.tables["1"].run.decisions) == 1


async def test_an_answer_is_typed_on_several_lines_and_sent_only_when_one_is_sure(tmp_path: Path) -> None:
    room = opened(tmp_path, 1, clock=Clock(), scenario=discussion.scenario())[0]
    seats = in_play(room)
    writer = next(seat for seat in seats if seat.leads())
    app = seat_app(room, writer.id)
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, "write the answer of your syndicate")
        await press(pilot, "enter", *"We own the hour.", "ctrl+j")
        app.post_message(events.Paste("Nobody else\ndoes."))
        shown = await press(pilot)
        assert [row.strip() for row in shown.split("\n")[-6:-3]] == ["We own the hour.", "Nobody else", "does."]
        assert "Ctrl+J a new line" in shown
        assert "Send it? It stays as it is." in await press(pilot, "enter")
        assert not room.tables["1"].run.texts
        await press(pilot, "escape")
        assert line(app) == "We own the hour.\nNobody else\ndoes."
        await press(pilot, "enter")
        await press(pilot, "enter")
    assert room.tables["1"].run.texts["first_hour"].text == "We own the hour.\nNobody else\ndoes."
    assert room.log.drafts.all() == []
