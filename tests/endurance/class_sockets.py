"""A class whose host may open 1,024 files, and somebody who opens more sockets than that and says nothing, or half.

    .venv/bin/python -m tests.endurance.class_sockets [--sockets 1100] [--rounds 5] [--seed 1] [--from 0]

Each round stands for itself, so that a run that was stopped goes on with ``--from``. Printed: how long joining took
beside all of them, how many sockets the host still held, and how large its log is. Exit 1 where nobody could join.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import random
import sys
import tempfile
import time
from collections.abc import Awaitable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import psutil

from game.web.socket_limits import raised_files
from tests.endurance.class_host import Host
from tests.web.visiting import Visitor

FILES = 1024
HALVES = (
    b"", b"GET / HT", b"GET / HTTP/1.1\r\nHost: x\r\nX-Long: ", b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n",
    b"POST /join HTTP/1.1\r\nHost: x\r\nContent-Length: 900\r\n\r\ncode=", b"\x16\x03\x01\x02\x00\x01",
)  # fmt: skip
"""What a socket says before it falls silent."""


@dataclass
class Besieged:
    """What came of it."""

    joined: int = 0
    wanted: int = 0
    slowest: float = 0.0
    """Seconds of the slowest join."""
    held: int = 0
    """Most sockets that the host held at a time."""
    log: int = 0
    """Bytes that the host wrote, on stderr and beside the class."""
    faults: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        kept = f"{self.held} sockets held at most, {self.log:,} bytes logged"
        return f"{self.joined} of {self.wanted} joined, the slowest in {self.slowest:.2f} s; {kept}"


async def besieged(folder: Path, sockets: int, rounds: int, seed: int, first: int = 0) -> Besieged:
    """Open so many sockets a round, half of them before somebody joins and half while they do."""
    raised_files()
    found, more = Besieged(), ("--syndicates", "2", "--seed", "1")
    host = await Host.start(folder, "starter", *more, files=FILES)
    where = urlsplit(host.url)
    process = psutil.Process(host.process.pid)
    writers: list[asyncio.StreamWriter] = []

    async def open_one(chance: random.Random) -> None:
        with contextlib.suppress(OSError):
            _, writer = await asyncio.open_connection(where.hostname, where.port)
            writers.append(writer)
            writer.write(chance.choice(HALVES))

    try:
        for number in range(first, first + rounds):
            chance = random.Random(f"{seed} {number}")
            for _ in range(sockets // 2):
                await open_one(chance)
            others = asyncio.get_running_loop().create_task(
                _all(open_one(chance) for _ in range(sockets - sockets // 2))
            )
            for person in range(3):
                found.wanted += 1
                begun = time.monotonic()
                try:
                    async with asyncio.timeout(20), Visitor(host.url) as visitor:
                        answer = await visitor.join(host.codes[person % 2], f"Person {number}-{person}")
                        found.joined += answer.status == 303 and (await visitor.get("alive")).status == 204
                except (OSError, TimeoutError) as problem:
                    found.faults.append(f"{type(problem).__name__}: {problem}")
                found.slowest = max(found.slowest, time.monotonic() - begun)
                found.held = max(found.held, len(process.net_connections()))
            await others
            for writer in writers:
                writer.close()
            writers.clear()
    finally:
        await host.stop()
    logs = sum(path.stat().st_size for path in (folder / "classes").glob("*.log*"))
    found.log = logs + sum(len(line) for line in host.said)
    return found


async def _all(acts: Iterable[Awaitable[None]]) -> None:
    for act in acts:
        await act


def main() -> int:
    """Run the command; 1 where somebody could not join."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sockets", type=int, default=1100)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--from", type=int, default=0, dest="first")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = asyncio.run(besieged(Path(folder), asked.sockets, asked.rounds, asked.seed, asked.first))
    print(found, *found.faults, sep="\n")
    return int(found.joined < found.wanted)


if __name__ == "__main__":
    sys.exit(main())
