"""How long `whitecell --help` takes, against a Python that only imports click: what any command of click costs.

    .venv/bin/python -m tests.benchmarks.help_speed [PAIRS]

Prints both medians and the median of the pairs' ratios; the target is 2.5 at most. The two take turns, so that a busy
machine slows both.
"""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

TARGET = 2.5
PAIRS = 30
WHITECELL = Path(sys.executable).with_name("whitecell.exe" if os.name == "nt" else "whitecell")


def seconds(command: Sequence[str]) -> float:
    """How long a command takes, from start to exit."""
    before = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - before


def main(pairs: int = PAIRS) -> None:
    """Measure and print."""
    ours = [str(WHITECELL), "--help"]
    bare = [sys.executable, "-c", "import click"]
    for command in (ours, bare):  # the first start of each writes what Python keeps of a module
        seconds(command)
    times = [(seconds(ours), seconds(bare)) for _ in range(pairs)]
    help_time, click_time = (statistics.median(column) for column in zip(*times, strict=True))
    ratio = statistics.median(one / other for one, other in times)
    print(f"whitecell --help        {help_time * 1000:6.1f} ms")
    print(f"python -c import click  {click_time * 1000:6.1f} ms")
    print(f"ratio                   {ratio:6.2f}    (target: at most {TARGET}; {pairs} pairs)")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
