"""Questions from memory, one field after the other, the same in every face: each may be skipped, and all of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from game.exercise import recalling
from game.exercise.acts.fields import ActField
from game.exercise.acts.offer import Offer
from game.exercise.acts.seat_acts import offered
from game.exercise.views.seat_view import View
from game.words import Language

Typed = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Remembered:
    """One field of one question, in its place."""

    offer: Offer
    field: ActField
    number: int
    """Of the question, from 1."""
    of: int
    last: bool
    """Whether it is the last field of its question."""


def steps(offers: Iterable[Offer]) -> tuple[Remembered, ...]:
    """Return what is asked, field by field."""
    listed = tuple(offers)
    return tuple(
        Remembered(offer, field, number, len(listed), field is offer.fields[-1])
        for number, offer in enumerate(listed, 1)
        for field in offer.fields
    )


def at_the_end(words: Language, view: View) -> tuple[Offer, ...]:
    """Return what a seat is asked before its debrief opens; one's plan comes after it."""
    known = offered(words, view).get("recall", ())
    return tuple(each for each in known if dict(each.given)["prompt"] in recalling.ASKED)


def plan(words: Language, view: View) -> Offer | None:
    """Return how a seat writes down what it means to do; None where play is not over."""
    known = offered(words, view).get("recall", ())
    return next((each for each in known if dict(each.given)["prompt"] == recalling.PLAN), None)


def intro(words: Language) -> str:
    """Return what is said before the first question."""
    return words.say(
        "Three minutes from memory, before anything is shown. Every line may be left out, and all of them. What you "
        "say is yours alone; the debrief answers beside it."
    )


def anything(typed: Typed) -> bool:
    """Whether something was typed at all."""
    return any(each.strip() for each in typed.values())
