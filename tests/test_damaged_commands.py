"""Commands over a shelf on which something is damaged: it is named, all else works, and the exit code says no."""

import json
from pathlib import Path

import pytest

from game.cli import main
from game.exercise.classroom.class_store import Classes
from game.exercise.run.run_store import Library
from tests.exercise.seating import starter

GARBAGE = b"no database" * 1000


@pytest.fixture
def names(home: Path) -> list[str]:
    """Two sound runs and a damaged one."""
    library = Library()
    made = []
    for _ in range(2):
        table = library.begin(starter(), 7)
        table.log.close()
        made.append(table.name)
    library.path("hurt-abcd").write_bytes(GARBAGE)
    return [*made, "hurt-abcd"]


def said(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    capsys.readouterr()
    code = main(list(words))
    out, err = capsys.readouterr()
    return code, out, err


def test_the_list_of_runs_names_what_is_damaged_and_says_no(names: list[str], capsys: pytest.CaptureFixture) -> None:
    code, out, err = said(capsys, "runs")
    assert code == 1
    assert sorted(line.split()[0] for line in out.splitlines()) == sorted(names)
    assert "hurt-abcd  damaged     'hurt-abcd.sqlite3' is damaged and cannot be read" in out
    assert err.startswith("1 of 3 cannot be read")


def test_the_list_as_json_has_a_key_more_and_loses_none(names: list[str], capsys: pytest.CaptureFixture) -> None:
    code, out, _ = said(capsys, "runs", "--json")
    listed = json.loads(out)
    assert code == 1
    assert {entry["id"]: bool(entry["problem"]) for entry in listed} == {
        name: name == "hurt-abcd" for name in names
    }  # fmt: skip
    assert len({tuple(entry) for entry in listed}) == 1


def test_no_runs_is_only_said_where_there_are_none(home: Path, capsys: pytest.CaptureFixture) -> None:
    assert said(capsys, "runs") == (0, "No runs yet. Begin one with: whitecell play starter\n", "")
    (home / "runs").mkdir(parents=True)
    (home / "runs" / "hurt-abcd.sqlite3").write_bytes(b"")
    code, out, _ = said(capsys, "runs")
    assert (code, "No runs yet" in out, "hurt-abcd" in out) == (1, False, True)


def test_a_shelf_that_cannot_be_listed_is_not_an_empty_one(home: Path, capsys: pytest.CaptureFixture) -> None:
    home.mkdir(parents=True)
    (home / "runs").write_text("", encoding="utf-8")
    code, out, _ = said(capsys, "runs")
    assert (code, "No runs yet" in out, "cannot be read" in out) == (1, False, True)


def test_a_damaged_class_is_named_beside_the_others(home: Path, capsys: pytest.CaptureFixture) -> None:
    room, _ = Classes().open(starter(), 1, seed=7)
    room.close()
    (home / "classes" / "hurt-abcd.sqlite3").write_bytes(GARBAGE)
    code, out, _ = said(capsys, "runs", "--classes")
    assert code == 1
    assert [line.split()[0] for line in out.splitlines()] == [room.name, "hurt-abcd"]
    assert "damaged" in out.splitlines()[1]


@pytest.mark.parametrize("words", [("debrief", "--plain"), ("resume", "--plain"), ("branch", "--at", "x", "--no-play")])
def test_a_damaged_run_is_refused_in_one_sentence(
    names: list[str], words: tuple[str, ...], capsys: pytest.CaptureFixture
) -> None:
    code, out, err = said(capsys, words[0], "hurt-abcd", *words[1:])
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert "'hurt-abcd.sqlite3' is damaged" in err


def test_of_several_runs_the_sound_ones_are_shown(names: list[str], capsys: pytest.CaptureFixture) -> None:
    code, out, err = said(capsys, "debrief", *names, "--json")
    assert code == 1
    assert len(json.loads(out)) == 2
    assert err.startswith("'hurt-abcd.sqlite3' is damaged")


def test_the_plain_home_names_what_is_damaged(
    names: list[str], capsys: pytest.CaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    import io

    monkeypatch.setattr("sys.stdin", io.StringIO("q\n"))
    _, out, _ = said(capsys, "--plain")
    assert "- hurt-abcd: " in out
    assert "Go on with:" in out
