"""The condition language of `when`, `requires`, `holds_if` and `about`.

A condition is parsed once (by Python's own `ast`, of which only a white list of nodes is
read), checked against the scenario's names, and kept as a small typed tree. The tree can
be walked directly (`evaluate`, the referee) or lowered to one Python function (`lower`)
that takes whole numbers or numpy columns alike. The function's source is printed from the
tree with indices for names: nothing of an author's text is ever evaluated.

State as a condition sees it: ``g`` gauge values, ``f`` flags as 0 or 1, ``p`` what became
of each inject (see `NOT_PLAYED`, `NO_OPTION`, else the option's index), ``day``.
"""

from __future__ import annotations

import ast
import itertools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from game.scenario.findings import did_you_mean

NOT_PLAYED = -2
"""Mark in the played column: the inject has not come up yet."""

NO_OPTION = -1
"""Mark in the played column: acknowledged, or passed with every option closed."""

MAX_LENGTH = 500
MAX_TREE_DEPTH = 20
MAX_NUMBER = 1_000_000
MAX_MAGNITUDE = 2**53
MAX_ENUMERATED = 20_000

RESERVED = frozenset(("day", "chose", "min", "max", "and", "or", "not", "true", "false", "none"))


class ConditionError(Exception):
    """A condition that cannot be read: what is the matter, the cure, the column in it (from 1)."""

    def __init__(self, says: str, cure: str = "", column: int = 1) -> None:
        super().__init__(says)
        self.says, self.cure, self.column = says, cure, column


@dataclass(frozen=True, slots=True)
class Names:
    """What a condition may speak of; the order of each mapping gives the indices."""

    gauges: Mapping[str, tuple[int, int]]
    """Gauge id to its bounds (least, greatest)."""
    flags: Sequence[str] = ()
    injects: Mapping[str, Sequence[str]] | None = None
    """Inject id to the ids of its options."""
    days: int = 0


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
class Compare:
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


Tree = Number | Gauge | Flag | Day | Chose | Sum | Extreme | Compare | Both | Not

_SIGNS: dict[type[ast.AST], str] = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*",
    ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!=",
}  # fmt: skip

_MISTAKES: tuple[tuple[str, str, str], ...] = (
    (r"&&", "'&&' is not part of a condition.", "Write 'and'."),
    (r"\|\|", "'||' is not part of a condition.", "Write 'or'."),
    (r"!(?!=)", "'!' is not part of a condition.", "Write 'not'."),
    (r"=>|=<", "this comparison is the wrong way round.", "Write '>=' or '<='."),
    (r"(?<![<>=!])=(?!=)", "one '=' does not compare.", "Write '=='."),
    (r"['\"“”‘’`]", "a condition has no quotes in it.", "Write names and numbers without quotes."),
    (r"%", "there are no percentages in a condition.", "Write the number alone."),
    (r"/", "there is no division in a condition.", "Multiply the other side instead."),
    (r"\*\*|\^", "there are no powers in a condition.", ""),
    (r"\d\.\d", "numbers are whole.", "Round it."),
    (r"\b(AND|OR|NOT|And|Or|Not)\b", "and, or, not are written in small letters.", ""),
    (r"\b0\d", "a number does not begin with 0.", "Leave the 0 out."),
    (r"[≤≥≠]", "this sign cannot be read.", "Write '<=', '>=' or '!='."),
)


def parse(text: str, names: Names) -> Tree:
    """Return the tree of a condition, every name and every type in it checked.

    Raises:
        ConditionError: with the column and, for an unknown name, the nearest known one.
    """
    if len(text) > MAX_LENGTH:
        raise ConditionError(f"this condition is longer than {MAX_LENGTH} characters.", "Set a flag and test the flag.")
    if not text.strip():
        raise ConditionError("this condition is empty.", "Leave the key out, or write a condition such as 'day > 3'.")
    # A condition may run over lines in YAML; inside brackets Python does not mind either.
    flat = " ".join(text.split("\n"))
    lead = len(flat) - len(flat.lstrip())
    try:
        body = ast.parse(flat.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as problem:
        raise _mistake(flat, getattr(problem, "offset", None)) from None
    try:
        tree = _Reader(names, flat, lead).condition(body, 0)
    except ConditionError as problem:
        if problem.column <= 0:
            problem.column = 1
        raise
    low, high = bounds(tree, names)
    del low, high
    return tree


def _mistake(text: str, offset: int | None) -> ConditionError:
    """Say what is wrong with text that is not an expression at all."""
    for pattern, says, cure in _MISTAKES:
        found = re.search(pattern, text)
        if found:
            return ConditionError(says, cure, found.start() + 1)
    if text.count("(") != text.count(")"):
        side = "opened and not closed" if text.count("(") > text.count(")") else "closed and not opened"
        where = text.rfind("(") if text.count("(") > text.count(")") else text.rfind(")")
        return ConditionError(f"a bracket is {side}.", "Count the brackets.", where + 1)
    cure = "Write it like 'legitimacy < 60 and not escorts_used'."
    return ConditionError("this cannot be read as a condition.", cure, max(1, min(offset or 1, len(text))))


class _Reader:
    """Reads the white-listed nodes of Python's tree into ours."""

    def __init__(self, names: Names, text: str, lead: int) -> None:
        self.names = names
        self.text = text
        self.lead = lead
        self.gauges = {name: index for index, name in enumerate(names.gauges)}
        self.flags = {name: index for index, name in enumerate(names.flags)}
        self.injects = names.injects or {}
        self.inject_index = {name: index for index, name in enumerate(self.injects)}

    def fail(self, node: ast.AST, says: str, cure: str = "") -> ConditionError:
        column = getattr(node, "col_offset", 0)
        # ast counts bytes; people count characters.
        prefix = self.text.strip().encode()[:column].decode(errors="ignore")
        return ConditionError(says, cure, len(prefix) + self.lead + 1)

    def deeper(self, node: ast.AST, depth: int) -> int:
        if depth >= MAX_TREE_DEPTH:
            raise self.fail(node, f"this condition is nested more than {MAX_TREE_DEPTH} deep.", "Use a flag.")
        return depth + 1

    def condition(self, node: ast.AST, depth: int) -> Tree:
        """Read what has to be a yes or a no."""
        depth = self.deeper(node, depth)
        if isinstance(node, ast.BoolOp):
            return Both(isinstance(node.op, ast.And), tuple(self.condition(part, depth) for part in node.values))
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            return Not(self.condition(node.operand, depth))
        if isinstance(node, ast.Compare):
            return self.compare(node, depth)
        if isinstance(node, ast.Name) and node.id in self.flags:
            return Flag(self.flags[node.id])
        if isinstance(node, ast.Name) and (node.id in self.gauges or node.id == "day"):
            what = "the day" if node.id == "day" else f"'{node.id}' is a gauge, and a gauge"
            says = f"{what} is a number, not a yes or no."
            raise self.fail(node, says, f"Compare it, as in '{node.id} < 40'.")
        if isinstance(node, ast.Name):
            raise self.unknown(node)
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else ""
            if name == "chose":
                return self.chose(node)
            if name in ("min", "max"):
                raise self.fail(node, f"{name}(...) is a number, not a yes or no.", "Compare it with a number.")
            raise self.call(node)
        if isinstance(node, ast.Constant | ast.BinOp | ast.UnaryOp):
            if isinstance(node, ast.Constant) and not _is_whole(node.value):
                raise self.constant(node)
            if isinstance(node, ast.BinOp | ast.UnaryOp):
                self.number(node, depth)
            raise self.fail(node, "a number alone is not a condition.", "Compare it, as in 'day > 3'.")
        raise self.nothing_else(node)

    def number(self, node: ast.AST, depth: int) -> Tree:
        """Read what has to be a number."""
        depth = self.deeper(node, depth)
        if isinstance(node, ast.Constant):
            if not _is_whole(node.value):
                raise self.constant(node)
            if abs(node.value) > MAX_NUMBER:
                raise self.fail(node, f"this number is larger than {MAX_NUMBER:,}.", "Use a smaller one.")
            return Number(int(node.value))
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub | ast.UAdd):
            part = self.number(node.operand, depth)
            if isinstance(node.op, ast.UAdd):
                return part
            return Number(-part.value) if isinstance(part, Number) else Sum("-", Number(0), part)
        if isinstance(node, ast.BinOp) and type(node.op) in _SIGNS:
            return Sum(_SIGNS[type(node.op)], self.number(node.left, depth), self.number(node.right, depth))
        if isinstance(node, ast.Name):
            if node.id == "day":
                return Day()
            if node.id in self.gauges:
                return Gauge(self.gauges[node.id])
            if node.id in self.flags:
                says = f"'{node.id}' is a flag, and a flag is a yes or no, not a number."
                raise self.fail(node, says, f"Write '{node.id}' or 'not {node.id}' alone.")
            raise self.unknown(node)
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else ""
            if name in ("min", "max"):
                if not node.args or node.keywords or any(isinstance(part, ast.Starred) for part in node.args):
                    raise self.fail(node, f"{name}(...) needs numbers in its brackets.", f"Write '{name}(a, b)'.")
                return Extreme(name, tuple(self.number(part, depth) for part in node.args))
            if name == "chose":
                raise self.fail(node, "chose(...) is a yes or no, not a number.", "Write it alone.")
            raise self.call(node)
        if isinstance(node, ast.BoolOp | ast.Compare) or (isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not)):
            raise self.fail(node, "a yes or no stands where a number has to.", "Check the brackets.")
        raise self.nothing_else(node)

    def compare(self, node: ast.Compare, depth: int) -> Tree:
        for sign in node.ops:
            if isinstance(sign, ast.In | ast.NotIn):
                raise self.fail(node, "'in' is not part of a condition.", "Write the flag's name alone, as in 'not patrol_hit'.")
            if type(sign) not in _SIGNS:
                raise self.fail(node, "'is' is not part of a condition.", "Write '=='.")
        parts = tuple(self.number(part, depth) for part in (node.left, *node.comparators))
        return Compare(tuple(_SIGNS[type(sign)] for sign in node.ops), parts)

    def chose(self, node: ast.Call) -> Tree:
        if node.keywords or not 1 <= len(node.args) <= 2 or not all(isinstance(part, ast.Name) for part in node.args):
            says = "chose(...) takes an inject, or an inject and one of its options."
            raise self.fail(node, says, "Write 'chose(inject)' or 'chose(inject, option)'.")
        inject, *rest = [part for part in node.args if isinstance(part, ast.Name)]
        if inject.id not in self.inject_index:
            cure = did_you_mean(inject.id, self.injects) or "Use the id of an inject."
            raise self.fail(inject, f"no inject is called '{inject.id}'.", cure)
        options = list(self.injects[inject.id])
        if not rest:
            return Chose(self.inject_index[inject.id])
        option = rest[0]
        if option.id not in options:
            known = f"It has: {', '.join(options)}." if options else "It has no options; write 'chose(" + inject.id + ")'."
            cure = did_you_mean(option.id, options) or known
            raise self.fail(option, f"inject '{inject.id}' has no option '{option.id}'.", cure)
        return Chose(self.inject_index[inject.id], options.index(option.id))

    def unknown(self, node: ast.Name) -> ConditionError:
        name = node.id
        if name in ("True", "False"):
            return self.fail(node, "a condition compares; it is not 'true' or 'false' by itself.", "Leave the key out.")
        if name in self.inject_index:
            return self.fail(node, f"'{name}' is an inject.", f"Write 'chose({name})' to ask whether it was played.")
        known = [*self.gauges, *self.flags, "day", "chose", "min", "max"]
        cure = did_you_mean(name, known) or "Use a gauge, a flag or 'day'."
        return self.fail(node, f"no gauge or flag is called '{name}'.", cure)

    def call(self, node: ast.Call) -> ConditionError:
        name = node.func.id if isinstance(node.func, ast.Name) else "..."
        cure = did_you_mean(name, ("chose", "min", "max")) or "Only chose(...), min(...) and max(...) have brackets."
        return self.fail(node, f"'{name}(...)' is not part of a condition.", cure)

    def constant(self, node: ast.Constant) -> ConditionError:
        if isinstance(node.value, bool):
            return self.fail(node, "a condition compares; it is not 'true' or 'false' by itself.", "Leave the key out.")
        if isinstance(node.value, str):
            return self.fail(node, "a condition has no quotes in it.", "Write names and numbers without quotes.")
        return self.fail(node, "numbers are whole.", "Round it.")

    def nothing_else(self, node: ast.AST) -> ConditionError:
        cure = "A condition has gauges, flags, day, numbers, comparisons, + - *, and, or, not, min, max and chose."
        return self.fail(node, "this is not part of a condition.", cure)


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


# --- the direct walk: the referee for the lowered form


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
        case Compare(signs, parts):
            values = [evaluate(part, g, f, p, day) for part in parts]
            return int(all(_holds(sign, a, b) for sign, a, b in zip(signs, values, values[1:], strict=False)))
        case Both(every, parts):
            truths = [evaluate(part, g, f, p, day) for part in parts]
            return int(all(truths)) if every else int(any(truths))
        case Not(part):
            return 1 - evaluate(part, g, f, p, day)


def _holds(sign: str, a: int, b: int) -> bool:
    return {"<": a < b, "<=": a <= b, ">": a > b, ">=": a >= b, "==": a == b, "!=": a != b}[sign]


# --- lowering: one source for numbers and for columns

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


# --- bounds: what a tree can be at all


def bounds(tree: Tree, names: Names) -> tuple[int, int]:
    """Return the least and greatest value the tree may have (0 and 1 for a condition).

    By intervals, so possibly wider than the truth, never narrower.

    Raises:
        ConditionError: where a number in it could leave the range that columns count in.
    """
    gauges = list(names.gauges.values())

    def go(tree: Tree) -> tuple[int, int]:
        match tree:
            case Number(value):
                return value, value
            case Gauge(index):
                return gauges[index]
            case Day():
                return 0, names.days
            case Flag() | Chose():
                return 0, 1
            case Sum(sign, left, right):
                (a, b), (c, d) = go(left), go(right)
                ends = (a + c, b + d) if sign == "+" else (a - d, b - c)
                if sign == "*":
                    products = (a * c, a * d, b * c, b * d)
                    ends = (min(products), max(products))
                if max(abs(ends[0]), abs(ends[1])) > MAX_MAGNITUDE:
                    raise ConditionError("the numbers in this condition can grow too large.", "Multiply less.")
                return ends
            case Extreme(name, parts):
                pick = min if name == "min" else max
                ranges = [go(part) for part in parts]
                return pick(low for low, _ in ranges), pick(high for _, high in ranges)
            case Compare(signs, parts):
                ranges = [go(part) for part in parts]
                truths = [_compared(sign, a, b) for sign, a, b in zip(signs, ranges, ranges[1:], strict=False)]
                return min(low for low, _ in truths), min(high for _, high in truths)
            case Both(every, parts):
                pick = min if every else max
                truths = [go(part) for part in parts]
                return pick(low for low, _ in truths), pick(high for _, high in truths)
            case Not(part):
                low, high = go(part)
                return 1 - high, 1 - low

    return go(tree)


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


def constant(tree: Tree, names: Names) -> bool | None:
    """Return True where the condition always holds, False where it never can, else None.

    Exact where the names in it have few values together; else by intervals, which may
    miss a contradiction but never invent one.
    """
    low, high = bounds(tree, names)
    if low == high:
        return bool(low)
    gauges, flags, injects, day = mentioned(tree)
    if len(gauges) + len(flags) + len(injects) > 8:
        return None
    ranges = [range(a, b + 1) for a, b in (list(names.gauges.values())[index] for index in gauges)]
    ranges += [range(2) for _ in flags]
    counts = [len(options) for options in (names.injects or {}).values()]
    ranges += [range(NOT_PLAYED, counts[index]) for index in injects]
    ranges += [range(names.days + 1)] if day else []
    size = 1
    for values in ranges:
        size *= len(values)
        if size > MAX_ENUMERATED:
            return None
    function = lower(tree)
    g, f = dict.fromkeys(gauges, 0), dict.fromkeys(flags, 0)
    p = dict.fromkeys(injects, NOT_PLAYED)
    seen: set[bool] = set()
    for values in itertools.product(*ranges):
        row = iter(values)
        for table in (g, f, p):
            for key in table:
                table[key] = next(row)
        # Dictionaries stand in for the state's tuples: the function only looks things up.
        seen.add(bool(function(g, f, p, next(row, 0))))  # type: ignore[arg-type]
        if len(seen) == 2:
            return None
    return seen.pop() if seen else None


def parts_of(tree: Tree) -> Iterator[Tree]:
    """Yield the tree and every part of it."""
    yield tree
    match tree:
        case Sum(_, left, right):
            yield from parts_of(left)
            yield from parts_of(right)
        case Extreme(_, parts) | Compare(_, parts) | Both(_, parts):
            for part in parts:
                yield from parts_of(part)
        case Not(part):
            yield from parts_of(part)


def mentioned(tree: Tree) -> tuple[list[int], list[int], list[int], bool]:
    """Return the indices of gauges, flags and injects in the tree, and whether it reads the day."""
    parts = list(parts_of(tree))
    return (
        sorted({part.index for part in parts if isinstance(part, Gauge)}),
        sorted({part.index for part in parts if isinstance(part, Flag)}),
        sorted({part.inject for part in parts if isinstance(part, Chose)}),
        any(isinstance(part, Day) for part in parts),
    )
