"""States merged by residual program, with the plain exploration as the referee, and the false merges met on the way.

The long form, against brute force and on authored-like worlds by the fifty: `tests.endurance.residuals`.
"""

from pathlib import Path

import numpy as np
import pytest

from game.analysis.abstraction.objectives import Asked
from game.analysis.abstraction.subset_sums import Sums
from game.analysis.analyse import analyse
from game.analysis.exact import packed_rows
from game.analysis.exact.packed_rows import Packer, equal
from game.analysis.exact.residual_exploration import OutOfReach, ResidualExploration
from game.analysis.result.model import ObjectiveRange
from game.analysis.run.study import Wish
from game.scenario.load import load
from game.scenario.scenario import Scenario
from tests import kit
from tests.analysis.authored import Authored
from tests.analysis.oracle import Oracle
from tests.analysis.refereeing import asked_of_the_end, differing
from tests.analysis.worlds import World
from tests.fixtures import first_edition

SUITE = 12
"""Generated scenarios here; the long form takes 2,000."""


def agreed(scenario: Scenario) -> None:
    for asked in asked_of_the_end(scenario):
        assert not differing(scenario, asked), asked


@pytest.mark.parametrize("number", range(SUITE))
def test_generated_scenarios_come_to_the_plain_values(number: int) -> None:
    agreed(kit.compiled(World(number, injects=4, wild=0.4 + number % 4 * 0.3, added=number % 3 == 1).draft()))


def test_an_authored_like_world_comes_to_the_plain_values() -> None:
    agreed(kit.compiled(Authored(10_000, injects=4).draft()))


@pytest.mark.parametrize("number", range(500, 504))
def test_generated_scenarios_come_to_what_brute_force_says(number: int) -> None:
    made = kit.compiled(World(number, injects=4, wild=0.7).draft())
    expected = Oracle(made).start()
    for asked in asked_of_the_end(made):
        for objective, span in ResidualExploration(made, asked).run().spans().items():
            value = expected[objective.kind, objective.id]
            assert span == pytest.approx(
                [float(part) for part in (value.least, value.greatest, value.random)], abs=1e-9
            )


# --- false merges that were met, each by itself


def test_what_a_bound_cuts_off_is_not_folded() -> None:
    """100, +10 (cut off) and -10 end at 90, not at 100: the least on the way is no lower limit."""
    up = kit.option("up", later=[kit.later(3, effects={"trust": 10}), kit.later(4, effects={"trust": -10})])
    down = kit.option("down", later=[kit.later(3, effects={"trust": -10}), kit.later(4, effects={"trust": 10})])
    agreed(
        kit.scenario(
            [kit.inject("a", up, down, day=1), kit.inject("b", kit.option("x"), kit.option("y"), day=2)],
            gauges={"trust": {"start": 95, "min": 0, "max": 100}},
            endings=[kit.ending("high", when="trust >= 95"), kit.ending("low")],
        )
    )


def test_an_effect_under_way_that_sets_a_flag_and_moves_a_gauge_counts_for_both() -> None:
    """Its gauge part was left out of what may still be added, and a stop thought impossible."""
    heavy = kit.option("heavy", later=[kit.later(4, effects={"trust": -8}, set=["told"])])
    agreed(
        kit.scenario(
            [
                kit.inject("a", heavy, kit.option("light", effects={"trust": 1}), day=1),
                kit.inject("b", kit.option("x", effects={"trust": -2}), kit.option("y"), day=2),
                kit.inject("c", kit.option("x", requires="told"), kit.option("y"), day=8),
            ],
            gauges={"trust": 10},
            flags=["told"],
            endings=[kit.ending("gone", when="trust <= 2", stops=True), kit.ending("told_so", when="told")],
        )
    )


def test_a_comparison_that_reckons_keeps_its_gauges_apart() -> None:
    """What was folded into a gauge that is kept as it stands was not told apart."""
    agreed(
        kit.scenario(
            [
                kit.inject(
                    "a",
                    kit.option("now", effects={"trust": 3}),
                    kit.option("later", later=[kit.later(3, effects={"trust": 3})]),
                    day=1,
                ),
                kit.inject("b", kit.option("x", effects={"safety": 6}), kit.option("y"), day=2),
            ],
            endings=[kit.ending("close", when="min(trust, safety) + 5 >= safety"), kit.ending("apart")],
        )
    )


def test_an_inject_without_a_moment_is_loose_and_under_way() -> None:
    """Its own effect was set against its pending one, although that lay in the past."""
    agreed(
        kit.scenario(
            [
                kit.inject("a", kit.option("x", effects={"safety": 9}), kit.option("y"), day=1),
                kit.inject(
                    "window",
                    kit.option("x", effects={"trust": -12}, later=[kit.later(6, effects={"trust": 12})]),
                    kit.option("y"),
                    day=2,
                    until=9,
                    when="safety > 55",
                ),
                kit.inject("b", kit.option("x", effects={"safety": 9}), kit.option("y"), day=4),
                kit.inject("c", kit.option("x", effects={"trust": 1}), kit.option("y"), day=7),
            ],
            endings=[kit.ending("low", when="trust < 45", stops=True), kit.ending("high", when="trust > 55")],
        )
    )


def test_columns_that_are_left_out_keep_their_place() -> None:
    """Fewer bits skipped at once than added one by one stand elsewhere: two layouts in one layer, false merges."""
    added, skipped = Packer(1), Packer(1)
    for packed in (added, skipped):
        packed.add(np.array([1]), 62)
    for _ in range(3):
        added.add(np.array([0]), 1)
    skipped.skip(3)
    for packed in (added, skipped):
        packed.add(np.array([1]), 1)
    assert [word.tolist() for word in added.done()] == [word.tolist() for word in skipped.done()]


@pytest.mark.parametrize("bits", [0, 60])
def test_rows_whose_hashes_collide_stay_apart(bits: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether all hashes are one, or differ only in the bits that are looked at last."""
    real = packed_rows.hashed
    monkeypatch.setattr(packed_rows, "hashed", lambda rows: real(rows) >> np.uint64(bits) if bits else rows[0] * 0)
    luck = np.random.default_rng(7)
    rows = [luck.integers(0, 5, 400).astype(np.uint64), luck.integers(0, 7, 400).astype(np.uint64)]
    first, kind = equal(rows)
    pairs = list(zip(*(word.tolist() for word in rows), strict=True))
    assert first.tolist() == sorted({pair: number for number, pair in reversed(list(enumerate(pairs)))}.values())
    assert all(pairs[first[one]] == pair for one, pair in zip(kind, pairs, strict=True))


def test_no_rows_and_one_row_are_kinds() -> None:
    for rows in (0, 1):
        first, kind = equal([np.zeros(rows, np.uint64)])
        assert (first.tolist(), kind.tolist()) == ([0] * rows, [0] * rows)


def test_sums_are_every_sum() -> None:
    one, other = {-3, 0, 4}, {-1, 7}
    assert Sums.of(one).plus(Sums.of(other)).values() == sorted(a + b for a in one for b in other)
    assert Sums.of(one).union(Sums.of(other)).values() == sorted(one | other)
    assert (Sums.of(one).low, Sums.of(one).high) == (-3, 4)


def test_what_is_too_much_is_given_up() -> None:
    made = kit.compiled(Authored(10_000).draft())
    with pytest.raises(OutOfReach):
        ResidualExploration(made, Asked(gauges=(0,)), most=1).run()
    with pytest.raises(OutOfReach):
        ResidualExploration(made, Asked(gauges=(0,)), limit=1).run()


def test_days_are_not_asked_of_merged_states() -> None:
    with pytest.raises(ValueError, match="end"):
        ResidualExploration(kit.compiled(Authored(10_000).draft()), Asked(values=frozenset((0,))))


# --- the flagship of the first edition


@pytest.fixture(scope="module")
def flagship() -> Scenario:
    return load(Path(first_edition.__file__).parent / "scenarios" / "orvane_mission")


def test_the_flagship_has_an_eighth_of_the_states_and_the_same_values(flagship: Scenario) -> None:
    """The plain exploration has 2.1 million for it."""
    index = next(n for n, gauge in enumerate(flagship.gauges) if gauge.id == "mission_coherence")
    explored = ResidualExploration(flagship, Asked(gauges=(index,))).run()
    (span,) = explored.spans().values()
    assert span == pytest.approx((15.35, 90.0, 51.573613300502), abs=1e-9)
    assert explored.states < 300_000


# --- in an analysis


def test_what_the_plain_exploration_refuses_is_exact_on_merged_states(monkeypatch: pytest.MonkeyPatch) -> None:
    made = kit.compiled(Authored(10_003, injects=4).draft())
    wish = Wish(1 << 30, rows=1 << 10)
    plain = analyse(made, wish)
    monkeypatch.setattr("game.analysis.run.study.MOST", 1)
    merged = analyse(made, wish)
    assert plain.method == "exact"
    assert merged.method == "mixed"
    for id, outcome in (*plain.gauges.items(), *plain.endings.items()):
        found = (merged.gauges | merged.endings)[id]
        assert found.exact, id
        for one, other in zip(outcome_of(outcome), outcome_of(found), strict=True):
            assert one == pytest.approx(other, abs=1e-9), id
    for id, reached in plain.ending_reach.items():  # though no way there is known
        assert merged.ending_reach[id].reachable == reached.reachable
    for id in plain.options:  # compared on what is exact: on gauges alone
        assert merged.options[id].dominated_on_gauges == plain.options[id].dominated_on_gauges
    assert not any(question.name.startswith("ending") and not question.exact for question in merged.questions)


def outcome_of(outcome: ObjectiveRange) -> tuple[float, float, float]:
    return outcome.least.value, outcome.greatest.value, outcome.random.value
