"""A name for a scenario's rules: prose may change, and its analysis stays true."""

from __future__ import annotations

import hashlib
from typing import Any

from game.scenario.scenario import Change, Condition, Inject, Option, Scenario

VERSION = 2
"""Grows whenever an analysis would say something else of the same rules."""


def fingerprint(scenario: Scenario) -> str:
    """Return a hash of everything that an analysis depends on: ids, numbers, conditions, evidence; no prose."""
    parts: tuple[Any, ...] = (
        VERSION,
        scenario.id,
        scenario.days,
        tuple((role.id, role.interests) for role in scenario.roles),
        tuple((gauge.id, gauge.start, gauge.min, gauge.max, gauge.good) for gauge in scenario.gauges),
        tuple(flag.id for flag in scenario.flags),
        tuple(scenario.lessons),
        tuple((trend.id, trend.every, _condition(trend.when), _change(trend.change)) for trend in scenario.trends),
        tuple(_inject(inject) for inject in scenario.injects),
        tuple((ending.id, _condition(ending.when), ending.stops) for ending in scenario.endings),
    )
    # Only where there are any: what was kept of a scenario without them stays.
    if scenario.opens_with:
        parts += (("opens with", tuple((each.flag, each.default) for each in scenario.opens_with)),)
    if written := tuple(inject.id for inject in scenario.injects if inject.written):
        parts += (("judged by the group" if scenario.self_judged else "judged by another", written),)
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def _inject(inject: Inject) -> tuple[Any, ...]:
    days = (inject.first, inject.last, inject.manual, inject.default)
    return inject.id, days, _condition(inject.when), tuple(_option(option) for option in inject.options)


def _option(option: Option) -> tuple[Any, ...]:
    return (
        option.id,
        _condition(option.requires),
        _change(option.change),
        tuple((branch.weight, _change(branch.change)) for branch in option.chance),
        tuple((later.after, _condition(later.when), _change(later.change)) for later in option.later),
        tuple((evidence.lesson, evidence.weight) for evidence in option.evidence),
        tuple((advice.role, advice.stance, len(advice.says.split())) for advice in option.advice),
    )


def _change(change: Change) -> tuple[Any, ...]:
    effects = tuple((effect.gauge, effect.amount, effect.outright) for effect in change.effects)
    return effects, change.set, change.clear


def _condition(condition: Condition | None) -> str:
    return "" if condition is None else repr(condition.tree)
