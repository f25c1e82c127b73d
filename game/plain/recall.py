"""A week and six weeks later: a few questions about one decision, then what was said at first beside it."""

from __future__ import annotations

from game.called import program
from game.errors import Said
from game.exercise import recalling
from game.exercise.acts.offer import Offer
from game.faces.lines import report
from game.faces.recall import document
from game.faces.remembering import Typed, anything
from game.later import RecallShelf, command
from game.plain.remembering import ask
from game.plain.talk import Talk
from game.report.recall import at_once, isomorph, marking, offers
from game.words import ENGLISH


def again(talk: Talk, later: RecallShelf, name: str) -> None:
    """Ask about a run; what is skipped leaves no trace, and today nothing more is asked."""
    found, debrief, _ = later.opened(name)

    def keep(offer: Offer, typed: Typed) -> tuple[str, ...]:
        given = dict(offer.given)
        if anything(typed):
            try:
                later.keep(name, command(given, typed))
            except Said as problem:
                return (ENGLISH.say("It is not kept: {problem}", problem=problem.said(ENGLISH)),)
        return at_once(ENGLISH, found, given["prompt"])

    went = ask(talk, offers(ENGLISH, found), keep)
    later.done()
    if not went:
        return
    now = {each.prompt: each for each in later.recalled(name) if each.moment == found.moment}
    talk.say(report(ENGLISH, document(ENGLISH, found, debrief, now)))
    ask(talk, (marking(ENGLISH, found),), keep)
    if found.moment == recalling.WEEK and (offer := other_clothes(later, name)):
        talk.say(offer)


def other_clothes(later: RecallShelf, name: str) -> str:
    """Say where the same dilemma comes in other clothes; nothing where it does in no scenario."""
    from game.scenario.load import load, shipped

    found, _, made = later.opened(name)
    if not found.tagged:
        return ""
    played = frozenset({each.scenario for each in later.library.entries()})
    other = isomorph(found, (load(path) for path in shipped().values()), played | {made.id})
    if other is None:
        return ""
    of = {"title": other.title, "minutes": other.minutes, "command": f"{program()} play {other.id}"}
    if other.minutes:
        return ENGLISH.say("The same dilemma in other clothes: {title}, {minutes} minutes. {command}", **of)
    return ENGLISH.say("The same dilemma in other clothes: {title}. {command}", **of)
