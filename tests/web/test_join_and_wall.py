"""The join page and the wall in a real Chromium: how they look and read, and what they say while no host answers."""

from collections.abc import Callable
from pathlib import Path

import pytest

from game.exercise import commands as cmd
from game.exercise.classroom.class_store import Classes, renew
from game.exercise.classroom.facilitator_session import Desk
from game.hosting import Screens
from game.record.store import FolderStore
from game.web.host import serve
from tests.exercise.seating import choose, seated, starter
from tests.web.chromium import browser, chromium
from tests.web.paging import flawless, glass, joined
from tests.web.visiting import Hosted, hosted

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not chromium(), reason="no Chromium here; install the package chromium"),
]
FITS = """(() => {
const root = document.documentElement;
const lines = [...document.querySelectorAll('#codes li, #questions li, #beside p')].filter((each) => each.offsetParent);
return root.scrollHeight <= innerHeight && root.scrollWidth <= innerWidth
&& Math.max(...lines.map((each) => each.getBoundingClientRect().bottom)) > 0.7 * innerHeight
&& lines.every((each) => parseFloat(getComputedStyle(each).fontSize) > 0.02 * innerHeight);
})()"""
"""All of the wall is on the glass, none of its lower third is left empty, and no letter is small for the last row."""


async def test_axe_finds_nothing_on_the_join_page_whole_or_with_a_wrong_code(host: Hosted, tmp_path: Path) -> None:
    async with browser(tmp_path) as page:
        await page.go(host.url)
        await flawless(page)
        await page.run("document.getElementById('code').value = 'NONE'")
        await page.run("document.getElementById('name').value = 'Ada'")
        await page.run("document.querySelector('form button').click()")
        await page.sees("No syndicate has this code")
        await flawless(page)
        await page.press("Tab", 9)
        assert await page.run("getComputedStyle(document.activeElement).outlineStyle") != "none"
        assert await page.run("document.activeElement.closest('form') !== null")


async def test_axe_finds_nothing_on_the_wall_at_any_state(host: Hosted, tmp_path: Path) -> None:
    async with browser(tmp_path) as page:
        await page.go(f"{host.url}facilitator?t={host.facilitator}")
        await page.go(f"{host.url}wall")
        await page.until("document.querySelector('.time').textContent")
        await flawless(page)
        desk = Desk(host.room)
        desk.begin()
        desk.pause()
        await page.sees("PAUSED")
        await flawless(page)
        desk.endex()
        await page.sees("So what?")
        await flawless(page)
        assert page.complaints == []


async def test_the_wall_follows_the_exercise_and_tells_nothing_of_it(host: Hosted, tmp_path: Path) -> None:
    async with browser(tmp_path) as page:
        await page.go(f"{host.url}facilitator?t={host.facilitator}")
        await page.go(f"{host.url}wall")
        await page.sees("LOBBY")
        desk = Desk(host.room)
        desk.begin()
        await page.sees("RUNNING")
        desk.pause()
        await page.sees("PAUSED")
        assert host.room.scenario.injects[0].title not in await page.text()
        desk.endex()
        await page.sees("So what?")
        assert host.code not in await page.text()


async def test_the_wall_is_read_from_the_last_row_while_people_may_still_come(host: Hosted, tmp_path: Path) -> None:
    async with browser(tmp_path) as page:
        await glass(page, (1920, 1080))
        await page.go(f"{host.url}facilitator?t={host.facilitator}")
        await page.go(f"{host.url}wall")
        desk = Desk(host.room)
        desk.begin()
        desk.hold("1")
        await page.until("document.querySelector('.clock').textContent.includes('left')")
        await page.sees("HELD: waits")
        tall = "parseFloat(getComputedStyle(document.querySelector('%s')).fontSize) / innerHeight"
        assert await page.run(tall % "#state") > 0.1  # of the height of the wall
        assert await page.run(tall % ".clock") > 0.06
        assert await page.run("document.querySelector('#join svg').getBoundingClientRect().height / innerHeight") > 0.15
        assert await page.run("document.documentElement.scrollWidth <= innerWidth")
        assert await page.run("document.documentElement.scrollHeight <= innerHeight")
        desk.endex()
        await page.until("document.getElementById('join').hidden")


@pytest.mark.parametrize("syndicates", [2, 12])
async def test_the_wall_fits_and_fills_the_glass_at_every_state(syndicates: int, tmp_path: Path) -> None:
    async with hosted(tmp_path / "class", syndicates) as host, browser(tmp_path) as page:
        desk = Desk(host.room)
        leads = [seated(host.room, 1, number)[0] for number in range(syndicates)]

        def decided() -> None:
            desk.resume()
            for each in leads:
                each.submit(cmd.Settle(inject="pump", option=choose(each)))
            desk.submit(cmd.ShowOnWall(inject="pump", shown=True))

        def over() -> None:
            desk.submit(cmd.ShowOnWall(inject="pump", shown=False))
            desk.endex()

        await page.go(f"{host.url}facilitator?t={host.facilitator}")
        await page.go(f"{host.url}wall")
        states: tuple[tuple[Callable[[], object], str], ...] = (
            (lambda: None, "give your code"), (desk.begin, "left"), (desk.pause, "PAUSED"),
            (decided, "Whoever would have"), (over, "Now what?"),
        )  # fmt: skip
        for act, shown in states:
            act()
            await page.sees(shown)
            for size in ((1920, 1080), (1280, 720)):
                await glass(page, size)
                await page.until(FITS)
        assert page.complaints == []


async def test_the_wall_shows_nothing_that_it_does_not_know_and_comes_back_by_itself(
    host: Hosted, tmp_path: Path
) -> None:
    async with browser(tmp_path) as page:
        await page.go(f"{host.url}facilitator?t={host.facilitator}")
        await page.go(f"{host.url}wall")
        Desk(host.room).begin()
        await page.sees("RUNNING")
        assert f"Class {host.room.name}" in await page.text()
        await page.until("document.querySelector('.time').textContent.includes('left')")
        port, name = host.server.port, host.room.name
        await host.server.stop()
        host.room.close()
        await page.sees("NOT CONNECTED")
        assert "RUNNING" not in await page.text()
        assert await page.run("[...document.querySelectorAll('.time')].every((each) => !each.textContent)")
        classes = Classes(FolderStore(tmp_path))
        other, _ = classes.open(starter(), 1, seed=7)
        wrong = await serve(other, Screens(other), port=port)
        await page.sees("Another class answers here; waiting for this one.")
        assert "LOBBY" not in await page.text()
        await wrong.stop()
        other.close()
        host.room = classes.reopen(name)
        renew(host.room, passes=True)
        host.server = await serve(host.room, Screens(host.room), port=port)
        await page.sees("PAUSED")


async def test_a_seat_waits_while_another_class_answers_and_comes_back_by_itself(host: Hosted, tmp_path: Path) -> None:
    async with browser(tmp_path) as page:
        await joined(page, host)
        port = host.server.port
        await host.server.stop()
        other, _ = Classes(FolderStore(tmp_path)).open(starter(), 1, seed=7)
        wrong = await serve(other, Screens(other), port=port)
        await page.sees("Another class answers here; waiting for yours.")
        await wrong.stop()
        host.server = await serve(host.room, Screens(host.room), port=port)
        await page.until("document.getElementById('page-line').hidden")
        await page.sees("The rule of the room")
        await host.server.stop()
        wrong = await serve(other, Screens(other), port=port)
        await page.send("Page.reload")
        await page.sees("Your place in yours is kept, and this page waits for it.")
        await wrong.stop()
        other.close()
        host.server = await serve(host.room, Screens(host.room), port=port)
        await page.sees("The rule of the room")
        assert not other.roster.members


async def test_joining_works_without_javascript(host: Hosted, tmp_path: Path) -> None:
    async with browser(tmp_path) as page:
        await page.send("Emulation.setScriptExecutionDisabled", value=True)
        await page.send("Page.navigate", url=f"{host.url}?code={host.code}")
        await page.until("document.getElementById('name')")
        await page.press("Tab", 9)
        await page.run("document.getElementById('name').value = 'Ada'")
        await page.run("document.querySelector('form button').click()")
        await page.sees("The rule of the room")
        assert len(host.room.roster.members) == 1
