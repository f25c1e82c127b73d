"""One exploration's answers: small enough to travel between processes, and to be kept."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from game.analysis.abstraction.objectives import Asked, Objective, Span, objectives_of
from game.analysis.exact.backward_induction import Choices, Values
from game.analysis.exact.decision_values import DecisionNode, Decisions
from game.analysis.exact.dominance import Comparison
from game.analysis.exact.exploration import Exploration, TooLarge
from game.analysis.exact.layers import Layer
from game.analysis.exact.occurrences import Thing
from game.analysis.exact.size_diagnosis import SizeDiagnosis, growth
from game.analysis.exact.verdict_distribution import Shares, TooMuch, VerdictDistribution
from game.analysis.exact.witness import Trail, Witness
from game.scenario.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Met:
    """Something that can come to pass: how likely under random play, and a shortest way there."""

    chance: float
    depth: int
    witness: Witness


@dataclass(slots=True)
class ExactAnswer:
    """What one exploration found."""

    asked: Asked
    states: int
    transitions: int
    seconds: float
    spans: dict[Objective, Span] = field(default_factory=dict)
    things: dict[Thing, Met] = field(default_factory=dict)
    days: dict[int, np.ndarray] = field(default_factory=dict)
    """Gauge to its distribution at the end of each day: (day, value from the least on)."""
    flow: dict[tuple[int, int], float] = field(default_factory=dict)
    """Inject decided and the one that comes up next (-1 for the end): how likely under random play."""
    objectives: list[Objective] = field(default_factory=list)
    decisions: dict[int, DecisionNode] = field(default_factory=dict)
    comparison: Comparison = field(default_factory=Comparison)
    shares: dict[str, Shares] = field(default_factory=dict)
    merged: bool = False
    """Whether states were merged by what is left of the game: then only values are known, and no ways."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """An exploration that would not fit: how far it got, and what makes it so large."""

    asked: Asked
    growth: SizeDiagnosis
    seconds: float


Progress = Callable[[int, int], None]
"""Is told the day reached and the states found so far."""


def answer(
    scenario: Scenario,
    asked: Asked,
    limit: int | None = None,
    most: int | None = None,
    progress: Progress | None = None,
    kept: Callable[[Exploration, Values], None] | None = None,
) -> ExactAnswer | Refusal:
    """Explore, go back, and sum up.

    Args:
        scenario: what is explored.
        asked: the questions.
        limit: bytes that it may take.
        most: transitions that it may make.
        progress: is told how far it is.
        kept: is handed the exploration and all its values before they are let go.
    """
    began = time.perf_counter()
    exploration = exploring(scenario, asked, limit, most, progress)
    try:
        exploration.run()
    except TooLarge as problem:
        return Refusal(asked, growth(exploration, problem), time.perf_counter() - began)
    return summed_up(exploration, began, kept)


def exploring(
    scenario: Scenario, asked: Asked, limit: int | None, most: int | None, progress: Progress | None
) -> Exploration:
    """Return an exploration that tells how far it is, not run yet; see `answer`."""

    def watch(exploration: Exploration, layer: Layer) -> None:
        if progress:
            progress(layer.day, exploration.states)

    return Exploration(scenario, asked, limit=limit, most=most, watch=watch)


def summed_up(
    exploration: Exploration, began: float, kept: Callable[[Exploration, Values], None] | None = None
) -> ExactAnswer:
    """Return what an exploration that has run answers; `began` is when, in seconds of `time.perf_counter`."""
    asked = exploration.asked
    found = ExactAnswer(asked, exploration.states, exploration.transitions, 0.0)
    trail = Trail(exploration)
    found.things = {
        thing: Met(exploration.counts.chance[thing], sight.depth, trail.witness(sight))
        for thing, sight in exploration.counts.seen.items()
    }
    found.days = {gauge: exploration.counts.by_day(gauge) for gauge in sorted(asked.values)}
    found.flow = dict(exploration.counts.flow)
    _way_back(exploration, found, kept)
    found.seconds = time.perf_counter() - began
    return found


def _way_back(exploration: Exploration, found: ExactAnswer, kept: Callable[[Exploration, Values], None] | None) -> None:
    """Work out the values, and what is summed up of them on the way."""
    asked = found.asked
    if not (asked.tallies or asked.gauges or asked.endings):
        return
    spectra: VerdictDistribution | None = VerdictDistribution(exploration)
    decisions: Decisions | None = None

    def visit(choices: Choices) -> None:
        nonlocal decisions
        decisions = decisions or Decisions(found.objectives)
        decisions.add(choices)
        found.comparison.add(choices.layer.inject, choices.open, choices.least, choices.greatest, found.objectives)

    def signed(layer: Layer, classes: object) -> None:
        nonlocal spectra
        try:
            if spectra:
                spectra.add(layer, classes)  # type: ignore[arg-type]
        except TooMuch:
            spectra = None

    found.objectives = objectives_of(exploration.scenario, asked)
    values = Values(exploration, visit, signed, keep=True)
    found.spans = values.spans()
    if decisions is not None:
        found.decisions = decisions.result()
    if spectra:
        found.shares = spectra.start({id: valued.classes for id, valued in values.layers.items()})
    if kept:
        kept(exploration, values)
