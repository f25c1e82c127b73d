"""What can be counted of a syndicate's play. By syndicate, never by person, and never one score.

Where it is about people's own answers, nothing is shown of fewer than `FEWEST_PEOPLE`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import mean, median

from game.exercise.classroom.classroom import ClassRecord
from game.exercise.clock import Break
from game.exercise.views.facilitator_view_builder import decision_seconds
from game.exercise.views.inject_state import taken_for
from game.record.events import How
from game.record.run import Choice, Decision, Run
from game.report.least import FEWEST_PEOPLE as FEWEST_PEOPLE
from game.rules import judge, play
from game.rules.judge import Reading
from game.rules.state import NOT_PLAYED
from game.scenario.scenario import Question


@dataclass(frozen=True, slots=True)
class Spread:
    """Numbers that people gave: how many, the lowest, the middle, the highest."""

    people: int
    low: int
    middle: float
    high: int


@dataclass(frozen=True, slots=True)
class QuestionAnswers:
    """A question of the scenario, and the answers at its three moments; None where too few people gave one."""

    ask: str
    scale: int
    before: Spread | None
    then: Spread | None
    """Before play, as people saw it after it."""
    after: Spread | None


@dataclass(frozen=True, slots=True)
class InjectTally:
    """How one inject was decided."""

    inject: str
    title: str
    how: str
    seconds: int | None
    """Exercise time from its coming up to the decision."""
    chose: int | None
    """Seats that made a private choice. This and all that follows is None where fewer than five did."""
    apart: int | None
    """Of them, those that would have taken something else than what was decided."""
    options: int | None
    """How many different options were chosen."""
    most: bool | None
    """Whether what was decided is what most would have taken."""
    moved: int | None
    """Seats whose vote differs from their own private choice; a leader who decided other than they chose."""


@dataclass(frozen=True, slots=True)
class Measures:
    """One syndicate in numbers."""

    met: tuple[InjectTally, ...]
    how: tuple[tuple[str, int], ...]
    """How often it was decided by leader, vote, timer, facilitator."""
    seconds: int | float | None
    """The middle of the decision times."""
    opened: int
    offered: int
    """Documents opened by somebody, of those offered."""
    told: int
    alone: int
    """Private facts put on the table, of those that somebody knew alone."""
    confidence: Spread | None
    """How sure people were of their private choices, at the injects at which five or more said so."""
    asked: tuple[QuestionAnswers, ...]
    brier: float | None
    """The mean of the forecasts' Brier scores; None where they are of too few people, or it is not over. Forms print it
    from so many forecasts on that it is not of chance alone (`least.py`)."""
    forecasters: int | None
    """How many made a forecast; None where fewer than five did, 0 where nobody."""
    tested: int
    planned: int
    """Lessons on which an own decision bore, of those that the scenario lists: as many as the list of lessons reads."""
    forecasts: int | None
    """How many the score is of; None where there is none."""


def measures(record: ClassRecord, syndicate: str) -> Measures:
    """Return what can be counted of one syndicate."""
    run = record.runs[syndicate]
    breaks = (*record.roster.pauses, *run.holds)
    met = tuple(_met(run, taken, record.roster.begun_at, breaks) for taken in run.decisions)
    times = [each.seconds for each in met if each.seconds is not None]
    # What is pooled leaves out what is too little to be shown by itself: else it could be had by subtraction.
    said = [[each for each in made if each.confidence is not None] for made in run.choices.values()]
    choices = [choice for made in said if len(made) >= FEWEST_PEOPLE for choice in made]
    sure = [choice.confidence for choice in choices if choice.confidence is not None]
    judged = judge.judge(run.scenario, run.state, run.happenings, taken_for(run))
    listed = run.scenario.lessons
    offered, opened, alone = _papers(run)
    percents, people = _forecasts(run)
    return Measures(
        met=met,
        how=tuple(Counter(each.how for each in met).most_common()),
        seconds=median(times) if times else None,
        opened=opened,
        offered=offered,
        told=len(run.shared),
        alone=alone,
        confidence=spread(sure, len({choice.seat for choice in choices})),
        asked=tuple(_asked(run, question) for question in run.scenario.questions),
        brier=mean(percents) if people >= FEWEST_PEOPLE else None,
        forecasters=people if not people or people >= FEWEST_PEOPLE else None,
        tested=sum(id in judged and judged[id].reading is not Reading.UNTESTED for id in listed),
        planned=len(listed),
        forecasts=len(percents) if people >= FEWEST_PEOPLE else None,
    )


def spread(values: Sequence[int], people: int | None = None) -> Spread | None:
    """Return the spread of numbers, or None where fewer than five people gave them."""
    people = len(values) if people is None else people
    if people < FEWEST_PEOPLE:
        return None
    return Spread(people, min(values), float(median(values)), max(values))


def _met(run: Run, taken: Decision, begun_at: str, breaks: Iterable[Break]) -> InjectTally:
    choices = run.choices.get(taken.inject, ())
    counts = Counter(choice.option for choice in choices)
    enough = len(choices) >= FEWEST_PEOPLE
    return InjectTally(
        inject=taken.inject,
        title=run.scenario.inject(taken.inject).title,
        how=str(taken.how),
        seconds=decision_seconds(taken, begun_at, tuple(breaks)),
        chose=len(choices) if enough else None,
        apart=sum(choice.option != taken.option for choice in choices) if enough else None,
        options=len(counts) if enough else None,
        most=counts[taken.option] == max(counts.values()) if enough else None,
        moved=_moved(run, taken, choices) if enough else None,
    )


def _moved(run: Run, taken: Decision, choices: Iterable[Choice]) -> int:
    mine = {choice.seat: choice.option for choice in choices}
    if taken.how is How.VOTE:
        votes = run.votes.get(taken.inject, {})
        return sum(seat in mine and mine[seat] != option for seat, option in votes.items())
    return int(taken.how is How.LEADER and taken.by in mine and mine[taken.by] != taken.option)


def _papers(run: Run) -> tuple[int, int, int]:
    """Documents offered and opened, and facts known to one role alone, at the injects that came up."""
    came = [
        inject
        for index, inject in enumerate(run.scenario.injects)
        if run.state.played[index] != NOT_PLAYED or run.state.on_table == index
    ]
    offered = sum(len(inject.documents) for inject in came)
    opened = len({(inject, number) for _, inject, number in run.opened})
    return offered, opened, sum(len(inject.private) for inject in came)


def _asked(run: Run, question: Question) -> QuestionAnswers:
    def given(when: str) -> Spread | None:
        return spread([value for (_, id, at), value in run.answers.items() if (id, at) == (question.id, when)])

    return QuestionAnswers(question.ask, question.scale, given("before"), given("then"), given("after"))


def _forecasts(run: Run) -> tuple[list[float], int]:
    """The Brier score of every forecast, and how many people made one; none before the run is over."""
    if not run.state.over:
        return [], 0
    true = {each.id: play.holds(run.state, each.about) for each in run.scenario.forecasts}
    made = [(seat, (percent / 100 - true[id]) ** 2) for (seat, id), percent in run.forecasts.items() if id in true]
    return [score for _, score in made], len({seat for seat, _ in made})
