"""A document as a terminal's content; what only a terminal has (columns, rows of blocks, keys) stands here alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from textual.content import Content

from game.faces.content_builder import BAD, GOOD, MUTED, SERVED, SPENT, STRONG, TITLE, WARN, Page
from game.faces.curves import marks_below, over_time, track
from game.faces.hanging import hang
from game.faces.large import large
from game.faces.model import (
    FOLD,
    ActForm,
    Block,
    Card,
    Chart,
    ChartMarks,
    Grid,
    Image,
    Item,
    Items,
    Pairs,
    Paper,
    PaperLine,
    Para,
    Section,
    SquareCode,
    Text,
    plain,
    text,
)
from game.faces.plot import plotted
from game.faces.wrapping import cells, wrapped

TONES = {
    "": "", "good": GOOD, "bad": BAD, "warn": WARN, "flat": MUTED, "served": SERVED, "spent": SPENT, "both": STRONG
}  # fmt: skip
MANNERS = {"": "", "strong": STRONG, "em": "italic", "code": STRONG, "aside": MUTED, "pill": STRONG}
ROLES = {"": "", "lead": TITLE, "label": STRONG, "quote": "italic", "note": MUTED, "warn": WARN, "big": TITLE}

BESIDE = 100
"""Columns from which on what is compared stands side by side."""
LARGE_COLUMNS = 72
CHART_COLUMNS = 72
"""Cells at most of a chart."""
ROW_NAME, ROW_SCALE = 22, 41
"""Cells at most of a gauge's name and of its scale, where it is one of many."""
BAR = 8
"""Cells of a bar to either side of its middle."""
HEAD = 16
"""Cells of a head from which on a column means too much to be read under it."""
FEW = 6
"""Columns that stay together: where they have no room beside each other, each row stands by itself."""
VALUE = 28
"""Cells that what belongs to a name takes at least beside it; with less it stands after it."""


def content(blocks: Iterable[Block], width: int, keys: Mapping[str, str] | None = None, brief: bool = False) -> Content:
    """Return blocks laid out for a width in cells.

    ``keys`` maps what words may lead to (a section's or an act's id) to the key that goes there. ``brief`` leaves out
    what stands beneath an item: for a narrow column at the side.
    """
    drawing = _Drawing(width, keys or {}, brief)
    drawing.blocks(tuple(blocks))
    return drawing.page.content()


def section(shown: Section, width: int, keys: Mapping[str, str] | None = None) -> Content:
    """Return what stands under a section's heading, with its inner sections under their own."""
    drawing = _Drawing(width, keys or {})
    drawing.section(shown)
    return drawing.page.content()


def line(said: Text) -> Content:
    """Return words in their manner, for one row of a list."""
    drawing = _Drawing(0)
    drawing.words(said)
    return drawing.page.content()


def paper(shown: Paper, width: int) -> Content:
    """Return a paper that was turned to: it has the page to itself."""
    page = Page()
    page.line(shown.title.upper() if shown.kind == "press" else shown.title, TITLE)
    official = shown.kind in ("cable", "sitrep")
    for name, value in shown.head:
        page.add(f"{name} " if name else "", MUTED)
        page.line(value.upper() if official else value, STRONG if official else MUTED)
    if official:
        page.line(("=" if shown.kind == "cable" else "-") * min(60, width), MUTED)
    else:
        page.gap()
    for line in shown.lines:
        _paper_line(page, shown, line, width)
    return page.content()


def _paper_line(page: Page, shown: Paper, line: PaperLine, width: int) -> None:
    """One line of a paper; what wraps hangs under its own beginning."""
    lead = {"social": "┃ ", "letter": "    "}.get(shown.kind, "") + "  " * line.depth
    page.add(lead, MUTED)
    head = f"{line.head}{'  ' if line.kind == 'time' else ' '}" if line.head else ""
    page.add(head, WARN if line.kind == "time" else STRONG)
    hang_at = cells(lead) + cells(head)
    rows = [line.text] if shown.fixed else wrapped([line.text], max(20, width - hang_at))
    style = STRONG if line.kind == "post" else "italic" if shown.kind == "letter" else ""
    page.line(f"\n{' ' * hang_at}".join(rows), style)


@dataclass
class _Drawing:
    """Blocks being laid out for a width."""

    width: int
    keys: Mapping[str, str] = field(default_factory=dict)
    brief: bool = False
    page: Page = field(default_factory=Page)

    def section(self, shown: Section) -> None:
        self.blocks(shown.blocks)
        for inner in shown.sections:
            self.page.heading(inner.title)
            self.section(inner)

    def blocks(self, some: Iterable[Block], indent: str = "") -> None:
        last: Block | None = None
        for block in some:
            if last is not None and not self.brief and not indent and _apart(last, block):
                self.page.gap()
            self.block(block, indent)
            last = block

    def block(self, block: Block, indent: str) -> None:
        match block:
            case Para(words, "big"):
                for row in large(plain(words)):
                    self.page.line(row, TITLE)
            case Para(words, role):
                self.page.add(indent + ("▏" if role == "quote" else ""), MUTED)
                self.words(words, ROLES[role])
                self.page.line()
            case Items():
                self.items(block, indent)
            case Pairs():
                self.pairs(block, indent)
            case Card():
                self.card(block, indent)
            case Grid():
                self.grid(block, indent)
            case Chart(row=True):
                self.gauge(block, indent)
            case Chart(told=ChartMarks()):
                self.large_chart(block, indent)
            case Chart():
                self.chart(block, indent)
            case Paper():
                self.page.add(indent + ("○ " if block.offer else "✓ "), WARN if block.offer else MUTED)
                self.page.add(f"{block.name}: ", MUTED).add(block.title, STRONG)
                self.page.add(f"  {block.head[0][1]}" if block.head else "", MUTED)
                self.page.line(f"  {block.offer.label}" if block.offer else "", WARN)
            case Image(title, alt):
                self.page.add(f"{indent}{title}: ", MUTED).line(alt)
            case SquareCode(rows, says):
                for line in (*rows, says):
                    self.page.line(indent + line)
            case ActForm(offer):
                self.page.line(f"{indent}{offer.label}", MUTED)

    def words(self, said: Text, base: str = "") -> None:
        """Words in their manner; what leads somewhere is followed by its key."""
        for span in said:
            self.page.add(span.text, " ".join(filter(None, (base, MANNERS[span.manner], TONES[span.tone]))))
            if span.to in self.keys:
                self.page.add(f" ({self.keys[span.to]})", STRONG)

    def items(self, block: Items, indent: str) -> None:
        for number, item in enumerate(block.items, block.start):
            self.page.add(f"{indent}{_sign(block, item, number)}", TONES[item.tone] or MUTED)
            self.words(item.text)
            self.page.line()
            if item.more and not self.brief:
                self.blocks(item.more, indent + "  ")
                self.page.gap()

    def card(self, block: Card, indent: str) -> None:
        shut = block.fold == "closed" and FOLD in self.keys
        if block.title:
            self.page.add(f"{indent}{'▸ ' if shut else '▾ ' if block.fold else ''}", MUTED)
            self.words(block.title, TITLE)
            self.page.line()
        if shut:
            return
        if block.beside and self.width - len(indent) >= BESIDE and len(block.blocks) > 1:
            self.beside(block.blocks, indent)
        elif not (block.fold and self.brief):
            self.blocks(block.blocks, indent + ("  " if block.title else ""))

    def beside(self, blocks: tuple[Block, ...], indent: str) -> None:
        """Blocks in columns of equal width, two blanks between them."""
        room = (self.width - len(indent) - 2 * (len(blocks) - 1)) // len(blocks)
        columns = [hang(content((each,), room, self.keys, self.brief), room).split("\n") for each in blocks]
        for row in range(max(map(len, columns))):
            self.page.add(indent)
            for at, column in enumerate(columns):
                line = column[row] if row < len(column) else Content("")
                self.page.put(line)
                if at + 1 < len(columns):
                    self.page.add(" " * (room - line.cell_length + 2))
            self.page.line()

    def pairs(self, block: Pairs, indent: str) -> None:
        """Names in a column, what belongs to each hanging beside it; in a narrow page after it."""
        wide = max((cells(name) for name, _ in block.rows), default=0) + 2
        room = self.width - len(indent) - wide
        for name, value in block.rows:
            if room < VALUE:
                self.page.add(f"{indent}{name}: ", MUTED)
                self.words(value)
                self.page.line()
                continue
            self.page.add(f"{indent}{name}{' ' * (wide - cells(name))}", MUTED)
            for number, line in enumerate(hang(content((Para(value),), room, self.keys), room).split("\n")):
                self.page.add(" " * (len(indent) + wide) if number else "").put(line).line()

    def gauge(self, chart: Chart, indent: str) -> None:
        """A gauge on a line: where it stands on the whole of its scale and where it stood before its last move."""
        name = max(10, min(ROW_NAME, self.width - 24))
        room = max(7, min(ROW_SCALE, self.width - name - 18))
        scale = ["─"] * room
        stood = chart.curves[0].points[-2:]
        for (_, value), sign in zip(stood, "○●"[-len(stood) :], strict=True):
            scale[round((value - chart.low) / max(1, chart.high - chart.low) * (room - 1))] = sign
        title = chart.title if cells(chart.title) <= name else chart.title[: name - 1] + "…"
        self.page.add(indent + title + " " * (name - cells(title) + 1)).add("".join(scale), MUTED)
        self.page.add(" " * max(1, 5 - cells(plain(chart.value[:1]))))
        self.words(chart.value)
        self.page.line()
        if not self.brief and chart.says:
            self.page.line(f"{indent}  {chart.says}", MUTED)

    def large_chart(self, chart: Chart, indent: str) -> None:
        """The whole of its scale in dots over several rows, with an axis, what is told of it in signs below."""
        self.page.gap().add(f"{indent}{chart.title}  ", STRONG)
        self.words(chart.value)
        self.page.line()
        for row, kind in plotted(chart, max(20, min(LARGE_COLUMNS, self.width - len(indent)))):
            self.page.line(indent + row, {"luck": WARN, "curves": TITLE, "days": MUTED}[kind])
        self.page.line(f"{indent}{chart.says}", MUTED)

    def chart(self, chart: Chart, indent: str) -> None:
        """From where to where on the whole scale, each curve as a row of blocks, the numbers of decisions below."""
        self.page.gap().add(f"{indent}{chart.title}  ", STRONG)
        self.words(chart.value)
        self.page.line()
        bounds = chart.low, chart.high
        wide = max(cells(str(chart.low)), *(cells(each.label) for each in chart.curves))
        tail = max(cells(str(each.points[-1][1])) for each in chart.curves)
        room = max(12, min(CHART_COLUMNS, self.width - len(indent) - wide - max(tail, cells(str(chart.high))) - 6))
        first = chart.curves[0].points
        self.page.add(f"{indent}  {chart.low:<{wide}}  ", MUTED).add(track(first[0][1], first[-1][1], bounds, room))
        self.page.line(f" {chart.high}", MUTED)
        for curve in chart.curves:
            self.page.add(f"{indent}  {curve.label:<{wide}}  ", MUTED)
            self.page.add(over_time(curve.points, bounds, chart.days, room), WARN if curve.known else TITLE)
            self.page.line(f" {curve.points[-1][1]}", MUTED)
        if chart.marks:
            self.page.line(f"{indent}  {' ' * wide}  {marks_below(chart.marks, chart.days, room)}", MUTED)
        self.page.line(f"{indent}  {chart.says}", MUTED)

    def grid(self, grid: Grid, indent: str) -> None:
        """Rows under their heads; a grid that is too wide is parted into groups of columns, the first in each."""
        wide = [max(cells(plain(row[at])) for row in (*grid.rows, *_heads(grid))) for at in range(len(grid.heads))]
        self.page.line(indent + grid.caption, STRONG)
        room = self.width - len(indent)
        parted = len(wide) <= FEW and len(_groups(wide, room)) > 1
        if parted or any(cells(head) > HEAD for head in grid.heads[1:]):
            self.listed(grid, indent)
            return
        most = max((abs(bar) for bar in grid.bars), default=0.0) or 1.0
        for number, group in enumerate(_groups(wide, self.width - len(indent))):
            if number:
                self.page.gap()
            for at, row in enumerate((*_heads(grid), *grid.rows)):
                self.page.add(indent)
                for place, column in enumerate(group):
                    blank = " " * (wide[column] - cells(plain(row[column])))
                    right = column in grid.numbers
                    self.page.add("  " if place else "").add(blank if right else "")
                    self.words(row[column], STRONG if not at else "")
                    self.page.add("" if right or column == group[-1] else blank)
                if at and grid.bars and not number:
                    bar = "█" * round(BAR * abs(grid.bars[at - 1]) / most)
                    left, side = (bar, "") if grid.bars[at - 1] < 0 else ("", bar)
                    self.page.add(f"  {left:>{BAR}}│{side}", MUTED)
                self.page.line()

    def listed(self, grid: Grid, indent: str) -> None:
        """Each row by itself: its first cell, and under that each head with its cell."""
        for first, *rest in grid.rows:
            self.page.add(f"{indent} • ", MUTED)
            self.words(first, STRONG)
            self.page.line()
            said = [(head, cell) for head, cell in zip(grid.heads[1:], rest, strict=True) if plain(cell)]
            for number, (head, cell) in enumerate(said):
                self.page.add(f"{'  ·  ' if number else f'{indent}   '}{head}: ", MUTED)
                self.words(cell)
            self.page.line()


def _apart(last: Block, block: Block) -> bool:
    """Whether an empty line stands between two blocks."""
    if isinstance(last, Para) and (last.role == "label" or (isinstance(block, Para) and block.role == last.role != "")):
        return False
    return (type(block) is not type(last) or isinstance(block, Para | Card)) and not isinstance(block, Chart | Paper)


def _sign(block: Items, item: Item, number: int) -> str:
    match block.marks:
        case "number":
            return f" {number}. "
        case "sign":
            return f"{item.sign} " if item.sign else ""
        case "tick":
            return " ☐ "
        case _:
            return " • "


def _heads(grid: Grid) -> tuple[tuple[Text, ...], ...]:
    return (tuple(text(head) for head in grid.heads),) if any(grid.heads) else ()


def _groups(wide: list[int], width: int) -> list[list[int]]:
    """Columns in groups that fit a width; the first column begins each of them."""
    groups: list[list[int]] = [[0]]
    used = wide[0] if wide else 0
    for column in range(1, len(wide)):
        if used + 2 + wide[column] > width and len(groups[-1]) > 1:
            groups.append([0])
            used = wide[0]
        groups[-1].append(column)
        used += 2 + wide[column]
    return groups
