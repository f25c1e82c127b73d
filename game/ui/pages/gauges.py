"""Gauges as text: a strip for one line, a column for the side, a page with everything."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from game.exercise.views.seat_view import GaugeView, MoveView
from game.rules.history import Point
from game.ui.write import BAD, GOOD, MUTED, STRONG, WARN, Page

BLOCKS = "▁▂▃▄▅▆▇█"


def spark(points: Sequence[Point], scale: tuple[int, int], day: int, width: int) -> str:
    """Return a gauge over time as one row of blocks, from day 0 to ``day``."""
    low, high = scale
    cells = []
    for cell in range(width):
        at = round(day * (cell + 1) / width)
        value = next((point.value for point in reversed(points) if point.day <= at), points[0].value)
        cells.append(BLOCKS[max(0, min(7, (value - low) * 8 // (high - low)))])
    return "".join(cells)


def scale(bounds: tuple[int, int], *tracks: Sequence[Point]) -> tuple[int, int]:
    """Return the values between which a row is drawn: what was reached, and a fifth of the bounds at least."""
    values = [point.value for track in tracks for point in track]
    low, high = min(values), max(values)
    short = max(1, (bounds[1] - bounds[0]) // 5) - (high - low)
    if short > 0:
        low, high = low - short // 2, high + short - short // 2
    return low, high + 1


def change(amount: int) -> str:
    """Return a change with its arrow, or nothing where there is none."""
    return f"▲ {amount}" if amount > 0 else f"▼ {-amount}" if amount < 0 else ""


def colour(better: bool | None) -> str:
    """Return the colour of a move; the arrow or the word beside it says the same."""
    return "" if better is None else GOOD if better else BAD


def value(gauge: GaugeView) -> str:
    """Return a gauge's value with its unit, and the sign of what is only the last look."""
    unit = f" {gauge.unit}" if gauge.unit else ""
    return f"{gauge.value}{unit}{'?' if gauge.assessed and gauge.age else ''}"


def age(days: int) -> str:
    """Return how old a look is."""
    return f"{days} d old" if days else "just seen"


def move(page: Page, moved: MoveView, indent: str = "  ") -> None:
    """Write one move: ``▼ Public trust 50 → 46, cannot go further``."""
    sign = "▲" if moved.after > moved.before else "▼" if moved.after < moved.before else "="
    unit = f" {moved.unit}" if moved.unit else ""
    page.add(f"{indent}{sign} {moved.gauge} {moved.before} → {moved.after}{unit}", colour(moved.better))
    words = {True: "for the better", False: "for the worse", None: "no change"}[moved.better]
    page.line(f"  {words}{', and can go no further' if moved.cut else ''}", MUTED)


def strip(gauges: Sequence[GaugeView], width: int) -> Content:
    """Return the gauges on two lines at most, for a narrow window: titles cut, changed ones first."""
    page = Page()
    ordered = sorted(gauges, key=lambda gauge: -abs(gauge.change))
    room, lines = width - 2, 1
    for gauge in ordered:
        text = f"{_short(gauge.title)} {value(gauge)}{change(gauge.change).replace(' ', '')}  "
        if len(text) > room:
            if lines == 2:
                break
            page.line()
            room, lines = width - 2, 2
        better = (gauge.change > 0) == gauge.high_is_good if gauge.change else None
        page.add(text, colour(better))
        room -= len(text)
    return page.content()


def _short(title: str) -> str:
    """A title cut to thirteen letters: small words go first."""
    if len(title) <= 13:
        return title
    kept = " ".join(word for word in title.split() if word not in _SMALL)
    return kept if len(kept) <= 13 else kept[:12].rstrip() + "…"


_SMALL = frozenset(("of", "the", "a", "an", "in", "on", "for", "to", "and"))


def column(gauges: Sequence[GaugeView], day: int, width: int) -> Content:
    """Return the gauges for the side of a wide window, one a line."""
    page = Page()
    # A value with its age takes 16 cells, or more; the title comes first, the course gets what is left.
    tail = max((8 + len(f" {gauge.age} d old") for gauge in gauges if gauge.assessed), default=16)
    name = max(10, min(max((len(gauge.title) for gauge in gauges), default=0), width - 22))
    course = max(6, min(24, width - name - max(16, tail)))
    for gauge in gauges:
        title = gauge.title if len(gauge.title) <= name else gauge.title[: name - 1] + "…"
        page.add(f"{title:<{name}} ").add(
            spark(gauge.points, scale((gauge.low, gauge.high), gauge.points), max(1, day), course), MUTED
        )
        page.add(f" {value(gauge):>5}", STRONG)
        if gauge.change:
            better = (gauge.change > 0) == gauge.high_is_good
            page.add(f" {change(gauge.change)}", colour(better))
        elif gauge.assessed and gauge.age:
            page.add(f" {gauge.age} d old", WARN)
        page.line()
    return page.content()


def full(gauges: Sequence[GaugeView], day: int, width: int) -> Content:
    """Return every gauge with its course and what its number is worth."""
    page = Page()
    page.line("What you know. “?” marks a gauge as it was when somebody last looked.", MUTED).gap()
    room = max(10, min(50, width - 40))
    for gauge in gauges:
        good = "high is good" if gauge.high_is_good else "low is good"
        page.line(gauge.title, STRONG)
        page.add("  " + spark(gauge.points, scale((gauge.low, gauge.high), gauge.points), max(1, day), room))
        page.add(f"  {value(gauge)}", STRONG).add(f"  of {gauge.low} to {gauge.high}, {good}", MUTED)
        page.line()
        since = age(gauge.age) if gauge.assessed else "always up to date"
        page.add(f"  {since}", WARN if gauge.assessed and gauge.age else MUTED)
        if gauge.change:
            better = (gauge.change > 0) == gauge.high_is_good
            words = "for the better" if better else "for the worse"
            page.add(f"  {change(gauge.change)} since your last move, {words}", colour(better))
        page.line().gap()
    if not gauges:
        page.line("This scenario shows no gauges.")
    return page.content()
