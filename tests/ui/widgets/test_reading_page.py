"""A page to read says on its edge how much of it lies below, on every screen that has one, and PgDn goes on."""

from pathlib import Path

import pytest
from textual.screen import Screen

from game.exercise.run.run_store import Library
from game.faces.content_builder import literal
from game.report.compare import compare
from game.report.debrief import debrief
from game.scenario.load import find, load
from game.ui.author.lessons import Lessons
from game.ui.debrief.compare import Compare
from game.ui.panels.reader import Reader
from game.ui.shell.actions import Where
from game.ui.shell.help import Help
from game.ui.widgets.hanging_text import ReadingPage
from tests.faces.conftest import played
from tests.ui.driving import app_at, press, text, until


def two_runs(folder: Path) -> Compare:
    shelf, made = Library(folder), load(find("starter"))
    names = [played(shelf, made), played(shelf, made)]
    assert all(debrief(shelf.read(name), name).title == made.title for name in names)
    left, right = ((name, shelf.read(name)) for name in names)
    return Compare(compare(left, right))


@pytest.mark.parametrize("kind", ["compare", "lessons", "help", "reader"])
async def test_what_lies_below_is_said_and_read_on_to(kind: str, tmp_path: Path) -> None:
    screens: dict[str, Screen[object]] = {
        "compare": two_runs(tmp_path), "lessons": Lessons(), "help": Help(Where.PLAY),
        "reader": Reader("Long", lambda width: literal("A line of it.\n" * 60)),
    }  # fmt: skip
    app = app_at(Library(tmp_path))
    async with app.run_test(size=(80, 12)) as pilot:
        await until(pilot, lambda: "Enter open" in text(app))
        app.push_screen(screens[kind])
        await until(pilot, lambda: "more lines: PgDn" in text(app))
        page = app.screen.query_one(ReadingPage)
        await until(pilot, lambda: not isinstance(app.screen, Help | Reader) or app.screen.seen)
        await press(pilot, "pagedown")
        await until(pilot, lambda: page.scroll_y > 0)
        page.scroll_end(animate=False)
        await until(pilot, lambda: "PgUp ─" in text(app) and "more line" not in text(app))
