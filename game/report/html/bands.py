"""A gauge over the days under random play, as bands: where half of all runs lie, and nine in ten."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from game.exercise.ticks import Ticks
from game.report.html.charts import HEIGHT, WIDTH, Plane
from game.report.html.svg import element, number, picture, text

MOST = 120
"""A path has no more points than this: of a longer time every so many days are drawn."""


Day = tuple[int, int, int, int, int, int]
"""A day and the values below which 5, 25, 50, 75 and 95 of a hundred lie."""


def band_chart(
    id: str, title: str, says: str, start: int, low: int, high: int, days: Sequence[Day], ticks: Ticks
) -> Markup:
    """Return the drawing of one gauge's bands."""
    last = max(1, days[-1][0])
    plane = Plane(last, low, high)
    step = -(-len(days) // MOST)
    days = [*days[::step], days[-1]]
    parts = [
        element("line", x1=plane.left, x2=plane.right, y1=plane.y(start), y2=plane.y(start), class_="from"),
        *_scale(plane, low, high, ticks.on(0), ticks.on(last)),
        _area(plane, [(day[0], day[1], day[5]) for day in days], "outer"),
        _area(plane, [(day[0], day[2], day[4]) for day in days], "inner"),
        element("path", d=_path(plane, [(day[0], day[3]) for day in days]), class_="line true"),
        text(plane.right + 5, plane.y(days[-1][3]) + 4, str(days[-1][3]), "end true"),
    ]
    return picture(id, (WIDTH, HEIGHT), title, says, parts)


def _scale(plane: Plane, low: int, high: int, first: str, last: str) -> list[Markup]:
    made = []
    for value in (low, high):
        y = plane.y(value)
        made.append(element("line", x1=plane.left, x2=plane.right, y1=y, y2=y, class_="grid"))
        made.append(text(plane.left - 4, y + 4, str(value), "axis", "end"))
    made.append(text(plane.left, plane.bottom + 16, first, "axis"))
    made.append(text(plane.right, plane.bottom + 16, last, "axis", "end"))
    return made


def _path(plane: Plane, points: list[tuple[int, int]]) -> str:
    return "M" + "L".join(f"{number(plane.x(day))} {number(plane.y(value))}" for day, value in points)


def _area(plane: Plane, points: list[tuple[int, int, int]], kind: str) -> Markup:
    there = [(day, low) for day, low, _ in points]
    back = [(day, high) for day, _, high in reversed(points)]
    return element("path", d=_path(plane, there + back) + "Z", class_=f"band {kind}")
