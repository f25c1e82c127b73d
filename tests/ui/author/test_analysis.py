"""The author's page on screen: opened from the preview, at once where it is kept, else while it is worked out."""

import multiprocessing
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList, Static

from game import analysing
from game.analysis.result.kept_analyses import Shelf
from game.exercise.run.run_store import Library
from game.faces.analysis import document
from game.faces.leafing import Leaf, leaves
from game.report import analysis_intros
from game.report.analysis import AnalysisReport
from game.scenario.load import load
from game.ui.author.analysis_screen import AnalysisScreen
from game.ui.author.preview import Preview
from game.ui.solo.solo_app import WhitecellApp
from game.ui.widgets.hanging_text import Prose
from game.words import ENGLISH
from tests import kit
from tests.analysis import page
from tests.report_html.hostile import poisoned
from tests.ui.author.test_preview import HOSTILE, keys, opened, read, saved
from tests.ui.test_hostile import whole

SIZES = [(80, 24), (160, 45)]

LARGE = Path(__file__).parents[2] / "fixtures" / "first_edition" / "scenarios" / "orvane_mission"
"""Takes a minute and more, and can be stopped within seconds."""


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "test.yaml"
    path.write_text(kit.written(page.DRAFT), encoding="utf-8")
    return path


@asynccontextmanager
async def shown(
    report: AnalysisReport, tmp_path: Path, size: tuple[int, int] = (160, 45)
) -> AsyncIterator[tuple[Pilot[None], AnalysisScreen]]:
    """A report on a screen."""
    app = WhitecellApp(Library(tmp_path / "runs"), ticking=False)
    async with app.run_test(size=size) as pilot:
        screen = AnalysisScreen(report.title, lambda tell: report)
        await pilot.pause()
        app.push_screen(screen)
        await until(pilot, lambda: bool(screen.sections))
        yield pilot, screen


async def until(pilot: Pilot[None], there: Callable[[], bool], seconds: float = 30) -> None:
    """Wait until something is so."""
    end = time.monotonic() + seconds
    while not there():
        assert time.monotonic() < end, "it never came"
        await pilot.pause(0.02)
    await pilot.pause()


def sections(report: AnalysisReport) -> list[Leaf]:
    """The pages of a report."""
    return leaves(document(ENGLISH, report))


def words(screen: AnalysisScreen) -> str:
    """The page that is shown, as it would be without an end of lines."""
    return screen.query_one("#text", Prose).source.plain


def footer(screen: AnalysisScreen) -> str:
    return str(screen.query_one("#footer", Static).render())


def on_top(pilot: Pilot[None]) -> AnalysisScreen:
    screen = pilot.app.screen
    assert isinstance(screen, AnalysisScreen)
    return screen


# --- the pages


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_every_section_is_one_key_further(tmp_path: Path, size: tuple[int, int]) -> None:
    made = page.everything()
    says = {
        "findings": made.findings[0].says,
        "endings": "Never told. 'trust < 10' never holds at the end.",
        "lessons": "spent once 67\u00a0%",
        "gauges": "half of all random runs lie between 46 and 56",
        "map": analysis_intros.HEAT,
        "course": "The bridge",
        "strategies": "Always what changes least",
        "questions": "exact, ",
        "inject-market": "hopeless beside patrol",
        "inject-call": "Only a facilitator lets it come up",
    }
    async with shown(made, tmp_path, size) as (pilot, screen):
        for section in screen.sections:
            assert says.get(section.id, "") in words(screen)
            whole(pilot.app)
            await pilot.press("down")
        assert set(says) <= {section.id for section in screen.sections}


@pytest.mark.parametrize("width", [40, 51, 76, 130])
def test_the_rows_of_the_map_fit_the_page(width: int) -> None:
    for made in (page.everything(), page.sampled()):
        written = next(section for section in sections(made) if section.id == "map").write(width)
        table = written.plain[written.plain.index("Market") :]
        rows = [line for line in table.split("\n") if line.startswith(("Patrol", "Wait"))]
        assert rows
        assert all(len(row) <= width for row in rows)


def test_a_map_of_many_columns_stands_in_several_rows() -> None:
    gauges = {f"g{n}": 50 for n in range(20)}
    effects = dict.fromkeys(gauges, 1)
    draft = kit.draft([kit.inject("a", kit.option("x", effects=effects), kit.option("y"), day=1)], gauges=gauges)
    written = next(s for s in sections(page.reported(draft)) if s.id == "map").write(51).plain
    rows = [line for line in written.split("\n") if line.startswith("X ")]
    assert len(rows) == 2
    assert all(len(row) <= 51 for row in rows)
    assert sum(row.count("++") for row in rows) == 20


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_enter_goes_down_the_page_and_then_to_the_next(tmp_path: Path, size: tuple[int, int]) -> None:
    async with shown(page.everything(), tmp_path, size) as (pilot, screen):
        options = screen.query_one("#list", OptionList)
        for _ in range(40):
            if options.highlighted:
                break
            await keys(pilot, "enter")
        assert options.highlighted == 1


async def test_hostile_text_is_only_text(tmp_path: Path) -> None:
    async with shown(poisoned(page.everything(), HOSTILE), tmp_path, (80, 24)) as (pilot, screen):
        for _ in screen.sections:
            whole(pilot.app)
            await pilot.press("down")


async def test_help_names_its_keys(tmp_path: Path) -> None:
    async with shown(page.everything(), tmp_path) as (pilot, _):
        await keys(pilot, "question_mark")
        assert "Work out no more; show what is known by now." in str(pilot.app.screen.query(Prose).first().source.plain)


# --- from the preview


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_y_works_it_out_and_what_is_found_joins_the_findings(
    story: Path, tmp_path: Path, size: tuple[int, int]
) -> None:
    async with opened(story, tmp_path, size) as (pilot, screen):
        before = [found.code for found in screen.reading.findings if screen.reading]  # type: ignore[union-attr]
        assert "WC282" not in before
        await keys(pilot, "y")
        top = on_top(pilot)
        await until(pilot, lambda: bool(top.sections))
        assert "'closed' is never open when 'market' comes up" in words(top)
        assert "stop" not in footer(top)
        await keys(pilot, "escape")
        await read(pilot, screen)
        await until(pilot, lambda: "WC282" in [found.code for found in screen.reading.findings])  # type: ignore[union-attr]
        shown = screen.query_one("#findings", OptionList)
        prompts = [str(shown.get_option_at_index(n).prompt) for n in range(shown.option_count)]
        assert any("'measure_impact' costs nothing" in prompt for prompt in prompts)


async def test_what_is_kept_is_there_at_once_and_its_findings_without_a_key(story: Path, tmp_path: Path) -> None:
    made = analysing.analysed(load(story), analysing.AnalyseOptions(workers=1))
    async with opened(story, tmp_path) as (pilot, screen):
        assert screen.reading
        assert "WC282" in [found.code for found in screen.reading.findings]
        await keys(pilot, "y")
        top = on_top(pilot)
        await until(pilot, lambda: bool(top.sections), 5)
        assert f"{made.states:,} states" in words(top)


async def test_a_change_of_the_rules_takes_the_findings_away_until_it_is_worked_out_anew(
    story: Path, tmp_path: Path
) -> None:
    analysing.analysed(load(story), analysing.AnalyseOptions(workers=1))
    async with opened(story, tmp_path) as (pilot, screen):
        assert screen.reading
        saved(story, kit.written(page.DRAFT).replace("trust >= 90", "trust >= 91"))
        await read(pilot, screen)
        assert "WC282" not in [found.code for found in screen.reading.findings]


async def test_a_broken_file_is_not_analysed(story: Path, tmp_path: Path) -> None:
    saved(story, kit.written(page.DRAFT).replace("trust >= 90", "trsut >= 90"))
    async with opened(story, tmp_path) as (pilot, screen):
        await keys(pilot, "y")
        assert pilot.app.screen is screen


# --- while it is worked out


@asynccontextmanager
async def working(tmp_path: Path, size: tuple[int, int] = (80, 24)) -> AsyncIterator[tuple[Pilot[None], Preview]]:
    """The page of a large scenario, on which progress is shown."""
    async with opened(LARGE, tmp_path, size) as (pilot, screen):
        await keys(pilot, "y")
        await until(pilot, lambda: "x stops and shows what is known by then" in words(on_top(pilot)))
        yield pilot, screen


async def test_progress_is_shown_and_x_gives_what_is_known(tmp_path: Path) -> None:
    async with working(tmp_path) as (pilot, _):
        top = on_top(pilot)
        assert "states, " in words(top)
        assert "x stop" in footer(top)
        await keys(pilot, "x")
        await until(pilot, lambda: bool(top.sections))
        await until(pilot, lambda: "this is what was known by then" in words(top))
        assert "x stop" not in footer(top)
        whole(pilot.app)
    assert not multiprocessing.active_children()
    assert Shelf().analysis(load(LARGE)) is None


async def test_leaving_while_it_is_worked_out_leaves_nothing_running(tmp_path: Path) -> None:
    async with working(tmp_path) as (pilot, screen):
        await keys(pilot, "escape")
        assert pilot.app.screen is screen
        await keys(pilot, "n", "b")
        await until(pilot, lambda: not multiprocessing.active_children())
        await until(pilot, lambda: not list(Shelf().root.glob("*")))  # what was half made is thrown away
        assert pilot.app.screen is screen


async def test_closing_the_program_while_it_is_worked_out_leaves_nothing_running(tmp_path: Path) -> None:
    async with working(tmp_path) as (pilot, _):
        pilot.app.exit()
    assert not multiprocessing.active_children()
