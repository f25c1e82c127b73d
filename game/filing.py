"""What files of a debrief are made from: runs played alone, the syndicates of a class, or one of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from game import looking_back
from game.exercise.errors import Refused
from game.exercise.run.run_store import Library
from game.faces import front_page
from game.faces.model import Chart, ChartMarks, Para, plain
from game.report.debrief import debrief
from game.report.group import group_debrief
from game.report.office import parts
from game.report.office.chart import Plot
from game.report.office.docx import filled
from game.report.open import opened
from game.report.tables import TableSource
from game.words import ENGLISH, lazy


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


def first_pages(made: Sequence[TableSource]) -> dict[str, list[tuple[str, str, Plot | None]]]:
    """Return by run the paragraphs of its first page: what stands in bold, the rest, and the chart that it tells."""
    return {each.name: list(_paragraphs(each)) for each in made}


def _paragraphs(source: TableSource) -> Iterator[tuple[str, str, Plot | None]]:
    if source.debrief.front is None:
        return
    for block in front_page.section(ENGLISH, source.debrief).blocks:
        if isinstance(block, Para):
            lead, rest = block.text[:1], block.text[1:]
            bold = bool(rest) and lead[0].manner == "strong"
            yield (plain(lead), plain(rest), None) if bold else ("", plain(block.text), None)
        elif isinstance(block, Chart):
            yield "", block.says, plot(block)


def plot(chart: Chart) -> Plot:
    """Return a chart of a first page as a document draws it."""
    told = chart.told or ChartMarks()
    return Plot(
        chart.title, chart.says, chart.numbers[1], chart.low, chart.high, chart.days,
        tuple((each.label, each.points, each.known) for each in chart.curves), chart.marks, ENGLISH.say("Decisions"),
        told.weighed[0] if told.weighed else None,
        None if told.luck is None else (told.luck, ENGLISH.say("Luck")),
    )  # fmt: skip


def document(made: Sequence[TableSource], form: str, template: Path | None, ratings: bool) -> tuple[bytes, list[str]]:
    """Return an after-action report as a Word document, with the styles that a template lacks.

    Raises:
        CannotFill: where it cannot be made.
    """
    found = parts.parts(ENGLISH, made, first_pages(made), ratings)
    title, foot = parts.title(ENGLISH, made, form), parts.foot(ENGLISH, made)
    return filled(found, parts.FORMS[form], title, foot, template)
