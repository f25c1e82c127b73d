"""A run's gauges over time: as they truly were, and as the players knew them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from game.rules.state import Adjusted, Decided, DelayedApplied, Happening, Part, TrendApplied
from game.scenario.scenario import Scenario


class Point(NamedTuple):
    """A gauge's value from a day on."""

    day: int
    value: int


@dataclass(frozen=True, slots=True)
class Track:
    """One gauge through a run; each tuple begins on day 0 and has one point a day at most."""

    true: tuple[Point, ...]
    known: tuple[Point, ...]
    """What the players saw: the truth where it is shown open, the last look where it is
    assessed, nothing but the start where it is hidden."""


def parts(event: Happening) -> tuple[Part, ...]:
    """Return the changes that a happening holds, in the order in which they were applied."""
    if isinstance(event, Decided):
        return (event.part, event.luck)
    return (event.part,) if isinstance(event, TrendApplied | DelayedApplied | Adjusted) else ()


def tracks(scenario: Scenario, happenings: Iterable[Happening]) -> tuple[Track, ...]:
    """Return each gauge's track, in file order."""
    true: list[dict[int, int]] = [{0: gauge.start} for gauge in scenario.gauges]
    known: list[dict[int, int]] = [{0: gauge.start} for gauge in scenario.gauges]
    values = [gauge.start for gauge in scenario.gauges]
    shown_open = [gauge.shown == "open" for gauge in scenario.gauges]
    for event in happenings:
        day = max(0, event.day)
        for part in parts(event):
            for move in part.moves:
                gauge = move.effect.gauge
                values[gauge] = true[gauge][day] = move.after
                if shown_open[gauge]:
                    known[gauge][day] = move.after
        if isinstance(event, Decided):
            for gauge in event.assessed:
                known[gauge][day] = values[gauge]
    return tuple(
        Track(tuple(map(Point._make, t.items())), tuple(map(Point._make, k.items())))
        for t, k in zip(true, known, strict=True)
    )
