"""What a condition reads of a state: which gauges against which numbers, which flags, which choices.

The `use` sets of data-flow analysis, from which liveness is worked out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from game.scenario.conditions import Both, Chose, Day, Flag, Gauge, Not, Number, Relation, Tree, mentioned, parts_of
from game.scenario.scenario import Condition


@dataclass(frozen=True, slots=True)
class ReadSets:
    """What one condition, or several, can tell apart."""

    bounds: frozenset[tuple[int, int]] = frozenset()
    """Pairs (gauge, b): it is told apart whether the gauge is below b or not."""
    exact: frozenset[int] = frozenset()
    """Gauges that are reckoned with: every value may make a difference."""
    flags: frozenset[int] = frozenset()
    chosen: frozenset[tuple[int, int | None]] = frozenset()
    """Pairs (inject, option), option None for `chose(inject)`."""
    day: bool = False

    @property
    def gauges(self) -> frozenset[int]:
        return self.exact | {gauge for gauge, _ in self.bounds}


@lru_cache(maxsize=10_000)
def reads(tree: Tree) -> ReadSets:
    """Return what the tree reads."""
    bounds: set[tuple[int, int]] = set()
    exact: set[int] = set()
    for part in _comparisons(tree):
        for sign, left, right in zip(part.signs, part.parts, part.parts[1:], strict=False):
            if isinstance(left, Number) and isinstance(right, Gauge):
                left, right, sign = right, left, _TURNED[sign]
            if isinstance(left, Gauge) and isinstance(right, Number):
                bounds |= {(left.index, right.value + more) for more in _EDGES[sign]}
            else:
                exact |= {*mentioned(left)[0], *mentioned(right)[0]}
    parts = list(parts_of(tree))
    return ReadSets(
        frozenset(bounds),
        frozenset(exact),
        frozenset(part.index for part in parts if isinstance(part, Flag)),
        frozenset((part.inject, part.option) for part in parts if isinstance(part, Chose)),
        any(isinstance(part, Day) for part in parts),
    )


def read(condition: Condition | None) -> ReadSets:
    """Return what a compiled condition reads; nothing where there is none."""
    return reads(condition.tree) if condition else NOTHING


NOTHING = ReadSets()

_TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}
_EDGES = {"<": (0,), ">=": (0,), "<=": (1,), ">": (1,), "==": (0, 1), "!=": (0, 1)}


def _comparisons(tree: Tree) -> Iterable[Relation]:
    match tree:
        case Relation():
            yield tree
        case Both(_, parts):
            for part in parts:
                yield from _comparisons(part)
        case Not(part):
            yield from _comparisons(part)
