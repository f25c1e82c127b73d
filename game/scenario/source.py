"""YAML read into a tree that remembers where everything stood.

Built straight from the parser's events, so that nothing recursive ever sees a stranger's
file: depth and size are bounded before a node exists (PyYAML's own composer dies on
100,000 brackets), aliases and tags are refused, a second key of one name is an error, and
only ``true``, ``false``, ``null`` and whole numbers are anything but text. So ``no``,
``on`` and ``12:30`` stay the words that the author wrote (YAML 1.1 would make them
False, True and 750).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from game.scenario.findings import Finding, Level, Place, ScenarioError

MAX_BYTES = 8 * 1024 * 1024
MAX_DEPTH = 40
MAX_NODES = 500_000
MAX_FOLDER_FILES = 500

_Loader = getattr(yaml, "CLoader", yaml.Loader)
_WHOLE = re.compile(r"[+-]?(0|[1-9][0-9]{0,17})")
_NULLS = frozenset(("", "~", "null", "Null", "NULL"))
_TRUTHS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}

Plain = str | int | bool | None | list["Plain"] | dict[str, "Plain"]


@dataclass(slots=True)
class Node:
    """One value of a file with its position (line and column count from 1).

    `kind` is ``scalar``, ``list`` or ``map``. `text` is a scalar as written, `plain` says
    that it stood without quotes. A map's `items` are pairs of a key's node and a value's.
    """

    kind: str
    file: str
    line: int
    column: int
    text: str = ""
    plain: bool = False
    end: tuple[int, int] = (0, 0)
    children: list[Node] = field(default_factory=list)
    items: list[tuple[Node, Node]] = field(default_factory=list)

    @property
    def place(self) -> Place:
        return Place(self.file, self.line, self.column)

    def value(self) -> Plain:
        """The node as plain Python: what the model checks. Depth is bounded by `MAX_DEPTH`."""
        if self.kind == "list":
            return [child.value() for child in self.children]
        if self.kind == "map":
            return {key.text: value.value() for key, value in self.items}
        return scalar(self.text) if self.plain else self.text

    def get(self, key: str) -> Node | None:
        """The value beside ``key`` in a map, or None."""
        return next((value for name, value in self.items if name.text == key), None)

    def key(self, key: str) -> Node | None:
        """The node of the key itself, or None."""
        return next((name for name, _ in self.items if name.text == key), None)

    def find(self, path: tuple[str | int, ...]) -> Node:
        """The deepest node that ``path`` reaches; where it leads nowhere, the last one that is there."""
        node = self
        for step in path:
            if node.kind == "map":
                child = node.get(str(step))
            elif node.kind == "list" and isinstance(step, int) and step < len(node.children):
                child = node.children[step]
            else:
                child = None
            if child is None:
                return node
            node = child
        return node


def scalar(text: str) -> str | int | bool | None:
    """Return what an unquoted word of YAML means here: null, a truth value, a whole number or text."""
    if text in _NULLS:
        return None
    if text in _TRUTHS:
        return _TRUTHS[text]
    return int(text) if _WHOLE.fullmatch(text) else text


@dataclass(slots=True)
class Source:
    """The text of a scenario: file name (with ``/``, inside its folder) to text."""

    files: dict[str, str] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)
    """File name to the name a person knows it by (the path given on the command line)."""
    _lines: dict[str, list[str]] = field(default_factory=dict)

    def line(self, place: Place) -> str:
        """The line at ``place``, or an empty string (also for a position after the last line)."""
        name = next((name for name, shown in self.shown.items() if shown == place.file), place.file)
        if name not in self._lines:
            self._lines[name] = self.files.get(name, "").splitlines()
        lines = self._lines[name]
        return lines[place.line - 1] if 0 < place.line <= len(lines) else ""


def error(code: str, place: Place, says: str, cure: str = "", source: str = "", where: str = "") -> Finding:
    """Return a finding of level ``error``."""
    return Finding(code, Level.ERROR, place, says, cure, where=where, source=source)


def read_text(path: Path, shown: str) -> str:
    """Return a file's text.

    Raises:
        ScenarioError: where it is missing, unreadable, larger than `MAX_BYTES` or not UTF-8.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as problem:
        reason = (problem.strerror or "it cannot be opened").lower()
        raise ScenarioError([error("WC001", Place(shown), f"this file cannot be read: {reason}.")]) from None
    if len(data) > MAX_BYTES:
        says = f"this file is larger than {MAX_BYTES // 1024 // 1024} MB."
        raise ScenarioError([error("WC002", Place(shown), says, "A scenario is text; take out what is not.")])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        column = problem.start - data.rfind(b"\n", 0, problem.start)
        says = "this is not text in UTF-8."
        cure = "Save the file as UTF-8 in your editor."
        raise ScenarioError([error("WC003", Place(shown, line, column), says, cure)]) from None
    return text


def parse(text: str, file: str) -> Node:
    """Return the tree of one YAML document.

    Raises:
        ScenarioError: with file, line and column, for anything that is not one plain
            document of maps, lists and scalars within the bounds above.
    """
    try:
        return _build(text, file)
    except yaml.MarkedYAMLError as problem:
        raise ScenarioError([_syntax(problem, text, file)]) from None
    except yaml.reader.ReaderError as problem:
        line, column = _position(text, problem.position)
        says = "there is a character here that a text file cannot hold."
        place = Place(file, line, column)
        raise ScenarioError([error("WC004", place, says, "Delete it.", _line(text, line))]) from None
    except (yaml.YAMLError, ValueError, RecursionError, UnicodeError):
        raise ScenarioError([error("WC005", Place(file, 1, 1), "this file is not YAML.")]) from None


def _build(text: str, file: str) -> Node:
    """Fold the parser's events into nodes, bounded in depth and number."""
    stack: list[Node] = []
    keys: list[Node | None] = []
    seen: list[dict[str, Node]] = []
    root: Node | None = None
    count = 0

    def fail(code: str, mark: yaml.Mark, says: str, cure: str = "") -> ScenarioError:
        line, column = mark.line + 1, mark.column + 1
        return ScenarioError([error(code, Place(file, line, column), says, cure, _line(text, line))])

    for event in yaml.parse(text, Loader=_Loader):
        kind = type(event)
        if kind is yaml.ScalarEvent or kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            mark = event.start_mark
            count += 1
            if count > MAX_NODES:
                raise fail("WC006", mark, f"this file has more than {MAX_NODES:,} values.", "Split the scenario.")
            if event.anchor is not None:
                raise fail("WC007", mark, "anchors (&name) are not part of the scenario format.", "Write the text out.")
            if event.tag not in (None, "!", "tag:yaml.org,2002:str") or (event.tag == "!" and not event.implicit[0]):
                says = "tags (words that begin with !) are not part of the scenario format."
                raise fail("WC008", mark, says, "Put the text in double quotes if it begins with '!'.")
            node = _node(event, kind, file)
            if kind is not yaml.ScalarEvent and len(stack) >= MAX_DEPTH:
                raise fail("WC009", mark, f"this is nested more than {MAX_DEPTH} deep.", "Look for a stray bracket.")
            if not stack:
                if root is not None:
                    raise fail("WC010", mark, "a second document begins here.", "Keep one scenario in a file; delete '---'.")
                root = node
            elif stack[-1].kind == "list":
                stack[-1].children.append(node)
            elif keys[-1] is None:
                if node.kind != "scalar":
                    raise fail("WC011", mark, "a key has to be a word, not a list or a map.", "Put the text in quotes.")
                twin = seen[-1].get(node.text)
                if twin is not None:
                    says = f"'{node.text[:60]}' stands here a second time; the first is in line {twin.line}."
                    raise fail("WC012", mark, says, "Keep one of the two.")
                seen[-1][node.text] = node
                keys[-1] = node
            else:
                stack[-1].items.append((keys[-1], node))
                keys[-1] = None
            if node.kind != "scalar":
                stack.append(node)
                keys.append(None)
                seen.append({})
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            stack.pop()
            keys.pop()
            seen.pop()
        elif kind is yaml.AliasEvent:
            says = "aliases (*name) are not part of the scenario format."
            raise fail("WC007", event.start_mark, says, "Put the text in quotes, or write it out.")
    if root is None:
        raise ScenarioError([error("WC013", Place(file, 1, 1), "this file is empty.", "Begin with 'format: 1'.")])
    return root


def _node(event: yaml.Event, kind: type, file: str) -> Node:
    mark = event.start_mark
    if kind is yaml.ScalarEvent:
        plain = event.implicit[0] and event.style is None or event.style == ""
        end = event.end_mark
        return Node("scalar", file, mark.line + 1, mark.column + 1, event.value, plain, (end.line + 1, end.column + 1))
    name = "map" if kind is yaml.MappingStartEvent else "list"
    return Node(name, file, mark.line + 1, mark.column + 1)


_HINTS: tuple[tuple[str, str, str], ...] = (
    ("found character '\\t'", "a tab stands where spaces have to.", "Indent with spaces."),
    ("mapping values are not allowed", "there is a second ': ' in this line.", "Put the whole text in double quotes."),
    ("could not find expected ':'", "a key without its ':' stands above here.", "Write 'key: value', or indent the text."),
    ("found unexpected end of stream", "a quote that was opened is never closed.", "Close it, or double it inside the text."),
    ("did not find expected key", "the indentation or a quote goes wrong here.", "Line it up with the keys above."),
    ("found duplicate", "a name stands here twice.", "Keep one of the two."),
    ("cannot start any token", "this line begins with a character that YAML keeps for itself.", "Put the text in double quotes."),
    ("did not find expected ',' or", "a bracket is not closed, or a comma is missing.", "Close the bracket, or add the comma."),
    ("did not find expected alphabetic", "'*', '&' or '!' begins a text here.", "Put the text in double quotes."),
    ("did not find expected '-'", "the items of this list do not line up.", "Begin each with '- ' in the same column."),
    ("block sequence entries are not allowed", "a list begins in the middle of a line.", "Begin it on the next line."),
    ("found unknown escape", "a backslash in double quotes begins a code.", "Write it twice, or use single quotes."),
)  # fmt: skip

_QUOTED_START = re.compile(r"""^\s*(?:-\s+)?(?:[\w]+)\s*:\s*(['"]).*\1\s*[^\s#,}\]]""")
_CONDITION_KEY = re.compile(r"\b(when|requires|holds_if|about)\s*:")


def _syntax(problem: yaml.MarkedYAMLError, text: str, file: str) -> Finding:
    """Turn the parser's complaint into a sentence that says what to do."""
    mark = problem.problem_mark or problem.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    message = f"{problem.problem or ''} {problem.context or ''}"
    opened = problem.context_mark
    if "unexpected end of stream" in message and opened is not None:
        line, column = opened.line + 1, opened.column + 1
    source = _line(text, line)
    # The parser often stops one line after the one whose quote ends too early.
    for number in (line, line - 1):
        if _QUOTED_START.match(_line(text, number)):
            here = _line(text, number)
            column = here.index("'") + 1 if "'" in here.split('"')[0] else here.index('"') + 1
            says = "this text begins with a quote but goes on after the quote is closed."
            cure = (
                'Leave the quotes out of the condition, or put the whole condition in double quotes: "..."'
                if _CONDITION_KEY.search(here)
                else "Put the whole text in one pair of quotes, or indent it under '|'."
            )
            return error("WC014", Place(file, number, column), says, cure, here)
    for part, says, cure in _HINTS:
        if part in message:
            return error("WC014", Place(file, line, column), says, cure, source)
    return error("WC014", Place(file, line, column), "YAML cannot be read from here.", "Look at this line and the one above.", source)  # fmt: skip


def _line(text: str, number: int) -> str:
    """Line ``number`` of the text, or an empty string."""
    lines = text.splitlines()
    return lines[number - 1] if 0 < number <= len(lines) else ""


def _position(text: str, offset: int) -> tuple[int, int]:
    line = text.count("\n", 0, offset) + 1
    return line, offset - text.rfind("\n", 0, offset)


def walk(node: Node) -> Iterator[Node]:
    """Yield every node of the tree, parents first."""
    yield node
    for child in node.children:
        yield from walk(child)
    for key, value in node.items:
        yield key
        yield from walk(value)
