"""Papers as what they are: one reading of a cable, a radio log or a table for all faces."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from game.exercise.acts.offer import Offer
from game.exercise.views.document_kinds import kind_name
from game.exercise.views.seat_view import DocumentView
from game.faces.model import Paper, PaperLine
from game.scenario.text import clean
from game.words import Language

FIXED = ("map", "table")
"""Kinds whose columns must stay where their author put them."""
FLOWING = ("email", "letter", "report", "press", "social")
"""Kinds whose lines may be joined; in the others a line is a line."""
WRAPPED = 44
"""Signs from which on a line looks as if its author's editor had broken it, and not its author."""

_FIELD = re.compile(r"^([A-Z][A-Za-z ./-]{0,24}:)\s*(.*)$")
_ITEM = re.compile(r"^\s*([-*•]|\(?\d{1,2}[.)]|\(?[a-z]\))\s+(.*)$")
_TIME = re.compile(r"^\s*(\[?\d{1,2}[:.]?\d{2}\]?[A-Z]?)\b\s*(.*)$")


def paper(words: Language, inject: str, document: DocumentView, offer: Offer | None = None) -> Paper:
    """Return a document as a paper; with an ``offer`` it is still closed and only its outside is shown."""
    to = words.listed(document.to) if document.to else words.say("everyone here")
    sender = document.sender
    head: tuple[tuple[str, str], ...] = ((words.say("From"), sender), (words.say("To"), to))
    match document.kind:
        case "cable" | "sitrep":
            head = (*head, (words.say("Subject"), document.title))
        case "press":
            head = (("", sender),)
        case "social":
            gathered = words.say("public posts, gathered by {sender}", sender=sender) if sender else ""
            head = (("", gathered or words.say("public posts")),)
    return Paper(
        f"paper-{inject}-{document.number}",
        document.kind,
        words.say(kind_name(document.kind)),
        document.title,
        tuple(row for row in head if row[1]),
        lines(document.text, document.kind) if offer is None else (),
        document.kind in FIXED,
        offer,
    )


@lru_cache(maxsize=512)
def lines(text: str, kind: str) -> tuple[PaperLine, ...]:
    """Return the body of a paper, line by line: what an editor broke is joined, times and fields stand apart."""
    made: list[PaperLine] = []
    going_on = False
    for raw in clean(text).strip("\n").split("\n"):
        bare = raw.strip()
        if kind in FIXED:
            made.append(PaperLine(raw))
        elif kind == "radio":
            found = _TIME.match(raw)
            if not found and bare and made and made[-1].kind:
                made[-1] = replace(made[-1], text=f"{made[-1].text} {bare}")
            else:
                made.append(PaperLine(" ".join(found[2].split()), found[1], "time") if found else PaperLine(bare))
        elif kind in ("email", "cable", "sitrep", "report") and (found := _FIELD.match(raw)):
            made.append(PaperLine(found[2], found[1], "field"))
        elif found := _ITEM.match(raw):
            made.append(PaperLine(found[2], found[1], "item", int(raw[:1] == " ")))
        elif kind == "social" and bare.startswith("@"):
            made.append(PaperLine(bare, "", "post"))
        elif going_on and bare and (not raw.startswith(" ") or made[-1].kind == "item"):
            made[-1] = replace(made[-1], text=f"{made[-1].text} {bare}")
        else:
            made.append(PaperLine(bare))
        going_on = kind in FLOWING and len(raw) > WRAPPED and bool(bare)
    return tuple(made)
