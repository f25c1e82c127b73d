"""Questions from memory as numbered lines: Enter leaves one out, s all of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from game.errors import Said
from game.exercise.acts.fields import ActField, Complaint, PickField, WholeField
from game.exercise.acts.offer import Offer
from game.exercise.acts.seat_acts import commands
from game.exercise.commands import new_id
from game.exercise.seat_port import Seat
from game.faces.asking import question
from game.faces.remembering import Typed, anything, at_the_end, intro, plan, steps
from game.plain.talk import InputEnded, Talk
from game.words import ENGLISH, lazy

SKIP = "s"
PLAN = lazy("write what you mean to do, for yourself alone")
Keep = Callable[[Offer, Typed], Sequence[str]]
"""Keeps what was typed, which may be nothing, and returns what is said at once."""


def ask(talk: Talk, offers: Sequence[Offer], keep: Keep) -> bool:
    """Ask; return whether it went to the end, and was not left in the middle."""
    typed: dict[str, str] = {}
    told = 0
    for step in steps(offers):
        if step.number != told:
            told, typed = step.number, {}
            asked = f"{step.offer.title}: {step.offer.says}" if step.offer.says else f"{step.offer.title}."
            talk.say(["", ENGLISH.say("{n} of {all}. {asked}", n=step.number, all=step.of, asked=asked)])
        try:
            answer = _field(talk, step.field)
        except InputEnded:
            return False
        if answer is None:
            return False
        typed[step.field.name] = answer
        if step.last:
            talk.say(keep(step.offer, dict(typed)))
    return True


def _field(talk: Talk, made: ActField) -> str | None:
    """One answer, nothing where it was left out; None where all is."""
    if isinstance(made, PickField):
        talk.say([made.ask, *(f"{number}. {row.label}" for number, row in enumerate(made.rows, 1))])
        says = ENGLISH.say("1 to {last} (Enter: none of it; s: leave all of it out):", last=len(made.rows))
    else:
        says = ENGLISH.say("{ask} (Enter: leave it out; s: all of it):", ask=question(ENGLISH, made))
    while True:
        typed = talk.ask(says, free=not isinstance(made, PickField | WholeField))
        if typed.casefold() == SKIP:
            return None
        if isinstance(made, PickField) and typed:
            number = typed.rstrip(".)")
            if not (number.isdecimal() and len(number) < 4 and 1 <= int(number) <= len(made.rows)):
                talk.say(ENGLISH.say("Type a number from 1 to {n}, or Enter.", n=len(made.rows)))
                continue
            return made.rows[int(number) - 1].id
        try:
            made.read(typed)
        except Complaint as problem:
            talk.say(ENGLISH.message(problem.says))
            continue
        return typed


def at_end(talk: Talk, seat: Seat) -> None:
    """Ask before the debrief opens, where somebody types; a script is asked nothing that nobody waits for."""
    offers = at_the_end(ENGLISH, seat.snapshot())
    if offers and talk.by_hand:
        talk.say(["", intro(ENGLISH)])
        ask(talk, offers, lambda offer, typed: send(seat, offer, typed))


def write_plan(talk: Talk, seat: Seat) -> None:
    """Ask what somebody means to do."""
    offer = plan(ENGLISH, seat.snapshot())
    if offer is not None:
        ask(talk, (offer,), lambda given, typed: send(seat, given, typed))


def send(seat: Seat, offer: Offer, typed: Typed) -> Sequence[str]:
    """Keep what was typed; nothing typed leaves no trace."""
    if not anything(typed):
        return ()
    group = seat.snapshot().group
    try:
        for each in commands(offer, typed, new_id(), group.syndicate if group else ""):
            seat.submit(each)
    except Said as problem:
        return (ENGLISH.say("It is not kept: {ENGLISH}", ENGLISH=problem.said(ENGLISH)),)
    return ()
