"""The lesson catalogue on a screen: by family, with a search."""

from pathlib import Path

import pytest
from textual.widgets import OptionList

from game.exercise.run.run_store import Library
from game.scenario.catalogue import catalogue
from game.ui.author.lessons import Lessons
from game.ui.solo.solo_app import WhitecellApp
from game.ui.widgets.hanging_text import Prose
from tests.endurance.terminal import NEEDS_TMUX, Terminal, whitecell


@pytest.mark.parametrize("size", [(80, 24), (160, 45)], ids=str)
async def test_all_lessons_are_there_and_can_be_searched(tmp_path: Path, size: tuple[int, int]) -> None:
    app = WhitecellApp(Library(tmp_path / "runs"), ticking=False)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.press("l")
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, Lessons)
        known = catalogue()
        assert screen.query_one("#list", OptionList).option_count == len(known.lessons) + len(known.families)
        first = known.of(known.families[0].id)[0]
        assert first.imperative[:30] in screen.query_one("#text", Prose).source.plain
        await pilot.press("slash", *"zzzz")
        await pilot.pause()
        assert "No lesson has this word." in screen.query_one("#text", Prose).source.plain
        await pilot.press("escape")
        assert app.screen is screen
        await pilot.press("escape")
        await pilot.pause()
        assert app.screen is not screen


async def test_the_palette_of_the_home_screen_leads_here(tmp_path: Path) -> None:
    app = WhitecellApp(Library(tmp_path / "runs"), ticking=False)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        commands = {command.title: command.callback for command in app.get_system_commands(app.screen)}
        found = next(callback for title, callback in commands.items() if title.startswith("Lessons"))
        app.call_next(found)  # as the palette does
        await pilot.pause()
        assert isinstance(app.screen, Lessons)


@NEEDS_TMUX
@pytest.mark.terminal
def test_the_command_opens_them_in_a_terminal(home: Path) -> None:
    terminal = Terminal(whitecell("lessons"), (100, 30), {"WHITECELL_HOME": str(home), "TERM": "xterm-256color"})
    try:
        screen = terminal.wait("Speaks for it")
        assert "LESSONS  54 of 54" in screen
        assert "Force serves politics" in screen
    finally:
        terminal.close()
