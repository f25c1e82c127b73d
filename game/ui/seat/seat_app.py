"""The program of one seat in a class, in a terminal that joined."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path, PurePath
from typing import ClassVar

from game.errors import Said
from game.exercise.seat_port import ClassPort
from game.faces.take_home import TakeHome
from game.ui.seat.seat_screen import SeatScreen
from game.ui.shell.app_base import Program
from game.words import ENGLISH


class SeatApp(Program):
    """Shows one seat, and looks again whenever something changes."""

    # All of it at once: what is read later has every style worked out anew.
    CSS_PATH: ClassVar[str | PurePath | list[str | PurePath] | None] = [
        "../shell/whitecell.tcss", "seat.tcss", "../shell/panel.tcss",
    ]  # fmt: skip

    def __init__(
        self,
        seat: ClassPort,
        home: TakeHome | None = None,
        settings: Path | None = None,
        timer: Callable[[], float] = time.monotonic,
        ticking: bool = True,
    ) -> None:
        super().__init__(settings, timer, ticking)
        self.seat, self.home = seat, home
        self.waiting = False
        self.left_because = ""
        """Why the seat had to be left, where that was not the person's wish."""

    def on_mount(self) -> None:
        self.shown = SeatScreen(self.seat, self.home)
        self.push_screen(self.shown)
        self.seat.on_change(self.changed)

    def on_unmount(self) -> None:
        self.seat.forget(self.changed)

    def changed(self) -> None:
        """Look again soon; a burst of changes is one look. May be called from another thread."""
        if not self.waiting and self.is_running:
            self.waiting = True
            self.call_later(self.look)

    def look(self) -> None:
        """Show what there is now; somebody who was removed is told so."""
        self.waiting = False
        try:
            self.shown.refresh_view()
        except Said as problem:
            self.left_because = problem.said(ENGLISH)
            self.exit(message=self.left_because)

    def say(self, text: str, error: bool = False) -> None:
        """Say a sentence on the board: a notice over it would cost forty seats a layout each."""
        self.shown.say(text, wrong=error)

    def leaving(self) -> tuple[str, str]:
        """A seat is kept for whoever comes back to it."""
        return ENGLISH.say("Leave your seat?"), ENGLISH.say(
            "It is kept for you: open the same page again, or join again."
        )
