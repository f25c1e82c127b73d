"""A class that is served."""

import logging
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.web.visiting import Hosted, Visitor, hosted


@pytest_asyncio.fixture
async def host(tmp_path: Path) -> AsyncIterator[Hosted]:
    async with hosted(tmp_path) as made:
        yield made


@pytest_asyncio.fixture
async def visitor(host: Hosted) -> AsyncIterator[Visitor]:
    async with Visitor(host.url) as made:
        yield made


class Gathered(logging.Handler):
    """Keeps what is logged."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


@pytest.fixture
def logged() -> Iterator[list[str]]:
    """What the web writes to its log."""
    logger, gathered = logging.getLogger("game.web"), Gathered()
    before = logger.level
    logger.setLevel(logging.DEBUG)
    logger.addHandler(gathered)
    yield gathered.lines
    logger.removeHandler(gathered)
    logger.setLevel(before)
