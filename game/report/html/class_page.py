"""A class's page as data: syndicates side by side, in the order given, never ranked, no person named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from markupsafe import Markup

from game.exercise.views.inject_state import TAKEN_FOR, InjectState
from game.report import readings
from game.report.compare import CannotCompare
from game.report.html import charts, figures, signs
from game.report.html.charts import DASHES, Line
from game.report.html.figures import Figure
from game.report.html.signs import Sign
from game.report.html.svg import element
from game.report.measure_words import measured, people
from game.report.measures import FEWEST_PEOPLE, Asked, Measures
from game.report.model import Debrief, DecisionPart, LessonPart, StandPart
from game.rules.judge import Outcome, Reading
from game.scenario.text import parted

MOST = 12
LETTERS = "ABCDEFGHIJKL"


@dataclass(frozen=True, slots=True)
class Column:
    """One syndicate: the letter that stands for it in charts and tables."""

    letter: str
    name: str
    clock: str
    endings: tuple[str, ...]
    epilogue: tuple[tuple[str, str], ...]
    """Of whom or what, and the paragraph that is told of it."""
    state: str
    """Empty, or that the run is not finished or ended before its time."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What one syndicate did at an inject."""

    number: str
    """Of the option in the row's key; a sign where there is none."""
    words: str
    when: str
    reason: str
    how: str = ""
    """How it was decided, in words; nothing of a run that was played alone."""
    taken_for: bool = False
    """Whether the facilitator or the end of the time decided: such a cell is hatched."""


@dataclass(frozen=True, slots=True)
class InjectRow:
    title: str
    key: tuple[tuple[str, str, str], ...]
    """Number and label of each option that somebody took, and the letters of those who did."""
    cells: tuple[Choice, ...]
    same: bool
    """Whether every syndicate took the same option."""

    @property
    def any_taken_for(self) -> bool:
        """Whether the facilitator or the end of the time decided it for some syndicate."""
        return any(cell.taken_for for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Cell:
    """One lesson in one syndicate."""

    reading: Sign
    taken_for: str
    """The titles of the decisions that others took for the syndicate and that bore on it."""
    outcome: str
    """What came of it, apart from the reading: ``held``, ``did not hold``, or nothing."""


@dataclass(frozen=True, slots=True)
class LessonRow:
    title: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class FamilyRows:
    title: str
    rows: tuple[LessonRow, ...]


@dataclass(frozen=True, slots=True)
class Spread:
    """Answers of a class to one question, without who gave them."""

    ask: str
    scale: int
    before: str
    after: str
    then: str = ""
    """Before, as people saw it afterwards; nothing where it was not asked."""
    who: str = ""
    """The letter of the syndicate; nothing where it is of all together."""


@dataclass(frozen=True, slots=True)
class ClassParts:
    """Everything that the page shows."""

    title: str
    columns: tuple[Column, ...]
    same_luck: bool
    dice: bool
    """Whether luck came from dice on a table in any of them."""
    injects: tuple[InjectRow, ...]
    families: tuple[FamilyRows, ...]
    quiet: tuple[str, ...]
    """Titles of the lessons that no syndicate tested."""
    figures: tuple[Figure, ...]
    headquarters: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    """Role, and for each syndicate a sign and a value."""
    spreads: tuple[Spread, ...]
    any_answers: bool
    measured: tuple[tuple[str, tuple[str, ...]], ...]
    """Name of each measure and its value for each syndicate; none where nothing was counted."""
    legend: tuple[tuple[str, str, Markup], ...]
    """Letter, name and the stroke that draws it."""
    few: bool
    """Whether reasons were left out, because fewer than five people chose."""
    debrief: Debrief
    """The first one, for what all have in common: prompts and disclaimer."""


def class_parts(debriefs: Sequence[tuple[str, Debrief]], counted: Sequence[Measures] = ()) -> ClassParts:
    """Return what the page of a class shows; of a class that was counted, one syndicate is enough.

    Raises:
        CannotCompare: where there are fewer than two or more than twelve, or they are not of one text of one scenario.
    """
    if not (1 if counted else 2) <= len(debriefs) <= MOST:
        raise CannotCompare(f"a class page lays 2 to {MOST} runs side by side, not {len(debriefs)}.")
    (name, first), *others = debriefs
    for other, each in others:
        if each.sha256 != first.sha256:
            what = "a changed text of" if each.scenario == first.scenario else "another scenario than"
            raise CannotCompare(f"run '{other}' is of {what} run '{name}': they cannot be laid side by side.")
    runs = [each for _, each in debriefs]
    families, quiet = _lessons(runs)
    spreads = tuple(_asked(counted)) if counted else tuple(_spreads(runs))
    return ClassParts(
        title=first.title,
        columns=tuple(_column(LETTERS[i], name, each) for i, (name, each) in enumerate(debriefs)),
        same_luck=len({each.seed for each in runs}) == 1 and all(each.luck == "seed" for each in runs),
        dice=any(each.luck == "dice" for each in runs),
        injects=tuple(_injects(runs, counted)),
        families=families,
        quiet=quiet,
        figures=tuple(_gauges(runs)),
        headquarters=tuple(_headquarters(runs)),
        spreads=spreads,
        any_answers=bool(spreads) if counted else any(each.answers for each in runs),
        measured=tuple(_measured(counted)),
        legend=tuple((LETTERS[i], name, _stroke(i)) for i, (name, _) in enumerate(debriefs)),
        few=any(met.chose is None for each in counted for met in each.met),
        debrief=first,
    )


def _column(letter: str, name: str, debrief: Debrief) -> Column:
    state = "not finished" if not debrief.finished else "ended before its time" if debrief.stopped else ""
    return Column(letter, name, debrief.clock, tuple(title for title, _ in debrief.endings), debrief.epilogue, state)


def _injects(runs: Sequence[Debrief], counted: Sequence[Measures]) -> Iterator[InjectRow]:
    """Every inject that at least one syndicate has reached: those that came up by the earliest day, then the others."""
    taken = [{part.inject: part for part in run.decisions} for run in runs]
    stands = [{each.inject: each for each in run.stands} for run in runs]
    enough = [{met.inject for met in each.met if met.chose is not None} for each in counted]
    rows = [id for id in stands[0] if any(of[id].state is not InjectState.NOT_REACHED for of in stands)]
    days = _days(runs)
    for inject in sorted(rows, key=lambda id: days.get(id, _NEVER)):
        parts = [found.get(inject) for found in taken]
        labels = list(dict.fromkeys(part.option for part in parts if part and part.option))
        cells = tuple(
            _choice(part, of[inject], labels, not counted or inject in enough[place])
            for place, (part, of) in enumerate(zip(parts, stands, strict=True))
        )
        key = tuple(
            (str(number), label, " ".join(LETTERS[i] for i, part in enumerate(parts) if part and part.option == label))
            for number, label in enumerate(labels, start=1)
        )
        same = len(labels) == 1 and all(part and part.option for part in parts)
        yield InjectRow(stands[0][inject].title, key, cells, same)


_NEVER = (1 << 30, 0)


def _days(runs: Sequence[Debrief]) -> dict[str, tuple[int, int]]:
    """The earliest day on which each inject came up in some run, and its place among those of that day."""
    found: dict[str, tuple[int, int]] = {}
    for run in runs:
        came = [(part.inject, part.day) for part in run.decisions]
        lying = (InjectState.ON_TABLE, InjectState.LEFT)
        came += [(each.inject, run.day) for each in run.stands if each.state in lying]
        for place, (inject, day) in enumerate(came):
            found[inject] = min(found.get(inject, (day, place)), (day, place))
    return found


def _choice(part: DecisionPart | None, stood: StandPart, labels: list[str], reasons: bool) -> Choice:
    """What one syndicate did at an inject; ``reasons`` says whether enough people chose for one to be shown."""
    if part is None or not part.option:
        return Choice(NOTHING, stood.says, part.when if part else "", "")
    number, how = str(labels.index(part.option) + 1), HOW.get(part.how, "")
    return Choice(number, part.option, part.when, part.reason if reasons else "", how, part.how in TAKEN_FOR)


NOTHING = "–"
"""Stands for the number of an option where none was taken."""

HOW = {
    "leader": "by the deciding role",
    "vote": "by vote",
    "facilitator": "taken by the facilitator",
    "timer": "time was up; taken by the facilitator",
}


def _lessons(runs: Sequence[Debrief]) -> tuple[tuple[FamilyRows, ...], tuple[str, ...]]:
    by_id = [{part.id: part for family in run.families for part in family.lessons} for run in runs]
    made, quiet = [], []
    for family in runs[0].families:
        rows = []
        for lesson in family.lessons:
            parts = [found[lesson.id] for found in by_id]
            if all(part.reading is Reading.UNTESTED and not part.trail for part in parts):
                quiet.append(lesson.title)
            else:
                rows.append(LessonRow(lesson.title, tuple(map(_judged, parts))))
        if rows:
            made.append(FamilyRows(family.title, tuple(rows)))
    return tuple(made), tuple(quiet)


def _judged(part: LessonPart) -> Cell:
    away = "; ".join(mark.title for mark in readings.taken_for(part))
    return Cell(signs.reading(part.reading), away, _SHORT[part.outcome] if part.outcome else "")


_SHORT = {Outcome.HELD: "held", Outcome.FAILED: "did not hold"}


def _gauges(runs: Sequence[Debrief]) -> Iterator[Figure]:
    """Each gauge as it truly was, one line a syndicate."""
    last, read = max(run.day for run in runs), runs[0].ticks
    share = charts.window([((g.low, g.high), g.true_points) for run in runs for g in run.gauges])
    for index, gauge in enumerate(runs[0].gauges):
        tracks = [run.gauges[index] for run in runs]
        lines = [
            Line(LETTERS[i], track.true_points, f"s{i % 8 + 1}", DASHES[i % len(DASHES)])
            for i, track in enumerate(tracks)
        ]
        unit = f" {gauge.unit}" if gauge.unit else ""
        ends = ", ".join(f"{LETTERS[i]} {track.final}" for i, track in enumerate(tracks))
        says = f"From {gauge.start}{unit}; {'high' if gauge.high_is_good else 'low'} is good."
        chart = charts.gauge_chart(
            f"gauge-{parted(gauge.id)}", gauge.title, f"From {gauge.start}{unit} {read.at(0)}. At the end: {ends}.",
            figures.plane(gauge, last, share, 288, read), lines, gauge.start, (),
        )  # fmt: skip
        days = sorted({point.day for track in tracks for point in track.true_points})
        rows = tuple(
            (read.number(day), *(str(figures.at(track.true_points, day)) for track in tracks)) for day in (*days, last)
        )
        heads = (read.word.capitalize(), *LETTERS[: len(runs)])
        yield Figure(gauge.title, says, chart, heads, tuple(dict.fromkeys(rows)))


def _headquarters(runs: Sequence[Debrief]) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    for index, part in enumerate(runs[0].headquarters):
        values = [run.headquarters[index].content for run in runs]
        yield (
            part.role,
            tuple(("▲" if value > 0 else "▼" if value < 0 else "=", charts.signed(value)) for value in values),
        )


def _spreads(runs: Sequence[Debrief]) -> Iterator[Spread]:
    """The spread of answers to each question, where five people or more gave one; nothing of the others."""
    asked = dict.fromkeys((part.ask, part.scale) for run in runs for part in run.answers)
    for ask, scale in asked:
        parts = [part for run in runs for part in run.answers if (part.ask, part.scale) == (ask, scale)]
        before = _spread([part.before for part in parts if part.before is not None])
        after = _spread([part.after for part in parts if part.after is not None])
        if before or after:
            yield Spread(ask, scale, before or _TOO_FEW, after or _TOO_FEW)


def _asked(counted: Sequence[Measures]) -> Iterator[Spread]:
    """The spread of answers in each syndicate: five people or more of it, or nothing."""
    for index, each in enumerate(counted):
        for asked in each.asked:
            if asked.before or asked.after or asked.then:
                yield _spread_of(asked, LETTERS[index])


def _spread_of(asked: Asked, letter: str) -> Spread:
    before, then, after = (people(each) if each else _TOO_FEW for each in (asked.before, asked.then, asked.after))
    return Spread(asked.ask, asked.scale, before, after, then, letter)


def _measured(counted: Sequence[Measures]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """One row a measure, one cell a syndicate; what one syndicate was never asked is a dash."""
    columns = [dict(measured(each)) for each in counted]
    for name in dict.fromkeys(name for column in columns for name in column):
        yield name, tuple(column.get(name, "–") for column in columns)


_TOO_FEW = "too few to show"


def _spread(values: list[int]) -> str:
    if len(values) < FEWEST_PEOPLE:
        return ""
    return f"{min(values)} to {max(values)}, middle {median(values):g} ({len(values)} people)"


def _stroke(index: int) -> Markup:
    line = element(
        "line", x1=0, x2=44, y1=6, y2=6, class_=f"line s{index % 8 + 1}", stroke_dasharray=DASHES[index % 8] or "none"
    )
    return element("svg", line, viewBox="0 0 44 12", aria_hidden="true")
