"""On paper: a first page is one side of A4 and of Letter, as a browser and as LibreOffice print it."""

import shutil
from pathlib import Path

import pytest

from game import filing
from game.faces import class_front, front_page
from game.faces.report_page import class_html, debrief_html, report_page
from game.report.model import Debrief
from game.report.office import parts
from game.report.office.docx import filled
from game.report.tables import TableSource
from game.scenario.load import load, shipped
from game.words import ENGLISH
from tests import paper
from tests.report.fronts import looked, made_up, random_run
from tests.web.chromium import Page, browser, chromium

SHOW = """((wanted) => {
  for (const each of document.querySelectorAll('header.top, main > *, footer'))
    each.style.display = wanted === 'all' || (wanted === 'first') === each.matches('header.top, #front') ? '' : 'none';
})"""
"""Shows all of a page, its head with the first page alone, or what follows."""


def length(made: Debrief) -> int:
    """Signs of a first page."""
    return sum(len(text) for text in front_page.sentences(ENGLISH, made).values())


def longest() -> TableSource:
    """Of random runs of every shipped scenario that whose first page is longest."""
    found = []
    for name in sorted(shipped()):
        scenario = load(shipped()[name])
        for seed in range(1, 5):
            run = random_run(scenario, seed)
            opened = made_up(run)
            found.append(TableSource("a-run", run, looked(run, opened), opened))
    return max(found, key=lambda each: length(each.debrief))


async def sides(page: Page, folder: Path, html: str, size: str, *wanted: str) -> list[int]:
    """How many sides a page takes, and each of what is wanted of it alone."""
    file = folder / "page.html"
    file.write_text(html, encoding="utf-8")
    await page.go(file.as_uri())
    found = []
    for each in ("all", *wanted):
        await page.run(f"{SHOW}('{each}')")
        found.append(paper.sides(await paper.printed(page, size)))
    return found


@pytest.mark.browser
@pytest.mark.skipif(not chromium(), reason="no Chromium here; install the package chromium")
async def test_a_browser_prints_each_first_page_on_one_side(tmp_path: Path) -> None:
    found = longest()
    made, scenario = found.debrief, found.run.scenario
    runs = [(name, looked(run := random_run(scenario, seed), made_up(run))) for seed, name in enumerate("1234")]
    alone = report_page(front_page.document(ENGLISH, made), "en", room=False)
    heads = report_page(class_front.document(ENGLISH, "A class", runs), "en", room=False)
    async with browser(tmp_path) as page:
        for size in paper.SIZES:
            assert await sides(page, tmp_path, alone, size) == [1]
            whole, first, rest = await sides(page, tmp_path, debrief_html(made), size, "first", "rest")
            assert (first, whole) == (1, 1 + rest), "what follows begins on a side of its own"
            assert await sides(page, tmp_path, heads, size) == [1 + len(runs)]
            whole, first, rest = await sides(page, tmp_path, class_html(runs), size, "first", "rest")
            assert (first, whole) == (1, 1 + rest)


@pytest.mark.timeout(180)
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_prints_the_executive_summary_on_one_side(tmp_path: Path) -> None:
    found = longest()
    made = parts.parts(ENGLISH, [found], filing.first_pages([found]))
    whole = parts.FORMS["aar"]
    place = whole.index("page")
    orders = {"before": whole[:place], "with": whole[: place + 1], "whole": whole, "after": whole[place + 1 :]}
    for name, order in orders.items():
        (tmp_path / f"{name}.docx").write_bytes(filled(made, order, "A title", "The foot")[0])
    paper.converted([tmp_path / f"{name}.docx" for name in orders], tmp_path)
    count = {name: paper.sides((tmp_path / f"{name}.pdf").read_bytes()) for name in orders}
    assert count["with"] == count["before"] + 1
    assert count["whole"] == count["with"] + count["after"]
