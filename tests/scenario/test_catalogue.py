"""The lesson catalogue: whole, filled in, and of one piece."""

from dataclasses import fields

from game.scenario.catalogue import Family, Lesson, catalogue, read_catalogue
from game.scenario.node import Node
from game.scenario.source import parse


def test_there_are_54_lessons_in_12_families() -> None:
    assert len(catalogue().lessons) == 54
    assert len(catalogue().families) == 12
    assert all(catalogue().of(family.id) for family in catalogue().families)
    assert sum(len(catalogue().of(family.id)) for family in catalogue().families) == 54


def test_every_field_of_every_lesson_and_family_says_something() -> None:
    for entry in (*catalogue().families, *catalogue().lessons.values()):
        kind: type[Family] | type[Lesson] = type(entry)
        for field in fields(kind):
            if field.name == "references":  # asked for in `test_references`
                continue
            assert getattr(entry, field.name), f"{entry.id} has no {field.name}"


def test_no_two_lessons_are_called_the_same_or_ask_the_same() -> None:
    lessons = catalogue().lessons.values()
    for field in ("id", "title", "imperative", "supports", "contradicts", "probe"):
        said = [getattr(lesson, field) for lesson in lessons]
        assert len(set(said)) == len(said), field


def test_the_five_closing_barriers_are_lessons() -> None:
    assert catalogue().barriers == (
        "reconcile_time_horizons",
        "balance_quick_and_long",
        "force_protection_vs_development",
        "humanitarian_is_not_development",
        "inform_for_ownership",
    )
    assert set(catalogue().barriers) <= set(catalogue().lessons)


def test_what_is_missing_in_a_catalogue_is_empty_and_no_crash() -> None:
    root: Node = parse("lessons:\n- id: a\n", "l.yaml")
    assert read_catalogue(root).lessons["a"].title == ""
