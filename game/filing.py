"""What files of a debrief are made from: runs played alone, the syndicates of a class, or one of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from game import looking_back
from game.exercise.errors import Refused
from game.exercise.run.run_store import Library
from game.faces import front_page
from game.faces.model import Chart, ChartMarks, Para, plain
from game.faces.spoken import capital
from game.report.debrief import debrief
from game.report.group import group_debrief
from game.report.html.charts import Plane, axis_marks, named_marks
from game.report.office import parts
from game.report.office.chart import Drawing, Series, corners
from game.report.office.docx import filled
from game.report.office.parts import Piece
from game.report.open import opened
from game.report.tables import TableSource
from game.words import ENGLISH, Language, lazy


def sources(names: Sequence[str], store: str = "") -> tuple[list[TableSource], bool]:
    """Return what is named as sources of files, and whether all of it is over.

    Raises:
        Refused: where it is a seat's, or a copy that was brought here: the rest of it is not on this machine.
        RecordError: where it cannot be read.
    """
    if len(names) == 1 and looking_back.known(names[0], store):
        looked = looking_back.found(names[0], store)
        if looked.record is None or looked.seat:
            raise Refused(lazy("files are made where the whole class lies, of the class or of a syndicate: CLASS.1"))
        record = looked.record
        ids = [looked.syndicate] if looked.syndicate else list(record.runs)
        made = []
        for id in ids:
            group, run = group_debrief(record, id), record.runs[id]
            made.append(
                TableSource(f"{record.name}.{id}", run, group.debrief, opened(run), group, record, record.by_run[id])
            )
        return made, looked.finished
    library = Library()
    read = [(name, library.read(name)) for name in names]
    found = [(name, run, opened(run)) for name, run in read]
    alone = [
        TableSource(run.called or name, run, debrief(run, name, opened=seen), seen, events=library.events(name))
        for name, run, seen in found
    ]
    return alone, all(run.state.over for _, run in read)


def first_pages(made: Sequence[TableSource]) -> dict[str, list[Piece]]:
    """Return by run its first page: paragraphs, and its chart over the chart's sentence."""
    return {each.name: list(_pieces(each)) for each in made}


def _pieces(source: TableSource) -> Iterator[Piece]:
    if source.debrief.front is None:
        return
    for block in front_page.section(ENGLISH, source.debrief).blocks:
        if isinstance(block, Para):
            lead, rest = block.text[:1], block.text[1:]
            bold = bool(rest) and lead[0].manner == "strong"
            yield Piece("body", plain(rest), plain(lead)) if bold else Piece("body", plain(block.text))
        elif isinstance(block, Chart):
            yield Piece("body", drawing=_drawing(ENGLISH, block))
            yield Piece("body", block.says)


def _drawing(words: Language, chart: Chart) -> Drawing:
    """The chart of a first page as a document draws it, on the plane of the one on an HTML page."""
    plane = Plane(chart.days, chart.low, chart.high, ticks=chart.ticks)
    told = chart.told or ChartMarks()
    series = [
        Series(capital(curve.label), corners(curve.points, chart.days), "sysDash" if curve.known else "solid")
        for curve in chart.curves
    ]
    if told.apart:
        day, one, other = told.apart
        series.append(
            Series("", ((day, max(one, other)), (day, min(one, other))), "solid", "dash", labels=(told.says,))
        )
    said = {day for day, _ in named_marks(plane, chart.marks)}
    weighed = told.weighed and told.weighed[0]
    for name, filled_in in ((words.say("Decisions"), False), (words.say("What weighed most"), True)):
        marks = [each for each in chart.marks if (each[0] == weighed) == filled_in]
        if marks:
            labels = tuple(number if day in said or filled_in else "" for day, number in marks)
            places = tuple((day, chart.low) for day, _ in marks)
            series.append(Series(name, places, "", "circle", filled_in, labels))
    if told.luck is not None:
        series.append(Series(words.say("Luck"), ((told.luck, chart.high),), "", "diamond", True))
    marked = axis_marks(plane)
    across = words.say("Hours from {moment}", moment=chart.ticks.moment(0)) if chart.ticks.hours else words.say("Day")
    upward = words.say("{gauge} ({unit})", gauge=chart.title, unit=chart.unit or words.say("points"))
    step = marked[-1] - marked[-2] if len(marked) > 1 else chart.days
    return Drawing(chart.says, across, upward, chart.days, chart.low, chart.high, step, tuple(series))


def document(made: Sequence[TableSource], form: str, template: Path | None, ratings: bool) -> tuple[bytes, list[str]]:
    """Return an after-action report as a Word document, with the styles that a template lacks.

    Raises:
        CannotFill: where it cannot be made.
    """
    found = parts.parts(ENGLISH, made, first_pages(made), ratings)
    title, foot = parts.title(ENGLISH, made, form), parts.foot(ENGLISH, made)
    return filled(found, parts.FORMS[form], title, foot, template)
