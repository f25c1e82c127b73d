"""A seat at its page in a real Chromium: joined, in play with others who sit at ports, and what a hand does there."""

from __future__ import annotations

import contextlib
import json
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from game.exercise import commands as cmd
from game.exercise.classroom.facilitator_session import Desk
from game.exercise.classroom.participant_session import ClassSeat
from game.exercise.views.seat_view import InjectView
from game.record.events import Kind
from tests.node.installed import package
from tests.web.chromium import Page, browser
from tests.web.visiting import Hosted, hosted

PHONE, LAPTOP = (390, 844), (1366, 768)
GLASSES = ((320, 640), PHONE, (683, 384), (820, 1180), LAPTOP, (1920, 1080))
"""From the smallest telephone to a projector; 683 wide is a laptop at twice its size (200 % zoom)."""
CHOOSING = "document.querySelector('input[name=do][value=choose]')"


@dataclass
class Played:
    """A class of one syndicate in play: Anna at her page, Ben and Chiara at ports."""

    host: Hosted
    page: Page
    desk: Desk
    me: ClassSeat
    others: list[ClassSeat]

    @property
    def inject(self) -> InjectView:
        """What is on the table."""
        inject = self.me.snapshot().inject
        assert inject is not None
        return inject

    def events(self, kind: Kind) -> int:
        """How many events of a kind were written."""
        return sum(each.kind is kind for each in self.host.room.log.events("1"))

    def choose(self, seat: ClassSeat, option: int = 0) -> None:
        """Somebody chooses."""
        id = self.inject.options[option].id
        seat.submit(cmd.Choose(inject=self.inject.id, option=id, reason="It lasts.", confidence=6))

    async def press(self, act: str) -> None:
        """Press the button of an act's form."""
        await self.page.run(
            f"document.querySelector('input[name=do][value={act}]').form.querySelector('button').click()"
        )

    async def drawn(self, what: str) -> None:
        """Wait until something of what was written stands on the page."""
        await self.page.until(f"document.body.textContent.includes({json.dumps(what)})")


async def glass(page: Page, size: tuple[int, int], dark: bool = False) -> None:
    """Look through a window of this size."""
    width, height = size
    await page.send(
        "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600
    )
    scheme = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]
    await page.send("Emulation.setEmulatedMedia", features=scheme)


async def joined(page: Page, host: Hosted, name: str = "Anna") -> ClassSeat:
    """Join as somebody does who read the code off the wall."""
    await page.go(f"{host.url}?code={host.code}")
    await page.run(f"document.getElementById('name').value = {json.dumps(name)}")
    await page.run("document.querySelector('form button').click()")
    await page.until("document.getElementById('page-main')")
    return next(ClassSeat(host.room, each.seat) for each in host.room.roster.members.values() if each.name == name)


@contextlib.asynccontextmanager
async def playing(
    folder: Path, *switches: str, size: tuple[int, int] = PHONE, tls: Any = None
) -> AsyncIterator[Played]:
    """A class in play, with its first inject on the table."""
    async with (
        hosted(folder / "class", syndicates=1, tls=tls) as host,
        browser(folder, *switches) as page,
    ):
        room, desk = host.room, Desk(host.room)
        others = [ClassSeat(room, room.join(host.code, name).seat) for name in ("Ben", "Chiara")]
        await glass(page, size)
        me = await joined(page, host)
        for each in (me, *others):
            each.submit(cmd.ReadBriefing())
        desk.deal_roles("1")
        desk.begin()
        await page.until(CHOOSING)
        yield Played(host, page, desk, me, others)


async def touch(page: Page, selector: str) -> None:
    """Touch something with a finger, where it stands on the glass."""
    where = (
        "(() => { const each = document.querySelector(%s); each.scrollIntoView({block: 'center', behavior: 'instant'});"
        " const box = each.getBoundingClientRect(); return [box.left + box.width / 2, box.top + box.height / 2]; })()"
    )
    x, y = await page.run(where % json.dumps(selector))
    await page.send("Input.dispatchTouchEvent", type="touchStart", touchPoints=[{"x": x, "y": y}])
    await page.send("Input.dispatchTouchEvent", type="touchEnd", touchPoints=[])


SMALL = """[...document.querySelectorAll('button, a, summary, input:not([type=hidden]), .option label, .scale label')]
.filter((each) => each.offsetParent && !each.closest('p:not(.field):not(.go)') && !each.matches('label input, .skip')
&& each.getBoundingClientRect().height < 39.5)
.map((each) => each.outerHTML.slice(0, 80) + ' ' + each.getBoundingClientRect().height)"""
TINY = """[...document.querySelectorAll('main *, nav *, header *')].filter((each) => each.offsetParent
&& !each.closest('svg') && parseFloat(getComputedStyle(each).fontSize) < 14
&& [...each.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
.map((each) => each.outerHTML.slice(0, 80))"""
AXE = (
    "axe.run(document, {resultTypes: ['violations']}).then((done) => JSON.stringify(done.violations.map((each) => "
    "[each.id, each.nodes.map((node) => node.html.slice(0, 160) + ' ' + node.failureSummary)])))"
)


async def complaints(page: Page) -> str:
    """What axe finds on a page, best practices too; nothing but brackets where it finds nothing."""
    if not await page.run("Boolean(window.axe)"):
        await page.run((package("axe-core") / "axe.min.js").read_text(encoding="utf-8") + ";0")
    return str(await page.run(AXE))


async def flawless(page: Page, glasses: Sequence[tuple[int, int]] = GLASSES) -> None:
    """Axe finds nothing at any width, light and dark; all can be pressed and read, and nothing scrolls sideways."""
    await page.run("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    for size in glasses:
        for dark in (False, True):
            await glass(page, size, dark)
            assert (found := await complaints(page)) == "[]", (size, dark, found)
        assert await page.run(SMALL) == []
        assert await page.run(TINY) == []
        assert await page.run("document.documentElement.scrollWidth <= innerWidth"), size
