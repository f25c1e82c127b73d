"""Runs of which nothing is written down end where runs end of which everything is."""

import itertools
import random
from collections import Counter
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from game.rules import chance
from game.rules.play import playthrough
from game.rules.policy import Policy, chooser
from game.rules.state import State, before_the_first_day
from game.scenario.scenario import Scenario
from tests import kit
from tests.benchmarks.untold import Unrecorded, acts_of, random_runs
from tests.strategies import drafts


class Seeded(Unrecorded):
    """Luck by the seed, as in a run that is written down."""

    def draw(self, seed: int, inject: int, weights: tuple[int, ...]) -> int:
        return chance.draw(seed, self.scenario.injects[inject].id, weights)


def unrecorded(scenario: Scenario, seed: int, policy: Policy) -> State:
    board = Seeded(scenario, before_the_first_day(scenario), lambda: 0.0, acts_of(scenario))
    choose = chooser(scenario, seed, policy)
    board.walk()
    while board.on_table is not None:
        if scenario.injects[board.on_table].options:
            board.decide(seed, choose(board.on_table, board.open or ()))
        else:
            board.acknowledge()
        board.walk()
    return board.state()


@settings(max_examples=25)
@given(drafts(), st.integers(-3, 50), st.sampled_from(Policy))
def test_it_ends_where_the_same_run_ends_that_is_written_down(draft: dict[str, Any], seed: int, policy: Policy) -> None:
    scenario = kit.compiled(draft)
    told = playthrough(scenario, seed, chooser(scenario, seed, policy))
    assert unrecorded(scenario, seed, policy) == told.state


def test_options_are_equally_likely_and_luck_falls_by_its_weights() -> None:
    luck = [{"weight": 3, "effects": {"trust": 1}}, {"weight": 0}, {"weight": 1, "effects": {"trust": -1}}]
    scenario = kit.scenario([kit.inject("one", kit.option("a", chance=luck), kit.option("b", chance=luck))])
    boards = itertools.islice(random_runs(scenario, random.Random(1).random), 4000)
    count = Counter((board.played[0], board.gauges[0] - scenario.gauges[0].start) for board in boards)
    for option in (0, 1):
        assert 1350 < count[option, 1] < 1650
        assert 400 < count[option, -1] < 600
        assert count[option, 0] == 0
