"""The numbers that an author wrote, each with its place: read, and put another one in its place in memory.

A condition's whole numbers are counted in the order in which they are written. The file is never touched.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

from game.scenario.conditions import Both, Day, Extreme, Gauge, Not, Number, Relation, Sum, Tree
from game.scenario.node import Path
from game.scenario.scenario import Change, Condition, Inject, Later, Option, Scenario, Trend
from game.scenario.tree import parts_of

MOST_WEIGHT, MOST_EVIDENCE = 1_000, 3

T = TypeVar("T")

_NUMBER = re.compile(r"(?<![\w.])\d+")


@dataclass(frozen=True, slots=True)
class Spot:
    """One whole number of a scenario."""

    path: Path
    """Where it stands in the file."""
    value: int
    least: int
    greatest: int
    """What it may be."""
    scale: float
    """What a change of it is measured by: its gauge's range, the days of the clock, the weights beside it."""
    number: int = -1
    """Of a condition: which of its whole numbers it is."""
    text: str = ""
    """The condition as it is written."""
    outright: bool = False
    """Whether it is an effect that sets its gauge."""

    def may_be(self, value: int) -> bool:
        """Whether the format takes a value there: evidence of 0 is none."""
        return self.least <= value <= self.greatest and not (value == 0 and "evidence" in self.path)

    def written(self, value: int) -> str:
        """Return what has to be written for the number to be `value`: the number, or the whole condition."""
        if self.number >= 0:
            return _with(self.text, self.number, value)
        if self.outright:
            return f'"= {value}"'
        return f"{value:+d}" if "effects" in self.path or "evidence" in self.path else str(value)


def spots(scenario: Scenario) -> Iterator[Spot]:
    """Yield every number that the rules read, in the order of the file."""
    for gauge in scenario.gauges:
        yield Spot(("gauges", gauge.id, "start"), gauge.start, gauge.min, gauge.max, _range(gauge.min, gauge.max))
    for index, trend in enumerate(scenario.trends):
        path: Path = ("trends", index)
        yield Spot((*path, "every"), trend.every, 1, scenario.days, scenario.days)
        yield from _of_condition(scenario, (*path, "when"), trend.when)
        yield from _of_change(scenario, path, trend.change)
    for index, inject in enumerate(scenario.injects):
        yield from _of_inject(scenario, index, inject)
    for index, ending in enumerate(scenario.endings):
        yield from _of_condition(scenario, ("endings", index, "when"), ending.when)


def _of_inject(scenario: Scenario, index: int, inject: Inject) -> Iterator[Spot]:
    path: Path = ("injects", index)
    last = min(inject.last, scenario.days)
    if not inject.manual:
        tick = "hour" if scenario.hours else "day"
        latest = last if inject.last > inject.first else scenario.days  # one day alone moves as a whole
        yield Spot((*path, tick), inject.first, 0, max(latest, inject.first), scenario.days)
        if inject.last > inject.first:
            yield Spot((*path, "until"), last, inject.first, scenario.days, scenario.days)
    yield from _of_condition(scenario, (*path, "when"), inject.when)
    for number, option in enumerate(inject.options):
        yield from _of_option(scenario, (*path, "options", number), option)


def _of_option(scenario: Scenario, path: Path, option: Option) -> Iterator[Spot]:
    yield from _of_condition(scenario, (*path, "requires"), option.requires)
    yield from _of_change(scenario, path, option.change)
    for number, branch in enumerate(option.chance):
        total = max(1, sum(option.weights))
        yield Spot((*path, "chance", number, "weight"), branch.weight, 0, MOST_WEIGHT, total)
        yield from _of_change(scenario, (*path, "chance", number), branch.change)
    for number, later in enumerate(option.later):
        yield Spot((*path, "later", number, "after"), later.after, 1, scenario.days, scenario.days)
        yield from _of_condition(scenario, (*path, "later", number, "when"), later.when)
        yield from _of_change(scenario, (*path, "later", number), later.change)
    for evidence in option.evidence:
        place: Path = (*path, "evidence", evidence.lesson, "weight")
        yield Spot(place, evidence.weight, -MOST_EVIDENCE, MOST_EVIDENCE, 2 * MOST_EVIDENCE)


def _of_change(scenario: Scenario, path: Path, change: Change) -> Iterator[Spot]:
    for effect in change.effects:
        gauge = scenario.gauges[effect.gauge]
        width = gauge.max - gauge.min
        low, high = (gauge.min, gauge.max) if effect.outright else (-width, width)
        place: Path = (*path, "effects", gauge.id)
        yield Spot(place, effect.amount, low, high, _range(gauge.min, gauge.max), outright=effect.outright)


def _of_condition(scenario: Scenario, path: Path, condition: Condition | None) -> Iterator[Spot]:
    if condition is None:
        return
    number = 0
    for part in parts_of(condition.tree):
        if not isinstance(part, Relation):
            continue
        inside = list(parts_of(part))
        gauges = [scenario.bounds[each.index] for each in inside if isinstance(each, Gauge)]
        low, high = min((g[0] for g in gauges), default=0), max((g[1] for g in gauges), default=scenario.days)
        if any(isinstance(each, Day) for each in inside):
            low, high = min(low, 0), max(high, scenario.days)
        for each in inside:
            if isinstance(each, Number):
                least, greatest = min(low, each.value), max(high, each.value)
                yield Spot(path, each.value, least, greatest, _range(low, high), number, condition.text)
                number += 1


def _range(low: int, high: int) -> float:
    return max(1, high - low)


# --- another number in its place


def changed(scenario: Scenario, spot: Spot, value: int) -> Scenario:
    """Return the scenario with another number there; the one given stays as it is."""
    match spot.path:
        case ("gauges", id, _):
            gauges = (replace(each, start=value) if each.id == id else each for each in scenario.gauges)
            return replace(scenario, gauges=tuple(gauges))
        case ("trends", int() as index, *rest):
            return replace(scenario, trends=_put(scenario.trends, index, partial(_trend, scenario, rest, spot, value)))
        case ("injects", int() as index, *rest):
            made = _put(scenario.injects, index, partial(_inject, scenario, rest, spot, value))
            return replace(scenario, injects=made)
        case ("endings", int() as index, _):
            endings = _put(scenario.endings, index, lambda each: replace(each, when=_condition(each.when, spot, value)))
            return replace(scenario, endings=endings)
    raise ValueError(spot.path)


def _put(every: tuple[T, ...], index: int, make: Callable[[T], T]) -> tuple[T, ...]:
    return (*every[:index], make(every[index]), *every[index + 1 :])


def _trend(scenario: Scenario, rest: Sequence[str | int], spot: Spot, value: int, trend: Trend) -> Trend:
    match rest:
        case ["every"]:
            return replace(trend, every=value)
        case ["when"]:
            return replace(trend, when=_condition(trend.when, spot, value))
    return replace(trend, change=_change(scenario, trend.change, rest, value))


def _inject(scenario: Scenario, rest: Sequence[str | int], spot: Spot, value: int, inject: Inject) -> Inject:
    match rest:
        case ["day" | "hour"]:
            last = value if inject.last == inject.first else inject.last
            return replace(inject, first=value, last=last)
        case ["until"]:
            return replace(inject, last=value)
        case ["when"]:
            return replace(inject, when=_condition(inject.when, spot, value))
        case ["options", int() as number, *more]:
            options = _put(inject.options, number, partial(_option, scenario, more, spot, value))
            return replace(inject, options=options)
    raise ValueError(rest)


def _option(scenario: Scenario, rest: Sequence[str | int], spot: Spot, value: int, option: Option) -> Option:
    match rest:
        case ["requires"]:
            return replace(option, requires=_condition(option.requires, spot, value))
        case ["chance", int() as number, "weight"]:
            chance = _put(option.chance, number, lambda branch: replace(branch, weight=value))
            return replace(option, chance=chance, weights=tuple(branch.weight for branch in chance))
        case ["chance", int() as number, *more]:
            chance = _put(
                option.chance, number, lambda each: replace(each, change=_change(scenario, each.change, more, value))
            )
            return replace(option, chance=chance)
        case ["later", int() as number, *more]:
            return replace(option, later=_put(option.later, number, partial(_later, scenario, more, spot, value)))
        case ["evidence", lesson, "weight"]:
            made = (replace(each, weight=value) if each.lesson == lesson else each for each in option.evidence)
            return replace(option, evidence=tuple(made))
    return replace(option, change=_change(scenario, option.change, rest, value))


def _later(scenario: Scenario, rest: Sequence[str | int], spot: Spot, value: int, later: Later) -> Later:
    match rest:
        case ["after"]:
            return replace(later, after=value)
        case ["when"]:
            return replace(later, when=_condition(later.when, spot, value))
    return replace(later, change=_change(scenario, later.change, rest, value))


def _change(scenario: Scenario, change: Change, rest: Sequence[str | int], value: int) -> Change:
    gauge = scenario.names.gauge_index[str(rest[-1])]
    effects = (replace(each, amount=value) if each.gauge == gauge else each for each in change.effects)
    return replace(change, effects=tuple(effects))


def _condition(condition: Condition | None, spot: Spot, value: int) -> Condition:
    assert condition is not None
    counter = iter(range(1 << 30))
    tree = _numbered(condition.tree, lambda old: value if next(counter) == spot.number else old)
    return Condition(_with(condition.text, spot.number, value), tree)


def _numbered(tree: Tree, number: Callable[[int], int], compared: bool = False) -> Tree:
    """The tree with its numbers inside comparisons, in the order in which they are written, put through a function."""
    match tree:
        case Number(value):
            return Number(number(value)) if compared else tree
        case Sum(sign, left, right):
            return Sum(sign, _numbered(left, number, compared), _numbered(right, number, compared))
        case Extreme(name, parts):
            return Extreme(name, tuple(_numbered(part, number, compared) for part in parts))
        case Relation(signs, parts):
            return Relation(signs, tuple(_numbered(part, number, True) for part in parts))
        case Both(every, parts):
            return Both(every, tuple(_numbered(part, number, compared) for part in parts))
        case Not(part):
            return Not(_numbered(part, number, compared))
    return tree


def _with(text: str, number: int, value: int) -> str:
    """A condition's text with another whole number in it; a sign that stands before it becomes part of it."""
    found = list(_NUMBER.finditer(text))
    if number >= len(found):
        return text
    match = found[number]
    begin = match.start()
    signed = re.search(r"(?:^|[(,<>=])\s*(-)\s*$", text[:begin])
    begin = signed.start(1) if signed else begin
    return f"{text[:begin]}{value}{text[match.end() :]}"
