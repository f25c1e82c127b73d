"""Whole runs at random and nothing but where each ends: the same board, on which nothing is written down."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from game.rules.board import Board
from game.rules.state import NOTHING, Happening, Part, State, before_the_first_day
from game.scenario.scenario import Change, Scenario

Uniform = Callable[[], float]
"""A source of numbers from 0 to below 1, evenly spread."""


class Unrecorded(Board):
    """A board that tells nobody what happens on it, and draws its luck where it is told to."""

    __slots__ = ("acts", "uniform")

    def __init__(self, scenario: Scenario, state: State, uniform: Uniform) -> None:
        super().__init__(scenario, state)
        self.uniform = uniform
        self.acts = scenario.acts

    def tell(self, happening: Callable[..., Happening], *facts: Any) -> None:
        """Nobody asks."""

    def apply(self, change: Change) -> Part:
        """Apply one part whole (rules 3 to 5); what it moved is not said."""
        self.acts[id(change)](self.gauges, self.flags)
        if self.stops:
            self.test_stops()
        return NOTHING

    def draw(self, seed: int, inject: int, weights: tuple[int, ...]) -> int:
        """A branch by its weight."""
        left = self.uniform() * sum(weights)
        for index, weight in enumerate(weights):
            if left < weight:
                return index
            left -= weight
        return max(index for index, weight in enumerate(weights) if weight)


def random_runs(scenario: Scenario, uniform: Uniform) -> Iterator[Unrecorded]:
    """Yield the board at the end of runs in which every open option is as likely as the next, and luck falls by weight.

    Each board is a run's own; `Board.state` takes the frozen state off it.
    """
    start, injects = before_the_first_day(scenario), scenario.injects
    while True:
        board = Unrecorded(scenario, start, uniform)
        board.walk()
        while board.on_table is not None:
            if injects[board.on_table].options:
                open = board.open or ()
                board.decide(0, open[int(uniform() * len(open))])
            else:
                board.acknowledge()
            board.walk()
        yield board
