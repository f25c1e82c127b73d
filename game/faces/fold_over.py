"""The card at the end of a seat's copy: what is asked again, on which two days, to be cut out and folded over."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress

from game.exercise import recalling
from game.faces.model import Card, Item, Items, Section, para, strong, text
from game.report.group import GroupDebrief
from game.report.recall import asked_about
from game.words import Language

ID = "again"
"""Of the section: a page draws its cards to be cut out."""


def section(words: Language, group: GroupDebrief) -> Section | None:
    """Return the card of a seat's copy; None where nothing was decided, or it is not known when it was over."""
    debrief = group.debrief
    over: dt.date | None = None
    with suppress(ValueError):
        over = dt.datetime.fromisoformat(group.over_at).date()
    if over is None or not asked_about(debrief, recalling.WEEK):
        return None
    days = []
    for moment in (recalling.WEEK, recalling.SIX_WEEKS):
        number = asked_about(debrief, moment)
        day, title = words.date(over + dt.timedelta(days=int(moment))), debrief.decisions[number - 1].title
        days.append((day, number, title))
    when = Items(
        tuple(
            Item(text(strong(day), words.say(": about {n} “{title}”", n=number, title=title)))
            for day, number, title in days
        )
    )
    asks = (
        words.say("What was the choice between, and what made it hard?"),
        words.say("What did you choose, what did it buy, and what did it cost?"),
        words.say("Which lesson did it test?"),
        words.say("Your “When …, I will …”: has the occasion come, and what did you do?"),
    )
    numbers = words.listed(str(number) for number in dict.fromkeys(number for _, number, _ in days))
    outside = (
        para(words.say("Two minutes from memory, before you unfold it. It is for nobody but you.")),
        when,
        Items(tuple(Item(text(each)) for each in asks), marks="number"),
    )
    inside = (
        para(words.say("What you plan, “When …, I will …”. Once you have answered, read {numbers} of this page again.",
                       numbers=numbers)),
    )  # fmt: skip
    program = words.say(
        "With your seat's copy as a file: whitecell import FILE, then whitecell recall asks this on both days; recall "
        "--ics gives them to a calendar."
    )
    title = words.say("To cut out and fold over")
    cards = (Card(outside, text(words.say("Outside"))), Card(inside, text(words.say("Inside"))))
    return Section(ID, title, (para(program, role="note"), *cards), name=title)
