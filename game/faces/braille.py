"""Curves as rows of characters: Unicode braille (ISO 11548-1), two dots wide and four high a cell."""

from __future__ import annotations

from game.faces.curves import sampled
from game.faces.model import Chart

CHART_ROWS = 4
"""Cells of a chart's height."""


def braille(chart: Chart, room: int) -> list[str]:
    """The curves as rows of braille cells, two places wide and four high each; what was believed is broken."""
    dots = [[0] * room for _ in range(CHART_ROWS)]
    for curve in chart.curves:
        for x, value in enumerate(sampled(curve.points, chart.days, room * 2)):
            share = (value - chart.low) / max(1, chart.high - chart.low)
            y = round((CHART_ROWS * 4 - 1) * (1 - min(1.0, max(0.0, share))))
            if not curve.known or x % 4 < 2:
                bits = (0x01, 0x02, 0x04, 0x40) if x % 2 == 0 else (0x08, 0x10, 0x20, 0x80)
                dots[y // 4][x // 2] |= bits[y % 4]
    return ["".join(chr(0x2800 + cell) for cell in row) for row in dots]


def ends_of(chart: Chart) -> dict[int, str]:
    """What stands at the right end of a row of a chart: the last value of each curve."""
    made: dict[int, str] = {}
    for curve in reversed(chart.curves):
        value = curve.points[-1][1]
        row = round((CHART_ROWS - 1) * (1 - (value - chart.low) / max(1, chart.high - chart.low)))
        made[row] = f" {curve.label} {value}" + made.get(row, "").replace(" ", ", ", 1)
    return made


def marks_below(chart: Chart, room: int) -> str:
    """The numbers of decisions under the days on which they were taken; one that has no room is left out."""
    line = [" "] * (room + 4)
    for day, number in chart.marks:
        x = min(room - len(number), round(day / max(1, chart.days) * (room - 1)))
        if all(sign == " " for sign in line[max(0, x - 1) : x + len(number) + 1]):
            line[x : x + len(number)] = number
    return "".join(line).rstrip()
