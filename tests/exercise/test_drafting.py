"""What may be kept as a draft is what can be typed there, and no longer than it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.exercise.commands import MAX_NOTE, MAX_REASON
from game.exercise.drafting import as_note, bounded
from game.exercise.errors import Refused
from game.exercise.json_codec import draft_from
from tests.kit import inject, option, scenario

PLAYED = scenario(
    [inject("pump", option("mend"))], forecasts=[{"id": "rain", "ask": "Will it rain?", "about": "trust > 3"}]
)
LIMITS = {"reason": MAX_REASON, "counter": MAX_REASON, "confidence": 2, "forecast.rain": 3}


@given(st.dictionaries(st.sampled_from(sorted(LIMITS)), st.text(max_size=5_000)))
def test_each_field_is_bounded_by_its_own_length(fields: dict[str, str]) -> None:
    kept = bounded(PLAYED, "pump", "pump", fields)
    assert kept.keys() == fields.keys()
    assert all(len(text) <= LIMITS[field] for field, text in kept.items())


@given(st.text(max_size=9_000))
def test_a_note_is_bounded_too(text: str) -> None:
    assert len(bounded(PLAYED, "", "pump", {"note": text})["note"]) <= MAX_NOTE


@pytest.mark.parametrize("fields", [{"note": "x"}, {"forecast.sun": "3"}, {"seat": "s2"}, {"": "x"}])
def test_a_field_that_is_not_asked_there_is_refused(fields: dict[str, str]) -> None:
    with pytest.raises(Refused, match="no field"):
        bounded(PLAYED, "pump", "pump", fields)


def test_what_is_about_something_else_than_the_table_is_refused() -> None:
    with pytest.raises(Refused, match="no longer on the table"):
        bounded(PLAYED, "clinic", "pump", {"reason": "x"})


@pytest.mark.parametrize("data", [None, [], {"reason": 3}, {"reason": None}, {str(n): "" for n in range(99)}])
def test_what_another_machine_sends_is_a_draft_or_refused(data: object) -> None:
    with pytest.raises(Refused):
        draft_from(data)
    assert draft_from({"reason": "x"}) == {"reason": "x"}


def test_a_choice_becomes_a_note_by_its_sentences_alone() -> None:
    assert as_note({"reason": "because ", "counter": "but", "confidence": "3"}) == "because but"
    assert as_note({"confidence": "3"}) == ""
