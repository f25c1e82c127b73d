"""The catalogue of lessons as text: by family in a line each, or one lesson in full."""

from __future__ import annotations

from collections.abc import Sequence

from game.errors import Said
from game.plain.words import stop
from game.scenario.catalogue import Catalogue, Lesson
from game.scenario.coverage import Covered, Place
from game.scenario.findings import did_you_mean


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
        cure = near or "whitecell lessons lists them."
        raise NoSuchLesson(f"there is no lesson and no family '{id[:60]}'. {cure}")
    listed = {lesson.id: lesson for lesson in known.of(id)}
    return Catalogue(families, listed, tuple(barrier for barrier in known.barriers if barrier in listed))


def catalogue_lines(known: Catalogue, in_full: bool = False) -> list[str]:
    """Return the catalogue by family: id and title of each lesson, or each in full."""
    lines = [] if in_full else [f"{len(known.lessons)} lessons in {len(known.families)} families."]
    for family in known.families:
        lines += ["", f"{family.title} ({family.id})", f"  {' '.join(family.idea.split())}"]
        for lesson in known.of(family.id):
            lines += ["", *lesson_lines(known, lesson)] if in_full else [f"- {lesson.id}: {stop(lesson.title)}"]
    if not in_full:
        lines += ["", "whitecell lessons and an id shows one lesson, or one family, in full."]
    return lines


def coverage_lines(known: Catalogue, matrix: Sequence[Covered]) -> list[str]:
    """Return the matrix of a library: of each lesson where it is served and where it is spent, and what is short."""
    lines = ["Each lesson, and the injects in which an option serves it or spends it. Written answers are not counted."]
    for each in matrix:
        lines += ["", f"{stop(known.lessons[each.lesson].title)} {each.lesson}, {each.tier}"]
        lines += [
            f"  {verb} in {len(of)}: {_places(of)}" for verb, of in (("Served", each.served), ("Spent", each.spent))
        ]
        lines += [f"  Short: {said}." for said in each.short]
    short = sum(bool(each.short) for each in matrix)
    return [*lines, "", f"{len(matrix)} lessons, {short or 'none'} of them short."]


def _places(places: Sequence[Place]) -> str:
    """Injects by scenario, in words."""
    listed: dict[str, list[str]] = {}
    for place in places:
        listed.setdefault(place.scenario, []).append(place.inject)
    return "; ".join(f"{scenario}: {', '.join(injects)}" for scenario, injects in listed.items()) or "none"


def lesson_lines(known: Catalogue, lesson: Lesson) -> list[str]:
    """Return one lesson in full."""
    family = next((family.title for family in known.families if family.id == lesson.family), lesson.family)
    lines = [f"{lesson.title} ({lesson.id})", f"  {stop(lesson.imperative)}", f"  Family: {stop(family)}"]
    if lesson.id in known.barriers:
        lines.append("  One of the standing barriers: it is on every debrief.")
    if lesson.actors:
        lines.append(f"  Whom it concerns: {stop(', '.join(lesson.actors))}")
    for title, text in (
        ("What speaks for it in a decision", lesson.supports),
        ("What speaks against it", lesson.contradicts),
        ("To ask in the debrief", lesson.probe),
        ("Section of the briefing", lesson.section),
    ):
        if text:
            lines.append(f"  {title}: {stop(' '.join(text.split()))}")
    lines += [f"  {each.said}" for each in lesson.references]
    return lines
