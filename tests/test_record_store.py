"""Sending to a record store: sent twice and held once; where a password never goes; each refusal a sentence."""

import base64
import json
import threading
from collections.abc import Iterator
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from game import record_store
from game.cli import main
from game.record_store import PASSWORD, USER, CannotSend, StoreAccount, account, endpoint, send
from tests import carried
from tests.exercise.seating import starter

WHO = StoreAccount("ada", "h:ush")


class Store:
    """A record store that holds a statement once, and can be told how to answer."""

    def __init__(self) -> None:
        self.held: dict[str, object] = {}
        self.asked: list[tuple[str, int]] = []
        self.answer = 0
        self.strict = False
        """Whether a part that holds a known statement is refused whole."""
        self.silent = threading.Event()
        store = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                store.asked.append((self.path, len(body)))
                if store.answer == -1:
                    store.silent.wait(20)
                status = store.answer if store.answer > 0 else store.take(self.headers, json.loads(body))
                self.send_response(status)
                if 300 <= status < 400:
                    self.send_header("Location", "http://127.0.0.1:1/elsewhere")
                self.end_headers()
                if status >= 400:
                    self.wfile.write(f"no \x1b[31m{self.headers['Authorization']}".encode() if status == 400 else b"")

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/xapi/"
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    def take(self, heads: Message, body: list[dict[str, object]]) -> int:
        """What it answers to statements."""
        given = heads["Authorization"]
        if given != "Basic " + base64.b64encode(b"ada:h:ush").decode():
            return 401
        known = [each for each in body if each["id"] in self.held]
        if known and (self.strict or len(known) == len(body)):
            return 409
        self.held.update({str(each["id"]): each for each in body})
        return 200


@pytest.fixture
def store() -> Iterator[Store]:
    made = Store()
    yield made
    made.silent.set()
    made.server.shutdown()
    made.server.server_close()


def some(count: int) -> list[dict[str, object]]:
    return [{"id": str(number), "text": "é" * 20} for number in range(count)]


def test_statements_go_in_parts_and_sent_twice_they_are_held_once(store: Store) -> None:
    assert send(some(230), store.url, WHO) == 230
    assert [path for path, _ in store.asked] == ["/xapi/statements"] * 3
    assert len(store.held) == 230
    store.strict = True
    assert send(some(235), store.url, WHO) == 235
    assert len(store.held) == 235
    assert send([], store.url, WHO) == 0


def test_a_part_has_a_bound_in_bytes_too(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record_store, "BYTES", 400)
    send(some(30), store.url, WHO)
    assert max(length for _, length in store.asked) < 500


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("lrs.example.org", "no address of a record store"),
        ("ftp://lrs.example.org/", "no address of a record store"),
        ("https://", "no address of a record store"),
        ("https://[/", "no address of a record store"),
        ("https://lrs.example.org:x/", "no address of a record store"),
        ("https://ada:hush@lrs.example.org/xapi", "does not belong in an address"),
        ("http://lrs.example.org/xapi", "in the clear"),
        ("http://192.168.1.7/xapi", "in the clear"),
    ],
)
def test_an_address_is_of_a_store_over_tls_or_on_this_machine(address: str, says: str) -> None:
    with pytest.raises(CannotSend, match=says) as refused:
        endpoint(address)
    assert "hush" not in str(refused.value)


def test_statements_are_appended_to_an_address_once() -> None:
    assert endpoint("https://lrs.example.org/xapi") == "https://lrs.example.org/xapi/statements"
    assert endpoint("https://lrs.example.org/xapi/statements/") == "https://lrs.example.org/xapi/statements"
    assert endpoint("http://localhost:8100/") == "http://localhost:8100/statements"
    assert endpoint("http://[::1]:8100") == "http://[::1]:8100/statements"


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (302, "points to another address"), (400, "does not take these statements"), (401, "name and password"),
        (404, "no record store at this address"), (503, "cannot take more now"),
    ],
)  # fmt: skip
def test_each_refusal_is_a_sentence_without_the_password(store: Store, answer: int, says: str) -> None:
    store.answer = answer
    with pytest.raises(CannotSend, match=says) as refused:
        send(some(3), store.url, WHO)
    said = str(refused.value)
    assert said.endswith(".")
    assert "\x1b" not in said
    assert "h:ush" not in said
    assert base64.b64encode(b"ada:h:ush").decode() not in said
    assert len(store.asked) == 1, "it is asked once, and goes nowhere that an answer points to"


def test_a_wrong_password_and_a_store_that_is_silent_or_away(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CannotSend, match="name and password"):
        send(some(1), store.url, StoreAccount("ada", "other"))
    monkeypatch.setattr(record_store, "SECONDS", 0.2)
    store.answer = -1
    with pytest.raises(CannotSend, match="does not answer: it took 0 statements"):
        send(some(1), store.url, WHO)
    monkeypatch.setattr(record_store, "WHOLE", 0)
    with pytest.raises(CannotSend, match="too slow"):
        send(some(1), store.url, WHO)
    monkeypatch.setattr(record_store, "WHOLE", 9)
    with pytest.raises(CannotSend, match="cannot be reached"):
        send(some(1), "http://127.0.0.1:1/", WHO)


def test_who_sends_is_of_the_environment_or_is_asked_for() -> None:
    assert account({USER: "ada", PASSWORD: "h:ush"}) == WHO
    asked: list[tuple[str, bool]] = []
    assert account({USER: "ada"}, lambda ask, unseen: (asked.append((ask, unseen)), "h:ush")[1]) == WHO
    assert asked == [("Password", True)]
    with pytest.raises(CannotSend, match=PASSWORD):
        account({USER: "ada"})


def test_the_command_writes_and_sends_the_same(
    store: Store, home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = carried.played(starter(), 5)
    monkeypatch.setenv(USER, "ada")
    monkeypatch.setenv(PASSWORD, "h:ush")
    for _ in range(2):
        assert main(["debrief", name, "--xapi", str(tmp_path / "x"), "--lrs", store.url]) == 0
    written = [json.loads(line) for line in (tmp_path / "x").read_text(encoding="utf-8").splitlines()]
    assert list(store.held.values()) == written
    assert f"Sent: {len(written)} statements, each held once." in capsys.readouterr().out
    assert main(["debrief", name, "--lrs", store.url]) == 2
    monkeypatch.delenv(PASSWORD)
    assert main(["debrief", name, "--xapi", str(tmp_path / "x"), "--lrs", store.url]) == 2
    told = capsys.readouterr()
    assert PASSWORD in told.err
    assert "h:ush" not in told.out + told.err
