"""The rules against a second reading of the paper that shares no code with them: every number of every run."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.report.as_json import run_json
from game.rules import chance, judge
from game.rules.play import Step, acknowledge, begin, decide, open_options, playthrough
from game.rules.policy import Policy, chooser
from game.rules.state import Decided, Raised
from game.scenario.load import find, load, shipped
from game.scenario.node import Node
from game.scenario.scenario import Scenario
from game.scenario.source import parse
from tests import kit
from tests.kit import Plain
from tests.rules.referee import Policy as RefereePolicy
from tests.rules.referee import Referee
from tests.strategies import drafts


def policy_of(scenario: Scenario, seed: int, policy: Policy) -> RefereePolicy:
    """The same policy for the referee, on ids."""

    def choose(inject: str, open_now: list[str]) -> str:
        match policy:
            case Policy.LAST:
                return open_now[-1]
            case Policy.RANDOM:
                return open_now[chance.number(f"{seed}:{inject}:policy") % len(open_now)]
            case Policy.DEFAULT:
                found = scenario.inject(inject)
                default = None if found.default is None else found.options[found.default].id
                return default if default in open_now else open_now[0]
            case _:
                return open_now[0]

    return choose


def ours(scenario: Scenario, seed: int, policy: Policy) -> Plain:
    made = run_json(scenario, seed, playthrough(scenario, seed, chooser(scenario, seed, policy)))
    return {key: value for key, value in made.items() if key not in ("scenario", "sha256")}


def theirs(draft: Plain, scenario: Scenario, seed: int, policy: Policy) -> Plain:
    return Referee(draft, seed, policy_of(scenario, seed, policy)).play()


def against_the_paper(draft: Plain, seed: int, policy: Policy, answers: int) -> None:
    """Play a scenario with whatever it is opened with and whatever dice give, by the rules and by the paper."""
    scenario = kit.compiled(draft)
    asked = {scenario.flags[each.flag].id: each for each in scenario.opens_with}
    opened = {flag: bool(answers >> number & 1) for number, flag in enumerate(asked)}
    flags = [index for index, flag in enumerate(scenario.flags) if opened.get(flag.id)]

    def dice(inject: str, option: str) -> int | None:
        weights = next(each for each in scenario.inject(inject).options if each.id == option).weights
        drawn = chance.number(f"{seed}:{inject}:{option}:dice") % (2 * len(weights) or 1)
        return drawn if drawn < len(weights) and weights[drawn] else None

    step, happened, thrown = begin(scenario, flags), [], set()
    choose = chooser(scenario, seed, policy)
    while True:
        happened += step.happenings
        index = step.state.on_table
        if index is None:
            break
        if not scenario.injects[index].options:
            step = acknowledge(scenario, step.state, index)
            continue
        option = choose(index, open_options(scenario, step.state))
        drawn = dice(scenario.injects[index].id, scenario.injects[index].options[option].id)
        step = decide(scenario, seed, step.state, index, option, drawn)
        thrown |= (
            {index}
            if drawn is not None
            and any(isinstance(each, Decided) and each.chance is not None for each in step.happenings)
            else set()
        )
    played = Step(step.state, tuple(happened))
    made = run_json(scenario, seed, played, opened, thrown)
    referee = Referee(draft, seed, policy_of(scenario, seed, policy), opened, dice)
    assert {key: value for key, value in made.items() if key not in ("scenario", "sha256")} == referee.play()
    read = {scenario.injects[each.inject].id: list(each.also) for each in happened if isinstance(each, Raised)}
    assert read == referee.read
    assert list(judge.epilogue(scenario, step.state)) == referee.told()


@settings(max_examples=30)
@given(drafts(), st.integers(-3, 50), st.sampled_from(Policy))
def test_a_generated_scenario_plays_as_the_paper_says(draft: Plain, seed: int, policy: Policy) -> None:
    scenario = kit.compiled(draft)
    assert ours(scenario, seed, policy) == theirs(draft, scenario, seed, policy)


@settings(max_examples=20)
@given(drafts(), st.integers(-3, 50), st.sampled_from(Policy), st.integers(0, 15))
def test_what_opens_a_run_and_what_dice_give_is_played_as_the_paper_says(
    draft: Plain, seed: int, policy: Policy, answers: int
) -> None:
    """The long form: tests.endurance.whole_format."""
    against_the_paper(draft, seed, policy, answers)


@pytest.mark.parametrize("name", sorted(shipped()))
@pytest.mark.parametrize("policy", Policy)
def test_a_shipped_scenario_plays_as_the_paper_says(name: str, policy: Policy) -> None:
    scenario, draft = load(find(name)), as_written(name)
    for seed in range(25):
        assert ours(scenario, seed, policy) == theirs(draft, scenario, seed, policy)


def as_written(name: str) -> Plain:
    """A shipped scenario's files as plain data."""
    path = find(name)
    if path.is_file():
        return plain(parse(path.read_text(encoding="utf-8"), path.name))
    draft = plain(parse((path / "scenario.yaml").read_text(encoding="utf-8"), "scenario.yaml"))
    draft["injects"] = list(draft.get("injects") or [])
    for file in sorted((path / "injects").glob("*.yaml")):
        part = plain(parse(file.read_text(encoding="utf-8"), file.name))
        draft["injects"] += part if isinstance(part, list) else part.get("injects", [part])
    return draft


def plain(node: Node) -> Any:
    return node.value()


@settings(max_examples=30)
@given(drafts(), st.integers(0, 50))
def test_step_by_step_is_the_same_run_as_in_one_go(draft: Plain, seed: int) -> None:
    scenario = kit.compiled(draft)
    whole = playthrough(scenario, seed, chooser(scenario, seed, Policy.RANDOM))
    step = begin(scenario)
    state, happenings = step.state, list(step.happenings)
    while state.on_table is not None:
        index, before = state.on_table, state
        if scenario.injects[index].options:
            option = chance.pick(seed, scenario.injects[index].id, open_options(scenario, state))
            step = decide(scenario, seed, state, index, option)
        else:
            step = acknowledge(scenario, state, index)
        assert state == before  # a move never changes its argument
        state = step.state
        happenings += step.happenings
    assert (state, tuple(happenings)) == (whole.state, whole.happenings)


@settings(max_examples=30)
@given(drafts(), st.integers(0, 50))
def test_no_gauge_ever_leaves_its_bounds(draft: Plain, seed: int) -> None:
    scenario = kit.compiled(draft)
    played = playthrough(scenario, seed, chooser(scenario, seed, Policy.RANDOM))
    for value, (low, high) in zip(played.state.gauges, scenario.bounds, strict=True):
        assert low <= value <= high
