"""The streams of pages: what changed, as Server-Sent Events, for as long as a window is open."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
from collections.abc import Callable
from typing import Any

from aiohttp import web

from game.errors import Said
from game.web.protocols import Window
from game.web.session_cookies import Pass
from game.web.socket_limits import Address

LOG = logging.getLogger("game.web")
BEAT = 15.0
"""Seconds of silence after which a stream says that it lives; a page that hears nothing for 40 s opens another."""
TOGETHER = 0.02
"""Seconds in which changes become one update."""
MOMENT = 0.4
"""Seconds that a small change (somebody else has chosen) may wait."""
MOST_A_SEAT = 2
"""Streams of one seat; a third takes the place of the oldest. A browser opens six lines to one host and no more: with
six streams open nothing else is answered, forms neither."""
REVOKED, ELSEWHERE, CLOSING = "revoked", "elsewhere", "closing"
"""Why a stream ends: the pass is worth nothing, the seat is open in other windows, the host stops."""


class Stream:
    """One window at one seat, or at one desk."""

    def __init__(self, held: Pass, window: Window, peer: Address) -> None:
        self.held, self.window, self.peer = held, window, peer
        self.ends = ""
        self._more = asyncio.Event()
        self._timer: asyncio.TimerHandle | None = None

    def now(self) -> None:
        """Something changed."""
        self._wait(TOGETHER)

    def later(self) -> None:
        """Something changed that may wait a moment."""
        self._wait(MOMENT)

    def _wait(self, seconds: float) -> None:
        """Wake once after so many seconds, or sooner where that is due already; several changes become one update."""
        loop = asyncio.get_running_loop()
        due = loop.time() + seconds
        if self._timer is not None:
            if self._timer.when() <= due:
                return
            self._timer.cancel()
        self._timer = loop.call_at(due, self._due)

    def _due(self) -> None:
        self._timer = None
        self._more.set()

    def end(self, why: str) -> None:
        """End it; its window is told why."""
        self.ends = self.ends or why
        self._more.set()

    def close(self) -> None:
        """Nothing wakes it any more."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    async def more(self) -> bool:
        """Wait for a change; False where a beat is due first, or it is time to look anew."""
        try:
            await asyncio.wait_for(self._more.wait(), self.window.looks or BEAT)
        except TimeoutError:
            return False
        self._more.clear()
        return True


class Streams:
    """All streams by seat or desk."""

    def __init__(self, keep: Callable[[Address], None] = lambda peer: None) -> None:
        self._keep = keep
        """Is told of a socket that somebody sits at."""
        self._by_seat: dict[str, list[Stream]] = {}

    def connected(self, seat: str) -> bool:
        """Whether a window is open at a seat."""
        return bool(self._by_seat.get(seat))

    def all(self) -> tuple[Stream, ...]:
        """Every stream."""
        return tuple(each for some in self._by_seat.values() for each in some)

    def end(self, seat: str, why: str) -> None:
        """End all streams of a seat."""
        for each in self._by_seat.get(seat, ()):
            each.end(why)

    def close(self) -> None:
        """End all streams: their windows look for the host again."""
        for each in self.all():
            each.end(CLOSING)

    async def serve(self, request: web.Request, held: Pass, window: Window, have: str) -> web.StreamResponse:
        """Serve one stream to its end. Its pass was checked; ``have`` is what its window has already."""
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "X-Accel-Buffering": "no"})
        peer: Address = request.transport.get_extra_info("peername") or () if request.transport else ()
        stream = Stream(held, window, peer)
        await response.prepare(request)
        mine = self._by_seat.setdefault(held.key, [])
        for older in mine[: max(0, len(mine) - MOST_A_SEAT + 1)]:
            older.end(ELSEWHERE)
        mine.append(stream)
        self._keep(peer)
        stream.window.on_change(stream.now, stream.later)
        try:
            with contextlib.suppress(Said):  # taken back at this very moment: the gate ends it
                await response.write(b"retry: 1000\n\n" + _event(*stream.window.first(have)))
            await self._follow(response, stream)
        except ConnectionError:
            pass  # the window is gone
        finally:
            stream.window.forget(stream.now)
            stream.close()
            mine.remove(stream)
            if not mine and self._by_seat.get(held.key) is mine:
                del self._by_seat[held.key]
        return response

    async def _follow(self, response: web.StreamResponse, stream: Stream) -> None:
        """Tell a window what changes, until it is over."""
        while True:
            changed = await stream.more()
            if stream.ends:
                break
            told: dict[str, Any] = {}
            stamp = ""
            if changed or stream.window.looks:
                with contextlib.suppress(Said):  # taken back: the gate ends it in a moment
                    told, stamp = stream.window.update()
            if told:
                await response.write(_event(told, stamp))
            elif not changed:
                await response.write(b"event: beat\ndata:\n\n")
        if stream.ends != CLOSING:
            await response.write(f"event: over\ndata: {stream.ends}\n\n".encode())


def _event(told: dict[str, Any], stamp: str) -> bytes:
    return f"id: {stamp}\ndata: {json.dumps(told, ensure_ascii=False)}\n\n".encode()
