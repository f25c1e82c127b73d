"""What several seats of one run see alike, worked out once: gauges, timeline, news, outcome, lessons.

It hangs on the moves of the run and on which injects a seat reads, and on nothing that is one seat's own. Somebody who
opens a paper, chooses or notes moves nothing: what was worked out before is handed on as it is, the same objects, so
that whoever compares two views is done at once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from game.exercise.views.seat_view import EntryView, GaugeView, LessonView, OutcomeView
from game.record.run import Run

SETS = 64
"""So many sets of readable injects are kept of one moment: more than a syndicate has seats."""


@dataclass(frozen=True, slots=True)
class SeenByAll:
    """The part of a view that is the same for all seats of a run."""

    gauges: tuple[GaugeView, ...]
    lessons: tuple[LessonView, ...]


@dataclass(frozen=True, slots=True)
class ToldInPlay:
    """The part of a view that is the same for all seats that read the same of what has been played."""

    outcome: OutcomeView | None
    news: tuple[EntryView, ...]
    timeline: tuple[EntryView, ...]


@dataclass(slots=True)
class CutShare:
    """What was worked out of a run at its last moment, by what is read of it and whether play has begun for a seat."""

    of: Run | None = None
    all: SeenByAll | None = None
    made: dict[tuple[bool, frozenset[int]], ToldInPlay] = field(default_factory=dict)

    def for_all(self, run: Run, make: Callable[[], SeenByAll]) -> SeenByAll:
        """Return what all seats see alike at a moment, made where it is not there."""
        self._at(run)
        if self.all is None:
            self.all = make()
        return self.all

    def told(self, run: Run, playing: bool, reads: frozenset[int], make: Callable[[], ToldInPlay]) -> ToldInPlay:
        """Return what is told of a moment, made where it is not there.

        Args:
            run: as it stands now.
            playing: whether the seat has read its briefing.
            reads: what it reads of the injects that have been played, among those that are not for everybody.
            make: works it out.
        """
        self._at(run)
        key = (playing, reads)
        if key not in self.made:
            self.made[key] = make()
        return self.made[key]

    def _at(self, run: Run) -> None:
        if self.of is None or not _same(self.of, run) or len(self.made) >= SETS:
            self.made.clear()
            self.all = None
        self.of = run


def _same(one: Run, other: Run) -> bool:
    """Whether nothing has moved between two values of a run: its moves are the very same objects."""
    return (
        one.happenings is other.happenings
        and one.state is other.state
        and one.decisions is other.decisions
        and one.latest == other.latest
        and one.scenario is other.scenario
    )
