"""A class's heartbeat: until when its time has counted, kept beside its log, so that a crash gives nobody time.

A log knows when something last happened. Between that and a host that is killed people read and talked, and their
time went on. The beat is soft: a store without a folder has none, and a class without a beat counts from its log.
"""

from __future__ import annotations

import contextlib
import datetime as dt
from pathlib import Path

from game.exercise.clock import parsed
from game.record.store import FolderStore, Store

EVERY = 2.0
"""Seconds between two beats: what a syndicate may lose at a crash, and never gain."""
MOST = 64
"""Bytes of the file that are read: it holds one time."""


class Heartbeat:
    """The beat of one class."""

    def __init__(self, store: Store, name: str) -> None:
        self._file: Path | None = store.path(name).with_suffix(".beat") if isinstance(store, FolderStore) else None

    def beat(self, at: dt.datetime, going_on: bool = True) -> None:
        """Keep that time counts until the next beat is due, or until now where the host stops in good order.

        Where the file cannot be written nothing is kept: a full disk stops nobody.
        """
        if self._file is None:
            return
        until = at + dt.timedelta(seconds=EVERY if going_on else 0)
        # In place and of one length: no moment leaves half a time, and a full disk needs no room for it.
        with contextlib.suppress(OSError), self._file.open("r+b" if self._file.exists() else "wb") as out:
            out.write(f"{until.isoformat(timespec='microseconds')}\n".encode())

    def last(self) -> str:
        """Return until when time counted; nothing where that is not known."""
        if self._file is None:
            return ""
        try:
            with self._file.open("rb") as kept:
                text = kept.read(MOST).decode("ascii").strip()
            return text if parsed(text).tzinfo is not None else ""
        except (OSError, ValueError):
            return ""
