"""Odd scenarios in odd windows: nothing, far too much, and every screen between."""

from pathlib import Path

import pytest

from game.exercise.commands import ReadBriefing
from game.exercise.run.run_store import ALONE
from game.scenario.scenario import Scenario
from game.ui.debrief.debrief_screen import DebriefScreen
from game.ui.seat.seat_screen import SeatScreen
from tests.exercise.quiet_word import quiet
from tests.kit import ending, inject, option, scenario
from tests.ui.driving import app_at, asked, at, library, press, seated, text, until
from tests.ui.test_hostile import whole

ODD = {
    "no injects": lambda: scenario([], days=3),
    "no roles, lessons, gauges": lambda: scenario([inject("one", option("act"))], roles=[], gauges={}),
    "no options": lambda: scenario([inject("one"), inject("two")]),
    "all closed": lambda: scenario([inject("one", option("shut", requires="trust > 90")), inject("two", option("a"))]),
    "sixty gauges": lambda: scenario(
        [inject("one", option("act"))], gauges={f"g{n}": {"start": n, "shown": "assessed"} for n in range(60)}
    ),
    "twelve options": lambda: scenario([inject("one", *(option(f"o{n}") for n in range(12)))]),
    "hidden gauges": lambda: scenario(
        [inject("one", option("act", effects={"under": 5}))], gauges={"under": {"start": 1, "shown": "hidden"}}
    ),
    "a stop at once": lambda: scenario(
        [inject("one", option("act", effects={"trust": -99}))], endings=[ending("gone", when="trust < 1", stops=True)]
    ),
    "no clock to speak of": lambda: scenario([inject("one", option("act"))], days=0),
}


@pytest.mark.parametrize("size", [(40, 12), (250, 70)])
@pytest.mark.parametrize("name", ODD)
async def test_it_is_played_to_its_debrief(tmp_path: Path, name: str, size: tuple[int, int]) -> None:
    made: Scenario = ODD[name]()
    shelf, table = seated(tmp_path, made)
    app = app_at(shelf, table)
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: isinstance(app.screen, SeatScreen | DebriefScreen))
        for _ in range(30):
            if isinstance(app.screen, DebriefScreen):
                break
            whole(app)
            if at(app, "situation"):
                assert "Under" not in text(app)
                await press(pilot, "g", "escape", "t", "escape")
            await press(pilot, *["enter"] * (4 if asked(app) else 1))
        assert isinstance(app.screen, DebriefScreen), text(app)
        for section in app.screen.sections:
            app.screen.go_to(section.id)
            await pilot.pause()
        whole(app)


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
async def test_in_one_seat_what_is_for_others_is_said_to_be_decided_in_their_place(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    shelf = library(tmp_path)
    table = shelf.begin(quiet(), 7, "adviser")
    table.seat(ALONE).submit(ReadBriefing())
    app = app_at(shelf, table)
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: "This is for Chief: you decide it in their place" in text(app))
        assert "SITUATION" in text(app)
        for key in ("d", "o"):
            await press(pilot, key)
            assert not [word for word in ("PAPER", "ALONE") if word in text(app)]
