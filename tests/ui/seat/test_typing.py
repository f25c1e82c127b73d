"""What is typed stays: pasted text is text, a decision is confirmed by a key of its own, Escape loses nothing."""

from collections.abc import Callable
from pathlib import Path

import pytest
from textual import events
from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.widgets import Input

from game.exercise.run.run_store import ALONE, Library
from game.ui.seat.seat_screen import SeatScreen
from game.ui.shell.actions import Where, acts, bindings
from game.ui.solo.home import Home
from game.ui.widgets.line import Line
from tests.kit import inject, option, scenario
from tests.ui.driving import app_at, asked, press, seat_screen, seated, text, until

SMALL = (80, 24)
SIX = "one\ntwo\nthree\nfour\nfive\nsix\n"
TWO = [inject("one", option("act"), option("wait")), inject("two", option("act"))]


async def paste(pilot: Pilot[None], words: str) -> None:
    pilot.app.post_message(events.Paste(words))
    await pilot.pause()


def marked_option(app: App[None]) -> str | None:
    """The id of the option that is marked."""
    seat = seat_screen(app)
    return seat.inject.options[seat.turned.marked].id if seat.inject else None


class Bare(App[None]):
    """A program that is a line."""

    def __init__(self, made: Callable[[], Line]) -> None:
        super().__init__()
        self.made = made
        self.sent: list[str] = []
        self.said: list[str] = []

    def compose(self) -> ComposeResult:
        yield self.made()

    @property
    def line(self) -> Line:
        return self.query_one(Line)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        self.sent.append(event.value)

    def say(self, text: str, error: bool = False) -> None:
        self.said.append(text)


@pytest.mark.parametrize(
    ("before", "pasted", "after"),
    [
        ("", SIX, "one two three four five six "),
        ("", "\r\n  one\r\n\r\n\ttwo", "one two"),
        ("so ", "one\ntwo", "so one two"),
        ("so", " one\ntwo", "so one two"),
        ("", "a\x1b[31mb\x07", "a\N{REPLACEMENT CHARACTER}[31mb\N{REPLACEMENT CHARACTER}"),
    ],
)
async def test_all_of_a_paste_stays_and_none_of_it_is_enter(before: str, pasted: str, after: str) -> None:
    app = Bare(lambda: Line(before, limit=100))
    async with app.run_test() as pilot:
        app.line.cursor_position = len(before)
        await paste(pilot, pasted)
        assert app.line.value == after
        assert app.sent == []


async def test_what_does_not_fit_is_cut_and_said() -> None:
    app = Bare(lambda: Line("abc", limit=10))
    async with app.run_test() as pilot:
        app.line.cursor_position = 3
        await paste(pilot, "0123456789")
        assert app.line.value == "abc0123456"
        assert "room for 10 letters" in app.said[0]


@pytest.mark.parametrize(("typed", "number"), [("&", "1"), ('é"', "23"), ("çà", "90"), ("7", "7")])
async def test_the_french_row_gives_digits_where_a_number_is_asked(typed: str, number: str) -> None:
    app = Bare(lambda: Line(digits=3))
    async with app.run_test() as pilot:
        await press(pilot, *typed)
        assert app.line.value == number
        await paste(pilot, "\n")
        assert app.line.value == number


async def test_six_pasted_lines_are_one_reason_and_decide_nothing(tmp_path: Path) -> None:
    shelf, table = seated(tmp_path, scenario(TWO))
    app = app_at(shelf, table)
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: isinstance(app.screen, SeatScreen))
        await press(pilot, "enter")
        for _ in range(5):
            await paste(pilot, SIX)
        assert asked(app)
        assert table.run.choices == {}
        assert seat_screen(app).line.value.split() == SIX.split() * 5
        await press(pilot, "enter", "enter", "enter")
        assert "Is that your decision?" in text(app)
        await paste(pilot, SIX)
        assert table.run.decisions == ()
        await press(pilot, "escape")
        assert asked(app)
        assert "Is that your decision?" not in text(app)
        await press(pilot, "enter", "enter")
    assert table.run.choices["one"][0].reason == " ".join(SIX.split() * 5)


async def test_a_key_that_came_before_the_question_stood_there_does_not_decide(tmp_path: Path) -> None:
    shelf, table = seated(tmp_path, scenario(TWO))
    app = app_at(shelf, table)
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: isinstance(app.screen, SeatScreen))
        await press(pilot, "enter", "enter", "enter")
        for _ in range(2):
            app.simulate_key("enter")  # both at once: the second cannot have been meant for what the first brings up
        await pilot.pause()
        assert table.run.decisions == ()
        assert "Is that your decision?" in text(app)


async def test_escape_leaves_the_panel_and_what_was_typed_is_there_when_it_opens_again(tmp_path: Path) -> None:
    shelf, table = seated(tmp_path, scenario(TWO))
    app = app_at(shelf, table)
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: isinstance(app.screen, SeatScreen))
        await press(pilot, "enter", *"half", "enter", "7", "escape", "2", "enter")
        second = marked_option(app)
        assert asked(app)
        assert seat_screen(app).line.value == "half"
        await press(pilot, *"way", "enter", "enter", "enter", "enter")
    choice = table.run.choices["one"][0]
    assert (choice.option, choice.reason, choice.confidence) == (second, "halfway", 7)
    assert table.log.drafts.all() == []


async def test_what_was_typed_is_there_in_the_next_program(tmp_path: Path) -> None:
    shelf, table = seated(tmp_path, scenario(TWO))
    app = app_at(shelf, table)
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: isinstance(app.screen, SeatScreen))
        await press(pilot, "n", *"mind it", "escape", "enter", *"half")
        await until(pilot, lambda: bool(table.draft(ALONE, "one")))
        assert table.draft(ALONE, "one") == {"reason": "half"}
    again = Library(tmp_path).resume(table.name)
    app = app_at(shelf, again)
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: isinstance(app.screen, SeatScreen))
        await press(pilot, "enter")
        assert seat_screen(app).line.value == "half"
        await press(pilot, "escape", "n")
        assert asked(app)
        assert seat_screen(app).line.value == "mind it"
        await press(pilot, "enter")
    assert [note.text for note in Library(tmp_path).read(table.name).notes] == ["mind it"]


async def test_letters_act_in_either_case_and_the_french_row_marks_options(tmp_path: Path) -> None:
    shelf, table = seated(tmp_path, scenario(TWO))
    app = app_at(shelf, table)
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, SeatScreen))
        await until(pilot, lambda: marked_option(app) is not None)
        first = marked_option(app)
        await press(pilot, "é")
        assert marked_option(app) not in (None, first)
        await press(pilot, "ampersand")
        assert marked_option(app) == first
        await press(pilot, "S")
        assert seat_screen(app).page == "situation"
        await press(pilot, "T")
        assert seat_screen(app).page == "timeline"


@pytest.mark.parametrize("where", list(Where))
def test_every_letter_acts_with_caps_lock_too(where: Where) -> None:
    bound = {key for each in bindings(where) for key in each.key.split(",")}  # type: ignore[union-attr]
    letters = {key for act in acts(where) for key in act.keys.split(",") if len(key) == 1 and key.isalpha()}
    assert {letter.upper() for letter in letters} <= bound


async def test_escape_goes_one_step_back_and_asks_before_it_leaves_a_run(tmp_path: Path) -> None:
    shelf, table = seated(tmp_path, scenario(TWO))
    app = app_at(shelf, table)
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: isinstance(app.screen, SeatScreen))
        await press(pilot, "1")
        assert seat_screen(app).page == "advice"
        await press(pilot, "escape")
        assert isinstance(app.screen, SeatScreen)
        assert app.screen.page == "situation"
        await press(pilot, "escape")
        assert "Leave this run for now?" in text(app)
        await press(pilot, "x")
        assert isinstance(app.screen, SeatScreen), "a letter is no answer"
        await press(pilot, "escape", "enter")
        assert isinstance(app.screen, Home)
