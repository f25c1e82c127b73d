"""Runs and debriefs as JSON. The keys of a run are a contract (architecture.md, "JSON of play")."""

from __future__ import annotations

import dataclasses
from enum import Enum
from typing import Any

from game.rules import judge
from game.rules.play import Step
from game.rules.state import Decided, DelayedApplied
from game.scenario.scenario import Scenario


def run_json(scenario: Scenario, seed: int, played: Step) -> dict[str, Any]:
    """Return a whole run as plain data, in the file's order wherever the scenario gives one."""
    state = played.state
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
        "applied": [_applied(scenario, event) for event in played.happenings if isinstance(event, DelayedApplied)],
        "lessons": {
            lesson: {
                "verdict": str(judged.verdict),
                "for": judged.served,
                "against": judged.spent,
                "outcome": None if judged.outcome is None else str(judged.outcome),
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
