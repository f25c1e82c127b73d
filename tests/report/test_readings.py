"""Readings in words: one place says them, every form of a run shows the same, and none says more than its evidence."""

import re
from itertools import pairwise
from pathlib import Path

import pytest

from game.exercise.run.run_store import Library
from game.plain import debrief_text
from game.plain.compare_text import comparison_lines
from game.report import readings
from game.report.as_json import plain
from game.report.compare import compare
from game.report.debrief import debrief
from game.report.html.class_page import class_parts
from game.report.html.page import class_html, debrief_html
from game.report.model import Debrief, LessonPart
from game.rules.judge import Reading
from game.scenario.load import find, load
from game.ui.pages.compare import compare as compared
from game.ui.pages.debrief import sections
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
    return flat("\n".join(section.write(200).plain for section in sections(of, long=True, unfolded=unfolded)))


def said_of(text: str, part: LessonPart) -> bool:
    """Whether a text says this lesson's own word of it: under its title, folded, or at its decision."""
    title, word = re.escape(part.title), re.escape(readings.words(part.reading).title)
    if part.reading.once:
        return re.search(rf"{word}:? [^.]*{title} \({part.trail[0].number}\)", text) is not None
    if part.reading is Reading.UNTESTED:
        return f"{readings.words(part.reading).title}. No decision you took bore on" in text and part.title in text
    beneath = re.escape(flat(readings.sentence(part)))
    return re.search(rf"{title}\.? {re.escape(part.imperative)} (. )?{word}\.? {beneath}", text) is not None


def test_every_form_of_a_run_says_the_same_word_of_each_lesson(run: Debrief) -> None:
    forms = {
        "screen": screen(run),
        "plain": flat("\n".join(debrief_text.lines(debrief_text.sections(run)))),
        "page": flat(read(debrief_html(run)).text),
    }
    for part in lessons(run):
        for form, text in forms.items():
            assert said_of(text, part), (form, part.title, part.reading)
    for part, row in zip(
        lessons(run), [part for family in plain(run)["families"] for part in family["lessons"]], strict=True
    ):
        assert row["reading"] == str(part.reading)
    cells = {row.title: row.cells for family in class_parts([("A", run), ("B", run)]).families for row in family.rows}
    for part in lessons(run):
        if part.title in cells:
            assert {cell.reading.words for cell in cells[part.title]} == {readings.words(part.reading).title}
        else:
            assert part.reading is Reading.UNTESTED


def test_two_runs_beside_each_other_are_told_in_the_words_of_their_debriefs(tmp_path: Path) -> None:
    library, starter = Library(tmp_path), load(find("starter"))
    runs = [played(library, starter, pick=pick) for pick in (0, 1)]
    debriefs = [debrief(run, name) for name, run in runs]
    both = compare(*runs)
    said, shown = flat("\n".join(comparison_lines(both))), flat(compared(both, 200).plain)
    differing = [pair for pair in zip(*map(lessons, debriefs), strict=True) if pair[0].reading is not pair[1].reading]
    assert differing
    for left, right in differing:
        titles = [readings.words(part.reading).title for part in (left, right)]
        assert f"{left.title}: first {titles[0].lower()}, second {titles[1].lower()}." in said
        signs = [readings.words(part.reading).sign for part in (left, right)]
        assert f"≠ {left.title} {signs[0]} {titles[0]} │ {signs[1]} {titles[1]}" in shown


def test_no_form_has_a_school_mark_or_a_word_of_the_verdicts(run: Debrief) -> None:
    pages = [debrief_html(run), class_html([("A", run), ("B", run)])]
    for text in (
        screen(run),
        screen(run, unfolded=True),
        "\n".join(debrief_text.lines(debrief_text.sections(run, debrief_text.Form.BOTH))),
        *(read(page).text for page in pages),
        *(section.entry().plain for section in sections(run, long=False)),
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
        numbers = {int(number) for number in re.findall(r"\d+", readings.sentence(part))}
        assert numbers == {mark.number for mark in part.trail}
        for mark in part.trail:
            assert run.decisions[mark.number - 1].inject == mark.inject
