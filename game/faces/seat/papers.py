"""Papers as what they are: one reading of a cable, a radio log or a letter, for all faces."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from game.exercise.acts.offer import Offer
from game.exercise.views.binder import FolderView
from game.exercise.views.document_kinds import kind_name
from game.exercise.views.seat_view import DocumentView
from game.faces.model import Block, Paper, PaperLine, Section, Text, TextSpan, para, text
from game.faces.seat.shared import shared
from game.faces.spoken import capital, when
from game.scenario.text import clean
from game.words import Language

FIXED = ("map", "table")
"""Kinds whose columns must stay where their author put them."""
OFFICIAL = ("cable", "sitrep")
"""Kinds that have a head of fields, and a line under it."""
FLOWING = ("email", "letter", "report", "press", "social")
"""Kinds whose lines may be joined; in the others a line is a line."""
BROKEN = 44
"""Letters from which on a line of a flowing kind was broken by its author, and the next one goes on with it."""
_FIELD = re.compile(r"^([A-Z][A-Za-z ./-]{0,24}:)\s*(.*)$")
_ITEM = re.compile(r"^\s*([-*•]|\(?\d{1,2}[.)]|\(?[a-z]\))\s+(.*)$")
_TIME = re.compile(r"^\s*(\[?\d{1,2}[:.]?\d{2}\]?[A-Z]?)\b\s*(.*)$")


@shared
def papers(
    words: Language, inject: str, documents: tuple[DocumentView, ...], offers: tuple[Offer, ...] = ()
) -> Section:
    """Return the papers on the table; ``offers`` open them, in their order."""
    given = {dict(each.given)["document"]: each for each in offers}
    made = tuple(paper(words, inject, each, given.get(str(each.number))) for each in documents)
    title = words.say("Papers on the table")
    count = f"{sum(each.opened for each in documents)}/{len(documents)}" if documents else ""
    return Section("papers", title, made, words.say("Papers"), count, key="d")


def paper(words: Language, place: str, document: DocumentView, offer: Offer | None = None) -> Paper:
    """Return one paper; ``offer`` opens it where it is closed."""
    return Paper(
        f"paper-{place}-{document.number}",
        document.kind,
        words.message(kind_name(document.kind)),
        document.title,
        document.sender,
        tuple(row for row in _head(words, document) if row[1]),
        lines(document.text, document.kind),
        document.kind in FIXED or bool(document.alt),
        document.alt,
        words.say("A picture, which a page shows. What is to be seen on it:") if document.alt else "",
        document.picture,
        _cost(words, document),
        None if document.opened else offer or Offer("open", words.say("read it")),
    )


def _head(words: Language, document: DocumentView) -> tuple[tuple[str, str], ...]:
    """From whom and to whom, as a kind has it."""
    to = words.listed(document.to) or words.say("everyone here")
    sender = document.sender
    if document.kind == "press":
        return (("", sender),)
    if document.kind == "social":
        gathered = words.say("public posts, gathered by {sender}", sender=sender)
        return (("", gathered if sender else words.say("public posts")),)
    fields = ((words.say("From"), sender), (words.say("To"), to))
    return (*fields, (words.say("Subject"), document.title)) if document.kind in OFFICIAL else fields


def _cost(words: Language, document: DocumentView) -> Text:
    if not document.minutes:
        return ()
    if document.opened:
        spent = words.many("Reading it cost {n} minute.", "Reading it cost {n} minutes.", document.minutes)
        return text(TextSpan("", spoken=spent))
    heard = words.many("reading it costs {n} minute", "reading it costs {n} minutes", document.minutes)
    return text(TextSpan(words.say("costs {n} min", n=document.minutes), "", "warn", spoken=heard))


@lru_cache(maxsize=512)
def lines(body: str, kind: str) -> tuple[PaperLine, ...]:
    """Return a paper's text line by line, each with what stands at its head; what may flow is joined."""
    made: list[PaperLine] = []
    flows = False
    for raw in clean(body).strip("\n").split("\n") if body else ():
        bare = raw.strip()
        if kind in FIXED:
            made.append(PaperLine(raw))
        elif kind == "radio":
            found = _TIME.match(raw)
            if not found and bare and made and made[-1].manner:
                made[-1] = _joined(made[-1], bare)
            else:
                made.append(PaperLine(found[2], found[1], "time") if found else PaperLine(bare))
        elif kind in ("email", "report", *OFFICIAL) and (found := _FIELD.match(raw)):
            made.append(PaperLine(found[2], found[1], "field"))
        elif found := _ITEM.match(raw):
            made.append(PaperLine(found[2], found[1], "item", int(raw[:1] == " ")))
        elif kind == "social" and bare.startswith("@"):
            made.append(PaperLine(bare, "", "post"))
        elif flows and bare and (not raw.startswith(" ") or made[-1].manner == "item"):
            made[-1] = _joined(made[-1], bare)
        else:
            made.append(PaperLine(bare if kind in FLOWING else raw.rstrip()))
        flows = kind in FLOWING and len(raw) > BROKEN and bool(bare)
    return tuple(made)


def _joined(line: PaperLine, more: str) -> PaperLine:
    return replace(line, text=f"{line.text} {more}")


# --- the binder


def binder(words: Language, folders: Sequence[FolderView]) -> Section:
    """Return every paper that was opened so far, by inject."""
    inner = tuple(
        Section(f"binder-{at}", f"{_when(words, folder)}{folder.title}", _folder(words, at, folder))
        for at, folder in enumerate(folders)
    )
    nothing = () if folders else (para(words.say("You have opened no paper yet."), role="note"),)
    return Section("binder", words.say("Binder"), nothing, words.say("Binder"), key="b", sections=inner)


def _when(words: Language, folder: FolderView) -> str:
    return capital(f"{when(words, folder.when)}, ") if folder.when else ""


def _folder(words: Language, at: int, folder: FolderView) -> tuple[Block, ...]:
    return tuple(paper(words, f"binder-{at}", each) for each in folder.papers)
