"""The graph as SVG: a column for each inject by day, a rail for each cause, a row for what comes back.

Rails instead of arrows from box to box: every line is level, so none crosses a text and none covers another, however
many there are. Drawn with the machine's own letters and its own light or dark colours; every text is escaped.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from game.author.graph import Edge, EdgeCause, Graph, GraphNode, NodeKind
from game.author.svg_writer import Ink, fitted, wrapped
from game.exercise import wording
from game.exercise.ticks import ticks

MARGIN, LABEL, COLUMN, BOX, GAP = 24, 232, 176, 160, 28
"""Edge of the picture, width of the names at the left, of a column, of a box in it, and between groups."""

HEAD, BOX_TOP, BOX_HEIGHT, RAIL, ROW = 118, 134, 104, 46, 34

BOLD, MONO = 14.6, 11.8
"""Sizes to reckon with for bold titles and for ids, whose letters are wider than those of plain text."""

_GROUPS = {
    NodeKind.TRAY: "In the tray",
    NodeKind.TREND: "Goes on by itself",
    NodeKind.ENDING: "Endings",
    NodeKind.EPILOGUE: "Told afterwards",
    NodeKind.OPENING: "Brought along",
}
_LOOKS = {NodeKind.EPILOGUE: "ending information", NodeKind.OPENING: "trend"}
"""Kinds that are drawn as another one."""


@dataclass(frozen=True, slots=True)
class _Column:
    node: GraphNode
    group: str
    date: str
    middle: int


def svg(graph: Graph) -> str:
    """Return the graph as one SVG file."""
    return _Drawing(graph).picture()


class _Drawing:
    """One drawing of one graph."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.ink = Ink()
        self.columns = list(self.placed())
        self.middle = {column.node.key: column.middle for column in self.columns}
        self.timed = [column for column in self.columns if column.group not in _GROUPS.values()]
        self.end = max((column.middle for column in self.timed), default=MARGIN + LABEL) + COLUMN * 3 // 4
        self.width = max([self.end, *(column.middle + COLUMN // 2 for column in self.columns)]) + MARGIN

    def placed(self) -> Iterator[_Column]:
        """A column for each node: brought along, by day, then tray, trends, endings and what is told after them."""
        graph, left, group = self.graph, MARGIN + LABEL, ""
        for node in graph.nodes:
            title = _GROUPS.get(node.kind) or self.day_group(node)
            if group and title != group and (node.kind in _GROUPS or group in _GROUPS.values()):
                left += GAP + (COLUMN // 2 if group not in _GROUPS.values() else 0)
            group = title
            on = graph.scenario.date(node.day)
            date = str(wording.date(on)) if on and node.kind not in _GROUPS else ""
            yield _Column(node, title, date, left + COLUMN // 2)
            left += COLUMN

    def day_group(self, node: GraphNode) -> str:
        if self.graph.scenario.labels == "week":
            return f"Week {wording.week(self.graph.scenario, node.day)}"
        return ticks(self.graph.scenario).on(node.day).capitalize()

    def picture(self) -> str:
        """Draw from the top down."""
        ink, graph = self.ink, self.graph
        ink.text(MARGIN, 40, graph.title, "title")
        count = f"{sum(node.number > 0 for node in graph.nodes)} injects in {graph.days} {graph.scenario.names.tick}s"
        ink.text(MARGIN, 62, f"{count}. What is set in one place and asked about in another.", "small")
        rails = self.rails()
        returning = [column for column in self.timed if column.node.landings]
        bottom = BOX_TOP + BOX_HEIGHT + 40 + max(1, len(rails)) * RAIL + 60 + max(1, len(returning)) * ROW
        for column in self.columns:
            ink.line(column.middle, BOX_TOP + BOX_HEIGHT, column.middle, bottom, "guide")
        ink.line(self.end, HEAD - 12, self.end, bottom, "guide")
        ink.text(self.end + 4, HEAD, "end", "small")
        self.heads()
        for column in self.columns:
            self.box(column)
        top = BOX_TOP + BOX_HEIGHT + 44
        ink.text(MARGIN, top, "What leads to what", "part")
        top += 14
        if not rails:
            ink.text(MARGIN, top + 20, "No inject asks about another.", "small")
        for cause, edges in rails:
            top += RAIL
            self.rail(cause, edges, top - RAIL // 2)
        top += 46 if rails else 76
        ink.text(MARGIN, top, "What comes back, and when at the earliest", "part")
        if not returning:
            ink.text(MARGIN, top + 26, "Nothing comes back later.", "small")
        for column in returning:
            top += ROW
            self.returns(column, top)
        top += ROW if returning else ROW + 26
        self.legend(top + 20)
        return ink.picture(self.width, top + 52, f"{graph.title}: what leads to what")

    def heads(self) -> None:
        """The days above the boxes; injects of one day or week stand under one head."""
        for group, held in groupby(self.columns, key=lambda column: column.group):
            columns = list(held)
            first, last = columns[0].middle - BOX // 2, columns[-1].middle + BOX // 2
            self.ink.line(first, HEAD + 6, last, HEAD + 6, "head")
            self.ink.text(first, HEAD, group, "day")
            for column in columns:
                if column.date:
                    self.ink.text(column.middle + BOX // 2, HEAD, column.date, "small end")

    def box(self, column: _Column) -> None:
        """One node: its number and title, its id, how many options it has."""
        node, left = column.node, column.middle - BOX // 2
        look = _LOOKS.get(node.kind, str(node.kind))
        self.ink.box(left, BOX_TOP, BOX, BOX_HEIGHT, look, f"{node.title} ({node.id})")
        title = f"{node.number}. {node.title}" if node.number else node.title
        for number, line in enumerate(wrapped(title, BOX - 20, BOLD, 3)):
            self.ink.text(left + 10, BOX_TOP + 22 + number * 17, line, "name")
        said = f"{node.options} options" if node.options else "to be read"
        if node.kind is NodeKind.TRAY:
            said = f"by hand · {said}"
        if node.number:
            self.ink.text(left + 10, BOX_TOP + BOX_HEIGHT - 26, said, "small")
        self.ink.text(left + 10, BOX_TOP + BOX_HEIGHT - 10, fitted(node.id, BOX - 20, MONO), "id")

    # --- rails

    def rails(self) -> list[tuple[EdgeCause, list[Edge]]]:
        """The edges by their cause, in the order in which the causes come into the world."""
        gathered: dict[EdgeCause, list[Edge]] = {}
        for edge in self.graph.edges:
            gathered.setdefault(edge.cause, []).append(edge)
        return list(gathered.items())

    def rail(self, cause: EdgeCause, edges: Sequence[Edge], y: int) -> None:
        """One cause: a level line from where it is set to where it is asked about, with a sign at each."""
        ink = self.ink
        for number, line in enumerate(wrapped(cause.title, LABEL - 20, 12, 2)):
            ink.text(MARGIN, y - 4 + number * 15, line, "cause", cause.id)
        sets: dict[tuple[str, int | None, bool], dict[str, None]] = {}
        asks: dict[str, dict[str, None]] = {}
        for edge in edges:
            sets.setdefault((edge.source, edge.lands, edge.clears), {}).update(dict.fromkeys(edge.by))
            asks.setdefault(edge.target, {}).update(dict.fromkeys(edge.asks))
        places = [self.middle[key] for key in asks]
        places += [self.middle[key] if lands is None else self.at(lands) for key, lands, _ in sets]
        ink.line(min(places), y, max(places), y, "rail")
        said: dict[str, list[str]] = {}
        for (key, lands, clears), by in sets.items():
            x = self.middle[key]
            options = ", ".join(option for option in by if option) or "comes up"
            if lands is not None:
                ink.line(x, y, self.at(lands), y, "dotted")
                x, options = self.at(lands), f"{options}, later"
            self.mark(x - 8 * (key in asks and lands is None), y, "clears" if clears else "sets")
            said.setdefault(key, []).append(f"{'clears' if clears else 'by'} {options}")
        for key, parts in asks.items():
            self.mark(self.middle[key] + 8 * (key in said), y, "asks")
            what = ", ".join(parts)
            said.setdefault(key, []).append("asked: " + ("does it come up" if what == "when" else what))
        for key, texts in said.items():
            full = "; ".join(texts)
            ink.text(self.middle[key], y + 20, fitted(full, COLUMN - 8, 10.5), "note middle", full)

    def mark(self, x: int, y: int, kind: str) -> None:
        """A sign on a rail; shape, not colour, says which it is."""
        if kind == "asks":
            self.ink.shape(((x - 6, y + 6), (x + 6, y + 6), (x, y - 7)), kind)
        else:
            self.ink.circle(x, y, 6, kind)

    # --- what comes back

    def at(self, day: int) -> int:
        """Where a day lies: on the column of an inject of that day, or between two in proportion."""
        known = [(column.node.day, column.middle) for column in self.timed] + [(self.graph.days + 1, self.end)]
        before = max((pair for pair in known if pair[0] <= day), default=known[0])
        after = min((pair for pair in known if pair[0] > day), default=known[-1])
        span = max(1, after[0] - before[0])
        return before[1] + (after[1] - before[1]) * min(max(0, day - before[0]), span) // span

    def returns(self, column: _Column, y: int) -> None:
        """One inject's delayed effects: a dotted line to each day on which one can land."""
        ink, node = self.ink, column.node
        ink.text(MARGIN, y + 4, fitted(f"{node.number}. {node.title}", LABEL - 20, 12), "cause", node.title)
        spots = sorted({(self.at(landing.day), landing.day) for landing in node.landings})
        ink.line(column.middle, y, max(x for x, _ in spots), y, "dotted")
        ink.circle(column.middle, y, 4, "from")
        matters = {landing.day for landing in node.landings if landing.matters}
        for x, day in spots:
            ink.circle(x, y, 5, "sets" if day in matters else "lands")
        for x, days in clustered(spots, 30):
            ink.text(x, y - 9, ", ".join(dict.fromkeys(self.graph.short(day) for day in days)), "note middle")

    def legend(self, y: int) -> None:
        """What the signs mean."""
        x = MARGIN
        signs = (
            ("sets", "set or chosen here"),
            ("clears", "cleared here"),
            ("asks", "asked about here"),
            ("lands", "a delayed effect lands"),
        )
        for kind, meaning in signs:
            self.mark(x + 6, y - 4, kind)
            self.ink.text(x + 20, y, meaning, "small")
            x += 40 + len(meaning) * 7


def clustered(spots: Sequence[tuple[int, int]], least: int) -> list[tuple[int, list[int]]]:
    """Put spots that lie closer than `least` together, so that their labels do not run into each other."""
    made: list[tuple[int, int, list[int]]] = []
    for x, day in spots:
        if made and x - made[-1][1] < least:
            first, _, days = made[-1]
            made[-1] = (first, x, [*days, day])
        else:
            made.append((x, x, [day]))
    return [((first + last) // 2, days) for first, last, days in made]
