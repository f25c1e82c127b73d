"""Which condition bars what can never come to pass, and which part of it."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import numpy as np

from game.analysis.abstraction.objectives import Asked
from game.analysis.columns.batch import Batch
from game.analysis.columns.column_rules import Walk
from game.analysis.columns.evaluate import holds
from game.analysis.exact.exploration import Exploration, TooLarge
from game.analysis.exact.occurrences import Thing
from game.analysis.exact.tray_releases import Releasing, asked_of, opened, tray
from game.scenario.conditions import Both
from game.scenario.scenario import Condition, Scenario

OVER = "The game is always over by then."

MOST = 4_000_000
"""So many transitions are looked through for a reason."""


def bar(scenario: Scenario, thing: Thing, unreachable: frozenset[Thing], released: bool = False) -> str:
    """Return in one sentence what bars something that can never come to pass; an empty string where it is not known.

    Args:
        scenario: the scenario.
        thing: what it is about.
        unreachable: everything that can never come to pass.
        released: whether it cannot come to pass whatever is released from the tray either.
    """
    return _Bars(scenario, unreachable, released and bool(tray(scenario))).of(thing)


class _Bars:
    def __init__(self, scenario: Scenario, unreachable: frozenset[Thing], released: bool) -> None:
        self.scenario, self.unreachable, self.released = scenario, unreachable, released

    def of(self, thing: Thing) -> str:
        """See `bar`."""
        scenario, unreachable, (kind, first, second, third) = self.scenario, self.unreachable, thing
        if kind == "inject":
            return self._of_inject(first)
        if kind in ("option", "branch", "later"):
            inject = scenario.injects[first]
            if ("inject", first, -1, -1) in unreachable:
                return f"'{inject.id}' never comes up."
            option = inject.options[second]
            if kind == "option":
                asked = Asked(injects=frozenset((first,)))
                return self._of_condition(option.requires, asked, "when it comes up")
            if ("option", first, second, -1) in unreachable:
                return f"'{option.id}' is never open."
            if kind == "branch":
                drawn = option.chance[third].weight
                return "The game always stops before the draw." if drawn else "Its weight is 0."
            later = option.later[third]
            earliest = inject.first + later.after
            if earliest > scenario.days:
                return f"It falls due on day {earliest} at the earliest; the last day is {scenario.days}."
            asked = Asked(laters=frozenset(((first, second, third),)))
            return self._of_condition(later.when, asked, "when it falls due") or OVER
        if kind == "trend":
            trend = scenario.trends[first]
            if trend.every > scenario.days:
                return f"It would happen first on day {trend.every}; the last day is {scenario.days}."
            return self._of_condition(trend.when, Asked(trends=frozenset((first,))), "on any of its days") or OVER
        ending = scenario.endings[first]
        if ending.when is None:
            return "One of the other endings always holds."
        return self._of_condition(ending.when, Asked(endings=(first,)), "at the end")

    def _of_inject(self, index: int) -> str:
        inject = self.scenario.injects[index]
        if inject.manual and not self.released:
            return "It lies in the tray; only a facilitator can let it come up."
        if inject.first > self.scenario.days:
            return f"Its first day is {inject.first}; the last day is {self.scenario.days}."
        if inject.last < inject.first:
            return f"Its last day, {inject.last}, is before its first, {inject.first}."
        asked = Asked(injects=frozenset((index,)))
        return self._of_condition(inject.when, asked, "on its days", index) or OVER

    def _of_condition(self, condition: Condition | None, asked: Asked, moment: str, inject: int = -1) -> str:
        """Which parts of a condition, perhaps that of an inject, never hold."""
        if condition is None:
            return ""
        parts = list(parts_of(condition))
        seen = self._seen(asked, condition, inject, parts)
        if seen is None:
            return f"'{condition.text}' never holds {moment}."
        never = [part.text for part, held in zip(parts, seen, strict=True) if not held]
        if len(parts) == 1 or len(never) == len(parts):
            return f"'{condition.text}' never holds {moment}."
        if never:
            return f"Of '{condition.text}', the part '{never[0]}' never holds {moment}."
        return f"Each part of '{condition.text}' holds at times, but never all of them together {moment}."

    def _seen(self, asked: Asked, condition: Condition, inject: int, parts: list[Condition]) -> list[bool] | None:
        """Which parts held in some state in which the condition was asked; None where that is too much to look at."""
        held = [False] * len(parts)
        scenario, walk = self.scenario, Walk
        watched: Condition | None = condition
        if self.released:
            scenario, flags = opened(scenario, tray(scenario))
            asked, walk = asked_of(scenario, flags, asked), Releasing
            if inject >= 0:
                watched = scenario.injects[inject].when  # of one that lay in the tray it is another one

        class Watching(walk):  # type: ignore[misc, valid-type]
            """The rules, with an eye on one condition."""

            def holds(
                self, asks: Condition | None, batch: Batch, day: int, where: np.ndarray | None = None
            ) -> np.ndarray | None:
                if asks is watched:
                    for number, part in enumerate(parts):
                        if not held[number]:
                            truth = holds(part, batch, day, self.histories)
                            held[number] = bool((truth if where is None else truth & where).any())
                found: np.ndarray | None = super().holds(asks, batch, day, where)
                return found

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
