"""How the desk asks for an act: what is picked is picked first, then what is typed, then it is sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from textual.content import Content

from game.exercise.acts import desk_acts
from game.exercise.acts.fields import Complaint, PickField, YesField
from game.exercise.acts.offer import Offer
from game.exercise.commands import GiveDesk, new_id
from game.faces.content_builder import MUTED, STRONG, Page
from game.ui.desk.desk_board import DeskBoard
from game.ui.panels.offer_panel import OfferPanel
from game.ui.panels.picker import Boxes, Picker
from game.ui.panels.reader import Reader
from game.ui.shell.actions import Where, acts
from game.ui.widgets.drafting import DeskDraft
from game.words import ENGLISH

OF_DESKS = ("give_desk", "take_desk")
"""The acts about who has a desk: they stand behind the seats."""
OF_SEATS = "admit"
"""The acts about one seat: first it is picked whose."""
LISTED = (
    *("tray", "tick", "commit", "note", "withdraw_inject", "withdraw_news", "withdraw_letter", "undo"),
    *("deal", "role_set"),
)
"""Acts of which each offer is something to pick, even where it is the only one."""


class DeskOffers(DeskBoard):
    """Asks for what an offer needs, and sends it."""

    def action_offer(self, key: str) -> None:
        """Do what stands behind a key, as it is offered now."""
        act = next(act for act in acts(Where.DESK) if act.id == key and act.offers)
        if key == OF_SEATS:
            self.of_seats(act.offers)
            return
        offers = self.offered(act.offers)
        if not offers:
            known = desk_acts.BY_ID[act.offers[0]]
            if self.desk.right not in known.rights:
                self.program.say(ENGLISH.say("Your desk may not do this."), error=True)
            else:
                self.program.say(str(known.passed(self.view, {"syndicate": self.marked.id})))
        elif offers[0].act in LISTED:
            self.one_of(str(act.help).partition(".")[0], offers)
        else:
            self.ask(offers[0])

    def one_of(self, title: str, offers: Sequence[Offer]) -> None:
        """Pick an offer by what it is about."""
        signs = {"True": "○ ", "False": "✓ "}  # what it would become; so it is not so now
        rows = [(each.key, signs.get(dict(each.given).get("seen", ""), "") + each.title) for each in offers]
        self.pick(title, rows, lambda key: self.ask(next(each for each in offers if each.key == key)))

    def of_seats(self, acts: Sequence[str]) -> None:
        """Pick a seat, then what is done about it; whoever waits at the door stands first."""
        known = desk_acts.offered_at_desk(ENGLISH, self.view, self.desk.right, acts)
        offers = [each for act in acts if act not in OF_DESKS for each in known.get(act, ())]
        desks = {each.key: each for act in OF_DESKS for each in known.get(act, ())}
        by_seat = {
            seat: list(some)
            for seat, some in groupby(sorted(offers, key=_seat), key=_seat)  # sorted keeps the order of the acts
        }
        titles = dict(self.view.roles)
        there = (*self.view.at_door, *desk_acts.seats(self.view))
        rows = [(each.seat, desk_acts.seat_line(ENGLISH, each, titles)) for each in there if each.seat in by_seat]
        waiting = list(known.get("admit", ()))
        if len(waiting) > 1:
            rows.insert(0, ("", ENGLISH.say("Let all {n} in", n=len(waiting))))
        rights = {f"take_desk:{each.desk}".replace(" ", "."): str(each.right) for each in self.view.desks}
        rows += [
            (
                key,
                ENGLISH.say("The {right}'s desk of {name}: take it back", right=rights[key], name=each.title)
                if key in rights
                else each.title,
            )
            for key, each in desks.items()
        ]

        def picked(seat: str) -> None:
            if not seat:
                self.let_all_in(waiting)
                return
            if seat in desks:
                self.ask(desks[seat])
                return
            some = by_seat[seat]
            labels = [(each.act, each.label) for each in some]
            self.pick(some[0].title, labels, lambda act: self.ask(next(each for each in some if each.act == act)))

        self.pick(ENGLISH.say("Seats"), rows, picked)

    def give_desk(self, command: GiveDesk) -> bool:
        """Give somebody a desk, and show the link to it, once."""
        made: list[str] = []
        if not self.do(lambda: made.append(self.desk.give_desk(command))):
            return False
        link = f"{self.served.address}facilitator?t={made[0]}"
        says = ENGLISH.say("The desk of {name}, to be handed on to nobody else; it is shown once:", name=command.name)
        page = Page().line(says, MUTED).line(link, STRONG).gap()
        page.line(ENGLISH.say("It holds over a restart, until it is left or taken back (k)."), MUTED)
        self.app.push_screen(Reader(ENGLISH.say("A desk for somebody"), lambda width: page.content()))
        return True

    def let_all_in(self, waiting: Sequence[Offer]) -> None:
        """Let everybody in who waits; where one cannot come in, the others do."""
        done = [self.send(each, {}, new_id()) for each in waiting]
        if all(done):
            self.program.say(ENGLISH.say("All are let in."))

    # --- field by field

    def ask(self, offer: Offer, typed: dict[str, str] | None = None, id: str = "") -> None:
        """Ask for the next thing that is picked; then for what is typed; then send it."""
        known, id = typed or {}, id or new_id()
        field = next((each for each in offer.fields if isinstance(each, PickField) and each.name not in known), None)
        if field is None:
            self.ask_lines(offer, known, id)
            return

        def answered(picked: tuple[int, ...] | None) -> None:
            if picked is not None:
                chosen = [field.rows[index] for index in picked]
                says = ", ".join(row.label for row in chosen)
                title = f"{offer.title}: {says}" if says else offer.title
                self.ask(replace(offer, title=title), {**known, field.name: " ".join(row.id for row in chosen)}, id)

        rows = [_row(row.label, row.mine or row.closed) for row in field.rows]
        heading, hint = (field.ask, offer.says) if field.several else (offer.title, field.ask)
        if field.several:
            ticked = [index for index, row in enumerate(field.rows) if row.id in field.first.split()]
            self.app.push_screen(Boxes(heading, rows, ticked, hint), answered)
            return
        first = field.first or self.marked.id
        at = next((index for index, row in enumerate(field.rows) if row.id == first), 0)
        self.app.push_screen(
            Picker(heading, rows, hint, at), lambda index: answered(None if index is None else (index,))
        )

    def ask_lines(self, offer: Offer, known: dict[str, str], id: str) -> None:
        """Ask for what is typed, all of it in one panel; for a yes alone, in a question of its own."""
        left = [each for each in offer.fields if each.name not in known]
        sure = next((each for each in left if isinstance(each, YesField)), None)
        if not left:
            self.send(offer, known, id)
        elif sure is not None and len(left) == 1:
            self.sure(sure.ask, offer.says, offer.label, lambda: self.send(offer, {**known, sure.name: "yes"}, id))
        else:
            draft = self.drafts.setdefault(offer.key, DeskDraft())

            def typed(answers: dict[str, str] | None) -> None:
                if answers is not None:
                    self.send(offer, answers, id)

            self.app.push_screen(OfferPanel(offer, known, drafting=draft), typed)

    def send(self, offer: Offer, typed: dict[str, str], id: str) -> bool:
        """Send what an offer becomes; what fails for one syndicate is said and does not stop the others."""
        try:
            sent = desk_acts.desk_commands(offer, typed, id)
        except Complaint as problem:
            self.program.say(ENGLISH.message(problem.says), error=True)
            return False
        if isinstance(sent[0], GiveDesk):
            return self.give_desk(sent[0])
        done = [self.do(lambda command=command: self.desk.submit(command)) for command in sent]  # type: ignore[misc]
        if any(done):
            self.drafts.pop(offer.key, None)
            self.program.say(offer.done)
        return all(done)


def _seat(offer: Offer) -> str:
    return dict(offer.given)["seat"]


def _row(label: str, mine: str) -> Content:
    return (Page().add(label).add(f"  ({mine})", MUTED) if mine else Page().add(label)).content()
