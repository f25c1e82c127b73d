"""The lines around a seat's page that are a terminal's own: the header, the tabs, the soft time left."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content

from game.exercise.views.seat_view import InjectView, View
from game.faces.content_builder import MUTED, STRONG, WARN, Page
from game.words import ENGLISH


def header(view: View, width: int) -> Content:
    """Return the one header line; in a narrow window the title goes first."""
    state = ENGLISH.say("PAUSED") if view.paused else ""
    you = ENGLISH.say("You are: {you}", you=view.you)
    left = f" WHITECELL  {view.title}"
    clock = ENGLISH.message(view.clock)
    parts = [part for part in (clock, state) if part]
    if len(left) + len(clock) + len(you) + 8 > width:
        left = f" {view.title}"
    if len(left) + len(clock) + len(you) + 6 > width:
        you = ENGLISH.message(view.you)
    room = width - len(left) - len(you) - 4
    middle = "  ".join(parts)
    if len(middle) > room:
        you = you[: max(0, width - len(left) - len(middle) - 5)]
        room = width - len(left) - len(you) - 4
    return Page().add(left, STRONG).add(f"  {middle:<{max(0, room)}}").add(f"{you} ", STRONG).content()


def unread(inject: InjectView) -> int:
    """Return how many papers on the table this seat has not opened."""
    return sum(not document.opened for document in inject.documents)


def waiting(papers: int, facts: int, room: int, holds_all: bool = False) -> str:
    """Return what there is to look at beside the situation, for the line over the page; nothing where there is none.

    Whoever ``holds_all`` seats is not told that something is theirs alone.
    """
    said, short = [], []
    if papers:
        said.append(ENGLISH.many("{n} paper unread (d)", "{n} papers unread (d)", papers))
        short.append(ENGLISH.say("{n} unread (d)", n=papers))
    if facts and holds_all:
        said.append(ENGLISH.many("{n} fact of one seat alone (o)", "{n} facts of one seat alone (o)", facts))
        short.append(ENGLISH.say("{n} of one seat (o)", n=facts))
    elif facts:
        said.append(ENGLISH.many("{n} fact only yours (o)", "{n} facts only yours (o)", facts))
        short.append(ENGLISH.say("{n} yours (o)", n=facts))
    whole = ", ".join(said)
    return whole if len(whole) <= room else ", ".join(short)


def strip(
    shown: str, parts: Iterable[tuple[str, str, str]], papers: int, facts: int, width: int, holds_all: bool = False
) -> Content:
    """Return the line over the page: the part turned to in brackets, what waits to be read, then the other parts.

    Where there is not room for all of it the last parts give way; their keys stand in the footer.

    Args:
        parts: id, key and name of each part; what waits stands behind the first.
        papers: how many are unread.
        facts: how many this seat alone knows.
        holds_all: whether one person has every seat.
    """
    page, room = Page(), width
    for number, (id, key, name) in enumerate(parts):
        text = f"[{name}]  " if id == shown else f"{key} {name}  "
        if len(text) - 2 <= room:
            if id == shown:
                page.add(text, STRONG)
            else:
                page.add(key, STRONG).add(f" {name}  ", MUTED)
            room -= len(text)
        waits = "" if number else waiting(papers, facts, room, holds_all)
        if waits:
            page.add(f"{waits}  ", WARN)
            room -= len(waits) + 2
    return page.content()


def clock(seconds: int | None) -> str:
    """Return the soft time left in words: in steps of ten seconds, until the last minute."""
    if seconds is None:
        return ""
    if seconds <= 0:
        return ENGLISH.say("time is up; finish the thought")
    shown = seconds if seconds < 60 else -(-seconds // 10) * 10
    return ENGLISH.say("{time} left", time=f"{shown // 60}:{shown % 60:02}")
