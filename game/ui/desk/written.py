"""Where a file or a folder lies that was just written, and a key that opens it."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from game.faces.content_builder import MUTED, STRONG, TITLE, Page
from game.ui.shell.actions import either_case
from game.ui.shell.screen_base import Panel
from game.words import ENGLISH


class Written(Panel[None]):
    """Enter or Escape closes it, ``o`` has this machine open what was written."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "done", "Close", show=False),
        Binding(either_case("o"), "open", "Open", show=False),
    ]

    def __init__(self, where: str) -> None:
        super().__init__()
        self.where = where

    def compose(self) -> ComposeResult:
        page = (
            Page()
            .line(ENGLISH.say("Written: {where}", where=self.where), TITLE)
            .gap()
            .line(str(Path(self.where).absolute()))
            .gap()
        )
        page.add("o", STRONG).add(ENGLISH.say(" open it    "), MUTED).add("Enter", STRONG).add(
            ENGLISH.say(" close"), MUTED
        )
        with Vertical(classes="panel small"):
            yield Static(page.content())

    def action_done(self) -> None:
        """Close."""
        self.dismiss(None)

    def action_open(self) -> None:
        """Have it opened by whatever this machine opens such things with."""
        self.app.open_url(Path(self.where).absolute().as_uri())
        self.dismiss(None)
