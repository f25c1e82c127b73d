"""A seat over its socket: reload, loss, another device, crash, hostile input."""

import asyncio
import json
import logging

import aiohttp
import pytest

from game.exercise.classroom.facilitator_session import Desk
from game.web.places import CRASHED, ENDED, MOVED, REVOKED
from tests.web.visiting import Hosted, Visitor


async def test_a_key_changes_the_screen(host: Hosted, visitor: Visitor) -> None:
    await visitor.join(host.code)
    socket = await visitor.sit()
    await socket.sees("This is seat s1")
    await socket.say("key", "nn")
    await socket.sees("count 2")


async def test_a_reload_shows_the_same_app_and_the_same_screen(host: Hosted, visitor: Visitor) -> None:
    await visitor.join(host.code)
    first = await visitor.sit()
    await first.say("key", "nnn")
    await first.sees("count 3")
    before = first.screen
    await first.leave()
    second = await visitor.sit()
    await second.sees("count 3")
    assert second.screen == before
    assert len(host.apps.made) == 1


async def test_a_lost_connection_comes_back_without_being_asked(host: Hosted, visitor: Visitor) -> None:
    await visitor.join(host.code)
    first = await visitor.sit(device="tab")
    await first.say("key", "n")
    await first.sees("count 1")
    second = await visitor.sit(device="tab")  # the host has not noticed yet that the first one is gone
    await second.sees("count 1")
    assert not second.heard("taken")
    assert await first.closed() == MOVED


async def test_a_second_device_asks_first_and_the_older_is_told(host: Hosted, visitor: Visitor) -> None:
    await visitor.join(host.code)
    first = await visitor.sit(device="laptop")
    second = await visitor.raw_socket()
    await second.hello("phone")
    await second.until(lambda: second.heard("taken"))
    await second.say("ping")
    await second.until(lambda: second.heard("pong"))
    await first.say("key", "n")
    await first.sees("count 1")  # nothing has been taken from the first one yet
    await second.hello("phone", force=True)
    await second.sees("count 1")
    assert await first.closed() == MOVED
    assert host.server.connected("s1")


async def test_a_removed_seat_is_out_within_a_second(host: Hosted, visitor: Visitor) -> None:
    await visitor.join(host.code)
    socket = await visitor.sit()
    Desk(host.room).remove("s1", "left the course")
    assert await socket.closed(1.0) == REVOKED
    assert (await visitor.get("alive")).status == 403
    with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
        await visitor.raw_socket()
    assert refused.value.status == 403
    await asyncio.sleep(0.1)
    assert host.server.hall.running("s1") is None


async def test_a_crash_closes_that_seat_alone_and_says_so(
    host: Hosted, visitor: Visitor, logged: list[str], capfd: pytest.CaptureFixture[str]
) -> None:
    await visitor.join(host.code)
    async with Visitor(host.url) as other:
        await other.join(host.code, "Bram")
        good, bad = await other.sit(), await visitor.sit()
        await bad.say("key", "\x1bOS")
        assert await bad.closed() == CRASHED
        await good.say("key", "n")
        await good.sees("count 1")
        again = await visitor.sit()
        await again.sees("This is seat s1")
    said = "\n".join(logged) + "".join(capfd.readouterr())
    assert "the screen of seat s1 failed: RuntimeError in action_fail" in said
    assert "what no one may read" not in said


async def test_whoever_leaves_the_screen_is_told_why_and_may_come_back(host: Hosted, visitor: Visitor) -> None:
    await visitor.join(host.code)
    socket = await visitor.sit()
    await socket.say("key", "\x1bOR")
    assert await socket.closed() == ENDED
    await (await visitor.sit()).sees("count 0")
    assert len(host.apps.made) == 2


async def test_a_paste_goes_in_as_text_and_never_as_keys(host: Hosted, visitor: Visitor) -> None:
    await visitor.join(host.code)
    socket = await visitor.sit()
    await socket.say("key", "\t")
    await socket.until(lambda: host.apps.made[0].focused)
    await socket.say("paste", "minus \ud83d nnn")
    await socket.sees("minus ? nnn")
    await socket.sees("count 0")


@pytest.mark.parametrize(
    "forged",
    [
        "\x1b[48;99999;99999;1;1t",
        "\x1b[99999999999999999999u",
        "\x1b[<0;99999999999;99999999999M",
        "\x1b[99999999999;99999999999R",
        "\x1b[200~" + "x" * 30_000,
        "\x1b" * 5_000,
        "\x1b]52;c;?\x07" * 100,
        "\x00\x1a\x1c\x9b2J",
    ],
    ids=["size", "codepoint", "mouse", "cursor", "paste", "escapes", "clipboard", "controls"],
)
async def test_forged_terminal_replies_do_no_harm(host: Hosted, visitor: Visitor, forged: str) -> None:
    await visitor.join(host.code)
    socket = await visitor.sit()
    await socket.say("key", forged)
    await socket.say("key", "\x1b[201~")
    await asyncio.sleep(0.3)
    assert host.apps.made[0].size == (80, 24)
    async with Visitor(host.url) as other:
        await other.join(host.code, "Bram")
        sees = await other.sit()
        await sees.say("key", "n")
        await sees.sees("count 1")


async def test_an_absurd_size_is_clamped(host: Hosted, visitor: Visitor) -> None:
    await visitor.join(host.code)
    socket = await visitor.sit()
    await socket.say("size", 5000, 10**30)
    await socket.until(lambda: host.apps.made[0].size == (400, 200))
    await socket.say("size", -5, 0)
    await socket.until(lambda: host.apps.made[0].size == (20, 8))


@pytest.mark.parametrize(
    "nonsense",
    ["", "{", "[]", '["key"]', '["key", 5]', '["size", 1.5, 2]', '{"key": "n"}', "[" * 20_000, '["quit"]', "null"],
    ids=["empty", "torn", "list", "bare", "number", "size", "object", "deep", "unknown", "null"],
)
async def test_nonsense_ends_its_own_line_and_nothing_else(host: Hosted, visitor: Visitor, nonsense: str) -> None:
    await visitor.join(host.code)
    socket = await visitor.sit()
    await socket.ws.send_str(nonsense)
    assert await socket.closed() == 1008
    await (await visitor.sit()).sees("This is seat s1")


async def test_a_message_that_is_too_large_ends_its_line(host: Hosted, visitor: Visitor) -> None:
    await visitor.join(host.code)
    socket = await visitor.sit()
    await socket.say("paste", "x" * 70_000)
    assert await socket.closed() == 1009
    await (await visitor.sit()).sees("This is seat s1")


async def test_bytes_are_not_our_language(host: Hosted, visitor: Visitor) -> None:
    await visitor.join(host.code)
    socket = await visitor.sit()
    await socket.ws.send_bytes(b"\x00\x01")
    assert await socket.closed() == 1008


async def test_a_line_that_never_says_hello_gets_nothing(host: Hosted, visitor: Visitor) -> None:
    await visitor.join(host.code)
    socket = await visitor.raw_socket()
    await socket.say("key", "n")
    assert await socket.closed() == 1008
    assert not host.apps.made


async def test_somebody_who_floods_waits_and_the_others_do_not(host: Hosted, visitor: Visitor) -> None:
    await visitor.join(host.code)
    flood = await visitor.sit()
    for _ in range(20):
        await flood.say("key", "z" * 1_000)
    async with Visitor(host.url) as other:
        await other.join(host.code, "Bram")
        socket = await other.sit()
        await socket.say("key", "n")
        await socket.sees("count 1", 3.0)
    assert flood.ws.closed is False


async def test_links_are_offered_to_the_page_and_only_web_links(host: Hosted, visitor: Visitor) -> None:
    await visitor.join(host.code)
    socket = await visitor.sit()
    await socket.say("key", "\x1b[18~")
    await socket.until(lambda: socket.heard("link"))
    assert [each["url"] for each in socket.heard("link")] == ["https://example.org/"]


async def test_the_facilitators_app_opens_only_for_the_facilitator(host: Hosted, visitor: Visitor) -> None:
    await visitor.join(host.code)
    with pytest.raises(aiohttp.WSServerHandshakeError):
        await visitor.raw_socket("ws/desk")
    assert (await visitor.get(f"facilitator?t={host.facilitator}")).status == 303
    socket = await visitor.sit("ws/desk")
    await socket.sees("This is the desk")


async def test_ten_join_at_once_and_all_are_playable(host: Hosted) -> None:
    async def one(number: int) -> str:
        async with Visitor(host.url) as visitor:
            assert (await visitor.join(host.code, f"Person {number}")).status == 303
            socket = await visitor.sit()
            await socket.say("key", "n" * (number + 1))
            await socket.sees(f"count {number + 1}", 10.0)
            return socket.screen.splitlines()[0].strip()

    seen = await asyncio.gather(*(one(number) for number in range(10)))
    assert len(set(seen)) == 10


async def test_no_token_is_ever_in_a_log(
    host: Hosted, visitor: Visitor, logged: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    await visitor.join(host.code)
    await visitor.get(f"facilitator?t={host.facilitator}")
    await visitor.get("facilitator?t=wrong-token-of-some-length-here")
    socket = await visitor.sit()
    await socket.say("key", "\x1bOS")
    await socket.closed()
    desk = await visitor.sit("ws/desk")
    await desk.leave()
    token = visitor.cookies["seat"]
    assert token
    for secret in (token, host.facilitator, "wrong-token-of-some-length-here"):
        assert secret not in caplog.text
        assert secret not in "\n".join(logged)
    assert token not in json.dumps(socket.told)
