"""How long a key takes to its effect on the screen of a real terminal (tmux), in a run of the flagship.

    .venv/bin/python -m tests.benchmarks.key_speed [TIMES]

From handing the key to tmux until the screen that tmux holds shows what the key does; what one look at that screen
costs is printed too, and is in every figure. The target is 50 ms at the median. Needs tmux.
"""

import contextlib
import statistics
import sys
import tempfile
import time
from pathlib import Path

from game.exercise import commands as cmd
from game.exercise.run.run_store import ALONE, Library
from game.scenario.load import find, load
from tests.endurance.terminal import Terminal, whitecell

TARGET = 50
TIMES = 25
SIZES = ((80, 24), (160, 45))
HERE = "[Situation]"
KEYS = (
    ("a", "[Advice]", True),
    ("s", HERE, True),
    ("g", HERE, False),
    ("s", HERE, True),
    ("t", HERE, False),
)
"""Key, text, and whether the text is on the screen once the key has done its work."""
PATIENCE = 5.0
ATTEMPTS = 3
PAUSE = 0.15
"""Seconds before a key, as a person takes at least: one that comes while a panel opens is not for it."""


def begun(home: Path) -> str:
    """A run past its briefing, closed; its name."""
    table = Library(home).begin(load(find("orvane_mission")), 1)
    table.seat(ALONE).submit(cmd.ReadBriefing())
    table.log.close()
    return table.name


def effect(terminal: Terminal, key: str, says: str, there: bool) -> float:
    """Seconds from a key to its effect."""
    began = time.perf_counter()
    terminal.type(key)
    while (says in terminal.screen()) is not there:
        if time.perf_counter() - began > PATIENCE:
            raise TimeoutError(f"{key}: nothing came of it\n{terminal.screen()}")
    return time.perf_counter() - began


def measured(terminal: Terminal, key: str, says: str, there: bool) -> float:
    """Seconds from a key to its effect; one that a slow machine's panel did not take yet is typed and timed again."""
    for _ in range(ATTEMPTS - 1):
        with contextlib.suppress(TimeoutError):
            return effect(terminal, key, says, there)
    return effect(terminal, key, says, there)


def look(terminal: Terminal) -> float:
    """Seconds that one look at the screen takes."""
    began = time.perf_counter()
    terminal.screen()
    return time.perf_counter() - began


def main(times: int = TIMES) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        run = begun(Path(folder))
        for size in SIZES:
            terminal = Terminal(whitecell("resume", run), size, {"WHITECELL_HOME": folder, "TERM": "xterm-256color"})
            try:
                terminal.wait(HERE)
                looks = statistics.median(look(terminal) for _ in range(times))
                found: dict[str, list[float]] = {}
                for _ in range(times + 1):
                    for key, says, there in KEYS:
                        time.sleep(PAUSE)
                        found.setdefault(key, []).append(measured(terminal, key, says, there) * 1000)
                    time.sleep(PAUSE)
            finally:
                terminal.kill()
            every = [each for measured in found.values() for each in measured[1:]]  # the first opens each panel cold
            print(f"{size[0]}x{size[1]}: median {statistics.median(every):.0f} ms (target: under {TARGET}), ", end="")
            print(f"95th percentile {statistics.quantiles(every, n=20)[-1]:.0f} ms, one look {looks * 1000:.0f} ms")
            print("   " + "  ".join(f"{key} {statistics.median(m[1:]):.0f}" for key, m in found.items()))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
