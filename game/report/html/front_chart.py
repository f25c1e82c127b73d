"""What the first page tells of its one chart, drawn over it: the decision, how far two lines were apart, the draw."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from game.report.html.charts import Plane
from game.report.html.svg import element, number, text


def marks(
    plane: Plane, weighed: tuple[int, str] | None, apart: tuple[int, int, int] | None, says: str, luck: int | None
) -> Iterator[Markup]:
    """Yield the drawing: a filled circle below its day, a bar between two values, a diamond at the top."""
    if apart:
        day, one, other = apart
        x, top, bottom = plane.x(day), *sorted((plane.y(one), plane.y(other)))
        left, above, below = number(x - 3), number(top), number(bottom)
        bar = f"M{left} {above}h6M{number(x)} {above}V{below}M{left} {below}h6"
        yield element("path", d=bar, class_="apart")
        late = x > (plane.left + plane.right) / 2
        yield text(x - 6 if late else x + 6, top - 4, says, "number", "end" if late else "start")
    if weighed:
        yield element("circle", cx=plane.x(weighed[0]), cy=plane.bottom - 3, r=4, class_="weighed")
    if luck is not None:
        x = plane.x(luck)
        yield element("path", d=f"M{number(x)} {number(plane.top - 9)}l4 5l-4 5l-4 -5z", class_="luck")
