"""The tree of a condition: what it is made of, what it mentions, and what it says of one state.

State as a condition sees it: ``g`` gauge values, ``f`` flags as 0 or 1, ``p`` what became of each inject (see
`NOT_PLAYED`, `NO_OPTION`, else the option's index), ``day``. Names are indices here: the order of `Names`.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

NOT_PLAYED = -2
"""Mark in the played column: the inject has not come up yet."""

NO_OPTION = -1
"""Mark in the played column: acknowledged, or passed with every option closed."""


class ConditionError(Exception):
    """A condition that cannot be read: what is the matter, the cure, the column in it (from 1)."""

    def __init__(self, says: str, cure: str = "", column: int = 1) -> None:
        super().__init__(says)
        self.says, self.cure, self.column = says, cure, column


@dataclass(frozen=True, slots=True)
class Domains:
    """The values that each name can have, by index: its bounds, or less where more is known."""

    gauges: tuple[tuple[int, int], ...]
    """Least and greatest value, both included."""
    flags: tuple[tuple[int, ...], ...]
    """Each truth that it can have, of 0 and 1."""
    played: tuple[tuple[int, ...], ...]
    """For each inject the indices of options that it can be decided by, and `NOT_PLAYED` or `NO_OPTION`."""
    days: tuple[int, int]
    """First and last day (or hour, where the scenario counts hours), both included."""


@dataclass(frozen=True)
class Names:
    """What a condition may speak of; the order of each gives the indices."""

    gauges: Mapping[str, tuple[int, int]]
    """Gauge id to its bounds (least, greatest)."""
    flags: Sequence[str] = ()
    injects: Mapping[str, Sequence[str]] | None = None
    """Inject id to the ids of its options."""
    days: int = 0
    hours: bool = False
    """Whether the clock counts hours: then a condition says `hour` in place of `day`."""

    @property
    def tick(self) -> str:
        """The word for the clock's number."""
        return "hour" if self.hours else "day"

    @cached_property
    def gauge_index(self) -> dict[str, int]:
        return {id: index for index, id in enumerate(self.gauges)}

    @cached_property
    def flag_index(self) -> dict[str, int]:
        return {id: index for index, id in enumerate(self.flags)}

    @cached_property
    def inject_index(self) -> dict[str, int]:
        return {id: index for index, id in enumerate(self.injects or ())}

    @cached_property
    def reach(self) -> Domains:
        """The reach of names of which nothing is known but their bounds."""
        played = (tuple(range(NOT_PLAYED, len(options))) for options in (self.injects or {}).values())
        return Domains(tuple(self.gauges.values()), ((0, 1),) * len(self.flags), tuple(played), (0, self.days))


@dataclass(frozen=True, slots=True)
class Number:
    value: int


@dataclass(frozen=True, slots=True)
class Gauge:
    index: int


@dataclass(frozen=True, slots=True)
class Flag:
    index: int


@dataclass(frozen=True, slots=True)
class Day:
    pass


@dataclass(frozen=True, slots=True)
class Chose:
    """True once the inject was played; with an option, where that option was taken."""

    inject: int
    option: int | None = None


@dataclass(frozen=True, slots=True)
class Sum:
    """``+``, ``-`` or ``*`` of two numbers."""

    sign: str
    left: Tree
    right: Tree


@dataclass(frozen=True, slots=True)
class Extreme:
    """``min`` or ``max`` of one number or more."""

    name: str
    parts: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Relation:
    """A chain of comparisons; ``signs`` has one less than ``parts``."""

    signs: tuple[str, ...]
    parts: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Both:
    """``and`` (`every`) or ``or`` of two conditions or more."""

    every: bool
    parts: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Not:
    part: Tree


Tree = Number | Gauge | Flag | Day | Chose | Sum | Extreme | Relation | Both | Not


def parts_of(tree: Tree) -> Iterator[Tree]:
    """Yield the tree and every part of it, in the order in which they are written."""
    rest = [tree]
    while rest:
        part = rest.pop()
        yield part
        match part:
            case Sum(_, left, right):
                rest += (right, left)
            case Extreme(_, parts) | Relation(_, parts) | Both(_, parts):
                rest += reversed(parts)
            case Not(held):
                rest.append(held)


def mentioned(tree: Tree) -> tuple[list[int], list[int], list[int], bool]:
    """Return the indices of gauges, flags and injects in the tree, and whether it reads the day."""
    parts = list(parts_of(tree))
    return (
        sorted({part.index for part in parts if isinstance(part, Gauge)}),
        sorted({part.index for part in parts if isinstance(part, Flag)}),
        sorted({part.inject for part in parts if isinstance(part, Chose)}),
        any(isinstance(part, Day) for part in parts),
    )


def evaluate(tree: Tree, g: Sequence[int], f: Sequence[int], p: Sequence[int], day: int) -> int:
    """Return the tree's value over one state by walking it: a number, or 0/1 for a condition."""
    match tree:
        case Number(value):
            return value
        case Gauge(index):
            return g[index]
        case Flag(index):
            return f[index]
        case Day():
            return day
        case Chose(inject, None):
            return int(p[inject] != NOT_PLAYED)
        case Chose(inject, option):
            return int(p[inject] == option)
        case Sum(sign, left, right):
            a, b = evaluate(left, g, f, p, day), evaluate(right, g, f, p, day)
            return a + b if sign == "+" else a - b if sign == "-" else a * b
        case Extreme(name, parts):
            values = [evaluate(part, g, f, p, day) for part in parts]
            return min(values) if name == "min" else max(values)
        case Relation(signs, parts):
            values = [evaluate(part, g, f, p, day) for part in parts]
            return int(all(_COMPARISONS[sign](a, b) for sign, a, b in zip(signs, values, values[1:], strict=False)))
        case Both(every, parts):
            truths = [evaluate(part, g, f, p, day) for part in parts]
            return int(all(truths)) if every else int(any(truths))
        case Not(part):
            return 1 - evaluate(part, g, f, p, day)


_COMPARISONS: dict[str, Callable[[int, int], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}
