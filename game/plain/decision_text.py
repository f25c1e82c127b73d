"""Decisions of a debrief in words: what was decided and why, what chance did, what came back, what else was open."""

from __future__ import annotations

from collections.abc import Iterable

from game.exercise.ticks import DAYS, Ticks
from game.plain import words
from game.plain.lines import prose
from game.plain.words import stop
from game.record.events import How
from game.report.model import Debrief, DecisionPart, LuckPart

_CAME = {"landed": "came back", "lapsed": "did not come about", "not yet": "was still on its way at the end"}
_LUCK = {
    "better": "Kinder than the alternatives.",
    "worse": "Harder than the alternatives.",
    "even": "No better and no worse than the alternatives.",
}


def decision(number: int, part: DecisionPart, told: Iterable[str] = (), ticks: Ticks = DAYS) -> list[str]:
    """Return one decision in full, with the number by which lessons refer to it.

    ``told`` is what is told here of lessons, after what came of it at once.
    """
    made = [f"Decision {number}. {words.capital(words.when(part.when))}, {stop(part.title)}"]
    if part.dilemma:
        made += prose(part.dilemma, "  ")
    if not part.option:
        return [*made, "  It passed unanswered: no option was open."]
    if part.answer:
        made += ["  You wrote:", *(f"    {line}" for line in part.answer.splitlines())]
    made.append(f"  {part.decided}: {stop(part.option)}")
    if part.judged:
        made.append(f"  In the words of whoever judged: {stop(part.judged)}")
    sure = "" if part.confidence is None else f" How sure: {part.confidence} of 10."
    if part.reason or sure:
        whose = "Your reason" if part.how == How.ALONE else "The deciding role's reason"
        made.append(f"  {whose}: {stop(part.reason or 'none given')}{sure}")
    if part.counter:
        made.append(f"  Against it you said: {stop(part.counter)}")
    if part.documents_offered:
        left = f"; left closed: {', '.join(part.unread)}" if part.unread else ""
        made.append(stop(f"  Papers opened: {part.documents_opened} of {part.documents_offered}{left}"))
    made += [f"  {words.move(moved)}" for moved in part.moves]
    made += told
    if part.luck:
        made.append(f"  Chance, {part.luck.odds}: {stop(_one_line(part.luck.text) or 'nothing was said of it')}")
        made += [f"  By chance: {words.move(moved)}" for moved in part.luck.moves]
    for came in part.came:
        when, text = words.capital(ticks.on(came.day)), stop(_one_line(came.text) or "nothing was said of it")
        made.append(f"  {when}, {_CAME[came.status]}: {text}")
        made += [f"    {words.move(moved)}" for moved in came.moves]
    if part.expected:
        made += ["  What a well-led team was expected to weigh:", *prose(part.expected, "    ")]
    return made + [f"  Your note: {_one_line(note)}" for note in part.notes]


def luck(debrief: Debrief) -> list[str]:
    """Return every draw of chance with what else could have come."""
    made = []
    for part in debrief.decisions:
        if part.luck:
            made += [
                "",
                f"{words.capital(words.when(part.when))}, {part.title}: {stop(part.option)}",
                *_drawn(part.luck),
            ]
    return made or ["Chance had no part in this run."]


def _drawn(drawn: LuckPart) -> list[str]:
    made = [
        f"  {words.capital(drawn.odds)}, and it happened: {_one_line(drawn.text)}".rstrip(": "),
        f"  {_LUCK[drawn.kind]}",
    ]
    return made + [f"  It could have been, {odds}: {_one_line(text)}".rstrip(": ") for odds, text in drawn.others]


def _one_line(text: str) -> str:
    return " ".join(text.split())
