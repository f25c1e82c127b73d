"""What was met in an exploration: what can come to pass at all, how soon, and how often under random play."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from game.analysis.exact.layers import LayerId
from game.scenario.scenario import Scenario

Thing = tuple[str, int, int, int]
"""Something that can come to pass: its kind and up to three indices (-1 where it has fewer).

``inject`` i, ``passed`` i, ``option`` i o, ``branch`` i o b, ``later`` i o n, ``lapsed`` i o n, ``trend`` t,
``ending`` e.
"""


def thing(kind: str, first: int, second: int = -1, third: int = -1) -> Thing:
    """Return the name of something that can come to pass."""
    return kind, first, second, third


@dataclass(frozen=True, slots=True)
class Sight:
    """Where something was first seen: after how many decisions, and on which way."""

    depth: int
    layer: LayerId | None
    """The layer of the last decision before it; None where it comes without any."""
    block: int = 0
    place: int = 0
    """Its place in the block's segments."""
    option: int = -1
    state: int = -1
    """Of an option that is open: the option and the state's number in the layer, in place of block and place."""


class Occurrences:
    """What was seen, and the probability of it where rows carry one."""

    def __init__(self, scenario: Scenario) -> None:
        self.seen: dict[Thing, Sight] = {}
        self.chance: defaultdict[Thing, float] = defaultdict(float)
        """Probability under random play that it comes to pass."""
        self.flow: defaultdict[tuple[int, int], float] = defaultdict(float)
        """Inject decided and the one that comes up next (-1 for the end): how likely under random play."""
        self.days: dict[int, np.ndarray] = {}
        """Gauge to probabilities (day, value from the least on) at the end of each day."""
        self._scenario = scenario

    def wants(self, what: Thing, depth: int) -> bool:
        """Whether it would be news that something is met after so many decisions."""
        known = self.seen.get(what)
        return known is None or depth < known.depth

    def stood(self, gauge: int, first: int, last: int, column: np.ndarray, weight: np.ndarray | None) -> None:
        """Note the gauge's values in some rows at the end of each day from `first` until before `last`."""
        low, high = self._scenario.bounds[gauge]
        days = self.days.setdefault(gauge, np.zeros((self._scenario.days + 2, high - low + 1)))
        share = np.bincount(column - low, weight, high - low + 1)
        days[first] += share
        days[last] -= share

    def by_day(self, gauge: int) -> np.ndarray:
        """Return the gauge's distribution at the end of each day: (day, value from the least on)."""
        return np.cumsum(self.days[gauge], 0)[: self._scenario.days + 1]
