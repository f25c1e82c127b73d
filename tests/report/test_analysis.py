"""The report of an analysis: what an author reads, in words and rounded once for every form."""

import re
from dataclasses import replace

import pytest

from game.report.analysis import AnalysedInject, AnalysisReport, OptionLine, percent, plain, report
from game.scenario.catalogue import catalogue
from tests import kit
from tests.analysis import page
from tests.kit import inject, option


@pytest.fixture
def whole() -> AnalysisReport:
    return page.everything()


def decision(made: AnalysisReport, id: str) -> AnalysedInject:
    return next(part for part in made.decisions if part.id == id)


def line(made: AnalysisReport, id: str, option: str) -> OptionLine:
    return next(each for each in decision(made, id).options if each.id == option)


def test_it_says_first_that_all_of_it_is_exact_and_of_how_much(whole: AnalysisReport) -> None:
    assert re.match(r"Every way to play was worked out: \d+ states, \d+ steps between them", whole.summary[0])
    assert "All numbers are exact." in whole.summary[0]


def test_what_is_sampled_is_said_to_be_so_and_stands_with_its_bounds() -> None:
    made = page.sampled()
    assert re.match(r"Everything is sampled from \d+ random runs, and stands with the bounds", made.summary[0])
    assert re.fullmatch(r"about 3\d % \(\d\d % to \d\d %\)", made.endings[0].random.replace("\u00a0", " "))


def test_what_was_stopped_is_said_to_be_so() -> None:
    analysis, _ = page.made(sample=300)
    assert "It was stopped before it was done: this is what was known by then." in (
        report(replace(analysis, complete=False), ()).summary
    )


def test_every_part_of_the_scenario_has_its_line_in_the_order_of_the_file(whole: AnalysisReport) -> None:
    assert [part.id for part in whole.decisions] == ["market", "rumour", "road", "bridge", "never", "call"]
    assert [row.id for row in whole.endings] == ["good", "lost", "else"]
    assert [row.id for row in whole.lessons] == ["measure_impact"]
    assert [row.id for row in whole.gauges] == [part.id for part in whole.bands] == ["trust", "safety"]


def test_findings_have_code_place_cure_and_reason(whole: AnalysisReport) -> None:
    codes = [each.code for each in whole.findings]
    assert {"WC271", "WC272", "WC274", "WC276", "WC277", "WC278", "WC282"} == set(codes)
    for each in whole.findings:
        assert re.fullmatch(r"test\.yaml:\d+:\d+", each.place)
        assert each.says
        assert each.cure
        assert each.why


def test_several_strategies_that_win_everything_are_one_finding(whole: AnalysisReport) -> None:
    says = [each.says for each in whole.findings if each.code == "WC277"]
    assert len(says) == 1
    assert says[0].startswith("3 naive ways of playing win everything")
    assert "'chief' is rewarded for" in says[0]


def test_what_comes_up_whatever_is_done_has_no_way_and_what_needs_luck_names_it(whole: AnalysisReport) -> None:
    assert decision(whole, "market").way == "whatever is decided before"
    assert re.fullmatch(r"“Market”: Patrol \(branch 2\); seed \d+ has this luck", decision(whole, "road").way)


def test_what_never_comes_up_says_what_bars_it_once(whole: AnalysisReport) -> None:
    never = decision(whole, "never")
    assert never.chance == "never"
    assert "the part 'trust <= 40' never holds on its days" in never.note
    assert [each.marks for each in never.options] == [(), ()]


def test_the_tray_is_left_out_and_said_to_be(whole: AnalysisReport) -> None:
    tray = decision(whole, "call")
    assert (tray.chance, tray.options) == ("from the tray alone", ())
    assert "Only a facilitator lets it come up" in tray.note


def test_information_is_said_to_be_read_and_laid_aside(whole: AnalysisReport) -> None:
    assert decision(whole, "rumour").note == "It is read and laid aside."


def test_an_inject_that_may_pass_with_all_closed_says_how_often(whole: AnalysisReport) -> None:
    assert decision(whole, "bridge").note == "In 67\u00a0% of random runs it passes with every option closed."


def test_an_option_says_how_often_it_is_open_and_taken_and_by_what_it_is_beaten(whole: AnalysisReport) -> None:
    patrol, wait = line(whole, "market", "patrol"), line(whole, "market", "wait")
    assert (patrol.open, patrol.taken, patrol.marks) == ("100\u00a0%", "33\u00a0%", ())
    assert wait.marks == ("hopeless beside patrol",)
    assert line(whole, "market", "closed").marks == ("never open. 'trust >= 90' never holds when it comes up.",)


def test_heat_is_for_the_better_where_less_of_a_gauge_is_wished_for(whole: AnalysisReport) -> None:
    heats = dict(zip(whole.about, line(whole, "market", "patrol").heats, strict=True))
    assert heats["Safety"].text.startswith("−")
    assert heats["Safety"].share > 0
    assert heats["Trust"].text.startswith("+")
    assert max(abs(heat.share) for part in whole.decisions for o in part.options for heat in o.heats) == 1


def test_what_follows_what_adds_up(whole: AnalysisReport) -> None:
    for part in whole.decisions:
        shares = [int(share.rstrip("\u00a0%")) for _, share in part.leads]
        assert not shares or 98 <= sum(shares) <= 102


def test_an_ending_that_is_never_told_says_why_and_the_others_how(whole: AnalysisReport) -> None:
    good, lost, other = whole.endings
    assert (good.random, good.least, good.greatest) == ("33\u00a0%", "0\u00a0%", "100\u00a0%")
    assert good.way.startswith("“Market”: Patrol (branch 1)")
    assert lost.note == "Never told. 'trust < 10' never holds at the end."
    assert other.way == "“Market”: Wait"


def test_a_lesson_says_its_readings_in_the_words_of_the_debrief(whole: AnalysisReport) -> None:
    assert whole.lessons[0].title == catalogue().lessons["measure_impact"].title
    assert whole.lessons[0].note == "served once 33\u00a0%, spent once 67\u00a0%"


def test_strategies_that_come_to_the_same_are_one_line(whole: AnalysisReport) -> None:
    names = [each.name for each in whole.strategies]
    assert "Always what helps “Trust” or “Safety” most" in names
    assert "Always what changes least" in names
    assert whole.strategies[0].endings == "Good 100\u00a0%"


def test_the_strategies_that_cost_least_stand_first(whole: AnalysisReport) -> None:
    worse = [each.worse for each in whole.strategies]
    assert worse[0] == ""
    assert worse[-1].startswith("Measure what changes −1")


def test_a_lesson_that_only_the_tray_bears_on_has_no_strategy() -> None:
    tray = inject("call", option("yes", {"keep_revisiting": 2}), option("no"), manual=True)
    made = page.reported(kit.draft([inject("a", option("x"), option("y")), tray], lessons=["keep_revisiting"]))
    assert not [each for each in made.strategies if "serves" in each.name]


def test_how_each_question_was_answered_is_said(whole: AnalysisReport) -> None:
    assert all(re.match(r"exact, \d+ states?", said) for _, said in whole.questions)


def test_too_little_memory_says_how_far_it_got_and_why() -> None:
    made = page.reported(memory=40)
    assert re.match(
        r"Of \d+ questions \d+ were answered exactly, with \d+ states; the rest is sampled", made.summary[0]
    )
    said = " ".join(said for _, said in made.questions)
    assert re.search(r"sampled; got as far as '\w+' \(day \d\) with [\d,]+ states", said)
    assert "40 bytes are allowed" in said


def test_a_scenario_of_nothing_has_a_page(whole: AnalysisReport) -> None:
    made = page.reported(kit.draft([], gauges={}, roles=[], days=0))
    assert (made.decisions, made.endings, made.lessons, made.gauges, made.bands) == ((), (), (), (), ())
    assert "All numbers are exact." in made.summary[0]


@pytest.mark.parametrize(
    ("share", "said"),
    [(0, "0 %"), (1e-9, "under 1 %"), (0.5, "50 %"), (0.9999, "over 99 %"), (1 - 1e-15, "100 %"), (1, "100 %")],
)
def test_a_probability_is_never_nothing_where_it_can_happen(share: float, said: str) -> None:
    assert percent(share) == said.replace(" %", "\u00a0%")


def test_what_binary_fractions_add_changes_no_last_digit() -> None:
    assert plain(32.150000000000006) == plain(32.15)
    assert plain(-3.0) == "−3"
