"""A run or a class as tables: sheets of a workbook, or files of a folder with a Frictionless data package beside them.

Rows are facts that programs count; nobody is named in them, no seat is, and of a class nothing that fewer than five
people gave. Every column says its unit, where it comes from and the least that it rests on. Text that a spreadsheet
would take for a formula gets an apostrophe in front (OWASP ASVS 5.0, 1.2.10).
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from game.errors import Said
from game.exercise.classroom.classroom import ClassRecord
from game.exercise.clock import parsed
from game.extras import cure
from game.record.events import Event
from game.record.run import Run
from game.report.group import GroupDebrief
from game.report.html.write import CannotWrite, write_page
from game.report.measures import FEWEST_PEOPLE
from game.report.model import Debrief, Opened
from game.report.reach import kept
from game.rules import judge, play
from game.rules.state import Adjusted, Decided, DelayedApplied, Part, Passed, TrendApplied
from game.words import ENGLISH

VERSION = 1
"""Of the tables; it rises with every change of a column."""
MOST_CELL = 32_767
"""Signs that a cell of a workbook can hold."""
EPOCH = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
"""What a workbook says of when it was made: no file says when it was written, so that the same run gives the same."""
_FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\0")

Cell = str | int | float | bool | dt.datetime | None
Row = tuple[Cell, ...]


class CannotTabulate(Said):
    """Tables that cannot be made, in one sentence."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table."""

    name: str
    kind: str
    """As Frictionless Table Schema calls it."""
    says: str
    unit: str = ""
    source: str = "log"
    least: str = ""
    """The least that it rests on."""
    empty: bool = False

    def field(self) -> dict[str, Any]:
        """Return it as Table Schema."""
        more = {
            key: said for key, said in (("unit", self.unit), ("source", self.source), ("least", self.least)) if said
        }
        return {
            "name": self.name,
            "type": self.kind,
            "description": self.says,
            "constraints": {"required": not self.empty},
            **more,
        }


@dataclass(frozen=True, slots=True)
class TableSource:
    """One run of which tables are made, played alone or by a syndicate."""

    name: str
    run: Run
    debrief: Debrief
    opened: Opened
    group: GroupDebrief | None = None
    record: ClassRecord | None = None
    events: tuple[Event, ...] = ()
    """Of the run's log."""


def _i(name: str, says: str, **more: Any) -> Column:
    return Column(name, "integer", says, **more)


def _n(name: str, says: str, **more: Any) -> Column:
    return Column(name, "number", says, **more)


def _t(name: str, says: str, **more: Any) -> Column:
    return Column(name, "string", says, **more)


def _b(name: str, says: str, **more: Any) -> Column:
    return Column(name, "boolean", says, **more)


def _d(name: str, says: str, **more: Any) -> Column:
    return Column(name, "datetime", says, unit="UTC, ISO 8601", **more)


_RUN = _t("run", "Name of the run, or of the class with the syndicate's number.")
_NUMBER = _i("number", "Number of the decision in its run, from 1.")
_FIVE = f"{FEWEST_PEOPLE} people"
_POINTS: Mapping[str, Any] = {"unit": "points of the gauge", "source": "replay"}
_WORKED: Mapping[str, Any] = {"unit": "points of the gauge", "source": "analysis", "empty": True}

TABLES: Mapping[str, tuple[tuple[str, ...], tuple[Column, ...]]] = {
    "runs": (
        ("run",),
        (
            _RUN,
            _t("scenario", "Id of the scenario."),
            _t("sha256", "Hash of its text."),
            _t("title", "Its title."),
            _i("seed", "Number that fixed all luck."),
            _t("kind", "solo or syndicate."),
            _d("started", "When it began."),
            _d("ended", "When it ended.", empty=True),
            _i("day", "Day that it had come to.", unit="days or hours of play"),
            _b("over", "Whether it was played to its end."),
            _t("endings", "Ids of its endings, with spaces between.", empty=True),
            _t("branched_from", "The run from which it was played on.", empty=True),
            _i("people", "Seats of the syndicate.", unit="people", least=_FIVE, empty=True),
        ),
    ),
    "decisions": (
        ("run", "number"),
        (
            _RUN,
            _NUMBER,
            _t("inject", "Id of what was decided."),
            _t("title", "Its title."),
            _i("day", "Day on which it was.", unit="days or hours of play"),
            _t("state", "decided, or passed with no option open."),
            _t("option", "Id of the option taken.", empty=True),
            _t("how", "alone, leader, vote, timer, facilitator, judged or colleague.", empty=True),
            _n(
                "minutes",
                "From its coming up to the decision.",
                unit="minutes of exercise time",
                least="1 decision",
                empty=True,
            ),
            _t("reason", "The reason of whoever decided alone or as the deciding role.", empty=True),
            _t("counter", "The argument against it, of somebody who played alone.", empty=True),
            _i("confidence", "How sure somebody who played alone was.", unit="0 to 10", empty=True),
            _i("opened", "Papers opened.", unit="papers"),
            _i("offered", "Papers on the table.", unit="papers"),
            _i("facts_told", "Private facts that were marked as told.", unit="facts", empty=True),
            _i("facts_alone", "Facts that one role alone knew.", unit="facts", empty=True),
            _i("chose", "Seats that chose alone.", unit="people", least=_FIVE, empty=True),
            _i("apart", "Of them those who would have taken another option.", unit="people", least=_FIVE, empty=True),
        ),
    ),
    "evidence": (
        ("run", "number", "lesson"),
        (
            _RUN,
            _NUMBER,
            _t("lesson", "Id of the lesson."),
            _t("family", "Id of its family."),
            _i(
                "weight", "Above 0 served, below 0 spent.", unit="weight, 1 to 3", source="scenario", least="1 decision"
            ),
            _t("because", "Why, in the author's words.", source="scenario", empty=True),
            _b("own", "Whether the group took the decision."),
        ),
    ),
    "lessons": (
        ("run", "lesson"),
        (
            _RUN,
            _t("lesson", "Id of the lesson."),
            _t("verdict", "By the weights of all decisions; for programs."),
            _t("reading", "By the group's own decisions; what people read.", least="1 decision; one is called once"),
            _i("for", "Weights that served it.", unit="weight", source="scenario"),
            _i("against", "Weights that spent it.", unit="weight", source="scenario"),
            _i("served_at", "Own decisions that served it.", unit="decisions"),
            _i("spent_at", "Own decisions that spent it.", unit="decisions"),
            _t("outcome", "Whether its test held at the end.", source="replay", empty=True),
            _t("test", "The test in words.", source="scenario", empty=True),
        ),
    ),
    "moves": (
        ("run", "seq"),
        (
            _RUN,
            _i("seq", "In the order in which they were applied, from 1."),
            _i("day", "Day.", unit="days or hours of play"),
            _t("gauge", "Id of the gauge."),
            _i("before", "Its value before.", **_POINTS),
            _i("after", "Its value after.", **_POINTS),
            _b("cut", "Whether a bound of its range cut the effect.", source="replay"),
            _t("cause", "option, chance, later, trend or facilitator."),
            _i("number", "The decision that it came from.", empty=True),
        ),
    ),
    "known": (
        ("run", "gauge", "day"),
        (
            _RUN,
            _t("gauge", "Id of the gauge."),
            _i("day", "From this day on.", unit="days or hours of play"),
            _i("true", "As it was.", **_POINTS),
            _i("known", "As the players knew it.", **_POINTS),
        ),
    ),
    "reach": (
        ("run", "number", "gauge"),
        (
            _RUN,
            _NUMBER,
            _t("gauge", "Id of the gauge."),
            _n(
                "before",
                "The best that could still be brought about in expectation, before the decision.",
                unit="points of the gauge",
                source="analysis",
            ),
            _n("after", "The same after the option taken.", unit="points of the gauge", source="analysis"),
            _n("drawn", "The same after its luck.", unit="points of the gauge", source="analysis"),
            _t("best_option", "Id of the option that kept most.", source="analysis"),
            _b("exact", "Whether it is exact or sampled.", source="analysis"),
        ),
    ),
    "options": (
        ("run", "number", "option", "gauge"),
        (
            _RUN,
            _NUMBER,
            _t("option", "Id of the option."),
            _t("gauge", "Id of the gauge; empty where no values are kept.", empty=True),
            _b("open", "Whether it was open."),
            _b("taken", "Whether it was taken."),
            _n("likely", "What would have come of it, had play gone on at random.", **_WORKED),
            _n("least", "The least that could still have been brought about.", **_WORKED),
            _n("most", "The most that could still have been brought about.", **_WORKED),
        ),
    ),
    "papers": (
        ("run", "inject", "number"),
        (
            _RUN,
            _t("inject", "Id of the inject."),
            _i("number", "Of the paper at its inject, from 1."),
            _t("kind", "What kind of paper."),
            _t("title", "Its title.", empty=True),
            _i("minutes", "What reading it took of play.", unit="minutes of play", source="scenario"),
            _b("opened", "Whether somebody opened it."),
        ),
    ),
    "forecasts": (
        ("run", "id"),
        (
            _RUN,
            _t("id", "Id of the forecast."),
            _t("ask", "What was asked."),
            _n("percent", "What was said; of a class the middle.", unit="percent", least=f"alone, or {_FIVE}"),
            _b("came_true", "Whether it came about.", source="replay", empty=True),
        ),
    ),
    "answers": (
        ("run", "id"),
        (
            _RUN,
            _t("id", "Id of the question."),
            _t("ask", "What was asked."),
            _i("scale", "Its highest answer."),
            _n(
                "before",
                "Answer before play; of a class the middle.",
                unit="0 to the scale",
                least=f"alone, or {_FIVE}",
                empty=True,
            ),
            _n("then", "Before play, as seen after it.", unit="0 to the scale", least=f"alone, or {_FIVE}", empty=True),
            _n("after", "After play.", unit="0 to the scale", least=f"alone, or {_FIVE}", empty=True),
        ),
    ),
    "acts": (
        ("run", "seq"),
        (
            _RUN,
            _i("seq", "In order, from 1."),
            _i("minute", "When.", unit="minutes of exercise time"),
            _t("what", "What the facilitator did."),
            _t("reason", "Why.", empty=True),
        ),
    ),
    "actions": (
        ("run", "n"),
        (
            _RUN,
            _i("n", "In order, from 1."),
            _t("action", "What the group means to do."),
            _t("owner", "The body or post that does it.", empty=True),
            _t("due", "By when.", empty=True),
            _i("priority", "1 to 3, 1 first.", empty=True),
            _t("status", "open."),
        ),
    ),
}
"""By name: its key and its columns."""


def datapackage() -> dict[str, Any]:
    """Return the schema of all tables as a Frictionless tabular data package."""
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "whitecell-tables",
        "title": "What was played with Whitecell",
        "version": f"{VERSION}.0.0",
        "resources": [
            {
                "name": name,
                "path": f"{name}.csv",
                "type": "table",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "dialect": {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True},
                "schema": {
                    "fields": [column.field() for column in columns],
                    "primaryKey": list(key),
                    "missingValues": [""],
                },
            }
            for name, (key, columns) in TABLES.items()
        ],
    }


# --- rows


def tables(sources: Sequence[TableSource]) -> dict[str, list[Row]]:
    """Return all rows of all tables, run by run."""
    return {name: [row for source in sources for row in _ROWS[name](source)] for name in TABLES}


def _utc(at: str) -> dt.datetime:
    return parsed(at).astimezone(dt.UTC).replace(microsecond=0)


def _runs(of: TableSource) -> Iterator[Row]:
    run, made = of.run, of.debrief
    people = len(of.record.roster.at(of.group.syndicate)) if of.record and of.group else 0
    endings = " ".join(made_of.id for made_of in _endings(run)) if run.state.over else None
    over = run.state.over
    yield (
        of.name, made.scenario, made.sha256, made.title, run.seed, "syndicate" if of.group else "solo",
        _utc(run.started), _utc(run.last) if over else None, max(0, run.state.day), over, endings or None,
        run.branched_from[0] if run.branched_from else None, people if people >= FEWEST_PEOPLE else None,
    )  # fmt: skip


def _endings(run: Run) -> Iterator[Any]:
    for index in judge.endings(run.scenario, run.state):
        yield run.scenario.endings[index]


def _decisions(of: TableSource) -> Iterator[Row]:
    run = of.run
    taken = {each.inject: each for each in run.decisions}
    met = {each.inject: each for each in of.group.measures.met} if of.group else {}
    for number, part in enumerate(of.debrief.decisions, 1):
        inject, made, counted = run.scenario.inject(part.inject), taken.get(part.inject), met.get(part.inject)
        told = sum((inject.id, role) in run.shared for role, _ in inject.private) if of.group else None
        seconds: float | None = None
        if counted:
            seconds = counted.seconds
        elif made and made.raised and not of.group:
            seconds = (parsed(made.at) - parsed(made.raised)).total_seconds()
        yield (
            of.name, number, inject.id, inject.title, part.day, "decided" if made else "passed",
            made.option if made else None, str(made.how) if made else None,
            None if seconds is None else round(seconds / 60, 1),
            part.reason or None, None if of.group else part.counter or None, None if of.group else part.confidence,
            part.documents_opened, part.documents_offered, told, len(inject.private) if of.group else None,
            counted.chose if counted else None, counted.apart if counted else None,
        )  # fmt: skip


def _evidence(of: TableSource) -> Iterator[Row]:
    seen = set()
    listed = [lesson for family in of.debrief.families for lesson in family.lessons]
    for lesson in (*listed, *of.debrief.barriers):
        for mark in lesson.trail:
            if (mark.number, lesson.id) not in seen:
                seen.add((mark.number, lesson.id))
                yield of.name, mark.number, lesson.id, lesson.family, mark.weight, mark.because or None, mark.own


def _lessons(of: TableSource) -> Iterator[Row]:
    for family in of.debrief.families:
        for each in family.lessons:
            outcome = None if each.outcome is None else str(each.outcome)
            yield (
                of.name, each.id, str(judge.verdict(each.served, each.spent)), str(each.reading), each.served,
                each.spent, each.served_at, each.spent_at, outcome, each.test or None,
            )  # fmt: skip


def _moves(of: TableSource) -> Iterator[Row]:
    made = of.run.scenario
    numbers = _numbers(of.run)
    seq = 0
    for event in of.run.happenings:
        changes: tuple[tuple[Part, str, int | None], ...] = ()
        match event:
            case Decided():
                number = numbers.get(event.inject)
                changes = ((event.part, "option", number), (event.luck, "chance", number))
            case DelayedApplied():
                changes = ((event.part, "later", numbers.get(event.cause.inject)),)
            case TrendApplied():
                changes = ((event.part, "trend", None),)
            case Adjusted():
                changes = ((event.part, "facilitator", None),)
        for part, cause, number in changes:
            for move in part.moves:
                seq += 1
                gauge = made.gauges[move.effect.gauge].id
                yield of.name, seq, max(0, event.day), gauge, move.before, move.after, move.cut, cause, number


def _numbers(run: Run) -> dict[int, int]:
    """By inject the number of its decision, as a debrief counts them."""
    told = [event.inject for event in run.happenings if isinstance(event, Decided | Passed)]
    return {inject: number for number, inject in enumerate(told, 1)}


def _known(of: TableSource) -> Iterator[Row]:
    for gauge in of.debrief.gauges:
        true, known = dict(gauge.true_points), dict(gauge.known_points)
        now, thought = gauge.start, gauge.start
        for day in sorted({*true, *known}):
            now, thought = true.get(day, now), known.get(day, thought)
            yield of.name, gauge.id, day, now, thought


def _reach(of: TableSource) -> Iterator[Row]:
    made, numbers = of.run.scenario, _numbers(of.run)
    for weighed in of.opened.weighed:
        inject = made.injects[weighed.inject]
        for reach in weighed.reaches:
            gauge = made.gauges[reach.gauge]
            yield (
                of.name, numbers[weighed.inject], gauge.id, round(reach.before, 6),
                round(reach.options[weighed.option], 6), round(reach.after, 6),
                inject.options[kept(gauge, reach)].id, True,
            )  # fmt: skip


def _options(of: TableSource) -> Iterator[Row]:
    made, numbers = of.run.scenario, _numbers(of.run)
    weighed = {each.inject: each for each in of.opened.weighed}
    for event in of.run.happenings:
        if not isinstance(event, Decided):
            continue
        reaches = weighed[event.inject].reaches if event.inject in weighed else ()
        for index, option in enumerate(made.injects[event.inject].options):
            first = (of.name, numbers[event.inject], option.id)
            flags = (index in event.open, index == event.option)
            rows = [(made.gauges[reach.gauge].id, reach.spans[index]) for reach in reaches if index in reach.spans]
            for gauge, spans in rows:
                yield (*first, gauge, *flags, *(round(value, 6) for value in spans))
            if not rows:
                yield (*first, None, *flags, None, None, None)


def _papers(of: TableSource) -> Iterator[Row]:
    opened = {(inject, number) for _, inject, number in of.run.opened}
    for part in of.debrief.decisions:
        for number, paper in enumerate(of.run.scenario.inject(part.inject).documents):
            read = (part.inject, number) in opened
            yield of.name, part.inject, number + 1, paper.kind, paper.title or None, paper.minutes, read


def _forecasts(of: TableSource) -> Iterator[Row]:
    said: dict[str, list[int]] = {}
    for (_, id), percent in of.run.forecasts.items():
        said.setdefault(id, []).append(percent)
    for each in of.run.scenario.forecasts:
        given = said.get(each.id, [])
        if given and (not of.group or len(given) >= FEWEST_PEOPLE):
            came = play.holds(of.run.state, each.about) if of.run.state.over else None
            yield of.name, each.id, each.ask, median(given), came


def _answers(of: TableSource) -> Iterator[Row]:
    for question in of.run.scenario.questions:
        given = []
        for when in ("before", "then", "after"):
            found = [value for (_, id, at), value in of.run.answers.items() if (id, at) == (question.id, when)]
            enough = found and (not of.group or len(found) >= FEWEST_PEOPLE)
            given.append(median(found) if enough else None)
        if any(each is not None for each in given):
            yield of.name, question.id, question.ask, question.scale, *given


def _acts(of: TableSource) -> Iterator[Row]:
    for seq, act in enumerate(of.group.acts if of.group else (), 1):
        yield of.name, seq, act.minute, ENGLISH.message(act.what), act.reason or None


def _actions(of: TableSource) -> Iterator[Row]:
    for n, each in enumerate(of.run.actions, 1):
        yield of.name, n, each.text, each.owner or None, each.due or None, each.priority or None, "open"


_ROWS: Mapping[str, Callable[[TableSource], Iterable[Row]]] = {
    "runs": _runs, "decisions": _decisions, "evidence": _evidence, "lessons": _lessons, "moves": _moves,
    "known": _known, "reach": _reach, "options": _options, "papers": _papers, "forecasts": _forecasts,
    "answers": _answers, "acts": _acts, "actions": _actions,
}  # fmt: skip


# --- files


def write(sources: Sequence[TableSource], to: Path) -> list[Path]:
    """Write all tables into a workbook (a name that ends in .xlsx) or a folder; return what was written.

    Raises:
        CannotTabulate: where the extra for workbooks is not installed.
        CannotWrite: where a file cannot be written.
    """
    made = tables(sources)
    if to.suffix.lower() == ".xlsx":
        from game.report.html.write import write_bytes

        return [write_bytes(to, workbook(made))]
    try:
        to.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise CannotWrite(f"{to} cannot be made: {problem.strerror or problem}.") from None
    written = [write_page(to / f"{name}.csv", as_csv(name, rows)) for name, rows in made.items()]
    package = json.dumps(datapackage(), ensure_ascii=False, indent=1) + "\n"
    return [write_page(to / "datapackage.json", package), *written]


def as_csv(name: str, rows: Iterable[Row]) -> str:
    """Return a table as text: RFC 4180 with line feeds, its head first."""
    held = io.StringIO()
    out = csv.writer(held, lineterminator="\n")
    out.writerow(column.name for column in TABLES[name][1])
    out.writerows([_spelled(cell) for cell in row] for row in rows)
    return held.getvalue()


def _spelled(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return "true" if cell else "false"
        case dt.datetime():
            return f"{cell:%Y-%m-%dT%H:%M:%SZ}"
        case str():
            return guarded(cell)
        case _:
            return repr(cell)


def guarded(text: str) -> str:
    """Return text as no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULAS) else text


def workbook(made: Mapping[str, Sequence[Row]]) -> bytes:
    """Return tables as the bytes of a workbook, the same for the same tables.

    Raises:
        CannotTabulate: where the extra for it is not installed.
    """
    try:
        import xlsxwriter
    except ImportError:
        how = cure("office", "debrief ... --tables F.xlsx")
        says = f"workbooks need more packages; this brings them: {how}; or name a folder for CSV files."
        raise CannotTabulate(says) from None
    held = io.BytesIO()
    asked = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(held, asked)
    book.set_properties(
        {"created": EPOCH.replace(tzinfo=None), "title": "Whitecell tables", "comments": f"Version {VERSION}"}
    )
    head = book.add_format({"bold": True, "bottom": 1})
    for name, rows in made.items():
        page = book.add_worksheet(name)
        for place, column in enumerate(TABLES[name][1]):
            page.write_string(0, place, column.name, head)
        for line, row in enumerate(rows, 1):
            for place, cell in enumerate(row):
                _put(page, line, place, cell)
        page.freeze_panes(1, 0)
    book.close()
    return held.getvalue()


def _put(page: Any, line: int, place: int, cell: Cell) -> None:
    if cell is None:
        return
    if isinstance(cell, bool):
        page.write_boolean(line, place, cell)
    elif isinstance(cell, int | float):
        page.write_number(line, place, cell)
    else:
        page.write_string(line, place, _spelled(cell)[:MOST_CELL])
