"""A run that somebody plays alone, as a page on this machine: whoever has a link from its terminal sits at it."""

from __future__ import annotations

import asyncio
import hashlib
import secrets
from collections.abc import Callable, Mapping

from aiohttp import web

from game.web.addresses import LOOPBACK
from game.web.host import Served, told_to_stop
from game.web.join_routes import to
from game.web.protocols import SeatScreens
from game.web.seat_pages import Around
from game.web.seat_routes import SAYS, SeatGate
from game.web.session_cookies import SEAT
from game.web.socket_limits import Sockets


def around(again: str) -> Around:
    """Return what stands around a run's page; ``again`` is the command that opens it anew."""
    return Around(
        '<details class="seat"><summary>This run</summary>'
        "<p>Everything is kept as you go. To stop, close this page and press Ctrl+C where you started it; what you do "
        "then to go on is said there.</p></details>",
        "This run was opened anew. Go on at the address that stands in its terminal now.",
        "",
        "Back to your run",
        f"Whitecell is not running any more. Nothing is lost: start it again with “{again}”, and go on at the address "
        "that it gives then.",
    )


class Alone:
    """Who may sit at one run: whoever came by a link of this process. See `game.web.protocols.Holders`."""

    def __init__(self, name: str, language: str, seat: str, again: str) -> None:
        """``again`` is the command that opens the run anew, once this process has ended."""
        self.name, self.language, self._seat, self.again = name, language, seat, again
        self._link, self._once = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
        self._passes: set[str] = set()
        """Hashes of the tokens that are passes."""

    @property
    def link(self) -> str:
        """What lets in by the address that is printed, as often as it is asked for."""
        return self._link

    @property
    def once(self) -> str:
        """What lets in one time: the address is told to a browser on its command line, which others here may read."""
        return self._once

    def enter(self, link: str) -> str | None:
        """Return a new pass for a link; None where it is none."""
        if not any(secrets.compare_digest(link.encode(), each.encode()) for each in (self._link, self._once)):
            return None
        if link == self._once:
            self._once = secrets.token_urlsafe(32)
        token = secrets.token_urlsafe(32)
        self._passes.add(_digest(token))
        return token

    def seat_of(self, token: str) -> str | None:
        """See `Holders.seat_of`."""
        return self._seat if _digest(token) in self._passes else None

    def is_facilitator(self, token: str) -> bool:
        """See `Holders.is_facilitator`: there is no desk."""
        return False

    def desk_of(self, token: str) -> tuple[str, str] | None:
        """See `Holders.desk_of`: there is no desk."""
        return None

    def give_back(self, token: str) -> None:
        """See `Holders.give_back`."""
        self._passes.discard(_digest(token))


class AloneGate(SeatGate):
    """The web side of a run that is played alone."""

    SAYS: Mapping[int, str] = {
        **SAYS,
        403: "This run is open for the person who began it. Go in by the address that stands in its terminal.",
        409: "Another run answers at this address now. Yours is kept: open it again, and go in by its own address.",
    }
    AWAY = ""

    def __init__(self, holder: Alone, screens: SeatScreens, sockets: Sockets) -> None:
        super().__init__(holder, screens, False, sockets.keep, around(holder.again))
        self._holder = holder

    def ways(self) -> list[web.RouteDef]:
        """Return the ways in."""
        return [*super().ways(), web.get("/open", self._open, allow_head=False)]

    async def _open(self, request: web.Request) -> web.StreamResponse:
        """A link: it turns into a cookie at once, and is never seen in an address again."""
        if self._mine(request, SEAT) is not None:
            return to("/seat")
        token = self._holder.enter(request.query.get("t", ""))
        if token is None:
            raise web.HTTPForbidden
        response = to("/seat")
        self.passes.give(request, response, SEAT, token)
        return response


async def alone(holder: Alone, screens: SeatScreens, told: Callable[[str, str], object]) -> None:
    """Serve a run to whoever plays it, on this machine alone, until Ctrl+C or SIGTERM.

    ``told`` is given two addresses once pages are answered: one to print, and one for a browser, which opens once.

    Raises:
        CannotListen: where no port can be had.
    """
    sockets = Sockets()
    server = Served(AloneGate(holder, screens, sockets), sockets, LOOPBACK)
    await server.listen(0)
    stop = asyncio.Event()
    try:
        with told_to_stop(stop.set):
            told(f"{server.url}open?t={holder.link}", f"{server.url}open?t={holder.once}")
            await stop.wait()
    finally:
        await server.stop()


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
