"""Where a scenario's files come from: a file or folder on disk, or a run that kept them.

Nothing outside the scenario's own folder is ever read, whatever a name or a link says.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Protocol

from game.scenario import source
from game.scenario.findings import Place, ScenarioError, did_you_mean, error
from game.scenario.pictures import MAX_PICTURE, Picture, picture_of, read_stub
from game.scenario.text import clean_line

MAIN = "scenario.yaml"
INJECTS = "injects"
SUFFIXES = (".yaml", ".yml")


class ScenarioFiles(Protocol):
    """The files of one scenario; a name has ``/`` between its parts and begins inside the folder."""

    @property
    def main(self) -> str:
        """The name of the file that begins with ``format: 1``."""

    @property
    def injects(self) -> list[str]:
        """The names of the files with further injects, in order.

        Raises:
            ScenarioError: where the folder cannot be listed or holds too many.
        """

    @property
    def unread(self) -> list[str]:
        """The names of files that look like injects and are not read, for their endings or for where they lie."""

    def shown(self, name: str) -> str:
        """The name by which a person knows the file."""

    def read(self, name: str, at: Place | None = None, line: str = "") -> str:
        """Return a file's text; `at` and `line` are where the scenario names it.

        Raises:
            ScenarioError: where it is missing, unreadable, too large or outside the folder.
        """

    def picture(self, name: str, at: Place, line: str = "") -> tuple[Picture, bytes | None]:
        """Return a picture, and its bytes where they are here: a run keeps them elsewhere, under their hash.

        Raises:
            ScenarioError: as `read`, and where it is none of the kinds taken.
        """


class TextFiles:
    """Files kept as text: name to text."""

    def __init__(self, files: Mapping[str, str]) -> None:
        self.files = files

    @property
    def main(self) -> str:
        if MAIN in self.files:
            return MAIN
        top = [name for name in self.files if "/" not in name]
        return next((name for name in top if name.endswith(SUFFIXES)), top[0] if top else MAIN)

    @property
    def injects(self) -> list[str]:
        if self.main != MAIN:
            return []
        inside = [PurePosixPath(name) for name in self.files]
        return sorted(str(path) for path in inside if str(path.parent) == INJECTS and path.suffix in SUFFIXES)

    @property
    def unread(self) -> list[str]:
        return []

    def shown(self, name: str) -> str:
        return name

    def read(self, name: str, at: Place | None = None, line: str = "") -> str:
        if name not in self.files:
            says = f"'{name[:100]}' is not among the scenario's files."
            raise ScenarioError([error("WC001", at or Place(name), says, "", line)])
        return self.files[name]

    def picture(self, name: str, at: Place, line: str = "") -> tuple[Picture, bytes | None]:
        picture = read_stub(self.read(name, at, line))
        if picture is None:
            raise ScenarioError([error("WC134", at, f"'{name[:100]}' is not kept as a picture.", "", line)])
        return picture, None


class OnDisk:
    """Files in a folder, never outside it."""

    def __init__(self, folder: Path, main: str) -> None:
        self.folder = folder
        self.main = main

    @property
    def injects(self) -> list[str]:
        folder = self.folder / INJECTS
        if self.main != MAIN or not is_folder(folder):
            return []
        shown = Place(self.shown(INJECTS))
        try:
            names = sorted(path.name for path in folder.iterdir() if path.suffix in SUFFIXES and is_file(path))
        except OSError as problem:
            says = f"this folder cannot be listed: {(problem.strerror or 'no reason given').lower()}."
            raise ScenarioError([error("WC001", shown, says)]) from None
        if len(names) > source.MAX_FOLDER_FILES:
            says = f"this folder holds more than {source.MAX_FOLDER_FILES} files."
            raise ScenarioError([error("WC006", shown, says, "Put several injects in a file.")])
        return [f"{INJECTS}/{name}" for name in names]

    @property
    def unread(self) -> list[str]:
        if self.main != MAIN:
            return []
        inside = [name for name in self._files(INJECTS) if Path(name).suffix not in SUFFIXES]
        return [*(name for name in inside if _meant(self.folder / name)), *self._misplaced()]

    def _files(self, folder: str) -> list[str]:
        """The names of the files in a folder of this one, of this one itself where it is empty."""
        names = sorted(name for name in _names(self.folder / folder) if not name.startswith("."))
        within = [f"{folder}/{name}" if folder else name for name in names]
        return [name for name in within if is_file(self.folder / name)]

    def _misplaced(self) -> list[str]:
        """The names of files with injects that lie beside ``scenario.yaml``, a folder too deep, or in one called so."""
        near = [name for name in sorted(_names(self.folder)) if did_you_mean(name.lower(), [INJECTS])]
        near = [name for name in near if not _same(self.folder / name, self.folder / INJECTS)]
        deeper = [f"{INJECTS}/{name}" for name in sorted(_names(self.folder / INJECTS))]
        folders = ["", *(each for each in (*near, *deeper) if is_folder(self.folder / each))]
        found = (name for folder in folders for name in self._files(folder) if name != MAIN)
        return [name for name in found if _ends_so(name) and _holds_injects(self.folder / name)]

    def shown(self, name: str) -> str:
        return clean_line(str(self.folder / name), 1000)

    def read(self, name: str, at: Place | None = None, line: str = "") -> str:
        path = self._inside(name, at, line)
        try:
            return source.read_text(path, self.shown(name), self.folder)
        except ScenarioError as problem:
            if at is None:
                raise
            raise ScenarioError(
                [error(f.code, at, f"'{name}': {f.says}", f.cure, line) for f in problem.findings]
            ) from None

    def picture(self, name: str, at: Place, line: str = "") -> tuple[Picture, bytes | None]:
        path = self._inside(name, at, line)
        try:
            with path.open("rb") as file:
                data = file.read(MAX_PICTURE + 1)
        except OSError as problem:
            says = f"'{name[:100]}' cannot be read: {(problem.strerror or 'no reason given').lower()}."
            raise ScenarioError([error("WC001", at, says, "", line)]) from None
        if len(data) > MAX_PICTURE:
            says = f"'{name[:100]}' is larger than {MAX_PICTURE // 1024 // 1024} MB."
            raise ScenarioError([error("WC134", at, says, "Save it smaller: 1,600 pixels are enough.", line)])
        picture = picture_of(data)
        if picture is None:
            says = f"'{name[:100]}' is not a PNG, JPEG or WebP, whatever its name says."
            raise ScenarioError([error("WC134", at, says, "Save it as one of these.", line)])
        return picture, data

    def _inside(self, name: str, at: Place | None, line: str) -> Path:
        """The path of a plain file inside the folder."""
        place = at or Place(self.shown(name))
        parts = PurePosixPath(name.replace("\\", "/"))
        # A colon is a drive or a hidden stream to Windows; a NUL ends the name for the system.
        outside = parts.is_absolute() or ".." in parts.parts or ":" in name or "\x00" in name
        path = self.folder.joinpath(*parts.parts) if not outside else self.folder
        if outside or not _within(path, self.folder):
            says = f"'{name[:100]}' leads out of the scenario's folder."
            cure = "Keep the file inside it and name it from there."
            raise ScenarioError([error("WC020", place, says, cure, line)])
        if not is_file(path):
            cure = did_you_mean(path.name, _names(path.parent))
            raise ScenarioError([error("WC001", place, f"there is no file '{name[:100]}'.", cure, line)])
        return path


def on_disk(path: Path) -> OnDisk:
    """Return the files of the scenario at a path: a YAML file, or a folder with ``scenario.yaml``.

    Raises:
        ScenarioError: where a folder holds none, or a file is a part of one.
    """
    if is_folder(path):
        if not is_file(path / MAIN):
            if meant := next((name for name in sorted(_names(path)) if renamed(name) in (MAIN, "scenario.yml")), ""):
                says = f"there is no '{MAIN}' in this folder, but there is '{clean_line(meant, 80)}'."
                raise ScenarioError([error("WC001", Place(clean_line(str(path), 1000)), says, cured(meant, MAIN))])
            near = [f"'{name}'" for name in sorted(_names(path)) if name.endswith(SUFFIXES)][:3]
            cure = f"Name the file itself: {', '.join(near)}." if near else f"A scenario's folder holds '{MAIN}'."
            place = Place(clean_line(str(path), 1000))
            raise ScenarioError([error("WC001", place, f"there is no '{MAIN}' in this folder.", cure)])
        return OnDisk(path, MAIN)
    if path.suffix.lower() == ".zip" and is_file(path):
        says = "this is a packed folder, and is not read."
        raise ScenarioError(
            [error("WC001", Place(clean_line(str(path), 1000)), says, "Unpack it, and name the folder that was in it.")]
        )
    held = path.absolute().parent
    if held.name == INJECTS and path.suffix in SUFFIXES and is_file(held.parent / MAIN) and is_file(path):
        folder = clean_line(str(path.parent.parent if path.parent.name == INJECTS else held.parent), 1000)
        says = f"this file holds injects of the scenario in '{folder}', and is none alone."
        raise ScenarioError([error("WC101", Place(clean_line(str(path), 1000)), says, "Name that folder.")])
    return OnDisk(path.parent, path.name)


def renamed(name: str) -> str:
    """A file's name as it was most likely meant to be: some editors put an ending of their own behind ``.yaml``."""
    bare = name.removesuffix(".txt").removesuffix(".TXT")
    stem, dot, ending = bare.rpartition(".")
    if dot and ending.lower() in ("yaml", "yml"):
        return f"{stem}.{ending.lower()}"
    return f"{bare}.yaml"


def cured(name: str, meant: str = "") -> str:
    """What to do with a file that has to be called as it was meant."""
    meant = meant or renamed(name)
    if name.lower() == f"{meant}.txt".lower():
        return f"Take the .txt off: it has to be called '{clean_line(meant, 80)}'."
    return f"Call it '{clean_line(meant, 80)}'."


_INJECT = re.compile(r"^(?:- +)?(?:id|injects) *:", re.MULTILINE)
_WHOLE = re.compile(r"^format *:", re.MULTILINE)
_OLD = ("~", ".bak", ".orig", ".old", ".swp", ".tmp", ".part")
"""Endings that say by themselves that a file is laid aside."""


def _meant(path: Path) -> bool:
    """Whether a file in ``injects/`` without the right ending is most likely one of them: by its name, or its text."""
    name = path.name.lower()
    if name.endswith(_OLD):
        return False
    return _ends_so(name) or _holds_injects(path)


def _ends_so(name: str) -> bool:
    """Whether a file's name ends as those of injects do, with or without what an editor put behind it."""
    return name.lower().removesuffix(".txt").endswith(SUFFIXES)


def _same(one: Path, other: Path) -> bool:
    """Whether two names are those of one folder: a disk may tell no letters' size apart."""
    try:
        return one.samefile(other)
    except OSError:
        return False


def _holds_injects(path: Path) -> bool:
    """Whether the head of a file looks like one of injects, and not like a scenario of its own."""
    try:
        with path.open("rb") as file:
            head = file.read(2_000).decode("utf-8", "replace")
    except OSError:
        return False
    return _INJECT.search(head) is not None and _WHOLE.search(head) is None


def _names(folder: Path) -> list[str]:
    try:
        return [path.name for path in folder.iterdir()][:1000]
    except (OSError, ValueError):
        return []


def _within(path: Path, folder: Path) -> bool:
    """Whether a path, with every link followed, lies in the folder."""
    try:
        return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))
    except (OSError, ValueError):
        return False


# Path raises on names that are too long or hold what the system cannot encode.


def is_file(path: Path) -> bool:
    """Whether there is a plain file; False for any name that cannot be one."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def is_folder(path: Path) -> bool:
    """Whether there is a folder; False for any name that cannot be one."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def exists(path: Path) -> bool:
    """Whether there is anything; False for any name that cannot be."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False
