"""After any crash a log is a prefix of what was written: whole moves in order, or a sentence that it cannot be read."""

import random
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.record.events import Fact, Kind
from game.record.log import RecordError
from game.record.sqlite import open_log

AT = "2031-01-01T00:00:00+00:00"
SIZES = (1, 3, 2, 5, 1, 4, 2, 1)
"""How many facts each move writes."""
ENDS = frozenset(sum(SIZES[:count]) for count in range(len(SIZES) + 1))


@pytest.fixture(scope="module")
def crashed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A log and its write-ahead file as a dead process leaves them: nothing of the moves is in the main file yet."""
    folder = tmp_path_factory.mktemp("crashed")
    log = open_log(folder / "run.sqlite3")
    log.keep("0" * 64, {"scenario.yaml": "title: Ferry\n" * 200})
    done = 0
    for move, size in enumerate(SIZES):
        facts = [Fact(f"{move}.{n}", Kind.NOTE_ADDED, "seat", {"text": "x" * 300, "about": ""}) for n in range(size)]
        done += len(log.append("1", done, facts, AT))
    left = tmp_path_factory.mktemp("left")
    for name in ("run.sqlite3", "run.sqlite3-wal"):
        shutil.copy(folder / name, left / name)
    log.close()
    return left


def after(crashed: Path, folder: Path, wal: bytes) -> list[str] | None:
    """The ids that a log holds whose write-ahead file came out of the crash like this; None where it is refused."""
    for each in folder.iterdir():
        each.unlink()
    shutil.copy(crashed / "run.sqlite3", folder / "run.sqlite3")
    (folder / "run.sqlite3-wal").write_bytes(wal)
    try:
        log = open_log(folder / "run.sqlite3")
        try:
            events = log.events("1")
            log.append("1", len(events), [Fact("more", Kind.NOTE_ADDED, "seat", {"text": "", "about": ""})], AT)
            assert [event.seq for event in log.events("1")] == list(range(1, len(events) + 2))
        finally:
            log.close()
    except RecordError:
        return None
    return [event.id for event in events]


WRITTEN = [f"{move}.{n}" for move, size in enumerate(SIZES) for n in range(size)]


def test_a_log_that_was_not_torn_is_whole(crashed: Path, tmp_path: Path) -> None:
    assert after(crashed, tmp_path, (crashed / "run.sqlite3-wal").read_bytes()) == WRITTEN


@settings(max_examples=60)
@given(share=st.floats(0, 1), flip=st.booleans(), bit=st.integers(0, 7))
def test_a_torn_log_is_a_prefix_of_whole_moves(
    crashed: Path, tmp_path_factory: pytest.TempPathFactory, share: float, flip: bool, bit: int
) -> None:
    assert holds(crashed, tmp_path_factory.mktemp("torn"), share, flip, bit)


@pytest.mark.endurance
@pytest.mark.timeout(3600)
def test_a_log_torn_in_ten_thousand_places_is_a_prefix_of_whole_moves(crashed: Path, tmp_path: Path) -> None:
    chance = random.Random(1)
    for _ in range(10_000):
        assert holds(crashed, tmp_path, chance.random(), chance.random() < 0.5, chance.randrange(8))


def holds(crashed: Path, folder: Path, share: float, flip: bool, bit: int) -> bool:
    """Cut the write-ahead file at a place, or turn one bit there, and look at what is left."""
    wal = bytearray((crashed / "run.sqlite3-wal").read_bytes())
    place = min(len(wal) - 1, int(share * len(wal)))
    if flip:
        wal[place] ^= 1 << bit
    else:
        del wal[place:]
    ids = after(crashed, folder, bytes(wal))
    return ids is None or (ids == WRITTEN[: len(ids)] and len(ids) in ENDS)
