"""Lines that wrap hang under their own beginning, as they would on paper."""

from __future__ import annotations

import re

from rich.cells import cell_len
from textual.content import Content

_LEAD = re.compile(r"\s*(?:[→•○●□✎↩∼·✓✗≈▲▼=≠■✕┃▏]\s+|\d{1,2}(?:[.)]\s{1,2}|\s{2}))?")
_WORD = re.compile(r"[\S\u00a0\u202f]+[^\S\u00a0\u202f]*")
"""What a line is never broken within: a no-break space belongs to the words on both sides of it."""


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
