"""The words of the field that the program explains."""

from __future__ import annotations

from functools import lru_cache

from game.scenario.catalogue import assets
from game.scenario.source import parse, read_text
from game.scenario.text import clean_line


@lru_cache(maxsize=1)
def glossary() -> tuple[tuple[str, str], ...]:
    """Return the shipped terms and their meanings, in order."""
    path = assets() / "glossary.yaml"
    root = parse(read_text(path, path.name), path.name)
    return tuple(
        (clean_line(node.find(("term",)).text), clean_line(node.find(("meaning",)).text)) for node in root.children
    )
