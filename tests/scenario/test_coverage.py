"""The library tests the whole briefing: each lesson is served and spent, each core lesson in more than one scenario."""

import json
import re

from click.testing import CliRunner

from game.cli import cli
from game.scenario.catalogue import catalogue, scenarios
from game.scenario.coverage import Covered, InjectPlace, coverage
from game.scenario.load import load, shipped
from tests import kit

LESSONS = ["measure_impact", "keep_revisiting"]


def test_each_lesson_is_served_and_spent_in_two_injects_and_each_core_lesson_tested_in_two_scenarios() -> None:
    matrix = coverage(catalogue(), (load(path) for path in shipped().values()))
    assert len(matrix) == 54
    short = [f"{each.lesson} is {' and '.join(each.short)}" for each in matrix if each.short]
    assert not short, "; ".join(short)


def test_an_inject_stands_in_a_row_once_however_many_options_serve_the_lesson() -> None:
    made = kit.scenario(
        [
            kit.inject("one", kit.option("a", {"measure_impact": 1}), kit.option("b", {"measure_impact": 2})),
            kit.inject("two", kit.option("a", {"measure_impact": -1}), kit.option("b", {"measure_impact": 3})),
        ],
        lessons=LESSONS,
    )
    (found,) = (each for each in coverage(catalogue(), [made]) if each.lesson == "measure_impact")
    assert found.served == (InjectPlace("test", "one"), InjectPlace("test", "two"))
    assert found.spent == (InjectPlace("test", "two"),)


def test_what_is_short_is_said_in_words() -> None:
    here, there = InjectPlace("one", "a"), InjectPlace("two", "b")
    assert Covered("x", "core", (here, there), (here, there)).short == ()
    assert Covered("x", "core", (here,), (here, InjectPlace("one", "b"))).short == (
        "served in 1 inject", "tested in 1 scenario",
    )  # fmt: skip
    assert Covered("x", "supporting", (here, here), ()).short == ("spent in 0 injects",)


def test_the_command_prints_the_matrix_in_words_and_as_json() -> None:
    words = CliRunner().invoke(cli, ["lessons", "--coverage", "own_the_politics"])
    assert words.exit_code == 0, words.output
    assert "own_the_politics, core" in words.output
    assert "starter: " in words.output
    found = json.loads(CliRunner().invoke(cli, ["lessons", "--coverage", "--json"]).output)
    assert [each["lesson"] for each in found] == list(catalogue().lessons)
    assert {"scenario", "inject"} == set(found[0]["served"][0])


def test_the_guides_table_of_systems_names_injects_that_are_there_and_leaves_no_system_empty() -> None:
    guide = (scenarios() / "README.md").read_text(encoding="utf-8")
    table = guide[guide.index("## Which inject makes") :].split("\n\n")[2]
    rows = [line.strip("|").split("|") for line in table.splitlines()[2:]]
    there = {inject.id for path in shipped().values() for inject in load(path).injects}
    assert len(rows) == 10
    for row in rows:
        named = set(re.findall(r"`([a-z_0-9]+)`", "".join(row[2:])))
        assert named, row[0]
        assert named <= there, (row[0], named - there)
