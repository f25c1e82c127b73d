"""Fields: what was typed becomes a value, or a complaint that names the field; nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.exercise.acts.fields import ActField, AmountField, Complaint, PickField, WholeField
from game.exercise.acts.offer import Offer
from tests.faces.made import every_field

TYPED = (
    st.text(max_size=400) | st.from_regex(r"\s*[=+\-−]?\s?\d{0,8}\s*") | st.sampled_from(["one", "two", "one three"])
)


@pytest.mark.parametrize("field", every_field(), ids=lambda field: field.name)
@given(typed=TYPED)
def test_anything_typed_is_read_or_complained_of(field: ActField, typed: str) -> None:
    complained: list[str] = []
    value: object = None
    try:
        value = field.read(typed)
    except Complaint as problem:
        complained.append(problem.field)
    assert complained in ([], [field.name])
    if isinstance(field, WholeField) and value is not None:
        assert isinstance(value, int)
        assert field.low <= value <= field.high


@given(st.text(max_size=40))
def test_a_closed_row_is_never_picked(typed: str) -> None:
    field = every_field()[1]
    assert isinstance(field, PickField)
    try:
        picked = field.read(f"{typed} two")
    except Complaint:
        return
    raise AssertionError(picked)


@pytest.mark.parametrize(
    ("typed", "value"), [("+5", "5"), ("-5", "-5"), ("−5", "-5"), ("= 40", "=40"), (" 7 ", "7"), ("=-3", "=-3")]
)
def test_a_change_is_read_as_the_log_keeps_it(typed: str, value: str) -> None:
    assert AmountField(name="effect", ask="?").read(typed) == value


@pytest.mark.parametrize("typed", ["", "five", "5.5", "==5", "--5", "1234567890", "٣", "5 5x"])
def test_what_is_no_change_is_said(typed: str) -> None:
    with pytest.raises(Complaint):
        AmountField(name="effect", ask="?").read(typed)


def test_an_offer_reads_all_fields_and_refuses_a_strange_one() -> None:
    offer = Offer("choose", "Choose", (("inject", "first"),), every_field())
    typed = {"option": "one", "effect": "+5", "sure": "7"}
    assert offer.read(typed) == {
        "option": "one", "roles": (), "reason": "", "sure": 7, "minutes": None, "effect": "5", "yes": False,
    }  # fmt: skip
    with pytest.raises(Complaint, match="no field"):
        offer.read({**typed, "action": "x"})
    assert offer.key == "choose:first"
