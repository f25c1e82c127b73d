"""Doctrine on the lessons: printed only where it was checked, cited whole; named operations for facilitators alone."""

import dataclasses
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from game.cli import cli
from game.exercise.run.run_store import Library
from game.exercise.views.facilitator_view_builder import named
from game.faces.lessons import in_full
from game.faces.report_page import debrief_html
from game.faces.sheet import run_sheet_html
from game.report.debrief import debrief
from game.scenario.catalogue import Reference, catalogue, for_facilitators
from game.scenario.load import load, shipped
from game.words import ENGLISH
from tests.data.references import NAMES_AN_OPERATION, UNVERIFIED, VERIFIED
from tests.faces import telling
from tests.report_html.conftest import played
from tests.shingles import kept, runs

WITHOUT_THEN = {"force_protection_vs_development", "notice_whose_ear_you_have"}
"""Lessons on which nothing of the briefing's time could be checked."""


def everything() -> list[tuple[str, Reference]]:
    """Every lesson with each of its references, open or the facilitator's."""
    open_to_all = [(id, each) for id, lesson in catalogue().lessons.items() for each in lesson.references]
    return open_to_all + [(id, each) for id, found in for_facilitators().items() for each in found]


def test_nothing_is_printed_that_was_not_checked() -> None:
    for lesson, reference in everything():
        assert reference.source in VERIFIED[lesson], (lesson, reference.source)
        assert (lesson, reference.source) not in UNVERIFIED


def test_every_lesson_has_doctrine_of_today_and_all_but_two_have_that_of_then() -> None:
    then = {lesson for lesson, reference in everything() if reference.then}
    now = {lesson for lesson, reference in everything() if not reference.then}
    assert now == set(catalogue().lessons)
    assert set(catalogue().lessons) - then == WITHOUT_THEN


def test_a_reference_is_cited_by_title_and_body_and_without_an_address() -> None:
    for lesson, reference in everything():
        assert reference.title, lesson
        assert reference.body, lesson
        assert len(reference.says.split()) >= 5, lesson
        assert "http" not in reference.said
        assert "www" not in reference.said
        assert reference.cited in reference.said


def test_no_sentence_of_doctrine_repeats_the_notes_from_which_it_was_written() -> None:
    notes = kept("doctrine")
    assert len(notes) > 1_000
    found = [
        (lesson, each.source, said)
        for lesson, each in everything()
        for said, hashed in runs(each.says, "doctrine")
        if hashed in notes
    ]
    assert not found


def test_each_sentence_of_doctrine_is_said_once() -> None:
    says = [each.says for _, each in everything()]
    assert len(says) == len(set(says))


def test_a_year_that_was_not_seen_is_not_printed_and_its_caveat_is() -> None:
    undated = [reference for _, reference in everything() if not reference.year]
    assert undated
    assert all(reference.caveat and not reference.then for reference in undated)


def test_what_names_an_operation_is_the_facilitators_alone() -> None:
    open_to_all = {each.source for lesson in catalogue().lessons.values() for each in lesson.references}
    assert not open_to_all & NAMES_AN_OPERATION
    assert {each.source for found in for_facilitators().values() for each in found} <= NAMES_AN_OPERATION


def secret() -> list[str]:
    return [each.title for found in for_facilitators().values() for each in found]


def test_no_form_that_a_player_gets_names_an_operation(tmp_path: Path) -> None:
    name, run = played(Library(tmp_path), load(shipped()["ridge_prt"]), pick=1)
    made = debrief(run, name)
    assert made.doctrine
    shown = [json.dumps(dataclasses.asdict(made), default=str), debrief_html(made)]
    shown += [*telling.screens(made, unfolded=True, width=100).values()]
    shown += [CliRunner().invoke(cli, ["lessons", "connect_prts_to_development"]).output]
    shown += [CliRunner().invoke(cli, ["lessons", "--json"]).output]
    known = catalogue()
    shown += [repr(in_full(ENGLISH, known))]
    for title in secret():
        assert not [text[:60] for text in shown if title[:40] in text], title


def test_the_foot_of_a_debrief_says_then_and_now_of_what_was_at_stake(tmp_path: Path) -> None:
    name, run = played(Library(tmp_path), load(shipped()["ridge_prt"]), pick=1)
    made = debrief(run, name)
    page = debrief_html(made)
    last = telling.screens(made, unfolded=True, width=1000)["doctrine"]
    for part in made.doctrine:
        assert part.lesson in last
        assert part.lesson in page
    assert any(said.startswith("Then: ") for part in made.doctrine for said in part.said)


def test_desk_and_run_sheet_tell_the_facilitator_what_names_an_operation() -> None:
    ridge = load(shipped()["ridge_prt"])
    inject = ridge.inject("four_million")
    page = run_sheet_html(ridge, 180)
    assert named(inject)
    assert "For you alone." in page
    assert any(title[:40] in page for title in secret())


@pytest.mark.parametrize("lesson", ["own_the_politics", "keep_revisiting"])
def test_a_lesson_in_full_ends_with_its_doctrine(lesson: str) -> None:
    output = CliRunner().invoke(cli, ["lessons", lesson]).output
    for reference in catalogue().lessons[lesson].references:
        assert " ".join(reference.said.split()) in " ".join(output.split())
