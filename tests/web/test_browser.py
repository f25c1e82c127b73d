"""A seat as a terminal in a real Chromium: joining, typing, reloading, losing the host, a second tab, the policy."""

import asyncio
from pathlib import Path

import pytest

from game.exercise.classroom.class_store import Classes, renew
from game.exercise.classroom.facilitator_session import Desk
from game.hosting import Screens
from game.record.store import FolderStore
from game.web.host import serve
from tests.exercise.seating import starter
from tests.node.installed import package
from tests.web.chromium import Page, browser, chromium
from tests.web.paging import glass
from tests.web.visiting import Apps, Hosted, hosted

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not chromium(), reason="no Chromium here; install the package chromium"),
]


async def join(page: Page, host: Hosted, name: str = "Ada", sees: str = "count 0") -> None:
    await page.go(host.url)
    await page.run(f"document.getElementById('code').value = '{host.code.lower()}'")
    await page.run(f"document.getElementById('name').value = '{name}'")
    await page.run("document.querySelector('form button').click()")
    await page.until("document.getElementById('page-main')")
    await page.go(f"{host.url}seat/terminal")
    await page.until("document.getElementById('terminal')")
    await page.sees(sees)


async def test_join_type_reload_and_come_back(host: Hosted, tmp_path: Path) -> None:
    async with browser(tmp_path) as page:
        await join(page, host)
        await page.until("document.getElementById('overlay').hidden && document.activeElement.tagName === 'TEXTAREA'")
        await page.type("nn")
        await page.sees("count 2")
        await page.send("Page.reload")
        await asyncio.sleep(0.3)
        await page.sees("count 2")
        await page.type("n")
        await page.sees("count 3")
        assert len(host.apps.made) == 1
        colours = await page.run(
            "[...document.querySelectorAll('.xterm-rows span')].map((cell) => getComputedStyle(cell).color)"
        )
        assert "rgb(1, 2, 3)" in colours  # truecolour, under a policy that allows no inline style
        assert page.complaints == []
        assert all(url.split("/")[2] == host.url.split("/")[2] for url in page.asked if "://" in url), page.asked
        assert "Whitecell" in await page.run("document.title")


async def test_the_host_is_started_again_and_the_page_comes_back_by_itself(host: Hosted, tmp_path: Path) -> None:
    async with browser(tmp_path) as page:
        await join(page, host)
        port = host.server.port
        await host.server.stop()
        await page.sees("Reconnecting")
        host.server = await serve(host.room, Apps(host.room), port=port)
        await page.until("document.getElementById('state').textContent === 'Connected'")
        await page.type("n")
        await page.sees("count 1")


async def test_another_tab_asks_first_and_the_older_one_says_so(host: Hosted, tmp_path: Path) -> None:
    async with browser(tmp_path) as page:
        await join(page, host)
        await page.type("n")
        await page.sees("count 1")
        # Another tab with a name of its own, over the same socket that this page would use.
        await page.run(
            "window.other = new WebSocket(location.origin.replace('http', 'ws') + '/ws'); window.heard = [];"
            "other.onmessage = (event) => heard.push(event.data); "
            "new Promise((done) => { other.onopen = () => {"
            "other.send(JSON.stringify(['hello', 'other', 80, 24, false])); done(true); }; })"
        )
        await page.until("heard.some((each) => String(each).includes('taken'))")
        await page.run("other.send(JSON.stringify(['hello', 'other', 80, 24, true]))")
        await page.sees("This seat is now used elsewhere.")
        await page.run("document.getElementById('again').click()")
        await page.until("document.getElementById('overlay').hidden")
        await page.sees("count 1")


async def test_a_removed_seat_says_so_and_leads_to_the_join_page(host: Hosted, tmp_path: Path) -> None:
    async with browser(tmp_path) as page:
        await join(page, host)
        await page.sees("count 0")
        Desk(host.room).remove("s1", "")
        await page.sees("This seat is no longer yours")
        await page.until("!document.querySelector('.xterm-rows').textContent.includes('count')")  # nothing is left
        await page.run("document.getElementById('join').click()")
        await page.until("document.getElementById('code')")


async def test_whoever_leaves_the_screen_may_come_back(host: Hosted, tmp_path: Path) -> None:
    async with browser(tmp_path) as page:
        await join(page, host)
        host.apps.made[0].exit(message="Until tomorrow.")
        await page.sees("Until tomorrow.")
        await page.run("document.getElementById('again').click()")
        await page.sees("count 0")


async def test_the_keyboard_gets_everywhere_and_a_screen_reader_has_its_mode(host: Hosted, tmp_path: Path) -> None:
    async with browser(tmp_path) as page:
        await join(page, host)
        await page.until("document.activeElement.tagName === 'TEXTAREA'")
        await page.press("F6", 117)
        await page.until("document.activeElement.tagName === 'SUMMARY'")
        await page.run("document.getElementById('reader').click()")
        await page.until("document.querySelector('.xterm-accessibility')")
        await page.press("F6", 117)
        await page.until("document.activeElement.tagName === 'TEXTAREA'")
        await page.type("n")
        await page.until("document.querySelector('.xterm-accessibility').textContent.includes('count 1')")


async def test_copying_is_off_until_it_is_asked_for(host: Hosted, tmp_path: Path) -> None:
    async with browser(tmp_path) as page:
        await join(page, host)
        assert await page.run("document.getElementById('copy').checked") is False
        await page.run("window.copied = []; navigator.clipboard.writeText = async (text) => copied.push(text)")
        host.apps.made[0].copy_to_clipboard("not this")
        await asyncio.sleep(0.3)
        await page.run("document.getElementById('copy').click()")
        host.apps.made[0].copy_to_clipboard("früher")
        await page.until("copied.length")
        assert await page.run("copied") == ["früher"]


AXE = (
    "axe.run(document, {resultTypes: ['violations']}).then((done) => JSON.stringify(done.violations.map((each) => "
    "[each.id, each.impact, each.nodes.map((node) => node.html.slice(0, 200) + ' ' + node.failureSummary)])))"
)
"""Every rule that axe knows of, best practices too."""


async def complaints(page: Page) -> str:
    """What axe finds on a page; nothing but brackets where it finds nothing."""
    await page.run((package("axe-core") / "axe.min.js").read_text(encoding="utf-8") + ";0")
    return str(await page.run(AXE))


async def test_axe_finds_nothing_on_the_join_page_whole_or_with_a_wrong_code(host: Hosted, tmp_path: Path) -> None:
    async with browser(tmp_path) as page:
        await page.go(host.url)
        assert await complaints(page) == "[]"
        await page.run("document.getElementById('code').value = 'NONE'")
        await page.run("document.getElementById('name').value = 'Ada'")
        await page.run("document.querySelector('form button').click()")
        await page.sees("No syndicate has this code")
        assert await complaints(page) == "[]"
        await page.press("Tab", 9)
        assert await page.run("getComputedStyle(document.activeElement).outlineStyle") != "none"
        assert await page.run("document.activeElement.closest('form') !== null")


async def test_axe_finds_nothing_on_a_students_seat_its_overlay_and_the_wall(tmp_path: Path) -> None:
    async with hosted(tmp_path / "class", screens=Screens) as host, browser(tmp_path) as page:
        await join(page, host, sees="The rule of the room")
        await page.press("F6", 117)
        await page.until("document.getElementById('menu').open")
        assert await complaints(page) == "[]"
        await page.press("F6", 117)
        await page.until("document.activeElement.tagName === 'TEXTAREA'")
        for _ in range(3):
            await page.press("F2", 113)  # light, high contrast, safe for the colour-blind
            await page.sees("Colours:")
            assert await complaints(page) == "[]"
        host.server.hall.running("s1").app.exit(message="Until tomorrow.")
        await page.sees("Until tomorrow.")
        assert await complaints(page) == "[]"
        await page.go(f"{host.url}facilitator?t={host.facilitator}")
        await page.go(f"{host.url}wall")
        await page.until("document.querySelector('.time').textContent")
        assert await complaints(page) == "[]"
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
        wrong = await serve(other, Apps(other), port=port)
        await page.sees("Another class answers here; waiting for this one.")
        assert "LOBBY" not in await page.text()
        await wrong.stop()
        other.close()
        host.room = classes.reopen(name)
        renew(host.room, passes=True)
        host.server = await serve(host.room, Apps(host.room), port=port)
        await page.sees("PAUSED")


async def test_a_seat_waits_while_another_class_answers_and_comes_back_by_itself(host: Hosted, tmp_path: Path) -> None:
    async with browser(tmp_path) as page:
        await join(page, host)
        port = host.server.port
        await host.server.stop()
        other, _ = Classes(FolderStore(tmp_path)).open(starter(), 1, seed=7)
        wrong = await serve(other, Apps(other), port=port)
        await page.sees("Another class answers here; waiting for yours.")
        await page.send("Page.reload")
        await page.sees("Your place in yours is kept, and this page waits for it.")
        await wrong.stop()
        other.close()
        host.server = await serve(host.room, Apps(host.room), port=port)
        await page.go(f"{host.url}seat/terminal")  # what the page does by itself, where the browser had an answer
        await page.sees("count 0")
        assert not other.roster.members


async def test_joining_works_without_javascript(host: Hosted, tmp_path: Path) -> None:
    async with browser(tmp_path) as page:
        await page.send("Emulation.setScriptExecutionDisabled", value=True)
        await page.send("Page.navigate", url=f"{host.url}?code={host.code}")
        for _ in range(100):
            if await page.run("document.getElementById('name')") is not None:
                break
            await asyncio.sleep(0.05)
        await page.press("Tab", 9)
        await page.run("document.getElementById('name').value = 'Ada'")
        await page.run("document.querySelector('form button').click()")
        await page.sees("The rule of the room")
        assert len(host.room.roster.members) == 1
