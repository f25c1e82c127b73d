"""The conditions that may still be read, as trees over leaves: what is looked at, and at which moment.

A leaf of no moment may be looked at at any time from now on. Truths have three values (Kleene, On notation for ordinal
numbers, 1938): 0 false, 1 true, 2 open, which is not known yet.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from game.analysis.abstraction.liveness import Liveness
from game.analysis.exact.residual_events import END, ResidualEvents, day_of
from game.scenario.scenario import Condition
from game.scenario.tree import Both, Chose, Flag, Gauge, Not, Number, Relation, Tree, evaluate, mentioned

FALSE, TRUE, OPEN = np.uint8(0), np.uint8(1), np.uint8(2)

Truths = NDArray[np.uint8]
"""A truth in three values for each row."""

COMPARED: dict[str, np.ufunc] = {
    "<": np.less,
    "<=": np.less_equal,
    ">": np.greater,
    ">=": np.greater_equal,
    "==": np.equal,
    "!=": np.not_equal,
}

_TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}


class GaugeLeaf(NamedTuple):
    """A gauge beside a number."""

    gauge: int
    sign: str
    number: int
    moment: int | None


class FlagLeaf(NamedTuple):
    """Whether a flag is set."""

    flag: int
    moment: int | None


class ChoseLeaf(NamedTuple):
    """Whether an option was taken; None for whether the inject was played."""

    inject: int
    option: int | None
    moment: int | None


class OtherLeaf(NamedTuple):
    """A comparison that reckons: with sums, the least of several, two gauges."""

    compare: Relation
    gauges: tuple[int, ...]
    moment: int | None


Leaf = GaugeLeaf | FlagLeaf | ChoseLeaf | OtherLeaf


def gauges_of(leaf: Leaf) -> tuple[int, ...]:
    """Return the gauges that a leaf looks at."""
    return (leaf.gauge,) if isinstance(leaf, GaugeLeaf) else leaf.gauges if isinstance(leaf, OtherLeaf) else ()


@dataclass(frozen=True, slots=True)
class Known:
    """A condition that is the same whatever happens."""

    value: bool


@dataclass(frozen=True, slots=True)
class LeafAt:
    """A leaf, by number."""

    leaf: int


@dataclass(frozen=True, slots=True)
class Negated:
    part: Node


@dataclass(frozen=True, slots=True)
class Several:
    """All of some parts, or one of them."""

    every: bool
    parts: tuple[Node, ...]


Node = Known | LeafAt | Negated | Several


class ResidualConditions:
    """All conditions that may be read from a layer on, by who reads them."""

    def __init__(self, live: Liveness, ahead: ResidualEvents) -> None:
        self.scenario, self.ahead = live.scenario, ahead
        self.leaves: list[Leaf] = []
        self.columns: list[tuple[int, int]] = []
        """Gauge and the moment at which its value is compared with a number."""
        self._number: dict[Leaf, int] = {}
        scenario, days = self.scenario, self.scenario.days
        asked = live.asked.endings
        self.ends = [self._tree(self._ending(ending), END, days) for ending in asked]
        self.any_time = [self._tree(self._ending(ending), None, None) for ending in asked] if scenario.stops else []
        self.stops = [self._tree(ending.when.tree, None, None) for _, ending in scenario.stops if ending.when]
        self.trends = [self._when(drift.trend.when, drift.moment) for drift in ahead.trends]
        self.coming = [self._when(due.later.when, due.moment) for due in ahead.coming]
        self.pending = [self._when(due.later.when, due.moment) for due in ahead.pending]
        self.injects: dict[int, list[Node | None]] = {}
        """Inject with a moment to its `when` and the `requires` of its options."""
        for moment, index in ahead.fixed:
            inject = scenario.injects[index]
            when = None if index == ahead.current else self._when(inject.when, moment)
            self.injects[index] = [when, *(self._when(option.requires, moment) for option in inject.options)]
        self.loose: dict[int, list[Node]] = {}
        self.under_way: dict[int, list[tuple[int, Node]]] = {}
        """Inject to its options with each `when` of a delayed effect."""
        for index in sorted(ahead.loose):
            inject = scenario.injects[index]
            found = [inject.when]
            for number, option in enumerate(inject.options):
                found.append(option.requires)
                found += [
                    later.when for each, later in enumerate(option.later) if live.later_days.get((index, number, each))
                ]
            self.loose[index] = [self._tree(when.tree, None, None) for when in found if when is not None]
        for index in ahead.under_way:
            self.under_way[index] = [
                (number, self._tree(later.when.tree, None, None))
                for number, option in enumerate(scenario.injects[index].options)
                for each, later in enumerate(option.later)
                if later.when is not None and live.later_days.get((index, number, each))
            ]

    def _ending(self, index: int) -> Tree | None:
        """When an ending is told (rule 5). That none of the others holds is one tree: one that is sure settles it."""
        when = self.scenario.endings[index].when
        if when is not None:
            return when.tree
        others = tuple(ending.when.tree for ending in self.scenario.endings if ending.when is not None)
        return Not(Both(False, others)) if len(others) > 1 else Not(others[0]) if others else None

    def _when(self, condition: Condition | None, moment: int) -> Node | None:
        return None if condition is None else self._tree(condition.tree, moment, day_of(moment))

    def _tree(self, tree: Tree | None, moment: int | None, day: int | None) -> Node:
        match tree:
            case None:
                return Known(True)
            case Both(every, parts):
                return Several(every, tuple(self._tree(part, moment, day) for part in parts))
            case Not(part):
                return Negated(self._tree(part, moment, day))
            case Flag(flag):
                return self._at(FlagLeaf(flag, moment))
            case Chose(inject, option):
                return self._at(ChoseLeaf(inject, option, moment))
            case Relation(signs, parts):
                found = tuple(
                    self._comparison(sign, left, right, moment, day)
                    for sign, left, right in zip(signs, parts, parts[1:], strict=False)
                )
                return found[0] if len(found) == 1 else Several(True, found)
        raise TypeError(tree)

    def _comparison(self, sign: str, left: Tree, right: Tree, moment: int | None, day: int | None) -> Node:
        if isinstance(left, Number) and isinstance(right, Gauge):
            left, right, sign = right, left, _TURNED[sign]
        if isinstance(left, Gauge) and isinstance(right, Number):
            return self._at(GaugeLeaf(left.index, sign, right.value, moment))
        compare = Relation((sign,), (left, right))
        gauges = mentioned(compare)[0]
        if day is not None and not gauges:
            return Known(bool(evaluate(compare, (), (), (), day)))
        return self._at(OtherLeaf(compare, tuple(sorted(gauges)), moment))

    def _at(self, leaf: Leaf) -> LeafAt:
        if leaf not in self._number:
            self._number[leaf] = len(self.leaves)
            self.leaves.append(leaf)
            if isinstance(leaf, GaugeLeaf) and leaf.moment is not None:
                column = (leaf.gauge, leaf.moment)
                if column not in self.columns:
                    self.columns.append(column)
        return LeafAt(self._number[leaf])


def truth(node: Node, status: Callable[[int], Truths]) -> Truths:
    """Return a condition's truth in each row, from that of each leaf."""
    match node:
        case Known(value):
            return np.array(value, np.uint8)
        case LeafAt(leaf):
            return status(leaf)
        case Negated(part):
            inner = truth(part, status)
            return np.where(inner == OPEN, OPEN, TRUE - np.minimum(inner, TRUE)).astype(np.uint8)
        case Several(every, parts):
            return _several(every, [truth(part, status) for part in parts])


def _several(every: bool, parts: Sequence[Truths]) -> Truths:
    settles, neutral = (FALSE, TRUE) if every else (TRUE, FALSE)
    parts = np.broadcast_arrays(*parts)
    settled = np.logical_or.reduce([part == settles for part in parts])
    passed = np.logical_and.reduce([part == neutral for part in parts])
    found: Truths = np.where(settled, settles, np.where(passed, neutral, OPEN)).astype(np.uint8)
    return found


def size(node: Node) -> int:
    """Return how many leaves a condition has, each as often as it stands in it."""
    match node:
        case Known():
            return 0
        case LeafAt():
            return 1
        case Negated(part):
            return size(part)
        case Several(_, parts):
            return sum(map(size, parts))
