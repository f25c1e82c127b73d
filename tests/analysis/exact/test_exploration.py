"""The exploration in columns and layers, against every way through small scenarios."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, assume, given, settings

from game.analysis.abstraction.objectives import Asked, everything
from game.analysis.exact.backward_induction import Values
from game.analysis.exact.exploration import Exploration, TooLarge
from game.rules import play
from game.rules.state import State
from game.scenario.scenario import Scenario
from tests import kit
from tests.analysis.agreeing import agree, near
from tests.analysis.oracle import Oracle, TooMany
from tests.analysis.worlds import World
from tests.kit import Plain
from tests.strategies import drafts


def world(number: int, **fields: float) -> Scenario:
    return kit.compiled(World(number, **fields).draft())  # type: ignore[arg-type]


def single_questions(asked: Asked) -> Iterator[Asked]:
    """Each question of many alone: the fewer are asked together, the less of a state is kept."""
    yield from (Asked(tallies=(tally,)) for tally in asked.tallies)
    yield from (Asked(gauges=(gauge,)) for gauge in asked.gauges)
    yield from (Asked(gauges=(gauge,), values=frozenset((gauge,))) for gauge in asked.gauges)
    yield from (Asked(endings=(ending,)) for ending in asked.endings)
    yield from (Asked(injects=frozenset((inject,))) for inject in asked.injects)
    yield from (Asked(laters=frozenset((later,))) for later in asked.laters)
    yield from (Asked(trends=frozenset((trend,))) for trend in asked.trends)


@pytest.mark.parametrize("number", range(40))
def test_all_questions_at_once_are_answered_as_by_brute_force(number: int) -> None:
    made = world(number, injects=4, wild=0.4 + number % 3 * 0.3)
    agree(made, everything(made), Oracle(made))


@pytest.mark.parametrize("number", range(100, 115))
def test_each_question_alone_is_answered_as_by_brute_force(number: int) -> None:
    made = world(number, injects=4, wild=0.7)
    oracle = Oracle(made)
    for asked in single_questions(everything(made)):
        agree(made, asked, oracle)


@pytest.mark.parametrize("number", range(6))
def test_openings_and_written_answers_are_explored_as_by_brute_force(number: int) -> None:
    """The long form: tests.endurance.whole_format."""
    made = world(number, injects=4, wild=0.6, added=True)
    for judged in (made, replace(made, self_judged=True)):
        agree(judged, everything(judged), Oracle(judged))


@settings(max_examples=20, suppress_health_check=list(HealthCheck))
@given(drafts())
def test_any_scenario_that_can_be_written_is_explored_as_by_brute_force(draft: Plain) -> None:
    made = kit.compiled(draft)
    try:
        oracle = Oracle(made, most=300)
    except TooMany:
        assume(False)
    agree(made, everything(made), oracle)


def on_the_way(scenario: Scenario, number: int) -> State:
    """Some state in the middle of a run."""
    state = play.begin(scenario).state
    for step in range(number % 3 + 1):
        while state.on_table is not None and not scenario.injects[state.on_table].options:
            state = play.acknowledge(scenario, state, state.on_table).state
        if state.on_table is None:
            return state
        open = play.open_options(scenario, state)
        state = play.decide(scenario, number, state, state.on_table, open[(number + step) % len(open)]).state
    return state


@pytest.mark.parametrize("number", range(200, 225))
def test_a_run_is_explored_from_where_it_stands(number: int) -> None:
    made = world(number, injects=5, wild=0.7)
    state = on_the_way(made, number)
    if not state.over and state.on_table is not None and made.injects[state.on_table].options:
        oracle = Oracle(made, state)
        for asked in (everything(made), *list(single_questions(everything(made)))[:6]):
            values_from(made, asked, oracle, state)


def values_from(made: Scenario, asked: Asked, oracle: Oracle, state: State) -> None:
    wanted = oracle.start()
    for objective, span in Values(Exploration(made, asked, state).run()).spans().items():
        want = wanted[objective.kind, objective.id]
        assert near(span.least, want.least)
        assert near(span.greatest, want.greatest)
        assert near(span.random, want.random)


def test_what_does_not_fit_is_refused_before_it_is_begun() -> None:
    made = kit.scenario(
        [
            kit.inject(f"i{n}", *(kit.option(f"o{k}", effects={"trust": n * 7 % 13 - k}) for k in range(4)), day=n)
            for n in range(12)
        ],
        gauges={"trust": {"start": 0, "min": -500, "max": 500}},
    )
    with pytest.raises(TooLarge) as refused:
        Exploration(made, Asked(gauges=(0,), values=frozenset((0,))), limit=3_000).run()
    assert refused.value.needed > 3_000


def test_it_matters_where_a_gauge_stands_when_an_inject_may_not_come_up() -> None:
    made = kit.scenario(
        [
            kit.inject("first", *(kit.option(f"o{n}", effects={"trust": n}) for n in range(1, 6)), day=1),
            kit.inject("if_asked", kit.option("a", effects={"trust": 20}), day=3, when="chose(first, o1)"),
            kit.inject("third", kit.option("a", effects={"trust": 1}), kit.option("b"), day=4),
        ],
        gauges={"trust": {"start": 0}},
        endings=[kit.ending("trusted", when="trust >= 5"), kit.ending("else")],
    )
    for asked in single_questions(everything(made)):
        agree(made, asked, Oracle(made))


def test_delayed_effects_of_one_day_land_in_the_order_of_the_decisions() -> None:
    swing = {"later": [kit.later(2, effects={"trust": 10})]}, {"later": [kit.later(2, effects={"trust": -10})]}
    made = kit.scenario(
        [
            kit.inject("before", kit.option("early", set=["early"]), kit.option("late"), day=0),
            kit.inject("up", kit.option("a", **swing[0]), kit.option("b"), day=1, when="early or chose(down)"),
            kit.inject("down", kit.option("a", **swing[1]), kit.option("b"), day=1),
            kit.inject("last", kit.option("a", effects={"trust": 1}), kit.option("b"), day=2),
        ],
        gauges={"trust": {"start": 95}},
        flags=["early"],
        endings=[kit.ending("high", when="trust >= 95"), kit.ending("else")],
    )
    for asked in (everything(made), *single_questions(everything(made))):
        agree(made, asked, Oracle(made))
