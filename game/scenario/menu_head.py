"""A glance at a scenario for a menu: its head alone, without checking or compiling it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from game.scenario.catalogue import OWN, catalogue
from game.scenario.files import MAIN
from game.scenario.findings import ScenarioError
from game.scenario.shipped import beside, shipped
from game.scenario.source import Node, parse, read_text
from game.scenario.text import clean, clean_line


@dataclass(frozen=True, slots=True)
class Glance:
    """What a menu says of a scenario."""

    id: str
    title: str
    summary: str
    minutes: int
    roles: tuple[tuple[str, str], ...]
    """Role id and title."""
    families: tuple[str, ...]
    """Titles of the families of lessons that it tests."""
    problem: str = ""
    """Why it cannot be read, where it cannot."""
    own: bool = False
    """Whether it lies in the folder where the program was started; ``id`` is the path that opens it then."""


def glances() -> list[Glance]:
    """Return a glance at every shipped scenario, the shortest first."""
    return sorted((_glance(id, path) for id, path in shipped().items()), key=lambda glance: (glance.minutes, glance.id))


def own_glances() -> list[Glance]:
    """Return a glance at every scenario in the folder where the program was started, by name."""
    return [replace(_glance(id, path), own=True) for id, path in beside().items()]


def _glance(id: str, path: Path) -> Glance:
    file = path / MAIN if path.is_dir() else path
    try:
        root = parse(read_text(file, str(file)), str(file))
    except ScenarioError as problem:
        return Glance(id, id, "", 0, (), (), str(problem))
    known = catalogue()
    lessons = {key.text for key, _ in _items(root, "lessons")}
    families = {known.lessons[lesson].family for lesson in lessons if lesson in known.lessons}
    own = any(value.kind == "map" and value.get("title") for _, value in _items(root, "lessons"))
    minutes = _text(root, "minutes")
    return Glance(
        id=id,
        title=clean_line(_text(root, "title")) or id,
        summary=clean(_text(root, "summary")),
        minutes=int(minutes) if minutes.isdecimal() and len(minutes) < 6 else 0,
        roles=tuple((key.text, clean_line(_text(value, "title")) or key.text) for key, value in _items(root, "roles")),
        families=(
            *(family.title for family in known.families if family.id in families),
            *((OWN.title,) if own else ()),
        ),
    )


def _items(root: Node, key: str) -> Sequence[tuple[Node, Node]]:
    found = root.get(key)
    return found.items if found else ()


def _text(root: Node, key: str) -> str:
    found = root.get(key)
    return found.text if found else ""
