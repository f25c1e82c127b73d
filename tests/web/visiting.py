"""Visiting a class in a test: small apps to look at, and a visitor who does what a browser does."""

from __future__ import annotations

import asyncio
import contextlib
import json
import ssl
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
import pyte
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from game.exercise.classroom.class_store import Classes
from game.exercise.classroom.classroom import Classroom
from game.hosting import Screens
from game.record.store import FolderStore
from game.web.host import Server, serve
from tests.exercise.seating import starter


class Note(ModalScreen[None]):
    """Something that lies over the screen."""

    def compose(self) -> ComposeResult:
        yield Static("a note lies over it")


class Small(App[None]):
    """Counts keys, takes a text, and can be made to fail."""

    BINDINGS = [
        Binding("n", "count", priority=True),
        Binding("f4", "fail"),
        Binding("f3", "quit_now"),
        Binding("f2", "note"),
        Binding("f7", "grab"),
    ]
    AUTO_FOCUS = None
    CSS = "#who { color: rgb(1,2,3); }"

    def __init__(self, who: str) -> None:
        super().__init__()
        self.who, self.count = who, 0

    def compose(self) -> ComposeResult:
        yield Static(f"This is {self.who}", id="who", markup=False)
        yield Static("count 0", id="count")
        yield Input(id="text")

    def action_count(self) -> None:
        self.count += 1
        self.query_one("#count", Static).update(f"count {self.count}")

    def action_fail(self) -> None:
        secret = "what no one may read in a log"
        raise RuntimeError(secret)

    def action_quit_now(self) -> None:
        self.exit(message="Until tomorrow.")

    def action_note(self) -> None:
        self.push_screen(Note())

    def action_grab(self) -> None:
        self.open_url("https://example.org/")
        self.open_url("javascript:alert(1)")
        self.copy_to_clipboard("copied")


class Apps(Screens):
    """Small apps for everybody in a browser; whoever joins in a terminal gets the real port."""

    def __init__(self, room: Classroom) -> None:
        super().__init__(room)
        self.made: list[Small] = []

    def seat(self, seat: str) -> App[Any]:
        self.made.append(Small(f"seat {seat}"))
        return self.made[-1]

    def desk(self) -> App[Any]:
        self.made.append(Small("the desk"))
        return self.made[-1]


@dataclass
class Hosted:
    """A class that is served."""

    server: Server
    room: Classroom
    facilitator: str
    apps: Apps

    @property
    def url(self) -> str:
        return self.server.url

    @property
    def code(self) -> str:
        return self.room.syndicates[0].code


@contextlib.asynccontextmanager
async def hosted(folder: Path, screens: Any = None, syndicates: int = 2, tls: Any = None) -> AsyncIterator[Hosted]:
    """Open a class and serve it on a free port."""
    room, facilitator = Classes(FolderStore(folder)).open(starter(), syndicates, seed=7)
    apps = Apps(room)
    made = screens(room) if screens else apps
    server = await serve(room, made, port=0, tls=tls)
    try:
        yield Hosted(server, room, facilitator, apps)
    finally:
        await server.stop()
        room.close()


@dataclass
class Socket:
    """An open line, with the terminal at its end."""

    ws: aiohttp.ClientWebSocketResponse
    width: int = 80
    height: int = 24
    told: list[dict[str, str]] = field(default_factory=list)
    close_code: int | None = None
    close_reason: str = ""
    bytes: int = 0

    def __post_init__(self) -> None:
        self.terminal = pyte.Screen(self.width, self.height)
        self.stream = pyte.ByteStream(self.terminal)
        self.changed = asyncio.Event()
        self.reading = asyncio.ensure_future(self._read())

    async def _read(self) -> None:
        async for message in self.ws:
            if message.type is aiohttp.WSMsgType.BINARY:
                self.bytes += len(message.data)
                self.stream.feed(message.data)
            elif message.type is aiohttp.WSMsgType.TEXT:
                self.told.append(json.loads(message.data))
            self.changed.set()
        self.close_code = self.ws.close_code
        self.changed.set()

    @property
    def screen(self) -> str:
        return "\n".join(self.terminal.display)

    def heard(self, type: str) -> list[dict[str, str]]:
        return [each for each in self.told if each["type"] == type]

    async def say(self, *words: object) -> None:
        await self.ws.send_str(json.dumps(words))

    async def hello(self, device: str = "laptop", force: bool = False) -> None:
        await self.say("hello", device, self.width, self.height, force)

    async def until(self, holds: Callable[[], Any], seconds: float = 8.0) -> None:
        """Wait for something to be so; the screen is in the failure."""
        end = time.monotonic() + seconds
        while not holds():
            self.changed.clear()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.changed.wait(), max(0.01, min(0.2, end - time.monotonic())))
            if time.monotonic() > end and not holds():
                raise AssertionError(f"not so within {seconds} s; told {self.told}, on the screen:\n{self.screen}")

    async def sees(self, text: str, seconds: float = 8.0) -> None:
        await self.until(lambda: text in self.screen, seconds)

    async def closed(self, seconds: float = 5.0) -> int:
        await asyncio.wait_for(self.reading, seconds)
        return self.close_code or 0

    async def leave(self) -> None:
        await self.ws.close()
        await self.reading


class Visitor:
    """Somebody with a browser."""

    def __init__(self, url: str, trust: bool = False) -> None:
        self.url = url
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        connector = aiohttp.TCPConnector(ssl=context, limit=0)
        self.session = aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True), connector=connector)

    async def __aenter__(self) -> Visitor:
        return self

    async def __aexit__(self, *problem: object) -> None:
        await self.session.close()

    @property
    def origin(self) -> str:
        return self.url.rstrip("/")

    async def get(self, path: str, **options: Any) -> aiohttp.ClientResponse:
        response = await self.session.get(self.url + path, allow_redirects=False, **options)
        await response.read()
        return response

    async def post(self, path: str, **options: Any) -> aiohttp.ClientResponse:
        response = await self.session.post(self.url + path, allow_redirects=False, **options)
        await response.read()
        return response

    async def join(self, code: str, name: str = "Ada") -> aiohttp.ClientResponse:
        return await self.post("join", data={"code": code, "name": name})

    async def raw_socket(self, path: str = "ws", origin: str | None = None, **options: Any) -> Socket:
        headers = {"Origin": self.origin if origin is None else origin}
        url = self.url.replace("http", "ws", 1) + path
        return Socket(await self.session.ws_connect(url, headers=headers, max_msg_size=0, **options))

    async def sit(self, path: str = "ws", device: str = "laptop", force: bool = False) -> Socket:
        socket = await self.raw_socket(path)
        await socket.hello(device, force)
        await socket.until(lambda: socket.heard("here"))
        return socket

    @property
    def cookies(self) -> dict[str, str]:
        """Tokens by what they open; a cookie's name says of which class, too."""
        return {cookie.key.partition("-")[0]: cookie.value for cookie in self.session.cookie_jar}


async def guessed(url: str, times: int) -> set[int]:
    """Try so many wrong tokens at the doors behind a pass; every answer's status."""
    doors = ("ws", "alive", "ws/desk", "alive/desk", "ws/port", "wall/now")

    async def guess(number: int) -> int:
        headers = {"Cookie": f"seat={number:043d}; desk={number:043d}", "Origin": url.rstrip("/")}
        async with stranger.session.get(url + doors[number % len(doors)], headers=headers) as got:
            return got.status

    seen: set[int] = set()
    async with Visitor(url) as stranger:
        for start in range(0, times, 50):
            seen |= set(await asyncio.gather(*(guess(each) for each in range(start, min(times, start + 50)))))
    return seen
