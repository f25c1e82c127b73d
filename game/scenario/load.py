"""Loading a scenario: one file or a folder, both to the same model.

Only files inside the scenario's own folder are ever read (`files`). The text that was read
stays with the scenario (`Source`), so that a run can be opened whatever becomes of the files.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from game.scenario import source as src
from game.scenario.catalogue import Catalogue, catalogue
from game.scenario.compile import Compiler
from game.scenario.draft_validation import shape
from game.scenario.files import SUFFIXES, ScenarioFiles, TextFiles, is_file, on_disk
from game.scenario.findings import Finding, Place, ScenarioError, error
from game.scenario.node import Node
from game.scenario.node import Path as NodePath
from game.scenario.pictures import MAX_PICTURES, Picture, is_picture, read_stub
from game.scenario.scenario import Scenario
from game.scenario.shipped import called, find, shipped
from game.scenario.source import Source
from game.scenario.text import MAX_TEXT, clean, clean_line

__all__ = [
    "Examined",
    "called",
    "examine",
    "examine_files",
    "find",
    "fingerprint",
    "load",
    "load_files",
    "reread",
    "shipped",
]

MAX_TOTAL = 32 * 1024 * 1024


def load(path: Path | str, lessons: Catalogue | None = None) -> Scenario:
    """Return the scenario at a path (a YAML file, or a folder with ``scenario.yaml``).

    Raises:
        ScenarioError: with every mistake found.
    """
    return _only(examine(path, lessons))


def load_files(files: Mapping[str, str], lessons: Catalogue | None = None) -> Scenario:
    """Return the scenario kept as text in a run (see `Source.files`); its hash is what it was.

    Raises:
        ScenarioError: where today's engine can no longer read it.
    """
    return _only(examine_files(files, lessons))


def reread(path: Path | str) -> tuple[Scenario | None, tuple[Finding, ...]]:
    """Return the scenario, or None with what is wrong with it."""
    read = examine(path)
    return read.scenario, read.findings


@dataclass(frozen=True, slots=True)
class Examined:
    """What came of reading a scenario: either `scenario` and no `findings`, or findings alone."""

    scenario: Scenario | None
    findings: tuple[Finding, ...]
    root: Node | None
    """The tree of the main file with all injects in it; None where it could not be read."""
    source: Source
    mended: Mended | None = None
    """Where only single parts are wrong: the scenario with those mended in memory, to look at the rest of it."""


@dataclass(frozen=True, slots=True)
class Mended:
    """A scenario that cannot be played as it is written, and could be with its mistakes mended."""

    scenario: Scenario
    paths: tuple[NodePath, ...]
    """Where it is not what the author wrote."""


def examine(path: Path | str, lessons: Catalogue | None = None) -> Examined:
    """Read the scenario at a path and say everything that is wrong with it; raises nothing."""
    path = Path(path)
    try:
        made = _Reading(on_disk(path), lessons or catalogue()).examined()
    except ScenarioError as problem:
        return Examined(None, problem.findings, None, Source())
    if made.scenario is None and is_file(path) and path.suffix.lower() not in SUFFIXES and not _begun(made.root):
        says = "this is not a scenario: neither its name nor what is in it is that of one."
        cure = "The file of a scenario ends in .yaml and begins with 'format: 1'."
        return Examined(None, (error("WC101", Place(clean_line(str(path), 1000)), says, cure),), None, Source())
    return made


def _begun(root: Node | None) -> bool:
    """Whether a file that cannot be played was at least meant to be a scenario."""
    return root is not None and root.kind == "map" and root.key("format") is not None


def examine_files(files: Mapping[str, str], lessons: Catalogue | None = None) -> Examined:
    """The same for files that are held in memory, such as an editor's."""
    return _Reading(TextFiles(files), lessons or catalogue()).examined()


def _only(examined: Examined) -> Scenario:
    if examined.scenario is None:
        raise ScenarioError(examined.findings)
    return examined.scenario


class _Reading:
    """One reading of one scenario."""

    def __init__(self, files: ScenarioFiles, lessons: Catalogue) -> None:
        self.files = files
        self.lessons = lessons
        self.source = Source()
        self.total = 0

    def examined(self) -> Examined:
        try:
            root = self.tree(self.files.main)
        except ScenarioError as problem:
            return Examined(None, problem.findings, None, self.source)
        self.source.unread = self.files.unread
        problems = self.append_injects(root)
        formed = shape(root, self.source)
        # A file of injects that cannot be read leaves names out: every use of one would look wrong.
        if problems or formed.draft is None:
            return Examined(None, self.in_order([*problems, *formed.findings]), root, self.source)
        compiler = Compiler(formed, root, self.source, self.lessons, self.document)
        made = compiler.scenario("")
        if formed.findings or compiler.findings:
            wrong = self.in_order([*formed.findings, *compiler.findings])
            return Examined(None, wrong, root, self.source, Mended(made, formed.mended))
        # Documents are read while compiling, so the hash is known last.
        return Examined(replace(made, sha256=fingerprint(self.source.files)), (), root, self.source)

    def in_order(self, findings: list[Finding]) -> tuple[Finding, ...]:
        """Findings as an author meets them: by file in the order of reading, then by place; none twice."""
        order = {shown: index for index, shown in enumerate(self.source.shown.values())}
        found = sorted(findings, key=lambda f: (order.get(f.place.file, len(order)), f.place.line, f.place.column))
        return tuple(dict.fromkeys(found))

    def read(self, name: str, at: Node | None = None) -> str:
        """Return a file's text, read once, whatever happens to the file meanwhile."""
        if name in self.source.files:
            return self.source.files[name]
        text = self.files.read(name, at.place if at else None, self.source.line(at.place) if at else "")
        self.total += len(text)
        if self.total > MAX_TOTAL:
            says = f"this scenario is larger than {MAX_TOTAL // 1024 // 1024} MB."
            raise ScenarioError([error("WC002", Place(self.files.shown(name)), says, "Split it into several.")])
        self.source.files[name] = text
        self.source.shown[name] = self.files.shown(name)
        return text

    def tree(self, name: str) -> Node:
        return src.parse(self.read(name), self.files.shown(name))

    def append_injects(self, root: Node) -> list[Finding]:
        """Append the injects of the folder's files, in name order; return what cannot be read."""
        problems: list[Finding] = []
        added: list[Node] = []
        try:
            names = self.files.injects
        except ScenarioError as problem:
            return list(problem.findings)
        for name in names:
            try:
                part = self.tree(name)
            except ScenarioError as problem:
                problems.extend(problem.findings)
                continue
            # A file holds a list of injects, one inject, or a map with `injects` alone.
            if part.kind == "map" and [key.text for key, _ in part.items] == ["injects"]:
                part = part.items[0][1]
            added.extend(part.children if part.kind == "list" else [part])
        if added and root.kind == "map":
            injects = root.get("injects")
            if injects is None or injects.kind == "scalar":
                first = added[0]
                injects = Node("list", first.file, first.line, first.column)
                key = Node("scalar", first.file, first.line, first.column, "injects", plain=True)
                root.put(key, injects)
            if injects.kind == "list":
                injects.children = [*injects.children, *added]
        return problems

    def document(self, name: str, node: Node) -> str | Picture:
        """Return the text of a document's file, or the picture in it."""

        def refused(code: str, says: str, cure: str) -> ScenarioError:
            return ScenarioError([error(code, node.place, says, cure, self.source.line(node.place))])

        if name.endswith(SUFFIXES):
            says = f"'{name}' is YAML, which is kept for the scenario itself."
            raise refused("WC021", says, "Give the document a name that ends in .md or .txt.")
        if is_picture(name):
            return self.picture(name, node)
        text = self.read(name, node)
        if len(text) > MAX_TEXT:
            says = f"'{name}' has {len(text):,} characters; {MAX_TEXT:,} is the most."
            raise refused("WC022", says, "Split it into several documents.")
        return clean(text.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")).strip("\n")

    def picture(self, name: str, node: Node) -> Picture:
        """Return a picture; among the texts stands what names it, so that its bytes count in the hash."""
        line = self.source.line(node.place)
        if name in self.source.files:
            known = read_stub(self.source.files[name])
            assert known is not None
            return known
        picture, data = self.files.picture(name, node.place, line)
        self.source.files[name] = picture.stub()
        self.source.shown[name] = self.files.shown(name)
        if data is not None:
            self.source.pictures[picture.sha256] = data
            if sum(map(len, self.source.pictures.values())) > MAX_PICTURES:
                says = f"the pictures of this scenario are larger than {MAX_PICTURES // 1024 // 1024} MB together."
                raise ScenarioError([error("WC134", node.place, says, "Save them smaller.", line)])
        return picture


def fingerprint(files: Mapping[str, str]) -> str:
    """Return the SHA-256 of a scenario: of the file where it is one, else of names and texts in name order."""
    if len(files) == 1:
        return hashlib.sha256(next(iter(files.values())).encode()).hexdigest()
    return hashlib.sha256(json.dumps(sorted(files.items()), ensure_ascii=False).encode()).hexdigest()
