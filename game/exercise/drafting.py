"""What a seat may keep as a draft: which fields, how long, and about what."""

from __future__ import annotations

from collections.abc import Mapping

from game.exercise.commands import MAX_ANSWER, MAX_NOTE, MAX_REASON
from game.exercise.errors import Refused
from game.record.log import NOTE as NOTE
from game.scenario.scenario import Scenario
from game.scenario.text import clean
from game.words import lazy

CHOICE: Mapping[str, int] = {"option": 80, "reason": MAX_REASON, "confidence": 2, "counter": MAX_REASON}
"""The fields of a choice, with the letters that each may have."""
ANSWER = "answer"
"""The field of an answer in writing."""
FORECAST = "forecast."
"""Before the id of a forecast: the field in which it is typed."""


def bounded(scenario: Scenario, about: str, on_table: str, fields: Mapping[str, str]) -> dict[str, str]:
    """Return fields as they may be kept: cleaned, each cut to its own length.

    Args:
        about: an inject's id, or nothing for a note.
        on_table: the id of the inject on the table, nothing where there is none.

    Raises:
        Refused: where they are about something that is not on the table, or a field is none that is typed there.
    """
    if about and about != on_table:
        raise Refused(lazy("this is no longer on the table."))
    known = {**CHOICE, **{f"{FORECAST}{each.id}": 3 for each in scenario.forecasts}} if about else {NOTE: MAX_NOTE}
    if about and scenario.inject(about).written:
        known[ANSWER] = MAX_ANSWER
    strange = set(fields) - set(known)
    if strange:
        raise Refused(lazy("this is no field that is typed here."))
    return {field: clean(text, known[field]) for field, text in fields.items()}


def as_note(draft: Mapping[str, str]) -> str:
    """Return what was typed about a choice as the text of a note."""
    return " ".join(text for field in (ANSWER, "reason", "counter") if (text := draft.get(field, "").strip()))
