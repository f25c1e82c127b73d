"""Cures, sensitivity, what a decision teaches and how large a class has to be."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from math import isclose, log2

import numpy as np
import pytest

from game import analysing
from game.analysis.abstraction.objectives import Objective
from game.analysis.mending.cures import cures, dotted, keys, undotted
from game.analysis.mending.sensitivity import TooMany, sensitivity
from game.analysis.mending.written_numbers import changed, spots
from game.analysis.result.as_json import as_json
from game.analysis.result.from_json import from_json
from game.analysis.result.model import Analysis
from game.analysis.run.study import StudyStage, Wish
from game.analysis.run.workers import GivenUp
from game.analysis.sampled.simulation import Simulation
from game.analysis.sampled.teaching import class_plan, information, teaching
from game.report.analysis import report
from game.scenario.checks.check_context import Subject
from tests import kit
from tests.analysis import page
from tests.analysis.result.test_findings import BOTH, FAULTS, L, M
from tests.analysis.worlds import World
from tests.kit import ending, inject, option

WISH = Wish(1 << 30)


def mended(draft: kit.Plain) -> tuple[Analysis, Subject]:
    """An analysis with its cures and what hangs on what."""
    made, subject = page.made(draft)
    return analysing.mended(made, subject, analysing.AnalyseOptions(mend=True, sample=1)), subject


@pytest.mark.parametrize("number", range(6))
def test_every_number_of_a_scenario_is_found_and_put_where_it_is_written(number: int) -> None:
    scenario = kit.compiled(World(number, injects=4).draft())
    every = list(spots(scenario))
    assert len({(spot.path, spot.number) for spot in every}) == len(every)
    for spot in every:
        assert undotted(dotted(spot.path)) == spot.path
        value = next((each for each in (spot.value + 1, spot.value - 1, spot.value + 2) if spot.may_be(each)), None)
        if value is None or spot.path[-1] == "until":  # where it is the first day, it need not be written
            continue
        other = changed(scenario, spot, value)
        now = next(each for each in spots(other) if (each.path, each.number) == (spot.path, spot.number))
        assert now.value == value
        if spot.path[-1] != "day":
            back = changed(other, replace(now, text=now.text), spot.value)
            assert [each.value for each in spots(back)] == [each.value for each in every]


def test_a_condition_is_told_with_the_other_number_in_it() -> None:
    scenario = kit.scenario([inject("news", *BOTH, day=3, when="20 <= trust < 60 and safety > -5")], lessons=[L, M])
    texts = [spot.written(7) for spot in spots(scenario) if spot.text]
    assert texts == [
        "7 <= trust < 60 and safety > -5",
        "20 <= trust < 7 and safety > -5",
        "20 <= trust < 60 and safety > 7",
    ]


@pytest.mark.parametrize(
    ("code", "cure"),
    [
        ("WC271", ("more.when", "chose(news, up) and trust < 53")),
        ("WC273", ("news.up.later.0.when", "trust < 53")),
        ("WC274", ("far.when", "trust > 51")),
        ("WC276", ("news.poor.effects.safety", "+2")),
        ("WC279", ("always.when", "trust > 48")),
        ("WC281", ("news.up.effects.calm", "+2")),
    ],
)
def test_the_smallest_change_that_cures_is_found(code: str, cure: tuple[str, str]) -> None:
    made, subject = page.made(FAULTS[code])
    found = next(each for key, each in cures(made, subject, WISH).items() if key[0] == code)
    assert found
    assert (found.where, found.new) == cure


def test_a_cure_takes_its_finding_away_and_makes_no_other() -> None:
    draft = FAULTS["WC274"]
    made, subject = page.made(draft)
    before = keys(made, subject).keys()
    (key, cure), *_ = ((key, cure) for key, cure in cures(made, subject, WISH).items() if cure)
    assert cure.new == "trust > 51"
    draft = kit.draft([inject("news", *BOTH, day=1)], lessons=[L, M], endings=[ending("far", when=cure.new), ending()])
    after = keys(*page.made(draft)).keys()
    assert key not in after
    assert {code for code, _ in after} <= {code for code, _ in before}


def test_what_no_single_number_cures_is_said_so() -> None:
    made, subject = mended(FAULTS["WC282"])
    assert made.cures == []
    assert {code for code, _ in made.uncured} == {"WC276", "WC277", "WC282"}
    says = report(made, analysing.said(made, subject)).mending
    assert says == (
        "Of 3 warnings 0 have a cure that changes one number, proved by analysing again.",
        "For the others no single number was found that would do: they need an option or a condition rewritten.",
    )


def test_a_cure_stands_with_its_finding_and_leads_the_page() -> None:
    made, subject = mended(FAULTS["WC274"])
    told = report(made, analysing.said(made, subject)).findings
    assert "at 'far.when' write trust > 51 for trust > 60." in told[0].proved
    assert analysing.said(made, subject)[0].as_json().get("proved")


def test_nothing_is_proved_where_not_everything_is_exact() -> None:
    made, subject = page.made(FAULTS["WC274"], sample=300)
    made = analysing.mended(made, subject, analysing.AnalyseOptions(mend=True, sample=300))
    assert made.cures is None
    assert "not everything is exact" in made.unmended


def test_who_stops_the_search_gets_the_analysis_and_is_told_so() -> None:
    made, subject = page.made(FAULTS["WC274"])

    def enough(_: StudyStage) -> None:
        raise GivenUp

    made = analysing.mended(made, subject, analysing.AnalyseOptions(mend=True, sample=1), enough)
    assert made.cures is None
    assert made.unmended == "It was stopped before cures were known; ask again to look for them."


def test_nobody_looks_for_cures_unless_asked_and_the_page_says_how() -> None:
    made, subject = page.made(FAULTS["WC274"])
    assert made.cures is None
    assert "--mend" in report(made, analysing.said(made, subject)).mending[0]


def test_cures_and_all_beside_are_kept_and_read_back() -> None:
    made, _ = mended(FAULTS["WC274"])
    again = from_json(as_json(made, (), triples=True), made.scenario)
    assert again.teaching.keys() == made.teaching.keys()
    assert (again.cures, again.uncured, again.unmended) == (made.cures, made.uncured, made.unmended)
    assert again.plan
    assert made.plan
    assert again.plan.needed == made.plan.needed
    assert again.sensitivity is not None


def test_an_ending_hangs_on_its_threshold_and_on_the_effects_that_lead_there() -> None:
    draft = kit.draft(
        [inject("news", option("up", effects={"trust": 2}), option("down", effects={"trust": -2}), day=1)],
        endings=[ending("far", when="trust >= 52"), ending()],
    )
    found = sensitivity(*page.made(draft))
    assert {each.where for each in found} == {"far.when", "news.up.effects.trust", "trust.start"}
    assert all(each.moves[Objective("ending", "far")] == (0.5, 0.0) for each in found)
    assert all(isclose(each.share, 0.5) for each in found)


def test_what_is_too_large_to_be_asked_for_every_number_is_refused() -> None:
    with pytest.raises(TooMany):
        sensitivity(*page.made(), most=1)


def test_information_is_that_of_the_table_and_chance_tells_nothing() -> None:
    one = np.repeat([0, 1], 5000)
    assert isclose(information(one, one, np.ones(10_000)), 1.0, abs_tol=1e-3)
    luck = np.random.Generator(np.random.Philox(1)).integers(0, 4, 10_000)
    assert information(one, luck, np.ones(10_000)) < 2e-3
    weights = np.where(one == 0, 3.0, 1.0)
    entropy = -(0.75 * log2(0.75) + 0.25 * log2(0.25))
    assert isclose(information(one, one, weights), entropy, abs_tol=1e-3)


def test_a_choice_that_settles_the_ending_tells_a_bit_and_one_that_moves_nothing_tells_none() -> None:
    scenario = kit.scenario(
        [
            inject("news", option("up", effects={"trust": 2}), option("down", effects={"trust": -2}), day=1, minutes=5),
            inject("aside", option("a"), option("b"), day=2),
        ],
        endings=[ending("far", when="trust > 50")],
    )
    told = teaching(scenario, Simulation(scenario).batch(0, 4096))
    assert isclose(told["news"].endings, 1.0, abs_tol=0.01)
    assert told["news"].minutes == 5
    assert told["aside"].bits < 0.01


def test_a_class_plan_is_that_of_every_way_to_play() -> None:
    lessons = kit.LESSONS[:3]
    scenario = kit.scenario(
        [
            inject("one", option("a", {lessons[0]: 1}), option("b", {lessons[1]: 1}), day=1),
            inject("two", option("a", {lessons[2]: 1}), option("b"), option("c"), day=2),
        ],
        lessons=lessons,
    )
    plan = class_plan(scenario, Simulation(scenario).batch(0, 1 << 13))
    met = [{lessons[one], *((lessons[2],) if two == 0 else ())} for one, two in product(range(2), range(3))]
    for syndicates, chance in enumerate(plan.chances[:4], 1):
        ways = list(product(met, repeat=syndicates))
        share = sum(set().union(*way) == set(lessons) for way in ways) / len(ways)
        assert isclose(chance, share, abs_tol=0.02)
    assert plan.needed == 7


def test_a_lesson_that_only_the_tray_tests_is_named_and_left_out_of_the_plan() -> None:
    scenario = kit.scenario(
        [inject("one", option("a", {L: 1}), day=1), inject("call", option("a", {M: 1}), manual=True)], lessons=[L, M]
    )
    plan = class_plan(scenario, Simulation(scenario).batch(0, 64))
    assert plan.never == (M,)
    assert plan.needed == 1
