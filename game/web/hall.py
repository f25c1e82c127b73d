"""The hall: the apps that run here, one for each seat that has ever been looked at, and how they begin and end."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import traceback
from collections.abc import Callable
from typing import Any

from textual.app import App

from game.web.adopt import adopt, driver_of, last_words, start
from game.web.driver import SeatDriver

LOG = logging.getLogger("game.web")
FIRST_FRAME = 5.0
"""Seconds that the next app waits at most for the first screen of the one before."""
LEAVING = 5.0


class Sitting:
    """One app, its driver and its task. It outlives any one connection."""

    def __init__(self, seat: str, app: App[Any]) -> None:
        self.seat, self.app = seat, app
        self.crashed = False
        self.ended = asyncio.Event()
        self._driver: SeatDriver | None = None
        adopt(app, self._fault)

    @property
    def driver(self) -> SeatDriver:
        """The driver, while the app runs."""
        assert self._driver is not None
        return self._driver

    @property
    def last_words(self) -> str:
        """Why the app left, where it said so."""
        return "" if self.crashed else last_words(self.app)

    async def begin(self, size: tuple[int, int]) -> None:
        """Start the app and wait for its first screen."""
        self._task = start(self.app, size)
        self._task.add_done_callback(self._over)
        while self._driver is None and not self._task.done():
            self._driver = driver_of(self.app)
            await asyncio.sleep(0)
        if self._driver is None:
            self.crashed = True
            return
        painted = asyncio.ensure_future(self._driver.painted.wait())
        await asyncio.wait({painted, self._task}, timeout=FIRST_FRAME, return_when=asyncio.FIRST_COMPLETED)
        painted.cancel()

    async def end(self) -> None:
        """Let the app leave; where it will not, end it."""
        if not self._task.done():
            self.app.exit()
            await asyncio.wait({self._task}, timeout=LEAVING)
        if not self._task.done():
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError, Exception):
                await self._task

    def _fault(self, problem: BaseException) -> None:
        """Write down where it failed, without the values of anything."""
        self.crashed = True
        frames = traceback.extract_tb(problem.__traceback__)
        place = f" in {frames[-1].name}, line {frames[-1].lineno}" if frames else ""
        LOG.error("the screen of seat %s failed: %s%s", self.seat, type(problem).__name__, place)

    def _over(self, task: asyncio.Task[Any]) -> None:
        if not task.cancelled() and task.exception() is not None:
            self._fault(task.exception() or RuntimeError())
        self.ended.set()


class Hall:
    """The sittings by seat. One app starts at a time, so that the first ones see theirs soonest."""

    def __init__(self, make: Callable[[str], App[Any]], settle: Callable[[bool], None] = lambda ended: None) -> None:
        self._make = make
        self._settle = settle
        """Told after each start (False) and each end (True) of an app."""
        self.closed = False
        """While True, seats wait at the door."""
        self._sittings: dict[str, Sitting] = {}
        self._door = asyncio.Semaphore(1)
        self._starting: dict[str, asyncio.Task[Sitting]] = {}

    def __len__(self) -> int:
        return len(self._sittings)

    def running(self, seat: str) -> Sitting | None:
        """The sitting of a seat, where its app runs."""
        return self._sittings.get(seat)

    async def sit(self, seat: str, size: tuple[int, int]) -> Sitting:
        """Return the sitting of a seat; its app is started where it does not run."""
        sitting = self._sittings.get(seat)
        if sitting is not None:
            return sitting
        if seat not in self._starting:
            task = asyncio.get_running_loop().create_task(self._start(seat, size))
            self._starting[seat] = task
            task.add_done_callback(lambda done: self._starting.pop(seat, None))
        return await asyncio.shield(self._starting[seat])

    async def _start(self, seat: str, size: tuple[int, int]) -> Sitting:
        async with self._door:
            while self.closed:
                await asyncio.sleep(0.02)
            sitting = Sitting(seat, self._make(seat))
            await sitting.begin(size)
            if not sitting.ended.is_set() and not sitting.crashed:
                self._sittings[seat] = sitting
                asyncio.get_running_loop().create_task(self._await_end(sitting))
        self._settle(False)
        return sitting

    async def _await_end(self, sitting: Sitting) -> None:
        await sitting.ended.wait()
        if self._sittings.get(sitting.seat) is sitting:
            del self._sittings[sitting.seat]
        self._settle(True)

    async def dismiss(self, seat: str) -> None:
        """End the app of a seat."""
        sitting = self._sittings.get(seat)
        if sitting is not None:
            await sitting.end()

    async def close(self) -> None:
        """End all apps."""
        for task in tuple(self._starting.values()):
            task.cancel()
        await asyncio.gather(*(sitting.end() for sitting in tuple(self._sittings.values())), return_exceptions=True)
