"""The long form of the first page: random runs of the shipped scenarios, each page at most 250 words.

    .venv/bin/python -m tests.endurance.first_pages --runs 2000 [SCENARIO...]
    .venv/bin/python -m tests.endurance.first_pages --generated 200

Values are those that are kept; where there are none they are drawn, so that every block is there. It ends with 1 where
a page is too long, says a word that it may not say, or a number or a quotation has no source.
"""

import argparse
import sys
import time
from collections import Counter
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from game.analysis.result.kept_analyses import Shelf
from game.analysis.result.kept_values import Kept
from game.faces import front_page
from game.report.model import Opened
from game.report.open import opened
from game.scenario.load import load, shipped
from game.scenario.scenario import Scenario
from game.words import ENGLISH
from tests import kit
from tests.report.fronts import looked, made_up, random_run, untrue
from tests.strategies import drafts


def generated(count: int) -> None:
    """See that the first pages of so many generated scenarios keep to it too (AssertionError where one does not)."""

    @settings(max_examples=count, deadline=None, database=None)
    @given(draft=drafts(), seed=st.integers(0, 1_000_000))
    def kept_to(draft: dict[str, Any], seed: int) -> None:
        scenario = kit.compiled(draft)
        run = random_run(scenario, seed)
        for known in (made_up(run), Opened()):
            assert list(untrue(looked(run, known), scenario)) == []

    kept_to()
    print(f"{count} generated scenarios: each page keeps to it")


class Held(Shelf):
    """A shelf that reads what is kept once."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, list[Kept]] = {}

    def values(self, scenario: Scenario) -> list[Kept]:
        """The kept values."""
        return self.found.setdefault(scenario.sha256, super().values(scenario))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("scenarios", nargs="*", default=sorted(shipped()))
    parser.add_argument("--runs", type=int, default=2000)
    parser.add_argument("--first", type=int, default=0, help="the seed of the first run")
    parser.add_argument("--drawn", action="store_true", help="draw all values, also where some are kept")
    parser.add_argument("--generated", type=int, default=0, help="scenarios made up by a machine, in place of these")
    asked = parser.parse_args()
    if asked.generated:
        generated(asked.generated)
        return 0
    shelf, wrong = Held(), 0
    for name in asked.scenarios:
        scenario = load(shipped()[name])
        kept = bool(shelf.values(scenario)) and not asked.drawn
        lengths: list[int] = []
        blocks: Counter[str] = Counter()
        slowest = 0.0
        for seed in range(asked.first, asked.first + asked.runs):
            run = random_run(scenario, seed)
            began = time.perf_counter()
            made = looked(run, opened(run, shelf) if kept else made_up(run))
            slowest = max(slowest, time.perf_counter() - began)
            for says in untrue(made, scenario):
                wrong += 1
                print(f"{name}, seed {seed}: {says}")
            lengths.append(front_page.count(front_page.section(ENGLISH, made)))
            assert made.front
            for block in ("weight", "parted", "unheard", "luck", "exchange", "monday"):
                blocks[block] += getattr(made.front, block) is not None
            if made.front.weight:
                blocks["in return"] += bool(made.front.weight.gain)
        lengths.sort()
        shares = ", ".join(f"{block} {count * 100 / len(lengths):.0f} %" for block, count in blocks.items())
        print(
            f"{name} ({'kept' if kept else 'drawn'}): {len(lengths)} pages of {lengths[0]} to {lengths[-1]} words, "
            f"the middle {lengths[len(lengths) // 2]}; slowest {slowest:.2f} s; {shares}; {wrong} wrong",
            flush=True,
        )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
