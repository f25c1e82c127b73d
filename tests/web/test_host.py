"""A host begins, says where it is, keeps its loop free, and ends in good order."""

import asyncio
import json
import time
from pathlib import Path

import pytest

from game.exercise.classroom.class_store import Classes
from game.hosting import Screens
from game.record.store import FolderStore
from game.web.host import CannotListen, bound, headless, serve
from game.web.loop_watch import STUCK, Watchdog
from tests.exercise.seating import starter
from tests.waiting import eventually
from tests.web.visiting import Hosted, Visitor, hosted


async def test_the_line_of_a_host_without_a_screen_says_what_the_design_promises(tmp_path: Path) -> None:
    room, token = Classes(FolderStore(tmp_path)).open(starter(), 3, seed=7)
    said: list[str] = []
    running = asyncio.ensure_future(headless(room, Screens(room), token, port=0, say=said.append))
    await eventually(lambda: said)
    told = json.loads(said[0])
    assert list(told) == ["class", "url", "syndicates", "facilitator", "desk"]
    assert told["url"].startswith("http://127.0.0.1:")
    assert told["syndicates"] == {each.id: each.code for each in room.syndicates}
    assert told["facilitator"] == token
    assert told["desk"] == f"{told['url']}facilitator?t={token}"
    async with Visitor(told["url"]) as visitor:
        assert (await visitor.get("healthz")).status == 200  # answered by the time that the line is out
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    room.close()


async def test_a_port_that_is_taken_is_said_with_the_cure(host: Hosted, tmp_path: Path) -> None:
    room, _ = Classes(FolderStore(tmp_path / "other")).open(starter(), 1, seed=7)
    with pytest.raises(CannotListen, match="try another with --port"):
        await serve(room, Screens(room), port=host.server.port)
    assert (await Visitor(host.url).get("healthz")).status == 200
    room.close()


async def test_a_host_that_stops_tells_its_pages_to_come_back(host: Hosted, visitor: Visitor) -> None:
    await visitor.join(host.code)
    socket = await visitor.sit()
    await host.server.stop()
    assert await socket.closed() == 1012
    await host.server.stop()  # twice does no harm


def test_only_this_machine_is_answered_unless_the_network_is_asked_for(tmp_path: Path) -> None:
    assert bound(False, False, tmp_path) == ("127.0.0.1", None)
    where, identity = bound(True, True, tmp_path)
    assert where == "0.0.0.0"
    assert identity is not None
    again = bound(True, True, tmp_path)[1]
    assert again is not None
    assert again.fingerprint == identity.fingerprint  # compared once, it stays the same


async def test_a_loop_that_is_kept_is_measured_and_whoever_keeps_it_is_named(logged: list[str]) -> None:
    dog = Watchdog()
    running = asyncio.ensure_future(dog.run())
    await asyncio.sleep(0.05)
    keep_everybody_waiting(STUCK * 1.6)
    await asyncio.sleep(0.15)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert dog.worst >= STUCK
    (line,) = [each for each in logged if "has been kept" in each]
    assert "keep_everybody_waiting" in line


def keep_everybody_waiting(seconds: float) -> None:
    time.sleep(seconds)


async def test_the_facilitator_reads_that_the_machine_was_busy(tmp_path: Path) -> None:
    async with hosted(tmp_path) as host:
        assert host.server.health == ""
        host.server.watchdog.lags.append(STUCK + 0.5)
        assert "busy for 1.5 s" in host.server.health
