"""The head of a class's page as data: where the syndicates parted, what most did not tell, what all did alike.

In the order given, never ranked; nobody is named, and private facts are told of by inject alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from game.report.front_model import Monday
from game.report.model import Debrief, DecisionPart, LessonPart
from game.scenario.catalogue import Catalogue, catalogue
from game.words import Message

LETTERS = "ABCDEFGHIJKL"
"""What stands for the syndicates of a class, in the order in which they were named."""


@dataclass(frozen=True, slots=True)
class FrontRow:
    """What one syndicate did at an inject."""

    letter: str
    decided: Message | None
    """Who decided and how, as a sentence begins; nothing of a run that was played alone."""
    option: str
    """Empty where it did not decide."""
    says: Message | None
    """Where the inject stands for it, if it did not decide."""


@dataclass(frozen=True, slots=True)
class Split:
    """The inject at which the syndicates took most different options."""

    inject: str
    title: str
    options: int
    rows: tuple[FrontRow, ...]


@dataclass(frozen=True, slots=True)
class Untold:
    """Private facts at an inject that most syndicates did not tell."""

    inject: str
    title: str
    facts: int
    """How many were not marked as told in the syndicate that left out most."""
    syndicates: int
    """In how many of ``of`` syndicates at least one was not."""
    of: int


@dataclass(frozen=True, slots=True)
class Alike:
    """A decision that all took alike."""

    inject: str
    title: str
    option: str


@dataclass(frozen=True, slots=True)
class ClassFront:
    """The head of a class's page."""

    title: str
    syndicates: int
    split: Split | None
    untold: Untold | None
    alike: Alike | None
    monday: Monday | None
    spent_in: int
    """In how many syndicates own decisions spent the lesson of Monday's question."""


def class_front(named: Sequence[tuple[str, Debrief]], known: Catalogue | None = None) -> ClassFront:
    """Return the head of a class's page; ``named`` are the letters of the syndicates and their debriefs."""
    monday, spent_in = _monday([each for _, each in named], known or catalogue())
    return ClassFront(
        title=named[0][1].title,
        syndicates=len(named),
        split=_split(named),
        untold=_untold([each for _, each in named]),
        alike=_alike(named),
        monday=monday,
        spent_in=spent_in,
    )


def _order(named: Sequence[tuple[str, Debrief]]) -> list[str]:
    """Injects that somebody decided, in file order."""
    return [
        each.inject
        for each in named[0][1].stands
        if any(part.inject == each.inject and part.option for _, debrief in named for part in debrief.decisions)
    ]


def _at(debrief: Debrief, inject: str) -> DecisionPart | None:
    return next((part for part in debrief.decisions if part.inject == inject and part.option), None)


def _split(named: Sequence[tuple[str, Debrief]]) -> Split | None:
    """Most different options; of those alike where the reach after them lies farthest apart, then the earlier."""
    found = []
    for place, inject in enumerate(_order(named)):
        taken = [part for _, debrief in named if (part := _at(debrief, inject))]
        options = len({part.option for part in taken})
        if options > 1:
            found.append((options, _spread(named, inject), -place, inject, taken[0].title))
    if not found:
        return None
    options, _, _, inject, title = max(found, key=lambda each: each[:3])
    return Split(inject, title, options, tuple(_row(letter, debrief, inject) for letter, debrief in named))


def _row(letter: str, debrief: Debrief, inject: str) -> FrontRow:
    part = _at(debrief, inject)
    if part is None:
        return FrontRow(letter, None, "", next((each.says for each in debrief.stands if each.inject == inject), None))
    return FrontRow(letter, part.decided, part.option, None)


def _spread(named: Sequence[tuple[str, Debrief]], inject: str) -> float:
    """How far the reach of one gauge lies apart after what was taken, as a share of its range."""
    reached = [debrief.front.reached.get(inject, {}) for _, debrief in named if debrief.front]
    shares: dict[str, list[float]] = {}
    for each in reached:
        for gauge, share in each.items():
            shares.setdefault(gauge, []).append(share)
    return max((max(some) - min(some) for some in shares.values()), default=0.0)


def _untold(debriefs: Sequence[Debrief]) -> Untold | None:
    """The inject at which most syndicates left a fact untold; told where more than half did."""
    counted: dict[str, list[tuple[str, int]]] = {}
    for debrief in debriefs:
        for each in debrief.front.facts if debrief.front else ():
            counted.setdefault(each.inject, []).append((each.title, each.held - each.told))
    found = []
    for inject, some in counted.items():
        silent = [left for _, left in some if left]
        if len(silent) * 2 > len(some):
            found.append((len(silent), Untold(inject, some[0][0], max(silent), len(silent), len(some))))
    return max(found, key=lambda each: each[0])[1] if found else None


def _alike(named: Sequence[tuple[str, Debrief]]) -> Alike | None:
    if len(named) < 2:
        return None
    for inject in _order(named):
        taken = [_at(debrief, inject) for _, debrief in named]
        options = {part.option for part in taken if part}
        if all(taken) and len(options) == 1 and (first := taken[0]):
            return Alike(inject, first.title, first.option)
    return None


def _lessons(debrief: Debrief) -> Iterator[LessonPart]:
    for family in debrief.families:
        yield from family.lessons


def _monday(debriefs: Sequence[Debrief], known: Catalogue) -> tuple[Monday | None, int]:
    """The lesson that own decisions spent in most syndicates, in the catalogue's order."""
    spent: dict[str, int] = {}
    parts: dict[str, LessonPart] = {}
    for debrief in debriefs:
        for part in _lessons(debrief):
            parts[part.id] = part
            if part.spent_at:
                spent[part.id] = spent.get(part.id, 0) + 1
    if not spent:
        return None, 0
    order = {lesson: place for place, lesson in enumerate(known.lessons)}
    most = min(spent, key=lambda lesson: (-spent[lesson], order.get(lesson, len(order))))
    return Monday(most, parts[most].title, parts[most].probe), spent[most]
