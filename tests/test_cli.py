"""The commands: exit codes, one-sentence errors with their place, the keys of the JSON, and what an import costs."""

import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from game.cli import HEADINGS, Commands, _left_alone, cli, main
from game.exercise.run.run_store import Library
from tests.plain.robot import hold, until

PYTHON = [sys.executable, "-c", "import sys; from game.cli import main; sys.exit(main())"]

RUN_KEYS = ["scenario", "sha256", "seed", "day", "endings", "stopped", "gauges", "flags", "decisions"]
RUN_KEYS += ["luck", "opened", "applied", "lessons", "interests"]


def process(*arguments: str, text: str = "", **settings: str) -> subprocess.CompletedProcess[str]:
    """A command in a process of its own."""
    environment = {**os.environ, **settings}
    return subprocess.run(
        [*PYTHON, *arguments], input=text, capture_output=True, text=True, encoding="utf-8", env=environment, timeout=60
    )


def answered(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """Exit code, output and errors of a command in this process."""
    code = main(list(arguments))
    got = capsys.readouterr()
    assert "Traceback" not in got.err
    assert "fault of its own" not in got.err, got.err
    return code, got.out, got.err


def said_of(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 2) -> str:
    """The one sentence on stderr of a command that fails."""
    got, out, err = answered(capsys, *arguments)
    assert (got, out) == (code, "")
    assert err.count("\n") == 1, err
    return err.strip()


def written(path: Path, content: str | bytes) -> str:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return str(path)


@pytest.fixture
def finished() -> str:
    """The name of a run that was played to its end."""
    assert hold(["play", "starter", "--plain", "--seed", "7"]).code == 0
    return Library().entries()[0].id


@pytest.fixture
def unfinished() -> str:
    """The name of a run that was left after its first decision."""
    return hold(["play", "starter", "--plain", "--seed", "7"], until(9)).run


# --- help and start-up

NAMES = sorted(cli.commands)


@pytest.mark.parametrize("name", ["", *NAMES])
def test_every_command_explains_itself(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    for flag in ("--help", "-h"):
        code, out, err = answered(capsys, *([name] if name else []), flag)
        assert (code, err) == (0, "")
        assert out.startswith(f"Usage: whitecell {name}".rstrip())


def test_every_command_stands_under_one_heading_of_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert sorted(name for names in HEADINGS.values() for name in names) == NAMES
    _, out, _ = answered(capsys, "--help")
    assert re.findall(r"^(\w+):$", out, re.MULTILINE) == ["Options", "Play", "Teach", "Write", "Keep"]
    assert "...\n" not in out.partition("\n")[2], "a sentence is cut short"
    assert re.search(r"^  graph    Draw .*^  restore  Bring ", out, re.MULTILINE | re.DOTALL), "one column for all"


def test_a_command_without_a_heading_is_listed_all_the_same() -> None:
    group = Commands("test", commands={"play": cli.commands["play"], "later": click.Command("later", help="Not yet.")})
    listed = CliRunner().invoke(group, ["--help"]).output
    assert re.search(r"^Play:\n  play   Play SCENARIO.*^More:\n  later  Not yet\.$", listed, re.MULTILINE | re.DOTALL)


def test_help_loads_nothing_that_it_does_not_need() -> None:
    code = "import sys; from game.cli import main; main(['--help']); print(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    loaded = {name.partition(".")[0] for name in done.stderr.split()}
    assert not loaded & {"textual", "rich", "numpy", "pydantic", "yaml", "sqlite3", "jinja2", "asyncio"}
    assert "game.scenario" not in done.stderr.split()


def test_playing_in_plain_lines_loads_no_screen() -> None:
    code = "import sys; from game.cli import main; main(['play', 'starter', '--plain']); print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], input="", capture_output=True, text=True, encoding="utf-8", timeout=60
    )
    loaded = set(done.stdout.split())
    assert "game.plain.front" in loaded
    assert not loaded & {"textual", "numpy", "rich"}


def test_the_version_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = answered(capsys, "--version")
    assert code == 0
    assert re.fullmatch(r"whitecell, version \d+\.\d+\.\d+\S*\n", out)


# --- wrong words

WRONG: list[tuple[Sequence[str], str]] = [
    (["nonsense"], "No such command 'nonsense'. See: whitecell --help"),
    (["--nope"], "No such option '--nope'. See: whitecell --help"),
    (["play"], "Missing argument 'SCENARIO'. See: whitecell play --help"),
    (["play", "starter", "--seed", "x"], "Invalid value for '--seed': 'x' is not a valid integer."),
    (["play", "starter", "--policy", "worst"], "Invalid value for '--policy': 'worst' is not one of"),
    (["play", "starter", "--seat", "civil_afairs"], "Did you mean 'civil_affairs'?"),
    (["play", "starte"], "starte: there is no such scenario. Did you mean 'starter'?"),
    (["resume"], "No run is left to go on with; 'whitecell play starter' begins one."),
    (["resume", "nothing"], "There is no run 'nothing'. whitecell runs lists them."),
    (["resume", "../../etc/passwd"], "'../../etc/passwd' is not the name of a run."),
    (["debrief", "nothing"], "There is no run 'nothing'."),
    (["debrief", "nothing", "--json"], "There is no run 'nothing'."),
    (["branch", "nothing"], "Missing option '--at'."),
    (["branch", "nothing", "--at", "pump"], "There is no run 'nothing'."),
    (["lessons", "measure_impac"], "Did you mean 'measure_impact'?"),
    (["check"], "Missing argument 'PATH...'. See: whitecell check --help"),
    (["check", "--explain", "WC999"], "WC999: no finding has this code."),
    (["schema", "more"], "Got unexpected extra argument (more)"),
]


@pytest.mark.parametrize(("arguments", "says"), WRONG, ids=lambda value: " ".join(value) if len(value) < 9 else "")
def test_wrong_words_get_one_sentence(arguments: Sequence[str], says: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert says in said_of(capsys, *arguments)


def test_a_run_that_was_nearly_named_is_suggested(unfinished: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert f"Did you mean '{unfinished}'?" in said_of(capsys, "resume", unfinished + "x")
    assert "It decided: pump." in said_of(capsys, "branch", unfinished, "--at", "zzzzzz")
    assert "Did you mean 'pump'?" in said_of(capsys, "branch", unfinished, "--at", "pumps")


# --- files that cannot be read


def test_an_unreadable_scenario_is_named_with_its_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    binary = written(tmp_path / "binary.yaml", bytes(range(128, 256)) * 20)
    assert said_of(capsys, "play", binary).startswith(f"{binary}:1:1: this is not text in UTF-8.")
    word = written(tmp_path / "word.yaml", "format: 1\nid: word\ntitel: A word\n")
    assert re.match(re.escape(word) + r":\d+:\d+: ", said_of(capsys, "play", word, "--json"))
    broken = written(tmp_path / "broken.yaml", "format: 1\nid: [\n")
    assert re.match(re.escape(broken) + r":\d+:\d+: ", said_of(capsys, "play", broken))
    (tmp_path / "folder").mkdir()
    assert "there is no 'scenario.yaml' in this folder" in said_of(capsys, "play", str(tmp_path / "folder"))
    empty = written(tmp_path / "empty.yaml", "")
    assert said_of(capsys, "play", empty).startswith(f"{empty}:1:1: ")


def test_a_file_without_permission_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "closed.yaml"
    path.mkdir()  # what even root cannot read as a file
    (path / "scenario.yaml").mkdir()
    assert "closed.yaml" in said_of(capsys, "play", str(path))


SCRIPTS = [
    ("pump: nothing\n", "In {path}: inject 'pump' has no option 'nothing'."),
    ("pump: pump_tody\n", "In {path}: inject 'pump' has no option 'pump_tody'. Did you mean 'pump_today'?"),
    ('{"pmp": "pump_today"}', "In {path}: the script names an inject 'pmp' that is not there. Did you mean 'pump'?"),
    ("[1, 2]", "{path}: a script is a map of injects to options."),
    ('{"pump": 3}', "{path}: a script is a map of injects to options."),
    ("pump: pump_today\npump: first_pipe\n", "{path}:2:1: 'pump' stands here a second time"),
    ("pump: 'pump_today\n", "{path}:"),
    (b"\xe9\xe8 pump", "{path}:1:1: this is not text in UTF-8."),
]


@pytest.mark.parametrize(("content", "says"), SCRIPTS, ids=range(len(SCRIPTS)))
def test_a_wrong_script_gets_one_sentence(
    content: str | bytes, says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path / "script", content)
    assert said_of(capsys, "play", "starter", "--script", path).startswith(says.format(path=path))


def test_a_script_that_is_no_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    nowhere = said_of(capsys, "play", "starter", "--script", str(tmp_path / "nowhere"))
    assert nowhere.endswith("nowhere: this file cannot be read: no such file or directory.")
    assert "is a directory" in said_of(capsys, "play", "starter", "--script", str(tmp_path))


def test_a_scripted_option_that_is_closed_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plain = """
format: 1
id: gate
title: Gate
clock: {days: 2}
gauges: {trust: {start: 50}}
injects:
  - {id: gate, situation: A gate., options: [{id: open, label: Open}, {id: shut, label: Shut, requires: trust >= 60}]}
endings: [{id: end, title: End, text: It ends.}]
"""
    scenario, script = written(tmp_path / "gate.yaml", plain), written(tmp_path / "script.yaml", "gate: shut\n")
    closed = said_of(capsys, "play", scenario, "--script", script)
    assert closed == f"In {script}: option 'shut' of inject 'gate' is closed when it comes up."


# --- play without a screen


def played(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, object]:
    code, out, err = answered(capsys, "play", "starter", *arguments, "--json")
    assert (code, err) == (0, "")
    data: dict[str, object] = json.loads(out)
    return data


def test_the_json_of_a_run_has_exactly_the_keys_of_the_contract(capsys: pytest.CaptureFixture[str]) -> None:
    data = played(capsys, "--policy", "random", "--seed", "7")
    assert list(data) == RUN_KEYS
    for decision in data["decisions"]:
        assert list(decision) == ["day", "inject", "option", "chance", "open", "how"]
    for applied in data["applied"]:
        assert list(applied) == ["day", "cause", "effects"]
    for lesson in data["lessons"].values():
        assert list(lesson) == [
            "verdict", "for", "against", "outcome", "reading", "served_at", "spent_at"
        ]  # fmt: skip
    assert (data["scenario"], data["seed"], data["stopped"]) == ("starter", 7, False)


def test_the_seed_is_0_unless_it_is_given(capsys: pytest.CaptureFixture[str]) -> None:
    assert played(capsys) == played(capsys, "--seed", "0")
    assert played(capsys, "--policy", "random") == played(capsys, "--policy", "random", "--seed", "0")


def test_a_policy_or_a_script_alone_means_no_screen(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    empty = written(tmp_path / "script.json", "{}")
    for asked in (["--policy", "first"], ["--script", empty]):
        code, out, _ = answered(capsys, "play", "starter", *asked)
        assert (code, json.loads(out)) == (0, played(capsys))


def test_a_script_is_yaml_or_json_and_the_policy_does_the_rest(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    yaml = written(tmp_path / "script.yaml", "pump: first_pipe\nferry_notebook:\n")  # the second has no options
    as_json = written(tmp_path / "script.json", '{"pump": "first_pipe"}')
    ids = {each["inject"] for each in played(capsys)["decisions"]}
    runs = [played(capsys, "--script", path, "--policy", "last") for path in (yaml, as_json)]
    assert runs[0] == runs[1]
    taken = {each["inject"]: each for each in runs[0]["decisions"]}
    assert set(taken) == ids
    assert taken["pump"]["option"] == "first_pipe"
    assert all(each["option"] == each["open"][-1] for id, each in taken.items() if id != "pump")


def test_nothing_is_kept_of_a_run_without_a_screen(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    played(capsys)
    assert not home.exists()


# --- runs, branch, debrief


def test_runs_lists_what_was_played(finished: str, unfinished: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = answered(capsys, "runs")
    assert code == 0
    assert re.search(rf"^{finished}  finished    5 decisions, day 7 .*First week in Ferry Town$", out, re.M)
    assert re.search(
        rf"^{unfinished}  unfinished  1 decision, day 0 .*; go on with: \S.* resume {unfinished}$", out, re.M
    )
    code, out, _ = answered(capsys, "runs", "--json")
    listed = json.loads(out)
    assert {each["id"] for each in listed} == {finished, unfinished}
    keys = (
        "id scenario title seed started last decisions day ended endings branched_from problem tick finished recalled"
    )
    assert list(listed[0]) == keys.split()


def test_what_is_resumed_without_a_name_is_the_one_run_that_is_left(
    unfinished: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert _left_alone() == unfinished
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    answered(capsys, "play", "starter", "--plain")
    said = said_of(capsys, "resume")
    assert "2 runs are left. Say which one:" in said
    assert f" resume {unfinished} (First week in Ferry Town)" in said
    Library().forget(unfinished)
    Library().forget(Library().entries()[0].id)
    assert "No run is left to go on with" in said_of(capsys, "resume")


def test_a_run_is_deleted_by_its_name(finished: str, unfinished: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert answered(capsys, "runs", "--forget", unfinished) == (0, f"Deleted: {unfinished}.\n", "")
    assert [entry.id for entry in Library().entries()] == [finished]
    code, out, err = answered(capsys, "runs", "--forget", unfinished)
    assert (code, out) == (2, "")
    assert f"no run '{unfinished}'" in err
    assert answered(capsys, "runs", "--json", "--forget", finished)[0] == 2
    assert [entry.id for entry in Library().entries()] == [finished]


def test_no_runs_is_no_failure(capsys: pytest.CaptureFixture[str]) -> None:
    assert answered(capsys, "runs") == (0, "No runs yet. Begin one with: whitecell play starter\n", "")
    assert answered(capsys, "runs", "--json") == (0, "[]\n", "")


def test_branch_makes_a_run_that_can_be_played(finished: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = answered(capsys, "branch", finished, "--at", "fence", "--no-play")
    assert code == 0
    assert re.fullmatch(r"starter-\w{4}\n", out)
    branched = Library().read(out.strip())
    assert branched.branched_from == (finished, "fence")
    assert hold(["resume", out.strip(), "--plain"]).code == 0
    played_on = hold(["branch", finished, "--at", "fence", "--plain"])
    assert played_on.code == 0
    looked_back = hold(["debrief", out.strip()])
    assert f"Played on from “The fence” of run {finished}." in " ".join(looked_back.out.split())


def test_a_debrief_in_a_pipe_is_plain_text(finished: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = answered(capsys, "debrief", finished)
    assert (code, err) == (0, "")
    assert "How it ended:" in out
    assert "The talk:" in out
    assert "\x1b" not in out
    assert answered(capsys, "debrief", finished, "--plain")[1] == out


def test_a_debrief_as_json(finished: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = answered(capsys, "debrief", finished, "--json")
    data = json.loads(out)
    assert (code, data["run"], data["finished"]) == (0, finished, True)
    assert {"families", "barriers", "decisions", "gauges", "headquarters", "forecasts", "notes"} <= set(data)
    assert len(json.loads(answered(capsys, "debrief", finished, finished, "--json")[1])) == 2


def test_two_runs_are_laid_side_by_side(finished: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = answered(capsys, "debrief", finished, finished)
    assert code == 0
    assert out.startswith("Two runs: First week in Ferry Town.")


def test_runs_of_two_scenarios_cannot_be_laid_side_by_side(finished: str, capsys: pytest.CaptureFixture[str]) -> None:
    other = hold(["play", "orvane_mission", "--plain"], until(20)).run
    assert "is of another scenario than run" in said_of(capsys, "debrief", finished, other)


def test_the_debrief_of_an_unfinished_run_says_so(unfinished: str, capsys: pytest.CaptureFixture[str]) -> None:
    for more in ([], ["--json"]):
        code, out, err = answered(capsys, "debrief", unfinished, *more)
        assert (code, bool(out)) == (1, True)
        assert err == "a run is not finished yet; the debrief goes as far as it was played.\n"


# --- check, schema, lessons, doctor


def test_check_answers_by_its_exit_code(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = answered(capsys, "check", "scenarios/starter.yaml", "scenarios/orvane_mission")
    assert (code, err) == (0, "")
    wrong = written(tmp_path / "wrong.yaml", "format: 1\nid: wrong\ntitel: Wrong\n")
    code, out, err = answered(capsys, "check", wrong)
    assert (code, err) == (1, "")
    assert re.search(re.escape(wrong) + r":3:1: error WC\d+: ", out)
    code, out, _ = answered(capsys, "check", wrong, "--json")
    finding = json.loads(out)[0]
    assert code == 1
    assert {"code", "level", "file", "line", "column", "says", "cure", "why", "excerpt"} <= set(finding)
    code, out, _ = answered(capsys, "check", wrong, "--sarif")
    assert (code, json.loads(out)["version"]) == (1, "2.1.0")


def test_a_code_of_check_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = answered(capsys, "check", "--explain", "WC203")
    assert (code, err) == (0, "")
    assert out.startswith("WC203, warning: An option that costs nothing.")


def test_check_passes_over_what_is_no_scenario(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = answered(capsys, "check", "scenarios/README.md", "scenarios/starter.yaml")
    assert (code, err) == (0, "")
    assert "scenarios/README.md: note WC313: this is not a scenario, and is passed over." in out


def test_check_of_what_is_not_there_is_no(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for path in (tmp_path / "nowhere", tmp_path):
        code, out, err = answered(capsys, "check", str(path))
        assert (code, err) == (1, "")
        assert str(path) in out


def test_the_schema_is_a_schema(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = answered(capsys, "schema")
    schema = json.loads(out)
    assert code == 0
    assert "injects" in schema["properties"]
    code, out, _ = answered(capsys, "schema", "--injects")
    assert (code, json.loads(out)["items"]) == (0, {"$ref": "scenario.schema.json#/$defs/Inject"})


def test_the_catalogue_of_lessons(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = answered(capsys, "lessons")
    assert code == 0
    assert out.startswith("54 lessons in 12 families.")
    assert "- measure_impact: Measure what changes." in out
    one = answered(capsys, "lessons", "measure_impact")[1]
    assert "What speaks against it:" in one
    family = answered(capsys, "lessons", "time_horizons")[1]
    assert "(reconcile_time_horizons)" in family
    assert "measure_impact" not in family
    data = json.loads(answered(capsys, "lessons", "--json")[1])
    assert (len(data["families"]), len(data["lessons"]), len(data["barriers"])) == (12, 54, 5)
    assert json.loads(answered(capsys, "lessons", "measure_impact", "--json")[1])["id"] == "measure_impact"
    assert len(json.loads(answered(capsys, "lessons", "time_horizons", "--json")[1])["families"]) == 1


def test_the_doctor_answers_by_its_exit_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = answered(capsys, "doctor")
    assert code == 0
    assert "ok       Data folder: " in out
    monkeypatch.setenv("WHITECELL_HOME", written(tmp_path / "file", "in the way"))
    code, out, _ = answered(capsys, "doctor", "--json")
    finding = next(each for each in json.loads(out) if each["title"] == "Data folder")
    assert (code, finding["level"], sorted(finding)) == (1, "error", ["cure", "level", "says", "title"])


# --- streams


@pytest.mark.skipif(os.name == "nt", reason="a pipe breaks otherwise there")
@pytest.mark.parametrize("arguments", [["lessons", "politics_first"], ["play", "starter", "--plain"], ["schema"]])
def test_a_reader_that_goes_away_ends_it_quietly(arguments: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [*PYTHON, *arguments], stdin=subprocess.DEVNULL, stdout=writing, stderr=subprocess.PIPE, timeout=60
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_under_the_output_gets_one_sentence() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([*PYTHON, "schema"], stdout=full, stderr=subprocess.PIPE, text=True, timeout=60)
    assert done.returncode == 2
    assert done.stderr == "Something cannot be read or written: [Errno 28] No space left on device\n"


@pytest.mark.skipif(os.name == "nt", reason="a shell of other systems")
def test_closed_streams_are_no_fault() -> None:
    command = f"'{sys.executable}' -c 'import sys; from game.cli import main; sys.exit(main())' lessons"
    done = subprocess.run(["sh", "-c", f"{command} >&- 2>&-; echo $?"], capture_output=True, text=True, timeout=60)
    assert (done.stdout, done.stderr) == ("0\n", "")
    left = subprocess.run(
        ["sh", "-c", f"{command.removesuffix('lessons')} play starter --plain <&-"], capture_output=True, timeout=60
    )
    assert left.returncode == 1
    assert b"whitecell resume starter-" in left.stderr


def test_letters_arrive_whatever_the_language_of_the_machine() -> None:
    done = process("lessons", "measure_impact", LANG="C", LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert (done.returncode, done.stderr) == (0, "")
    typed = subprocess.run(
        [*PYTHON, "play", "starter", "--plain"], input=b"\xff\xfe\n\xe9\n", capture_output=True, timeout=60
    )
    assert typed.returncode == 1
    assert b"Traceback" not in typed.stderr
    assert "\N{REPLACEMENT CHARACTER}".encode() in typed.stdout


def test_a_dumb_terminal_gets_plain_lines(unfinished: str) -> None:
    done = process("resume", unfinished, TERM="dumb")
    assert done.returncode == 1
    assert "You go on with First week in Ferry Town" in done.stdout
    assert "\x1b" not in done.stdout


def test_a_fault_of_our_own_is_one_sentence_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(name: str) -> Path:
        raise ZeroDivisionError("by \x1b[31mnought")

    monkeypatch.setattr("game.scenario.load.find", broken)
    assert main(["play", "starter"]) == 2
    err = capsys.readouterr().err
    assert err.startswith(
        "Whitecell met a fault of its own (ZeroDivisionError: by \N{REPLACEMENT CHARACTER}[31mnought)"
    )
    assert err.count("\n") == 1
    monkeypatch.setenv("WHITECELL_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        main(["play", "starter"])


# --- a scenario given to somebody


@pytest.fixture
def flood(tmp_path: Path) -> Path:
    """A scenario's folder packed as a person packs it."""
    import zipfile

    (tmp_path / "flood").mkdir()
    text = "format: 1\nid: flood\ninjects: [{id: queue, situation: A queue.}]\n"
    (tmp_path / "flood" / "scenario.yaml").write_text(text, encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "flood.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.write(tmp_path / "flood" / "scenario.yaml", "flood/scenario.yaml")
    return tmp_path


def test_a_packed_scenario_is_told_to_be_unpacked(capsys: pytest.CaptureFixture[str], flood: Path) -> None:
    for command in ("play", "graph --out x.svg"):
        name, *more = command.split()
        said = said_of(capsys, name, str(flood / "flood.zip"), *more)
        assert "this is a packed folder, and is not read. Unpack it, and name the folder" in said
    assert "Unpack it, and name the folder" in answered(capsys, "check", str(flood / "flood.zip"))[1]
    said = said_of(capsys, "import", str(flood / "flood.zip"))
    assert "it holds a scenario, and no run. Unpack it" in said


def test_to_export_a_scenario_says_how_to_give_it_to_somebody(
    capsys: pytest.CaptureFixture[str], flood: Path, home: Path
) -> None:
    for name, last in ((str(flood / "flood"), "flood"), ("starter", "starter")):
        said = said_of(capsys, "export", name, "--out", str(flood / "x.wcx"))
        assert "is a scenario, and this carries runs and classes." in said
        assert said.rstrip(".").endswith(f"play path/to/{last}")


def test_a_run_sheet_without_an_ending_gets_that_of_a_page(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert answered(capsys, "sheet", "starter", "--minutes", "45", "--out", str(tmp_path / "mysheet"))[0] in (0, 1)
    assert [each.name for each in tmp_path.glob("mysheet*")] == ["mysheet.html"]
