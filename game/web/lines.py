"""Lines: the sockets between browsers and the apps in the hall.

What the page says is a JSON list: ``["hello", device, width, height, force]`` first, then
``["key", text]``, ``["paste", text]``, ``["size", width, height]``, ``["focus", true]``,
``["ping"]``. What it hears: bytes for the terminal, and JSON objects with a ``type``.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
from typing import Any

from aiohttp import web

from game.web.driver import SeatDriver
from game.web.files import Files
from game.web.hall import Hall, Sitting
from game.web.outbox import Outbox
from game.web.passes import Pass
from game.web.places import CRASHED, ENDED, Places, Visit, done_with, parsed

MAX_MESSAGE = 64 * 1024
HEARTBEAT = 15.0
KEYS = (400, 100)
"""Keys and clicks of one seat: at once, and a second. Faster ones wait in the network."""
SLICE = 128
"""Characters taken at a time, so that one long message cannot keep the loop."""
SEND_BUFFER = 128 * 1024
"""Bytes in the system's own buffer: what lies there can no longer be replaced by a repaint."""


class Connection(Visit):
    """One browser at one seat: a `game.web.driver.Line`."""

    def __init__(self, held: Pass, ws: web.WebSocketResponse, files: Files, request: web.Request) -> None:
        super().__init__(held, ws, KEYS, request)
        self._files = files
        self.driver: SeatDriver | None = None
        self.outbox = Outbox(lambda: self.driver.repaint() if self.driver else None, self.abort)

    def send(self, data: bytes) -> None:
        self.outbox.draw(data)

    def link(self, url: str) -> None:
        self.tell("link", url=url)

    def file(self, name: str, data: bytes) -> None:
        self.tell("file", key=self._files.put(self.held.key, name, data), name=name)

    def tell(self, type: str, **words: Any) -> None:
        """Say something to the page itself."""
        self.outbox.tell(json.dumps({"type": type, **words}))

    async def pump(self) -> None:
        """Carry what waits to the browser, until the socket is gone."""

        async def send(item: bytes | str) -> None:
            await (self.ws.send_bytes(item) if isinstance(item, bytes) else self.ws.send_str(item))

        with contextlib.suppress(ConnectionError, RuntimeError):
            await self.outbox.pump(send)

    def forgotten(self) -> None:
        """Nothing goes in or out of this browser any more; its app runs on."""
        super().forgotten()
        if self.driver is not None:
            self.driver.detach(self)
            self.driver = None


class Lines:
    """The browsers' sockets, each from its hello to its end."""

    def __init__(self, hall: Hall, files: Files, places: Places) -> None:
        self.hall, self._files, self.places = hall, files, places

    async def serve(self, request: web.Request, held: Pass) -> web.WebSocketResponse:
        """Serve one socket from its hello to its end. Its pass and Origin were checked."""
        ws = web.WebSocketResponse(heartbeat=HEARTBEAT, max_msg_size=MAX_MESSAGE, compress=False, timeout=2.0)
        await ws.prepare(request)
        _small_buffer(request)
        connection = Connection(held, ws, self._files, request)
        pump = asyncio.get_running_loop().create_task(connection.pump())
        try:
            await self._talk(connection)
        finally:
            pump.cancel()
            self.places.forget(connection)
        await done_with(ws)
        return ws

    async def _talk(self, connection: Connection) -> None:
        """From the hello to the last word."""
        size = await self.places.hello(connection)
        sitting = await self._sit(connection, size) if size else None
        if sitting is None:
            return
        watch = asyncio.get_running_loop().create_task(self._until_it_ends(connection, sitting))
        try:
            async for message in connection.ws:
                if connection.gone or not await self._hear(connection, message):
                    return
        finally:
            watch.cancel()

    async def _sit(self, connection: Connection, size: tuple[int, int]) -> Sitting | None:
        """Take the seat's place from whoever has it, and show the app."""
        self.places.claim(connection)
        connection.tell("waiting")
        sitting = await self.hall.sit(connection.held.key, size)
        if not self.places.has(connection):
            return None
        if sitting.ended.is_set() or sitting.crashed:
            self.places.end(connection, CRASHED)
            return None
        connection.driver = sitting.driver
        connection.tell("here", background=sitting.app.current_theme.background or "#12161b")
        sitting.driver.attach(connection, *size)
        return sitting

    async def _until_it_ends(self, connection: Connection, sitting: Sitting) -> None:
        """The app left or failed: the page is told which."""
        await sitting.ended.wait()
        self.places.end(connection, CRASHED if sitting.crashed else ENDED, sitting.last_words)

    async def _hear(self, connection: Connection, message: Any) -> bool:
        """Do what the page asks; False where it makes no sense, which ends the line."""
        driver = connection.driver
        if driver is None:
            return False
        cost = 1
        match parsed(message):
            case ["key", "\x1b"]:
                driver.escape()
            case ["key", str(text)]:
                for start in range(0, len(text), SLICE):
                    if connection.gone:
                        return False
                    await _wait(connection.bucket.take(driver.feed(_whole(text[start : start + SLICE]))))
                cost = 0
            case ["paste", str(text)]:
                driver.paste(_whole(text))
                cost = 5 + len(text) // 100
            case ["size", int(width), int(height)]:
                driver.resize(width, height)
                cost = 10
            case ["focus", bool(has_focus)]:
                driver.focus(has_focus)
            case ["ping"]:
                connection.tell("pong")
            case _:
                return False
        await _wait(connection.bucket.take(cost))
        return True


async def _wait(seconds: float) -> None:
    if seconds > 0:
        await asyncio.sleep(min(seconds, 5.0))


def _whole(text: str) -> str:
    """Return a text without half characters, which JSON can carry and nothing else can keep."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _small_buffer(request: web.Request) -> None:
    """Keep the system's buffer small, so that a slow browser is noticed here."""
    transport = request.transport
    raw = transport.get_extra_info("socket") if transport is not None else None
    if raw is not None:
        with contextlib.suppress(OSError):
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER)
