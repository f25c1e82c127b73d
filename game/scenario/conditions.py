"""The condition language of `when`, `requires`, `holds_if` and `about`: from text to a checked tree.

A condition is read once, by Python's own `ast`, of which only a white list of nodes is taken, and checked against the
scenario's names. What comes of it is a small typed tree (`tree`) that can be walked (`evaluate`, the referee), lowered
to one function (`lowering`) or bounded (`ranges`). Nothing of an author's text is ever evaluated.
"""

from __future__ import annotations

import ast
import keyword
import re
from collections.abc import Callable, Iterable

from game.scenario import signs
from game.scenario.codegen import SCALAR, Function, lower, lower_with, python
from game.scenario.findings import did_you_mean
from game.scenario.interval_analysis import MAX_MAGNITUDE, Patience, bounds, constant
from game.scenario.tree import (
    NO_OPTION,
    NOT_PLAYED,
    Both,
    Chose,
    ConditionError,
    Day,
    Domains,
    Extreme,
    Flag,
    Gauge,
    Names,
    Not,
    Number,
    Relation,
    Sum,
    Tree,
    evaluate,
    mentioned,
    parts_of,
)

__all__ = [
    "MAX_MAGNITUDE",
    "NOT_PLAYED",
    "NO_OPTION",
    "RESERVED",
    "SCALAR",
    "Both",
    "Chose",
    "ConditionError",
    "Day",
    "Domains",
    "Extreme",
    "Flag",
    "Function",
    "Gauge",
    "Names",
    "Not",
    "Number",
    "Patience",
    "Relation",
    "Sum",
    "Tree",
    "bounds",
    "constant",
    "evaluate",
    "lower",
    "lower_with",
    "mentioned",
    "parse",
    "parts_of",
    "python",
]

MAX_LENGTH = 2_000
MAX_TREE_DEPTH = 40
MAX_NUMBER = 1_000_000

RESERVED = frozenset(("day", "chose", "min", "max", "and", "or", "not", "in", "is", "true", "false", "none"))
"""Words that no gauge and no flag may be called."""

Suggest = Callable[[str, Iterable[str]], str]
"""Given a word and the known names: a sentence with the nearest, or an empty one."""

_SIGNS: dict[type[ast.AST], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
}

_TRUTHS = frozenset(("true", "false", "yes", "no", "always", "never", "none", "null"))

# chose(...) with nothing but words between its commas: there a word such as `not` can only be an id.
_CHOSE = re.compile(r"\bchose\s*\((\s*\w+\s*(?:,\s*\w+\s*)*)\)")
_WORD = re.compile(r"\b[a-z]\w*")
_KEYWORDS = frozenset(word for word in keyword.kwlist if word.islower())
_OURS = frozenset(("and", "or", "not", "in", "is"))
"""Keywords of Python that mean something in a condition too, if only to be refused with a cure."""

_STRANGE = re.compile(r"[^A-Za-z0-9_\s()<>=!+\-*,]")
_RUN_TOGETHER = re.compile(r"(?<![A-Za-z0-9_])\d+[A-Za-z_]")

_MISTAKES: tuple[tuple[re.Pattern[str], str, str], ...] = tuple(
    (re.compile(pattern), says, cure)
    for pattern, says, cure in (
        (r"&+", "'&' is not part of a condition.", "Write 'and'."),
        (r"\|+", "'|' is not part of a condition.", "Write 'or'."),
        (r"!(?!=)|~", "this sign is not part of a condition.", "Write 'not'."),
        (r"<>", "'<>' is not part of a condition.", "Write '!='."),
        (r"=>|=<", "this comparison is the wrong way round.", "Write '>=' or '<='."),
        (r"(?<![<>=!])=(?![=<>])", "one '=' does not compare.", "Write '=='."),
        (r"['\"“”„‘’‚`´]", "a condition has no quotes in it.", "Write names and numbers without quotes."),
        (r"#", "'#' begins a comment, and a condition has none.", "Put the comment on a line of its own."),
        (r"%", "there are no percentages in a condition.", "Write the number alone."),
        (r"/|÷", "there is no division in a condition.", "Multiply the other side instead."),
        (r"\*\*|\^", "there are no powers in a condition.", "Multiply, or compare with the number itself."),
        (r"\d[.,]\d", "numbers are whole.", "Round it."),
        (r"\b(AND|OR|NOT|And|Or|Not)\b", "'and', 'or' and 'not' are written in small letters.", ""),
        (r"(?<![A-Za-z0-9_])0\d", "a number does not begin with 0.", "Leave the 0 out."),
        (r"[≤≥≠]", "this sign cannot be read.", "Write '<=', '>=' or '!='."),
        (r"[‐‑‒–—―−]", "this is a dash, not a minus.", "Write '-'."),
        (r"\b(if|else)\b", "'if' and 'else' are not part of a condition.", "Write what has to hold, and nothing else."),
        (r"[×·]", "this sign cannot be read.", "Write '*'."),
    )
)


def parse(text: str, names: Names, suggest: Suggest = did_you_mean) -> Tree:
    """Return the tree of a condition, every name and every type in it checked.

    Raises:
        ConditionError: with the column and, for an unknown name, the nearest known one.
    """
    if len(text) > MAX_LENGTH:
        raise ConditionError(
            f"this condition is longer than {MAX_LENGTH:,} characters.", "Set a flag and test the flag."
        )
    # A condition may run over lines in YAML; inside brackets Python does not mind either.
    flat = re.sub(r"\s", " ", text)
    lead = len(flat) - len(flat.lstrip())
    flat = flat.strip()
    if not flat:
        raise ConditionError("this condition is empty.", "Leave the key out, or write a condition such as 'day > 3'.")
    try:
        _refuse_strange_signs(flat)
        try:
            body = ast.parse(_without_keywords(flat), mode="eval").body
        except (SyntaxError, ValueError, RecursionError, MemoryError) as problem:
            raise _mistake(flat, names, getattr(problem, "offset", None)) from None
        tree = _Reader(names, flat, suggest).condition(body, 0)
    except ConditionError as problem:
        problem.column = max(1, problem.column) + lead
        raise
    bounds(tree, names)  # refuses what could grow too large to count in columns
    return tree


def _refuse_strange_signs(text: str) -> None:
    """Refuse what Python would read and this language has not: comments, dots, 0x10, 1e5, letters of any script."""
    strange = _STRANGE.search(text)
    if strange:
        hint = _known_mistake(text)
        # Only a hint about this very sign: a later one would be the second mistake.
        if hint and hint.column <= strange.start() + 1:
            raise hint
        at = signs.strange(text)
        if at == strange.start():
            mended = signs.mended(text)
            says = f"there is {signs.named(text[at])} in this condition."
            raise ConditionError(says, f"Write '{mended}'." if len(mended) < 300 else "Type it anew.", at + 1)
        says = f"'{strange.group()}' is not part of a condition."
        cure = "Names have small letters, digits and _." if strange.group() in ".:;$@" else ""
        raise ConditionError(says, cure, strange.start() + 1)
    joined = _RUN_TOGETHER.search(text)
    if joined:
        raise ConditionError(
            "a number and a word run into each other.", "Numbers are whole: write 5, -5.", joined.start() + 1
        )


def _without_keywords(text: str) -> str:
    """Return the text with ids that are Python's keywords, such as `yield` or `pass`, blanked by underscores."""
    without = _WORD.sub(lambda word: _blank(word, _KEYWORDS - _OURS), text)
    return _CHOSE.sub(
        lambda chose: (
            text[chose.start() : chose.start(1)] + _WORD.sub(lambda word: _blank(word, _KEYWORDS), chose.group(1)) + ")"
        ),
        without,
    )


def _blank(word: re.Match[str], keywords: frozenset[str]) -> str:
    return "_" * len(word.group()) if word.group() in keywords else word.group()


def _known_mistake(text: str) -> ConditionError | None:
    """Say the first mistake that people are known to make, or None."""
    found = [(match.start(), says, cure) for pattern, says, cure in _MISTAKES if (match := pattern.search(text))]
    if not found:
        return None
    start, says, cure = min(found, key=lambda each: each[0])
    if signs.plain(text[start]) == "-":
        says = f"there is {signs.named(text[start])} in this condition: {says}"
        cure += f" That makes '{signs.mended(text)}'."
    return ConditionError(says, cure, start + 1)


def _mistake(text: str, names: Names, offset: int | None) -> ConditionError:
    """Say what is wrong with text that is not an expression at all."""
    known = _known_mistake(text)
    if known:
        return known
    depth = 0
    opened: list[int] = []
    for column, sign in enumerate(text, 1):
        depth += (sign == "(") - (sign == ")")
        if sign == "(":
            opened.append(column)
        elif sign == ")" and depth < 0:
            return ConditionError("a bracket is closed and not opened.", "Count the brackets.", column)
        elif sign == ")":
            opened.pop()
    if opened:
        return ConditionError("a bracket is opened and not closed.", "Count the brackets.", opened[-1])
    gauge, flag = next(iter(names.gauges), "legitimacy"), next(iter(names.flags), "escorts_used")
    cure = f"Write it like '{gauge} < 60 and not {flag}'."
    return ConditionError("this cannot be read as a condition.", cure, max(1, min(offset or 1, len(text))))


class _Reader:
    """Reads the white-listed nodes of Python's tree into ours."""

    def __init__(self, names: Names, text: str, suggest: Suggest) -> None:
        self.names = names
        self.text = text
        self.suggest = suggest

    def fail(self, node: ast.AST, says: str, cure: str = "") -> ConditionError:
        return ConditionError(says, cure, getattr(node, "col_offset", 0) + 1)

    def deeper(self, node: ast.AST, depth: int) -> int:
        if depth >= MAX_TREE_DEPTH:
            cure = "Set a flag and test the flag."
            raise self.fail(node, f"this condition is nested more than {MAX_TREE_DEPTH} deep.", cure)
        return depth + 1

    def written(self, node: ast.expr) -> str:
        """The node's own text (also where a keyword in it was blanked)."""
        return self.text[node.col_offset : node.end_col_offset]

    def condition(self, node: ast.AST, depth: int) -> Tree:
        """Read what has to be a yes or a no."""
        depth = self.deeper(node, depth)
        match node:
            case ast.BoolOp(op, parts):
                return Both(isinstance(op, ast.And), tuple(self.condition(part, depth) for part in parts))
            case ast.UnaryOp(ast.Not(), part):
                return Not(self.condition(part, depth))
            case ast.Compare():
                return self.compare(node, depth)
            case ast.Name():
                return self.flag(node, self.written(node))
            case ast.Call(ast.Name("chose")):
                return self.chose(node)
            case ast.Call(ast.Name("min" | "max" as name)):
                raise self.fail(node, f"{name}(...) is a number, not a yes or no.", "Compare it with a number.")
            case ast.Call():
                raise self.call(node)
            case ast.Constant() | ast.BinOp() | ast.UnaryOp():
                self.number(node, depth)
                raise self.fail(node, "a number alone is not a condition.", "Compare it, as in 'day > 3'.")
        raise self.nothing_else(node)

    def flag(self, node: ast.Name, name: str) -> Tree:
        if name in self.names.flag_index:
            return Flag(self.names.flag_index[name])
        if name in self.names.gauge_index or name == self.names.tick:
            what = f"the {name}" if name == self.names.tick else f"'{name}' is a gauge, and a gauge"
            raise self.fail(node, f"{what} is a number, not a yes or no.", f"Compare it, as in '{name} < 40'.")
        raise self.unknown(node)

    def number(self, node: ast.AST, depth: int) -> Tree:
        """Read what has to be a number."""
        depth = self.deeper(node, depth)
        match node:
            case ast.Constant(bool() | None):
                raise self.truth(node, self.written(node))
            case ast.Constant(int(value)):
                if value > MAX_NUMBER:
                    raise self.fail(node, f"this number is larger than {MAX_NUMBER:,}.", "Use a smaller one.")
                return Number(value)
            case ast.UnaryOp(ast.USub(), operand):
                part = self.number(operand, depth)
                return Number(-part.value) if isinstance(part, Number) else Sum("-", Number(0), part)
            case ast.UnaryOp(ast.UAdd(), operand):
                return self.number(operand, depth)
            case ast.BinOp(left, op, right) if type(op) in _SIGNS:
                return Sum(_SIGNS[type(op)], self.number(left, depth), self.number(right, depth))
            case ast.BinOp():
                raise _known_mistake(self.text) or self.nothing_else(node)
            case ast.Name():
                return self.named_number(node, self.written(node))
            case ast.Call(ast.Name("min" | "max" as name), args, keywords):
                if not args or keywords or any(isinstance(part, ast.Starred) for part in args):
                    raise self.fail(node, f"{name}(...) needs numbers in its brackets.", f"Write '{name}(a, b)'.")
                return Extreme(name, tuple(self.number(part, depth) for part in args))
            case ast.Call(ast.Name("chose")):
                raise self.fail(node, "chose(...) is a yes or no, not a number.", "Write it alone.")
            case ast.Call():
                raise self.call(node)
            case ast.BoolOp() | ast.Compare() | ast.UnaryOp(ast.Not()):
                raise self.fail(node, "a yes or no stands where a number has to.", "Check the brackets.")
        raise self.nothing_else(node)

    def named_number(self, node: ast.Name, name: str) -> Tree:
        if name == self.names.tick:
            return Day()
        if name in self.names.gauge_index:
            return Gauge(self.names.gauge_index[name])
        if name in self.names.flag_index:
            says = f"'{name}' is a flag, and a flag is a yes or no, not a number."
            raise self.fail(node, says, f"Write '{name}' or 'not {name}' alone.")
        raise self.unknown(node)

    def compare(self, node: ast.Compare, depth: int) -> Tree:
        for sign in node.ops:
            if isinstance(sign, ast.In | ast.NotIn):
                cure = "Write the flag's name alone, as in 'not patrol_hit'."
                raise self.fail(node, "'in' is not part of a condition.", cure)
            if type(sign) not in _SIGNS:
                raise self.fail(node, "'is' is not part of a condition.", "Write '=='.")
        parts = tuple(self.number(part, depth) for part in (node.left, *node.comparators))
        return Relation(tuple(_SIGNS[type(sign)] for sign in node.ops), parts)

    def chose(self, node: ast.Call) -> Tree:
        if node.keywords or not 1 <= len(node.args) <= 2 or not all(isinstance(part, ast.Name) for part in node.args):
            says = "chose(...) takes an inject, or an inject and one of its options."
            raise self.fail(node, says, "Write 'chose(inject)' or 'chose(inject, option)'.")
        inject = self.written(node.args[0])
        index = self.names.inject_index.get(inject)
        if index is None:
            cure = self.suggest(inject, self.names.inject_index) or "Use the id of an inject."
            raise self.fail(node.args[0], f"no inject is called '{inject}'.", cure)
        if len(node.args) == 1:
            return Chose(index)
        options = list((self.names.injects or {})[inject])
        option = self.written(node.args[1])
        if option not in options:
            known = f"It has: {', '.join(options[:12])}." if options else f"It has none; write 'chose({inject})'."
            cure = self.suggest(option, options) or known
            raise self.fail(node.args[1], f"inject '{inject}' has no option '{option}'.", cure)
        return Chose(index, options.index(option))

    def unknown(self, node: ast.Name) -> ConditionError:
        name = self.written(node)
        if name.casefold() in _TRUTHS:
            return self.truth(node, name)
        if name in self.names.inject_index:
            return self.fail(node, f"'{name}' is an inject.", f"Write 'chose({name})' to ask whether it was played.")
        tick = self.names.tick
        if name in ("day", "hour"):
            return self.fail(node, f"this clock counts {tick}s, and has no '{name}'.", f"Write '{tick}'.")
        known = [*self.names.gauge_index, *self.names.flag_index, tick, "chose", "min", "max"]
        cure = self.suggest(name, known) or f"Use a gauge, a flag or '{tick}'."
        return self.fail(node, f"no gauge or flag is called '{name}'.", cure)

    def truth(self, node: ast.AST, word: str) -> ConditionError:
        cure = "Leave the key out where it shall always hold; write 'manual: true' for an inject released by hand."
        return self.fail(node, f"'{word}' is not a condition: a condition asks something of the state.", cure)

    def call(self, node: ast.Call) -> ConditionError:
        name = self.written(node.func) if isinstance(node.func, ast.Name) else "..."
        cure = self.suggest(name, ("chose", "min", "max")) or "Only chose(...), min(...) and max(...) have brackets."
        return self.fail(node, f"'{name}(...)' is not part of a condition.", cure)

    def nothing_else(self, node: ast.AST) -> ConditionError:
        cure = "A condition has gauges, flags, day, numbers, comparisons, + - *, and, or, not, min, max and chose."
        return self.fail(node, "this is not part of a condition.", cure)
