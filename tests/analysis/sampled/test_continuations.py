"""Random ways on from each option of a run: what each brings on the mean, with the run's own past and luck."""

import pytest

from game.analysis.result.review import Taken
from game.analysis.sampled.continuations import continued
from game.record.run import as_played
from game.report.open import QUICK, decisions, opened
from game.rules.state import Decided
from game.scenario.scenario import Scenario
from tests import kit
from tests.kit import branch, inject, option
from tests.report.test_front import run_of


def two() -> Scenario:
    return kit.scenario(
        [
            inject(
                "gate",
                option("open", effects={"trust": -10}, chance=[branch(1, effects={"trust": 8}), branch(1)]),
                option("shut"),
            ),
            inject("road", option("walk", effects={"trust": 4}), option("ride"), option("wait"), day=2),
        ],
        gauges={"trust": 50, "cost": {"start": 10, "good": "low"}},
    )


def taken(*options: str) -> tuple[Scenario, list[Taken]]:
    run = run_of(two(), *options)
    return as_played(run), decisions(run)


def test_each_way_on_has_the_mean_of_random_play_and_the_one_taken_its_own_luck() -> None:
    made, played = taken("open", "ride")
    first, second = continued(made, 1, played)
    further = 4 / 3
    assert first.options[1][0] == pytest.approx(50 + further, abs=0.4)
    assert first.options[0][0] == pytest.approx(44 + further, abs=0.8)
    drawn = played[0].event.chance
    lucky = 48 if drawn == 0 else 40
    assert first.after[0] == pytest.approx(lucky + further, abs=0.4)
    assert [float(second.options[each][0]) for each in (0, 1, 2)] == [lucky + 4, lucky, lucky]
    assert float(second.after[0]) == lucky


def test_the_same_run_has_the_same_numbers_and_another_seed_others() -> None:
    made, played = taken("open", "walk")
    one, same, other = continued(made, 1, played), continued(made, 1, played), continued(made, 2, played)
    assert str(one) == str(same)
    assert str(one) != str(other)


def test_after_a_change_by_hand_nothing_is_known_and_of_no_decision_nothing() -> None:
    made, played = taken("open", "walk")
    changed = Taken(played[1].before, played[1].event, by_hand=True)
    assert len(continued(made, 1, [played[0], changed])) == 1
    assert continued(made, 1, []) == []


def test_where_nothing_is_kept_the_reach_of_a_run_is_about(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("game.report.open.QUICK", 0)
    found = opened(run_of(two(), "open", "ride"))
    assert [each.inject for each in found.weighed] == [0, 1]
    assert all(reach.about for each in found.weighed for reach in each.reaches)
    monkeypatch.setattr("game.report.open.QUICK", QUICK)
    exact = opened(run_of(two(), "open", "ride"))
    assert not any(reach.about for each in exact.weighed for reach in each.reaches)
    assert [each.option for each in exact.weighed] == [
        event.option for event in run_of(two(), "open", "ride").happenings if isinstance(event, Decided)
    ]
