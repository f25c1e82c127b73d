"""The catalogue of lessons: every face says all of a lesson, and no verdict where it is only tested."""

import dataclasses

import pytest

from game.faces import lines, page, terminal
from game.faces.lessons import catalogue, in_full, lesson, of_scenario
from game.faces.model import Block
from game.scenario.catalogue import Lesson, NoSuchLesson, find
from game.scenario.catalogue import catalogue as shipped
from game.words import ENGLISH
from tests.report_html.hostile import CORPUS
from tests.report_html.reading import read


def faces(*blocks: Block) -> tuple[str, str, str]:
    """What each face says of some blocks, white space folded."""
    drawn = f"<main>{page.blocks(blocks, 2)}</main>"
    told = ("\n".join(lines.blocks(ENGLISH, blocks)), terminal.content(blocks, 80).plain, read(drawn).text)
    return tuple(" ".join(each.split()) for each in told)  # type: ignore[return-value]


def test_a_lesson_is_there_whole_in_every_face() -> None:
    known = shipped()
    for each in known.lessons.values():
        for told in faces(lesson(ENGLISH, known, each)):
            for words in (each.title, each.id, each.imperative, each.supports, each.contradicts, each.probe):
                assert " ".join(words.split()).rstrip(".") in told


def test_the_options_of_a_scenario_stand_with_the_lesson_that_they_bear_on() -> None:
    known = shipped()
    card = lesson(ENGLISH, known, known.lessons["measure_impact"], (["gate.open (+2)"], []))
    for told in faces(card):
        assert "gate.open (+2)" in told
        assert "no option" in told


def test_the_catalogue_names_every_id_and_a_family_is_read_in_full() -> None:
    known = shipped()
    for told in faces(*catalogue(ENGLISH, known)):
        assert all(id in told for id in known.lessons)
    family = find(known, "time_horizons")
    assert not isinstance(family, Lesson)
    for told in faces(*in_full(ENGLISH, family)):
        assert all(each.imperative.rstrip(".") in told for each in family.lessons.values())


def test_an_unknown_lesson_is_refused_with_the_nearest_one() -> None:
    with pytest.raises(NoSuchLesson, match="measure_impact"):
        find(shipped(), "measure_impac")


def test_a_scenario_without_lessons_says_so() -> None:
    assert all("This scenario tests no lessons." in told for told in faces(*of_scenario(ENGLISH, ())))


@pytest.mark.parametrize("hostile", CORPUS)
def test_hostile_text_in_a_lesson_stays_text(hostile: str) -> None:
    known = shipped()
    poisoned = dataclasses.replace(known.lessons["measure_impact"], title=hostile, imperative=hostile, probe=hostile)
    for told in faces(lesson(ENGLISH, known, poisoned)):
        assert "\x1b" not in told
        assert "\u202e" not in told
