"""The long form: within its words, each thing told once, each number of a decision that there is.

Long form of the test: `python -m tests.endurance.long_forms`.
"""

import re
import textwrap
from dataclasses import replace

import pytest

from game.faces import long_form, talk
from game.faces.debrief import document as whole_debrief
from game.faces.leafing import leaves
from game.faces.lines import report
from game.faces.report_page import debrief_html
from game.report.debrief import debrief
from game.report.model import Debrief, NotePart, Opened
from game.scenario.load import load, shipped
from game.words import ENGLISH
from tests.report.fronts import made_up, random_run
from tests.report.long_forms import twice, untrue
from tests.report.test_front import LEVEL, looked, run_of, three
from tests.report_html.reading import read

RUNS = 4


@pytest.mark.parametrize("name", sorted(shipped()))
def test_random_runs_keep_to_their_words_and_tell_nothing_twice(name: str) -> None:
    scenario = load(shipped()[name])
    for seed in range(RUNS):
        run = random_run(scenario, seed)
        for known in (made_up(run), Opened()):
            assert list(untrue(debrief(run, "a-run", opened=known))) == [], f"{name}, seed {seed}"


def test_long_reasons_do_not_break_the_budget() -> None:
    run = random_run(load(shipped()["starter"]), 1)
    made = debrief(run, "a-run", opened=made_up(run))
    wordy = tuple(
        replace(part, reason="why " * 80, counter="but " * 80, notes=("note " * 90,)) for part in made.decisions
    )
    assert list(untrue(replace(made, decisions=wordy))) == []


def said(made: Debrief) -> str:
    return "\n".join(report(ENGLISH, long_form.document(ENGLISH, made)))


def test_a_card_tells_the_exchange_and_a_lesson_its_reading_and_where() -> None:
    told = said(looked(run_of(three(), "open", "walk", "climb")))
    assert told.count("open speaks of measure_impact.") == 1
    assert "Serves “Measure what changes”: open speaks of measure_impact." in told
    assert "At once: Safety fell by 20." in told
    assert "Measure what changes: served each time: 1, 2, 3" in told
    assert "- “Shut”" in told
    assert "“From the ferry”; “A table”." in told


def test_what_the_author_wrote_twice_is_told_at_its_first_place() -> None:
    made = looked(run_of(three(), "open", "walk", "climb"))
    same = "The very same reason is given here and at another place."
    families = tuple(
        replace(family, lessons=tuple(
            replace(part, evidence_for=tuple(replace(mark, because=same) for mark in part.evidence_for))
            for part in family.lessons
        ))
        for family in made.families
    )  # fmt: skip
    told = said(replace(made, families=families))
    assert told.count(same) == 1
    assert "as at 1." in told


def test_a_note_on_a_decision_stands_there_and_one_on_the_run_at_the_end() -> None:
    made = looked(run_of(three(), "open", "walk", "climb"))
    first = replace(made.decisions[0], notes=("Ask the ferry.",))
    notes = (NotePart(first.title, "Ask the ferry."), NotePart("", "A word on it all."))
    told = said(replace(made, decisions=(first, *made.decisions[1:]), notes=notes))
    assert told.count("Ask the ferry.") == 1
    assert told.index("Ask the ferry.") < told.index("A word on it all.")


def test_the_talk_asks_with_this_runs_numbers_and_takes_as_long_as_it_says() -> None:
    made = looked(run_of(three(), "open", "walk", "climb"), LEVEL)
    short, long = list(talk.short(ENGLISH, made)), list(talk.long(ENGLISH, made))
    assert sum(minutes for minutes, _ in short) == 5
    assert sum(minutes for minutes, _ in long) == 20
    assert short[1][1] == "1 “Gate” put 8 of Trust out of reach: would you buy it again, and from whom?"
    assert long[3][1] == "Read “From the ferry” of 1 aloud: would it have moved you?"
    nothing = replace(made, front=None)
    assert sum(minutes for minutes, _ in talk.long(ENGLISH, nothing)) == 20


def test_the_talk_has_two_other_forms_with_the_same_numbers_in_full_and_not_in_the_long_form() -> None:
    made = looked(run_of(three(), "open", "walk", "climb"), LEVEL)
    review, plus_delta = list(talk.review(ENGLISH, made)), list(talk.plus_delta(ENGLISH, made))
    assert [each.split("?")[0] for each in review] == [
        "What was meant to happen", "What did happen", "Why was there a difference",
        "What do you keep, and what do you do another way",
    ]  # fmt: skip
    assert "put 8 of Trust out of reach" in review[1]
    assert [sign for sign, _ in plus_delta] == ["+", "+", "Δ", "Δ"]
    assert made.front
    assert made.front.exchange
    assert made.front.exchange.bought in plus_delta[0][1]
    assert made.front.exchange.paid in plus_delta[2][1]
    full = " ".join(report(ENGLISH, whole_debrief(ENGLISH, made)))
    for each in (*review, *(asked for _, asked in plus_delta)):
        assert each in full
    assert "after-action review" not in said(made)
    nothing = replace(made, front=None)
    assert len(list(talk.review(ENGLISH, nothing))) == 4
    assert [sign for sign, _ in talk.plus_delta(ENGLISH, nothing)] == ["+", "Δ"]


def test_a_sentence_told_twice_is_found() -> None:
    line = "One two three four five six seven eight words."
    assert list(twice([line, f"- {line}"], []))
    assert not list(twice([line, "“One two three four five six seven eight words.”"], []))


def test_in_a_small_window_the_first_page_takes_two_screens() -> None:
    made = looked(run_of(three(), "open", "walk", "climb"), LEVEL)
    (first, *_) = leaves(long_form.document(ENGLISH, made), headed=True)
    rows = [row for line in first.write(59).plain.rstrip().split("\n") for row in textwrap.wrap(line, 59) or [""]]
    assert "" not in rows[2:]  # no rows between
    for seed in range(6):
        run = random_run(load(shipped()["starter"]), seed)
        (first, *_) = leaves(long_form.document(ENGLISH, debrief(run, "a-run", opened=made_up(run))), headed=True)
        rows = [row for line in first.write(59).plain.rstrip().split("\n") for row in textwrap.wrap(line, 59) or [""]]
        assert len(rows) <= 2 * 20, seed


@pytest.mark.parametrize("name", ["starter", "orvane_mission"])
def test_every_form_holds_the_same_facts(name: str) -> None:
    run = random_run(load(shipped()[name]), 4)
    made = debrief(run, "a-run", opened=made_up(run))
    shown = long_form.document(ENGLISH, made)
    forms = {
        "plain": "\n".join(report(ENGLISH, shown)),
        "page": read(debrief_html(made)).text,
        "screen": "\n".join(leaf.write(200).plain for leaf in leaves(shown, {})),
    }
    facts = {form: " ".join(text.split()) for form, text in forms.items()}
    titles = {part.title for part in made.decisions} | {part.option for part in made.decisions if part.option}
    titles |= {part.title for part in made.gauges} | {title for title, _ in made.endings}
    titles |= {each.title for family in made.families for each in family.lessons if each.trail}
    for form, text in facts.items():
        assert not [title for title in titles if " ".join(title.split()) not in text], form
    figures = {str(each.start) for each in made.gauges} | {str(each.final) for each in made.gauges}
    figures |= {str(number) for number in range(1, len(made.decisions) + 1)}
    found = {form: figures & set(re.findall(r"\d+", text)) for form, text in facts.items()}
    assert found == dict.fromkeys(forms, figures)
