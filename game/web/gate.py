"""The gate: the join page, passes, and what lies behind them. Nothing behind it answers without a pass."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable
from html import escape
from typing import TypeVar
from urllib.parse import quote

from aiohttp import web

from game.errors import Said
from game.exercise.errors import Refused
from game.web import headers
from game.web.addresses import qr_svg
from game.web.files import Files
from game.web.limits import LONGEST_HOLD, MOST_HELD, WrongCodes
from game.web.lines import Lines
from game.web.pages import Pages
from game.web.passes import DESK, SEAT, Pass, Passes
from game.web.places import REVOKED
from game.web.ports import Room, Screens
from game.web.sockets import QUIET_WITHIN
from game.web.terminals import Terminals

LOG = logging.getLogger("game.web")
MAX_FORM = 16 * 1024
MOST_FORMS = 500
"""Forms whose answers are remembered."""
LOOK_AGAIN = 0.4
"""Seconds between two looks at whether the passes of open lines still hold."""
Answer = TypeVar("Answer", bound=web.StreamResponse)
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Gate:
    """The web side of one class."""

    def __init__(
        self,
        room: Room,
        screens: Screens,
        lines: Lines,
        terminals: Terminals,
        files: Files,
        tls: bool,
        address: Callable[[], str],
        fingerprint: str = "",
    ) -> None:
        self.room, self.screens, self.lines, self.terminals, self.files = room, screens, lines, terminals, files
        self.places = lines.places
        self.passes = Passes(room, tls)
        self.pages = Pages()
        self.wrong = WrongCodes()
        self._sent: dict[tuple[str, str, str], str] = {}
        """Tokens by the form that was answered with them: pressed twice, a form is one seat."""
        self._address = address
        """Where the class is reached, to be shown on the wall."""
        self._certificate = f"Certificate, SHA-256: {fingerprint}" if fingerprint else ""

    def application(self) -> web.Application:
        """Return the application with all its ways in."""
        app = web.Application(middlewares=[self._guard], client_max_size=MAX_FORM)
        app.on_response_prepare.append(headers.put)
        app.add_routes(
            [
                web.get("/", self._door),
                web.post("/join", self._join),
                web.get("/healthz", self._health),
                web.get("/facilitator", self._facilitator),
                web.get("/static/{version}/{name}", self._open_file),
                web.get("/page/{version}/{name}", self._file_behind),
                web.get("/seat", self._page(SEAT)),
                web.get("/desk", self._page(DESK)),
                web.get("/ws", self._socket(SEAT), allow_head=False),
                web.get("/ws/desk", self._socket(DESK), allow_head=False),
                web.get("/ws/port", self._port, allow_head=False),
                web.get("/alive", self._alive(SEAT)),
                web.get("/alive/desk", self._alive(DESK)),
                web.get("/file/{key}", self._file(SEAT), allow_head=False),
                web.get("/file/desk/{key}", self._file(DESK), allow_head=False),
                web.get("/wall", self._wall),
                web.get("/wall/now", self._wall_now),
                web.post("/leave", self._leave(SEAT)),
                web.post("/leave/desk", self._leave(DESK)),
            ]
        )
        return app

    async def watch(self) -> None:
        """End the lines of passes that were taken back, for ever: within half a second, whoever took them back."""
        while True:
            await asyncio.sleep(LOOK_AGAIN)
            for visit in self.places.all():
                if not self.passes.holds(visit.held):
                    LOG.info("seat %s was taken back: its line is ended", visit.held.key)
                    self.places.end(visit, REVOKED)
                    if visit.held.kind == SEAT:
                        await self.lines.hall.dismiss(visit.held.key)

    # --- open to all

    async def _door(self, request: web.Request) -> web.Response:
        known = '<p class="known"><a href="/seat">Go back to your seat</a></p>' if self._mine(request, SEAT) else ""
        return self._form(request.query.get("code", "")[:40], known=known or self._waiting(request))

    def _waiting(self, request: web.Request) -> str:
        """What the join page says to a browser whose seat is in another class."""
        if not self.passes.elsewhere(request, SEAT):
            return ""
        return '<p class="known">You have a seat in another class at this address. <a href="/seat">Wait for it</a></p>'

    def _form(self, code: str, name: str = "", problem: str = "", known: str = "", status: int = 200) -> web.Response:
        words = {
            "once": secrets.token_urlsafe(16),
            "title": self.room.title,
            "code": code,
            "name": name,
            "problem": problem,
            "known_html": known,
            "invalid": "true" if problem else "false",
            "problem_role": "alert" if problem else "note",
            "focus_code": "" if code else "autofocus",
            "focus_name": "autofocus" if code else "",
        }
        return self.pages.make("join", words, status)

    async def _join(self, request: web.Request) -> web.StreamResponse:
        if not headers.posted_from_here(request):
            raise web.HTTPForbidden
        address = request.remote or ""
        try:
            form = await asyncio.wait_for(request.post(), QUIET_WITHIN)
        except TimeoutError:
            raise web.HTTPRequestTimeout from None
        code, name = _text(form.get("code"), 40), _text(form.get("name"), 120)
        sent = (_text(form.get("once"), 40), code, name)
        token = self._sent.get(sent, "")
        if self.passes.of(token, SEAT):  # pressed twice: one seat
            return self._seated(request, token)
        as_json = "application/json" in request.headers.get("Accept", "")
        before = self._mine(request, SEAT)
        try:
            if before is not None and self.room.is_of(before.key, code, name):
                return self._seated(request, before.token, as_json)  # a device has one seat, and comes back to it
            joined = self.room.join(code, name, before.key if before else "")
        except Refused as refused:
            LOG.info("nobody was let in from %s: %s", address, refused)
            status = 422
            if not any(_same(code, syndicate.code) for syndicate in self.room.syndicates):
                status = await self._held_back(address) or status
            return self._turned_away(as_json, code, name, str(refused), status)
        except Said as problem:  # the log cannot be written now
            return self._turned_away(as_json, code, name, str(problem), 503)
        LOG.info("seat %s was taken from %s", joined.seat, address)
        if sent[0]:
            self._remember(sent, joined.token)
        if before is not None:  # its other seat makes room, and its pass ends with it
            self.passes.end(before)
        return self._seated(request, joined.token, as_json)

    async def _held_back(self, address: str) -> int:
        """Something was wrong: its answer waits where there were many. Returns the status that says so, or nothing.

        What is right never comes here: nobody who guesses keeps anybody else out.
        """
        seconds = self.wrong.wrong(address)
        if not seconds:
            return 0
        LOG.info("a wrong code from %s is answered late", address)
        if self.wrong.held < MOST_HELD:
            self.wrong.held += 1
            try:
                await asyncio.sleep(seconds)
            finally:
                self.wrong.held -= 1
        return 429

    def _turned_away(self, as_json: bool, code: str, name: str, text: str, status: int) -> web.Response:
        text = text[:1].upper() + text[1:]
        if status == 429:
            text += " Many wrong codes came in lately, so that this answer took longer; a right one never waits."
        response = (
            web.json_response({"problem": text}, status=status)
            if as_json
            else self._form(code, name, text, status=status)
        )
        if status == 429:
            _later(response)
        return response

    def _remember(self, sent: tuple[str, str, str], token: str) -> None:
        """What a form was answered with; the oldest is forgotten."""
        while len(self._sent) >= MOST_FORMS:
            del self._sent[next(iter(self._sent))]
        self._sent[sent] = token

    def _seated(self, request: web.Request, token: str, as_json: bool = False) -> web.StreamResponse:
        told = {"title": self.room.title, "class": self.room.name}
        response = web.json_response(told) if as_json else _to("/seat")
        self.passes.give(request, response, SEAT, token)
        return response

    async def _health(self, request: web.Request) -> web.Response:
        return web.Response(text="ok\n")

    async def _open_file(self, request: web.Request) -> web.Response:
        file = self.pages.open.get(request.match_info["name"])
        if file is None:
            raise web.HTTPNotFound
        return file.answer(request)

    async def _facilitator(self, request: web.Request) -> web.StreamResponse:
        """The facilitator's link: its token goes into a cookie at once and is never seen in an address again."""
        address = request.remote or ""
        link = request.query.get("t", "")
        before = self._mine(request, DESK)
        try:
            token = self.room.enter(link) if before is None else before.token if self.room.opens(link) else None
        except Said:  # the log cannot be written now: the link itself is the pass, until the next one
            token = link
        if token is None:
            LOG.warning("a facilitator's link that is worth nothing was tried from %s", address)
            if await self._held_back(address):
                raise _later(web.HTTPTooManyRequests())
            raise web.HTTPForbidden
        LOG.info("the facilitator came in from %s", address)
        response = _to("/desk")
        self.passes.give(request, response, DESK, token)
        return response

    # --- behind a pass

    def _mine(self, request: web.Request, kind: str) -> Pass | None:
        return self.passes.read(request, kind)

    def _needed(self, request: web.Request, kind: str) -> Pass:
        """The pass of a request; without one it goes no further.

        Whoever asks for another class, or has passes of others alone, is told that it is another that answers here:
        nobody took their seat back.
        """
        wanted = request.query.get("class", self.room.name)
        held = self._mine(request, kind)
        if wanted != self.room.name or (held is None and self.passes.elsewhere(request, kind)):
            raise web.HTTPConflict
        if held is None:
            raise web.HTTPForbidden
        return held

    def _page(self, kind: str) -> Handler:
        async def page(request: web.Request) -> web.StreamResponse:
            try:
                self._needed(request, kind)
            except web.HTTPForbidden:
                raise web.HTTPSeeOther("/") if kind == SEAT else web.HTTPForbidden from None
            suffix = "" if kind == SEAT else "/desk"
            return self.pages.make("seat", {"title": self.room.title, "suffix": suffix, "class": self.room.name})

        return page

    async def _file_behind(self, request: web.Request) -> web.Response:
        if self._mine(request, SEAT) is None:
            self._needed(request, DESK)
        file = self.pages.behind.get(request.match_info["name"])
        if file is None:
            raise web.HTTPNotFound
        return file.answer(request)

    def _socket(self, kind: str) -> Handler:
        async def socket(request: web.Request) -> web.StreamResponse:
            if not headers.from_here(request):
                raise web.HTTPForbidden
            return await self.lines.serve(request, self._needed(request, kind))

        return socket

    async def _port(self, request: web.Request) -> web.StreamResponse:
        """A seat whose screen is a terminal elsewhere: the same pass and the same Origin as for a browser."""
        if not headers.from_here(request):
            raise web.HTTPForbidden
        return await self.terminals.serve(request, self._needed(request, SEAT))

    def _alive(self, kind: str) -> Handler:
        async def alive(request: web.Request) -> web.Response:
            self._needed(request, kind)
            return web.Response(status=204)

        return alive

    def _file(self, kind: str) -> Handler:
        async def file(request: web.Request) -> web.Response:
            return self.files.take(self._needed(request, kind).key, request.match_info["key"])

        return file

    def _leave(self, kind: str) -> Handler:
        async def leave(request: web.Request) -> web.StreamResponse:
            if not headers.posted_from_here(request):
                raise web.HTTPForbidden
            held = self._needed(request, kind)
            response = _to("/")
            self.passes.take_back(response, held)
            for visit in self.places.all():
                if visit.held.key == held.key:
                    self.places.end(visit, REVOKED)
            await self.lines.hall.dismiss(held.key)
            return response

        return leave

    async def _wall(self, request: web.Request) -> web.Response:
        """The page to project: where to go, the codes, the state; it follows by itself."""
        self._needed(request, DESK)
        address, now = self._address(), self.screens.wall()
        codes = "".join(
            f'<li data-id="{escape(each.id)}"><span>Syndicate {escape(each.id)}</span> '
            f'<a href="/?code={quote(each.code)}">{escape(each.code)}</a> <span class="time"></span></li>'
            for each in self.room.syndicates
        )
        words = {
            "title": self.room.title,
            "class": self.room.name,
            "address": address,
            "certificate": self._certificate,
            "state": str(now["state"]),
            "says": str(now["says"]),
            "qr_html": qr_svg(address),
            "codes_html": codes,
        }
        return self.pages.make("wall", words)

    async def _wall_now(self, request: web.Request) -> web.Response:
        """What is on the wall now."""
        self._needed(request, DESK)
        return web.json_response(self.screens.wall())

    # --- every answer

    @web.middleware
    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Turn every refusal and every fault into one plain page that gives nothing away."""
        try:
            if not headers.good_host(request):
                raise web.HTTPBadRequest
            return await handler(request)
        except web.HTTPException as answer:
            if answer.status < 400:
                raise
            if answer.status in (400, 403):
                where = request.match_info.route.resource
                LOG.info("%d for %s at %s", answer.status, request.remote, where.canonical if where else "no page")
            says = SAYS.get(answer.status, "This cannot be done.")
            again = AGAIN if answer.status == 409 else ""
            response = self.pages.make("said", {"says": says, "again_html": again}, answer.status)
            if answer.status == 429:
                response.force_close()
            for name in ("Retry-After", "Allow"):
                if name in answer.headers:
                    response.headers[name] = answer.headers[name]
            return response
        except (ConnectionError, asyncio.CancelledError):
            raise
        except Exception as problem:
            LOG.error("%s at the gate: %s", type(problem).__name__, request.match_info.route.resource)
            return self.pages.make("said", {"says": SAYS[500], "again_html": ""}, 500)


AGAIN = '<meta http-equiv="refresh" content="5">'
"""Looks again by itself, in seconds."""
SAYS = {
    400: "This request makes no sense here.",
    403: "This page is for people with a seat in this exercise. Join first.",
    404: "There is nothing here.",
    405: "This cannot be done here.",
    408: "That took too long. Nothing is lost; try again.",
    409: "Another class answers at this address now. Your place in yours is kept, and this page waits for it.",
    413: "That was too much at once.",
    429: "Too many tries from your network. Wait a little, then try again.",
    500: "Something went wrong here. Nothing is lost; try again.",
}


def _to(path: str) -> web.Response:
    return web.Response(status=303, headers={"Location": path})


def _later(response: Answer) -> Answer:
    """Say when the next try will be answered at once; this line is ended."""
    response.force_close()
    response.headers["Retry-After"] = str(round(LONGEST_HOLD))
    return response


def _text(value: object, most: int) -> str:
    return value[:most] if isinstance(value, str) else ""


def _same(one: str, other: str) -> bool:
    plain = ["".join(letter for letter in each.upper() if letter.isalnum()) for each in (one, other)]
    return plain[0] == plain[1]
