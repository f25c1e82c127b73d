"""The shipped scenarios reward no habit: eleven bars of balance, each read off the files or played in a small sample.

The long form, with the figures and with the analysis: ``python -m tests.endurance.balance``.
"""

import pytest

from game.analysis.mending.habits import PlayMeasures
from tests import kit
from tests.balance import BARS, LONG, measured, prices

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


def test_a_lesson_that_only_the_tray_tests_has_its_price_there() -> None:
    def misses(cost: int) -> list[str]:
        kind = kit.option("kind", {"measure_impact": 2}, effects={"trust": 4, "safety": -cost})
        made = kit.scenario([kit.inject("boat", kind, kit.option("quick"), manual=True)], lessons=["measure_impact"])
        return list(prices(PlayMeasures(made, 10, 10)))

    assert misses(cost=4) == []
    assert misses(cost=1) == ["serving measure_impact moves safety by -0.5 ±0.0 in the tray"]
