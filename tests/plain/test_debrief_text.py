"""The debrief and the comparison as lines: pure, in words, without a sign to look at."""

import re
import unicodedata
from pathlib import Path

import pytest

from game.exercise.commands import AddNote, Decide, ReadBriefing
from game.exercise.run.run_store import ALONE, Library
from game.exercise.views.seat_view import Phase
from game.plain import debrief_text
from game.plain.compare_text import comparison_lines
from game.plain.debrief_text import Form, lines, sections
from game.report.compare import compare
from game.report.debrief import debrief
from game.report.model import Debrief
from game.scenario.load import find, load
from game.scenario.scenario import Scenario
from tests.kit import branch, ending, inject, later, option, scenario


def played(library: Library, text: Scenario, *options: str, note: str = "") -> str:
    """Play a run with these options at its injects, as far as they go; return its name."""
    table = library.begin(text, 7)
    seat = table.seat(ALONE)
    seat.submit(ReadBriefing())
    for id in options:
        view = seat.snapshot()
        assert view.inject
        seat.submit(Decide(inject=view.inject.id, option=id, reason="So be it", confidence=4, counter="Too late"))
    if note:
        seat.submit(AddNote(text=note))
    table.log.close()
    return table.name


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path)


@pytest.fixture
def text() -> Scenario:
    return scenario(
        [
            inject(
                "gate",
                option(
                    "open", effects={"trust": 5, "safety": -60}, evidence={"measure_impact": 2, "keep_revisiting": -3}
                ),
                option("shut", evidence={"measure_impact": -3}, case="Safe."),
                dilemma="In or out.",
                expected="Asks who knocks.",
            ),
            inject(
                "road",
                option(
                    "walk",
                    effects={"trust": 1},
                    evidence={"measure_impact": -1},
                    chance=[branch(1, text="Rain."), branch(1, text="Sun.", effects={"trust": 3})],
                    later=[later(1, text="Dust."), later(2, when="trust > 99", text="Never."), later(50, text="Late.")],
                ),
                option("ride", requires="trust > 99"),
                day=2,
            ),
            inject("wall", option("climb", requires="trust > 99"), day=5),
        ],
        gauges={"trust": 50, "safety": {"start": 50, "shown": "assessed"}, "secret": {"start": 5, "shown": "hidden"}},
        lessons={"measure_impact": "trust >= 50", "keep_revisiting": None, "protect_legitimacy": None},
        endings=[ending("end")],
        days=9,
    )


def of(library: Library, run: str) -> Debrief:
    return debrief(library.read(run), run)


def flat(made: list[str]) -> str:
    return "\n".join(made)


def test_a_lesson_shows_its_evidence_its_counter_evidence_and_what_was_got_in_exchange(
    library: Library, text: Scenario
) -> None:
    said = flat(lines(sections(of(library, played(library, text, "open", "walk")))))
    for sentence in (
        "  Both ways. Served at 1, spent at 2; neither outweighs the other.",
        "  - Served, weight 2 of 3, decision 1 (day 0), Gate: Open. Because: open speaks of measure_impact.",
        "    It cost: Safety fell by 50.",
        "  - Spent, weight 1 of 3, decision 2 (day 2), Road: Walk. Because: walk speaks of measure_impact.",
        "    It bought: Trust rose by 1.",
        "  What came of it: it held in the end (Trust at 50 or above).",
        "Not at stake. No decision you took bore on it.",
        "- Guard the legitimacy you stand on.",
    ):
        assert sentence in said


def test_lessons_of_one_decision_fold_into_a_line_and_are_told_at_that_decision(
    library: Library, text: Scenario
) -> None:
    said = flat(lines(sections(of(library, played(library, text, "open", "walk")))))
    assert "Spent once: Keep the question open (1)." in said
    told = said.partition("Decision 1. ")[2].partition("Decision 2. ")[0]
    assert "  Spent once: Keep the question open. Because: open speaks of keep_revisiting." in told
    assert said.count("open speaks of keep_revisiting") == 2  # there, and as what another lesson cost


def test_decisions_tell_reason_luck_what_came_back_and_what_else_was_open(library: Library, text: Scenario) -> None:
    said = flat(lines(sections(of(library, played(library, text, "open", "walk", note="Remember the rain")))))
    for sentence in (
        "Day 0, Gate.",
        "  In or out.",
        "  Your reason: So be it. How sure: 4 of 10.",
        "  Against it you said: Too late.",
        "  Safety fell by 50 to 0, for the worse. It can go no further.",
        "    Asks who knocks.",
        "  Day 3, came back: Dust.",
        "  Day 4, did not come about: Never.",
        "  Day 52, was still on its way at the end: Late.",
        "  It passed unanswered: no option was open.",
        "  - Shut.",
        "    The case for it: “Safe.”",
        "    It would spend: Measure what changes.",
        "  - Ride. It was closed.",
        "Safety: from 50 to 0, for the worse.",
        "  As it was: 50 at first, 0 on day 0.",
        "  As you knew it: 50 at first; last looked at on day 0.",
        "  1 effect cut short, because it could go no further.",
        "  As you knew it: never shown to you.",
        "- On the run: Remember the rain",
    ):
        assert sentence in said
    assert re.search(r"1 in 2, and it happened: (Rain|Sun)\.", said)
    assert re.search(r"It could have been, 1 in 2: (Rain|Sun)\.", said)


def test_an_unfinished_run_says_so(library: Library, text: Scenario) -> None:
    said = flat(lines(sections(of(library, played(library, text, "open")))))
    assert "This run is not finished; the debrief goes as far as it was played." in said


def test_a_run_without_a_decision_has_a_debrief(library: Library, text: Scenario) -> None:
    said = flat(lines(sections(of(library, played(library, text)))))
    assert "No decision was taken." in said
    assert "Chance had no part in this run." in said
    assert "No notes were written." in said


def test_the_five_barriers_stand_on_every_debrief(library: Library, text: Scenario) -> None:
    barriers = debrief_text.barriers(of(library, played(library, text, "shut")))
    assert sum(line.startswith("  Ask:") for line in barriers) == 5


@pytest.mark.parametrize(("form", "title"), [(Form.SHORT, "5"), (Form.LONG, "20"), (Form.BOTH, "5 or 20")])
def test_the_talk_has_a_short_and_a_long_form(form: Form, title: str, library: Library, text: Scenario) -> None:
    made = of(library, played(library, text))
    talk = debrief_text.talk(made, form)
    assert talk.title == f"For a talk of {title} minutes"
    assert (f"- {made.what.long[0]}" in talk.lines) is (form is not Form.SHORT)
    assert (f"- {made.what.short[0]}" in talk.lines) is (form is not Form.LONG)


def test_no_total_no_percentage_and_no_sign(library: Library) -> None:
    starter = load(find("starter"))
    table = library.begin(starter, 7)
    seat = table.seat(ALONE)
    seat.submit(ReadBriefing())
    from game.exercise.commands import Acknowledge

    while (view := seat.snapshot()).phase is not Phase.OVER:
        assert view.inject
        if view.phase is Phase.READ:
            seat.submit(Acknowledge(inject=view.inject.id))
        else:
            seat.submit(Decide(inject=view.inject.id, option=view.inject.options[0].id))
    table.log.close()
    said = flat(lines(sections(of(library, table.name), Form.BOTH)))
    assert "%" not in said
    assert not {letter for letter in said if unicodedata.category(letter) in ("So", "Sm") and letter not in "+"}
    assert not re.search(r"\b(score of|total|rank)\b", said, re.I)


def test_two_runs_are_told_apart(library: Library, text: Scenario) -> None:
    names = [played(library, text, *options) for options in (("open", "walk"), ("shut", "walk"), ("open",))]
    runs = [(name, library.read(name)) for name in names]
    said = flat(comparison_lines(compare(runs[0], runs[1])))
    for sentence in (
        f"The first is {names[0]}, at Day 9 of 9.",
        "They part at “Gate”.",
        "- Gate, different:\n  The first, day 0: Open.\n  The second, day 0: Shut.",
        "- Road, the same in both: Walk.",
        "better in the first.",
        "- Measure what changes: first both ways, second spent each time.",
        "- The first: End.",
    ):
        assert sentence in said
    other = flat(comparison_lines(compare(runs[0], runs[2])))
    assert "  The second: on the table." in other
    assert "- The second: it is not finished." in other
    same = flat(comparison_lines(compare(runs[0], runs[0])))
    assert "They never part." in same
    assert "Lessons that differ:\nNone." in same
