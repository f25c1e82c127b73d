"""How a run is judged: verdicts on lessons, outcomes, endings, interests, calibration.

The definitions are those of scenario-format.md, "How a run is judged against the lessons".
What was decided (verdict) and what came of it (outcome) are never mixed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from game.rules.play import holds
from game.rules.state import Decided, Happening, State
from game.scenario.scenario import Role, Scenario


class Verdict(StrEnum):
    """What the decisions of a run did for a lesson."""

    UNTESTED = "untested"
    EVIDENCED = "evidenced"
    STRAINED = "strained"
    TRADED = "traded"


class Outcome(StrEnum):
    """What came of a lesson's test in the final state."""

    HELD = "held"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Mark:
    """One piece of evidence on an option that was taken."""

    day: int
    inject: int
    option: int
    weight: int
    because: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """A lesson in a run: the sums P and N, the verdict they give, the outcome, the trail."""

    lesson: str
    verdict: Verdict
    served: int
    """P, the sum of the positive weights."""
    spent: int
    """N, the sum of the negative weights, as a positive number."""
    outcome: Outcome | None
    trail: tuple[Mark, ...]
    """In the order of the decisions."""


def verdict(served: int, spent: int) -> Verdict:
    """Return the verdict for P and N."""
    if served + spent == 0:
        return Verdict.UNTESTED
    if served >= 3 and served >= 2 * spent:
        return Verdict.EVIDENCED
    if spent >= 3 and spent >= 2 * served:
        return Verdict.STRAINED
    return Verdict.TRADED


def marks(scenario: Scenario, happenings: Iterable[Happening]) -> dict[str, list[Mark]]:
    """Return the evidence of the options taken: lesson to marks, in the order of the decisions."""
    found: dict[str, list[Mark]] = {lesson: [] for lesson in scenario.lessons}
    for event in happenings:
        if isinstance(event, Decided):
            for evidence in scenario.injects[event.inject].options[event.option].evidence:
                mark = Mark(event.day, event.inject, event.option, evidence.weight, evidence.because)
                found[evidence.lesson].append(mark)
    return found


def judge(scenario: Scenario, state: State, happenings: Iterable[Happening]) -> dict[str, Judgement]:
    """Return the judgement on each lesson that the scenario lists, in file order.

    The outcome is tested in ``state``, which is the final one where the run is over.
    """
    judged = {}
    for lesson, trail in marks(scenario, happenings).items():
        served = sum(mark.weight for mark in trail if mark.weight > 0)
        spent = -sum(mark.weight for mark in trail if mark.weight < 0)
        test = scenario.lessons[lesson]
        outcome = None if test is None else Outcome.HELD if holds(state, test) else Outcome.FAILED
        judged[lesson] = Judgement(lesson, verdict(served, spent), served, spent, outcome, tuple(trail))
    return judged


def endings(scenario: Scenario, state: State) -> tuple[int, ...]:
    """Return the endings that are told in a final state, in file order (rule 5)."""
    told = tuple(
        i for i, ending in enumerate(scenario.endings) if ending.when is not None and holds(state, ending.when)
    )
    return told or tuple(i for i, ending in enumerate(scenario.endings) if ending.when is None)


def epilogue(scenario: Scenario, state: State) -> tuple[int, ...]:
    """Return the paragraphs of the epilogue that are told in a final state: of each subject the first that holds."""
    told: dict[str, int] = {}
    for index, paragraph in enumerate(scenario.epilogue):
        if paragraph.about not in told and holds(state, paragraph.when):
            told[paragraph.about] = index
    return tuple(sorted(told.values()))


def interests(scenario: Scenario, gauges: tuple[int, ...]) -> dict[str, float]:
    """Return for each role how content its own headquarters is with these gauges.

    The sum of weight x (final - start) / (max - min), the sign turned where low is good;
    worked out in fractions and rounded once, so that every machine says the same.
    """
    return {
        role.id: float(sum((part for _, part in interest_parts(scenario, role, gauges)), Fraction()))
        for role in scenario.roles
    }


def interest_parts(scenario: Scenario, role: Role, gauges: tuple[int, ...]) -> list[tuple[int, Fraction]]:
    """Return what each gauge adds to a role's contentment, in file order."""
    parts = []
    for index, weight in role.interests:
        gauge = scenario.gauges[index]
        share = Fraction(gauges[index] - gauge.start, gauge.max - gauge.min)
        parts.append((index, weight * share * (1 if gauge.high_is_good else -1)))
    return parts


def brier(answers: Mapping[str, int], came_true: Mapping[str, bool]) -> float | None:
    """Return the Brier score of probabilities in percent against what happened (0 best, 1 worst).

    Brier, Verification of forecasts expressed in terms of probability (1950), in the form
    for yes-or-no events. None where nothing was forecast.
    """
    both = [name for name in answers if name in came_true]
    if not both:
        return None
    total = sum((Fraction(answers[name], 100) - came_true[name]) ** 2 for name in both)
    return float(total / len(both))
