"""The preview as an author uses it: read, save, break, mend, look round."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList, Static, TextArea

from game.exercise.run.run_store import Library
from game.ui.author.lessons import Lessons
from game.ui.author.preview import Preview
from game.ui.solo.solo_app import WhitecellApp
from game.ui.widgets.hanging_text import Prose
from tests import kit
from tests.exercise.quiet_word import quiet_draft
from tests.kit import document, inject, later, option

HOSTILE = "[@click=app.quit]x[/] [/ [b \x1b]52;c;eA== \u202e {}"

DRAFT = kit.draft(
    [
        inject(
            "market",
            option("patrol", requires="trust >= 40", label="Send a patrol", set=["seen"]),
            option("wait", label="Wait for light", later=[later(3, when="seen", text="It comes back.")]),
            title="Shots at the market",
            day=3,
            situation="Two stalls burn.",
            question="What do you order?",
            documents=[document("radio", "1200 Heard a shot.", title="Log", to=["chief"])],
            private={"chief": "Only the chief knows."},
            expected="Asks who was hurt.",
        ),
        inject("rumour", day=5, title="A rumour", situation="They say so.", when="seen"),
    ],
    roles={"chief": {"title": "The chief", "brief": "You lead."}, "clerk": {"title": "The clerk"}},
    flags=["seen"],
    gauges={"trust": 50},
    title="A story",
)


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.yaml"
    path.write_text(kit.written(DRAFT), encoding="utf-8")
    return path


def saved(path: Path, text: str) -> None:
    """Save as an editor does: at a time of its own."""
    path.write_text(text, encoding="utf-8")
    later_on = path.stat().st_mtime_ns + 1_000_000
    os.utime(path, ns=(later_on, later_on))


@asynccontextmanager
async def opened(
    path: Path, tmp_path: Path, size: tuple[int, int] = (160, 45)
) -> AsyncIterator[tuple[Pilot[None], Preview]]:
    """The preview on a screen, when it has read the file."""
    app = WhitecellApp(Library(tmp_path / "runs"), ticking=False)
    async with app.run_test(size=size) as pilot:
        screen = Preview(path)
        await pilot.pause()
        app.push_screen(screen)
        await read(pilot, screen)
        yield pilot, screen


async def read(pilot: Pilot[None], screen: Preview) -> None:
    """Wait until the files have been read."""
    await pilot.pause()
    if screen.reading is not None:
        screen.look()
    for _ in range(200):
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        if not screen.busy and screen.reading is not None:
            return
    raise AssertionError("it never read the files")


async def keys(pilot: Pilot[None], *pressed: str) -> None:
    for key in pressed:
        await pilot.press(key)
        await pilot.pause()


def page(screen: Preview) -> str:
    return screen.query_one("#text", Prose).source.plain


def header(screen: Preview) -> str:
    return str(screen.query_one("#header", Static).render())


async def test_it_shows_the_inject_as_it_is_played_beside_its_line(story: Path, tmp_path: Path) -> None:
    async with opened(story, tmp_path) as (_, screen):
        assert "Two stalls burn." in page(screen)
        assert "What do you order?" in page(screen)
        assert "Send a patrol" in page(screen)
        area = screen.query_one("#file", TextArea)
        line = area.document.get_line(area.cursor_location[0])
        assert '"market"' in line


@pytest.mark.parametrize(
    ("key", "shown"),
    [
        ("d", "1200 Heard a shot."), ("a", "Wait for light"), ("o", "Only the chief knows."),
        ("k", "Asks who was hurt."), ("c", "trust >= 40"), ("m", "A rumour, by seen"), ("r", "You lead."),
        ("s", "Two stalls burn."),
    ],
)  # fmt: skip
@pytest.mark.parametrize("size", [(80, 24), (160, 45)], ids=str)
async def test_every_page_has_its_key(story: Path, tmp_path: Path, key: str, shown: str, size: tuple[int, int]) -> None:
    async with opened(story, tmp_path, size) as (pilot, screen):
        await keys(pilot, key)
        assert shown in page(screen)


async def test_each_seat_sees_its_own(story: Path, tmp_path: Path) -> None:
    async with opened(story, tmp_path) as (pilot, screen):
        await keys(pilot, "d", "v", "down", "down", "enter")
        assert screen.stage.seat == "clerk"
        assert "This seat gets no papers." in page(screen)
        await keys(pilot, "o")
        assert "Only the chief knows." not in page(screen)
        assert "The clerk" in header(screen)


async def test_a_seat_that_does_not_get_an_inject_sees_in_its_place_that_others_are_at_work(tmp_path: Path) -> None:
    path = tmp_path / "story.yaml"
    path.write_text(kit.written(quiet_draft()), encoding="utf-8")
    async with opened(path, tmp_path) as (pilot, screen):
        assert "SITUATION" in page(screen)
        await keys(pilot, "v", "down", "down", "enter")
        assert screen.stage.seat == "adviser"
        for key in "sdao":
            await keys(pilot, key)
            assert page(screen) == "Others are at work: Chief decides."
        for key in "kcmr":  # what is the author's own stays
            await keys(pilot, key)
            assert "Others are at work" not in page(screen)


async def test_any_inject_is_one_key_away(story: Path, tmp_path: Path) -> None:
    async with opened(story, tmp_path) as (pilot, screen):
        await keys(pilot, "n")
        assert "They say so." in page(screen)
        await keys(pilot, "b")
        assert "Two stalls burn." in page(screen)
        await keys(pilot, "j", "down", "enter")
        assert screen.stage.inject == "rumour"
        area = screen.query_one("#file", TextArea)
        assert '"rumour"' in area.document.get_line(area.cursor_location[0])


async def test_a_change_of_a_gauge_closes_an_option(story: Path, tmp_path: Path) -> None:
    async with opened(story, tmp_path) as (pilot, screen):
        await keys(pilot, "e", "down", "enter", "3", "0", "enter")
        assert dict(screen.stage.gauges) == {"trust": 30}
        assert "closed: needs Trust at 40 or above" in page(screen)
        await keys(pilot, "c")
        assert "✗ trust >= 40   trust is 30" in page(screen)


async def test_flags_days_and_decisions_can_be_set(story: Path, tmp_path: Path) -> None:
    async with opened(story, tmp_path) as (pilot, screen):
        await keys(pilot, "n", "e", "enter", "1", "2", "enter")
        assert screen.stage.day == 12
        await keys(pilot, "e", "down", "down", "enter")
        assert screen.stage.flags == {"seen"}
        await keys(pilot, "e", "down", "down", "down", "enter", "down", "down", "enter")
        assert dict(screen.stage.played) == {"market": "patrol"}


async def test_a_run_gets_here_or_says_that_it_never_does(story: Path, tmp_path: Path) -> None:
    async with opened(story, tmp_path) as (pilot, screen):
        await keys(pilot, "n", "w", "down", "enter")
        assert dict(screen.stage.played) == {"market": "patrol"}
        await keys(pilot, "w", "down", "down", "enter")  # the last option leads elsewhere
        assert dict(screen.stage.played) == {"market": "patrol"}
        await keys(pilot, "w", "enter")
        assert dict(screen.stage.played) == {}


async def test_a_save_is_shown_without_losing_the_place(story: Path, tmp_path: Path) -> None:
    async with opened(story, tmp_path) as (pilot, screen):
        await keys(pilot, "n", "e", "down", "enter", "7", "7", "enter")
        saved(story, kit.written(DRAFT).replace("They say so.", "They all say so."))
        await read(pilot, screen)
        assert "They all say so." in page(screen)
        assert (screen.stage.inject, dict(screen.stage.gauges)) == ("rumour", {"trust": 77})


async def test_a_broken_file_names_its_errors_and_keeps_the_last_good_view(story: Path, tmp_path: Path) -> None:
    async with opened(story, tmp_path) as (pilot, screen):
        saved(story, kit.written(DRAFT).replace('"trust >= 40"', '"trsut >= 40"'))
        await read(pilot, screen)
        assert "Two stalls burn." in page(screen)
        assert "1 error, last good version shown" in header(screen)
        findings = screen.query_one("#findings", OptionList)
        assert "trsut" in str(findings.get_option_at_index(0).prompt)
        saved(story, kit.written(DRAFT))
        await read(pilot, screen)
        assert "last good" not in header(screen)


@pytest.mark.parametrize("size", [(80, 24), (160, 45)], ids=str)
async def test_enter_on_a_finding_shows_its_line(story: Path, tmp_path: Path, size: tuple[int, int]) -> None:
    saved(story, kit.written(DRAFT).replace('"trust >= 40"', '"trsut >= 40"'))
    async with opened(story, tmp_path, size) as (pilot, screen):
        assert "cannot be played yet" in page(screen)
        await keys(pilot, "f", "enter")
        assert "would have to guess when it holds" in str(screen.query_one("#findings").border_subtitle)
        area = screen.query_one("#file", TextArea)
        assert "trsut" in area.document.get_line(area.cursor_location[0])
        assert area.region.width > 0
        await keys(pilot, "n")  # nothing to go to, and no fault
        await keys(pilot, "f")
        assert screen.query_one("#page").region.width > 0


async def test_a_click_on_a_finding_shows_its_line(story: Path, tmp_path: Path) -> None:
    saved(story, kit.written(DRAFT).replace('"trust >= 40"', '"trsut >= 40"'))
    async with opened(story, tmp_path) as (pilot, screen):
        await pilot.click("#findings", offset=(6, 1))
        await pilot.pause()
        area = screen.query_one("#file", TextArea)
        assert "trsut" in area.document.get_line(area.cursor_location[0])


async def test_a_file_that_is_not_there_yet_is_read_when_it_comes(tmp_path: Path) -> None:
    path = tmp_path / "soon.yaml"
    async with opened(path, tmp_path) as (pilot, screen):
        assert "cannot be played yet" in page(screen)
        await keys(pilot, "n", "e", "c", "m", "f", "enter", "f")
        saved(path, kit.written(DRAFT))
        await read(pilot, screen)
        await keys(pilot, "s")
        assert "Two stalls burn." in page(screen)


async def test_a_scenario_without_injects_is_shown_as_that(story: Path, tmp_path: Path) -> None:
    saved(story, kit.written(kit.draft([])))
    async with opened(story, tmp_path) as (pilot, screen):
        await keys(pilot, "n", "j", "v", "e", "w", "c", "m")
        assert "no injects" in page(screen)


@pytest.mark.parametrize("size", [(80, 24), (160, 45)], ids=str)
async def test_hostile_text_is_only_text(tmp_path: Path, size: tuple[int, int]) -> None:
    path = tmp_path / "hostile.yaml"
    bad = kit.draft(
        [
            inject(
                "a", option("x", label=HOSTILE, case=HOSTILE, detail=HOSTILE, set=["f"], requires="trust > 60"),
                option("y", advice={"r": {"says": HOSTILE}}, evidence={"measure_impact": 1}),
                title=HOSTILE, situation=HOSTILE, question=HOSTILE, expected=HOSTILE, notes=HOSTILE, dilemma=HOSTILE,
                documents=[document(k, HOSTILE, title=HOSTILE, sender=HOSTILE) for k in ("cable", "social", "map")],
                private={"r": HOSTILE},
            ),
            inject("b", when="f", title=HOSTILE),
        ],
        roles={"r": {"title": HOSTILE, "brief": HOSTILE}},
        flags={"f": {"title": HOSTILE}}, lessons=["measure_impact"],
        gauges={"trust": {"start": 50, "title": HOSTILE, "unit": HOSTILE}}, title=HOSTILE, setting=HOSTILE,
    )  # fmt: skip
    saved(path, kit.written(bad))
    async with opened(path, tmp_path, size) as (pilot, screen):
        await keys(pilot, *"dasokcmrs", "f", "f")
        await keys(pilot, "v", "escape", "j", "escape", "e", "escape", "w", "escape", "l", "escape", "n", "b")
        assert screen.is_current
        saved(path, kit.written(bad).replace('"f"]', '"[@click=app.quit]"]').replace('"day": 0', HOSTILE))
        await read(pilot, screen)
        await keys(pilot, "f", "enter")
        assert screen.is_current
        for widget in screen.query(Static):
            assert "\x1b" not in str(widget.render())


async def test_the_lessons_say_where_this_scenario_tests_them(story: Path, tmp_path: Path) -> None:
    draft = kit.draft(
        [inject("a", option("x", evidence={"measure_impact": 2}), option("y", evidence={"measure_impact": -1}))],
        lessons=["measure_impact"],
    )
    saved(story, kit.written(draft))
    async with opened(story, tmp_path) as (pilot, _):
        await keys(pilot, "l", "slash", *"measure_impact", "enter")
        lessons = pilot.app.screen
        assert isinstance(lessons, Lessons)
        text = lessons.query_one("#text", Prose).source.plain
        assert "Served here by    a.x (+2)" in text
        assert "Spent here by     a.y (-1)" in text
        await keys(pilot, "escape")
        assert isinstance(pilot.app.screen, Preview)


async def test_the_map_opens_at_the_inject_on_the_stage(tmp_path: Path) -> None:
    path = tmp_path / "long.yaml"
    injects = [inject(f"i{number}", option("go"), title=f"Number {number}", day=number) for number in range(1, 25)]
    path.write_text(kit.written(kit.draft(injects)), encoding="utf-8")
    async with opened(path, tmp_path, (80, 24)) as (pilot, screen):
        await pilot.press(*"n" * 19, "m")
        await pilot.pause()
        page, text = screen.query_one("#page"), screen.query_one("#text", Prose)
        line = text.line_of("you are here")
        assert line > 30
        assert page.scroll_y <= line < page.scroll_y + page.size.height
