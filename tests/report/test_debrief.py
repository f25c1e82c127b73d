"""The debrief's model: readings with their trail, decisions apart from what came of them, nothing summed up."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.exercise import commands as cmd
from game.exercise.run.run_store import ALONE, Library
from game.exercise.views.seat_view import Phase
from game.faces.debrief_numbers import forecasts
from game.report.as_json import plain
from game.report.compare import CannotCompare, compare
from game.report.debrief import debrief
from game.report.model import Debrief, LessonPart
from game.rules.judge import Outcome, Reading
from game.scenario.catalogue import catalogue
from game.scenario.scenario import Scenario
from game.words import ENGLISH
from tests import kit
from tests.kit import branch, document, ending, inject, later, option, scenario
from tests.strategies import drafts


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path)


def played(library: Library, made: Scenario, *options: str, seed: int = 7, **asked: Any) -> str:
    """Play with these options as far as they go, with commands first, before and after; return the run's name."""
    table = library.begin(made, seed)
    seat = table.seat(ALONE)
    for command in asked.get("first", ()):
        seat.submit(command)
    seat.submit(cmd.ReadBriefing())
    for command in asked.get("before", ()):
        seat.submit(command)
    for id in options:
        on_table = seat.snapshot().inject
        assert on_table
        seat.submit(cmd.Decide(inject=on_table.id, option=id, reason="So be it", confidence=4, counter="Too late"))
    for command in asked.get("after", ()):
        seat.submit(command)
    table.log.close()
    return table.name


def looked_back(library: Library, made: Scenario, *options: str, **asked: Any) -> Debrief:
    name = played(library, made, *options, **asked)
    return debrief(library.read(name), name)


def lesson(of: Debrief, id: str) -> LessonPart:
    return next(part for family in of.families for part in family.lessons if part.id == id)


def test_families_stand_in_the_catalogues_order_with_the_lessons_that_the_scenario_lists(library: Library) -> None:
    made = scenario([inject("gate", option("open"))], lessons=list(reversed(kit.LESSONS)))
    listed = [part.id for family in looked_back(library, made, "open").families for part in family.lessons]
    assert listed == [id for id in catalogue().lessons if id in kit.LESSONS]


def test_a_reading_comes_with_its_trail_its_counter_evidence_and_what_was_had_in_exchange(library: Library) -> None:
    serves = option(
        "open", label="Open it", effects={"trust": -3}, evidence={"measure_impact": 3, "protect_legitimacy": -1}
    )
    made = scenario(
        [inject("gate", serves, day=2), inject("wall", option("climb", evidence={"measure_impact": -1}), day=5)],
        lessons=["measure_impact", "protect_legitimacy"],
    )
    found = lesson(looked_back(library, made, "open", "climb"), "measure_impact")
    assert (found.reading, found.served, found.spent) == (Reading.MOSTLY_SERVED, 3, 1)
    assert (found.served_at, found.spent_at) == (1, 1)
    (served,), (spent,) = found.evidence_for, found.evidence_against
    assert (served.day, served.inject, served.option, served.weight) == (2, "gate", "Open it", 3)
    assert (served.number, spent.number) == (1, 2)
    assert served.because == "open speaks of measure_impact."
    title = catalogue().lessons["protect_legitimacy"].title
    assert tuple(map(str, served.in_exchange)) == (f"spent “{title}”: open speaks of protect_legitimacy.", "Trust -3")
    assert (spent.day, spent.inject, spent.weight, spent.in_exchange) == (5, "wall", -1, ())


@pytest.mark.parametrize(("test", "outcome"), [("trust >= 50", Outcome.HELD), ("trust > 50", Outcome.FAILED)])
def test_what_came_of_a_lesson_stands_apart_from_what_was_decided(
    library: Library, test: str, outcome: Outcome
) -> None:
    spends = option("open", evidence={"measure_impact": -3})
    made = scenario([inject("gate", spends)], lessons={"measure_impact": test})
    found = lesson(looked_back(library, made, "open"), "measure_impact")
    assert (found.reading, found.outcome) == (Reading.SPENT_ONCE, outcome)


def test_a_lesson_without_a_test_has_no_outcome_and_an_unfinished_run_has_none_at_all(library: Library) -> None:
    made = scenario(
        [inject("gate", option("open")), inject("wall", option("climb"), day=5)],
        lessons={"measure_impact": None, "protect_legitimacy": "trust >= 0"},
    )
    assert lesson(looked_back(library, made, "open", "climb"), "measure_impact").outcome is None
    unfinished = looked_back(library, made, "open")
    assert not unfinished.finished
    assert lesson(unfinished, "protect_legitimacy").outcome is None
    assert unfinished.endings == ()


def test_the_five_barriers_stand_there_whatever_was_tested(library: Library) -> None:
    made = scenario([inject("gate", option("open"))])
    assert [part.id for part in looked_back(library, made, "open").barriers] == list(catalogue().barriers)
    assert {part.reading for part in looked_back(library, made, "open").barriers} == {Reading.UNTESTED}


@pytest.mark.parametrize(("mine", "other", "kind"), [(5, -5, "better"), (-5, 5, "worse"), (0, 0, "even")])
def test_luck_is_told_with_what_it_might_have_been(library: Library, mine: int, other: int, kind: str) -> None:
    drawn = branch(1_000_000, text="It rains.", effects={"trust": mine})
    made = scenario(
        [
            inject(
                "gate", option("open", chance=[drawn, branch(1, text="The sun.", effects={"trust": other}), branch(0)])
            )
        ]
    )
    luck = looked_back(library, made, "open").decisions[0].luck
    assert luck
    assert (luck.text, luck.kind) == ("It rains.", kind)
    assert [text for _, text in luck.others] == ["The sun."]


def test_a_delayed_effect_landed_lapsed_or_was_still_on_its_way(library: Library) -> None:
    slow = [
        later(1, text="Dust.", effects={"trust": 2}),
        later(2, when="trust > 99", text="Never."),
        later(50, text="Late."),
    ]
    made = scenario([inject("gate", option("open", later=slow))], days=9)
    came = looked_back(library, made, "open").decisions[0].came
    assert [(each.day, each.text, each.status) for each in came] == [
        (1, "Dust.", "landed"), (2, "Never.", "lapsed"), (50, "Late.", "not yet"),
    ]  # fmt: skip
    assert [(move.before, move.after) for move in came[0].moves] == [(50, 52)]


def test_a_gauge_is_shown_as_it_was_and_as_it_was_known(library: Library) -> None:
    made = scenario(
        [
            inject("gate", option("open", effects={"seen": 3, "guessed": -4, "under": 9}), day=1),
            inject("wall", option("look", assess=["guessed"]), day=4),
        ],
        gauges={"seen": 10, "guessed": {"start": 20, "shown": "assessed"}, "under": {"start": 95, "shown": "hidden"}},
    )
    seen, guessed, under = looked_back(library, made, "open", "look").gauges
    assert (seen.true_points, seen.known_points) == (seen.known_points, ((0, 10), (1, 13)))
    assert (guessed.true_points, guessed.known_points) == (((0, 20), (1, 16)), ((0, 20), (4, 16)))
    assert (under.known_points, under.final, under.cuts) == (((0, 95),), 100, 1)


def test_headquarters_are_as_content_as_their_interests_say_and_their_spread_is_told(library: Library) -> None:
    made = scenario(
        [inject("gate", option("open", effects={"trust": 10, "safety": -20}))],
        roles={"civilian": {"interests": {"trust": 2}}, "soldier": {"interests": {"safety": 1}}, "clerk": {}},
    )
    found = looked_back(library, made, "open")
    assert [(each.role, each.content) for each in found.headquarters] == [("Civilian", 0.2), ("Soldier", -0.2)]
    assert found.spread == pytest.approx(0.4)


def test_forecasts_are_scored_for_calibration_and_questions_keep_both_answers(library: Library) -> None:
    made = scenario(
        [inject("gate", option("open", effects={"trust": 10}))],
        forecasts=[
            {"id": "up", "inject": "gate", "ask": "Up?", "about": "trust >= 60"},
            {"id": "low", "inject": "gate", "ask": "Low?", "about": "trust < 50"},
        ],
        questions=[{"id": "sure", "ask": "Sure?", "scale": 5, "when": "both"}],
    )
    told = (cmd.Foretell(forecast="up", percent=80), cmd.Foretell(forecast="low", percent=50))
    found = looked_back(
        library, made, "open", first=(cmd.Answer(question="sure", answer=2),), before=told,
        after=(cmd.Answer(question="sure", answer=4),),
    )  # fmt: skip
    assert [(each.ask, each.percent, each.came_true) for each in found.forecasts] == [
        ("Up?", 80, True), ("Low?", 50, False),
    ]  # fmt: skip
    assert found.brier == pytest.approx(0.145)
    assert "Brier" not in str(forecasts(ENGLISH, found))
    assert [(each.before, each.after) for each in found.answers] == [(2, 4)]


def test_papers_left_closed_are_named(library: Library) -> None:
    made = scenario([inject("gate", option("open"), documents=[document(title="One"), document(title="Two")])])
    part = looked_back(library, made, "open", before=(cmd.OpenDocument(inject="gate", document=1),)).decisions[0]
    assert (part.documents_opened, part.documents_offered, part.unread) == (1, 2, ("One",))


def test_an_inject_that_nobody_could_answer_is_told_as_passed(library: Library) -> None:
    made = scenario([inject("gate", option("open", requires="trust > 99")), inject("wall", option("climb"), day=3)])
    passed, climbed = looked_back(library, made, "climb").decisions
    assert (passed.inject, passed.option, [each.closed for each in passed.others]) == ("gate", "", [True])
    assert climbed.option == "Climb"


@settings(max_examples=20)
@given(draft=drafts(), seed=st.integers(0, 20))
def test_the_weights_of_every_trail_add_up_to_what_the_judge_counted(
    tmp_path_factory: pytest.TempPathFactory, draft: dict[str, Any], seed: int
) -> None:
    library = Library(tmp_path_factory.mktemp("runs"))
    table = library.begin(kit.compiled(draft), seed)
    seat = table.seat(ALONE)
    seat.submit(cmd.ReadBriefing())
    while (view := seat.snapshot()).phase is not Phase.OVER and view.inject:
        if view.inject.written and not view.inject.answer:
            seat.submit(cmd.WriteAnswer(inject=view.inject.id, text="We own it."))
            continue
        open_now = [each.id for each in view.inject.options if not each.closed]
        seat.submit(
            cmd.Decide(inject=view.inject.id, option=open_now[0])
            if open_now
            else cmd.Acknowledge(inject=view.inject.id)
        )
    table.log.close()
    found = debrief(library.read(table.name), table.name)
    for family in found.families:
        for part in family.lessons:
            assert sum(mark.weight for mark in part.evidence_for) == part.served
            assert -sum(mark.weight for mark in part.evidence_against) == part.spent


def keys(data: Any) -> set[str]:
    """Every key in plain data, at any depth."""
    if isinstance(data, dict):
        return set(data) | {key for value in data.values() for key in keys(value)}
    return {key for value in data for key in keys(value)} if isinstance(data, list) else set()


def test_nothing_is_summed_up_to_a_score_a_percentage_or_a_rank(library: Library) -> None:
    made = scenario([inject("gate", option("open", evidence={"measure_impact": 3}))], lessons=["measure_impact"])
    names = keys(plain(looked_back(library, made, "open")))
    assert not names & {"score", "total", "percentage", "rank", "grade", "points", "correct", "passed"}


def test_two_runs_part_at_the_first_decision_that_differs(library: Library) -> None:
    made = scenario([inject("gate", option("open"), option("shut")), inject("wall", option("climb"), day=3)])
    names = [played(library, made, first, "climb") for first in ("open", "shut")]
    found = compare(*((name, library.read(name)) for name in names))
    assert found.parted == "Gate"
    assert [(pair.left, pair.right, pair.same) for pair in found.decisions] == [
        ("Open", "Shut", False), ("Climb", "Climb", True),
    ]  # fmt: skip


def test_runs_of_two_texts_cannot_be_laid_side_by_side(library: Library) -> None:
    one = scenario([inject("gate", option("open"))])
    other = scenario([inject("gate", option("open", label="Open up"))])
    runs = [(name, library.read(name)) for name in (played(library, one, "open"), played(library, other, "open"))]
    with pytest.raises(CannotCompare, match="changed text"):
        compare(*runs)


def test_a_debrief_changes_nothing_in_the_run(library: Library) -> None:
    made = scenario([inject("gate", option("open"))], endings=[ending("end")])
    run = library.read(played(library, made, "open"))
    before = replace(run)
    assert debrief(run, "it") == debrief(run, "it")
    assert run == before
