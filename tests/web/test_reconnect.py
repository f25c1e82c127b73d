"""Whatever happens between a person and the host: same seat, same view, nothing lost, nothing doubled."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from game.exercise.classroom.class_store import Classes
from game.exercise.classroom.facilitator_session import Desk
from game.exercise.classroom.heartbeat import Heartbeat
from game.exercise.classroom.participant_session import ClassSeat
from game.exercise.clock import parsed
from game.exercise.commands import ReadBriefing
from game.hosting import Screens
from game.record.events import Kind
from game.record.store import FolderStore
from tests.endurance.class_host import Host
from tests.endurance.class_people import ENTER, Facilitator, Student
from tests.exercise.seating import choose, seated
from tests.waiting import eventually
from tests.web.network import network
from tests.web.visiting import Hosted, Socket, Visitor, hosted


@pytest.fixture
async def host(tmp_path: Path) -> AsyncIterator[Hosted]:
    async with hosted(tmp_path, screens=Screens) as made:
        yield made


async def press(socket: Socket, keys: str, then: str) -> None:
    """Press keys, and wait for what comes of it."""
    for key in keys:
        await socket.say("key", key)
    await socket.sees(then)


async def in_play(host: Hosted, visitor: Visitor, name: str = "Ada") -> Socket:
    """Ada has a seat in a browser, with somebody else beside; play has begun, an answer is half typed."""
    await visitor.join(host.code, name)
    seated(host.room, 1)
    ClassSeat(host.room, "s1").submit(ReadBriefing())
    Desk(host.room).begin()
    socket = await visitor.sit()
    await socket.sees("nobody sees it until")
    await press(socket, ENTER, "Your reason")
    await press(socket, "half", "half")
    return socket


async def test_a_tab_that_was_closed_opens_where_it_was_with_what_was_half_typed(
    host: Hosted, visitor: Visitor
) -> None:
    socket = await in_play(host, visitor)
    before = socket.screen
    await socket.leave()
    again = await visitor.sit(device="another tab")  # no question: nobody has the seat now
    await again.until(lambda: again.screen == before)
    await press(again, " a reason" + ENTER, "How sure are you?")


async def test_a_page_that_is_reloaded_before_the_host_noticed_is_not_asked_about_itself(
    host: Hosted, visitor: Visitor
) -> None:
    socket = await in_play(host, visitor)
    again = await visitor.sit()
    assert not again.heard("taken")
    await again.until(lambda: again.screen == socket.screen)
    assert await socket.closed() == 4001


async def test_a_laptop_that_slept_comes_back_and_its_place_was_not_lost(
    host: Hosted, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("game.web.lines.HEARTBEAT", 0.2)
    async with network(host.server.port) as between, Visitor(between.url) as visitor:
        socket = await in_play(host, visitor)
        before = socket.screen
        between.silence()
        await eventually(lambda: not host.server.connected("s1"))  # the host notices by itself
        choose(ClassSeat(host.room, "s2"))
        between.drop()
        await between.mend()
        again = await visitor.sit()
        await again.until(lambda: again.screen == before)


async def test_the_class_goes_on_while_one_is_without_a_network_and_shows_what_came_of_it(host: Hosted) -> None:
    async with network(host.server.port) as between, Visitor(between.url) as visitor:
        socket = await in_play(host, visitor)
        await between.cut()
        await socket.closed()
        Desk(host.room).show_choices("1")
        option = host.room.scenario.inject("pump").options[0]
        Desk(host.room).decide("1", option.id)
        await between.mend()
        again = await visitor.sit()
        await again.sees("Outcome: The pump")
        decided = [event for event in host.room.log.events("1") if event.kind is Kind.DECISION_TAKEN]
        assert len(decided) == 1


@contextlib.asynccontextmanager
async def class_of_two(folder: Path) -> AsyncIterator[tuple[Host, Student, Student]]:
    """A host in a process of its own, and two who have read their briefing."""
    host = await Host.start(folder / "home", "starter")
    ada, bram = (Student(host.url, host.codes[0], name) for name in ("Ada", "Bram"))
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
        desk = Facilitator(host.url, "the facilitator")
        await desk.enter(host.contract["facilitator"])
        await desk.begin()
        await asyncio.gather(*(each.sees("nobody sees it until") for each in (ada, bram)))
        await ada.choose()
        await host.kill()
        counted = Heartbeat(FolderStore(tmp_path / "home" / "classes"), host.name).last()
        await asyncio.gather(*(each.until(lambda each=each: each.closed_with is not None) for each in (ada, bram)))
        host.process = (again := await host.again()).process
        assert again.url == host.url
        for each in (ada, bram):
            each.mark()
            await each.connect()
        assert await ada.sees("PAUSED")  # nothing fires without the facilitator
        desk.mark()
        await desk.connect()  # with the pass that it had: nobody has to look for a new link
        assert await desk.sees("FACILITATOR")
        await desk.go_on()
        assert await ada.sees("Chosen.")
        assert await bram.sees("nobody sees it until")
        await bram.choose()
        assert await ada.sees("your role decides", "decides.")
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
