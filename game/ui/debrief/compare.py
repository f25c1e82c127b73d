"""Two runs laid side by side."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from game.faces.compare import document
from game.faces.content_builder import MUTED, STRONG, Page
from game.faces.leafing import whole
from game.report.compare import RunComparison
from game.ui.shell.actions import Where, acts, bindings
from game.ui.shell.screen_base import Frame, footer
from game.ui.widgets.hanging_text import Prose, ReadingPage
from game.words import ENGLISH


class Compare(Frame):
    """A long page in two columns."""

    WHERE = Where.COMPARE
    CSS_PATH = "compare.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings(Where.COMPARE)

    def __init__(self, comparison: RunComparison) -> None:
        super().__init__()
        self.comparison = comparison

    def compose(self) -> ComposeResult:
        left, right = self.comparison.names
        yield Static(
            Page()
            .add(ENGLISH.say(" TWO RUNS"), STRONG)
            .add(ENGLISH.say("  {left} and {right}", left=left, right=right), MUTED)
            .content(),
            id="header",
        )
        yield ReadingPage(id="page")
        yield Static(id="footer")

    def on_mount(self) -> None:
        self.query_one("#page").focus()

    def on_resize(self) -> None:
        self.query_one("#text", Prose).show(whole(document(ENGLISH, self.comparison), max(40, self.size.width - 6)))
        self.query_one("#footer", Static).update(footer(acts(self.WHERE), self.size.width))
