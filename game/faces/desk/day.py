"""The day as a whole: what stops and goes on, what is written to people, what was noted, where everybody joins."""

from __future__ import annotations

from collections.abc import Iterator

from game.exercise.classroom.roster import FacilitatorMessage, Observation
from game.exercise.views.facilitator_view import DeskView, State
from game.faces.desk.acts import Offers, folded, pressed
from game.faces.model import Block, Item, Items, Pairs, Section, Text, TextSpan, aside, para, strong, text
from game.faces.prose import prose
from game.words import Language

PRESSED = ("pause", "resume", "hold", "let_go")
FOLDED = ("begin", "gate", "reasons", "memory", "endex")
MINUTES = (45, 90, 180)
"""Sessions that a run sheet is written for."""


def needs(words: Language, view: DeskView, health: str = "") -> tuple[TextSpan, ...]:
    """Return what somebody at a desk should see to, most pressing first."""
    found: list[TextSpan] = []
    if view.trouble:
        found.append(TextSpan(words.say("Not written: {why}", why=view.trouble), "", "bad"))
    if view.at_door:
        says = words.many("{n} waits at the door.", "{n} wait at the door.", len(view.at_door))
        found.append(TextSpan(says, "", "warn", to="people"))
    without = [name for row in view.syndicates for name in row.without_role]
    if view.state is State.LOBBY and without:
        says = words.many("{n} has no role.", "{n} have no role.", len(without))
        found.append(TextSpan(says, "", "bad", to="people"))
    if view.state in (State.RUNNING, State.HELD):
        held = [row.id for row in view.syndicates if row.held and not row.over]
        yours = [row.id for row in view.syndicates if row.yours]
        up = [row.id for row in view.syndicates if row.seconds is not None and row.seconds <= 0 and not row.over]
        if yours:
            says = words.many("You decide for syndicate {some}.", "You decide for syndicates {some}.",
                              len(yours), some=words.listed(yours))  # fmt: skip
            found.append(TextSpan(says, "", "warn", to="syndicate"))
        if held:
            says = words.many("Syndicate {some} is held.", "Syndicates {some} are held.",
                              len(held), some=words.listed(held))  # fmt: skip
            found.append(TextSpan(says, "", "warn"))
        if up:
            says = words.many("Time is up for syndicate {some}.", "Time is up for syndicates {some}.",
                              len(up), some=words.listed(up))  # fmt: skip
            found.append(TextSpan(says, "", "warn"))
    if view.syndicates and all(row.over for row in view.syndicates) and view.state is not State.ENDEX:
        found.append(TextSpan(words.say("All have come to their end: give ENDEX."), "", "warn", to="day"))
    if health:
        found.append(TextSpan(words.say("Slow: {why}.", why=health), "", "warn"))
    return tuple(found[:3])


def day(words: Language, view: DeskView, offers: Offers) -> Section | None:
    """Return what may be done to everybody; None where nothing may."""
    made = [pressed(offer) for act in PRESSED for offer in offers.get(act, ())]
    made += [folded(offer, open=act == "begin") for act in FOLDED for offer in offers.get(act, ())]
    if not made:
        return None
    gate = words.say("The gate is closed: each stops after its decision.") if view.gate else ""
    reasons = words.say("Each choice needs a reason.") if view.reasons else ""
    says = (para(aside(" ".join(filter(None, (gate, reasons))))),) if gate or reasons else ()
    return Section("day", words.say("The day"), (*made, *says), words.say("Day"))


def written(words: Language, view: DeskView, offers: Offers) -> Section:
    """Return what is written to people, and what was."""
    blocks: list[Block] = [folded(offer) for act in ("message", "news") for offer in offers.get(act, ())]
    names = {seat.seat: seat.name for row in view.syndicates for seat in row.seats}
    names |= {each.seat: each.name for each in view.at_door}
    if view.messages:
        blocks.append(para(words.say("Letters, the last one first"), role="label"))
        blocks.append(Items(tuple(_letter(words, each, names) for each in reversed(view.messages))))
    else:
        blocks.append(para(words.say("No letter was sent yet."), role="note"))
    blocks += [folded(offer) for offer in offers.get("withdraw_letter", ())]
    return Section("write", words.say("Letters and news"), tuple(blocks), words.say("Write"))


def _letter(words: Language, sent: FacilitatorMessage, names: dict[str, str]) -> Item:
    syndicate = sent.to.removeprefix("syndicate ")
    to = (
        words.say("To everybody")
        if sent.to == "all"
        else words.say("To syndicate {id}", id=syndicate)
        if syndicate != sent.to
        else words.say("To {name}", name=names.get(sent.to, sent.to))
    )
    gone = TextSpan(words.say(" (withdrawn)"), "", "warn") if sent.withdrawn else ""
    return Item(text(strong(to), gone), prose(sent.text))


def marks(words: Language, view: DeskView, offers: Offers) -> Section:
    """Return what was seen and noted, and the form for a note."""
    titles = dict(view.lessons)
    blocks: list[Block] = [folded(offer) for offer in offers.get("note", ())]
    if view.observations:
        blocks.append(Items(tuple(_mark(words, each, titles) for each in reversed(view.observations))))
    else:
        blocks.append(para(words.say("Nothing was marked or noted yet."), role="note"))
    count = str(len(view.observations)) if view.observations else ""
    return Section("marks", words.say("Marks and notes"), tuple(blocks), words.say("Marks"), count)


def _mark(words: Language, seen: Observation, titles: dict[str, str]) -> Item:
    about: Text = text(
        strong(words.say("Syndicate {id}", id=seen.syndicate) if seen.syndicate else words.say("The day")),
        aside(f": {titles.get(seen.lesson, seen.lesson)}" if seen.lesson else ""),
    )
    return Item(about, prose(seen.text))


def looks(words: Language, view: DeskView, address: str, certificate: str) -> Section:
    """Return where everybody joins, and what there is to look at beside this page."""
    return Section("looks", words.say("Addresses and pages"), tuple(_looks(words, view, address, certificate)),
                   words.say("Addresses"))  # fmt: skip


def _looks(words: Language, view: DeskView, address: str, certificate: str) -> Iterator[Block]:
    if address:
        yield para(words.say("Join at"), role="label")
        yield para(strong(address))
    codes = tuple(
        (words.say("Syndicate {id}", id=each.id), text(TextSpan(each.code, "code"))) for each in view.syndicates
    )
    yield Pairs(codes)
    if certificate:
        yield para(aside(certificate))
    links = [(words.say("The wall, to be projected"), "/wall")]
    if view.state is State.ENDEX:
        links.append((words.say("Debrief of the class"), "/desk/debrief/class"))
        links += [
            (words.say("Debrief of syndicate {id}", id=each.id), f"/desk/debrief/{each.id}") for each in view.syndicates
        ]
    links += [(words.say("Run sheet for {n} minutes", n=each), f"/desk/sheet/{each}") for each in MINUTES]
    yield Items(tuple(Item(text(TextSpan(title, to=to))) for title, to in links))
