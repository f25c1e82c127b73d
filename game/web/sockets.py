"""The sockets of a host: how many there may be, of one place and in all, and for how long one may say nothing.

Whoever opens more than that crowds out the oldest that nobody sits at, first among their own: a class goes on joining
however many sockets somebody else holds. Accepting is done here, because what a line costs begins before its first
request: with TLS at the handshake.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import socket
import ssl
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from game.web.limits import place_of

LOG = logging.getLogger("game.web")
QUIET_WITHIN = 10.0
"""Seconds that a socket may take for its handshake, for the head of a request, and be silent between two requests."""
MOST_SOCKETS = 640
"""Sockets in all: sixty seats with the six that a browser opens to one host, the desk, the wall, and as many again."""
MOST_A_PLACE = 400
"""Sockets of one place: a whole class may sit behind one address."""
FILES = 4096
"""Open files that are asked of the system; more than any class needs."""
LARGE, LARGE_A_PLACE, LARGE_FILES = 6400, 4000, 8192
"""The same three of a class that was opened as a large one."""
SPARE_FILES = 160
"""Open files that are not for sockets: logs, their journals, pages, and what was dropped but is not yet closed."""
BACKLOG = 512
"""Sockets that wait in the system to be taken: a join storm."""
BREATH = 0.05
"""Seconds until the next try where the system gives no more sockets."""
Address = tuple[object, ...]


@dataclass(slots=True)
class Held:
    """A socket that was taken."""

    conn: socket.socket
    place: str
    transport: asyncio.BaseTransport | None = None
    kept: bool = False
    """Whether somebody sits at it: it is never crowded out."""

    def drop(self) -> None:
        """End it at once."""
        if isinstance(self.transport, asyncio.Transport):
            self.transport.abort()
        else:
            with contextlib.suppress(OSError):
                self.conn.shutdown(socket.SHUT_RDWR)


class Sockets:
    """The sockets that are open now, the oldest first."""

    def __init__(self, most: int = MOST_SOCKETS, a_place: int = MOST_A_PLACE, files: int = FILES) -> None:
        self.most, self.a_place, self.files = most, a_place, files
        self.dropped = 0
        """How many were crowded out."""
        self._open: dict[Address, Held] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def __len__(self) -> int:
        self._prune()
        return len(self._open)

    def came(self, conn: socket.socket, address: Address) -> Held | None:
        """Make room for a socket and hold it; None where everybody in the way sits at theirs."""
        self._prune()
        place = place_of(str(address[0]))
        places = Counter(each.place for each in self._open.values())
        if places[place] >= self.a_place and not self._crowd_out(place):
            return None
        if len(self._open) >= self.most and not any(self._crowd_out(each) for each, _ in places.most_common()):
            return None
        self._open[address] = Held(conn, place)
        return self._open[address]

    def keep(self, address: Address) -> None:
        """Somebody sits at this socket now."""
        if address in self._open:
            self._open[address].kept = True

    def _crowd_out(self, place: str) -> bool:
        """End the oldest socket of a place that nobody sits at; False where there is none."""
        for address, each in self._open.items():
            if each.place == place and not each.kept:
                each.drop()
                del self._open[address]
                self.dropped += 1
                LOG.info("a socket of %s was ended: there are too many", place)
                return True
        return False

    def _prune(self) -> None:
        """Forget what was closed; the system's number of a closed socket is -1."""
        for address in [address for address, each in self._open.items() if each.conn.fileno() < 0]:
            del self._open[address]

    async def accept(
        self, listening: socket.socket, made: Callable[[], asyncio.BaseProtocol], tls: ssl.SSLContext | None
    ) -> None:
        """Take sockets for ever, one each turn of the loop, so that nobody's flood keeps it."""
        loop = asyncio.get_running_loop()
        while True:
            try:
                conn, address = await loop.sock_accept(listening)
            except OSError as problem:  # no file is left for it, or it was gone before it was taken
                LOG.warning("a socket could not be taken: %s", problem.strerror)
                self._prune()
                for each, _ in Counter(held.place for held in self._open.values()).most_common(1):
                    self._crowd_out(each)
                await asyncio.sleep(BREATH)
                continue
            held = self.came(conn, address)
            if held is None:
                conn.close()
            else:
                task = loop.create_task(self._begin(held, made, tls))
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)
            await asyncio.sleep(0)

    async def _begin(self, held: Held, made: Callable[[], asyncio.BaseProtocol], tls: ssl.SSLContext | None) -> None:
        """Give a socket its protocol, behind its handshake where there is one."""
        held.conn.setblocking(False)
        within = {"ssl_handshake_timeout": QUIET_WITHIN} if tls else {}
        try:
            held.transport, _ = await asyncio.get_running_loop().connect_accepted_socket(
                made, held.conn, ssl=tls, **within
            )
        except (OSError, TimeoutError, EOFError):  # whoever it was speaks no TLS, or has gone
            held.conn.close()

    async def close(self) -> None:
        """Let go of what has not got through its handshake; the rest is its server's."""
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)


def listen(host: str, port: int) -> socket.socket:
    """Return a listening socket (OSError, OverflowError where the port cannot be had)."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.create_server((host, port), family=family, backlog=BACKLOG)
    listening.setblocking(False)
    return listening


def raised_files(files: int = FILES) -> int:
    """Raise the limit of open files as far as this user may, up to so many; return how many there may be now."""
    if sys.platform == "win32":
        return files  # a socket is no file there
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = files if hard == resource.RLIM_INFINITY else min(files, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
            soft = wanted
    return files if soft == resource.RLIM_INFINITY else soft


def room_for_sockets(files: int, most: int = MOST_SOCKETS) -> int:
    """Return how many sockets there may be among so many open files."""
    return max(32, min(most, files - SPARE_FILES))
