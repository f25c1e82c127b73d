"""A change that reaches the whole class goes out in waves: a few seats each turn of the loop, and keys in between."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable

A_TURN = 4
"""Seats that are told in one turn of the loop."""

MOMENT = 0.4
"""Seconds until a small change is told."""

Listener = Callable[[], None]


class Waves:
    """Calls what is waiting, a few each turn; what waits already is not put behind itself."""

    def __init__(self, a_turn: int = A_TURN) -> None:
        self._a_turn = a_turn
        self._waiting: deque[Listener] = deque()
        self._rolling = False
        self._later: set[Listener] = set()

    def later(self, listener: Listener) -> None:
        """Have a listener called in a moment, once, however often this is asked for until then."""
        if listener not in self._later:
            self._later.add(listener)
            asyncio.get_running_loop().call_later(MOMENT, self._now, listener)

    def _now(self, listener: Listener) -> None:
        self._later.discard(listener)
        self.tell(listener)

    def tell(self, listener: Listener) -> None:
        """Have a listener called soon, once, however often this is asked for until then."""
        if listener in self._waiting:
            return
        self._waiting.append(listener)
        if not self._rolling:
            self._rolling = True
            asyncio.get_running_loop().call_soon(self._wave)

    def _wave(self) -> None:
        try:
            for _ in range(min(self._a_turn, len(self._waiting))):
                self._waiting.popleft()()
        finally:  # one that fails keeps nobody else waiting
            self._rolling = bool(self._waiting)
            if self._rolling:
                asyncio.get_running_loop().call_soon(self._wave)
