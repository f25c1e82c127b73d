"""The doctor: each thing that may go wrong is seen, named, and given a cure."""

import datetime as dt
import os
import socket
import sqlite3
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from game.doctor import MachineFinding, examine, installed, network, store, terminal
from game.doctor.finding import ERROR, NOTE, OK, WARNING
from game.exercise.run.run_store import Library
from game.scenario.load import find, load


def found(look: Callable[[], Iterator[MachineFinding]], title: str) -> MachineFinding:
    """What an examination says of one thing."""
    return next(finding for finding in look() if finding.title == title)


def test_a_sound_machine_has_no_errors() -> None:
    findings = examine()
    assert [finding for finding in findings if finding.level == ERROR] == []
    titles = {finding.title for finding in findings}
    expected = {"Python", "Packages", "Extra web", "SQLite", "Scenario starter", "Data folder", "Log", "Disk", "Runs"}
    assert titles >= expected | {"Clock", "Letters", "Terminal", "Loopback", "Local network"}


def test_it_leaves_nothing_behind(home: Path) -> None:
    list(store.store())
    assert not home.exists()
    home.mkdir(parents=True)
    list(store.store())
    assert list(home.iterdir()) == []


def test_a_finding_has_a_line_and_plain_data() -> None:
    finding = MachineFinding(WARNING, "Port", "8765 is in use.", "Take another.")
    assert finding.shown() == "warning  Port: 8765 is in use. Take another."
    assert finding.shown(60).count("\n") == 0
    assert MachineFinding(OK, "X", "word " * 40).shown(60).splitlines()[1].startswith("         word")
    assert finding.as_json() == {
        "level": "warning", "title": "Port", "says": "8765 is in use.", "cure": "Take another."
    }  # fmt: skip


def test_an_examination_that_fails_hides_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> Iterator[MachineFinding]:
        raise RuntimeError("oh")
        yield

    monkeypatch.setattr(store, "clock", broken)
    findings = examine()
    assert MachineFinding(WARNING, "Broken", "could not be examined (RuntimeError: oh).") in findings
    assert "Loopback" in {finding.title for finding in findings}


# --- what is installed


def test_a_missing_package_is_an_error_and_a_missing_extra_a_note(monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = {"": ["click>=8", "no-such-thing>=1"], "web": ["nor-this"]}
    monkeypatch.setattr(installed, "requirements", lambda: wanted)
    missing = found(installed.packages, "Packages")
    assert (missing.level, "no-such-thing" in missing.says) == (ERROR, True)
    extra = found(installed.packages, "Extra web")
    assert (extra.level, extra.says) == (NOTE, "not there, for a class in browsers (missing: nor-this).")
    assert "python -m game host" in extra.cure  # a checkout fetches it there


def test_versions_are_compared_as_numbers() -> None:
    there, lacking = installed.look_up(["click>=8.1.8", "pytest>=999", "textual>=8.2.8,<9", "click>=1,<8"])
    assert len(there) == 2
    assert lacking[0].startswith("pytest>=999 (this is ")
    assert lacking[1].startswith("click>=1,<8 (this is ")


def test_the_requirements_are_those_of_the_project() -> None:
    wanted = installed.requirements()
    assert any(line.startswith("textual") for line in wanted[""])
    assert {"web", "office", "cluster"} <= set(wanted)


def test_the_version_is_known_without_an_installation(monkeypatch: pytest.MonkeyPatch) -> None:
    known = installed.version()
    missing = installed.metadata.PackageNotFoundError

    def none(name: str) -> str:
        raise missing(name)

    monkeypatch.setattr(installed.metadata, "version", none)
    monkeypatch.setattr(installed.metadata, "requires", none)
    assert installed.version() == known
    assert any(line.startswith("click") for line in installed.requirements()[""])


@pytest.mark.parametrize(
    ("version", "level"), [((3, 31, 0), ERROR), ((3, 40, 1), NOTE), ((3, 51, 2), NOTE), ((3, 51, 3), OK)]
)
def test_sqlite_is_judged_by_its_version(
    version: tuple[int, int, int], level: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", version)
    assert found(installed.sqlite, "SQLite").level == level


def test_a_shipped_scenario_that_cannot_be_played_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text("format: 1\nid: [", encoding="utf-8")
    monkeypatch.setattr("game.scenario.load.shipped", lambda: {"broken": broken})
    finding = found(installed.scenarios, "Scenario broken")
    assert finding.level == ERROR
    assert "broken.yaml:3:1: " in finding.says


# --- the store


def test_a_folder_that_cannot_be_written_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    monkeypatch.setenv("WHITECELL_HOME", str(tmp_path / "file"))
    finding = found(store.store, "Data folder")
    assert finding.level == ERROR
    assert "WHITECELL_HOME" in finding.cure


@pytest.mark.parametrize(("free", "level"), [(5, ERROR), (100, WARNING), (5_000, OK)])
def test_a_full_disk_is_seen(free: int, level: str, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = type("Usage", (), {"free": free * 1_000_000})
    monkeypatch.setattr(store.shutil, "disk_usage", lambda folder: usage)
    assert found(store.store, "Disk").level == level


def test_a_slow_disk_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "write_and_read", lambda path: 0.9)
    finding = found(store.store, "Log")
    assert (finding.level, "900.0 ms" in finding.says) == (WARNING, True)


def test_a_log_is_really_written_and_read(tmp_path: Path) -> None:
    assert 0 < store.write_and_read(tmp_path / "trial.sqlite3") < 10
    assert (tmp_path / "trial.sqlite3").is_file()


def test_damaged_classes_are_named_and_nothing_is_said_where_there_are_none(home: Path) -> None:
    assert list(store.classes()) == []
    (home / "classes").mkdir(parents=True)
    (home / "classes" / "cut-abcd.sqlite3").write_bytes(b"no database")
    finding = found(store.classes, "Classes")
    assert finding.level == WARNING
    assert finding.says.startswith("1 cannot be read: cut-abcd.sqlite3 (")


def test_damaged_runs_are_named(home: Path) -> None:
    library = Library()
    library.begin(load(find("starter")), 7).log.close()
    assert found(store.runs, "Runs").says == "1 played here, all of them can be read."
    (library.folder / "cut-abcd.sqlite3").write_bytes(b"no database")
    (library.folder / "none-abcd.sqlite3").write_bytes(b"")
    finding = found(store.runs, "Runs")
    assert finding.level == WARNING
    assert finding.says.startswith("2 of 3 cannot be read: cut-abcd.sqlite3 (")
    assert "none-abcd" in finding.says


def test_a_clock_that_is_wrong_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    later = Library(clock=lambda: dt.datetime.now(dt.UTC) + dt.timedelta(days=3))
    later.begin(load(find("starter")), 7).log.close()
    assert found(store.clock, "Clock").level == NOTE
    monkeypatch.setattr(store, "BORN", dt.datetime(2999, 1, 1, tzinfo=dt.UTC))
    assert found(store.clock, "Clock").level == WARNING


# --- the terminal


def test_colours_are_what_the_terminal_says() -> None:
    assert terminal.colours({"NO_COLOR": "1", "COLORTERM": "truecolor"}).says.startswith("NO_COLOR is set")
    assert terminal.colours({"COLORTERM": "truecolor"}).level == OK
    assert terminal.colours({"TERM": "xterm-256color"}).level == OK
    assert terminal.colours({"TERM": "linux"}).level == NOTE


@pytest.mark.skipif(sys.platform == "win32", reason="settings of other systems")
def test_letters_need_utf_8(monkeypatch: pytest.MonkeyPatch) -> None:
    assert found(terminal.terminal, "Letters").level == OK
    monkeypatch.setenv("LANG", "C")
    assert found(terminal.terminal, "Letters").level == WARNING
    monkeypatch.setenv("LC_ALL", "de_DE.utf8")
    assert found(terminal.terminal, "Letters").level == OK


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminal there")
def test_a_terminal_is_asked_how_wide_it_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal that draws a block two columns wide answers so."""
    import pty
    import threading

    ours, theirs = pty.openpty()

    def answers() -> None:
        asked = b""
        while b"\x1b[6n" not in asked:
            asked += os.read(ours, 100)
        os.write(ours, b"\x1b[5;3R")

    thread = threading.Thread(target=answers)
    thread.start()
    with os.fdopen(theirs, "r+b", buffering=0) as device, os.fdopen(os.dup(theirs), "w", encoding="utf-8") as out:
        monkeypatch.setattr("sys.stdin", device)
        monkeypatch.setattr("sys.stdout", out)
        assert terminal.measure("▆") == 2
    thread.join()
    os.close(ours)


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminal there")
def test_a_terminal_that_does_not_answer_is_waited_for_but_not_long(monkeypatch: pytest.MonkeyPatch) -> None:
    import pty

    monkeypatch.setattr(terminal, "PATIENCE", 0.05)
    ours, theirs = pty.openpty()
    with os.fdopen(theirs, "r+b", buffering=0) as device, os.fdopen(os.dup(theirs), "w", encoding="utf-8") as out:
        monkeypatch.setattr("sys.stdin", device)
        monkeypatch.setattr("sys.stdout", out)
        assert terminal.measure("▆") is None
    os.close(ours)


# --- the network


def test_a_port_in_use_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        monkeypatch.setattr(network, "PORT", port)
        finding = found(network.network, "Port")
    assert (finding.level, finding.cure) == (WARNING, f"Host a class with another: --port {port + 1}")
    assert network.port_taken(port) == ""


def test_a_machine_without_a_network_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network, "lan_address", lambda: "")
    assert found(network.network, "Local network").level == NOTE
