"""The README says what is so: its table of keys, its files, its commands."""

import re
from pathlib import Path

import click
import pytest

from game.cli import cli, switches
from game.scenario.load import load, shipped
from game.ui.actions import table

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
MAP = (ROOT / "game" / "README.md").read_text(encoding="utf-8")


def test_the_table_of_keys_is_the_one_of_the_actions() -> None:
    start, end = README.index("\n", README.index("<!-- keys")) + 1, README.index("<!-- /keys -->")
    assert README[start:end].strip() == table().strip()


def test_the_map_of_the_code_has_every_command_with_all_of_its_switches() -> None:
    start, end = MAP.index("\n", MAP.index("<!-- switches")) + 1, MAP.index("<!-- /switches -->")
    assert MAP[start:end].strip() == switches()


def test_a_table_of_switches_names_each_option_of_each_command() -> None:
    for name, command in cli.commands.items():
        below = command.commands.values() if isinstance(command, click.Group) else [command]
        for option in (option for each in below for option in each.params if isinstance(option, click.Option)):
            assert re.search(rf"`[^`]*{option.opts[0]}\b", switches()), (name, option.opts)


@pytest.mark.parametrize("path", re.findall(r"\]\(([^)#]+)\)", README))
def test_what_it_links_to_is_there(path: str) -> None:
    assert (ROOT / path).exists()


def test_every_command_that_it_names_is_there() -> None:
    named = set(re.findall(r"python -m game ([a-z]+)", README))
    assert named
    assert named <= set(cli.commands)


@pytest.mark.parametrize("id", sorted(shipped()))
def test_its_table_of_scenarios_says_what_their_files_say(id: str) -> None:
    made = load(shipped()[id])
    row = next(line for line in README.splitlines() if line.startswith(f"| `{id}`, "))
    decisions = sum(bool(inject.options) for inject in made.injects)
    sittings = re.search(r"\| (?:(\d) × )?(\d+) min \|", row)
    assert made.title.startswith(row.split("`, ")[1].split(" | ")[0].split(":")[0])
    assert sittings
    assert int(sittings[1] or 1) * int(sittings[2]) == made.minutes
    for said in re.findall(r"(\d+) decisions", row):
        assert int(said) == decisions


def test_the_top_level_holds_nothing_else() -> None:
    allowed = {"game", "scenarios", "assets", "tests", "pyproject.toml", "README.md", "LICENSE", "uv.lock"}
    found = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    assert found <= allowed
