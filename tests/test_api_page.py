"""The page of the Python API: four pieces of ten lines at most, run as they stand there."""

import re
from pathlib import Path
from typing import Any

import pytest

PAGE = (Path(__file__).resolve().parent.parent / "game" / "API.md").read_text(encoding="utf-8")
PIECES = dict(re.findall(r"^## (.+?)$.*?^```python\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL))


def test_there_are_four_pieces_of_ten_lines_at_most() -> None:
    assert list(PIECES) == ["Load", "Play", "Analyse", "Look back"]
    assert all(piece.count("\n") <= 10 for piece in PIECES.values())


def test_the_pieces_run_one_after_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    known: dict[str, Any] = {}
    for name, piece in PIECES.items():
        exec(compile(piece, f"API.md, {name}", "exec"), known)
    out = capsys.readouterr().out
    assert "First week in Ferry Town 12 injects" in out
    assert "no_such_scenario" in out
    assert "\nsampled " in out
    assert "The pump False" in out
    assert known["run"]["endings"]
    assert list((tmp_path / "runs").rglob("*.sqlite3"))
