"""Measures in words, the same on every screen and in every report."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from game.record.events import How
from game.report.least import FEWEST_FORECASTS, FEWEST_PEOPLE
from game.report.measures import InjectTally, Measures, Spread
from game.words import Message, lazy

TOO_FEW = lazy("too few to show (fewer than {n})", n=FEWEST_PEOPLE)

FEW_FORECASTS = lazy(
    "too few to judge by (fewer than {n} forecasts of {people} people)", n=FEWEST_FORECASTS, people=FEWEST_PEOPLE
)

HIDDEN = lazy(
    "Choices and reasons of fewer than {n} people are shown only of those who agreed to be quoted.", n=FEWEST_PEOPLE
)


def took(seconds: float) -> Message:
    """Return a time as people say it: ``45 s``, ``6 min``."""
    if seconds >= 90:
        return lazy("{n} min", n=round(seconds / 60))
    return lazy("{n} s", n=round(seconds))


def people(spread: Spread | None) -> Message:
    """Return numbers that people gave, or that they were too few."""
    if spread is None:
        return TOO_FEW
    return lazy(
        "{low} to {high}, middle {middle} ({n} people)",
        low=spread.low, high=spread.high, middle=f"{spread.middle:g}", n=spread.people,
    )  # fmt: skip


DECIDED = {
    How.LEADER: lazy("by the deciding role"),
    How.VOTE: lazy("by vote"),
    How.TIMER: lazy("time was up; taken by the facilitator"),
    How.FACILITATOR: lazy("taken by the facilitator"),
    How.ALONE: lazy("alone"),
    How.JUDGED: lazy("the written answer was judged"),
    How.COLLEAGUE: lazy("by a colleague"),
}
"""How a decision was taken, in every form of a debrief."""
WAYS = {
    How.LEADER: lazy("leader"),
    How.VOTE: lazy("vote"),
    How.FACILITATOR: lazy("facilitator"),
    How.TIMER: lazy("timer"),
    How.ALONE: lazy("alone"),
    How.JUDGED: lazy("judged"),
    How.COLLEAGUE: lazy("colleague"),
}


def _ways(of: Measures) -> Message | None:
    """How often each way of deciding was taken: ``vote 3, leader 2``."""
    made: Message | None = None
    for how, count in of.how:
        each = lazy("{how} {n}", how=WAYS[How(how)], n=count)
        made = lazy("{some}, {more}", some=made, more=each) if made else each
    return made


def _count(some: int, of: int) -> Message:
    return lazy("{n} of {all}", n=some, all=of)


def _of(
    met: Sequence[InjectTally], part: Callable[[InjectTally], int | None], whole: Callable[[InjectTally], int | None]
) -> Message:
    """A count over those decisions at which enough people chose."""
    if not met:
        return TOO_FEW
    return _count(sum(part(each) or 0 for each in met), sum(whole(each) or 0 for each in met))


def measured(of: Measures) -> list[tuple[Message, Message]]:
    """Return the measures of a syndicate as pairs of a name and its value."""
    enough = [each for each in of.met if each.chose is not None]
    rows = [
        (lazy("How it was decided"), _ways(of) or lazy("nothing was decided")),
        (lazy("Time to a decision, the middle one"), took(of.seconds) if of.seconds is not None else lazy("–")),
        (lazy("Documents opened of those offered"), _count(of.opened, of.offered)),
        (lazy("Known to one alone and told"), _count(of.told, of.alone)),
        (lazy("Private choices apart from the decision"), _of(enough, lambda e: e.apart, lambda e: e.chose)),
        (lazy("Decisions that most had not wanted"), _of(enough, lambda e: not e.most, lambda e: 1)),
        (
            lazy("Votes or decisions other than one's own first choice"),
            _of(enough, lambda e: e.moved, lambda e: e.chose),
        ),
        (lazy("How sure people were of their choices"), people(of.confidence)),
        (lazy("Lessons tested of those planned"), _count(of.tested, of.planned)),
    ]
    if of.forecasters != 0:
        brier = FEW_FORECASTS
        if of.brier is not None and (of.forecasts or 0) >= FEWEST_FORECASTS:
            brier = lazy("{score} (0 is a prophet, 0.25 a coin)", score=f"{of.brier:.3f}")
        rows.append((lazy("Calibration of forecasts, mean Brier score"), brier))
    return rows
