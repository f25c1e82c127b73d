"""One syndicate in full, as a desk sees it: who is there, what each would do, what may be done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from game.exercise.acts.desk_acts import held_by, unheld
from game.exercise.views.facilitator_view import SeatRow, State, SyndicateRow
from game.exercise.views.inject_state import InjectState
from game.faces.desk.acts import Offers, about, folded, pressed
from game.faces.desk.place import DeskPlace
from game.faces.model import ActForm, Block, Card, Item, Items, Pairs, Section, TextSpan, aside, para, strong, text
from game.faces.prose import prose
from game.faces.spoken import capital
from game.scenario.scenario import Inject
from game.words import Language

ACTS = ("minutes", "adjust", "withdraw_news", "undo")
"""What is seldom done to a syndicate, folded, in this order."""
SEEN = ("observe", "commit")


def section(
    words: Language, where: DeskPlace, row: SyndicateRow, inject: Inject | None, offers: Offers,
    roles: Mapping[str, str], state: State,
) -> Section:  # fmt: skip
    """Return the section of the syndicate that is looked at."""
    name = words.say("Syndicate {id}", id=row.id)
    title = words.say("Syndicate {id}: {title}", id=row.id, title=row.title) if row.title else name
    blocks = (
        *_standing(words, row, inject, state),
        *_table(words, row, inject, offers),
        *(
            folded(offer, capital(offer.label))
            for offer in about(offers, "wall", inject=row.inject, shown="True")
            if row.inject != where.event  # there it is offered already
        ),
        *(folded(offer) for act in SEEN for offer in about(offers, act, syndicate=row.id)),
        *_people(words, where, row, roles),
        *(folded(offer) for act in ACTS for offer in about(offers, act, syndicate=row.id)),
        *_to_listen_for(words, row, inject),
        Card((Pairs(tuple((title, text(str(value))) for title, value in row.gauges)),),
             text(words.say("Gauges, as they are")), id="c-gauges", fold="closed"),
    )  # fmt: skip
    return Section("syndicate", title, blocks, name)


def progress(words: Language, row: SyndicateRow, state: State) -> str:
    """Return what a syndicate does now, in a sentence."""
    if row.over:
        return words.say("At the end.")
    if not row.inject:
        return words.many("{n} seat.", "{n} seats.", len(row.seats)) if state is State.LOBBY else ""
    if state is State.ENDEX:
        return words.say("{title}: {left}.", title=row.title, left=str(InjectState.LEFT))
    if not row.options:
        return words.say("Reads.")
    if row.answer:
        return words.say("Has sent its answer; you judge it.")
    if row.written:
        return words.say("{name} writes.", name=row.writes) if row.writes else words.say("Nobody holds the pen yet.")
    if not row.shown:
        if not row.waits_for:
            return words.say("{n} of {all} have chosen.", n=row.chosen, all=row.asked)
        names = words.listed(row.waits_for[:3]) + (" …" if len(row.waits_for) > 3 else "")
        return words.say("{n} of {all} have chosen, waits for {names}.", n=row.chosen, all=row.asked, names=names)
    if row.by_vote:
        return words.say("Choices shown; {n} of {all} have voted.", n=row.voted, all=row.asked)
    return words.say("Choices shown; decided by {who}.", who=words.message(row.decides))


def _standing(words: Language, row: SyndicateRow, inject: Inject | None, state: State) -> Iterator[Block]:
    """Where it is, and who decides."""
    yield para(words.message(row.clock), role="note")
    if row.held and not row.over:
        says = words.say("HELD after its decision.") if row.gated else words.say("HELD.")
        yield para(TextSpan(says, "strong", "warn"))
    if said := progress(words, row, state):
        yield para(strong(said))
    if inject is not None:
        if inject.question:
            yield para(inject.question, role="quote")
        yield para(aside(words.say("Decided by: {who}", who=words.message(row.decides))))
    if row.beneath:
        yield para(TextSpan(words.say("Interrupted, and comes up again: {title}", title=row.beneath), "", "warn"))
    if row.last:
        yield para(aside(words.say("Last decision: {last}", last=row.last)))


def _table(words: Language, row: SyndicateRow, inject: Inject | None, offers: Offers) -> Iterator[Block]:
    """What lies on its table, what was said to it, and what may be done with that."""
    if row.answer:
        yield para(words.say("What they wrote"), role="label")
        yield from (para(line, role="quote") for line in row.answer.splitlines() if line.strip())
    if row.spread:
        told = tuple(
            Item(
                text(strong(said.name), f": {said.option}", aside("" if said.confidence is None else words.say(
                    " (sure: {n} of 10)", n=said.confidence))),
                (para(said.reason, role="quote"),) if said.reason else (),
            )
            for said in row.spread
        )  # fmt: skip
        hint = () if row.shown else (para(words.say("The syndicate does not see this yet."), role="note"),)
        yield Card((*hint, Items(told)), text(words.say("What each would do")))
    for act in ("decide", "judge", "lay_aside"):
        yield from (folded(offer, open=row.yours) for offer in about(offers, act, syndicate=row.id))
    for offer in about(offers, "show", syndicate=row.id):
        yield pressed(offer, fold=True)
    if row.expected:
        yield para(words.say("Expected of a well-led team"), role="label")
        yield Items(tuple(_expected(words, row, number, offers) for number in range(len(row.expected))), "sign")


def _expected(words: Language, row: SyndicateRow, number: int, offers: Offers) -> Item:
    """One action that is expected, with its tick."""
    seen = number in row.seen
    offer = next(iter(about(offers, "tick", syndicate=row.id, inject=row.inject, action=str(number))), None)
    state = words.say("seen") if seen else words.say("not seen yet")
    said = text(row.expected[number], aside(f" ({state})"))
    return Item(said, (ActForm(offer, quick=True),) if offer else (), "✓" if seen else "○", "good" if seen else "")


def _people(words: Language, where: DeskPlace, row: SyndicateRow, roles: Mapping[str, str]) -> Iterator[Block]:
    """Who sits there, and which roles nobody holds."""
    if not row.seats:
        yield para(TextSpan(words.say("Nobody yet. Code: {code}", code=row.code), "", "warn"))
        return
    yield para(words.say("Who is there"), role="label")
    yield Items(tuple(person(words, where, each, roles) for each in row.seats), "sign")
    if free := [roles[id] for id in unheld(row)]:
        yield para(words.say("Held by you: {roles}.", roles=", ".join(free)), role="note")


def person(words: Language, where: DeskPlace, each: SeatRow, roles: Mapping[str, str]) -> Item:
    """Return somebody, with a link to what may be done with their seat."""
    sign = "✓" if each.chosen else "○" if each.asked else "–"
    said = [words.say("has chosen")] if each.chosen else [] if each.asked else [words.say("is not asked")]
    if not each.briefed:
        said.append(words.say("has not read the briefing"))
    name = TextSpan(each.name, "strong", to=where.to("person", at=each.syndicate, seat=each.seat))
    held = held_by(words, each, roles) or (words.say("observes") if each.observes else "")
    state = aside(f"; {', '.join(said)}") if said else ""
    away = "" if each.connected else TextSpan(words.say("; not connected"), "", "warn")
    what = aside(f": {held}") if held else TextSpan(words.say(": no role"), "", "bad")
    return Item(text(name, what, state, away, namesake(words, each)), (), sign, "good" if each.chosen else "flat")


def namesake(words: Language, each: SeatRow) -> str | TextSpan:
    """Return that somebody may be a person who has a seat already; nothing where they are not."""
    if not each.perhaps:
        return ""
    return TextSpan(words.say("; perhaps {name}, who is not connected", name=each.perhaps.name), "", "warn")


def _to_listen_for(words: Language, row: SyndicateRow, inject: Inject | None) -> Iterator[Block]:
    """What is for the desk alone about the inject on the table."""
    folds: list[tuple[str, str, tuple[Block, ...]]] = []
    if row.options:
        default = aside(words.say(" (the author's default)"))
        options = tuple(Item(text(each.label, default if each.default else "")) for each in row.options)
        folds.append(("options", words.say("Options"), (Items(options),)))
    if row.probes:
        folds.append(("probes", words.say("To ask, if they go round in circles"), (_bullets(row.probes),)))
    if row.facts:
        known = tuple(
            (
                words.say("{role} knows alone, and has told", role=role) if shared
                else words.say("{role} knows alone", role=role),
                text(fact),
            )
            for role, fact, shared in row.facts
        )  # fmt: skip
        folds.append(("facts", words.say("What one of them alone knows"), (Pairs(known),)))
    if inject is not None and inject.dilemma:
        folds.append(("dilemma", words.say("What is traded"), prose(inject.dilemma)))
    if row.doctrine:
        title = words.say("Doctrine that names an operation, for you alone")
        folds.append(("doctrine", title, (_bullets(row.doctrine),)))
    if inject is not None and inject.notes:
        folds.append(("notes", words.say("For you alone"), prose(inject.notes)))
    for id, title, blocks in folds:
        yield Card(blocks, text(title), id=f"c-{id}", fold="closed")


def _bullets(some: tuple[str, ...]) -> Items:
    return Items(tuple(Item(text(each)) for each in some))
