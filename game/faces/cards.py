"""Ten cards by which a group leads its own talk: a question, a line for the group, then what the record says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from game.faces import front_page, talk
from game.faces.front_page import cut
from game.faces.lines import blocks
from game.faces.model import Block, para
from game.report.model import Debrief
from game.words import Language

MINUTES = 2
"""Soft: for each card."""

LABEL = 9


@dataclass(frozen=True, slots=True)
class TalkCard:
    """One card."""

    id: str
    title: str
    ask: str
    """What is asked, before anything is shown."""
    record: tuple[str, ...]
    """What the record says, a paragraph each."""
    about: str = ""
    """The inject that an answer is a note on; nothing for the run."""
    private: bool = False
    """Whether each answers for themselves: nothing of it is kept."""

    @property
    def shown(self) -> tuple[Block, ...]:
        """The record as paragraphs."""
        return tuple(para(each) for each in self.record)


def cards(words: Language, debrief: Debrief) -> tuple[TalkCard, ...]:
    """Return the ten cards of a run's talk."""
    return tuple(_cards(words, debrief))


def _cards(words: Language, debrief: Debrief) -> Iterator[TalkCard]:
    front = debrief.front
    said = front_page.sentences(words, debrief)
    weight = front.weight if front else None
    nothing = words.say("The record has nothing to set beside it.")

    def record(*keys: str) -> tuple[str, ...]:
        return tuple(said[key] for key in keys if said.get(key)) or (nothing,)

    yield TalkCard(
        "recall", words.say("From memory"),
        words.say("Each alone, on paper: which decision weighed most, what did it buy, and what did it cost?"),
        (words.say("Keep it in front of you; the next cards come back to it."),), private=True,
    )  # fmt: skip
    yield TalkCard(
        "ended", words.say("How it ended"), words.say("In one sentence: what was this about, as you lived it?"),
        record("head"),
    )  # fmt: skip
    yield TalkCard(
        "weight", words.say("What weighed most"), words.say("Which decision do you name, and why that one?"),
        record("weight", "positions"), weight.at.inject if weight else "",
    )  # fmt: skip
    other = cut(weight.other, LABEL) if weight else ""
    case = words.say("One of you argues for “{option}” from the same papers: what is the strongest case?", option=other)
    yield TalkCard(
        "other", words.say("The other case"),
        case if weight else words.say("One of you argues for an option that you did not take: what speaks for it?"),
        (talk.bargain(words, debrief),), weight.at.inject if weight else "",
    )  # fmt: skip
    parted = front.parted if front else None
    yield TalkCard(
        "known", words.say("Known and true"), words.say("What did you take for known that you had not looked at?"),
        record("parted", "moved"), parted.at.inject if parted else "",
    )  # fmt: skip
    unheard = front.unheard if front else None
    yield TalkCard(
        "unheard", words.say("Not heard"), words.say("Whose voice or which paper passed you by, and why?"),
        record("unheard"), unheard.at.inject if unheard else "",
    )  # fmt: skip
    luck = front.luck if front else None
    yield TalkCard(
        "luck", words.say("Luck"), words.say("Where did luck decide more than you?"), record("luck", "apart"),
        luck.at.inject if luck else "",
    )  # fmt: skip
    exchange = front.exchange if front else None
    yield TalkCard(
        "exchange", words.say("Bought and paid"), words.say("What did you buy most dearly, and who paid?"),
        record("exchange"), exchange.at.inject if exchange else "",
    )  # fmt: skip
    yield TalkCard(
        "tag", words.say("One tag"), words.say("Which one piece of evidence would you tag differently, and why?"),
        (words.say(debrief.disclaimer),),
    )  # fmt: skip
    yield TalkCard(
        "monday", words.say("For Monday"), words.say("Each: “When …, I will …”. Who will notice?"), record("monday"),
        private=True,
    )  # fmt: skip


def lines(words: Language, card: TalkCard, number: int, of: int) -> list[str]:
    """Return a card's question as plain lines."""
    head = words.say("Card {n} of {all}, {minutes} minutes: {title}.", n=number, all=of, minutes=MINUTES,
                     title=card.title)  # fmt: skip
    return ["", head, card.ask]


def told(words: Language, card: TalkCard) -> list[str]:
    """Return what the record says, as plain lines."""
    first, *rest = blocks(words, card.shown)
    return [words.say("The record: {said}", said=first), *rest]
