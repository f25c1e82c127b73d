"""A desk as a document: what somebody at it sees and can do, in sections."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from game.exercise.acts.act import Right
from game.exercise.acts.desk_acts import BY_ID, offered_at_desk
from game.exercise.views.facilitator_view import Beside, DeskView, EventRow, SeatRow, SyndicateRow
from game.faces.desk import day, events, people, syndicate
from game.faces.desk.acts import Offers, about
from game.faces.desk.place import DeskPlace
from game.faces.model import FaceDocument, Section, TextSpan, text
from game.scenario.scenario import Inject
from game.words import Language

OF_A_SEAT = ("roles", "swap", "observing", "move", "merge", "remove")
"""Acts that are offered for each seat, and stand on the page of the one that is looked at."""


@dataclass(frozen=True, slots=True)
class DeskSight:
    """Everything that one window at a desk shows."""

    view: DeskView
    events: tuple[EventRow, ...]
    place: DeskPlace
    right: Right
    name: str
    """Whose desk it is; nothing where it is the facilitator's."""
    inject: Callable[[str], Inject | None]
    beside: Callable[[str], Sequence[Beside]]
    language: str
    address: str = ""
    certificate: str = ""
    health: str = ""

    @property
    def row(self) -> SyndicateRow | None:
        """The syndicate that is looked at."""
        return next((each for each in self.view.syndicates if each.id == self.place.at), None)

    @property
    def person(self) -> SeatRow | None:
        """Whose seat is looked at."""
        everybody = (*(seat for each in self.view.syndicates for seat in each.seats), *self.view.at_door)
        return next((each for each in everybody if each.seat == self.place.seat), None)


def document(words: Language, sight: DeskSight, offers: Offers) -> FaceDocument:
    """Return what stands at a desk; the board of syndicates comes before it, and is drawn by hand."""
    view, where = sight.view, sight.place
    roles = dict(view.roles)
    made: list[Section | None] = [day.day(words, view, offers)]
    if person := sight.person:
        made.append(people.seat(words, person, offers, roles))
    event = next((each for each in sight.events if each.id == where.event), None)
    known = sight.inject(where.event) if event else None
    if event is not None and known is not None:
        made.append(events.event(words, where, event, known, sight.beside(event.id), offers))
    if (row := sight.row) is not None:
        inject = sight.inject(row.inject) if row.inject else None
        made.append(syndicate.section(words, where, row, inject, offers, roles, view.state))
    made += [
        people.roster(words, where, view, offers, roles),
        events.board(words, where, sight.events, offers),
        day.written(words, view, offers),
        day.marks(words, view, offers),
        people.desks(words, view, offers, sight.right),
        day.looks(words, view, sight.address, sight.certificate),
    ]
    names = {
        Right.FACILITATOR: words.say("Facilitator"), Right.CO_FACILITATOR: words.say("Co-facilitator"),
        Right.OBSERVER: words.say("Observer"),
    }  # fmt: skip
    who = f"{names[sight.right]}: {sight.name}" if sight.name else names[sight.right]
    banner = text(TextSpan(view.state.value, "pill"), *(span for each in day.needs(words, view, sight.health)
                  for span in (TextSpan(" "), each)))  # fmt: skip
    return FaceDocument(
        view.title, sight.language, tuple(each for each in made if each is not None),
        (who, words.say("class {name}", name=view.name)), banner, first="board",
    )  # fmt: skip


def said(words: Language, before: DeskSight, now: DeskSight) -> str:
    """Return what is worth saying aloud of a change: the state, and what is new to be seen to."""
    if before.view.state is not now.view.state:
        return f"{now.view.state.value}."
    known = {each.text for each in day.needs(words, before.view)}
    return " ".join(each.text for each in day.needs(words, now.view) if each.text not in known)


def offers_of(words: Language, sight: DeskSight) -> Offers:
    """Return what this desk can do now, as far as the page has a place for it: of seats, that of the one looked at."""
    acts = [id for id in BY_ID if id not in OF_A_SEAT or sight.person is not None]
    known = offered_at_desk(words, sight.view, sight.right, acts)
    for act in OF_A_SEAT:
        if act in known:
            known[act] = about(known, act, seat=sight.place.seat)
    if sight.right is Right.FACILITATOR:
        known[people.LINK] = (people.link(words),)
    return known
