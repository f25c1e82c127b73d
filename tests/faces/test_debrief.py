"""A debrief told once: every face says the same, and the plain one without a sign to look at."""

import re
import unicodedata
from dataclasses import replace

import pytest

from game.exercise.commands import Decide, ReadBriefing
from game.exercise.run.run_store import ALONE, Library
from game.exercise.views.seat_view import Phase
from game.faces.debrief import TalkForm, questions
from game.faces.leafing import leaves
from game.faces.lines import chapter, report
from game.report.debrief import debrief
from game.report.model import Debrief
from game.scenario.load import find, load
from game.scenario.scenario import Scenario
from game.words import ENGLISH, lazy
from tests.faces import telling
from tests.faces.conftest import played
from tests.report_html.hostile import CORPUS, poisoned


def of(library: Library, run: str) -> Debrief:
    return debrief(library.read(run), run)


def flat(made: list[str]) -> str:
    return "\n".join(made)


def test_a_lesson_shows_its_evidence_its_counter_evidence_and_what_was_got_in_exchange(
    library: Library, text: Scenario
) -> None:
    said = telling.said(of(library, played(library, text, "open", "walk")))
    for sentence in (
        "  Both ways. Served at 1, spent at 2; neither outweighs the other.",
        "  Served it.\n    - Weight 2 of 3, decision 1 (day 0), Gate: Open.",
        "      Because: open speaks of measure_impact.",
        "      - It cost: Safety fell by 50.",
        "  Spent it.\n    - Weight 1 of 3, decision 2 (day 2), Road: Walk.",
        "      Because: walk speaks of measure_impact.",
        "      - It bought: Trust rose by 1.",
        "  What came of it: it held in the end (Trust at 50 or above).",
        "Not at stake. No decision you took bore on it:",
        "- Guard the legitimacy you stand on.",
    ):
        assert sentence in said


def test_lessons_of_one_decision_fold_into_a_line_and_are_told_at_that_decision(
    library: Library, text: Scenario
) -> None:
    said = telling.said(of(library, played(library, text, "open", "walk")))
    assert "Spent once: Keep the question open (1)." in said
    told = said.partition("Decision 1. ")[2].partition("Decision 2. ")[0]
    assert "  - Spent once: Keep the question open. Because: open speaks of keep_revisiting." in told
    assert said.count("open speaks of keep_revisiting") == 3  # there, at another lesson, on the first page


def test_decisions_tell_reason_luck_what_came_back_and_what_else_was_open(library: Library, text: Scenario) -> None:
    said = telling.said(of(library, played(library, text, "open", "walk", note="Remember the rain")))
    for sentence in (
        "Day 0, Gate.",
        "  In or out.",
        "  Your reason: So be it (how sure: 4 of 10).",
        "  Against it: Too late.",
        "  - Safety fell by 50 to 0, for the worse. It can go no further.",
        "  - Asks who knocks.",
        "  - Day 3, came back: Dust.",
        "  - Day 4, did not come about: Never.",
        "  - Day 52, was still on its way at the end: Late.",
        "  Passed unanswered: no option was open.",
        "  - Shut.",
        "    The case for it: “Safe.”",
        "    It would spend: Measure what changes.",
        "  - Ride. It was closed.",
        "Safety.\n  From 50 to 0, for the worse. You went by 50, last looked at on day 0.",
        " 1 effect cut short, because it could go no further.\n  True: 50 at first, 0 on day 0.\n  Known: 50 at first.",
        "It was never shown to you.",
        "- On the run: Remember the rain.",
    ):
        assert sentence in said
    assert re.search(r"1 in 2, and it happened: (Rain|Sun)\.", said)
    assert re.search(r"It could have been, 1 in 2: (Rain|Sun)\.", said)


def test_an_unfinished_run_says_so(library: Library, text: Scenario) -> None:
    said = telling.said(of(library, played(library, text, "open")))
    assert "This run is not finished; the debrief goes as far as it was played." in said


def test_a_run_without_a_decision_has_a_debrief(library: Library, text: Scenario) -> None:
    said = telling.said(of(library, played(library, text)))
    assert "No decision was taken." in said
    assert "Chance had no part in this run." in said
    assert "No notes were written." in said


def test_the_five_barriers_stand_on_every_debrief(library: Library, text: Scenario) -> None:
    for talk in TalkForm:
        made = telling.document(of(library, played(library, text, "shut")), talk)
        barriers = next(each for each in made.sections if each.id == "barriers")
        assert "\n".join(chapter(ENGLISH, barriers)).count("Ask: ") == 5


@pytest.mark.parametrize(
    ("talk", "title"), [(TalkForm.SHORT, ": 5 minutes"), (TalkForm.LONG, ": 20 minutes"), (TalkForm.BOTH, "")]
)
def test_the_talk_has_a_short_and_a_long_form(talk: TalkForm, title: str, library: Library, text: Scenario) -> None:
    made = of(library, played(library, text))
    lines = chapter(ENGLISH, questions(ENGLISH, made, talk))
    assert f"The talk{title}:" in lines
    assert (f"- {made.what.long[0]}" in lines) is (talk is not TalkForm.SHORT)
    assert (f"- {made.what.short[0]}" in lines) is (talk is not TalkForm.LONG)


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
    said = telling.said(of(library, table.name))
    assert "%" not in said
    assert not {letter for letter in said if unicodedata.category(letter) in ("So", "Sm") and letter not in "+−"}
    assert not re.search(r"\b(score of|total|rank)\b", said, re.I)


def test_every_face_gives_every_reason_that_is_evidence(library: Library, text: Scenario) -> None:
    made = of(library, played(library, text, "open", "walk"))
    parts = [part for each in made.families for part in each.lessons]
    reasons = {mark.because for part in (*parts, *made.barriers) for mark in part.trail}
    assert len(reasons) == 3
    for told in (telling.said(made), telling.screen(made), telling.page(made)):
        assert not [because for because in reasons if because not in told]


@pytest.mark.parametrize("width", [51, 118])
def test_every_face_has_the_same_titles_and_numbers(width: int, library: Library, text: Scenario) -> None:
    made = of(library, played(library, text, "open", "walk", note="Remember the rain"))
    document = telling.document(made)
    spoken, shown = telling.said(made, letters=False), telling.screen(made, unfolded=True, width=width)
    page = telling.page(made)
    names = {each.title for each in document.sections if each.name} - {"Lessons by family"}
    rows = [leaf.entry.plain for leaf in leaves(document)]
    for name in names:
        assert f"\n{name}:\n" in spoken
        assert any(row.startswith(name) for row in rows)
        assert name in page
    for part in made.gauges:
        for value in (part.start, part.final, *(point.value for point in part.true_points)):
            assert str(value) in spoken
        assert f"{part.start} → {part.final}" in shown
        assert f"From {part.start} to {part.final}" in page
    for told in (spoken, " ".join(shown.split()), page):
        for words in (
            "Asks who knocks",
            "(how sure: 4 of 10)",
            "1 in 2",
            "Too late",
            "1 effect cut short",
            "Dust",
            "Rain",
        ):
            assert words in told, words


def test_who_decided_is_said_alike_in_every_face(library: Library, text: Scenario) -> None:
    made = of(library, played(library, text, "open", "walk"))
    first = replace(made.decisions[0], how="facilitator", decided=lazy("Taken by the facilitator"))
    taken = replace(made, decisions=(first, *made.decisions[1:]))
    for told in (telling.said(taken), telling.screen(taken), telling.page(taken)):
        assert told.count("Taken by the facilitator") == 2  # at the decision, and where the other options are
        assert "The deciding role's reason" in told


@pytest.mark.parametrize("hostile", CORPUS)
def test_hostile_text_stays_text_in_a_terminal_and_a_stream(hostile: str, library: Library, text: Scenario) -> None:
    made = poisoned(of(library, played(library, text, "open", "walk")), hostile)
    for told in (telling.said(made), telling.screen(made, unfolded=True, width=80)):
        assert not set(told) & set("\x1b\x00\u202e\u2066\u200b")
        told.encode()


def test_after_play_the_debrief_goes_on_where_the_ending_was_told(library: Library, text: Scenario) -> None:
    document = telling.document(of(library, played(library, text, "open", "walk")))
    rest = "\n".join(report(ENGLISH, document, told="ending"))
    assert rest.lstrip().startswith("First page:")
    assert "It ended with end" not in rest
