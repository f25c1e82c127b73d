"""A store as it stands at one moment, read without a trace: no lock, no ``-shm``, nothing written beside it.

SQLite itself can read a WAL only where it may write a ``-shm``. So the file is copied: into memory where all of it is
in the main file, else with its WAL into a folder of our own, where SQLite puts the two together. Only a checkpoint
changes the main file; what was copied while one ran is copied again.
"""

from __future__ import annotations

import sqlite3
import tempfile
import time
from pathlib import Path

from game.record.log import RecordError

MOST = 512 * 1024 * 1024
"""Bytes of a file that is read; the largest class of a long day has some 20 MB."""
MAX_CELL = 256 * 1024 * 1024
"""Bytes of one value in it."""
_TRIES, _PAUSE = 20, 0.05
_WAL_HEAD = 32
_State = tuple[int, int, int]


def snapshot(path: Path) -> sqlite3.Connection:
    """Return what a store holds now, in memory.

    Raises:
        RecordError: where it is no file, is too large, or does not stand still.
        OSError, sqlite3.Error: where it cannot be read.
    """
    if path.is_dir():
        raise RecordError(f"'{path.name}' is a folder and no run.")
    if not path.is_file():
        raise RecordError(f"'{path.name}' is no file that can be read.")
    wal = path.with_name(path.name + "-wal")
    for _ in range(_TRIES):
        before = _state(path)
        if not before[1]:
            raise RecordError(f"'{path.name}' is empty: nothing was ever written into it.")
        if before[1] > MOST or _size(wal) > MOST:
            raise RecordError(f"'{path.name}' is larger than {MOST // 1024 // 1024} MB, which no run is.")
        if _size(wal) > _WAL_HEAD:
            made = _with_wal(path, wal)
        else:
            with path.open("rb") as file:  # says in the system's words what SQLite would only call unable to open
                file.read(1)
            made = _in_memory(f"{path.resolve().as_uri()}?mode=ro&immutable=1")
        if made is not None and _state(path) == before:
            return made
        if made is not None:
            made.close()
        time.sleep(_PAUSE)
    raise RecordError(f"'{path.name}' is being written to all the time; try again in a moment.")


def _state(path: Path) -> _State:
    found = path.stat()
    return found.st_ino, found.st_size, found.st_mtime_ns


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def _with_wal(path: Path, wal: Path) -> sqlite3.Connection | None:
    """A store and its WAL, put together in a folder of our own; None where the WAL was begun anew meanwhile."""
    try:
        frames = wal.read_bytes()
        main = path.read_bytes()
        with wal.open("rb") as file:
            same = file.read(_WAL_HEAD) == frames[:_WAL_HEAD]
    except FileNotFoundError:  # its last writer has put all of it into the main file
        return None
    if not same:
        return None
    with tempfile.TemporaryDirectory(prefix="whitecell-", ignore_cleanup_errors=True) as folder:  # 0700
        copy = Path(folder) / "copy.sqlite3"
        copy.write_bytes(main)
        copy.with_name("copy.sqlite3-wal").write_bytes(frames)
        return _in_memory(f"{copy.as_uri()}?mode=rw")


def _in_memory(uri: str) -> sqlite3.Connection:
    made = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    try:
        source = sqlite3.connect(uri, uri=True, timeout=5, isolation_level=None)
        try:
            source.backup(made)
        finally:
            source.close()
    except BaseException:
        made.close()
        raise
    return made
