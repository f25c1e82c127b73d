"""A panel with a text to read: documents, gauges, timeline, outcome."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content

from game.faces.content_builder import literal
from game.ui.shell.screen_base import Keys, Panel, foot
from game.ui.widgets.hanging_text import Prose, ReadingPage
from game.words import ENGLISH


class Reader(Panel[bool]):
    """Shows one text, scrolled by the arrow keys; Enter or Escape closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "done", "Close", show=False),
        Binding("up", "up", "Up", show=False),
        Binding("down", "down", "Down", show=False),
        Binding("pageup", "page_up", "Page up", show=False),
        Binding("pagedown,space", "page_down", "Page down", show=False),
        Binding("home", "top", "Top", show=False),
        Binding("end", "end", "End", show=False),
    ]

    def __init__(self, title: str, write: Callable[[int], Content], leave: str = "close") -> None:
        super().__init__()
        self.heading, self.write, self.leave = title, write, leave

    def compose(self) -> ComposeResult:
        panel = Vertical(classes="panel reader")
        panel.border_title = literal(self.heading)
        with panel:
            yield ReadingPage(can_focus=False)
            yield foot(*self.does)

    @property
    def does(self) -> Keys:
        """See `Panel.does`."""
        return (("Enter", self.leave), ("↑ ↓ PgUp PgDn", ENGLISH.say("scroll")))

    def on_mount(self) -> None:
        self.draw()

    def on_resize(self) -> None:
        self.draw()

    def draw(self) -> None:
        """Write the text for the width there is."""
        width = min(self.app.size.width - 4, 100) - 6
        self.query_one("#text", Prose).show(self.write(width))

    @property
    def scroller(self) -> ReadingPage:
        return self.query_one(ReadingPage)

    def action_done(self) -> None:
        """Close."""
        self.dismiss(True)

    def action_up(self) -> None:
        """Scroll a line up."""
        self.scroller.scroll_up(animate=False)

    def action_down(self) -> None:
        """Scroll a line down."""
        self.scroller.scroll_down(animate=False)

    def action_page_up(self) -> None:
        """Scroll a page up."""
        self.scroller.scroll_page_up(animate=False)

    def action_page_down(self) -> None:
        """Scroll a page down."""
        self.scroller.scroll_page_down(animate=False)

    def action_top(self) -> None:
        """Scroll to the top."""
        self.scroller.scroll_home(animate=False)

    def action_end(self) -> None:
        """Scroll to the end."""
        self.scroller.scroll_end(animate=False)
