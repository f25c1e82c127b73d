"""Who is there: the people at a table or the roles of a scenario, the lobby, who may write, what control wrote."""

from __future__ import annotations

from game.exercise.acts.offer import Offer
from game.exercise.views.seat_view import ChairView, MemberView
from game.faces.model import ActForm, Block, Card, Item, Items, Para, Section, TextSpan, Tone, aside, para, strong, text
from game.faces.prose import prose
from game.faces.seat.shared import shared
from game.faces.seat.timeline import note_of
from game.words import Language, Wording


@shared
def people(words: Language, syndicate: str, members: tuple[MemberView, ...], open_chairs: tuple[str, ...]) -> Section:
    """Return who sits at the table and who has chosen, never what; ``open_chairs`` are roles that nobody holds."""
    made: list[Block] = [Items(tuple(_member(words, each) for each in members), "sign")]
    if open_chairs:
        held = words.say("Held by the facilitator: {roles}.", roles=", ".join(open_chairs))
        made.append(para(held, role="note"))
    title = words.say("Syndicate {name}", name=syndicate)
    return Section("who", title, tuple(made), words.say("Who"), key="v", side=True)


def _member(words: Language, each: MemberView) -> Item:
    you = TextSpan(words.say(" (you)"), "aside", spoken=words.say(", you")) if each.you else ""
    roles = aside(f": {', '.join(each.roles) or words.say('no role yet')}")
    state, sign = "", "○"
    if each.chosen:
        state, sign = words.say("; has chosen"), "✓"
    elif not each.asked:
        state, sign = words.say("; is not asked"), "–"
    return Item(text(strong(each.name), you, roles, aside(state)), (), sign, "good" if each.chosen else "flat")


@shared
def roles(words: Language, table: tuple[str, ...], yours: tuple[str, ...]) -> Section:
    """Return every role of the scenario and who holds it, where somebody plays alone."""
    nobody = words.say("nobody; you decide in their place")
    held = {each: words.say("you") if each in yours else nobody for each in table}
    rows = tuple(Item(text(strong(each), aside(f": {who}")), sign="•") for each, who in held.items())
    made = Items(rows, "sign") if rows else para(words.say("There are no roles here: you decide."), role="note")
    return Section("who", words.say("Who is who"), (made,), words.say("Who"), key="v", side=True)


# --- before it begins


@shared
def door(words: Language, title: str) -> Section:
    """Return what somebody reads who waits to be let in."""
    made = (para(title, role="lead"), para(words.say("You are let in by the facilitator, by name.")))
    return Section("door", words.say("At the door"), made)


@shared
def lobby(words: Language, title: str) -> Section:
    """Return what is read while the exercise has not begun."""
    take = words.say("Take a role, one or several, as your group agrees; or the facilitator deals them.")
    made = (para(title, role="lead"), para(take))
    return Section("lobby", words.say("Before it begins"), made, words.say("Lobby"))


@shared
def chairs(words: Language, held: tuple[ChairView, ...], offers: tuple[Offer, ...]) -> Section:
    """Return the roles of the scenario and who holds each; ``offers`` take one or give it back."""
    rows = Items(tuple(chair(words, each, offers) for each in held), "sign")
    return Section("chairs", words.say("Roles"), (rows,), words.say("Roles"))


def chair(words: Language, each: ChairView, offers: tuple[Offer, ...]) -> Item:
    """Return a role as a row to pick from: who holds it, and how to take it or give it back."""
    offer = next((one for one in offers if dict(one.given).get("role") == each.id), None)
    state = words.say("yours") if each.yours else each.holder or words.say("free")
    if each.shared:
        names = words.listed((each.holder, *each.shared))
        state = words.say("shared by {names}; {who} decides", names=names, who=each.holder)
    sign = "✓" if each.yours else "·" if each.holder else "○"
    tone: Tone = "good" if each.yours else "flat"
    return Item(text(strong(each.title), aside(f": {state}")), (ActForm(offer),) if offer else (), sign, tone)


@shared
def pens(words: Language, some: tuple[tuple[str, str, int], ...], voted: str) -> Items:
    """Return who may write the answer, as a list to pick from; ``voted`` is the seat that one voted for."""
    return Items(tuple(_pen(words, name, votes, seat == voted) for seat, name, votes in some), "number")


def _pen(words: Language, name: str, votes: int, mine: bool) -> Item:
    count = aside(words.many(", {n} vote", ", {n} votes", votes)) if votes else ""
    own = TextSpan(f"  ✓ {words.say('your vote')}", "", "good", spoken=words.say(", your vote")) if mine else ""
    return Item(text(strong(name), count, own))


# --- what was written


@shared
def messages(
    words: Language, written: tuple[tuple[Wording, Wording], ...], sent: tuple[tuple[str, Wording], ...]
) -> Section:
    """Return what the facilitator wrote: news on the spot, and letters to everybody, to the syndicate, to a seat."""
    made: list[Block] = [
        Card(prose(words.message(told)), text(words.say("News: {title}", title=words.message(title))), "warn")
        for title, told in written
    ]
    made += [_letter(words, to, words.message(told)) for to, told in sent]
    count = str(len(made)) if made else ""
    nothing = para(words.say("The facilitator has written nothing yet."), role="note")
    title = words.say("From the facilitator")
    return Section("messages", title, tuple(made) or (nothing,), words.say("Messages"), count, key="m", side=True)


def _letter(words: Language, to: str, told: str) -> Card:
    if to == "all":
        whom = words.say("To everybody")
    elif to.startswith("syndicate "):
        whom = words.say("To your syndicate")
    else:
        whom = words.say("To you")
    return Card(tuple(Para(text(line)) for line in told.splitlines() if line.strip()), text(whom))


@shared
def notes(words: Language, written: tuple[tuple[str, str], ...], offers: tuple[Offer, ...]) -> Section:
    """Return the notes of this seat, and the line for another one."""
    made: list[Block] = [ActForm(each) for each in offers]
    if written:
        made.append(Items(tuple(note_of(*each) for each in written)))
    title = words.say("A note for the report")
    card = Card(tuple(made), text(title), id="note-box", fold="closed")
    return Section("note", title, (card,), words.say("Note"), str(len(written)) if written else "", key="n")
