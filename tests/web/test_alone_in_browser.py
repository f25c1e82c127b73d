"""A run alone as a page in a real Chromium: played whole by touch, by keyboard, and without scripts."""

import json
from pathlib import Path

import pytest

from game.exercise.run.run_store import ALONE
from game.exercise.views.seat_view import InjectView
from game.record.events import Kind
from game.web.addresses import LOOPBACK
from game.web.host import Served
from tests import kit
from tests.waiting import eventually
from tests.web.chromium import browser, chromium
from tests.web.hands import Finger, Keys, its
from tests.web.paging import LAPTOP, PHONE, complaints, flawless, glass
from tests.web.sitting_alone import SoloHost, sitting_alone

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not chromium(), reason="no Chromium here; install the package chromium"),
]


def form_of(act: str) -> str:
    """The form of an act, as a script finds it."""
    return f"document.querySelector({json.dumps(its(act))})"


def table_of(solo: SoloHost) -> InjectView | None:
    """What is on the table; None once the run is over."""
    return solo.table.seat(ALONE).snapshot().inject


def headed(title: str) -> str:
    """Whether a page that is whole has this heading."""
    heads = "[...document.querySelectorAll('h2')]"
    return f"document.readyState === 'complete' && {heads}.some((each) => each.textContent === {json.dumps(title)})"


async def decided(hand: Finger, solo: SoloHost) -> None:
    """Decide on what is on the table, or lay it aside, until the run is over."""
    await eventually(lambda: solo.table.seat(ALONE).snapshot().briefed)
    while (inject := table_of(solo)) is not None:
        act = "decide" if inject.options else "acknowledge"
        await hand.page.until(f"{headed(inject.title)} && {form_of(act)}")
        if inject.options:
            await hand.press(its(act, "[name=option]:not(:disabled)"))
            await hand.type(its(act, "[name=reason]"), "Water first.")
            await hand.press(its(act, "[name=sure]"))
        await hand.press(its(act, "button.key"))
        await eventually(lambda inject=inject: getattr(table_of(solo), "id", "") != inject.id)
        assert await hand.page.run("document.documentElement.scrollWidth <= innerWidth")
    await hand.page.sees("Read your debrief")


@pytest.mark.parametrize("kind", [Finger, Keys])
async def test_a_whole_run_to_its_plan_and_debrief(tmp_path: Path, kind: type[Finger]) -> None:
    async with sitting_alone(tmp_path / "runs") as solo, browser(tmp_path) as page:
        hand = kind(page)
        await hand.begin()
        await page.go(solo.link)
        await page.until(form_of("read_briefing"))
        assert "t=" not in await page.run("location.href")
        await hand.press(its("read_briefing", "button"))
        await decided(hand, solo)
        await hand.type("[name='exchange.text']", "It bought time and cost trust.")
        await hand.type("[name='plan.text']", "When it rains, I will ask first.")
        await hand.press("#memory button.key")  # one press keeps all that was typed
        await page.until("document.querySelector('nav.contents')")
        await page.sees("When it rains, I will ask first.")
        said = [str(dict(each.data)) for each in solo.table.log.events("1") if each.kind is Kind.RECALLED]
        assert any("It bought time and cost trust." in each for each in said)
        assert len(said) == 2  # what has no answer leaves no trace
        assert all(url.startswith(solo.url) for url in page.asked if url.startswith("http"))


async def test_a_map_wider_than_the_glass_scrolls_in_its_own_box_and_shows_that_there_is_more(tmp_path: Path) -> None:
    drawn = kit.document("map", "A" + "~" * 90 + "B", title="Sketch of the river")
    made = kit.scenario([kit.inject("one", kit.option("a"), day=1, documents=[drawn])])
    async with sitting_alone(tmp_path / "runs", made) as solo, browser(tmp_path) as page:
        await glass(page, PHONE)
        await page.go(solo.link)
        await page.until(form_of("read_briefing"))
        await page.run(f"{form_of('read_briefing')}.querySelector('button').click()")
        await page.until(form_of("open"))
        await page.run(f"{form_of('open')}.querySelector('button').click()")
        await page.until("document.querySelector('pre') && document.querySelector('pre').offsetParent")
        assert await page.run("document.documentElement.scrollWidth <= innerWidth")
        box = "document.querySelector('pre')"
        assert await page.run(f"{box}.scrollWidth > {box}.clientWidth && {box}.getAttribute('role') === 'region'")
        assert "Sketch of the river" in await page.run(f"{box}.getAttribute('aria-label')")
        shades = await page.run(f"getComputedStyle({box}).backgroundAttachment")
        assert shades.startswith("local, local, scroll, scroll")  # those that scroll along cover the others at an end
        await page.run(f"{box}.focus()")
        await page.until(f"document.activeElement === {box}")
        for _ in range(40):
            await page.press("ArrowRight", 39)
        await page.until(f"{box}.scrollLeft > 0")
        assert await page.run("scrollX") == 0


async def test_a_page_whose_program_has_ended_says_what_starts_it_again(tmp_path: Path) -> None:
    async with sitting_alone(tmp_path / "runs") as solo, browser(tmp_path) as page:
        await page.go(solo.link)
        await page.until(form_of("read_briefing"))
        hurried = "const wait = setTimeout; window.setTimeout = (act, time) => wait(act, Math.min(time, 60)); 0"
        await page.run(hurried)  # a minute is not waited for
        await solo.server.stop()
        await page.sees("Not connected: trying again")
        await page.sees("Whitecell is not running any more. Nothing is lost")
        assert f"whitecell resume {solo.table.name} --page" in await page.text()
        port = solo.server.port
        back = Served(solo.server.gate, solo.server.sockets, LOOPBACK)
        await back.listen(port)  # it only slept: the page goes on by itself
        await page.until("document.getElementById('page-line').hidden")
        await back.stop()


async def test_a_whole_run_without_scripts_and_axe_finds_nothing_on_the_way(tmp_path: Path) -> None:
    async with sitting_alone(tmp_path / "runs") as solo, browser(tmp_path) as page:
        await page.go(solo.link)
        await page.until(form_of("read_briefing"))
        await flawless(page, (PHONE, LAPTOP))
        await page.send("Emulation.setScriptExecutionDisabled", value=True)
        await page.send("Page.reload")
        await page.until(f"document.readyState === 'complete' && {form_of('read_briefing')}")
        await page.run(f"{form_of('read_briefing')}.querySelector('button').click()")
        await eventually(lambda: solo.table.seat(ALONE).snapshot().briefed)
        while (inject := table_of(solo)) is not None:
            act = "decide" if inject.options else "acknowledge"
            await page.until(f"{headed(inject.title)} && {form_of(act)}")
            if inject.options:
                await page.run(f"{form_of(act)}.querySelector('[name=option]:not(:disabled)').click()")
                await page.run(f"{form_of(act)}.querySelector('[name=sure]').click()")
            await page.run(f"{form_of(act)}.querySelector('button.key').click()")
            await eventually(lambda inject=inject: getattr(table_of(solo), "id", "") != inject.id)
        await page.until("document.querySelector('#memory button.key').offsetParent")
        await page.send("Emulation.setScriptExecutionDisabled", value=False)
        await flawless(page, (PHONE, LAPTOP))
        await page.run("document.querySelector('#memory button.key').click()")
        await page.until("document.querySelector('nav.contents')")
        assert await complaints(page) == "[]"
