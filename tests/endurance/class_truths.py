"""The long form of a class's truths: simulated classes, the state of each inject and every copy of every debrief.

    .venv/bin/python -m tests.endurance.class_truths --classes 500 --first 0

A class is its seed: with `--first` it goes on where another one ended. It ends with 1 where a state is not that of the
events, or a copy holds what a group of its size may not show.
"""

import argparse
import random
import sys
import tempfile
from pathlib import Path

from tests.exercise.simulating import Simulation
from tests.exercise.views.test_inject_state import untrue
from tests.report.test_small_groups import told_too_much


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--classes", type=int, default=500)
    parser.add_argument("--first", type=int, default=0, help="the seed of the first class")
    given = parser.parse_args()
    wrong = 0
    for seed in range(given.first, given.first + given.classes):
        with tempfile.TemporaryDirectory() as folder:
            steps = random.Random(seed).randint(0, 160)
            record = Simulation(Path(folder), seed).played(steps)
        for says in (*untrue(record), *told_too_much(record)):
            wrong += 1
            print(f"class {seed}: {says}")
        if (seed - given.first + 1) % 50 == 0:
            print(f"{seed - given.first + 1} classes, {wrong} wrong", flush=True)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
