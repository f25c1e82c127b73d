"""Which lessons a library of scenarios tests, and where: the matrix of lessons and injects, told."""

from __future__ import annotations

from collections.abc import Sequence

from game.faces.model import Block, Card, Para, para, text
from game.faces.spoken import stop
from game.scenario.catalogue import Catalogue
from game.scenario.coverage import Covered, InjectPlace
from game.words import Language


def coverage(words: Language, known: Catalogue, matrix: Sequence[Covered]) -> tuple[Block, ...]:
    """Return of each lesson where it is served and where it is spent, and what is short."""
    said = words.say("Each lesson, and the injects in which an option serves or spends it, written answers left out.")
    made: list[Block] = [para(said)]
    for each in matrix:
        lines: list[Para] = [
            para(words.say("Served in {n}: {places}", n=len(each.served), places=_places(words, each.served))),
            para(words.say("Spent in {n}: {places}", n=len(each.spent), places=_places(words, each.spent))),
            *(para(words.say("Short: {said}.", said=said), role="warn") for said in each.short),
        ]
        made.append(Card(tuple(lines), text(f"{stop(known.lessons[each.lesson].title)} {each.lesson}, {each.tier}")))
    short = sum(bool(each.short) for each in matrix)
    none = words.say("{n} lessons, none of them short.", n=len(matrix))
    some = words.say("{n} lessons, {short} of them short.", n=len(matrix), short=short)
    return (*made, para(some if short else none))


def _places(words: Language, places: Sequence[InjectPlace]) -> str:
    """Injects by scenario, in words."""
    listed: dict[str, list[str]] = {}
    for place in places:
        listed.setdefault(place.scenario, []).append(place.inject)
    said = [f"{scenario}: {', '.join(injects)}" for scenario, injects in listed.items()]
    return "; ".join(said) or words.say("none")
