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
from yarl import URL

from game.exercise.classroom.class_store import Classes, renew
from game.exercise.classroom.facilitator_session import Desk
from game.hosting import Screens
from game.record.store import FolderStore
from game.web.host import serve
from game.web.limits import LONGEST_HOLD, MAX_KNOWN, MOST_HELD, Bucket, WrongCodes, place_of
from game.web.session_cookies import MOST_ELSEWHERE
from game.web.static_pages import BEHIND, OPEN
from tests.waiting import eventually
from tests.web.visiting import Hosted, Visitor, guessed, hosted

BEHIND_DOORS = (
    ["seat", "stream", "desk", "desk/stream", "ws/port", "alive", "alive/desk", "wall", "picture/" + "0" * 64]
    + [f"page/x/{Path(name).name}" for name in BEHIND]
)  # fmt: skip
TRAVERSALS = (
    "static/x/../live.js", "static/x/..%2f..%2fgate.py", "static/x/%2e%2e/%2e%2e/gate.py", "static/../../gate.py",
    "static/x/....//gate.py", "static/x/%00page.css", "page/x/vendor/idiomorph.js", "static/x/join.html", "static/",
    "static/x/", "page/", "static//etc/passwd", "..%5c..%5cgate.py", "static/x/live.js", "static/x/idiomorph.js",
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
    for door in ("desk", "desk/stream", "wall", "alive/desk", f"facilitator?t={token}", "leave/desk"):
        assert (await visitor.get(door, headers={"Cookie": f"desk={token}"})).status in (403, 405), door


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


async def test_a_device_with_a_seat_is_led_back_to_it_before_anything_else(host: Hosted, visitor: Visitor) -> None:
    fresh = await (await visitor.get(f"?code={host.code}")).text()
    assert "<details" not in fresh
    assert "autofocus" in fresh
    await visitor.join(host.code, "Ada <b>{name}")
    for path in ("", f"?code={host.code}"):  # the address typed again, the QR code scanned again
        page = await (await visitor.get(path)).text()
        back, fold, form = (page.index(each) for each in ('class="button" href="/seat"', "<details>", "<form"))
        assert back < fold < form < page.index("</details>")
        assert "<p>Ada &lt;b&gt;{name}, syndicate 1</p>" in page
        assert "autofocus" not in page
    wrong = await (await visitor.join("NONE", "Bo")).text()
    assert (
        wrong.index("You have a seat here") < wrong.index("<details open>") < wrong.index("No syndicate has this code")
    )


@pytest.mark.parametrize(
    "path",
    ["", "seat", "healthz", "nowhere", "alive", "static/x/page.css", "join", "page/x/live.js", "wall", "ws/port"],
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
    assert "no-store" in headers["Cache-Control"] or path in ("static/x/page.css", "page/x/live.js")


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


async def test_a_device_that_joins_again_comes_back_to_its_seat(host: Hosted, visitor: Visitor) -> None:
    await visitor.join(host.code, "Ada")
    token = visitor.cookies["seat"]
    assert (await visitor.join(host.code.lower(), " Ada ")).status == 303
    assert visitor.cookies["seat"] == token
    assert len(host.room.roster.members) == 1


async def test_a_device_holds_one_seat_however_often_it_joins(host: Hosted, visitor: Visitor) -> None:
    for number in range(70):
        code = host.room.syndicates[number % 2].code
        assert (await visitor.join(code, f"Person {number}")).status == 303
    assert [each.name for each in host.room.roster.members.values() if not each.removed] == ["Person 69"]


async def test_a_wrong_code_costs_a_device_nothing(host: Hosted, visitor: Visitor) -> None:
    await visitor.join(host.code, "Ada")
    assert (await visitor.join("WRONG-9", "Ben")).status == 422
    assert (await visitor.get("alive")).status == 204


async def test_a_device_that_takes_another_seat_in_play_takes_nothing_of_the_first_along(
    host: Hosted, visitor: Visitor
) -> None:
    await visitor.join(host.code, "Ada")
    Desk(host.room).deal_roles("1")
    Desk(host.room).begin()
    roles = host.room.roles("s1")
    await visitor.join(host.code, "Ben")
    assert not host.room.member("s1").removed
    assert host.room.roles("s1") == roles != frozenset()


async def test_a_pass_taken_back_opens_nothing_a_second_later(host: Hosted, visitor: Visitor) -> None:
    await visitor.join(host.code)
    assert (await visitor.get("alive")).status == 204
    Desk(host.room).remove("s1", "")
    assert (await visitor.get("alive")).status == 403
    assert (await visitor.get("page/x/live.js")).status == 403


async def test_ten_thousand_wrong_tokens_let_nobody_in_and_the_class_is_served(host: Hosted, visitor: Visitor) -> None:
    await visitor.join(host.code)
    socket = await visitor.sit()
    assert await guessed(host.url, 10_000) == {403}
    await socket.answers(2.0)


async def test_sixty_join_behind_one_address_within_a_minute(host: Hosted) -> None:
    statuses = []
    async with Visitor(host.url) as visitor:
        for number in range(60):
            visitor.session.cookie_jar.clear()  # each has a browser of their own
            await visitor.join("wrong", "Typo") if number % 3 == 0 else None
            code = host.room.syndicates[number % 2].code
            statuses.append((await visitor.join(code, f"Person {number}")).status)
    assert statuses == [303] * 60


async def test_codes_cannot_be_tried_for_ever(host: Hosted, visitor: Visitor) -> None:
    host.server.gate.entrance.wrong = WrongCodes(a_place=(5, 0.01), longest=0.01)
    answers = [await visitor.join(f"CODE-{number}") for number in range(8)]
    assert [each.status for each in answers] == [422] * 5 + [429] * 3
    assert int(answers[-1].headers["Retry-After"]) > 0
    assert "a right one never waits" in await answers[-1].text()
    assert (await visitor.get("facilitator?t=wrong")).status == 429


async def test_a_right_code_and_the_facilitators_link_pass_from_where_somebody_guesses(
    host: Hosted, visitor: Visitor
) -> None:
    held = host.server.gate.entrance.wrong = WrongCodes(a_place=(1, 0.001), in_all=(1, 0.001), longest=60)
    guesses = [asyncio.ensure_future(visitor.join(f"WRONG-{number}")) for number in range(10)]
    await eventually(lambda: held.held >= 8)
    async with Visitor(host.url) as right, Visitor(host.url) as facilitator:  # all of them behind one address
        assert (await right.join(host.code)).status == 303
        assert (await facilitator.get(f"facilitator?t={host.facilitator}")).status == 303
        assert held.held >= 8  # none of those was answered meanwhile
    for each in guesses:
        each.cancel()
    await asyncio.gather(*guesses, return_exceptions=True)


async def test_answers_that_are_held_back_are_bounded(host: Hosted, visitor: Visitor) -> None:
    host.server.gate.entrance.wrong = WrongCodes(a_place=(0, 0.001), longest=60, held=MOST_HELD)
    assert (await visitor.join("WRONG-1")).status == 429  # at once: no more are kept waiting


def test_wrong_codes_of_one_place_are_answered_one_after_the_other_and_soon_forgiven() -> None:
    now = 0.0
    wrong = WrongCodes(a_place=(2, 0.5), clock=lambda: now)
    assert [wrong.wrong("10.0.0.1") for _ in range(5)] == [0, 0, 2, 4, 6]
    assert max(wrong.wrong("10.0.0.1") for _ in range(100)) == LONGEST_HOLD
    assert wrong.wrong("10.0.0.2") == 0
    now = 30.0
    assert wrong.wrong("10.0.0.1") == 0


def test_wrong_codes_from_thousands_of_addresses_are_slowed_in_all() -> None:
    now = 0.0
    wrong = WrongCodes(clock=lambda: now)
    waits = [wrong.wrong(f"10.{number // 250}.{number % 250}.1") for number in range(6_000)]
    assert not any(waits[:300])
    assert all(waits[300:])
    assert set(waits[400:]) == {LONGEST_HOLD}
    now = 3600.0
    assert wrong.wrong("10.0.0.1") == 0


def test_a_network_of_ipv6_is_one_place() -> None:
    assert place_of("2001:db8::1") == place_of("2001:db8::ffff:1%eth0") != place_of("2001:db8:0:1::1")
    assert place_of("::ffff:192.0.2.7") == place_of("192.0.2.7") == "192.0.2.7"
    assert place_of("nowhere" * 50) == ("nowhere" * 50)[:64]
    wrong = WrongCodes(a_place=(3, 0.1))
    assert [wrong.wrong(f"2001:db8::{number:x}") > 0 for number in range(5)] == [False] * 3 + [True] * 2


def test_addresses_that_come_and_go_take_no_room_for_ever() -> None:
    wrong = WrongCodes()
    for number in range(10_000):
        wrong.wrong(str(number))
    assert len(wrong._places) <= MAX_KNOWN


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


# --- another class at the same address


async def test_a_seat_of_another_class_is_told_so_and_not_that_it_was_taken_back(
    host: Hosted, visitor: Visitor, tmp_path: Path
) -> None:
    await visitor.join(host.code, "Ada")
    await visitor.get(f"facilitator?t={host.facilitator}")
    async with hosted(tmp_path / "other") as other, Visitor(other.url) as device:
        device.session.cookie_jar.update_cookies(
            {cookie.key: cookie.value for cookie in visitor.session.cookie_jar}, URL(other.url)
        )
        for door in ("alive", "alive/desk", "seat", "desk", "wall", "wall/now"):
            answer = await device.get(door)
            assert answer.status == 409, door
            assert "Another class answers" in await answer.text()
            assert answer.headers.get("Set-Cookie") is None
        assert 'http-equiv="refresh"' in await (await device.get("seat")).text()
        assert "You have a seat in another class" in await (await device.get("")).text()
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            await device.raw_socket()
        assert refused.value.status == 409
        await device.join(other.code, "Ada")  # she may play there meanwhile
        assert (await device.get("alive")).status == 204
        assert (await device.get("alive", params={"class": host.room.name})).status == 409
    cookies = {cookie.key: cookie.value for cookie in device.session.cookie_jar}
    assert cookies[f"seat-{host.room.name}"] == visitor.cookies["seat"]
    assert (await visitor.get("alive", params={"class": host.room.name})).status == 204


async def test_a_pass_from_before_passes_named_their_class_still_opens_its_seat(host: Hosted, visitor: Visitor) -> None:
    await visitor.join(host.code)
    async with Visitor(host.url) as old:
        assert (await old.get("alive", headers={"Cookie": f"seat={visitor.cookies['seat']}"})).status == 204


async def test_passes_of_other_classes_do_not_pile_up_in_a_browser(host: Hosted, visitor: Visitor) -> None:
    names = [f"seat-class-{number:04}" for number in range(MOST_ELSEWHERE + 3)]
    cookies = "; ".join(f"{name}={'x' * 43}" for name in names)
    answer = await visitor.post("join", data={"code": host.code, "name": "Ada"}, headers={"Cookie": cookies})
    ended = [each.partition("=")[0] for each in answer.headers.getall("Set-Cookie") if "Max-Age=0" in each]
    assert ended == names[:3]


async def test_a_desk_and_its_wall_come_back_after_a_restart_and_the_old_link_does_not(
    tmp_path: Path,
) -> None:
    async with hosted(tmp_path) as host, Visitor(host.url) as facilitator:
        await facilitator.get(f"facilitator?t={host.facilitator}")
        name, link, token = host.room.name, host.facilitator, facilitator.cookies["desk"]
        assert token != link
        assert (await facilitator.get("wall/now", params={"class": name})).status == 200
    room = Classes(FolderStore(tmp_path)).reopen(name)
    renewed = renew(room, passes=True)
    again = await serve(room, Screens(room), port=0)
    try:
        async with Visitor(again.url) as back:
            headers = {"Cookie": f"desk-{name}={token}"}
            for door in ("desk", "wall", "wall/now", "alive/desk"):
                assert (await back.get(door, headers=headers, params={"class": name})).status in (200, 204), door
            assert (await back.get(f"facilitator?t={link}")).status == 403
            assert (await back.get(f"facilitator?t={renewed}")).status == 303
            renew(room)  # a new link asked for at the desk ends whoever came by the old ones
            assert (await back.get("wall/now", headers=headers)).status == 403
    finally:
        await again.stop()
        room.close()


async def test_nobody_else_on_the_network_is_answered_unless_asked_for(host: Hosted) -> None:
    assert host.server._listening is not None
    assert host.server._listening.getsockname()[0] == "127.0.0.1"
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
