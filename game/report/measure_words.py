"""Measures in words, the same on every screen and in every report."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from game.report.measures import FEWEST_PEOPLE, Measures, Met, Spread

TOO_FEW = f"too few to show (fewer than {FEWEST_PEOPLE})"

HIDDEN = f"Choices and reasons of fewer than {FEWEST_PEOPLE} people are shown only of those who agreed to be quoted."


def took(seconds: float) -> str:
    """Return a time as people say it: ``45 s``, ``6 min``."""
    return f"{round(seconds / 60)} min" if seconds >= 90 else f"{round(seconds)} s"


def people(spread: Spread | None) -> str:
    """Return numbers that people gave, or that they were too few."""
    if spread is None:
        return TOO_FEW
    return f"{spread.low} to {spread.high}, middle {spread.middle:g} ({spread.people} people)"


def apart(met: Met) -> str:
    """Return how a syndicate stood at one decision: ``6 chose alone, 2 apart, 1 moved``, or that they were too few."""
    if met.chose is None:
        return f"who chose alone, apart and moved: {TOO_FEW}"
    return f"{met.chose} chose alone, {met.apart} apart, {met.moved} moved"


def _of(met: Sequence[Met], part: Callable[[Met], int | None], whole: Callable[[Met], int | None]) -> str:
    """A count over those decisions at which enough people chose."""
    if not met:
        return TOO_FEW
    return f"{sum(part(each) or 0 for each in met)} of {sum(whole(each) or 0 for each in met)}"


def measured(of: Measures) -> list[tuple[str, str]]:
    """Return the measures of a syndicate as pairs of a name and its value."""
    enough = [each for each in of.met if each.chose is not None]
    rows = [
        ("How it was decided", ", ".join(f"{how} {count}" for how, count in of.how) or "nothing was decided"),
        ("Time to a decision, the middle one", took(of.seconds) if of.seconds is not None else "–"),
        ("Documents opened of those offered", f"{of.opened} of {of.offered}"),
        ("Known to one alone and told", f"{of.told} of {of.alone}"),
        ("Private choices apart from the decision", _of(enough, lambda e: e.apart, lambda e: e.chose)),
        ("Decisions that most had not wanted", _of(enough, lambda e: not e.most, lambda e: 1)),
        ("Votes or decisions other than one's own first choice", _of(enough, lambda e: e.moved, lambda e: e.chose)),
        ("How sure people were of their choices", people(of.confidence)),
        ("Lessons tested of those planned", f"{of.tested} of {of.planned}"),
    ]
    if of.forecasters != 0:
        brier = f"{of.brier:.3f} (0 is a prophet, 0.25 a coin)" if of.brier is not None else TOO_FEW
        rows.append(("Calibration of forecasts, mean Brier score", brier))
    return rows
