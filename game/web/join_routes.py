"""The entrance: the join page and the facilitator's link. What is right passes at once; what is wrong may wait."""

from __future__ import annotations

import asyncio
import logging
import secrets
from html import escape
from typing import TypeVar

from aiohttp import web

from game.errors import Said
from game.exercise.errors import Refused
from game.web import headers
from game.web.limits import LONGEST_HOLD, MOST_HELD, WrongCodes
from game.web.protocols import Room
from game.web.session_cookies import DESK, SEAT, Pass, Passes
from game.web.socket_limits import QUIET_WITHIN
from game.web.static_pages import Pages

LOG = logging.getLogger("game.web")
MOST_FORMS = 500
"""Forms whose answers are remembered."""
KNOWN = (
    '<section class="known" aria-labelledby="known"><h2 id="known">You have a seat here</h2>'
    '<p>{name}, syndicate {syndicate}</p><a class="button" href="/seat">Go to your seat</a></section>'
    "<details{open}><summary>Somebody else wants to sit at this device</summary>"
    '<p class="help">A device has one seat: whoever takes one here gives up the seat of {name}.</p>'
)
"""What stands before the form on a device that has a seat, with the fold that the form is in."""
ELSEWHERE = '<p class="known">You have a seat in another class at this address. <a href="/seat">Wait for it</a></p>'
"""What stands there in a browser whose seat is in another class."""
Answer = TypeVar("Answer", bound=web.StreamResponse)


class Entrance:
    """Where everybody comes in who has no pass yet."""

    def __init__(self, room: Room, passes: Passes, pages: Pages) -> None:
        self.room, self.passes, self.pages = room, passes, pages
        self.wrong = WrongCodes()
        self._sent: dict[tuple[str, str, str], str] = {}
        """Tokens by the form that was answered with them: pressed twice, a form is one seat."""

    async def door(self, request: web.Request) -> web.Response:
        """The join page; to a device that has a seat here it is first of all the way back to that."""
        return self._form(request, request.query.get("code", "")[:40])

    def _known(self, request: web.Request, problem: str) -> tuple[str, str]:
        """What stands before the form for a browser that has a seat, and what ends it: the form is folded away then."""
        held = self.passes.read(request, SEAT)
        if held is not None:
            seat = self.room.member(held.key)
            name, syndicate = escape(seat.name), escape(seat.syndicate)
            return KNOWN.format(name=name, syndicate=syndicate, open=" open" if problem else ""), "</details>"
        return (ELSEWHERE, "") if self.passes.elsewhere(request, SEAT) else ("", "")

    def _form(
        self, request: web.Request, code: str, name: str = "", problem: str = "", status: int = 200
    ) -> web.Response:
        known, after = self._known(request, problem)
        words = {
            "once": secrets.token_urlsafe(16),
            "title": self.room.title,
            "code": code,
            "name": name,
            "problem": problem,
            "known_html": known,
            "after_html": after,
            "invalid": "true" if problem else "false",
            "problem_role": "alert" if problem else "note",
            "focus_code": "" if code or after else "autofocus",
            "focus_name": "autofocus" if code and not after else "",
        }
        return self.pages.make("join", words, status)

    async def join(self, request: web.Request) -> web.StreamResponse:
        """A form of the join page, or what `whitecell join` sends in its place."""
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
        as_json = _as_json(request)
        before = self.passes.read(request, SEAT)
        try:
            if before is not None and self.room.is_of(before.key, code, name):
                return self._seated(request, before.token, as_json)  # a device has one seat, and comes back to it
            joined = self.room.join(code, name, before.key if before else "")
        except Refused as refused:
            LOG.info("nobody was let in from %s: %s", address, refused)
            status = 422
            if not any(_same(code, syndicate.code) for syndicate in self.room.syndicates):
                status = await self._held_back(address) or status
            return self._turned_away(request, code, name, str(refused), status)
        except Said as problem:  # the log cannot be written now
            return self._turned_away(request, code, name, str(problem), 503)
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

    def _turned_away(self, request: web.Request, code: str, name: str, text: str, status: int) -> web.Response:
        text = text[:1].upper() + text[1:]
        if status == 429:
            text += " Many wrong codes came in lately, so that this answer took longer; a right one never waits."
        response = (
            web.json_response({"problem": text}, status=status)
            if _as_json(request)
            else self._form(request, code, name, text, status)
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
        response = web.json_response(told) if as_json else to("/seat")
        self.passes.give(request, response, SEAT, token)
        return response

    async def facilitator(self, request: web.Request) -> web.StreamResponse:
        """A link to a desk: its token goes into a cookie at once and is never seen in an address again."""
        address = request.remote or ""
        link = request.query.get("t", "")
        before = self.passes.read(request, DESK)
        try:
            token = self._desk(link, before)
        except Said:  # the log cannot be written now: the link itself is the pass, until the next one
            token = link
        if token is None:
            LOG.warning("a facilitator's link that is worth nothing was tried from %s", address)
            if await self._held_back(address):
                raise _later(web.HTTPTooManyRequests())
            raise web.HTTPForbidden
        LOG.info("the facilitator came in from %s", address)
        response = to("/desk")
        self.passes.give(request, response, DESK, token)
        return response

    def _desk(self, link: str, before: Pass | None) -> str | None:
        """The pass that a link is exchanged for: the facilitator's for one of its own, any other is the pass itself."""
        if self.room.opens(link):
            return before.token if before is not None and not before.desk else self.room.enter(link)
        given = self.passes.of(link, DESK)
        return link if given is not None and given.desk else None


def to(path: str) -> web.Response:
    """Return an answer that leads to another page."""
    return web.Response(status=303, headers={"Location": path})


def _as_json(request: web.Request) -> bool:
    """Whether it is `whitecell join` that asks, and no browser."""
    return "application/json" in request.headers.get("Accept", "")


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
