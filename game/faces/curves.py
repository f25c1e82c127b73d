"""Stepped curves: a value that holds until it changes."""

from __future__ import annotations

from collections.abc import Sequence

BLOCKS = "▁▂▃▄▅▆▇█"
STOOD, STANDS = "○", "●"

Points = Sequence[tuple[int, int]]
"""Day and value, ascending by day; a value holds until the next."""


def at(points: Points, day: int) -> int:
    """Return the value that holds on a day."""
    return next((value for since, value in reversed(points) if since <= day), points[0][1])


def sampled(points: Points, days: int, count: int) -> list[int]:
    """Return the value at ``count`` places spread over the days, in one walk."""
    made: list[int] = []
    at = 0
    for cell in range(count):
        day = round(days * (cell + 1) / count)
        while at + 1 < len(points) and points[at + 1][0] <= day:
            at += 1
        made.append(points[at][1])
    return made


def track(before: int, now: int, bounds: tuple[int, int], width: int) -> str:
    """Return where a gauge stood (○) and stands (●) as a row from its least value to its greatest: ``───○●──``."""
    cells = ["─"] * width
    cells[_cell(before, bounds, width)] = STOOD
    cells[_cell(now, bounds, width)] = STANDS
    return "".join(cells)


def _cell(value: int, bounds: tuple[int, int], width: int) -> int:
    """The cell of a value where the least stands in the first of them and the greatest in the last."""
    low, high = bounds
    share = (value - low) / (high - low) if high > low else 0.0
    return max(0, min(width - 1, round(share * (width - 1))))


def over_time(points: Points, bounds: tuple[int, int], day: int, width: int) -> str:
    """Return a gauge over time as one row of blocks, from day 0 to ``day``, between its least and greatest value.

    The scale is the gauge's own and never what was reached: two rows that look alike are alike.
    """
    return "".join(BLOCKS[_cell(value, bounds, len(BLOCKS))] for value in sampled(points, day, width))


def marks_below(marks: Sequence[tuple[int, str]], days: int, room: int) -> str:
    """The numbers of decisions under the days on which they were taken; one that has no room is left out."""
    line = [" "] * (room + 4)
    for day, number in marks:
        x = min(room - len(number), round(day / max(1, days) * (room - 1)))
        if all(sign == " " for sign in line[max(0, x - 1) : x + len(number) + 1]):
            line[x : x + len(number)] = number
    return "".join(line).rstrip()
