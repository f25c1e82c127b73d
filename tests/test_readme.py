"""The READMEs say what is so: their files, their table of keys, and every command in them, run as it stands there."""

import io
import json
import os
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from game.cli import cli, main, switches
from game.exercise import commands as cmd
from game.exercise.classroom.class_store import Classes
from game.exercise.classroom.facilitator_session import Desk
from game.exercise.run.run_store import ALONE, Library
from game.scenario.load import load, shipped
from game.ui.shell.actions import table
from tests.endurance.terminal import NEEDS_TMUX, Terminal, whitecell
from tests.exercise.seating import seated, starter

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
MAP = (ROOT / "game" / "README.md").read_text(encoding="utf-8")

SCREENS = {
    "": "First week in Ferry Town",
    "play starter": "First week in Ferry Town",
    "play starter --page": "Ctrl+C stops",
    "resume RUN": "First week in Ferry Town",
    "branch RUN --at INJECT": "First week in Ferry Town",
    "debrief RUN": "First week in Ferry Town",
    "preview my_scenario": "My scenario",
    "analyse my_scenario": "My scenario",
    "lessons": "lessons",
    "host starter --syndicates 4 --lan": "What has come before?",
    "host starter --rehearse": "What has come before?",
    "join": "ddress",
}
"""The commands that open a screen or ask at a terminal, each with words that are on it then."""


def commands(paper: str) -> Iterator[str]:
    """What follows `python -m game` in every line of a paper that is a command, without what is said of it beside."""
    for line in re.findall(r"^    python -m game\b(.*)$", paper, re.MULTILINE):
        yield re.split(r" {2,}", line)[0].strip()


EVERY = sorted({*commands(README), *commands(MAP)})


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with a scenario of one's own; and on the shelf a run and a class that came to their ends."""
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    run = Library().begin(starter(), 7)
    seat = run.seat(ALONE)
    view = seat.submit(cmd.ReadBriefing())
    while view.inject is not None:
        taken = [option.id for option in view.inject.options if not option.closed]
        view = seat.submit(
            cmd.Decide(inject=view.inject.id, option=taken[0]) if taken else cmd.Acknowledge(inject=view.inject.id)
        )
    run.log.close()
    room, _ = Classes().open(starter(), 2, seed=7)
    seated(room, 2)
    Desk(room).begin()
    Desk(room).endex()
    room.close()
    return folder


def spelled(line: str) -> list[str]:
    """The words of a command, with the names of this world in place of those that stand for them."""
    names = {"RUN": Library().entries()[0].id, "CLASS": Classes().entries()[0].id, "INJECT": "pump"}
    return [names.get(word, word) for word in shlex.split(line)]


@pytest.mark.parametrize("line", [line for line in EVERY if line not in SCREENS])
def test_a_command_without_a_screen_does_what_it_says(
    line: str, world: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO())  # whoever says nothing leaves
    if "my_scenario" in line and not line.startswith("new"):
        assert main(["new", "my_scenario", "--yes"]) == 0
    before = set(world.iterdir())
    # The input of the one ends before the run does; what `new` writes has a tray with too little in it for a seal.
    ended = 1 if line in ("play starter --plain", "seal my_scenario") else 0
    assert main(spelled(line)) == ended, capsys.readouterr().err
    assert capsys.readouterr().out or set(world.iterdir()) - before
    if "--out" in line or "--html" in line or line.startswith(("backup", "new")):
        assert set(world.iterdir()) - before


@pytest.mark.terminal
@NEEDS_TMUX
@pytest.mark.parametrize("line", [line for line in EVERY if line in SCREENS])
def test_a_command_with_a_screen_opens_it(line: str, world: Path) -> None:
    assert main(["new", "my_scenario", "--yes"]) == 0
    words = [*whitecell(*spelled(line)), *(["--port", "0"] if line.startswith("host") else [])]
    environment = {
        **{name: os.environ[name] for name in ("WHITECELL_HOME", "PATH") if name in os.environ},
        "PYTHONPATH": str(ROOT),
        "TERM": "xterm-256color",
    }
    terminal = Terminal(words, (100, 30), environment)
    try:
        screen = terminal.wait(SCREENS[line], 60)
    finally:
        terminal.close()
    assert SCREENS[line] in screen, screen


def test_every_screen_that_is_tried_is_one_of_a_paper() -> None:
    assert set(SCREENS) <= set(EVERY)


def test_the_first_page_stays_one() -> None:
    assert README.count("\n") <= 120
    assert README.count("![") == 1
    assert all(word in README for word in ("## Play", "## Teach", "## Write", "## A closed network", "Licence"))


def test_the_table_of_keys_is_the_one_of_the_actions() -> None:
    start, end = MAP.index("\n", MAP.index("<!-- keys")) + 1, MAP.index("<!-- /keys -->")
    assert MAP[start:end].strip() == table().strip()


def test_the_map_of_the_code_has_every_command_with_all_of_its_switches() -> None:
    start, end = MAP.index("\n", MAP.index("<!-- switches")) + 1, MAP.index("<!-- /switches -->")
    assert MAP[start:end].strip() == switches()


def test_a_table_of_switches_names_each_option_of_each_command() -> None:
    for name, command in cli.commands.items():
        below = command.commands.values() if isinstance(command, click.Group) else [command]
        for option in (option for each in below for option in each.params if isinstance(option, click.Option)):
            assert re.search(rf"`[^`]*{option.opts[0]}\b", switches()), (name, option.opts)


@pytest.mark.parametrize("paper", ["README.md", "game/README.md", "game/API.md"])
def test_what_a_paper_links_to_is_there(paper: str) -> None:
    text = (ROOT / paper).read_text(encoding="utf-8")
    assert all(((ROOT / paper).parent / path).exists() for path in re.findall(r"\]\(([^)#]+)", text))
    for path, heading in re.findall(r"\]\(([^)#]+)#([\w-]+)\)", text):
        headings = re.findall(r"^#+ (.+)$", ((ROOT / paper).parent / path).read_text(encoding="utf-8"), re.MULTILINE)
        assert heading in [re.sub(r"[^\w -]", "", each).lower().replace(" ", "-") for each in headings]


@pytest.mark.parametrize(
    ("name", "words"),
    [("play", "starter --policy first --seed 7 --json"), ("doctor", "--json"), ("check", "no_such_file --json")],
)
def test_the_keys_of_json_in_the_map_are_those_that_are_printed(
    name: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    row = next(line for line in MAP.partition("## JSON")[2].splitlines() if line.startswith(f"| `{name} "))
    main([name, *words.split()])
    printed = json.loads(capsys.readouterr().out)
    keys = list(printed if isinstance(printed, dict) else printed[0])
    assert keys == re.findall(r"`(\w+)`", row.split(" | ", 1)[1])


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
    assert found - {"wheelhouse"} <= allowed
