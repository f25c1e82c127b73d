"""Where the best that could still come cannot be worked out: what random play would make of each way on.

All of a run is one batch: for each decision and each option that was open a block of rows does what the run did up to
there, has its luck up to there, takes that option, and goes on at random. Each figure is a mean of so many runs, with
the interval that holds the truth at 99 %.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from game.analysis.abstraction import outer_bounds
from game.analysis.abstraction.objectives import Objective, Tally
from game.analysis.columns.batch import Batch
from game.analysis.columns.column_decisions import settle
from game.analysis.interval import Figure, mean, proportion
from game.analysis.result.review import Taken
from game.analysis.sampled.estimates import earned
from game.analysis.sampled.simulation import Runs, RunSink, Simulation, at_random
from game.scenario.scenario import Scenario

CONTINUATIONS = 400
"""So many a way on."""


Figures = Mapping[Objective, Figure]


@dataclass(frozen=True, slots=True)
class Continued:
    """One decision: what came of everything at the end, after each option, and after the one taken with its luck."""

    options: Mapping[int, Figures]
    after: Figures


def continued(scenario: Scenario, seed: int, taken: Sequence[Taken], sums: Sequence[Tally] = ()) -> list[Continued]:
    """Return what came of random play after each decision, up to the first before which something was changed by hand.

    The same number of continuations for each way on, their luck from the run's seed. Told are every gauge, every ending
    and some sums of evidence, of a sum also what was earned before.
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
    figures = _figures(scenario, sink.runs(), sums, len(ways))
    found: list[Continued] = []
    for place, each in enumerate(known[:by_hand]):
        at = {way[1:]: figures[number] for number, way in enumerate(ways) if way[0] == place}
        after = at[each.event.option, each.event.chance]
        found.append(Continued({option: at[option, None] for option in each.event.open}, after))
    return found


def _figures(scenario: Scenario, runs: Runs, sums: Sequence[Tally], ways: int) -> list[dict[Objective, Figure]]:
    """Return of each way on what came of its runs, which stand one after the other."""
    found: list[dict[Objective, Figure]] = [{} for _ in range(ways)]
    for objective, values, (least, greatest) in _measured(scenario, runs, sums):
        parts = values.reshape(ways, CONTINUATIONS)
        means, variances = parts.mean(1), parts.var(1, ddof=1) / CONTINUATIONS
        for figures, value, variance in zip(found, means.tolist(), variances.tolist(), strict=True):
            if objective.kind == "ending":
                figures[objective] = proportion(value, variance, CONTINUATIONS)
            else:
                figures[objective] = mean(value, variance, CONTINUATIONS, least, greatest)
    return found


def _measured(
    scenario: Scenario, runs: Runs, sums: Sequence[Tally]
) -> Iterator[tuple[Objective, np.ndarray, tuple[float, float]]]:
    """Yield what is told, with its value in each run and between what no run can pass."""
    for tally in sums:
        parts = [earned(scenario, runs, lesson) for lesson in sorted(tally.lessons)]
        values = np.sum([served - spent for served, spent in parts], 0).astype(float)
        yield Objective("tally", tally.id), values, outer_bounds.of_tally(scenario, tally.lessons)
    for index, gauge in enumerate(scenario.gauges):
        yield Objective("gauge", gauge.id), runs.gauges[index].astype(float), outer_bounds.of_gauge(scenario, index)
    for index, ending in enumerate(scenario.endings):
        yield Objective("ending", ending.id), runs.told[index].astype(float), (0.0, 1.0)


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
        self.taken[inject, batch.place] = taken
        for number, option in enumerate(self.scenario.injects[inject].options):
            reached, total = 0, sum(option.weights)
            for place, weight in enumerate(option.weights):
                drawn[(taken == number) & (branch == place)] = (reached + weight / 2) / total
                reached += weight
        return settle(self.walk, inject, batch, day, turn, taken, drawn, self)
