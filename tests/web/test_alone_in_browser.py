"""A run alone as a page in a real Chromium: played whole by touch, by keyboard, and without scripts."""

import json
from pathlib import Path

import pytest

from game.exercise.run.run_store import ALONE
from game.exercise.views.seat_view import InjectView
from tests.waiting import eventually
from tests.web.chromium import Page, browser, chromium
from tests.web.paging import LAPTOP, PHONE, flawless, glass, touch
from tests.web.sitting_alone import SoloHost, sitting_alone

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not chromium(), reason="no Chromium here; install the package chromium"),
]


def its(act: str, what: str = "") -> str:
    """The form of an act on the page, or something in it, as a style sheet names it."""
    return f"form:has(> [name=do][value={act}]) {what}".strip()


def form_of(act: str) -> str:
    """The form of an act, as a script finds it."""
    return f"document.querySelector('{its(act)}')"


async def moved_on(solo: SoloHost, inject: InjectView) -> None:
    """Wait until this inject is dealt with."""
    await eventually(lambda: getattr(table_of(solo), "id", "") != inject.id)


def table_of(solo: SoloHost) -> InjectView | None:
    """What is on the table; None once the run is over."""
    return solo.table.seat(ALONE).snapshot().inject


async def settled(page: Page, solo: SoloHost) -> None:
    """Wait until the page stands at the moment that the run is at."""
    seen = solo.table.seat(ALONE).snapshot()
    wanted = seen.inject.title if seen.inject else "Read your debrief"
    await page.until(f"document.body.innerText.includes({json.dumps(wanted)})")


async def test_a_whole_run_by_touch_on_a_telephone_with_axe_at_every_stage(tmp_path: Path) -> None:
    async with sitting_alone(tmp_path / "runs") as solo, browser(tmp_path) as page:
        await page.send("Emulation.setTouchEmulationEnabled", enabled=True)
        await glass(page, PHONE)
        await page.go(solo.link)
        await page.until(form_of("read_briefing"))
        assert "t=" not in await page.run("location.href")
        await flawless(page, (PHONE, LAPTOP))
        await glass(page, PHONE)
        await touch(page, its("read_briefing", "button"))
        await page.until(form_of("decide"))
        await flawless(page, (PHONE, LAPTOP))
        await glass(page, PHONE)
        decided = 0
        while (inject := table_of(solo)) is not None:
            await settled(page, solo)
            act = "decide" if inject.options else "acknowledge"
            await page.until(form_of(act))
            if inject.options:
                open_now = next(each.id for each in inject.options if not each.closed)
                await touch(page, its(act, f".option label:has([value='{open_now}'])"))
                await touch(page, its(act, "[name=reason]"))
                await page.send("Input.insertText", text="Water first.")
                await touch(page, its(act, "label.check"))
            await touch(page, its(act, "button.key"))
            await moved_on(solo, inject)
            decided += 1
            assert await page.run("document.documentElement.scrollWidth <= innerWidth")
        assert decided >= 5
        await page.sees("Read your debrief")
        await page.run("scrollTo(0, 0)")
        await flawless(page, (PHONE, LAPTOP))
        await glass(page, PHONE)
        plan = "form:has(> [name='given.prompt'][value=plan])"
        await touch(page, f"{plan} textarea")
        await page.send("Input.insertText", text="When it rains, I will ask first.")
        await touch(page, f"{plan} button")
        await eventually(lambda: any("I will ask first" in str(dict(each.data)) for each in solo.table.log.events("1")))
        await touch(page, "#page-over a")
        await page.until("document.querySelector('nav.contents')")
        await page.sees("When it rains, I will ask first.")
        assert [each for each in page.complaints if "/draft" not in each] == []
        assert all(url.startswith(solo.url) for url in page.asked if url.startswith("http"))


async def tabbed(page: Page, holds: str) -> None:
    """Go on by Tab until the focus is where something holds."""
    for _ in range(200):
        if await page.run(f"Boolean(document.activeElement && ({holds}))"):
            return
        await page.press("Tab", 9)
    raise AssertionError(f"no way by Tab to {holds}")


async def test_a_whole_run_by_keyboard_alone(tmp_path: Path) -> None:
    here = "document.activeElement"
    async with sitting_alone(tmp_path / "runs") as solo, browser(tmp_path) as page:
        await glass(page, LAPTOP)
        await page.go(solo.link)
        await page.until(form_of("read_briefing"))
        await tabbed(page, f"{here}.form === {form_of('read_briefing')} && {here}.localName === 'button'")
        await page.press("Enter", 13, "\r")
        while True:
            await eventually(lambda: solo.table.seat(ALONE).snapshot().briefed)
            inject = table_of(solo)
            if inject is None:
                break
            await settled(page, solo)
            act = "decide" if inject.options else "acknowledge"
            await page.until(form_of(act))
            if inject.options:
                await tabbed(page, f"{here}.name === 'option'")
                await page.press(" ", 32, " ")
                await tabbed(page, f"{here}.name === 'sure'")
                await page.press(" ", 32, " ")
            await tabbed(page, f"{here}.form === {form_of(act)} && {here}.matches('button')")
            await page.press("Enter", 13, "\r")
            await moved_on(solo, inject)
        await page.sees("Read your debrief")
        await tabbed(page, f"{here}.matches('#page-over a')")
        await page.press("Enter", 13, "\r")
        await page.until("document.querySelector('nav.contents')")


async def test_a_whole_run_without_scripts(tmp_path: Path) -> None:
    async with sitting_alone(tmp_path / "runs") as solo, browser(tmp_path) as page:
        await page.send("Emulation.setScriptExecutionDisabled", value=True)
        await page.go(solo.link)
        await page.until(form_of("read_briefing"))
        await page.run(f"{form_of('read_briefing')}.querySelector('button').click()")
        await eventually(lambda: solo.table.seat(ALONE).snapshot().briefed)
        while (inject := table_of(solo)) is not None:
            act = "decide" if inject.options else "acknowledge"
            head = f"each.textContent === {json.dumps(inject.title)}"
            heads = f"[...document.querySelectorAll('h2')].some((each) => {head})"
            await page.until(f"document.readyState === 'complete' && {form_of(act)} && {heads}")
            if inject.options:
                await page.run(f"{form_of(act)}.querySelector('[name=option]:not(:disabled)').click()")
                await page.run(f"{form_of(act)}.querySelector('[name=sure]').click()")
            await page.run(f"{form_of(act)}.querySelector('button.key').click()")
            await moved_on(solo, inject)
        await page.until("document.querySelector('#page-over a').offsetParent")
        await page.run("document.querySelector('#page-over a').click()")
        await page.until("document.querySelector('nav.contents')")
