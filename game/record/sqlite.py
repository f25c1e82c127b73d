"""The log in one SQLite file an exercise.

WAL with `synchronous=FULL`: a commit that returned is on the disk. One writing connection a
file, held by a lock beside it, because SQLite before 3.51.3 can corrupt a WAL under two
writers. Triggers refuse every change of what is written.
"""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import threading
import zlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from game.record import private
from game.record.drafts import Drafts, drafts_path
from game.record.events import Event, Fact
from game.record.log import ITSELF_ALONE, ConflictError, Doubled, RecordError
from game.record.row import Damaged, LaterVersionError, event_of
from game.record.sealing import Halves, Secret, canonical, sealed
from game.record.snapshot import MAX_CELL, snapshot
from game.scenario.text import clean_line

APPLICATION = 0x57484954
"""Marks a file as ours (SQLite's application_id): "WHIT"."""
VERSION = 3
"""Of the tables. In those of version 1 an id was there once in the whole file, and an event had no version; in those
of version 2 what is personal stood among the facts. They are read and written as they are."""
APART = 3
"""From this version on names, words and what is one seat's alone stand apart from the facts (`game.record.sealing`)."""
MAX_UNPACKED = 160 * 1024 * 1024
"""Bytes of a scenario's text as it is kept: more than `game.scenario.load.MAX_TOTAL` characters ever take."""

UNREADABLE = (sqlite3.Error, OSError, UnicodeError)
"""What reading a store ends in: its own words about a damaged name may be no text either."""

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
CREATE TABLE said (
    sealed TEXT NOT NULL PRIMARY KEY,
    run   TEXT NOT NULL,
    seq   INTEGER NOT NULL,
    words INTEGER NOT NULL,
    salt  TEXT NOT NULL,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX said_of ON said (run, seq);
CREATE TABLE carried (
    what TEXT NOT NULL PRIMARY KEY,
    data TEXT NOT NULL
) STRICT;
CREATE TRIGGER said_stays BEFORE UPDATE ON said BEGIN SELECT RAISE(ABORT, 'what was said stays'); END;
CREATE TRIGGER said_is_kept BEFORE DELETE ON said BEGIN SELECT RAISE(ABORT, 'erasing writes a new file'); END;
CREATE TRIGGER event_stays BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER event_is_kept BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER scenario_stays BEFORE UPDATE ON scenario BEGIN SELECT RAISE(ABORT, 'a text stays'); END;
CREATE TRIGGER scenario_is_kept BEFORE DELETE ON scenario BEGIN SELECT RAISE(ABORT, 'a text is kept'); END;
"""
_LENGTH = "SELECT coalesce(max(seq), 0) FROM event WHERE run = ?"
_INSERT = "INSERT INTO event (id, run, seq, kind, at, by, data) VALUES (?, ?, ?, ?, ?, ?, ?)"
_SAY = "INSERT INTO said VALUES (?, ?, ?, ?, ?, ?)"


class SqliteLog:
    """A log in a file. `open_log` and `read_log` make one."""

    def __init__(self, path: Path, connection: sqlite3.Connection, lock: sqlite3.Connection | None) -> None:
        self.path = path
        self._db = connection
        self._lock = lock
        self.apart = connection.execute("PRAGMA user_version").fetchone()[0] >= APART
        """Whether what is personal stands apart from the facts."""
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
        kept: tuple[Event, ...] = made
        said: dict[str, Secret] = {}
        if self.apart:
            kept, said = _halved(made)
        try:
            with self._turn, self._db:
                self._db.execute("BEGIN IMMEDIATE")
                for each, length in {**seen, run: after}.items():
                    (last,) = self._db.execute(_LENGTH, (each,)).fetchone()
                    if last != length:
                        raise ConflictError(
                            f"run '{each}' has {last} events and not {length}: somebody else wrote to it."
                        )
                self._db.executemany(_INSERT, map(_row, kept))
                if said:
                    self._db.executemany(_SAY, (_said_row(each, secret) for each, secret in said.items()))
        except sqlite3.IntegrityError:
            says = f"'{self.path.name}' holds an event of this id already, of another command: nothing was written."
            raise Doubled(says) from None
        except sqlite3.Error as problem:
            raise _failed(self.path, problem) from None
        return made

    def events(self, run: str, after: int = 0) -> tuple[Event, ...]:
        """See `Log.events`."""
        # Every column, because a file of version 1 has one less: `event_of` knows what is meant where it is missing.
        query = "SELECT * FROM event WHERE run = ? AND seq > ? ORDER BY seq"
        try:
            with self._turn:
                rows = self._db.execute(query, (run, after)).fetchall()
                said = self._said(run, after)
            values = {each: secret.value for each, secret in said.items()}
            return tuple(event_of(row, values) for row in rows)
        except (sqlite3.Error, ValueError, RecursionError) as problem:
            raise _failed(self.path, problem) from None

    def halves(self) -> Halves:
        """Return all events of all runs with what is personal sealed, and what was sealed apart from them.

        Of a file in which they do not stand apart yet it is sealed now, so that no two readings have the same seals.

        Raises:
            RecordError: where it cannot be read.
        """
        events: list[Event] = []
        said: dict[str, Secret] = {}
        for run in self.runs():
            if not self.apart:
                kept, more = _halved(self.events(run))
                events += kept
                said |= more
                continue
            try:
                rows = self._db.execute("SELECT * FROM event WHERE run = ? ORDER BY seq", (run,)).fetchall()
                events += [event_of(row, None) for row in rows]
                said |= self._said(run, 0)
            except (sqlite3.Error, ValueError, RecursionError) as problem:
                raise _failed(self.path, problem) from None
        return Halves(tuple(events), said)

    def _said(self, run: str, after: int) -> dict[str, Secret]:
        """What was said in a run behind the ``after``-th event, by its seal."""
        if not self.apart:
            return {}
        query = "SELECT sealed, salt, value, seq, words FROM said WHERE run = ? AND seq > ?"
        return {
            each: Secret(salt, json.loads(value), run, seq, bool(words))
            for each, salt, value, seq, words in self._db.execute(query, (run, after))
        }

    def carried(self) -> dict[str, str]:
        """Return what came with this log from another machine: nothing where it was begun here.

        Raises:
            RecordError: where it cannot be read.
        """
        if not self.apart:
            return {}
        try:
            return dict(self._db.execute("SELECT what, data FROM carried").fetchall())
        except sqlite3.Error as problem:
            raise _failed(self.path, problem) from None

    def runs(self) -> tuple[str, ...]:
        """See `Log.runs`."""
        try:
            rows = self._db.execute("SELECT run FROM event WHERE seq = 1 ORDER BY rowid").fetchall()
        except (sqlite3.Error, UnicodeError) as problem:
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
                return _unpacked(row[0])
        except (sqlite3.Error, ValueError, RecursionError, zlib.error) as problem:
            raise _failed(self.path, problem) from None
        raise RecordError(f"'{self.path.name}' does not hold the text of its scenario.")

    def texts(self) -> tuple[str, ...]:
        """Return the hashes of the scenarios whose text is kept."""
        try:
            return tuple(sha256 for (sha256,) in self._db.execute("SELECT sha256 FROM scenario").fetchall())
        except (sqlite3.Error, UnicodeError) as problem:
            raise _failed(self.path, problem) from None

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
        private.folder(path.parent)
    except OSError as problem:
        raise _failed(path, problem) from None
    if path.is_dir():
        raise RecordError(f"'{path.name}' is a folder and no run.")
    lock = _hold(path)
    try:
        private.file(path)
        for more in ("-wal", "-shm"):  # SQLite makes these with the rights of the file
            private.mend_file(path.with_name(path.name + more))
        connection = sqlite3.connect(path, timeout=5, isolation_level=None, check_same_thread=False)
        try:
            _prepare(path, connection)
        except BaseException:
            connection.close()
            raise
    except UNREADABLE as problem:
        lock.close()
        raise _failed(path, problem) from None
    except BaseException:
        lock.close()
        raise
    return SqliteLog(path, connection, lock)


def read_log(path: Path) -> SqliteLog:
    """Open a log for reading alone, as it stands now; nothing is written, and another window may be writing to it.

    Raises:
        RecordError: where there is no such file, or it is not a log of ours.
    """
    try:
        if not path.exists():
            raise RecordError(f"there is no run '{path.stem}'.")
        connection = snapshot(path)
        try:
            _check(path, connection)
        except BaseException:
            connection.close()
            raise
    except UNREADABLE as problem:
        raise _failed(path, problem, reading=True) from None
    return SqliteLog(path, connection, None)


def write_log(path: Path, halves: Halves, texts: Mapping[str, Mapping[str, str]], carried: Mapping[str, str]) -> None:
    """Write a whole log into a new file: events with their seals, what was sealed, texts of scenarios by their hash.

    Raises:
        RecordError: where it cannot be written; there is no file then.
    """
    try:
        private.file(path)
        db = sqlite3.connect(path, isolation_level=None)
        try:
            _prepare(path, db)
            db.execute("BEGIN")
            db.executemany(_INSERT, map(_row, halves.events))
            db.executemany(_SAY, (_said_row(each, secret) for each, secret in halves.secrets.items()))
            packed = ((sha256, zlib.compress(json.dumps(dict(files), ensure_ascii=False).encode()))
                      for sha256, files in texts.items())  # fmt: skip
            db.executemany("INSERT INTO scenario VALUES (?, ?)", packed)
            db.executemany("INSERT INTO carried VALUES (?, ?)", carried.items())
            db.execute("COMMIT")
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            db.close()
    except (OSError, UnicodeError, ValueError, sqlite3.Error) as problem:
        with contextlib.suppress(OSError):
            for end in ("", "-wal", "-shm"):
                path.with_name(path.name + end).unlink(missing_ok=True)
        raise _failed(path, problem) from None


def erase_in_log(path: Path, erased: Callable[[Halves], tuple[Halves, Sequence[tuple[str, Fact]]]], at: str) -> Halves:
    """Write a log anew without what is to be erased, and overwrite the old file; return what it holds now.

    ``erased`` returns what stays and the facts that tell of it, each with its run. Drafts go with it: what was typed
    and not sent was words too.

    Raises:
        RecordError: where another window has it open, or it cannot be written; the old file stands then.
    """
    if not path.exists():
        raise RecordError(f"there is no run '{path.stem}'.")
    lock = _hold(path)
    fresh, old = path.with_name(f".{path.name}.new"), path.with_name(f".{path.name}.old")
    try:
        log = read_log(path)
        try:
            halves, facts = erased(log.halves())
            texts = {sha256: log.kept(sha256) for sha256 in log.texts()}
            carried = log.carried()
        finally:
            log.close()
        halves = _with_facts(halves, facts, at)
        for each in (fresh, old):
            wipe(each)
        write_log(fresh, halves, texts, carried)
        path.replace(old)
        fresh.replace(path)
        for file in (old, *(path.with_name(path.name + end) for end in ("-wal", "-shm", "-journal"))):
            wipe(file)
        for end in ("", "-wal", "-shm", "-journal"):
            wipe(drafts_path(path).with_name(drafts_path(path).name + end))
    except OSError as problem:
        raise _failed(path, problem) from None
    finally:
        lock.close()
        with contextlib.suppress(RecordError, OSError):
            wipe(fresh)
    return halves


def wipe(file: Path) -> None:
    """Overwrite a file with zeros and take it away, where there is one.

    Raises:
        OSError: where it cannot be written.
    """
    if not file.exists():
        return
    with file.open("r+b", buffering=0) as out:
        left = file.stat().st_size
        while left > 0:
            left -= out.write(bytes(min(left, 1024 * 1024)))
        os.fsync(out.fileno())
    file.unlink()


def _with_facts(halves: Halves, facts: Sequence[tuple[str, Fact]], at: str) -> Halves:
    events, secrets = list(halves.events), dict(halves.secrets)
    for run, fact in facts:
        place, before = max((place, event.seq) for place, event in enumerate(events) if event.run == run)
        made = sealed(Event(fact.id, run, before + 1, fact.kind, at, fact.by, fact.data))
        events.insert(place + 1, made.events[0])
        secrets |= made.secrets
    return Halves(tuple(events), secrets)


def _halved(events: Sequence[Event]) -> tuple[tuple[Event, ...], dict[str, Secret]]:
    """Events with what is personal sealed, and what was sealed."""
    kept: list[Event] = []
    said: dict[str, Secret] = {}
    for event in events:
        made = sealed(event)
        kept += made.events
        said |= made.secrets
    return tuple(kept), said


def _row(event: Event) -> tuple[object, ...]:
    data = json.dumps(event.data, ensure_ascii=False, sort_keys=True)
    return event.id, event.run, event.seq, str(event.kind), event.at, event.by, data


def _said_row(seal: str, secret: Secret) -> tuple[object, ...]:
    return seal, secret.run, secret.seq, int(secret.words), secret.salt, canonical(secret.value).decode()


def copy_log(path: Path, to: Path) -> None:
    """Write a log as it stands now into a new file, one and whole, after a look at every event of it.

    Raises:
        RecordError: where it cannot be read whole.
        OSError: where the copy cannot be written.
    """
    log = read_log(path)
    try:
        for run in log.runs():
            log.events(run)
        found = log._db.execute("PRAGMA integrity_check").fetchone()[0]
        if found != "ok":
            raise RecordError(f"'{path.name}' is damaged ({clean_line(str(found), 100)}).")
        private.file(to)
        copy = sqlite3.connect(to, isolation_level=None)
        try:
            log._db.backup(copy)
            copy.execute("PRAGMA journal_mode=WAL")  # as every log of ours; it ends with the connection
        finally:
            copy.close()
    except (sqlite3.Error, UnicodeError) as problem:
        raise _failed(path, problem) from None
    finally:
        log.close()


def forget_log(path: Path) -> None:
    """Take a log away for good, with all that lies beside it: drafts, and the files that SQLite writes ahead.

    A damaged one can be taken away as well: nothing of it is read.

    Raises:
        RecordError: where another window has it open, or the file cannot be taken away; it is whole then.
    """
    lock = _hold(path)
    try:
        for file in (path, drafts_path(path)):  # the log first: where that fails nothing else is gone
            for end in ("", "-wal", "-shm", "-journal"):
                file.with_name(file.name + end).unlink(missing_ok=True)
    except OSError as problem:
        raise _failed(path, problem) from None
    finally:
        lock.close()
    with contextlib.suppress(OSError):  # another window may look at the lock just now: it finds no run behind it
        path.with_suffix(".lock").unlink(missing_ok=True)


def _hold(path: Path) -> sqlite3.Connection:
    """Hold the file's lock until the connection is closed or the process dies.

    An empty SQLite file locked exclusively: the one lock in the standard library that is
    the same on Linux, macOS and Windows, and that no crash leaves behind.
    """
    file = path.with_suffix(".lock")
    try:
        private.file(file)
        lock = sqlite3.connect(file, timeout=0.2, isolation_level=None, check_same_thread=False)
    except (OSError, sqlite3.Error) as problem:
        raise _failed(path, problem) from None
    try:
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.Error as problem:
        lock.close()
        if "locked" in str(problem) or "busy" in str(problem):
            says = f"run '{path.stem}' is open in another window; close it there first."
            raise RecordError(says) from None
        raise _failed(path, problem) from None
    return lock


def _prepare(path: Path, db: sqlite3.Connection) -> None:
    """Set the connection up; lay out the tables where the file is new."""
    mark = db.execute("PRAGMA application_id").fetchone()[0]
    if mark == 0 and not db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        db.execute("PRAGMA journal_mode=WAL")
        db.executescript(
            f"BEGIN; PRAGMA application_id={APPLICATION}; PRAGMA user_version={VERSION}; {_SCHEMA} COMMIT;"
        )
    else:
        _check(path, db)
    db.execute("PRAGMA synchronous=FULL")


def _check(path: Path, db: sqlite3.Connection) -> None:
    """See that this is a log of ours, and of no later version (RecordError where it is not)."""
    db.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MAX_CELL)
    db.execute("PRAGMA trusted_schema=OFF")  # nothing that a stranger's file brings along is run
    mark, version = (db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version"))
    parts = dict(db.execute("SELECT name, type FROM sqlite_master").fetchall())
    if mark == 0 and not parts:
        raise RecordError(f"'{path.name}' is empty: nothing was ever written into it.")
    if mark != APPLICATION:
        raise RecordError(f"'{path.name}' is not a run of this program.")
    if version > VERSION:
        raise RecordError(f"'{path.name}' was written by a later version of Whitecell; update this one.")
    if "view" in parts.values() or any(parts.get(table) != "table" for table in ("event", "scenario")):
        raise RecordError(f"'{path.name}' is damaged: its tables are not those of a run.")


def _unpacked(packed: object) -> dict[str, str]:
    """Return a scenario's text, never more of it than one can have (ValueError where it is none)."""
    if not isinstance(packed, bytes):
        raise Damaged("the text of its scenario cannot be read")
    unpacking = zlib.decompressobj()
    text = unpacking.decompress(packed, MAX_UNPACKED)
    if unpacking.unconsumed_tail:
        raise Damaged(f"the text of its scenario unpacks to more than {MAX_UNPACKED // 1024 // 1024} MB")
    if not unpacking.eof:
        raise Damaged("the text of its scenario is cut off")
    files = json.loads(text)
    if not isinstance(files, dict) or not all(isinstance(each, str) for each in files.values()):
        raise Damaged("the text of its scenario cannot be read")
    return files


def _failed(path: Path, problem: Exception, reading: bool = False) -> RecordError:
    """Say in one sentence what a store's failure means for a person."""
    said = clean_line(str(problem), 300)  # it quotes what it met
    if isinstance(problem, LaterVersionError):
        return RecordError(f"'{path.name}' was written by a later version of Whitecell ({said}); update this one.")
    if isinstance(problem, Damaged):
        return RecordError(f"'{path.name}' is damaged: {said}.")
    if "disk is full" in said or "disk I/O" in said:
        return RecordError(f"the disk is full: nothing was written to '{path.name}'. Make room, then do it again.")
    if reading and isinstance(problem, OSError):
        return RecordError(f"'{path}' cannot be read: {(problem.strerror or 'no reason given').lower()}.")
    if "readonly" in said or "unable to open" in said or isinstance(problem, PermissionError):
        return RecordError(f"'{path}' cannot be written: check the folder's permissions.")
    if isinstance(problem, UnicodeError):
        return RecordError(f"'{path.name}' is damaged and cannot be read (a name in it is no text).")
    if isinstance(problem, ValueError | RecursionError | zlib.error):
        return RecordError(f"'{path.name}' is damaged: the text of its scenario cannot be read.")
    if "not a database" in said or "malformed" in said or "decode" in said:
        return RecordError(f"'{path.name}' is damaged and cannot be read ({said[:100]}).")
    return RecordError(f"'{path.name}' cannot be read or written ({said[:200]}).")
