"""How a run is judged: verdicts and readings of lessons, outcomes, endings, interests, calibration.

The definitions are those of scenario-format.md, "How a run is judged against the lessons".
What was decided (verdict, reading) and what came of it (outcome) are never mixed. Programs read the
verdict; people read the reading, which never says more than its evidence.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from game.rules.play import holds
from game.rules.state import Decided, Happening, State
from game.scenario.scenario import Role, Scenario


class Verdict(StrEnum):
    """What the decisions of a run did for a lesson, whoever took them: data for programs, never shown to people."""

    UNTESTED = "untested"
    EVIDENCED = "evidenced"
    STRAINED = "strained"
    TRADED = "traded"


class Reading(StrEnum):
    """What a group's own decisions did for a lesson, as people read it."""

    UNTESTED = "untested"
    SERVED_ONCE = "served_once"
    SPENT_ONCE = "spent_once"
    SERVED = "served"
    SPENT = "spent"
    MOSTLY_SERVED = "mostly_served"
    MOSTLY_SPENT = "mostly_spent"
    BOTH = "both"

    @property
    def once(self) -> bool:
        """Whether it rests on one single decision."""
        return self in (Reading.SERVED_ONCE, Reading.SPENT_ONCE)

    @property
    def place(self) -> int:
        """Where it stands in every list: both ways first, then mostly, each time, once, not at stake."""
        return _PLACES[self]


_PLACES = {
    Reading.BOTH: 0,
    Reading.MOSTLY_SERVED: 1,
    Reading.MOSTLY_SPENT: 1,
    Reading.SERVED: 2,
    Reading.SPENT: 2,
    Reading.SERVED_ONCE: 3,
    Reading.SPENT_ONCE: 3,
    Reading.UNTESTED: 4,
}


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
    own: bool = True
    """Whether the group took this decision; not where the facilitator or the end of the time did."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """A lesson in a run: the sums P and N, the verdict they give, the reading, the outcome, the trail."""

    lesson: str
    verdict: Verdict
    served: int
    """P, the sum of the positive weights."""
    spent: int
    """N, the sum of the negative weights, as a positive number."""
    outcome: Outcome | None
    trail: tuple[Mark, ...]
    """In the order of the decisions."""
    reading: Reading = Reading.UNTESTED
    served_at: int = 0
    """k+, how many of the group's own decisions served it."""
    spent_at: int = 0
    """k-, how many of them spent it."""


def verdict(served: int, spent: int) -> Verdict:
    """Return the verdict for P and N."""
    if served + spent == 0:
        return Verdict.UNTESTED
    if served >= 3 and served >= 2 * spent:
        return Verdict.EVIDENCED
    if spent >= 3 and spent >= 2 * served:
        return Verdict.STRAINED
    return Verdict.TRADED


def reading(served_at: int, spent_at: int, served: int, spent: int) -> Reading:
    """Return the reading for k+ and k-, how many own decisions served and spent, and the sums P' and N' over them."""
    if not spent_at:
        return (Reading.UNTESTED, Reading.SERVED_ONCE)[served_at] if served_at < 2 else Reading.SERVED
    if not served_at:
        return Reading.SPENT_ONCE if spent_at == 1 else Reading.SPENT
    if served >= 3 and served >= 2 * spent:
        return Reading.MOSTLY_SERVED
    if spent >= 3 and spent >= 2 * served:
        return Reading.MOSTLY_SPENT
    return Reading.BOTH


def marks(
    scenario: Scenario, happenings: Iterable[Happening], taken_for: Collection[str] = ()
) -> dict[str, list[Mark]]:
    """Return the evidence of the options taken: lesson to marks, in the order of the decisions.

    ``taken_for`` holds the ids of the injects that others decided for the group.
    """
    found: dict[str, list[Mark]] = {lesson: [] for lesson in scenario.lessons}
    for event in happenings:
        if isinstance(event, Decided):
            inject = scenario.injects[event.inject]
            own = inject.id not in taken_for
            for evidence in inject.options[event.option].evidence:
                mark = Mark(event.day, event.inject, event.option, evidence.weight, evidence.because, own)
                found[evidence.lesson].append(mark)
    return found


def judge(
    scenario: Scenario, state: State, happenings: Iterable[Happening], taken_for: Collection[str] = ()
) -> dict[str, Judgement]:
    """Return the judgement on each lesson that the scenario lists, in file order.

    The outcome is tested in ``state``, which is the final one where the run is over. ``taken_for`` holds the ids of
    the injects that others decided for the group: they count in the verdict and not in the reading.
    """
    judged = {}
    for lesson, trail in marks(scenario, happenings, taken_for).items():
        served, spent = _sums(trail)
        own = [mark for mark in trail if mark.own]
        served_at = sum(mark.weight > 0 for mark in own)
        spent_at = len(own) - served_at
        test = scenario.lessons[lesson]
        outcome = None if test is None else Outcome.HELD if holds(state, test) else Outcome.FAILED
        judged[lesson] = Judgement(
            lesson, verdict(served, spent), served, spent, outcome, tuple(trail),
            reading(served_at, spent_at, *_sums(own)), served_at, spent_at,
        )  # fmt: skip
    return judged


def _sums(trail: Iterable[Mark]) -> tuple[int, int]:
    """P and N: the sum of the positive weights, and of the negative ones as a positive number."""
    weights = [mark.weight for mark in trail]
    return sum(weight for weight in weights if weight > 0), -sum(weight for weight in weights if weight < 0)


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
