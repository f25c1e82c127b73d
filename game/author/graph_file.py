"""The graph into a file: what the command `graph` does."""

from __future__ import annotations

from pathlib import Path

from game.author.errors import AuthorError
from game.author.graph import graph
from game.author.graph_svg import svg
from game.author.mermaid import mermaid
from game.scenario.scenario import Scenario
from game.scenario.text import clean_line

_WRITERS = {".svg": svg, ".mmd": mermaid}


def draw(scenario: Scenario, out: Path) -> str:
    """Write the graph of a scenario, in the manner that the name's ending asks for, and say how much is in it.

    Raises:
        AuthorError: for another ending, or a place that cannot be written.
    """
    writer = _WRITERS.get(out.suffix.lower())
    if writer is None:
        raise AuthorError(f"'{clean_line(out.name, 80)}' ends neither in .svg nor in .mmd; name it so.")
    made = graph(scenario)
    try:
        out.write_text(writer(made), encoding="utf-8", newline="\n")
    except OSError as problem:
        raise AuthorError(f"{out} cannot be written: {problem.strerror or problem}.") from None
    counts = ((len(made.nodes), "box", "boxes"), (len(made.edges), "link", "links"))
    return " and ".join(f"{count} {one if count == 1 else many}" for count, one, many in counts)
