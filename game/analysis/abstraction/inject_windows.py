"""Which injects may still come up, and when: an interval of days for each.

An inject without `when` comes up on its first day, in file order, and then is done with; what it does is carried back
exactly. One with a `when` may come up at times not known. What such a floating inject may still do to a gauge is kept
as a set of moves, and added to the cuts of every moment at which it may still do it.
"""

from __future__ import annotations

from functools import cache

from game.analysis.abstraction.thresholds import moves, together
from game.rules.state import NOT_PLAYED, State
from game.scenario.scenario import Inject, Scenario


class InjectWindows:
    """The injects that may still come up."""

    def __init__(self, scenario: Scenario, start: State | None) -> None:
        """`start` is where it begins; the start of the clock by default."""
        self.days = scenario.days
        released: frozenset[int] = start.released if start else frozenset()
        self.injects: list[tuple[int, Inject]] = [
            (index, inject)
            for index, inject in enumerate(scenario.injects)
            if (not inject.manual or index in released)
            and inject.first <= min(inject.last, scenario.days)
            and (start is None or start.played[index] == NOT_PLAYED)
        ]
        """In file order; those of the tray only where they were released."""
        self.floating = frozenset(index for index, inject in self.injects if self._floats(index, inject))
        """Those of which it is not known when they come up, or in what order with others of their day."""
        self._moves = cache(self._moves_of)

    def _floats(self, index: int, inject: Inject) -> bool:
        if inject.manual:
            return True
        if inject.when is None:
            return False
        return min(inject.last, self.days) > inject.first or any(
            other.first <= inject.first <= (other.last if other.when or other.manual else other.first)
            for i, other in self.injects
            if i != index
        )

    def last(self, index: int, inject: Inject) -> int:
        """The last day on which an inject can come up."""
        return min(inject.last, self.days) if index in self.floating else inject.first

    def on(self, day: int) -> list[tuple[int, Inject]]:
        """The injects that may come up on a day."""
        return [(i, inject) for i, inject in self.injects if inject.first <= day <= self.last(i, inject)]

    def moves(self, gauge: int, day: int) -> frozenset[int]:
        """All sums of moves that the floating injects may still make after the morning of a day; 0 is one of them."""
        return self._moves(
            gauge, tuple(i for i, inject in self.injects if i in self.floating and day <= self._end(inject))
        )

    def _moves_of(self, gauge: int, injects: tuple[int, ...]) -> frozenset[int]:
        known = dict(self.injects)
        found = frozenset((0,))
        for index in injects:
            found = together(found, moves(known[index].options, gauge))
        return found

    def _end(self, inject: Inject) -> int:
        """The last day on which something may come of a floating inject."""
        after = max((later.after for option in inject.options for later in option.later), default=0)
        return min(inject.last, self.days) + after

    def slack(self, gauge: int) -> int:
        """The farthest that the floating injects may move a gauge."""
        floats = [inject for index, inject in self.injects if index in self.floating]
        return sum(max(map(abs, moves(inject.options, gauge))) for inject in floats)
