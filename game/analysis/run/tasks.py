"""Pieces of an analysis that can be worked on apart, in this process or another."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from game.analysis.abstraction.objectives import Asked, Objective, Span, Tally, objectives_of
from game.analysis.exact.answer import ExactAnswer, Refusal, answer, exploring, summed_up
from game.analysis.exact.exploration import TooLarge
from game.analysis.exact.occurrences import Thing
from game.analysis.exact.questions import ModelQuestion
from game.analysis.exact.relaxation import Parts, relaxed
from game.analysis.exact.residual_exploration import OutOfReach, ResidualExploration
from game.analysis.exact.tray_releases import ReleaseReachability, releases
from game.analysis.interval import Figure
from game.analysis.result.kept_values import Keeping
from game.analysis.sampled.estimates import Estimates, earned, estimates
from game.analysis.sampled.policy_evaluation import PolicyEvaluation
from game.analysis.sampled.policy_search import best
from game.analysis.sampled.simulation import ROWS, Runs, Simulation
from game.analysis.sampled.strategies import Follow, Strategy
from game.scenario.scenario import Scenario

Progress = Callable[[int, int], None]
"""Is told the day reached and the states found so far; raises where the work is to be given up."""

FOLLOWED = 400_000
"""So many transitions a strategy is followed through exactly; beyond, its runs are sampled."""


@dataclass(frozen=True, slots=True)
class Explore:
    """Answer one question."""

    question: ModelQuestion
    limit: int | None
    most: int | None
    keeping: Keeping | None = None

    def run(self, scenario: Scenario, progress: Progress | None = None) -> ExactAnswer | Refusal:
        """See `answer`."""
        keep = self.keeping.kept(self.question) if self.keeping else None
        return answer(scenario, self.question.asked, self.limit, self.most, progress, keep)


@dataclass(frozen=True, slots=True)
class Probe:
    """Answer one question if that is little work: to foresee how much work it is would take as long."""

    question: ModelQuestion
    limit: int | None
    most: int
    keeping: Keeping | None = None

    def run(self, scenario: Scenario, progress: Progress | None = None) -> ExactAnswer | None:
        """Return the answer; None where it is more work."""
        began = time.perf_counter()
        try:
            explored = exploring(scenario, self.question.asked, self.limit, self.most, progress).run()
        except TooLarge:
            return None
        return summed_up(explored, began, self.keeping.kept(self.question) if self.keeping else None)


@dataclass(frozen=True, slots=True)
class Merge:
    """Answer one question about the end on merged states."""

    question: ModelQuestion
    limit: int | None
    most: int | None

    def run(self, scenario: Scenario, progress: Progress | None = None) -> ExactAnswer | None:
        """Return the answer; None where it would be too much."""
        began, asked = time.perf_counter(), self.question.asked
        try:
            explored = ResidualExploration(scenario, asked, self.limit, self.most, progress).run()
        except OutOfReach:
            return None
        found = ExactAnswer(asked, explored.states, explored.transitions, time.perf_counter() - began, explored.spans())
        found.comparison, found.merged = explored.comparison, True
        return found


@dataclass(frozen=True, slots=True)
class Relax:
    """Answer how likely parts of an ending's condition are by themselves."""

    ending: int
    kept: Parts
    limit: int | None
    most: int | None

    def run(self, scenario: Scenario, progress: Progress | None = None) -> Span | None:
        """Return the values; None where it would be too much."""
        made = relaxed(scenario, self.ending, self.kept)
        try:
            explored = ResidualExploration(made, Asked(endings=(self.ending,)), self.limit, self.most, progress).run()
        except OutOfReach:
            return None
        (span,) = explored.spans().values()
        return span


@dataclass(frozen=True, slots=True)
class Release:
    """Look through what releases from the tray bring about."""

    asked: Asked
    wanted: frozenset[Thing]
    """What cannot come to pass without one."""
    limit: int | None
    most: int | None

    def run(self, scenario: Scenario, progress: Progress | None = None) -> ReleaseReachability:
        """See `releases`."""
        return releases(scenario, self.asked, self.wanted, self.limit, self.most, progress)


@dataclass(frozen=True, slots=True)
class StrategyOutcome:
    """What a strategy ends in."""

    strategy: Strategy
    exact: bool
    values: dict[Objective, float]


@dataclass(frozen=True, slots=True)
class Try:
    """Follow some naive strategies."""

    strategies: tuple[Strategy, ...]

    def run(self, scenario: Scenario, progress: Progress | None = None) -> list[StrategyOutcome]:
        """Return what each ends in."""
        asked = Asked(
            tuple(map(Tally.of, scenario.lessons)),
            tuple(range(len(scenario.gauges))),
            tuple(range(len(scenario.endings))),
        )
        policies = [Follow.of(scenario, strategy) for strategy in self.strategies]
        followed = PolicyEvaluation(scenario, asked, policies, FOLLOWED, progress)
        followed.run()
        objectives = objectives_of(scenario, asked)
        simulation: Simulation | None = None
        found = []
        for strategy, policy, means in zip(self.strategies, policies, followed.means(), strict=True):
            if means is None:
                simulation = simulation or Simulation(scenario)
                runs = simulation.batch(0, ROWS, policy.options)
                found.append(StrategyOutcome(strategy, False, _means(scenario, runs, asked)))
                if progress:
                    progress(scenario.days, 0)
            else:
                found.append(StrategyOutcome(strategy, True, dict(zip(objectives, means, strict=True))))
        return found


def _means(scenario: Scenario, runs: Runs, asked: Asked) -> dict[Objective, float]:
    return {
        objective: float(measured(scenario, runs, objective).mean()) for objective in objectives_of(scenario, asked)
    }


def measured(scenario: Scenario, runs: Runs, objective: Objective) -> np.ndarray:
    """Return an objective's value in each run: of a tally, it has to be one lesson's."""
    found: np.ndarray
    match objective.kind:
        case "gauge":
            found = runs.gauges[scenario.names.gauge_index[objective.id]]
        case "ending":
            found = runs.told[next(i for i, ending in enumerate(scenario.endings) if ending.id == objective.id)]
        case _:
            served, spent = earned(scenario, runs, objective.id)
            found = served - spent
    return np.asarray(found, float)


@dataclass(frozen=True, slots=True)
class Sample:
    """Play some batches of random runs."""

    first: int
    """Number of the first batch: the same numbers, the same runs, whoever plays them."""
    count: int
    rows: int = ROWS
    days_of: frozenset[int] = frozenset()

    def run(self, scenario: Scenario, progress: Progress | None = None) -> tuple[Estimates, list[Runs]]:
        """Return what the batches say, and of their runs what is not a mean."""
        simulation = Simulation(scenario, self.days_of)
        found, light = Estimates(), []
        for number in range(self.first, self.first + self.count):
            runs = simulation.batch(number, self.rows)
            found.add(estimates(scenario, runs))
            light.append(runs.light())
            if progress:
                progress(scenario.days, found.runs)
        return found, light


@dataclass(frozen=True, slots=True)
class Search:
    """Look for the best and the worst ways to play for one objective."""

    objective: Objective
    bounds: tuple[float, float]

    def run(self, scenario: Scenario, progress: Progress | None = None) -> tuple[Objective, Figure, Figure]:
        """Return the objective, the least and the greatest that was found."""
        simulation = Simulation(scenario)
        least, greatest = (
            best(simulation, lambda runs: measured(scenario, runs, self.objective), sign, self.bounds)
            for sign in (-1, 1)
        )
        return self.objective, least, greatest


Task = Explore | Probe | Merge | Relax | Release | Try | Sample | Search
