"""What a debrief counts: gauges as they were and as they were known, headquarters, forecasts and answers."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from game.exercise.ticks import DAYS, Ticks
from game.faces.model import Block, Chart, Curve, Grid, Pairs, Section, Text, TextSpan, Tone, para, strong, text
from game.report.model import Debrief, GaugePart, HeadquartersPart
from game.rules.history import Point
from game.scenario.text import parted
from game.words import MINUS, Language


def gauges(words: Language, debrief: Debrief) -> Section:
    """Return each gauge through the run, the truth against what was known of it."""
    title = words.say("Gauges: true and known")
    hint = words.say(
        "Each gauge stands on the whole of its scale, as it was and as you knew it. Where the two part, you decided on "
        "an old picture. The numbers below are the decisions."
    )
    if not debrief.gauges:
        return Section("gauges", title, (para(words.say("This scenario has no gauges.")),), name=title)
    marks = decision_marks(debrief)
    charts = (gauge(words, part, max(1, debrief.day), marks, debrief.ticks) for part in debrief.gauges)
    return Section("gauges", title, (para(hint, role="note"), *charts), name=title)


def decision_marks(debrief: Debrief) -> tuple[tuple[int, str], ...]:
    """Return each day of decisions with their numbers: ``2``, or ``2–4``."""
    days: dict[int, list[str]] = {}
    for number, part in enumerate(debrief.decisions, start=1):
        days.setdefault(part.day, []).append(str(number))
    return tuple((day, some[0] if len(some) == 1 else f"{some[0]}–{some[-1]}") for day, some in days.items())


@lru_cache(maxsize=512)
def gauge(words: Language, part: GaugePart, day: int, marks: tuple[tuple[int, str], ...], read: Ticks = DAYS) -> Chart:
    """Return one gauge: from where to where, its course, and what was known of it."""
    unit = f" {part.unit}" if part.unit else ""
    curves = [Curve(words.say("true"), points(part.start, part.true_points))]
    if part.shown == "hidden":
        knew = words.say("It was never shown to you.")
    elif part.shown == "assessed":
        curves.append(Curve(words.say("known"), points(part.start, part.known_points), True))
        knew = words.say(
            "You went by {known}, last looked at {when}.", known=part.known, when=read.at(part.known_since)
        )
    else:
        knew = words.say("You always saw it.")
    values = {"start": part.start, "final": f"{part.final}{unit}"}
    better = None
    if part.final == part.start:
        sign, came = "=", words.say("unchanged")
        says = words.say("From {start} to {final}, unchanged in the end.", **values)
    else:
        better = (part.final > part.start) == part.high_is_good
        sign, came = "▲" if part.final > part.start else "▼", words.say("better") if better else words.say("worse")
        good = words.say("From {start} to {final}, for the better.", **values)
        says = good if better else words.say("From {start} to {final}, for the worse.", **values)
    cut = words.many(
        " {n} effect cut short, because it could go no further.",
        " {n} effects cut short, because it could go no further.",
        part.cuts,
    )
    value = text(
        strong(f"{part.start} → {part.final}{unit}"),
        TextSpan(f" {sign} {came}", "", "flat" if better is None else "good" if better else "bad"),
    )
    numbers = (
        words.say("The numbers of “{gauge}”", gauge=part.title),
        words.say("Hour") if read.hours else words.say("Day"),
    )
    says = f"{says} {knew}{cut if part.cuts else ''}"
    return Chart(
        f"gauge-{parted(part.id)}",
        part.title,
        value,
        says,
        tuple(curves),
        part.low,
        part.high,
        day,
        marks,
        read,
        numbers=numbers,
        unit=part.unit,
    )


def points(start: int, points: Iterable[Point]) -> tuple[tuple[int, int], ...]:
    """A course that begins at the start, whatever the evening of day 0 brought."""
    return ((0, start), *((each.day, each.value) for each in points if each != (0, start)))


# --- headquarters, forecasts


def headquarters(words: Language, debrief: Debrief) -> Section:
    """Return how content each role's own headquarters is, and why."""
    title = words.say("What each headquarters thought")
    intro = words.say(
        "What each actor's own headquarters rewards, and how it looks from there. 0 is as content as on day 0."
    )
    rows = tuple((text(part.role), content(words, part.content)) for part in debrief.headquarters)
    bars = tuple(part.content for part in debrief.headquarters)
    heads = (words.say("Role"), words.say("Content"))
    grid = Grid(words.say("How content each headquarters is"), heads, rows, frozenset((1,)), bars)
    shares = tuple((part.role, _felt(words, part)) for part in debrief.headquarters)
    spread = words.say(
        "Between the most and the least content: {spread}. The wider, the harder to be coherent.",
        spread=words.number(debrief.spread),
    )
    made: list[Block] = [para(intro), grid, Pairs(shares), para(spread)]
    return Section("headquarters", title, tuple(made), name=title)


def signed(words: Language, value: float) -> str:
    """Return a value with its sign and two decimals: ``+0.25``, ``−0.10``, ``0.00``."""
    if not round(value, 2):
        return words.number(0.0)
    return f"{'+' if value > 0 else MINUS}{words.number(abs(value))}"


def content(words: Language, content: float) -> Text:
    sign = "▲" if content > 0 else "▼" if content < 0 else "="
    tone: Tone = "good" if content > 0 else "bad" if content < 0 else "flat"
    return text(TextSpan(f"{sign} ", "", tone, spoken=""), signed(words, content))


def _felt(words: Language, part: HeadquartersPart) -> Text:
    """How it is against the start, and what added to that and took from it."""
    said = words.say("as at the start")
    if part.content:
        more = part.content > 0
        said = words.say("more content than at the start") if more else words.say("less content than at the start")
    shares = ", ".join(f"{title} {signed(words, share)}" for title, share in part.parts)
    return text(said, f": {shares}" if shares else "")


def forecasts(words: Language, debrief: Debrief) -> Section:
    """Return forecasts against what happened, and answers before and after."""
    title = words.say("Forecasts and confidence")
    made: list[Block] = []
    if debrief.forecasts:
        rows = tuple(
            (text(part.ask), text(words.say("{n} in 100", n=part.percent)),
             text(words.say("it came about") if part.came_true else words.say("it did not come about")))
            for part in debrief.forecasts
        )  # fmt: skip
        heads = (words.say("How likely?"), words.say("You said"), words.say("What happened"))
        made.append(Grid(words.say("Forecasts"), heads, rows))
    if debrief.answers:
        nothing = words.say("no answer")
        answers = tuple(
            (text(part.ask), *(text(nothing if each is None else str(each)) for each in (part.before, part.after)),
             text(str(part.scale)))
            for part in debrief.answers
        )  # fmt: skip
        asked = (words.say("You were asked"), words.say("Before"), words.say("After"), words.say("Of"))
        made.append(Grid(words.say("Answers before and after"), asked, answers))
    return Section("forecasts", title, tuple(made), name=title)
