"""Drafts: what is typed and not sent yet, in a file beside the log. Never an event, never in a view of anybody else.

One row a seat, inject and field. The file is made when something is first kept and taken away when nothing is left in
it; reading makes none. What is deleted is overwritten (SQLite's `secure_delete`), in the file that goes ahead of it
too: nobody finds later what somebody thought better of.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from game.record.events import Event, Kind
from game.record.log import NOTE, RecordError

SUFFIX = ".drafts"

_SCHEMA = """
CREATE TABLE IF NOT EXISTS draft (
    run   TEXT NOT NULL,
    seat  TEXT NOT NULL,
    about TEXT NOT NULL,
    field TEXT NOT NULL,
    text  TEXT NOT NULL,
    seen  INTEGER NOT NULL,
    turn  INTEGER NOT NULL,
    PRIMARY KEY (run, seat, about, field)
) STRICT, WITHOUT ROWID
"""
_DONE = frozenset((Kind.DECISION_TAKEN, Kind.INJECT_ACKNOWLEDGED))
"""After these nothing that was typed about what was on the table can be sent any more."""
_OLDER = """
DELETE FROM draft WHERE run = ? AND seat = ? AND EXISTS (
    SELECT 1 FROM draft AS carried
    WHERE carried.seat = ? AND NOT (carried.run = ? AND carried.seat = ?)
      AND carried.about = draft.about AND carried.field = draft.field AND carried.turn > draft.turn
)
"""
_SENT = frozenset((Kind.CHOICE_MADE, Kind.ANSWER_WRITTEN, Kind.NOTE_ADDED))
_NEXT = "(SELECT coalesce(max(turn), 0) + 1 FROM draft)"
"""What was typed later has the greater turn: where two hosts kept the same field, the later one stands."""
NO_INJECT = ""
"""What a note is about, as a draft."""


def drafts_path(log: Path) -> Path:
    """Return the file of drafts that belongs to the file of a log."""
    return log.with_suffix(SUFFIX)


class Drafts:
    """The drafts of one log; without a file (``None``) they live as long as this object."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self._db: sqlite3.Connection | None = None
        self._turn = threading.RLock()

    def of(self, run: str, seat: str, about: str) -> dict[str, str]:
        """Return what a seat has typed about an inject (or, with nothing, as a note) by field.

        Raises:
            RecordError: where the file is there and cannot be read.
        """
        query = "SELECT field, text FROM draft WHERE run = ? AND seat = ? AND about = ?"
        with self._turn, self._said():
            db = self._open(make=False)
            return {} if db is None else dict(db.execute(query, (run, seat, about)).fetchall())

    def keep(self, run: str, seat: str, about: str, fields: Mapping[str, str], seen: int = 0) -> None:
        """Keep fields as they are typed by now; an empty one is taken out. Fields not named stay as they are.

        ``seen`` is how many events of the run were known as it was typed: an event from before deals with none of it,
        whenever another host reads it.

        Raises:
            RecordError: where it cannot be written.
        """
        rows = [(run, seat, about, field, text, seen) for field, text in fields.items() if text]
        kept = f"INSERT OR REPLACE INTO draft VALUES (?, ?, ?, ?, ?, ?, {_NEXT})"
        empty = [(run, seat, about, field) for field, text in fields.items() if not text]
        with self._turn, self._said():
            db = self._open(make=bool(rows))
            if db is None:
                return
            with db:
                db.executemany(kept, rows)
                taken = db.executemany(
                    "DELETE FROM draft WHERE run = ? AND seat = ? AND about = ? AND field = ?", empty
                ).rowcount
            if empty and taken > 0:
                self._wipe(db)

    def settle(self, run: str, events: Iterable[Event], still: tuple[str, str] = ("", "")) -> None:
        """Take out what these events of a run have dealt with: choices and notes that were sent, what was decided.

        ``still`` are the injects that lie on the table after them, or come up again: what was typed of them stays.

        A failure says nothing: the record is written, and `sweep` takes the rest out when the log is next opened.
        """
        for event in events:
            if event.kind in _DONE:
                self._delete("run = ? AND about NOT IN ('', ?, ?) AND seen < ?", run, *still, event.seq)
            elif event.kind is Kind.RUN_ENDED:
                self.make_notes(run)
            elif event.kind in _SENT:
                about = NO_INJECT if event.kind is Kind.NOTE_ADDED else str(event.data["inject"])
                self._delete("run = ? AND seat = ? AND about = ? AND seen < ?", run, event.by, about, event.seq)

    def sweep(self, run: str, on_table: str, beneath: str = "") -> None:
        """Take out what is about anything but the inject on the table, or one that was interrupted and comes up again:
        a host may have died between two writes."""
        self._delete("run = ? AND about NOT IN ('', ?, ?)", run, on_table, beneath)

    def forget(self, seat: str) -> None:
        """Take out all of a seat: it was taken back, or who sat there wants to be forgotten."""
        self._delete("seat = ?", seat)

    def carry(self, seat: str, run: str, seen: int, into: str = "") -> None:
        """Carry a seat's drafts into another run, and to another seat where the two became one.

        ``seen`` is how many events of that run are known. Where a field is there already, what was typed later stands.
        """
        to = into or seat
        with self._turn, contextlib.suppress(RecordError), self._said():
            db = self._open(make=False)
            if db is None:
                return
            with db:
                db.execute(_OLDER, (run, to, seat, run, to))
                which = "WHERE seat = ? AND NOT (run = ? AND seat = ?)"
                moved = f"UPDATE OR IGNORE draft SET run = ?, seat = ?, seen = ? {which}"
                db.execute(moved, (run, to, seen, seat, run, to))
            self._delete("seat = ? AND NOT (run = ? AND seat = ?)", seat, run, to)

    def make_notes(self, run: str) -> None:
        """Turn what can no longer be sent into notes: the run was ended, and nobody's sentence goes with it."""
        typed = "SELECT seat, text FROM draft WHERE run = ? AND about != '' AND field = ?"
        with self._turn, contextlib.suppress(RecordError), self._said():
            db = self._open(make=False)
            if db is None:
                return
            said: dict[str, list[str]] = {}
            for field in ("reason", "counter", "answer"):
                for seat, text in db.execute(typed, (run, field)).fetchall():
                    said.setdefault(seat, []).append(text)
            rows = [(run, seat, NOTE, " ".join(texts)) for seat, texts in said.items()]
            with db:
                db.executemany(f"INSERT OR IGNORE INTO draft VALUES (?, ?, '', ?, ?, 0, {_NEXT})", rows)
        self._delete("run = ? AND about != ''", run)

    def all(self) -> Sequence[tuple[str, str, str, str, str]]:
        """Return every draft as (run, seat, about, field, text): for a test, or a program that checks a store.

        Raises:
            RecordError: where the file is there and cannot be read.
        """
        with self._turn, self._said():
            db = self._open(make=False)
            return [] if db is None else db.execute("SELECT run, seat, about, field, text FROM draft").fetchall()

    def close(self) -> None:
        """Let go of the file; where nothing is left in it, take it away."""
        with self._turn, contextlib.suppress(RecordError, OSError), self._said():
            if self._db is None:
                return
            left = self._db.execute("SELECT count(*) FROM draft").fetchone()[0]
            self._db.close()
            self._db = None
            if self.path is not None and not left:
                self.path.unlink(missing_ok=True)

    def _delete(self, where: str, *values: str | int) -> None:
        with self._turn, contextlib.suppress(RecordError), self._said():
            db = self._open(make=False)
            if db is not None and db.execute(f"DELETE FROM draft WHERE {where}", values).rowcount > 0:
                self._wipe(db)

    def _wipe(self, db: sqlite3.Connection) -> None:
        """Have what was deleted gone from the write-ahead file as well."""
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _open(self, make: bool) -> sqlite3.Connection | None:
        """The open file; None where there is none and none is wanted."""
        if self._db is not None or not (make or (self.path is not None and self.path.is_file())):
            return self._db
        if self.path is not None and not self.path.exists():
            # Before SQLite, which would make it readable to everybody on the machine; its other files follow it.
            os.close(os.open(self.path, os.O_WRONLY | os.O_CREAT, 0o600))
        db = sqlite3.connect(self.path or ":memory:", timeout=5, isolation_level=None, check_same_thread=False)
        try:
            # Without a wait for the disk: a killed process loses nothing, a power cut a few seconds of typing.
            db.execute("PRAGMA journal_mode=WAL")
            db.execute("PRAGMA synchronous=NORMAL")
            db.execute("PRAGMA secure_delete=ON")
            db.execute(_SCHEMA)
        except BaseException:
            db.close()
            raise
        self._db = db
        return db

    @contextlib.contextmanager
    def _said(self) -> Iterator[None]:
        """Say in one sentence what a failure of the file means."""
        try:
            yield
        except (sqlite3.Error, OSError) as problem:
            name = self.path.name if self.path else "memory"
            says = f"what is typed cannot be kept in '{name}' ({problem}); send it before you leave."
            raise RecordError(says) from None
