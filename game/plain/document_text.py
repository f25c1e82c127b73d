"""A paper as text: its head in words, its body line by line as its author laid it out."""

from __future__ import annotations

from game.exercise.view import DocumentView
from game.plain.words import count, stop

NAMES = {
    "sitrep": "Situation report", "cable": "Code cable", "email": "E-mail", "letter": "Letter", "report": "Report",
    "press": "Press", "radio": "Radio log", "social": "Social media", "map": "Sketch map", "table": "Table",
}  # fmt: skip


def name(document: DocumentView) -> str:
    """Return what kind of paper it is, in words."""
    return NAMES.get(document.kind, document.kind.capitalize())


def document(opened: DocumentView) -> list[str]:
    """Return an open paper: what it is, from whom, to whom, what reading it cost, then its text."""
    sender = f"From: {stop(opened.sender)} " if opened.sender else ""
    to = ", ".join(opened.to) or "everyone here"
    cost = f" Reading it cost {count(opened.minutes, 'minute')}." if opened.minutes else ""
    return [
        "",
        f"{name(opened)}: {stop(opened.title)}",
        f"{sender}To: {stop(to)}{cost}",
        "",
        *(f"  {line}" if line.strip() else "" for line in opened.text.strip("\n").split("\n")),
        "",
        "End of the paper.",
    ]
