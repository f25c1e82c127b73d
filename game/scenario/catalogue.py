"""The lesson catalogue: families of lessons drawn from one briefing (``assets/lessons.yaml``)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from game.called import program
from game.errors import Said
from game.scenario.findings import did_you_mean
from game.scenario.source import Node, parse, read_text
from game.scenario.text import clean, clean_line


@dataclass(frozen=True, slots=True)
class Family:
    """A group of lessons, as the debrief shows them."""

    id: str
    title: str
    idea: str


TALK = 2009
"""Last year of the briefing's own time: what was issued until then is doctrine of then, the rest of today."""


@dataclass(frozen=True, slots=True)
class Reference:
    """Doctrine on a lesson: a document, cited, and what it says of the lesson in a sentence of the catalogue's own."""

    source: str
    title: str
    body: str
    symbol: str
    year: str
    """Empty where it was not seen on the document."""
    says: str
    caveat: str
    """What to know before it is quoted."""

    @property
    def then(self) -> bool:
        """Whether it is of the briefing's time."""
        return bool(self.year) and int(self.year) <= TALK

    @property
    def cited(self) -> str:
        """Title, issuing body, symbol and year, as in a list of sources."""
        year = self.year if self.year not in f"{self.symbol} {self.title}" else ""
        return ", ".join(part for part in (self.title, self.body, self.symbol, year) if part)

    @property
    def said(self) -> str:
        """The reference in words: then or now, what it says, what it is, and what to know before it is quoted."""
        caveat = f" ({self.caveat.rstrip('.')}.)" if self.caveat else ""
        return f"{'Then' if self.then else 'Now'}: {self.says} [{self.cited}]{caveat}"


@dataclass(frozen=True, slots=True)
class Lesson:
    """One lesson: what it asks for, and what in a decision speaks for or against it."""

    id: str
    family: str
    title: str
    imperative: str
    section: str
    tier: str
    supports: str
    contradicts: str
    actors: tuple[str, ...]
    probe: str
    references: tuple[Reference, ...] = ()
    """Doctrine of then and of today that may be shown to anybody."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All families and lessons, in the catalogue's order; `barriers` stand on every debrief."""

    families: tuple[Family, ...]
    lessons: Mapping[str, Lesson]
    barriers: tuple[str, ...]

    def of(self, family: str) -> tuple[Lesson, ...]:
        """The lessons of one family, in order."""
        return tuple(lesson for lesson in self.lessons.values() if lesson.family == family)


OWN = Family("own", "Your own objectives", "What this exercise is played for beside the lessons of the catalogue.")
"""The family of the lessons that only one scenario has."""


def assets() -> Path:
    """The folder of shipped assets: the checkout's own, or the wheel's copy."""
    return _shipped("assets")


def scenarios() -> Path:
    """The folder of shipped scenarios: the checkout's own, or the wheel's copy."""
    return _shipped("scenarios")


def _shipped(name: str) -> Path:
    package = Path(__file__).resolve().parent.parent
    inside = package / "_data"
    return (inside if inside.is_dir() else package.parent) / name


class NoSuchLesson(Said):
    """An id that the catalogue does not have, in one sentence with the nearest one."""


def find(known: Catalogue, id: str) -> Lesson | Catalogue:
    """Return a lesson by its id, or by the id of a family the catalogue with that family alone.

    Raises:
        NoSuchLesson: where it is neither.
    """
    if id in known.lessons:
        return known.lessons[id]
    families = tuple(family for family in known.families if family.id == id)
    if not families:
        near = did_you_mean(id, [*known.lessons, *(family.id for family in known.families)])
        cure = near or f"{program()} lessons lists them."
        raise NoSuchLesson(f"there is no lesson and no family '{id[:60]}'. {cure}")
    listed = {lesson.id: lesson for lesson in known.of(id)}
    return Catalogue(families, listed, tuple(barrier for barrier in known.barriers if barrier in listed))


@lru_cache(maxsize=1)
def catalogue() -> Catalogue:
    """Return the shipped catalogue, read once."""
    path = assets() / "lessons.yaml"
    return read_catalogue(parse(read_text(path, path.name), path.name))


@lru_cache(maxsize=1)
def for_facilitators() -> Mapping[str, tuple[Reference, ...]]:
    """Return lesson id to the doctrine that names a real operation: for desk and run sheet, never for a player."""
    path = assets() / "lessons.yaml"
    root = parse(read_text(path, path.name), path.name)
    sources = {_text(node, "id"): node for node in _list(root, "sources")}
    found = {_text(node, "id"): tuple(_references(node, sources, named=True)) for node in _list(root, "lessons")}
    return {lesson: references for lesson, references in found.items() if references}


def read_catalogue(root: Node) -> Catalogue:
    """Return the catalogue in a parsed file of our own; what is not there is empty."""
    families = tuple(Family(*(_text(node, key) for key in ("id", "title", "idea"))) for node in _list(root, "families"))
    sources = {_text(node, "id"): node for node in _list(root, "sources")}
    lessons = {lesson.id: lesson for lesson in (_lesson(node, sources) for node in _list(root, "lessons"))}
    return Catalogue(families, lessons, tuple(node.text for node in _list(root, "barriers")))


def _references(lesson: Node, sources: Mapping[str, Node], named: bool) -> Iterator[Reference]:
    """Yield a lesson's references, older ones first: those that name a real operation, or the others."""
    for node in _list(lesson, "references"):
        id = _text(node, "source")
        source = sources[id]
        if (source.get("for_facilitators") is not None) is named:
            title, body, symbol, year = (_text(source, key) for key in ("title", "body", "symbol", "year"))
            yield Reference(id, title, body, symbol, year, _text(node, "says"), _text(source, "caveat"))


def _lesson(node: Node, sources: Mapping[str, Node]) -> Lesson:
    return Lesson(
        id=_text(node, "id"),
        family=_text(node, "family"),
        title=_text(node, "title"),
        imperative=_text(node, "imperative"),
        section=_text(node, "section"),
        tier=_text(node, "tier"),
        supports=_text(node, "supports"),
        contradicts=_text(node, "contradicts"),
        actors=tuple(clean_line(actor.text) for actor in _list(node, "actors")),
        probe=_text(node, "probe"),
        references=tuple(_references(node, sources, named=False)),
    )


def _list(node: Node, key: str) -> Sequence[Node]:
    found = node.get(key)
    return found.children if found else ()


def _text(node: Node, key: str) -> str:
    found = node.get(key)
    return " ".join(clean(found.text).split()) if found else ""
