"""What the exercise says where something cannot be done."""

from __future__ import annotations

from collections.abc import Iterable

from game.errors import Said
from game.words import Message, lazy


class Refused(Said):
    """A command that cannot be done now, in one sentence, to be read in whatever language its reader has."""

    def __init__(self, says: Message) -> None:
        super().__init__(says)


def did_you_mean(word: str, known: Iterable[str], otherwise: Message) -> Message:
    """Return the cure of a wrong name: the nearest one that is known, or what is said where none is near."""
    from game.scenario.findings import nearest  # here: only what is wrong needs it

    name = nearest(word, known)
    return lazy("Did you mean '{name}'?", name=name) if name else otherwise


def it_has(known: Iterable[str]) -> Message:
    """Return what names there are, in a sentence."""
    names = ", ".join(known)
    return lazy("It has: {names}.", names=names) if names else lazy("It has: none.")
