"""Hosting a class: the gate and all that is behind it in one event loop, with or without a screen here."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import os
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from aiohttp import WSCloseCode, web
from textual.app import App

from game.errors import Said
from game.web.addresses import EVERYWHERE, LOOPBACK, PORT, address, names, qr_text
from game.web.loop_watch import STUCK, Watchdog
from game.web.protocols import Room, Screens
from game.web.routes import Gate
from game.web.seat_ownership import Places
from game.web.seat_routes import SeatGate
from game.web.socket_limits import (
    LARGE,
    LARGE_A_PLACE,
    LARGE_FILES,
    QUIET_WITHIN,
    Sockets,
    listen,
    raised_files,
    room_for_sockets,
)
from game.web.terminal_sockets import Terminals
from game.web.tls import Identity, identity

CLOSING = 3.0
"""Seconds that requests get to end in."""


class CannotListen(Said):
    """The port cannot be had."""


class Served:
    """Something that is served on a port of this machine, behind a gate."""

    def __init__(self, gate: SeatGate, sockets: Sockets, host: str, tls: Identity | None = None) -> None:
        self.gate, self.sockets, self.host, self.tls = gate, sockets, host, tls
        self.url = ""
        """The address to tell people."""
        self.port = 0
        self.watchdog = Watchdog()
        self._runner = web.AppRunner(
            gate.application(), access_log=None, logger=_mute(), handle_signals=False, shutdown_timeout=CLOSING,
            keepalive_timeout=QUIET_WITHIN, handler_cancellation=True,
        )  # fmt: skip
        self._listening: socket.socket | None = None
        self._tasks: list[asyncio.Task[None]] = []

    async def listen(self, port: int) -> None:
        """Begin to answer.

        Raises:
            CannotListen: where the port cannot be had.
        """
        self.sockets.most = room_for_sockets(raised_files(self.sockets.files), self.sockets.most)
        try:
            self._listening = listen(self.host, port)
        except (OSError, OverflowError) as problem:
            raise CannotListen(_not_let_in(self.host, port, problem)) from None
        await self._runner.setup()
        assert self._runner.server is not None
        self.port = int(self._listening.getsockname()[1])
        self.url = address(self.host, self.port, self.tls is not None)
        coming = self.sockets.accept(self._listening, self._runner.server, self.tls.context if self.tls else None)
        self._tasks = [asyncio.ensure_future(each) for each in (self.watchdog.run(), self.gate.watch(), coming)]

    async def stop(self) -> None:
        """Stop answering; pages are told to come back when there is a host again."""
        self.gate.streams.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._listening is not None:
            self._listening.close()
        await self.sockets.close()
        await self._runner.cleanup()


class Server(Served):
    """A class that is served. Made by `serve`, ended by `stop`."""

    gate: Gate

    def __init__(self, room: Room, screens: Screens, host: str, tls: Identity | None) -> None:
        self.room = room
        sockets = Sockets(LARGE, LARGE_A_PLACE, LARGE_FILES) if room.large else Sockets()
        self.places = Places(sockets.keep)
        terminals = Terminals(screens.port, self.places)
        fingerprint = tls.fingerprint if tls else ""
        super().__init__(
            Gate(room, screens, terminals, tls is not None, lambda: self.url, fingerprint), sockets, host, tls
        )

    @property
    def fingerprint(self) -> str:
        """The certificate's SHA-256; nothing without TLS."""
        return self.tls.fingerprint if self.tls else ""

    @property
    def qr(self) -> str:
        """The address as a QR code in lines of text, for a dark screen."""
        return qr_text(self.url)

    def connected(self, seat: str) -> bool:
        """Whether somebody looks at a seat now, at its page or in a terminal."""
        return self.places.connected(seat) or self.gate.streams.connected(seat)

    @property
    def health(self) -> str:
        """What a facilitator should know of this host: nothing, or that it was kept busy, and for how long."""
        worst = self.watchdog.worst
        return f"this machine was kept busy for {worst:.1f} s" if worst > STUCK else ""

    def facilitator_url(self, token: str) -> str:
        """The link that lets a facilitator in; its token is gone from the address at once."""
        return f"{self.url}facilitator?t={token}"

    async def stop(self) -> None:
        """Stop answering; terminals and pages are told to come back when there is a host again."""
        for visit in self.places.all():
            self.places.end(visit, WSCloseCode.SERVICE_RESTART)
        await super().stop()


async def serve(
    room: Room, screens: Screens, host: str = LOOPBACK, port: int = PORT, tls: Identity | None = None
) -> Server:
    """Serve a class and return at once; port 0 takes any that is free.

    Raises:
        CannotListen: where the port cannot be had.
    """
    server = Server(room, screens, host, tls)
    await server.listen(port)
    return server


def bound(lan: bool, tls: bool, folder: Path) -> tuple[str, Identity | None]:
    """Return where to listen and with which certificate, as the command's switches say.

    Without ``lan`` nobody but this machine is answered.
    """
    host = EVERYWHERE if lan else LOOPBACK
    return host, identity(folder / "tls", names(host)) if tls else None


def vacant(host: str, port: int) -> None:
    """See whether a port can be had, before a class is opened for it.

    Raises:
        CannotListen: where it cannot.
    """
    try:
        socket.create_server((host, port)).close()
    except (OSError, OverflowError) as problem:
        raise CannotListen(_not_let_in(host, port, problem)) from None


def contract(server: Server, facilitator: str) -> str:
    """Return the one line that a host without a screen prints."""
    codes = {each.id: each.code for each in server.room.syndicates}
    made = {"class": server.room.name, "url": server.url, "syndicates": codes, "facilitator": facilitator}
    made["desk"] = server.facilitator_url(facilitator)
    return json.dumps(made, ensure_ascii=False)


async def headless(
    room: Room,
    screens: Screens,
    facilitator: str,
    host: str = LOOPBACK,
    port: int = PORT,
    tls: Identity | None = None,
    say: Callable[[str], object] | None = None,
    served: Callable[[Server], object] = lambda server: None,
) -> None:
    """Serve without a screen until SIGTERM or Ctrl+C; the contract's line goes out once browsers are answered.

    Raises:
        CannotListen: where the port cannot be had.
    """
    server = await serve(room, screens, host, port, tls)
    served(server)
    stop = asyncio.Event()
    try:
        with told_to_stop(stop.set):
            (say or _print)(contract(server, facilitator))
            if tls:
                sys.stderr.write(f"Certificate, SHA-256: {tls.fingerprint}\n")
            await stop.wait()
    finally:
        await server.stop()


async def beside(
    room: Room,
    screens: Screens,
    desk: Callable[[Server], App[Any]],
    host: str = LOOPBACK,
    port: int = PORT,
    tls: Identity | None = None,
    again: Callable[[App[Any]], bool] = lambda app: False,
) -> App[Any]:
    """Serve beside the facilitator's app on this terminal, until it is left. Returns the app, which has ended.

    Where ``again`` says so of an app that has ended, another one is opened in its place; the class does not notice.

    Raises:
        CannotListen: where the port cannot be had; the terminal has not been touched then.
    """
    server = await serve(room, screens, host, port, tls)
    try:
        while True:
            app = desk(server)
            with told_to_stop(app.exit):
                await app.run_async()
            if not again(app):
                return app
    finally:
        await server.stop()


@contextlib.contextmanager
def told_to_stop(stop: Callable[[], object]) -> Iterator[None]:
    """Stop in good order when the system or Ctrl+C says so."""
    loop = asyncio.get_running_loop()
    before = {}
    for each in (signal.SIGTERM, signal.SIGINT):
        try:
            loop.add_signal_handler(each, stop)
        except (NotImplementedError, RuntimeError, ValueError):  # Windows; not the main thread
            with contextlib.suppress(ValueError):
                before[each] = signal.signal(each, lambda *_: loop.call_soon_threadsafe(stop))
    try:
        yield
    finally:
        for each in (signal.SIGTERM, signal.SIGINT):
            with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
                loop.remove_signal_handler(each)
            if each in before:
                signal.signal(each, before[each])


def _not_let_in(host: str, port: int, problem: Exception) -> str:
    why = os.strerror(problem.errno).lower() if isinstance(problem, OSError) and problem.errno else str(problem)
    return f"nobody can be let in on {host}:{port} ({why}); try another with --port."


def _mute() -> logging.Logger:
    """A logger that keeps nothing: the HTTP parser's own messages quote the headers they choke on, cookies too."""
    logger = logging.getLogger("game.web.http")
    logger.disabled = True
    return logger


def _print(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
