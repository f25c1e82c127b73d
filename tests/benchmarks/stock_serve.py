"""Seats in browsers: ours, many apps in one event loop, against stock textual-serve, a process a seat. Same screens.

    .venv/bin/python -m tests.benchmarks.stock_serve [--seats 20] [--syndicates 4] [--rounds 2]

Both serve the student's screen of the same class, hosted by `whitecell host`, to the same people over their
sockets, one after the other and again. Printed: memory a seat (for textual-serve that of the seats alone, without the
class's host), seconds until all who come at once are up, and milliseconds from a key to the first bytes that come of it
while everybody types. A ratio above 1 says how many times more textual-serve takes. Needs no browser.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import shlex
import socket
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from tests.endurance.class_figures import spread
from tests.endurance.class_host import Host
from tests.endurance.class_people import HEIGHT, WIDTH, Facilitator, Student

SEAT = """
import os
from game.joining import run
codes = {codes!r}
run({url!r}, codes[os.getpid() % len(codes)], f"Person {{os.getpid()}}", screen=True)
"""
SERVER = "import sys; from textual_serve.server import Server; Server(sys.argv[1], port=int(sys.argv[2])).serve()"
PAGES = ("g", "t", "s", "r", "v")
"""Keys that everybody presses: pages of the seat."""
KEYS = 10
"""Keys that each person presses, two seconds apart."""


@dataclass
class Measured:
    """What was measured of one way to serve, in the order of the rounds."""

    megabytes: list[float] = field(default_factory=list)
    """A seat."""
    up: list[float] = field(default_factory=list)
    """Seconds until everybody has a whole screen."""
    paint: list[float] = field(default_factory=list)
    """Milliseconds from a key to what comes of it."""

    def figures(self) -> dict[str, float]:
        """The middle of the rounds, and of all keys p50 and p95."""
        keys = spread(self.paint)
        return {
            "memory a seat, MiB": statistics.median(self.megabytes),
            "all up, s": statistics.median(self.up),
            "key to paint p50, ms": keys["p50"],
            "key to paint p95, ms": keys["p95"],
        }


class Served(Student):
    """Somebody with a browser at textual-serve: its own words for a key, and no join page."""

    async def join(self) -> None:
        """Open the socket; back at the first whole screen."""
        self.ws = await self.session.ws_connect(f"{self.url}ws?width={WIDTH}&height={HEIGHT}", max_msg_size=0)
        self.reading = asyncio.ensure_future(self._read())
        assert await self.sees("The rule of the room", seconds=120), self.seen[-500:]

    async def say(self, *words: object) -> None:
        """Send a key as its page does."""
        word, *rest = words
        if word == "key":
            await self.ws.send_json(["stdin", rest[0]])


@contextlib.asynccontextmanager
async def stock(host: Host, home: Path) -> AsyncIterator[tuple[str, psutil.Process]]:
    """Stock textual-serve, which starts one process for each browser; where it is, and its own process."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    seat = f"{shlex.quote(sys.executable)} -c {shlex.quote(SEAT.format(codes=host.codes, url=host.url))}"
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", SERVER, seat, str(port),
        stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL,
        env={**os.environ, "WHITECELL_HOME": str(home)},
    )  # fmt: skip
    try:
        for _ in range(400):
            with contextlib.suppress(OSError):
                _, writer = await asyncio.open_connection("127.0.0.1", port)
                writer.close()
                break
            await asyncio.sleep(0.05)
        yield f"http://127.0.0.1:{port}/", psutil.Process(process.pid)
    finally:
        for child in psutil.Process(process.pid).children(recursive=True):
            with contextlib.suppress(psutil.Error):
                child.kill()
        process.kill()
        await process.wait()


def weight(process: psutil.Process) -> float:
    """MiB of a process and of all that it started; pages that they share are counted once."""
    total = 0.0
    for each in (process, *process.children(recursive=True)):
        with contextlib.suppress(psutil.Error):
            info = each.memory_full_info()
            total += getattr(info, "pss", info.uss)
    return total / 2**20


async def measure(host: Host, process: psutil.Process, people: Sequence[Student], measured: Measured) -> None:
    """Everybody comes at once, reads the briefing, play begins, everybody types."""
    desk = Facilitator(host.url, "the facilitator")
    before, begun = weight(process), time.monotonic()
    try:
        await asyncio.gather(*(person.join() for person in people))
        measured.up.append(time.monotonic() - begun)
        await asyncio.sleep(2)
        measured.megabytes.append((weight(process) - before) / len(people))
        await asyncio.gather(*(person.read_briefing() for person in people))
        await desk.enter(host.contract["facilitator"])
        await desk.begin()
        await asyncio.gather(*(person.sees("nobody sees it until") for person in people))
        await asyncio.sleep(2)

        async def type_keys(person: Student, place: int) -> None:
            await asyncio.sleep(2 * place / len(people))
            for turn in range(KEYS):
                took = await person.press(PAGES[turn % len(PAGES)])
                assert took >= 0, f"{person.name}: a key was lost"
                measured.paint.append(took)
                await asyncio.sleep(2)

        await asyncio.gather(*(type_keys(person, place) for place, person in enumerate(people)))
    finally:
        await asyncio.gather(desk.close(), *(person.close() for person in people), return_exceptions=True)


async def play(folder: Path, seats: int, syndicates: int, rounds: int) -> tuple[Measured, Measured]:
    """Measure both, in turns."""
    ours, theirs = Measured(), Measured()
    for number in range(rounds):
        host = await Host.start(folder / f"ours-{number}", "starter", "--syndicates", str(syndicates))
        people = [Student(host.url, host.codes[at % syndicates], f"Person {at}") for at in range(seats)]
        await measure(host, psutil.Process(host.process.pid), people, ours)
        await host.stop()
        host = await Host.start(folder / f"stock-{number}", "starter", "--syndicates", str(syndicates))
        async with stock(host, folder / f"seats-{number}") as (url, process):
            served = [Served(url, "", f"Person {at}") for at in range(seats)]
            await measure(host, process, served, theirs)
        await host.stop()
    return ours, theirs


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seats", type=int, default=20)
    parser.add_argument("--syndicates", type=int, default=4)
    parser.add_argument("--rounds", type=int, default=2)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        ours, theirs = asyncio.run(play(Path(folder), asked.seats, asked.syndicates, asked.rounds))
    print(f"{asked.seats} seats, {asked.rounds} rounds      ours   textual-serve   ratio")
    for (name, mine), other in zip(ours.figures().items(), theirs.figures().values(), strict=True):
        print(f"{name:24} {mine:9.2f}   {other:13.2f}   {other / max(mine, 1e-9):5.1f}")


if __name__ == "__main__":
    main()
