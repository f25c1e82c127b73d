"""Widgets for reading: lines that wrap hang under their own beginning, as they would on paper."""

from __future__ import annotations

from typing import Any, TypeVar

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from game.faces.content_builder import literal
from game.faces.hanging import hang
from game.ui.widgets.row_layout import more

Shown = TypeVar("Shown")


class Prose(Static):
    """Shows content wrapped to the width it has."""

    def __init__(self, content: Content | None = None, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.source = content or Content("")
        self.hung = 0
        """The width that the text was broken for; 0 before there was one."""

    def show(self, content: Content) -> None:
        """Show other content."""
        self.source = content
        self.hung = self.size.width
        self.update(hang(content, self.hung) if self.hung else content)

    def line_of(self, text: str) -> int:
        """Return the number of the first line with a text, as the lines are broken now; 0 where there is none."""
        lines = (hang(self.source, self.hung) if self.hung else self.source).plain.split("\n")
        return next((number for number, line in enumerate(lines) if text in line), 0)

    def on_resize(self, event: Any) -> None:
        if self.size.width != self.hung:  # a change of height alone asks for nothing, or it would never end
            self.show(self.source)


class ReadingPage(VerticalScroll):
    """A text to scroll; on its edge, or that of the panel it is in, stands how much lies below."""

    def compose(self) -> ComposeResult:
        yield Prose(id="text")

    def on_mount(self) -> None:
        for moved in ("scroll_y", "virtual_size", "size"):
            self.watch(self, moved, self.say_more, init=False)

    def say_more(self) -> None:
        """Say it, once it is laid out."""
        self.call_after_refresh(self._say_more)

    def _say_more(self) -> None:
        above, shown = round(self.scroll_y), self.scrollable_content_region.height
        panel = next((each for each in self.ancestors if isinstance(each, Vertical) and each.has_class("panel")), self)
        panel.border_subtitle = literal(more(above, shown, above + shown + round(self.max_scroll_y - self.scroll_y)))


class Paged(Screen[Shown]):
    """A screen with one page to read."""

    def action_page_down(self) -> None:
        """Scroll the page."""
        self.query_one(ReadingPage).scroll_page_down(animate=False)

    def action_page_up(self) -> None:
        """Scroll the page."""
        self.query_one(ReadingPage).scroll_page_up(animate=False)
