"""Documents as what they are: a cable looks like a cable, a radio log like a radio log."""

from __future__ import annotations

import re
from collections.abc import Sequence

from textual.content import Content

from game.exercise.views.binder import FolderView
from game.exercise.views.document_kinds import kind_name
from game.exercise.views.seat_view import DocumentView
from game.faces.content_builder import MUTED, STRONG, TITLE, WARN, Page, literal

EMPTY_BINDER = "You have opened no paper yet."
NO_MAP = "You have opened no map yet."
_TIME = re.compile(r"^\s*(\[?\d{1,2}[:.]?\d{2}\]?[A-Z]?)\b")
_FIELD = re.compile(r"^([A-Z][A-Za-z ./-]{0,24}:)(\s.*)?$")
_NUMBERED = re.compile(r"^\s*(\d{1,2}[.)])(\s.*)$")


def name(document: DocumentView) -> str:
    """Return what kind of paper it is, in words."""
    return kind_name(document.kind).upper()


def row(document: DocumentView) -> Content:
    """Return a document for a list: opened or not, kind, title, what reading it costs."""
    page = Page().add("✓ read   " if document.opened else "○ unread ", MUTED if document.opened else WARN)
    page.add(f"{kind_name(document.kind)}: ", MUTED).add(document.title, STRONG)
    if document.sender:
        page.add(f"  from {document.sender}", MUTED)
    if document.minutes and not document.opened:
        page.add(f"  (costs {document.minutes} min)", WARN)
    return page.content()


def folder_row(folder: FolderView, document: DocumentView) -> Content:
    """Return a document of the binder for a list: under which inject it lies, kind, title."""
    page = Page().add(f"{folder.when or 'now':<5}", MUTED).add(f"{kind_name(document.kind)}: ", MUTED)
    return page.add(document.title, STRONG).add(f"  {folder.title}", MUTED).content()


def binder(folders: Sequence[FolderView]) -> Content:
    """Return all papers of a binder in full, one under the other."""
    page = Page()
    if not folders:
        return page.line(EMPTY_BINDER, MUTED).content()
    for folder in folders:
        page.heading(f"{folder.when}  {folder.title}".strip())
        for document in folder.papers:
            page.gap().put(look(document)).line()
    return page.content()


def look(document: DocumentView) -> Content:
    """Return an open document with its head and its body, in the manner of its kind."""
    head = Page()
    to = ", ".join(document.to) or "everyone here"
    if document.kind == "press":
        head.line(document.title.upper(), TITLE).line(document.sender, "italic").gap()
    elif document.kind in ("cable", "sitrep"):
        head.line(f"{name(document)}", TITLE)
        if document.sender:
            head.line(f"FM   {document.sender}".upper(), STRONG)
        head.line(f"TO   {to}".upper(), STRONG)
        head.line(f"SUBJ {document.title}".upper(), STRONG).line(
            "=" * 60 if document.kind == "cable" else "-" * 60, MUTED
        )
    elif document.kind == "social":
        head.line(document.title, STRONG).line(
            f"public posts{', gathered by ' + document.sender if document.sender else ''}", MUTED
        ).gap()
    else:
        head.line(document.title, TITLE)
        head.line(f"{'from ' + document.sender + '  ' if document.sender else ''}to {to}", MUTED).gap()
    return Content.assemble(head.content(), "\n\n", _body(document))


def _body(document: DocumentView) -> Content:
    if document.alt:
        seen = Page().line("A picture, which a page shows. What is to be seen on it:", MUTED).line(document.alt)
        return Content.assemble(seen.content(), "\n\n", literal(document.text))
    if document.kind in ("map", "table"):
        return literal(document.text)
    page = Page()
    for line in document.text.split("\n"):
        _line(page, document.kind, line)
    return page.content()


def _line(page: Page, kind: str, line: str) -> None:
    """One line of a body: times in a radio log, fields and numbers, the rest as it stands."""
    if kind == "radio" and (found := _TIME.match(line)):
        page.add(line[: found.end()], WARN).line(line[found.end() :])
    elif kind == "social":
        page.add("┃ ", MUTED).line(line, STRONG if line.lstrip().startswith("@") else "")
    elif kind in ("email", "cable", "sitrep", "report") and (found := _FIELD.match(line)):
        page.add(found.group(1), STRONG).line(found.group(2) or "")
    elif kind in ("cable", "sitrep", "report") and (found := _NUMBERED.match(line)):
        page.add(found.group(1), STRONG).line(found.group(2))
    elif kind == "letter":
        page.line(f"    {line}", "italic")
    else:
        page.line(line)
