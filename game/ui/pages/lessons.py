"""Lessons as text, without any verdict."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from game.exercise.views.seat_view import LessonView
from game.faces.content_builder import MUTED, STRONG, TITLE, Page


def lessons(listed: Sequence[LessonView]) -> Content:
    """Return the lessons of a scenario by family."""
    page = Page().line("How your decisions bore on them is for the debrief.", MUTED)
    family = ""
    for lesson in listed:
        if lesson.family != family:
            family = lesson.family
            page.heading(family)
        page.line(lesson.title, STRONG).line(f"  {lesson.imperative}")
    if not listed:
        page.gap().line("This scenario tests no lessons.", TITLE)
    return page.content()
