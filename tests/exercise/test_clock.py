"""The wall clock may be set while a class plays, and a host may be killed: no time comes or goes by that."""

import datetime as dt
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from game.exercise.classroom.facilitator_session import Desk
from game.exercise.classroom.heartbeat import EVERY, Heartbeat
from game.exercise.clock import SteadyClock, not_before
from game.record.store import FolderStore
from tests.exercise.seating import Clock, opened, seated, shelf, starter


class Machine:
    """A machine whose wall clock can be set; its monotonic clock only goes on."""

    def __init__(self) -> None:
        self.set_to = dt.datetime(2031, 1, 1, tzinfo=dt.UTC)
        self.steady = 1000.0

    def wall(self) -> dt.datetime:
        return self.set_to

    def passes(self, seconds: float) -> None:
        self.set_to += dt.timedelta(seconds=seconds)
        self.steady += seconds

    def started(self) -> SteadyClock:
        """The clock of a program that is started on it."""
        return SteadyClock(self.wall, lambda: self.steady)


@given(st.lists(st.tuples(st.floats(0, 1e5), st.floats(-1e7, 1e7)), max_size=8))
def test_a_wall_clock_that_is_set_moves_no_time(steps: list[tuple[float, float]]) -> None:
    machine = Machine()
    clock = machine.started()
    begun, passed = clock(), 0.0
    for seconds, jump in steps:
        machine.passes(seconds)
        machine.set_to += dt.timedelta(seconds=jump)
        passed += seconds
        assert abs((clock() - begun).total_seconds() - passed) < 0.001


def test_a_wall_clock_that_is_set_changes_no_time_left(tmp_path: Path) -> None:
    machine = Machine()
    room, _ = shelf(tmp_path, machine.started()).open(starter(), 1, seed=7)
    seated(room, 1)
    Desk(room).begin()
    machine.passes(60)
    for jump in (-86_400, 3 * 86_400):
        machine.set_to += dt.timedelta(seconds=jump)
        assert room.seconds_left("1") == 120


def test_a_host_started_again_on_a_clock_that_was_set_back_gives_nobody_time(tmp_path: Path) -> None:
    machine = Machine()
    room, _ = shelf(tmp_path, machine.started()).open(starter(), 1, seed=7)
    seated(room, 1)
    Desk(room).begin()
    machine.passes(100)
    Desk(room).message("all", "Half of the time is gone.")
    room.close()
    machine.set_to -= dt.timedelta(hours=2)
    again = shelf(tmp_path, machine.started()).reopen(room.name)
    assert again.seconds_left("1") == 80
    machine.passes(500)
    Desk(again).resume()
    assert again.seconds_left("1") == 80
    machine.passes(30)
    assert again.seconds_left("1") == 50


def test_a_clock_is_left_alone_where_it_is_later_than_the_log() -> None:
    clock = Clock()
    assert not_before(clock, "2030-12-31T00:00:00+00:00") is clock


def test_a_host_that_is_killed_after_a_long_talk_gives_nobody_the_time_of_the_talk(tmp_path: Path) -> None:
    clock = Clock()
    room, _ = opened(tmp_path, 1, clock=clock)
    seated(room, 1)
    Desk(room).begin()
    heart = Heartbeat(FolderStore(tmp_path), room.name)
    for _ in range(75):
        heart.beat(clock())
        clock.passes(EVERY)
    left = room.seconds_left("1")
    room.close()
    clock.passes(4000)
    again = shelf(tmp_path, clock).reopen(room.name)
    assert left == again.seconds_left("1") == 30
    Desk(again).resume()
    assert again.seconds_left("1") == 30


def test_a_host_that_is_killed_between_two_beats_gives_nobody_time(tmp_path: Path) -> None:
    clock = Clock()
    room, _ = opened(tmp_path, 1, clock=clock)
    seated(room, 1)
    Desk(room).begin()
    clock.passes(50)
    Heartbeat(FolderStore(tmp_path), room.name).beat(clock())
    clock.passes(EVERY / 2)
    before = room.seconds_left("1")
    room.close()
    again = shelf(tmp_path, clock).reopen(room.name)  # at once: the next beat was not yet due
    clock.passes(60)
    left = again.seconds_left("1")
    assert before is not None
    assert left is not None
    assert before - EVERY <= left <= before


def test_a_pause_before_the_crash_stays_as_it_was(tmp_path: Path) -> None:
    clock = Clock()
    room, _ = opened(tmp_path, 1, clock=clock)
    seated(room, 1)
    Desk(room).begin()
    clock.passes(10)
    Desk(room).pause()
    clock.passes(600)
    Heartbeat(FolderStore(tmp_path), room.name).beat(clock())
    room.close()
    clock.passes(600)
    assert shelf(tmp_path, clock).reopen(room.name).seconds_left("1") == 170


def test_a_beat_that_is_no_time_counts_for_nothing(tmp_path: Path) -> None:
    clock = Clock()
    room, _ = opened(tmp_path, 1, clock=clock)
    file = tmp_path / f"{room.name}.beat"
    for text in (b"", b"\xff\xfe", b"soon", b"2031-01-01T00:00:00", b"9" * 10_000):
        file.write_bytes(text)
        assert Heartbeat(FolderStore(tmp_path), room.name).last() == ""
