"""What moves, days and titles are called where there is no colour and no sign to look at."""

from __future__ import annotations

import re

from game.exercise.views.seat_view import MoveView

_WHEN = re.compile(r"\b([dw])(\d+)\b")
_CHANGE = re.compile(r"^(.*) ([+-])(\d+)$")


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


def when(short: str) -> str:
    """Return a day in short, spoken: ``w5`` is ``week 5``, ``d3`` is ``day 3``."""
    return _WHEN.sub(lambda found: f"{'day' if found[1] == 'd' else 'week'} {found[2]}", short, count=1)


def count(number: int, noun: str) -> str:
    """Return a number with its noun: ``1 paper``, ``3 papers``."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def value(number: int, unit: str) -> str:
    """Return a value with its unit."""
    return f"{number} {unit}" if unit else str(number)


def move(moved: MoveView) -> str:
    """Return one move in words: ``Public trust fell by 4 to 46, for the worse.``"""
    after = value(moved.after, moved.unit)
    bound = " It can go no further." if moved.cut else ""
    if moved.after == moved.before:
        return f"{moved.gauge} stays at {after}.{bound}"
    verb = "rose" if moved.after > moved.before else "fell"
    good = {True: ", for the better", False: ", for the worse", None: ""}[moved.better]
    return f"{moved.gauge} {verb} by {abs(moved.after - moved.before)} to {after}{good}.{bound}"


def change(text: str) -> str:
    """Return ``Public trust -4`` as ``Public trust fell by 4``; any other text as it is."""
    found = _CHANGE.match(text)
    return f"{found[1]} {'rose' if found[2] == '+' else 'fell'} by {found[3]}" if found else text
