"""Every sentence that names a command of this program names it as it was called."""

import subprocess
import sys
from pathlib import Path

import pytest

import game
from game.called import as_called, program
from game.cli import main
from tests.plain.robot import hold, listed

MODULE = Path(game.__file__).with_name("__main__.py")


@pytest.mark.parametrize(
    ("started", "named"),
    [
        (str(MODULE), "python -m game"),
        ("/usr/local/bin/whitecell", "whitecell"),
        ("/somewhere/pytest/__main__.py", "whitecell"),
        ("", "whitecell"),
    ],
)
def test_the_program_is_named_as_it_was_started(started: str, named: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", [started])
    assert program() == named
    assert as_called("`whitecell play x` plays it; whitecell is this program.") == (
        f"`{named} play x` plays it; whitecell is this program."
    )


def test_no_arguments_at_all_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", [])
    assert program() == "whitecell"


def test_sentences_name_the_module_where_the_module_was_started(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", [str(MODULE)])
    assert main(["runs"]) == 0
    assert main(["resume", "nothing"]) == 2
    assert main(["host", "--nonsense"]) == 2
    assert main(["check", "--explain", "WC001"]) in (0, 2)
    out, err = capsys.readouterr()
    out += hold(["--plain"], listed("w", "q", "y")).out
    assert "python -m game play starter" in out
    assert "python -m game runs lists them." in err
    assert "python -m game host --help" in err
    assert "whitecell host" not in out + err
    assert "whitecell play" not in out


def test_started_as_a_module_it_says_so() -> None:
    done = subprocess.run([sys.executable, "-m", "game", "resume"], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "python -m game resume --help" in done.stderr
