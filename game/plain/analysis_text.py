"""An analysis in words, for a plain stream: findings first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from game.report import analysis_intros as intros

if TYPE_CHECKING:  # the report brings numpy, which plain play does without
    from game.report.analysis import AnalysisReport, DecisionPart, ValueLine


def lines(report: AnalysisReport) -> list[str]:
    """Return the whole report as lines to print."""
    return list(_lines(report))


def _lines(report: AnalysisReport) -> Iterator[str]:
    yield report.title
    yield ""
    yield from report.summary
    yield from ("", "Findings:", "")
    for each in report.findings:
        yield f"- {each.place}: {each.level} {each.code}: {each.says} {each.cure}"
    if not report.findings:
        yield intros.NOTHING_TESTED if report.untested else intros.NOTHING
    if report.untested:
        yield from ("", intros.UNTESTED, "")
        yield from (f"- {said}" for said in report.untested)
    for title, intro, values in (
        ("Endings", intros.ENDINGS, report.endings),
        ("Lessons", intros.LESSONS, report.lessons),
        ("Gauges", intros.GAUGES, report.gauges),
    ):
        yield from ("", f"{title}:", "", intro, "")
        yield from (line for value in values for line in _value(value))
        if not values:
            yield "There are none."
    yield from ("", "Decisions:", "", intros.HEAT)
    for decision in report.decisions:
        yield from _decision(decision, report.about)
    yield from ("", "Naive strategies:", "", intros.STRATEGIES, "")
    for strategy in report.strategies:
        yield f"- {strategy.name}."
        yield f"  Better: {strategy.better or 'nothing'}."
        yield f"  Worse: {strategy.worse or 'nothing'}."
        if strategy.endings:
            yield f"  Ends in: {strategy.endings}."
    yield from ("", "How it was worked out:", "", intros.QUESTIONS, "")
    yield from (f"- {name}: {said}." for name, said in report.questions)


def _value(value: ValueLine) -> Iterator[str]:
    yield f"- {value.title}: {value.random} at random, {value.least} at least, {value.greatest} at most."
    if value.note:
        yield f"  {value.note[:1].upper()}{value.note[1:].rstrip('.')}."
    if value.way:
        yield f"  A shortest way: {value.way}."


def _decision(decision: DecisionPart, about: tuple[str, ...]) -> Iterator[str]:
    yield ""
    yield f"{decision.title} ({decision.when}): comes up {decision.chance}. {decision.note}".rstrip()
    for option in decision.options:
        yield f"  - {option.label}: open {option.open}, taken {option.taken}."
        yield from (f"    {mark}" for mark in option.marks)
        heats = [
            f"{title} {heat.text}" for title, heat in zip(about, option.heats, strict=True) if abs(heat.share) > 0.12
        ]
        if heats:
            yield f"    Brings: {'; '.join(heats)}."
