"""Sensitivity: which numbers an ending or a lesson hangs on. One at a time, by one step, everything else as it is.

The plainest design there is (one-at-a-time: Saltelli and others, Global sensitivity analysis, 2008, chapter 1), and
here the right one: an author changes one number, looks, and changes another. Each step is answered exactly, under
random play. What two changes do together is outside of it, and the page says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from game.analysis.abstraction.objectives import Asked, Objective, Span, Tally
from game.analysis.exact.backward_induction import Values
from game.analysis.exact.exploration import Exploration, TooLarge
from game.analysis.mending.written_numbers import Spot, changed, spots
from game.analysis.result.model import Analysis, Moved
from game.scenario.checks.check_context import Subject
from game.scenario.draft_validation import where
from game.scenario.scenario import Scenario

TOP = 10
"""So many numbers are told."""

MOST = 40_000_000
"""Transitions of all explorations together, beyond which the question is not asked."""

START = 50_000
"""What beginning an exploration costs, in transitions."""

TINY = 1e-9


class TooMany(Exception):
    """Every number would have to be tried by an exploration that is too large for that; says how large."""


def sensitivity(
    analysis: Analysis, subject: Subject, most: int = MOST, tell: Callable[[int, int], None] | None = None
) -> list[Moved]:
    """Return the numbers of which one step moves an ending or a lesson most, the strongest first.

    `tell` is told before each number how many are done and of how many; where it raises, nothing more is tried.

    Raises:
        TooMany: where it would take too long.
    """
    scenario = subject.scenario
    asked = Asked(tuple(map(Tally.of, scenario.lessons)), endings=tuple(range(len(scenario.endings))))
    every = list(spots(scenario))
    try:
        exploration = Exploration(scenario, asked, most=max(1, most // (2 * len(every) + 1))).run()
    except TooLarge:
        raise TooMany(len(every)) from None
    if (exploration.transitions + START) * 2 * len(every) > most:
        raise TooMany(len(every))
    before = _random(Values(exploration).spans())
    found: list[Moved] = []
    strongest: dict[str, Moved] = {}
    for number, spot in enumerate(every):
        if tell:
            tell(number, len(every))
        found += _steps(analysis, subject, asked, before, spot)
    for moved in found:
        known = strongest.get(f"{moved.path} {moved.old}")
        if known is None or moved.share > known.share:
            strongest[f"{moved.path} {moved.old}"] = moved
    return sorted(strongest.values(), key=lambda moved: -moved.share)[:TOP]


def _steps(
    analysis: Analysis, subject: Subject, asked: Asked, before: dict[Objective, float], spot: Spot
) -> Iterator[Moved]:
    """Yield what a step up and a step down move, where they move anything."""
    for value in (spot.value + 1, spot.value - 1):
        if not spot.may_be(value):
            continue
        after = _asked_again(subject.scenario, asked, spot, value)
        moves = {
            objective: (before[objective], after[objective])
            for objective in before
            if abs(after.get(objective, before[objective]) - before[objective]) > TINY
        }
        if moves:
            share = max(abs(new - old) / _scale(analysis, objective) for objective, (old, new) in moves.items())
            path, named = ".".join(map(str, spot.path)), where(spot.path, subject.root)
            old, new = spot.written(spot.value), spot.written(value)
            yield Moved(path, named, spot.value, value, old, new, moves, share)


def _asked_again(scenario: Scenario, asked: Asked, spot: Spot, value: int) -> dict[Objective, float]:
    try:
        exploration = Exploration(changed(scenario, spot, value), asked, most=MOST).run()
    except TooLarge:  # it was small before: one number made it large, and nothing is said of it
        return {}
    return _random(Values(exploration).spans())


def _random(spans: dict[Objective, Span]) -> dict[Objective, float]:
    return {objective: span.random for objective, span in spans.items()}


def _scale(analysis: Analysis, objective: Objective) -> float:
    """What a move is measured by: an ending's probability goes from 0 to 1, a lesson from its least to its greatest."""
    if objective.kind == "ending":
        return 1.0
    outcome = analysis.lessons[objective.id]
    return max(1.0, outcome.greatest.value - outcome.least.value)
