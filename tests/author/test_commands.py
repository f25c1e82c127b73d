"""The commands of an author: exit codes, sentences, and files left as they should be."""

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from game.author import tables
from game.cli import cli, main
from game.scenario.load import load


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(list(arguments))
    out = capsys.readouterr()
    return code, out.out, out.err


def test_from_nothing_to_a_list_and_back(capsys: pytest.CaptureFixture[str], here: Path) -> None:
    assert said(capsys, "new", "flood", "--yes")[0] == 0
    assert said(capsys, "check", "flood")[:2] == (0, "Nothing to say: it can be played.\n")
    assert said(capsys, "play", "flood", "--policy", "last", "--json")[0] == 0
    assert said(capsys, "msel", "export", "flood", "--out", "list.xlsx")[0] == 0
    assert said(capsys, "msel", "import", "list.xlsx", "--into", "flood")[:2] == (
        0, "Nothing in the scenario changes.\n",
    )  # fmt: skip
    rows = tables.read(here / "list.xlsx")
    rows[1][6] = "Another title"
    rows[1][9] = "measure_impact"
    tables.write(here / "list.csv", rows)
    code, out, err = said(capsys, "msel", "import", "list.csv", "--into", "flood")
    assert (code, err) == (1, "")
    assert "Changed: bridge." in out
    assert "not placed: Objectives" in out
    assert load(here / "flood").injects[0].title == "Another title"
    assert (here / "flood_msel_unplaced.csv").exists()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("new", "Bad Id", "--yes"), "Try 'bad_id'."),
        (("new", "x", "--from", "strater"), "Did you mean 'starter'?"),
        (("graph", "starter", "--out", "x.png"), "ends neither in .svg nor in .mmd"),
        (("graph", "starter", "--out", "no/where/x.svg"), "cannot be written"),
        (("msel", "export", "starter", "--out", "x.pdf"), "ends neither in .csv nor in .xlsx"),
        (("msel", "import", "nowhere.csv", "--into", "x"), "cannot be read"),
        (("preview", "starter"), "needs a terminal"),
    ],
)
def test_what_cannot_be_done_gets_one_sentence(
    capsys: pytest.CaptureFixture[str], here: Path, arguments: tuple[str, ...], sentence: str
) -> None:
    code, _, err = said(capsys, *arguments)
    assert code == 2
    assert sentence in err
    assert "Traceback" not in err
    assert list(here.iterdir()) == []


def test_without_the_extra_one_sentence_says_how_to_get_it(
    capsys: pytest.CaptureFixture[str], here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    code, _, err = said(capsys, "msel", "export", "starter", "--out", "x.xlsx")
    assert code == 2
    assert "python -m game msel export ... --out F.xlsx" in err  # here; a wheel names pip's line
    assert ".csv" in err
    (here / "y.xlsx").write_bytes(b"PK")
    assert "python -m game msel import F.xlsx" in said(capsys, "msel", "import", "y.xlsx", "--into", "x")[2]
    assert said(capsys, "msel", "export", "starter", "--out", "x.csv")[0] == 0


def test_pictures_of_the_shipped_scenarios(capsys: pytest.CaptureFixture[str], here: Path) -> None:
    assert said(capsys, "graph", "orvane_mission", "--out", "o.svg")[0] == 0
    assert said(capsys, "graph", "starter", "--out", "s.mmd")[0] == 0
    assert (here / "s.mmd").read_text(encoding="utf-8").startswith("flowchart LR")


def test_a_hidden_bomb_in_a_workbook_is_refused(capsys: pytest.CaptureFixture[str], here: Path) -> None:
    import zipfile

    with zipfile.ZipFile(here / "bomb.xlsx", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * 200_000_000)
    code, _, err = said(capsys, "msel", "import", "bomb.xlsx", "--into", "x")
    assert code == 2
    assert "unpacks to more than" in err


def test_help_loads_no_screen_and_no_spreadsheet() -> None:
    program = "import sys, game.cli; game.cli.main(['new', '--help']); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True)
    assert not {"textual", "xlsxwriter", "openpyxl"} & set(done.stdout.split())


def test_the_commands_are_there() -> None:
    assert {"new", "preview", "graph", "msel", "lessons"} <= set(cli.commands)
    assert CliRunner().invoke(cli, ["msel", "--help"]).exit_code == 0
