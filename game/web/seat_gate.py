"""What stands behind the pass of a seat, in a class and alone: its page, what changes on it, its forms, its pictures.

Every answer of a host passes here: its headers, its refusals, its faults.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping

from aiohttp import web

from game.errors import Said
from game.web import headers
from game.web.pages import Pages
from game.web.passes import DESK, SEAT, Pass, Passes
from game.web.ports import Holders, SeatScreens
from game.web.seat_pages import Around, SeatPages
from game.web.sockets import Address
from game.web.streams import REVOKED as GONE
from game.web.streams import Streams

LOG = logging.getLogger("game.web")
MAX_FORM = 16 * 1024
LOOK_AGAIN = 0.4
"""Seconds between two looks at whether the passes of open lines still hold."""
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
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


class SeatGate:
    """The web side of seats."""

    SAYS: Mapping[int, str] = SAYS
    """What is said of a refusal or a fault."""
    AWAY = "/"
    """Where a browser without a pass is led that asks for a seat; nothing: it is told what it lacks."""

    def __init__(
        self, room: Holders, screens: SeatScreens, tls: bool, keep: Callable[[Address], None], around: Around
    ) -> None:
        self.room, self.screens = room, screens
        self.passes = Passes(room, tls)
        self.pages = Pages()
        self.streams = Streams(keep)
        self.seats = SeatPages(room.name, room.language, self.pages, screens.window, screens.copy, around)

    def application(self) -> web.Application:
        """Return the application with all its ways in."""
        app = web.Application(middlewares=[self._guard], client_max_size=MAX_FORM)
        app.on_response_prepare.append(headers.put)
        app.add_routes(self.ways())
        return app

    def ways(self) -> list[web.RouteDef]:
        """Return the ways in."""
        return [
            web.get("/healthz", self._health),
            web.get("/static/{version}/{name}", self._open_file),
            web.get("/page/{version}/{name}", self._file_behind),
            web.get("/seat", self._seat_page),
            web.get("/seat/debrief", self._debrief),
            web.get("/stream", self._stream, allow_head=False),
            web.post("/do", self._do),
            web.post("/draft", self._draft),
            web.get("/alive", self._alive(SEAT)),
            web.get("/picture/{sha256}", self._picture, allow_head=False),
        ]

    async def watch(self) -> None:
        """End the lines of passes that were taken back, for ever: within half a second, whoever took them back."""
        while True:
            await asyncio.sleep(LOOK_AGAIN)
            self.look()

    def look(self) -> None:
        """End the lines of passes that hold no more."""
        for stream in self.streams.all():
            if not stream.ends and not self.passes.holds(stream.held):
                LOG.info("seat %s was taken back: its page is ended", stream.held.key)
                stream.end(GONE)

    # --- open to all

    def _door(self) -> str:
        """What leads on from a page that says why there is nothing here."""
        return f'<p><a href="{self.AWAY}">To the join page</a></p>' if self.AWAY else ""

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

    async def _file_behind(self, request: web.Request) -> web.Response:
        if self._mine(request, SEAT) is None:
            self._needed(request, DESK)
        file = self.pages.behind.get(request.match_info["name"])
        if file is None:
            raise web.HTTPNotFound
        return file.answer(request)

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

    # --- seats as pages

    async def _seat_page(self, request: web.Request) -> web.StreamResponse:
        try:
            held = self._needed(request, SEAT)
        except web.HTTPForbidden:
            if self.AWAY:
                raise web.HTTPSeeOther(self.AWAY) from None
            raise
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
            says = self.SAYS.get(answer.status, "This cannot be done.")
            again = AGAIN if answer.status == 409 else ""
            response = self.pages.make(
                "said", {"says": says, "again_html": again, "door_html": self._door()}, answer.status
            )
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
            return self.pages.make("said", {"says": self.SAYS[500], "again_html": "", "door_html": self._door()}, 500)
