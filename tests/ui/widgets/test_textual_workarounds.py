"""What is put right of Textual: a panel that was closed is gone, with all that was drawn of it."""

import gc
import weakref
from pathlib import Path

import pytest
from textual._styles_cache import StylesCache
from textual.app import App, ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from game.exercise.commands import ReadBriefing
from game.exercise.run.run_store import ALONE, Library
from game.ui.shell.screen_base import Panel
from game.ui.solo.solo_app import WhitecellApp
from game.ui.widgets.hanging_text import Prose, hang
from tests import kit
from tests.kit import inject, option
from tests.ui.driving import lines


async def test_nothing_of_a_closed_panel_stays(tmp_path: Path) -> None:
    library = Library(tmp_path / "runs")
    table = library.begin(kit.scenario([inject("one", option("go"))]), 1)
    table.seat(ALONE).submit(ReadBriefing())
    app = WhitecellApp(library, lambda app: app.sit(lambda: table), ticking=False)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        gone: list[weakref.ref[StylesCache]] = []
        for _ in range(4):
            await pilot.press("question_mark")
            await pilot.pause()
            panel = pilot.app.screen
            assert isinstance(panel, Panel)
            gone += [weakref.ref(widget._styles_cache) for widget in panel.query("*")]
            del panel
            await pilot.press("escape")
            await pilot.pause()
        gc.collect()
        assert len(gone) > 8
        still = [each for each in gone if each() is not None]
        assert len(still) <= len(gone) // 4, "the panel closed last may still be held by what waits to be done"


FRENCH = (
    "Le poste demande\u00a0: qui garde le pont ce soir, à 10\u202f000 pas du camp, dit «\u00a0Bois-Long\u00a0»\u202f?"
)


@pytest.mark.parametrize("width", range(20, 60))
def test_prose_is_never_broken_at_a_no_break_space(width: int) -> None:
    rows = hang(Content(FRENCH), width).plain.split("\n")
    assert " ".join(row.strip(" ") for row in rows) == FRENCH, "only blanks were taken for ends of lines"
    assert all(len(row) <= width for row in rows)


@pytest.mark.parametrize("widget", [Static, Prose])
async def test_no_widget_breaks_a_line_at_a_no_break_space(widget: type[Static]) -> None:
    class Narrow(App[None]):
        def compose(self) -> ComposeResult:
            with VerticalScroll():
                yield widget(Content(FRENCH))

    for width in range(22, 50):
        app = Narrow()
        async with app.run_test(size=(width, 12)) as pilot:
            await pilot.pause()
            shown = [line.strip(" ") for line in lines(app)]
            assert " ".join(line for line in shown if line) == FRENCH
