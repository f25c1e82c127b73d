"""Lines that wrap hang under their own beginning, as they would on paper."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from rich.cells import cell_len
from textual.content import Content, Span

_LEAD = re.compile(r"\s*(?:[→•○●□✎↩∼·✓✗≈▲▼=≠■✕┃▏]\s+|\d{1,2}(?:[.)]\s{1,2}|\s{2}))?")
_WORD = re.compile(r"[\S\u00a0\u202f]+[^\S\u00a0\u202f]*")
"""What a line is never broken within: a no-break space belongs to the words on both sides of it."""


def hang(content: Content, width: int) -> Content:
    """Return content broken into lines of at most ``width`` cells, each under the beginning of its first."""
    if width < 20:
        return content
    text = content.plain
    pieces: list[_Piece] = []
    at = 0
    for line in text.split("\n"):
        pieces += _broken(line, at, width)
        at += len(line) + 1
    made: list[str] = []
    begins: list[int] = []
    at = 0
    for start, end, indent in pieces:
        made.append(" " * indent + text[start:end])
        begins.append(at + indent)
        at += indent + end - start + 1
    spans = list(_moved(content.spans, pieces, begins))
    return Content("\n".join(made), spans, strip_control_codes=False)  # as the content that it was


_Piece = tuple[int, int, int]
"""A line as it is shown: where it begins and ends in the text, and the blanks before it."""


def _moved(spans: Iterable[Span], pieces: Sequence[_Piece], begins: Sequence[int]) -> Iterator[Span]:
    """Spans where their words stand now, a piece on each line."""
    ends = [end for _, end, _ in pieces]
    for span in spans:
        for at in range(bisect_right(ends, span.start), len(pieces)):
            start, end, _ = pieces[at]
            if start >= span.end:
                break
            first, last = max(start, span.start), min(end, span.end)
            if last > first:
                yield Span(begins[at] + first - start, begins[at] + last - start, span.style)


def _broken(line: str, at: int, width: int) -> list[_Piece]:
    """Break one line, which begins ``at``, at its spaces."""
    size = len if line.isascii() else cell_len
    if size(line) <= width:
        return [(at, at + len(line), 0)]
    lead = _LEAD.match(line)
    indent = min(len(lead.group()) if lead else 0, width // 3)
    cuts = [0]
    room = width - (len(line) - len(line.lstrip()))
    for found in _WORD.finditer(line):
        word = found.group()
        taken = size(word)
        if taken > room and found.start() > cuts[-1] and size(word.rstrip()) > room:
            cuts.append(found.start())
            room = width - indent
        room -= taken  # a word longer than a line is left to the widget to fold
    made = []
    for start, end in zip(cuts, [*cuts[1:], len(line)], strict=True):
        made.append((at + start, at + start + len(line[start:end].rstrip()), indent if start else 0))
    return made
