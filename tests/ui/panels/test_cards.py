"""The cards of a talk on the screen: a line for the group, then the record; Escape leaves and loses nothing."""

from pathlib import Path

from game.exercise import commands as cmd
from game.ui.debrief.debrief_screen import DebriefScreen
from game.ui.panels.cards import Cards
from tests.kit import inject, option, scenario
from tests.ui.driving import app_at, press, seated, text, until


async def test_a_card_asks_first_then_shows_the_record_and_keeps_the_line(tmp_path: Path) -> None:
    shelf, table = seated(tmp_path, scenario([inject("one", option("act"))]))
    table.seat("solo").submit(cmd.Decide(inject="one", option="act"))
    app = app_at(shelf, table)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, DebriefScreen))
        await press(pilot, "c")
        await until(pilot, lambda: isinstance(app.screen, Cards) and app.screen.seen)
        assert "Card 1 of 10" in text(app)
        assert "The record" not in text(app).replace("shows the record", "")
        await press(pilot, "enter", "enter")
        await until(pilot, lambda: "Card 2 of 10" in text(app))
        await press(pilot, "x", "y", "enter")
        await until(pilot, lambda: "You: xy" in text(app))
        assert "A test, 1 decision." in text(app)
        await press(pilot, "pageup")
        await until(pilot, lambda: "Card 1 of 10" in text(app))
        await press(pilot, "escape")
        await until(pilot, lambda: isinstance(app.screen, DebriefScreen))
    assert [note.text for note in shelf.read(table.name).notes] == ["How it ended: xy"]
