"""A seat at the other end of a network, as `whitecell join` holds it, against a host that really answers."""

import asyncio
import contextlib
import gzip
import json
import logging
import stat
import sys
import threading
import time
import tracemalloc
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any, TypeVar

import aiohttp
import pytest

from game.exercise import commands as cmd
from game.exercise.classroom.class_store import Classes
from game.exercise.classroom.facilitator_session import Desk
from game.exercise.errors import Refused
from game.exercise.views.seat_view import Stage, View
from game.hosting import Screens
from game.record.events import Kind
from game.record.store import FolderStore
from game.web.door import Door, NoEntry, Strange
from game.web.host import serve
from game.web.remote import AnotherClass, Gone, RemoteSeat, Unreachable
from game.web.seats import MOST_AT_A_HOST, KeptSeat, KeptSeats
from game.web.terminals import MAX_MESSAGE, MOST_ANSWERS
from game.web.tls import identity
from tests.exercise.seating import starter
from tests.waiting import eventually
from tests.web.visiting import Hosted, Visitor, hosted

Made = TypeVar("Made")


async def off_loop(act: Callable[..., Made], *words: Any) -> Made:
    """Do what waits for the host, while the host can answer."""
    return await asyncio.wait_for(asyncio.to_thread(act, *words), 20)


@contextlib.asynccontextmanager
async def sat(host: Hosted, name: str = "Ada", token: str = "") -> AsyncIterator[RemoteSeat]:
    """Join over the door, or come back with a token, and sit."""
    door = Door(host.url)
    seat = RemoteSeat(door, token or await door.join(host.code, name))
    try:
        await off_loop(seat.connect)
        yield seat
    finally:
        await off_loop(seat.close)


def stage(seat: RemoteSeat) -> Stage:
    group = seat.snapshot().group
    assert group is not None
    return group.stage


def lines_of(host: Hosted) -> list[Any]:
    return [visit.ws for visit in host.server.places.all()]


async def cut(host: Hosted) -> None:
    """The network is gone, without a word."""
    for ws in lines_of(host):
        transport = ws._req.transport
        if transport is not None:
            transport.abort()
    await asyncio.sleep(0)


async def test_who_joins_sees_what_the_seat_sees_and_each_change(host: Hosted) -> None:
    async with sat(host) as seat:
        assert seat.snapshot().title == host.room.title
        assert stage(seat) is Stage.READY
        told: list[int] = []
        seat.on_change(lambda: told.append(threading.get_ident()))
        Desk(host.room).message("all", "Welcome.")
        await eventually(lambda: told)
        assert threading.get_ident() not in told
        assert not seat.trouble


async def test_a_command_is_done_and_answered_with_the_view_or_a_sentence(host: Hosted) -> None:
    async with sat(host) as seat:
        view: View = await off_loop(seat.submit, cmd.ReadBriefing())
        assert view.group is not None
        assert view.group.stage is Stage.READY
        with pytest.raises(Refused, match="You are ready"):
            await off_loop(seat.submit, cmd.Choose(inject="pump", option="nonsense"))


async def test_what_was_refused_is_asked_anew_under_an_id_of_its_own(host: Hosted) -> None:
    async with sat(host) as seat:
        inject = next(each for each in host.room.scenario.injects if each.options)

        def choice() -> cmd.Choose:
            return cmd.Choose(inject=inject.id, option=inject.options[0].id)

        with pytest.raises(Refused):
            await off_loop(seat.submit, choice())  # nobody has begun
        Desk(host.room).deal_roles("1")
        Desk(host.room).begin()
        await off_loop(seat.submit, cmd.ReadBriefing())
        again = choice()
        await off_loop(seat.submit, again)
        assert again.id in [event.id for event in host.room.record().by_run["1"]]


async def test_a_line_that_is_cut_comes_back_by_itself_and_nothing_is_lost(host: Hosted) -> None:
    async with sat(host) as seat:
        troubles: list[str] = []
        seat.on_change(lambda: troubles.append(seat.trouble))
        await cut(host)
        await eventually(lambda: any("cannot be reached" in each for each in troubles))
        await eventually(lambda: not seat.trouble)
        Desk(host.room).message("all", "Are you back?")
        await eventually(lambda: "Are you back?" in str(seat.snapshot()))


async def test_what_was_asked_while_the_line_was_gone_is_done_once(host: Hosted) -> None:
    async with sat(host) as seat:
        await cut(host)
        await eventually(lambda: seat.trouble)
        await off_loop(seat.submit, cmd.ReadBriefing())
        read = [event for event in host.room.log.events("1") if event.kind is Kind.BRIEFING_READ]
        assert len(read) == 1


async def test_an_answer_that_was_lost_on_the_way_is_asked_for_again_and_done_once(
    host: Hosted, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with sat(host) as seat:
        monkeypatch.setattr("game.web.remote.WAIT", 0.8)
        await off_loop(seat.submit, cmd.ReadBriefing())
        (visit,) = host.server.places.all()
        monkeypatch.setattr(visit, "tell", lambda *words, **more: None)  # answers of this line reach nobody
        note = cmd.AddNote(text="I wrote this once", about="")
        with pytest.raises(Unreachable):
            await off_loop(seat.submit, note)
        await cut(host)
        await eventually(
            lambda: not seat.trouble and visit not in host.server.places.all() and host.server.places.all()
        )
        await off_loop(seat.submit, cmd.AddNote(text="I wrote this once", about=""))  # the person does it again
        notes = [event for event in host.room.log.events("1") if event.kind is Kind.NOTE_ADDED]
        assert len(notes) == 1


async def test_a_host_that_was_gone_and_came_back_on_its_port_gives_the_same_seat(host: Hosted) -> None:
    async with sat(host) as seat:
        await off_loop(seat.submit, cmd.ReadBriefing())
        port, before = host.server.port, seat.snapshot()
        await host.server.stop()
        await eventually(lambda: seat.trouble)
        again = await serve(host.room, Screens(host.room), port=port)
        try:
            await eventually(lambda: not seat.trouble)
            assert seat.snapshot() == before
        finally:
            await off_loop(seat.close)
            await again.stop()


async def test_a_second_device_is_told_that_the_seat_is_open_and_takes_it_only_when_asked_to(host: Hosted) -> None:
    door = Door(host.url)
    token = await door.join(host.code, "Ada")
    async with sat(host, token=token) as first, sat(host, token=token) as second:
        assert second.taken
        assert not first.trouble
        await off_loop(second.take_over)
        assert second.snapshot().title == host.room.title
        with pytest.raises(Gone, match="another device"):
            await eventually(lambda: first.snapshot() is None, 3)


async def test_a_seat_taken_back_is_gone_within_a_second(host: Hosted) -> None:
    async with sat(host) as seat:
        begun = time.monotonic()
        Desk(host.room).remove("s1")

        def gone() -> bool:
            try:
                seat.snapshot()
            except Gone:
                return True
            return False

        await eventually(gone)
        assert time.monotonic() - begun < 1.0
        with pytest.raises(Gone, match="no longer yours"):
            await off_loop(seat.submit, cmd.ReadBriefing())


async def test_a_token_from_elsewhere_opens_nothing(host: Hosted) -> None:
    seat = RemoteSeat(Door(host.url), "x" * 43)
    with pytest.raises(Gone):
        await off_loop(seat.connect)
    assert not await Door(host.url).still_ours("x" * 43)


async def test_the_copy_to_take_home_comes_over_the_line(host: Hosted) -> None:
    async with sat(host) as seat:
        with pytest.raises(Refused):
            await off_loop(seat.page)
        Desk(host.room).begin()
        Desk(host.room).endex()
        name, page = await off_loop(seat.page)
        assert name.endswith(".html")
        assert "<!doctype html>" in page.lower()
        assert (await off_loop(seat.debrief)).syndicate == "1"


@pytest.mark.parametrize(
    "line",
    [
        '["do", 1, {"name": "choose"}]',
        '["do", 1, {"name": ["x"]}]',
        '["do", 1, {}]',
        '["do", 1, {"name": "open_sesame"}]',
    ],
)
async def test_a_command_that_makes_no_sense_gets_a_sentence_and_the_line_goes_on(
    host: Hosted, visitor: Visitor, line: str
) -> None:
    await visitor.join(host.code)
    socket = await visitor.raw_socket()
    await socket.hello()
    await socket.until(lambda: socket.heard("view"))
    await socket.ws.send_str(line)
    await socket.until(lambda: socket.heard("refused"))
    await socket.say("ping")
    await socket.until(lambda: socket.heard("pong"))
    await socket.leave()


@pytest.mark.parametrize("line", ["", "{}", '["do"]', '["do", "1", {}]', "[" * 20_000, '["page", 1.5]', '["key", "x"]'])
async def test_a_line_that_is_not_in_our_words_is_ended_and_no_other(host: Hosted, visitor: Visitor, line: str) -> None:
    await visitor.join(host.code)
    async with sat(host, "Bram") as other:
        socket = await visitor.raw_socket()
        await socket.hello()
        await socket.until(lambda: socket.heard("view"))
        await socket.ws.send_str(line)
        assert await socket.closed() == aiohttp.WSCloseCode.POLICY_VIOLATION
        await off_loop(other.submit, cmd.ReadBriefing())


async def test_a_line_that_says_too_much_at_once_bytes_or_no_hello_is_ended(host: Hosted, visitor: Visitor) -> None:
    await visitor.join(host.code)
    socket = await visitor.sit()
    await socket.say("draft", 1, "x" * MAX_MESSAGE)
    assert await socket.closed() == aiohttp.WSCloseCode.MESSAGE_TOO_BIG
    socket = await visitor.sit()
    await socket.ws.send_bytes(b"\x00\x01")
    assert await socket.closed() == aiohttp.WSCloseCode.POLICY_VIOLATION
    socket = await visitor.raw_socket()
    await socket.say("binder", 1)
    assert await socket.closed() == aiohttp.WSCloseCode.POLICY_VIOLATION
    assert not socket.told


async def test_somebody_who_floods_waits_and_the_others_do_not(host: Hosted, visitor: Visitor) -> None:
    await visitor.join(host.code)
    flood = await visitor.sit()
    for number in range(120):
        await flood.say("draft", number, "note")
    async with Visitor(host.url) as other:
        await other.join(host.code, "Bram")
        await (await other.sit()).answers(3.0)
    assert len(flood.heard("done")) < 120
    assert not flood.ws.closed


async def test_no_token_is_ever_in_a_log(
    host: Hosted, visitor: Visitor, logged: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    await visitor.join(host.code)
    await visitor.get(f"facilitator?t={host.facilitator}")
    await visitor.get("facilitator?t=wrong-token-of-some-length-here")
    for path in ("seat", "desk", "wall", "seat/debrief", "desk/debrief/1"):
        await visitor.get(path)
    socket = await visitor.sit()
    await socket.say("nonsense")
    await socket.closed()
    passes = visitor.cookies
    assert passes.keys() == {"seat", "desk"}
    for secret in (*passes.values(), host.facilitator, "wrong-token-of-some-length-here"):
        assert secret not in caplog.text
        assert secret not in "\n".join(logged)
        assert secret not in json.dumps(socket.told)


# --- the door


@pytest.mark.parametrize(
    "address", ["", "ftp://x", "http://", "http://x:port", "http://[", "javascript:alert(1)", "http://x:99999"]
)
def test_what_is_no_address_gets_a_sentence(address: str) -> None:
    with pytest.raises(NoEntry, match="is no address"):
        Door(address)


@pytest.mark.parametrize(
    ("typed", "url", "code"),
    [
        ("192.0.2.7:8765", "http://192.0.2.7:8765/", ""),
        ("http://192.0.2.7:8765/?code=ABCD-1", "http://192.0.2.7:8765/", "ABCD-1"),
        ("https://[2001:db8::1]:9000/", "https://[2001:db8::1]:9000/", ""),
        ("localhost", "http://localhost/", ""),
    ],
)
def test_an_address_is_taken_as_people_type_it(typed: str, url: str, code: str) -> None:
    door = Door(typed)
    assert (door.url, door.code) == (url, code)


async def test_a_wrong_code_is_answered_with_the_hosts_own_sentence(host: Hosted) -> None:
    with pytest.raises(NoEntry, match="No syndicate has this code"):
        await Door(host.url).join("WRONG-9", "Ada")


async def test_where_nobody_answers_that_is_said(host: Hosted) -> None:
    url = host.url
    await host.server.stop()
    with pytest.raises(NoEntry, match="does not answer"):
        await Door(url).join("ABCD-1", "Ada")


async def test_an_answer_that_unpacks_to_far_more_than_a_sentence_is_not_unpacked(tmp_path: Path) -> None:
    bomb = gzip.compress(b'{"problem": "' + b" " * 100_000_000 + b'"}')

    async def other(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        head = f"HTTP/1.1 422 No\r\nContent-Encoding: gzip\r\nContent-Length: {len(bomb)}\r\n"
        writer.write(head.encode() + b"Content-Type: application/json\r\n\r\n" + bomb)
        with contextlib.suppress(ConnectionError):
            await writer.drain()
        writer.close()

    server = await asyncio.start_server(other, "127.0.0.1", 0)
    tracemalloc.start()
    try:
        async with server:
            with pytest.raises(NoEntry, match="is no class of Whitecell"):
                await Door(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/").join("ABCD-1", "Ada")
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 50_000_000


async def test_a_server_of_something_else_is_no_class(tmp_path: Path) -> None:
    async def other(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\n\r\nhm")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(other, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        with pytest.raises(NoEntry, match="is no class of Whitecell"):
            await Door(f"http://127.0.0.1:{port}/").join("ABCD-1", "Ada")


async def test_under_tls_the_fingerprint_is_compared_once_and_another_one_is_refused(tmp_path: Path) -> None:
    one = identity(tmp_path / "one", ["127.0.0.1"])
    other = identity(tmp_path / "other", ["127.0.0.1"])
    async with hosted(tmp_path / "runs", tls=one) as host:
        door = Door(host.url)
        with pytest.raises(Strange):
            await door.join(host.code, "Ada")
        assert await door.certificate() == one.fingerprint == host.server.fingerprint
        door.known = one.fingerprint
        token = await door.join(host.code, "Ada")
        seat = RemoteSeat(door, token)
        await off_loop(seat.connect)
        assert seat.snapshot().title == host.room.title
        await off_loop(seat.close)
        false = Door(host.url, known=other.fingerprint)
        with pytest.raises(NoEntry, match="somebody else"):
            await false.join(host.code, "Bram")
        assert len(host.room.roster.members) == 1


# --- seats that are kept on this machine


def test_a_seat_is_kept_by_its_host_for_this_user_alone_and_forgotten_again(tmp_path: Path) -> None:
    kept = KeptSeats(tmp_path / "home")
    kept.keep("http://a:1", KeptSeat("token one"))
    kept.keep("https://b:2", KeptSeat("token two", "AB:CD"))
    assert kept.of("http://a:1") == KeptSeat("token one")
    assert kept.of("https://b:2") == KeptSeat("token two", "AB:CD")
    assert kept.of("http://a:2") is None
    if sys.platform != "win32":
        assert stat.S_IMODE((tmp_path / "home" / "seats.json").stat().st_mode) == 0o600
    kept.forget("http://a:1")
    assert kept.of("http://a:1") is None
    assert kept.of("https://b:2") is not None


@pytest.mark.parametrize("text", ["", "[]", "{", '{"http://a:1": 7}', '{"http://a:1": {"token": 7}}', "\udc80"])
def test_a_damaged_file_of_kept_seats_means_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "seats.json").write_bytes(text.encode("utf-8", "surrogatepass"))
    kept = KeptSeats(tmp_path)
    assert kept.of("http://a:1") is None
    kept.keep("http://a:1", KeptSeat("token"))
    assert kept.of("http://a:1") == KeptSeat("token")


def test_seats_in_several_classes_at_one_address_are_kept_beside_each_other(tmp_path: Path) -> None:
    kept = KeptSeats(tmp_path)
    for number in range(MOST_AT_A_HOST + 2):
        kept.keep("http://a:1", KeptSeat(f"token {number}", class_name=f"class-{number}"))
    kept.keep("http://b:2", KeptSeat("elsewhere", class_name="class-9"))
    kept.keep("http://a:1", KeptSeat("newer", class_name="class-5"))
    names = [each.class_name for each in kept.all_of("http://a:1")]
    assert names == ["class-5", "class-9", "class-8", "class-7", "class-6", "class-4", "class-3", "class-2"]
    assert kept.of("http://a:1") == KeptSeat("newer", class_name="class-5")
    kept.forget("http://a:1", "class-5")
    assert kept.of("http://a:1") == KeptSeat("token 9", class_name="class-9")
    assert kept.of("http://b:2") == KeptSeat("elsewhere", class_name="class-9")


# --- another class at the same address


async def test_a_seat_waits_while_another_class_answers_and_comes_back_to_its_own(tmp_path: Path) -> None:
    async with hosted(tmp_path) as host, sat(host) as seat:
        port, before = host.server.port, seat.snapshot()
        await host.server.stop()
        other, _ = Classes(FolderStore(tmp_path)).open(starter(), 1, seed=7)
        wrong = await serve(other, Screens(other), port=port)
        await eventually(lambda: "Another class answers" in seat.trouble)
        assert seat.snapshot() == before  # nothing was taken back
        assert not other.roster.members
        await wrong.stop()
        other.close()
        right = await serve(host.room, Screens(host.room), port=port)
        try:
            await eventually(lambda: not seat.trouble)
            assert (await off_loop(seat.submit, cmd.ReadBriefing())).title == host.room.title
        finally:
            await off_loop(seat.close)
            await right.stop()


async def test_who_comes_while_another_class_answers_is_told_and_may_wait_for_it(tmp_path: Path) -> None:
    async with hosted(tmp_path) as host:
        door = Door(host.url)
        token = await door.join(host.code, "Ada")
        port = host.server.port
        await host.server.stop()
        other, _ = Classes(FolderStore(tmp_path)).open(starter(), 1, seed=7)
        wrong = await serve(other, Screens(other), port=port)
        seat = RemoteSeat(Door(host.url, class_name=door.class_name), token)
        with pytest.raises(AnotherClass, match="your seat is kept"):
            await off_loop(seat.connect)
        await wrong.stop()
        other.close()
        right = await serve(host.room, Screens(host.room), port=port)
        try:
            assert await off_loop(seat.wait, 15.0)
            assert seat.snapshot().title == host.room.title
        finally:
            await off_loop(seat.close)
            await right.stop()


async def test_a_terminal_that_asks_on_and_reads_no_answer_is_ended(
    host: Hosted, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    await visitor.join(host.code)
    socket = await visitor.raw_socket()
    await socket.hello()
    await socket.until(lambda: socket.heard("view"))
    (visit,) = host.server.places.all()

    async def stuck(words: str) -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr(visit.ws, "send_str", stuck)  # the other side takes nothing more
    with contextlib.suppress(ConnectionError, RuntimeError):
        for _ in range(MOST_ANSWERS + 10):
            await socket.say("ping")
    await socket.closed()
    await eventually(lambda: not host.server.places.all())


async def test_what_is_typed_on_a_device_is_kept_by_the_host_and_there_on_the_next(host: Hosted) -> None:
    token = await Door(host.url).join(host.code, "Ada")
    async with sat(host, token=token) as first:
        await off_loop(first.keep_draft, "", {"note": "half a"})
        await off_loop(first.keep_draft, "", {"note": "half a sentence"})
        await eventually(lambda: host.room.log.drafts.all())
        await eventually(lambda: host.room.log.drafts.all()[0][-1] == "half a sentence")
        assert await off_loop(first.draft, "") == {"note": "half a sentence"}
    async with sat(host, token=token) as second:
        assert await off_loop(second.draft, "") == {"note": "half a sentence"}
        await off_loop(second.keep_draft, "", {"note": ""})
        await eventually(lambda: not host.room.log.drafts.all())


async def test_what_is_typed_while_the_line_is_gone_is_there_at_once_and_at_the_host_when_it_is_back(
    host: Hosted,
) -> None:
    async with sat(host) as seat:
        await cut(host)
        await eventually(lambda: seat.trouble)
        await asyncio.wait_for(asyncio.to_thread(seat.keep_draft, "", {"note": "typed on"}), 2)
        assert await off_loop(seat.draft, "") == {"note": "typed on"}
        await eventually(lambda: not seat.trouble)
        await eventually(lambda: [text for *_, text in host.room.log.drafts.all()] == ["typed on"])


@pytest.mark.parametrize(
    ("about", "fields"),
    [("", {"seat": "s2"}), ("", {"note": 3}), ("nowhere", {"reason": "x"}), ("", {str(n): "x" for n in range(99)})],
)
async def test_what_is_no_draft_is_refused_and_the_line_stays(host: Hosted, about: str, fields: dict[str, Any]) -> None:
    async with sat(host) as seat:
        await off_loop(seat.keep_draft, about, fields)
        await eventually(lambda: not seat._keeping)
        assert await off_loop(seat.draft, "") == {}
        assert host.room.log.drafts.all() == []
        assert not seat.trouble
