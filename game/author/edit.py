"""Changing a scenario's files in place: only the value that changes is written anew, all else stays to the last byte.

Every change is a `Splice` of the text as it was read; they are put in together, so that no position moves in between.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from game.author import yaml_text
from game.scenario.load import Examined
from game.scenario.node import Node, Path

Value = str | int | list[str]

_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_HEADER = re.compile(r"[|>][-+0-9]*([ \t]*#[^\r\n]*)?")
_BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"


class CannotEdit(Exception):
    """A value that has no place in the file as it is written; says why."""


@dataclass(frozen=True, slots=True)
class Splice:
    """Text to put in the place of what stands from `start` to `end` in a file."""

    file: str
    start: int
    end: int
    text: str


def spliced(files: Mapping[str, str], splices: Iterable[Splice]) -> dict[str, str]:
    """Return the files with all splices in them; two at one place stand in the order given."""
    by_file: dict[str, list[Splice]] = {}
    for splice in splices:
        by_file.setdefault(splice.file, []).append(splice)
    made = dict(files)
    for name, held in by_file.items():
        text, at, pieces = files[name], 0, []
        for splice in sorted(held, key=lambda each: each.start):  # a stable order: two at one place stay as given
            if splice.start < at:
                raise CannotEdit("two changes meet in one place")
            pieces += [text[at : splice.start], splice.text]
            at = splice.end
        made[name] = "".join([*pieces, text[at:]])
    return made


class Editor:
    """The files of one scenario as they were read, and where in them everything stands."""

    def __init__(self, read: Examined) -> None:
        assert read.root is not None
        self.root: Node = read.root
        self.files: Mapping[str, str] = read.source.files
        self._names = {shown: name for name, shown in read.source.shown.items()}
        self._starts: dict[str, list[int]] = {}

    # --- where things are

    def file(self, node: Node) -> str:
        """The name of the file that a node stands in."""
        return self._names.get(node.file, node.file)

    def text(self, node: Node) -> str:
        """The text of that file."""
        return self.files[self.file(node)]

    def offset(self, node: Node, line: int, column: int) -> int:
        """Where a line and column lie in a file's text."""
        name = self.file(node)
        if name not in self._starts:
            text = self.files[name]
            first = 1 if text.startswith(_BOM) else 0
            self._starts[name] = [first, *(found.end() for found in _BREAK.finditer(text))]
        starts = self._starts[name]
        return min(starts[min(line, len(starts)) - 1] + column - 1, len(self.files[name]))

    def start(self, node: Node) -> int:
        """Where a value begins."""
        return self.offset(node, node.line, node.column)

    def end(self, node: Node) -> int:
        """Where a value ends, without the white space behind it."""
        if node.kind == "scalar":
            start, stop = self.start(node), self.offset(node, node.end_line, node.end_column)
            return start + len(self.text(node)[start:stop].rstrip())
        held = [node.items[-1][1]] if node.items else list(node.children[-1:])
        at = self.end(held[0]) if held else self.start(node) + (1 if self.flows(node) else 0)
        if held and held[0].kind == "scalar" and at <= self.start(held[0]) and node.items:
            at = max(at, self.end(node.items[-1][0]) + 1)  # a key with nothing behind its colon
        return self.closing(node, at) if self.flows(node) else at

    def closing(self, node: Node, at: int) -> int:
        """Where a collection in brackets ends, from the end of what is in it."""
        text = self.text(node)
        while at < len(text) and text[at] not in "]}":
            if text[at] == "#" and text[at - 1] in " \t\r\n":
                at = self.line_end(text, at)
            else:
                at += 1
        return min(at + 1, len(text))

    def flows(self, node: Node) -> bool:
        """Whether a collection is written in brackets."""
        if node.kind == "scalar":
            return False
        at = self.start(node)
        return self.text(node)[at : at + 1] in ("[", "{")

    def within_brackets(self, path: Path) -> bool:
        """Whether the value at a path stands inside brackets anywhere."""
        return any(self.flows(self.root.find(path[:depth])) for depth in range(len(path) + 1))

    @staticmethod
    def line_end(text: str, at: int) -> int:
        """The end of the line that `at` lies in."""
        found = _BREAK.search(text, at)
        return found.start() if found else len(text)

    def newline(self, node: Node) -> str:
        """How lines end in a file."""
        return "\r\n" if "\r\n" in self.text(node) else "\n"

    # --- changing

    def put(self, path: Path, key: str, value: Value, after: str) -> Splice:
        """Return the splice that gives a key of the map at `path` another value, or adds it behind the key `after`.

        Raises:
            CannotEdit: where there is no such map.
        """
        held = self.root.find(path)
        if held.kind != "map" or self.root.find(path[:-1]).step(path[-1]) is not held:
            raise CannotEdit("it is written in a way that cannot be changed here")
        old = held.get(key)
        flow = self.within_brackets(path)
        if old is None:
            return self.added(held, key, value, after, flow)
        start, end, indent = self.start(old), self.end(old), held.column - 1
        text = self.text(old)
        gap = " " if start and text[start - 1] == ":" else ""
        if isinstance(value, str) and not flow:
            return self.text_put(old, value, (start, end), indent, gap)
        key_node = held.key(key)
        if old.kind == "list" and not self.flows(old) and key_node is not None and key_node.line < old.line:
            # A list of dashes may stand no further in than its key, and brackets may not: up to the key with them.
            start = text.index(":", self.end(key_node)) + 1
            comment = text[start : self.line_end(text, start)].rstrip()
            return Splice(self.file(old), start, end, f" {self.inline(value, False)}{comment}")
        plain = old.plain and isinstance(value, str) and value.isalnum()
        return Splice(self.file(old), start, end, gap + self.inline(value, plain))

    @staticmethod
    def inline(value: Value, plain: bool) -> str:
        if isinstance(value, list):
            return yaml_text.ids(value)
        return str(value) if isinstance(value, int) else yaml_text.line(value, plain)

    def text_put(self, old: Node, value: str, span: tuple[int, int], indent: int, gap: str) -> Splice:
        """The splice for a text outside brackets: under | or > where it was so or has to be, else on its line."""
        start, end = span
        text, name = self.text(old), self.file(old)
        header = _HEADER.match(text, start, end) if text[start : start + 1] in ("|", ">") else None
        comment = header.group(1) or "" if header else ""
        column = start - (max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1)
        if not header and "\n" not in value and column + len(value) <= yaml_text.WIDTH:
            return Splice(name, start, end, gap + yaml_text.line(value, old.plain))
        lines, sign = self.block(value, indent + 2, bool(header) and text[start] == ">")
        if lines is None:
            return Splice(name, start, end, gap + yaml_text.quoted(value) + comment)
        stop = self.line_end(text, end)
        rest = text[end:stop].rstrip()
        if rest and not rest.lstrip().startswith("#"):
            return Splice(name, start, end, gap + yaml_text.quoted(value))
        head = gap + sign + (comment or rest)
        return Splice(name, start, stop, self.newline(old).join([head, *lines]))

    @staticmethod
    def block(value: str, indent: int, prefer_folded: bool = False) -> tuple[list[str] | None, str]:
        """The lines of a text under a sign, and the sign."""
        short = all(len(line) + indent <= yaml_text.WIDTH for line in value.split("\n"))
        if (prefer_folded or not short) and (lines := yaml_text.folded(value, indent)):
            return lines, ">"
        return yaml_text.literal(value, indent), "|"

    def written(self, key: str, value: Value, indent: int) -> list[str]:
        """A key with its value as lines of a map that is indented so far."""
        pad = " " * indent
        if isinstance(value, str) and ("\n" in value or indent + len(key) + 2 + len(value) > yaml_text.WIDTH):
            lines, sign = self.block(value, indent + 2)
            if lines is not None:
                return [f"{pad}{key}: {sign}", *lines]
        return [f"{pad}{key}: {self.inline(value, True)}"]

    def added(self, held: Node, key: str, value: Value, after: str, flow: bool) -> Splice:
        """The splice for a key that is not there yet."""
        before = held.get(after)
        if before is None or before.kind != "scalar":
            raise CannotEdit(f"there is no '{after}' to put '{key}' behind")
        at = self.end(before)
        if flow:
            first = self.text(held)[self.start(held) + 1 : self.start(held) + 200].lstrip()
            word = f'"{key}"' if first.startswith('"') else key
            return Splice(self.file(held), at, at, f", {word}: {self.inline(value, False)}")
        at = self.line_end(self.text(held), at)
        lines = self.written(key, value, held.column - 1)
        return Splice(self.file(held), at, at, "".join(self.newline(held) + line for line in lines))

    def appended(self, lines: Sequence[str], in_brackets: str) -> Splice:
        """The splice that adds an inject behind the last one of the main file.

        Args:
            lines: the inject as an item of a list at the left edge.
            in_brackets: the same on one line, for a list in brackets.
        """
        root = self.root
        injects = root.get("injects")
        break_ = self.newline(root)
        if injects is not None and injects.kind == "list" and self.flows(injects):
            at = self.end(injects.children[-1]) if injects.children else self.start(injects) + 1
            return Splice(self.file(root), at, at, f",{break_}{in_brackets}" if injects.children else in_brackets)
        if injects is not None and injects.kind == "list":
            at, pad = self.line_end(self.text(root), self.end(injects)), " " * (injects.column - 1)
            return Splice(
                self.file(root), at, at, break_ + "".join(f"{break_}{pad}{line}".rstrip(" ") for line in lines)
            )
        if injects is not None or self.flows(root):
            raise CannotEdit("the scenario has no list of injects to add it to")
        at = self.end(root)
        at = self.line_end(self.text(root), at)
        return Splice(self.file(root), at, at, f"{break_}injects:" + "".join(f"{break_}  {line}" for line in lines))
