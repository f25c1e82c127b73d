"""Which terminal has which seat: one each, and the newest wins once it has asked."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import Callable
from typing import Any

from aiohttp import WSCloseCode, WSMsgType, web

from game.web.limits import Bucket
from game.web.passes import Pass
from game.web.sockets import Address

HELLO_WITHIN = 10.0
MOVED, ENDED, REVOKED = 4001, 4000, 4003
"""Close codes: used elsewhere; left; taken back."""


class Visit:
    """One device at one seat, whatever it speaks."""

    def __init__(self, held: Pass, ws: web.WebSocketResponse, keys: tuple[float, float], request: web.Request) -> None:
        self.held, self.ws = held, ws
        self._transport = request.transport
        self.peer: Address = self._transport.get_extra_info("peername") or () if self._transport else ()
        self.device = ""
        self.bucket = Bucket(*keys)
        self.gone = False

    def tell(self, type: str, **words: Any) -> None:
        """Say something to the device itself."""
        raise NotImplementedError

    def forgotten(self) -> None:
        """Nothing goes in or out any more."""
        self.gone = True

    def abort(self) -> None:
        """End the line without a word: nobody reads at its other end."""
        if self._transport is not None:
            self._transport.abort()

    async def close(self, code: int, words: str = "") -> None:
        """Tell the device that it is over, and why."""
        with contextlib.suppress(ConnectionError, RuntimeError):
            await self.ws.close(code=code, message=words.encode()[:120])


class Places:
    """All visits by seat."""

    def __init__(
        self, keep: Callable[[Address], None] = lambda peer: None, changed: Callable[[], None] = lambda: None
    ) -> None:
        self.keep = keep
        """Told of a socket that somebody sits at."""
        self.changed = changed
        """Told whenever a seat gets or loses its device."""
        self._by_seat: dict[str, Visit] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def connected(self, seat: str) -> bool:
        """Whether somebody looks at a seat now."""
        return seat in self._by_seat

    def all(self) -> tuple[Visit, ...]:
        """Every visit."""
        return tuple(self._by_seat.values())

    def has(self, visit: Visit) -> bool:
        """Whether this visit still has its seat."""
        return not visit.gone and self._by_seat.get(visit.held.key) is visit

    def taken_by_another(self, visit: Visit, force: bool) -> bool:
        """Whether another device has the seat, and this one has not said that it wants it all the same."""
        other = self._by_seat.get(visit.held.key)
        return other is not None and not force and other.device != visit.device

    def claim(self, visit: Visit) -> None:
        """Take the seat, from whoever has it."""
        older = self._by_seat.get(visit.held.key)
        if older is not None:
            self.end(older, MOVED)
        self._by_seat[visit.held.key] = visit
        self.keep(visit.peer)
        self.changed()

    def end(self, visit: Visit, code: int, words: str = "") -> None:
        """End a visit at once; its device is told, but nothing waits for it."""
        self.forget(visit)
        task = asyncio.get_running_loop().create_task(visit.close(code, words))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def forget(self, visit: Visit) -> None:
        """Nothing goes in or out of this visit any more."""
        visit.forgotten()
        if self._by_seat.get(visit.held.key) is visit:
            del self._by_seat[visit.held.key]
            self.changed()

    async def hello(self, visit: Visit) -> bool:
        """Wait for a device to say who it is; where the seat is in use elsewhere, ask first. False where it is none."""
        wait: float | None = HELLO_WITHIN
        while True:
            try:
                said = parsed(await visit.ws.receive(timeout=wait))
            except TimeoutError:
                return False
            match said:
                case ["hello", str(device), bool(force)]:
                    visit.device = device[:64]
                    if not self.taken_by_another(visit, force):
                        return True
                    visit.tell("taken")
                    wait = None  # the person may think it over
                case ["ping"]:
                    visit.tell("pong")
                case _:
                    return False


async def done_with(ws: web.WebSocketResponse) -> None:
    """Close a socket that nobody has closed: it said something that makes no sense."""
    if not ws.closed:
        await ws.close(code=WSCloseCode.POLICY_VIOLATION)


def parsed(message: Any) -> object:
    """Return what a message says; None where it says nothing in our words."""
    if message.type is not WSMsgType.TEXT:
        return None
    try:
        return json.loads(message.data)
    except (ValueError, RecursionError):
        return None
