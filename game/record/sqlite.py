"""The log in one SQLite file an exercise.

WAL with `synchronous=FULL`: a commit that returned is on the disk. One writing connection a
file, held by a lock beside it, because SQLite before 3.51.3 can corrupt a WAL under two
writers. Triggers refuse every change of what is written.
"""

from __future__ import annotations

import json
import sqlite3
import threading
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from game.record.drafts import Drafts, drafts_path
from game.record.events import Event, Fact, Kind
from game.record.log import ITSELF_ALONE, Doubled, RecordError, Taken

APPLICATION = 0x57484954
"""Marks a file as ours (SQLite's application_id): "WHIT"."""
VERSION = 2
"""Of the tables. In those of version 1 an id was there once in the whole file, and an event had no version; they are
read and written as they are."""
EVENT_VERSION = 1
"""The newest form of an event's data that this program knows."""

_SCHEMA = """
CREATE TABLE event (
    id   TEXT NOT NULL,
    run  TEXT NOT NULL,
    seq  INTEGER NOT NULL CHECK (seq > 0),
    kind TEXT NOT NULL,
    at   TEXT NOT NULL,
    by   TEXT NOT NULL,
    data TEXT NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    UNIQUE (run, seq),
    UNIQUE (run, id)
) STRICT;
CREATE TABLE scenario (
    sha256 TEXT NOT NULL PRIMARY KEY,
    files  BLOB NOT NULL
) STRICT;
CREATE TRIGGER event_stays BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER event_is_kept BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER scenario_stays BEFORE UPDATE ON scenario BEGIN SELECT RAISE(ABORT, 'a text stays'); END;
CREATE TRIGGER scenario_is_kept BEFORE DELETE ON scenario BEGIN SELECT RAISE(ABORT, 'a text is kept'); END;
"""
_LENGTH = "SELECT coalesce(max(seq), 0) FROM event WHERE run = ?"
_INSERT = "INSERT INTO event (id, run, seq, kind, at, by, data) VALUES (?, ?, ?, ?, ?, ?, ?)"
_KINDS = frozenset(map(str, Kind))


class SqliteLog:
    """A log in a file. `open_log` and `read_log` make one."""

    def __init__(self, path: Path, connection: sqlite3.Connection, lock: sqlite3.Connection | None) -> None:
        self.path = path
        self._db = connection
        self._lock = lock
        self.drafts = Drafts(drafts_path(path) if lock is not None else None)
        self._turn = threading.Lock()
        """One after the other: a debrief is read in a thread beside the one that writes."""

    def append(
        self, run: str, after: int, facts: Sequence[Fact], at: str, seen: Mapping[str, int] = ITSELF_ALONE
    ) -> tuple[Event, ...]:
        """See `Log.append`."""
        made = tuple(
            Event(fact.id, run, after + number, fact.kind, at, fact.by, fact.data)
            for number, fact in enumerate(facts, 1)
        )
        rows = [
            (e.id, e.run, e.seq, str(e.kind), e.at, e.by, json.dumps(e.data, ensure_ascii=False, sort_keys=True))
            for e in made
        ]
        try:
            with self._turn, self._db:
                self._db.execute("BEGIN IMMEDIATE")
                for each, length in {**seen, run: after}.items():
                    (last,) = self._db.execute(_LENGTH, (each,)).fetchone()
                    if last != length:
                        raise Taken(f"run '{each}' has {last} events and not {length}: somebody else wrote to it.")
                self._db.executemany(_INSERT, rows)
        except sqlite3.IntegrityError:
            says = f"'{self.path.name}' holds an event of this id already, of another command: nothing was written."
            raise Doubled(says) from None
        except sqlite3.Error as problem:
            raise _failed(self.path, problem) from None
        return made

    def events(self, run: str, after: int = 0) -> tuple[Event, ...]:
        """See `Log.events`."""
        # Every column, because a file of version 1 has one less: `_event` knows what is meant where it is missing.
        query = "SELECT * FROM event WHERE run = ? AND seq > ? ORDER BY seq"
        try:
            with self._turn:
                rows = self._db.execute(query, (run, after)).fetchall()
            return tuple(_event(self.path, *row) for row in rows)
        except (sqlite3.Error, ValueError) as problem:
            raise _failed(self.path, problem) from None

    def runs(self) -> tuple[str, ...]:
        """See `Log.runs`."""
        try:
            rows = self._db.execute("SELECT run FROM event WHERE seq = 1 ORDER BY rowid").fetchall()
        except sqlite3.Error as problem:
            raise _failed(self.path, problem) from None
        return tuple(run for (run,) in rows)

    def keep(self, sha256: str, files: Mapping[str, str]) -> None:
        """See `Log.keep`."""
        packed = zlib.compress(json.dumps(dict(files), ensure_ascii=False).encode())
        try:
            with self._db:
                self._db.execute("INSERT OR IGNORE INTO scenario VALUES (?, ?)", (sha256, packed))
        except sqlite3.Error as problem:
            raise _failed(self.path, problem) from None

    def kept(self, sha256: str) -> dict[str, str]:
        """See `Log.kept`."""
        try:
            row = self._db.execute("SELECT files FROM scenario WHERE sha256 = ?", (sha256,)).fetchone()
            if row:
                files: dict[str, str] = json.loads(zlib.decompress(row[0]))
                return files
        except (sqlite3.Error, ValueError, zlib.error) as problem:
            raise _failed(self.path, problem) from None
        raise RecordError(f"'{self.path.name}' does not hold the text of its scenario.")

    def close(self) -> None:
        """See `Log.close`."""
        self.drafts.close()
        self._db.close()
        if self._lock is not None:
            self._lock.close()


def open_log(path: Path) -> SqliteLog:
    """Open a log for writing, making the file where there is none.

    Raises:
        RecordError: where another window has it open, or it is not a log of ours.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise _failed(path, problem) from None
    lock = _hold(path)
    try:
        connection = sqlite3.connect(path, timeout=5, isolation_level=None, check_same_thread=False)
        try:
            _prepare(path, connection)
        except BaseException:
            connection.close()
            raise
    except sqlite3.Error as problem:
        lock.close()
        raise _failed(path, problem) from None
    except BaseException:
        lock.close()
        raise
    return SqliteLog(path, connection, lock)


def read_log(path: Path) -> SqliteLog:
    """Open a log for reading alone; another window may be writing to it.

    Raises:
        RecordError: where there is no such file, or it is not a log of ours.
    """
    if not path.is_file():
        raise RecordError(f"there is no run '{path.stem}'.")
    try:
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=5, isolation_level=None)
        if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION:
            connection.close()
            raise RecordError(f"'{path.name}' is not a run of this program.")
    except sqlite3.Error as problem:
        raise _failed(path, problem) from None
    return SqliteLog(path, connection, None)


def _hold(path: Path) -> sqlite3.Connection:
    """Hold the file's lock until the connection is closed or the process dies.

    An empty SQLite file locked exclusively: the one lock in the standard library that is
    the same on Linux, macOS and Windows, and that no crash leaves behind.
    """
    lock = sqlite3.connect(path.with_suffix(".lock"), timeout=0.2, isolation_level=None, check_same_thread=False)
    try:
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as problem:
        lock.close()
        if "locked" in str(problem) or "busy" in str(problem):
            says = f"run '{path.stem}' is open in another window; close it there first."
            raise RecordError(says) from None
        raise _failed(path, problem) from None
    return lock


def _prepare(path: Path, db: sqlite3.Connection) -> None:
    """Set the connection up; lay out the tables where the file is new."""
    mark, version = (db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version"))
    if mark == 0 and not db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        db.execute("PRAGMA journal_mode=WAL")
        db.executescript(
            f"BEGIN; PRAGMA application_id={APPLICATION}; PRAGMA user_version={VERSION}; {_SCHEMA} COMMIT;"
        )
    elif mark != APPLICATION:
        raise RecordError(f"'{path.name}' is not a run of this program.")
    elif version > VERSION:
        raise RecordError(f"'{path.name}' was written by a later version of Whitecell; update this one.")
    db.execute("PRAGMA synchronous=FULL")


def _event(path: Path, id: str, run: str, seq: int, kind: str, at: str, by: str, data: str, version: int = 1) -> Event:
    """An event from its row (RecordError where a later version of this program wrote it)."""
    if version > EVENT_VERSION or kind not in _KINDS:
        says = (
            f"event {seq} of run '{run}' in '{path.name}' was written by a later version of Whitecell; update this one."
        )
        raise RecordError(says)
    return Event(id, run, seq, Kind(kind), at, by, json.loads(data))


def _failed(path: Path, problem: Exception) -> RecordError:
    """Say in one sentence what a store's failure means for a person."""
    said = str(problem)
    if "disk is full" in said or "disk I/O" in said:
        return RecordError(f"the disk is full: nothing was written to '{path.name}'. Make room, then do it again.")
    if "readonly" in said or "unable to open" in said or isinstance(problem, PermissionError):
        return RecordError(f"'{path}' cannot be written: check the folder's permissions.")
    if "not a database" in said or "malformed" in said:
        return RecordError(f"'{path.name}' is damaged and cannot be read ({said}).")
    return RecordError(f"'{path.name}' cannot be read or written ({said}).")
