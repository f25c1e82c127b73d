"""The pages and the files that go with them. Everything is read once, at the start; nothing else can be asked for."""

from __future__ import annotations

import functools
import gzip
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from string import Template

from aiohttp import web

FOLDER = Path(__file__).with_name("page")
OPEN = ("page.css", "icon.svg")
"""Files that anybody may have."""
BEHIND = ("live.css", "live.js", "vendor/idiomorph.js", "wall.js")
"""Files for whoever has a seat."""
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
KEPT = "private, max-age=31536000, immutable"
"""A file's address holds its version, so a browser may keep it."""


@dataclass(frozen=True, slots=True)
class File:
    """A file of the page."""

    type: str
    plain: bytes
    packed: bytes

    def answer(self, request: web.Request) -> web.Response:
        """Return it, packed where the browser can unpack it."""
        headers = {"Cache-Control": KEPT, "Vary": "Accept-Encoding"}
        if "gzip" in request.headers.get("Accept-Encoding", ""):
            headers["Content-Encoding"] = "gzip"
            return web.Response(body=self.packed, content_type=self.type, charset="utf-8", headers=headers)
        return web.Response(body=self.plain, content_type=self.type, charset="utf-8", headers=headers)


@functools.cache
def _packed(data: bytes) -> bytes:
    return gzip.compress(data, 9)


class Pages:
    """The templates, the files by address, and the version in those addresses."""

    def __init__(self) -> None:
        raw = {name: (FOLDER / name).read_bytes() for name in (*OPEN, *BEHIND)}
        self.version = hashlib.sha256(b"".join(raw.values())).hexdigest()[:12]
        made = {name: File(TYPES[Path(name).suffix], data, _packed(data)) for name, data in raw.items()}
        self.open = {name: made[name] for name in OPEN}
        self.behind = {Path(name).name: made[name] for name in BEHIND}
        self._templates = {
            path.stem: Template(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.html"))
        }

    def make(self, name: str, words: Mapping[str, str], status: int = 200) -> web.Response:
        """Return a page. Every word is text; what ends in ``_html`` was made here and is not."""
        safe = {key: text if key.endswith("_html") else escape(text, quote=True) for key, text in words.items()}
        body = self._templates[name].substitute(safe, version=self.version)
        return web.Response(text=body, content_type="text/html", charset="utf-8", status=status)
