"""A run played alone that is served as a page, in this process."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

from game.exercise.run.run_session import Table
from game.exercise.run.run_store import ALONE, Library
from game.in_browser import RunScreens
from game.scenario.scenario import Scenario
from game.web.addresses import LOOPBACK
from game.web.host import Served
from game.web.socket_limits import Sockets
from game.web.solo_routes import Alone, AloneGate
from tests.exercise.seating import starter


@dataclass
class SoloHost:
    """A run that is served."""

    server: Served
    table: Table
    holder: Alone

    @property
    def url(self) -> str:
        return self.server.url

    @property
    def link(self) -> str:
        """The address that is printed."""
        return f"{self.url}open?t={self.holder.link}"


@contextlib.asynccontextmanager
async def sitting_alone(folder: Path, scenario: Scenario | None = None) -> AsyncIterator[SoloHost]:
    """Begin a run and serve it on a free port."""
    library = Library(folder)
    table = library.begin(scenario or starter(), 7)
    again = f"whitecell resume {table.name} --page"
    holder, sockets = Alone(table.name, table.run.scenario.language, ALONE, again), Sockets()
    server = Served(AloneGate(holder, RunScreens(table, library), sockets), sockets, LOOPBACK)
    await server.listen(0)
    try:
        yield SoloHost(server, table, holder)
    finally:
        await server.stop()
        table.log.close()
