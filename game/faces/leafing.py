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


def leaves(shown: FaceDocument, keys: Mapping[str, str] | None = None, headed: bool = False) -> list[Leaf]:
    """Return the sections of a report; the first page begins with whose it is, the last ends with whence it is.

    Where the screen is ``headed`` by its title and its first fact already, only the others are said.
    """
    made = []
    every = listed(shown)
    for number, each in enumerate(every):
        entry = terminal.line((*_title(each), *each.marks))
        facts = () if number else shown.facts[1:] if headed else shown.facts
        title = "" if number or headed else shown.title
        foot = shown.foot if number == len(every) - 1 else ()
        draw = partial(_page, each, keys, title, facts, foot)
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


def _page(
    shown: Section,
    keys: Mapping[str, str] | None,
    title: str,
    facts: tuple[str, ...],
    foot: tuple[str, ...],
    width: int,
) -> Content:
    if not (title or facts or foot):
        return terminal.section(shown, width, keys)
    page = Page()
    if title:
        page.line(title, TITLE)
    for fact in facts:
        page.line(fact, MUTED)
    if title:
        page.gap()
    page.put(terminal.section(shown, width, keys)).line()
    for number, line in enumerate(foot):
        page = (page if number else page.gap()).line(line, MUTED)
    return page.content()
