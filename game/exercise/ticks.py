"""What the clock's numbers are called: days, or hours since a moment, the same on every face."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from game.scenario.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Ticks:
    """The clock of a scenario as people read it, without the scenario."""

    hours: bool = False
    minute: int = 0
    """Of the first day, from midnight, at which the clock begins; hours are counted on from there."""

    @property
    def word(self) -> str:
        """One step of the clock."""
        return "hour" if self.hours else "day"

    def on(self, tick: int) -> str:
        """A moment within a sentence: ``day 3``, ``D+1 14:00``."""
        return self.moment(tick) if self.hours else f"day {tick}"

    def at(self, tick: int) -> str:
        """The same with its preposition: ``on day 3``, ``at D+1 14:00``."""
        return f"at {self.moment(tick)}" if self.hours else f"on day {tick}"

    def moment(self, tick: int) -> str:
        """An hour as the table calls it: ``D+1 14:00``, days from the one on which the clock begins."""
        days, minutes = divmod(self.minute + 60 * tick, 24 * 60)
        return f"D+{days} {minutes // 60:02}:{minutes % 60:02}"

    def number(self, tick: int) -> str:
        """A moment in a table with the clock's word over it: ``3``, ``D+1 14:00``."""
        return self.moment(tick) if self.hours else str(tick)


DAYS = Ticks()
"""The clock of most scenarios."""


def ticks(scenario: Scenario) -> Ticks:
    """Return how a scenario's clock is read."""
    at = scenario.moment.time() if scenario.moment else dt.time()
    return Ticks(scenario.hours, at.hour * 60 + at.minute)
