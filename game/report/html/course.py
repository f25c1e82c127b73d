"""The course of a scenario as a drawing: decisions one below the other, with how often each leads to which."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from game.report.html.svg import element, number, picture, shortened, text

WIDTH, ROW, BOX = 640, 46, 28
LEFT, RIGHT = 12.0, 380.0
LANES = 14
"""Room between two arcs, in units; each level of an arc's reach has a lane of its own."""


Step = tuple[str, str, Sequence[tuple[str, str]]]
"""A title, how often it comes up, and the title of each that follows it with how often."""


def course(id: str, title: str, says: str, steps: Sequence[Step], last: str) -> Markup:
    """Return the drawing; a step's arrows say in how many of the runs that take it which one comes next."""
    rows = {each[0]: place for place, each in enumerate(steps)}
    end = len(steps)
    height = (end + 1) * ROW + 10
    parts: list[Markup] = []
    for place, (name, chance, leads) in enumerate(steps):
        parts += _box(place, f"{shortened(name, 40)}", chance)
        for target, share in leads:
            parts += _arrow(place, rows.get(target, end), share)
    parts += _box(end, last, "")
    return picture(id, (WIDTH, height), title, says, parts)


def _box(place: int, says: str, chance: str) -> list[Markup]:
    y = place * ROW + 6.0
    frame = element("rect", x=LEFT, y=y, width=RIGHT - LEFT, height=float(BOX), rx=4, class_="box")
    return [frame, text(LEFT + 10, y + 18, says), text(RIGHT - 10, y + 18, chance, "axis", "end")]


def _arrow(source: int, target: int, share: str) -> list[Markup]:
    if target == source + 1:
        x, top, bottom = (LEFT + RIGHT) / 2, source * ROW + 6.0 + BOX, target * ROW + 6.0
        line = element("path", d=f"M{number(x)} {number(top)}V{number(bottom - 4)}", class_="arrow")
        return [line, _head(x, bottom, down=True), text(x + 8, (top + bottom) / 2 + 4, share, "number")]
    # One that passes others over, or comes back to one above in the file, goes round them on the right.
    reach = min(abs(target - source), 12)
    x, top, bottom = RIGHT + 16 + reach * LANES, source * ROW + 14.0 + BOX / 2, target * ROW + 4.0 + BOX / 2
    path = f"M{number(RIGHT)} {number(top)}H{number(x)}V{number(bottom)}H{number(RIGHT + 5)}"
    line = element("path", d=path, class_="arrow")
    return [line, _head(RIGHT, bottom, down=False), text(x + 4, (top + bottom) / 2 + 4, share, "number")]


def _head(x: float, y: float, down: bool) -> Markup:
    if down:
        return element("path", d=f"M{number(x)} {number(y)}l-3.5 -6h7z", class_="head")
    return element("path", d=f"M{number(x)} {number(y)}l6 -3.5v7z", class_="head")
