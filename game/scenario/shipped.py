"""Which scenarios there are: the shipped ones by id, any other by its path. Nothing is read here."""

from __future__ import annotations

import itertools
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

from game.scenario.catalogue import scenarios
from game.scenario.files import MAIN, SUFFIXES, exists, is_file
from game.scenario.findings import Place, ScenarioError, did_you_mean, error
from game.scenario.source import Source
from game.scenario.text import clean_line

MOST_BESIDE = 50
"""Scenarios of an author's own that a menu lists."""
HEAD = 4_096
"""Bytes at the head of a file in which a scenario names its format."""
_FORMAT = re.compile(rb"^\W*format[ \t]*:[ \t]*\d", re.MULTILINE)


def shipped() -> dict[str, Path]:
    """Return the shipped scenarios: id to path, in name order."""
    return dict(_inside(scenarios()))


def beside() -> dict[str, Path]:
    """Return the scenarios that lie in the folder where the program was started: the path that opens each, to it.

    Those that are shipped are none of them; in a folder that cannot be read, or is gone, there are none.
    """
    try:
        here, known = Path.cwd(), set(shipped().values())
        found = ((f"./{path.name}", path) for _, path in _inside(here) if path not in known and _is_one(path))
        return dict(itertools.islice(found, MOST_BESIDE))
    except OSError:
        return {}


def _is_one(path: Path) -> bool:
    """Whether a path that could be a scenario's says so at its head; a folder that holds the main file does."""
    if path.is_dir():
        return True
    try:
        with path.open("rb") as file:
            return _FORMAT.search(file.read(HEAD)) is not None
    except OSError:
        return False


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
    """Return the path of a scenario given as a path or, where there is none, as the id of a shipped one.

    Raises:
        ScenarioError: in one sentence with the nearest id, where there is neither.
    """
    if exists(Path(name)):
        return Path(name)
    known = shipped()
    if name in known:
        return known[name]
    cure = did_you_mean(name, known) or f"Shipped are: {', '.join(known)}. Or give the path of a file or folder."
    raise ScenarioError([error("WC001", Place(clean_line(name, 200)), "there is no such scenario.", cure)])


def is_scenario(name: str) -> bool:
    """Whether a name is that of a shipped scenario, or a path that looks like one's."""
    path = Path(name)
    return name in shipped() or is_file(path / MAIN) or (path.suffix in SUFFIXES and is_file(path))


def called(source: Source) -> str:
    """Return what a command calls a scenario by, quoted for a shell: its id where it is shipped, else its path."""
    main = Path(next(iter(source.shown.values())))  # the main file is read first
    path = main.parent if main.name == MAIN else main
    known = {each: id for id, each in shipped().items()}
    return known.get(path) or shlex.quote(path.as_posix())
