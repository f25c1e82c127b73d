"""One chart with a page to itself, in dots: a terminal draws it over several rows, on the whole of its scale."""

from __future__ import annotations

from collections.abc import Iterator

from game.faces.curves import marks_below, sampled
from game.faces.model import Chart, Curve

ROWS, FEW_ROWS = 7, 5
"""Rows of a chart, and of one in a small window."""
BLANK = 0x2800
DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""The bit of each dot of a braille cell: four rows of two."""


def plotted(chart: Chart, width: int, rows: int = ROWS) -> Iterator[tuple[str, str]]:
    """Yield the rows of a chart with what each is: ``luck``, ``curves``, or ``days`` with the numbers of decisions."""
    edge = max(len(str(chart.low)), len(str(chart.high)))
    room = max(10, width - edge - 2)
    told = chart.told
    if told and told.luck is not None:
        yield f"{' ' * (edge + 2)}{' ' * _column(told.luck, chart.days, room)}◆", "luck"
    cells = [[BLANK] * room for _ in range(rows)]
    for curve in chart.curves:
        _draw(cells, chart, curve, room)
    if told and told.apart:
        day, one, other = told.apart
        column = _column(day, chart.days, room)
        for dot in range(*sorted((_dot(one, chart, rows), _dot(other, chart, rows)))):
            cells[dot // 4][column] |= DOTS[dot % 4][0]
    middle = (chart.low + chart.high) / 2
    for number, row in enumerate(cells):
        value = chart.high if not number else chart.low if number == rows - 1 else ""
        value = f"{middle:.0f}" if number == rows // 2 else value
        yield f"{value:>{edge}} ┤{''.join(map(chr, row))}".rstrip(chr(BLANK)), "curves"
    marks = [(day, f"({number})" if told and told.weighed == (day, number) else number) for day, number in chart.marks]
    yield f"{' ' * (edge + 2)}{marks_below(marks, chart.days, room)}", "days"


def _column(day: int, days: int, room: int) -> int:
    return min(room - 1, round(day / max(1, days) * (room - 1)))


def _dot(value: int, chart: Chart, rows: int) -> int:
    """The row of dots of a value, from the top."""
    share = (value - chart.low) / ((chart.high - chart.low) or 1)
    return min(4 * rows - 1, max(0, round((1 - share) * (4 * rows - 1))))


def _draw(cells: list[list[int]], chart: Chart, curve: Curve, room: int) -> None:
    """A stepped line: solid where it is the truth, three dots of every six where it is what was known."""
    before: int | None = None
    for x, value in enumerate(sampled(((0, curve.points[0][1]), *curve.points), chart.days, room * 2)):
        dot = _dot(value, chart, len(cells))
        # A step is a straight line up or down.
        low, high = sorted((dot, dot if before is None or curve.known else before))
        before = dot
        if curve.known and x % 6 >= 3:
            continue
        for each in range(low, high + 1):
            cells[each // 4][x // 2] |= DOTS[each % 4][x % 2]
