"""The corners of the rules that no scenario of ours goes to, one sentence each."""

from hashlib import blake2b

import pytest

from game.report.as_json import run_json
from game.rules import chance, judge
from game.rules.judge import Verdict
from game.rules.play import RuleError, acknowledge, adjust, begin, decide, open_options, playthrough, release
from game.rules.policy import Policy, chooser
from game.rules.state import Decided, DelayedApplied, DelayedLapsed, Happening, Passed, Stopped, TrendApplied
from game.scenario.scenario import Effect, Scenario
from tests.kit import Plain, branch, ending, inject, later, option, scenario, trend


def played(made: Scenario, seed: int = 0, policy: Policy = Policy.FIRST, script: dict[str, str] | None = None) -> Plain:
    """A whole run as JSON."""
    return run_json(made, seed, happened(made, seed, policy, script)[0])


def happened(made: Scenario, seed: int = 0, policy: Policy = Policy.FIRST, script: dict[str, str] | None = None):
    """A whole run, and what happened in it."""
    step = playthrough(made, seed, chooser(made, seed, policy, script))
    return step, step.happenings


def of_kind(happenings: tuple[Happening, ...], kind: type) -> list:
    return [event for event in happenings if isinstance(event, kind)]


# --- the day


def test_an_inject_whose_options_are_all_closed_passes_unanswered() -> None:
    made = scenario([inject("shut", option("never", requires="trust > 90")), inject("next", option("act"))])
    step, happenings = happened(made)
    assert [event.inject for event in of_kind(happenings, Passed)] == [0]
    assert [each["inject"] for each in played(made)["decisions"]] == ["next"]
    assert step.state.played == (-1, 0)


def test_an_inject_that_passed_counts_as_played_for_a_condition() -> None:
    made = scenario(
        [inject("shut", option("never", requires="trust > 90")), inject("after", option("act"), when="chose(shut)")]
    )
    assert [each["inject"] for each in played(made)["decisions"]] == ["after"]


def test_two_delayed_effects_on_one_day_land_in_the_order_of_their_scheduling() -> None:
    twice = [later(4, effects={"trust": "= 10"}), later(4, effects={"trust": +3})]
    made = scenario([inject("one", option("act", later=twice), day=0), inject("two", option("wait"), day=6)])
    assert played(made)["gauges"]["trust"] == 13
    assert [each["cause"] for each in played(made)["applied"]] == ["one.act.later.0", "one.act.later.1"]


def test_of_two_decisions_the_earlier_ones_delayed_effect_lands_first_on_a_common_day() -> None:
    first = inject("first", option("act", later=[later(5, effects={"trust": "= 20"})]), day=0)
    second = inject("second", option("act", later=[later(3, effects={"trust": "= 30"})]), day=2)
    assert played(scenario([first, second]))["gauges"]["trust"] == 30


def test_a_delayed_effect_due_after_the_last_day_never_lands() -> None:
    made = scenario([inject("one", option("act", later=[later(31, effects={"trust": -9})]))], days=30)
    run = played(made)
    assert (run["applied"], run["gauges"]["trust"]) == ([], 50)


def test_a_delayed_effect_due_on_the_last_day_lands() -> None:
    made = scenario([inject("one", option("act", later=[later(30, effects={"trust": -9})]), day=0)], days=30)
    assert played(made)["gauges"]["trust"] == 41


def test_the_condition_of_a_delayed_effect_is_tested_on_the_day_that_it_is_due() -> None:
    slow = later(5, when="warned", effects={"trust": -9})
    injects = [inject("one", option("act", later=[slow]), day=0), inject("two", option("warn", set=["warned"]), day=3)]
    assert played(scenario(injects, flags=["warned"]))["gauges"]["trust"] == 41
    step, happenings = happened(scenario(injects[:1], flags=["warned"]))
    assert step.state.gauges[0] == 50
    assert len(of_kind(happenings, DelayedLapsed)) == 1


def test_on_one_day_trends_come_first_then_delayed_effects_then_injects() -> None:
    made = scenario(
        [
            inject("one", option("act", later=[later(5, effects={"trust": "= 70"})]), day=0),
            inject("two", option("high", requires="trust == 70"), option("low"), day=5),
        ],
        trends=[trend("drift", 5, effects={"trust": "= 20"})],
    )
    assert played(made)["decisions"][1]["option"] == "high"


def test_no_trend_happens_on_day_0() -> None:
    made = scenario([inject("one", option("act"), day=0)], trends=[trend("daily", 1, effects={"trust": +1})], days=10)
    step, happenings = happened(made)
    assert [event.day for event in of_kind(happenings, TrendApplied)] == list(range(1, 11))
    assert step.state.gauges[0] == 60


def test_an_inject_whose_until_is_before_its_day_never_comes_up() -> None:
    assert played(scenario([inject("never", option("act"), day=5, until=3)]))["decisions"] == []


def test_an_inject_with_a_day_and_no_until_comes_up_on_that_day_alone() -> None:
    late = inject("late", option("act"), day=5, when="day > 5")
    assert played(scenario([late]))["decisions"] == []


def test_an_inject_without_a_day_waits_until_its_condition_holds() -> None:
    made = scenario([inject("ripe", option("act"), when="day >= 7")])
    assert [each["day"] for each in played(made)["decisions"]] == [7]


def test_a_decision_can_make_an_earlier_inject_of_the_file_due_on_the_same_day() -> None:
    made = scenario(
        [inject("answer", option("act"), when="called"), inject("call", option("ring", set=["called"]), day=2)],
        flags=["called"],
    )
    assert [(each["day"], each["inject"]) for each in played(made)["decisions"]] == [(2, "call"), (2, "answer")]


def test_an_inject_of_the_tray_comes_up_only_when_it_is_released() -> None:
    made = scenario([inject("tray", option("act"), manual=True), inject("two", option("act"), day=3)])
    assert [each["inject"] for each in played(made)["decisions"]] == ["two"]
    step = begin(made)
    step = release(made, step.state, 0)
    step = decide(made, 0, step.state, 1, 0)
    assert step.state.on_table == 0
    with pytest.raises(RuleError, match="not in the tray"):
        release(made, step.state, 0)


# --- the decision


def test_a_stop_in_the_options_own_part_keeps_the_evidence_and_ends_everything_after_it() -> None:
    fatal = option(
        "act", {"measure_impact": 3}, effects={"trust": "= 0"}, later=[later(1, effects={"safety": -9})],
        chance=[branch(1, effects={"safety": +9})], assess=["safety"],
    )  # fmt: skip
    made = scenario(
        [inject("one", fatal, day=2), inject("two", option("act"), day=2)],
        lessons=["measure_impact"],
        endings=[ending("lost", when="trust <= 0", stops=True), ending("else")],
    )
    run = played(made)
    assert run["stopped"]
    assert (run["day"], run["endings"], run["gauges"]["safety"]) == (2, ["lost"], 50)
    assert run["decisions"] == [
        {"day": 2, "inject": "one", "option": "act", "chance": None, "open": ["act"], "how": "alone"}
    ]
    assert run["lessons"]["measure_impact"]["verdict"] == "evidenced"
    assert happened(made)[0].state.pending == ()


def test_a_stop_in_a_branch_of_chance_schedules_nothing() -> None:
    fatal = option("act", chance=[branch(1, effects={"trust": "= 0"})], later=[later(1, effects={"safety": -9})])
    made = scenario([inject("one", fatal)], endings=[ending("lost", when="trust <= 0", stops=True)])
    step, happenings = happened(made)
    assert of_kind(happenings, Decided)[0].chance == 0
    assert of_kind(happenings, Decided)[0].scheduled == ()
    assert step.state.stopped == 0


def test_of_two_delayed_effects_on_one_day_the_first_can_stop_the_second() -> None:
    both = [later(3, effects={"trust": "= 0"}), later(3, effects={"safety": -9})]
    made = scenario(
        [inject("one", option("act", later=both), day=0)], endings=[ending("lost", when="trust <= 0", stops=True)]
    )
    step, happenings = happened(made)
    assert (step.state.day, step.state.gauges[1]) == (3, 50)
    assert len(of_kind(happenings, DelayedApplied)) == 1
    assert len(of_kind(happenings, Stopped)) == 1


def test_a_stop_is_tested_after_a_whole_part_and_not_after_each_effect() -> None:
    recovers = option("act", effects={"trust": "= 0", "safety": -1}, set=["saved"])
    lost = ending("lost", when="trust <= 0 and not saved", stops=True)
    run = played(scenario([inject("one", recovers)], flags=["saved"], endings=[lost, ending("else")]))
    assert not run["stopped"]


def test_a_stopping_ending_that_holds_from_the_start_waits_for_the_first_change() -> None:
    made = scenario([inject("one", option("act"), day=4)], endings=[ending("at_once", when="trust == 50", stops=True)])
    assert played(made)["day"] == 4


def test_an_effect_that_a_bound_cuts_is_marked_so() -> None:
    made = scenario([inject("one", option("act", effects={"trust": +80, "safety": -50}))])
    moves = of_kind(happened(made)[1], Decided)[0].part.moves
    assert [(move.before, move.after, move.cut) for move in moves] == [(50, 100, True), (50, 0, False)]


def test_each_effect_is_cut_by_itself() -> None:
    part = option("up", effects={"trust": +80}, chance=[branch(1, effects={"trust": -30})])
    assert played(scenario([inject("one", part)]))["gauges"]["trust"] == 70


def test_a_flag_that_is_set_and_cleared_in_one_part_is_clear() -> None:
    run = played(scenario([inject("one", option("act", set=["warned"], clear=["warned"]))], flags=["warned"]))
    assert run["flags"] == []


def test_a_closed_option_cannot_be_taken() -> None:
    made = scenario([inject("one", option("shut", requires="trust > 90"), option("act"))])
    step = begin(made)
    assert open_options(made, step.state) == (1,)
    with pytest.raises(RuleError, match="closed"):
        decide(made, 0, step.state, 0, 0)
    with pytest.raises(RuleError, match="closed"):
        played(made, script={"one": "shut"})


def test_what_is_not_on_the_table_cannot_be_decided() -> None:
    made = scenario([inject("one", option("act"), day=0), inject("two", option("act"), day=3)])
    step = begin(made)
    with pytest.raises(RuleError, match="not on the table"):
        decide(made, 0, step.state, 1, 0)
    with pytest.raises(RuleError, match="wants a decision"):
        acknowledge(made, step.state, 0)


def test_a_change_by_hand_can_close_every_option_on_the_table() -> None:
    made = scenario([inject("one", option("act", requires="trust >= 50")), inject("two", option("act"))])
    step = adjust(made, begin(made).state, (Effect(0, -10),))
    assert step.state.played[0] == -1
    assert step.state.on_table == 1


# --- chance


def test_chance_is_the_first_eight_bytes_of_blake2b_big_endian_over_seed_and_inject() -> None:
    for seed in range(200):
        point = int.from_bytes(blake2b(f"{seed}:one".encode(), digest_size=8).digest(), "big") % 10
        assert chance.draw(seed, "one", (3, 0, 7)) == (0 if point < 3 else 2)


def test_a_branch_of_weight_0_is_never_drawn() -> None:
    assert {chance.draw(seed, "one", (0, 1, 0, 2)) for seed in range(300)} == {1, 3}


def test_one_seed_gives_the_same_luck_at_an_inject_on_every_path() -> None:
    luck = [branch(1, effects={"trust": -5}), branch(1, effects={"trust": +5})]
    injects = [inject("one", option("a"), option("b")), inject("two", option("act", chance=luck), day=3)]
    made = scenario(injects)
    for seed in range(20):
        drawn = {played(made, seed, policy)["decisions"][1]["chance"] for policy in (Policy.FIRST, Policy.LAST)}
        assert len(drawn) == 1


def test_the_order_of_display_changes_with_the_seed_and_never_the_numbers() -> None:
    made = scenario([inject("one", option("a"), option("b"), option("c"))])
    orders = {chance.display_order(seed, made.injects[0]) for seed in range(100)}
    assert len(orders) == 6
    assert played(made, 3)["decisions"][0]["option"] == "a"


# --- sizes


def test_a_scenario_without_lessons_roles_flags_or_injects_plays_to_its_end() -> None:
    run = played(scenario([], roles=[], days=0))
    assert (run["day"], run["lessons"], run["interests"], run["endings"]) == (0, {}, {}, [])


def test_sixty_gauges_each_move_by_their_own_effect() -> None:
    ids = [f"g{number}" for number in range(60)]
    made = scenario(
        [inject("one", option("act", effects={id: number - 30 for number, id in enumerate(ids)}))],
        gauges=dict.fromkeys(ids, 50),
    )
    assert list(played(made)["gauges"].values()) == [20 + number for number in range(60)]


def test_five_hundred_injects_come_up_in_file_order() -> None:
    made = scenario([inject(f"i{number}", option("act", effects={"trust": +1})) for number in range(500)])
    run = played(made)
    assert [each["inject"] for each in run["decisions"]] == [f"i{number}" for number in range(500)]


# --- judging


@pytest.mark.parametrize(
    ("served", "spent", "verdict"),
    [
        (0, 0, Verdict.UNTESTED),
        (2, 0, Verdict.TRADED),
        (3, 0, Verdict.EVIDENCED),
        (3, 1, Verdict.EVIDENCED),
        (3, 2, Verdict.TRADED),
        (4, 2, Verdict.EVIDENCED),
        (0, 2, Verdict.TRADED),
        (0, 3, Verdict.STRAINED),
        (1, 3, Verdict.STRAINED),
        (2, 3, Verdict.TRADED),
        (2, 4, Verdict.STRAINED),
        (9, 9, Verdict.TRADED),
    ],
)
def test_the_verdict_follows_the_table(served: int, spent: int, verdict: Verdict) -> None:
    assert judge.verdict(served, spent) is verdict


def test_outcome_and_verdict_stand_apart() -> None:
    made = scenario(
        [inject("one", option("act", {"measure_impact": 3}, effects={"trust": -20}))],
        lessons={"measure_impact": "trust >= 50"},
    )
    assert played(made)["lessons"]["measure_impact"] == {
        "verdict": "evidenced", "for": 3, "against": 0, "outcome": "failed",
        "reading": "served_once", "served_at": 1, "spent_at": 0,
    }  # fmt: skip


def test_the_ending_without_a_condition_is_told_only_where_no_other_is() -> None:
    endings = [ending("a", when="trust > 10"), ending("else"), ending("b", when="trust > 20")]
    assert played(scenario([], endings=endings))["endings"] == ["a", "b"]
    assert played(scenario([], gauges={"trust": 5}, endings=endings))["endings"] == ["else"]


def test_interests_turn_their_sign_where_low_is_good() -> None:
    gauges = {"trust": {"start": 50}, "harm": {"start": 20, "max": 40, "good": "low"}}
    made = scenario(
        [inject("one", option("act", effects={"trust": +10, "harm": -8}))],
        gauges=gauges,
        roles={"leader": {"interests": {"trust": 3, "harm": 2}}},
    )
    assert played(made)["interests"] == {"leader": 0.7}


def test_brier_is_the_mean_square_of_the_miss() -> None:
    assert judge.brier({"a": 100, "b": 0}, {"a": True, "b": False}) == 0.0
    assert judge.brier({"a": 50, "b": 50}, {"a": True, "b": False}) == 0.25
    assert judge.brier({}, {"a": True}) is None
