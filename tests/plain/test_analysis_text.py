"""An analysis in plain lines: everything of the page, findings first, in words alone."""

import io
import re

import pytest

from game.faces.analysis import document
from game.faces.lines import report as told
from game.faces.wrapping import cells, wrapped
from game.plain.talk import Talk
from game.report import analysis_intros
from game.report.analysis import AnalysisReport
from game.words import ENGLISH
from tests.analysis import page
from tests.plain.robot import unsafe
from tests.plain.test_hostile import NAUGHTY
from tests.report_html.hostile import poisoned

TITLES = ["What to mend:", "How to read the numbers:", "Endings:", "Lessons:", "Gauges:", "Naive strategies:"]
TITLES += ["What each decision teaches:", "How large a class:"]
TITLES += ["How it was worked out:", "Every inject, and how it is reached:"]


def lines(report: AnalysisReport) -> list[str]:
    return told(ENGLISH, document(ENGLISH, report))


def test_the_sections_come_in_their_order_findings_first() -> None:
    said = lines(page.everything())
    assert said[0] == "Analysis: A page of everything."
    assert [line for line in said if line in TITLES] == TITLES


def test_every_section_says_how_its_numbers_are_to_be_read() -> None:
    said = lines(page.everything())
    assert {analysis_intros.ENDINGS, analysis_intros.LESSONS, analysis_intros.HEAT} <= set(said)


def test_everything_of_the_page_is_in_it() -> None:
    made = page.everything()
    text = "\n".join(lines(made))
    for each in made.findings:
        assert f"{each.place}: {each.level} {each.code}:\n  {each.says} {each.cure}" in text
    for row in (*made.endings, *made.lessons, *made.gauges):
        assert f"- {row.title}. at random: {row.random}; at least: {row.least}; at most: {row.greatest};" in text
    for part in made.decisions:
        assert f"{part.title}:\n\n{part.id}, {part.when}, comes up: {part.chance}" in text
        for option in part.options:
            assert f"  - {option.label} ({option.id}): open {option.open}, taken {option.taken}" in text
            assert all(mark in text for mark in option.marks)
    for strategy in made.strategies:
        assert f"- {strategy.name}." in text
    for name, how in made.questions:
        assert f"- {name}: {how}" in text


def test_a_number_and_its_sign_stay_on_one_line() -> None:
    for width in (60, 80, 100):
        made = wrapped(lines(page.sampled()), width)
        assert all(cells(line) <= width for line in made)
        assert not [line for line in made if re.match(r"\s*%", line)]


@pytest.mark.parametrize("text", NAUGHTY)
def test_no_text_of_a_scenario_acts_in_the_stream(text: str) -> None:
    stream = io.StringIO()
    Talk(writer=stream).say(lines(poisoned(page.everything(), text)))
    assert not unsafe(stream.getvalue())
    assert all(cells(line) <= 80 for line in stream.getvalue().split("\n"))
