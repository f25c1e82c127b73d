"""The author's page as HTML: one file, whole, readable by its headings, and no text of a scenario acts in it."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from game.faces.report_page import analysis_html
from game.report import analysis_intros
from game.report.analysis import AnalysisReport
from game.report.html.bands import band_chart
from tests.analysis import page
from tests.report_html.hostile import CORPUS, poisoned
from tests.report_html.reading import Page, read
from tests.report_html.test_colours import SCHEMES, colours, luminance
from tests.report_html.test_pages import sound
from tests.web.chromium import browser, chromium
from tests.web.paging import complaints

CONTENTS = {
    "findings": "What to mend",
    "reading": "How to read the numbers",
    "endings": "Endings",
    "lessons": "Lessons",
    "gauges": "Gauges",
    "map": "Options and what they move",
    "course": "What follows what",
    "strategies": "Naive strategies",
    "teaching": "What each decision teaches",
    "class-plan": "How large a class",
    "questions": "How it was worked out",
    "injects": "Every inject, and how it is reached",
}


@pytest.fixture(scope="module")
def whole() -> Page:
    return read(analysis_html(page.everything()))


@pytest.mark.parametrize("made", [page.everything, page.sampled], ids=["exact", "sampled"])
def test_it_is_whole_accessible_and_fetches_nothing(made: Callable[[], AnalysisReport]) -> None:
    html = analysis_html(made())
    sound(html)
    assert "default-src 'none'" in html
    assert "http" not in html.replace("http-equiv", "")


def test_the_findings_come_first_and_the_contents_lead_to_every_section(whole: Page) -> None:
    assert [words for rank, words in whole.headings if rank == 2] == list(CONTENTS.values())
    links = [element.attributes["href"] for element in whole.all("a")]
    assert links == ["#main", *(f"#{id}" for id in CONTENTS)]


def test_a_finding_stands_with_level_code_place_cure_and_reason(whole: Page) -> None:
    words = whole.section("findings")
    for each in page.everything().findings:
        for said in (f"{each.level} {each.code}", each.place, each.says, each.cure, f"Why it matters: {each.why}"):
            assert said in words


def test_without_findings_it_says_so(whole: Page) -> None:
    words = read(analysis_html(replace(page.everything(), findings=(), untested=()))).section("findings")
    assert analysis_intros.NOTHING in words


def test_where_something_was_not_tested_it_never_says_that_there_is_nothing(whole: Page) -> None:
    made = page.sampled()
    words = read(analysis_html(replace(made, findings=()))).section("findings")
    assert analysis_intros.NOTHING not in words
    assert made.untested
    assert all(said in words for said in made.untested)


def test_the_map_has_a_row_for_every_option_and_a_head_for_every_column(whole: Page) -> None:
    made = page.everything()
    options = [option for part in made.decisions for option in part.options]
    heads = [element for element in whole.all("th") if element.attributes.get("scope") == "col"]
    rows = [element for element in whole.all("th") if element.attributes.get("scope") == "row"]
    assert {option.label for option in options} <= {row.words.strip() for row in rows}
    assert set(made.about) <= {head.words.strip() for head in heads}
    words = whole.section("map")
    assert "hopeless beside patrol" in words
    assert "+6.8" in words


def test_colour_never_says_it_alone(whole: Page) -> None:
    coloured = [element for element in whole.all("td") if re.match("good|bad", element.attributes.get("class", ""))]
    assert coloured
    assert all(re.match(r"[+−]\d", element.words.strip()) for element in coloured)
    assert any("much" in element.attributes["class"] for element in coloured)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("tone", "share"), [("good", 0.30), ("bad", 0.30)])
def test_numbers_are_readable_on_the_strongest_colour(scheme: str, tone: str, share: float) -> None:
    known = colours(scheme)
    mixed = "#" + "".join(
        f"{round(share * int(known[tone][at : at + 2], 16) + (1 - share) * int(known['paper'][at : at + 2], 16)):02x}"
        for at in (1, 3, 5)
    )
    high, low = sorted((luminance(mixed), luminance(known["ink"])), reverse=True)
    assert (high + 0.05) / (low + 0.05) >= 4.5


def test_every_drawing_says_in_words_what_it_shows(whole: Page) -> None:
    drawings = whole.all("svg")
    assert len(drawings) == 1 + len(page.everything().bands)
    assert all(drawing.attributes["role"] == "img" for drawing in drawings)
    descriptions = " ".join(element.words for element in whole.all("desc"))
    assert "It begins at 50. On the last day half of all random runs lie between 46 and 56" in descriptions


def test_a_year_of_days_is_drawn_with_few_points() -> None:
    band = page.everything().bands[0]
    days = tuple((day, 1, 2, 3, 4, 5) for day in range(4_000))
    drawing = str(band_chart("band", band.title, "", band.start, band.low, band.high, days, band.ticks))
    assert drawing.count("L") < 1_000
    assert "day 3999" in drawing


def test_the_numbers_of_every_ending_lesson_and_gauge_are_in_its_table(whole: Page) -> None:
    made = page.everything()
    for id, rows in (("endings", made.endings), ("lessons", made.lessons), ("gauges", made.gauges)):
        words = _folded(whole.section(id))
        for row in rows:
            numbers = (row.title, row.random, row.least, row.greatest, row.note, row.way)
            assert _folded("".join(numbers)) in words


def _folded(text: str) -> str:
    """A text without its spaces: cells of a table stand beside each other."""
    return "".join(text.split())


def test_every_section_says_how_its_numbers_are_to_be_read(whole: Page) -> None:
    for id, said in (
        ("course", analysis_intros.COURSE), ("map", analysis_intros.HEAT), ("gauges", analysis_intros.BANDS),
        ("endings", analysis_intros.ENDINGS), ("lessons", analysis_intros.LESSONS), ("injects", analysis_intros.WAYS),
        ("strategies", analysis_intros.STRATEGIES), ("questions", analysis_intros.QUESTIONS),
    ):  # fmt: skip
        assert said in whole.section(id)


@pytest.mark.parametrize("text", CORPUS)
def test_hostile_text_in_every_field_stays_text(text: str) -> None:
    made: AnalysisReport = poisoned(page.everything(), text)
    html = analysis_html(made, language=text)
    sound(html)
    assert "\x1b" not in html
    assert "\u202e" not in html
    html.encode()


def test_paper_is_light_lies_on_its_side_and_breaks_between_findings() -> None:
    html = analysis_html(page.everything())
    assert "@media screen and (prefers-color-scheme: dark)" in html
    assert "@page { size: landscape; }" in html
    assert re.search(r"\.card\.warn[^{]*\{[^}]*break-inside: avoid", html)


@pytest.mark.browser
@pytest.mark.skipif(not chromium(), reason="no Chromium here; install the package chromium")
async def test_axe_finds_nothing_on_it(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(analysis_html(page.everything()), encoding="utf-8")
    async with browser(tmp_path) as visit:
        await visit.go(path.as_uri())
        assert await complaints(visit) == "[]"
