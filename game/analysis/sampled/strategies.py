"""Naive strategies: what always doing the same thing ends in.

Each looks at the options as a player might who thinks of one thing only: the numbers written on an option (its effects,
the mean of its luck, what comes later), its evidence, the advice on it. Of those that are open it takes the one with
the most of it, the first in file order where several have as much.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from game.analysis.columns.batch import Batch
from game.scenario.scenario import Change, Option, Scenario


class StrategyKind(StrEnum):
    """What a strategy thinks of."""

    GAUGE = "gauge"
    """Help one gauge."""
    ROLE = "role"
    """Serve one role's interests."""
    LESSON = "lesson"
    """Serve one lesson."""
    WAIT = "wait"
    """Change as little as possible."""
    LOUDEST = "loudest"
    """Follow whoever says most."""


@dataclass(frozen=True, slots=True)
class Strategy:
    """A strategy: its kind, and the id of what it thinks of where it has one."""

    kind: StrategyKind
    id: str = ""

    @property
    def name(self) -> str:
        """A name for JSON: ``gauge:legitimacy``, ``wait``."""
        return f"{self.kind}:{self.id}" if self.id else str(self.kind)


def strategies(scenario: Scenario) -> Iterator[Strategy]:
    """Yield every strategy that makes sense in a scenario."""
    yield from (Strategy(StrategyKind.GAUGE, gauge.id) for gauge in scenario.gauges)
    yield from (Strategy(StrategyKind.ROLE, role.id) for role in scenario.roles if role.interests)
    yield from (Strategy(StrategyKind.LESSON, lesson) for lesson in scenario.lessons)
    yield Strategy(StrategyKind.WAIT)
    if any(option.advice for inject in scenario.injects for option in inject.options):
        yield Strategy(StrategyKind.LOUDEST)


def wanted(scenario: Scenario, strategy: Strategy) -> list[list[float]]:
    """Return for each inject how much the strategy wants each of its options."""
    want = _want(scenario, strategy)
    return [[want(option) for option in inject.options] for inject in scenario.injects]


def _want(scenario: Scenario, strategy: Strategy) -> Callable[[Option], float]:
    match strategy.kind:
        case StrategyKind.GAUGE:
            gauge = scenario.names.gauge_index[strategy.id]
            sign = 1 if scenario.gauges[gauge].high_is_good else -1
            return lambda option: sign * promised(scenario, option).get(gauge, 0.0)
        case StrategyKind.ROLE:
            role = scenario.role(strategy.id)
            interests = role.interests if role else ()
            return lambda option: _content(scenario, interests, promised(scenario, option))
        case StrategyKind.LESSON:
            return lambda option: sum(each.weight for each in option.evidence if each.lesson == strategy.id)
        case StrategyKind.WAIT:
            return lambda option: -_moved(scenario, option)
        case StrategyKind.LOUDEST:
            return _loudness


def promised(scenario: Scenario, option: Option) -> dict[int, float]:
    """Return how far an option says that it will move each gauge: at once, by the mean of its luck, and later."""
    found: dict[int, float] = {}
    total = sum(option.weights)
    parts: list[tuple[float, Change]] = [(1.0, option.change)]
    parts += [(branch.weight / total, branch.change) for branch in option.chance]
    parts += [(1.0, later.change) for later in option.later]
    for share, change in parts:
        for effect in change.effects:
            start = scenario.gauges[effect.gauge].start
            move = effect.amount - start if effect.outright else effect.amount
            found[effect.gauge] = found.get(effect.gauge, 0.0) + share * move
    return found


def _content(scenario: Scenario, interests: tuple[tuple[int, int], ...], moves: dict[int, float]) -> float:
    total = 0.0
    for gauge, weight in interests:
        made = scenario.gauges[gauge]
        total += weight * moves.get(gauge, 0.0) / (made.max - made.min) * (1 if made.high_is_good else -1)
    return total


def _moved(scenario: Scenario, option: Option) -> float:
    """How much an option moves altogether, in shares of each gauge's range."""
    moves = promised(scenario, option)
    return sum(abs(move) / (scenario.gauges[gauge].max - scenario.gauges[gauge].min) for gauge, move in moves.items())


def _loudness(option: Option) -> float:
    """Seats that speak for it, less those that speak against it; of two alike the one with more words."""
    stances = {"for": 1, "against": -1}
    votes = sum(stances.get(advice.stance.casefold(), 0) for advice in option.advice)
    words = sum(len(advice.says.split()) for advice in option.advice if advice.stance.casefold() == "for")
    return votes + min(words, 9_999) / 10_000


@dataclass(frozen=True, slots=True)
class Follow:
    """A strategy as a policy for columns."""

    ranks: tuple[tuple[int, ...], ...]
    """Inject to its options, the most wanted first."""

    @classmethod
    def of(cls, scenario: Scenario, strategy: Strategy) -> Follow:
        """Rank the options of every inject."""
        return cls.ranked(wanted(scenario, strategy))

    @classmethod
    def ranked(cls, wants: list[list[float]]) -> Follow:
        return cls(tuple(tuple(sorted(range(len(want)), key=lambda n: (-want[n], n))) for want in wants))

    def options(self, inject: int, batch: Batch, open: np.ndarray) -> np.ndarray:
        """Return the option that each row takes."""
        order = np.array(self.ranks[inject])
        taken: np.ndarray = order[np.argmax(open[:, order], 1)].astype(np.int16)
        return taken

    def taken(self, inject: int, batch: Batch, open: np.ndarray) -> np.ndarray:
        """Return the same as truths, (rows, options)."""
        truth = np.zeros_like(open)
        truth[np.arange(len(open)), self.options(inject, batch, open)] = True
        return truth
