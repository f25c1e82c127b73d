"""Sockets that nobody sits at: how long they may be quiet, how many there may be, and that joining goes on."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from game.web import sockets
from game.web.sockets import MOST_SOCKETS, SPARE_FILES, Sockets, room_for_sockets
from game.web.tls import identity
from tests.waiting import eventually
from tests.web.visiting import Hosted, Visitor, hosted

Line = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@contextlib.asynccontextmanager
async def idle(host: Hosted, count: int, says: bytes = b"") -> AsyncIterator[list[Line]]:
    """So many sockets that say nothing, or this and then nothing."""
    where, lines = urlsplit(host.url), []
    try:
        for _ in range(count):
            lines.append(await asyncio.open_connection(where.hostname, where.port))
            lines[-1][1].write(says)
        yield lines
    finally:
        for _, writer in lines:
            writer.close()


async def ended(line: Line) -> bytes:
    """What is still heard, until the other side ends the line."""
    with contextlib.suppress(ConnectionError):
        return await asyncio.wait_for(line[0].read(), 20)
    return b""


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """A host that is less patient, so that a test need not be."""
    monkeypatch.setattr("game.web.host.QUIET_WITHIN", 0.3)
    monkeypatch.setattr("game.web.entrance.QUIET_WITHIN", 0.3)
    monkeypatch.setattr(sockets, "QUIET_WITHIN", 0.3)


@pytest.mark.parametrize(
    "says",
    [b"", b"GET / HT", b"GET / HTTP/1.1\r\nHost: x\r\nX-Long: a", b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"],
    ids=["nothing", "half a line", "half a head", "a request, then nothing"],
)
@pytest.mark.usefixtures("hurried")
async def test_a_socket_that_says_nothing_more_is_ended(tmp_path: Path, says: bytes) -> None:
    async with hosted(tmp_path) as host, idle(host, 1, says) as [line]:
        heard = await ended(line)
        assert heard.startswith(b"HTTP/1.1 200") == says.startswith(b"GET /healthz")


@pytest.mark.usefixtures("hurried")
async def test_a_form_that_never_ends_is_given_up(tmp_path: Path) -> None:
    head = b"POST /join HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n"
    form = b"Content-Type: application/x-www-form-urlencoded\r\n\r\ncode="
    async with hosted(tmp_path) as host, idle(host, 1, head + form) as [line]:
        assert (await asyncio.wait_for(line[0].readline(), 20)).startswith(b"HTTP/1.1 408")


@pytest.mark.usefixtures("hurried")
async def test_a_handshake_that_is_not_made_is_given_up_and_others_are_served(tmp_path: Path) -> None:
    async with hosted(tmp_path, tls=identity(tmp_path / "tls", ("127.0.0.1",))) as host:
        async with idle(host, 1) as [line], idle(host, 1, b"GET / HTTP/1.1\r\n\r\n") as [plain]:
            async with Visitor(host.url) as visitor:
                assert (await visitor.join(host.code)).status == 303
            await ended(line)
            await ended(plain)
        await eventually(lambda: len(host.server.sockets) == 0)


async def test_a_seat_may_be_silent_for_as_long_as_it_likes(
    tmp_path: Path, hurried: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with hosted(tmp_path) as host, Visitor(host.url) as visitor:
        await visitor.join(host.code)
        seat = await visitor.sit()
        async with idle(host, 1) as [line]:
            await ended(line)  # a socket that came later was ended for its silence
        await seat.answers()


async def test_joining_goes_on_however_many_sockets_somebody_holds(tmp_path: Path) -> None:
    async with hosted(tmp_path) as host:
        host.server.sockets.a_place = 20
        async with Visitor(host.url) as ada:
            await ada.join(host.code, "Ada")
            seat = await ada.sit()
            async with idle(host, 60) as lines:
                for name in ("Ben", "Cleo", "Dina"):  # all behind the same address
                    async with Visitor(host.url) as visitor:
                        assert (await visitor.join(host.code, name)).status == 303
                assert len(host.server.sockets) <= 20
                await ended(lines[0])
                await seat.answers()  # whoever sits is never crowded out
        assert host.server.sockets.dropped >= 40


async def test_where_the_system_gives_no_more_sockets_the_oldest_is_ended_and_the_next_one_served(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, logged: list[str]
) -> None:
    async with hosted(tmp_path) as host, idle(host, 3) as lines:
        loop = asyncio.get_running_loop()
        accept, fail = loop.sock_accept, [True]

        async def scarce(listening: socket.socket) -> tuple[socket.socket, tuple[object, ...]]:
            conn, address = await accept(listening)
            if fail:
                fail.pop()
                conn.close()
                raise OSError(24, "Too many open files")
            return conn, address

        monkeypatch.setattr(loop, "sock_accept", scarce)
        async with idle(host, 1):  # the call that is under way, and then the scarce one
            pass
        async with idle(host, 1):
            await ended(lines[0])
            async with Visitor(host.url) as visitor:
                assert (await visitor.join(host.code)).status == 303
    assert [each for each in logged if "Too many open files" in each]


def pair() -> tuple[socket.socket, socket.socket]:
    return socket.socketpair()


def test_whoever_holds_most_sockets_is_crowded_out_first_and_nobody_who_sits() -> None:
    held, pairs = Sockets(most=6, a_place=4), [pair() for _ in range(9)]
    for number in range(2):
        assert held.came(pairs[number][0], ("10.0.0.1", number))
    for number in range(2, 6):
        assert held.came(pairs[number][0], ("10.0.0.2", number))
    held.keep(("10.0.0.2", 2))
    assert held.came(pairs[6][0], ("10.0.0.3", 6))  # all six are taken: of 10.0.0.2 the oldest nobody sits at goes
    assert pairs[3][1].recv(1) == b""
    pairs[2][0].setblocking(False)
    with pytest.raises(BlockingIOError):
        pairs[2][0].recv(1)
    for number in (2, 4, 5, 6, 0, 1):
        held.keep(("10.0.0.2" if number < 6 and number > 1 else "10.0.0.3" if number == 6 else "10.0.0.1", number))
    assert held.came(pairs[7][0], ("10.0.0.4", 7)) is None  # everybody sits: this one has to come again
    pairs[0][0].close()
    assert held.came(pairs[8][0], ("10.0.0.4", 8))
    for one, other in pairs:
        one.close()
        other.close()


def test_sockets_leave_files_for_everything_else() -> None:
    assert room_for_sockets(1024) == MOST_SOCKETS <= 1024 - SPARE_FILES
    assert room_for_sockets(256) == 256 - SPARE_FILES
    assert room_for_sockets(10) == 32
