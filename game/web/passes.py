"""Passes: who somebody is, proved by the token in a cookie. Nothing here ever writes a token down."""

from __future__ import annotations

import contextlib
import hashlib
import re
from dataclasses import dataclass, field

from aiohttp import web

from game.errors import Said
from game.web.ports import Room

SEAT, DESK = "seat", "desk"
"""Names of the two cookies: a student's and the facilitator's are different secrets for different apps."""
DESK_KEY = "!desk"
"""The key of the facilitator's browser among the seats; no seat has such an id."""
MAX_AGE = 14 * 24 * 3600
"""Seconds that a browser keeps a pass: longer than any course, so that a restarted browser comes back."""
_SHAPE = re.compile(r"[A-Za-z0-9_-]{20,128}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Pass:
    """A token that was good when it was shown."""

    kind: str
    key: str
    """The seat's id, or the desk's key."""
    token: str = field(repr=False)


class Passes:
    """Reads passes from requests, and says later whether they still hold."""

    def __init__(self, room: Room, tls: bool) -> None:
        self._room, self._tls = room, tls
        self._left: set[str] = set()
        """Hashes of tokens that were given back here."""

    def read(self, request: web.Request, kind: str) -> Pass | None:
        """Return the pass of a request; None where it has none that holds."""
        token = request.cookies.get(self._name(kind), "")
        return self.of(token, kind)

    def of(self, token: str, kind: str) -> Pass | None:
        """Return the pass that a token is; None where it is none."""
        if not _SHAPE.fullmatch(token) or _digest(token) in self._left:
            return None
        if kind == DESK:
            return Pass(DESK, DESK_KEY, token) if self._room.is_facilitator(token) else None
        seat = self._room.seat_of(token)
        return Pass(SEAT, seat, token) if seat else None

    def holds(self, held: Pass) -> bool:
        """Whether a pass is still good, for the same seat."""
        now = self.of(held.token, held.kind)
        return now is not None and now.key == held.key

    def give(self, response: web.StreamResponse, kind: str, token: str) -> None:
        """Put a token into the browser, out of reach of any script and of any other site."""
        response.set_cookie(
            self._name(kind), token, max_age=MAX_AGE, path="/", httponly=True, samesite="Strict", secure=self._tls
        )

    def end(self, held: Pass) -> None:
        """Make a pass worthless: at once, and after this host was started again."""
        self._left.add(_digest(held.token))
        with contextlib.suppress(Said):  # a full disk: this host knows it all the same
            self._room.give_back(held.token)

    def take_back(self, response: web.StreamResponse, held: Pass) -> None:
        """Make a pass worthless, and take it out of the browser."""
        self.end(held)
        response.set_cookie(
            self._name(held.kind), "", max_age=0, path="/", httponly=True, samesite="Strict", secure=self._tls
        )

    def _name(self, kind: str) -> str:
        return cookie_name(kind, self._tls)


def cookie_name(kind: str, tls: bool) -> str:
    """Return the name of a pass's cookie; with TLS one that a browser takes from this very host alone."""
    return f"__Host-{kind}" if tls else kind


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
