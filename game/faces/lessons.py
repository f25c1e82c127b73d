"""The catalogue of lessons as a document: by family in a line each, or a lesson in full; and those of a scenario."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from game.called import program
from game.exercise.views.seat_view import LessonView
from game.faces.model import Block, Card, Item, Items, Pairs, Text, aside, para, strong, text
from game.faces.prose import prose
from game.faces.spoken import stop
from game.scenario.catalogue import Catalogue, Lesson
from game.words import Language


def of_scenario(words: Language, listed: Sequence[LessonView]) -> tuple[Block, ...]:
    """Return the lessons that a scenario can test, by family, without any verdict."""
    if not listed:
        return (para(words.say("This scenario tests no lessons.")),)
    made: list[Block] = [para(words.say("How your decisions bore on them is for the debrief."), role="note")]
    for family, lessons in groupby(listed, key=lambda each: each.family):
        items = tuple(Item(text(strong(stop(each.title)), f" {each.imperative}")) for each in lessons)
        made += (para(family, role="label"), Items(items))
    return tuple(made)


def catalogue(words: Language, known: Catalogue) -> tuple[Block, ...]:
    """Return every lesson by family, with the id that shows it in full."""
    sizes = {"lessons": len(known.lessons), "families": len(known.families)}
    count = words.say("{lessons} lessons in {families} families.", **sizes)
    made: list[Block] = [para(count)]
    for family in known.families:
        items = tuple(Item(text(f"{each.id}: ", stop(each.title))) for each in known.of(family.id))
        made.append(Card((*prose(family.idea, "note"), Items(items)), _named(family.title, family.id)))
    hint = words.say("{program} lessons and an id shows one lesson, or one family, in full.", program=program())
    return (*made, para(hint, role="note"))


def in_full(words: Language, known: Catalogue) -> tuple[Block, ...]:
    """Return every lesson of some families in full."""
    made: list[Block] = []
    for family in known.families:
        cards = tuple(lesson(words, known, each) for each in known.of(family.id))
        made += (Card(prose(family.idea, "note"), _named(family.title, family.id)), *cards)
    return tuple(made)


def _named(title: str, id: str) -> Text:
    return text(title, aside(f" ({id})"))


def lesson(
    words: Language, known: Catalogue, each: Lesson, options: tuple[Sequence[str], Sequence[str]] | None = None
) -> Card:
    """Return one lesson in full; ``options`` are those of a scenario that serve it and that spend it."""
    family = next((family.title for family in known.families if family.id == each.family), each.family)
    facts = [(words.say("Family"), text(family))]
    if each.actors:
        facts.append((words.say("Whom it concerns"), text(", ".join(each.actors))))
    if options is not None:
        none = words.say("no option")
        serve, spend = (", ".join(some) or none for some in options)
        facts += ((words.say("Served here by"), text(serve)), (words.say("Spent here by"), text(spend)))
    made: list[Block] = [para(stop(each.imperative), role="note"), Pairs(tuple(facts))]
    if each.id in known.barriers:
        made.append(para(words.say("One of the standing barriers: it is on every debrief.")))
    for title, said in (
        (words.say("What speaks for it in a decision"), each.supports),
        (words.say("What speaks against it"), each.contradicts),
        (words.say("To ask in the debrief"), each.probe),
        (words.say("Section of the briefing"), each.section),
    ):
        if said:
            made += (para(title, role="label"), *prose(said))
    if each.references:
        made.append(para(words.say("Doctrine, then and now"), role="label"))
        made.append(Items(tuple(Item(text(reference.said)) for reference in each.references)))
    return Card(tuple(made), _named(each.title, each.id))
