"""A condition's tree as one Python function, for whole numbers and for columns of them alike.

The function's source is printed from the tree with indices for names: nothing of an author's text is evaluated.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from game.scenario.tree import (
    NOT_PLAYED,
    Both,
    Chose,
    Compare,
    Day,
    Extreme,
    Flag,
    Gauge,
    Not,
    Number,
    Sum,
    Tree,
)

Function = Callable[[Sequence[Any], Sequence[Any], Sequence[Any], Any], Any]


def python(tree: Tree) -> str:
    """Return the tree as a Python expression over ``g``, ``f``, ``p`` and ``day``.

    Only ``& | ^`` join truths, so the same text means the same for whole numbers and for
    numpy columns; a truth is a bool, or 0/1 where it is a flag.
    """
    match tree:
        case Number(value):
            return f"({value})"
        case Gauge(index):
            return f"g[{index}]"
        case Flag(index):
            return f"f[{index}]"
        case Day():
            return "day"
        case Chose(inject, None):
            return f"(p[{inject}]!={NOT_PLAYED})"
        case Chose(inject, option):
            return f"(p[{inject}]=={option})"
        case Sum(sign, left, right):
            return f"({python(left)}{sign}{python(right)})"
        case Extreme(name, parts):
            text = python(parts[0])
            for part in parts[1:]:
                text = f"{name}_({text},{python(part)})"
            return text
        case Compare(signs, parts):
            texts = [python(part) for part in parts]
            pairs = [f"({a}{sign}{b})" for sign, a, b in zip(signs, texts, texts[1:], strict=False)]
            return pairs[0] if len(pairs) == 1 else "(" + "&".join(pairs) + ")"
        case Both(every, parts):
            return "(" + ("&" if every else "|").join(python(part) for part in parts) + ")"
        case Not(part):
            return f"({python(part)}^1)"


SCALAR: dict[str, Any] = {"min_": min, "max_": max}
"""Prelude for one state; a column form brings numpy's ``minimum`` and ``maximum``."""


@lru_cache(maxsize=50_000)
def lower(tree: Tree) -> Function:
    """Return the tree as a function ``(g, f, p, day)`` of whole numbers; true where it is not 0."""
    return lower_with(tree, SCALAR)


def lower_with(tree: Tree, prelude: Mapping[str, Any]) -> Function:
    """Return the tree as a function over whatever the prelude's ``min_`` and ``max_`` work on."""
    names: dict[str, Any] = {"__builtins__": {}, **prelude}
    # The source holds indices, signs and whole numbers only: see `python`.
    function: Function = eval(f"lambda g,f,p,day:{python(tree)}", names)
    return function
