"""What a condition can be at all: its bounds, and whether it always or never holds."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from game.scenario.codegen import lower
from game.scenario.tree import (
    NOT_PLAYED,
    Both,
    Chose,
    Compare,
    ConditionError,
    Day,
    Extreme,
    Flag,
    Gauge,
    Names,
    Not,
    Number,
    Reach,
    Sum,
    Tree,
    mentioned,
    parts_of,
)

MAX_MAGNITUDE = 2**53
MAX_ENUMERATED = 20_000


def bounds(tree: Tree, names: Names, reach: Reach | None = None) -> tuple[int, int]:
    """Return the least and greatest value the tree may have (0 and 1 for a condition).

    By intervals, so possibly wider than the truth, never narrower.

    Raises:
        ConditionError: where a number in it could leave the range that columns count in.
    """
    return _bounds(tree, reach or names.reach)


def _bounds(tree: Tree, reach: Reach) -> tuple[int, int]:
    match tree:
        case Number(value):
            return value, value
        case Gauge(index):
            return reach.gauges[index]
        case Day():
            return reach.days
        case Flag(index):
            return min(reach.flags[index]), max(reach.flags[index])
        case Chose(inject, option):
            values = reach.played[inject]
            truths = [value != NOT_PLAYED if option is None else value == option for value in values]
            return int(all(truths)), int(any(truths))
        case Sum(sign, left, right):
            (a, b), (c, d) = _bounds(left, reach), _bounds(right, reach)
            ends = (a + c, b + d) if sign == "+" else (a - d, b - c)
            if sign == "*":
                products = (a * c, a * d, b * c, b * d)
                ends = (min(products), max(products))
            if max(abs(ends[0]), abs(ends[1])) > MAX_MAGNITUDE:
                raise ConditionError("the numbers in this condition can grow too large.", "Multiply less.")
            return ends
        case Extreme(name, parts):
            pick = min if name == "min" else max
            ranges = [_bounds(part, reach) for part in parts]
            return pick(low for low, _ in ranges), pick(high for _, high in ranges)
        case Compare(signs, parts):
            ranges = [_bounds(part, reach) for part in parts]
            pairs = [_compared(sign, a, b) for sign, a, b in zip(signs, ranges, ranges[1:], strict=False)]
            return min(low for low, _ in pairs), min(high for _, high in pairs)
        case Both(every, parts):
            pick = min if every else max
            ranges = [_bounds(part, reach) for part in parts]
            return pick(low for low, _ in ranges), pick(high for _, high in ranges)
        case Not(part):
            low, high = _bounds(part, reach)
            return 1 - high, 1 - low


def _compared(sign: str, left: tuple[int, int], right: tuple[int, int]) -> tuple[int, int]:
    """Return (surely, possibly) for a comparison of two ranges."""
    (a, b), (c, d) = left, right
    match sign:
        case "<":
            return int(b < c), int(a < d)
        case "<=":
            return int(b <= c), int(a <= d)
        case ">":
            return int(a > d), int(b > c)
        case ">=":
            return int(a >= d), int(b >= c)
        case "==":
            return int(a == b == c == d), int(a <= d and c <= b)
        case _:
            return int(b < c or d < a), int(not a == b == c == d)


@dataclass(slots=True)
class Patience:
    """How much may still be tried out, in parts of conditions evaluated; what a stranger's scenario may cost in all."""

    left: int = 2_000_000


def constant(tree: Tree, names: Names, reach: Reach | None = None, patience: Patience | None = None) -> bool | None:
    """Return True where the condition always holds, False where it never can, else None.

    Exact where few values of the names in it matter, and patience lasts; else by intervals,
    which may miss a contradiction but never invent one.
    """
    patience = patience or Patience()
    reach = reach or names.reach
    low, high = _bounds(tree, reach)
    if low == high:
        return bool(low)
    gauges, flags, injects, day = mentioned(tree)
    values: list[Sequence[int]] = [_telling(tree, Gauge(index), reach.gauges[index]) for index in gauges]
    values += [reach.flags[index] for index in flags]
    values += [reach.played[index] for index in injects]
    values += [_telling(tree, Day(), reach.days)] if day else []
    size = 1
    for each in values:
        size *= len(each)
        if size > MAX_ENUMERATED:
            return None
    cost = sum(1 for _ in parts_of(tree))
    if size * cost > patience.left:
        return None
    seen: set[bool] = set()
    for truth in _truths(tree, values, (gauges, flags, injects), reach):
        patience.left -= cost
        seen.add(truth)
        if len(seen) == 2:
            return None
    return seen.pop() if seen else None


def _truths(
    tree: Tree, values: Sequence[Sequence[int]], indices: tuple[Sequence[int], ...], reach: Reach
) -> Iterator[bool]:
    """Yield the condition over every combination of the values of the names in it."""
    function = lower(tree)
    g, f, p = tables = [0] * len(reach.gauges), [0] * len(reach.flags), [0] * len(reach.played)
    for combination in itertools.product(*values):
        row = iter(combination)
        for table, wanted in zip(tables, indices, strict=True):
            for index in wanted:
                table[index] = next(row)
        yield bool(function(g, f, p, next(row, 0)))


def _telling(tree: Tree, name: Gauge | Day, span: tuple[int, int]) -> Sequence[int]:
    """Return the values of a name that can make a difference.

    Where it is only ever compared with plain numbers, those are the ends and the numbers with
    their neighbours; where it is added, multiplied or compared with another name, all of them.
    """
    points = {*span}
    for part in parts_of(tree):
        match part:
            case Sum(_, left, right) if name in (left, right):
                return range(span[0], span[1] + 1)
            case Extreme(_, parts) if name in parts:
                return range(span[0], span[1] + 1)
            case Compare(_, parts):
                for near in _beside(name, parts):
                    if not isinstance(near, Number):
                        return range(span[0], span[1] + 1)
                    points |= {near.value - 1, near.value, near.value + 1}
    return sorted(point for point in points if span[0] <= point <= span[1])


def _beside(name: Tree, parts: Collection[Tree]) -> Iterator[Tree]:
    """Yield what a name is compared with in a chain."""
    for left, right in itertools.pairwise(parts):
        if left == name:
            yield right
        if right == name:
            yield left
