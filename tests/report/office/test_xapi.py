"""xAPI lines: what a record store and a reader of the games profile ask for, and nothing of who did not agree."""

import json
import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from game.cli import main
from game.record_store import PASSWORD, USER
from game.report.office.xapi import CannotState, lines, statements
from game.report.tables import TableSource
from tests.waiting import until

RALPH = shutil.which("ralph")
SERVE = """
import sys, uvicorn
from ralph.backends.data.base import BaseOperationType
from ralph.backends.lrs.fs import FSLRSBackend

FSLRSBackend.default_operation_type = BaseOperationType.APPEND
uvicorn.run("ralph.api:app", host="127.0.0.1", port=int(sys.argv[1]))
"""
"""Not by its own runserver, which starts a second process and watches; and its store in a file, which else takes one
request and no more, appends."""
HASHED = "import bcrypt;print(bcrypt.hashpw(b'p',bcrypt.gensalt()).decode())"


def conditions(made: dict[str, Any]) -> list[str]:
    """What T-Mon's reader of statements asks for, said anew."""
    wrong = []
    if not made["actor"].get("name"):
        wrong.append("an actor has a name: it is the key")
    if not made["timestamp"].endswith("Z"):
        wrong.append("a time ends in Z")
    if "context" not in made:
        wrong.append("a context is there")
    kind = made["object"]["definition"]["type"].rsplit("/", 1)[1]
    if kind == "alternative" and "success" not in made.get("result", {}):
        wrong.append("an alternative without success is dropped")
    if made["verb"]["id"].endswith("progressed") and not any(
        key.endswith("progress") for key in made["result"]["extensions"]
    ):
        wrong.append("progress stands in its extension")
    return wrong


@pytest.mark.parametrize("group", [2, 5], indirect=True)
def test_there_are_as_many_choices_as_decisions_and_a_reader_takes_each(
    solo: list[TableSource], group: list[TableSource]
) -> None:
    for sources in (solo, group):
        made = list(statements(sources))
        assert [conditions(each) for each in made] == [[]] * len(made)
        table = [
            each for each in made if "how" in json.dumps(each.get("result", {})) and "/choice" not in json.dumps(each)
        ]
        taken = [each for each in table if f"{'ext/day'}" in json.dumps(each["result"])]
        assert len(taken) == sum(len(each.run.decisions) for each in sources)
        assert len({each["id"] for each in made}) == len(made)


@pytest.mark.parametrize("group", [2, 5], indirect=True)
def test_nothing_is_a_score_or_a_success(solo: list[TableSource], group: list[TableSource]) -> None:
    said = lines(solo) + lines(group)
    assert '"success"' not in said
    assert '"score"' not in said


@pytest.mark.parametrize("group", [2, 5], indirect=True)
def test_of_a_class_only_who_agreed_is_an_agent_and_nobody_is_named(group: list[TableSource]) -> None:
    record = group[0].record
    assert record
    said = lines(group)
    assert not [each.name for each in record.roster.members.values() if each.name in said]
    agreed = sum(each.named for each in record.roster.members.values())
    actors = {each["actor"]["account"]["name"]: each["actor"]["objectType"] for each in statements(group)}
    assert sum(kind == "Agent" for kind in actors.values()) <= agreed
    assert sum(kind == "Group" for kind in actors.values()) == len(group)
    assert not [each for each in statements(group) if "member" in each["actor"]]
    assert "Because s" not in said


def test_the_same_run_gives_the_same_bytes_and_an_array_holds_the_same(solo: list[TableSource], tmp_path: Path) -> None:
    name = solo[0].name
    for path in ("a", "b"):
        assert main(["debrief", name, "--xapi", str(tmp_path / path)]) == 0
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    assert (
        main(["debrief", name, "--xapi", str(tmp_path / "c"), "--array", "--base", "https://college.example/x/"]) == 0
    )
    made = json.loads((tmp_path / "c").read_text(encoding="utf-8"))
    assert len(made) == len((tmp_path / "a").read_text(encoding="utf-8").splitlines())
    assert all(each["object"]["id"].startswith("https://college.example/x/starter") for each in made)
    with pytest.raises(CannotState):
        lines(solo, "javascript:alert(1)/")


@pytest.fixture
def ralph(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """A real record store with one account, ``w`` and ``p``: its address, and the file in which it holds statements."""
    for folder in ("data", "app"):
        (tmp_path / folder).mkdir()
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    python = str(Path(str(RALPH)).parent / "python")
    hashed = subprocess.run([python, "-c", HASHED], capture_output=True, text=True, check=True).stdout.strip()
    account = {"username": "w", "hash": hashed, "scopes": ["all"], "agent": {"mbox": "mailto:lrs@example.org"}}
    (tmp_path / "auth.json").write_text(json.dumps([account]), encoding="utf-8")
    environment = {
        **os.environ,
        "RALPH_APP_DIR": str(tmp_path / "app"),
        "RALPH_AUTH_FILE": str(tmp_path / "auth.json"),
        "RALPH_RUNSERVER_BACKEND": "fs",
        "RALPH_BACKENDS__LRS__FS__DEFAULT_DIRECTORY_PATH": str(tmp_path / "data"),
        "RALPH_BACKENDS__LRS__FS__DEFAULT_LRS_FILE": "statements.jsonl",
    }
    log = tmp_path / "log"

    def up() -> bool:
        assert server.poll() is None, log.read_text()
        with socket.socket() as knock:
            return knock.connect_ex(("127.0.0.1", port)) == 0

    with log.open("w") as out:
        asked = [python, "-c", SERVE, str(port)]
        server = subprocess.Popen(asked, env=environment, stdout=out, stderr=out, cwd=tmp_path)
        try:
            until(up, 150)
            yield f"http://127.0.0.1:{port}/xAPI/", tmp_path / "data" / "statements.jsonl"
        finally:
            server.kill()
            server.wait()


@pytest.mark.timeout(240)
@pytest.mark.endurance  # its store is a quarter of a gigabyte and takes minutes to install
@pytest.mark.skipif(RALPH is None, reason="no learning record store is installed (ralph-malph)")
@pytest.mark.parametrize("group", [2, 5], indirect=True)
def test_a_record_store_takes_all_twice_and_holds_them_once(
    solo: list[TableSource],
    group: list[TableSource],
    ralph: tuple[str, Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    url, held = ralph
    record = group[0].record
    assert record
    monkeypatch.setenv(USER, "w")
    monkeypatch.setenv(PASSWORD, "p")
    written = []
    for name in (solo[0].name, record.name):
        file = tmp_path / f"{name}.jsonl"
        for _ in range(2):
            assert main(["debrief", name, "--xapi", str(file), "--lrs", url]) == 0, capsys.readouterr().err
        made = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
        assert capsys.readouterr().out.count(f"Sent: {len(made)} statements, each held once.") == 2
        written += made
    stored = [json.loads(line) for line in held.read_text(encoding="utf-8").splitlines()]
    assert [each["id"] for each in stored] == [each["id"] for each in written]
    monkeypatch.setenv(PASSWORD, "another")
    assert main(["debrief", record.name, "--xapi", str(file), "--lrs", url]) == 2
    assert "name and password" in capsys.readouterr().err
