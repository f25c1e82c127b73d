"""The first screen: the mark stands on what was left, and a run can be deleted."""

from pathlib import Path

import pytest
from textual.pilot import Pilot

from game.author.new import create
from game.author.new_scenario_prompts import wish
from game.exercise import commands as cmd
from game.exercise.run.run_session import Table
from game.exercise.run.run_store import ALONE, Library
from game.ui.author.guide import Guide
from game.ui.panels.picker import Picker
from game.ui.seat.seat_screen import SeatScreen
from game.ui.shell.confirm import Confirm
from game.ui.solo.home import Home
from game.ui.solo.solo_app import WhitecellApp
from game.wishes import PageWish
from tests.kit import inject, option, scenario
from tests.ui.driving import app_at, library, press, text, until


def left(shelf: Library, title: str, ended: bool = False) -> Table:
    """A run that was let go of: in the middle, or at its end."""
    table = shelf.begin(scenario([inject("one", option("a")), inject("two", option("a"))], title=title), 7)
    seat = table.seat(ALONE)
    seat.submit(cmd.ReadBriefing())
    for id in ("one", "two")[: 2 if ended else 1]:
        seat.submit(cmd.Decide(inject=id, option="a"))
    if not ended:
        seat.keep_draft("two", {"reason": "Nobody else may read this."})
    table.log.close()
    return table


async def at_home(pilot: Pilot[None], app: WhitecellApp, shows: str) -> None:
    await until(pilot, lambda: isinstance(app.screen, Home) and shows in text(app))


def marked(app: WhitecellApp) -> str:
    """The row that has the sign."""
    return next(line for line in text(app).split("\n") if "▸" in line)


def shown(app: WhitecellApp) -> type:
    """The kind of screen that lies on top."""
    return type(app.screen)


async def test_the_mark_stands_on_what_was_left_unfinished_and_enter_goes_on_with_it(tmp_path: Path) -> None:
    shelf = library(tmp_path)
    left(shelf, "Played to its end", ended=True)
    left(shelf, "Left in the middle")
    app = app_at(shelf)
    async with app.run_test(size=(80, 24)) as pilot:
        await at_home(pilot, app, "GO ON WITH")
        assert "Left in the middle" in marked(app)
        await press(pilot, "enter")
        await until(pilot, lambda: "─ Previously ─" in text(app))
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(app.screen, SeatScreen))
    assert len(shelf.entries()) == 2, "nothing new was begun"


async def test_with_nothing_left_the_mark_stands_on_the_first_scenario(tmp_path: Path) -> None:
    left(library(tmp_path), "Played to its end", ended=True)
    app = app_at(library(tmp_path))
    async with app.run_test(size=(80, 24)) as pilot:
        await at_home(pilot, app, "LOOK BACK ON")
        assert "Played to its end" not in marked(app)
        assert app.screen.marked_row().scenario  # type: ignore[attr-defined]


async def test_a_run_is_deleted_once_that_was_asked_and_the_others_stay(tmp_path: Path) -> None:
    shelf = library(tmp_path)
    gone, stays = left(shelf, "Never meant"), left(shelf, "Meant", ended=True)
    app = app_at(shelf)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await at_home(pilot, app, "GO ON WITH")
        await press(pilot, "x")
        assert shown(app) is Confirm
        assert gone.name in text(app)
        await press(pilot, "y")  # a letter is no answer
        assert shown(app) is Home
        assert len(shelf.entries()) == 2
        await press(pilot, "x", "enter")
        await until(pilot, lambda: f"Deleted: {gone.name}" in " ".join(text(app).split()))
        await until(pilot, lambda: "GO ON WITH" not in text(app))
        await press(pilot, "x")
        assert shown(app) is Home, "the mark stands on a scenario now, which cannot be deleted"
    assert [entry.id for entry in shelf.entries()] == [stays.name]
    assert not [file.name for file in shelf.folder.iterdir() if gone.name in file.name]


async def test_a_run_that_is_open_elsewhere_is_not_deleted(tmp_path: Path) -> None:
    shelf = library(tmp_path)
    name = left(shelf, "Open elsewhere").name
    held = shelf.resume(name)
    app = app_at(shelf)
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await at_home(pilot, app, "GO ON WITH")
        await press(pilot, "x", "enter")
        await until(pilot, lambda: "another window" in text(app))
    held.log.close()
    assert shelf.read(name).decisions


async def test_deleting_is_named_only_where_a_run_is_marked(tmp_path: Path) -> None:
    shelf = library(tmp_path)
    left(shelf, "Left in the middle")
    app = app_at(shelf)
    async with app.run_test(size=(120, 30)) as pilot:
        await at_home(pilot, app, "GO ON WITH")
        await until(pilot, lambda: "x delete" in text(app))
        await press(pilot, "down")
        await until(pilot, lambda: "x delete" not in text(app))
        await press(pilot, "up")
        await until(pilot, lambda: "x delete" in text(app))


async def test_what_is_below_the_fold_of_the_page_is_said_and_can_be_read(tmp_path: Path) -> None:
    app = app_at(library(tmp_path))
    async with app.run_test(size=(80, 24)) as pilot:
        await at_home(pilot, app, "SCENARIOS")
        await until(pilot, lambda: "more lines: Tab" in text(app))
        about = app.screen.query_one("#about")
        await press(pilot, "tab", "down")
        await until(pilot, lambda: about.scroll_offset.y > 0)
        await press(pilot, "q")
        await until(pilot, lambda: shown(app) is Confirm)


async def test_what_is_marked_is_played_in_a_browser_and_only_what_can_be(tmp_path: Path) -> None:
    shelf = library(tmp_path)
    left(shelf, "Played to its end", ended=True)
    half = left(shelf, "Left in the middle")
    app = app_at(shelf)
    async with app.run_test(size=(120, 30)) as pilot:
        await at_home(pilot, app, "GO ON WITH")
        await until(pilot, lambda: "in a browser" in text(app))
        await press(pilot, "o")
    assert app.wish == PageWish(half.name)
    shelf.resume(half.name).log.close()  # it was let go of for whoever plays it there
    app = app_at(shelf)
    async with app.run_test(size=(120, 30)) as pilot:
        await at_home(pilot, app, "GO ON WITH")
        await press(pilot, "end", "up", "up", "up")  # a run that is over is looked back on
        assert isinstance(app.screen, Home)
        row = app.screen.marked_row()
        assert row is not None
        assert not row.scenario
        await press(pilot, "o")
        assert app.wish is None
        assert isinstance(app.screen, Home)


async def test_a_scenario_asks_for_its_seat_before_it_is_played_in_a_browser(tmp_path: Path) -> None:
    app = app_at(library(tmp_path))
    async with app.run_test(size=(120, 30)) as pilot:
        await at_home(pilot, app, "SCENARIOS")
        await press(pilot, "o")
        await until(pilot, lambda: "Which seat do you take?" in text(app))
        await press(pilot, "enter")
        await until(pilot, lambda: "What has come before?" in text(app) or app.wish)
        await press(pilot, "b")
        await until(pilot, lambda: app.wish)
    (run,) = library(tmp_path).entries()
    assert app.wish == PageWish(run.id)


async def test_what_an_author_wrote_in_this_folder_stands_at_home_and_the_guide_opens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    create(wish("my_flood", {}), Path())
    (tmp_path / "other.yaml").write_text("services: {web: {}}\n", encoding="utf-8")
    app = app_at(library(tmp_path / "home"))
    async with app.run_test(size=(80, 24)) as pilot:
        await at_home(pilot, app, "SCENARIOS")
        await press(pilot, "end")
        assert "YOUR OWN SCENARIOS" in text(app)
        assert "other" not in text(app)
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(app.screen, Guide))
        assert "From nothing to a played" in text(app)
        await press(pilot, "down")
        await until(pilot, lambda: "You need a terminal and an editor" in text(app))
        await press(pilot, "escape", "up")
        await until(pilot, lambda: "My flood" in marked(app))
        await press(pilot, "enter")
        await until(pilot, lambda: app.table is not None or isinstance(app.screen, Picker))
