"""An analysis in words, for a plain stream: findings first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

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
        yield "Nothing to say."
    for title, values in (("Endings", report.endings), ("Lessons", report.lessons), ("Gauges", report.gauges)):
        yield from ("", f"{title}:", "")
        yield from (_value(value) for value in values)
    yield from ("", "Decisions:")
    for decision in report.decisions:
        yield from _decision(decision, report.about)
    yield from ("", "Naive strategies, beside random play:", "")
    for strategy in report.strategies:
        yield f"- {strategy.name}. Better: {strategy.better or 'nothing'}. Worse: {strategy.worse or 'nothing'}."
        if strategy.endings:
            yield f"  Ends in: {strategy.endings}."
    yield from ("", "How it was worked out:", "")
    yield from (f"- {name}: {said}." for name, said in report.questions)


def _value(value: ValueLine) -> str:
    note = f"  ({value.note})" if value.note else ""
    return f"- {value.title}: {value.random} at random, {value.least} at least, {value.greatest} at most.{note}"


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
            yield f"    Brings, beside the mean: {'; '.join(heats)}."
