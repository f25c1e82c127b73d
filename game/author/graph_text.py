"""The graph as text: one entry for each node, with what leads into it and what it leads to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from game.author.graph import ALSO, Edge, Graph, Node

_ASKS = {"when": "whether it comes up", ALSO: "what is also read"}


@dataclass(frozen=True, slots=True)
class Link:
    """One edge as seen from one of its ends."""

    into: bool
    """Whether it leads into this node."""
    other: Node
    edge: Edge

    def said(self, graph: Graph) -> str:
        """The edge in words."""
        cause = self.edge.cause.id if self.edge.cause.flag else self.edge.cause.title
        options = ", ".join(option for option in self.edge.by if option)
        verb = "clears" if self.edge.clears else "sets" if self.edge.cause.flag else "is"
        lands = f", lands {graph.short(self.edge.lands)} at the earliest" if self.edge.lands is not None else ""
        asks = ", ".join(_ASKS.get(what, what) for what in self.edge.asks)
        if self.into:
            return f"{self.other.title}: {f'{options} ' if options else ''}{verb} {cause}{lands}; asked for {asks}"
        return f"{self.other.title}, by {cause}{f' ({options})' if options else ''}{lands}"


def outline(graph: Graph) -> Iterator[tuple[Node, list[Link]]]:
    """Yield each node, in order, with its links: into it first."""
    nodes = {node.key: node for node in graph.nodes}
    links: dict[str, list[Link]] = {node.key: [] for node in graph.nodes}
    for edge in graph.edges:
        links[edge.target].append(Link(True, nodes[edge.source], edge))
        links[edge.source].append(Link(False, nodes[edge.target], edge))
    for node in graph.nodes:
        yield node, sorted(links[node.key], key=lambda link: not link.into)
