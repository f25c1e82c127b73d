"""A panel with a list to pick from."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from game.faces.content_builder import MUTED, STRONG, Page, literal
from game.ui.frame import Panel
from game.ui.textual_private import MarkedList


class Picker(Panel[int]):
    """Returns the index of the row that was picked."""

    def __init__(self, title: str, rows: Sequence[Content], hint: str = "") -> None:
        super().__init__()
        self.heading, self.rows, self.hint = title, rows, hint

    def compose(self) -> ComposeResult:
        panel = Vertical(classes="panel picker")
        panel.border_title = literal(self.heading)
        with panel:
            if self.hint:
                yield Static(literal(self.hint, MUTED), classes="hint")
            yield MarkedList(*(Option(row) for row in self.rows))
            yield Static(
                Page().add("Enter", STRONG).add(" take  ", MUTED).add("Esc", STRONG).add(" back", MUTED).content(),
                classes="keys",
            )

    @on(OptionList.OptionSelected)
    def picked(self, event: OptionList.OptionSelected) -> None:
        """A row was picked."""
        self.dismiss(event.option_index)
