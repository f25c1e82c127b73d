"""What an analysis says of releases from the tray, against every run that there can be, in 300 scenarios.

    .venv/bin/python -m tests.endurance.releases [--seed N] [--begin N] [--count 300]

Prints each scenario of which a claim is not that of brute force, by its number, so that it can be taken up there, and
how many had something that a release alone brings about; exits with 1 where a claim was wrong.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator

from tests import kit
from tests.analysis.releasing import Looked, agrees
from tests.analysis.worlds import World

MOST = 3_000
"""States of one scenario that brute force looks at for one set of releases."""


def looked(seed: int, begin: int, count: int) -> Iterator[tuple[int, Looked | None, str]]:
    """Yield of so many scenarios the number, what was looked at (None for too much), and what was wrong."""
    number = begin
    while count:
        world = World(
            seed * 1_000_000 + number, injects=3 + number % 3, days=6, options=2, wild=number % 4 / 3, tray=0.5
        )
        draft = world.draft()
        in_tray = sum("manual" in inject for inject in draft["injects"])
        if 0 < in_tray < len(draft["injects"]):
            count -= 1
            try:
                yield number, agrees(kit.compiled(draft), MOST), ""
            except AssertionError as wrong:
                yield number, None, str(wrong).splitlines()[0]
        number += 1


def main() -> int:
    """Look at all of them; return the exit code."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--begin", type=int, default=0, help="the number of the first scenario")
    asked.add_argument("--count", type=int, default=300)
    given = asked.parse_args()
    began, wrong = time.monotonic(), 0
    sums = {
        "looked at": 0,
        "too large": 0,
        "claims": 0,
        "only if": 0,
        "beyond the tray": 0,
        "several sets": 0,
        "never": 0,
    }
    for number, found, says in looked(given.seed, given.begin, given.count):
        if says:
            wrong += 1
            print(f"{number}: {says}", flush=True)
        elif found is None:
            sums["too large"] += 1
        else:
            sums["looked at"] += 1
            for name, many in found._asdict().items():
                sums[name.replace("_", " ")] += many
        if time.monotonic() - began > 60:
            began = time.monotonic()
            print(f"... as far as {number}", flush=True)
    print(", ".join(f"{name}: {many:,}" for name, many in sums.items()))
    print(f"{wrong} scenarios with a wrong claim")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
