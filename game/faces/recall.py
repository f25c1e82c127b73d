"""The block and the first answers beside the new ones, and a line for the home screen: what one person alone reads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from game.exercise import recalling
from game.faces import front_page
from game.faces.model import Block, FaceDocument, Grid, Section, Text, TextSpan, para, strong, text
from game.record.run import Recalled
from game.report.model import Debrief
from game.report.recall import RecallSheet
from game.words import Language


def document(words: Language, of: RecallSheet, debrief: Debrief, now: Mapping[str, Recalled]) -> FaceDocument:
    """Return what was said at the end and now, beside what the record says of the decision."""
    section = Section("recall", words.say("Then and now"), tuple(_blocks(words, of, debrief, now)))
    return FaceDocument(of.title, words.code, (section,), (), (TextSpan(words.say("From memory")),))


def _blocks(words: Language, of: RecallSheet, debrief: Debrief, now: Mapping[str, Recalled]) -> Iterator[Block]:
    part = of.decision
    yield para(strong(words.say("The record. ")), words.say("Decision {n}, "
        "“{title}”: you took “{option}”.", n=of.number,
               title=part.title, option=part.option))  # fmt: skip
    key = "weight" if of.moment == recalling.WEEK else "exchange"
    front = debrief.front
    block = front and (front.weight if key == "weight" else front.exchange)
    if block and block.at.inject == of.inject:
        yield para(front_page.sentences(words, debrief)[key])
    first = of.first
    rows = [
        (words.say("What weighed most, and why"), _said(words, first.get(recalling.WEIGHED)), ""),
        (words.say("What made it hard"), "", _said(words, now.get(recalling.DILEMMA))),
        (words.say("What it bought and cost"), _said(words, first.get(recalling.EXCHANGE)),
         _said(words, now.get(recalling.CHOICE))),
        (words.say("What was not known"), _said(words, first.get(recalling.UNKNOWN)), ""),
    ]  # fmt: skip
    heads = (words.say("Asked"), words.say("At the end"), words.say("Now"))
    told: tuple[tuple[Text, ...], ...] = tuple(
        (text(ask), text(then or "–"), text(again or "–")) for ask, then, again in rows if then or again
    )
    if told:
        yield Grid(words.say("Then and now"), heads, told)


def _said(words: Language, told: Recalled | None) -> str:
    return words.say("“{said}”", said=told.text) if told and told.text else ""


def due_line(words: Language, title: str, moment: str) -> str:
    """Return the line for the home screen."""
    if moment == recalling.WEEK:
        return words.say("Two minutes: {title}, a week ago", title=title)
    return words.say("Two minutes: {title}, six weeks ago", title=title)
