"""What is put right of Textual: a panel that was closed is gone, with all that was drawn of it."""

import gc
import weakref
from pathlib import Path

from textual._styles_cache import StylesCache

from game.exercise.commands import ReadBriefing
from game.exercise.run.run_store import ALONE, Library
from game.ui.app import WhitecellApp
from game.ui.frame import Panel
from tests import kit
from tests.kit import inject, option


async def test_nothing_of_a_closed_panel_stays(tmp_path: Path) -> None:
    library = Library(tmp_path / "runs")
    table = library.begin(kit.scenario([inject("one", option("go"))]), 1)
    table.seat(ALONE).submit(ReadBriefing())
    app = WhitecellApp(library, lambda app: app.sit(lambda: table), ticking=False)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        gone: list[weakref.ref[StylesCache]] = []
        for _ in range(4):
            await pilot.press("g")
            await pilot.pause()
            panel = pilot.app.screen
            assert isinstance(panel, Panel)
            gone += [weakref.ref(widget._styles_cache) for widget in panel.query("*")]
            del panel
            await pilot.press("enter")
            await pilot.pause()
        gc.collect()
        assert len(gone) > 8
        still = [each for each in gone if each() is not None]
        assert len(still) <= len(gone) // 4, "the panel closed last may still be held by what waits to be done"
