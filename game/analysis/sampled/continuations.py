"""Where the best that could still come cannot be worked out: what random play would make of each way on.

All of a run is one batch: for each decision and each option that was open a block of rows does what the run did up to
there, has its luck up to there, takes that option, and goes on at random.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from game.analysis.columns.batch import Batch
from game.analysis.columns.column_decisions import settle
from game.analysis.result.review import Taken
from game.analysis.sampled.simulation import RunSink, Simulation, at_random
from game.scenario.scenario import Scenario

CONTINUATIONS = 400
"""So many a way on."""


@dataclass(frozen=True, slots=True)
class Continued:
    """One decision: the mean of every gauge at the end, after each option, and after the one taken with its luck."""

    options: Mapping[int, np.ndarray]
    after: np.ndarray


def continued(scenario: Scenario, seed: int, taken: Sequence[Taken]) -> list[Continued]:
    """Return what came of random play after each decision, up to the first before which something was changed by hand.

    The same number of continuations for each way on, their luck from the run's seed.
    """
    known = list(taken)
    by_hand = next((place for place, each in enumerate(known) if each.by_hand), len(known))
    ways: list[tuple[int, int, int | None]] = []
    for place, each in enumerate(known[:by_hand]):
        ways += [(place, option, None) for option in each.event.open]
        if each.event.chance is not None:
            ways.append((place, each.event.option, each.event.chance))
    if not ways:
        return []
    size = len(ways) * CONTINUATIONS
    options = np.full((len(scenario.injects), size), -1, np.int16)
    branches = np.full((len(scenario.injects), size), -1, np.int16)
    for number, (place, option, branch) in enumerate(ways):
        rows = slice(number * CONTINUATIONS, (number + 1) * CONTINUATIONS)
        for each in known[:place]:
            options[each.event.inject, rows] = each.event.option
            branches[each.event.inject, rows] = -1 if each.event.chance is None else each.event.chance
        options[known[place].event.inject, rows] = option
        branches[known[place].event.inject, rows] = -1 if branch is None else branch
    simulation = Simulation(scenario)
    luck = np.random.Generator(np.random.Philox(seed % (1 << 63)))
    sink = _Guided(simulation, luck, size, options, branches)
    simulation.start(size, sink)
    means = sink.gauges.reshape(len(scenario.gauges), len(ways), CONTINUATIONS).mean(2)
    found: list[Continued] = []
    for place, each in enumerate(known[:by_hand]):
        at = {
            (option, branch): means[:, number] for number, (there, option, branch) in enumerate(ways) if there == place
        }
        after = at[each.event.option, each.event.chance]
        found.append(Continued({option: at[option, None] for option in each.event.open}, after))
    return found


class _Guided(RunSink):
    """Does what a run did as far as that is said, row by row; else every open option is alike likely."""

    def __init__(
        self,
        simulation: Simulation,
        luck: np.random.Generator,
        size: int,
        options: np.ndarray,
        branches: np.ndarray,
    ) -> None:
        super().__init__(simulation, luck, size, None, None)
        self._options, self._luck = options, branches

    def table(self, day: int, turn: int, inject: int, batch: Batch) -> Batch:
        """See `Sink`."""
        assert batch.place is not None
        open = self.walk.open(inject, batch, day)
        drawn = self.luck.random(batch.size)
        told, branch = self._options[inject, batch.place], self._luck[inject, batch.place]
        taken = np.where(told >= 0, told, at_random(open, self.luck)).astype(np.int16)
        for number, option in enumerate(self.scenario.injects[inject].options):
            reached, total = 0, sum(option.weights)
            for place, weight in enumerate(option.weights):
                drawn[(taken == number) & (branch == place)] = (reached + weight / 2) / total
                reached += weight
        return settle(self.walk, inject, batch, day, turn, taken, drawn, self)
