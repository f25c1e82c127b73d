"""What a condition reads of a state: which gauges against which numbers, which flags, which choices."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from game.scenario.conditions import Both, Chose, Compare, Day, Flag, Gauge, Not, Number, Tree, mentioned, parts_of
from game.scenario.scenario import Condition


@dataclass(frozen=True, slots=True)
class Reads:
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
def reads(tree: Tree) -> Reads:
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
    return Reads(
        frozenset(bounds),
        frozenset(exact),
        frozenset(part.index for part in parts if isinstance(part, Flag)),
        frozenset((part.inject, part.option) for part in parts if isinstance(part, Chose)),
        any(isinstance(part, Day) for part in parts),
    )


def read(condition: Condition | None) -> Reads:
    """Return what a compiled condition reads; nothing where there is none."""
    return reads(condition.tree) if condition else NOTHING


NOTHING = Reads()

_TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}
_EDGES = {"<": (0,), ">=": (0,), "<=": (1,), ">": (1,), "==": (0, 1), "!=": (0, 1)}


def _comparisons(tree: Tree) -> Iterable[Compare]:
    match tree:
        case Compare():
            yield tree
        case Both(_, parts):
            for part in parts:
                yield from _comparisons(part)
        case Not(part):
            yield from _comparisons(part)


@dataclass(slots=True)
class Readers:
    """Reads gathered while walking back from the end."""

    bounds: dict[tuple[int, int], int] = field(default_factory=dict)
    """Pair (gauge, b) to the last day on which it is read."""
    exact: dict[int, int] = field(default_factory=dict)
    """Gauge to the last day on which it is reckoned with."""
    flags: set[int] = field(default_factory=set)
    chosen: set[tuple[int, int | None]] = field(default_factory=set)

    def add(self, what: Reads, day: int) -> bool:
        """Add what is read on a day; say whether anything was new."""
        size = self.size
        for pair in what.bounds:
            self.bounds.setdefault(pair, day)
        for gauge in what.exact:
            self.exact.setdefault(gauge, day)
        self.flags |= what.flags
        self.chosen |= what.chosen
        return self.size != size

    @property
    def size(self) -> int:
        return len(self.bounds) + len(self.exact) + len(self.flags) + len(self.chosen)

    def gauges(self) -> set[int]:
        return {gauge for gauge, _ in self.bounds} | set(self.exact)

    def copy(self) -> Readers:
        return Readers(dict(self.bounds), dict(self.exact), set(self.flags), set(self.chosen))
