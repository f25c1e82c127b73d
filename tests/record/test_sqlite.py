"""The promise of a log, kept by SQLite: whole, once, in order, for ever."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.record.events import Fact, Kind
from game.record.log import RecordError, Taken
from game.record.sqlite import open_log, read_log

AT = "2031-01-01T00:00:00+00:00"


def fact(id: str, text: str = "") -> Fact:
    return Fact(id, Kind.NOTE_ADDED, "seat", {"text": text, "about": ""})


def test_what_was_appended_is_there_after_reopening(tmp_path: Path) -> None:
    path = tmp_path / "run.sqlite3"
    log = open_log(path)
    made = log.append("1", 0, [fact("a", "ä — 😀"), fact("b")], AT)
    log.close()
    assert read_log(path).events("1") == made
    assert [event.seq for event in made] == [1, 2]


def test_a_repeated_fact_changes_nothing_and_is_answered_as_it_stands(tmp_path: Path) -> None:
    log = open_log(tmp_path / "run.sqlite3")
    first = log.append("1", 0, [fact("a", "first")], AT)
    again = log.append("1", 1, [fact("a", "second")], AT)
    assert again == first
    assert len(log.events("1")) == 1


def test_a_writer_who_comes_second_is_told(tmp_path: Path) -> None:
    log = open_log(tmp_path / "run.sqlite3")
    log.append("1", 0, [fact("a")], AT)
    with pytest.raises(Taken):
        log.append("1", 0, [fact("b")], AT)
    assert len(log.events("1")) == 1


def test_facts_appended_together_are_there_together_or_not_at_all(tmp_path: Path) -> None:
    log = open_log(tmp_path / "run.sqlite3")
    with pytest.raises((RecordError, TypeError)):
        log.append("1", 0, [fact("a"), Fact("b", Kind.NOTE_ADDED, "seat", {"text": object()})], AT)
    assert log.events("1") == ()


def test_runs_of_one_exercise_are_numbered_apart(tmp_path: Path) -> None:
    log = open_log(tmp_path / "run.sqlite3")
    for run in ("2", "1"):
        log.append(run, 0, [fact(f"{run}a")], AT)
    assert log.runs() == ("2", "1")
    assert [event.seq for run in log.runs() for event in log.events(run)] == [1, 1]


@pytest.mark.parametrize("change", ["UPDATE event SET data = '{}'", "DELETE FROM event", "DELETE FROM scenario"])
def test_nothing_that_is_written_can_be_changed(tmp_path: Path, change: str) -> None:
    path = tmp_path / "run.sqlite3"
    log = open_log(path)
    log.append("1", 0, [fact("a")], AT)
    log.keep("hash", {"a.yaml": "text"})
    log.close()
    with pytest.raises(sqlite3.IntegrityError), sqlite3.connect(path) as other:
        other.execute(change)


def test_a_scenarios_text_is_kept_whole(tmp_path: Path) -> None:
    log = open_log(tmp_path / "run.sqlite3")
    files = {"scenario.yaml": "title: ünï\r\n", "documents/a.txt": "x" * 100_000}
    log.keep("hash", files)
    log.keep("hash", {"other": ""})
    assert log.kept("hash") == files
    with pytest.raises(RecordError, match="does not hold"):
        log.kept("another")


def test_a_second_window_is_refused_and_may_read(tmp_path: Path) -> None:
    path = tmp_path / "run.sqlite3"
    log = open_log(path)
    log.append("1", 0, [fact("a")], AT)
    with pytest.raises(RecordError, match="open in another window"):
        open_log(path)
    assert len(read_log(path).events("1")) == 1
    log.close()
    open_log(path).close()


def test_another_process_is_refused_too_and_a_dead_one_holds_nothing(tmp_path: Path) -> None:
    path = tmp_path / "run.sqlite3"
    code = "import sys; from game.record.sqlite import open_log; from pathlib import Path\n"
    code += f"log = open_log(Path({str(path)!r}))\n"
    holder = subprocess.Popen([sys.executable, "-c", code + "print('held', flush=True); sys.stdin.read()"],
                              stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)  # fmt: skip
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    with pytest.raises(RecordError, match="open in another window"):
        open_log(path)
    holder.kill()
    holder.communicate()
    open_log(path).close()


def test_a_file_that_is_none_of_ours_is_left_alone(tmp_path: Path) -> None:
    foreign, broken = tmp_path / "foreign.sqlite3", tmp_path / "broken.sqlite3"
    with sqlite3.connect(foreign) as other:
        other.execute("CREATE TABLE theirs (x)")
    other.close()
    broken.write_bytes(b"SQLite format 3\x00" + b"\xff" * 5000)
    for path in (foreign, broken):
        before = path.read_bytes()
        with pytest.raises(RecordError):
            open_log(path)
        with pytest.raises(RecordError):
            read_log(path)
        assert path.read_bytes() == before


def test_a_log_of_a_later_version_is_refused_with_the_cure(tmp_path: Path) -> None:
    path = tmp_path / "run.sqlite3"
    open_log(path).close()
    with sqlite3.connect(path) as other:
        other.execute("PRAGMA user_version = 99")
    other.close()
    with pytest.raises(RecordError, match="later version"):
        open_log(path)


def test_a_full_disk_loses_nothing_and_play_goes_on_when_there_is_room(tmp_path: Path) -> None:
    log = open_log(tmp_path / "run.sqlite3")
    log.append("1", 0, [fact("a")], AT)
    pages = log._db.execute("PRAGMA page_count").fetchone()[0]
    log._db.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(RecordError, match="disk is full"):
        log.append("1", 1, [fact("b", "x" * 100_000)], AT)
    assert len(log.events("1")) == 1
    log._db.execute("PRAGMA max_page_count = 100000")
    log.append("1", 1, [fact("b", "x" * 100_000)], AT)
    assert [event.id for event in log.events("1")] == ["a", "b"]


@settings(max_examples=25)
@given(st.lists(st.integers(1, 4), max_size=6))
def test_events_are_numbered_from_1_without_a_gap(sizes: list[int]) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        log = open_log(Path(folder) / "run.sqlite3")
        done = 0
        for batch, size in enumerate(sizes):
            log.append("1", done, [fact(f"{batch}.{number}") for number in range(size)], AT)
            done += size
        assert [event.seq for event in log.events("1")] == list(range(1, done + 1))
        assert [event.seq for event in log.events("1", after=2)] == list(range(3, done + 1))
        log.close()
