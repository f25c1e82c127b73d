"""A Textual driver that lets many apps share one process and one event loop.

Output goes to whatever line is attached; with nobody attached it is dropped and the app
runs on, so that a player who reloads the page comes back to the same screen. All contact
with what Textual does not promise is in this module and in `adopt.py`; their contract test
is `tests/web/test_driver.py`.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any, BinaryIO, Literal, Protocol, TextIO

from textual import events, messages
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.driver import Driver
from textual.geometry import Size
from textual.message import Message

MIN_SIZE, MAX_SIZE = (20, 8), (400, 200)
"""Columns and rows: what a page may ask for. 5,000 x 5,000 cells would take 77 MB."""
MAX_SILENT = 64 * 1024
"""Characters that may come in without making one key: an endless paste is dropped there."""
MAX_FILE = 8 * 1024 * 1024
ESCAPE_WAIT = 0.11
"""Seconds after which an Escape on its own is a key: a little more than Textual waits."""
SAFE_SCHEMES = ("http://", "https://")
ENTER = "\x1b[?1049h\x1b[?1000h\x1b[?1002h\x1b[?1006h\x1b[?25l\x1b[2J"
"""Other screen, mouse (buttons and drags alone: a move that means nothing would cost every seat), no cursor, blank."""


class Line(Protocol):
    """Where an app's output goes while somebody looks at it."""

    def send(self, data: bytes) -> None:
        """Show this on the terminal; the line may drop it and ask for a repaint later."""
        ...

    def link(self, url: str) -> None:
        """Offer a link to the person; it is never opened here."""
        ...

    def file(self, name: str, data: bytes) -> None:
        """Offer a file to the person; it is never written here."""
        ...


class SeatDriver(Driver):
    """Drives one app from a line; never touches the process's terminal, browser or files."""

    def __init__(
        self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=False, mouse=mouse, size=clamped(*(size or (80, 24))))
        self._line: Line | None = None
        self._pending: list[str] = []
        self._flushing: asyncio.Handle | None = None
        self._parser = XTermParser()
        self._silent = 0
        self.painted = asyncio.Event()
        """Set once the first whole screen was drawn, whether anybody saw it or not."""

    @property
    def is_web(self) -> bool:
        return True

    @property
    def line(self) -> Line | None:
        """Who is attached."""
        return self._line

    # --- output

    def write(self, data: str) -> None:
        if len(data) > 1000:
            self.painted.set()
        if self._line is None:
            return
        self._pending.append(data)
        if self._flushing is None:
            self._flushing = self._loop.call_soon(self._flush)

    def _flush(self) -> None:
        self._flushing = None
        data, self._pending = "".join(self._pending), []
        if self._line is not None and data:
            self._line.send(data.encode("utf-8", "replace"))

    def repaint(self) -> None:
        """Draw everything anew, as for a terminal that has just been switched on."""
        if self._line is not None:
            self.write(ENTER)
        size = Size(*(self._size or (80, 24)))
        self.process_message(events.Resize(size, size))
        self._app.call_later(self._refresh)

    def _refresh(self) -> None:
        # A Resize to the same size draws nothing, and a new terminal is blank.
        for screen in self._app.screen_stack:
            screen.refresh()

    # --- life

    def send_message(self, message: Message) -> None:
        self._app.post_message(message)  # always in the app's own thread here

    def start_application_mode(self) -> None:
        size = Size(*(self._size or (80, 24)))
        self.send_message(events.Resize(size, size))

    def disable_input(self) -> None:
        pass

    def stop_application_mode(self) -> None:
        self._line = None

    def attach(self, line: Line, width: int, height: int) -> None:
        """Show the app on a line from now on; whoever was attached gets no more."""
        self._line = line
        self._pending = []
        self._parser, self._silent = XTermParser(), 0
        self.resize(width, height)

    def detach(self, line: Line) -> None:
        """Nobody looks any more; the app runs on."""
        if self._line is line:
            self._line = None
            self._pending = []

    # --- input

    def feed(self, data: str) -> int:
        """Take what a terminal sent; return how many keys and clicks were in it."""
        made = 0
        try:
            for message in self._parser.feed(data) if data else ():
                made += self._took(message)
        except Exception:  # only a forged sequence does that, and only its sender suffers
            self._parser, self._silent = XTermParser(), 0
            return made + 1
        self._silent = 0 if made else self._silent + len(data)
        if self._silent > MAX_SILENT:
            self._parser, self._silent = XTermParser(), 0
        if "\x1b" in data:
            self._loop.call_later(ESCAPE_WAIT, self._tick)
        return made

    def _tick(self) -> None:
        for message in self._parser.tick():
            self._took(message)

    def _took(self, message: Message) -> int:
        # A size comes from the page, where it is clamped; a forged report of one must not count.
        if isinstance(message, events.Resize | messages.InBandWindowResize):
            return 1
        self.process_message(message)
        return 1

    def escape(self) -> None:
        """Take the Escape key at once: a page says in one message what one key sent, so nothing can follow it."""
        self.process_message(events.Key("escape", "\x1b"))

    def paste(self, text: str) -> None:
        """Put a text in where the cursor is."""
        self.process_message(events.Paste(text.replace("\x00", "")))

    def resize(self, width: int, height: int) -> None:
        """Take another size, and draw everything anew."""
        self._size = clamped(width, height)
        self.repaint()

    def focus(self, has_focus: bool) -> None:
        """The page has got or lost the keyboard."""
        self._app.post_message(events.AppFocus() if has_focus else events.AppBlur())

    # --- what must never act on the host

    def open_url(self, url: str, new_tab: bool = True) -> None:
        if self._line is not None and url.lower().startswith(SAFE_SCHEMES):
            self._line.link(url)

    def deliver_binary(
        self,
        binary: BinaryIO | TextIO,
        *,
        delivery_key: str,
        save_path: Path,
        open_method: Literal["browser", "download"] = "download",
        encoding: str | None = None,
        mime_type: str | None = None,
        name: str | None = None,
    ) -> None:
        data = binary.read(MAX_FILE + 1)
        binary.close()
        raw = data.encode(encoding or "utf-8", "replace") if isinstance(data, str) else data
        if self._line is None or len(raw) > MAX_FILE:
            problem = OSError("the file is too large" if self._line else "nobody is there to take the file")
            self._app.post_message(events.DeliveryFailed(key=delivery_key, exception=problem, name=name))
            return
        self._line.file(save_path.name, raw)
        self._app.post_message(events.DeliveryComplete(key=delivery_key, path=None, name=name))


def clamped(width: int, height: int) -> tuple[int, int]:
    """Return a size that an app can live with."""
    return (
        max(MIN_SIZE[0], min(width, MAX_SIZE[0])),
        max(MIN_SIZE[1], min(height, MAX_SIZE[1])),
    )
