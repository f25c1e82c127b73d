"""The way in from a terminal: an address, the certificate behind it, a code and a name."""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
import ssl
from typing import Any
from urllib.parse import parse_qs, urlsplit

import aiohttp

from game.errors import Said
from game.web.addresses import PORT
from game.web.session_cookies import cookie_name
from game.web.tls import fingerprint

NO_ADDRESS = f"'{{}}' is no address; it looks like http://192.168.1.20:{PORT}/."
MAX_ANSWER = 64 * 1024
"""Bytes of a host's answer, unpacked."""
_CLASS = re.compile(r"[A-Za-z0-9_-]{1,80}", re.ASCII)
TIMEOUT = aiohttp.ClientTimeout(total=15, connect=8)


class NoEntry(Said):
    """Nobody is let in: a wrong code, a host that is not there."""


class Strange(NoEntry):
    """The host's certificate is not known here: somebody has to compare its fingerprint."""


class Door:
    """A host's address."""

    def __init__(self, address: str, known: str = "", class_name: str = "") -> None:
        """``known`` is the fingerprint of the certificate that was compared before; nothing where none was.

        ``class_name`` is the class in which there is a seat already, as the host that gave it calls it.

        Raises:
            NoEntry: where it is no address.
        """
        text = address.strip()
        try:
            parts = urlsplit(text if "//" in text else f"http://{text}")
            port = parts.port
        except ValueError:
            raise NoEntry(NO_ADDRESS.format(text[:80])) from None
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise NoEntry(NO_ADDRESS.format(text[:80]))
        self.secure = parts.scheme == "https"
        host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
        self.host, self.port = parts.hostname, port or (443 if self.secure else 80)
        self.origin = f"{parts.scheme}://{host}{f':{port}' if port else ''}"
        self.url = f"{self.origin}/"
        self.code = next(iter(parse_qs(parts.query).get("code", [])), "")[:40]
        """A code that stood in the address, as in the QR code of a syndicate."""
        self.known = known
        self.class_name = class_name if _CLASS.fullmatch(class_name) else ""

    @property
    def socket(self) -> str:
        """The address of the socket."""
        return self.url.replace("http", "ws", 1) + "ws/port" + self._asked_for

    @property
    def _asked_for(self) -> str:
        """Which class is meant, so that another one at this address says that it is another."""
        return f"?class={self.class_name}" if self.class_name else ""

    @property
    def options(self) -> dict[str, Any]:
        """What every request needs."""
        options: dict[str, Any] = {"headers": {"Origin": self.origin}}
        if self.secure and self.known:
            options["ssl"] = aiohttp.Fingerprint(bytes.fromhex(self.known.replace(":", "")))
        return options

    def session(self, token: str) -> aiohttp.ClientSession:
        """Return a session that shows a seat's token, to this host alone."""
        cookies = {cookie_name("seat", self.secure, self.class_name): token} if token else None
        jar = aiohttp.DummyCookieJar()  # nothing of a host's is kept but the one token, and that goes nowhere else
        return aiohttp.ClientSession(cookie_jar=jar, cookies=None, headers=_cookie(cookies), timeout=TIMEOUT)

    async def certificate(self) -> str:
        """Return the fingerprint of the certificate that the host shows now (NoEntry where it shows none)."""
        try:
            pem = await asyncio.to_thread(ssl.get_server_certificate, (self.host, self.port), timeout=8)
        except (OSError, ssl.SSLError, ValueError) as problem:
            raise NoEntry(f"{self.origin} does not answer ({problem}).") from None
        return fingerprint(pem)

    async def join(self, code: str, name: str) -> str:
        """Take a seat; return its token.

        Raises:
            NoEntry: with the host's own sentence where it lets nobody in, or that it does not answer.
            Strange: where its certificate has to be compared first.
        """
        async with self.session("") as session, self._asked():
            options = self.options
            options["headers"] |= {"Accept": "application/json"}
            data = {"code": code, "name": name}
            async with session.post(self.url + "join", data=data, allow_redirects=False, **options) as answer:
                if answer.status == 200:
                    return await self._seated(answer)
                with contextlib.suppress(aiohttp.ClientError, LookupError, RecursionError, TypeError, ValueError):
                    raise NoEntry(str(json.loads(await _answer(answer))["problem"])[:600])
                raise NoEntry(f"{self.origin} is no class of Whitecell.")

    async def _seated(self, answer: aiohttp.ClientResponse) -> str:
        """Return the token in an answer; from now on its class is meant."""
        with contextlib.suppress(aiohttp.ClientError, LookupError, RecursionError, TypeError, ValueError):
            told = str(json.loads(await _answer(answer))["class"])
            self.class_name = told if _CLASS.fullmatch(told) else ""
        found = answer.cookies.get(cookie_name("seat", self.secure, self.class_name))
        if found is None:
            raise NoEntry(f"{self.origin} is no class of Whitecell.")
        return found.value

    async def still_ours(self, token: str) -> bool:
        """Whether a token from before still opens a seat here (NoEntry where the host does not answer)."""
        async with (
            self.session(token) as session,
            self._asked(),
            session.get(self.url + "alive" + self._asked_for, allow_redirects=False, **self.options) as answer,
        ):
            return answer.status == 204

    @contextlib.asynccontextmanager
    async def _asked(self) -> Any:
        """Turn what a network does into a sentence."""
        try:
            yield
        except aiohttp.ServerFingerprintMismatch:
            raise NoEntry(
                f"{self.origin} shows another certificate than the one you compared: it may be somebody else."
            ) from None
        except (aiohttp.ClientConnectorCertificateError, aiohttp.ClientConnectorSSLError):
            raise Strange("its certificate is not known here.") from None
        except (aiohttp.ClientError, OSError, TimeoutError) as problem:
            says = str(problem) or type(problem).__name__
            raise NoEntry(f"{self.origin} does not answer ({says[:120]}).") from None


async def _answer(answer: aiohttp.ClientResponse) -> bytes:
    """Return what a host answered, never more of it than a sentence takes, whatever it unpacks to."""
    read = bytearray()
    async for piece in answer.content.iter_chunked(8 * 1024):
        read += piece
        if len(read) > MAX_ANSWER:
            raise ValueError("too much")
    return bytes(read)


def _cookie(cookies: dict[str, str] | None) -> dict[str, str]:
    return {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())} if cookies else {}
