"""Passes: who somebody is, proved by the token in a cookie. Nothing here ever writes a token down.

A cookie's name holds its class: at the address where another class answers, a pass is neither read nor lost.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
from dataclasses import dataclass, field

from aiohttp import web

from game.errors import Said
from game.web.ports import Holders

SEAT, DESK = "seat", "desk"
"""Kinds of pass: a student's and the facilitator's are different secrets for different apps."""
DESK_KEY = "!desk"
"""The key of the facilitator's browser among the seats; no seat has such an id. That of any other desk is its name in
the log after the same sign."""
MAX_AGE = 14 * 24 * 3600
"""Seconds that a browser keeps a pass: longer than any course, so that a restarted browser comes back."""
MOST_ELSEWHERE = 8
"""Passes of other classes at this address that a browser keeps; a cookie header must not grow with each course."""
_SHAPE = re.compile(r"[A-Za-z0-9_-]{20,128}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Pass:
    """A token that was good when it was shown."""

    kind: str
    key: str
    """The seat's id, or the desk's key."""
    token: str = field(repr=False)

    @property
    def desk(self) -> str:
        """The name in the log of whose desk it is; nothing where it is the facilitator's."""
        return "" if self.key == DESK_KEY else self.key.removeprefix("!")


class Passes:
    """Reads passes from requests, and says later whether they still hold."""

    def __init__(self, room: Holders, tls: bool) -> None:
        self._room, self._tls = room, tls
        self._left: set[str] = set()
        """Hashes of tokens that were given back here."""

    def read(self, request: web.Request, kind: str) -> Pass | None:
        """Return the pass of a request; None where it has none that holds."""
        names = cookie_name(kind, self._tls, self._room.name), cookie_name(kind, self._tls)
        found = (self.of(request.cookies.get(name, ""), kind) for name in names)
        return next((each for each in found if each is not None), None)

    def elsewhere(self, request: web.Request, kind: str) -> list[str]:
        """Return the cookies of a request that are passes of other classes; none where it has one of this class too."""
        names = [name for name in request.cookies if name.startswith(f"{cookie_name(kind, self._tls)}-")]
        return [] if cookie_name(kind, self._tls, self._room.name) in names else names

    def of(self, token: str, kind: str) -> Pass | None:
        """Return the pass that a token is; None where it is none."""
        if not _SHAPE.fullmatch(token) or _digest(token) in self._left:
            return None
        if kind == DESK:
            if self._room.is_facilitator(token):
                return Pass(DESK, DESK_KEY, token)
            known = self._room.desk_of(token)
            return Pass(DESK, f"!{known[0]}", token) if known else None
        seat = self._room.seat_of(token)
        return Pass(SEAT, seat, token) if seat else None

    def holds(self, held: Pass) -> bool:
        """Whether a pass is still good, for the same seat."""
        now = self.of(held.token, held.kind)
        return now is not None and now.key == held.key

    def give(self, request: web.Request, response: web.StreamResponse, kind: str, token: str) -> None:
        """Put a token into the browser, out of reach of any script and of any other site."""
        self._put(response, cookie_name(kind, self._tls, self._room.name), token, MAX_AGE)
        for name in self.elsewhere(request, kind)[:-MOST_ELSEWHERE]:
            self._put(response, name, "", 0)

    def end(self, held: Pass) -> None:
        """Make a pass worthless: at once, and after this host was started again."""
        self._left.add(_digest(held.token))
        with contextlib.suppress(Said):  # a full disk: this host knows it all the same
            self._room.give_back(held.token)

    def take_back(self, response: web.StreamResponse, held: Pass) -> None:
        """Make a pass worthless, and take it out of the browser."""
        self.end(held)
        self._put(response, cookie_name(held.kind, self._tls, self._room.name), "", 0)

    def _put(self, response: web.StreamResponse, name: str, token: str, seconds: int) -> None:
        response.set_cookie(name, token, max_age=seconds, path="/", httponly=True, samesite="Strict", secure=self._tls)


def cookie_name(kind: str, tls: bool, class_name: str = "") -> str:
    """Return the name of a pass's cookie; with TLS one that a browser takes from this very host alone.

    Without a class it is the name of a pass from before passes had one.
    """
    return f"{'__Host-' if tls else ''}{kind}{f'-{class_name}' if class_name else ''}"


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
