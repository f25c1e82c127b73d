"""The program of one seat in a class: in a browser, or in a terminal that joined."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from game.errors import Said
from game.exercise.class_seat import ClassSeat
from game.exercise.classroom import Classroom
from game.ui.program import Program
from game.ui.screens.seat import SeatScreen


class SeatApp(Program):
    """Shows one seat, and looks again whenever something changes."""

    def __init__(
        self,
        room: Classroom,
        seat: str,
        settings: Path | None = None,
        timer: Callable[[], float] = time.monotonic,
        ticking: bool = True,
    ) -> None:
        super().__init__(settings, timer, ticking)
        self.room, self.seat = room, seat
        self.waiting = False

    def on_mount(self) -> None:
        self.push_screen(SeatScreen(ClassSeat(self.room, self.seat)))
        self.room.on_change(self.changed)

    def on_unmount(self) -> None:
        self.room.forget(self.changed)

    def changed(self) -> None:
        """Look again soon; a burst of changes is one look."""
        if not self.waiting and self.is_running:
            self.waiting = True
            self.call_later(self.look)

    def look(self) -> None:
        """Show what there is now; somebody who was removed is told so."""
        self.waiting = False
        screen = next((each for each in self.screen_stack if isinstance(each, SeatScreen)), None)
        if screen is None:
            return
        try:
            screen.refresh_view()
        except Said as problem:
            self.exit(message=str(problem))

    def leaving(self) -> tuple[str, str]:
        """A seat is kept for whoever comes back to it."""
        return "Leave your seat?", "It is kept for you: open the same page again, or join again."


def seat_app(room: Classroom, seat: str) -> SeatApp:
    """Return the app of a seat."""
    return SeatApp(room, seat)
