"""The shipped scenarios reward no habit: eleven bars of balance, each read off the files or played in a small sample.

The long form, with the figures and with the analysis: ``python -m tests.endurance.balance``.
"""

import pytest

from tests.balance import BARS, LONG, measured

RUNS, POLICY_RUNS = 4_000, 400


@pytest.mark.parametrize("number", BARS)
@pytest.mark.parametrize("id", LONG)
def test_no_bar_of_balance_is_missed(id: str, number: int) -> None:
    bar = BARS[number]
    misses = list(bar(measured(id, RUNS, POLICY_RUNS)))
    assert not misses, f"{bar.__doc__} {'; '.join(misses)}"


@pytest.mark.parametrize("number", [1, 2, 3])
def test_the_starter_is_priced_as_the_long_ones_are(number: int) -> None:
    misses = list(BARS[number](measured("starter", RUNS, POLICY_RUNS)))
    assert not misses, f"{BARS[number].__doc__} {'; '.join(misses)}"
