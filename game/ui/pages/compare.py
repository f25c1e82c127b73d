"""Two runs side by side, as text."""

from __future__ import annotations

from textual.content import Content

from game.report import readings
from game.report.compare import Comparison
from game.ui.pages.debrief import sign
from game.ui.write import MUTED, STRONG, TITLE, WARN, Page


def compare(comparison: Comparison, width: int) -> Content:
    """Return the whole comparison in two columns."""
    column = max(20, (width - 6) // 2)
    left, right = comparison.names
    page = Page().line(comparison.title, TITLE)
    page.line(comparison.luck, MUTED)
    for name, said in zip(comparison.names, comparison.opened, strict=True):
        if said:
            page.line(f"{name} opened with: {said}", MUTED)
    page.line(f"They part at “{comparison.parted}”." if comparison.parted else "They never part.", WARN)
    page.heading("Decisions")
    _row(page, left, right, column, STRONG)
    for pair in comparison.decisions:
        page.gap().line(f"{'=' if pair.same else '≠'} {pair.title}", MUTED if pair.same else STRONG)
        _row(
            page,
            _decided(pair.when[0], pair.left, pair.stood[0]),
            _decided(pair.when[1], pair.right, pair.stood[1]),
            column,
            MUTED if pair.same else "",
        )
    page.heading("Gauges at the end")
    for gauge in comparison.gauges:
        unit = f" {gauge.unit}" if gauge.unit else ""
        page.line(f"{'=' if gauge.left == gauge.right else '≠'} {gauge.title} (from {gauge.start}{unit})", MUTED)
        better = (
            ""
            if gauge.left == gauge.right
            else "  ◂ better"
            if (gauge.left > gauge.right) == gauge.high_is_good
            else ""
        )
        worse = "  ◂ better" if gauge.left != gauge.right and not better else ""
        _row(page, f"{gauge.left}{unit}{better}", f"{gauge.right}{unit}{worse}", column, "")
    page.heading("Lessons that differ")
    differing = [pair for pair in comparison.lessons if not pair.same]
    for lesson in differing:
        page.line(f"≠ {lesson.title}", STRONG)
        left, right = (f"{sign(each)[0]} {readings.words(each).title}" for each in (lesson.left, lesson.right))
        _row(page, left, right, column, "")
    if not differing:
        page.line("None.", MUTED)
    page.heading("How they ended")
    for index in range(max(map(len, comparison.endings))):
        told = [endings[index] if index < len(endings) else "" for endings in comparison.endings]
        _row(page, told[0], told[1], column, "")
    if not any(comparison.endings):
        page.line("Neither is finished.", MUTED)
    return page.content()


def _decided(when: str, label: str, stood: str) -> str:
    return f"{when} {label}" if label else stood


def _row(page: Page, left: str, right: str, column: int, style: str) -> None:
    """Write two texts beside each other, each wrapped in its own column."""
    import textwrap

    lines = [textwrap.wrap(text, column - 2) or [""] for text in (left, right)]
    for index in range(max(map(len, lines))):
        cells = [column_lines[index] if index < len(column_lines) else "" for column_lines in lines]
        page.line(f"  {cells[0]:<{column}}│ {cells[1]}", style)
