"""The shipped scenarios keep the promises that the authoring guide asks of any scenario."""

import datetime as dt
import re

import pytest

from game.faces.sheet import run_sheet_html
from game.rules import judge
from game.rules.play import playthrough
from game.rules.policy import Policy, chooser
from game.scenario.catalogue import catalogue
from game.scenario.check import check
from game.scenario.findings import Level
from game.scenario.load import load, shipped
from game.scenario.scenario import Scenario
from tests.balance import LONG
from tests.reach import unreached

NO_RED_HERRINGS = ("halvia_cabinet", "orvane_mission", "starter")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
DAY = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(MONTHS)})\b")


@pytest.fixture(scope="module", params=sorted(shipped()))
def scenario(request: pytest.FixtureRequest) -> Scenario:
    """Each shipped scenario in turn."""
    return load(shipped()[request.param])


def test_its_id_is_the_name_under_which_it_is_found(scenario: Scenario) -> None:
    assert scenario.id in shipped()


def test_no_situation_takes_more_than_90_words(scenario: Scenario) -> None:
    for inject in scenario.injects:
        assert 0 < len(inject.situation.split()) <= 90, inject.id


def test_every_tag_of_evidence_says_because(scenario: Scenario) -> None:
    for inject in scenario.injects:
        for option in inject.options:
            assert option.evidence, f"{inject.id}.{option.id}"
            for evidence in option.evidence:
                assert len(evidence.because.split()) >= 4, f"{inject.id}.{option.id}.{evidence.lesson}"


def test_every_seat_has_its_card_and_its_interests(scenario: Scenario) -> None:
    for role in scenario.roles:
        assert len(role.brief.split()) > 30, role.id
        assert role.interests or not scenario.gauges, role.id


def test_the_facilitator_is_told_what_to_expect_and_what_to_ask(scenario: Scenario) -> None:
    for inject in scenario.injects:
        assert inject.notes, inject.id
        if inject.options:
            assert inject.expected, inject.id
            assert inject.dilemma, inject.id
            assert inject.question.endswith("." if inject.written else "?"), inject.id


def test_no_option_is_told_apart_by_its_length(scenario: Scenario) -> None:
    for inject in scenario.injects:
        lengths = [len(option.label) for option in inject.options]
        assert not lengths or max(lengths) <= 2 * min(lengths), inject.id


def test_every_branch_of_chance_every_delayed_effect_and_every_trend_is_told(scenario: Scenario) -> None:
    for inject in scenario.injects:
        for option in inject.options:
            assert option.outcome, f"{inject.id}.{option.id}"
            assert all(branch.change.text for branch in option.chance), f"{inject.id}.{option.id}"
            assert all(later.change.text for later in option.later), f"{inject.id}.{option.id}"
    assert all(trend.change.text for trend in scenario.trends)


def test_one_thread_is_told_where_no_other_is(scenario: Scenario) -> None:
    assert sum(ending.when is None for ending in scenario.endings) == 1
    assert all(ending.text for ending in scenario.endings)


def test_it_touches_every_closing_barrier(scenario: Scenario) -> None:
    if all(inject.written for inject in scenario.injects):
        return  # three questions of a seminar, and no others
    assert set(catalogue().barriers) <= set(scenario.lessons)


@pytest.mark.parametrize("policy", Policy)
def test_it_is_played_to_its_end_under_every_policy(scenario: Scenario, policy: Policy) -> None:
    for seed in (1, 2):
        state = playthrough(scenario, seed, chooser(scenario, seed, policy)).state
        assert state.over
        assert judge.endings(scenario, state)


def test_check_finds_no_error_and_no_warning_that_is_not_put_aside_with_its_reason(scenario: Scenario) -> None:
    assert not [each for each in check(shipped()[scenario.id]) if each.level is not Level.NOTE]


def test_everything_in_it_comes_up_in_some_run(scenario: Scenario) -> None:
    runs = 2_000  # it ends as soon as everything was seen, which is within a few hundred
    missing = unreached(scenario, runs)
    assert not missing, f"in none of {runs} runs: {', '.join(sorted(missing))}"


def test_what_lies_in_the_tray_can_be_released_on_more_than_one_day(scenario: Scenario) -> None:
    for inject in scenario.injects:
        assert not inject.manual or inject.last > inject.first, inject.id


def test_no_text_of_chance_begins_with_a_brace(scenario: Scenario) -> None:
    """A colon in an unquoted text once made a mapping of it, and players read the mapping."""
    for inject in scenario.injects:
        for option in inject.options:
            for branch in option.chance:
                assert not branch.change.text.lstrip().startswith("{"), f"{inject.id}.{option.id}"


def test_every_option_is_the_first_choice_of_a_seat_of_its_own(scenario: Scenario) -> None:
    for inject in scenario.injects:
        wanted = {
            option.id: [advice.role for advice in option.advice if advice.stance == "for"] for option in inject.options
        }
        assert not _without_a_seat(wanted), f"{inject.id}: {_without_a_seat(wanted)}"


@pytest.mark.parametrize("id", NO_RED_HERRINGS)
def test_every_paper_of_a_decision_says_what_it_bears_on(id: str) -> None:
    for inject in load(shipped()[id]).injects:
        for document in inject.documents if inject.options else ():
            assert document.bears_on, f"{inject.id}: {document.title}"


@pytest.mark.parametrize("id", NO_RED_HERRINGS)
def test_every_private_fact_of_a_decision_says_what_it_bears_on(id: str) -> None:
    for inject in load(shipped()[id]).injects:
        bearing = {seat for seat, options in inject.bears_on if options}
        for seat, _ in inject.private if inject.options else ():
            assert seat in bearing, f"{inject.id}: {seat}"


def test_what_is_told_at_once_tells_of_no_day_after_the_next_decision(scenario: Scenario) -> None:
    """What comes weeks after a decision is told when it comes, in `later`, with its cause."""
    if not scenario.start:
        return
    always = [inject.first for inject in scenario.injects if inject.options and not inject.manual and not inject.when]
    for inject in scenario.injects:
        if inject.manual:
            continue
        until = min((day for day in always if day > inject.first), default=scenario.days)
        for option in inject.options:
            for text in (option.outcome, *(branch.change.text for branch in option.chance)):
                for day, month in DAY.findall(text):
                    told = _days_in(scenario.start, int(day), month)
                    assert told <= until, f"{inject.id}.{option.id}: {day} {month}"


def _days_in(start: dt.date, day: int, month: str) -> int:
    """On which day of the clock a day of a month comes next."""
    date = dt.date(start.year, MONTHS.index(month) + 1, day)
    return ((date if date >= start else date.replace(year=start.year + 1)) - start).days


def _without_a_seat(wanted: dict[str, list[str]]) -> list[str]:
    """The options for which no seat is left when each seat speaks for one (Kuhn's augmenting paths)."""
    speaks_for: dict[str, str] = {}

    def place(option: str, tried: set[str]) -> bool:
        for seat in wanted[option]:
            if seat not in tried:
                tried.add(seat)
                if seat not in speaks_for or place(speaks_for[seat], tried):
                    speaks_for[seat] = option
                    return True
        return False

    return [option for option in wanted if not place(option, set())]


@pytest.mark.parametrize("minutes", [45, 90, 180])
def test_a_run_sheet_is_written_for_every_session(scenario: Scenario, minutes: int) -> None:
    assert "Run sheet" in run_sheet_html(scenario, minutes)


@pytest.mark.parametrize("id", LONG)
def test_a_long_scenario_shows_five_kinds_of_papers_and_asks_six_forecasts(id: str) -> None:
    made = load(shipped()[id])
    kinds = {document.kind for inject in made.injects for document in inject.documents}
    assert len(kinds) >= 5, kinds
    assert len(made.forecasts) >= 6
    assert made.epilogue


def test_the_flagship_has_twenty_five_decisions_three_in_the_tray_and_at_least_five_kinds_of_document() -> None:
    flagship = load(shipped()["orvane_mission"])
    decisions = [inject for inject in flagship.injects if inject.options]
    assert len([inject for inject in decisions if not inject.manual]) == 25
    assert len([inject for inject in decisions if inject.manual]) == 3
    assert flagship.minutes == 180
    kinds = {document.kind for inject in flagship.injects for document in inject.documents}
    assert len(kinds) >= 5, kinds


def test_the_starter_is_one_file_of_twenty_minutes() -> None:
    starter = load(shipped()["starter"])
    assert starter.minutes == 20
    assert list(starter.source.files) == ["starter.yaml"]
