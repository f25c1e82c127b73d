"""What `check` says can never come up: a proof for every play and every release, and said with what bars it."""

import random

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from game.rules import play
from game.rules.state import Decided, DelayedApplied, Happening, Raised, State, TrendApplied
from game.scenario.check import check_files
from game.scenario.checks.code_warnings import COURSE
from game.scenario.checks.coming import EarliestDays, Key
from game.scenario.findings import Finding
from game.scenario.scenario import Scenario
from tests import kit
from tests.strategies import scenarios

HEAD = """\
format: 1
id: waiting
title: Waiting
minutes: 20
clock: {days: 20}
roles: {head: {title: Head, brief: You sign.}}
gauges: {trust: {start: 50}, funds: {start: 10}}
flags: {asked: , told: , heard: }
lessons: {}
"""

IN_VAIN = ("WC218", "WC222", "WC223", "WC224")


def said_of(injects: str, more: str = "") -> list[Finding]:
    text = f"{HEAD}{more}injects:\n{injects}endings: [{{id: e, title: Over, text: Over.}}]\n"
    found = check_files({"waiting.yaml": text})
    assert not [each for each in found if each.code < "WC200"], [each.sentence for each in found]
    return [each for each in found if each.code in IN_VAIN]


def sentences(injects: str, more: str = "") -> list[str]:
    return [f"{each.code} {each.place.line}:{each.place.column} {each.says}" for each in said_of(injects, more)]


def decision(id: str, rest: str, first: str = "effects: {trust: +5}", second: str = "effects: {trust: -5}") -> str:
    return (
        f"  - id: {id}\n    {rest}\n    situation: News.\n    options:\n"
        f"      - {{id: {id}_yes, outcome: A., {first}}}\n      - {{id: {id}_no, outcome: B., {second}}}\n"
    )


def test_two_that_wait_for_each_other_are_both_named_with_whom_they_wait_for() -> None:
    found = said_of(decision("here", "when: chose(there, there_yes)") + decision("there", "when: chose(here)"))
    assert [(each.code, each.where) for each in found] == [("WC222", "here.when"), ("WC222", "there.when")]
    assert found[0].says == ("'here' can never come up: 'there' never comes up, for it waits for 'here' in its turn.")
    assert found[0].source[found[0].place.column - 1 :].startswith("chose(there, there_yes)")


def test_a_ring_of_three_names_the_one_between() -> None:
    injects = decision("a", "when: chose(b)") + decision("b", "when: chose(c)") + decision("c", "when: chose(a)")
    assert said_of(injects)[0].says == (
        "'a' can never come up: 'b' never comes up, for it waits (over c) for 'a' in its turn."
    )


def test_one_whose_window_closes_before_what_it_waits_for_is_named_with_the_day() -> None:
    injects = decision("early", "{day: 1, until: 2, when: chose(late)}"[1:-1].replace(", ", "\n    "))
    injects += decision("late", "day: 3")
    assert [each.says for each in said_of(injects)] == [
        "'early' can never come up by day 2: 'late' comes up on day 3 at the earliest."
    ]


def test_a_flag_that_only_an_inject_sets_that_never_comes_up_bars_what_asks_for_it() -> None:
    injects = decision("ring", "when: chose(round)", first="set: [told]") + decision("round", "when: chose(ring)")
    injects += decision("after", "when: told") + decision("last", "day: 4", first="requires: told")
    assert [each.split(" ", 2)[2] for each in sentences(injects)][2:] == [
        "'after' can never come up: nothing that can happen sets 'told'.",
        "'last_yes' of 'last' is never open: nothing that can happen sets 'told'.",
    ]


def test_what_waits_for_one_that_is_barred_by_its_own_days_is_named_too() -> None:
    injects = decision("gone", "day: 9\n    until: 8", first="set: [told]") + decision("after", "when: chose(gone)")
    assert [each.split(" ", 2)[2] for each in sentences(injects)] == [
        "'after' can never come up: 'gone' never comes up."
    ]
    # Its options and what hangs on its flags alone are as they should be once the days are mended.
    assert len(sentences(injects + decision("last", "day: 12", first="requires: told"))) == 1


def test_what_gauges_cannot_reach_by_any_sum_of_effects_is_never_waited_for_in_silence() -> None:
    injects = decision("first", "day: 1") + decision("rich", "when: trust > 60") + decision("glad", "when: trust > 55")
    assert [each.split(" ", 2)[2] for each in sentences(injects)] == [
        "'rich' can never come up: 'trust' lies between 45 and 55.",
        "'glad' can never come up: 'trust' lies between 45 and 55.",
    ]
    assert sentences(injects.replace("trust > 55", "trust >= 55").replace("> 60", ">= 60")) == []  # 'glad' adds to it


def test_a_trend_adds_as_often_as_it_comes_round() -> None:
    trend = "trends: [{id: drift, every: 4, effects: {funds: +3}, text: It drifts.}]\n"
    assert sentences(decision("news", "when: funds >= 25"), trend) == []
    assert len(sentences(decision("news", "when: funds >= 26"), trend)) == 1
    assert len(sentences(decision("news", "until: 19\n    when: funds >= 25"), trend)) == 1


def test_a_delayed_effect_counts_from_the_day_on_which_its_inject_can_come_up() -> None:
    later = "later: [{after: 6, text: It comes back., effects: {trust: +1}}]"
    injects = decision("late", "day: 15") + decision("waits", "when: chose(late)", first=later)
    assert [each.split(" ", 2)[2] for each in sentences(injects)] == [
        "this never lands: 'waits' comes up on day 15 at the earliest; the last day is 20."
    ]


def test_a_trend_and_an_ending_that_wait_for_what_never_comes_are_named() -> None:
    injects = decision("ring", "when: chose(other)", first="set: [told]") + decision("other", "when: chose(ring)")
    trend = "trends: [{id: talk, every: 3, when: told, effects: {trust: +1}, text: They talk.}]\n"
    assert [each.split(" ")[0] for each in sentences(injects, trend)] == ["WC224", "WC222", "WC222"]
    text = f"{HEAD}injects:\n{injects}endings: [{{id: e, when: told, text: A.}}, {{id: f, text: B.}}]\n"
    assert "WC218" in [each.code for each in check_files({"waiting.yaml": text})]


def test_what_waits_for_the_tray_is_not_said_to_wait_in_vain() -> None:
    injects = decision("tray", "manual: true", first="set: [told]") + decision("after", "when: told and chose(tray)")
    assert sentences(injects) == []


def test_what_waits_for_a_flag_that_nothing_sets_is_said_of_the_flag_alone() -> None:
    assert sentences(decision("after", "when: told")) == []
    chain = sentences(decision("after", "when: told") + decision("next", "when: chose(after)"))
    assert [each.split(" ", 2)[2] for each in chain] == ["'next' can never come up: 'after' never comes up."]


def test_a_question_that_is_too_large_is_given_up_and_claims_nothing() -> None:
    made = kit.scenario([kit.inject("a", when="chose(b)"), kit.inject("b", when="chose(a)")])
    assert EarliestDays(made).never("inject", 0)
    given_up = EarliestDays(made, left=0)
    assert not given_up.known
    assert not given_up.never("inject", 0)


# --- never does a play contradict it


def played(scenario: Scenario, dice: random.Random) -> tuple[State, list[Happening]]:
    """One run at random, with everything in the tray released at some moment, or never."""
    seed = dice.randrange(1000)
    step = play.begin(scenario)
    happenings = list(step.happenings)
    tray = [index for index, inject in enumerate(scenario.injects) if inject.manual]
    dice.shuffle(tray)
    while not step.state.over:
        table = step.state.on_table
        if tray and dice.random() < 0.5:
            step = play.release(scenario, step.state, tray.pop())
        elif table is None:
            break
        elif scenario.injects[table].options:
            choice = dice.choice(play.open_options(scenario, step.state))
            step = play.decide(scenario, seed, step.state, table, choice)
        else:
            step = play.acknowledge(scenario, step.state, table)
        happenings += step.happenings
    return step.state, happenings


def keys(scenario: Scenario, happening: Happening) -> list[Key]:
    """What a happening proves to be possible."""
    match happening:
        case TrendApplied(_, trend, _):
            return [("trend", trend, -1, -1)]
        case DelayedApplied(_, cause, _):
            return [("later", cause.inject, cause.option, cause.later)]
        case Raised(_, inject):
            return [("inject", inject, -1, -1)]
        case Decided(_, inject, _, open):
            return [("option", inject, option, -1) for option in open]
    return []


@settings(max_examples=30, deadline=None)
@given(scenarios(), st.integers(0, 2**32))
def test_nothing_that_is_proved_never_to_come_up_comes_up_in_a_play(scenario: Scenario, dice_seed: int) -> None:
    coming = EarliestDays(scenario)
    assert coming.known
    dice, reach = random.Random(dice_seed), coming.reach((0, scenario.days))
    for _ in range(6):
        state, happenings = played(scenario, dice)
        for happening in happenings:
            for key in keys(scenario, happening):
                assert not coming.never(*key), (happening, key)
                assert coming.earliest[key] <= happening.day
        assert all(outcome in may for outcome, may in zip(state.played, reach.played, strict=True))
        assert all(flag in coming.flags for flag, value in enumerate(state.flags) if value)
        assert all(low <= value <= high for value, (low, high) in zip(state.gauges, reach.gauges, strict=True))
        for ending in scenario.endings:
            if ending.when and play.holds(state, ending.when):
                assert coming.may_hold(ending.when, (0, scenario.days))


def test_among_generated_scenarios_many_hold_something_that_is_proved_never_to_come_up() -> None:
    """Else the property above would hold of a program that proves nothing."""
    proved = 0

    @settings(max_examples=30, database=None, derandomize=True, deadline=None, phases=[Phase.generate])
    @given(scenarios())
    def count(scenario: Scenario) -> None:
        nonlocal proved
        coming = EarliestDays(scenario)
        windows = [each.first <= min(each.last, scenario.days) for each in scenario.injects]
        proved += any(open_ and coming.never("inject", index) for index, open_ in enumerate(windows))

    count()
    assert proved >= 3


@pytest.mark.parametrize("code", ["WC222", "WC223", "WC224"])
def test_each_is_a_warning_that_says_why_it_matters(code: str) -> None:
    assert code in {each.code for each in COURSE}
