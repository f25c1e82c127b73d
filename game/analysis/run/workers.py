"""Who does the work: this process, a few of its own, or a cluster. The answers are the same."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager, redirect_stderr
from multiprocessing import connection
from typing import Any

from game.analysis.run.tasks import Task
from game.errors import Said
from game.extras import cure
from game.scenario.scenario import Scenario

Tick = Callable[[int, int], None]
"""Is told how many tasks are done, and how many states those under way have found."""

EVERY = 0.2
"""Seconds between two ticks."""


class GivenUp(Exception):
    """The work is no longer wanted: what is known so far is enough."""


class Crew:
    """Works through tasks."""

    def __init__(self, scenario: Scenario, workers: int, executor: Executor | None = None) -> None:
        """`executor` is somebody else's, such as a cluster's; else `workers` processes are started when needed."""
        self.scenario, self.workers = scenario, max(1, workers)
        self._executor = executor
        self._own: ProcessPoolExecutor | None = None
        self._board: Any = None

    @property
    def started(self) -> bool:
        """Whether others are at work already."""
        return self._own is not None or self._executor is not None

    def alone(self, tasks: Sequence[Task], tick: Tick | None = None) -> Iterator[tuple[int, Any]]:
        """Do some tasks here, one after the other: number and result of each."""
        for number, task in enumerate(tasks):
            done = number

            def progress(day: int, states: int, done: int = done) -> None:
                if tick:
                    tick(done, states)

            yield number, task.run(self.scenario, progress)

    def together(self, tasks: Sequence[Task], tick: Tick | None = None) -> Iterator[tuple[int, Any]]:
        """Do some tasks at the same time: number and result of each, as they are done."""
        if len(tasks) < 2 or (self.workers == 1 and self._executor is None):
            yield from self.alone(tasks, tick)
            return
        executor = self._executor or self._pool(len(tasks))
        with _undisturbed():
            waiting: dict[Future[Any], int] = {
                executor.submit(_work, self.scenario if self._own is None else None, task, number): number
                for number, task in enumerate(tasks)
            }
        finished = 0
        while waiting:
            done, _ = wait(waiting, timeout=EVERY, return_when=FIRST_COMPLETED)
            for future in done:
                finished += 1
                yield waiting.pop(future), future.result()
            if tick:
                tick(finished, sum(self._board[1:]) if self._board is not None else 0)

    def _pool(self, tasks: int) -> ProcessPoolExecutor:
        if self._own is None:
            _help_running()
            context = multiprocessing.get_context("spawn")
            self._board = context.Array("q", 1 + MAX_SLOTS, lock=False)
            self._own = ProcessPoolExecutor(self.workers, context, _begin, (self.scenario, self._board))
        return self._own

    def close(self, at_once: bool = False) -> None:
        """Let the processes go; `at_once` ends those that are at work, whatever they are at."""
        if self._own is not None:
            if at_once and self._board is not None:
                self._board[0] = 1
            self._own.shutdown(wait=True, cancel_futures=True)
            self._own = None


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Start processes so that Ctrl+C reaches this one alone, even while they are being born."""
    if not hasattr(signal, "pthread_sigmask"):  # on Windows they look away as soon as they can: `_begin`
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # a process is born with this
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _help_running() -> None:
    """Start the helper of multiprocessing now, where it needs one.

    It is handed the number of ``sys.stderr``, and what a full-screen program puts in its place has none.
    """
    if os.name == "posix":
        from multiprocessing import resource_tracker

        with redirect_stderr(sys.__stderr__):
            resource_tracker.ensure_running()


MAX_SLOTS = 64
"""Places on the board, on which each task under way writes how many states it has found."""

_scenario: Scenario | None = None
_board: Any = None


def _begin(scenario: Scenario, board: Any) -> None:
    """Make a process ready: Ctrl+C is for the one that started it."""
    global _scenario, _board
    _scenario, _board = scenario, board
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(board,), daemon=True).start()


def _end_with(board: Any) -> None:
    """End this process as soon as its work is no longer wanted, or nobody is there any more who could want it.

    A thread of its own sees to it, because what is at work may not look up for minutes; and a process that waits for
    work never hears that the one that would hand it out was killed.
    """
    parent = multiprocessing.parent_process()
    gone = [parent.sentinel] if parent is not None else []
    while not (board[0] or connection.wait(gone, EVERY)):
        pass
    os._exit(1)


def _work(scenario: Scenario | None, task: Task, number: int) -> Any:
    """Do one task in another process."""
    slot = 1 + number % MAX_SLOTS

    def progress(day: int, states: int) -> None:
        if _board is not None:
            _board[slot] = states

    found = scenario or _scenario
    assert found is not None
    try:
        return task.run(found, progress)
    finally:
        if _board is not None:
            _board[slot] = 0


def processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def cluster(address: str) -> Executor:
    """Return the executor of a Dask cluster.

    Raises:
        ClusterError: where Dask is not installed or nobody answers.
    """
    try:
        import distributed
    except ImportError:
        raise ClusterError(f"a cluster needs Dask; this brings it: {cure('cluster')}") from None
    try:
        client: Any = distributed.Client(address, timeout="10s", set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as problem:
        raise ClusterError(f"no cluster answers at {address}: {problem}.") from None
    executor: Executor = client.get_executor(pure=False)
    return executor


class ClusterError(Said):
    """A cluster that cannot be used."""
