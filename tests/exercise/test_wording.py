"""What the rules know, in words that players know."""

import pytest

from game.exercise.wording import condition, odds, weeks
from game.scenario.scenario import Scenario
from tests import kit


@pytest.mark.parametrize(("days", "says"), [(1, 1), (7, 1), (8, 2), (14, 2), (15, 3), (56, 8), (57, 9), (64, 10)])
def test_a_week_is_seven_days_and_one_that_was_begun_counts(days: int, says: int) -> None:
    assert weeks(kit.scenario([kit.inject("one", kit.option("a"))], days=days)) == says


def told(when: str) -> str:
    made: Scenario = kit.scenario(
        [kit.inject("one", kit.option("a")), kit.inject("two", kit.option("b"), day=1, when=when)],
        flags={"gate": {"title": "The gate is open"}, "road": {"title": "The road is open"}},
    )
    return condition(made, made.injects[1].when.tree)


@pytest.mark.parametrize(
    ("when", "says"),
    [
        ("gate and road", "“The gate is open” and “The road is open”"),
        ("(gate and road) or day > 3", "(“The gate is open” and “The road is open”) or "),
        ("(gate or road) and not gate", "(“The gate is open” or “The road is open”) and not “The gate is open”"),
        ("not (gate and road)", "not (“The gate is open” and “The road is open”)"),
    ],
)
def test_what_binds_together_stands_in_brackets(when: str, says: str) -> None:
    assert told(when).startswith(says)


@pytest.mark.parametrize(
    ("weight", "total", "says"), [(6, 20, "3 in 10"), (1, 3, "1 in 3"), (0, 5, "0 in 1"), (29, 100, "about 29 in 100")]
)
def test_odds_are_told_in_their_smallest_numbers(weight: int, total: int, says: str) -> None:
    assert str(odds(weight, total)) == says
