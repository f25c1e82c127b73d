"""A term of classes, at group level alone: what syndicates decided and left, pooled so that nobody stands out.

Columns are classes by their date; there is no order by any figure, and nothing of a facilitator's. What people
answered is pooled over syndicates of five or more; smaller ones enter only together, and only where they are five. So
no printed figure less another one leaves fewer than five.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from game.errors import Said
from game.exercise import recalling
from game.exercise.classroom.classroom import ClassRecord
from game.record.run import Run
from game.report.calibration import Calibration, calibration
from game.report.least import (
    FEWEST_FORECASTERS,
    FEWEST_PEOPLE,
    FEWEST_SYNDICATES,
    FEWEST_TIMES,
    FEWEST_TO_SAY,
)
from game.report.measures import Spread, measures, spread
from game.rules import judge, play
from game.rules.judge import Reading
from game.scenario.lessons import known_lessons

ALIKE, OF_SYNDICATES = 0.9, 10
"""From so many syndicates on an inject is named to its author that so large a share decides alike."""


class CourseError(Said):
    """Classes that make no course."""


@dataclass(frozen=True, slots=True)
class CourseClass:
    """One class of the term."""

    name: str
    day: str
    title: str
    syndicates: int


@dataclass(frozen=True, slots=True)
class LessonCell:
    """In how many syndicates of a class a lesson was served, spent, both, or not at stake."""

    served: int
    spent: int
    both: int
    untested: int


@dataclass(frozen=True, slots=True)
class CourseLesson:
    id: str
    title: str
    cells: tuple[LessonCell | None, ...]
    """One a class; None where its scenario has no such lesson."""


@dataclass(frozen=True, slots=True)
class CourseInject:
    """One inject over all syndicates that decided it."""

    scenario: str
    inject: str
    title: str
    syndicates: int
    how: tuple[tuple[str, int], ...]
    seconds: float | None
    """The middle time to a decision, of three or more."""
    papers_closed: int
    """In how many syndicates a paper of it was opened by nobody."""
    facts_untold: int
    sure: Spread | None
    """How sure people were of what each would have done alone; None of fewer than five of them."""
    alike: str
    """The option that nine of ten took, where ten or more decided it."""


@dataclass(frozen=True, slots=True)
class CourseAsked:
    """A question of a scenario, and the answers of five or more people at its three moments."""

    scenario: str
    ask: str
    scale: int
    before: Spread | None
    then: Spread | None
    after: Spread | None


@dataclass(frozen=True, slots=True)
class Course:
    """All of it."""

    classes: tuple[CourseClass, ...]
    lessons: tuple[CourseLesson, ...]
    injects: tuple[CourseInject, ...]
    asked: tuple[CourseAsked, ...]
    calibration: Calibration | None
    """None below fifty forecasts of ten people."""
    plans: tuple[int, int, int] | None
    """Occasions that came and it was done, that came and it was not, that have not come; None below five people."""
    named: tuple[tuple[str, int], ...]
    """From memory: how many named which inject as weighing most, of two or more; none below five people."""


def course(records: Sequence[ClassRecord]) -> Course:
    """Return what a term of classes holds, the same in whatever order they come.

    Raises:
        CourseError: where there are fewer than three syndicates.
    """
    by_id = {each.events[0].id: each for each in records}
    ordered = sorted(by_id.values(), key=lambda each: (each.events[0].at, each.name, each.events[0].id))
    groups = [(record, id, run) for record in ordered for id, run in record.runs.items()]
    if len(groups) < FEWEST_SYNDICATES:
        raise CourseError(f"a course is of {FEWEST_SYNDICATES} syndicates or more; these are {len(groups)}.")
    return Course(
        tuple(CourseClass(each.name, each.events[0].at[:10], each.scenario.title, len(each.runs)) for each in ordered),
        tuple(_lessons(ordered)),
        tuple(_injects(groups)),
        tuple(_asked(groups)),
        _calibration(groups),
        _plans(groups),
        most_named(groups),
    )


Group = tuple[ClassRecord, str, Run]


def _lessons(records: Sequence[ClassRecord]) -> Iterable[CourseLesson]:
    readings: list[tuple[ClassRecord, list[dict[str, Reading]]]] = [
        (each, [_readings(run) for run in each.runs.values()]) for each in records
    ]
    titles = {id: lesson.title for each in records for id, lesson in known_lessons(each.scenario).lessons.items()}
    played = {id for each in records for id in each.scenario.lessons}
    for id in (each for each in titles if each in played):
        cells = tuple(_cell(id, told) if id in each.scenario.lessons else None for each, told in readings)
        yield CourseLesson(id, titles[id], cells)


def _readings(run: Run) -> dict[str, Reading]:
    from game.exercise.views.inject_state import taken_for

    judged = judge.judge(run.scenario, run.state, run.happenings, taken_for(run))
    return {id: each.reading for id, each in judged.items()}


def _cell(id: str, told: Sequence[dict[str, Reading]]) -> LessonCell:
    kinds = Counter(_KINDS.get(str(each.get(id, Reading.UNTESTED)), "both") for each in told)
    return LessonCell(kinds["served"], kinds["spent"], kinds["both"], kinds["untested"])


_KINDS = {
    "untested": "untested", "served_once": "served", "served": "served", "spent_once": "spent", "spent": "spent",
}  # fmt: skip
"""What went both ways, mostly one of them or neither, is told as both."""


def _injects(groups: Sequence[Group]) -> Iterable[CourseInject]:
    made: dict[tuple[str, str], list[Group]] = {}
    for record, id, run in groups:
        for taken in run.decisions:
            made.setdefault((record.scenario.id, taken.inject), []).append((record, id, run))
    counted = {(record.name, id): measures(record, id) for record, id, _ in groups}
    for (scenario, inject), some in made.items():
        met = [each for record, id, _ in some for each in counted[record.name, id].met if each.inject == inject]
        times = [each.seconds for each in met if each.seconds is not None]
        source = some[0][0].scenario.inject(inject)
        options = Counter(each.option for _, _, run in some for each in run.decisions if each.inject == inject)
        (most, count), *_ = options.most_common(1)
        alike = len(some) >= OF_SYNDICATES and count >= ALIKE * len(some)
        label = next((each.label for each in source.options if each.id == most), "")
        yield CourseInject(
            scenario, inject, source.title, len(some), tuple(sorted(Counter(each.how for each in met).items())),
            float(median(times)) if len(times) >= FEWEST_TIMES else None,
            sum(_closed(run, inject) for _, _, run in some), sum(_untold(run, inject) for _, _, run in some),
            _sure(some, inject), label if alike else "",
        )  # fmt: skip


def _closed(run: Run, inject: str) -> bool:
    opened = {number for _, id, number in run.opened if id == inject}
    return len(opened) < len(run.scenario.inject(inject).documents)


def _untold(run: Run, inject: str) -> bool:
    held = {role for seat in run.seats.values() for role in seat["roles"]}
    facts = [role for role, _ in run.scenario.inject(inject).private if not held or role in held]
    return any((inject, role) not in run.shared for role in facts)


def _sure(groups: Sequence[Group], inject: str) -> Spread | None:
    def of(run: Run) -> dict[str, list[int]]:
        return {each.seat: [each.confidence] for each in run.choices.get(inject, ()) if each.confidence is not None}

    return spread([value for values in pooled(groups, of).values() for value in values])


def pooled(groups: Sequence[Group], of: Callable[[Run], dict[str, list[int]]]) -> dict[str, list[int]]:
    """Return what people gave, by person: of syndicates where five or more did, and of the others where together five.

    ``of`` gives the values of each person of a run.
    """
    shown: dict[str, list[int]] = {}
    others: dict[str, list[int]] = {}
    for record, id, run in groups:
        found = {f"{record.name}.{id}/{seat}": values for seat, values in of(run).items() if values}
        (shown if len(found) >= FEWEST_PEOPLE else others).update(found)
    return {**shown, **(others if len(others) >= FEWEST_PEOPLE else {})}


def _asked(groups: Sequence[Group]) -> Iterable[CourseAsked]:
    scenarios: dict[str, list[Group]] = {}
    for each in groups:
        scenarios.setdefault(each[0].scenario.id, []).append(each)
    for id, some in scenarios.items():
        for question in some[0][0].scenario.questions:
            given = [_moment(some, question.id, when) for when in ("before", "then", "after")]
            yield CourseAsked(id, question.ask, question.scale, *given)


def _moment(groups: Sequence[Group], question: str, when: str) -> Spread | None:
    def of(run: Run) -> dict[str, list[int]]:
        return {seat: [value] for (seat, id, at), value in run.answers.items() if (id, at) == (question, when)}

    return spread([value for values in pooled(groups, of).values() for value in values])


def _calibration(groups: Sequence[Group]) -> Calibration | None:
    def of(run: Run) -> dict[str, list[int]]:
        if not run.state.over:
            return {}
        true = {each.id: play.holds(run.state, each.about) for each in run.scenario.forecasts}
        made: dict[str, list[int]] = {}
        for (seat, id), percent in run.forecasts.items():
            if id in true:
                made.setdefault(seat, []).append(percent if true[id] else -percent - 1)
        return made

    people = pooled(groups, of)
    forecasts = [(value, True) if value >= 0 else (-value - 1, False) for some in people.values() for value in some]
    if len(people) < FEWEST_FORECASTERS or len(forecasts) < FEWEST_TO_SAY:
        return None
    return calibration(sorted(forecasts))


def _plans(groups: Sequence[Group]) -> tuple[int, int, int] | None:
    kinds = (recalling.DID, recalling.DID_NOT, recalling.NOT_YET)

    def of(run: Run) -> dict[str, list[int]]:
        last = {each.by: each.pick for each in run.recalled if each.prompt == recalling.CAME}
        return {seat: [kinds.index(pick)] for seat, pick in last.items() if pick in kinds}

    found = Counter(value for values in pooled(groups, of).values() for value in values)
    return (found[0], found[1], found[2]) if found else None


def most_named(groups: Sequence[Group]) -> tuple[tuple[str, int], ...]:
    """Return what people named from memory as weighing most: titles of injects, each named by two people or more.

    None where fewer than five people named one; one that a single person named is nobody's to know.
    """
    titles = {
        (record.scenario.id, inject.id): inject.title for record, _, _ in groups for inject in record.scenario.injects
    }
    places = list(titles)

    def of(run: Run) -> dict[str, list[int]]:
        picked = {
            each.by: (run.scenario.id, each.pick) for each in run.recalled
            if (each.moment, each.prompt) == (recalling.END, recalling.WEIGHED)
        }  # fmt: skip
        return {seat: [places.index(at)] for seat, at in picked.items() if at in titles}

    found = Counter(value for values in pooled(groups, of).values() for value in values)
    return tuple((titles[places[at]], count) for at, count in sorted(found.items()) if count > 1)
