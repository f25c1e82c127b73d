"""Ten cards by which a group leads its own talk: a question, a line for the group, then what the record says."""

from __future__ import annotations

from collections.abc import Iterator

from game.exercise.views.class_view import CARD_MINUTES, TalkCard
from game.faces import front_page, talk
from game.faces.front_page import cut
from game.faces.lines import blocks
from game.faces.model import para
from game.report.model import Debrief
from game.words import Language

LABEL = 9


def titles(words: Language) -> dict[str, str]:
    """Return the titles of the cards, by id."""
    return {
        "recall": words.say("From memory"),
        "ended": words.say("How it ended"),
        "weight": words.say("What weighed most"),
        "other": words.say("The other case"),
        "known": words.say("Known and true"),
        "unheard": words.say("Not heard"),
        "luck": words.say("Luck"),
        "exchange": words.say("Bought and paid"),
        "tag": words.say("One tag"),
        "monday": words.say("For Monday"),
    }


def cards(words: Language, debrief: Debrief) -> tuple[TalkCard, ...]:
    """Return the ten cards of a run's talk."""
    return tuple(_cards(words, debrief))


def _cards(words: Language, debrief: Debrief) -> Iterator[TalkCard]:
    front = debrief.front
    said = front_page.sentences(words, debrief)
    weight = front.weight if front else None
    named = titles(words)
    nothing = words.say("The record has nothing to set beside it.")

    def record(*keys: str) -> tuple[str, ...]:
        return tuple(said[key] for key in keys if said.get(key)) or (nothing,)

    yield TalkCard(
        "recall", named["recall"],
        words.say("Alone, on paper: which decision weighed most, what did it buy, and what did it cost?"),
        (words.say("Keep it in front of you; the next cards come back to it."),),
    )  # fmt: skip
    yield TalkCard(
        "ended", named["ended"], words.say("In one sentence: what was this about, as you lived it?"),
        record("head"),
    )  # fmt: skip
    yield TalkCard(
        "weight", named["weight"], words.say("Which decision do you name, and why that one?"),
        record("weight", "positions"), weight.at.inject if weight else "",
    )  # fmt: skip
    other = cut(weight.other, LABEL) if weight else ""
    case = words.say("Argue for “{option}” from the same papers: what is the strongest case?", option=other)
    yield TalkCard(
        "other", named["other"],
        case if weight else words.say("Argue for an option that was not taken: what speaks for it?"),
        (talk.bargain(words, debrief),), weight.at.inject if weight else "",
    )  # fmt: skip
    parted = front.parted if front else None
    yield TalkCard(
        "known", named["known"], words.say("What did you take for known that you had not looked at?"),
        record("parted", "moved"), parted.at.inject if parted else "",
    )  # fmt: skip
    unheard = front.unheard if front else None
    yield TalkCard(
        "unheard", named["unheard"], words.say("Whose voice or which paper passed you by, and why?"),
        record("unheard"), unheard.at.inject if unheard else "",
    )  # fmt: skip
    luck = front.luck if front else None
    yield TalkCard(
        "luck", named["luck"], words.say("Where did luck decide more than you?"), record("luck", "apart"),
        luck.at.inject if luck else "",
    )  # fmt: skip
    exchange = front.exchange if front else None
    yield TalkCard(
        "exchange", named["exchange"], words.say("What did you buy most dearly, and who paid?"),
        record("exchange"), exchange.at.inject if exchange else "",
    )  # fmt: skip
    yield TalkCard(
        "tag", named["tag"], words.say("Which one piece of evidence would you tag differently, and why?"),
        (words.say(debrief.disclaimer),),
    )  # fmt: skip
    yield TalkCard(
        "monday", named["monday"], words.say("“When …, I will …”. Who will notice?"), record("monday"),
    )  # fmt: skip


def lines(words: Language, card: TalkCard, number: int, of: int) -> list[str]:
    """Return a card's question as plain lines."""
    head = words.say("Card {n} of {all}, {minutes} minutes: {title}.", n=number, all=of, minutes=CARD_MINUTES,
                     title=card.title)  # fmt: skip
    return ["", head, card.ask]


def told(words: Language, card: TalkCard) -> list[str]:
    """Return what the record says, as plain lines."""
    first, *rest = blocks(words, tuple(map(para, card.record)))
    return [words.say("The record: {said}", said=first), *rest]
