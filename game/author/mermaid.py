"""The graph as Mermaid text, for a page that draws it (a wiki, a README)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from game.author.graph import Graph, GraphNode, NodeKind
from game.exercise import wording
from game.exercise.ticks import ticks
from game.scenario.text import clean_line

_SHAPES = {
    NodeKind.DECISION: ("[", "]"),
    NodeKind.INFORMATION: ("(", ")"),
    NodeKind.TRAY: ("[/", "/]"),
    NodeKind.TREND: ("([", "])"),
    NodeKind.ENDING: ("{{", "}}"),
    NodeKind.EPILOGUE: (">", "]"),
    NodeKind.OPENING: ("([", "])"),
}
_BESIDE = {
    NodeKind.TRAY: "In the tray",
    NodeKind.TREND: "Goes on by itself",
    NodeKind.ENDING: "Endings",
    NodeKind.EPILOGUE: "Told afterwards",
    NodeKind.OPENING: "Brought along",
}


def mermaid(graph: Graph) -> str:
    """Return the graph as a Mermaid flowchart; every text in it is spelled in codes where Mermaid would act on it."""
    return "\n".join(_lines(graph)) + "\n"


def _lines(graph: Graph) -> Iterator[str]:
    names = {node.key: f"n{number}" for number, node in enumerate(graph.nodes)}
    yield "flowchart LR"
    group, number = "", 0
    for node in graph.nodes:
        title = _group(graph, node)
        if title != group:
            if group:
                yield "  end"
            group, number = title, number + 1
            yield f'  subgraph g{number}["{label(title)}"]'
        left, right = _SHAPES[node.kind]
        text = f"{node.number}. {node.title}" if node.number else node.title
        yield f'    {names[node.key]}{left}"{label(text)}"{right}'
    if group:
        yield "  end"
    timed = [node for node in graph.nodes if node.kind not in _BESIDE]
    for left_node, right_node in pairwise(timed):
        if _group(graph, left_node) != _group(graph, right_node):
            yield f"  {names[left_node.key]} ~~~ {names[right_node.key]}"  # unseen: it keeps the days in their order
    landings: dict[tuple[str, int], str] = {}
    for edge in graph.edges:
        what = ("not " if edge.clears else "") + edge.cause.title
        source, target = names[edge.source], names[edge.target]
        if edge.lands is None:
            yield f'  {source} -->|"{label(what)}"| {target}'
            continue
        landed = landings.get((edge.source, edge.lands))
        if landed is None:
            landed = landings[edge.source, edge.lands] = f"d{len(landings)}"
            yield f'  {landed}>"{label("lands " + graph.short(edge.lands))}"]'
            yield f"  {source} -.-> {landed}"
        yield f'  {landed} -.->|"{label(what)}"| {target}'


def _group(graph: Graph, node: GraphNode) -> str:
    if node.kind in _BESIDE:
        return _BESIDE[node.kind]
    if graph.scenario.labels == "week":
        return f"Week {wording.week(graph.scenario, node.day)}"
    return ticks(graph.scenario).on(node.day).capitalize()


def label(text: str, limit: int = 60) -> str:
    """Return a text for between quotes: only letters, digits and plain signs stay as they are."""
    text = clean_line(text)
    text = text if len(text) <= limit else text[: limit - 1].rstrip() + "…"
    return "".join(sign if sign.isalnum() or sign in " .,:-…’'?!" else f"#{ord(sign)};" for sign in text)
