"""Whole runs at random and nothing but where each ends: the same board, on which nothing is written down.

Effects are carried out by one function a change, made once: a second copy of the rule, which nothing but the measuring
of one by one against columns needs (`test_untold.py` holds it against the first).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from game.rules.board import Board
from game.rules.state import NOTHING, Happening, Part, State, before_the_first_day
from game.scenario.scenario import Change, Scenario

Uniform = Callable[[], float]
"""A source of numbers from 0 to below 1, evenly spread."""
Act = Callable[[list[int], list[int]], None]
Acts = Mapping[int, Act]
"""The `id` of each change to a function that carries it out on gauges and flags in place."""


class Unrecorded(Board):
    """A board that tells nobody what happens on it, and draws its luck where it is told to."""

    __slots__ = ("acts", "uniform")

    def __init__(self, scenario: Scenario, state: State, uniform: Uniform, acts: Acts) -> None:
        super().__init__(scenario, state)
        self.uniform, self.acts = uniform, acts

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


def act(change: Change, bounds: Sequence[tuple[int, int]]) -> Act:
    """Return a change as one function that carries it out on gauges and flags in place, effect by effect (rule 4)."""
    lines = []
    for effect in change.effects:
        low, high = bounds[effect.gauge]
        if effect.outright:
            lines.append(f"g[{effect.gauge}]={min(high, max(low, effect.amount))}")
        elif effect.amount >= 0:
            lines += [f"v=g[{effect.gauge}]+{effect.amount}", f"g[{effect.gauge}]=v if v<{high} else {high}"]
        else:
            lines += [f"v=g[{effect.gauge}]-{-effect.amount}", f"g[{effect.gauge}]=v if v>{low} else {low}"]
    lines += [f"f[{flag}]=1" for flag in change.set]
    lines += [f"f[{flag}]=0" for flag in change.clear]
    made: dict[str, Any] = {"__builtins__": {}}
    # As in `python`: indices and whole numbers only, nothing of an author's text.
    exec("def act(g,f):\n " + "\n ".join(lines or ["pass"]), made)
    function: Act = made["act"]
    return function


def acts_of(scenario: Scenario) -> Acts:
    """Return every change of a scenario as such a function; made once, and handed to each board."""
    return {id(change): act(change, scenario.bounds) for change in changes(scenario)}


def changes(scenario: Scenario) -> Iterator[Change]:
    """Yield every change there can be, in file order."""
    for trend in scenario.trends:
        yield trend.change
    for inject in scenario.injects:
        for option in inject.options:
            yield option.change
            yield from (branch.change for branch in option.chance)
            yield from (later.change for later in option.later)


def random_runs(scenario: Scenario, uniform: Uniform) -> Iterator[Unrecorded]:
    """Yield the board at the end of runs in which every open option is as likely as the next, and luck falls by weight.

    Each board is a run's own; `Board.state` takes the frozen state off it.
    """
    start, injects, acts = before_the_first_day(scenario), scenario.injects, acts_of(scenario)
    while True:
        board = Unrecorded(scenario, start, uniform, acts)
        board.walk()
        while board.on_table is not None:
            if injects[board.on_table].options:
                open = board.open or ()
                board.decide(0, open[int(uniform() * len(open))])
            else:
                board.acknowledge()
            board.walk()
        yield board
