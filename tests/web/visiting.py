"""Visiting a class in a test: a host, and a visitor who does what a browser does, or a terminal that joined."""

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

from game.exercise.classroom.class_store import Classes
from game.exercise.classroom.classroom import Classroom
from game.exercise.classroom.participant_session import ClassSeat
from game.hosting import Screens
from game.record.store import FolderStore
from game.web.host import Server, serve
from tests.exercise.seating import starter


@dataclass
class Hosted:
    """A class that is served."""

    server: Server
    room: Classroom
    facilitator: str

    @property
    def url(self) -> str:
        return self.server.url

    @property
    def code(self) -> str:
        return self.room.syndicates[0].code

    def seat(self, id: str) -> ClassSeat:
        """The port of a seat."""
        return ClassSeat(self.room, id)


@contextlib.asynccontextmanager
async def hosted(folder: Path, syndicates: int = 2, tls: Any = None) -> AsyncIterator[Hosted]:
    """Open a class and serve it on a free port."""
    room, facilitator = Classes(FolderStore(folder)).open(starter(), syndicates, seed=7)
    server = await serve(room, Screens(room), port=0, tls=tls)
    try:
        yield Hosted(server, room, facilitator)
    finally:
        await server.stop()
        room.close()


@dataclass
class Socket:
    """An open line, as a terminal that joined has one."""

    ws: aiohttp.ClientWebSocketResponse
    told: list[dict[str, Any]] = field(default_factory=list)
    close_code: int | None = None

    def __post_init__(self) -> None:
        self.changed = asyncio.Event()
        self.reading = asyncio.ensure_future(self._read())

    async def _read(self) -> None:
        async for message in self.ws:
            if message.type is aiohttp.WSMsgType.TEXT:
                self.told.append(json.loads(message.data))
            self.changed.set()
        self.close_code = self.ws.close_code
        self.changed.set()

    def heard(self, type: str) -> list[dict[str, Any]]:
        return [each for each in self.told if each["type"] == type]

    async def say(self, *words: object) -> None:
        await self.ws.send_str(json.dumps(words))

    async def hello(self, device: str = "laptop", force: bool = False) -> None:
        await self.say("hello", device, force)

    async def until(self, holds: Callable[[], Any], seconds: float = 8.0) -> None:
        """Wait for something to be so; what was told is in the failure."""
        end = time.monotonic() + seconds
        while not holds():
            self.changed.clear()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.changed.wait(), max(0.01, min(0.2, end - time.monotonic())))
            if time.monotonic() > end and not holds():
                raise AssertionError(f"not so within {seconds} s; told {str(self.told)[-2000:]}")

    async def answers(self, seconds: float = 8.0) -> None:
        """See that the host still answers on this line."""
        before = len(self.heard("pong"))
        await self.say("ping")
        await self.until(lambda: len(self.heard("pong")) > before, seconds)

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

    async def raw_socket(self, path: str = "ws/port", origin: str | None = None, **options: Any) -> Socket:
        headers = {"Origin": self.origin if origin is None else origin}
        url = self.url.replace("http", "ws", 1) + path
        return Socket(await self.session.ws_connect(url, headers=headers, max_msg_size=0, **options))

    async def sit(self, device: str = "laptop", force: bool = False) -> Socket:
        socket = await self.raw_socket()
        await socket.hello(device, force)
        await socket.until(lambda: socket.heard("view"))
        return socket

    @property
    def cookies(self) -> dict[str, str]:
        """Tokens by what they open; a cookie's name says of which class, too."""
        return {cookie.key.partition("-")[0]: cookie.value for cookie in self.session.cookie_jar}


async def guessed(url: str, times: int) -> set[int]:
    """Try so many wrong tokens at the doors behind a pass; every answer's status."""
    doors = ("stream", "alive", "desk/stream", "alive/desk", "ws/port", "wall/now")

    async def guess(number: int) -> int:
        headers = {"Cookie": f"seat={number:043d}; desk={number:043d}", "Origin": url.rstrip("/")}
        async with stranger.session.get(url + doors[number % len(doors)], headers=headers) as got:
            return got.status

    seen: set[int] = set()
    async with Visitor(url) as stranger:
        for start in range(0, times, 50):
            seen |= set(await asyncio.gather(*(guess(each) for each in range(start, min(times, start + 50)))))
    return seen
