"""Doing something at a seat: the fields of an offer are asked one after the other, and what was typed is sent."""

from __future__ import annotations

from collections.abc import Mapping

from game.errors import Said
from game.exercise.acts.fields import ActField, PickField, TextField, WholeField, YesField
from game.exercise.acts.offer import Offer
from game.exercise.acts.seat_acts import DRAFTED, about, commands, first
from game.exercise.commands import Command, new_id
from game.exercise.seat_port import Seat
from game.exercise.views.seat_view import View
from game.faces.asking import question, scale
from game.faces.spoken import capital
from game.plain.talk import Deeds, Talk
from game.words import ENGLISH


class Acting:
    """One person at one seat, as far as they do something."""

    def __init__(self, talk: Talk, seat: Seat) -> None:
        self.talk, self.seat = talk, seat

    @property
    def view(self) -> View:
        """What the seat sees now."""
        return self.seat.snapshot()

    def offer(self, *acts: str) -> Offer | None:
        """The first of these acts that can be done now."""
        return first(self.view, *acts)

    def tell(self, offer: Offer, field: PickField) -> None:
        """Say what there is to pick from, before it is asked."""

    def do(
        self,
        offer: Offer,
        deeds: Deeds | None = None,
        known: Mapping[str, str] | None = None,
        leaves: bool = False,
        picks: Deeds | None = None,
        skips: bool = False,
    ) -> bool:
        """Ask for what an offer needs, and send it.

        Args:
            offer: what is done.
            deeds: the commands of its prompts.
            known: fields that need not be asked.
            leaves: Enter leaves it, to look again: others may be quicker.
            picks: commands more, where something is picked.
            skips: Enter leaves a text out, and with it all of it.

        Returns:
            False where it was thought better of, or refused.
        """
        id, group = new_id(), self.view.group  # what was given for this syndicate is not meant for another
        typed, picked = dict(known or {}), ""
        for field in offer.fields:
            if field.name not in typed:
                answer = self.answer(offer, field, {**(picks or {}), **(deeds or {})}, leaves, picked, skips)
                if answer is None:
                    return False
                typed[field.name] = answer
            if isinstance(field, PickField):
                picked = next(row.label for row in field.rows if row.id == typed[field.name])
                if field.then:
                    self.talk.say(["", field.then.replace("{picked}", picked)])
        return all(self.submit(each) for each in commands(offer, typed, id, group.syndicate if group else ""))

    def answer(self, offer: Offer, field: ActField, deeds: Deeds, leaves: bool, picked: str, skips: bool) -> str | None:
        """Ask for one field until it is right; None where that is left, or answered with no."""
        match field:
            case PickField():
                return self.pick(offer, field, deeds, leaves)
            case WholeField():
                return self.number(offer, field, deeds)
            case YesField():
                ask = f"{field.ask} {field.help}".strip().replace("{picked}", picked)
                sure = self.talk.sure(ask, deeds)
                return "yes" if sure else None if field.required else "no"
            case _:
                return self.text(offer, field, deeds, leaves, skips)

    def pick(self, offer: Offer, field: PickField, deeds: Deeds, leaves: bool) -> str | None:
        """One of some rows, by its number."""
        self.tell(offer, field)
        last = len(field.rows)
        if leaves:
            prompt = ENGLISH.say("{what}, 1 to {last}; Enter looks again (? is help):", what=offer.title, last=last)
        else:
            prompt = ENGLISH.say(
                "{what}, 1 to {last} (v 1: detail and advice on 1; ? is help):", what=offer.title, last=last
            )
        while True:
            number = self.talk.number(prompt, 1, last, deeds, skip=leaves)
            if number is None:
                return None
            row = field.rows[number - 1]
            if not row.closed:
                return row.id
            self.talk.say(ENGLISH.say("“{label}” is closed: {closed}.", label=row.label, closed=row.closed))

    def number(self, offer: Offer, field: WholeField, deeds: Deeds) -> str:
        """A whole number; what was typed before is kept by Enter."""
        name = DRAFTED.get(offer.act) or field.name
        before = self.draft(about(offer)).get(name, "")
        if field.apart:
            self.talk.say(["", f"{field.apart} {field.ask}"])
        ask = scale(ENGLISH, field) if field.apart else question(ENGLISH, field)
        skip = bool(before) or not field.required
        prompt = ENGLISH.say("{ask}; Enter skips:", ask=ask) if skip else f"{ask}:"
        if before:
            prompt = ENGLISH.say("{ask}; Enter keeps {before}:", ask=ask, before=before)
        typed = self.talk.number(prompt, field.low, field.high, deeds, skip)
        answer = str(typed) if typed is not None else before if before.isdecimal() else ""
        self.keep_draft(about(offer), {name: answer})
        return answer

    def text(self, offer: Offer, field: ActField, deeds: Deeds, leaves: bool, skips: bool) -> str | None:
        """Words on a line; what was typed at a terminal before, and not sent, is offered again and kept until it is."""
        name, place = DRAFTED.get(offer.act) or field.name, about(offer)
        ask = offer.title if offer.act == "write" else question(ENGLISH, field)
        if skips:
            bare = ENGLISH.say("{ask} (Enter: none):", ask=ask)
        elif leaves:
            bare = ENGLISH.say("{ask} (Enter looks again):", ask=ask)
        elif field.required:
            bare = ENGLISH.say("{ask} (in one line):", ask=ask)
        else:
            bare = ENGLISH.say("{ask} (Enter skips):", ask=ask)
        while True:
            before = self.draft(place).get(name, "")
            kept = ENGLISH.say("{ask} (Enter keeps “{before}”, - takes it out):", ask=ask, before=before)
            answer = self.talk.ask(kept if before else bare, deeds, free=True)
            if before and answer in ("", "-"):
                answer = "" if answer else before
            self.keep_draft(place, {name: answer})
            if answer or not field.required:
                return answer
            if leaves or skips:
                return None
            missing = field.missing if isinstance(field, TextField) else None
            needed = ENGLISH.message(missing) if missing else ENGLISH.say("An answer is needed.")
            self.talk.say(ENGLISH.say("{problem} ? is help.", problem=capital(needed)))

    def draft(self, about: str | None) -> dict[str, str]:
        """What was typed at this seat and not sent; a script has said all it means already."""
        return self.seat.draft(about) if self.talk.by_hand and about is not None else {}

    def keep_draft(self, about: str | None, fields: dict[str, str]) -> None:
        """Keep what was typed until it is sent."""
        if self.talk.by_hand and about is not None:
            try:
                self.seat.keep_draft(about, fields)
            except Said as problem:
                self.talk.refuse(problem)

    def submit(self, command: Command) -> bool:
        """Send a command; say so where it could not be done."""
        try:
            self.seat.submit(command)
        except Said as problem:
            self.talk.refuse(problem)
            return False
        return True
