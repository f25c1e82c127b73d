"""Whose a decision was, and where an inject stands for a syndicate."""

from __future__ import annotations

from game.record.events import How
from game.record.run import Run

TAKEN_FOR = frozenset((How.TIMER, How.FACILITATOR))
"""How a decision is taken that is never the group's own."""


def taken_for(run: Run) -> frozenset[str]:
    """Return the ids of the injects that the facilitator or the end of the time decided for the group."""
    return frozenset(taken.inject for taken in run.decisions if taken.how in TAKEN_FOR)
