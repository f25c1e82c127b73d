"""A seat's screen as rows: header, banner, a page to read, a list to pick from, and in a wide window what is known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from textual.content import Content

from game.faces.content_builder import STRONG, literal
from game.ui.widgets.row_layout import MARKED, bar, beside, joined, lines, more, padded, rule

WIDE = 104
SIDE = 44
"""Cells of the right column in a wide window."""
LEAST = 3
"""Rows that the page keeps, however long the list is."""
LOW = 16
"""Below so many rows the gauges give way, and a sentence has one row: what is picked from has to be there."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is to be shown, before it is known where."""

    header: Content
    banner: Content
    title: str
    subtitle: str
    tabs: Content
    page: Content
    footer: Content
    strip: Content = field(default_factory=Content)
    """Gauges, for a narrow window."""
    side: Sequence[tuple[str, Content]] = ()
    """Title and text of the parts of the right column, for a wide one; of the last one the end is shown."""
    question: str = ""
    list_title: str = ""
    items: Sequence[Content] = ()
    marked: int = -1
    fold: str = ""
    """What is said in the place of the list where a narrow window has no room for the page over it: how many rows it
    has, and the key that calls it. Nothing: the list always stands."""
    most: int = 0
    """Rows that the list may take; 0: as many as leave the page a few."""
    said: Content = field(default_factory=Content)


@dataclass(frozen=True, slots=True)
class Laid:
    """Where everything went."""

    rows: tuple[Content, ...]
    offset: int
    """The first line of the page that is shown."""
    page_rows: int
    item_at: Mapping[int, int]
    """Row to the item that stands in it."""
    page_lines: int = 0
    """Lines of the whole page."""
    folded: bool = False
    """Whether the list gave way to the page."""


def lay(sheet: Sheet, width: int, height: int, offset: int) -> Laid:
    """Lay a sheet out for a size; ``offset`` is the page's first line, kept within what there is."""
    wide = bool(sheet.side) and width >= WIDE
    room = width - SIDE - 3 if wide else width
    top = [bar(sheet.header, width)]
    low = height < LOW
    if not wide and not low:
        top += [bar(row, width, "on $surface") for row in lines(sheet.strip, width)[:2]]
    top += [bar(row, width) for row in lines(sheet.banner, width - 1)[: 1 if low else 2]]
    tail = [padded(sheet.said, width), bar(sheet.footer, width)]
    body = max(0, height - len(top) - len(tail))

    question = lines(literal(sheet.question, STRONG), room - 1)[: 1 if low else 2]
    listed, where = _items(sheet, room, min(sheet.most or body, max(1, body - 2 - len(question) - LEAST)))
    heads = [rule(sheet.title, sheet.subtitle, room)]
    if sheet.tabs.plain:
        heads.append(sheet.tabs)
    text = lines(sheet.page, max(20, room - 2))
    below = len(question) + len(listed) + (1 if listed or question else 0)
    folded = bool(sheet.fold and listed) and not wide and len(text) > body - len(heads) - below
    if folded:
        listed, where, below = [], {}, len(question) + 1
    page_rows = max(1, body - len(heads) - below)
    offset = max(0, min(offset, len(text) - page_rows))
    shown = [joined(" ", row) for row in text[offset : offset + page_rows]]
    shown += [Content("")] * (page_rows - len(shown))

    left = [*heads, *shown]
    if below:
        left.append(rule(sheet.fold if folded else sheet.list_title, more(offset, page_rows, len(text)), room))
    left += [*(joined(" ", row) for row in question)]
    first = len(top) + len(left)
    left += listed
    if not below:
        left[0] = rule(sheet.title, more(offset, page_rows, len(text)) or sheet.subtitle, room)
    middle = beside(left, _side(sheet.side, len(left)), width, SIDE) if wide else left
    rows = (*top, *middle[:body], *tail)
    return Laid(rows, offset, page_rows, {first + row: item for row, item in where.items()}, len(text), folded)


def _items(sheet: Sheet, width: int, most: int) -> tuple[list[Content], dict[int, int]]:
    """The list as rows, and which item each is; where there is no room for all, those around the mark."""
    made: list[tuple[Content, int]] = []
    for index, item in enumerate(sheet.items):
        sign = "▸ " if index == sheet.marked else "  "
        for number, line in enumerate(lines(item, width - 3) or [Content("")]):
            row = padded(joined(sign if not number else "  ", line), width)
            made.append((row.stylize_before(MARKED) if index == sheet.marked else row, index))
    if len(made) > most:
        begin = next((at for at, (_, index) in enumerate(made) if index == sheet.marked), 0)
        end = max((at + 1 for at, (_, index) in enumerate(made) if index == sheet.marked), default=begin)
        start = max(0, min(begin - 1, len(made) - most) if end - begin < most else begin)
        made = made[start : start + most]
    return [row for row, _ in made], {at: index for at, (_, index) in enumerate(made)}


def _side(parts: Sequence[tuple[str, Content]], height: int) -> list[Content]:
    """The right column; where there is not room for all of it the last part shows its end."""
    made: list[Content] = []
    for number, (title, text) in enumerate(parts):
        head = rule(title, "", SIDE)
        rows = lines(text, SIDE - 1)
        room = max(0, height - len(made) - 1)
        made += [head, *(rows[-room:] if number == len(parts) - 1 and room else rows[:room])]
    return [*made, *[Content("")] * height][:height]
