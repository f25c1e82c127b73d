"""The board of events: what is planned, queued, on a table and done; and one event with its preview."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from game.exercise.views.facilitator_view import Beside, EventRow, EventStand
from game.exercise.views.inject_state import SAID, InjectState
from game.faces.desk.acts import Offers, about, folded, pressed
from game.faces.desk.place import DeskPlace
from game.faces.model import Block, Card, Item, Items, Pairs, Section, TextSpan, aside, para, strong, text
from game.faces.prose import prose
from game.faces.spoken import capital, stop
from game.record.events import How
from game.scenario.scenario import Inject
from game.words import Language

DONE = (InjectState.DECIDED, InjectState.READ, InjectState.PASSED, InjectState.MISSED, InjectState.LEFT)


@dataclass(frozen=True, slots=True)
class EventGroup:
    """Events that have come equally far."""

    sign: str
    title: str
    rows: tuple[EventRow, ...]


def groups(words: Language, events: Sequence[EventRow]) -> tuple[EventGroup, ...]:
    """Return all events by how far they have come; one that differs between syndicates stands in several groups."""
    made = (
        ("●", words.say("On a table now"), [each for each in events if _any(each, InjectState.ON_TABLE)]),
        ("▸", words.say("Queued: comes up next"), queued(events)),
        ("□", words.say("In the tray: comes up only by your hand"), [each for each in events if _in_tray(each)]),
        ("○", words.say("Planned"), [each for each in events if _planned(each)]),
        ("✓", words.say("Done"), [each for each in events if all(one.state in DONE for one in each.stands)]),
    )
    return tuple(EventGroup(sign, title, tuple(rows)) for sign, title, rows in made if rows)


def board(words: Language, where: DeskPlace, events: Sequence[EventRow], offers: Offers) -> Section:
    """Return all events by how far they have come, each with a link to its preview; first what hangs on the wall."""
    down = about(offers, "wall", shown="False")
    blocks: list[Block] = [pressed(each) for each in down if dict(each.given)["inject"] != where.event]
    for each in groups(words, events):
        blocks += [para(each.title, role="label"), Items(tuple(_row(words, where, one) for one in each.rows))]
    if not blocks:
        blocks.append(para(words.say("This scenario has no events."), role="note"))
    return Section("events", words.say("Events"), tuple(blocks), words.say("Events"))


def event(
    words: Language, where: DeskPlace, row: EventRow, inject: Inject, beside: Sequence[Beside], offers: Offers
) -> Section:
    """Return one event in full: what may be done with it, what everybody reads, how each syndicate met it."""
    blocks: list[Block] = [para(words.message(row.when), role="note")]
    blocks += [folded(each, words.say("Send it"), open=True) for each in about(offers, "tray", inject=row.id)]
    out = words.say("Take it out again")
    blocks += [pressed(each, out) for each in about(offers, "withdraw_inject", inject=row.id)]
    blocks += [folded(each, capital(each.label)) for each in about(offers, "wall", inject=row.id)]
    known = ((words.say("Syndicate {id}", id=each.syndicate), stands(words, each)) for each in row.stands)
    blocks.append(Pairs(tuple((name, text(said)) for name, said in known)))
    preview: list[Block] = [*prose(inject.situation)]
    if inject.question:
        preview.append(para(strong(inject.question)))
    preview.append(Items(tuple(Item(text(option.label)) for option in inject.options)))
    blocks.append(Card(tuple(preview), text(words.say("Preview: what everybody reads"))))
    met = [each for each in beside if each.option or each.spread]
    if met:
        says = words.say("In the order of the syndicates; nobody is ranked.")
        cards = tuple(
            Card(tuple(_met(words, each)), text(words.say("Syndicate {id}", id=each.syndicate))) for each in met
        )
        blocks += [para(words.say("Side by side"), role="label"), para(says, role="note"), Card(cards, beside=True)]
    return Section("event", row.title, tuple(blocks), words.say("Event"))


def queued(events: Sequence[EventRow]) -> list[EventRow]:
    """Return what waits in a queue, by its best place in any."""
    waits = [each for each in events if any(one.queued for one in each.stands)]
    return sorted(waits, key=lambda each: min(one.place for one in each.stands if one.queued))


def _any(row: EventRow, state: InjectState) -> bool:
    return any(each.state is state for each in row.stands)


def _in_tray(row: EventRow) -> bool:
    return row.manual and _any(row, InjectState.IN_TRAY)


def _planned(row: EventRow) -> bool:
    """Whether it may still come up by itself somewhere, and is nowhere yet."""
    waits = any(each.state is InjectState.NOT_REACHED and not each.queued for each in row.stands)
    return waits and not _any(row, InjectState.ON_TABLE)


def _row(words: Language, where: DeskPlace, row: EventRow) -> Item:
    """One event: when, what, and where it stands for whom, where that differs."""
    link = TextSpan(row.title, "strong", to=where.to("event", event=row.id))
    return Item(text(link), (para(aside(f"{words.message(row.when).partition(' · ')[0]}. {standing(words, row)}")),))


def standing(words: Language, row: EventRow) -> str:
    """Return where an event stands: once for all, or for each syndicate where that differs."""
    kinds = {stands(words, each) for each in row.stands}
    if len(kinds) == 1:
        return next(iter(kinds))
    return "; ".join(f"{each.syndicate}: {stands(words, each)}" for each in row.stands)


def stands(words: Language, each: EventStand) -> str:
    """Return where an event stands for one syndicate."""
    if each.queued:
        return words.say("queued, place {n}", n=each.place)
    return words.message(SAID[each.state])


def _how(words: Language, each: Beside) -> str:
    """By whom it was decided, and after how long."""
    who = {
        How.VOTE: words.say("By vote"), How.LEADER: words.say("By {name}", name=words.message(each.by)),
        How.TIMER: words.say("Time was up; taken by the facilitator"), How.FACILITATOR: words.say("By the facilitator"),
        How.JUDGED: words.say("The answer was judged by the facilitator"),
    }.get(each.how, "") if each.how else ""  # fmt: skip
    if each.seconds is None:
        return stop(who)
    return words.say("{who}, after {n} min.", who=who, n=round(each.seconds / 60))


def _met(words: Language, each: Beside) -> Iterator[Block]:
    """How one syndicate met it."""
    yield para(strong(each.option)) if each.option else para(words.message(each.state))
    if each.option:
        yield para(aside(_how(words, each)))
    if each.spread:
        yield Items(tuple(Item(text(f"{count} × {label}")) for label, count in each.spread))
    if each.confidence:
        low, high = each.confidence[0], each.confidence[-1]
        middle = each.confidence[len(each.confidence) // 2]
        yield para(aside(words.say("How sure: {low} to {high}, middle {middle}.", low=low, high=high, middle=middle)))
    if each.facts:
        yield para(aside(words.say("Told what one alone knew: {n} of {all}.", n=each.told, all=each.facts)))
