"""A screen drawn as rows. Only rows that changed are drawn again, and nothing is ever laid out anew.

Forty seats share one process: a change that reaches all of them may cost each a few
milliseconds. Laying out widgets costs ten times that, so a seat is one widget that is handed
its rows ready made.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.visual import Visual
from textual.widget import Widget


class RowCanvas(Widget, can_focus=True):
    """Shows rows; says which one was clicked, and that somebody turned the wheel."""

    DEFAULT_CSS = "RowCanvas { width: 1fr; height: 1fr; }"

    @dataclass
    class Pressed(Message):
        """A row was clicked."""

        row: int

    @dataclass
    class Wheeled(Message):
        """The wheel was turned: 1 down, -1 up."""

        by: int

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.set_reactive(Widget.auto_links, False)  # nothing here is a link
        self._rows: list[Content] = []

    @property
    def text(self) -> str:
        """What stands on the board, for a test and for whoever copies it."""
        return "\n".join(row.plain.rstrip() for row in self._rows)

    def show(self, rows: Sequence[Content]) -> None:
        """Show these rows, from the top; draw those that differ from what is shown."""
        known, self._rows = self._rows, list(rows)
        changed = [
            at for at in range(max(len(rows), len(known)))
            if at >= len(rows) or at >= len(known) or not rows[at].is_same(known[at])
        ]  # fmt: skip
        regions = [Region(0, at, self.size.width, 1) for at in changed if at < self.size.height]
        if regions:
            self.refresh(*regions)

    def render_line(self, y: int) -> Strip:
        """Return one row for the screen."""
        width, style = self.size.width, self.visual_style
        if y >= len(self._rows):
            return Strip.blank(width, style.rich_style)
        row = self._rows[y].truncate(width, pad=True)
        strips = Visual.to_strips(self, row, width, 1, style, apply_selection=False)
        return strips[0] if strips else Strip.blank(width, style.rich_style)

    def on_click(self, event: events.Click) -> None:
        """Say which row was clicked."""
        self.post_message(self.Pressed(event.y))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Say so."""
        event.stop()
        self.post_message(self.Wheeled(1))

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Say so."""
        event.stop()
        self.post_message(self.Wheeled(-1))
