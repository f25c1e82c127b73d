"""Random interleavings of three seats, a desk and a host that is killed and comes back; each of its own seed.

    python -m tests.endurance.interleavings --count 100000 --seed 1 --keep interleavings.txt

No command lost, none twice, what a host knows is what its log says, every draft is there, nobody frozen. Broken off,
the same line goes on where it was. At the first fault it says how to see that one again, and ends with 1.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path

from tests.exercise.hosts import Day

ACTS = 25
"""Acts of one interleaving."""
TELL = 1000
"""Interleavings between two lines of progress."""


def interleaving(seed: int, number: int) -> None:
    """Play one of them (AssertionError, or whatever it met, where a promise was broken)."""
    chance = random.Random(f"{seed}:{number}")
    day = Day(chance, hosts=1 + (number % 3 == 0))
    try:
        for _ in range(ACTS):
            day.act()
        day.sound()
    finally:
        day.close()


def interleavings(seed: int, first: int, last: int, after: Callable[[int], None] = lambda done: None) -> str:
    """Play those from ``first`` to below ``last``; return what was wrong with the first that was, or nothing."""
    for number in range(first, last):
        try:
            interleaving(seed, number)
        except Exception:
            again = f"python -m tests.endurance.interleavings --seed {seed} --first {number} --count 1"
            return f"{traceback.format_exc()}\nInterleaving {number} of seed {seed}. To see it again:\n  {again}"
        after(number + 1)
    return ""


def main() -> int:
    """Play as many as are asked for, and return the exit code."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    asked.add_argument("--count", type=int, default=100_000)
    asked.add_argument("--seed", type=int, default=random.randrange(10**9))
    asked.add_argument("--first", type=int, default=0, help="the number of the first one")
    asked.add_argument("--keep", type=Path, help="a file that holds how far it has come")
    given = asked.parse_args()
    last, first = given.first + given.count, given.first
    if given.keep and given.keep.exists():
        seed, done = map(int, given.keep.read_text(encoding="ascii").split())
        if seed != given.seed:
            print(f"{given.keep} is of seed {seed}: give --seed {seed}, or another file.")
            return 2
        first = max(first, done)
    start, begun = time.process_time(), first

    def tell(done: int) -> None:
        if done % TELL == 0 or done == last:
            if given.keep:
                given.keep.write_text(f"{given.seed} {done}\n", encoding="ascii")
            each = (time.process_time() - start) / (done - begun)
            print(f"{done:,} of {last:,} from seed {given.seed}, {each * 1000:.1f} ms of a processor each", flush=True)

    wrong = interleavings(given.seed, first, last, tell)
    print(wrong or f"{last - given.first:,} interleavings from seed {given.seed}: nothing lost, nothing twice.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
