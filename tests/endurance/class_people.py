"""Students and a facilitator over the real doors: join page, cookie, socket; they press keys and read what comes."""

from __future__ import annotations

import asyncio
import json
import time

import aiohttp

from tests.waiting import Listener

WIDTH, HEIGHT = 100, 30
ENTER, ESCAPE = "\r", "\x1b"


class Screen(Listener):
    """One screen at the other end of a socket, without drawing: bytes as they come, and when."""

    path = "ws"

    def __init__(self, url: str, name: str) -> None:
        self.url, self.name = url, name
        self.session = aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True))
        self.seen = b""
        self.at = 0.0
        """When the first bytes came after the last `mark`; 0 where none have."""
        self.closed_with: int | None = None
        self._came = asyncio.Event()
        self.reading: asyncio.Task[None] | None = None

    async def connect(self) -> None:
        """Open the socket with the pass that the session holds."""
        headers = {"Origin": self.url.rstrip("/")}
        self.ws = await self.session.ws_connect(
            self.url.replace("http", "ws", 1) + self.path, headers=headers, max_msg_size=0
        )
        self.closed_with = None
        await self.say("hello", f"device of {self.name}", WIDTH, HEIGHT, False)
        self.reading = asyncio.ensure_future(self._read())

    async def say(self, *words: object) -> None:
        """Send a message of the page's."""
        await self.ws.send_str(json.dumps(words))

    async def _read(self) -> None:
        async for message in self.ws:
            if message.type is aiohttp.WSMsgType.BINARY:
                self.at = self.at or time.monotonic()
                self.seen = (self.seen + message.data)[-400_000:]
                self._came.set()
        self.closed_with = self.ws.close_code
        self._came.set()

    def mark(self) -> None:
        """Forget what was seen."""
        self.seen, self.at = b"", 0.0

    async def sees(self, *texts: str, seconds: float = 10.0) -> str:
        """Return the first of these texts that comes in time; nothing where none does."""
        wanted = [text.encode() for text in texts]
        await self.until(lambda: any(text in self.seen for text in wanted), seconds)
        return next((text for text in texts if text.encode() in self.seen), "")

    async def seen_at(self, text: str) -> float:
        """Return when a text came; 0 where it did not."""
        return time.monotonic() if await self.sees(text) else 0.0

    async def press(self, key: str) -> float:
        """Press a key; milliseconds to the first bytes that come of it, or -1 where none do."""
        self.mark()
        begun = time.monotonic()
        await self.say("key", key)
        return (self.at - begun) * 1000 if await self.until(lambda: self.at) else -1.0

    async def press_until(self, key: str, *texts: str, tries: int = 14) -> str:
        """Press a key, and again, until one of these texts is there; which."""
        for _ in range(tries):
            self.mark()
            await self.say("key", key)
            found = await self.sees(*texts, seconds=3.0)
            if found:
                return found
        raise AssertionError(f"{self.name} never saw {texts}: {self.seen[-800:]!r}")

    async def drop(self) -> None:
        """Lose the line without a word, as a network does; the pass is kept."""
        assert self.ws._response.connection is not None
        transport = self.ws._response.connection.transport
        if transport is not None:
            transport.abort()
        if self.reading:
            await asyncio.gather(self.reading, return_exceptions=True)

    async def close(self) -> None:
        """Close the window."""
        await self.ws.close()
        await self.session.close()


class Student(Screen):
    """Somebody with a browser."""

    def __init__(self, url: str, code: str, name: str) -> None:
        super().__init__(url, name)
        self.code = code

    async def join(self) -> None:
        """Through the page's own form, then the socket; back at the first whole screen."""
        form = {"code": self.code, "name": self.name}
        async with self.session.post(self.url + "join", data=form) as answer:
            assert answer.status == 200, answer.status
        await self.connect()
        assert await self.sees("The rule of the room", seconds=60), self.seen[-500:]

    async def through(self, *texts: str, last: tuple[str, ...]) -> str:
        """Press Enter from one text to the next, up to one of the last; a text that was skipped is not waited for."""
        left = [*texts, *last]
        while True:
            found = await self.press_until(ENTER, *left)
            if found in last:
                return found
            left = left[left.index(found) + 1 :]

    async def read_briefing(self) -> None:
        """Page by page, every question skipped, until there is nothing to do but wait."""
        pages = ("page 2 of 3", "page 3 of 3", "2 more to ask", "1 more to ask", "keeps it")
        await self.through(*pages, last=("You are ready",))

    async def choose(self) -> None:
        """Choose alone: the marked option, without a reason."""
        await self.through("Your reason", "How sure", "argument", last=("Chosen.", "Talk"))


class Facilitator(Screen):
    """The facilitator's desk in a browser."""

    path = "ws/desk"

    async def enter(self, token: str) -> None:
        """Through the link, then the socket."""
        async with self.session.get(f"{self.url}facilitator", params={"t": token}) as answer:
            assert answer.status == 200, answer.status
        await self.connect()
        assert await self.sees("FACILITATOR", seconds=30)

    async def begin(self, syndicates: int = 1) -> None:
        """Deal the roles of so many syndicates, and begin."""
        for _ in range(syndicates):
            await self.ask("r", "Deal the roles")
            self.mark()
            await self.say("key", ENTER)
            assert await self.sees("Dealt."), self.seen[-800:]
        await self.ask("b", "Begin?")
        self.mark()
        await self.say("key", ENTER)
        assert await self.sees("Begun."), self.seen[-800:]

    async def ask(self, key: str, text: str) -> None:
        """Press a key that opens a panel, and wait for it."""
        self.mark()
        await self.say("key", key)
        assert await self.sees(text), self.seen[-800:]
        await asyncio.sleep(0.3)  # a key that comes before a person could have seen the panel is not meant for it

    async def pause(self) -> float:
        """Pause for everybody; when the key was sent."""
        await self.ask("p", "Everybody stops")
        return await self.send(ENTER)

    async def go_on(self) -> float:
        """Go on; when the key was sent."""
        await self.ask("p", "Time runs again")
        return await self.send(ENTER)

    async def send(self, key: str) -> float:
        """Send a key; when."""
        sent = time.monotonic()
        await self.say("key", key)
        return sent
