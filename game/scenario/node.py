"""A value of a file, with the place where it stood."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from game.scenario.findings import Place

_WHOLE = re.compile(r"[+-]?(0|[1-9][0-9]{0,17})")
_FEW = 16
"""Up to so many keys of a map are looked through one by one."""

_NULLS = frozenset(("", "~", "null", "Null", "NULL"))
_TRUTHS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}

Plain = str | int | bool | None | list["Plain"] | dict[str, "Plain"]

Path = tuple[str | int, ...]
"""The way to a value: keys of maps and indices of lists, from the root."""


@dataclass(slots=True)
class Node:
    """One value of a file with its position (line and column count from 1).

    `kind` is ``scalar``, ``list`` or ``map``. `text` is a scalar as written, `plain` says
    that it stood without quotes. A map's `items` are pairs of a key's node and a value's.
    `end_line` and `end_column` are where a scalar ends: the first column behind it.
    """

    kind: str
    file: str
    line: int
    column: int
    text: str = ""
    plain: bool = False
    end_line: int = 0
    end_column: int = 0
    children: Sequence[Node] = ()
    items: Sequence[tuple[Node, Node]] = ()
    places: dict[str, int] | None = field(default=None, compare=False, repr=False)
    """Where each key of a large map stands in `items`, from when it is first looked up."""

    @property
    def place(self) -> Place:
        return Place(self.file, self.line, self.column)

    def value(self) -> Plain:
        """The node as plain Python: what the model checks. Depth is bounded where the tree is built."""
        if self.kind == "scalar":
            return scalar(self.text) if self.plain else self.text
        if self.kind == "list":
            return [child.value() for child in self.children]
        return {key.text: value.value() for key, value in self.items}

    def pair(self, key: str) -> tuple[Node, Node] | None:
        """A key of a map with its value, or None."""
        if len(self.items) > _FEW:
            if self.places is None:
                self.places = {name.text: index for index, (name, _) in enumerate(self.items)}
            at = self.places.get(key)
            return None if at is None else self.items[at]
        for pair in self.items:
            if pair[0].text == key:
                return pair
        return None

    def get(self, key: str) -> Node | None:
        """The value beside ``key`` in a map, or None."""
        pair = self.pair(key)
        return pair[1] if pair else None

    def key(self, key: str) -> Node | None:
        """The node of the key itself, or None."""
        pair = self.pair(key)
        return pair[0] if pair else None

    def rename(self, key: str, name: str) -> None:
        """Give a key of the map another name; it stays where it stood."""
        if pair := self.pair(key):
            pair[0].text, self.places = name, None

    def put(self, key: Node, value: Node) -> None:
        """Put a key with its value at the end of the map, instead of one that it may have had."""
        self.items = [*(pair for pair in self.items if pair[0].text != key.text), (key, value)]
        self.places = None

    def step(self, step: str | int) -> Node | None:
        """The value that one step of a path leads to, or None."""
        if self.kind == "map":
            return self.get(str(step))
        if self.kind == "list" and isinstance(step, int) and step < len(self.children):
            return self.children[step]
        return None

    def find(self, path: Path) -> Node:
        """The deepest node that ``path`` reaches; where it leads nowhere, the last one that is there."""
        node = self
        for step in path:
            child = node.step(step)
            if child is None:
                return node
            node = child
        return node


def scalar(text: str) -> str | int | bool | None:
    """Return what an unquoted word of YAML means here: null, a truth value, a whole number or text."""
    if text in _NULLS:
        return None
    if text in _TRUTHS:
        return _TRUTHS[text]
    return int(text) if _WHOLE.fullmatch(text) else text


def walk(node: Node) -> Iterator[Node]:
    """Yield every node of the tree, parents first."""
    yield node
    for child in node.children:
        yield from walk(child)
    for key, value in node.items:
        yield key
        yield from walk(value)
