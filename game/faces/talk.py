"""The talk afterwards, with this run's numbers in its questions: for five minutes, for twenty, and two other forms.

Its sentences speak to a group and to whoever played alone in the same words.
"""

from __future__ import annotations

from collections.abc import Iterator

from game.faces.front_page import cut
from game.faces.model import Block, Grid, Item, Items, Section, para, text
from game.report import readings
from game.report.front_model import Front, Weight
from game.report.model import Debrief, LessonPart
from game.words import Language

LABEL = 9

Step = tuple[int, str]
"""Minutes, and what is asked."""


def section(words: Language, debrief: Debrief) -> Section:
    """Return both forms of the talk, and a table for what is to be done."""
    title = words.say("The talk")
    made: list[Block] = []
    for minutes, steps in ((5, short(words, debrief)), (20, long(words, debrief))):
        made.append(para(words.say("In {n} minutes", n=minutes), role="label"))
        made.append(Items(tuple(Item(text(words.say("{n} min: ", n=n), said)) for n, said in steps)))
    heads = (words.say("What is to be done"), words.say("Who"), words.say("By when"), words.say("How urgent"))
    blank = tuple((text(f"{number}"), (), (), ()) for number in (1, 2, 3))
    made.append(Grid(words.say("Actions"), heads, blank))
    return Section("talk", title, tuple(made), name=title)


def short(words: Language, debrief: Debrief) -> Iterator[Step]:
    """Yield the talk of five minutes."""
    yield 1, words.say("On paper first: which decision weighed most, what did it buy, and what did it cost?")
    yield 3, bargain(words, debrief)
    yield 1, words.say("Say one aloud: “When …, I will …”.")


def long(words: Language, debrief: Debrief) -> Iterator[Step]:
    """Yield the talk of twenty minutes."""
    front = debrief.front
    yield 2, words.say("On paper first: what weighed most, and where did luck decide more than you?")
    yield 5, contrast(words, debrief)
    yield 3, known(words, front)
    yield 3, unheard(words, front)
    yield 2, luck(words, front)
    yield 3, words.say("Which one tag would you change, and why? It goes to the author.")
    yield 2, words.say("What do you do on Monday? “When …, I will …”, and who will notice?")


def review(words: Language, debrief: Debrief) -> Iterator[str]:
    """Yield the four questions of an after-action review (US Army, TC 25-20, 1993), each with what this run has."""
    front = debrief.front
    weight = front.weight if front else None
    if weight is None:
        yield words.say("What was meant to happen? Say it of the decision that mattered most to you.")
    else:
        yield words.say(
            "What was meant to happen? Say for {n}, “{title}”, what you wanted from it.",
            n=weight.at.number, title=cut(weight.at.title, LABEL),
        )  # fmt: skip
    yield words.say("What did happen? {asked}", asked=bargain(words, debrief))
    why = (known(words, front), unheard(words, front), luck(words, front))
    yield words.say("Why was there a difference? {asked}", asked=" ".join(why))
    yield words.say("What do you keep, and what do you do another way? {asked}", asked=contrast(words, debrief))


def plus_delta(words: Language, debrief: Debrief) -> Iterator[tuple[str, str]]:
    """Yield what to keep (``+``) and what to change (``Δ``): its sign, and what is asked."""
    front = debrief.front
    exchange = front.exchange if front else None
    if exchange is not None:
        values = {"n": exchange.at.number, "title": cut(exchange.at.title, LABEL)}
        yield "+", words.say("{n}, “{title}”, bought “{bought}”: what did you do there that you keep?",
                             bought=exchange.bought, **values)  # fmt: skip
    yield "+", words.say("What did somebody at the table do that you want again, and at which decision?")
    if exchange is not None:
        yield "Δ", words.say("{n} paid with “{paid}”: what would make it cheaper next time?",
                             n=exchange.at.number, paid=exchange.paid)  # fmt: skip
    yield "Δ", words.say("What would have let you hear it in time? {asked}", asked=unheard(words, front))


def bargain(words: Language, debrief: Debrief) -> str:
    """Return the question of the decision that weighed most, as a trade."""
    front = debrief.front
    weight = front.weight if front else None
    if weight is None:
        return words.say("Which of your decisions would you take again, and from whom did it take something?")
    closed = abs(weight.before - weight.after)
    values = {"n": weight.at.number, "title": cut(weight.at.title, LABEL), "gauge": weight.gauge_title,
              "closed": f"{closed:g}", "gain": f"{weight.gain_points:g}", "other": weight.gain}  # fmt: skip
    if not weight.gain:
        return words.say(
            "{n} “{title}” put {closed} of {gauge} out of reach: would you buy it again, and from whom?", **values
        )
    return words.say(
        "{n} “{title}” put {closed} of {gauge} out of reach for {gain} of {other}: would you buy it again, and from "
        "whom?",
        **values,
    )


def contrast(words: Language, debrief: Debrief) -> str:
    """Return two decisions to lay side by side: a lesson of block 1's, served at one and spent at another."""
    front = debrief.front
    weight = front.weight if front else None
    for part in (part for family in debrief.families for part in family.lessons):
        pair = _pair(part, weight)
        if pair:
            return words.say(
                "“{lesson}” was served at {n} and spent at {m}: what made the difference?",
                lesson=part.title, n=pair[0], m=pair[1],
            )  # fmt: skip
    exchange = front.exchange if front else None
    if weight and exchange and weight.at.number != exchange.at.number:
        return words.say("Lay {n} beside {m}: what made you pay there?", n=weight.at.number, m=exchange.at.number)
    return words.say("Lay two of your decisions side by side: what made the difference?")


def _pair(part: LessonPart, weight: Weight | None) -> tuple[int, int] | None:
    numbers = {mark.number for mark in readings.own(part)}
    if weight is not None and weight.at.number not in numbers:
        return None
    served = [mark.number for mark in part.evidence_for if mark.own]
    spent = [mark.number for mark in part.evidence_against if mark.own]
    return (served[0], spent[0]) if served and spent else None


def known(words: Language, front: Front | None) -> str:
    """Return the question of where the known parted from the true."""
    found = front.parted if front else None
    if found is None:
        return words.say("What did you take for known without a look, and who could have told you?")
    return words.say("At {n} {gauge} was not what you went by: who could have told you?", n=found.at.number,
                     gauge=found.gauge_title)  # fmt: skip


def unheard(words: Language, front: Front | None) -> str:
    """Return the question of what was not heard."""
    found = front.unheard if front else None
    if found is None:
        return words.say("Whose voice was not in any of the papers?")
    if found.kind == "fact":
        return words.say("The fact at {n}, read aloud by its holder: what would it have changed?", n=found.at.number)
    return words.say("Read “{title}” of {n} aloud: would it have moved you?", title=cut(found.title, LABEL),
                     n=found.at.number)  # fmt: skip


def luck(words: Language, front: Front | None) -> str:
    """Return the question of luck."""
    found = front.luck if front else None
    if found is None:
        return words.say("Where did you decide well without luck having a part in it?")
    return words.say("Decide on from {n} as if the other branch had come: what changes?", n=found.at.number)
