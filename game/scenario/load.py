"""Finding and loading a scenario: one file or a folder, both to the same model.

Only files inside the scenario's own folder are ever read. The text that was read stays
with the scenario (`Source`), so that a run can be opened whatever becomes of the files.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from game.scenario import source as src
from game.scenario.catalogue import Catalogue, catalogue, scenarios
from game.scenario.compile import Compiler, draft
from game.scenario.findings import Finding, Place, ScenarioError, did_you_mean
from game.scenario.scenario import Scenario
from game.scenario.source import Node, Source, error
from game.scenario.text import clean

MAIN = "scenario.yaml"
SUFFIXES = (".yaml", ".yml")
MAX_TOTAL = 32 * 1024 * 1024


def shipped() -> dict[str, Path]:
    """Return the shipped scenarios: id to path, in name order."""
    return dict(_inside(scenarios()))


def _inside(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield id and path of every scenario directly in a folder."""
    if not folder.is_dir():
        return
    for path in sorted(folder.iterdir()):
        if path.is_dir() and (path / MAIN).is_file():
            yield path.name, path
        elif path.suffix in SUFFIXES and path.is_file():
            yield path.stem, path


def find(name: str) -> Path:
    """Return the path of a scenario given as a shipped id or a path.

    Raises:
        ScenarioError: in one sentence with the nearest id, where there is neither.
    """
    known = shipped()
    path = Path(name)
    if name in known and not path.exists():
        return known[name]
    if path.exists():
        return path
    if name in known:
        return known[name]
    cure = did_you_mean(name, known) or f"Shipped are: {', '.join(known)}. Or give the path of a file or folder."
    raise ScenarioError([error("WC001", Place(name[:200]), "there is no such scenario.", cure)])


def load(path: Path | str, lessons: Catalogue | None = None) -> Scenario:
    """Return the scenario at a path (a YAML file, or a folder with ``scenario.yaml``).

    Raises:
        ScenarioError: with every mistake found.
    """
    return _Reading(_disk(Path(path)), lessons or catalogue()).scenario()


def load_files(files: dict[str, str], lessons: Catalogue | None = None) -> Scenario:
    """Return the scenario kept as text in a run (see `Source.files`).

    Raises:
        ScenarioError: where today's engine can no longer read it.
    """
    return _Reading(_Memory(files), lessons or catalogue()).scenario()


def reread(path: Path | str) -> tuple[Scenario | None, tuple[Finding, ...]]:
    """Return the scenario, or None with what is wrong with it."""
    try:
        return load(path), ()
    except ScenarioError as problem:
        return None, problem.findings


class _Memory:
    """Files kept in a run: name to text."""

    def __init__(self, files: dict[str, str]) -> None:
        self.files = files

    @property
    def main(self) -> str:
        return MAIN if MAIN in self.files else next((name for name in self.files if name.endswith(SUFFIXES)), MAIN)

    @property
    def injects(self) -> list[str]:
        return sorted(name for name in self.files if name.startswith("injects/"))

    def shown(self, name: str) -> str:
        return name

    def read(self, name: str, at: Place | None = None) -> str:
        if name not in self.files:
            place = at or Place(name)
            raise ScenarioError([error("WC001", place, f"'{name}' is not among the scenario's files.")])
        return self.files[name]


class _Disk:
    """Files on disk, never outside `folder`, whatever a link or ``..`` says."""

    def __init__(self, folder: Path, main: str, given: Path) -> None:
        self.folder = folder
        self.main = main
        self.given = given

    @property
    def injects(self) -> list[str]:
        folder = self.folder / "injects"
        if self.main != MAIN or not folder.is_dir():
            return []
        names = sorted(path.name for path in folder.iterdir() if path.suffix in SUFFIXES and path.is_file())
        if len(names) > src.MAX_FOLDER_FILES:
            says = f"this folder holds more than {src.MAX_FOLDER_FILES} files."
            raise ScenarioError([error("WC006", Place(self.shown("injects")), says, "Put several injects in a file.")])
        return [f"injects/{name}" for name in names]

    def shown(self, name: str) -> str:
        return str(self.given / name) if self.given.is_dir() else str(self.given.parent / name)

    def read(self, name: str, at: Place | None = None) -> str:
        place = at or Place(self.shown(name))
        parts = PurePosixPath(name.replace("\\", "/"))
        outside = parts.is_absolute() or ".." in parts.parts or ":" in name or "\x00" in name
        path = self.folder / Path(*parts.parts) if not outside else self.folder
        if outside or not _within(path, self.folder):
            says = f"'{name[:100]}' leads out of the scenario's folder."
            raise ScenarioError([error("WC020", place, says, "Keep the file inside it and name it from there.")])
        if not path.is_file():
            near = did_you_mean(path.name, _names(path.parent))
            raise ScenarioError([error("WC001", place, f"there is no file '{name[:100]}'.", near)])
        try:
            return src.read_text(path, self.shown(name))
        except ScenarioError as problem:
            if at is None:
                raise
            raise ScenarioError([error(f.code, at, f"'{name}': {f.says}", f.cure) for f in problem.findings]) from None


def _names(folder: Path) -> list[str]:
    try:
        return [path.name for path in folder.iterdir()][:1000]
    except OSError:
        return []


def _within(path: Path, folder: Path) -> bool:
    """Whether a path, with every link followed, lies in the folder."""
    real, root = os.path.realpath(path), os.path.realpath(folder)
    return real == root or real.startswith(root + os.sep)


def _disk(path: Path) -> _Disk:
    if path.is_dir():
        if not (path / MAIN).is_file():
            near = [f"'{each.name}'" for each in sorted(path.glob("*.y*ml"))[:3]]
            cure = f"Name the file itself: {', '.join(near)}." if near else f"A scenario's folder holds '{MAIN}'."
            raise ScenarioError([error("WC001", Place(str(path)), f"there is no '{MAIN}' in this folder.", cure)])
        return _Disk(path, MAIN, path)
    if path.name == MAIN and (path.parent / "injects").is_dir():
        return _Disk(path.parent, MAIN, path.parent)
    return _Disk(path.parent, path.name, path)


@dataclass
class _Reading:
    """One reading of one scenario."""

    files: _Disk | _Memory
    lessons: Catalogue

    def __post_init__(self) -> None:
        self.source = Source()
        self.total = 0

    def scenario(self) -> Scenario:
        root = self.tree(self.files.main)
        problems: list[Finding] = []
        for name in self.files.injects:
            try:
                self.append(root, self.tree(name))
            except ScenarioError as problem:
                problems.extend(problem.findings)
        if problems:
            raise ScenarioError(problems)
        compiler = Compiler(draft(root, self.source), root, self.source, self.lessons, self.document)
        made = compiler.scenario("")
        if compiler.findings:
            order = {name: index for index, name in enumerate(self.source.shown.values())}
            key = lambda finding: (order.get(finding.place.file, 0), finding.place.line, finding.place.column)  # noqa: E731
            raise ScenarioError(sorted(compiler.findings, key=key))
        # Documents are read while compiling, so the hash is known last.
        object.__setattr__(made, "sha256", fingerprint(self.source.files))
        return made

    def read(self, name: str, at: Place | None = None) -> str:
        text = self.files.read(name, at)
        self.total += len(text)
        if self.total > MAX_TOTAL:
            says = f"this scenario is larger than {MAX_TOTAL // 1024 // 1024} MB."
            raise ScenarioError([error("WC002", Place(self.files.shown(name)), says, "Split it into several.")])
        self.source.files[name] = text
        self.source.shown[name] = self.files.shown(name)
        return text

    def tree(self, name: str) -> Node:
        return src.parse(self.read(name), self.files.shown(name))

    def append(self, root: Node, part: Node) -> None:
        """Append the injects of one file: a list, one inject, or a map with ``injects``."""
        if part.kind == "map" and [key.text for key, _ in part.items] == ["injects"]:
            part = part.items[0][1]
        added = part.children if part.kind == "list" else [part]
        injects = root.get("injects") if root.kind == "map" else None
        if injects is None or injects.kind == "scalar":
            injects = Node("list", part.file, part.line, part.column)
            if root.kind == "map":
                root.items = [(key, value) for key, value in root.items if key.text != "injects"]
                root.items.append((Node("scalar", part.file, part.line, part.column, "injects", True), injects))
        injects.children.extend(added)

    def document(self, name: str, node: Node) -> str:
        text = self.read(name.strip(), node.place)
        return clean(text).strip("\n")


def fingerprint(files: dict[str, str]) -> str:
    """Return the SHA-256 of a scenario: of the file where it is one, else of names and texts in name order."""
    if len(files) == 1:
        return hashlib.sha256(next(iter(files.values())).encode()).hexdigest()
    return hashlib.sha256(json.dumps(sorted(files.items()), ensure_ascii=False).encode()).hexdigest()
