"""Reading in a small window: the situation first, whole and announced; the options on a key or at its end."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot

from game.scenario.load import find, load
from game.scenario.scenario import Scenario
from game.ui.seat.seat_screen import SeatScreen
from game.ui.shell.confirm import Confirm
from game.ui.solo.solo_app import WhitecellApp
from tests.kit import document, inject, option, scenario
from tests.ui.driving import app_at, asked, lines, press, seated, text, until

SMALL, WIDE = (80, 24), (160, 45)
CASE = "The longer it waits, the dearer it becomes, and everybody at this table knows whose money that would be."


def longer(text: str) -> str:
    """A text a fifth longer, as a translation is."""
    words = text.split(" ")
    return " ".join(word for at, each in enumerate(words) for word in ([each, each] if at % 5 == 4 else [each]))


def stretched(made: Scenario) -> Scenario:
    """A scenario whose every situation, question and case is a fifth longer."""
    grown = (
        replace(
            each,
            situation=longer(each.situation),
            question=longer(each.question),
            options=tuple(
                replace(option, label=longer(option.label), case=longer(option.case)) for option in each.options
            ),
        )
        for each in made.injects
    )
    return replace(made, injects=tuple(grown))


def long_read(situation: str = "Nobody has slept. " * 90 + "The form leaves at ten.") -> Scenario:
    """Something to read that no small window holds beside its options."""
    papers = [document(title=f"Paper {number}") for number in range(3)]
    options = [option(f"o{number}", case=CASE) for number in range(4)]
    return scenario(
        [inject("one", *options, situation=situation, documents=papers, private={"leader": "The bridge is out."})]
    )


async def at_play(pilot: Pilot[None], app: WhitecellApp) -> SeatScreen:
    await until(pilot, lambda: isinstance(app.screen, SeatScreen) and app.screen.is_mounted and "? help" in text(app))
    await pilot.pause()
    assert isinstance(app.screen, SeatScreen)
    return app.screen


async def test_the_situation_has_the_screen_and_says_how_much_is_below_and_what_else_there_is(tmp_path: Path) -> None:
    app = app_at(*seated(tmp_path, long_read()))
    async with app.run_test(size=SMALL) as pilot:
        play = await at_play(pilot, app)
        assert play.folded
        shown = text(app)
        assert "3 papers unread (d), 1 fact only yours (o)" in shown
        assert "Enter: 4 options" in shown
        await until(pilot, lambda: "more lines: PgDn" in text(app))
        assert CASE[:30] not in shown
        footer = lines(app)[-1]
        assert "PgDn read on" in footer
        assert "↑↓" in footer
        assert set("dao") <= set(footer.split()), footer


async def test_at_the_end_of_what_is_read_the_options_come_up_and_its_last_line_stays(tmp_path: Path) -> None:
    app = app_at(*seated(tmp_path, long_read()))
    async with app.run_test(size=SMALL) as pilot:
        play = await at_play(pilot, app)
        for _ in range(12):
            if not play.folded:
                break
            await press(pilot, "pagedown")
        assert "The form leaves at ten." in " ".join(text(app).split())
        assert "Your options, 1 to 4" in text(app)
        assert isinstance(app.screen, SeatScreen), "reading on decides nothing"
        await press(pilot, "escape")
        assert play.folded
        assert isinstance(app.screen, SeatScreen)
        await press(pilot, "escape")
        assert isinstance(app.screen, Confirm), "from the situation it is asked before the run is left"


@pytest.mark.parametrize("key", ["enter", "2", "a"])
async def test_a_key_calls_the_options_and_decides_nothing(tmp_path: Path, key: str) -> None:
    app = app_at(*seated(tmp_path, long_read()))
    async with app.run_test(size=SMALL) as pilot:
        play = await at_play(pilot, app)
        await press(pilot, key)
        assert app.screen is play
        assert not play.folded
        assert "▸ " in text(app)
        await press(pilot, "enter")
        assert asked(app)


@pytest.mark.parametrize("size", [SMALL, WIDE])
async def test_what_fits_stands_there_with_its_options_at_once(tmp_path: Path, size: tuple[int, int]) -> None:
    app = app_at(*seated(tmp_path, long_read("It is quiet." if size == SMALL else "It is quiet. " * 40)))
    async with app.run_test(size=size) as pilot:
        play = await at_play(pilot, app)
        assert not play.folded
        assert "▸ 1 " in text(app)
        assert "PgDn" not in text(app), "nothing lies below the fold, and nothing says so"


@pytest.mark.parametrize("language", [lambda made: made, stretched], ids=["English", "a fifth longer"])
@pytest.mark.parametrize("id", ["starter", "orvane_mission"])
async def test_every_situation_can_be_read_to_its_end_in_80_columns(
    tmp_path: Path, id: str, language: Callable[[Scenario], Scenario]
) -> None:
    """The first inject of what is shipped: what is not in sight is announced, and what reads on is named."""
    app = app_at(*seated(tmp_path, language(load(find(id)))))
    async with app.run_test(size=SMALL) as pilot:
        play = await at_play(pilot, app)
        assert play.inject is not None
        last = play.inject.situation.split()[-1]
        if play.scrolls:
            assert "PgDn" in "".join(lines(app)[:-1])
            assert "PgDn" in lines(app)[-1]
        for _ in range(20):
            if not play.folded:
                break
            await press(pilot, "pagedown")
        assert last in text(app)
        assert "Your options, 1 to " in text(app)


async def test_the_papers_that_are_read_are_unread_no_more(tmp_path: Path) -> None:
    app = app_at(*seated(tmp_path, long_read()))
    async with app.run_test(size=SMALL) as pilot:
        await at_play(pilot, app)
        await press(pilot, "d", "enter", "enter", "escape")
        assert "2 papers unread (d)" in text(app)
        await press(pilot, "d", "enter", "enter", "enter", "enter", "escape")
        assert "unread" not in text(app)
        assert "d Documents 3/3" in text(app)


async def test_where_there_are_no_gauges_no_key_shows_them(tmp_path: Path) -> None:
    made = scenario([inject("one", option("a"), option("b"))], gauges={})
    app = app_at(*seated(tmp_path, made))
    async with app.run_test(size=(160, 45)) as pilot:
        await until(pilot, lambda: "t timeline" in text(app))
        assert "g gauges" not in text(app)
