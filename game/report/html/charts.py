"""The charts of the reports: pure functions from numbers to SVG.

Units are those of the drawing's own view box. Every chart names itself (title), says in a
sentence what it shows (desc), labels its lines directly, and can be read without colour:
the truth is a solid line, what was known a dashed one, and syndicates differ by letter and
dash. A table with the same numbers goes beside it on the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup

from game.exercise.ticks import DAYS, Ticks
from game.report.html.svg import element, number, picture, text
from game.rules.history import Point

DASHES = ("", "7 3", "2 3", "9 3 2 3", "5 2", "1 2", "12 4", "6 2 1 2 1 2")


@dataclass(frozen=True, slots=True)
class StepLine:
    """A value over time; it holds from each point until the next."""

    label: str
    """Said at the right end, before the last value."""
    points: tuple[Point, ...]
    """Ascending by day, the first on day 0."""
    kind: str
    """A class of the style sheet: ``true``, ``known``, or ``s1`` to ``s8``."""
    dash: str = ""
    """As SVG writes it; empty is solid."""


@dataclass(frozen=True, slots=True)
class Plane:
    """Where days and values lie on the drawing."""

    days: int
    """The last day, at least 1."""
    low: float
    high: float
    """Values at the bottom and the top; ``high`` is the greater."""
    left: float = 34
    right: float = 268
    top: float = 12
    bottom: float = 122
    ticks: Ticks = DAYS
    """How the days are read."""

    def x(self, day: float) -> float:
        """The place of a day, from ``left`` to ``right``; days beyond the ends stay at the ends."""
        share = min(1.0, max(0.0, day / max(1, self.days)))
        return self.left + share * (self.right - self.left)

    def y(self, value: float) -> float:
        """The place of a value, from ``bottom`` up to ``top``; values beyond the ends stay at the ends."""
        share = min(1.0, max(0.0, (value - self.low) / ((self.high - self.low) or 1)))
        return self.bottom - share * (self.bottom - self.top)


WIDTH, HEIGHT = 340, 156


def gauge_chart(
    id: str,
    title: str,
    desc: str,
    plane: Plane,
    lines: Sequence[StepLine],
    start: int,
    decided: Sequence[tuple[int, str]],
    more: Sequence[Markup] = (),
) -> Markup:
    """Return a gauge over time: its lines, a hairline at the start, a mark below for each day of decisions.

    ``decided`` holds day and what the mark says (the number of the decision); ``more`` is drawn over it.
    """
    y = plane.y(start)
    parts = [*_frame(plane), element("line", x1=plane.left, x2=plane.right, y1=y, y2=y, class_="from")]
    for day, _ in decided:
        x = plane.x(day)
        parts.append(element("path", d=f"M{number(x)} {number(plane.bottom - 5)}l3 5h-6z", class_="mark"))
        parts.append(element("line", x1=x, x2=x, y1=plane.top, y2=plane.bottom - 5, class_="drop"))
    for day, says in named_marks(plane, decided):
        parts.append(text(plane.x(day), plane.bottom + 11, says, "number", "middle"))
    ends = spread([plane.y(line.points[-1].value) for line in lines], 12, plane.top + 2, plane.bottom)
    for line, y in zip(lines, ends, strict=True):
        dash = line.dash or "none"
        parts.append(element("path", d=steps(line.points, plane), class_=f"line {line.kind}", stroke_dasharray=dash))
        label = f"{line.label} {line.points[-1].value}".strip()
        parts.append(text(plane.right + 5, y + 4, label, f"end {line.kind}"))
    parts += more
    return picture(id, (WIDTH, HEIGHT), title, desc, parts)


def steps(points: Sequence[Point], plane: Plane) -> str:
    """Return the path of a value that holds until it changes: level, then straight up or down, to the last day."""
    first = points[0]
    path = [f"M{number(plane.x(first.day))} {number(plane.y(first.value))}"]
    path += [f"H{number(plane.x(point.day))}V{number(plane.y(point.value))}" for point in points[1:]]
    return "".join([*path, f"H{number(plane.x(plane.days))}"])


def axis_marks(plane: Plane) -> list[int]:
    """Return the days, or hours, that the axis below a drawing names."""
    return hour_marks(plane.days, plane.ticks) if plane.ticks.hours else day_marks(plane.days)


def day_marks(days: int) -> list[int]:
    """Return the days that an axis names, five at most and the first among them: four whole weeks in a long run."""
    unit, most = (7, 3) if days > 20 else (1, 4)
    step = unit
    while days // step > most:
        step += unit
    return list(range(0, days + 1, step))


def hour_marks(last: int, ticks: Ticks) -> list[int]:
    """Return the hours that an axis names: the first, and midnights or round hours, three at most behind it."""
    for step in (1, 2, 3, 6, 12, *range(24, 24 * 90, 24)):
        first = -(ticks.minute // 60) % step or step
        marks = [hour for hour in range(first, last + 1, step) if hour > last // 8]
        if len(marks) <= 3:
            return [0, *marks]
    return [0]


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Return places near those wanted, in the order given, at least ``gap`` apart and between ``low`` and ``high``.

    Where there is no room for all of them the gap shrinks.
    """
    if not wanted:
        return []
    order = sorted(range(len(wanted)), key=lambda index: (wanted[index], index))
    gap = min(gap, (high - low) / max(1, len(wanted) - 1))
    placed = [min(max(wanted[index], low), high) for index in order]
    for before, after in pairwise(range(len(placed))):
        placed[after] = max(placed[after], placed[before] + gap)
    placed[-1] = min(placed[-1], high)
    for index in range(len(placed) - 1, 0, -1):
        placed[index - 1] = min(placed[index - 1], placed[index] - gap)
    found = [0.0] * len(wanted)
    for index, place in zip(order, placed, strict=True):
        found[index] = place
    return found


def _frame(plane: Plane) -> list[Markup]:
    """Axes: three values on the left, days below, with their weeks where there are many."""
    parts = []
    for value in (plane.low, (plane.low + plane.high) / 2, plane.high):
        y = plane.y(value)
        parts.append(element("line", x1=plane.left, x2=plane.right, y1=y, y2=y, class_="grid"))
        parts.append(text(plane.left - 5, y + 4, f"{value:.0f}", "axis", "end"))
    weeks = plane.days > 20 and not plane.ticks.hours
    for day in axis_marks(plane):
        x = plane.x(day)
        parts.append(element("line", x1=x, x2=x, y1=plane.bottom, y2=plane.bottom + 3, class_="grid"))
        # A week that would begin with the last day does not count.
        if plane.ticks.hours:
            parts.append(text(x, plane.bottom + 28, plane.ticks.moment(day), "axis", "start" if day == 0 else "middle"))
            continue
        says = "day 0" if day == 0 else f"{day} · w{day // 7 + 1}" if weeks and day < plane.days else f"{day}"
        parts.append(text(x, plane.bottom + 28, says, "axis", "start" if day == 0 else "middle"))
    return parts


def named_marks(plane: Plane, decided: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    """Return the days of decisions with their numbers, those left out whose number would touch the one before."""
    named, free = [], plane.left - 20
    for day, says in decided:
        half = 3.0 * len(says)
        if plane.x(day) - half >= free:
            named.append((day, says))
            free = plane.x(day) + half + 2
    return named
