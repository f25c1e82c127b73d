"""Whatever happens between a person and the host: same seat, same view, nothing lost, nothing doubled."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from game.exercise import json_codec
from game.exercise.classroom.class_store import Classes
from game.exercise.classroom.facilitator_session import Desk
from game.exercise.classroom.heartbeat import Heartbeat
from game.exercise.classroom.participant_session import ClassSeat
from game.exercise.clock import parsed
from game.exercise.commands import ReadBriefing
from game.record.events import Kind
from game.record.store import FolderStore
from tests.endurance.class_host import Host
from tests.endurance.page_people import PageFacilitator, PageStudent
from tests.exercise.seating import choose, seated
from tests.waiting import eventually
from tests.web.network import network
from tests.web.visiting import Hosted, Visitor


async def test_a_terminal_that_slept_is_noticed_and_comes_back_to_what_is_on_the_table_now(
    host: Hosted, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("game.web.terminals.HEARTBEAT", 0.2)
    async with network(host.server.port) as between, Visitor(between.url) as visitor:
        await visitor.join(host.code)
        seated(host.room, 1)
        ClassSeat(host.room, "s1").submit(ReadBriefing())
        Desk(host.room).begin()
        await visitor.sit()
        between.silence()
        await eventually(lambda: not host.server.connected("s1"))  # the host notices by itself
        choose(ClassSeat(host.room, "s2"))
        between.drop()
        await between.mend()
        again = await visitor.sit(device="another")  # no question: nobody has the seat now
        now = json_codec.view_json(ClassSeat(host.room, "s1").snapshot())
        await again.until(lambda: again.heard("view")[-1]["view"]["group"]["members"] == now["group"]["members"])


async def test_the_class_goes_on_while_one_is_without_a_network_and_shows_what_came_of_it(host: Hosted) -> None:
    async with network(host.server.port) as between:
        ada = PageStudent(between.url, host.code, "Ada")
        await ada.join()
        seated(host.room, 1)
        ClassSeat(host.room, "s1").submit(ReadBriefing())
        Desk(host.room).begin()
        assert await ada.sees("Choose alone:")
        assert await ada.type("half a note") >= 0
        await between.cut()
        await ada.drop()
        Desk(host.room).show_choices("1")
        Desk(host.room).decide("1", host.room.scenario.inject("pump").options[0].id)
        await between.mend()
        await ada.connect()
        assert await ada.sees("Outcome:")
        assert ClassSeat(host.room, "s1").draft("")["note"] == "half a note"
        decided = [event for event in host.room.log.events("1") if event.kind is Kind.DECISION_TAKEN]
        assert len(decided) == 1
        await ada.close()


@contextlib.asynccontextmanager
async def class_of_two(folder: Path) -> AsyncIterator[tuple[Host, PageStudent, PageStudent]]:
    """A host in a process of its own, and two who have read their briefing."""
    host = await Host.start(folder / "home", "starter")
    ada, bram = (PageStudent(host.url, host.codes[0], name) for name in ("Ada", "Bram"))
    try:
        for each in (ada, bram):
            await each.join()
            await each.read_briefing()
        yield host, ada, bram
    finally:
        await asyncio.gather(ada.close(), bram.close(), return_exceptions=True)
        await host.stop()


async def test_a_host_that_was_killed_and_started_again_has_lost_and_doubled_nothing(tmp_path: Path) -> None:
    async with class_of_two(tmp_path) as (host, ada, bram):
        desk = PageFacilitator(host.url)
        await desk.enter(host.contract["facilitator"])
        await desk.begin(1)
        assert await asyncio.gather(*(each.sees("Choose alone:") for each in (ada, bram)))
        await ada.choose()
        await host.kill()
        counted = Heartbeat(FolderStore(tmp_path / "home" / "classes"), host.name).last()
        await asyncio.gather(ada.drop(), bram.drop())
        host.process = (again := await host.again()).process
        assert again.url == host.url
        for each in (ada, bram):
            await each.connect()
        assert await ada.sees("PAUSED")  # nothing fires without the facilitator
        await desk.go_on()  # with the pass that it had: nobody has to look for a new link
        assert await ada.sees("You have chosen")
        assert await bram.sees("Choose alone:")
        await bram.choose()
        await ada.talks()
        await desk.close()
        await again.stop()
        record = Classes(FolderStore(tmp_path / "home" / "classes")).read(again.name)
        (pause, _) = record.roster.pauses[0]
        assert parsed(pause) >= parsed(counted) > parsed(record.roster.begun_at)  # a crash gives nobody time
        events = [*record.events, *record.by_run["1"]]
        assert len({event.id for event in events}) == len(events)
        made = [event.by for event in record.by_run["1"] if event.kind is Kind.CHOICE_MADE]
        assert made == ["s1", "s2"]
        assert [member.name for member in record.roster.members.values()] == ["Ada", "Bram"]
