"""Runs and debriefs as JSON. The keys of a run are a contract (architecture.md, "JSON of play")."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Mapping
from enum import Enum
from typing import Any

from game.report.model import ExchangePart, LessonPart
from game.rules import judge
from game.rules.judge import Verdict
from game.rules.play import Step
from game.rules.state import Decided, DelayedApplied
from game.scenario.scenario import Scenario
from game.words import Message


def run_json(
    scenario: Scenario,
    seed: int,
    played: Step,
    opened: Mapping[str, bool] | None = None,
    draws: Collection[int] = (),
) -> dict[str, Any]:
    """Return a whole run as plain data, in the file's order wherever the scenario gives one.

    ``opened`` are the answers with which it began, by default the author's; ``draws`` the injects where dice drew.
    """
    state = played.state
    brought = {scenario.flags[each.flag].id: each.default for each in scenario.opens_with} | dict(opened or {})
    dice = any(isinstance(event, Decided) and event.inject in draws for event in played.happenings)
    return {
        "scenario": scenario.id,
        "sha256": scenario.sha256,
        "seed": seed,
        "day": max(0, state.day),
        "endings": [scenario.endings[index].id for index in judge.endings(scenario, state)],
        "stopped": state.stopped is not None,
        "gauges": {gauge.id: value for gauge, value in zip(scenario.gauges, state.gauges, strict=True)},
        "flags": [flag.id for flag, is_set in zip(scenario.flags, state.flags, strict=True) if is_set],
        "decisions": [_decision(scenario, event) for event in played.happenings if isinstance(event, Decided)],
        "luck": "dice" if dice else "seed",
        "opened": brought,
        "applied": [_applied(scenario, event) for event in played.happenings if isinstance(event, DelayedApplied)],
        "lessons": {
            lesson: {
                "verdict": str(judged.verdict),
                "for": judged.served,
                "against": judged.spent,
                "outcome": None if judged.outcome is None else str(judged.outcome),
                "reading": str(judged.reading),
                "served_at": judged.served_at,
                "spent_at": judged.spent_at,
            }
            for lesson, judged in judge.judge(scenario, state, played.happenings).items()
        },
        "interests": judge.interests(scenario, state.gauges),
    }


def _decision(scenario: Scenario, event: Decided) -> dict[str, Any]:
    inject = scenario.injects[event.inject]
    return {
        "day": event.day,
        "inject": inject.id,
        "option": inject.options[event.option].id,
        "chance": event.chance,
        "open": [inject.options[index].id for index in event.open],
        "how": "alone",
    }


def _applied(scenario: Scenario, event: DelayedApplied) -> dict[str, Any]:
    """A delayed effect that landed, with its effects as their author wrote them."""
    inject = scenario.injects[event.cause.inject]
    option = inject.options[event.cause.option]
    later = option.later[event.cause.later]
    return {
        "day": event.day,
        "cause": f"{inject.id}.{option.id}.later.{event.cause.later}",
        "effects": {scenario.gauges[effect.gauge].id: effect.as_written() for effect in later.change.effects},
    }


def plain(value: Any) -> Any:
    """Return a frozen model as plain data: dataclasses as maps, tuples as lists, enums as their words."""
    if isinstance(value, LessonPart):
        return _lesson(value)
    if isinstance(value, Message | ExchangePart):
        return str(value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {each.name: plain(getattr(value, each.name)) for each in dataclasses.fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return {name: plain(part) for name, part in zip(value._fields, value, strict=True)}
    if isinstance(value, tuple | list):
        return [plain(part) for part in value]
    if isinstance(value, dict):
        return {str(key): plain(part) for key, part in value.items()}
    return value


_FIRST_EDITION = {
    Verdict.UNTESTED: ("Not at stake", "This exercise did not test it: no decision you took bore on it."),
    Verdict.EVIDENCED: ("Mostly kept", "Your decisions mostly served this: here is where."),
    Verdict.STRAINED: (
        "Mostly spent",
        "Your decisions mostly spent this on something else: here is what you got for it.",
    ),
    Verdict.TRADED: (
        "In the balance",
        "You served this in some places and spent it in others, or did too little of either to tip the scale.",
    ),
}
"""What `verdict_title` and `said` hold: programs may read them, nothing that a person reads is made of them."""


def _lesson(part: LessonPart) -> dict[str, Any]:
    """A lesson with the keys of the first edition where they stood: verdict and words by the weights of everybody."""
    verdict = judge.verdict(part.served, part.spent)
    title, said = _FIRST_EDITION[verdict]
    made: dict[str, Any] = {}
    for each in dataclasses.fields(part):
        if each.name == "served":
            made |= {"verdict": str(verdict), "verdict_title": title, "said": said}
        made[each.name] = plain(getattr(part, each.name))
    return made
