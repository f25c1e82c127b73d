"""What an offer says in a stream, and what its fields ask in any face."""

from __future__ import annotations

from game.exercise.acts.fields import ActField, PickField, PickRow, WholeField
from game.exercise.acts.offer import Offer
from game.faces.spoken import capital, stop
from game.words import Language


def offered(words: Language, offer: Offer, indent: str = "") -> list[str]:
    """Return what can be done, with the rows to pick from and what is said for each."""
    picks = [each for each in offer.fields if isinstance(each, PickField)]
    if not picks:
        return [f"{indent}{stop(offer.label)}"]
    made: list[str] = []
    for field in picks:
        made.append(f"{indent}{field.ask}")
        for number, row in enumerate(field.rows, 1):
            made += _row(words, number, row, indent)
    return made


def _row(words: Language, number: int, row: PickRow, indent: str) -> list[str]:
    mine = f" {stop(capital(row.mine))}" if row.mine else ""
    made = [f"{indent}{number}. {stop(row.label)}{mine}"]
    if row.closed:
        made.append(indent + "   " + stop(words.say("Closed: {why}", why=row.closed)))
    if row.case:
        made.append(indent + "   " + words.say("The case for it: “{case}”", case=row.case))
    return made


def question(words: Language, field: ActField) -> str:
    """Return what a field asks, with what will do for an answer; nothing of keys."""
    if not isinstance(field, WholeField):
        return field.ask
    return f"{field.ask} {scale(words, field)}"


def scale(words: Language, field: WholeField) -> str:
    """Return the bounds of a number, with what they mean."""
    if field.unit:
        return words.say("In {unit}, {low} to {high}", unit=field.unit, low=field.low, high=field.high)
    low, high = (words.say(" ({end})", end=end) if end else "" for end in field.ends)
    return words.say("{low}{least} to {high}{most}", low=field.low, least=low, high=field.high, most=high)
