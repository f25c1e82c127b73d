"""What else was open, as a page: the options that were not taken, and what each left open where that is known."""

from __future__ import annotations

from textual.content import Content

from game.report.model import Debrief, DecisionPart, OpenCell, OpenRow, OtherPart
from game.ui.write import BAD, GOOD, MUTED, SERVED, SPENT, STRONG, TITLE, WARN, Page


def others(debrief: Debrief) -> Content:
    """Return for each decision the options, what they bear on, and what was in store after each."""
    page = Page().prose("For each decision, what else lay on the table. None of it was the right answer.", "italic")
    for said in debrief.open_said:
        page.gap().prose(said, "italic")
    for part in debrief.decisions:
        page.gap().add(f"{part.when}  ", MUTED).line(part.title, TITLE)
        _taken(page, part)
        for other in part.others:
            page.add("  ○ ", MUTED).add(other.label, STRONG).line("  (closed)" if other.closed else "", WARN)
            _borne(page, other)
            _store(page, part, _row(part, other.label))
        if part.open is not None and not part.open.about:
            page.line("  Little hung on this one: whatever was taken, most of the same stayed open.", MUTED)
    _ledger(page, debrief)
    return page.content()


def _taken(page: Page, part: DecisionPart) -> None:
    page.add("  ● ", MUTED).add(part.option or "passed unanswered", STRONG)
    page.line(f"  ({part.decided[:1].lower()}{part.decided[1:]})" if part.decided else "", MUTED)
    _store(page, part, _row(part, part.option))


def _borne(page: Page, other: OtherPart) -> None:
    if other.case:
        page.line(f"    “{other.case}”", "italic")
    if other.serves:
        page.line(f"    would serve: {'; '.join(other.serves)}", SERVED)
    if other.strains:
        page.line(f"    would spend: {'; '.join(other.strains)}", SPENT)


def _row(part: DecisionPart, label: str) -> OpenRow | None:
    """The row of an option; of two with one label the first."""
    return next((row for row in part.open.rows if row.label == label), None) if part.open else None


def _store(page: Page, part: DecisionPart, row: OpenRow | None) -> None:
    """What was in store after an option, one thing a line."""
    if part.open is None or row is None:
        return
    for title, cell in zip(part.open.about, row.cells, strict=True):
        sign, colour = _sign(cell)
        page.add(f"    {sign} ", colour).add(f"{title}: ", MUTED).add(cell.likely, colour)
        page.line(f"  ({cell.span})", MUTED)


def _sign(cell: OpenCell) -> tuple[str, str]:
    if cell.better is None:
        return "·", MUTED
    return ("▲", GOOD) if cell.better else ("▼", BAD)


def _ledger(page: Page, debrief: Debrief) -> None:
    if not debrief.ledger:
        return
    page.gap().line("What was within reach, and where it went", TITLE)
    for part in debrief.ledger:
        page.add(f"  {part.title}: ", STRONG)
        page.line(f"{part.reach} within reach, {part.given_up} by decisions, {part.luck} by luck: {part.came}", MUTED)
