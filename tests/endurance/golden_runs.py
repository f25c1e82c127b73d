"""All kept runs without a screen, played again: two scenarios, four policies, fifty seeds.

    .venv/bin/python -m tests.endurance.golden_runs [--begin N]

Prints each run that is not what it was, and how far it got, so that it can be taken up there; exits with 1 where one
was not.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator

import tests.conftest  # noqa: F401  the same world as in the tests
from tests.golden.keeping import differences, kept
from tests.golden.nets import POLICIES, SEEDS, SHIPPED, run

RUNS = [(name, policy, seed) for name in SHIPPED for policy in POLICIES for seed in SEEDS]


def changed(begin: int = 0) -> Iterator[str]:
    """Play the runs from the so-many-th on; yield a line for each that is not what it was."""
    old = kept("play")
    for number, (name, policy, seed) in enumerate(RUNS[begin:], begin):
        found = differences(old[name][policy][str(seed)], run(name, policy, seed))
        if found:
            yield f"{number}: {name} --policy {policy} --seed {seed}: {found[0]}"


def main() -> int:
    """Play all of them; return the exit code."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--begin", type=int, default=0, help="the number of the first run, from 0")
    begin = asked.parse_args().begin
    count = 0
    for line in changed(begin):
        count += 1
        print(line, flush=True)
    print(f"{len(RUNS) - begin} runs, {count} of them not what they were")
    return int(count > 0)


if __name__ == "__main__":
    sys.exit(main())
