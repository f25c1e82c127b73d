"""Values worked out beside play: by a process that yields, that ends with whoever began it, and that is told of."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace

import pytest

from game import working_ahead
from game.analysis.result.kept_analyses import Shelf
from game.analysis.run.debrief_questions import asked, waiting
from game.scenario.load import load, shipped
from game.scenario.scenario import Scenario
from game.working_ahead import SWITCH, LoadWatch, ValuesAhead
from tests.waiting import until

PARENT = """
import sys, time
from game.scenario.load import load, shipped
from game.working_ahead import ValuesAhead
ahead = ValuesAhead()
ahead.begin_now(load(shipped()["orvane_mission"]))
print(ahead._process.pid, flush=True)
sys.stdin.read()
"""


@pytest.fixture
def ahead(monkeypatch: pytest.MonkeyPatch) -> Iterator[ValuesAhead]:
    monkeypatch.delenv(SWITCH)
    made = ValuesAhead()
    yield made
    made.end()


def left(made: Scenario) -> list[str]:
    return Shelf().waiting(made, asked(made), 1)


def half_done() -> list[str]:
    root = Shelf().root
    return [each.name for each in root.glob("new-*")] if root.exists() else []


def test_it_keeps_the_values_of_every_question_and_is_gone_then(ahead: ValuesAhead) -> None:
    made = load(shipped()["starter"])
    assert left(made)
    ahead.begin_now(made)
    ahead.hurry()
    until(lambda: not ahead.running, seconds=120)
    assert left(made) == []
    assert half_done() == []
    assert len(Shelf().values(made)) == len(asked(made))


def test_it_ends_at_once_with_the_program_and_leaves_nothing_half_done(ahead: ValuesAhead) -> None:
    ahead.begin_now(load(shipped()["orvane_mission"]))
    ahead.hurry()
    until(half_done, seconds=120)
    process = ahead._process
    assert process
    ahead.end()
    assert process.poll() is not None
    assert half_done() == []
    assert not ahead.running


def test_what_is_foreseen_to_be_too_large_is_refused_at_once_and_nobody_waits_for_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = load(shipped()["starter"])
    every = waiting(made, Shelf(), 1, 1 << 40, lambda: None)
    assert [len(every.fit), len(every.beyond)] == [len(asked(made)), 0]
    some = waiting(made, Shelf(), 1, 3_000, lambda: None)
    assert some.fit == every.fit[: len(some.fit)]
    assert 0 < len(some.fit) < len(every.fit)
    monkeypatch.setattr(working_ahead, "MOST", 0)
    monkeypatch.setattr("game.analysis.run.debrief_questions.work_out", lambda *_: pytest.fail("it was begun"))
    working_ahead._Work().run(working_ahead._asked(made), working_ahead.LoadWatch())
    assert left(made) == []
    assert Shelf().values(made) == []


@pytest.mark.skipif(sys.platform == "win32", reason="sessions and groups are of other systems")
def test_it_is_a_group_of_its_own_in_the_session_of_the_program_whose_processor_it_gives_way_for(
    ahead: ValuesAhead,
) -> None:
    ahead.begin_now(load(shipped()["orvane_mission"]))
    process = ahead._process
    assert process
    until(lambda: os.getpgid(process.pid) == process.pid)
    assert os.getsid(process.pid) == os.getsid(0)
    until(lambda: os.getpriority(os.PRIO_PROCESS, process.pid) == 19)
    if sys.platform == "linux":
        until(lambda: os.sched_getscheduler(process.pid) == os.SCHED_IDLE)
    ahead.end()


@pytest.mark.skipif(sys.platform == "win32", reason="a process is killed by a signal")
def test_it_ends_too_where_the_program_is_killed() -> None:
    environment = {name: value for name, value in os.environ.items() if name != SWITCH}
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    )
    assert parent.stdout
    child = int(parent.stdout.readline())
    parent.send_signal(signal.SIGKILL)
    parent.wait()

    def gone() -> bool:
        try:
            os.kill(child, 0)
        except ProcessLookupError:
            return True
        return _is_dead(child)

    until(gone, seconds=60)


def _is_dead(pid: int) -> bool:
    """Whether nobody has asked yet how a process ended that has."""
    found = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return found.stdout.strip()[:1] in ("", "Z")


def test_it_is_switched_off_by_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SWITCH, "off")
    made = ValuesAhead()
    made.begin(load(shipped()["starter"]))
    assert made.begun
    assert not made.running
    made.end()


def test_the_same_scenario_is_begun_once_and_another_in_its_place(ahead: ValuesAhead) -> None:
    made = load(shipped()["orvane_mission"])
    ahead.begin_now(made)
    first = ahead._process
    ahead.begin_now(made)
    assert ahead._process is first
    assert first
    ahead.begin_now(replace(made, self_judged=True))
    assert ahead._process is not first
    assert first.poll() is not None


def test_it_stands_still_while_others_keep_the_machine_busy_until_somebody_waits(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    naps: list[float] = []
    shares = iter([0.9, 0.7, 0.5, 0.9, 0.9])
    patience = LoadWatch()
    patience._looked -= working_ahead.LOOK

    def nap(seconds: float) -> None:
        naps.append(seconds)
        if len(naps) > 2:
            patience.hurried = True

    monkeypatch.setattr(patience, "_others", lambda: next(shares), raising=False)
    monkeypatch.setattr(working_ahead.time, "sleep", nap)
    patience()
    assert len(naps) == 2  # until it was calm again
    patience._looked -= working_ahead.LOOK
    patience()
    assert len(naps) == 3  # until somebody waited
    patience()
    assert len(naps) == 3


def test_of_the_load_what_it_takes_itself_is_not_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    patience = LoadWatch()
    processors = os.cpu_count() or 1
    patience._looked, patience._before = 0.0, (100.0, 10.0)
    monkeypatch.setattr(working_ahead.time, "monotonic", lambda: 10.0)
    monkeypatch.setattr(working_ahead, "_spent", lambda: (100.0 + 5 * processors, 10.0 + 2 * processors))
    assert patience._others() == pytest.approx(0.3)
