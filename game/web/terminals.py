"""Seats whose screen is somewhere else: `whitecell join` in a terminal, with a screen or as plain lines.

What the device says is a JSON list: ``["hello", device, force]`` first, then ``["do", n, command]``,
``["draft", n, about]``, ``["keep", n, about, fields]``, ``["binder", n]``, ``["debrief", n]``, ``["page", n]``,
``["ping"]``. What it hears are objects with a ``type``: ``view`` (what the seat sees, whenever that changes), ``done``
and ``refused`` (answers, with the ``n`` of what was asked).
"""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections import deque
from collections.abc import Callable
from typing import Any

from aiohttp import web

from game.errors import Said
from game.exercise import json_codec
from game.web.passes import Pass
from game.web.places import ENDED, Places, Visit, done_with, parsed
from game.web.ports import Port

MAX_MESSAGE = 64 * 1024
"""Bytes of one message of a terminal."""
HEARTBEAT = 15.0
"""Seconds between two looks at whether a terminal is still there."""
ASKED = (40, 8)
"""Commands of one seat: at once, and a second. Faster ones wait in the network."""
MOST_ANSWERS = 64
"""Answers that wait for a terminal; the line of one that asks on and reads none is ended."""


class Device(Visit):
    """One terminal at one seat. Views may be skipped, for the next one says more; answers never are."""

    def __init__(self, held: Pass, ws: web.WebSocketResponse, request: web.Request) -> None:
        super().__init__(held, ws, ASKED, request)
        self.port: Port | None = None
        self._answers: deque[str] = deque()
        self._stale = False
        self._more = asyncio.Event()

    def tell(self, type: str, **words: Any) -> None:
        if len(self._answers) >= MOST_ANSWERS:
            self.abort()
            return
        self._answers.append(json.dumps({"type": type, **words}, ensure_ascii=False))
        self._more.set()

    def changed(self) -> None:
        """The seat sees something else now."""
        self._stale = True
        self._more.set()

    def forgotten(self) -> None:
        """Nothing goes in or out of this device any more."""
        super().forgotten()
        if self.port is not None:
            self.port.forget(self.changed)
            self.port = None

    async def pump(self) -> None:
        """Carry answers and the newest view, until the socket is gone."""
        with contextlib.suppress(ConnectionError, RuntimeError):
            while True:
                await self._more.wait()
                self._more.clear()
                while self._answers:
                    await self.ws.send_str(self._answers.popleft())
                if self._stale and self.port is not None:
                    self._stale = False
                    with contextlib.suppress(Said):  # taken back: the gate ends the visit in a moment
                        words = {"type": "view", "view": self.port.snapshot()}
                        await self.ws.send_str(json.dumps(words, ensure_ascii=False))


class Terminals:
    """The terminals' sockets, each from its hello to its end."""

    def __init__(self, port: Callable[[str], Port], places: Places) -> None:
        self._port, self.places = port, places

    async def serve(self, request: web.Request, held: Pass) -> web.WebSocketResponse:
        """Serve one socket from its hello to its end. Its pass and Origin were checked."""
        ws = web.WebSocketResponse(heartbeat=HEARTBEAT, max_msg_size=MAX_MESSAGE, compress=False, timeout=2.0)
        await ws.prepare(request)
        device = Device(held, ws, request)
        pump = asyncio.get_running_loop().create_task(device.pump())
        try:
            await self._talk(device)
        finally:
            pump.cancel()
            self.places.forget(device)
        await done_with(ws)
        return ws

    async def _talk(self, device: Device) -> None:
        if not await self.places.hello(device):
            return
        try:
            port = self._port(device.held.key)
        except Said as problem:
            self.places.end(device, ENDED, str(problem))
            return
        self.places.claim(device)
        device.port = port
        port.on_change(device.changed)
        device.changed()
        async for message in device.ws:
            if device.gone or not await self._answer(device, parsed(message)):
                return
            wait = device.bucket.take()
            if wait > 0:
                await asyncio.sleep(min(wait, 5.0))

    async def _answer(self, device: Device, said: object) -> bool:
        """Do what is asked; False where it makes no sense, which ends the visit."""
        port = device.port
        if port is None:
            return False
        match said:
            case ["ping"]:
                device.tell("pong")
            case ["do", int(number), dict(command)]:
                _tell(device, number, _done("view", lambda: port.submit(command)))
            case ["draft", int(number), str(about)]:
                _tell(device, number, _done("draft", lambda: port.draft(about)))
            case ["binder", int(number)]:
                _tell(device, number, _done("binder", port.binder))
            case ["keep", int(number), str(about), dict(fields)]:
                _tell(device, number, _done("kept", lambda: port.keep_draft(about, fields)))
            case ["debrief", int(number)]:  # in a thread, as the next: it takes a while, and nobody else waits for it
                _tell(device, number, await asyncio.to_thread(_done, "debrief", port.debrief))
            case ["page", int(number)]:
                _tell(device, number, await asyncio.to_thread(_done, "page", lambda: list(port.page())))
            case _:
                return False
        return True


def _done(name: str, act: Callable[[], Any]) -> tuple[str, dict[str, Any]]:
    """Do something; the answer that comes of it."""
    try:
        return "done", {name: act()}
    except Said as problem:
        return "refused", {"says": json_codec.message_json(problem.message)}


def _tell(device: Device, number: int, answer: tuple[str, dict[str, Any]]) -> None:
    type, words = answer
    device.tell(type, n=number, **words)
