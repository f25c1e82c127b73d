"""What is asked of an exploration: it decides how much of a state has to be kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from game.scenario.scenario import Change, Scenario

LaterId = tuple[int, int, int]
"""A delayed effect: inject, option, number."""


@dataclass(frozen=True, slots=True)
class Tally:
    """A sum of evidence: P - N of one lesson, or of several together."""

    id: str
    lessons: frozenset[str]

    @classmethod
    def of(cls, lesson: str) -> Tally:
        """P - N of one lesson."""
        return cls(lesson, frozenset((lesson,)))


@dataclass(frozen=True, slots=True)
class Asked:
    """The questions of one exploration. The fewer, the fewer states."""

    tallies: tuple[Tally, ...] = ()
    """Sums of evidence of which the expected value is asked."""
    gauges: tuple[int, ...] = ()
    """Gauges of which the expected final value is asked."""
    endings: tuple[int, ...] = ()
    """Endings of which the probability is asked."""
    values: frozenset[int] = frozenset()
    """Gauges of which every single value is asked, at the end and by day."""
    injects: frozenset[int] = frozenset()
    """Injects of which it is asked whether they come up, which options are open, how luck goes."""
    laters: frozenset[LaterId] = frozenset()
    """Delayed effects of which it is asked whether they land."""
    trends: frozenset[int] = frozenset()
    """Trends of which it is asked whether they happen."""
    flags: frozenset[int] = frozenset()
    """Flags that are kept to the end, because a way is told by them."""

    @property
    def lessons(self) -> frozenset[str]:
        """The lessons whose evidence counts."""
        return frozenset(lesson for tally in self.tallies for lesson in tally.lessons)

    @property
    def empty(self) -> bool:
        return self == Asked()

    def moved_by(self, change: Change) -> bool:
        """Whether a change moves a gauge of which each move counts."""
        return any(effect.gauge in self.gauges for effect in change.effects)


class Objective(NamedTuple):
    """What a column of values is about: `tally`, `gauge` or `ending`, and which one of those asked."""

    kind: str
    id: str


def objectives_of(scenario: Scenario, asked: Asked) -> list[Objective]:
    """Return the objectives in the order of their columns."""
    return [
        *(Objective("tally", tally.id) for tally in asked.tallies),
        *(Objective("gauge", scenario.gauges[gauge].id) for gauge in asked.gauges),
        *(Objective("ending", scenario.endings[ending].id) for ending in asked.endings),
    ]


class Span(NamedTuple):
    """One objective's values: the least, the greatest, and that of random play."""

    least: float
    greatest: float
    random: float


def laters(scenario: Scenario) -> frozenset[LaterId]:
    """Return every delayed effect of a scenario."""
    return frozenset(
        (index, number, each)
        for index, inject in enumerate(scenario.injects)
        for number, option in enumerate(inject.options)
        for each in range(len(option.later))
    )


def everything(scenario: Scenario) -> Asked:
    """Return every question at once."""
    gauges = tuple(range(len(scenario.gauges)))
    return Asked(
        tuple(map(Tally.of, scenario.lessons)),
        gauges,
        tuple(range(len(scenario.endings))),
        frozenset(gauges),
        frozenset(range(len(scenario.injects))),
        laters(scenario),
        frozenset(range(len(scenario.trends))),
    )
