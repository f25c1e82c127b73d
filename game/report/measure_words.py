"""Measures in words, the same on every screen and in every report."""

from __future__ import annotations

from game.report.measures import FEWEST_PEOPLE, Measures, Spread

TOO_FEW = f"too few to show (fewer than {FEWEST_PEOPLE})"


def took(seconds: float) -> str:
    """Return a time as people say it: ``45 s``, ``6 min``."""
    return f"{round(seconds / 60)} min" if seconds >= 90 else f"{round(seconds)} s"


def people(spread: Spread | None) -> str:
    """Return numbers that people gave, or that they were too few."""
    if spread is None:
        return TOO_FEW
    return f"{spread.low} to {spread.high}, middle {spread.middle:g} ({spread.people} people)"


def measured(of: Measures) -> list[tuple[str, str]]:
    """Return the measures of a syndicate as pairs of a name and its value."""
    apart = [each for each in of.met if each.chose]
    minority = sum(each.apart for each in apart)
    said = sum(each.chose for each in apart)
    rows = [
        ("How it was decided", ", ".join(f"{how} {count}" for how, count in of.how) or "nothing was decided"),
        ("Time to a decision, the middle one", took(of.seconds) if of.seconds is not None else "–"),
        ("Documents opened of those offered", f"{of.opened} of {of.offered}"),
        ("Known to one alone and told", f"{of.told} of {of.alone}"),
        ("Private choices apart from the decision", f"{minority} of {said}"),
        ("Decisions that most had not wanted", f"{sum(not each.most for each in apart)} of {len(apart)}"),
        ("Votes or decisions other than one's own first choice", str(sum(each.moved for each in of.met))),
        ("How sure people were of their choices", people(of.confidence)),
        ("Lessons tested of those planned", f"{of.tested} of {of.planned}"),
    ]
    if of.forecasters:
        brier = f"{of.brier:.3f} (0 is a prophet, 0.25 a coin)" if of.brier is not None else TOO_FEW
        rows.append(("Calibration of forecasts, mean Brier score", brier))
    return rows
