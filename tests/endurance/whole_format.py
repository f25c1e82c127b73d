"""The long form of the format: generated scenarios with every addition, against the referee and against brute force.

    .venv/bin/python -m tests.endurance.whole_format rules --count 2000 --first 0
    .venv/bin/python -m tests.endurance.whole_format analysis --count 300 --first 0
    .venv/bin/python -m tests.endurance.whole_format columns --count 50 --first 0

A scenario is its number: with `--first` it goes on where another one ended. `columns` compares 200 states of each. It
ends with 1 and names the number where two ways to the same thing differ.
"""

import argparse
import random
import sys
from collections.abc import Callable
from dataclasses import replace
from itertools import islice

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import seed as seeded
from hypothesis import strategies as st

from game.analysis.abstraction.objectives import everything
from game.rules.policy import Policy
from tests import kit
from tests.analysis.agreeing import agree
from tests.analysis.columns.test_column_rules import STATES, decisions_agree, states
from tests.analysis.oracle import Oracle, TooMany
from tests.analysis.worlds import World
from tests.kit import Plain
from tests.rules.test_against_referee import against_the_paper
from tests.strategies import drafts

MOST = 20_000
"""States of a scenario that brute force looks at, one by one; beyond, it is left out and counted as such."""

A_BLOCK = 50
"""Generated scenarios to a number of hypothesis."""


def rules(number: int) -> bool:
    """Play a block of generated scenarios by the rules and by the paper."""

    @seeded(number)
    @settings(
        max_examples=A_BLOCK, database=None, deadline=None, phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(drafts(), st.integers(-3, 50), st.sampled_from(Policy), st.integers(0, 15))
    def block(draft: Plain, seed: int, policy: Policy, answers: int) -> None:
        against_the_paper(draft, seed, policy, answers)

    block()
    return True


def analysis(number: int) -> bool:
    """Explore a scenario and count every way through it: as answers are judged by another, and by the group itself.

    Returns:
        Whether brute force could follow.
    """
    made = kit.compiled(World(number, injects=3 + number % 2, days=6, wild=(number % 5) / 4, added=True).draft())
    try:
        for judged in (made, replace(made, self_judged=True)):
            agree(judged, everything(judged), Oracle(judged, most=MOST))
    except TooMany:
        return False
    return True


def columns(number: int) -> bool:
    """Take decisions in many states at once and one by one."""
    made = kit.compiled(World(20_000 + number, injects=5, days=9, wild=0.7, added=True).draft())
    luck = random.Random(number)
    decisions_agree(made, luck, states(made, luck, STATES))
    return True


WAYS: dict[str, tuple[Callable[[int], bool], int]] = {
    "rules": (rules, A_BLOCK),
    "analysis": (analysis, 1),
    "columns": (columns, 1),
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("way", choices=WAYS)
    parser.add_argument("--count", type=int, required=True)
    parser.add_argument("--first", type=int, default=0)
    given_ = parser.parse_args()
    compare, block = WAYS[given_.way]
    wrong = left = 0
    for number in range(given_.first, given_.first + -(-given_.count // block)):
        try:
            left += not compare(number)
        except AssertionError as problem:
            wrong += 1
            print(f"{given_.way} {number}: {' '.join(islice(str(problem).split(), 60))}", flush=True)
    print(f"{given_.way}: {given_.count} from {given_.first}, {wrong} differ, {left} too large for brute force")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
