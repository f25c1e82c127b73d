"""A network between people and their host, which a test can silence, cut and mend."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator


class Network:
    """Carries what goes to a port of this machine, and back."""

    def __init__(self, to: int) -> None:
        self._to, self._server = to, None
        self.port = 0
        self._flows = asyncio.Event()
        self._flows.set()
        self._ends: set[asyncio.StreamWriter] = set()

    @property
    def url(self) -> str:
        """Where the host is, through this network."""
        return f"http://127.0.0.1:{self.port}/"

    async def mend(self) -> None:
        """Carry again, on the same port as before."""
        self._flows.set()
        if self._server is None:
            self._server = await asyncio.start_server(self._carry, "127.0.0.1", self.port)
            self.port = self._server.sockets[0].getsockname()[1]

    def silence(self) -> None:
        """Carry nothing any more, and tell nobody: as when a laptop sleeps or a cable is pulled."""
        self._flows.clear()

    def drop(self) -> None:
        """Forget what is open, without a word to the host's side that would tell it."""
        for end in tuple(self._ends):
            end.transport.abort()

    async def cut(self) -> None:
        """End everything that is open, and take nothing new."""
        if self._server is not None:
            self._server.close()
            self._server = None
        self.drop()
        await asyncio.sleep(0)

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            out_reader, out_writer = await asyncio.open_connection("127.0.0.1", self._to)
        except OSError:
            writer.transport.abort()
            return
        self._ends |= {writer, out_writer}
        await asyncio.gather(self._one_way(reader, out_writer), self._one_way(out_reader, writer))
        self._ends -= {writer, out_writer}

    async def _one_way(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            while data := await reader.read(65536):
                await self._flows.wait()
                writer.write(data)
                await writer.drain()
        with contextlib.suppress(OSError):
            writer.close()


@contextlib.asynccontextmanager
async def network(to: int) -> AsyncIterator[Network]:
    """A network to a port of this machine."""
    made = Network(to)
    await made.mend()
    try:
        yield made
    finally:
        made._flows.set()
        await made.cut()
