"""Desks as pages: the page whole, what is done on it, and what there is to look at beside it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from html import escape
from urllib.parse import quote

from aiohttp import web

from game.errors import Said
from game.exercise.errors import Refused
from game.web.pages import Pages
from game.web.passes import Pass
from game.web.ports import DeskWindow
from game.web.seat_pages import Forms, by_itself, columns, sentence

PAGE = "/desk"


class DeskPages:
    """The pages of all desks of a class."""

    def __init__(
        self, name: str, language: str, pages: Pages, window: Callable[[str, Mapping[str, str]], DeskWindow],
        debrief: Callable[[str], tuple[str, str]], sheet: Callable[[int], str],
    ) -> None:  # fmt: skip
        self._name, self._language, self._pages = name, language, pages
        self._window, self._debrief, self._sheet = window, debrief, sheet
        self._forms = Forms()

    def whole(
        self,
        request: web.Request,
        held: Pass,
        said: str = "",
        tried: Mapping[str, str] | None = None,
        status: int = 200,
    ) -> web.Response:
        """Return the page of a desk (Said where it was taken back)."""
        shown = self._window(held.desk, request.query).whole(said, tried)
        column, side = columns(shown)
        words = {
            "language": self._language, "title": shown["title"], "scene": shown["scene"], "stamp": shown["stamp"],
            "class": self._name, "said": said, "said_hidden": "" if said else "hidden", "head_html": shown["head"],
            "banner_html": shown["banner"], "bar_html": shown["bar"], "query": shown["query"],
            "clocks_html": escape(json.dumps(shown["clocks"])), "column_html": column, "side_html": side,
        }  # fmt: skip
        response = self._pages.make("desk", words, status)
        response.enable_compression()
        return response

    async def do(self, request: web.Request, held: Pass) -> web.StreamResponse:
        """A form. With a script it is answered with what is said of it; without one the page comes back."""
        form = await self._forms.read(request, held)
        quick = "application/json" in request.headers.get("Accept", "")
        try:
            shown, told, kept = self._window(held.desk, request.query).do(form)
        except Said as problem:
            status = 422 if isinstance(problem, Refused) else 503
            if not quick:
                return self.whole(request, held, sentence(problem), form, status)
            return web.json_response({"says": sentence(problem), "field": getattr(problem, "field", "")}, status=status)
        if quick:
            return web.json_response({"says": told if kept else "", "done": told})
        if kept:  # shown once, and here: the same form sent again does nothing
            return self.whole(request, held, told)
        where = f"?{request.query_string}" if request.query_string else ""
        return web.Response(status=303, headers={"Location": f"{PAGE}{where}#{quote(shown or 'page-main')}"})

    async def debrief(self, request: web.Request, held: Pass) -> web.StreamResponse:
        """The debrief of a syndicate, or of the class."""
        wanted = request.match_info["syndicate"]
        try:  # in a thread: it takes a while, and nobody else waits for it
            name, page = await asyncio.to_thread(self._debrief, "" if wanted == "class" else wanted)
        except Said as problem:
            return self.whole(request, held, sentence(problem), None, 422)
        return by_itself(page, name, "keep" in request.query)

    async def sheet(self, request: web.Request, held: Pass) -> web.StreamResponse:
        """The run sheet of a session of so many minutes."""
        try:
            page = await asyncio.to_thread(self._sheet, int(request.match_info["minutes"]))
        except Said as problem:
            return self.whole(request, held, sentence(problem), None, 422)
        return by_itself(page, f"run-sheet-{request.match_info['minutes']}.html", "keep" in request.query)
