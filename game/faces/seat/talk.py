"""What a syndicate does together once the exercise is over: the card that lies before all, and its plan."""

from __future__ import annotations

from game.exercise.acts.offer import Offer
from game.exercise.views.class_view import ActionView, TalkView
from game.faces.model import ActForm, Block, Card, Item, Items, Section, aside, para, text
from game.faces.seat.shared import shared
from game.words import Language


@shared
def cards(words: Language, talk: TalkView | None, offers: tuple[Offer, ...]) -> Section:
    """Return the card that lies before all seats, or how to begin; ``offers`` turn it."""
    title = words.say("Lead the talk yourselves")
    turning: tuple[Block, ...] = tuple(map(ActForm, offers))
    if talk is None:
        ask = words.say(
            "Ten cards, two minutes each: a question, a line for the group, then what the record says. All of you see "
            "the same card."
        )
        return Section("talk", title, (para(ask), *turning), words.say("Cards"), key="c")
    if talk.card is None:
        waits = para(words.say("The record is being put together. It takes a moment."), role="note")
        return Section("talk", title, (waits, *turning), words.say("Cards"), key="c")
    card = talk.card
    reads = words.say("You read it aloud.") if talk.reads else words.say("{name} reads it aloud.", name=talk.reader)
    made_of: list[Block] = [para(card.ask, role="lead"), para(reads, role="note")]
    if talk.line:
        made_of.append(para(aside(words.say("Of the group: ")), f"“{talk.line}”"))
    if talk.shown:
        made_of.append(Card(tuple(map(para, card.record)), text(words.say("The record"))))
    head = words.say("Card {n} of {all}: {title}", n=talk.number, all=talk.of, title=card.title)
    return Section("talk", head, (*made_of, *turning), words.say("Cards"), key="c")


@shared
def plan(words: Language, actions: tuple[ActionView, ...], offers: tuple[Offer, ...]) -> Section:
    """Return what the syndicate means to do, and the form for more."""
    title = words.say("What you mean to do")
    says = words.say("It stands in the plan of your report, as the group's: name a body or a post, never a person.")
    made: list[Block] = [para(says, role="note")]
    if actions:
        made.append(Items(tuple(action(words, each) for each in actions), "number"))
    return Section("plan", title, (*made, *map(ActForm, offers)), words.say("Plan"), key="e")


def action(words: Language, each: ActionView) -> Item:
    """Return an action as a row: what, whose it is, by when, how urgent."""
    more = [
        each.owner,
        words.say("by {due}", due=each.due) if each.due else "",
        words.say("priority {n}", n=each.priority) if each.priority else "",
    ]
    said = ", ".join(filter(None, more))
    return Item(text(each.text, aside(f" ({said})") if said else ""))
