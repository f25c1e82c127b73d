"""A seat at the other end of a network: the port that `whitecell join` holds (see `game.exercise.seat_port.ClassPort`).

The line lives in a thread of its own. What was asked and not answered is asked again, with the
same id, once the line is back: the host does nothing twice.
"""

from __future__ import annotations

import asyncio
import concurrent.futures
import contextlib
import itertools
import json
import secrets
import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import aiohttp

from game.errors import Said
from game.exercise import json_codec
from game.exercise.commands import Command
from game.exercise.errors import Refused
from game.exercise.views.binder import FolderView
from game.exercise.views.seat_view import View
from game.report.group import GroupDebrief
from game.report.wire import group_from
from game.web.door import Door
from game.web.places import MOVED, REVOKED

WAIT = 6.0
"""Seconds to wait for an answer; the line may be gone and come back meanwhile."""
FIRST_WAIT = 15.0
PING, LOST = 5.0, 12.0
PAUSES = (0.3, 0.6, 1.2, 2.5, 5.0)
"""Seconds between tries to come back; the last one from then on."""


class Unreachable(Said):
    """The host cannot be reached now."""


class Gone(Said):
    """The seat is no longer ours."""


class AnotherClass(Said):
    """Another class answers at this address now; the seat is kept."""


WAITS = "Another class answers at this address; waiting for yours. Nothing is lost."


class RemoteSeat:
    """A seat on another machine. Made by `connect`; ended by `close`."""

    def __init__(self, door: Door, token: str) -> None:
        self._door, self._token = door, token
        self._device = secrets.token_hex(12)
        self._view: View | None = None
        self._first = threading.Event()
        self._listeners: list[Callable[[], None]] = []
        self._numbers = itertools.count(1)
        self._open: dict[int, tuple[str, concurrent.futures.Future[Any]]] = {}
        self._unsure: dict[Command, str] = {}
        """Commands that were never answered, without their ids, and the ids that they had."""
        self._typed: dict[str, dict[str, str]] = {}
        """What was typed on this device, by what it is about."""
        self._keeping: dict[str, int] = {}
        """What is on its way to be kept, and not answered yet: by what it is about, its number."""
        self._trouble, self._over = "Connecting …", ""
        self._force = False
        self._elsewhere = False
        """Whether another class answered last."""
        self.taken = False
        """Whether another device has the seat: nothing goes on until `take_over`."""
        self._ws: aiohttp.ClientWebSocketResponse | None = None
        self._closing = False
        self._leaving = asyncio.Event()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="whitecell-line", daemon=True)

    # --- the port

    @property
    def trouble(self) -> str:
        """What stands between this seat and its host, in a sentence; nothing where nothing does."""
        return self._trouble

    def snapshot(self) -> View:
        """Return what this seat saw last (Gone where it is no longer ours)."""
        if self._over:
            raise Gone(self._over)
        if self._view is None:
            raise Unreachable("the host has not answered yet.")
        return self._view

    def on_change(self, listener: Callable[[], None]) -> None:
        """Have a function called, in the line's thread, after each change."""
        self._listeners.append(listener)

    def forget(self, listener: Callable[[], None]) -> None:
        """Call a function no longer."""
        if listener in self._listeners:
            self._listeners.remove(listener)

    def submit(self, command: Command) -> View:
        """Ask for something, once; return what the seat sees then.

        Raises:
            Refused: where it cannot be done now.
            Unreachable: where no answer came in time; asked again, it is still done once.
        """
        bare = replace(command, id="")
        command = replace(command, id=self._unsure.get(bare, command.id))
        self._unsure[bare] = command.id
        try:
            answer = self._ask("do", json_codec.command_json(command))
        except Refused:  # an answer too: nothing was done
            self._unsure.pop(bare, None)
            raise
        self._unsure.pop(bare, None)
        self._see(answer["view"])
        return self.snapshot()

    def binder(self) -> tuple[FolderView, ...]:
        """Return every paper that this seat has opened (see `Seat.binder`)."""
        return json_codec.binder_from(self._ask("binder")["binder"])

    def draft(self, about: str) -> dict[str, str]:
        """Return what this seat has typed and not sent (see `Seat.draft`): as the host has it, where it answers."""
        if self._trouble or about in self._keeping:
            return dict(self._typed.get(about, {}))
        return dict(self._ask("draft", about)["draft"])

    def keep_draft(self, about: str, fields: Mapping[str, str]) -> None:
        """Have it kept by the host (see `Seat.keep_draft`). Nobody waits for the answer, for somebody is typing."""
        if self._over:
            raise Gone(self._over)
        typed = {**self._typed.get(about, {}), **fields}
        number = next(self._numbers)
        text = json.dumps(["keep", number, about, typed], ensure_ascii=False)
        kept: concurrent.futures.Future[Any] = concurrent.futures.Future()
        self._open.pop(self._keeping.get(about, 0), None)  # the newer one says all that the older one did
        self._open[number], self._keeping[about] = (text, kept), number
        self._typed[about] = typed

        def answered(_: object) -> None:
            if self._keeping.get(about) == number:
                self._keeping.pop(about, None)
                self._typed.pop(about, None)

        kept.add_done_callback(answered)
        self._loop.call_soon_threadsafe(lambda: asyncio.ensure_future(self._send(text)))

    def debrief(self) -> GroupDebrief:
        """Return this seat's copy of the debrief (see `game.faces.take_home.TakeHome`)."""
        return group_from(self._ask("debrief")["debrief"])

    def page(self) -> tuple[str, str]:
        """Return a file name and the copy as HTML."""
        name, page = self._ask("page")["page"]
        return str(name), str(page)

    # --- life

    def connect(self) -> None:
        """Begin, and wait for the first view, or for word that another device has the seat.

        Raises:
            Unreachable: where the host does not answer.
            Gone: where the seat is not ours.
            AnotherClass: where another class answers; the line goes on asking (`wait`) until it is closed.
        """
        self._thread.start()
        if not self._first.wait(FIRST_WAIT):
            self.close()
            raise Unreachable(f"{self._door.url} does not answer.")
        if self._over:
            raise Gone(self._over)
        if self._elsewhere:
            raise AnotherClass(f"another class answers at {self._door.url}; your seat is kept for when yours does.")

    def wait(self, seconds: float) -> bool:
        """Wait for the seat's own class; whether it answered within so many seconds (Gone as in `connect`)."""
        self._first.clear()
        answered = self._first.wait(seconds) if self._elsewhere else True
        if self._over:
            raise Gone(self._over)
        return answered and not self._elsewhere

    def take_over(self) -> None:
        """Use the seat here, and no longer where it is open."""
        self._force, self.taken = True, False
        self._first.clear()
        self._loop.call_soon_threadsafe(lambda: asyncio.ensure_future(self._hello()))
        if not self._first.wait(FIRST_WAIT):
            raise Unreachable(f"{self._door.url} does not answer.")

    def close(self) -> None:
        """End the line; the seat is kept by the host."""
        self._closing = True
        with contextlib.suppress(RuntimeError):
            self._loop.call_soon_threadsafe(lambda: asyncio.ensure_future(self._hang_up()))
        if self._thread.is_alive() and threading.current_thread() is not self._thread:
            self._thread.join(3)

    async def _hang_up(self) -> None:
        self._leaving.set()
        if self._ws is not None:
            await self._ws.close()

    # --- the line's own thread

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._live())
        self._loop.close()

    async def _live(self) -> None:
        """Be connected, for as long as there is somebody to be connected for."""
        tries = 0
        async with self._door.session(self._token) as session:
            while not self._done():
                trouble = "The host cannot be reached; trying again. Nothing is lost."
                try:
                    async with session.ws_connect(self._door.socket, **self._door.options) as ws:
                        self._ws, tries = ws, 0
                        await self._hello()
                        await self._listen(ws)
                except aiohttp.WSServerHandshakeError as refused:
                    if refused.status == 403:
                        self._is_over("this seat is no longer yours; join again with your code.")
                    elif refused.status == 409:
                        trouble, self._elsewhere = WAITS, True
                        self._first.set()
                except (aiohttp.ClientError, OSError, TimeoutError):
                    pass
                self._ws = None
                if self._done():
                    break
                self._is_troubled(trouble)
                with contextlib.suppress(TimeoutError):  # whoever leaves does not wait for the next try
                    await asyncio.wait_for(self._leaving.wait(), PAUSES[min(tries, len(PAUSES) - 1)])
                tries += 1

    def _done(self) -> bool:
        return self._closing or bool(self._over)

    async def _hello(self) -> None:
        if self._ws is not None:
            await self._ws.send_str(json.dumps(["hello", self._device, self._force]))

    async def _listen(self, ws: aiohttp.ClientWebSocketResponse) -> None:
        """Hear what the host says, until the line is lost."""
        while True:
            try:
                message = await asyncio.wait_for(ws.receive(), PING)
            except TimeoutError:
                await ws.send_str('["ping"]')
                message = await asyncio.wait_for(ws.receive(), LOST)
            if message.type is not aiohttp.WSMsgType.TEXT:
                if ws.close_code == REVOKED:
                    self._is_over("this seat is no longer yours; join again with your code.")
                elif ws.close_code == MOVED:
                    self._is_over("this seat is used on another device now; join again to have it here.")
                return
            await self._hear(json.loads(message.data))

    async def _hear(self, said: dict[str, Any]) -> None:
        match said.get("type"):
            case "taken":
                self.taken, self._elsewhere = True, False
                self._first.set()
            case "view":
                self.taken = self._elsewhere = False
                back, self._trouble = bool(self._trouble), ""
                self._see(said["view"])
                if back:
                    await self._ask_again()
            case "done":
                self._answered(said, None)
            case "refused":
                self._answered(said, Refused(json_codec.message_from(said.get("says", ""))))

    def _answered(self, said: dict[str, Any], problem: Exception | None) -> None:
        _, waiting = self._open.pop(int(said.get("n", 0)), ("", None))
        if waiting is not None and not waiting.done():
            waiting.set_exception(problem) if problem else waiting.set_result(said)

    async def _ask_again(self) -> None:
        """What was not answered on the line that was lost; the ids are the same, so nothing is done twice."""
        for words, _ in tuple(self._open.values()):
            if self._ws is not None:
                await self._ws.send_str(words)

    def _ask(self, *words: Any) -> dict[str, Any]:
        """Ask something, and wait for the answer."""
        if self._over:
            raise Gone(self._over)
        number = next(self._numbers)
        text = json.dumps([words[0], number, *words[1:]], ensure_ascii=False)
        waiting: concurrent.futures.Future[Any] = concurrent.futures.Future()
        self._open[number] = (text, waiting)
        self._loop.call_soon_threadsafe(lambda: asyncio.ensure_future(self._send(text)))
        try:
            answer: dict[str, Any] = waiting.result(WAIT)
        except concurrent.futures.TimeoutError:
            raise Unreachable("the host does not answer; do it again when the line is back.") from None
        finally:
            self._open.pop(number, None)
        return answer

    async def _send(self, text: str) -> None:
        if self._ws is not None and not self._trouble:
            with contextlib.suppress(ConnectionError, RuntimeError):
                await self._ws.send_str(text)

    # --- what changed

    def _see(self, data: Any) -> None:
        try:
            view = json_codec.view_from(data)
        except Refused as problem:
            self._is_over(str(problem))
            return
        self._view = view
        self._first.set()
        self._tell()

    def _is_troubled(self, words: str) -> None:
        if self._trouble != words and self._view is not None:
            self._trouble = words
            self._tell()

    def _is_over(self, words: str) -> None:
        self._over = words
        for _, waiting in tuple(self._open.values()):
            if not waiting.done():
                waiting.set_exception(Gone(words))
        self._first.set()
        self._tell()

    def _tell(self) -> None:
        for listener in tuple(self._listeners):
            listener()
