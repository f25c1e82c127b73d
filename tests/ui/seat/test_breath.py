"""A breath after each decision: the outcome is a page of its own, and how it ended has the screen to itself."""

from pathlib import Path

import pytest
from textual.pilot import Pilot

from game.exercise import commands as cmd
from game.exercise.run.run_store import ALONE
from game.scenario.scenario import Scenario
from game.ui.debrief.debrief_screen import DebriefScreen
from game.ui.panels.recall import RecallPanel
from tests.kit import document, ending, inject, option, scenario
from tests.ui.driving import app_at, asked, at, lines, press, seat_screen, seated, text, until

SIZES = [(80, 24), (160, 45)]


def two() -> Scenario:
    """Two decisions with a suggested time, an ending, a question after play."""
    return scenario(
        [
            inject(
                "one",
                option("act", outcome="The lamp burns."),
                situation="It is dark.",
                minutes=5,
                documents=[document(text="A page of it.")],
            ),
            inject("two", option("act"), title="The other bank", situation="Somebody calls.", minutes=5),
        ],
        endings=[ending("lit", title="A light on the bank", text="It can be seen from afar.")],
        questions=[{"id": "trust", "ask": "How far do you trust them?", "when": "after", "scale": 10}],
    )


async def decided(pilot: Pilot[None]) -> None:
    """Decide on the first option, up to the page with what came of it."""
    await until(pilot, lambda: at(pilot.app, "situation") and "? help" in text(pilot.app))
    await press(pilot, "enter")
    await until(pilot, lambda: asked(pilot.app))
    await press(pilot, "enter", "enter", "enter", "enter")
    await until(pilot, lambda: at(pilot.app, "outcome"))


@pytest.mark.parametrize("size", SIZES)
async def test_the_outcome_has_the_screen_and_the_next_time_begins_once_it_is_read(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    shelf, table = seated(tmp_path, two())
    app = app_at(shelf, table)
    now = 0.0
    app.timer = lambda: now
    async with app.run_test(size=size) as pilot:
        await decided(pilot)
        shown = text(app)
        assert "The lamp burns." in shown
        assert "The other bank" not in shown, "nothing of what comes next is seen yet"
        assert "left" not in lines(app)[-1]
        assert not {"a", "d", "o", "1-9"} & set(lines(app)[-1].split())
        await press(pilot, "s", "a", "w", "1")
        assert at(app, "outcome"), "a key that is about what comes next lets nothing pass by"
        now = 240.0  # four minutes of reading and talking
        await press(pilot, "enter")
        await until(pilot, lambda: "The other bank" in text(app))
        assert "5:00 left" in text(app)
        now = 300.0
        app.screen.tick()  # type: ignore[attr-defined]
        await until(pilot, lambda: "4:00 left" in text(app))


@pytest.mark.parametrize("size", SIZES)
async def test_how_it_ended_is_read_before_anything_is_asked(tmp_path: Path, size: tuple[int, int]) -> None:
    shelf, table = seated(tmp_path, two())
    app = app_at(shelf, table)
    async with app.run_test(size=size) as pilot:
        await decided(pilot)
        await press(pilot, "enter")
        await decided(pilot)
        assert "A light on the bank" not in text(app)
        await press(pilot, "enter")
        await until(pilot, lambda: "It can be seen from afar." in text(app))
        assert "How far do you trust" not in text(app)
        await press(pilot, "enter")
        await until(pilot, lambda: asked(app))
        await press(pilot, "7", "enter")
        await until(pilot, lambda: isinstance(app.screen, RecallPanel) and app.screen.seen)
        await press(pilot, "escape")
        await until(pilot, lambda: isinstance(app.screen, DebriefScreen))
    assert list(table.run.answers.values()) == [7]


async def test_a_page_that_is_longer_than_the_screen_says_how_much_is_below(tmp_path: Path) -> None:
    made = scenario([inject("one", option("act", outcome="It burns on. " * 200))])
    app = app_at(*seated(tmp_path, made))
    async with app.run_test(size=(80, 24)) as pilot:
        await decided(pilot)
        await until(pilot, lambda: "more lines: PgDn" in text(app))


@pytest.mark.parametrize("key", ["g", "t", "l", "r", "v", "h", "b"])
async def test_what_is_looked_up_at_an_outcome_leads_back_into_it(tmp_path: Path, key: str) -> None:
    shelf, table = seated(tmp_path, two())
    table.seat(ALONE).submit(cmd.OpenDocument(inject="one", document=0))
    app = app_at(shelf, table)
    now = 0.0
    app.timer = lambda: now
    async with app.run_test(size=(80, 24)) as pilot:
        await decided(pilot)
        seat = seat_screen(app)
        await press(pilot, key)
        await until(pilot, lambda: seat.page != "outcome" or seat.shelved)
        assert "The other bank" not in text(app), "nothing of what comes next stands beside it"
        assert "Somebody calls." not in text(app)
        assert "left" not in lines(app)[-1], "the next time has not begun"
        await press(pilot, "g", "escape")
        await until(pilot, lambda: at(app, "outcome") and not seat.shelved and "The lamp burns." in text(app))
        await press(pilot, key)
        await until(pilot, lambda: seat.page != "outcome" or seat.shelved)
        if key != "b":  # there Enter reads the paper
            await press(pilot, "enter")
            await until(pilot, lambda: at(app, "outcome") and "The lamp burns." in text(app))
        else:
            await press(pilot, "enter")
            await until(pilot, lambda: "A page of it." in text(app))
            await press(pilot, "escape", "escape")
            await until(pilot, lambda: at(app, "outcome") and not seat.shelved)
        now = 240.0
        await press(pilot, "enter")
        await until(pilot, lambda: "The other bank" in text(app))
        assert "5:00" in lines(app)[-1]
        await press(pilot, "g", "escape")
        await until(pilot, lambda: at(app, "situation"))


async def test_since_the_last_move_its_own_outcome_came_too(tmp_path: Path) -> None:
    shelf, table = seated(tmp_path, two())
    app = app_at(shelf, table)
    async with app.run_test(size=(80, 24)) as pilot:
        await decided(pilot)
        await press(pilot, "enter")
        await until(pilot, lambda: at(app, "situation"))
        await press(pilot, "w")
        await until(pilot, lambda: at(app, "since"))
        assert "The lamp burns." in text(app)
        assert "Nothing came" not in text(app)
