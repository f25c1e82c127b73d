"""Positions of several cities and weeks as one page: kept, kept with a new reason, moved; no city is ranked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from game.faces.model import Block, FaceDocument, Grid, Item, Items, Section, Text, TextSpan, aside, para, text
from game.report.positions import PositionAnswer, PositionQuestion
from game.words import Language


def document(words: Language, questions: Sequence[PositionQuestion]) -> FaceDocument:
    """Return the page; the columns are those of every group, its rows in the order of the files."""
    sections = tuple(
        Section(f"question-{number}", each.title, tuple(_question(words, each)), name=each.title)
        for number, each in enumerate(questions, 1)
    )
    places = {answer.place for each in questions for answer in each.answers}
    facts = (
        words.many("{n} group", "{n} groups", len(places)),
        words.say("In the order of the files; nobody is ranked."),
    )
    return FaceDocument(words.say("Positions side by side"), words.code, sections, facts,
                        (TextSpan(words.say("A course")),))  # fmt: skip


def _question(words: Language, question: PositionQuestion) -> Iterator[Block]:
    heads = (words.say("Where"), words.say("First"), words.say("Again"), words.say("What became of it"))
    rows = tuple(_row(words, each) for each in question.answers)
    yield Grid(words.say("What each held"), heads, rows)
    said = [each for each in question.answers if each.first_words or each.again_words]
    if said:
        yield para(words.say("In their own words"), role="label")
        yield Items(tuple(Item(text(aside(f"{each.place}: "), *_own(words, each))) for each in said))
    if any(each.how == "moved" for each in question.answers):
        yield para(words.say("Which fact, or which person, moved it?"))
    elif any(each.new_reason for each in question.answers):
        yield para(words.say("What made the new reason the better one to give?"))


def _row(words: Language, answer: PositionAnswer) -> tuple[Text, ...]:
    how = {
        "kept": words.say("kept"), "kept in other words": words.say("kept, with a new reason"),
        "moved": words.say("moved"), "left": words.say("left unopened"), "not yet": words.say("not asked again yet"),
        "once": words.say("asked once"),
    }[answer.how]  # fmt: skip
    return text(answer.place), text(answer.first), text(answer.again or "–"), text(how)


def _own(words: Language, answer: PositionAnswer) -> Iterator[str]:
    yield f"“{answer.first_words}”" if answer.first_words else words.say("nothing written")
    if answer.again_words and answer.again_words != answer.first_words:
        yield words.say("; then “{said}”", said=answer.again_words)
