"""What a seat knows of each gauge, and what its number is worth."""

from __future__ import annotations

from game.exercise.views.seat_view import GaugeView
from game.faces.model import Chart, Curve, Section, Text, TextSpan, para, strong, text
from game.faces.moves import better
from game.faces.seat.shared import shared
from game.faces.spoken import value as with_unit
from game.words import Language


@shared
def gauges(words: Language, known: tuple[GaugeView, ...], day: int) -> Section:
    """Return every gauge that the seat can see; ``day`` is today."""
    title = words.say("What you know")
    if not known:
        return Section("gauges", title, (para(words.say("This scenario shows no gauges.")),), key="g", side=True)
    look = words.say("“?” marks a gauge as it was when somebody last looked.")
    marks = words.say("○ is where it stood before the last move, ● where it stands.")
    hint = para(TextSpan(f"{look} {marks}", spoken=""), role="note")
    charts = tuple(gauge(words, each, day) for each in known)
    return Section("gauges", title, (*charts, hint), words.say("Gauges"), key="g", side=True)


def gauge(words: Language, known: GaugeView, day: int) -> Chart:
    """Return one gauge over time."""
    return Chart(
        f"gauge-{known.id}", known.title, value(words, known), says(words, known),
        (Curve("", tuple((point.day, point.value) for point in known.points)),), known.low, known.high, max(1, day),
        stood=known.value - known.change,
    )  # fmt: skip


def value(words: Language, known: GaugeView) -> Text:
    """Return a gauge's value with the sign of what is only the last look, and how it changed or how old it is."""
    old = known.assessed and known.age
    made = [strong(f"{with_unit(known.value, known.unit)}{'?' if old else ''}")]
    if known.change:
        good = (known.change > 0) == known.high_is_good
        made.append(TextSpan(f" {'▲' if known.change > 0 else '▼'} {abs(known.change)}", tone=better(good)))
    elif old:
        age = words.say(" {n} h old", n=known.age) if known.tick == "hour" else words.say(" {n} d old", n=known.age)
        made.append(TextSpan(age, tone="warn"))
    return text(*made)


def says(words: Language, known: GaugeView) -> str:
    """Return a gauge in sentences: value, bounds, which end is good, how old, how it changed."""
    said = {"value": with_unit(known.value, known.unit), "low": known.low, "high": known.high}
    made = [
        words.say("{value} of {low} to {high}, high is good.", **said)
        if known.high_is_good
        else words.say("{value} of {low} to {high}, low is good.", **said)
    ]
    made += [_seen(words, known)] if known.assessed else []
    made += [_moved(words, known.change, known.high_is_good)] if known.change else []
    return " ".join(made)


def _seen(words: Language, known: GaugeView) -> str:
    """How old a look is."""
    if known.tick == "hour":
        if not known.age:
            return words.say("As seen just now.")
        return words.many("As last seen {n} hour ago.", "As last seen {n} hours ago.", known.age)
    if not known.age:
        return words.say("As seen today.")
    return words.many("As last seen {n} day ago.", "As last seen {n} days ago.", known.age)


def _moved(words: Language, change: int, high_is_good: bool) -> str:
    by = {"n": abs(change)}
    if change > 0:
        if high_is_good:
            return words.say("Rose by {n} with your last move, for the better.", **by)
        return words.say("Rose by {n} with your last move, for the worse.", **by)
    if high_is_good:
        return words.say("Fell by {n} with your last move, for the worse.", **by)
    return words.say("Fell by {n} with your last move, for the better.", **by)
