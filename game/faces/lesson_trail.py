"""Lessons with their evidence: what was served and spent, where, why, in exchange for what, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from game.faces.model import FOLD, Block, Card, Item, Items, Para, Section, Text, TextSpan, Tone, aside, strong, text
from game.faces.prose import prose
from game.faces.spoken import change, stop
from game.faces.spoken import when as said_when
from game.report import readings
from game.report.model import Debrief, ExchangePart, FamilyPart, LessonPart, MarkPart
from game.rules.judge import Outcome, Reading
from game.scenario.text import parted
from game.words import MINUS, Language

TONES: dict[str, Tone] = {"served": "served", "spent": "spent", "both": "both", "flat": "flat"}


def tone(reading: Reading) -> Tone:
    """Return the hue that goes with a reading's sign."""
    return TONES[readings.tone(reading)]


def pill(words: Language, reading: Reading, end: str = "") -> TextSpan:
    """Return a reading's title, with what ends it: ``Served once``."""
    return TextSpan(f"{words.say(readings.words(reading).title)}{end}", "pill", tone(reading))


def sign(reading: Reading) -> TextSpan:
    """Return a reading's sign; whoever hears it is told the title."""
    return TextSpan(f"{readings.words(reading).sign} ", "strong", tone(reading), spoken="")


def when(words: Language, short: str) -> TextSpan:
    """Return a day in short, in a lower voice: ``w5``, heard as ``week 5``."""
    return TextSpan(short, "aside", spoken=said_when(words, short))


def at_stake(parts: Iterable[LessonPart]) -> Text:
    """Return a sign for each lesson that was at stake, in the order in which they are listed."""
    read = (part.reading for part in readings.ordered(parts))
    return tuple(sign(each) for each in read if each is not Reading.UNTESTED)


def families(words: Language, debrief: Debrief, unfolded: bool) -> Section:
    """Return the lessons that the scenario lists, family by family."""
    inner = tuple(
        Section(
            f"family-{parted(each.id)}",
            each.title,
            family(words, each, unfolded),
            name=each.title,
            marks=at_stake(each.lessons),
        )
        for each in debrief.families
    )
    none = (Para(text(words.say("This scenario lists no lessons."))),)
    title = words.say("Lessons by family")
    return Section("lessons", title, () if inner else none, name=title, sections=inner)


@lru_cache(maxsize=512)
def family(words: Language, part: FamilyPart, unfolded: bool) -> tuple[Block, ...]:
    """Return one family: lessons at stake with their trail first, those of one decision folded, the rest in a line."""
    once = readings.once(part.lessons)
    made: list[Block] = [*prose(part.idea, "note"), *(lesson(words, each) for each in readings.told(part.lessons))]
    made += _folded(words, once)
    if once:
        title = words.many("This lesson in full", "These lessons in full", len(once))
        told = tuple(lesson(words, each) for each in once)
        folded = Card(told, text(TextSpan(title, to=FOLD)), id=f"once-{parted(part.id)}", fold="closed")
        made.append(replace(folded, fold="open") if unfolded else folded)
    return (*made, *_untested(words, readings.untested(part.lessons)))


def once_in_full(words: Language, debrief: Debrief) -> tuple[Card, ...]:
    """Return the lessons of one decision, which their families fold."""
    return tuple(lesson(words, part) for each in debrief.families for part in readings.once(each.lessons))


def _folded(words: Language, once: Sequence[LessonPart]) -> Iterable[Block]:
    """The lessons of one decision in a line each way: ``Served once: A (2), B (5).``"""
    for reading in (Reading.SERVED_ONCE, Reading.SPENT_ONCE):
        found = [part for part in once if part.reading is reading]
        if found:
            named: list[str | TextSpan] = [pill(words, reading, ":"), " "]
            for part in found:
                numbers = [_decision(mark.number) for mark in readings.own(part)]
                named += [f"{part.title} (", *numbers, ")." if part is found[-1] else "), "]
            yield Para(text(*named))
    came = [part for part in once if part.outcome]
    if came:
        yield Items(tuple(Item(text(stop(part.title), " ", *_outcome(words, part))) for part in came))


def _decision(number: int, spoken: str | None = None) -> TextSpan:
    """A decision's number, which leads to it."""
    return TextSpan(str(number), to=f"decision-{number}", spoken=spoken)


def _untested(words: Language, parts: Sequence[LessonPart]) -> Iterable[Block]:
    if parts:
        said = readings.words(parts[0].reading)
        yield Para(text(f"{words.say(said.title)}. {words.say(said.said)}"), "label")
        yield Items(tuple(Item(_away(words, part)) for part in parts))


def _away(words: Language, part: LessonPart) -> Text:
    """A lesson that was not at stake, and what others decided that bore on it."""
    more = [" ", readings.sentence(words, part)] if readings.taken_for(part) else []
    came = [" ", *_outcome(words, part)] if part.outcome else []
    return text(stop(part.title), *more, *came)


def lesson(words: Language, part: LessonPart, told: Iterable[Block] | None = None) -> Card:
    """Return one lesson: reading, outcome, trail with counter-evidence, what to ask.

    ``told`` stands in the place of the trail where that is told elsewhere.
    """
    verdict = pill(words, part.reading, ".")
    made: list[Block] = [Para(text(stop(part.imperative)), "note")]
    made.append(Para(text(verdict, " ", readings.sentence(words, part))))
    if part.outcome:
        made.append(Para(text(*_outcome(words, part)), "note"))
    made += trail(words, part) if told is None else told
    if part.probe:
        made.append(Para(text(words.say("Ask: {question}", question=part.probe)), "note"))
    id = f"lesson-{parted(part.id)}" if told is None else ""
    return Card(tuple(made), text(sign(part.reading), part.title), tone(part.reading), id)


def _outcome(words: Language, part: LessonPart) -> Iterable[TextSpan | str]:
    held = part.outcome is Outcome.HELD
    came = words.say("it held in the end") if held else words.say("it did not hold in the end")
    yield aside(words.say("What came of it:"))
    yield " "
    yield TextSpan(came, "pill", "good" if held else "bad")
    yield f" ({part.test})."


def trail(words: Language, part: LessonPart) -> tuple[Block, ...]:
    """Return all evidence; what served and what spent stand side by side where both are there and there is room."""
    sides = ((part.evidence_for, words.say("Served it")), (part.evidence_against, words.say("Spent it")))
    made = tuple(Card((_marks(words, found),), text(strong(title))) for found, title in sides if found)
    return (Card(made, beside=True),) if len(made) > 1 else made


def _marks(words: Language, found: Sequence[MarkPart]) -> Items:
    return Items(tuple(_mark(words, each) for each in found), "sign")


def _mark(words: Language, mark: MarkPart) -> Item:
    """One piece of evidence: where, what weight, why, and what was got or given in exchange."""
    served = mark.weight > 0
    weight = f"{'+' if served else MINUS}{abs(mark.weight)}"
    at = words.say("decision {n} ({when}),", n=mark.number, when=said_when(words, mark.when))
    whose = "" if mark.own else words.say(" (taken for you)")
    said = text(
        TextSpan(f"{weight}  ", "strong", "served" if served else "spent", spoken=_weight(words, mark.weight)),
        TextSpan(f"{mark.when}  ", "aside", spoken=""),
        _decision(mark.number, at),
        TextSpan(" · ", "aside", spoken=" "),
        strong(f"{mark.title}: "),
        mark.option,
        aside(whose),
    )
    title = words.say("It cost: ") if served else words.say("It bought: ")
    got = tuple(Item(text(aside(title), _exchanged(words, each))) for each in mark.in_exchange)
    because = Para(text(words.say("Because: {why}", why=stop(mark.because))))
    return Item(said, (because, Items(got, "sign")) if got else (because,))


def _exchanged(words: Language, part: ExchangePart) -> TextSpan:
    """What was had or given in exchange: a gauge by its number, heard as a move, or another lesson with its reason."""
    if part.gauge:
        return TextSpan(f"{part.gauge} {part.by:+d}", spoken=change(words, part.gauge, part.by))
    served = words.say("served “{lesson}”: {because}", lesson=part.lesson, because=part.because)
    spent = words.say("spent “{lesson}”: {because}", lesson=part.lesson, because=part.because)
    return TextSpan(served if part.by > 0 else spent)


def _weight(words: Language, weight: int) -> str:
    return words.say("Weight {n} of 3, ", n=abs(weight))


def barriers(words: Language, debrief: Debrief) -> Section:
    """Return the five closing barriers, which stand on every debrief."""
    listed = {part.id for each in debrief.families for part in each.lessons if part.reading is not Reading.UNTESTED}
    intro = words.say("Five things that stand in the way of every such operation. They are here whatever was tested.")
    title = words.say("Five standing barriers")
    cards = (lesson(words, part, _elsewhere(words, part, part.id in listed)) for part in debrief.barriers)
    return Section("barriers", title, (Para(text(intro)), *cards), name=title, marks=at_stake(debrief.barriers))


def _elsewhere(words: Language, part: LessonPart, listed: bool) -> tuple[Block, ...]:
    """The trail of a barrier, or that it stands with its family."""
    if not listed or not part.trail:
        return trail(words, part)
    return (Para((TextSpan(words.say("Its trail stands with its family."), to=f"lesson-{parted(part.id)}"),)),)
