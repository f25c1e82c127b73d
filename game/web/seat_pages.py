"""Seats as pages: the page whole, what is done on it, what is typed on it, and the copy to take home."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import logging
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any
from urllib.parse import quote

from aiohttp import web

from game.errors import Said
from game.exercise.errors import Refused
from game.web import headers
from game.web.limits import Bucket
from game.web.protocols import SeatWindow
from game.web.session_cookies import Pass
from game.web.socket_limits import QUIET_WITHIN
from game.web.static_pages import Pages

LOG = logging.getLogger("game.web")
ACTS = (40, 8)
"""Forms of one seat: at once, and a second. Faster ones wait."""
LONGEST = 5.0
"""Seconds that one waits at most."""
AGAIN = 8
"""Seconds after which a page without scripts looks again, where there is nothing to fill in."""
PAGE = "/seat"
LOOKS_AGAIN = f'<noscript><meta http-equiv="refresh" content="{AGAIN}; url={PAGE}"></noscript>'
_STYLE = re.compile(r"<style[^>]*>(.*?)</style>", re.S)


@dataclass(frozen=True, slots=True)
class Around:
    """What of a seat's page differs between a class and a run played alone."""

    seat_html: str
    """What becomes of the seat, at the foot."""
    gone: str
    """What is said where a pass holds no more."""
    door: str
    """What the link to the join page is called; nothing where there is none."""
    back: str
    """What the link is called that leads from the debrief back to the seat."""
    stopped: str = ""
    """What is said where nobody has answered for a while; nothing: that it is tried again, for somebody sees to it."""


IN_A_CLASS = Around(
    '<details class="seat"><summary>This seat</summary>'
    "<p>It is kept for you: close the page and come back to this address whenever you like.</p>"
    '<form method="post" action="/leave"><button class="quiet">Give up this seat</button></form></details>',
    "This seat was taken back. Join again with the code of your syndicate.",
    "To the join page",
    "Back to your seat",
)


class Forms:
    """Reads forms: those that came from here, at a pace."""

    def __init__(self) -> None:
        self._buckets: dict[str, Bucket] = {}

    async def read(self, request: web.Request, held: Pass) -> dict[str, str]:
        """Return the fields of a form that came from here; several of one name are one, with blanks between."""
        if not headers.posted_from_here(request):
            raise web.HTTPForbidden
        wait = self._buckets.setdefault(held.key, Bucket(*ACTS)).take()
        if wait > 0:
            await asyncio.sleep(min(wait, LONGEST))
        try:
            form = await asyncio.wait_for(request.post(), QUIET_WITHIN)
        except TimeoutError:
            raise web.HTTPRequestTimeout from None
        except (LookupError, ValueError):  # no text at all
            raise web.HTTPBadRequest from None
        made: dict[str, str] = {}
        for name, value in form.items():
            if isinstance(value, str):  # of a row of boxes each comes by itself
                made[name] = f"{made[name]} {value}" if name in made else value
        return made


class SeatPages:
    """The pages of all seats of a class."""

    def __init__(
        self, name: str, language: str, pages: Pages, window: Callable[[str], SeatWindow],
        copy: Callable[[str], tuple[str, str]], around: Around,
    ) -> None:  # fmt: skip
        self._name, self._language, self._pages, self._around = name, language, pages, around
        self._window, self._copy = window, copy
        self._forms = Forms()

    def whole(
        self, held: Pass, said: str = "", tried: Mapping[str, str] | None = None, status: int = 200, still: bool = False
    ) -> web.Response:
        """Return the page of a seat (Said where it was taken back)."""
        shown = self._window(held.key).whole(said, tried)
        column, side = columns(shown)
        again = shown["waits"] and not still
        words = {
            "language": self._language, "title": shown["title"], "scene": shown["scene"], "stamp": shown["stamp"],
            "class": self._name, "said": said, "said_hidden": "" if said else "hidden",
            "over_hidden": "" if shown["over"] else "hidden", "head_html": shown["head"],
            "banner_html": shown["banner"], "bar_html": shown["bar"], "clock_html": _clock(shown["clock"]),
            "again_html": LOOKS_AGAIN if again else "",
            "still_html": _still(again), "column_html": column, "side_html": side,
            "seat_html": self._around.seat_html, "gone": self._around.gone, "door": self._around.door,
            "stopped": self._around.stopped,
        }  # fmt: skip
        response = self._pages.make("live", words, status)
        response.enable_compression()
        return response

    async def do(self, request: web.Request, held: Pass) -> web.StreamResponse:
        """A form. With a script it is answered with 204, or a sentence; without one the page comes back."""
        form = await self._forms.read(request, held)
        quick = "application/json" in request.headers.get("Accept", "")
        try:
            shown = self._window(held.key).do(form)
        except Said as problem:
            says = sentence(problem)
            status = 422 if isinstance(problem, Refused) else 503
            if not quick:
                return self.whole(held, says, form, status)
            return web.json_response({"says": says, "field": getattr(problem, "field", "")}, status=status)
        elsewhere = shown.startswith("/")
        if quick and elsewhere:
            return web.json_response({"says": "", "to": shown})
        if quick:
            return web.Response(status=204)
        return web.Response(
            status=303, headers={"Location": shown if elsewhere else f"{PAGE}#{quote(shown or 'page-main')}"}
        )

    async def draft(self, request: web.Request, held: Pass) -> web.Response:
        """What is typed into a form and not sent."""
        form = await self._forms.read(request, held)
        try:
            self._window(held.key).keep(form)
        except Said as problem:
            return web.json_response({"says": str(problem)}, status=422 if isinstance(problem, Refused) else 503)
        return web.Response(status=204)

    async def debrief(self, request: web.Request, held: Pass) -> web.StreamResponse:
        """The copy to take home; its own style is allowed by its hash, and nothing else is."""
        try:  # in a thread: it takes a while, and nobody else waits for it
            name, page = await asyncio.to_thread(self._copy, held.key)
        except Said as problem:
            return self.whole(held, sentence(problem), None, 422)
        keep = "keep" in request.query
        if not keep:  # a file that is kept has nowhere to lead back to
            page = page.replace("</main>", f'<p><a href="{PAGE}">{escape(self._around.back)}</a></p>\n</main>')
        return by_itself(page, name, keep)


def columns(shown: Mapping[str, Any]) -> tuple[str, str]:
    """Return what stands in the wide column and what beside it, each section a landmark with its name."""
    made: dict[bool, list[str]] = {False: [], True: []}
    for id, name, side, html in shown["parts"]:
        made[side].append(f'<section id="{escape(id)}" aria-label="{escape(name)}">{html}</section>')
    return "\n".join(made[False]), "\n".join(made[True])


def by_itself(page: str, name: str, keep: bool) -> web.Response:
    """Return a page that stands for itself, to be read or kept; its own style is allowed by its hash alone."""
    response = web.Response(text=page, content_type="text/html", charset="utf-8")
    response.headers["Content-Security-Policy"] = policy(page)
    if keep:
        response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response


def sentence(problem: Said) -> str:
    """Return what is wrong as a sentence begins."""
    said = str(problem)
    return said[:1].upper() + said[1:]


def policy(page: str) -> str:
    """Return the content policy of a page that stands for itself: its own style sheets, and pictures within it."""
    hashes = (base64.b64encode(hashlib.sha256(each.encode()).digest()).decode() for each in _STYLE.findall(page))
    styles = " ".join(f"'sha256-{each}'" for each in hashes) or "'none'"
    return (
        f"default-src 'none'; style-src {styles}; img-src data:; form-action 'none'; base-uri 'none'; "
        "frame-ancestors 'none'"
    )


def _clock(clock: dict[str, Any] | None) -> str:
    """The soft time as it stands when the page is made; its script counts on."""
    if clock is None:
        return "hidden>"
    left = clock["left"]
    words = "time is up" if left <= 0 else f"about {max(1, round(left / 60))} min left"
    return f'data-left="{left}" data-runs="{str(clock["runs"]).lower()}">{words}'


def _still(again: bool) -> str:
    """What somebody without scripts is told of a page that changes, or does not."""
    if again:
        return (
            f"Without scripts this page looks again every {AGAIN} seconds. "
            f'<a href="{PAGE}?still=1#note">Stop that while I write a note</a>.'
        )
    return f'Without scripts this page does not change by itself: <a href="{PAGE}">look again</a>.'
