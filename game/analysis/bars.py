"""Which condition bars what can never come to pass, and which part of it."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import numpy as np

from game.analysis.asked import Asked
from game.analysis.batch import Batch
from game.analysis.columns import holds
from game.analysis.counts import Thing
from game.analysis.explore import Exploration, TooLarge
from game.analysis.live import Live
from game.analysis.walk import Walk
from game.scenario.conditions import Both
from game.scenario.scenario import Condition, Scenario

MOST = 4_000_000
"""So many transitions are looked through for a reason."""


def bar(scenario: Scenario, thing: Thing, unreachable: frozenset[Thing]) -> str:
    """Return in one sentence what bars something that can never come to pass; an empty string where it is not known.

    Args:
        scenario: the scenario.
        thing: what it is about.
        unreachable: everything that can never come to pass.
    """
    kind, first, second, third = thing
    if kind == "inject":
        return _of_inject(scenario, first)
    if kind in ("option", "branch", "later"):
        inject = scenario.injects[first]
        if ("inject", first, -1, -1) in unreachable:
            return f"'{inject.id}' never comes up."
        option = inject.options[second]
        if kind == "option":
            asked = Asked(injects=frozenset((first,)))
            return _of_condition(scenario, option.requires, asked, "when it comes up")
        if ("option", first, second, -1) in unreachable:
            return f"'{option.id}' is never open."
        if kind == "branch":
            return "Its weight is 0." if not option.chance[third].weight else "The game always stops before the draw."
        later = option.later[third]
        if inject.first + later.after > scenario.days:
            return f"It falls due on day {inject.first + later.after} at the earliest; the last day is {scenario.days}."
        asked = Asked(laters=frozenset(((first, second, third),)))
        return _of_condition(scenario, later.when, asked, "when it falls due") or "The game is always over by then."
    if kind == "trend":
        trend = scenario.trends[first]
        if trend.every > scenario.days:
            return f"It would happen first on day {trend.every}; the last day is {scenario.days}."
        return _of_condition(scenario, trend.when, Asked(trends=frozenset((first,))), "on any of its days")
    ending = scenario.endings[first]
    if ending.when is None:
        return "One of the other endings always holds."
    return _of_condition(scenario, ending.when, Asked(endings=(first,)), "at the end")


def _of_inject(scenario: Scenario, index: int) -> str:
    inject = scenario.injects[index]
    if inject.manual:
        return "It lies in the tray; only a facilitator can let it come up."
    if inject.first > scenario.days:
        return f"Its first day is {inject.first}; the last day is {scenario.days}."
    if inject.last < inject.first:
        return f"Its last day, {inject.last}, is before its first, {inject.first}."
    asked = Asked(injects=frozenset((index,)))
    return _of_condition(scenario, inject.when, asked, "on its days") or "The game is always over by then."


def _of_condition(scenario: Scenario, condition: Condition | None, asked: Asked, moment: str) -> str:
    """Which parts of a condition never hold."""
    if condition is None:
        return ""
    parts = list(parts_of(condition))
    seen = _seen(scenario, asked, condition, parts)
    if seen is None:
        return f"'{condition.text}' never holds {moment}."
    never = [part.text for part, held in zip(parts, seen, strict=True) if not held]
    if len(parts) == 1 or len(never) == len(parts):
        return f"'{condition.text}' never holds {moment}."
    if never:
        return f"Of '{condition.text}', the part '{never[0]}' never holds {moment}."
    return f"Each part of '{condition.text}' holds at times, but never all of them together {moment}."


def _seen(scenario: Scenario, asked: Asked, condition: Condition, parts: list[Condition]) -> list[bool] | None:
    """Which parts of a condition held in some state in which it was asked; None where that is too much to look at."""
    held = [False] * len(parts)

    class Watching(Walk):
        """The rules, with an eye on one condition."""

        def __init__(self, live: Live) -> None:
            super().__init__(live)

        def holds(
            self, asks: Condition | None, batch: Batch, day: int, where: np.ndarray | None = None
        ) -> np.ndarray | None:
            if asks is condition:
                for number, part in enumerate(parts):
                    if not held[number]:
                        truth = holds(part, batch, day, self.histories)
                        held[number] = bool((truth if where is None else truth & where).any())
            return super().holds(asks, batch, day, where)

    try:
        Exploration(scenario, asked, weighed=False, edges=False, most=MOST, walk=Watching).run()
    except TooLarge:
        return None
    return held


def parts_of(condition: Condition) -> Iterator[Condition]:
    """Yield what stands between the ``and`` of a condition, each with its text."""
    match condition.tree:
        case Both(True, trees):
            texts = _texts(condition.text)
            if len(texts) == len(trees):
                yield from (Condition(text, tree) for text, tree in zip(texts, trees, strict=True))
                return
    yield condition


def _texts(text: str) -> list[str]:
    """The texts of the parts of a condition that joins them by ``and``."""
    whole = " ".join(text.split())
    body = ast.parse(whole, mode="eval").body
    values = body.values if isinstance(body, ast.BoolOp) else []
    return [ast.get_source_segment(whole, value) or "" for value in values]
