"""Coming back, and looking back while playing: previously, the binder, the map, who is who."""

from pathlib import Path

import pytest
from textual.pilot import Pilot

from game.exercise import commands as cmd
from game.exercise.run.run_store import ALONE
from game.scenario.scenario import Scenario
from game.ui.seat.seat_screen import SeatScreen
from game.ui.solo.solo_app import WhitecellApp
from tests.exercise.views.test_binder import papers
from tests.ui.driving import app_at, library, press, text, until


def halfway(folder: Path, made: Scenario | None = None) -> tuple[object, str]:
    """A run that was left after its first decision, with two papers read."""
    shelf = library(folder)
    table = shelf.begin(made or papers(), 7, "leader")
    seat = table.seat(ALONE)
    seat.submit(cmd.ReadBriefing())
    for number in (0, 1):
        seat.submit(cmd.OpenDocument(inject="one", document=number))
    seat.submit(cmd.Decide(inject="one", option="act"))
    table.log.close()
    return shelf, table.name


async def resumed(pilot: Pilot[None], app: WhitecellApp) -> None:
    await until(pilot, lambda: "Previously" in text(app))


@pytest.mark.parametrize("size", [(80, 24), (160, 45)])
async def test_whoever_comes_back_reads_what_went_before(tmp_path: Path, size: tuple[int, int]) -> None:
    shelf, name = halfway(tmp_path)
    app = app_at(shelf)  # type: ignore[arg-type]
    async with app.run_test(size=size) as pilot:
        app.resume(name)
        await resumed(pilot, app)
        shown = text(app)
        for words in ("So far", "The gate → Act", "On the table", "The ford"):
            assert words in shown
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(app.screen, SeatScreen))


@pytest.mark.parametrize("size", [(80, 24), (160, 45)])
async def test_every_paper_seen_is_a_key_away_and_the_map_another(tmp_path: Path, size: tuple[int, int]) -> None:
    shelf, name = halfway(tmp_path)
    app = app_at(shelf)  # type: ignore[arg-type]
    async with app.run_test(size=size) as pilot:
        app.resume(name)
        await resumed(pilot, app)
        await press(pilot, "enter", "b")
        shown = text(app)
        assert "Code cable: Tonight" in shown
        assert "River" not in shown
        await press(pilot, "down", "enter")
        assert "CODE CABLE" in text(app)
        await press(pilot, "escape")
        assert "Code cable: Tonight" in text(app), "back one step is the list"
        await press(pilot, "escape", "p")
        assert "A ditch." in text(app)
        await press(pilot, "escape", "v")
        shown = text(app)
        assert "Leader: you" in shown
        assert "Medic: nobody; you decide in their place" in shown
        await press(pilot, "escape")
        assert isinstance(app.screen, SeatScreen)
