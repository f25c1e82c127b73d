"""Random runs, a batch at once: a row a run, every open option alike likely, luck as the weights say.

A batch is stratified by its first decisions: each way through them gets the share of runs that is due to it, so only
what comes later is left to chance. Where a run stands after so many decisions is known for certain from the options
and branches taken, hence the shares are exact. A batch's luck hangs on its number alone, not on who works it out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from game.analysis.abstraction.liveness import Liveness
from game.analysis.abstraction.objectives import LaterId, everything
from game.analysis.columns.batch import Batch
from game.analysis.columns.column_decisions import settle
from game.analysis.columns.column_rules import Walk
from game.analysis.columns.evaluate import holds, number_type
from game.analysis.exact.occurrences import Thing, thing
from game.scenario.scenario import Scenario

ROWS = 1 << 15
"""Runs of one batch: few enough to stay near the processor."""

MIN_STRATUM = 40
"""A stratum is not divided into ones with fewer runs than this."""

MAX_STRATA = 512

Prefer = Callable[[int, Batch, np.ndarray], np.ndarray]
"""A policy: given an inject, the rows, and which options are open (rows, options), returns the option each takes."""


@dataclass(slots=True)
class Runs:
    """What came of a batch of runs; a row a run."""

    size: int
    stratum: np.ndarray
    """(run,): the number of its stratum."""
    shares: np.ndarray
    """float64 (stratum,): its exact probability."""
    gauges: np.ndarray
    """Final values: (gauge, run)."""
    told: np.ndarray
    """Endings: bool (ending, run)."""
    taken: np.ndarray
    """(inject, run): the option, or a mark of `game.rules.state`; -2 where it did not come up."""
    came: np.ndarray
    """(inject, run): whether it came up."""
    seen: set[Thing] = field(default_factory=set)
    """Delayed effects, trends and branches that came to pass in some run."""
    days: dict[int, np.ndarray] = field(default_factory=dict)
    """Gauge to its values at the end of each day: (day, value from the least on), in shares."""

    def light(self) -> Runs:
        """The same without what fills memory: what was seen, and the days."""
        nothing = np.zeros((0, 0))
        return Runs(self.size, nothing, nothing, nothing, nothing, nothing, nothing, self.seen, self.days)


class Simulation:
    """The rules, laid out for runs of one scenario."""

    def __init__(self, scenario: Scenario, days_of: frozenset[int] = frozenset()) -> None:
        """`days_of` are the gauges of which every day's values are wanted."""
        self.scenario, self.days_of = scenario, days_of
        self.walk = Walk(Liveness(scenario, everything(scenario)))
        self._dtype = number_type(scenario)

    def batch(self, number: int, size: int = ROWS, prefer: Prefer | None = None, watch: Watch | None = None) -> Runs:
        """Play one batch.

        Args:
            number: the batch's own; the same number, the same runs.
            size: how many runs.
            prefer: who decides; left out, every open option is alike likely, and the batch is stratified.
            watch: is told of every decision: the day, the inject, the rows.
        """
        sink = RunSink(self, np.random.Generator(np.random.Philox(number)), size, prefer, watch)
        self.start(size, sink)
        return sink.runs()

    def start(self, size: int, sink: RunSink) -> None:
        """Play so many runs from the start to their end, as a sink decides."""
        batch = Batch.blank(self.scenario, size)
        for gauge, made in enumerate(self.scenario.gauges):
            batch.g[gauge] = np.full(size, made.start, self._dtype)
        for flag in range(len(self.scenario.flags)):
            batch.f[flag] = np.full(size, flag in self.scenario.opened, np.uint8)
        batch.place = np.arange(size)
        self.walk.go(batch, -1, 0, sink)


Watch = Callable[[int, int, Batch], None]


def at_random(open: np.ndarray, luck: np.random.Generator) -> np.ndarray:
    """Return an open option in each row (rows, options), each alike likely."""
    options = open.shape[1]
    if open.all():
        every: np.ndarray = (luck.random(len(open)) * options).astype(np.int16)
        return every
    columns = open.T.astype(np.int16, order="C")  # option by option: rows of a few numbers each are slow to sum
    wanted = (luck.random(len(open)) * columns.sum(0)).astype(np.int16)
    passed = np.zeros_like(wanted)
    first: np.ndarray = np.zeros_like(wanted)
    for column in columns:
        passed += column
        first += passed <= wanted
    return first


class RunSink:
    """Decides in every row, and keeps what came of it."""

    def __init__(
        self, simulation: Simulation, luck: np.random.Generator, size: int, prefer: Prefer | None, watch: Watch | None
    ) -> None:
        self.walk, self.scenario = simulation.walk, simulation.scenario
        self.luck, self.prefer, self.watch = luck, prefer, watch
        self.days_of = simulation.days_of
        self.stratum = np.zeros(size, np.int64)
        self.shares = np.ones(1)
        self._divided = False
        scenario = self.scenario
        self.gauges = np.zeros((len(scenario.gauges), size), simulation._dtype)
        self.told = np.zeros((len(scenario.endings), size), bool)
        self.taken = np.full((len(scenario.injects), size), -2, np.int16)
        self.came = np.zeros((len(scenario.injects), size), bool)
        self.seen: set[Thing] = set()
        self.days: dict[int, np.ndarray] = {}

    # --- decisions

    def table(self, day: int, turn: int, inject: int, batch: Batch) -> Batch:
        """See `Sink`."""
        assert batch.place is not None
        if self.watch:
            self.watch(day, inject, batch)
        self.came[inject, batch.place] = True
        open = self.walk.open(inject, batch, day)
        drawn = self.luck.random(batch.size)
        if self.prefer is not None and self.scenario.judged(inject):
            taken = at_random(open, self.luck)  # what an answer in writing is judged to be, no policy chooses
        elif self.prefer is not None:
            taken = self.prefer(inject, batch, open)
        else:
            divided = self._stratified(inject, batch, open, drawn)
            taken = at_random(open, self.luck) if divided is None else divided
        self.taken[inject, batch.place] = taken
        self._branches(inject, taken, drawn)
        return settle(self.walk, inject, batch, day, turn, taken, drawn, self)

    def _stratified(self, inject: int, batch: Batch, open: np.ndarray, drawn: np.ndarray) -> np.ndarray | None:
        """Give each way on its share of a stratum's runs; None where strata would become too small.

        Writes into `drawn` the luck that goes with it.
        """
        assert batch.place is not None
        if self._divided:
            return None
        mine = self.stratum[batch.place]
        kinds = np.flatnonzero(np.bincount(mine))
        options = self.scenario.injects[inject].options
        least = min((min(w for w in o.weights if w) / sum(o.weights) if o.weights else 1.0) for o in options)
        if batch.size / max(1, len(kinds)) * least / len(options) < MIN_STRATUM or len(self.shares) > MAX_STRATA:
            self._divided = True  # from here on the runs of a stratum differ in their luck
            return None
        taken = np.zeros(batch.size, np.int16)
        for kind in kinds:
            rows = np.flatnonzero(mine == kind)
            ways = [
                (option, reached / total, weight / total)
                for option in np.flatnonzero(open[rows[0]])
                for total in (sum(options[option].weights) or 1,)
                for reached, weight in _laid(options[option].weights or (1,))
            ]
            chances = np.array([share for _, _, share in ways]) / open[rows[0]].sum()
            point = (self.luck.permutation(len(rows)) + self.luck.random(len(rows))) / len(rows)
            way = np.minimum(np.searchsorted(np.cumsum(chances), point, side="right"), len(ways) - 1)
            taken[rows] = np.array([option for option, _, _ in ways], np.int16)[way]
            starts, widths = (np.array([each[part] for each in ways]) for part in (1, 2))
            drawn[rows] = starts[way] + widths[way] * self.luck.random(len(rows))
            self.stratum[batch.place[rows]] = len(self.shares) + way
            self.shares = np.concatenate([self.shares, self.shares[kind] * chances])
            self.shares[kind] = 0.0
        return taken

    def _branches(self, inject: int, taken: np.ndarray, drawn: np.ndarray) -> None:
        """Note which branches were drawn, until each has been."""
        for number, option in enumerate(self.scenario.injects[inject].options):
            total = sum(option.weights)
            for branch, (reached, weight) in enumerate(_laid(option.weights)):
                what = thing("branch", inject, number, branch)
                if weight and what not in self.seen:
                    here = (taken == number) & (drawn >= reached / total) & (drawn < (reached + weight) / total)
                    if here.any():
                        self.seen.add(what)

    # --- what happens

    def end(self, day: int, batch: Batch, stopped: bool) -> None:
        """See `Sink`."""
        place = batch.place
        assert place is not None
        for gauge, column in enumerate(batch.g):
            assert column is not None
            self.gauges[gauge, place] = column
        none = np.ones(batch.size, bool)
        for index, ending in enumerate(self.scenario.endings):
            if ending.when is not None:
                truth = holds(ending.when, batch, day, self.walk.histories)
                self.told[index, place] = truth
                none &= ~truth
        for index, ending in enumerate(self.scenario.endings):
            if ending.when is None:
                self.told[index, place] = none

    def read(self, day: int, inject: int, batch: Batch) -> None:
        """See `Sink`."""
        self.came[inject, batch.place] = True

    def passed(self, day: int, inject: int, batch: Batch) -> None:
        """See `Sink`."""
        self.came[inject, batch.place] = True
        self.seen.add(thing("passed", inject))

    def trend(self, day: int, trend: int, batch: Batch, where: np.ndarray | None) -> None:
        """See `Sink`."""
        self.seen.add(thing("trend", trend))

    def landed(self, day: int, later: LaterId, batch: Batch, due: np.ndarray, lands: np.ndarray) -> None:
        """See `Sink`."""
        if lands.any():
            self.seen.add(thing("later", *later))

    def stood(self, first: int, last: int, batch: Batch) -> None:
        """See `Sink`."""
        for gauge in self.days_of:
            low, high = self.scenario.bounds[gauge]
            days = self.days.setdefault(gauge, np.zeros((self.scenario.days + 2, high - low + 1)))
            column = batch.g[gauge]
            assert column is not None
            share = np.bincount(column - low, minlength=high - low + 1)
            days[first] += share
            days[last] -= share

    def runs(self) -> Runs:
        """Everything at the end."""
        days = {gauge: np.cumsum(each, 0)[:-1] / len(self.stratum) for gauge, each in self.days.items()}
        return Runs(
            len(self.stratum), self.stratum, self.shares, self.gauges, self.told, self.taken, self.came, self.seen, days
        )


def _laid(weights: tuple[int, ...]) -> list[tuple[int, int]]:
    """Branches laid end to end: where each begins, and its weight."""
    found, reached = [], 0
    for weight in weights:
        found.append((reached, weight))
        reached += weight
    return found
