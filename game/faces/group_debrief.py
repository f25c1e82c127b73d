"""A syndicate's debrief as a document: that of its run, and what only a group has."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from game.faces import debrief as run
from game.faces import long_form
from game.faces.cards import titles
from game.faces.debrief import Copy, TalkForm
from game.faces.model import (
    Block,
    Card,
    FaceDocument,
    Grid,
    Item,
    Items,
    Pairs,
    Section,
    Text,
    aside,
    para,
    strong,
    text,
)
from game.faces.spoken import stop
from game.report.group import GroupDebrief, InjectVoices, Voice
from game.report.measure_words import HIDDEN, TOO_FEW, measured, people, took
from game.report.measures import InjectTally
from game.words import Language


def document(
    words: Language,
    group: GroupDebrief,
    talk: TalkForm = TalkForm.BOTH,
    unfolded: bool = False,
    copy: Copy | None = None,
    full: bool = True,
) -> FaceDocument:
    """Return a syndicate's debrief; ``unfolded`` and ``copy`` are as in `game.faces.debrief.document`.

    Where it is not ``full``, that of its run is in the long form.
    """
    together = (meant(words, group),) if group.said or group.actions else ()
    more = (voices(words, group), *together, acts(words, group), measures(words, group))
    if full:
        made = run.document(words, group.debrief, talk, unfolded, copy, more)
    else:
        made = long_form.document(words, group.debrief, copy, more)
    syndicate = words.say("Syndicate {name}", name=group.syndicate)
    return replace(made, facts=(syndicate, *made.facts))


def voices(words: Language, group: GroupDebrief) -> Section:
    """Return what each would have done alone; who stood apart is kept with the reason."""
    title = words.say("Who would have done what")
    intro = words.say(
        "What each of you would have done alone, before anyone spoke. What most wanted and was not done, and what one "
        "alone wanted, stands here with its reason."
    )
    cards = tuple(Card(tuple(_table(words, each)), text(each.title)) for each in group.tables)
    return Section("voices", title, (para(intro), *(cards or (_nothing(words),))), name=title)


def _nothing(words: Language) -> Block:
    return para(words.say("No decision was taken."))


def _table(words: Language, table: InjectVoices) -> Iterable[Block]:
    yield para(aside(f"{words.message(table.said)}: "), strong(table.decided))
    said = [_voice(words, each) for each in table.voices]
    said += [Item(text(strong(words.say("Also said: ")), f"“{reason}”")) for reason in table.also_said]
    if said:
        yield Items(tuple(said))
    if table.hidden:
        yield para(words.message(HIDDEN), role="note")
    elif not table.voices:
        yield para(words.say("Nobody chose alone here."), role="note")


def _voice(words: Language, voice: Voice) -> Item:
    apart = strong(words.say("Apart: "), "warn") if voice.apart else ""
    more: tuple[Block, ...] = ()
    if voice.reason:
        more = (para(f"“{voice.reason}”", aside(f" {voice.name}" if voice.name else "")),)
    return Item(text(apart, voice.option), more)


def meant(words: Language, group: GroupDebrief) -> Section:
    """Return what the group said at the cards of its talk, and what it means to do."""
    named, made = titles(words), list[Block]()
    if group.said:
        said = tuple(Item(text(strong(f"{named.get(card, card)}: "), f"“{line}”")) for card, line in group.said)
        made.append(Items(said))
    if group.actions:
        heads = (words.say("What is to be done"), words.say("Who"), words.say("By when"), words.say("How urgent"))
        rows = tuple(
            (text(each.text), text(each.owner), text(each.due), text(str(each.priority or "")))
            for each in group.actions
        )
        made.append(Grid(words.say("Actions"), heads, rows))
    title = words.say("What you said together, and mean to do") if group.said else words.say("What you mean to do")
    return Section("meant", title, tuple(made), name=title)


def acts(words: Language, group: GroupDebrief) -> Section:
    """Return everything that the facilitator did, with the reasons, and the observer's marks."""
    title = words.say("What the facilitator did")
    done = []
    for act in group.acts:
        why = (para(words.say("Because: {why}", why=stop(act.reason))),) if act.reason else ()
        done.append(Item(text(aside(words.say("minute {n}: ", n=act.minute)), words.message(act.what)), why))
    made: list[Block] = [Items(tuple(done)) if done else para(words.say("Nothing but watch."))]
    if group.marks:
        marks = []
        for mark in group.marks:
            at = aside(words.say("at {inject}", inject=mark.inject)) if mark.inject else ""
            marks.append(Item(text(strong(mark.lesson), " " if mark.lesson and at else "", at, ": ", mark.text)))
        made += (para(words.say("Marks of the observer"), role="label"), Items(tuple(marks)))
    return Section("acts", title, tuple(made), name=title)


def measures(words: Language, group: GroupDebrief) -> Section:
    """Return what is counted of the syndicate."""
    title = words.say("Measures")
    intro = words.say("Counted of the syndicate, never of a person. None of it is a score, and there is no sum.")
    made: list[Block] = [
        para(intro),
        Pairs(tuple((words.message(name), text(words.message(value))) for name, value in measured(group.measures))),
    ]
    if group.measures.met:
        heads = (
            words.say("Decision"), words.say("How"), words.say("Took"), words.say("Chose alone"),
            words.say("Stood apart"), words.say("Moved"),
        )  # fmt: skip
        rows = tuple(_met(words, each) for each in group.measures.met)
        made.append(Grid(words.say("Each decision"), heads, rows))
    if group.measures.asked:
        asked = (
            words.say("Asked"), words.say("Before"), words.say("As seen after"), words.say("After"), words.say("Of"),
        )  # fmt: skip
        answers = tuple(
            (
                text(each.ask),
                *(text(words.message(people(of))) for of in (each.before, each.then, each.after)),
                text(str(each.scale)),
            )
            for each in group.measures.asked
        )
        made.append(Grid(words.say("Answers before and after"), asked, answers))
    return Section("measures", title, tuple(made), name=title)


def _met(words: Language, met: InjectTally) -> tuple[Text, ...]:
    time = "–" if met.seconds is None else words.message(took(met.seconds))
    first = (text(met.title), text(met.how), text(time))
    if met.chose is None:
        return (*first, text(aside(words.message(TOO_FEW))), (), ())
    options = words.many("{chose}, {n} option", "{chose}, {n} options", met.options or 0, chose=met.chose)
    return (*first, text(options), text(str(met.apart)), text(str(met.moved)))
