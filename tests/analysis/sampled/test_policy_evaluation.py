"""Policies followed side by side come to what the rules of play say of each, decision by decision."""

from fractions import Fraction

import pytest

from game.analysis.abstraction.objectives import Asked, Tally, objectives_of
from game.analysis.sampled.policy_evaluation import PolicyEvaluation
from game.analysis.sampled.strategies import Follow, strategies
from game.rules import judge
from game.rules.state import State
from game.scenario.scenario import Scenario
from tests import kit
from tests.analysis.agreeing import near
from tests.analysis.oracle import Node, Oracle
from tests.analysis.worlds import World

Name = tuple[str, str]


def everything(scenario: Scenario) -> Asked:
    return Asked(
        tuple(map(Tally.of, scenario.lessons)),
        tuple(range(len(scenario.gauges))),
        tuple(range(len(scenario.endings))),
    )


def by_the_rules(oracle: Oracle, policy: Follow, node: Node | None, state: State) -> dict[Name, Fraction]:
    """What still comes of a state where a policy decides."""
    scenario = oracle.scenario
    if node is None:
        told = judge.endings(scenario, state)
        return {
            **{("tally", lesson): Fraction() for lesson in scenario.lessons},
            **{("gauge", gauge.id): Fraction(state.gauges[n]) for n, gauge in enumerate(scenario.gauges)},
            **{("ending", ending.id): Fraction(n in told) for n, ending in enumerate(scenario.endings)},
        }
    inject = node.state.on_table
    assert inject is not None
    taken = [next(option for option in policy.ranks[inject] if option in node.options)]
    if scenario.judged(inject):
        taken = list(node.options)
    found: dict[Name, Fraction] = {}
    for option in taken:
        for probability, _, after, _, reached in node.options[option]:
            for name, value in by_the_rules(oracle, policy, after, reached).items():
                found[name] = found.get(name, Fraction()) + value * probability / len(taken)
        for evidence in scenario.injects[inject].options[option].evidence:
            found["tally", evidence.lesson] += Fraction(evidence.weight, len(taken))
    return found


@pytest.mark.parametrize("number", range(30))
def test_each_comes_to_what_the_rules_say(number: int) -> None:
    scenario = kit.compiled(World(number, injects=4, wild=0.4 + number % 3 * 0.3, added=number % 2 == 1).draft())
    oracle = Oracle(scenario)
    policies = [Follow.of(scenario, strategy) for strategy in strategies(scenario)]
    asked = everything(scenario)
    followed = PolicyEvaluation(scenario, asked, policies, 1_000_000).run()
    for policy, means in zip(policies, followed.means(), strict=True):
        expected = by_the_rules(oracle, policy, oracle.first, oracle.began.state)
        assert means is not None
        for objective, mean in zip(objectives_of(scenario, asked), means, strict=True):
            assert near(mean, expected[objective.kind, objective.id]), (policy, objective)


def test_one_that_is_too_long_is_given_up_and_the_others_are_not() -> None:
    lucky = kit.option("lucky", chance=[kit.branch(effects={"support": 1}), kit.branch(effects={"support": 2})])
    scenario = kit.scenario(
        [kit.inject(f"i{n}", lucky, kit.option("sure")) for n in range(3)], gauges={"support": {"start": 10}}
    )
    policies = [Follow.ranked([[float(n == first) for n in range(2)]] * 3) for first in (0, 1)]
    asked = everything(scenario)
    alone = [PolicyEvaluation(scenario, asked, [policy], 1_000).run() for policy in policies]
    assert [each.transitions for each in alone] == [2 + 2 + 2, 3]  # nobody reads the gauge
    lucky_one, sure_one = PolicyEvaluation(scenario, asked, policies, 3).run().means()
    assert lucky_one is None
    assert sure_one == alone[1].means()[0]
