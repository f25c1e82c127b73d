"""Whoever does the work, the answers are the same: this process, some of its own, a cluster."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import distributed
import psutil
import pytest

from game.analysis.abstraction.objectives import Asked, Tally
from game.analysis.analyse import analyse
from game.analysis.exact.backward_induction import Values
from game.analysis.exact.exploration import Exploration
from game.analysis.result.as_json import as_json
from game.analysis.run.study import StudyStage, Wish
from game.analysis.run.workers import ClusterError, Crew, GivenUp, cluster
from game.scenario.scenario import Scenario
from tests import kit
from tests.analysis.worlds import World
from tests.waiting import until

ALONE = Wish(1 << 30, rows=1 << 10)
SMALL = kit.compiled(World(77, injects=4).draft())


@pytest.fixture(scope="module")
def executor() -> Iterator[Executor]:
    """A real cluster of one worker on this machine, reached by its address."""
    with distributed.LocalCluster(
        n_workers=1, threads_per_worker=1, processes=False, dashboard_address=None, protocol="tcp://"
    ) as local:
        executor: Any = cluster(local.scheduler_address)
        yield executor
        executor._client.close()  # a command ends with its process; here its threads would live on


@pytest.fixture(autouse=True)
def all_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that every exploration is handed out, as those of a large scenario are."""
    monkeypatch.setattr("game.analysis.run.study.SMALL", 0)
    monkeypatch.setattr("game.analysis.run.study.WORTH", 0)


def numbers(found: dict[str, Any]) -> dict[str, Any]:
    """Everything but how long it took."""
    questions = [{key: each[key] for key in each if key != "seconds"} for each in found["questions"]]
    return {key: value for key, value in found.items() if key not in {"seconds", "questions"}} | {
        "questions": sorted(questions, key=lambda each: str(each["asks"]))
    }


@pytest.mark.parametrize("sample", [0, 5_000])
def test_processes_come_to_the_same_numbers_as_one_alone(sample: int) -> None:
    alone = as_json(analyse(SMALL, replace(ALONE, sample=sample)), ())
    shared = as_json(analyse(SMALL, replace(ALONE, sample=sample, workers=2)), ())
    assert numbers(shared) == numbers(alone)


@pytest.mark.parametrize("sample", [0, 5_000])
def test_a_cluster_comes_to_the_same_numbers_as_one_alone(sample: int, executor: Executor) -> None:
    alone = as_json(analyse(SMALL, replace(ALONE, sample=sample)), ())
    shared = as_json(analyse(SMALL, replace(ALONE, sample=sample, executor=executor)), ())
    assert numbers(shared) == numbers(alone)


def test_a_cluster_that_is_not_there_gets_one_sentence() -> None:
    with pytest.raises(ClusterError, match="no cluster answers at nonsense"):
        cluster("nonsense://127.0.0.1:1")


def test_whoever_waits_no_longer_gets_what_is_known_by_then() -> None:
    def tell(stage: StudyStage) -> None:
        if stage.doing == "trying naive strategies":
            raise GivenUp

    made = analyse(SMALL, ALONE, tell)
    assert not made.complete
    assert made.lessons
    assert not made.strategies


@dataclass(frozen=True)
class Deaf:
    """A task that does not look up before somebody sets its process free, which nobody does."""

    pids: str
    """A file to which it writes the number of its process."""

    def run(self, scenario: Scenario, progress: object = None) -> None:
        with Path(self.pids).open("a", encoding="ascii") as file:
            file.write(f"{os.getpid()}\n")
        threading.Event().wait()


def at_work(pids: Path, count: int) -> list[int]:
    """Wait until so many processes are at work; return their numbers."""

    def numbers() -> list[int]:
        return [int(line) for line in pids.read_text().split()] if pids.exists() else []

    until(lambda: len(numbers()) == count, seconds=120)
    return numbers()


def gone(pid: int) -> bool:
    return not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE


def test_a_stop_is_heard_although_the_work_does_not_look_up(tmp_path: Path) -> None:
    pids = tmp_path / "pids"
    crew = Crew(SMALL, 2)

    def tick(done: int, states: int) -> None:
        if pids.exists() and len(pids.read_text().split()) == 2:
            raise GivenUp

    with pytest.raises(GivenUp):
        list(crew.together([Deaf(str(pids)), Deaf(str(pids))], tick))  # type: ignore[list-item]
    crew.close(at_once=True)  # would wait for ever
    assert all(map(gone, at_work(pids, 2)))


def test_no_process_stays_behind_when_the_one_that_started_it_is_killed(tmp_path: Path) -> None:
    pids = tmp_path / "pids"
    code = f"""
from game.analysis.run.workers import Crew
from tests.analysis.run.test_workers import SMALL, Deaf
if __name__ == "__main__":
    list(Crew(SMALL, 2).together([Deaf({str(pids)!r}), Deaf({str(pids)!r})]))
"""
    script = tmp_path / "parent.py"
    script.write_text(code, encoding="utf-8")
    parent = subprocess.Popen([sys.executable, str(script)], env={**os.environ, "PYTHONPATH": str(Path.cwd())})
    workers = at_work(pids, 2)
    parent.kill()
    parent.wait()
    until(lambda: all(map(gone, workers)), seconds=60)


def test_the_way_back_looks_up_at_every_layer() -> None:
    """A stop waited for the end of it, which on a long scenario takes minutes."""
    heard: list[int] = []
    asked = Asked(tallies=tuple(map(Tally.of, SMALL.lessons)), gauges=(0,))
    exploration = Exploration(SMALL, asked, watch=lambda _, layer: heard.append(layer.day)).run()
    there = len(heard)
    Values(exploration)
    assert len(heard) >= there + len(exploration.order)
