"""The shipped scenarios reward no habit: twelve bars of balance, each read off the files or played in a small sample.

The long form, with the figures and with the analysis: ``python -m tests.endurance.balance``.
"""

import pytest

from game.analysis.mending.habits import PlayMeasures
from tests import kit
from tests.balance import BARS, LONG, measured, prices, remembered

RUNS, POLICY_RUNS = 4_000, 400


@pytest.mark.parametrize("number", BARS)
@pytest.mark.parametrize("id", LONG)
def test_no_bar_of_balance_is_missed(id: str, number: int) -> None:
    bar = BARS[number]
    misses = list(bar(measured(id, RUNS, POLICY_RUNS)))
    assert not misses, f"{bar.__doc__} {'; '.join(misses)}"


@pytest.mark.parametrize("number", [1, 2, 3, 12])
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


def test_luck_that_burns_and_a_flag_that_nobody_reads_are_misses() -> None:
    quiet = {"weight": 1, "text": "The night is quiet."}

    def misses(fire: dict[str, object], **later: object) -> list[str]:
        option = kit.option("go", chance=[quiet, {"weight": 1, "text": "A boat burns.", **fire}])
        inject = kit.inject("boat", option, kit.option("stay"))
        read = kit.inject("talk", kit.option("speak"), kit.option("wait"), **later)
        return list(remembered(PlayMeasures(kit.scenario([inject, read], flags={"fire": {}}), 10, 10)))

    assert misses({}, when="fire") == ["boat.go: nothing remembers 'burns'"]
    assert misses({"set": ["fire"]}) == ["no condition asks about 'fire'."]
    assert misses({"set": ["fire"]}, when="fire") == []
