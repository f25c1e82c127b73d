"""A gauge over the days under random play, as bands: where half of all runs lie, and nine in ten."""

from __future__ import annotations

from markupsafe import Markup

from game.report.analysis import BandPart
from game.report.html.charts import HEIGHT, WIDTH, Plane
from game.report.html.svg import element, number, picture, text

MOST = 120
"""A path has no more points than this: of a longer time every so many days are drawn."""


def band_chart(part: BandPart) -> Markup:
    """Return the drawing of one gauge's bands."""
    last = max(1, part.days[-1][0])
    plane = Plane(last, part.low, part.high)
    step = -(-len(part.days) // MOST)
    days = [*part.days[::step], part.days[-1]]
    parts = [
        element("line", x1=plane.left, x2=plane.right, y1=plane.y(part.start), y2=plane.y(part.start), class_="from"),
        *_scale(plane, part, last),
        _area(plane, [(day[0], day[1], day[5]) for day in days], "outer"),
        _area(plane, [(day[0], day[2], day[4]) for day in days], "inner"),
        element("path", d=_path(plane, [(day[0], day[3]) for day in days]), class_="line true"),
        text(plane.right + 5, plane.y(days[-1][3]) + 4, str(days[-1][3]), "end true"),
    ]
    final = days[-1]
    desc = (
        f"{part.title} begins at {part.start}. On the last day half of all random runs lie between {final[2]} and "
        f"{final[4]}, nine in ten between {final[1]} and {final[5]}, the middle one at {final[3]}."
    )
    return picture(f"band-{part.id.replace('_', '-')}", (WIDTH, HEIGHT), part.title, desc, parts)


def _scale(plane: Plane, part: BandPart, last: int) -> list[Markup]:
    made = []
    for value in (part.low, part.high):
        y = plane.y(value)
        made.append(element("line", x1=plane.left, x2=plane.right, y1=y, y2=y, class_="grid"))
        made.append(text(plane.left - 4, y + 4, str(value), "axis", "end"))
    made.append(text(plane.left, plane.bottom + 16, part.ticks.on(0), "axis"))
    made.append(text(plane.right, plane.bottom + 16, part.ticks.on(last), "axis", "end"))
    return made


def _path(plane: Plane, points: list[tuple[int, int]]) -> str:
    return "M" + "L".join(f"{number(plane.x(day))} {number(plane.y(value))}" for day, value in points)


def _area(plane: Plane, points: list[tuple[int, int, int]], kind: str) -> Markup:
    there = [(day, low) for day, low, _ in points]
    back = [(day, high) for day, _, high in reversed(points)]
    return element("path", d=_path(plane, there + back) + "Z", class_=f"band {kind}")
