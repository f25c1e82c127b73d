"""Projector mode: large letters, nothing private."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Static

from game.exercise.classroom.facilitator_session import Desk
from game.ui.desk.desk_board import Served
from game.ui.desk.wall import wall


class Projector(Screen[None]):
    """For the wall."""

    CSS_PATH = "desk.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,f,q", "close", "Close", show=False)]

    def __init__(self, desk: Desk, served: Served) -> None:
        super().__init__()
        self.desk, self.served = desk, served

    def compose(self) -> ComposeResult:
        yield Static(id="text")

    def on_mount(self) -> None:
        self.draw()
        self.set_interval(1, self.draw)

    def on_resize(self) -> None:
        self.draw()

    def draw(self) -> None:
        """Draw what may be seen by everybody."""
        width, height = self.size.width - 8, self.size.height - 2
        where = self.served
        page = wall(self.desk.snapshot(), where.address, where.qr, width, height, where.fingerprint)
        self.query_one("#text", Static).update(page)

    def action_close(self) -> None:
        """Back to the desk."""
        self.app.pop_screen()
