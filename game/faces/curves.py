"""Stepped curves: a value that holds until it changes."""

from __future__ import annotations

Points = tuple[tuple[int, int], ...]
"""Day and value, ascending by day; a value holds until the next."""


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
