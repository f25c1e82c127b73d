"""Expressions in a form that any language of a model checker can be written from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from game.scenario.tree import Both, Chose, Day, Extreme, Flag, Gauge, Not, Number, Relation, Sum, Tree


@dataclass(frozen=True, slots=True, order=True)
class Variable:
    """A variable of the program: its kind and the index of what it is about.

    ``gauge`` and ``flag`` are the state's own; ``became`` is what became of an inject (0 not played, 1 played without
    an option, 2 and up the options), ``on`` the day on which it was decided, ``turn`` the how manieth decision of that
    day it was (of index -1: how many were taken today).
    """

    kind: str
    index: int

    @property
    def truth(self) -> bool:
        """Whether it is a yes or no."""
        return self.kind == "flag"


@dataclass(frozen=True, slots=True)
class Constant:
    value: int


@dataclass(frozen=True, slots=True)
class Truth:
    value: bool


@dataclass(frozen=True, slots=True)
class Apply:
    """``+ - * min max``, a comparison, ``and or not``, or ``if`` (condition, yes, no)."""

    sign: str
    parts: tuple[Expression, ...]


Expression = Variable | Constant | Truth | Apply
Values = Mapping[Variable, Expression]
"""What variables have become since the state that expressions speak of."""


DAY = Variable("day", -1)
"""The day on which a run ended."""


def of(tree: Tree, values: Values, day: int | None) -> Expression:
    """Return a condition's tree as an expression once variables have become something else.

    `day` is the day it is; None for the one on which the run ended.
    """
    match tree:
        case Number(value):
            return Constant(value)
        case Day():
            return DAY if day is None else Constant(day)
        case Gauge(index):
            return now(Variable("gauge", index), values)
        case Flag(index):
            return now(Variable("flag", index), values)
        case Chose(inject, option):
            became = now(Variable("became", inject), values)
            return Apply("!=", (became, Constant(0))) if option is None else Apply("==", (became, Constant(2 + option)))
        case Sum(sign, left, right):
            return Apply(sign, (of(left, values, day), of(right, values, day)))
        case Extreme(name, parts):
            found = of(parts[0], values, day)
            for part in parts[1:]:
                found = Apply(name, (found, of(part, values, day)))
            return found
        case Relation(signs, parts):
            sides = [of(part, values, day) for part in parts]
            return every(*(Apply(s, (a, b)) for s, a, b in zip(signs, sides, sides[1:], strict=False)))
        case Both(each, parts):
            truths = [of(part, values, day) for part in parts]
            return every(*truths) if each else some(*truths)
        case Not(part):
            return no(of(part, values, day))


def now(variable: Variable, values: Values) -> Expression:
    """What a variable has become."""
    return values.get(variable, variable)


def every(*parts: Expression) -> Expression:
    """All of these; with none of them true."""
    return parts[0] if len(parts) == 1 else Apply("and", parts) if parts else Truth(True)


def some(*parts: Expression) -> Expression:
    """One of these at least; with none of them false."""
    return parts[0] if len(parts) == 1 else Apply("or", parts) if parts else Truth(False)


def no(part: Expression) -> Expression:
    """The opposite."""
    return Apply("not", (part,))


def pick(condition: Expression, yes: Expression, other: Expression) -> Expression:
    """One of two."""
    return Apply("if", (condition, yes, other))


def size(expression: Expression) -> int:
    """How many parts an expression has."""
    match expression:
        case Apply(_, parts):
            return 1 + sum(map(size, parts))
    return 1
