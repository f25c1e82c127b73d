"""A debrief as a document: how it ended, lessons, decisions, gauges, luck, what else was open, the talk.

Everything that is read of a run stands here once; a terminal, a plain stream and a page lay it out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum

from game.faces import debrief_numbers, decisions, front_page, lesson_trail
from game.faces import talk as forms
from game.faces.model import (
    Block,
    Card,
    FaceDocument,
    Item,
    Items,
    Para,
    Section,
    TextSpan,
    aside,
    para,
    text,
)
from game.faces.prose import prose
from game.faces.spoken import lower
from game.report import readings
from game.report.doctrine import INTRO
from game.report.model import Debrief, NotePart
from game.report.texts import Prompts, texts
from game.rules.judge import Reading
from game.words import Language


class TalkForm(Enum):
    """How long the talk afterwards may take, in minutes: one form of its questions, or both."""

    SHORT = (5,)
    LONG = (20,)
    BOTH = (5, 20)


@dataclass(frozen=True, slots=True)
class Copy:
    """Of whom a debrief is, where it is not everybody's."""

    said: str = ""
    """What it leaves out, in a sentence."""
    notes: bool = True
    """Whether notes are in it."""


def document(
    words: Language,
    debrief: Debrief,
    talk: TalkForm = TalkForm.BOTH,
    unfolded: bool = False,
    copy: Copy | None = None,
    more: Iterable[Section] = (),
) -> FaceDocument:
    """Return a whole debrief.

    ``unfolded`` tells the lessons of one decision in full from the start; ``more`` stands before the talk.
    """
    copy = copy or Copy()
    sections = [front_page.section(words, debrief)] if debrief.front else []
    sections += [ending(words, debrief, copy), reading(words, debrief), lesson_trail.families(words, debrief, unfolded)]
    sections += [lesson_trail.barriers(words, debrief), decisions.timeline(words, debrief)]
    sections += [debrief_numbers.gauges(words, debrief), decisions.luck(words, debrief)]
    sections.append(decisions.others(words, debrief))
    if debrief.headquarters:
        sections.append(debrief_numbers.headquarters(words, debrief))
    if debrief.forecasts or debrief.answers:
        sections.append(debrief_numbers.forecasts(words, debrief))
    asked = questions(words, debrief, talk)
    asked = replace(asked, sections=(*asked.sections, *other_forms(words, debrief)))
    sections += [*more, asked, notes(words, debrief, copy)]
    if debrief.doctrine:
        sections.append(written(words, debrief))
    you = debrief.you or words.say("the decision-makers")
    facts = [words.message(debrief.clock), words.say("You were: {you}", you=you)]
    if debrief.branched_from:
        run, title = debrief.branched_from
        facts.append(words.say("Played on from “{title}” of run {run}", title=title, run=run))
    made_of = words.say(
        "Run {run}, seed {seed}. Scenario {scenario}, text {sha256}.",
        run=debrief.run, seed=debrief.seed, scenario=debrief.scenario, sha256=debrief.sha256[:12],
    )  # fmt: skip
    return FaceDocument(
        debrief.title, words.code, tuple(sections), tuple(facts), (TextSpan(words.say("Debrief")),),
        foot=(words.say(debrief.disclaimer), made_of, *front_page.pins(words, (debrief,))),
    )  # fmt: skip


def ending(words: Language, debrief: Debrief, copy: Copy) -> Section:
    """Return how the run ended, or that it did not."""
    made: list[Block] = []
    if not debrief.finished:
        said = words.say("This run is not finished; the debrief goes as far as it was played.")
        made.append(para(said, role="warn"))
    if debrief.stopped:
        made.append(para(words.say("The exercise ended before its time."), role="warn"))
    made += [para(words.say("It opened with: {said}", said=said), role="note") for said in debrief.began]
    if debrief.luck == "dice":
        said = words.say("Luck came from dice on a table where they were thrown, and from the seed elsewhere.")
        made.append(para(said, role="note"))
    made += [Card(prose(told), text(title)) for title, told in debrief.endings]
    if debrief.epilogue:
        made.append(para(words.say("What became of them"), role="label"))
        made += [Card(prose(told), text(about)) for about, told in debrief.epilogue]
    if copy.said:
        made.append(para(copy.said, role="note"))
    title = words.say("How it ended")
    return Section("ending", title, tuple(made), name=title)


def reading(words: Language, debrief: Debrief) -> Section:
    """Return how to read what follows, with the signs where there is an eye to see them."""
    said = words.say(
        "Each lesson shows where your decisions served it, where they spent it, and what was bought in exchange. What "
        "you decided and what came of it stand apart. There is no score."
    )
    made: list[Block] = [para(said)]
    if debrief.families:
        by_sign: dict[TextSpan, list[str]] = {}
        for each in sorted(Reading, key=lambda each: each.place):
            if each is not Reading.UNTESTED:
                by_sign.setdefault(lesson_trail.sign(each), []).append(lower(words.say(readings.words(each).title)))
        intro = TextSpan(words.say("Beside each lesson that was at stake stands a sign:"), "aside", spoken="")
        made.append(Para((intro,), "note"))
        made += [
            Para((sign, TextSpan(", ".join(titles), "aside", spoken="")), "note") for sign, titles in by_sign.items()
        ]
    made += [para(words.say(texts().readings.once)), para(words.say(debrief.luck_said))]
    return Section("reading", words.say("How to read this"), tuple(made))


def written(words: Language, debrief: Debrief) -> Section:
    """Return what others wrote on the lessons that were at stake."""
    made: list[Block] = [para(words.message(INTRO))]
    for each in debrief.doctrine:
        said = Items(tuple(Item(text(sentence)) for sentence in each.said))
        made.append(Card((said,), text(each.lesson)))
    title = words.say("Doctrine, then and now")
    return Section("doctrine", title, tuple(made), name=title)


# --- the talk


def questions(words: Language, debrief: Debrief, talk: TalkForm) -> Section:
    """Return the questions for the talk: for 5 minutes, for 20, or both."""
    title = {
        TalkForm.SHORT: words.say("The talk: 5 minutes"),
        TalkForm.LONG: words.say("The talk: 20 minutes"),
        TalkForm.BOTH: words.say("The talk"),
    }[talk]
    check = (
        para(words.say("Tick for one decision, whatever came of it.")),
        Items(tuple(Item(text(words.say(each))) for each in debrief.decision_check), "tick"),
    )
    inner = (
        Section("talk-what", words.say("What?"), tuple(_prompts(words, debrief.what, talk))),
        Section("talk-so-what", words.say("So what?"), tuple(_prompts(words, debrief.so_what, talk))),
        Section("talk-now-what", words.say("Now what?"), tuple(_prompts(words, debrief.now_what, talk))),
        Section("talk-check", words.say("How was it decided?"), check),
    )
    return Section("talk", title, (), name=title, sections=inner)


def other_forms(words: Language, debrief: Debrief) -> tuple[Section, ...]:
    """Return the talk about one run in two other forms, with the same numbers."""
    review = tuple(Item(text(each)) for each in forms.review(words, debrief))
    named = {"+": words.say("Plus: "), "Δ": words.say("Delta: ")}
    asked = tuple(Item(text(aside(named[sign]), said), (), sign) for sign, said in forms.plus_delta(words, debrief))
    return (
        Section("talk-review", words.say("The same as an after-action review"), (Items(review, "number"),)),
        Section("talk-plus-delta", words.say("The same as plus and delta"), (Items(asked, "sign"),)),
    )


def _prompts(words: Language, prompts: Prompts, talk: TalkForm) -> Iterable[Block]:
    for minutes in talk.value:
        if len(talk.value) > 1:
            yield para(words.say("In {n} minutes", n=minutes), role="label")
        yield Items(tuple(Item(text(words.say(each))) for each in (prompts.short if minutes == 5 else prompts.long)))


def notes(words: Language, debrief: Debrief, copy: Copy) -> Section:
    """Return the notes written during play and afterwards."""
    title = words.say("Your notes") if copy.notes else words.say("Notes")
    found = tuple(_note(words, note) for note in debrief.notes)
    none = words.say("No notes were written.") if copy.notes else words.say("Notes are not on a copy for one role.")
    return Section("notes", title, (Items(found, "sign"),) if found else (para(none, role="note"),), name=title)


def _note(words: Language, note: NotePart) -> Item:
    about = words.say("On {what}: ", what=note.about or words.say("the run"))
    return Item(text(aside(about), " ".join(note.text.split())), (), "✎")
