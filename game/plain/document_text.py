"""A paper as text: its head in words, its body line by line as its author laid it out."""

from __future__ import annotations

from game.exercise.views.document_kinds import kind_name
from game.exercise.views.seat_view import DocumentView
from game.faces.spoken import count, stop


def document(opened: DocumentView) -> list[str]:
    """Return an open paper: what it is, from whom, to whom, what reading it cost, then its text."""
    sender = f"From: {stop(opened.sender)} " if opened.sender else ""
    to = ", ".join(opened.to) or "everyone here"
    cost = f" Reading it cost {count(opened.minutes, 'minute')}." if opened.minutes else ""
    return [
        "",
        f"{kind_name(opened.kind)}: {stop(opened.title)}",
        f"{sender}To: {stop(to)}{cost}",
        "",
        *(["  A picture, which a page shows. What is to be seen on it:"] if opened.alt else []),
        *(f"  {line}" if line.strip() else "" for line in f"{opened.alt}\n{opened.text}".strip("\n").split("\n")),
        "",
        "End of the paper.",
    ]
