"""A seat in a real Chromium: joining, typing, reloading, losing the host, another tab, the policy, the join page."""

import asyncio
from pathlib import Path

import pytest

from game.exercise.desk import Desk
from game.web.host import serve
from tests.web.chromium import Page, browser, chromium
from tests.web.visiting import Apps, Hosted

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not chromium(), reason="no Chromium here; install the package chromium"),
]


async def join(page: Page, host: Hosted, name: str = "Ada") -> None:
    await page.go(host.url)
    await page.run(f"document.getElementById('code').value = '{host.code.lower()}'")
    await page.run(f"document.getElementById('name').value = '{name}'")
    await page.run("document.querySelector('form button').click()")
    await page.until("document.getElementById('terminal')")
    await page.sees("count 0")


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
        Desk(host.room).remove("s1", "")
        await page.sees("This seat is no longer yours")
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


CONTRAST = """
(() => {
  const light = (colour) => {
    const [r, g, b] = colour.match(/[\\d.]+/g).map(Number).map((n) => n / 255)
      .map((n) => n <= 0.03928 ? n / 12.92 : ((n + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (element) => {
    for (let each = element; each; each = each.parentElement) {
      const colour = getComputedStyle(each).backgroundColor;
      if (!/, 0\\)$|transparent/.test(colour)) return colour;
    }
    return 'rgb(255, 255, 255)';
  };
  const poor = [];
  for (const element of document.querySelectorAll('main *')) {
    if (!element.innerText && !element.value) continue;
    const [one, other] = [light(getComputedStyle(element).color), light(ground(element))].sort((a, b) => b - a);
    const ratio = (one + 0.05) / (other + 0.05);
    if (ratio < 4.5) poor.push(`${element.tagName} ${ratio.toFixed(2)}`);
  }
  return poor;
})()
"""


async def test_the_join_page_can_be_used_by_everybody(host: Hosted, tmp_path: Path) -> None:
    """What axe looks for: language, title, one heading, labels, contrast, no doubled ids, a visible focus."""
    async with browser(tmp_path) as page:
        await page.go(host.url)
        for wrong in (False, True):
            if wrong:
                await page.run("document.getElementById('code').value = 'NONE'")
                await page.run("document.getElementById('name').value = 'Ada'")
                await page.run("document.querySelector('form button').click()")
                await page.sees("No syndicate has this code")
            assert await page.run("document.documentElement.lang") == "en"
            assert await page.run("document.title")
            assert await page.run("document.querySelectorAll('h1').length") == 1
            assert await page.run("document.querySelectorAll('main').length") == 1
            fields = "[...document.querySelectorAll('input:not([type=hidden])')]"
            assert await page.run(f"{fields}.every((field) => field.labels.length === 1)")
            described = "(field.getAttribute('aria-describedby') || '').split(' ')"
            assert await page.run(f"{fields}.every((field) => {described}.every((id) => document.getElementById(id)))")
            ids = "[...document.querySelectorAll('[id]')].map((each) => each.id)"
            assert await page.run(f"new Set({ids}).size === {ids}.length")
            assert await page.run(CONTRAST) == []
            assert (
                await page.run("document.querySelector('meta[name=viewport]').content.includes('user-scalable')")
                is False
            )
            await page.press("Tab", 9)
            outline = "getComputedStyle(document.activeElement).outlineStyle"
            assert await page.run(outline) != "none"
        assert await page.run("document.activeElement.closest('form') !== null")
        assert page.complaints in (
            [],
            ["Failed to load resource: the server responded with a status of 422 ()"],
        ) or all("422" in each for each in page.complaints)


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
        await page.sees("The seat needs JavaScript")
        assert len(host.room.roster.members) == 1
