"""What else was open: in the debrief of a run played alone and on the page of a class, from kept results."""

import shutil
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import pytest

from game.analysis.analyse import analyse
from game.analysis.result.kept_analyses import Shelf
from game.analysis.run.debrief_questions import asked
from game.analysis.run.study import Wish
from game.faces.report_page import class_html, debrief_html
from game.record.events import How
from game.record.run import Decision, Run
from game.report.as_json import plain
from game.report.class_open import class_open
from game.report.debrief import debrief
from game.report.model import OpenRow
from game.report.open import BEYOND, opened
from game.rules import play
from game.rules.play import playthrough
from game.rules.policy import Policy, chooser
from game.scenario.load import find, load
from game.scenario.scenario import Effect, Scenario
from tests import kit
from tests.faces import telling
from tests.kit import branch, ending, inject, option


def run_of(made: Scenario, *options: str, seed: int = 1) -> Run:
    """A run with these options, one at each decision."""
    wanted = list(options)

    def choose(index: int, open: tuple[int, ...]) -> int:
        return made.injects[index].option(wanted.pop(0)) or 0

    step = playthrough(made, seed, choose)
    return Run(made, seed, {}, step.state, step.happenings, "")


def market() -> Scenario:
    """Patrol and trust ends at 70 or 60; wait and it ends at 50 or 55: a coin decides."""
    coin = [branch(1, effects={"trust": 10}), branch(1)]
    half = [branch(1, effects={"trust": 5}), branch(1)]
    return kit.scenario(
        [
            inject(
                "market",
                option("patrol", {"measure_impact": 2}, effects={"trust": 10}, chance=coin),
                option("wait", chance=half),
                day=1,
            ),
            inject("talk", option("speak", {"measure_impact": 1}), option("listen", {"measure_impact": -1}), day=2),
        ],
        gauges={"trust": 50},
        lessons=["measure_impact"],
        endings=[ending("trusted", when="trust >= 65"), ending("else")],
    )  # fmt: skip


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "kept")


def row(rows: tuple[OpenRow, ...], label: str) -> OpenRow:
    return next(each for each in rows if each.label == label)


def test_each_option_says_what_it_would_most_likely_have_led_to_and_what_it_left_open(shelf: Shelf) -> None:
    found = opened(run_of(market(), "wait", "listen"), shelf).decisions["market"]
    titles = found.about
    trust, evidence = titles.index("Trust"), next(n for n, title in enumerate(titles) if "(evidence)" in title)
    patrol, wait = row(found.rows, "Patrol"), row(found.rows, "Wait")
    assert (patrol.cells[trust].likely, patrol.cells[trust].span) == ("65", "settled")
    assert wait.cells[trust].likely in ("52", "53")
    assert (patrol.cells[evidence].likely, patrol.cells[evidence].span) == ("+2", "+1 to +3")
    assert (wait.cells[evidence].likely, wait.cells[evidence].span) == ("0", "−1 to +1")
    assert patrol.cells[trust].better is True
    assert wait.taken
    assert not patrol.taken


def test_a_gauge_that_had_better_be_low_is_better_when_it_is_lower(shelf: Shelf) -> None:
    made = kit.scenario(
        [inject("one", option("heat", effects={"tension": 20}), option("cool", effects={"tension": -20}), day=1)],
        gauges={"tension": {"start": 50, "good": "low"}},
    )
    found = opened(run_of(made, "heat"), shelf).decisions["one"]
    assert row(found.rows, "Cool").cells[0].better is True


def test_where_it_went_adds_up_in_words(shelf: Shelf) -> None:
    ledger = {part.title: part for part in opened(run_of(market(), "wait", "listen"), shelf).ledger}
    evidence = next(part for title, part in ledger.items() if "(evidence)" in title)
    assert (evidence.reach, evidence.given_up, evidence.luck, evidence.came) == ("+3", "−4", "0", "−1")
    assert ledger["Trust"].reach == "65"


def test_a_decision_on_which_nothing_hung_says_so(shelf: Shelf) -> None:
    made = kit.scenario([inject("one", option("a"), option("b"), day=1)], gauges={"trust": 50})
    run = run_of(made, "a")
    assert opened(run, shelf).decisions["one"].about == ()
    text = telling.said(debrief(run, "x", opened=opened(run, shelf)))
    assert "Little hung on this one" in text


def test_every_form_shows_it(shelf: Shelf) -> None:
    run = run_of(market(), "wait", "listen")
    made = debrief(run, "x", opened=opened(run, shelf))
    text = telling.said(made)
    page = telling.screens(made, width=80)["others"]
    for form in (text, page, debrief_html(made, full=True)):
        assert "Trust" in form
        assert "+1 to +3" in form
        assert "What was within reach, and where it went" in form
    assert plain(made)["decisions"][0]["open"]["rows"][0]["cells"]


def test_without_an_analysis_the_debrief_is_the_same_but_for_that(shelf: Shelf) -> None:
    run = run_of(market(), "wait", "listen")
    with_it, without = debrief(run, "x", opened=opened(run, shelf)), debrief(run, "x")
    stripped = replace(
        with_it,
        open_said=(),
        ledger=(),
        front=without.front,
        decisions=tuple(replace(part, open=None) for part in with_it.decisions),
    )
    assert stripped == without


def test_a_large_scenario_that_nobody_analysed_says_how_to_have_it_done(shelf: Shelf) -> None:
    made = load(find("orvane_mission"))
    step = playthrough(made, 3, chooser(made, 3, Policy.RANDOM))
    found = opened(Run(made, 3, {}, step.state, step.happenings, ""), shelf)
    assert "whitecell analyse orvane_mission" in found.how == found.said[-1]
    cells = [cell for part in found.decisions.values() for row in part.rows for cell in row.cells]
    assert cells
    assert all(cell.likely.startswith("about ") for cell in cells)
    for question in asked(made):
        shelf.add(made, question, None, 1 << 40)
    assert opened(Run(made, 3, {}, step.state, step.happenings, ""), shelf).how == BEYOND


def test_what_a_small_scenario_needs_is_worked_out_once_and_kept(shelf: Shelf) -> None:
    made = market()
    assert not shelf.values(made)
    opened(run_of(made, "wait", "listen"), shelf)
    assert shelf.values(made)


def test_what_play_left_unanswered_of_a_small_scenario_is_worked_out_when_its_debrief_is_opened(shelf: Shelf) -> None:
    made, run = market(), run_of(market(), "wait", "listen")
    whole = opened(run, shelf)
    for folder in sorted((shelf.place(made) / "values").iterdir())[1:]:
        shutil.rmtree(folder)
    assert len(shelf.values(made)) == 1
    assert opened(run, shelf, coming=True) != whole, "what works beside it is not done twice"
    assert opened(run, shelf) == whole


def test_prose_may_change_and_what_was_kept_still_serves(shelf: Shelf) -> None:
    made = load(find("starter"))
    run = Run(made, 1, {}, *(lambda step: (step.state, step.happenings))(playthrough(made, 1, lambda i, o: o[0])), "")
    opened(run, shelf)
    assert shelf.place(replace(made, title="Another title", setting="Another place")) == shelf.place(made)
    gauges = (replace(made.gauges[0], start=made.gauges[0].start + 1), *made.gauges[1:])
    assert shelf.place(replace(made, gauges=gauges)) != shelf.place(made)


def test_after_a_change_by_hand_nothing_is_claimed(shelf: Shelf) -> None:
    made = market()
    steps = [play.begin(made)]
    steps.append(play.decide(made, 1, steps[-1].state, 0, 1))
    steps.append(play.adjust(made, steps[-1].state, (Effect(0, -5),)))
    steps.append(play.decide(made, 1, steps[-1].state, 1, 0))
    run = Run(made, 1, {}, steps[-1].state, tuple(event for step in steps for event in step.happenings), "")
    found = opened(run, shelf)
    assert found.decisions.keys() == {"market"}
    assert "changed something by hand" in found.said[1]
    assert not found.ledger


def test_a_class_sees_what_nobody_took_and_where_all_agreed(shelf: Shelf) -> None:
    made = market()
    shelf.keep(analyse(made, Wish(1 << 30, rows=512)), shelf.begin())
    runs = [("A", run_of(made, "wait", "listen")), ("B", run_of(made, "wait", "speak"))]
    found = class_open(runs, shelf)
    first, second = found.decisions
    assert [option.who for option in first.options] == ["", "A, B"]
    assert first.agreed == "All 2 took the same; 2 that choose at random do so once in 2."
    assert [option.who for option in second.options] == ["B", "A"]
    assert second.agreed == ""
    assert dict(found.lines)["A"].startswith("With its luck, random play takes this line once in 4.")
    named = [(letter, debrief(run, letter)) for letter, run in runs]
    html = class_html(named, open=found)
    assert "All 2 took the same" in html
    assert "What else was open" in html


def test_a_class_whose_scenario_nobody_analysed_is_told_how(shelf: Shelf) -> None:
    made = market()
    found = class_open([("A", run_of(made, "wait", "listen"))], shelf)
    assert "whitecell analyse test" in found.said


def written(by: str) -> Run:
    """A run in which an answer was written at the market, and judged by this seat or by the facilitator."""
    base = market()
    injects = (replace(base.injects[0], written=True), *base.injects[1:])
    made = replace(base, injects=injects)
    alone = {"solo": {"name": "", "roles": ["leader"]}} if by == "solo" else {}
    run = run_of(made, "wait", "speak")
    taken = tuple(
        Decision(each, option, 1, by, How.JUDGED if each == "market" else How.LEADER, "", 1, "")
        for each, option in (("market", "wait"), ("talk", "speak"))
    )
    return replace(run, seats=alone, decisions=taken)


def test_who_judges_their_own_answer_decided_and_what_another_made_of_it_is_luck(shelf: Shelf) -> None:
    alone, judged = (opened(written(by), shelf) for by in ("solo", "facilitator"))
    trust = {told is alone: each for told in (alone, judged) for each in told.ledger if each.title == "Trust"}
    assert alone.closed_most == "market"
    assert judged.closed_most == "talk"
    assert trust[True].given_up != "0"
    assert trust[False].given_up == "0"
    assert any("judged an answer in writing" in said for said in judged.said)
    assert not any("judged an answer in writing" in said for said in alone.said)


def test_what_is_not_worked_out_is_asked_for_as_this_group_judged(tmp_path: Path) -> None:
    for by, words in (("solo", "analyse test --self-judged does it"), ("facilitator", "analyse test does it")):
        run = written(by)
        with patch("game.report.open._quick", return_value=[]):
            assert words in " ".join(opened(run, Shelf(tmp_path)).said)
