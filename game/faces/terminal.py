"""A document as a terminal's content; what only a terminal has (columns, rows of blocks, keys) stands here alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from textual.content import Content

from game.faces.content_builder import BAD, GOOD, MUTED, SERVED, SPENT, STRONG, TITLE, WARN, Page
from game.faces.curves import marks_below, over_time, track
from game.faces.hanging import hang
from game.faces.model import (
    FOLD,
    ActForm,
    Bands,
    Block,
    Card,
    Chart,
    ChartMarks,
    Flow,
    Grid,
    Image,
    Item,
    Items,
    Manner,
    Pairs,
    Paper,
    PaperLine,
    Para,
    Section,
    Text,
    TextSpan,
    Tone,
    plain,
    text,
)
from game.faces.plot import FEW_ROWS, ROWS, plotted
from game.faces.wrapping import cells
from game.words import ENGLISH, MINUS, Language

TONES = {
    "": "", "good": GOOD, "bad": BAD, "warn": WARN, "flat": MUTED, "served": SERVED, "spent": SPENT, "both": STRONG
}  # fmt: skip
MANNERS = {"": "", "strong": STRONG, "em": "italic", "code": STRONG, "aside": MUTED, "pill": STRONG}
ROLES = {"": "", "lead": TITLE, "label": STRONG, "quote": "italic", "note": MUTED, "warn": WARN}

BESIDE = 100
"""Columns from which on what is compared stands side by side."""
SMALL = 66
"""Cells below which a page with one chart is drawn tight."""
CHART_COLUMNS = 72
"""Cells at most of a chart."""
GAUGE_COLUMNS = 50
"""Cells at most of the scale of one gauge among many."""
BANDS_COLUMNS = 80
"""Cells at most of a row of bands."""
CELL, NARROW = 3, 20
"""Cells that a sign of a map takes, and that a row's name takes at least beside them."""
BAR = 8
"""Cells of a bar to either side of its middle."""
HEAD = 16
"""Cells of a head from which on a column means too much to be read under it."""
FEW = 6
"""Columns that stay together: where they have no room beside each other, each row stands by itself."""
VALUE = 28
"""Cells that what belongs to a name takes at least beside it; with less it stands after it."""


def content(blocks: Iterable[Block], width: int, keys: Mapping[str, str] | None = None) -> Content:
    """Return blocks laid out for a width in cells.

    ``keys`` maps what words may lead to (a section's or an act's id) to the key that goes there.
    """
    drawing = _Drawing(width, keys or {})
    drawing.blocks(tuple(blocks))
    return drawing.page.content()


def section(shown: Section, width: int, keys: Mapping[str, str] | None = None) -> Content:
    """Return what stands under a section's heading, with its inner sections under their own."""
    drawing = _Drawing(width, keys or {})
    drawing.section(shown)
    return drawing.page.content()


def reading(width: int, *shown: Section, keys: Mapping[str, str] | None = None) -> Content:
    """Return what there is to read of sections, where what is done with them and their papers are the list beneath.

    The title of the first stands over the page already.
    """
    drawing = _Drawing(width, keys or {}, reads=True)
    for number, each in enumerate(each for each in shown if each.blocks or each.sections):
        if number:
            drawing.page.heading(each.title)
        drawing.section(each)
    return drawing.page.content()


def column(shown: Section, width: int) -> Content:
    """Return a section for a narrow column: a line an item, and nothing beneath it."""
    drawing = _Drawing(width, brief=True)
    drawing.section(shown)
    return drawing.page.content()


def row(item: Item, number: int = 0, in_full: bool = True) -> Content:
    """Return an item as a row to pick from: its number, what it is called, in full also what stands beneath.

    What warns of it stands beneath it always.
    """
    drawing = _Drawing(0, reads=True)
    if number:
        drawing.page.add(f"{number}  ", TITLE)
    elif item.sign:
        drawing.page.add(f"{item.sign} ", TONES[item.tone] or MUTED)
    drawing.words(item.text)
    drawing.page.line()
    beneath = [each for each in item.more if in_full or (isinstance(each, Para) and each.role == "warn")]
    drawing.blocks(beneath, "   ")
    return drawing.page.content()


def paper_row(paper: Paper, before: str = "", after: str = "", words: Language = ENGLISH) -> Content:
    """Return a paper as a row to pick from: whether it was read, what it is, from whom, what it costs to read.

    In a binder, where all were read, ``before`` and ``after`` it stand its day and its inject.
    """
    page = Page()
    if before:
        page.add(before, MUTED)
    else:
        state = words.say("○ unread") if paper.offer else words.say("✓ read")
        page.add(f"{state:<9}", WARN if paper.offer else MUTED)
    page.add(f"{paper.name}: ", MUTED).add(paper.title, STRONG)
    page.add(f"  {after or paper.sender}", MUTED)
    drawing = _Drawing(0, page=page)
    if paper.offer and paper.cost:
        drawing.words((TextSpan("  ("), *paper.cost, TextSpan(")")))
    return page.content()


def line(said: Text, keys: Mapping[str, str] | None = None) -> Content:
    """Return words in their manner, for one row of a list; ``keys`` as in `content`."""
    drawing = _Drawing(0, keys or {})
    drawing.words(said)
    return drawing.page.content()


@cache
def _style(base: str, manner: Manner, tone: Tone) -> str:
    return " ".join(filter(None, (base, MANNERS[manner], TONES[tone])))


@dataclass
class _Drawing:
    """Blocks being laid out for a width."""

    width: int
    keys: Mapping[str, str] = field(default_factory=dict)
    page: Page = field(default_factory=Page)
    reads: bool = False
    """Whether what can be done stands elsewhere."""
    brief: bool = False
    """Whether there is room for a line an item alone."""
    tight: bool = False
    """Whether a page with its one chart is to fit a small window: no rows between, fewer in the chart."""

    def section(self, shown: Section) -> None:
        told = any(isinstance(each, Chart) and each.told for each in shown.blocks)
        self.tight = told and self.width < SMALL
        self.blocks(shown.blocks)
        self.tight = False
        for inner in shown.sections:
            self.page.heading(inner.title)
            self.section(inner)

    def blocks(self, some: Iterable[Block], indent: str = "", roomy: bool = False) -> None:
        last: Block | None = None
        for block in some:
            if last is not None and (roomy or not indent) and not self.tight and _apart(last, block):
                self.page.gap()
            self.block(block, indent)
            last = block

    def block(self, block: Block, indent: str) -> None:
        match block:
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
            case Chart(told=ChartMarks()):
                self.large_chart(block, indent)
            case Chart(stood=int()):
                self.gauge(block, indent)
            case Chart():
                self.chart(block, indent)
            case Bands():
                self.bands(block, indent)
            case Flow(steps=steps):
                for step in steps:
                    self.page.gap().add(f"{indent}{step.title}", STRONG).line(f"  {step.says}", MUTED)
                    for target, share in step.leads:
                        self.page.add(f"{indent}  └ ", MUTED).add(f"{share:>9}  ").line(target)
            case Image(title, alt):
                self.page.add(f"{indent}{title}: ", MUTED).line(alt)
            case Paper():
                if not self.reads:
                    self.paper(block, indent)
            case ActForm(offer):
                if not self.reads:
                    self.page.line(f"{indent}{offer.label}", MUTED)

    def words(self, said: Text, base: str = "") -> None:
        """Words in their manner; what leads somewhere is followed by its key."""
        for span in said:
            self.page.add(span.text, _style(base, span.manner, span.tone))
            if span.to and span.to in self.keys:
                self.page.add(f" ({self.keys[span.to]})", STRONG)

    def items(self, block: Items, indent: str) -> None:
        for number, item in enumerate(block.items, block.start):
            self.page.add(f"{indent}{_sign(block, item, number)}", TONES[item.tone] or MUTED)
            self.words(item.text)
            self.page.line()
            if item.more and not self.brief:
                self.blocks(item.more, indent + ("  " if block.marks == "sign" else "   "))
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
        else:
            self.blocks(block.blocks, indent + ("  " if block.title else ""), self.reads)

    def beside(self, blocks: tuple[Block, ...], indent: str) -> None:
        """Blocks in columns of equal width, two blanks between them."""
        room = (self.width - len(indent) - 2 * (len(blocks) - 1)) // len(blocks)
        columns = [hang(content((each,), room, self.keys), room).split("\n") for each in blocks]
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

    def large_chart(self, chart: Chart, indent: str) -> None:
        """The whole of its scale in dots over several rows, with an axis, what is told of it in signs below."""
        if not self.tight:
            self.page.gap()
        self.page.add(f"{indent}{chart.title}  ", STRONG)
        self.words(chart.value)
        self.page.line()
        rows = FEW_ROWS if self.tight else ROWS
        for row, kind in plotted(chart, max(20, min(CHART_COLUMNS, self.width - len(indent))), rows):
            self.page.line(indent + row, {"luck": WARN, "curves": TITLE, "days": MUTED}[kind])
        if not self.tight:
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

    def gauge(self, chart: Chart, indent: str) -> None:
        """One of many: where it stood and stands on the whole of its scale, its course, and what that means."""
        bounds, last = (chart.low, chart.high), chart.curves[0].points[-1][1]
        wide, room = cells(str(chart.low)), max(10, min(GAUGE_COLUMNS, self.width - len(indent) - VALUE))
        self.page.gap().line(f"{indent}{chart.title}", STRONG)
        stood = last if chart.stood is None else chart.stood
        self.page.add(f"{indent}  {chart.low} ", MUTED).add(track(stood, last, bounds, room))
        self.page.add(f" {chart.high}  ", MUTED)
        self.words(chart.value)
        self.page.line()
        course = over_time(chart.curves[0].points, bounds, chart.days, room)
        self.page.line(f"{indent}  {' ' * wide} {course}", MUTED).line(f"{indent}  {chart.says}", MUTED)

    def paper(self, paper: Paper, indent: str) -> None:
        """A paper in the manner of its kind; each line hangs under its own beginning."""
        official = paper.kind in ("cable", "sitrep")
        if official:
            self.page.line(f"{indent}{paper.name.upper()}", TITLE)
            wide = max((cells(name) for name, _ in paper.head), default=0)
            for name, value in paper.head:
                self.page.line(f"{indent}{name.upper()}{' ' * (wide - cells(name) + 2)}{value.upper()}", STRONG)
            self.page.line(indent + ("=" if paper.kind == "cable" else "-") * min(60, max(20, self.width)), MUTED)
        else:
            self.page.line(indent + (paper.title.upper() if paper.kind == "press" else paper.title), TITLE)
            said = "  ".join(f"{name} {value}".strip() for name, value in paper.head)
            self.page.line(f"{indent}{said}", "italic" if paper.kind == "press" else MUTED)
        self.page.gap()
        if paper.offer is not None:
            return
        if paper.alt:
            self.page.line(f"{indent}{paper.unseen}", MUTED).line(indent + paper.alt).gap()
        for line in paper.lines:
            self.paper_line(paper, line, indent)

    def paper_line(self, paper: Paper, line: PaperLine, indent: str) -> None:
        """A line of a paper: its head, and the rest beside it."""
        lead = indent + {"social": "┃ ", "letter": "    "}.get(paper.kind, "") + "  " * line.depth
        self.page.add(lead, MUTED)
        if paper.fixed or not line.head:
            self.page.line(line.text, STRONG if line.manner == "post" else "italic" if paper.kind == "letter" else "")
            return
        head = f"{line.head} "
        self.page.add(head, WARN if line.manner == "time" else STRONG)
        blank = " " * (cells(lead) + cells(head))
        room = self.width - len(blank)
        rest = hang(Content(line.text), room).plain.split("\n") if room >= VALUE else [line.text]
        self.page.line(rest[0], "italic" if paper.kind == "letter" else "")
        for more in rest[1:]:
            self.page.line(blank + more)

    def bands(self, block: Bands, indent: str) -> None:
        """Three rows of blocks: below which 95, 50 and 5 of a hundred lie."""
        bounds, last = (block.low, block.high), block.days[-1]
        wide = max(map(cells, block.labels))
        room = max(10, min(BANDS_COLUMNS, self.width - len(indent) - wide - 10))
        self.page.gap().line(f"{indent}{block.title}", STRONG)
        for label, place in zip(block.labels, (5, 3, 1), strict=True):
            points = [(day[0], day[place]) for day in block.days]
            self.page.add(f"{indent}  {label:>{wide}} ", MUTED)
            self.page.add(over_time(points, bounds, max(1, last[0]), room), TITLE).line(f" {last[place]}", MUTED)
        self.page.line(f"{indent}  {block.says}", MUTED)

    def map(self, grid: Grid, indent: str) -> None:
        """Signs under numbered columns, first what each column is; what does not fit stands in several rows."""
        self.words(grid.signs)
        self.page.line().gap()
        columns = [at for at in range(1, len(grid.heads)) if at not in grid.numbers]
        for number, at in enumerate(columns, 1):
            self.page.add(f"{indent}{number:>3} ", STRONG).line(grid.heads[at])
        most = max(1, (self.width - len(indent) - NARROW) // CELL)
        beside = -(-len(columns) // max(1, -(-len(columns) // most))) or 1
        room = max(NARROW, min(48, self.width - len(indent) - CELL * beside))
        for head, rows in _headed(grid):
            self.page.gap()
            self.words(head[:1], TITLE)
            self.page.line()
            for begin in range(0, len(columns), beside):
                block = range(begin, min(begin + beside, len(columns)))
                self.page.line(indent + " " * room + "".join(f"{at + 1:>{CELL}}" for at in block), MUTED)
                for row in rows:
                    name = _short(plain(row[0][:1]), room - 1)
                    self.page.add(indent + name + " " * (room - cells(name)))
                    for at in block:
                        sign, tone = _signed(row[columns[at]])
                        self.page.add(f"{sign:>{CELL}}", tone)
                    self.page.line()
            for row in rows:
                for said in row[0][1:]:
                    self.page.line(f"{indent}  {row[0][0].text}{said.text}", TONES[said.tone])

    def grid(self, grid: Grid, indent: str) -> None:
        """Rows under their heads; a grid that is too wide is parted into groups of columns, the first in each."""
        if grid.signs:
            self.map(grid, indent)
            return
        several = [row for row in grid.rows if len(row) > 1]
        wide = [max(cells(plain(row[at])) for row in (*several, *_heads(grid))) for at in range(len(grid.heads))]
        if grid.caption:
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
                if len(row) == 1:
                    self.words(row[0], TITLE)
                    self.page.line()
                    continue
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
            self.page.add(f"{indent} • " if rest else indent, MUTED)
            self.words(first, STRONG)
            self.page.line()
            said = [(head, cell) for head, cell in zip(grid.heads[1:], rest, strict=False) if plain(cell)]
            for number, (head, cell) in enumerate(said):
                self.page.add(f"{'  ·  ' if number else f'{indent}   '}{head}: ", MUTED)
                self.words(cell)
            self.page.line()


def _apart(last: Block, block: Block) -> bool:
    """Whether an empty line stands between two blocks."""
    if isinstance(last, Para) and (last.role == "label" or (isinstance(block, Para) and block.role == last.role != "")):
        return False
    return (type(block) is not type(last) or isinstance(block, Para | Card)) and not isinstance(block, Chart)


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


def _headed(grid: Grid) -> list[tuple[Text, list[tuple[Text, ...]]]]:
    """Rows under the heading that each stands below."""
    made: list[tuple[Text, list[tuple[Text, ...]]]] = []
    for row in grid.rows:
        if len(row) == 1:
            made.append((row[0], []))
        else:
            made = made or [((), [])]
            made[-1][1].append(row)
    return made


def _signed(cell: Text) -> tuple[str, str]:
    """The signs for a cell of a map, and their colour."""
    span = cell[0] if cell else TextSpan("")
    if span.tone not in ("good", "bad"):
        return "·", MUTED
    return ("+" if span.tone == "good" else MINUS) * (2 if span.manner else 1), TONES[span.tone]


def _short(said: str, room: int) -> str:
    """A text cut to a room in cells, with a sign where it was cut."""
    if cells(said) <= room:
        return said
    while cells(said) >= room:
        said = said[:-1]
    return f"{said}…"


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
