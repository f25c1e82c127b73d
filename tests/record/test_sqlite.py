"""The promise of a log, kept by SQLite: whole, once, in order, for ever."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.record.events import Fact, Kind
from game.record.log import ConflictError, RecordError
from game.record.sqlite import APPLICATION, _failed, open_log, read_log

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


def test_an_id_is_there_once_in_a_run_and_a_second_one_is_an_error_and_no_answer(tmp_path: Path) -> None:
    log = open_log(tmp_path / "run.sqlite3")
    first = log.append("1", 0, [fact("a", "first")], AT)
    with pytest.raises(RecordError, match="holds an event of this id already"):
        log.append("1", 1, [fact("b"), fact("a", "second")], AT)
    assert log.events("1") == first


def test_what_another_run_calls_its_events_is_nobodys_business(tmp_path: Path) -> None:
    log = open_log(tmp_path / "run.sqlite3")
    log.append("1", 0, [fact("a", "there")], AT)
    (made,) = log.append("2", 0, [fact("a", "here")], AT)
    assert (made.run, made.seq, made.data["text"]) == ("2", 1, "here")


def test_a_writer_who_comes_second_is_told_so_before_anything_is_said_of_its_ids(tmp_path: Path) -> None:
    log = open_log(tmp_path / "run.sqlite3")
    log.append("1", 0, [fact("a")], AT)
    with pytest.raises(ConflictError):
        log.append("1", 0, [fact("a")], AT)


def test_nothing_is_written_that_rests_on_old_news_of_another_run(tmp_path: Path) -> None:
    log = open_log(tmp_path / "run.sqlite3")
    log.append("class", 0, [fact("a"), fact("b")], AT)
    for seen in ({"class": 1}, {"class": 3}, {"class": 2, "other": 1}):
        with pytest.raises(ConflictError):
            log.append("1", 0, [fact("c")], AT, seen)
    assert log.events("1") == ()
    assert len(log.append("1", 0, [fact("c")], AT, {"class": 2, "other": 0})) == 1


FIRST_EDITION = """
CREATE TABLE event (id TEXT NOT NULL UNIQUE, run TEXT NOT NULL, seq INTEGER NOT NULL CHECK (seq > 0),
    kind TEXT NOT NULL, at TEXT NOT NULL, by TEXT NOT NULL, data TEXT NOT NULL, UNIQUE (run, seq)) STRICT;
CREATE TABLE scenario (sha256 TEXT NOT NULL PRIMARY KEY, files BLOB NOT NULL) STRICT;
"""


def first_edition(path: Path) -> Path:
    """A log as the first edition wrote it."""
    db = sqlite3.connect(path)
    db.executescript(
        f"PRAGMA journal_mode=WAL; PRAGMA application_id={APPLICATION}; PRAGMA user_version=1; {FIRST_EDITION}"
    )
    db.execute(
        "INSERT INTO event VALUES ('a', '1', 1, 'note_added', ?, 'seat', '{\"text\": \"old\", \"about\": \"\"}')", (AT,)
    )
    db.commit()
    db.close()
    return path


def test_a_log_of_the_first_edition_reads_the_same_and_is_not_rewritten_by_reading(tmp_path: Path) -> None:
    path = first_edition(tmp_path / "run.sqlite3")
    before = path.read_bytes()
    log = read_log(path)
    assert [(event.id, event.seq, event.data["text"]) for event in log.events("1")] == [("a", 1, "old")]
    log.close()
    assert path.read_bytes() == before


def test_a_log_of_the_first_edition_is_written_as_it_is(tmp_path: Path) -> None:
    path = first_edition(tmp_path / "run.sqlite3")
    log = open_log(path)
    log.append("1", 1, [fact("b")], AT)
    with pytest.raises(RecordError, match="holds an event of this id already"):
        log.append("2", 0, [fact("b")], AT)  # there an id counts for the whole file, which is more than is needed
    assert [event.id for event in log.events("1")] == ["a", "b"]
    log.close()
    with sqlite3.connect(path) as other:
        assert other.execute("PRAGMA user_version").fetchone() == (1,)
    other.close()


@pytest.mark.parametrize("change", ["kind = 'seat_flown_to_the_moon'", "version = 99"])
def test_an_event_of_a_later_version_is_named_and_never_passed_over(tmp_path: Path, change: str) -> None:
    path = tmp_path / "run.sqlite3"
    log = open_log(path)
    log.append("1", 0, [fact("a"), fact("b")], AT)
    log.close()
    with sqlite3.connect(path) as other:
        other.execute("DROP TRIGGER event_stays")
        other.execute(f"UPDATE event SET {change} WHERE seq = 2")
    other.close()
    with pytest.raises(RecordError, match=r"was written by a later version of Whitecell .event 2 of run '1'"):
        read_log(path).events("1")


def test_a_writer_who_comes_second_is_told(tmp_path: Path) -> None:
    log = open_log(tmp_path / "run.sqlite3")
    log.append("1", 0, [fact("a")], AT)
    with pytest.raises(ConflictError):
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


@pytest.mark.parametrize(
    ("problem", "reading", "says"),
    [
        (sqlite3.OperationalError("database or disk is full"), False, "the disk is full"),
        (sqlite3.OperationalError("disk I/O error"), False, "the disk is full"),
        (PermissionError(13, "Permission denied"), True, "cannot be read: permission denied."),
        (PermissionError(13, "Permission denied"), False, "cannot be written: check the folder's permissions."),
        (IsADirectoryError(), True, "cannot be read: no reason given."),
        (sqlite3.OperationalError("unable to open database file"), True, "cannot be written: check the folder's"),
        (sqlite3.DatabaseError("file is not a database"), True, "is damaged and cannot be read"),
    ],
)
def test_a_failure_is_one_sentence_of_what_it_means(problem: Exception, reading: bool, says: str) -> None:
    assert says in str(_failed(Path("run.sqlite3"), problem, reading))


def test_a_lock_that_cannot_be_made_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "run.lock").mkdir()
    with pytest.raises(RecordError, match=r"'.*run\.sqlite3' cannot be"):
        open_log(tmp_path / "run.sqlite3")
    assert not (tmp_path / "run.sqlite3").exists()
