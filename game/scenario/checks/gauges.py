"""Gauges that no decision moves or no eye sees, and effects that do nothing."""

from __future__ import annotations

from collections.abc import Iterator

from game.scenario.checks.check_context import Subject
from game.scenario.conditions import mentioned
from game.scenario.findings import Finding
from game.scenario.node import Path


def gauges(subject: Subject) -> Iterator[Finding]:
    """What is wrong with the gauges and with what moves them."""
    yield from _moved(subject)
    yield from _seen(subject)
    yield from _nothing(subject)
    yield from _beyond(subject)


def _moved(subject: Subject) -> Iterator[Finding]:
    moved = {
        effect.gauge for cause in subject.causes for effect in cause.change.effects if effect.amount or effect.outright
    }
    for index, gauge in enumerate(subject.scenario.gauges):
        if index not in moved:
            says = f"nothing moves '{gauge.id}'."
            yield subject.finding("WC231", ("gauges", gauge.id), says, "Give it effects, or take it out.", key=True)


def _seen(subject: Subject) -> Iterator[Finding]:
    made = subject.scenario
    assessed = {index for _, _, option in subject.options() for index in option.assess}
    asked = {index for each in subject.conditions for index in mentioned(each.condition.tree)[0]}
    rewarded = {index for role in made.roles for index, _ in role.interests}
    for index, gauge in enumerate(made.gauges):
        path: Path = ("gauges", gauge.id)
        if gauge.shown == "assessed" and index not in assessed:
            says = f"'{gauge.id}' is shown as last assessed, and no option assesses it: players see its start for ever."
            yield subject.finding("WC232", path, says, "Add it to an option's 'assess', or show it open.", key=True)
        elif gauge.shown == "hidden" and index not in asked | rewarded:
            says = f"'{gauge.id}' is hidden, and no condition, lesson or interest asks about it."
            yield subject.finding("WC232", path, says, "Let a lesson's 'holds_if' ask about it, or show it.", key=True)


def _nothing(subject: Subject) -> Iterator[Finding]:
    made = subject.scenario
    for cause in subject.causes:
        for effect in cause.change.effects:
            if not effect.amount and not effect.outright:
                id = made.gauges[effect.gauge].id
                says = f"{cause.what} moves '{id}' by 0."
                yield subject.finding("WC233", (*cause.path, "effects", id), says, "Take it out.", key=True)
        for flag in sorted({*cause.change.set} & {*cause.change.clear}):
            says = f"{cause.what} sets '{made.flags[flag].id}' and clears it at once."
            yield subject.finding("WC233", (*cause.path, "clear"), says, "Keep one of the two.", key=True)


def _beyond(subject: Subject) -> Iterator[Finding]:
    for cause in subject.causes:
        for effect in cause.change.effects:
            gauge = subject.scenario.gauges[effect.gauge]
            if not effect.outright and abs(effect.amount) > gauge.max - gauge.min:
                says = f"{cause.what} moves '{gauge.id}' by {effect.amount:+}; it goes from {gauge.min} to {gauge.max}."
                yield subject.finding("WC234", (*cause.path, "effects", gauge.id), says, "Move it by less.")
            if effect.outright and not gauge.min <= effect.amount <= gauge.max:
                says = f"{cause.what} sets '{gauge.id}' to {effect.amount}; its bounds are {gauge.min} and {gauge.max}."
                yield subject.finding(
                    "WC234", (*cause.path, "effects", gauge.id), says, "Set it to a value inside them."
                )
