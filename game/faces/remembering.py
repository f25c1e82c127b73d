"""Questions from memory, one field after the other, the same in every face: each may be skipped, and all of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from game.exercise import commands as cmd
from game.exercise import recalling
from game.exercise.acts.fields import ActField, Complaint
from game.exercise.acts.offer import Offer
from game.exercise.acts.seat_acts import commands, offered
from game.exercise.views.seat_view import View
from game.words import Language

Typed = Mapping[str, str]
ALL = "all"
"""In place of one question: all that wait, in one form, so that one press keeps whatever was typed."""


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
    return tuple(each for each in known if _prompt(each) in recalling.ASKED)


def together(words: Language, view: View) -> Offer | None:
    """Return all that a seat is asked before its debrief opens, and its plan, as one form that leads there.

    None where nothing waits. The fields of each question have its name before their own.
    """
    if not at_the_end(words, view):
        return None
    asked = offered(words, view).get("recall", ())
    fields = tuple(replace(field, name=f"{_prompt(each)}.{field.name}") for each in asked for field in each.fields)
    label = words.say("Read your debrief; what you typed is kept, what has no answer is left out")
    return Offer("recall", label, (("moment", recalling.END), ("prompt", ALL)), fields)


def is_together(offer: Offer) -> bool:
    """Whether a form is that of all questions."""
    return offer.act == "recall" and dict(offer.given).get("prompt") == ALL


def kept(words: Language, view: View, typed: Typed, id: str) -> tuple[cmd.Command, ...]:
    """Return what keeps the answers of the form of all questions; what has none, or one already, is left out.

    Raises:
        Complaint: the first that a field makes, which is named as in that form.
    """
    made: list[cmd.Command] = []
    for each in offered(words, view).get("recall", ()):
        prompt = _prompt(each)
        its = {field.name: typed.get(f"{prompt}.{field.name}", "") for field in each.fields}
        if not anything(its):
            continue
        try:
            made += commands(each, its, cmd.derived(id, prompt))
        except Complaint as problem:
            raise Complaint(problem.says, f"{prompt}.{problem.field}") from None
    return tuple(made)


def _prompt(offer: Offer) -> str:
    return dict(offer.given)["prompt"]


def plan(words: Language, view: View) -> Offer | None:
    """Return how a seat writes down what it means to do; None where play is not over."""
    known = offered(words, view).get("recall", ())
    return next((each for each in known if _prompt(each) == recalling.PLAN), None)


def intro(words: Language) -> str:
    """Return what is said before the first question."""
    return words.say(
        "Three minutes from memory, before anything is shown. Every line may be left out, and all of them. What you "
        "say is yours alone; the debrief answers beside it."
    )


def anything(typed: Typed) -> bool:
    """Whether something was typed at all."""
    return any(each.strip() for each in typed.values())
