"""A glance at the shelf: what a menu says of each scenario, without the price of checking it."""

import subprocess
import sys
from pathlib import Path

import pytest

from game.scenario import menu_head
from game.scenario.catalogue import scenarios
from game.scenario.load import find, load, shipped
from game.scenario.menu_head import glances, own_glances


def test_a_glance_says_what_the_whole_scenario_says() -> None:
    seen = glances()
    assert {each.id for each in seen} == set(shipped())
    for each in seen:
        made = load(shipped()[each.id])
        assert (each.title, each.summary, each.minutes) == (made.title, made.summary, made.minutes)
        assert each.roles == tuple((role.id, role.title) for role in made.roles)
        assert each.families
        assert not each.problem


def test_the_shortest_scenario_stands_first() -> None:
    assert [each.minutes for each in glances()] == sorted(each.minutes for each in glances())


@pytest.mark.parametrize(
    "text",
    ["", "[", "- a", "title: [x]\nminutes: soon\nroles: 3\nlessons: [a]", "minutes: 99999999\nroles: {a: }", "x: &a 1"],
)
def test_a_broken_scenario_is_on_the_shelf_with_its_problem_or_empty(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "broken.yaml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(menu_head, "shipped", lambda: {"broken": tmp_path / "broken.yaml"})
    (seen,) = glances()
    assert (seen.id, seen.title, seen.minutes) == ("broken", "broken", 0)


def test_a_glance_loads_no_pydantic() -> None:
    code = "import sys, game.scenario.menu_head as g; g.glances(); print('pydantic' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout == "False\n"


def test_what_lies_in_the_folder_where_the_program_was_started_is_found_by_what_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "flood.yaml").write_text("# mine\nformat: 1\ntitle: The flood\nminutes: 9\n", encoding="utf-8")
    (tmp_path / "compose.yaml").write_text("services:\n  web: {format: 1}\n", encoding="utf-8")
    (tmp_path / "town").mkdir()
    (tmp_path / "town" / "scenario.yaml").write_text("[", encoding="utf-8")
    assert [(each.id, each.title, bool(each.problem), each.own) for each in own_glances()] == [
        ("./flood.yaml", "The flood", False, True),
        ("./town", "./town", True, True),
    ]
    assert find("./flood.yaml").is_file()
    monkeypatch.chdir(scenarios())
    assert own_glances() == []
