"""The long form of the readings: 2,000 random plays of each shipped scenario, and how often each word is said.

    .venv/bin/python -m tests.endurance.random_readings --plays 2000 --first 0

A play is its seed: with `--first` it goes on where another one ended. It ends with 1 where a word says more than
its evidence.
"""

import argparse
import sys
from collections import Counter

from game.report.readings import words
from game.rules import judge
from game.rules.judge import Reading
from game.rules.play import playthrough
from game.rules.policy import Policy, chooser
from game.scenario.load import find, load
from tests.rules.test_readings import misread


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--plays", type=int, default=2_000)
    parser.add_argument("--first", type=int, default=0, help="the seed of the first play")
    given = parser.parse_args()
    wrong = 0
    for name in ("starter", "orvane_mission"):
        made, seeds = load(find(name)), range(given.first, given.first + given.plays)
        said: Counter[Reading] = Counter()
        for seed in seeds:
            step = playthrough(made, seed, chooser(made, seed, Policy.RANDOM))
            said.update(each.reading for each in judge.judge(made, step.state, step.happenings).values())
        tested = said.total() - said[Reading.UNTESTED]
        shares = ", ".join(
            f"{words(each).title} {100 * said[each] / tested:.1f}" for each in Reading if each != "untested"
        )
        print(f"{name}: {tested / given.plays:.1f} lessons at stake a play; in a hundred of them: {shares}")
        for seed, lesson, reading in misread(made, seeds):
            wrong += 1
            print(f"{name}, seed {seed}: {lesson} is called {reading}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
