"""What else was open, in words: the options that were not taken, and what each left open where that is known."""

from __future__ import annotations

from game.plain import words
from game.plain.words import stop
from game.report.model import Debrief, DecisionPart, OpenCell


def others(debrief: Debrief) -> list[str]:
    """Return for each decision the options, what they bear on, and what was in store after each."""
    made = ["For each decision, what else lay on the table. None of it was the right answer."]
    for said in debrief.open_said:
        made += ["", said]
    for part in debrief.decisions:
        made += ["", f"{words.capital(words.when(part.when))}, {stop(part.title)}"]
        made.append(f"  {part.decided}: {stop(part.option)}" if part.option else "  It passed unanswered.")
        made += _store(part, part.option)
        for other in part.others:
            made.append(f"  - {stop(other.label)}{' It was closed.' if other.closed else ''}")
            if other.case:
                made.append(f"    The case for it: “{other.case}”")
            if other.serves:
                made.append(f"    It would serve: {'; '.join(other.serves)}.")
            if other.strains:
                made.append(f"    It would spend: {'; '.join(other.strains)}.")
            made += _store(part, other.label)
        if part.open is not None and not part.open.about:
            made.append("  Little hung on this one: whatever was taken, most of the same stayed open.")
    return made + _ledger(debrief)


def _store(part: DecisionPart, label: str) -> list[str]:
    """What was in store after an option, one thing a line."""
    if part.open is None:
        return []
    row = next((row for row in part.open.rows if row.label == label), None)
    if row is None:
        return []
    said = {None: "", True: ", likely better", False: ", likely worse"}
    return [
        f"    {title}: likely {cell.likely}, {_span(cell)}{said[cell.better]}."
        for title, cell in zip(part.open.about, row.cells, strict=True)
    ]


def _span(cell: OpenCell) -> str:
    return cell.span if cell.span == "settled" else f"{cell.span} possible"


def _ledger(debrief: Debrief) -> list[str]:
    if not debrief.ledger:
        return []
    return ["", "What was within reach, and where it went:"] + [
        f"  {part.title}: {part.reach} within reach, {part.given_up} by decisions, {part.luck} by luck: {part.came}."
        for part in debrief.ledger
    ]
