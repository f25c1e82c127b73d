"""Everything that a seat is shown at one moment, alone and in a class, at every stage: which sections, in which order.

A section is made from the slices of the view that it shows, and is kept: seats that see the same share it, and where
nothing differs nothing is made. What is asked for (the binder) is not in it: `game.faces.seat.papers.binder`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

from game.exercise.acts.offer import Offer
from game.exercise.acts.seat_acts import offered
from game.exercise.views.seat_view import ClassView, FactView, InjectView, LessonView, Phase, Stage, View, What
from game.faces.lessons import of_scenario
from game.faces.model import ActForm, FaceDocument, Items, Section, Text, TextSpan, strong, text
from game.faces.seat import briefing, gauges, inject, papers, syndicate, talk, timeline
from game.faces.seat.shared import shared
from game.faces.seat.timeline import say
from game.words import Language, lazy

Offers = Mapping[str, tuple[Offer, ...]]
ON_TABLE = ("choose", "vote", "settle", "pen", "write", "decide", "acknowledge", "colleagues", "show")
"""Acts that are done with what is on the table."""
LOUD = {
    Stage.LOBBY: lazy("AT THE DOOR"), Stage.PAUSED: lazy("PAUSED"), Stage.HELD: lazy("HELD"),
    Stage.ENDED: lazy("AT THE END"), Stage.ENDEX: lazy("ENDEX"),
}  # fmt: skip
"""Stages that are said loudly, and the word."""
OVER = (Stage.ENDED, Stage.ENDEX)
SHOWN = (Stage.TALK, Stage.VOTE)
"""Stages with the choices laid open."""


def document(words: Language, view: View, before: View | None = None) -> FaceDocument:
    """Return all that a seat is shown; ``before`` is the view that it had, for what is worth saying aloud."""
    said = aloud(words, view, before)
    return replace(_document(words, view), said=said) if said else _document(words, view)


@lru_cache(maxsize=128)
def _document(words: Language, view: View) -> FaceDocument:
    """The same without what is said aloud; a view that differs in nothing is not looked through again."""
    group = view.group
    shown = tuple(sections(words, view))
    where = [words.message(view.clock), say(words, view.you)]
    if group and group.syndicate:
        where.append(words.say("Syndicate {name}", name=group.syndicate))
    return FaceDocument(
        view.title,
        words.code,
        shown,
        tuple(filter(None, where)),
        banner(words, view),
        first=first(view, shown),
        scene=scene(view),
        seconds_left=group.seconds_left if group else None,
        ticking=bool(group and group.ticking),
    )


def sections(words: Language, view: View) -> Iterator[Section]:
    """Yield the sections of a seat in the order in which they are read; what stands beside them last."""
    group = view.group
    if group and group.stage is Stage.LOBBY:
        yield syndicate.door(words, view.title)
        return
    offers = offered(words, view)
    if not view.briefed or (group and group.stage is Stage.READY):
        yield from _before(words, view, offers)
    elif over(view):
        yield from _after(words, view, offers)
    else:
        yield from _playing(words, view, offers)
    yield from _beside(words, view, offers)


def over(view: View) -> bool:
    """Whether a seat's play is over."""
    return view.group.stage in OVER if view.group else view.phase is Phase.OVER


def _before(words: Language, view: View, offers: Offers) -> Iterator[Section]:
    """Before play: the briefing, then the lobby."""
    if not view.briefed:
        yield from before_play(words, view)
        yield briefing.questions(words, unanswered(view, offers), offers["read_briefing"])
    elif view.group:
        yield syndicate.lobby(words, view.title)
        if view.group.chairs:
            yield syndicate.chairs(words, view.group.chairs, _seats(offers))


def before_play(words: Language, view: View) -> tuple[Section, Section, Section]:
    """Return the pages of the briefing: the rule of the room, the setting, the role cards."""
    return briefing.rule(words, view.group is not None), setting(words, view), cards(words, view)


def unanswered(view: View, offers: Offers) -> tuple[Offer, ...]:
    """Return the questions of this moment that have no answer yet."""
    waiting = {(each.id, str(each.then)) for each in view.questions if each.answer is None}
    return tuple(
        each for each in offers["answer"] if (dict(each.given)["question"], dict(each.given)["then"]) in waiting
    )


def _seats(offers: Offers) -> tuple[Offer, ...]:
    return (*offers.get("take_role", ()), *offers.get("give_role_back", ()))


def _playing(words: Language, view: View, offers: Offers) -> Iterator[Section]:
    """What came of the last move, then what is on the table."""
    group, on_table = view.group, view.inject
    if view.outcome or view.news:
        yield came(words, view)
    if on_table is None:
        yield situation(words, view)
        if offers.get("colleagues"):
            yield inject.acts(words, (), "", "", (), offers["colleagues"], "")
        return
    yield situation(words, view)
    if on_table.documents:
        yield papers.papers(words, on_table.id, on_table.documents, offers["open"])
    if facts_of(view):
        yield private(words, view)
    written = answer(words, view)
    if written.blocks:
        yield written
    if group and group.spread:
        yield inject.spread(words, group.spread, group.votes)
    yield acts(words, view, offers)


def _after(words: Language, view: View, offers: Offers) -> Iterator[Section]:
    """How it ended; only then what is asked, and what is done together."""
    if view.outcome:
        yield came(words, view)
    yield ending(words, view)
    if asked := unanswered(view, offers):
        yield briefing.questions(words, asked)
    if memory := offers.get("recall", ()):
        yield briefing.memory(words, memory)
    if view.group and view.group.stage is Stage.ENDEX:
        yield timeline.hot_wash(words, view.group.named)
        if view.group.cards:
            yield talk.cards(words, view.group.talk, offers["card"])
        yield talk.plan(words, view.group.actions, offers["commit"])
        yield _names(words, offers["names"])


@shared
def _names(words: Language, offers: tuple[Offer, ...]) -> Section:
    title = words.say("Your name")
    return Section("names", title, tuple(map(ActForm, offers)), title)


def _beside(words: Language, view: View, offers: Offers) -> Iterator[Section]:
    """What stands beside the rest: gauges, timeline, people, letters; then what is looked up, and the note."""
    group = view.group
    if view.briefed and (not group or group.begun):
        if view.gauges:
            yield known(words, view)
        if view.timeline:
            yield timeline.timeline(words, view.timeline)
    yield people(words, view)
    if group and (group.messages or group.written):
        yield messages(words, group)
    if view.briefed:
        yield cards(words, view)
        yield setting(words, view)
        if view.timeline:
            yield so_far(words, view)
    if view.lessons:
        yield lessons(words, view)
    yield syndicate.notes(words, view.notes, offers["note"])


# --- sections from a view, for whoever turns to one of them alone


def setting(words: Language, view: View) -> Section:
    """Return where the scenario plays."""
    return briefing.setting(words, view.title, words.message(view.clock), view.setting or view.summary)


def cards(words: Language, view: View) -> Section:
    """Return the role cards of this seat."""
    group = view.group
    takes: briefing.Takes = "never" if group and group.begun else "now" if view.briefed else "once read"
    return briefing.cards(words, view.roles, view.table, group is not None, takes)


def came(words: Language, view: View) -> Section:
    """Return what came of the last move: its outcome with what came then, or what came since."""
    if view.outcome is None:
        return timeline.news(words, view.news)
    return timeline.outcome(words, view.outcome, view.group.decided if view.group else "", view.news)


def situation(words: Language, view: View) -> Section:
    """Return what has happened, or who is at work on what is not for this seat."""
    if view.inject is None:
        return inject.elsewhere(words, view.elsewhere)
    told = sum(bool(each.told_by) for each in view.group.facts) if view.group else 0
    return inject.situation(words, view.inject, told, view.group.again if view.group else "")


def facts_of(view: View) -> tuple[FactView, ...]:
    """Return what this seat knows that not everybody does, or did."""
    if view.group:
        return view.group.facts
    return inject.alone(view.inject) if view.inject else ()


def holds_all(view: View) -> bool:
    """Whether one person holds every seat: then nothing is known to them and not to others."""
    return view.group is None and len(view.roles) == len(view.table) > 1


def private(words: Language, view: View) -> Section:
    """Return what this seat alone knows, and what others told."""
    tell = offered(words, view).get("tell", ())
    return inject.facts(words, facts_of(view), tell, view.group is not None, holds_all(view))


def answer(words: Language, view: View) -> Section:
    """Return what is written of the group's answer."""
    on_table, group = view.inject, view.group
    if on_table is None or not on_table.written:
        return Section("answer", "", ())
    draft, writes = (group.draft, group.writes) if group else ("", "")
    return inject.answer(words, on_table.answer, on_table.expected, draft, writes)


def acts(words: Language, view: View, offers: Offers) -> Section:
    """Return what there is to do with the inject on the table."""
    on_table, group = view.inject, view.group
    assert on_table is not None
    mine, voted, votes = (group.mine, group.my_vote, group.votes) if group else ("", "", ())
    doing = tuple(each for act in ON_TABLE for each in offers.get(act, ()))
    return inject.acts(words, on_table.options, mine, voted, votes, doing, on_table.question)


def ending(words: Language, view: View) -> Section:
    """Return how it ended."""
    unheard = view.news if view.outcome is None else ()
    cut_short = view.group is not None and view.group.stage is Stage.ENDEX
    return timeline.ending(words, unheard, (*view.endings, *view.epilogue), cut_short)


def known(words: Language, view: View) -> Section:
    """Return what the seat knows of each gauge."""
    return gauges.gauges(words, view.gauges, view.day)


def people(words: Language, view: View) -> Section:
    """Return who is at the table."""
    group = view.group
    if group is None:
        return syndicate.roles(words, view.table, tuple(role.title for role in view.roles))
    unheld = tuple(each.title for each in group.chairs if not each.holder)
    return syndicate.people(words, group.syndicate, group.members, unheld)


def messages(words: Language, group: ClassView) -> Section:
    """Return what the facilitator wrote."""
    return syndicate.messages(words, group.written, group.messages)


def so_far(words: Language, view: View) -> Section:
    """Return what whoever comes back, or late, needs."""
    title, question = (view.inject.title, view.inject.question) if view.inject else ("", "")
    return timeline.so_far(words, view.setting or view.summary, view.timeline, title, question, view.elsewhere)


def lessons(words: Language, view: View) -> Section:
    """Return the lessons that the scenario can test, without any verdict."""
    return _lessons(words, view.lessons)


@shared
def _lessons(words: Language, listed: tuple[LessonView, ...]) -> Section:
    title = words.say("Lessons that this scenario can test")
    return Section("lessons", title, of_scenario(words, listed), words.say("Lessons"), key="l")


def options_of(words: Language, on_table: InjectView, group: ClassView | None = None) -> Items:
    """Return the options of an inject as a list to pick from."""
    mine, voted, votes = (group.mine, group.my_vote, group.votes) if group else ("", "", ())
    return inject.options(words, on_table.options, mine, voted, votes)


# --- around the sections


def banner(words: Language, view: View, trouble: str = "") -> Text:
    """Return what there is to do, or to wait for, in a line; ``trouble`` with the line before all else."""
    group = view.group
    if trouble:
        return text(strong(words.say("NOT CONNECTED"), "warn"), f" {trouble}")
    if group is None:
        return text(strong(words.say("PAUSED"), "warn")) if view.paused else ()
    loud = words.message(LOUD.get(group.stage))
    says = say(words, group.says)
    if not loud:
        return (TextSpan(says),)
    return text(strong(loud, "warn"), f" {says.removeprefix(loud).lstrip(': ')}")


def first(view: View, shown: tuple[Section, ...]) -> str:
    """Return the section to look at first."""
    ids = {each.id for each in shown}
    talking = view.group is not None and view.group.under in SHOWN
    at_cards = view.group is not None and view.group.talk is not None
    here = "talk" if at_cards else "spread" if talking else "outcome"
    wanted = (here, "ending" if over(view) else "since", "situation")
    return next((id for id in wanted if id in ids), shown[0].id if shown else "")


def scene(view: View) -> str:
    """Return what it is about now: moves dealt with, the inject, and whether the choices are laid open."""
    dealt = sum(each.what in (What.DECIDED, What.READ, What.PASSED, What.OTHERS) for each in view.timeline)
    group = view.group
    under = group.under if group else None
    if group and group.talk:
        return f"{dealt}:cards:{group.talk.id}:{group.talk.shown}:"
    stage = "talk" if under in SHOWN else str(under) if under in (*OVER, Stage.LOBBY, Stage.READY) else ""
    return f"{dealt}:{view.inject.id if view.inject else view.phase}:{stage}:{'' if view.briefed else 'briefing'}"


def aloud(words: Language, view: View, before: View | None) -> str:
    """Return what is new and worth saying aloud, in sentences; nothing where nothing is."""
    if before is None:
        return ""
    made = []
    if view.outcome and view.outcome != before.outcome:
        made.append(words.say("Decided: {option}. What came of it stands first.", option=view.outcome.option))
    group, was = view.group, before.group
    if group and was:
        moved = group.says != was.says and group.stage not in (Stage.CHOSEN, Stage.VOTE)
        made += [say(words, group.says)] if group.stage is not was.stage or moved else []
        made += news_of(words, view, before)
    return " ".join(made)


def news_of(words: Language, view: View, before: View) -> list[str]:
    """Return what others have done for this seat meanwhile: written to it, told a fact, given it a role."""
    group, was = view.group, before.group
    made: list[str] = []
    if group is None or was is None:
        return made
    if len(group.messages) + len(group.written) > len(was.messages) + len(was.written):
        made.append(words.say("The facilitator has written to you."))
    known = {(each.role, each.told_by) for each in was.facts}
    told = [each for each in group.facts if each.told_by and each.told_by != group.name]
    made += [
        words.say("{name} has told what they alone knew.", name=each.told_by)
        for each in told
        if (each.role, each.told_by) not in known
    ]
    held = {role.title for role in view.roles} - {role.title for role in before.roles}
    if held and view.briefed and was.stage is not Stage.LOBBY:
        made.append(words.say("You are now {roles}.", roles=words.listed(sorted(held))))
    return made
