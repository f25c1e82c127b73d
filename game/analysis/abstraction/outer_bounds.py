"""Bounds that no way of playing can pass: from the effects and the evidence alone, whatever conditions say.

Interval arithmetic over everything that may happen at most once (Moore, Interval Analysis, 1966).
"""

from __future__ import annotations

from game.analysis.abstraction.reachable_values import changes
from game.scenario.scenario import Change, Scenario


def of_tally(scenario: Scenario, lessons: frozenset[str]) -> tuple[float, float]:
    """The least and the greatest sum of evidence that can be earned for some lessons."""
    low = high = 0
    for inject in scenario.injects:
        sums = [sum(each.weight for each in option.evidence if each.lesson in lessons) for option in inject.options]
        low, high = low + min([0, *sums]), high + max([0, *sums])
    return float(low), float(high)


def of_gauge(scenario: Scenario, gauge: int) -> tuple[float, float]:
    """The least and the greatest value that a gauge can end at."""
    made = scenario.gauges[gauge]
    bottom = top = made.start
    down = up = 0
    for trend in scenario.trends:
        times = scenario.days // trend.every
        move = _move(trend.change, gauge)
        down, up = down + times * min(0, move), up + times * max(0, move)
    for inject in scenario.injects:
        losses, gains = [0], [0]
        for option in inject.options:
            parts = [[_move(option.change, gauge)], [_move(branch.change, gauge) for branch in option.chance]]
            parts += [[_move(later.change, gauge)] for later in option.later]
            losses.append(sum(min([0, *moves]) for moves in parts))
            gains.append(sum(max([0, *moves]) for moves in parts))
        down, up = down + min(losses), up + max(gains)
    for change in changes(scenario):
        for effect in change.effects:
            if effect.gauge == gauge and effect.outright:
                bottom, top = min(bottom, effect.amount), max(top, effect.amount)
    return float(max(made.min, bottom + down)), float(min(made.max, top + up))


def _move(change: Change, gauge: int) -> int:
    return sum(effect.amount for effect in change.effects if effect.gauge == gauge and not effect.outright)
