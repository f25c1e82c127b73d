"""The gate: every door without a pass, with a wrong one, from elsewhere; cookies, headers, limits."""

import asyncio
import logging
import re
import socket as sockets
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import make_mocked_request

from game.exercise.classroom.facilitator_session import Desk
from game.web.limits import Bucket, JoinLimits
from game.web.pages import BEHIND, OPEN
from tests.web.visiting import Hosted, Visitor, guessed

BEHIND_DOORS = (
    ["seat", "desk", "ws", "ws/desk", "alive", "alive/desk", "file/abc", "file/desk/abc", "wall"]
    + [f"page/x/{Path(name).name}" for name in BEHIND]
)  # fmt: skip
TRAVERSALS = (
    "static/x/../seat.js", "static/x/..%2f..%2fgate.py", "static/x/%2e%2e/%2e%2e/gate.py", "static/../../gate.py",
    "static/x/....//gate.py", "static/x/%00page.css", "page/x/vendor/xterm.js", "static/x/join.html", "static/",
    "static/x/", "page/", "static//etc/passwd", "..%5c..%5cgate.py", "static/x/seat.js", "static/x/xterm.js",
)  # fmt: skip


@pytest.mark.parametrize("door", BEHIND_DOORS)
@pytest.mark.parametrize(
    "cookie", ["", "x" * 43, "../../etc/passwd", "a" * 3_000, "s1"], ids=["none", "wrong", "path", "long", "seat"]
)
async def test_no_door_opens_without_a_pass(host: Hosted, visitor: Visitor, door: str, cookie: str) -> None:
    headers = {"Origin": visitor.origin, "Cookie": f"seat={cookie}; desk={cookie}"} if cookie else {}
    for method in ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"):
        response = await visitor.session.request(method, host.url + door, headers=headers, allow_redirects=False)
        body = await response.text()
        if door == "seat" and method in ("GET", "HEAD"):
            assert response.status == 303
            assert response.headers["Location"] == "/"
        else:
            assert response.status in (403, 404, 405), (method, response.status)
        assert host.code not in body
        assert "Terminal" not in body


async def test_a_students_pass_opens_nothing_of_the_facilitators(host: Hosted, visitor: Visitor) -> None:
    await visitor.join(host.code)
    token = visitor.cookies["seat"]
    for door in ("desk", "wall", "alive/desk", "file/desk/x", f"facilitator?t={token}", "leave/desk"):
        assert (await visitor.get(door, headers={"Cookie": f"desk={token}"})).status in (403, 405), door
    with pytest.raises(aiohttp.WSServerHandshakeError):
        await visitor.raw_socket("ws/desk")


async def test_the_facilitators_pass_is_no_students_seat(host: Hosted, visitor: Visitor) -> None:
    assert (await visitor.get(f"facilitator?t={host.facilitator}")).status == 303
    assert (await visitor.get("alive")).status == 403
    assert (await visitor.get("alive", headers={"Cookie": f"seat={host.facilitator}"})).status == 403


async def test_the_facilitators_link_goes_into_a_cookie_at_once(host: Hosted, visitor: Visitor) -> None:
    response = await visitor.get(f"facilitator?t={host.facilitator}")
    assert response.headers["Location"] == "/desk"
    assert host.facilitator not in await response.text()
    assert response.headers["Referrer-Policy"] == "no-referrer"
    page = await visitor.get("desk")
    assert host.facilitator not in await page.text()
    wall = await (await visitor.get("wall")).text()
    assert host.code in wall
    assert "<svg" in wall
    assert host.facilitator not in wall


async def test_the_cookie_is_out_of_reach(host: Hosted, visitor: Visitor) -> None:
    response = await visitor.join(host.code)
    assert (response.status, response.headers["Location"]) == (303, "/seat")
    [cookie] = response.headers.getall("Set-Cookie")
    parts = {part.strip().lower() for part in cookie.split(";")}
    assert {"httponly", "samesite=strict", "path=/"} <= parts
    assert "domain" not in cookie.lower()
    token = visitor.cookies["seat"]
    assert len(token) >= 43
    page = await (await visitor.get("seat")).text()
    assert token not in page
    assert token not in str(host.room.log.events("class"))


@pytest.mark.parametrize(
    "path", ["", "seat", "healthz", "nowhere", "alive", "static/x/page.css", "join", "page/x/seat.js", "wall", "ws"]
)
async def test_every_answer_carries_its_headers(host: Hosted, visitor: Visitor, path: str) -> None:
    await visitor.join(host.code)
    response = await visitor.get(path)
    headers = response.headers
    policy = headers["Content-Security-Policy"]
    for wanted in ("default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'"):
        assert wanted in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert not [name for name in headers if name.startswith("Access-Control-")]
    if await response.read():
        assert headers["Content-Type"].endswith("; charset=utf-8")
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Server"] == "whitecell"
    assert "no-store" in headers["Cache-Control"] or path in ("static/x/page.css", "page/x/seat.js")


@pytest.mark.parametrize("path", TRAVERSALS)
async def test_no_other_file_can_be_had(host: Hosted, visitor: Visitor, path: str) -> None:
    """Sent as it stands: a client of ours would tidy it up first."""
    await visitor.join(host.code)
    where = urlsplit(host.url)
    reader, writer = await asyncio.open_connection(where.hostname, where.port)
    cookie = f"seat={visitor.cookies['seat']}"
    writer.write(
        f"GET /{path} HTTP/1.1\r\nHost: {where.netloc}\r\nCookie: {cookie}\r\nConnection: close\r\n\r\n".encode()
    )
    answer = (await reader.read()).decode("utf-8", "replace")
    writer.close()
    assert re.match(r"HTTP/1.1 40[04] ", answer), answer[:200]
    assert "import" not in answer


async def test_the_files_of_the_page_are_whole_and_packed(host: Hosted, visitor: Visitor) -> None:
    await visitor.join(host.code)
    for name in OPEN:
        assert (await visitor.get(f"static/x/{name}")).status == 200
    for name in BEHIND:
        response = await visitor.get(f"page/x/{Path(name).name}")
        assert response.status == 200
        assert response.headers["Content-Encoding"] == "gzip"
        assert "immutable" in response.headers["Cache-Control"]


async def test_nothing_is_asked_of_anybody_else(host: Hosted, visitor: Visitor) -> None:
    await visitor.join(host.code)
    for path in ("", "seat", *(f"page/x/{Path(name).name}" for name in BEHIND if "vendor" not in name)):
        text = await (await visitor.get(path)).text()
        assert not re.search(r"""(?:src|href|action)=["'](?:https?:)?//""", text)
        assert not re.search(r"url\(", text)
    seat = await (await visitor.get("seat")).text()
    assert "<script>" not in seat
    assert " style=" not in seat
    assert "<style" not in seat


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "", "http://127.0.0.1:1", "https://127.0.0.1"])
async def test_a_socket_from_elsewhere_is_refused(host: Hosted, visitor: Visitor, origin: str) -> None:
    await visitor.join(host.code)
    with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
        await visitor.raw_socket(origin=origin)
    assert refused.value.status == 403


async def test_forms_from_elsewhere_are_refused(host: Hosted, visitor: Visitor) -> None:
    data = {"code": host.code, "name": "Ada"}
    for headers in (
        {"Origin": "http://evil.example"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "null"},
        {"Sec-Fetch-Site": "same-site"},
    ):
        assert (await visitor.post("join", data=data, headers=headers)).status == 403
        assert (await visitor.post("leave", headers=headers)).status == 403
    own = {"Sec-Fetch-Site": "same-origin", "Origin": "null"}
    assert (await visitor.post("join", data=data, headers=own)).status == 303


async def test_a_form_pressed_twice_is_one_seat(host: Hosted, visitor: Visitor) -> None:
    page = await (await visitor.get("")).text()
    once = re.search(r'name="once" value="([^"]+)"', page)
    assert once
    data = {"code": host.code, "name": "Ada", "once": once[1]}
    await asyncio.gather(visitor.post("join", data=data), visitor.post("join", data=data))
    assert len(host.room.roster.members) == 1


async def test_a_wrong_code_says_so_and_keeps_what_was_typed(host: Hosted, visitor: Visitor) -> None:
    response = await visitor.join('WRONG"><script>alert(1)</script>', "<b>Ada</b>")
    text = await response.text()
    assert response.status == 422
    assert "no syndicate has this code" in text.lower()
    assert "<script>" not in text
    assert "&lt;b&gt;Ada&lt;/b&gt;" in text
    assert 'role="alert"' in text
    assert not visitor.cookies


async def test_who_leaves_gives_the_pass_up(host: Hosted, visitor: Visitor) -> None:
    await visitor.join(host.code)
    token = visitor.cookies["seat"]
    socket = await visitor.sit()
    assert (await visitor.post("leave")).status == 303
    await socket.closed(2.0)
    assert not visitor.cookies
    assert (await visitor.get("alive", headers={"Cookie": f"seat={token}"})).status == 403


async def test_who_takes_another_seat_gives_the_first_ones_pass_up(host: Hosted, visitor: Visitor) -> None:
    await visitor.join(host.code, "Ada")
    token = visitor.cookies["seat"]
    await visitor.join(host.code, "Ben")
    assert visitor.cookies["seat"] != token
    assert (await visitor.get("alive")).status == 204
    async with Visitor(host.url) as somebody:
        assert (await somebody.get("alive", headers={"Cookie": f"seat={token}"})).status == 403


async def test_a_pass_taken_back_opens_nothing_a_second_later(host: Hosted, visitor: Visitor) -> None:
    await visitor.join(host.code)
    assert (await visitor.get("alive")).status == 204
    Desk(host.room).remove("s1", "")
    assert (await visitor.get("alive")).status == 403
    assert (await visitor.get("page/x/xterm.js")).status == 403


async def test_ten_thousand_wrong_tokens_let_nobody_in_and_the_class_is_served(host: Hosted, visitor: Visitor) -> None:
    await visitor.join(host.code)
    socket = await visitor.sit()
    assert await guessed(host.url, 10_000) == {403}
    await socket.say("key", "n")
    await socket.sees("count 1", 2.0)


async def test_sixty_join_behind_one_address_within_a_minute(host: Hosted) -> None:
    statuses = []
    async with Visitor(host.url) as visitor:
        for number in range(60):
            await visitor.join("wrong", "Typo") if number % 3 == 0 else None
            statuses.append((await visitor.join(host.code, f"Person {number}")).status)
    assert statuses == [303] * 60


async def test_codes_cannot_be_tried_for_ever(host: Hosted, visitor: Visitor) -> None:
    host.server.gate.limits = JoinLimits(wrong=(5, 0.01))
    statuses = [(await visitor.join(f"CODE-{number}")).status for number in range(8)]
    assert statuses == [422] * 5 + [429] * 3
    response = await visitor.join(host.code)
    assert response.status == 429
    assert int(response.headers["Retry-After"]) > 0
    assert (await visitor.get(f"facilitator?t={host.facilitator}")).status == 429


def test_a_rain_of_wrong_codes_makes_only_its_senders_wait() -> None:
    now = 0.0
    limits = JoinLimits(wrong_in_all=(20, 0.1), clock=lambda: now)
    for number in range(30):
        limits.wait(f"10.0.0.{number}")
        limits.was_wrong(f"10.0.0.{number}")
    assert limits.wait("10.0.0.3") > 0
    assert limits.wait("10.0.1.1") == 0
    now = 600.0
    assert limits.wait("10.0.0.3") == 0


def test_addresses_that_come_and_go_take_no_room_for_ever() -> None:
    limits = JoinLimits()
    for number in range(10_000):
        limits.was_wrong(str(number))
    assert len(limits._addresses) <= 4096


def test_a_bucket_fills_again() -> None:
    now = 0.0
    bucket = Bucket(2, 0.5, lambda: now)
    assert bucket.take() == bucket.take() == 0
    assert bucket.take() == 2
    now = 6.0
    assert bucket.take() == 0


@pytest.mark.parametrize("body", [b"x" * 20_000, b"code=" + b"A" * 20_000], ids=["bare", "field"])
async def test_a_form_that_is_too_large_is_refused(host: Hosted, visitor: Visitor, body: bytes) -> None:
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    assert (await visitor.post("join", data=body, headers=headers)).status == 413


async def test_a_cookie_that_is_too_long_is_in_no_log(
    host: Hosted, visitor: Visitor, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    response = await visitor.get("alive", headers={"Cookie": "seat=my-secret-token; more=" + "x" * 9_000})
    assert response.status == 400
    assert "my-secret-token" not in caplog.text


@pytest.mark.parametrize(
    "raw",
    [
        b"GET / HTTP/1.1\r\nHost: <script>\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a b\r\n\r\n",
        b"\x16\x03\x01 not http at all\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n",
        b"POST /join HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    ],
    ids=["script", "blank", "tls", "two hosts", "smuggled"],
)
async def test_broken_requests_are_refused_and_the_next_one_is_served(
    host: Hosted, visitor: Visitor, raw: bytes
) -> None:
    where = urlsplit(host.url)
    reader, writer = await asyncio.open_connection(where.hostname, where.port)
    writer.write(raw)
    writer.write_eof()
    answer = await asyncio.wait_for(reader.read(), 5)
    writer.close()
    assert b"<script>" not in answer.split(b"\r\n\r\n", 1)[-1]
    assert not answer.startswith(b"HTTP/1.1 200")
    assert (await visitor.get("healthz")).status == 200


async def test_nobody_else_on_the_network_is_answered_unless_asked_for(host: Hosted) -> None:
    listening = host.server._runner.addresses
    assert [address[0] for address in listening] == ["127.0.0.1"]
    assert sockets.gethostbyname("localhost") == "127.0.0.1"


@pytest.mark.parametrize("gone", [ConnectionResetError, BrokenPipeError, asyncio.CancelledError])
async def test_who_goes_away_in_the_middle_is_answered_nothing_and_no_fault_of_ours(
    host: Hosted, logged: list[str], gone: type[BaseException]
) -> None:
    async def away(request: web.Request) -> web.StreamResponse:
        raise gone

    request = make_mocked_request("GET", "/healthz", headers={"Host": "127.0.0.1"})
    with pytest.raises(gone):
        await host.server.gate._guard(request, away)
    assert logged == []
