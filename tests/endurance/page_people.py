"""Students at their pages: join form, cookie, stream; they send forms and read what comes, as a browser does."""

from __future__ import annotations

import asyncio
import html
import json
import re
import time

import aiohttp

from tests.waiting import Listener

_FORM = re.compile(r'<form method="post" action="/do".*?</form>', re.S)
_HIDDEN = re.compile(r'<input type="hidden" name="([^"]*)" value="([^"]*)">')
_OPEN = re.compile(r'<input type="radio" name="option" value="([^"]*)"(?![^>]*disabled)')

IDLE = 5.0
"""Seconds that a line is kept between two requests: less than the host keeps it, as a browser would send once more."""


def _browser() -> aiohttp.ClientSession:
    """Return a browser's cookies and lines."""
    line = aiohttp.TCPConnector(keepalive_timeout=IDLE)
    return aiohttp.ClientSession(connector=line, cookie_jar=aiohttp.CookieJar(unsafe=True))


class PageFacilitator:
    """The facilitator at the desk's page, by its forms."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.session = _browser()

    async def enter(self, token: str) -> None:
        """Through the link to the desk."""
        async with self.session.get(f"{self.url}facilitator", params={"t": token}) as answer:
            assert answer.status == 200, answer.status

    async def form(self, act: str) -> dict[str, str] | None:
        """What the form of an act sends along as the page has it now; None where it has none."""
        async with self.session.get(f"{self.url}desk") as answer:
            page = await answer.text()
        found = re.findall(r'<form method="post" action="/desk/do.*?</form>', page, re.S)
        made = ({name: html.unescape(value) for name, value in _HIDDEN.findall(each)} for each in found)
        return next((each for each in made if each["do"] == act), None)

    async def can(self, act: str) -> bool:
        """Whether something can be done now."""
        return await self.form(act) is not None

    async def do(self, act: str, **fields: str) -> float:
        """Send the form of an act; return when it was sent."""
        form = await self.form(act)
        assert form is not None, f"the desk has no form for {act}"
        sent = time.monotonic()
        async with self.session.post(
            f"{self.url}desk/do", data={**form, **fields}, headers={"Accept": "application/json"}
        ) as answer:
            assert answer.status == 200, await answer.text()
        return sent

    async def begin(self, syndicates: int) -> None:
        """Deal in each syndicate and begin."""
        await self.do("deal", syndicate="all" if syndicates > 1 else "1")
        await self.do("begin", sure="yes")

    async def pause(self) -> float:
        """Stop everybody; return when it was sent."""
        return await self.do("pause")

    async def go_on(self) -> float:
        """Let everybody go on; return when it was sent."""
        return await self.do("resume")

    async def close(self) -> None:
        """Close the window."""
        await self.session.close()


class PageStudent(Listener):
    """Somebody with a page, without drawing it: its parts as they come, and when."""

    PATIENCE = 20.0

    def __init__(self, url: str, code: str, name: str) -> None:
        self.url, self.code, self.name = url, code, name
        self.session = _browser()
        self.parts: dict[str, str] = {}
        """What stands on the page now, by section."""
        self.seen = ""
        """What came since the last `mark`."""
        self._stamp, self._came = "", asyncio.Event()
        self._reading: asyncio.Task[None] | None = None

    async def join(self) -> None:
        """Through the join form to the page, then its stream; back once the page is whole and followed."""
        form = {"code": self.code, "name": self.name}
        async with self.session.post(self.url + "join", data=form) as answer:
            page = await answer.text()
            assert answer.status == 200, answer.status
        self.parts = {"page": page}
        await self.connect()

    async def connect(self) -> None:
        """Follow the page."""
        stream = await self.session.get(self.url + "stream", params={"have": self._stamp})
        assert stream.status == 200, stream.status
        self._reading = asyncio.ensure_future(self._read(stream))
        assert await self.until(lambda: "page-banner" in self.parts, 60)

    async def _read(self, stream: aiohttp.ClientResponse) -> None:
        left = b""
        async for data in stream.content.iter_any():
            *whole, left = (left + data).split(b"\n\n")
            for event in whole:
                self._take(event.decode())

    def _take(self, event: str) -> None:
        for line in event.splitlines():
            if line.startswith("id: "):
                self._stamp = line[4:]
            elif line.startswith("data: {"):
                told = json.loads(line[6:])
                self.parts.pop("page", None)
                self.parts.update(told.get("parts", {}))
                for gone in set(self.parts) - {each[0] for each in told.get("order", [])} if "order" in told else ():
                    if not gone.startswith("page-"):
                        del self.parts[gone]
                self.seen += " ".join(map(str, told.get("parts", {}).values()))
                self._came.set()

    def mark(self) -> None:
        """Forget what was seen."""
        self.seen = ""

    async def sees(self, *texts: str, seconds: float = 20.0) -> str:
        """Return the first of these texts that stands on the page in time; nothing where none does."""
        await self.until(lambda: any(text in part for text in texts for part in self.parts.values()), seconds)
        return next((text for text in texts if any(text in part for part in self.parts.values())), "")

    async def seen_at(self, text: str) -> float:
        """Return when a text came; 0 where it did not."""
        return time.monotonic() if await self.until(lambda: text in self.seen) else 0.0

    def form(self, act: str) -> dict[str, str] | None:
        """What the form of an act sends along; None where it is not on the page."""
        for part in self.parts.values():
            for found in _FORM.findall(part):
                fields = {name: html.unescape(value) for name, value in _HIDDEN.findall(found)}
                if fields["do"] == act:
                    return fields
        return None

    @property
    def options(self) -> list[str]:
        """The options that are open."""
        return _OPEN.findall(self.parts.get("act", ""))

    async def do(self, act: str, **fields: str) -> float:
        """Send a form; milliseconds to its answer, or -1 where it is refused."""
        form = self.form(act)
        assert form is not None, f"{self.name} has no form for {act}"
        begun = time.monotonic()
        async with self.session.post(
            self.url + "do", data={**form, **fields}, headers={"Accept": "application/json"}
        ) as answer:
            return (time.monotonic() - begun) * 1000 if answer.status == 204 else -1.0

    async def type(self, text: str) -> float:
        """Have half a note kept; milliseconds to the answer, or -1 where it is refused."""
        form, begun = self.form("note"), time.monotonic()
        assert form is not None
        async with self.session.post(self.url + "draft", data={**form, "text": text}) as answer:
            return (time.monotonic() - begun) * 1000 if answer.status == 204 else -1.0

    async def read_briefing(self) -> None:
        """Every question skipped."""
        await self.do("read_briefing")
        assert await self.sees("You are ready")

    async def choose(self) -> None:
        """Choose alone: the first open option, with a reason."""
        await self.until(lambda: self.form("choose") and self.options)
        await self.do("choose", option=self.options[0], reason="It lasts.", confidence="6")

    async def talks(self) -> None:
        """Wait until the choices are laid open."""
        assert await self.until(lambda: "Talk" in self.parts["page-banner"]), self.parts["page-banner"]

    async def drop(self) -> None:
        """Lose the stream without a word; the pass is kept."""
        if self._reading:
            self._reading.cancel()
            await asyncio.gather(self._reading, return_exceptions=True)

    async def close(self) -> None:
        """Close the window."""
        await self.drop()
        await self.session.close()
