"""Readings in words: one place says them, every form of a run shows the same, and none says more than its evidence."""

import re
from itertools import pairwise
from pathlib import Path

import pytest

from game.exercise.run.run_store import Library
from game.faces.class_debrief import lessons as lessons_of_class
from game.faces.compare import document as compared
from game.faces.leafing import leaves, whole
from game.faces.lines import report
from game.faces.model import Grid
from game.faces.model import plain as plain_text
from game.faces.report_page import class_html, debrief_html
from game.report import readings
from game.report.as_json import plain
from game.report.compare import compare
from game.report.debrief import debrief
from game.report.model import Debrief, LessonPart
from game.rules.judge import Reading
from game.scenario.load import find, load
from game.words import ENGLISH
from tests.faces import telling
from tests.report_html.conftest import played
from tests.report_html.reading import read

SCHOOL_MARKS = set("✓✗≈□■")
OLD_WORDS = re.compile(r"mostly kept|in the balance|\btraded\b|\bstrained\b|\bevidenced\b", re.I)


@pytest.fixture(scope="module", params=["starter", "orvane_mission"])
def run(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Debrief:
    library = Library(tmp_path_factory.mktemp("runs"))
    name, run = played(library, load(find(request.param)), pick=1)
    return debrief(run, name)


def lessons(of: Debrief) -> list[LessonPart]:
    return [part for family in of.families for part in family.lessons]


def flat(text: str) -> str:
    return " ".join(text.split())


def screen(of: Debrief, unfolded: bool = False) -> str:
    return flat(telling.screen(of, unfolded))


def said_of(text: str, part: LessonPart) -> bool:
    """Whether a text says this lesson's own word of it: under its title, folded, or at its decision."""
    title, word = re.escape(part.title), re.escape(readings.words(part.reading).title)
    if part.reading.once:
        return re.search(rf"{word}:? [^.]*{title} \({part.trail[0].number}\)", text) is not None
    if part.reading is Reading.UNTESTED:
        return f"{readings.words(part.reading).title}. No decision you took bore on" in text and part.title in text
    beneath = re.escape(flat(readings.sentence(ENGLISH, part)))
    return re.search(rf"{title}\.? {re.escape(part.imperative)} (. )?{word}\.? {beneath}", text) is not None


def test_every_form_of_a_run_says_the_same_word_of_each_lesson(run: Debrief) -> None:
    forms = {
        "screen": screen(run),
        "plain": flat(telling.said(run)),
        "page": flat(read(debrief_html(run, full=True)).text),
    }
    for part in lessons(run):
        for form, text in forms.items():
            assert said_of(text, part), (form, part.title, part.reading)
    for part, row in zip(
        lessons(run), [part for family in plain(run)["families"] for part in family["lessons"]], strict=True
    ):
        assert row["reading"] == str(part.reading)
    (grid,) = [each for each in lessons_of_class(ENGLISH, [("A", run), ("B", run)]).blocks if isinstance(each, Grid)]
    cells = {plain_text(row[0]): [plain_text(cell) for cell in row[1:]] for row in grid.rows}
    for part in lessons(run):
        if part.title in cells:
            assert all(readings.words(part.reading).title in cell for cell in cells[part.title])
        else:
            assert part.reading is Reading.UNTESTED


def test_two_runs_beside_each_other_are_told_in_the_words_of_their_debriefs(tmp_path: Path) -> None:
    library, starter = Library(tmp_path), load(find("starter"))
    runs = [played(library, starter, pick=pick) for pick in (0, 1)]
    debriefs = [debrief(run, name) for name, run in runs]
    both = compare(*runs)
    document = compared(ENGLISH, both)
    said, shown = flat("\n".join(report(ENGLISH, document))), flat(whole(document, 200).plain)
    differing = [pair for pair in zip(*map(lessons, debriefs), strict=True) if pair[0].reading is not pair[1].reading]
    assert differing
    for left, right in differing:
        titles = [readings.words(part.reading).title for part in (left, right)]
        assert f"{left.title}. First: {titles[0].lower()}; Second: {titles[1].lower()}." in said
        signs = [readings.words(part.reading).sign for part in (left, right)]
        assert f"{left.title} {signs[0]} {titles[0].lower()} {signs[1]} {titles[1].lower()}" in shown


def test_no_form_has_a_school_mark_or_a_word_of_the_verdicts(run: Debrief) -> None:
    pages = [debrief_html(run), class_html([("A", run), ("B", run)])]
    for text in (
        screen(run),
        screen(run, unfolded=True),
        telling.said(run, letters=False),
        *(read(page).text for page in pages),
        *(leaf.entry.plain for leaf in leaves(telling.document(run))),
    ):
        assert not SCHOOL_MARKS & set(text)
        assert not OLD_WORDS.search(text)


def test_the_json_keeps_verdict_and_words_of_the_first_edition_where_they_stood(run: Debrief) -> None:
    rows = [part for family in plain(run)["families"] for part in family["lessons"]]
    added = ("reading", "served_at", "spent_at")
    for row in rows:
        assert [key for key in row if key not in added] == [
            "id", "family", "title", "imperative", "listed", "verdict", "verdict_title", "said", "served", "spent",
            "outcome", "test", "evidence_for", "evidence_against", "probe",
        ]  # fmt: skip
    assert {row["verdict"] for row in rows} <= {"untested", "evidenced", "strained", "traded"}
    assert {row["verdict_title"] for row in rows} <= {"Not at stake", "Mostly kept", "Mostly spent", "In the balance"}


def test_lessons_stand_both_ways_first_and_within_that_as_in_the_catalogue(run: Debrief) -> None:
    for family in run.families:
        listed = readings.ordered(family.lessons)
        assert [part.reading.place for part in listed] == sorted(part.reading.place for part in listed)
        for one, other in pairwise(listed):
            if one.reading.place == other.reading.place:
                assert family.lessons.index(one) < family.lessons.index(other)


def test_lessons_of_one_decision_are_folded_on_the_screen_until_a_key_unfolds_them(run: Debrief) -> None:
    folded, unfolded = screen(run), screen(run, unfolded=True)
    once = [part for part in lessons(run) if part.reading.once]
    assert once
    for part in once:
        assert part.imperative not in folded or part.id in {barrier.id for barrier in run.barriers}
        assert part.imperative in unfolded


def test_every_number_in_a_sentence_is_that_of_a_decision_that_bore_on_the_lesson(run: Debrief) -> None:
    for part in lessons(run):
        numbers = {int(number) for number in re.findall(r"\d+", readings.sentence(ENGLISH, part))}
        assert numbers == {mark.number for mark in part.trail}
        for mark in part.trail:
            assert run.decisions[mark.number - 1].inject == mark.inject
