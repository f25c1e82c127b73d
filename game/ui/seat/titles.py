"""Titles cut to a width so that those that begin alike stay apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

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
