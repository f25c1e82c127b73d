"""What is on its way to one browser: bounded, so that a slow one costs neither memory nor anybody's time."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable

MAX_WAITING = 256 * 1024
"""Bytes. A browser that is further behind gets one whole repaint instead of its backlog."""
MOST_WORDS = 200
"""Words to the page that wait; the line of a browser that makes the host talk and does not read is ended."""


class Outbox:
    """Bytes for the terminal may be dropped and drawn anew; words to the page are never dropped."""

    def __init__(self, behind: Callable[[], None], unread: Callable[[], None] = lambda: None) -> None:
        self._behind = behind
        """Asked for a repaint, once everything that waited has gone out."""
        self._unread = unread
        """Told that more words wait than anybody reads."""
        self._words = 0
        self._waiting: deque[bytes | str] = deque()
        self._more = asyncio.Event()
        self._dropped = False
        self.size = 0
        """Bytes of terminal output that wait."""
        self.repaints = 0

    def draw(self, data: bytes) -> None:
        """Send output of the terminal. A whole frame is always taken when nothing waits."""
        if self._dropped:
            return
        if self.size and self.size + len(data) > MAX_WAITING:
            self._waiting = deque(each for each in self._waiting if isinstance(each, str))
            self.size, self._dropped = 0, True
        else:
            self._waiting.append(data)
            self.size += len(data)
        self._more.set()

    def tell(self, words: str) -> None:
        """Send words to the page itself."""
        if self._words >= MOST_WORDS:
            self._unread()
            return
        self._words += 1
        self._waiting.append(words)
        self._more.set()

    async def pump(self, send: Callable[[bytes | str], Awaitable[None]]) -> None:
        """Send for ever, as fast as the other side takes it."""
        while True:
            await self._more.wait()
            self._more.clear()
            while self._waiting:
                item = self._waiting.popleft()
                await send(item)
                if isinstance(item, bytes):
                    self.size = max(0, self.size - len(item))
                else:
                    self._words -= 1
            if self._dropped:
                self._dropped = False
                self.repaints += 1
                self._behind()
