"""A widget for reading: lines that wrap hang under their own beginning, as they would on paper."""

from __future__ import annotations

from typing import Any

from textual.content import Content
from textual.widgets import Static

from game.faces.hanging import hang


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
