"""Naive strategies in words: what always doing the same thing ends in, beside random play."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from game.analysis.abstraction.objectives import Objective
from game.analysis.result.model import Analysis, Ran
from game.report.words_of_numbers import Words, percent, signed
from game.scenario.scenario import Scenario

NAMES = {
    "gauge": "Always what helps {} most",
    "role": "Always what {} is rewarded for",
    "lesson": "Always what serves {} most",
    "wait": "Always what changes least",
    "loudest": "Always with whoever says most",
}

MOST = 5
"""So many gauges and lessons are named on a line; of the rest it is said how many there are."""

LEAST = {"tally": 0.5, "gauge": 0.03}
"""A difference of less than this (of a gauge: of its range) is not told."""


@dataclass(frozen=True, slots=True)
class StrategyLine:
    """What a naive strategy ends in, beside random play; several of which the same is to be said are one."""

    name: str
    better: str
    worse: str
    endings: str


def strategies(analysis: Analysis, words: Words) -> Iterator[StrategyLine]:
    """Yield the strategies, those with the same outcome together, and first those that make the least worse."""
    random = {Objective("tally", id): outcome.random.value for id, outcome in analysis.lessons.items()}
    random |= {Objective("gauge", id): outcome.random.value for id, outcome in analysis.gauges.items()}
    known = all(outcome.random.exact for outcome in (*analysis.lessons.values(), *analysis.gauges.values()))
    told: dict[tuple[str, _Outcome, bool], list[str]] = {}
    for ran in analysis.strategies:
        kind, _, id = ran.name.partition(":")
        if kind == "lesson" and not _at_stake(analysis.scenario, id):
            continue
        said = _said(ran, words, random)
        told.setdefault((kind, said, ran.exact and known), []).append(_subject(analysis.scenario, words, kind, id))
    for (kind, said, exact), subjects in sorted(told.items(), key=lambda each: each[0][1].cost):
        name = NAMES[kind].format(" or ".join(subjects)) + ("" if exact else " (sampled)")
        yield StrategyLine(name, said.better, said.worse, said.endings)


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What a strategy ends in, in words, and how much it makes worse."""

    better: str
    worse: str
    endings: str
    cost: float


def _said(ran: Ran, words: Words, random: dict[Objective, float]) -> _Outcome:
    better: list[tuple[float, str]] = []
    worse: list[tuple[float, str]] = []
    endings: list[str] = []
    for objective, value in ran.values.items():
        if objective.kind == "ending":
            if value >= 0.005:
                endings.append(f"{words.endings[objective.id]} {percent(value)}")
        elif objective in random:
            more = (value - random[objective]) * (-1 if words.low(objective) else 1)
            strength = abs(more) / words.scale(objective)
            if strength > LEAST[objective.kind]:
                # A point of evidence and a tenth of a gauge's range are about as much.
                weight = strength / (10 if objective.kind == "tally" else 1)
                text = f"{words.title(objective)} {signed(value - random[objective])}"
                (better if more > 0 else worse).append((weight, text))
    cost = sum(weight for weight, _ in worse)
    return _Outcome(strongest(better), strongest(worse), "; ".join(endings), round(cost, 9))


def _at_stake(scenario: Scenario, lesson: str) -> bool:
    """Whether anything outside the tray bears on a lesson."""
    return any(
        evidence.lesson == lesson
        for inject in scenario.injects
        if not inject.manual
        for option in inject.options
        for evidence in option.evidence
    )


def _subject(scenario: Scenario, words: Words, kind: str, id: str) -> str:
    if kind == "role":
        role = scenario.role(id)
        return f"“{role.title if role else id}”"
    return f"“{words.title(Objective('tally' if kind == 'lesson' else 'gauge', id))}”" if id else ""


def strongest(weighed: list[tuple[float, str]]) -> str:
    """The texts with the most weight, and how many more there are."""
    texts = [text for _, text in sorted(weighed, key=lambda each: -each[0])]
    more = [f"and {len(texts) - MOST} more"] if len(texts) > MOST else []
    return "; ".join([*texts[:MOST], *more])
