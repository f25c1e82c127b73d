"""What an analysis counts, in words: titles of families, gauges and endings, and their numbers as people read them."""

from __future__ import annotations

from game.analysis.abstraction.objectives import Objective
from game.analysis.exact.questions import FAMILY
from game.scenario.catalogue import Catalogue
from game.scenario.scenario import Scenario

WEIGHTS = {"tally": 0.1, "gauge": 1.0, "ending": 0.4}
"""Bring evidence, shares of a gauge's range, and probabilities to about one measure."""

LEAST = {"tally": 0.5, "gauge": 0.02, "ending": 0.05}
"""A difference of less than this (of a gauge: of its range) is not worth telling."""


class Words:
    """The words for one scenario."""

    def __init__(self, scenario: Scenario, known: Catalogue) -> None:
        self.families = {family.id: family.title for family in known.families}
        self.lessons = {lesson.id: lesson.title for lesson in known.lessons.values()}
        self.gauges = {gauge.id: gauge for gauge in scenario.gauges}
        self.endings = {ending.id: ending.title for ending in scenario.endings}

    def title(self, objective: Objective) -> str:
        """What an objective is called."""
        match objective.kind:
            case "gauge":
                return self.gauges[objective.id].title
            case "ending":
                return f"Ending: {self.endings[objective.id]}"
        if objective.id.startswith(FAMILY):
            return f"{self.families[objective.id.removeprefix(FAMILY)]} (evidence)"
        return self.lessons.get(objective.id, objective.id)

    def number(self, objective: Objective, value: float) -> str:
        """A value of an objective."""
        match objective.kind:
            case "gauge":
                return f"{value:.0f}"
            case "ending":
                return f"{value * 100:.0f} %"
        return signed(value)

    @staticmethod
    def change(value: float) -> str:
        """How far something moves."""
        return signed(value)

    def span(self, objective: Objective, least: float, greatest: float) -> str:
        """What lies between two values; where they look the same, that it is settled."""
        low, high = self.number(objective, least), self.number(objective, greatest)
        return "settled" if low == high else f"{low} to {high}"

    def low(self, objective: Objective) -> bool:
        """Whether less of it is better."""
        return objective.kind == "gauge" and not self.gauges[objective.id].high_is_good

    def scale(self, objective: Objective) -> float:
        """What a difference is measured by."""
        if objective.kind == "gauge":
            gauge = self.gauges[objective.id]
            return float(gauge.max - gauge.min)
        return 1.0

    def weight(self, objective: Objective) -> float:
        """Turns a difference into one that can be compared with those of other kinds."""
        return WEIGHTS[objective.kind] / self.scale(objective)

    @staticmethod
    def least(objective: Objective) -> float:
        """The least weighed difference that is worth telling."""
        return LEAST[objective.kind] * WEIGHTS[objective.kind]


def signed(value: float) -> str:
    """A number with its sign, to a tenth; nothing behind the point where there is nothing."""
    text = f"{value:+.1f}".removesuffix(".0").replace("-", "−")
    return "0" if text in ("+0", "−0") else text


def percent(share: float) -> str:
    """A probability as people read it: never 0 % where it can happen, nor 100 % where it may not."""
    if 0 < share < 0.01:
        return "under 1\u00a0%"
    if 0.99 < share < 1 - 1e-12:
        return "over 99\u00a0%"
    return f"{share * 100:.0f}\u00a0%"
