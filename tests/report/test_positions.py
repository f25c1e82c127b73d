"""Positions of several cities and weeks on one page: in the order of the files, nobody ranked."""

import json
from pathlib import Path
from typing import Any

import pytest

from game.cli import main
from game.report.positions import PositionsError, read


def position(how: str = "kept", again_words: str = "No.", id: str = "far") -> dict[str, Any]:
    return {
        "at": {"inject": id, "title": "How far"}, "first": "Not at all", "first_words": "No.", "again": "A little",
        "again_words": again_words, "how": how,
    }  # fmt: skip


def kept(folder: Path, name: str, *positions: dict[str, Any], whole: bool = True) -> Path:
    file = folder / f"{name}.json"
    front = {"positions": positions}
    file.write_text(json.dumps({"front": front} if whole else front), encoding="utf-8")
    return file


def test_each_question_has_its_answers_in_the_order_of_the_files(tmp_path: Path) -> None:
    files = [
        kept(tmp_path, "dover", position("moved")),
        kept(tmp_path, "aden", position("kept in other words", "Not now."), whole=False),
    ]
    (found,) = read(files)
    assert (found.id, found.title) == ("far", "How far")
    assert [(each.place, each.how, each.new_reason) for each in found.answers] == [
        ("dover", "moved", False), ("aden", "kept in other words", True),
    ]  # fmt: skip


def test_of_a_class_each_syndicate_is_a_place(tmp_path: Path) -> None:
    file = tmp_path / "aden.json"
    groups = {number: {"debrief": {"front": {"positions": [position()]}}} for number in ("1", "2")}
    file.write_text(json.dumps({"syndicates": groups}), encoding="utf-8")
    (found,) = read([file])
    assert [each.place for each in found.answers] == ["aden 1", "aden 2"]


def test_the_command_says_what_became_of_each_and_ranks_nobody(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = [
        kept(tmp_path, "dover", position("moved")),
        kept(tmp_path, "aden", position("kept in other words", "Later.")),
    ]
    assert main(["course", "--positions", *map(str, files)]) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert "What became of it: moved." in out
    assert "What became of it: kept, with a new reason." in out
    assert "aden: “No.”; then “Later.”" in out
    assert out.index("dover") < out.index("aden")
    assert main(["course", "--positions", *map(str, files), "--html", str(tmp_path / "c.html")]) == 0
    assert "How far" in (tmp_path / "c.html").read_text(encoding="utf-8")
    assert main(["course", *map(str, files)]) == 2


NO_POSITIONS = (
    "", "[]", "{}", "null", '{"front": {"positions": []}}', '{"front": {"positions": [1]}}',
    '{"front": {"positions": [{"at": 3}]}}', "[" * 100_000, "<html>",
)  # fmt: skip


@pytest.mark.parametrize("text", NO_POSITIONS, ids=range(len(NO_POSITIONS)))
def test_a_file_that_holds_no_positions_says_so_in_a_sentence(tmp_path: Path, text: str) -> None:
    file = tmp_path / "x.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(PositionsError) as found:
        read([file])
    assert str(found.value).startswith(str(file))
    with pytest.raises(PositionsError):
        read([tmp_path / "none.json"])


def test_hostile_text_is_a_line_of_text(tmp_path: Path) -> None:
    (found,) = read([kept(tmp_path, "x", position(again_words="\x1b[31m[b]red[/b]\u202e" * 100))])
    assert "\x1b" not in found.answers[0].again_words
    assert len(found.answers[0].again_words) <= 601
