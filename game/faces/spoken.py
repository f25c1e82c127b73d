"""What moves, days and titles are called where there is no colour and no sign to look at."""

from __future__ import annotations

import re

from game.exercise.views.seat_view import MoveView
from game.words import Language

_WHEN = re.compile(r"\b([dw])(\d+)\b")


def stop(text: str) -> str:
    """Return a text that ends like a sentence."""
    text = text.rstrip()
    return text if not text or text.endswith((".", "!", "?", "…", ".”", "!”", "?”", ":")) else f"{text}."


def capital(text: str) -> str:
    """Return a text that begins like a sentence."""
    return text[:1].upper() + text[1:]


def lower(text: str) -> str:
    """Return a text that can go on within a sentence; a word all in capitals stays."""
    return text if text[:2].isupper() else text[:1].lower() + text[1:]


def clock(text: str) -> str:
    """Return the clock's words with commas: ``Day 34, 4 Apr 2031, week 5 of 26``."""
    return text.replace(" · ", ", ")


def when(words: Language, short: str) -> str:
    """Return a day in short, spoken: ``w5`` is ``week 5``, ``d3`` is ``day 3``."""

    def told(found: re.Match[str]) -> str:
        return words.say("day {n}", n=int(found[2])) if found[1] == "d" else words.say("week {n}", n=int(found[2]))

    return _WHEN.sub(told, short, count=1)


def value(number: int, unit: str) -> str:
    """Return a value with its unit."""
    return f"{number} {unit}" if unit else str(number)


def move(words: Language, moved: MoveView) -> str:
    """Return one move in words: ``Public trust fell by 4 to 46, for the worse.``"""
    said = {"gauge": moved.gauge, "n": abs(moved.after - moved.before), "after": value(moved.after, moved.unit)}
    up = moved.after > moved.before
    if moved.after == moved.before:
        told = words.say("{gauge} stays at {after}.", **said)
    elif moved.better is None:
        told = words.say("{gauge} rose by {n} to {after}.", **said) if up else (
            words.say("{gauge} fell by {n} to {after}.", **said))  # fmt: skip
    elif moved.better:
        told = words.say("{gauge} rose by {n} to {after}, for the better.", **said) if up else (
            words.say("{gauge} fell by {n} to {after}, for the better.", **said))  # fmt: skip
    else:
        told = words.say("{gauge} rose by {n} to {after}, for the worse.", **said) if up else (
            words.say("{gauge} fell by {n} to {after}, for the worse.", **said))  # fmt: skip
    return f"{told} {words.say('It can go no further.')}" if moved.cut else told


def change(words: Language, gauge: str, by: int) -> str:
    """Return how far a gauge went: ``Public trust fell by 4``."""
    rose = words.say("{gauge} rose by {n}", gauge=gauge, n=by)
    return rose if by > 0 else words.say("{gauge} fell by {n}", gauge=gauge, n=-by)
