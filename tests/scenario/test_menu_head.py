"""A glance at the shelf: what a menu says of each scenario, without the price of checking it."""

import subprocess
import sys
from pathlib import Path

import pytest

from game.scenario import menu_head
from game.scenario.load import load, shipped
from game.scenario.menu_head import glances


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
