"""What every answer carries, and from where a request may come."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from aiohttp import web

_HOST = re.compile(r"[A-Za-z0-9.\-_\[\]:]{1,255}", re.ASCII)
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), usb=(), payment=()",
    "Server": "whitecell",
}


def policy(host: str, tls: bool) -> str:
    """Return the content policy: everything from here, nothing inline, in nobody's frame."""
    socket = f"{'wss' if tls else 'ws'}://{host}"  # named too, because older Safaris do not count it as 'self'
    return (
        "default-src 'none'; object-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
        f"connect-src 'self' {socket}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )


async def put(request: web.Request, response: web.StreamResponse) -> None:
    """Put the headers on an answer; called for every one before it goes out."""
    response.headers.update(ALWAYS)
    host = request.host if _HOST.fullmatch(request.host) else "invalid"
    response.headers.setdefault("Content-Security-Policy", policy(host, request.secure))
    response.headers.setdefault("Cache-Control", "no-store")


def good_host(request: web.Request) -> bool:
    """Whether the name that this host was called by is one at all."""
    return _HOST.fullmatch(request.host) is not None


def from_here(request: web.Request) -> bool:
    """Whether a socket was opened by a page of this very host. A request without an Origin was not."""
    origin = request.headers.get("Origin", "")
    return bool(origin) and urlsplit(origin).netloc.lower() == request.host.lower()


def posted_from_here(request: web.Request) -> bool:
    """Whether a form was sent by a page of this host.

    Under ``no-referrer`` a browser sends ``Origin: null`` with its own forms; where it came
    from stands in ``Sec-Fetch-Site`` then. Programs that are no browser send neither.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None and site not in ("same-origin", "none"):
        return False
    return request.headers.get("Origin", "null") == "null" or from_here(request)
