"""A widget for reading: lines that wrap hang under their own beginning, as they would on paper."""

from __future__ import annotations

import re
from typing import Any

from rich.cells import cell_len
from textual.content import Content
from textual.widgets import Static

_LEAD = re.compile(r"\s*(?:[→•○●□✎↩∼·✓✗≈▲▼=≠■✕┃▏]\s+|\d{1,2}[.)]?\s{1,2})?")
_WORD = re.compile(r"[\S\u00a0\u202f]+[^\S\u00a0\u202f]*")
"""What a line is never broken within: a no-break space belongs to the words on both sides of it."""


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


def hang(content: Content, width: int) -> Content:
    """Return content broken into lines of at most ``width`` cells, each under the beginning of its first."""
    if width < 20:
        return content
    lines: list[Content] = []
    for line in content.split("\n", allow_blank=True):
        lines += _broken(line, width)
    return Content("\n").join(lines)


def _broken(line: Content, width: int) -> list[Content]:
    """Break one line at its spaces."""
    if cell_len(line.plain) <= width:
        return [line]
    lead = _LEAD.match(line.plain)
    indent = min(len(lead.group()) if lead else 0, width // 3)
    cuts: list[int] = []
    room = width - (len(line.plain) - len(line.plain.lstrip()))
    for word in _WORD.finditer(line.plain):
        bare = cell_len(word.group().rstrip())
        if bare > room and word.start() > (cuts[-1] if cuts else 0):
            cuts.append(word.start())
            room = width - indent
        room -= cell_len(word.group())  # a word longer than a line is left to the widget to fold
    pieces = line.divide(cuts)
    return [pieces[0].rstrip(), *(Content(" " * indent) + piece.rstrip() for piece in pieces[1:])]
