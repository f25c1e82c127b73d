"""Signs and words that stand beside every colour, the same on each page as on the screens."""

from __future__ import annotations

from dataclasses import dataclass

from game.report import readings
from game.rules.judge import Reading


@dataclass(frozen=True, slots=True)
class Sign:
    """A meaning: its sign, its words, and the class of the style sheet that colours it."""

    sign: str
    words: str
    tone: str
    """``good``, ``bad``, ``warn`` or ``flat``; of a reading ``served``, ``spent``, ``both`` or ``flat``."""


def reading(of: Reading) -> Sign:
    """Return how a lesson is told."""
    said = readings.words(of)
    return Sign(said.sign, said.title, readings.tone(of))
