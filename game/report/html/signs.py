"""Signs and words that stand beside every colour, the same on each page as on the screens."""

from __future__ import annotations

from dataclasses import dataclass

from game.exercise.views.seat_view import MoveView
from game.report import readings
from game.rules.judge import Outcome, Reading


@dataclass(frozen=True, slots=True)
class Sign:
    """A meaning: its sign, its words, and the class of the style sheet that colours it."""

    sign: str
    words: str
    tone: str
    """``good``, ``bad``, ``warn`` or ``flat``; of a reading ``served``, ``spent``, ``both`` or ``flat``."""


OUTCOMES = {
    Outcome.HELD: Sign("", "in the end it held", "good"),
    Outcome.FAILED: Sign("", "in the end it did not hold", "bad"),
}
LUCK = {
    "better": Sign("▲", "kinder than the alternatives", "good"),
    "worse": Sign("▼", "harder than the alternatives", "bad"),
    "even": Sign("=", "no better and no worse", "flat"),
}
CAME = {
    "landed": Sign("↩", "came back", "flat"),
    "lapsed": Sign("∅", "did not come about", "flat"),
    "not yet": Sign("…", "still on its way at the end", "flat"),
}


def reading(of: Reading) -> Sign:
    """Return how a lesson is told."""
    said = readings.words(of)
    return Sign(said.sign, said.title, readings.tone(of))


def move(moved: MoveView) -> Sign:
    """Return how a gauge moved: an arrow, and whether that was for the better."""
    arrow = "▲" if moved.after > moved.before else "▼" if moved.after < moved.before else "="
    words = {True: "for the better", False: "for the worse", None: "no change"}[moved.better]
    tone = {True: "good", False: "bad", None: "flat"}[moved.better]
    return Sign(arrow, f"{words}{', and can go no further' if moved.cut else ''}", tone)


def course(start: int, final: int, high_is_good: bool) -> Sign:
    """Return how a gauge ended against its start."""
    if start == final:
        return Sign("=", "unchanged", "flat")
    better = (final > start) == high_is_good
    return Sign("▲" if final > start else "▼", "better" if better else "worse", "good" if better else "bad")
