"""The authoring guide says what is so: every example in it is loaded, every field and every code is in it."""

import re
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from game.cli import CONTEXT, cli
from game.scenario import model
from game.scenario.catalogue import scenarios
from game.scenario.check import check_files
from game.scenario.checks.codes import CODES, RETIRED, TABLE, table
from game.scenario.conditions import ConditionError, constant, parse
from game.scenario.load import load_files
from game.scenario.node import Plain
from game.scenario.pictures import Picture
from game.scenario.source import lines_of
from game.scenario.source import parse as read
from tests import kit

GUIDE = (scenarios() / "README.md").read_text(encoding="utf-8")

BOXES = re.findall(r"^```(\w+) ?(\w*)\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)


def boxes(kind: str) -> list[str]:
    """The texts of all boxes of a kind: ``whole``, ``top``, ``inject``, ``option``, ``conditions``, ``refused``."""
    return [text for _, each, text in BOXES if each == kind]


def plain(text: str) -> dict[str, Plain]:
    value = read(text, "box.yaml").value()
    assert isinstance(value, dict)
    return value


def frame() -> kit.Plain:
    """The scenario that all fragments of the guide belong to: what its own boxes say, one put over the other."""
    made: kit.Plain = {}
    for text in boxes("top"):
        made |= {key: value for key, value in plain(text).items() if key not in made}
    return made


def loaded(made: kit.Plain) -> None:
    picture = Picture("image/png", 10, "0" * 64).stub()
    load_files({"frame.yaml": kit.written(made), "documents/market.txt": "X", "documents/market.png": picture})


def test_every_box_is_of_a_kind_that_a_test_loads() -> None:
    kinds = {"loads", "whole", "top", "inject", "option", "conditions", "refused"}
    kinds |= {
        "faulty",
        "said",
        "mend",
    }  # the example of what only an analysis finds: tests/analysis/test_worked_example.py
    assert {kind for _, kind, _ in BOXES} == kinds


@pytest.mark.parametrize("text", boxes("whole"))
def test_of_a_whole_scenario_in_the_guide_there_is_nothing_to_say(text: str) -> None:
    assert [finding.shown() for finding in check_files({"bridge.yaml": text})] == []


@pytest.mark.parametrize("text", boxes("loads"))
def test_a_whole_file_of_the_guide_loads(text: str) -> None:
    load_files({"two_nights.yaml": text})


@pytest.mark.parametrize("text", boxes("top"), ids=lambda text: text.split(":")[0])
def test_a_piece_of_a_scenario_loads_in_its_place(text: str) -> None:
    loaded(frame() | plain(text))


@pytest.mark.parametrize("text", boxes("inject"))
def test_a_piece_of_an_inject_loads_in_its_place(text: str) -> None:
    made = frame()
    made["injects"][0] |= plain(text)
    loaded(made)


@pytest.mark.parametrize("text", boxes("option"))
def test_a_piece_of_an_option_loads_in_its_place(text: str) -> None:
    made = frame()
    made["injects"][0]["options"][0] = plain(text)
    loaded(made)


NAMES = kit.compiled(frame()).names


@pytest.mark.parametrize("text", [line for box in boxes("conditions") for line in box.splitlines()])
def test_every_condition_of_the_guide_is_one_that_may_hold(text: str) -> None:
    assert constant(parse(text, NAMES), NAMES) is None


@pytest.mark.parametrize("text", [line for box in boxes("refused") for line in box.splitlines()])
def test_every_condition_that_the_guide_says_is_refused_is_refused(text: str) -> None:
    with pytest.raises(ConditionError):
        parse(text.split("#")[0], NAMES)


def test_every_field_of_the_format_is_shown_with_a_value() -> None:
    shown = "".join(text for kind in ("whole", "loads", "top", "inject", "option") for text in boxes(kind))
    for part in (model.Draft, *model.DraftPart.__subclasses__(), *model.ChangeDraft.__subclasses__()):
        for name, info in part.model_fields.items():
            assert re.search(rf"\b{info.alias or name}: ?\S?", shown), f"{part.__name__}.{name}"


def test_every_word_that_a_field_may_have_is_named() -> None:
    for words in ("open assessed hidden", "for against neutral", "before after both", "high low", "day week"):
        for word in words.split():
            assert f"`{word}`" in GUIDE or f": {word}" in GUIDE, word
    kinds = model.DocumentDraft.model_fields["kind"].annotation
    assert all(f"`{kind}`" in GUIDE for kind in kinds.__args__)


def test_the_table_of_codes_is_the_programs_own() -> None:
    start = GUIDE.index("\n", GUIDE.index("<!-- codes")) + 1
    assert GUIDE[start : GUIDE.index("<!-- /codes -->")] == table()


def test_every_code_that_the_source_uses_is_in_the_table() -> None:
    folder = scenarios().parent / "game" / "scenario"
    used = {
        code for path in folder.rglob("*.py") for code in re.findall(r'"(WC\d{3})"', path.read_text(encoding="utf-8"))
    }
    assert used - RETIRED == set(CODES)
    assert len(TABLE) == len(CODES)


# A command in a line of its own, with what it does behind it, or in the middle of a sentence.
COMMANDS = re.findall(r"^ {4,}whitecell (.+?)(?:  .*)?$", GUIDE, re.MULTILINE)
NAMED = [command for command in re.findall(r"`whitecell ([^`]+)`", GUIDE) if command.split()[0].islower()]

AT_ONCE = ("new", "check", "lessons", "graph", "msel", "analyse")
"""Commands that answer without a screen; the others are only parsed here, and played in tests of their own."""


@pytest.mark.parametrize("command", dict.fromkeys((*COMMANDS, *NAMED)))
def test_every_command_of_the_guide_is_one_that_there_is(command: str) -> None:
    name, *arguments = command.split()
    known = cli.commands[name]
    while isinstance(known, click.Group) and arguments:
        known = known.commands[arguments.pop(0)]
    if arguments:
        known.make_context(name, arguments, parent=click.Context(cli, info_name="whitecell", **CONTEXT))


def test_the_commands_of_the_guide_work_in_their_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bridge.yaml").write_text(boxes("whole")[0], encoding="utf-8")
    (tmp_path / "well.yaml").write_text(boxes("faulty")[0], encoding="utf-8")
    (tmp_path / "path.yaml").write_text("{bridge_down: ferry}\n", encoding="utf-8")
    done = [command for command in COMMANDS if command.startswith(AT_ONCE) or "--json" in command]
    assert len(done) >= 12
    for command in done:
        result = CliRunner().invoke(cli, command.split())
        assert result.exit_code == 0, f"{command}: {result.output}"
    assert (tmp_path / "bridge.yaml").read_text(encoding="utf-8") == boxes("whole")[0]
    assert {"flood", "my_week.yaml", "bridge.svg", "bridge.mmd", "bridge.csv"} <= {
        each.name for each in tmp_path.iterdir()
    }
    assert (tmp_path / "flood" / "injects" / "01_bridge.yaml").is_file()


def test_no_line_of_prose_is_too_long_for_an_editor() -> None:
    for number, line in enumerate(lines_of(GUIDE), 1):
        assert len(line) <= 120 or line.startswith("|"), number


def test_the_contents_lead_where_they_say() -> None:
    heads = {
        re.sub(r"[^a-z0-9 -]", "", head.lower()).replace(" ", "-") for head in re.findall(r"^#+ (.+)$", GUIDE, re.M)
    }
    assert set(re.findall(r"\]\(#([^)]+)\)", GUIDE)) <= heads
