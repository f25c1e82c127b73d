"""A class that is served, with small apps in its seats."""

from collections.abc import AsyncIterator
from pathlib import Path

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
