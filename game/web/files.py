"""Files that an app gave to its own player: kept for a moment, for that seat alone, always as a download."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from urllib.parse import quote

from aiohttp import web

KEPT_FOR = 300.0
"""Seconds."""
MOST = 4
"""Files of one seat at a time."""


class Files:
    """What waits to be taken."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._waiting: dict[str, tuple[str, str, bytes, float]] = {}

    def put(self, seat: str, name: str, data: bytes) -> str:
        """Keep a file for a seat; return the key to ask for it by."""
        self._forget_old()
        mine = [key for key, (owner, *_) in self._waiting.items() if owner == seat]
        for key in mine[: max(0, len(mine) - MOST + 1)]:
            del self._waiting[key]
        key = secrets.token_urlsafe(24)
        self._waiting[key] = (seat, name, data, self._clock())
        return key

    def take(self, seat: str, key: str) -> web.Response:
        """Hand a file over, once, to the seat that it was made for."""
        self._forget_old()
        if key not in self._waiting or self._waiting[key][0] != seat:
            raise web.HTTPNotFound
        _, name, data, _ = self._waiting.pop(key)
        plain = "".join(letter for letter in name if letter.isascii() and (letter.isalnum() or letter in "._-"))
        return web.Response(
            body=data,
            content_type="application/octet-stream",
            headers={
                "Content-Disposition": f"attachment; filename=\"{plain or 'file'}\"; filename*=UTF-8''{quote(name)}",
                "Content-Security-Policy": "sandbox",
            },
        )

    def _forget_old(self) -> None:
        now = self._clock()
        self._waiting = {key: kept for key, kept in self._waiting.items() if now - kept[3] < KEPT_FOR}
