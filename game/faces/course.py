"""A term of classes as one page: columns in the order of their dates, nobody ranked, no small group shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from game.faces.model import Block, FaceDocument, Grid, Item, Items, Section, Text, TextSpan, aside, para, text
from game.record.events import How
from game.report.course import Course, CourseInject, LessonCell
from game.report.least import FEWEST_FORECASTERS, FEWEST_PEOPLE, FEWEST_TO_SAY
from game.report.measure_words import WAYS, people, took
from game.words import Language


def document(words: Language, of: Course) -> FaceDocument:
    """Return the page."""
    sections = (
        Section("lessons", words.say("Lessons by class"), tuple(_lessons(words, of)), words.say("Lessons")),
        Section("injects", words.say("Inject by inject"), tuple(_injects(words, of)), words.say("Injects")),
        Section("people", words.say("What people said"), tuple(_people(words, of)), words.say("People")),
    )
    count = sum(each.syndicates for each in of.classes)
    facts = (
        words.many("{n} class", "{n} classes", len(of.classes)),
        words.many("{n} syndicate", "{n} syndicates", count),
        words.say("In the order of their dates; nobody is ranked."),
    )
    return FaceDocument(words.say("A term of classes"), words.code, sections, facts, (TextSpan(words.say("A course")),))


def _lessons(words: Language, of: Course) -> Iterator[Block]:
    yield para(
        words.say(
            "In how many syndicates decisions of their own served a lesson (+), spent it (−), or did both (±); · where "
            "it was not at stake."
        ),
        role="note",
    )
    heads = (words.say("Lesson"), *(f"{each.name}, {each.day}" for each in of.classes))
    rows = tuple((text(each.title), *(_cell(cell) for cell in each.cells)) for each in of.lessons)
    yield Grid(words.say("Lessons by class"), heads, rows)


def _cell(cell: LessonCell | None) -> Text:
    if cell is None:
        return text("–")
    pairs = (("+", cell.served), ("−", cell.spent), ("±", cell.both), ("·", cell.untested))
    return text(" ".join(f"{sign}{count}" for sign, count in pairs if count))


def _injects(words: Language, of: Course) -> Iterator[Block]:
    heads = (words.say("Inject"), words.say("Decided in"), words.say("How"), words.say("Middle time"),
             words.say("How sure, alone"), words.say("A paper nobody opened"),
             words.say("A fact nobody told"))  # fmt: skip
    yield Grid(words.say("Inject by inject"), heads, tuple(_inject(words, each) for each in of.injects))
    alike = [each for each in of.injects if each.alike]
    if alike:
        yield para(words.say("Decided alike nearly everywhere: a word to the author, in remarks"), role="label")
        yield Items(tuple(Item(text(aside(f"{each.title}: "), f"“{each.alike}”")) for each in alike))


def _inject(words: Language, each: CourseInject) -> tuple[Text, ...]:
    how = ", ".join(f"{words.message(WAYS[How(way)])} {count}" for way, count in each.how)
    middle = words.message(took(each.seconds)) if each.seconds is not None else words.say("too few")
    in_ = words.many("{n} syndicate", "{n} syndicates", each.syndicates)
    return (
        text(each.title), text(in_), text(how), text(middle), text(words.message(people(each.sure))),
        text(words.say("in {n}", n=each.papers_closed)), text(words.say("in {n}", n=each.facts_untold)),
    )  # fmt: skip


def _people(words: Language, of: Course) -> Iterator[Block]:
    yield para(words.say("Nothing is shown of fewer than {n} people.", n=FEWEST_PEOPLE), role="note")
    if of.asked:
        heads = (words.say("Asked"), words.say("Before"), words.say("Before, as seen after"), words.say("After"))
        rows = tuple(
            (text(each.ask), *(text(words.message(people(part))) for part in (each.before, each.then, each.after)))
            for each in of.asked
        )
        yield Grid(words.say("Answers before and after"), heads, rows)
    if of.calibration is None:
        yield para(
            words.say(
                "Forecasts: too few to judge by (fewer than {n} of {people} people).", n=FEWEST_TO_SAY,
                people=FEWEST_FORECASTERS,
            )
        )  # fmt: skip
    else:
        rows = tuple(
            (text(words.say("{low} to {high} %", low=each.low, high=each.high)), text(str(each.count)),
             text(f"{each.came:.0f} %"),
             text(words.say("{low} to {high} %", low=f"{each.least:.0f}", high=f"{each.most:.0f}")))
            for each in of.calibration.thirds
        )  # fmt: skip
        heads = (words.say("Said"), words.say("Forecasts"), words.say("Came about"), words.say("90 % interval"))
        yield Grid(words.say("What was said against what came about"), heads, rows)
    if of.named:
        yield named(words, of.named)
    if of.plans is not None:
        did, did_not, not_yet = of.plans
        yield para(
            words.say(
                "Plans: came and done {did}, came and not done {did_not}, not come {not_yet}.", did=did,
                did_not=did_not, not_yet=not_yet,
            )
        )  # fmt: skip


def named(words: Language, found: Sequence[tuple[str, int]]) -> Block:
    """Return what people named from memory as weighing most."""
    told = ", ".join(words.say("{n} named “{title}”", n=count, title=title) for title, count in found)
    return para(words.say("From memory, as weighing most: {named}; others elsewhere.", named=told))
