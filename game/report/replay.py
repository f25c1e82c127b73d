"""Playing again with a purpose: what a run can be played again for, with what stays the same.

An ending that nobody here has seen is counted and never named.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from game.exercise.run.run_store import Entry
from game.record.run import Run
from game.report.model import Opened


@dataclass(frozen=True, slots=True)
class Purpose:
    """One way to play again."""

    title: str
    why: str
    inject: str = ""
    """The decision to play on from; nothing for a run from the beginning."""
    role: str | None = None
    """The seat to take; None for all."""
    other_luck: bool = False


def purposes(run: Run, opened: Opened, entries: Iterable[Entry]) -> tuple[Purpose, ...]:
    """Return what a run can be played again for, the nearest first; ``entries`` are the runs played on this machine."""
    scenario = run.scenario
    held = [role for seat in run.seats.values() for role in seat["roles"]]
    made = []
    if opened.closed_most:
        title = scenario.inject(opened.closed_most).title
        why = "Of your decisions this one closed most. All before it stays, with the same luck."
        made.append(Purpose(f"Decide “{title}” anew", why, inject=opened.closed_most))
    for role in scenario.roles if len(scenario.roles) > 1 else ():
        if held != [role.id]:
            why = "With the same luck, from the beginning: other papers, other interests."
            made.append(Purpose(f"Take one seat: {role.title}", why, role=role.id))
    seen = {ending for entry in entries if entry.scenario == scenario.id for ending in entry.endings}
    if {ending.id for ending in scenario.endings} - seen:
        alone = held[0] if len(held) == 1 and len(scenario.roles) > 1 else None
        made.append(
            Purpose("See an ending not seen yet", "From the beginning, with other luck.", role=alone, other_luck=True)
        )
    if not made:
        made.append(Purpose("Play it again", "From the beginning, with other luck.", other_luck=True))
    return tuple(made)
