"""The contract with Textual: attach, detach, attach again, compared cell by cell; and what an app must not do here."""

import asyncio
import contextlib
import gc
import io
import os
import sys
import weakref
from collections.abc import AsyncIterator
from pathlib import Path

import pyte
import pytest
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver

from game.web.driver import MAX_FILE, MAX_SILENT, SeatDriver, clamped
from game.web.hall import Hall, Sitting
from game.web.outbox import MAX_WAITING, MOST_WORDS, Outbox
from tests.web.visiting import Small


class Paper:
    """A terminal on paper."""

    def __init__(self, width: int = 80, height: int = 24) -> None:
        self.terminal = pyte.Screen(width, height)
        self.stream = pyte.ByteStream(self.terminal)
        self.raw = b""
        self.links: list[str] = []
        self.files: list[tuple[str, bytes]] = []

    def send(self, data: bytes) -> None:
        self.raw += data
        self.stream.feed(data)

    def link(self, url: str) -> None:
        self.links.append(url)

    def file(self, name: str, data: bytes) -> None:
        self.files.append((name, data))

    @property
    def cells(self) -> list[tuple[object, ...]]:
        """Every cell with its sign and colours."""
        rows, columns = range(self.terminal.lines), range(self.terminal.columns)
        return [tuple(self.terminal.buffer[row][column] for column in columns) for row in rows]

    @property
    def text(self) -> str:
        return "\n".join(self.terminal.display)


@contextlib.asynccontextmanager
async def seated(app: App[None]) -> AsyncIterator[Sitting]:
    sitting = Sitting("s1", app)
    await sitting.begin((80, 24))
    try:
        yield sitting
    finally:
        await sitting.end()


async def settled() -> None:
    await asyncio.sleep(0.25)


@pytest.mark.parametrize("covered", [False, True], ids=["plain", "under a panel"])
async def test_who_attaches_again_sees_every_cell_as_before(covered: bool) -> None:
    async with seated(Small("seat s1")) as sitting:
        first = Paper()
        sitting.driver.attach(first, 80, 24)
        sitting.driver.feed("nn" + ("\x1bOQ" if covered else ""))
        await settled()
        assert "count 2" in first.text or covered
        assert "a note" in first.text or not covered
        sitting.driver.detach(first)
        second = Paper()
        sitting.driver.attach(second, 80, 24)
        await settled()
        assert second.cells == first.cells


async def test_what_happens_while_nobody_looks_is_there_afterwards_at_any_size() -> None:
    async with seated(Small("seat s1")) as sitting:
        sitting.driver.feed("n")
        await settled()
        paper = Paper(100, 30)
        sitting.driver.attach(paper, 100, 30)
        await settled()
        assert "count 1" in paper.text
        fresh = Paper(100, 30)
        sitting.driver.attach(fresh, 100, 30)
        await settled()
        assert fresh.cells == paper.cells
        assert sitting.app.size == (100, 30)


async def test_nothing_is_written_to_whoever_was_attached_before() -> None:
    async with seated(Small("seat s1")) as sitting:
        first, second = Paper(), Paper()
        sitting.driver.attach(first, 80, 24)
        await settled()
        sitting.driver.attach(second, 80, 24)
        sent = len(first.raw)
        sitting.driver.feed("n")
        await settled()
        assert len(first.raw) == sent
        assert "count 1" in second.text


async def test_colours_are_the_browsers_and_not_the_hosts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setattr("textual.constants.COLOR_SYSTEM", "standard")
    async with seated(Small("seat s1")) as sitting:
        paper = Paper()
        sitting.driver.attach(paper, 80, 24)
        await settled()
        assert b"38;2;1;2;3" in paper.raw


async def test_each_app_has_a_context_of_its_own() -> None:
    async with seated(Small("seat s1")) as one, seated(Small("seat s2")) as other:
        papers = Paper(), Paper()
        one.driver.attach(papers[0], 80, 24)
        other.driver.attach(papers[1], 80, 24)
        one.driver.feed("n")
        other.driver.feed("nnn")
        await settled()
        assert "seat s1" in papers[0].text
        assert "count 1" in papers[0].text
        assert "seat s2" in papers[1].text
        assert "count 3" in papers[1].text


async def test_the_process_keeps_its_streams_and_its_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    before = sys.stdout, sys.stderr
    async with seated(Small("seat s1")):
        assert (sys.stdout, sys.stderr) == before
        async with seated(Small("seat s2")) as second:
            second.driver.feed("\x1bOS")
            await settled()
    assert (sys.stdout, sys.stderr) == before
    assert "".join(capfd.readouterr()) == ""


async def test_an_app_never_opens_a_page_or_writes_a_file_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    monkeypatch.chdir(tmp_path)
    async with seated(Small("seat s1")) as sitting:
        paper = Paper()
        sitting.driver.attach(paper, 80, 24)
        for url in ("https://example.org/", "javascript:alert(1)", "file:///etc/passwd", "ssh://-oProxyCommand=x"):
            sitting.app.open_url(url)
        sitting.app.deliver_text(io.StringIO("words"), save_directory=tmp_path, save_filename="notes.txt")
        sitting.app.deliver_binary(io.BytesIO(b"x" * (MAX_FILE + 1)), save_directory=tmp_path, save_filename="big")
        await settled()
        assert paper.links == ["https://example.org/"]
        assert paper.files == [("notes.txt", b"words")]
    assert not opened
    assert not list(tmp_path.iterdir())


async def test_an_app_cannot_stop_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    killed: list[tuple[int, int]] = []
    monkeypatch.setattr(os, "kill", lambda *what: killed.append(what))
    async with seated(Small("seat s1")) as sitting:
        sitting.app.action_suspend_process()
        await settled()
    assert not killed


async def test_an_endless_paste_is_dropped_and_keys_work_again() -> None:
    async with seated(Small("seat s1")) as sitting:
        paper = Paper()
        sitting.driver.attach(paper, 80, 24)
        sitting.driver.feed("\x1b[200~" + "x" * MAX_SILENT)
        sitting.driver.feed("n")
        await settled()
        assert "count 1" in paper.text


async def test_an_app_that_has_ended_leaves_nothing_behind() -> None:
    hall = Hall(lambda seat: Small(seat))
    seen: list[weakref.ref[App[None]]] = []
    for number in range(4):
        sitting = await hall.sit(f"s{number}", (80, 24))
        seen.append(weakref.ref(sitting.app))
        sitting.driver.attach(Paper(), 80, 24)
        await hall.dismiss(f"s{number}")
        del sitting
    await settled()
    gc.collect()
    assert len(hall) == 0
    assert sum(ref() is not None for ref in seen) <= 2


async def test_two_looks_at_one_seat_start_one_app() -> None:
    made: list[str] = []

    def make(seat: str) -> Small:
        made.append(seat)
        return Small(seat)

    hall = Hall(make)
    first, second = await asyncio.gather(hall.sit("s1", (80, 24)), hall.sit("s1", (80, 24)))
    assert first is second
    assert made == ["s1"]
    await hall.close()


async def test_a_slow_browser_gets_one_whole_repaint_instead_of_its_backlog() -> None:
    behind: list[bool] = []
    outbox = Outbox(lambda: behind.append(True))
    outbox.draw(b"first")
    for _ in range(1_000):
        outbox.draw(b"x" * 10_000)
        assert outbox.size <= MAX_WAITING + 10_000
    outbox.tell("words")
    sent: list[bytes | str] = []

    async def send(item: bytes | str) -> None:
        sent.append(item)

    pump = asyncio.ensure_future(outbox.pump(send))
    await asyncio.sleep(0.05)
    assert sent == ["words"]
    assert behind == [True]
    outbox.draw(b"y" * (MAX_WAITING * 4))  # the repaint itself, however large
    await asyncio.sleep(0.05)
    assert sent[-1] == b"y" * (MAX_WAITING * 4)
    assert behind == [True]
    pump.cancel()


def test_sizes_are_clamped() -> None:
    assert clamped(5_000, 5_000) == (400, 200)
    assert clamped(-1, 0) == (20, 8)
    assert clamped(120, 36) == (120, 36)


def test_what_we_use_of_textual_without_its_promise_is_there() -> None:
    app = Small("seat s1")
    for name in (
        "_driver", "_filters", "_capture_stdout", "_capture_stderr", "_fatal_error", "_handle_exception",
        "_print_error_renderables", "_close_messages_no_wait", "_exit_renderables", "_return_code",
    ):  # fmt: skip
        assert hasattr(app, name), name
    assert hasattr(app.console, "_color_system")
    assert {"feed", "tick"} <= set(dir(__import__("textual._xterm_parser", fromlist=["XTermParser"]).XTermParser))
    ours = {name for name in vars(SeatDriver) if not name.startswith("_")}
    assert {"write", "open_url", "deliver_binary", "start_application_mode", "stop_application_mode"} <= ours
    assert LinuxDriver.can_suspend is not SeatDriver.can_suspend


async def test_a_browser_that_makes_the_host_talk_and_reads_nothing_is_ended() -> None:
    ended: list[bool] = []
    outbox = Outbox(lambda: None, lambda: ended.append(True))
    for _ in range(MOST_WORDS):
        outbox.tell("pong")
    assert not ended
    outbox.tell("pong")
    assert ended
    sent: list[bytes | str] = []

    async def send(item: bytes | str) -> None:
        sent.append(item)

    pump = asyncio.ensure_future(outbox.pump(send))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert len(sent) == MOST_WORDS
    outbox.tell("pong")
    assert len(ended) == 1  # one that reads again is talked to again
    pump.cancel()
