"""The gate: every way in, passes, and what lies behind them. Nothing behind it answers without a pass."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from html import escape
from urllib.parse import quote

from aiohttp import web

from game.errors import Said
from game.web import headers
from game.web.addresses import qr_svg
from game.web.desk_pages import DeskPages
from game.web.entrance import Entrance, to
from game.web.pages import Pages
from game.web.passes import DESK, SEAT, Pass, Passes
from game.web.places import REVOKED
from game.web.ports import Room, Screens
from game.web.seat_pages import SeatPages
from game.web.streams import REVOKED as GONE
from game.web.streams import Streams
from game.web.terminals import Terminals

LOG = logging.getLogger("game.web")
MAX_FORM = 16 * 1024
LOOK_AGAIN = 0.4
"""Seconds between two looks at whether the passes of open lines still hold."""
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Gate:
    """The web side of one class."""

    def __init__(
        self,
        room: Room,
        screens: Screens,
        terminals: Terminals,
        tls: bool,
        address: Callable[[], str],
        fingerprint: str = "",
    ) -> None:
        self.room, self.screens, self.terminals = room, screens, terminals
        self.places = terminals.places
        self.passes = Passes(room, tls)
        self.pages = Pages()
        self.entrance = Entrance(room, self.passes, self.pages)
        self.streams = Streams(terminals.places.keep)
        self.seats = SeatPages(room.name, room.language, self.pages, screens.window, screens.copy)
        self.desks = DeskPages(
            room.name, room.language, self.pages, screens.desk_window, screens.desk_debrief, screens.sheet
        )
        self._address = address
        """Where the class is reached, to be shown on the wall."""
        self._certificate = f"Certificate, SHA-256: {fingerprint}" if fingerprint else ""

    def application(self) -> web.Application:
        """Return the application with all its ways in."""
        app = web.Application(middlewares=[self._guard], client_max_size=MAX_FORM)
        app.on_response_prepare.append(headers.put)
        app.add_routes(
            [
                web.get("/", self.entrance.door),
                web.post("/join", self.entrance.join),
                web.get("/healthz", self._health),
                web.get("/facilitator", self.entrance.facilitator),
                web.get("/static/{version}/{name}", self._open_file),
                web.get("/page/{version}/{name}", self._file_behind),
                web.get("/desk", self._desk_page),
                web.get("/desk/stream", self._desk_stream, allow_head=False),
                web.post("/desk/do", self._desk_do),
                web.get("/desk/debrief/{syndicate}", self._desk_debrief),
                web.get("/desk/sheet/{minutes:45|90|180}", self._desk_sheet),
                web.get("/seat", self._seat_page),
                web.get("/seat/debrief", self._debrief),
                web.get("/stream", self._stream, allow_head=False),
                web.post("/do", self._do),
                web.post("/draft", self._draft),
                web.get("/ws/port", self._port, allow_head=False),
                web.get("/alive", self._alive(SEAT)),
                web.get("/alive/desk", self._alive(DESK)),
                web.get("/picture/{sha256}", self._picture, allow_head=False),
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
            for stream in self.streams.all():
                if not stream.ends and not self.passes.holds(stream.held):
                    LOG.info("seat %s was taken back: its page is ended", stream.held.key)
                    stream.end(GONE)

    # --- open to all

    async def _health(self, request: web.Request) -> web.Response:
        return web.Response(text="ok\n")

    async def _open_file(self, request: web.Request) -> web.Response:
        file = self.pages.open.get(request.match_info["name"])
        if file is None:
            raise web.HTTPNotFound
        return file.answer(request)

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

    # --- seats as pages

    async def _seat_page(self, request: web.Request) -> web.StreamResponse:
        try:
            held = self._needed(request, SEAT)
        except web.HTTPForbidden:
            raise web.HTTPSeeOther("/") from None
        return self._whole(held, still="still" in request.query)

    def _whole(self, held: Pass, still: bool) -> web.Response:
        try:
            return self.seats.whole(held, still=still)
        except Said:  # taken back at this very moment
            raise web.HTTPForbidden from None

    async def _do(self, request: web.Request) -> web.StreamResponse:
        return await self.seats.do(request, self._needed(request, SEAT))

    async def _draft(self, request: web.Request) -> web.StreamResponse:
        return await self.seats.draft(request, self._needed(request, SEAT))

    async def _debrief(self, request: web.Request) -> web.StreamResponse:
        return await self.seats.debrief(request, self._needed(request, SEAT))

    async def _stream(self, request: web.Request) -> web.StreamResponse:
        held = self._needed(request, SEAT)
        have = request.headers.get("Last-Event-ID") or request.query.get("have", "")
        return await self.streams.serve(request, held, self.screens.window(held.key), have)

    # --- desks as pages

    async def _desk_page(self, request: web.Request) -> web.StreamResponse:
        held = self._needed(request, DESK)
        try:
            return self.desks.whole(request, held)
        except Said:  # taken back at this very moment
            raise web.HTTPForbidden from None

    async def _desk_do(self, request: web.Request) -> web.StreamResponse:
        return await self.desks.do(request, self._needed(request, DESK))

    async def _desk_debrief(self, request: web.Request) -> web.StreamResponse:
        held = self._needed(request, DESK)
        if request.match_info["syndicate"] not in ("class", *(each.id for each in self.room.syndicates)):
            raise web.HTTPNotFound
        return await self.desks.debrief(request, held)

    async def _desk_sheet(self, request: web.Request) -> web.StreamResponse:
        return await self.desks.sheet(request, self._needed(request, DESK))

    async def _desk_stream(self, request: web.Request) -> web.StreamResponse:
        held = self._needed(request, DESK)
        have = request.headers.get("Last-Event-ID") or request.query.get("have", "")
        return await self.streams.serve(request, held, self.screens.desk_window(held.desk, request.query), have)

    async def _file_behind(self, request: web.Request) -> web.Response:
        if self._mine(request, SEAT) is None:
            self._needed(request, DESK)
        file = self.pages.behind.get(request.match_info["name"])
        if file is None:
            raise web.HTTPNotFound
        return file.answer(request)

    async def _port(self, request: web.Request) -> web.StreamResponse:
        """A seat whose screen is a terminal elsewhere: the pass of a seat, and an Origin of this host."""
        if not headers.from_here(request):
            raise web.HTTPForbidden
        return await self.terminals.serve(request, self._needed(request, SEAT))

    def _alive(self, kind: str) -> Handler:
        async def alive(request: web.Request) -> web.Response:
            self._needed(request, kind)
            return web.Response(status=204)

        return alive

    async def _picture(self, request: web.Request) -> web.StreamResponse:
        """A picture by its hash: what it is called never changes what it is, so a device asks for it once."""
        held = self._mine(request, SEAT)
        seat = held.key if held else ""
        if held is None:
            self._needed(request, DESK)
        name = request.match_info["sha256"]
        found = self.screens.picture(seat, name)
        if found is None:
            raise web.HTTPNotFound
        kind, data = found
        kept = {"Cache-Control": "private, max-age=31536000, immutable", "ETag": f'"{name}"'}
        if request.headers.get("If-None-Match") == kept["ETag"]:
            return web.Response(status=304, headers=kept)
        return web.Response(body=data, content_type=kind, headers=kept)

    def _leave(self, kind: str) -> Handler:
        async def leave(request: web.Request) -> web.StreamResponse:
            if not headers.posted_from_here(request):
                raise web.HTTPForbidden
            held = self._needed(request, kind)
            response = to("/")
            self.passes.take_back(response, held)
            for visit in self.places.all():
                if visit.held.key == held.key:
                    self.places.end(visit, REVOKED)
            if kind == SEAT:  # of a desk each window has a pass of its own; `watch` ends those that hold no more
                self.streams.end(held.key, GONE)
            return response

        return leave

    async def _wall(self, request: web.Request) -> web.Response:
        """The page to project: where to go, the codes, the state; it follows by itself."""
        self._needed(request, DESK)
        address, now = self._address(), self.screens.wall()
        codes = "".join(
            f'<li data-id="{escape(each.id)}"><span>Syndicate {escape(each.id)}</span> '
            f'<a href="/?code={quote(each.code)}">{escape(each.code)}</a> '
            '<span class="time clock"></span> <span class="time more"></span></li>'
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
