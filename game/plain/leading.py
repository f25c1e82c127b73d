"""The ten cards of a talk, one after the other: a question, a line for the group, what the record says."""

from __future__ import annotations

from game.errors import Said
from game.exercise.commands import AddNote
from game.exercise.run.run_store import ALONE, Library
from game.faces.cards import cards, lines, told
from game.plain.talk import InputEnded, Talk
from game.report.model import Debrief
from game.words import ENGLISH, lazy

ASK = lazy("A line for the group (Enter: none; b: back; q: leave):")


def lead(talk: Talk, name: str, debrief: Debrief) -> None:
    """Lead through the cards; where nobody types at a terminal, print them all.

    Without the ``name`` of a run nothing that is typed is kept.
    """
    made = cards(ENGLISH, debrief)
    at = 0
    while at < len(made):
        card = made[at]
        talk.say(lines(ENGLISH, card, at + 1, len(made)))
        if talk.by_hand:
            try:
                typed = talk.line(
                    ENGLISH.say("Enter goes on (b: back; q: leave):") if card.private or not name else str(ASK),
                    free=True,
                )
            except InputEnded:
                return
            if typed.lower() == "q":
                return
            if typed.lower() == "b":
                at = max(0, at - 1)
                continue
            if typed and name and not card.private:
                talk.say(keep(name, card.title, card.about, typed))
        talk.say(told(ENGLISH, card))
        at += 1


def keep(name: str, title: str, about: str, typed: str) -> str:
    """Keep what a group typed at a card as a note of the run; say so, or why not."""
    try:
        table = Library().resume(name)
    except Said as problem:
        return ENGLISH.say("It is not kept: {problem}", problem=problem)
    try:
        table.seat(ALONE).submit(AddNote(text=f"{title}: {typed}", about=about))
    except Said as problem:
        return ENGLISH.say("It is not kept: {problem}", problem=problem)
    finally:
        table.log.close()
    return ENGLISH.say("Kept: it stands in the report as the group's.")
