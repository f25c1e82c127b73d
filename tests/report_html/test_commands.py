"""`debrief --html` and `sheet`: files written whole, and said where."""

import sys
from pathlib import Path

import pytest

from game.cli import main
from game.exercise.run.run_store import Library
from game.report.html import write
from game.report.html.write import CannotWrite, keep_page, write_page
from game.scenario.load import find, load
from tests.report_html.conftest import played, small


def test_a_debrief_is_written_and_its_place_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name, _ = played(Library(), small())
    target = tmp_path / "home.html"
    assert main(["debrief", name, "--html", str(target)]) == 0
    assert f"Written: {target}" in capsys.readouterr().out
    assert "A small exercise" in target.read_text(encoding="utf-8")


def test_several_runs_make_the_page_of_a_class(tmp_path: Path) -> None:
    names = [played(Library(), small(), pick=pick)[0] for pick in (0, 1, 1)]
    target = tmp_path / "class.html"
    assert main(["debrief", *names, "--html", str(target)]) == 0
    page = target.read_text(encoding="utf-8")
    assert "A class, side by side" in page
    assert all(name in page for name in names)


def test_runs_of_two_scenarios_are_refused_and_nothing_is_written(tmp_path: Path) -> None:
    names = [played(Library(), made)[0] for made in (small(), load(find("starter")))]
    target = tmp_path / "class.html"
    assert main(["debrief", *names, "--html", str(target)]) == 2
    assert not list(tmp_path.glob("*.html"))


def test_two_forms_at_once_are_refused(tmp_path: Path) -> None:
    name, _ = played(Library(), small())
    assert main(["debrief", name, "--json", "--html", str(tmp_path / "home.html")]) == 2
    assert not (tmp_path / "home.html").exists()


def test_a_run_sheet_is_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "sheet.html"
    assert main(["sheet", "starter", "--minutes", "45", "--out", str(target)]) == 0
    assert "Written:" in capsys.readouterr().out
    assert "45 minutes" in target.read_text(encoding="utf-8")


def test_a_scenario_that_does_not_fit_is_an_answer_of_no(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "long.yaml"
    text = find("starter").read_text(encoding="utf-8")
    file.write_text(text.replace("    minutes: 3\n", "    minutes: 60\n"), encoding="utf-8")
    assert main(["sheet", str(file), "--minutes", "45", "--out", str(tmp_path / "s.html")]) == 1
    assert "does not fit in 45 minutes" in capsys.readouterr().err
    assert not (tmp_path / "s.html").exists()


def test_a_half_written_page_never_stands_in_the_old_ones_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "page.html"
    write_page(target, "old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(write.os, "fsync", full)
    with pytest.raises(CannotWrite, match="No space left"):
        write_page(target, "new")
    assert target.read_text(encoding="utf-8") == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]


def test_a_folder_that_is_not_there_is_said_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(CannotWrite, match="cannot be written"):
        write_page(tmp_path / "nowhere" / "page.html", "text")


# --- a name that came from elsewhere


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("ferry-my-copy.html", "ferry-my-copy.html"),
        ("/home/x/.bashrc", "bashrc.html"),
        ("../../up.html", "up.html"),
        ("C:\\Windows\\win.ini", "win-ini.html"),
        ("share:stream", "stream.html"),
        ("a\x00b\x1b[2J\nc.HTML", "a-b-2J-c.html"),
        ("", "page.html"),
        ("..", "page.html"),
        ("-rf", "rf.html"),
        ("nul.html", "page-nul.html"),
        ("x" * 500, "x" * 80 + ".html"),
    ],
)
def test_a_name_from_the_other_side_is_no_path(given: str, kept: str, tmp_path: Path) -> None:
    inside = tmp_path / "here"
    inside.mkdir()
    assert keep_page(inside, given, "<p>page") == (inside / kept).resolve()
    assert [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.*")] == [f"here/{kept}"]
    assert (inside / kept).read_text(encoding="utf-8") == "<p>page"


def test_a_page_is_never_kept_over_a_file_that_is_there(tmp_path: Path) -> None:
    (tmp_path / "copy.html").write_text("mine", encoding="utf-8")
    first = keep_page(tmp_path, "copy.html", "theirs")
    assert (first.name, (tmp_path / "copy.html").read_text(encoding="utf-8")) == ("copy-2.html", "mine")
    assert keep_page(tmp_path, "copy.html", "theirs") == first  # the very same page is kept once
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy-2.html", "copy.html"]


@pytest.mark.skipif(sys.platform == "win32", reason="a link takes rights there")
def test_a_page_is_not_written_through_a_link(tmp_path: Path) -> None:
    aim = tmp_path / "aim.txt"
    (tmp_path / "copy.html").symlink_to(aim)
    assert keep_page(tmp_path, "copy.html", "theirs").name == "copy-2.html"
    assert not aim.exists()
