"""Rows of a board: lines broken to a width, bars, rules with a title, two columns side by side."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from rich.cells import cell_len, set_cell_size
from textual.content import Content

from game.faces.content_builder import MUTED, STRONG, literal
from game.faces.hanging import hang
from game.words import ENGLISH

BAR = "on $panel"
MARKED = "on $primary 25%"


def lines(content: Content, width: int) -> list[Content]:
    """Return content as rows of at most ``width`` cells; words longer than a row are folded."""
    if not content.plain:
        return []
    made: list[Content] = []
    for line in hang(content, width).split("\n", allow_blank=True):
        made += line.fold(width) if cell_len(line.plain) > width else [line]
    return made


def joined(*parts: Content | str) -> Content:
    """Return rows as one, of parts that were cleaned when they were made: Textual would search each again."""
    return Content.assemble(*parts, strip_control_codes=False)


def fitted(content: Content, width: int) -> Content:
    """Return one row of exactly so many cells."""
    return content.truncate(width, pad=True) if cell_len(content.plain) > width else padded(content, width)


def padded(content: Content, width: int) -> Content:
    """Return a row with blanks up to a width."""
    return content.pad_right(max(0, width - cell_len(content.plain)))


def bar(content: Content, width: int, style: str = BAR) -> Content:
    """Return a row with a ground of its own from edge to edge."""
    return fitted(content, width).stylize_before(style)


def rule(title: str, right: str, width: int) -> Content:
    """Return a thin line with a title at its left and words at its right."""
    left = f"── {title} " if title else "──"
    end = f" {right} ──" if right else ""
    end = end if cell_len(end) < width else ""
    room = width - cell_len(left) - cell_len(end)
    if room < 0:
        left, room = set_cell_size(left.rstrip(), max(0, width - cell_len(end) - 1)) + "…", 0
    parts = [literal(left, STRONG if title else "$border"), literal("─" * room, "$border"), literal(end, MUTED)]
    return joined(*parts)


def beside(left: Sequence[Content], right: Sequence[Content], width: int, right_width: int) -> list[Content]:
    """Return two columns as rows, with a line between them."""
    line = literal(" │ ", "$border")
    room = width - right_width - 3
    return [
        joined(fitted(one or Content(""), room), line, fitted(other or Content(""), right_width))
        for one, other in zip_longest(left, right)
    ]


def more(offset: int, shown: int, total: int) -> str:
    """That there is more to read, and how to get there."""
    below = total - offset - shown
    if below > 0:
        return ENGLISH.many("{n} more line: PgDn", "{n} more lines: PgDn", below)
    return "PgUp" if offset else ""
