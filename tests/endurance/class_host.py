"""A class that is hosted by the program itself, in a process of its own: started, weighed, killed, started again."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from functools import partial
from pathlib import Path
from typing import Any

import psutil


def _bounded(files: int) -> None:
    """In the new process: no more open files than so many."""
    import resource

    resource.setrlimit(resource.RLIMIT_NOFILE, (files, files))


class Host:
    """`whitecell host --headless`, as a class on one laptop would have it."""

    def __init__(
        self, process: asyncio.subprocess.Process, contract: dict[str, Any], home: Path, port: int, said: list[str]
    ) -> None:
        self.process, self.contract, self.home, self.port = process, contract, home, port
        self.said = said
        """What it wrote on stderr: warnings of the watchdog among it."""
        self._reading = asyncio.ensure_future(self._read())

    @classmethod
    async def start(cls, home: Path, scenario: str, *more: str, port: int = 0, files: int = 0) -> Host:
        """Start it; back once browsers are answered. ``files`` is how many it may open, where that is bounded."""
        command = [sys.executable, "-m", "game", "host", scenario, "--headless", "--port", str(port), *more]
        environment = {**os.environ, "WHITECELL_HOME": str(home)}
        pipe = asyncio.subprocess.PIPE
        bounded = partial(_bounded, files) if files else None
        process = await asyncio.create_subprocess_exec(
            *command, stdout=pipe, stderr=pipe, env=environment, preexec_fn=bounded
        )
        assert process.stdout is not None
        line = await asyncio.wait_for(process.stdout.readline(), 60)
        if not line:
            assert process.stderr is not None
            raise AssertionError((await process.stderr.read()).decode())
        contract = json.loads(line)
        assert process.stderr is not None
        said = []
        while not said or not said[-1].startswith("Class "):
            said.append((await asyncio.wait_for(process.stderr.readline(), 60)).decode().rstrip())
        return cls(process, contract, home, int(contract["url"].rstrip("/").rpartition(":")[2]), said)

    async def _read(self) -> None:
        assert self.process.stderr is not None
        async for line in self.process.stderr:
            self.said.append(line.decode().rstrip())

    @property
    def url(self) -> str:
        """Where it is."""
        return str(self.contract["url"])

    @property
    def codes(self) -> list[str]:
        """The syndicates' codes, in their order."""
        return list(self.contract["syndicates"].values())

    @property
    def name(self) -> str:
        """The class's name, to open it again by."""
        return next(line.split()[1].rstrip(".") for line in self.said if line.startswith("Class "))

    @property
    def megabytes(self) -> float:
        """Memory that is this process's own (shared pages by share, where the system says), in MiB."""
        info = psutil.Process(self.process.pid).memory_full_info()
        return float(getattr(info, "pss", info.uss)) / 2**20

    @property
    def complaints(self) -> list[str]:
        """What it wrote besides its name: the watchdog's warnings, and anything worse."""
        return [line for line in self.said if not line.startswith("Class ")]

    async def kill(self) -> None:
        """Pull the plug."""
        self.process.send_signal(signal.SIGKILL)
        await self.process.wait()

    async def stop(self) -> int:
        """Ask it to stop; its exit code."""
        if self.process.returncode is None:
            self.process.terminate()
        code = await self.process.wait()
        await self._reading
        return code

    async def again(self) -> Host:
        """Open the same class again on the same port, as a facilitator would after a crash."""
        return await Host.start(self.home, self.name, port=self.port)
