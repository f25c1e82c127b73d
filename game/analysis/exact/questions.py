"""Which explorations answer a whole scenario: questions that need the same states are asked together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from game.analysis.abstraction.objectives import Asked, Objective, Tally, laters
from game.analysis.abstraction.read_sets import ReadSets, read
from game.scenario.catalogue import Catalogue
from game.scenario.lessons import known_lessons
from game.scenario.scenario import Inject, Scenario

MAX_DAILY = 4_000_000
"""A gauge's values by day are kept where days times values are no more than this."""


@dataclass(frozen=True, slots=True)
class ModelQuestion:
    """What one exploration is to answer, and what it is called when people are told of it."""

    name: str
    asked: Asked


def questions(scenario: Scenario, known: Catalogue | None = None) -> list[ModelQuestion]:
    """Return the questions whose answers together are the analysis of a scenario."""
    every = frozenset(range(len(scenario.injects)))
    found = [ModelQuestion("lessons, injects and options", Asked((*tallies(scenario, known),), injects=every))]
    left = set(range(len(scenario.endings)))
    for index, gauge in enumerate(scenario.gauges):
        about = tuple(ending for ending in sorted(left) if _is_about(read(scenario.endings[ending].when), index))
        about = tuple(ending for ending in about if scenario.endings[ending].when is not None)
        left -= set(about)
        daily = (scenario.days + 2) * (gauge.max - gauge.min + 1) <= MAX_DAILY
        values = frozenset((index,)) if daily else frozenset[int]()
        found.append(ModelQuestion(f"gauge '{gauge.id}'", Asked(gauges=(index,), endings=about, values=values)))
    found += [_ending(scenario, ending) for ending in sorted(left)]
    parts = Asked(laters=laters(scenario), trends=frozenset(range(len(scenario.trends))))
    if not parts.empty:
        found.append(ModelQuestion("delayed effects and trends", parts))
    return found


def tallies(scenario: Scenario, known: Catalogue | None = None) -> Iterable[Tally]:
    """Yield P - N of each lesson, and of each family of which the scenario tests several."""
    yield from map(Tally.of, scenario.lessons)
    families: dict[str, set[str]] = {}
    all_known = known_lessons(scenario, known).lessons
    for lesson in scenario.lessons:
        families.setdefault(all_known[lesson].family, set()).add(lesson)
    yield from (Tally(f"{FAMILY}{family}", frozenset(lessons)) for family, lessons in families.items())


FAMILY = "family:"
"""Begins the id of a family's sum among those of lessons."""


def _is_about(reads: ReadSets, gauge: int) -> bool:
    """Whether a condition reads one gauge and nothing else."""
    return reads.gauges == {gauge} and not (reads.flags or reads.chosen or reads.day)


def smaller(scenario: Scenario, question: ModelQuestion, day: int) -> list[ModelQuestion]:
    """Return what is left to ask where a question was too large from a day on: what is settled by then, and less."""
    asked = question.asked
    found = []
    if asked.tallies or asked.injects:
        early = Asked(
            tuple(tally for tally in asked.tallies if _last_evidence(scenario, tally) < day),
            injects=frozenset(index for index in asked.injects if _last(scenario, scenario.injects[index]) < day),
        )
        if not early.empty and early != asked:
            found.append(ModelQuestion(f"{question.name}, until day {day}", early))
    if asked.laters or asked.trends:
        before = frozenset(
            id
            for id in asked.laters
            if _last(scenario, scenario.injects[id[0]]) + scenario.injects[id[0]].options[id[1]].later[id[2]].after
            < day
        )
        if before and before != asked.laters:
            found.append(ModelQuestion(f"{question.name}, until day {day}", Asked(laters=before)))
    if asked.values:
        found.append(ModelQuestion(f"{question.name}, at the end alone", Asked(gauges=asked.gauges)))
    if asked.values or len(asked.endings) > 1:
        found += [_ending(scenario, ending) for ending in asked.endings]
    return found


def of_the_end(scenario: Scenario, objective: Objective) -> ModelQuestion:
    """Return the question for the final value of one gauge, or for one ending, named as where it was asked before."""
    if objective.kind == "ending":
        return _ending(scenario, next(n for n, ending in enumerate(scenario.endings) if ending.id == objective.id))
    return ModelQuestion(
        f"gauge '{objective.id}', at the end alone", Asked(gauges=(scenario.names.gauge_index[objective.id],))
    )


def _ending(scenario: Scenario, ending: int) -> ModelQuestion:
    return ModelQuestion(f"ending '{scenario.endings[ending].id}'", Asked(endings=(ending,)))


def _last(scenario: Scenario, inject: Inject) -> int:
    return min(inject.last if inject.when is not None else inject.first, scenario.days)


def _last_evidence(scenario: Scenario, tally: Tally) -> int:
    """The last day on which evidence for it can be earned."""
    return max(
        (
            _last(scenario, inject)
            for inject in scenario.injects
            for option in inject.options
            if any(evidence.lesson in tally.lessons for evidence in option.evidence)
        ),
        default=-1,
    )
