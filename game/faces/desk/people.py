"""Who is in a class: who waits at the door, who sits where, one person's seat; who has a desk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from game.exercise.acts.act import Right
from game.exercise.acts.desk_acts import held_by
from game.exercise.acts.fields import YesField
from game.exercise.acts.offer import Offer
from game.exercise.views.facilitator_view import DeskView, SeatRow
from game.faces.desk.acts import Offers, about, folded, pressed
from game.faces.desk.place import DeskPlace
from game.faces.desk.syndicate import namesake, person
from game.faces.model import ActForm, Block, Item, Items, Section, TextSpan, aside, para, strong, text
from game.words import Language

LINK = "link"
"""What a form asks for that makes a link for a second screen of the facilitator's own."""


def roster(words: Language, where: DeskPlace, view: DeskView, offers: Offers, roles: Mapping[str, str]) -> Section:
    """Return everybody by syndicate; who waits at the door comes first."""
    blocks: list[Block] = []
    if view.at_door:
        blocks.append(para(words.say("At the door"), role="label"))
        blocks += [ActForm(offer) for offer in offers.get("admit", ())]
        blocks.append(Items(tuple(_waits(words, where, each) for each in view.at_door)))
    blocks += [folded(offer) for offer in offers.get("deal", ())]
    for row in view.syndicates:
        blocks.append(para(words.say("Syndicate {id}, code {code}", id=row.id, code=row.code), role="label"))
        blocks += [folded(offer) for offer in about(offers, "role_set", syndicate=row.id)]
        if row.seats:
            blocks.append(Items(tuple(person(words, where, each, roles) for each in row.seats), "sign"))
        else:
            blocks.append(para(words.say("Nobody yet."), role="note"))
    number = sum(len(each.seats) for each in view.syndicates) + len(view.at_door)
    return Section("people", words.say("People"), tuple(blocks), words.say("People"), str(number) if number else "")


def _waits(words: Language, where: DeskPlace, each: SeatRow) -> Item:
    name = TextSpan(each.name, "strong", to=where.to("person", seat=each.seat))
    return Item(text(name, aside(words.say(", syndicate {id}", id=each.syndicate)), namesake(words, each)))


def seat(words: Language, each: SeatRow, offers: Offers, roles: Mapping[str, str]) -> Section:
    """Return one person's seat: moved by one press, with the rest beneath."""
    held = held_by(words, each, roles) or (words.say("observes") if each.observes else words.say("no role"))
    blocks: list[Block] = [para(words.say("Syndicate {id}: {roles}.", id=each.syndicate, roles=held))]
    blocks += [pressed(one, words.say("Move {name}", name=each.name)) for one in about(offers, "move", seat=each.seat)]
    blocks += [folded(one, words.say("Give roles")) for one in about(offers, "roles", seat=each.seat)]
    blocks += [folded(one, one.label) for act in ("swap", "observing") for one in about(offers, act, seat=each.seat)]
    for act in ("merge", "remove"):
        titles = {"merge": words.say("The same person as another seat"), "remove": words.say("Take the seat back")}
        found = act == "merge" and each.perhaps is not None
        blocks += [folded(one, titles[act], open=found) for one in about(offers, act, seat=each.seat)]
    return Section("person", each.name, tuple(blocks), words.say("Person"))


def desks(words: Language, view: DeskView, offers: Offers, right: Right) -> Section | None:
    """Return who has a desk beside the facilitator's, and how one is given; None for who may not see to it."""
    if right is not Right.FACILITATOR:
        return None
    return Section("desks", words.say("Desks"), tuple(_desks(words, view, offers)), words.say("Desks"))


def _desks(words: Language, view: DeskView, offers: Offers) -> Iterator[Block]:
    names = {
        Right.CO_FACILITATOR: words.say("co-facilitator"), Right.OBSERVER: words.say("observer"),
    }  # fmt: skip
    if view.desks:
        yield Items(
            tuple(Item(text(strong(each.name), aside(f": {names.get(each.right, each.right)}"))) for each in view.desks)
        )
    else:
        yield para(words.say("Nobody beside you has a desk."), role="note")
    yield from (folded(offer) for offer in offers.get("give_desk", ()))
    for each in offers.get("take_desk", ()):
        yield folded(each, words.say("Take the desk of {name} back", name=each.title))
    yield folded(link(words))


def link(words: Language) -> Offer:
    """Return the offer of a link for a second screen of the facilitator's own; it is no act of the exercise."""
    ask = YesField(name="sure", ask=words.say("Make a new link? The last one opens nothing any more"), required=True)
    says = words.say(
        "It is shown once. Show it to nobody: it opens this desk. The wall and the desk pages that are open stay open."
    )
    return Offer(LINK, words.say("make a link"), (), (ask,), "", words.say("A second screen of yours"), says)
