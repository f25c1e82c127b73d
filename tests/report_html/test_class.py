"""The page of a class: side by side, in the order given, without a person's name or a rank."""

import dataclasses

import pytest

from game.exercise.views.inject_state import InjectState
from game.report.compare import CannotCompare
from game.report.html.class_page import class_parts
from game.report.html.page import class_html
from game.report.model import AnswerPart
from tests.report_html.conftest import Play
from tests.report_html.reading import read


def test_each_inject_says_who_chose_what(play: Play) -> None:
    one, other = play(), play(pick=1)
    rows = class_parts([("North", one), ("South", other)]).injects
    assert [row.title for row in rows] == ["Market", "Road", "News"]
    assert [cell.words for cell in rows[2].cells] == ["read", "read"]
    assert rows[1].key == (("1", "Escort", "A"), ("2", "Ask", "B"))
    assert [cell.words for cell in rows[1].cells] == ["Escort", "Ask"]
    assert not rows[1].same


def test_an_inject_that_did_not_come_up_is_said_and_not_left_blank(play: Play) -> None:
    one = play()
    missed = dataclasses.replace(one.stands[1], state=InjectState.MISSED, says=str(InjectState.MISSED))
    short = dataclasses.replace(one, decisions=one.decisions[:1], stands=(one.stands[0], missed, one.stands[2]))
    row = class_parts([("North", one), ("South", short)]).injects[1]
    assert [cell.words for cell in row.cells] == ["Escort", "did not come up on this path"]
    assert "did not come up on this path" in read(class_html([("North", one), ("South", short)])).section("decisions")


def test_lessons_stand_with_sign_word_and_outcome(play: Play) -> None:
    words = read(class_html([("North", play()), ("South", play(pick=1))])).section("lessons")
    assert "+ Served once" in words
    assert "· Not at stake" in words
    assert "held" in words
    assert not set("✓✗≈■□") & set(words)


def test_the_order_is_the_one_given(play: Play) -> None:
    runs = [play(), play(pick=1)]
    for names in (("Alpha", "Beta"), ("Beta", "Alpha")):
        parts = class_parts(list(zip(names, runs, strict=True)))
        assert tuple(column.name for column in parts.columns) == names


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
    parts = class_parts([(f"Group {number}", each) for number, each in enumerate([one] * 4 + [silent])])
    (spread,) = parts.spreads
    assert spread.before == "3 to 4, middle 4 (5 people)"
    assert spread.after == "too few to show"


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
