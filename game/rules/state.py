"""The state of a run (rule 1) and what can happen to it, as frozen values.

Gauges, flags and injects are known by their index in the scenario.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple

from game.scenario.conditions import NO_OPTION, NOT_PLAYED
from game.scenario.scenario import Effect, Scenario

__all__ = ["NOT_PLAYED", "NO_OPTION", "State"]  # the marks of `played` are at home in the condition language


class Pending(NamedTuple):
    """A delayed effect on its way: the day it is due, and which one of which option."""

    due: int
    inject: int
    option: int
    later: int


class Assessed(NamedTuple):
    """What the players last knew of a gauge, and since which day."""

    value: int
    day: int


@dataclass(frozen=True, slots=True)
class State:
    """Everything that decides how a run can go on."""

    day: int
    """The day whose trends and delayed effects are done; -1 before the first."""
    gauges: tuple[int, ...]
    flags: tuple[int, ...]
    """1 where set, else 0."""
    played: tuple[int, ...]
    """For each inject `NOT_PLAYED`, `NO_OPTION` or the index of the option taken."""
    pending: tuple[Pending, ...]
    """In the order in which they were scheduled."""
    assessed: tuple[Assessed, ...]
    released: frozenset[int] = frozenset()
    """Injects of the tray that the facilitator has let come up."""
    on_table: int | None = None
    """The inject that waits for a decision or to be acknowledged."""
    over: bool = False
    stopped: int | None = None
    """The ending that stopped the game, where one did."""
    queue: tuple[int, ...] = ()
    """Injects that come up before any other that is due, in this order: those that the facilitator gave a place, and
    one that was interrupted."""


class Move(NamedTuple):
    """One effect on one gauge: what was asked and what came of it."""

    effect: Effect
    before: int
    after: int

    @property
    def cut(self) -> bool:
        """Whether a bound cut it (rule 4)."""
        return self.after != (self.effect.amount if self.effect.outright else self.before + self.effect.amount)


class Part(NamedTuple):
    """One change applied whole: what it did to the gauges, effect by effect."""

    moves: tuple[Move, ...] = ()


NOTHING = Part()


@dataclass(frozen=True, slots=True)
class TrendApplied:
    day: int
    trend: int
    part: Part


@dataclass(frozen=True, slots=True)
class DelayedApplied:
    day: int
    cause: Pending
    part: Part


@dataclass(frozen=True, slots=True)
class DelayedLapsed:
    """A delayed effect came due and its `when` did not hold."""

    day: int
    cause: Pending


@dataclass(frozen=True, slots=True)
class Raised:
    """An inject came up."""

    day: int
    inject: int
    also: tuple[int, ...] = ()
    """The further paragraphs whose `when` held as it came up, in file order."""


@dataclass(frozen=True, slots=True)
class Decided:
    day: int
    inject: int
    option: int
    open: tuple[int, ...]
    """The options that were open, in file order."""
    part: Part
    chance: int | None = None
    """The branch drawn; None where there is no chance, or the game stopped before it."""
    luck: Part = NOTHING
    scheduled: tuple[Pending, ...] = ()
    assessed: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """An inject without options was read."""

    day: int
    inject: int


@dataclass(frozen=True, slots=True)
class Passed:
    """An inject passed unanswered because every option was closed (rule 3)."""

    day: int
    inject: int


@dataclass(frozen=True, slots=True)
class Adjusted:
    """The facilitator changed a gauge by hand."""

    day: int
    part: Part


@dataclass(frozen=True, slots=True)
class Released:
    """The facilitator let an inject of the tray come up."""

    day: int
    inject: int


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """The facilitator took an inject of the tray out again before it came up."""

    day: int
    inject: int


@dataclass(frozen=True, slots=True)
class Stopped:
    """An ending that stops the game held after a change (rule 5)."""

    day: int
    ending: int


@dataclass(frozen=True, slots=True)
class Ended:
    """The clock ran out, or an ending stopped the game: nothing follows."""

    day: int


Happening = (
    TrendApplied
    | DelayedApplied
    | DelayedLapsed
    | Raised
    | Decided
    | Acknowledged
    | Passed
    | Adjusted
    | Released
    | Withdrawn
    | Stopped
    | Ended
)


def before_the_first_day(scenario: Scenario, opened: Collection[int] | None = None) -> State:
    """Return the state in which a run begins; ``opened``: the flags it brings along, by default the author's."""
    starts = tuple(gauge.start for gauge in scenario.gauges)
    there = scenario.opened if opened is None else opened
    return State(
        day=-1,
        gauges=starts,
        flags=tuple([int(flag in there) for flag in range(len(scenario.flags))]),
        played=(NOT_PLAYED,) * len(scenario.injects),
        pending=(),
        assessed=tuple(Assessed(start, 0) for start in starts),
    )
