"""Texts that YAML cut at a ` #`, which begins a comment: what stands behind is not read, and nobody is told."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from game.scenario.checks.check_context import Subject
from game.scenario.findings import Finding, Place
from game.scenario.node import Node, Path

CONDITIONS = frozenset(("when", "requires", "holds_if", "about"))
"""Of these it is said elsewhere, and by what stands behind the sign."""

_BEHIND = re.compile(r" #(?=[^\s#!]| \d)(?!\s*whitecell\b)", re.IGNORECASE)
"""One blank, the sign, and no blank or a number: comments are not written so, and `Sector #3` or `Route # 3` is."""

_COPIED = 300
"""Characters of a text that are written out in the cure."""


def cut(subject: Subject) -> Iterator[Finding]:
    """Every plain text behind which a comment stands that was most likely meant to be read."""
    for path, node in _scalars((), subject.root):
        if not node.plain or (path and path[-1] in CONDITIONS) or not isinstance(node.value(), str | None):
            continue
        line = subject.source.line(Place(node.file, node.end_line))
        at = node.end_column - 1
        if not _BEHIND.match(line, at):
            continue
        whole = f"{node.text}{line[at:].rstrip()}".strip()
        says = f"the text ends at ' #'; '{line[at:].strip()[:80]}' is not read."
        quoted = json.dumps(whole, ensure_ascii=False)
        cure = f"Write {quoted}." if len(quoted) < _COPIED else "Put the whole text in double quotes."
        made = subject.finding("WC225", path, says, cure)
        yield subject.moved(made, Place(node.file, node.end_line, at + 2))


def _scalars(path: Path, node: Node) -> Iterator[tuple[Path, Node]]:
    """Every value of a tree that is no list and no map, with the way to it."""
    rest: list[tuple[Path, Node]] = [(path, node)]
    while rest:
        path, node = rest.pop()
        if node.kind == "scalar":
            yield path, node
        rest += reversed([((*path, number), child) for number, child in enumerate(node.children)])
        rest += reversed([((*path, key.text), value) for key, value in node.items])
