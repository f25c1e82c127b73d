"""The page of a class: side by side, in the order given, without a person's name or a rank."""

import dataclasses

import pytest

from game.exercise.views.inject_state import SAID, How, InjectState
from game.faces.class_debrief import document
from game.faces.model import Grid, Section, plain
from game.faces.report_page import class_html
from game.report.compare import CannotCompare
from game.report.model import AnswerPart, Debrief
from game.words import ENGLISH
from tests.report_html.conftest import Play
from tests.report_html.reading import read


def sections(*named: tuple[str, Debrief]) -> dict[str, Section]:
    """The sections of a class's page."""
    return {each.id: each for each in document(ENGLISH, named).sections}


def rows(section: Section) -> list[list[str]]:
    """The cells of a section's first table."""
    grid = next(block for block in section.blocks if isinstance(block, Grid))
    return [[plain(cell) for cell in row] for row in grid.rows]


def test_each_inject_says_who_chose_what(play: Play) -> None:
    found = sections(("North", play()), ("South", play(pick=1)))
    market, road, news = rows(found["decisions"])
    assert [row[0].split(" =")[0] for row in (market, road, news)] == ["Market", "Road", "News"]
    assert [cell.split("  ")[0] for cell in road[1:]] == ["1 Escort", "2 Ask"]
    assert [cell.split("  ")[0] for cell in news[1:]] == ["– read", "– read"]
    told = read(class_html([("North", play()), ("South", play(pick=1))])).section("reasons")
    assert "A Escort" in " ".join(told.split())
    assert "B Ask" in " ".join(told.split())


def test_an_inject_that_did_not_come_up_is_said_and_not_left_blank(play: Play) -> None:
    one = play()
    missed = dataclasses.replace(one.stands[1], state=InjectState.MISSED, says=SAID[InjectState.MISSED])
    short = dataclasses.replace(one, decisions=one.decisions[:1], stands=(one.stands[0], missed, one.stands[2]))
    row = rows(sections(("North", one), ("South", short))["decisions"])[1]
    assert row[2] == "– did not come up on this path"
    assert "did not come up on this path" in read(class_html([("North", one), ("South", short)])).section("decisions")


def test_in_a_class_of_many_options_are_numbers_and_in_words_once_a_row(play: Play) -> None:
    many = [(f"Group {number}", play(pick=number % 2)) for number in range(5)]
    road = rows(sections(*many)["decisions"])[1]
    assert road[0] == "Road: 1 Escort; 2 Ask"
    assert [cell.split("  ")[0] for cell in road[1:]] == ["1", "2", "1", "2", "1"]


def test_a_cell_that_others_decided_is_hatched_and_says_so(play: Play) -> None:
    one = play()
    taken = dataclasses.replace(one.decisions[0], how=How.FACILITATOR)
    other = dataclasses.replace(one, decisions=(taken, *one.decisions[1:]))
    page = read(class_html([("North", one), ("South", other)]))
    assert "taken by the facilitator" in page.section("decisions")
    assert "A hatched cell was not the syndicate's own decision." in page.section("decisions")
    assert "hatched" not in read(class_html([("North", one), ("South", one)])).section("decisions")


def test_lessons_stand_with_sign_word_and_outcome(play: Play) -> None:
    words = read(class_html([("North", play()), ("South", play(pick=1))])).section("lessons")
    assert "+ Served once" in words
    assert "· Not at stake" in words
    assert "held" in words
    assert not set("✓✗≈■□") & set(words)


def test_the_order_is_the_one_given(play: Play) -> None:
    runs = [play(), play(pick=1)]
    for names in (("Alpha", "Beta"), ("Beta", "Alpha")):
        found = rows(sections(*zip(names, runs, strict=True))["endings"])
        assert [row[0] for row in found] == [f"A {names[0]}", f"B {names[1]}"]


def test_a_reason_stands_without_the_name_of_who_gave_it(play: Play) -> None:
    html = class_html([("North", play()), ("South", play(pick=1))])
    assert "“Reason at road.”" in read(html).section("reasons")
    for private in ("Note on market.", "Counter at market.", "how sure"):
        assert private not in html


@pytest.mark.parametrize(("people", "shown"), [(2, False), (4, False), (5, True), (12, True)])
def test_answers_of_fewer_than_five_people_are_not_shown(play: Play, people: int, shown: bool) -> None:
    one = play()
    words = read(class_html([(f"Group {number}", one) for number in range(people)])).section("answers")
    assert ("How sure are you?" in words) is shown
    assert ("Fewer than five people answered" in words) is not shown


def test_four_answers_after_play_stay_hidden_beside_five_before_it(play: Play) -> None:
    one = play()
    silent = dataclasses.replace(one, answers=(AnswerPart("How sure are you?", 10, 3, None),))
    named = [(f"Group {number}", each) for number, each in enumerate([one] * 4 + [silent])]
    ((_, before, after, _),) = rows(sections(*named)["answers"])
    assert before == "3 to 4, middle 4 (5 people)"
    assert after == "too few to show (fewer than 5)"


def test_another_seed_is_said(play: Play) -> None:
    assert "the same luck" in class_html([("A", play()), ("B", play())])
    assert "did not have the same luck" in class_html([("A", play()), ("B", play(seed=8))])


def test_what_cannot_be_laid_side_by_side_is_refused(play: Play) -> None:
    one = play()
    for runs in ([], [("A", one)], [("A", one)] * 13):
        with pytest.raises(CannotCompare, match="2 to 12"):
            class_html(runs)
    with pytest.raises(CannotCompare, match="another scenario"):
        class_html([("A", one), ("B", play("starter"))])
    with pytest.raises(CannotCompare, match="changed text"):
        class_html([("A", one), ("B", dataclasses.replace(one, sha256="0" * 64))])
