"""An offer asked for in a plain stream: its rows, then field by field until each is right."""

from __future__ import annotations

from collections.abc import Callable, MutableMapping

from game.exercise.acts.fields import (
    ActField,
    AmountField,
    Complaint,
    PickField,
    PickRow,
    TextField,
    WholeField,
    YesField,
)
from game.exercise.acts.offer import Offer
from game.faces.spoken import capital, stop
from game.scenario.text import clean
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


def prompt(words: Language, field: ActField) -> str:
    """Return the line that asks for a field."""
    skip = "" if field.required else words.say("; Enter skips")
    help = f" ({field.help})" if field.help else ""
    match field:
        case PickField(rows=rows, several=several):
            more = words.say(", several with spaces") if several else ""
            return words.say("{ask} 1 to {n}{more}{skip}:", ask=field.ask, n=len(rows), more=more, skip=skip)
        case WholeField(low=low, high=high):
            return words.say(
                "{ask} {low} to {high}{help}{skip}:", ask=field.ask, low=low, high=high, help=help, skip=skip
            )
        case YesField():
            return words.say("{ask} y or n:", ask=field.ask)
        case TextField() | AmountField():
            return words.say("{ask}{help}{skip}:", ask=field.ask, help=help, skip=skip)


def fill(
    words: Language,
    offer: Offer,
    line: Callable[[str], str],
    say: Callable[[str], None],
    draft: MutableMapping[str, str],
) -> dict[str, str]:
    """Ask field by field until each is right; what was typed before stands in the draft and is offered again."""
    for field in offer.fields:
        while True:
            before = draft.get(field.name, "")
            typed = line(clean(prompt(words, field) + (f" [{before}]" if before else ""))).strip() or before
            if isinstance(field, PickField):
                typed = " ".join(_picked(field, each) for each in typed.split())
            try:
                field.read(typed)
            except Complaint as problem:
                say(words.message(problem.says))
                draft.pop(field.name, None)
                continue
            draft[field.name] = typed
            break
    return dict(draft)


def _picked(field: PickField, typed: str) -> str:
    """A row's id where its number was typed."""
    if typed.isascii() and typed.isdecimal() and 0 < int(typed) <= len(field.rows):
        return field.rows[int(typed) - 1].id
    return typed
