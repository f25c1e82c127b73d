"""Gauges where there is little room: a strip of two lines, a column for the side of a wide window."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from textual.content import Content

from game.exercise.views.seat_view import GaugeView
from game.faces.content_builder import BAD, GOOD, MUTED, STRONG, WARN, Page
from game.faces.curves import track
from game.words import ENGLISH

STRIP_TITLE = 13
"""Letters of a title in the strip."""
LEAST_TRACK = 10
"""Cells of a scale in the side column."""


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


def age(gauge: GaugeView) -> str:
    """Return how old a look is."""
    return ENGLISH.say("{age} {tick} old", age=gauge.age, tick=gauge.tick[0]) if gauge.age else ENGLISH.say("just seen")


def strip(gauges: Sequence[GaugeView], width: int) -> Content:
    """Return the gauges on two lines at most, for a narrow window: titles cut, changed ones first."""
    page = Page()
    ordered = sorted(gauges, key=lambda gauge: -abs(gauge.change))
    titles = apart([gauge.title for gauge in ordered], STRIP_TITLE)
    room, lines = width - 2, 1
    for gauge, title in zip(ordered, titles, strict=True):
        text = f"{title} {value(gauge)}{change(gauge.change).replace(' ', '')}  "
        if len(text) > room:
            if lines == 2:
                break
            page.line()
            room, lines = width - 2, 2
        better = (gauge.change > 0) == gauge.high_is_good if gauge.change else None
        page.add(text, colour(better))
        room -= len(text)
    return page.content()


def column(gauges: Sequence[GaugeView], width: int) -> Content:
    """Return the gauges for the side of a wide window, one a line, each on the whole of its scale."""
    page = Page()
    # A value with its age takes 16 cells, or more; the scale needs ten to say anything; the title gets what is left.
    tail = max((8 + len(f" {age(gauge)}") for gauge in gauges if gauge.assessed), default=16)
    longest = max((len(gauge.title) for gauge in gauges), default=0)
    name = max(10, min(longest, width - LEAST_TRACK - 1 - max(16, tail)))
    room = max(6, min(24, width - name - 1 - max(16, tail)))
    for gauge, title in zip(gauges, apart([gauge.title for gauge in gauges], name), strict=True):
        page.add(f"{title:<{name}} ").add(_stands(gauge, room), MUTED)
        page.add(f" {value(gauge):>5}", STRONG)
        if gauge.change:
            better = (gauge.change > 0) == gauge.high_is_good
            page.add(f" {change(gauge.change)}", colour(better))
        elif gauge.assessed and gauge.age:
            page.add(f" {age(gauge)}", WARN)
        page.line()
    return page.content()


def _stands(gauge: GaugeView, width: int) -> str:
    """Where a gauge stood before the last move, and where it stands."""
    return track(gauge.value - gauge.change, gauge.value, (gauge.low, gauge.high), width)


# --- titles cut so that those that begin alike stay apart

_SMALL = frozenset(("of", "the", "a", "an", "in", "on", "for", "to", "and"))


def apart(titles: Sequence[str], width: int) -> list[str]:
    """Return titles of at most ``width`` letters; two that differ stay different, wherever it is that they differ.

    Small words go first, then the end. What would look alike then is cut in the middle: ``Public…Aral``.
    """
    short = {title: _short(title, width) for title in titles}
    for _ in range(2):
        before = dict(short)
        for title in _alike(before):
            same = [other for other in before if other != title and before[other] == before[title]]
            short[title] = _middle(title, max(_common(title, other) for other in same), width)
    for number, title in enumerate(_alike(short), 1):
        mark = f"…{number}"
        short[title] = title[: max(0, width - len(mark))] + mark
    return [short[title] for title in titles]


def _alike(short: dict[str, str]) -> list[str]:
    count = Counter(short.values())
    return [title for title, cut in short.items() if count[cut] > 1]


def _common(one: str, other: str) -> int:
    """How many letters two titles have in common at their beginning."""
    differ = (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b)
    return next(differ, min(len(one), len(other)))


def _short(title: str, width: int) -> str:
    """A title without its small words where that is enough, else without its end."""
    if len(title) <= width:
        return title
    kept = " ".join(word for word in title.split() if word not in _SMALL)
    return kept if len(kept) <= width else kept[: width - 1].rstrip() + "…"


def _middle(title: str, differs: int, width: int) -> str:
    """A title with its beginning and, from the word in which it differs, what tells it from others."""
    word = title.rfind(" ", 0, differs) + 1
    start = word if differs - word < width // 3 else differs
    tail = title[start:]
    head = max(width // 3, width - 1 - len(tail))
    end = tail[: width - 1 - head]
    return f"{title[:head].rstrip()}…{end.strip()}"
