"""A played run beside everything that it could have been, from kept values: against brute force, and by its own law."""

from dataclasses import replace
from pathlib import Path

import pytest

from game.analysis.abstraction.objectives import Objective, Span
from game.analysis.exact.answer import ExactAnswer
from game.analysis.exact.questions import questions
from game.analysis.result.kept_values import Keeping, Kept
from game.analysis.result.review import Reviewer, Taken, accounts
from game.analysis.run.tasks import Explore
from game.rules import chance, judge, play
from game.rules.state import Decided, State
from game.scenario.scenario import Scenario
from tests import kit
from tests.analysis.agreeing import near
from tests.analysis.oracle import Oracle, Value
from tests.analysis.worlds import World


def kept(made: Scenario, folder: Path) -> list[Kept]:
    for question in questions(made):
        assert isinstance(Explore(question, None, None, Keeping(folder)).run(made), ExactAnswer)
    return [Kept(each) for each in sorted(folder.glob("*"))]


def on(made: Scenario, step: play.Step) -> play.Step:
    while step.state.on_table is not None and not made.injects[step.state.on_table].options:
        step = play.acknowledge(made, step.state, step.state.on_table)
    return step


def played(made: Scenario, seed: int) -> tuple[list[Taken], State]:
    """A run at random: its decisions, and how it ended."""
    step = on(made, play.begin(made))
    taken = []
    while not step.state.over:
        before = step.state
        assert before.on_table is not None
        option = chance.pick(seed, made.injects[before.on_table].id, play.open_options(made, before))
        step = play.decide(made, seed, before, before.on_table, option)
        event = next(each for each in step.happenings if isinstance(each, Decided))
        step = on(made, step)
        taken.append(Taken(before, event))
    return taken, step.state


@pytest.mark.parametrize("number", range(300, 325))
def test_what_was_open_at_each_decision_is_what_brute_force_finds(number: int, tmp_path: Path) -> None:
    made = kit.compiled(World(number, injects=4, wild=0.7).draft())
    reviewer, oracle = Reviewer(made, kept(made, tmp_path)), Oracle(made)
    taken, _ = played(made, number)
    for each, outlook in zip(taken, reviewer.review(taken), strict=True):
        node = oracle.nodes[each.before]
        wanted = {
            objective
            for objective in outlook.before
            if objective.kind != "tally"  # of lessons the sums by family are kept
        }
        assert len(wanted) == len(made.gauges) + len(made.endings)
        assert outlook.options.keys() == node.options.keys()
        for objective in wanted:
            want = oracle.value(each.before)[objective.kind, objective.id]
            assert all(
                near(a, b)
                for a, b in zip(outlook.before[objective], (want.least, want.greatest, want.random), strict=True)
            )
            for option, spans in outlook.options.items():
                same(spans[objective], oracle.of_option(node, option)[objective.kind, objective.id])


def same(span: Span, want: Value) -> None:
    assert near(span.least, want.least)
    assert near(span.greatest, want.greatest)
    assert near(span.random, want.random)


@pytest.mark.parametrize("number", range(400, 430))
def test_regret_and_luck_add_up_to_what_came_of_it(number: int, tmp_path: Path) -> None:
    made = kit.compiled(World(number, injects=4, wild=0.7).draft())
    reviewer = Reviewer(made, kept(made, tmp_path))
    for seed in range(3):
        taken, final = played(made, seed)
        found = accounts(reviewer.review(taken))
        told = judge.endings(made, final)
        for objective, account in found.items():
            assert near(account.promised - account.regret + account.luck, account.came)
            assert account.regret > -1e-9
            if objective.kind == "gauge":
                assert near(account.came, final.gauges[made.names.gauge_index[objective.id]])
            if objective.kind == "ending":
                index = next(i for i, ending in enumerate(made.endings) if ending.id == objective.id)
                assert near(account.came, index in told)
        if taken:
            tallies = [objective for objective in found if objective.kind == "tally"]
            assert tallies
            evidence = [e.weight for t in taken for e in made.injects[t.event.inject].options[t.event.option].evidence]
            assert near(sum(found[objective].came for objective in tallies), sum(evidence))


def test_nothing_is_said_any_more_once_somebody_changed_a_gauge_by_hand(tmp_path: Path) -> None:
    made = kit.scenario(
        [kit.inject(f"i{n}", kit.option("a", effects={"trust": 10}), kit.option("b"), day=n) for n in (1, 2)],
        endings=[kit.ending("high", when="trust >= 70"), kit.ending("low")],
        gauges={"trust": 50},
    )
    reviewer = Reviewer(made, kept(made, tmp_path))
    first, second = played(made, 1)[0]
    before, after = reviewer.review([first, Taken(second.before, second.event, by_hand=True)])
    assert Objective("gauge", "trust") in before.before
    assert not after.before
    assert not after.options


@pytest.mark.parametrize("number", range(20))
@pytest.mark.parametrize("alone", [False, True])
def test_the_law_holds_with_answers_in_writing_whoever_judges_them(number: int, alone: bool, tmp_path: Path) -> None:
    """What another one makes of an answer is luck to those who wrote it; who judges themselves decides."""
    made = replace(kit.compiled(World(number, injects=4, wild=0.6, added=True).draft()), self_judged=alone)
    reviewer = Reviewer(made, kept(made, tmp_path))
    taken, _ = played(made, number)
    outlooks = reviewer.review(taken)
    assert [each.judged for each in outlooks] == [made.injects[e.inject].written and not alone for e in outlooks]
    for objective, account in accounts(outlooks).items():
        assert near(account.promised - account.regret + account.luck, account.came)
        assert account.regret > -1e-9
        if outlooks and all(each.judged for each in outlooks):
            assert account.regret == 0, objective
