"""A scenario whose every text is hostile, through every screen: the screen stays whole, and nothing acts."""

from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from textual.pilot import Pilot

from game.exercise.views.seat_view import Phase
from game.scenario.load import load, load_files
from game.scenario.scenario import Scenario
from game.ui.debrief.debrief_screen import DebriefScreen
from game.ui.seat.seat_screen import SeatScreen
from game.ui.seat.seat_sheet import OF_ITS_OWN
from game.ui.solo.solo_app import WhitecellApp
from game.ui.widgets.line import Lines
from tests.kit import Plain, branch, document, draft, ending, inject, later, option, written
from tests.ui.driving import app_at, library, lines, press, seated, text, until
from tests.ui.naughty import EVERYTHING, FORBIDDEN, LINE, NAUGHTY

KINDS = ("sitrep", "cable", "email", "letter", "report", "press", "radio", "social", "map", "table")


def hostile() -> Scenario:
    """Every field of the format filled with what strangers write."""

    def choice(id: str, text: str) -> Plain:
        return option(
            id,
            {
                "measure_impact": {"weight": 2, "because": EVERYTHING},
                "keep_revisiting": {"weight": -2, "because": text},
            },
            label=text[:200],
            case=EVERYTHING,
            detail=EVERYTHING,
            advice={"leader": {"stance": text[:40], "says": EVERYTHING}},
            effects={"trust": -3, "safety": 4},
            chance=[branch(1, text=EVERYTHING, effects={"trust": 1})],
            later=[later(1, text=EVERYTHING, effects={"safety": -1})],
            outcome=EVERYTHING,
            assess=["safety"],
        )

    injects = [
        inject(
            f"i{number}",
            choice("a", text),
            choice("b", LINE),
            option("shut", label=text[:200], requires="trust > 99"),
            title=text[:200],
            situation=EVERYTHING,
            question=LINE,
            dilemma=EVERYTHING,
            documents=[document(kind, EVERYTHING, title=text[:200], sender=LINE) for kind in KINDS],
            private={"leader": EVERYTHING},
            minutes=5,
        )
        for number, text in enumerate(NAUGHTY[:3])
    ]
    plain = draft(
        injects,
        title=LINE,
        summary=LINE,
        setting=EVERYTHING,
        gauges={
            "trust": {"title": NAUGHTY[0], "start": 50, "unit": NAUGHTY[4]},
            "safety": {"title": LINE, "start": 50, "shown": "assessed"},
        },
        flags={"warned": {"title": LINE}},
        roles={
            "leader": {"title": NAUGHTY[4], "brief": EVERYTHING, "interests": {"trust": 3}},
            "other": {"title": LINE},
        },
        lessons=["measure_impact", "keep_revisiting"],
        trends=[{"id": "t", "every": 1, "text": EVERYTHING, "effects": {"trust": -1}}],
        endings=[ending("e", title=LINE, text=EVERYTHING)],
        questions=[{"id": "q", "ask": LINE, "scale": 10}],
        forecasts=[{"id": "f", "inject": "i0", "ask": LINE, "about": "trust > 50"}],
    )
    return load_files({"test.yaml": written(plain)})


def whole(app: WhitecellApp) -> None:
    """The screen is whole: every line as wide as the screen, and nothing in it that a terminal would obey."""
    width = app.size.width
    for line in lines(app):
        assert cell_len(line) == width, repr(line)
        assert not FORBIDDEN & set(line), repr(line)


async def look(pilot: Pilot[None], app: WhitecellApp, *keys: str) -> None:
    """Press keys, and look after each."""
    for key in keys:
        await press(pilot, key)
        assert app.is_running
        whole(app)


@pytest.mark.parametrize("size", [(80, 24), (150, 45)])
@pytest.mark.timeout(240)
async def test_every_screen_stays_whole_and_nothing_acts(tmp_path: Path, size: tuple[int, int]) -> None:
    shelf, table = seated(tmp_path, hostile(), briefed=False)
    app = app_at(shelf, table)
    async with app.run_test(size=size, notifications=True) as pilot:
        await until(pilot, lambda: "page 1" in text(app))
        await look(pilot, app, "enter", "enter", "enter", "3", "enter")
        assert isinstance(app.screen, SeatScreen)
        for key in "saowgtlr":
            await look(pilot, app, key)
            if not isinstance(app.screen, SeatScreen):
                await look(pilot, app, "pagedown", "end", "escape")
        for number in range(len(KINDS)):
            await look(pilot, app, "d", *["down"] * number, "enter", "pagedown", "escape", "escape")
        await look(pilot, app, "question_mark", *"[/", "escape", "ctrl+p", "escape")
        await press(pilot, "n")
        app.screen.query_one("#lines", Lines).load_text(NAUGHTY[4] + NAUGHTY[6])
        await look(pilot, app, "enter")
        while not isinstance(app.screen, DebriefScreen):
            if isinstance(app.screen, SeatScreen) and app.screen.asking is not None:
                app.screen.line.insert_text("7" if app.screen.asking.restrict else LINE)
                app.screen.typing()
                await look(pilot, app, "enter")
            elif isinstance(app.screen, SeatScreen) and (app.screen.sure or app.screen.page in OF_ITS_OWN):
                await look(pilot, app, "enter")
            elif isinstance(app.screen, SeatScreen) and app.screen.view.phase is not Phase.OVER:
                on_table = app.screen.view.inject
                assert on_table is not None
                number = next(n for n, each in enumerate(on_table.options, 1) if not each.closed)
                await look(pilot, app, str(number), "enter")
            else:
                await look(pilot, app, "enter")
        for section in app.screen.sections:
            app.screen.go_to(section.id)
            await look(pilot, app, "pagedown")
        await look(pilot, app, "b", "escape")
    assert app.return_code in (None, 0)
    assert len(table.run.decisions) == 3


async def test_home_stays_whole_with_hostile_runs_on_the_shelf(tmp_path: Path) -> None:
    _, table = seated(tmp_path, hostile())
    table.log.close()
    app = app_at(library(tmp_path))
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "GO ON WITH" in text(app))
        await look(pilot, app, "down", "down", "down")


def test_the_corpus_goes_through_an_authors_file_as_text_alone(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    plain: dict[str, Any] = {"format": 1, "id": "x", "title": LINE, "setting": EVERYTHING, "clock": {"days": 1}}
    file.write_text(written(plain), encoding="utf-8")
    made = load(file)
    assert not (FORBIDDEN - {"\n"}) & set(made.setting)
