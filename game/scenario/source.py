"""YAML read into a tree that remembers where everything stood.

Built straight from the parser's events, so that nothing recursive ever sees a stranger's
file: depth and size are bounded before a node exists (PyYAML's own composer dies on
100,000 brackets), aliases and tags are refused, a second key of one name is an error, and
only ``true``, ``false``, ``null`` and whole numbers are anything but text. So ``no``,
``on`` and ``12:30`` stay the words that the author wrote (YAML 1.1 would make them
False, True and 750).
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from game.scenario.findings import Place, ScenarioError, error
from game.scenario.node import Node, scalar, walk
from game.scenario.syntax import explained

__all__ = ["Node", "Source", "error", "lines_of", "parse", "read_text", "scalar", "walk"]

MAX_BYTES = 16 * 1024 * 1024
MAX_DEPTH = 40
MAX_NODES = 700_000
MAX_ITEMS = 5_000  # of one list or map
FEW_NODES = 50_000
BYTES_A_NODE = 10  # of a file with more than a few; an honest one has ten to forty
MAX_FOLDER_FILES = 500

_Loader = getattr(yaml, "CLoader", yaml.Loader)
_BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_NOT_TEXT = re.compile("[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")


@dataclass(slots=True)
class Source:
    """The text of a scenario: file name (with ``/``, inside its folder) to text, the main file first.

    The text is the file to the last byte: byte order mark and line ends are kept, so that a hash of it is the file's.
    """

    files: dict[str, str] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)
    """File name to the name a person knows it by (the path given on the command line)."""
    pictures: dict[str, bytes] = field(default_factory=dict)
    """The bytes of pictures read from disk, by their hash; a run keeps them beside the logs, once."""
    unread: list[str] = field(default_factory=list)
    """Files beside those of `injects/` that were most likely meant to be read, and are not for their names."""
    _lines: dict[str, list[str]] = field(default_factory=dict)

    def lines(self, shown: str) -> list[str]:
        """The lines of a file, by the name that places give it."""
        if shown not in self._lines:
            name = next((name for name, each in self.shown.items() if each == shown), shown)
            self._lines[shown] = lines_of(self.files.get(name, ""))
        return self._lines[shown]

    def line(self, place: Place) -> str:
        """The line at ``place``, or an empty string (also for a position after the last line)."""
        lines = self.lines(place.file)
        return lines[place.line - 1] if 0 < place.line <= len(lines) else ""

    def inside(self, node: Node, word: str, skip: int = 0, offset: int = 0) -> Place:
        """The place of a word in a scalar, which may run over several lines or be quoted; its start if it is not there.

        `skip` of its occurrences are passed over first; `offset` signs of the word itself, too.
        """
        if not word or node.kind != "scalar":
            return node.place
        wanted = _whole_word(word)
        for number in range(node.line, node.end_line + 1):
            line = self.line(Place(node.file, number))
            for found in wanted.finditer(line, node.column - 1 if number == node.line else 0):
                if skip == 0:
                    return Place(node.file, number, found.start() + 1 + offset)
                skip -= 1
        return node.place

    def comment_after(self, node: Node) -> str:
        """The comment at which YAML cut an unquoted text, or an empty string."""
        if node.kind != "scalar" or not node.plain:
            return ""
        rest = self.line(Place(node.file, node.end_line))[node.end_column - 1 :].lstrip()
        return rest[1:].strip() if rest.startswith("#") else ""


def occurrence(text: str, column: int) -> tuple[str, int, int]:
    """Return the word at a column of a text, how often it stands before it, and how far in it the column is."""
    start = column - 1
    while start > 0 and re.fullmatch(r"\w\w", text[start - 1 : start + 1]):
        start -= 1
    found = re.match(r"\w+|\S", text[start:])
    word = found.group() if found else ""
    return word, len(_whole_word(word).findall(text[:start])) if word else 0, column - 1 - start


def _whole_word(word: str) -> re.Pattern[str]:
    edge = r"\b" if word[0].isalnum() else ""
    return re.compile(edge + re.escape(word))


def lines_of(text: str) -> list[str]:
    """Return the lines of a file as YAML counts them, without a byte order mark."""
    return _BREAK.split(text.removeprefix(_BOM))


def read_text(path: Path, shown: str, within: Path | None = None) -> str:
    """Return a file's text, to the last byte (see `Source`); only of a plain file `within` a folder, if one is given.

    Raises:
        ScenarioError: where it is missing, unreadable, elsewhere, larger than `MAX_BYTES` or not UTF-8.
    """
    try:
        with open(path, "rb", opener=_opened) as file:
            # Asked of what is open, not of the name: another file may have come to have it meanwhile.
            if within is not None and not _lies_within(file.fileno(), path, within):
                says = "this file was exchanged for another one while it was read."
                raise ScenarioError(
                    [error("WC001", Place(shown), says, "Try again when nothing writes to the folder.")]
                )
            data = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as problem:
        reason = (getattr(problem, "strerror", None) or "it cannot be opened").lower()
        raise ScenarioError([error("WC001", Place(shown), f"this file cannot be read: {reason}.")]) from None
    if len(data) > MAX_BYTES:
        says = f"this file is larger than {MAX_BYTES // 1024 // 1024} MB."
        raise ScenarioError([error("WC002", Place(shown), says, "A scenario is text; take out what is not.")])
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        column = problem.start - data.rfind(b"\n", 0, problem.start)
        wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
        says = "this is text in UTF-16, not in UTF-8." if wide else "this is not text in UTF-8."
        cure = "Save the file as UTF-8 in your editor."
        raise ScenarioError([error("WC003", Place(shown, line, column), says, cure)]) from None


def _opened(path: str, flags: int) -> int:
    """Open a file without waiting: where a pipe has come to stand, somebody would have to write into it first."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _lies_within(opened: int, path: Path, folder: Path) -> bool:
    """Whether an open file is a plain one and is what the name leads to, inside the folder."""
    found = os.fstat(opened)
    real = os.path.realpath(path)
    inside = Path(real).is_relative_to(os.path.realpath(folder))
    return stat.S_ISREG(found.st_mode) and inside and os.path.samestat(found, os.lstat(real))


def parse(text: str, file: str) -> Node:
    """Return the tree of one YAML document.

    Raises:
        ScenarioError: with file, line and column, for anything that is not one plain
            document of maps, lists and scalars within the bounds above.
    """
    text = text.removeprefix(_BOM)
    try:
        return _Builder(text, file).build()
    except yaml.reader.ReaderError:
        raise ScenarioError([_not_text(text, file)]) from None
    except yaml.MarkedYAMLError as problem:
        raise ScenarioError([explained(problem, lines_of(text), file)]) from None
    except (yaml.YAMLError, ValueError, RecursionError):
        raise ScenarioError([error("WC005", Place(file, 1, 1), "this file is not YAML.")]) from None


def _not_text(text: str, file: str) -> Any:
    found = _NOT_TEXT.search(text)
    start = found.start() if found else 0
    before = lines_of(text[:start])
    place = Place(file, len(before), len(before[-1]) + 1)
    says = f"there is a character here (code {ord(text[start]):#x}) that a text file cannot hold."
    return error("WC004", place, says, "Delete it.", lines_of(text)[place.line - 1])


class _Builder:
    """Folds the parser's events into nodes, bounded in depth and number."""

    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.file = file
        self.root: Node | None = None
        self.stack: list[Node] = []
        # Beside each open collection: what it holds so far, and a map's keys.
        self.children: list[list[Any]] = []
        self.keys: list[dict[str, Node]] = []
        self.waiting: list[Node | None] = []

    def build(self) -> Node:
        count = 0
        for event in self.events():
            kind = type(event)
            if kind is yaml.ScalarEvent:
                count += 1
                self.refuse_reference(event)
                at, to = event.start_mark, event.end_mark
                word, plain = event.value, not event.style
                spot = (at.line + 1, at.column + 1, word, plain, to.line + 1, to.column + 1)
                self.add(Node("scalar", self.file, *spot), event)
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                count += 1
                self.refuse_reference(event)
                self.open("map" if kind is yaml.MappingStartEvent else "list", event)
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                self.close()
            elif kind is yaml.AliasEvent:
                says = "aliases (*name) are not part of the scenario format."
                raise self.fail("WC007", event, says, "Put the text in quotes, or write it out.")
            if count > FEW_NODES and (count > MAX_NODES or event.start_mark.index < (count - FEW_NODES) * BYTES_A_NODE):
                raise self.too_many(event, count)
        if self.root is None:
            says = "this file is empty."
            raise ScenarioError([error("WC013", Place(self.file, 1, 1), says, "Begin with 'format: 1'.")])
        return self.root

    def events(self) -> Iterator[Any]:
        """The parser's events; the C parser and Python's share no types."""
        return iter(yaml.parse(self.text, Loader=_Loader))

    def fail(self, code: str, event: Any, says: str, cure: str = "") -> ScenarioError:
        place = Place(self.file, event.start_mark.line + 1, event.start_mark.column + 1)
        lines = lines_of(self.text)
        line = lines[place.line - 1] if place.line <= len(lines) else ""
        return ScenarioError([error(code, place, says, cure, line)])

    def too_many(self, event: Any, count: int) -> ScenarioError:
        """A file of more values than any scenario has, or of little but brackets and commas."""
        if count > MAX_NODES:
            says, cure = f"this file has more than {MAX_NODES:,} values.", "Spread the injects over several files."
        else:
            says, cure = "this file is little but brackets and commas.", "Look for what was pasted into it by mistake."
        return self.fail("WC006", event, says, cure)

    def refuse_reference(self, event: Any) -> None:
        if event.anchor is not None:
            says = "anchors (&name) are not part of the scenario format."
            raise self.fail("WC007", event, says, "Write the text out, or put it in quotes if it begins with '&'.")
        if event.tag is not None:
            says = "tags (words that begin with !) are not part of the scenario format."
            raise self.fail("WC008", event, says, "Put the text in double quotes if it begins with '!'.")

    def open(self, kind: str, event: Any) -> None:
        if len(self.stack) >= MAX_DEPTH:
            says = f"this is nested more than {MAX_DEPTH} deep."
            raise self.fail("WC009", event, says, "Look for a stray bracket.")
        node = Node(kind, self.file, event.start_mark.line + 1, event.start_mark.column + 1)
        self.add(node, event)
        self.stack.append(node)
        self.children.append([])
        self.keys.append({})
        self.waiting.append(None)

    def close(self) -> None:
        node, held = self.stack.pop(), self.children.pop()
        self.keys.pop()
        self.waiting.pop()
        if node.kind == "map":
            node.items = held
        else:
            node.children = held

    def twins(self, twin: Node, event: Any) -> str:
        """What to do about a second key of one name: where the first begins an item, a dash was likely forgotten."""
        lines = lines_of(self.text)
        first, second = lines[twin.line - 1], lines[event.start_mark.line]
        begins = re.fullmatch(r"( *- +)", first[: twin.column - 1])
        if begins and twin.line <= event.start_mark.line and not second[: event.start_mark.column].strip():
            item, wide = f"- {second.strip()[:60]}", begins.group().index("-")
            before = "no space" if not wide else "1 space" if wide == 1 else f"{wide} spaces"
            return f"If a new item begins here, write '{item}' with {before} before it; else keep one of the two."
        return "Keep one of the two."

    def add(self, node: Node, event: Any) -> None:
        """Put a value where it belongs: at the root, into a list, or beside its key."""
        if not self.stack:
            if self.root is not None:
                says = "a second document begins here."
                raise self.fail("WC010", event, says, "Keep one scenario in a file; delete '---'.")
            self.root = node
        elif self.stack[-1].kind == "list":
            self.children[-1].append(node)
            if len(self.children[-1]) > MAX_ITEMS:
                raise self.fail("WC006", event, f"this list has more than {MAX_ITEMS:,} items.", "Split the scenario.")
        elif (key := self.waiting[-1]) is not None:
            self.children[-1].append((key, node))
            self.waiting[-1] = None
        else:
            if node.kind != "scalar":
                raise self.fail("WC011", event, "a key has to be a word, not a list or a map.", "Put it in quotes.")
            keys = self.keys[-1]
            twin = keys.get(node.text)
            if twin is not None:
                says = f"'{node.text[:60]}' stands here a second time; the first is in line {twin.line}."
                raise self.fail("WC012", event, says, self.twins(twin, event))
            keys[node.text] = node
            self.waiting[-1] = node
            if len(keys) > MAX_ITEMS:
                raise self.fail("WC006", event, f"this map has more than {MAX_ITEMS:,} keys.", "Split the scenario.")
