"""The gate of a class: every way in, passes, and what lies behind them. Nothing behind it answers without a pass."""

from __future__ import annotations

import logging
from collections.abc import Callable
from html import escape
from urllib.parse import quote

from aiohttp import web

from game.errors import Said
from game.web import headers
from game.web.addresses import qr_svg
from game.web.desk_pages import DeskPages
from game.web.entrance import Entrance, to
from game.web.passes import DESK, SEAT
from game.web.places import REVOKED
from game.web.ports import Room, Screens
from game.web.seat_gate import Handler, SeatGate
from game.web.seat_pages import IN_A_CLASS
from game.web.streams import REVOKED as GONE
from game.web.terminals import Terminals

LOG = logging.getLogger("game.web")


class Gate(SeatGate):
    """The web side of one class."""

    room: Room
    screens: Screens

    def __init__(
        self,
        room: Room,
        screens: Screens,
        terminals: Terminals,
        tls: bool,
        address: Callable[[], str],
        fingerprint: str = "",
    ) -> None:
        super().__init__(room, screens, tls, terminals.places.keep, IN_A_CLASS)
        self.terminals, self.places = terminals, terminals.places
        self.entrance = Entrance(room, self.passes, self.pages)
        self.desks = DeskPages(
            room.name, room.language, self.pages, screens.desk_window, screens.desk_debrief, screens.sheet
        )
        self._address = address
        """Where the class is reached, to be shown on the wall."""
        self._certificate = f"Certificate, SHA-256: {fingerprint}" if fingerprint else ""

    def ways(self) -> list[web.RouteDef]:
        """Return the ways in."""
        return [
            *super().ways(),
            web.get("/", self.entrance.door),
            web.post("/join", self.entrance.join),
            web.get("/facilitator", self.entrance.facilitator),
            web.get("/desk", self._desk_page),
            web.get("/desk/stream", self._desk_stream, allow_head=False),
            web.post("/desk/do", self._desk_do),
            web.get("/desk/debrief/{syndicate}", self._desk_debrief),
            web.get("/desk/sheet/{minutes:45|90|180}", self._desk_sheet),
            web.get("/ws/port", self._port, allow_head=False),
            web.get("/alive/desk", self._alive(DESK)),
            web.get("/wall", self._wall),
            web.get("/wall/now", self._wall_now),
            web.post("/leave", self._leave(SEAT)),
            web.post("/leave/desk", self._leave(DESK)),
        ]

    def look(self) -> None:
        """End the lines of passes that hold no more, those of terminals too."""
        for visit in self.places.all():
            if not self.passes.holds(visit.held):
                LOG.info("seat %s was taken back: its line is ended", visit.held.key)
                self.places.end(visit, REVOKED)
        super().look()

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

    async def _port(self, request: web.Request) -> web.StreamResponse:
        """A seat whose screen is a terminal elsewhere: the pass of a seat, and an Origin of this host."""
        if not headers.from_here(request):
            raise web.HTTPForbidden
        return await self.terminals.serve(request, self._needed(request, SEAT))

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
