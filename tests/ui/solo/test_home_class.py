"""The home screen and classes: whoever hosts a scenario of which a class is in play is asked which one they mean."""

from pathlib import Path

from textual.pilot import Pilot

from game.exercise.classroom.class_store import Classes
from game.exercise.run.opening import brought
from game.scenario.menu_head import glances
from game.ui.solo import home_class
from game.wishes import HostWish
from tests.exercise.seating import starter
from tests.ui.class_driving import press, typed, until
from tests.ui.driving import app_at, library


async def asked(pilot: Pilot[None], words: str) -> str:
    """Ask to host the starter, and wait for words; the screen then."""
    home_class.host(pilot.app, [each for each in glances() if each.id == "starter"])  # type: ignore[arg-type]
    await pilot.pause()
    await pilot.press("enter")
    return await until(pilot, words)


async def test_a_class_in_play_is_gone_on_with_or_another_is_begun(home: Path) -> None:
    room, _ = Classes().open(starter(), 2, seed=7)
    room.join(room.syndicates[0].code, "Ada")
    room.close()
    app = app_at(library(home / "runs"))
    async with app.run_test(size=(100, 30)) as pilot:
        assert f"Go on with {room.name}" in await asked(pilot, "A class of this scenario is in play")
        await press(pilot, "enter")
    assert app.wish == HostWish(room.name)
    app = app_at(library(home / "runs"))
    async with app.run_test(size=(100, 30)) as pilot:
        await asked(pilot, "Begin another class")
        await pilot.press("down", "enter")
        await until(pilot, "How many groups play")
        await typed(pilot, "2")
        await until(pilot, "Who plays?")
        await press(pilot, "down", "enter")
        await until(pilot, "What has come before?")
        await press(pilot, "b")
    assert app.wish == HostWish("starter", 2, new=True, openings=brought(starter()).words)


async def test_where_no_class_is_in_play_nothing_more_is_asked(home: Path) -> None:
    async with app_at(library(home / "runs")).run_test(size=(100, 30)) as pilot:
        assert "in play" not in await asked(pilot, "How many groups play")
