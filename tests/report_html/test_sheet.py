"""The run sheet: what fits, what is left out and why, and everything a facilitator needs on paper."""

import sys

import pytest

from game.faces.sheet import run_sheet_html
from game.report.run_sheet import RULE, SESSIONS, CannotFit, plan
from game.scenario.load import find, load
from game.scenario.scenario import Scenario
from tests.fixtures.first_edition import SCENARIOS
from tests.kit import document, inject, option, scenario
from tests.report_html.hostile import CORPUS
from tests.report_html.reading import read
from tests.report_html.test_pages import sound


def many(count: int = 10, minutes: int = 7, **fields: object) -> Scenario:
    """So many decisions, a day apart; only the fourth tests `measure_impact`."""
    injects = [
        inject(
            f"inject_{number}",
            option("act", evidence={"measure_impact" if number == 4 else "keep_revisiting": +1}),
            day=number,
            minutes=minutes,
        )
        for number in range(1, count + 1)
    ]
    return scenario(injects, lessons=["measure_impact", "keep_revisiting"], **fields)


def kept(made: Scenario, minutes: int) -> list[str]:
    return [slot.inject.id for slot in plan(made, minutes).slots]


@pytest.mark.parametrize("minutes", SESSIONS)
def test_the_parts_of_a_session_add_up_to_it(minutes: int) -> None:
    session = SESSIONS[minutes]
    parts = (session.opening, session.situation, session.play, session.pause, session.writing, session.debrief)
    assert sum(parts) + session.closing == minutes


@pytest.mark.parametrize("name", ["starter", "orvane_mission"])
@pytest.mark.parametrize("minutes", SESSIONS)
def test_the_timetable_is_without_a_gap_and_ends_on_time(name: str, minutes: int) -> None:
    made = plan(load(find(name)), minutes)
    ends = [0, *(row.end for row in made.rows)]
    assert [row.start for row in made.rows] == ends[:-1]
    assert ends[-1] == minutes
    assert sum(slot.minutes for slot in made.slots) + made.spare == made.session.play


def test_what_fits_keeps_every_inject_in_the_order_of_the_days() -> None:
    made = plan(load(SCENARIOS / "orvane_mission"), 180)
    assert len(made.slots) == 14
    assert not made.left_out
    days = [slot.inject.first for slot in made.slots]
    assert days == sorted(days)


def test_an_inject_is_stretched_to_one_and_a_half_times_and_shortened_to_four_fifths_at_most() -> None:
    for minutes in SESSIONS:
        for slot in plan(many(), minutes).slots:
            assert slot.written * 0.8 <= slot.minutes <= slot.written * 1.5


def test_the_first_and_the_last_decision_stay() -> None:
    assert kept(many(), 45)[0] == "inject_1"
    assert kept(many(), 45)[-1] == "inject_10"


def test_the_only_test_of_a_lesson_stays_while_something_else_can_go() -> None:
    assert kept(many(), 45) == ["inject_1", "inject_4", "inject_10"]


def test_what_is_left_out_says_which_lessons_it_alone_tested() -> None:
    made = plan(many(minutes=11), 45)  # room for two alone
    assert {left.inject.id: left.lost for left in made.left_out}["inject_4"] == ("Measure what changes",)
    assert made.untested == ("Measure what changes",)


def test_what_hangs_on_an_inject_that_is_left_out_is_said() -> None:
    injects = [
        inject("first", option("act"), day=1, minutes=10),
        inject("middle", option("act", set=["warned"]), day=2, minutes=10),
        inject("last", option("act"), day=3, minutes=10, when="warned"),
    ]
    (gone,) = plan(scenario(injects, flags=["warned"]), 45).left_out
    assert gone.hanging == ("whether “Last” comes up",)


def test_what_cannot_fit_is_refused_with_the_session_that_can() -> None:
    with pytest.raises(CannotFit, match=r"need 48 of the 23 minutes of play\. It fits in 90 minutes\."):
        plan(many(minutes=30), 45)
    with pytest.raises(CannotFit, match="in two sessions"):
        plan(many(minutes=90), 180)
    with pytest.raises(CannotFit, match="45, 90, 180"):
        plan(many(), 60)
    with pytest.raises(CannotFit, match="brings nothing up"):
        plan(scenario([inject("tray", option("act"), manual=True)]), 90)


def test_time_that_the_scenario_does_not_fill_is_said() -> None:
    made = plan(load(find("starter")), 180)
    assert made.spare > 60
    words = read(run_sheet_html(load(find("starter")), 180)).section("fit")
    assert f"{made.spare} minutes of play stay empty" in words
    assert "Plan a shorter session" in words


def test_an_inject_without_minutes_gets_the_assumed_ones_and_the_rule_says_so() -> None:
    made = plan(scenario([inject("a", option("act"), day=1), inject("b", day=2)]), 45)
    assert [slot.written for slot in made.slots] == [5, 2]
    assert "5 for a decision and 2 for information" in RULE


def test_an_inject_that_never_comes_up_is_not_planned() -> None:
    made = plan(scenario([inject("a", option("act"), day=1), inject("b", option("act"), day=9, until=2)]), 45)
    assert [slot.inject.id for slot in made.slots] == ["a"]
    assert [each.id for each in made.never] == ["b"]


@pytest.mark.parametrize("name", ["starter", "orvane_mission"])
@pytest.mark.parametrize("minutes", SESSIONS)
def test_the_sheet_is_a_sound_page_with_everything_of_each_inject(name: str, minutes: int) -> None:
    made = load(find(name))
    html = run_sheet_html(made, minutes)
    sound(html)
    words = read(html).text
    for slot in plan(made, minutes).slots:
        each = slot.inject
        assert f"{each.title}" in words
        for said in [paper.title for paper in each.documents] + [one.label for one in each.options]:
            assert " ".join(said.split()) in words
        for _, private in each.private:
            assert " ".join(private.split())[:60] in words
        for one in each.options:
            for evidence in one.evidence:
                assert " ".join(evidence.because.split()) in words


def test_what_is_left_out_stands_on_the_sheet_with_the_way_to_leave_it_out() -> None:
    words = read(run_sheet_html(load(SCENARIOS / "orvane_mission"), 90)).section("fit")
    assert "Left out, 5 of 14" in words
    assert "manual: true" in words
    assert "clearing_the_hask" in words


@pytest.mark.parametrize("text", [each for each in CORPUS if len(each) < 300])
def test_hostile_text_in_a_scenario_stays_text(text: str) -> None:
    text = text.encode("utf-8", "ignore").decode().replace("\x00", "").replace("\x1b", "")
    made = scenario(
        [
            inject(
                "a",
                option("act", label=text, case=text, advice={"chief": {"stance": "for", "says": text}}),
                title=text, situation=text, question=text, dilemma=text, expected=text, notes=text,
                private={"chief": text}, documents=[document("cable", text, title=text, sender=text)],
            )
        ],
        title=text,
        roles={"chief": {"title": text, "brief": text}},
        gauges={"trust": {"start": 5, "title": text, "unit": "k$"}},
        questions=[{"id": "q", "ask": text, "scale": 5, "when": "both"}],
    )  # fmt: skip
    sound(run_sheet_html(made, 45))


def calls_of_a_plan(injects: int) -> int:
    """How many functions are called to plan 45 minutes of so many injects: work that no busy machine changes."""
    made = waiting(injects)
    plan(made, 45)  # what is read once is read
    calls = 0

    def count(frame: object, event: str, of: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        plan(made, 45)
    finally:
        sys.setprofile(None)
    return calls


def waiting(injects: int) -> Scenario:
    """Decisions of which each asks for an earlier one and for a flag."""
    made = [
        inject(
            f"inject_{number}",
            option("act", evidence={"measure_impact" if number % 7 else "keep_revisiting": +1}, set=["seen"]),
            option("wait"),
            day=number,
            when=f"chose(inject_{number - 1}) or seen" if number else "not seen",
        )
        for number in range(injects)
    ]
    return scenario(made, lessons=["measure_impact", "keep_revisiting"], flags=["seen"], days=injects)


def test_four_times_the_injects_are_not_much_more_than_four_times_the_work() -> None:
    assert calls_of_a_plan(400) < 6 * calls_of_a_plan(100)


EPILOGUE = [
    {"about": "Two Wells", "when": "trust < 40", "text": "The well is **fenced**."},
    {"about": "The mayor", "when": "lost", "text": "He writes letters."},
    {"about": "Two Wells", "text": "Water runs."},
    {"about": "The ferry", "text": "It crosses."},
]


def test_the_epilogue_stands_on_the_sheet_by_whom_it_is_about_with_its_conditions() -> None:
    made = many(2, flags=("lost",), epilogue=EPILOGUE)
    page = run_sheet_html(made, 45)
    sound(page)
    told = page[page.index('<h2 id="epilogue">') : page.index('<h2 id="after">')]
    said = read(told).text
    assert said.index("Two Wells") < said.index("Where Trust below 40:") < said.index("The well is fenced.")
    assert said.index("The well is fenced.") < said.index("In every other case:") < said.index("Water runs.")
    assert said.index("Water runs.") < said.index("The mayor") < said.index("He writes letters.")
    assert "In every case:" in said[said.index("The ferry") :]
    assert '<a href="#epilogue">' in page
    assert 'id="epilogue"' not in run_sheet_html(many(2), 45)


def test_what_a_scenario_opens_with_is_asked_on_the_sheet_before_play() -> None:
    asks = [{"flag": "lost", "ask": "Was it lost?", "default": "yes", "from": "starter", "when": "trust < 3"}]
    page = read(run_sheet_html(many(2, flags=("lost",), opens_with=asks), 45)).text
    assert "Was it lost?yesstarter" in page.replace(" yes", "yes")
    assert "what has come before" not in read(run_sheet_html(many(2), 45)).text


@pytest.mark.parametrize("text", CORPUS[:-2])  # the format has neither control signs nor lines so long
def test_a_hostile_epilogue_stays_text(text: str) -> None:
    sound(run_sheet_html(many(1, epilogue=[{"about": text, "text": text}]), 45))
