"""The long form of the search for what comes up: how often each part of a shipped scenario does, the rarest first.

    .venv/bin/python -m tests.endurance.reach --runs 100000 --first 0

A run is its number: with `--first` it goes on where another one ended. It ends with 1 where something never came up.
"""

import argparse
import sys
from collections import Counter

from game.scenario.load import load, shipped
from tests.reach import parts, seen

RAREST = 10


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=100_000, help="of each scenario")
    parser.add_argument("--first", type=int, default=0, help="the number of the first run")
    given = parser.parse_args()
    never = 0
    for id, path in sorted(shipped().items()):
        made = load(path)
        counted: Counter[str] = Counter(dict.fromkeys(parts(made), 0))
        for number in range(given.first, given.first + given.runs):
            rare = {part for part, times in counted.items() if times < 10}
            counted.update(seen(made, number, rare))
        missing = sum(not times for times in counted.values())
        never += missing
        print(f"{id}: {len(counted)} parts, {missing} of them in none of {given.runs} runs")
        for part, times in counted.most_common()[: -RAREST - 1 : -1]:
            print(f"  {100 * times / given.runs:6.2f} %  {part}")
    return 1 if never else 0


if __name__ == "__main__":
    sys.exit(main())
