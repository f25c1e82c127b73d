"""What is asked of an exploration: it decides how much of a state has to be kept."""

from __future__ import annotations

from dataclasses import dataclass

from game.scenario.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Asked:
    """The questions of one exploration. The fewer, the fewer states."""

    lessons: tuple[str, ...] = ()
    """Lessons of which P - N is asked."""
    gauges: tuple[int, ...] = ()
    """Gauges of which the expected final value is asked."""
    endings: tuple[int, ...] = ()
    """Endings of which the probability is asked."""
    values: frozenset[int] = frozenset()
    """Gauges of which every single value is asked, at the end and by day."""
    things: bool = False
    """Whether each inject, option, branch and delayed effect is asked after."""


def everything(scenario: Scenario) -> Asked:
    """Return every question at once."""
    gauges = tuple(range(len(scenario.gauges)))
    endings = tuple(range(len(scenario.endings)))
    return Asked(tuple(scenario.lessons), gauges, endings, frozenset(gauges), things=True)
