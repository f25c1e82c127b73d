"""A report to leaf through in a terminal: a row for each section, and its page for a width."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from textual.content import Content

from game.faces import terminal
from game.faces.content_builder import MUTED, TITLE, Page
from game.faces.model import FaceDocument, Section, Text, listed, text


@dataclass(frozen=True, slots=True)
class Leaf:
    """One row of the list."""

    id: str
    title: str
    entry: Content
    """The row itself: the title, and a sign for what in it is worth a look."""
    write: Callable[[int], Content]
    """Its page for a width in cells."""


def leaves(shown: FaceDocument, keys: Mapping[str, str] | None = None) -> list[Leaf]:
    """Return the sections of a report; the first page begins with whose it is and ends with whence it is."""
    made = []
    for number, each in enumerate(listed(shown)):
        entry = terminal.line((*_title(each), *each.marks))
        draw = partial(_first, shown, each, keys) if not number else partial(_page, each, keys)
        made.append(Leaf(each.id, each.title, entry, draw))
    return made


def whole(shown: FaceDocument, width: int) -> Content:
    """Return a report as one long page: whose it is, then section after section."""
    page = Page().line(shown.title, TITLE)
    for fact in shown.facts:
        page.line(fact, MUTED)
    for each in shown.sections:
        page.heading(each.title).put(terminal.section(each, width)).line()
    return page.content()


def _title(shown: Section) -> Text:
    return text(f"{shown.name or shown.title}{' ' if shown.marks else ''}")


def _page(shown: Section, keys: Mapping[str, str] | None, width: int) -> Content:
    return terminal.section(shown, width, keys)


def _first(document: FaceDocument, shown: Section, keys: Mapping[str, str] | None, width: int) -> Content:
    page = Page().line(document.title, TITLE)
    for fact in document.facts:
        page.line(fact, MUTED)
    page.gap().put(terminal.section(shown, width, keys)).line().gap()
    for line in document.foot:
        page.line(line, MUTED)
    return page.content()
