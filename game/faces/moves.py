"""How gauges moved: a sign and two numbers to look at, a sentence to hear."""

from __future__ import annotations

from collections.abc import Sequence

from game.exercise.views.seat_view import MoveView
from game.faces import spoken
from game.faces.model import Item, Items, TextSpan, Tone, text
from game.words import Language


def moves(words: Language, some: Sequence[MoveView], by: str = "") -> Items:
    """Return what gauges did, each with its arrow and whether that was for the better."""
    return Items(tuple(move(words, each, by) for each in some), "sign")


def move(words: Language, moved: MoveView, by: str = "") -> Item:
    """Return what one gauge did; ``by`` stands before it."""
    sign = "▲" if moved.after > moved.before else "▼" if moved.after < moved.before else "="
    tone = better(moved.better)
    unit = f" {moved.unit}" if moved.unit else ""
    good = {
        True: words.say("for the better"), False: words.say("for the worse"), None: words.say("no change")
    }[moved.better]  # fmt: skip
    bound = words.say(", and can go no further") if moved.cut else ""
    shown = TextSpan(f"{moved.gauge} {moved.before} → {moved.after}{unit}", "", tone, spoken=spoken.move(words, moved))
    return Item(text(by, shown, TextSpan(f", {good}{bound}", "aside", spoken="")), (), sign, tone)


def better(good: bool | None) -> Tone:
    """Return the tone of a move."""
    return "flat" if good is None else "good" if good else "bad"
