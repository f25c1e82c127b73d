"""A damaged store is named and takes nothing else away; reading writes nothing and never inflates past its bound."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tracemalloc
import zlib
from pathlib import Path

import pytest

from game.exercise.run.run_store import ONLY, Library
from game.record import private
from game.record.events import Fact, Kind
from game.record.log import RecordError
from game.record.row import Damaged, event_of
from game.record.sqlite import MAX_UNPACKED, open_log, read_log
from game.scenario.load import MAX_TOTAL
from tests.record.damage import _changed
from tests.record.fuzzing import HURT, SOUND, contents, holds, played

AT = "2031-01-01T00:00:00+00:00"


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return played(tmp_path)


def fact(id: str) -> Fact:
    return Fact(id, Kind.NOTE_ADDED, "seat", {"text": id, "about": ""})


def hurt(library: Library, sql: str, *values: object) -> str:
    """Why a run cannot be read in which this was changed."""
    whole = library.path(SOUND).read_bytes()
    library.path(HURT).write_bytes(_changed(whole, lambda db: db.execute(sql, values) and None))
    sound, damaged = library.entries()
    assert (sound.id, sound.problem, damaged.id) == (SOUND, "", HURT)
    with pytest.raises(RecordError) as refused:
        library.read(HURT)
    assert str(refused.value) == damaged.problem
    return damaged.problem


def test_two_hundred_damaged_files_take_nothing_else_away(library: Library) -> None:
    met = (
        1256,
        2205,
        2563,
        2679,
    )  # found by the long form: SQLite's own words may be no text, or several lines
    assert {seed: problem for seed in (*range(196), *met) if (problem := holds(library, seed))} == {}


@pytest.mark.parametrize(
    ("column", "value", "says"),
    [
        ("at", "yesterday", "event 1 of run '1' has no time, but 'yesterday'"),
        ("data", "[" * 100_000, "what event 1 of run '1' holds cannot be read"),
        ("data", "[1]", "what event 1 of run '1' holds is no map"),
        ("data", '{"scenario": "s"}', "lacks 'seats'"),
        (
            "data",
            '{"scenario": "s", "title": "t", "sha256": "0", "seed": "7", "seats": {}}',
            "'seed' of event 1 of run '1' (run_started) is not a whole number",
        ),
    ],
)
def test_a_row_that_is_no_event_is_named_with_its_place(library: Library, column: str, value: str, says: str) -> None:
    found = hurt(library, f"UPDATE event SET {column} = ? WHERE seq = 1", value)
    assert found.startswith("'hurt.sqlite3' is damaged: ")
    assert says in found


def test_an_event_that_only_a_later_version_knows_is_refused_by_reading(library: Library) -> None:
    assert "was written by a later version" in hurt(library, "UPDATE event SET kind = 'of_tomorrow' WHERE seq = 3")


def test_a_store_of_a_later_version_is_refused_by_reading(library: Library) -> None:
    assert "was written by a later version" in hurt(library, "PRAGMA user_version = 99")


def test_a_store_with_a_view_in_place_of_its_table_is_refused_before_it_is_asked(library: Library) -> None:
    whole = library.path(SOUND).read_bytes()

    def change(db: sqlite3.Connection) -> None:
        db.execute("ALTER TABLE event RENAME TO moved")
        endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n"
        db.execute(f"CREATE VIEW event AS SELECT x AS seq, '1' AS run FROM ({endless})")

    library.path(HURT).write_bytes(_changed(whole, change))
    assert "tables are not those of a run" in library.entries()[1].problem


# --- a bound before inflating


def test_a_scenario_that_unpacks_to_two_gigabytes_is_refused_before_it_does(library: Library) -> None:
    packing, megabyte = zlib.compressobj(), b" " * 1024 * 1024
    first, each = (packing.compress(megabyte) + packing.flush(zlib.Z_FULL_FLUSH) for _ in range(2))
    bomb = first + each * 2047  # a block looks back at none before it, so it may come as often as one likes
    whole = library.path(SOUND).read_bytes()
    change = ("UPDATE scenario SET files = ?", (bomb,))
    library.path(HURT).write_bytes(_changed(whole, lambda db: db.execute(*change) and None))
    tracemalloc.start()
    try:
        with pytest.raises(RecordError, match="unpacks to more than 160 MB"):
            library.read(HURT)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 2.5 * MAX_UNPACKED


def test_the_largest_scenario_that_may_be_loaded_may_be_kept() -> None:
    quarter = MAX_TOTAL // 4
    widest = json.dumps({"scenario.yaml": "😀" * 1000}, ensure_ascii=False).encode()
    assert len(widest) * (MAX_TOTAL // 1000) < MAX_UNPACKED
    assert len(json.dumps("\n" * 1000)) * quarter // 250 < MAX_UNPACKED


# --- reading writes nothing


def test_reading_a_run_leaves_every_byte_of_its_folder(library: Library) -> None:
    before = contents(library.folder)
    library.entries()
    library.read(SOUND)
    assert contents(library.folder) == before


def test_a_run_whose_writer_is_at_work_is_read_without_a_trace(tmp_path: Path) -> None:
    path = tmp_path / "run.sqlite3"
    log = open_log(path)
    log.append("1", 0, [fact("a")], AT)
    before = contents(tmp_path)
    assert [event.id for event in read_log(path).events("1")] == ["a"]
    assert contents(tmp_path) == before
    log.append("1", 1, [fact("b")], AT)
    assert [event.id for event in read_log(path).events("1")] == ["a", "b"]
    log.close()


def killed(path: Path) -> None:
    """A writer that dies with everything still in its WAL."""
    code = "import os; from pathlib import Path; from game.record.sqlite import open_log\n"
    code += "from game.record.events import Fact, Kind\n"
    code += f"log = open_log(Path({str(path)!r}))\n"
    code += "log.append('1', 0, [Fact('a', Kind.NOTE_ADDED, 'seat', {'text': 'a', 'about': ''})], '" + AT + "')\n"
    subprocess.run([sys.executable, "-c", code + "os._exit(9)"], check=False)


def test_what_only_stands_in_the_wal_of_a_dead_writer_is_read_without_a_trace(tmp_path: Path) -> None:
    path = tmp_path / "run.sqlite3"
    killed(path)
    assert path.with_name("run.sqlite3-wal").stat().st_size > 0
    before = contents(tmp_path)
    assert [event.id for event in read_log(path).events("1")] == ["a"]
    assert contents(tmp_path) == before


@pytest.mark.skipif(os.name == "nt", reason="a folder of Windows has no such rights")
def test_a_run_in_a_folder_that_may_only_be_read_is_read(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "killed"
    folder.mkdir()
    killed(folder / "run.sqlite3")
    for each in (library.folder, folder):
        for file in each.iterdir():
            file.chmod(0o444)
        each.chmod(0o555)
    code = "import os, sys; from pathlib import Path\n"
    code += "tmp = Path(sys.argv[1])\n"
    code += "from game.exercise.run.run_store import Library; from game.record.sqlite import read_log\n"
    code += "Library(tmp).read('sound')\n"  # what is imported, is imported as who may read it
    code += "os.geteuid() or os.seteuid(65534)\n"  # to root every folder can be written
    code += "print(len(Library(tmp).read('sound').decisions), len(read_log(tmp / 'killed/run.sqlite3').events('1')))"
    for place in (tmp_path, *tmp_path.parents):
        if place.stat().st_uid == os.geteuid() and place != Path("/"):
            place.chmod(place.stat().st_mode | 0o055)
    try:
        done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=False)
    finally:
        for each in (library.folder, folder):
            each.chmod(0o755)
    assert (done.stdout, done.stderr) == ("3 1\n", "")


@pytest.mark.skipif(os.name == "nt", reason="a file of Windows has no such rights")
def test_a_file_that_may_not_be_read_is_named_and_no_other_is_lost(library: Library, tmp_path: Path) -> None:
    library.path(HURT).write_bytes(library.path(SOUND).read_bytes())
    library.path(HURT).chmod(0o000)
    library.path(SOUND).chmod(0o644)
    code = "import os, sys; from pathlib import Path; from game.exercise.run.run_store import Library\n"
    code += "from game.record import sqlite\n"
    code += "import urllib.parse\n"  # pathlib asks for it late, and whoever may read nothing finds no module
    code += "os.geteuid() or os.seteuid(65534)\n"
    code += "print([(entry.id, entry.problem[-35:]) for entry in Library(Path(sys.argv[1])).entries()])"
    for place in (library.folder, tmp_path, *tmp_path.parents):
        if place.stat().st_uid == os.geteuid() and place != Path("/"):
            place.chmod(place.stat().st_mode | 0o055)
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=False)
    assert done.stdout.startswith("[('sound', ''), ('hurt', "), done.stderr
    assert "cannot be read: permission denied." in done.stdout


# --- for one user alone


@pytest.mark.skipif(os.name == "nt", reason="rights of POSIX")
def test_what_is_written_is_for_one_user_alone_whatever_the_umask(tmp_path: Path) -> None:
    for mask in (0o000, 0o022, 0o777):
        before = os.umask(mask)
        try:
            place = tmp_path / f"{mask:o}" / "deeper" / "runs"
            log = open_log(place / "run.sqlite3")
            log.append(ONLY, 0, [fact("a")], AT)
            private.write_text(place / "other.json", "{}")
        finally:
            os.umask(before)
        assert {path.name: path.stat().st_mode & 0o777 for path in place.iterdir()} == dict.fromkeys(
            ("run.sqlite3", "run.sqlite3-wal", "run.sqlite3-shm", "run.lock", "run.lock-journal", "other.json"), 0o600
        )
        assert [folder.stat().st_mode & 0o777 for folder in (place, place.parent, place.parents[1])] == [0o700] * 3
        log.close()


@pytest.mark.skipif(os.name == "nt", reason="rights of POSIX")
def test_what_an_older_version_left_open_to_all_is_closed_when_it_is_played_on(library: Library) -> None:
    home = library.folder.parent
    for folder in (home, library.folder):
        folder.chmod(0o755)
    library.path(SOUND).chmod(0o644)
    library.resume(SOUND).log.close()
    assert [path.stat().st_mode & 0o777 for path in (home, library.folder)] == [0o700, 0o700]
    assert library.path(SOUND).stat().st_mode & 0o777 == 0o600


@pytest.mark.skipif(os.name == "nt", reason="rights of POSIX")
def test_a_folder_that_is_shared_on_purpose_stays_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "people" / "ann"))
    shared, named = tmp_path / "people", tmp_path / "named"
    (shared / "ann").mkdir(parents=True)
    named.mkdir()
    named.chmod(0o1777)
    for folder in (shared, shared / "ann", named):
        before = folder.stat().st_mode
        private.mended(folder)
        assert folder.stat().st_mode == before


@pytest.mark.parametrize("files", [b"[]", b'{"one.yaml": 1}', b'"text"'])
def test_the_text_of_a_scenario_that_is_no_map_of_texts_is_damage(library: Library, files: bytes) -> None:
    whole = library.path(SOUND).read_bytes()
    change = ("UPDATE scenario SET files = ?", (zlib.compress(files),))
    library.path(HURT).write_bytes(_changed(whole, lambda db: db.execute(*change) and None))
    with pytest.raises(RecordError, match="is damaged: the text of its scenario cannot be read"):
        library.read(HURT)


def test_a_store_in_which_nothing_was_ever_laid_out_is_called_empty(tmp_path: Path) -> None:
    path = tmp_path / "bare.sqlite3"
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA user_version = 1")  # a file of one page, without a table
    db.close()
    assert path.stat().st_size
    with pytest.raises(RecordError, match=r"'bare.sqlite3' is empty"):
        read_log(path)


def test_a_moment_since_which_a_class_waits_is_a_time() -> None:
    data = '{"reason": "", "since": "tomorrow"}'
    with pytest.raises(Damaged, match=r"'since' of .* is no time"):
        event_of(("id", "1", 1, Kind.PAUSED, AT, "facilitator", data))


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights in lists, not in bits")
def test_what_lies_beside_a_log_is_the_users_alone_when_it_is_opened(tmp_path: Path) -> None:
    log = open_log(tmp_path / "played.sqlite3")
    log.append("1", 0, [fact("a")], AT)
    path = tmp_path / "killed.sqlite3"  # as a program that was killed leaves it, on a stick that others may read
    for end in ("", "-wal"):
        shutil.copy(tmp_path / f"played.sqlite3{end}", tmp_path / f"killed.sqlite3{end}")
    log.close()
    beside = path.with_name(path.name + "-wal")
    beside.chmod(0o644)
    log = open_log(path)
    rights = beside.stat().st_mode & 0o077
    log.close()
    assert rights == 0
