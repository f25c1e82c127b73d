"""Certified bounds on an ending that is too much to explore, from relaxed questions about parts of its condition.

An ending that waits for all of some conditions is told no more often than one that waits for fewer of them, whoever
plays: each such *relaxation* bounds its least, greatest and random probability from above. What is left out brings a
bound from below: of two conditions both hold at least as often as the one does less how often the other fails (Fréchet,
Généralisation du théorème des probabilités totales, 1935). An ending that waits for two gauges alone, say, has far
fewer states than one that waits for three.

The condition of an ending that stops the game is part of the rules, so it is not relaxed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import combinations

from game.analysis.abstraction.objectives import Span
from game.scenario.scenario import Condition, Scenario
from game.scenario.tree import Both, Tree

MOST_PARTS = 6
"""Of a condition with more parts there would be too many pairs."""

Parts = frozenset[int]
"""Parts of a condition, by number."""


@dataclass(frozen=True, slots=True)
class Proved:
    """Between what the least, the greatest and the random probability of an ending lie, for certain."""

    least: tuple[float, float]
    greatest: tuple[float, float]
    random: tuple[float, float]

    @property
    def telling(self) -> bool:
        """Whether it says something of random play: its bounds are nearer to each other than half the range."""
        low, high = self.random
        return high - low < 0.5


def parts(scenario: Scenario, ending: int) -> tuple[Tree, ...]:
    """Return the conditions for all of which an ending waits; nothing where it cannot be relaxed."""
    made = scenario.endings[ending]
    if made.when is None or made.stops or not isinstance(made.when.tree, Both) or not made.when.tree.every:
        return ()
    return made.when.tree.parts


def relaxations(scenario: Scenario, ending: int) -> list[Parts]:
    """Return which parts of an ending's condition are asked by themselves: each one, then pairs of them."""
    count = len(parts(scenario, ending))
    if not 2 <= count <= MOST_PARTS:
        return []
    sizes = (1, 2) if count > 2 else (1,)
    return [frozenset(chosen) for size in sizes for chosen in combinations(range(count), size)]


def relaxed(scenario: Scenario, ending: int, kept: Parts) -> Scenario:
    """Return a scenario of which one ending waits for these parts of its condition alone."""
    every = parts(scenario, ending)
    trees = tuple(every[number] for number in sorted(kept))
    when = Condition("", trees[0] if len(trees) == 1 else Both(True, trees))
    endings = list(scenario.endings)
    endings[ending] = replace(endings[ending], when=when)
    return replace(scenario, endings=tuple(endings))


def proved(count: int, known: Mapping[Parts, Span]) -> Proved:
    """Return the bounds on an ending that waits for so many parts, from what is known of some of them."""
    above = [Span(1.0, 1.0, 1.0), *known.values()]
    below = [Span(0.0, 0.0, 0.0)]
    for kept, span in known.items():
        rest = frozenset(range(count)) - kept
        other = known.get(rest)
        if other is not None:
            below.append(
                Span(
                    span.least + other.least - 1,
                    span.greatest + other.least - 1,  # whoever plays best for the one has the other as often as that
                    span.random + other.random - 1,
                )
            )
    return Proved(
        (max(span.least for span in below), min(span.least for span in above)),
        (max(span.greatest for span in below), min(span.greatest for span in above)),
        (max(span.random for span in below), min(span.random for span in above)),
    )
