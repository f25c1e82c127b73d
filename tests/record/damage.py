"""Files of runs after every kind of damage: what is in a row, what the file is made of, what stands in its place.

    made = damaged(whole_file, random.Random(7))

`seeded` gives the damage of one number, so that a long form can go on where it stopped.
"""

import json
import random
import sqlite3
import tempfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

STRANGE: tuple[Any, ...] = (
    None, True, -1, 0, 2**70, 1.5, "", "yesterday", "\x1b[2J", "\ud800", [], ["a", 1], {}, {"a": {"b": []}}, [[[[]]]],
)  # fmt: skip
"""Values that stand where others belong."""
TIMES = (
    "yesterday", "", "2031-01-01", "0001-01-01T00:00:00+00:00", "9999-12-31T23:59:59+00:00",
    "2031-13-01T00:00:00+00:00", "1970-01-01T00:00:00+00:00", "2031-01-01T00:00:00+23:59", "2031-01-01T00:00:00",
)  # fmt: skip
DEEP = "[" * 100_000


def damaged(whole: bytes, dice: random.Random) -> bytes:
    """Return a file of a run after one kind of damage."""
    kind = dice.choice((*_IN_ROWS, *_IN_ROWS, *_IN_BYTES))
    return kind(whole, dice)


# --- what is in the rows


def _changed(whole: bytes, change: Callable[[sqlite3.Connection], None]) -> bytes:
    """The file with rows changed, as a hand with another program would change them."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "run.sqlite3"
        path.write_bytes(whole)
        db = sqlite3.connect(path)
        db.execute("PRAGMA journal_mode=DELETE")
        for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            db.execute(f"DROP TRIGGER {name}")
        change(db)
        db.commit()
        db.close()
        return path.read_bytes()


def _in_data(whole: bytes, dice: random.Random) -> bytes:
    """One key of one event is gone, another, or holds something else."""

    def change(db: sqlite3.Connection) -> None:
        rows = [row for row in db.execute("SELECT rowid, data FROM event").fetchall() if json.loads(row[1])]
        rowid, text = dice.choice(rows)
        data = json.loads(text)
        key = dice.choice(sorted(data))
        match dice.randrange(3):
            case 0:
                del data[key]
            case 1:
                data[key] = dice.choice(STRANGE)
            case _ if isinstance(data[key], dict) and data[key]:
                inner = dice.choice(sorted(data[key]))
                data[key][inner] = dice.choice(STRANGE)
            case _:
                data[key + "x"] = data.pop(key)
        db.execute("UPDATE event SET data = ? WHERE rowid = ?", (json.dumps(data), rowid))

    return _changed(whole, change)


def _no_map(whole: bytes, dice: random.Random) -> bytes:
    """What an event holds is a list, a number, cut off, or deeper than anything can be read."""
    text = dice.choice(('["a"]', "7", '{"scenario": ', DEEP, '{"a": ' * 50_000, "null", "", '"text"', "{}"))
    return _row(whole, dice, "data", text)


def _time(whole: bytes, dice: random.Random) -> bytes:
    return _row(whole, dice, "at", dice.choice(TIMES))


def _kind(whole: bytes, dice: random.Random) -> bytes:
    return _row(whole, dice, "kind", dice.choice(("run_started", "run_ended", "decision_taken", "of_tomorrow", "")))


def _row(whole: bytes, dice: random.Random, column: str, value: str) -> bytes:
    def change(db: sqlite3.Connection) -> None:
        (count,) = db.execute("SELECT count(*) FROM event").fetchone()
        rowid = dice.randint(1, count)
        db.execute(f"UPDATE event SET {column} = ? WHERE rowid = ?", (value, rowid))

    return _changed(whole, change)


def _gone(whole: bytes, dice: random.Random) -> bytes:
    """An event is missing, or all are, or a whole table is."""

    def change(db: sqlite3.Connection) -> None:
        match dice.randrange(5):
            case 0:
                db.execute("DELETE FROM event")
            case 1:
                db.execute("DROP TABLE scenario")
            case 2:
                db.execute("DROP TABLE event")
            case 3:
                db.execute("DELETE FROM scenario")
            case _:
                db.execute("DELETE FROM event WHERE seq = ?", (dice.randint(1, 3),))

    return _changed(whole, change)


def _text(whole: bytes, dice: random.Random) -> bytes:
    """The scenario kept in it is none."""
    packed = zlib.compress(dice.choice((b"[]", b"{}", b'{"test.yaml": 7}', b'{"test.yaml": "id: [" }', b"\xff", b"")))
    if dice.randrange(2):
        packed = packed[: dice.randrange(len(packed))]
    return _changed(whole, lambda db: db.execute("UPDATE scenario SET files = ?", (packed,)) and None)


# --- what the file is made of


def _cut(whole: bytes, dice: random.Random) -> bytes:
    return whole[: dice.randrange(len(whole))]


def _flipped(whole: bytes, dice: random.Random) -> bytes:
    made = bytearray(whole)
    for _ in range(dice.choice((1, 4, 64))):
        made[dice.randrange(len(made))] ^= 1 << dice.randrange(8)
    return bytes(made)


def _noise(whole: bytes, dice: random.Random) -> bytes:
    at, length = dice.randrange(len(whole)), dice.choice((16, 4096))
    return whole[:at] + dice.randbytes(length) + whole[at + length :]


def _foreign(whole: bytes, dice: random.Random) -> bytes:
    return dice.choice((b"", b"nonsense" * 1000, b"SQLite format 3\x00" + b"\xff" * 5000, whole[:100], b"\x00" * 4096))


_IN_ROWS = (_in_data, _in_data, _in_data, _no_map, _time, _kind, _gone, _text)
_IN_BYTES = (_cut, _flipped, _noise, _foreign)
