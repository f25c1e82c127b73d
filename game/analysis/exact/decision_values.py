"""What hangs on each decision: what is still open before it and after each of its options, on all ways there."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from game.analysis.abstraction.objectives import Objective, Span
from game.analysis.exact.backward_induction import Choices


@dataclass(slots=True)
class DecisionNode:
    """One inject's decision, with a column for each objective; options by row where there are several.

    What is counted is what is still to come: evidence to be earned, how far a gauge will move, how likely an ending is.
    """

    least: np.ndarray
    """The least that may be in store in any state in which the decision comes up."""
    greatest: np.ndarray
    chance: float = 0.0
    """How likely the decision comes up under random play."""
    random: np.ndarray = field(default_factory=lambda: np.zeros(0))
    """What is in store under random play, over all states in which it comes up."""
    open: np.ndarray = field(default_factory=lambda: np.zeros(0))
    """How likely each option is open when it comes up."""
    spans: np.ndarray = field(default_factory=lambda: np.zeros(0))
    """(option, least/greatest/random, objective), over the states in which the option is open."""
    against: np.ndarray = field(default_factory=lambda: np.zeros(0))
    """(option, objective): how much more than the mean of the open options each brings, under random play after it."""


class Decisions:
    """Sums up the values of options, decision by decision."""

    def __init__(self, objectives: list[Objective]) -> None:
        self.objectives = objectives
        self._sums: dict[int, DecisionNode] = {}

    def add(self, choices: Choices) -> None:
        """Take in the values of some classes of states."""
        if choices.weight is None:
            return
        options, width = choices.open.shape[0], len(self.objectives)
        known = self._sums.get(choices.layer.inject)
        if known is None:
            known = self._sums[choices.layer.inject] = DecisionNode(
                np.full(width, np.inf), np.full(width, -np.inf), 0.0, np.zeros(width), np.zeros(options),
                np.zeros((options, 3, width)), np.zeros((options, width)),
            )  # fmt: skip
        shut = ~choices.open[:, :, None]
        known.least = np.minimum(known.least, np.where(shut, np.inf, choices.least).min((0, 1)))
        known.greatest = np.maximum(known.greatest, np.where(shut, -np.inf, choices.greatest).max((0, 1)))
        mean = np.where(shut, 0.0, choices.random).sum(0) / choices.open.sum(0)[:, None]
        known.chance += float(choices.weight.sum())
        known.random += choices.weight @ mean
        for option in range(options):
            weight = choices.weight * choices.open[option]
            known.open[option] += weight.sum()
            for place, part in enumerate((choices.least, choices.greatest, choices.random)):
                known.spans[option, place] += weight @ part[option]
            known.against[option] += weight @ (choices.random[option] - mean)

    def result(self) -> dict[int, DecisionNode]:
        """Return each inject's decision, sums turned into means."""
        return {inject: _means(known) for inject, known in self._sums.items()}


def _means(known: DecisionNode) -> DecisionNode:
    with np.errstate(invalid="ignore", divide="ignore"):
        return DecisionNode(
            known.least,
            known.greatest,
            known.chance,
            known.random / known.chance,
            known.open / known.chance,
            known.spans / known.open[:, None, None],
            known.against / known.open[:, None],
        )


def span_of(decision: DecisionNode, option: int, column: int) -> Span:
    """Return what is in store after an option."""
    least, greatest, random = (float(part) for part in decision.spans[option, :, column])
    return Span(least, greatest, random)
