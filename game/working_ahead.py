"""Values for the debrief, worked out beside play by a process of low priority; here is both its ends.

What was open at each decision is asked when a run is over, and takes minutes of a processor for a large scenario. So a
process of its own begins at the briefing: it yields to everything else, stands still while others keep the machine
busy, keeps each question's values as soon as they are there (`game.analysis.result.kept_analyses`), and ends with
whoever began it, however that ends: its input closes then. ``WHITECELL_AHEAD=off`` switches it off.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import threading
import time
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from game.scenario.scenario import Scenario

SWITCH = "WHITECELL_AHEAD"
BUSY = 0.6
"""Above this share of the machine that others take, it stands still."""
LOOK = 2.0
"""Seconds between two looks at that."""
MEMORY = 2_000_000_000
"""Bytes that it may take at most, and never more than a quarter of what there is."""
MOST = 400_000_000
"""Transitions of one question: some two minutes of a processor. What takes more is sampled in the debrief."""
NOW = "now"


def switched_off() -> bool:
    """Whether nothing is to be worked out beside play."""
    return os.environ.get(SWITCH, "").lower() in ("off", "0", "no")


class ValuesAhead:
    """One process at a time, for the scenario that is played now."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None
        self._about = ""
        self._lock = threading.Lock()
        self.begun = False
        """Whether it was asked to begin."""

    def begin(self, scenario: Scenario) -> None:
        """Begin beside everything else, without waiting: nobody's first frame is held up by it."""
        self.begun = True
        if not switched_off():
            threading.Thread(target=self.begin_now, args=(scenario,), daemon=True).start()

    def begin_now(self, scenario: Scenario) -> None:
        """Begin; where it is at work on the same already, leave it at it. Play goes on without, if it cannot."""
        asked = json.dumps(_asked(scenario))
        with self._lock:
            if self.running and self._about == asked:
                return
            self._end()
            with contextlib.suppress(OSError, ValueError):
                self._process, self._about = _started(), asked
                self._write(asked)

    @property
    def running(self) -> bool:
        """Whether something is still being worked out."""
        return self._process is not None and self._process.poll() is None

    def runs_on(self, seconds: float) -> bool:
        """Wait so long at most; return whether it is at work still."""
        process = self._process
        if process is None:
            return False
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(seconds)
        return process.poll() is None

    def hurry(self) -> None:
        """Somebody waits for it: it minds the load no more."""
        with self._lock:
            self._write(NOW)

    def end(self) -> None:
        """Leave no process behind; what was finished is kept."""
        with self._lock:
            self._end()

    def _write(self, line: str) -> None:
        if self._process is not None and self._process.stdin is not None:
            with contextlib.suppress(OSError, ValueError):  # it is done and gone
                self._process.stdin.write(f"{line}\n")
                self._process.stdin.flush()

    def _end(self) -> None:
        process, self._process, self._about = self._process, None, ""
        if process is None:
            return
        with contextlib.suppress(OSError, ValueError):
            if process.stdin is not None:
                process.stdin.close()
        try:
            process.wait(1)  # its input is closed: it takes away what it had begun
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _asked(scenario: Scenario) -> dict[str, Any]:
    opening = {scenario.flags[each.flag].id: each.default for each in scenario.opens_with}
    return {"files": dict(scenario.source.files), "opening": opening, "self_judged": scenario.self_judged}


def _started() -> subprocess.Popen[str]:
    flags = getattr(subprocess, "IDLE_PRIORITY_CLASS", 0) | getattr(subprocess, "CREATE_NO_WINDOW", 0)
    return subprocess.Popen(
        [sys.executable, "-m", "game.working_ahead"],
        stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, text=True, encoding="utf-8",
        creationflags=flags,
        # Ctrl+C at the terminal is for the program, not for this one. A group, and no session: where Linux shares the
        # processor among sessions first, low priority within one of its own would be none beside the program.
        process_group=None if sys.platform == "win32" else 0,
        env={**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"},
    )  # fmt: skip


# --- the other end


class LoadWatch:
    """When to stand still: while others keep the machine busy, until somebody waits."""

    def __init__(self) -> None:
        self.hurried = False
        self._looked = time.monotonic()
        self._before = _spent()

    def __call__(self, *_: object) -> None:
        """Stand still for as long as it is too busy."""
        if time.monotonic() - self._looked < LOOK:
            return
        while not self.hurried and self._others() > BUSY:
            time.sleep(LOOK)

    def _others(self) -> float:
        """The share of the machine that others took since the last look."""
        now, spent = time.monotonic(), _spent()
        passed = max(0.001, now - self._looked)
        processors = os.cpu_count() or 1
        own = (spent[1] - self._before[1]) / passed / processors
        taken = (spent[0] - self._before[0]) / passed / processors if spent[0] >= 0 else _average() / processors
        self._looked, self._before = now, spent
        return taken - own


def _spent() -> tuple[float, float]:
    """Seconds that all processors were busy, and that this process was: the first is below 0 where nobody says."""
    return _busy_seconds(), time.process_time()


def _busy_seconds() -> float:
    if sys.platform == "win32":
        import ctypes

        idle, kernel, user = (ctypes.c_ulonglong() for _ in range(3))
        found = getattr(ctypes, "windll").kernel32.GetSystemTimes(*map(ctypes.byref, (idle, kernel, user)))  # noqa: B009
        return (kernel.value + user.value - idle.value) / 1e7 if found else -1.0
    try:
        with open("/proc/stat", encoding="ascii") as file:  # noqa: PTH123 - a file of the kernel's
            told = [int(each) for each in file.readline().split()[1:9]]
    except (OSError, ValueError):
        return -1.0
    user, nice, system, _, _, *rest = told
    return float(user + nice + system + sum(rest)) / os.sysconf("SC_CLK_TCK")


def _average() -> float:
    """How many processors are wanted at once, over the last minute."""
    try:
        return os.getloadavg()[0]
    except (AttributeError, OSError):
        return 0.0


def _yield() -> None:
    """Take the processor where nobody else wants it: Linux has a class for that (sched(7)), others a last priority."""
    with contextlib.suppress(AttributeError, OSError):
        os.nice(19)
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))


def main() -> None:
    """Work out what is asked on the first line of the input, question by question; end when the input does."""
    _yield()
    asked = json.loads(sys.stdin.readline())
    patience = LoadWatch()
    work = _Work()

    def listen(lines: IO[str]) -> None:
        for line in lines:
            patience.hurried |= line.strip() == NOW
        work.leave()

    threading.Thread(target=listen, args=(sys.stdin,), daemon=True).start()
    work.run(asked, patience)


class _Work:
    """What this process does, and takes away where it is stopped."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._folder: Any = None

    def leave(self) -> None:
        """Whoever began this is gone: take away what is half done, and go."""
        import shutil

        with self._lock:
            if self._folder is not None:
                shutil.rmtree(self._folder, ignore_errors=True)
            os._exit(0)

    def run(self, asked: dict[str, Any], patience: LoadWatch) -> None:
        """Answer the questions of a debrief, the small ones first, and keep each."""
        from dataclasses import replace

        from game.analysis.memory import half
        from game.analysis.result.kept_analyses import Shelf
        from game.analysis.run import debrief_questions
        from game.scenario.load import load_files

        made = load_files(asked["files"])
        given = tuple(
            replace(each, default=asked["opening"][made.flags[each.flag].id]) for each in made.opens_with
        )  # fmt: skip
        made = replace(made, opens_with=given, self_judged=asked["self_judged"])
        shelf = Shelf()
        limit = min(half() // 2, MEMORY)
        with self._lock:
            self._folder = shelf.begin()
        waiting = debrief_questions.waiting(made, shelf, limit, MOST, patience)
        for question in waiting.beyond:  # said at once, so that nobody waits for what will not come
            with self._lock, contextlib.suppress(OSError):
                shelf.add(made, question, None, limit)
        for question in waiting.fit:
            patience()
            found = debrief_questions.work_out(made, question, self._folder, limit, MOST, patience)
            with self._lock, contextlib.suppress(OSError):
                shelf.add(made, question, self._folder if found else None, limit)
        with self._lock:
            shelf.drop(self._folder)


if __name__ == "__main__":
    main()
