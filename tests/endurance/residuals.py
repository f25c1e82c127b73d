"""States merged by residual program, against brute force and the plain exploration.

    .venv/bin/python -m tests.endurance.residuals [--begin N] [--brute 2000] [--plain 50] [--seconds S]

Every gauge, ending and all lessons, alone and together: least, greatest and random to 1e-9. Generated scenarios of four
and five injects are held against every way through them, authored-like worlds against the plain exploration. Prints
each that differs by its number and how many were looked at; exits with 1 where one differed.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator

from game.analysis.exact.residual_exploration import ResidualExploration
from game.scenario.scenario import Scenario
from tests import kit
from tests.analysis.authored import Authored
from tests.analysis.oracle import Oracle, TooMany
from tests.analysis.refereeing import NEAR, asked_of_the_end, differing
from tests.analysis.worlds import World

MOST = 2_000
"""States that brute force looks at for one scenario."""


def generated(number: int) -> Scenario:
    """Return a scenario for brute force, every second with what the format got later."""
    return kit.compiled(World(number, injects=3 + number % 3, wild=number % 5 / 4, added=number % 2 == 1).draft())


def against_brute_force(made: Scenario) -> Iterator[str]:
    """Yield what differs from every way through a scenario.

    Raises:
        TooMany: where there are too many.
    """
    expected = Oracle(made, most=MOST).start()
    for asked in asked_of_the_end(made):
        for objective, span in ResidualExploration(made, asked).run().spans().items():
            value = expected[objective.kind, objective.id]
            exact = (value.least, value.greatest, value.random)
            if any(abs(float(one) - other) > NEAR for one, other in zip(exact, span, strict=True)):
                yield f"{objective}: {span} for {tuple(map(float, exact))}"


def main() -> int:
    """Look at so many of each; say what differed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--begin", type=int, default=20_000)
    parser.add_argument("--brute", type=int, default=2_000)
    parser.add_argument("--plain", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=float("inf"), help="of each kind at most")
    asked = parser.parse_args()
    wrong = 0
    end = time.monotonic() + asked.seconds
    brute = plain = number = 0
    while brute < asked.brute and time.monotonic() < end:
        made = generated(asked.begin + number)
        number += 1
        try:
            found = list(against_brute_force(made))
        except TooMany:
            continue
        brute += 1
        wrong += bool(found)
        for each in found:
            print(f"generated {asked.begin + number - 1}: {each}", flush=True)
    end = time.monotonic() + asked.seconds
    while plain < asked.plain and time.monotonic() < end:
        made = kit.compiled(Authored(asked.begin + plain).draft())
        different = [each for question in asked_of_the_end(made) for each in differing(made, question)]
        wrong += bool(different)
        for objective, expected, got in different:
            print(f"authored {asked.begin + plain}: {objective}: {got} for {expected}", flush=True)
        plain += 1
    print(f"{brute} against brute force, {plain} against the plain exploration, {wrong} differed")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
