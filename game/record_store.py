"""Statements of a debrief sent to a learning record store, where a person asks for it: nothing else is ever sent.

Name and password come from the environment or are typed, never from the command line, and stand in no message. They go
over TLS, or to this machine, and nowhere that an answer points to. A store knows a statement by its id: what was sent
before is held once, so a sending that broke off is simply begun again.
"""

from __future__ import annotations

import base64
import json
import os
import ssl
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from http.client import HTTPException
from ipaddress import ip_address
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import SplitResult, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from game.errors import Said
from game.scenario.text import clean_line

USER, PASSWORD = "WHITECELL_LRS_USER", "WHITECELL_LRS_PASSWORD"
AT_ONCE, BYTES = 100, 1_000_000
"""The most statements in a request, and about the most bytes."""
SECONDS, WHOLE = 30, 300
"""The longest that an answer is waited for, and the longest of all of it."""
ANSWER = 300
"""So many bytes of an answer are read, to say what a store finds wrong."""
HELD_ALREADY = 409


class CannotSend(Said):
    """Statements that a store did not take, in one sentence."""


@dataclass(frozen=True, slots=True)
class StoreAccount:
    """Who sends."""

    user: str
    password: str


def endpoint(address: str) -> str:
    """Return where statements are sent to.

    Raises:
        CannotSend: where it is no address of a store, would carry the password in the clear, or holds one.
    """
    try:
        found = urlsplit(address)
        host, _ = found.hostname or "", found.port
    except ValueError:
        host, found = "", SplitResult("", "", "", "", "")
    if found.scheme not in ("http", "https") or not host or found.query or found.fragment or " " in address:
        raise CannotSend(f"'{_short(address)}' is no address of a record store such as https://lrs.example.org/xapi/.")
    if "@" in found.netloc:
        raise CannotSend(
            f"a name or password does not belong in an address: set {USER} and {PASSWORD}, or type them when asked."
        )
    if found.scheme == "http" and not _here(host):
        raise CannotSend(f"the password would go to '{_short(host)}' in the clear: use its https address.")
    path = found.path.rstrip("/")
    return f"{found.scheme}://{found.netloc}{path}{'' if path.endswith('/statements') else '/statements'}"


def _here(host: str) -> bool:
    """Whether a host is this machine."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def account(environment: Mapping[str, str] = os.environ, ask: Callable[[str, bool], str] | None = None) -> StoreAccount:
    """Return who sends, from the environment, else by asking; ``ask`` is told whether what is typed stays unseen.

    Raises:
        CannotSend: where neither says it.
    """
    user, password = environment.get(USER, ""), environment.get(PASSWORD, "")
    if ask is not None:
        user = user or ask("Name at the record store", False)
        password = password or ask("Password", True)
    if not user or not password:
        raise CannotSend(f"a record store asks for a name and a password: set {USER} and {PASSWORD}.")
    return StoreAccount(user, password)


def send(statements: Sequence[Mapping[str, Any]], to: str, who: StoreAccount) -> int:
    """Send statements to a store, and return how many it holds now that were sent; sent again they are held once.

    Raises:
        CannotSend: where it cannot be reached, or does not take them.
    """
    sending = _Sending(endpoint(to), who)
    for part in _parts([json.dumps(each, ensure_ascii=False).encode() for each in statements]):
        sending.post(part)
    return sending.held


def _parts(statements: Sequence[bytes]) -> Sequence[Sequence[bytes]]:
    """Statements in parts that a store may take at once."""
    made: list[list[bytes]] = []
    size = 0
    for each in statements:
        if not made or len(made[-1]) == AT_ONCE or size + len(each) > BYTES:
            made.append([])
            size = 0
        made[-1].append(each)
        size += len(each)
    return made


class _NoRedirect(HTTPRedirectHandler):
    """A password goes where a person sent it, and not on from there."""

    def redirect_request(self, *_: Any) -> None:
        return None


class _Sending:
    """One sending: what was taken so far, and what is left of the time."""

    def __init__(self, to: str, who: StoreAccount) -> None:
        self.to, self.host, self.secret = to, _short(urlsplit(to).netloc), who.password
        self.key = base64.b64encode(f"{who.user}:{who.password}".encode()).decode()
        self.held = 0
        self.ends = time.monotonic() + WHOLE
        self.opener = build_opener(_NoRedirect)

    def post(self, part: Sequence[bytes]) -> None:
        """Send a part; where a store has some of it already, one by one."""
        status, says = self.asked(b"[" + b",".join(part) + b"]")
        if status == HELD_ALREADY and len(part) > 1:
            for each in part:
                self.post([each])
        elif 200 <= status < 300 or status == HELD_ALREADY:
            self.held += len(part)
        else:
            raise CannotSend(self.refused(status, says))

    def asked(self, body: bytes) -> tuple[int, str]:
        """Ask once, and return what was answered."""
        left = self.ends - time.monotonic()
        if left <= 0:
            raise CannotSend(f"'{self.host}' is too slow: {self.so_far()}.")
        heads = {
            "Authorization": f"Basic {self.key}", "Content-Type": "application/json",
            "X-Experience-API-Version": "1.0.3",
        }  # fmt: skip
        try:
            with self.opener.open(Request(self.to, body, heads), timeout=min(SECONDS, left)) as answer:
                return answer.status, ""
        except HTTPError as problem:
            with problem:
                return problem.code, self.read(problem)
        except (OSError, HTTPException, ValueError) as problem:
            raise CannotSend(self.unreached(problem)) from None

    def read(self, problem: HTTPError) -> str:
        """Return the beginning of what a store answers, as a line of text; nothing where it repeats the password."""
        try:
            says = problem.read(ANSWER).decode("utf-8", "replace")
        except (OSError, HTTPException):
            return ""
        return "" if self.key[:8] in says or self.secret in says else _short(says)

    def unreached(self, problem: Exception) -> str:
        """Say why a store cannot be reached."""
        reason = problem.reason if isinstance(problem, URLError) else problem
        if isinstance(reason, TimeoutError):
            return f"'{self.host}' does not answer: {self.so_far()}."
        if isinstance(reason, ssl.SSLError):
            return f"the certificate of '{self.host}' is not one that this machine trusts: nothing was sent to it."
        says = _short(str(getattr(reason, "strerror", "") or reason)).rstrip(".")
        return f"'{self.host}' cannot be reached ({says}): {self.so_far()}."

    def refused(self, status: int, says: str) -> str:
        """Say why a store did not take something."""
        match status:
            case 401 | 403:
                return f"'{self.host}' does not let this name and password in."
            case 404 | 405:
                return f"'{self.host}' has no record store at this address: ask for the address of its xAPI endpoint."
            case 413 | 429 | 500 | 502 | 503 | 504:
                return f"'{self.host}' cannot take more now (it answered {status}): {self.so_far()}."
            case _ if 300 <= status < 400:
                return f"'{self.host}' points to another address (it answered {status}): give that one."
            case _:
                return f"'{self.host}' does not take these statements (it answered {status}{says and ': '}{says})."

    def so_far(self) -> str:
        """Say what it holds, and what to do."""
        return f"it took {self.held} statements; send again later, none is held twice"


def _short(said: str) -> str:
    """What a stranger wrote, as a piece of a line."""
    return clean_line(said, 120)
