"""Readings: the word that people read for a lesson, over every count and sum up to twelve, and in random plays."""

from collections.abc import Iterator
from itertools import product

import pytest

from game.rules import judge
from game.rules.judge import Reading
from game.rules.play import playthrough
from game.rules.policy import Policy, chooser
from game.scenario.load import find, load
from game.scenario.scenario import Scenario
from tests.kit import inject, option, scenario
from tests.rules.referee import reading as by_the_table

MOST = 12
MIRROR = {
    Reading.SERVED_ONCE: Reading.SPENT_ONCE,
    Reading.SERVED: Reading.SPENT,
    Reading.MOSTLY_SERVED: Reading.MOSTLY_SPENT,
}
MIRROR |= {spent: served for served, spent in MIRROR.items()}
BOTH_WAYS = {Reading.BOTH, Reading.MOSTLY_SERVED, Reading.MOSTLY_SPENT}
TOWARDS_SPENT = [
    Reading.SERVED, Reading.MOSTLY_SERVED, Reading.BOTH, Reading.MOSTLY_SPENT, Reading.SPENT
]  # fmt: skip
"""From one end to the other, those of one decision left out: one more may make a habit of it."""

Counts = tuple[int, int, int, int]


def counts() -> Iterator[Counts]:
    """Every (k+, k-, P', N') up to twelve that decisions with weights of one to three can come to."""
    for counted in product(range(MOST + 1), repeat=4):
        served_at, spent_at, served, spent = counted
        if served_at <= served <= 3 * served_at and spent_at <= spent <= 3 * spent_at:
            yield counted


def test_a_reading_is_the_one_row_of_the_table() -> None:
    for counted in counts():
        assert str(judge.reading(*counted)) == by_the_table(*counted), counted


def test_evidence_of_one_direction_is_never_called_both_ways() -> None:
    for served_at, spent_at, served, spent in counts():
        if not served_at or not spent_at:
            assert judge.reading(served_at, spent_at, served, spent) not in BOTH_WAYS


def test_one_decision_is_always_once_and_more_never() -> None:
    for served_at, spent_at, served, spent in counts():
        assert judge.reading(served_at, spent_at, served, spent).once == (served_at + spent_at == 1)


def test_with_the_signs_turned_the_reading_is_mirrored() -> None:
    for served_at, spent_at, served, spent in counts():
        found = judge.reading(served_at, spent_at, served, spent)
        assert judge.reading(spent_at, served_at, spent, served) is MIRROR.get(found, found)


def test_one_more_decision_that_serves_never_moves_it_towards_spent() -> None:
    for served_at, spent_at, served, spent in counts():
        before = judge.reading(served_at, spent_at, served, spent)
        for weight in (1, 2, 3):
            after = judge.reading(served_at + 1, spent_at, served + weight, spent)
            if before in TOWARDS_SPENT:
                assert TOWARDS_SPENT.index(after) <= TOWARDS_SPENT.index(before), (served_at, spent_at, served, spent)
            else:
                assert after in {Reading.SERVED_ONCE, Reading.SERVED, Reading.MOSTLY_SERVED, Reading.BOTH,
                                 Reading.MOSTLY_SPENT}  # fmt: skip


def test_every_list_has_both_ways_first_and_not_at_stake_last() -> None:
    in_order = sorted(Reading, key=lambda reading: reading.place)
    assert in_order[0] is Reading.BOTH
    assert in_order[-1] is Reading.UNTESTED
    assert {reading.place for reading in Reading if reading.once} == {Reading.UNTESTED.place - 1}


def test_what_others_decided_counts_in_the_verdict_and_not_in_the_reading() -> None:
    made = scenario(
        [inject("gate", option("open", {"measure_impact": 3})), inject("road", option("walk", {"measure_impact": -1}))],
        lessons=["measure_impact"],
    )
    step = playthrough(made, 0, chooser(made, 0, Policy.FIRST))
    judged = judge.judge(made, step.state, step.happenings, {"gate"})["measure_impact"]
    assert (judged.verdict, judged.served, judged.spent) == (judge.Verdict.EVIDENCED, 3, 1)
    assert (judged.reading, judged.served_at, judged.spent_at) == (Reading.SPENT_ONCE, 0, 1)
    assert [mark.own for mark in judged.trail] == [False, True]
    none = judge.judge(made, step.state, step.happenings, {"gate", "road"})["measure_impact"]
    assert (none.reading, none.served_at, none.spent_at) == (Reading.UNTESTED, 0, 0)


@pytest.mark.parametrize("name", ["starter", "orvane_mission"])
def test_in_random_plays_no_lesson_with_evidence_on_one_side_alone_is_called_both_ways(name: str) -> None:
    assert not list(misread(load(find(name)), range(40)))


def misread(made: Scenario, seeds: range) -> Iterator[tuple[int, str, Reading]]:
    """Seed, lesson and reading of every lesson in random plays whose word says more than its evidence."""
    for seed in seeds:
        step = playthrough(made, seed, chooser(made, seed, Policy.RANDOM))
        for lesson, judged in judge.judge(made, step.state, step.happenings).items():
            weights = [mark.weight for mark in judged.trail]
            ways = {weight > 0 for weight in weights}
            once, both = len(weights) == 1, len(ways) == 2
            if judged.reading.once != once or (judged.reading in BOTH_WAYS) != both:
                yield seed, lesson, judged.reading
