"""The briefing: the rule of the room, where it plays, who one is, what is asked before play."""

from __future__ import annotations

from typing import Literal

from game.exercise.acts.offer import Offer
from game.exercise.views.seat_view import RoleView
from game.faces.model import ActForm, Block, Card, Item, Items, Para, Section, TextSpan, aside, para, strong, text
from game.faces.prose import prose
from game.faces.seat.shared import shared
from game.faces.spoken import clock as heard
from game.report.texts import ALONE, IN_A_CLASS, texts
from game.words import Language, lazy

Takes = Literal["once read", "now", "never"]
"""When a seat of a class may take a role itself: behind its briefing, or in the lobby; in play only the facilitator
gives one."""
ABOVE_ALL = 3
"""The weight from which on a headquarters watches a gauge above all others."""

SOFT = lazy("Where time left is shown, it is soft: at its end you are told, and nothing happens by itself.")


@shared
def rule(words: Language, in_class: bool) -> Section:
    """Return the no-fault rule, and how it goes."""
    steps = Items(tuple(Item(text(words.message(step))) for step in (IN_A_CLASS if in_class else ALONE)))
    made = (
        para(words.say("The rule of the room"), role="label"),
        *prose(words.say(texts().no_fault if in_class else texts().no_fault_alone)),
        para(words.say("How it goes"), role="label"),
        steps,
        para(words.say("Every decision is kept the moment you take it."), role="note"),
        para(words.message(SOFT), role="note"),
    )
    return Section("rule", words.say("Before you begin"), made, words.say("The rule"))


@shared
def setting(words: Language, title: str, clock: str, told: str) -> Section:
    """Return where the scenario plays."""
    made = (para(title, role="lead"), Para(text(TextSpan(clock, spoken=heard(clock))), "note"), *prose(told))
    return Section("setting", words.say("Where you are"), made, words.say("Setting"))


@shared
def cards(
    words: Language, roles: tuple[RoleView, ...], table: tuple[str, ...], in_class: bool, takes: Takes
) -> Section:
    """Return the role cards of a seat; ``table`` are the titles of all roles, ``takes`` when it may take one itself."""
    made: list[Block] = []
    if len(roles) > 1 and in_class:
        made.append(para(words.say("You hold all of these roles."), role="note"))
    elif len(roles) > 1:
        made.append(para(words.say("You hold all of these seats, and decide for everybody."), role="note"))
    if not roles:
        made.append(para(_no_role(words, bool(table), in_class, takes), role="note"))
    made += [_card(words, each) for each in roles]
    if others := [title for title in table if title not in {role.title for role in roles}]:
        made.append(para(words.say("Others at the table: {roles}.", roles=", ".join(others)), role="note"))
    return Section("role", words.say("Who you are"), tuple(made), words.say("Role card"), key="r")


def _card(words: Language, role: RoleView) -> Card:
    made = [*prose(role.brief)]
    if role.interests:
        ranked = sorted(role.interests, key=lambda pair: -pair[1])
        watched = [
            words.say("{gauge} (above all)", gauge=title) if weight >= ABOVE_ALL else title for title, weight in ranked
        ]
        made.append(para(aside(words.say("Your own headquarters watches: ")), strong(", ".join(watched)), "."))
    return Card(tuple(made), text(role.title))


def _no_role(words: Language, roles: bool, in_class: bool, takes: Takes) -> str:
    if in_class and roles:
        match takes:
            case "once read":
                return words.say(
                    "You have no role yet: you take one once you have read this, or the facilitator gives you one."
                )
            case "now":
                return words.say("You have no role yet: take one before it begins, or the facilitator gives you one.")
            case "never":
                return words.say("You have no role yet: the facilitator gives you one.")
    return words.say("There are no roles here.") if in_class else words.say("There are no roles here: you decide.")


@shared
def questions(words: Language, offers: tuple[Offer, ...], reading: tuple[Offer, ...] = ()) -> Section:
    """Return what is asked before play, or after it, and has no answer yet; ``reading`` ends the briefing."""
    title = words.say("Questions") if offers else words.say("Have you read it?")
    return Section("questions", title, tuple(ActForm(each) for each in (*offers, *reading)), title)


@shared
def memory(words: Language, offers: tuple[Offer, ...]) -> Section:
    """Return what is asked from memory once play is over, before the debrief is read."""
    title = words.say("Before you read your debrief: from memory")
    hint = words.say(
        "Each line may be left out. What you say is yours alone: nobody else reads it, the facilitator neither. Your "
        "copy of the debrief answers beside it."
    )
    return Section("memory", title, (para(hint, role="note"), *map(ActForm, offers)), words.say("From memory"))
