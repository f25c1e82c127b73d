"""Charts with their words and their tables, made from debriefs: what the templates set on the page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from game.exercise.ticks import DAYS, Ticks
from game.report.html import charts, signs
from game.report.html.charts import Bar, Line, Plane
from game.report.html.environment import parted
from game.report.model import Debrief, GaugePart
from game.rules.history import Point


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart, what it says in words, and its numbers as a table."""

    title: str
    says: str
    chart: Markup
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Headquarters:
    """A headquarters in words."""

    role: str
    words: str
    parts: str
    """What added to it and took from it; empty where that is another role's to know."""


def gauges(debrief: Debrief) -> tuple[Figure, ...]:
    """Return a figure for each gauge of a run, all in one window of their ranges."""
    share = charts.window(
        [((g.low, g.high), track) for g in debrief.gauges for track in (g.true_points, g.known_points)]
    )
    decided = decision_marks(debrief)
    return tuple(
        _gauge(gauge, plane(gauge, debrief.day, share, ticks=debrief.ticks), decided) for gauge in debrief.gauges
    )


def plane(gauge: GaugePart, day: int, share: tuple[float, float], right: float = 268, ticks: Ticks = DAYS) -> Plane:
    """Return where a gauge's days and values lie: ``share`` of its range, up to ``day``."""
    width = gauge.high - gauge.low
    return Plane(max(1, day), gauge.low + share[0] * width, gauge.low + share[1] * width, right=right, ticks=ticks)


def decision_marks(debrief: Debrief) -> list[tuple[int, str]]:
    """Return each day of decisions with their numbers: ``(1, "2, 3")``."""
    days: dict[int, list[str]] = {}
    for number, part in enumerate(debrief.decisions, start=1):
        days.setdefault(part.day, []).append(str(number))
    return [(day, numbers[0] if len(numbers) == 1 else f"{numbers[0]}–{numbers[-1]}") for day, numbers in days.items()]


def _gauge(gauge: GaugePart, plane: Plane, decided: list[tuple[int, str]]) -> Figure:
    shown_open = gauge.shown == "open"
    lines = [Line("" if shown_open else "true", gauge.true_points, "true")]
    if gauge.shown == "assessed":
        lines.append(Line("known", gauge.known_points, "known", "5 3"))
    unit = f" {gauge.unit}" if gauge.unit else ""
    sign = signs.course(gauge.start, gauge.final, gauge.high_is_good)
    says = (
        f"{gauge.start} → {gauge.final}{unit} {sign.sign} {sign.words}; {_knew(gauge, plane.ticks)}{_cuts(gauge.cuts)}."
    )
    read = plane.ticks
    desc = f"From {gauge.start} {read.at(0)} to {gauge.final}{unit} {read.at(plane.days)}: {sign.words}."
    desc += f" {_knew(gauge, read)}."
    chart = charts.gauge_chart(f"gauge-{parted(gauge.id)}", gauge.title, desc, plane, lines, gauge.start, decided)
    return Figure(gauge.title, says, chart, (read.word.capitalize(), "It was", "You knew"), tuple(_rows(gauge, read)))


def _knew(gauge: GaugePart, ticks: Ticks) -> str:
    if gauge.shown == "hidden":
        return "never shown to you"
    if gauge.shown == "open":
        return "you always saw it"
    return f"you knew {gauge.known} since {ticks.on(gauge.known_since)}"


def _cuts(cuts: int) -> str:
    return f"; {cuts} effect{'s' if cuts > 1 else ''} cut at the bound" if cuts else ""


def _rows(gauge: GaugePart, ticks: Ticks) -> Iterable[tuple[str, ...]]:
    days = sorted({point.day for track in (gauge.true_points, gauge.known_points) for point in track})
    for day in days:
        known = "–" if gauge.shown == "hidden" else str(at(gauge.known_points, day))
        yield ticks.number(day), str(at(gauge.true_points, day)), known


def at(points: Sequence[Point], day: int) -> int:
    """Return the value that holds on a day."""
    return next((point.value for point in reversed(points) if point.day <= day), points[0].value)


def headquarters_bars(debrief: Debrief) -> Markup:
    """Return how content each headquarters is, as bars from the middle."""
    desc = "; ".join(f"{part.role} {charts.signed(part.content)}" for part in debrief.headquarters)
    bars = [Bar(part.role, part.content) for part in debrief.headquarters]
    return charts.diverging_bars("headquarters-bars", "How content each headquarters is", f"{desc}.", bars)


def headquarters(debrief: Debrief) -> tuple[Headquarters, ...]:
    """Return each headquarters in words."""
    return tuple(
        Headquarters(
            part.role,
            "more content than at the start"
            if part.content > 0
            else "less content than at the start"
            if part.content < 0
            else "as content as at the start",
            ", ".join(f"{title} {charts.signed(share)}" for title, share in part.parts),
        )
        for part in debrief.headquarters
    )
