"""What batches of random runs say: means by strata, and how sure they are.

The mean is the sum over strata of share times mean, its variance that of share squared times variance over runs
(Cochran, Sampling Techniques, 1977, chapter 5); batches are independent, so both are summed over them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from game.analysis import interval
from game.analysis.abstraction import outer_bounds
from game.analysis.exact.verdict_distribution import read
from game.analysis.interval import Figure
from game.analysis.sampled.simulation import Runs
from game.rules.judge import Reading, Verdict, verdict
from game.scenario.scenario import Scenario

Name = tuple[str, str]
"""What is estimated: its kind and id, as ``("gauge", "trust")`` or ``("option", "inject.option")``."""


@dataclass(slots=True)
class Estimates:
    """Sums over batches, each of which is an estimate by itself."""

    runs: int = 0
    batches: int = 0
    means: dict[Name, float] = field(default_factory=dict)
    variances: dict[Name, float] = field(default_factory=dict)

    def add(self, other: Estimates) -> None:
        """Take in another batch, or the sums of several."""
        self.runs += other.runs
        self.batches += other.batches
        for sums, more in ((self.means, other.means), (self.variances, other.variances)):
            for name, value in more.items():
                sums[name] = sums.get(name, 0.0) + value

    def share(self, name: Name) -> Figure:
        """Return a probability with its interval."""
        return interval.proportion(self._mean(name), self._variance(name), self.runs)

    def mean(self, name: Name, bounds: tuple[float, float]) -> Figure:
        """Return an expected value with its interval, within bounds that it cannot pass."""
        return interval.mean(self._mean(name), self._variance(name), self.runs, *bounds)

    def _mean(self, name: Name) -> float:
        return min(self.means[name] / self.batches, 1.0) if name[0] in SHARES else self.means[name] / self.batches

    def _variance(self, name: Name) -> float:
        return self.variances[name] / self.batches**2


READ = {reading: f"read {reading}" for reading in Reading}
"""What is estimated of a reading; verdicts go by their own words, one of which is a reading's too."""

SHARES = frozenset(("inject", "option", "ending", *Verdict, *READ.values()))
"""Kinds that are probabilities."""


def estimates(scenario: Scenario, runs: Runs) -> Estimates:
    """Return what one batch says of everything."""
    found = Estimates(runs.size, 1)
    sizes = np.bincount(runs.stratum, minlength=len(runs.shares))
    known = sizes > 0
    shares = runs.shares[known] / runs.shares[known].sum()
    sizes = sizes[known]
    for name, column in columns(scenario, runs):
        sums = np.bincount(runs.stratum, column, len(runs.shares))[known]
        squares = np.bincount(runs.stratum, column * column, len(runs.shares))[known]
        means = sums / sizes
        spread = np.maximum(0.0, squares / sizes - means * means) * sizes / np.maximum(1, sizes - 1)
        found.means[name] = float(shares @ means)
        found.variances[name] = float((shares * shares) @ (spread / sizes))
    return found


def columns(scenario: Scenario, runs: Runs) -> Iterator[tuple[Name, np.ndarray]]:
    """Yield everything that is estimated, with its value in each run."""
    for index, gauge in enumerate(scenario.gauges):
        yield ("gauge", gauge.id), runs.gauges[index].astype(float)
    for index, ending in enumerate(scenario.endings):
        yield ("ending", ending.id), runs.told[index].astype(float)
    for index, inject in enumerate(scenario.injects):
        yield ("inject", inject.id), runs.came[index].astype(float)
        for number, option in enumerate(inject.options):
            yield ("option", f"{inject.id}.{option.id}"), (runs.taken[index] == number).astype(float)
    for lesson in scenario.lessons:
        served, spent, bore = _earned(scenario, runs, lesson)
        yield ("lesson", lesson), (served - spent).astype(float)
        yield from ((name, truth.astype(float)) for name, truth in _verdicts(lesson, served, spent))
        yield from ((name, truth.astype(float)) for name, truth in _readings(lesson, served, spent, bore == 1))


def earned(scenario: Scenario, runs: Runs, lesson: str) -> tuple[np.ndarray, np.ndarray]:
    """Return P and N of a lesson in each run."""
    served, spent, _ = _earned(scenario, runs, lesson)
    return served, spent


def _earned(scenario: Scenario, runs: Runs, lesson: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """P and N of a lesson in each run, and how many decisions bore on it."""
    served, spent, bore = np.zeros((3, runs.size), np.int32)
    for index, inject in enumerate(scenario.injects):
        weights = [sum(e.weight for e in option.evidence if e.lesson == lesson) for option in inject.options]
        if any(weights):
            table = np.array([*weights, 0, 0], np.int32)  # a mark of -1 or -2 reads one of the zeros at the end
            got = table[runs.taken[index]]
            served += np.maximum(got, 0)
            spent -= np.minimum(got, 0)
            bore += got != 0
    return served, spent, bore


def _verdicts(lesson: str, served: np.ndarray, spent: np.ndarray) -> Iterator[tuple[Name, np.ndarray]]:
    """Yield each verdict with the runs in which it is given."""
    kinds = list(Verdict)
    table = np.array(
        [[kinds.index(verdict(p, n)) for n in range(int(spent.max()) + 1)] for p in range(int(served.max()) + 1)]
    )
    given = table[served, spent]
    yield from (((kind, lesson), given == number) for number, kind in enumerate(kinds))


def _readings(lesson: str, served: np.ndarray, spent: np.ndarray, one: np.ndarray) -> Iterator[tuple[Name, np.ndarray]]:
    """Yield each reading with the runs in which it is given."""
    kinds = list(Reading)
    most = int(served.max()) + 1, int(spent.max()) + 1
    table = np.array(
        [[[kinds.index(read(p, n, bool(b))) for b in (0, 1)] for n in range(most[1])] for p in range(most[0])]
    )
    given = table[served, spent, one.astype(int)]
    yield from (((READ[kind], lesson), given == number) for number, kind in enumerate(kinds))


def bounds(scenario: Scenario, name: Name) -> tuple[float, float]:
    """Return what nothing that is estimated can pass."""
    kind, id = name
    if kind == "gauge":
        return outer_bounds.of_gauge(scenario, scenario.names.gauge_index[id])
    if kind == "lesson":
        return outer_bounds.of_tally(scenario, frozenset((id,)))
    return 0.0, 1.0
