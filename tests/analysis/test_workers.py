"""Whoever does the work, the answers are the same: this process, some of its own, a cluster."""

from collections.abc import Iterator
from concurrent.futures import Executor
from dataclasses import replace
from typing import Any

import distributed
import pytest

from game.analysis.analyse import analyse
from game.analysis.as_json import as_json
from game.analysis.study import Stage, Wish
from game.analysis.workers import ClusterError, GivenUp, cluster
from tests import kit
from tests.analysis.worlds import World

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
    monkeypatch.setattr("game.analysis.study.SMALL", 0)
    monkeypatch.setattr("game.analysis.study.WORTH", 0)


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
    def tell(stage: Stage) -> None:
        if stage.doing == "trying naive strategies":
            raise GivenUp

    made = analyse(SMALL, ALONE, tell)
    assert not made.complete
    assert made.lessons
    assert not made.strategies
