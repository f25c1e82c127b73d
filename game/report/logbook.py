"""One person's runs over time: lessons met, forecasts against what happened, plans, endings seen, what to play next.

Pure, from the debriefs of runs. There is no sum over lessons, and nothing says how many there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from game.exercise import recalling
from game.record.run import Note, Recalled
from game.report.calibration import Calibration, calibration
from game.report.model import Debrief
from game.scenario.catalogue import Catalogue

MOST_NEXT = 3
"""Lines of what to play next."""


@dataclass(frozen=True, slots=True)
class PlayedRun:
    """One run of this person's, or their own copy of a class."""

    name: str
    debrief: Debrief
    ended: str
    """When it was over; nothing where it is not."""
    roles: tuple[str, ...]
    """Titles of the roles that they held."""
    notes: tuple[Note, ...] = ()
    recalled: tuple[Recalled, ...] = ()


@dataclass(frozen=True, slots=True)
class LoggedLesson:
    """One lesson over all runs."""

    id: str
    title: str
    runs: int
    """In how many a decision of one's own bore on it."""
    served_at: int
    spent_at: int
    last: str
    """The day of the last such run; nothing where there is none."""


@dataclass(frozen=True, slots=True)
class LoggedFamily:
    id: str
    title: str
    lessons: tuple[LoggedLesson, ...]


@dataclass(frozen=True, slots=True)
class LoggedPlan:
    """What somebody meant to do, and what became of it."""

    run: str
    title: str
    day: str
    text: str
    came: str
    """``open`` as long as nobody asked, else as `game.exercise.recalling` has it."""
    said: str = ""


@dataclass(frozen=True, slots=True)
class Next:
    """One thing to play next, with its reason."""

    kind: str
    """``resume``, ``recall``, ``scenario``, ``seat``, ``branch`` or ``ending``."""
    what: str
    """A run, or a scenario."""
    title: str
    at: str = ""
    """The seat, or the number of the decision."""
    detail: tuple[str, ...] = ()
    """Lessons that were never at stake."""
    option: str = ""
    """The id of that seat, or of the inject to play on from."""


@dataclass(frozen=True, slots=True)
class Logbook:
    """All of it."""

    families: tuple[LoggedFamily, ...]
    calibration: Calibration
    plans: tuple[LoggedPlan, ...]
    notes: tuple[tuple[str, str], ...]
    """Title of a lesson, and what was noted on it."""
    endings: tuple[tuple[str, tuple[str, ...]], ...]
    """Title of a scenario, and of the endings seen of it."""
    next: tuple[Next, ...]


def logbook(runs: Sequence[PlayedRun], known: Catalogue, wanted: Iterable[Next] = ()) -> Logbook:
    """Return the logbook of some runs; ``wanted`` is what may be played next, the nearest first."""
    ordered = sorted(runs, key=lambda each: (each.ended or "9", each.name))
    families = [
        LoggedFamily(
            family.id, family.title, tuple(_lesson(ordered, each.id, each.title) for each in known.of(family.id))
        )
        for family in known.families
    ]
    met = {family.id: any(each.runs for each in family.lessons) for family in families}
    made = [(each.percent, each.came_true) for run in ordered for each in run.debrief.forecasts]
    titles = {id: lesson.title for id, lesson in known.lessons.items()}
    return Logbook(
        tuple(sorted(families, key=lambda each: met[each.id])),
        calibration(made),
        tuple(_plans(ordered)),
        tuple((titles[note.about], note.text) for run in ordered for note in run.notes if note.about in titles),
        tuple(_endings(ordered)),
        tuple(each for each, _ in zip(wanted, range(MOST_NEXT), strict=False)),
    )


def _lesson(runs: Sequence[PlayedRun], id: str, title: str) -> LoggedLesson:
    parts = []
    for run in runs:
        known = {part.id: part for family in run.debrief.families for part in family.lessons}
        part = known.get(id)
        if part is not None and part.served_at + part.spent_at:
            parts.append((run, part))
    last = max((run.ended[:10] for run, _ in parts), default="")
    served, spent = sum(part.served_at for _, part in parts), sum(part.spent_at for _, part in parts)
    return LoggedLesson(id, title, len(parts), served, spent, last)


def _plans(runs: Sequence[PlayedRun]) -> Iterator[LoggedPlan]:
    for run in runs:
        plan = next((each for each in reversed(run.recalled) if each.prompt == recalling.PLAN and each.text), None)
        if plan is not None:
            asked = [each for each in run.recalled if each.prompt == recalling.CAME and each.pick]
            came, said = (asked[-1].pick, asked[-1].text) if asked else ("open", "")
            yield LoggedPlan(run.name, run.debrief.title, plan.at[:10], plan.text, came, said)


def _endings(runs: Sequence[PlayedRun]) -> Iterator[tuple[str, tuple[str, ...]]]:
    seen: dict[str, dict[str, None]] = {}
    for run in runs:
        if run.debrief.finished and run.debrief.endings:
            seen.setdefault(run.debrief.title, {}).update(dict.fromkeys(title for title, _ in run.debrief.endings))
    yield from ((title, tuple(endings)) for title, endings in seen.items())


def least_content_seat(runs: Sequence[PlayedRun], scenario: str) -> str:
    """Return the role never held whose headquarters ended least content on the mean; nothing where all were held."""
    mine = [run for run in runs if run.debrief.scenario == scenario]
    held = {role for run in mine if len(run.roles) == 1 for role in run.roles}
    contents: dict[str, list[float]] = {}
    for run in mine:
        for part in run.debrief.headquarters:
            if part.role not in held:
                contents.setdefault(part.role, []).append(float(part.content))
    return min(contents, key=lambda role: (sum(contents[role]) / len(contents[role]), role), default="")
