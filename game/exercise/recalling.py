"""What one is asked from memory before a debrief opens, and what is kept of it: one seat's own, nobody else's to read.

Asking comes before telling: which decision weighed most, what it bought and cost, what was not known, where luck
decided. Every line may be skipped, and what is skipped leaves no trace. The plan is one's own intention in the form
"When ..., I will ...": it is asked last, and once more whenever it is wanted.
"""

from __future__ import annotations

from game.record.run import Recalled, Run

END, WEEK, SIX_WEEKS = "end", "7", "42"
"""Moments: at the end of play, and so many days after it."""
WEIGHED, EXCHANGE, UNKNOWN, LUCK, PLAN = "weighed", "exchange", "unknown", "luck", "plan"
ASKED = (WEIGHED, EXCHANGE, UNKNOWN, LUCK)
"""What is asked before the debrief opens, in this order."""
NONE, NOWHERE = "none", "nowhere"
"""What may be picked in place of a decision."""

DILEMMA, CHOICE, TESTED, CAME, MARK = "dilemma", "choice", "tested", "came", "mark"
LATER = (DILEMMA, CHOICE, TESTED, CAME, MARK)
"""What is asked a week and six weeks later, in this order."""
DID, DID_NOT, NOT_YET = "did", "did not", "not yet"
"""What became of a plan: the occasion came and it was done, or was not; it has not come."""
HAD, HALF, GONE = "had it", "half", "gone"
"""How much of it came back, by one's own word."""
MARKS = (HAD, HALF, GONE)


def said(recalled: tuple[Recalled, ...], seat: str, moment: str = END) -> dict[str, Recalled]:
    """Return what a seat said from memory at a moment, by what was asked: what it said last."""
    return {each.prompt: each for each in recalled if each.by == seat and each.moment == moment}


def waiting(run: Run, seat: str) -> tuple[str, ...]:
    """Return what a seat can be asked now that play is over; one's plan may be put into other words at any time."""
    told = said(run.recalled, seat)
    return (*(each for each in ASKED if each not in told), PLAN)
