"""The long form of 200 random runs of each shipped scenario, within its words and nothing twice: minutes.

.venv/bin/python -m tests.endurance.long_forms [RUNS] [SCENARIO...]
"""

import sys

from game.report.debrief import debrief
from game.report.model import Opened
from game.scenario.load import load, shipped
from tests.report.fronts import made_up, random_run
from tests.report.long_forms import untrue

RUNS = 200


def main(runs: int, names: list[str]) -> int:
    """Look at every run; return how many are not as they should be."""
    wrong = 0
    for name in names or sorted(shipped()):
        scenario = load(shipped()[name])
        for seed in range(runs):
            run = random_run(scenario, seed)
            for known in (made_up(run), Opened()):
                for problem in untrue(debrief(run, "a-run", opened=known)):
                    wrong += 1
                    print(f"{name}, seed {seed}: {problem}")
        print(f"{name}: {runs} runs, {wrong} faults so far", flush=True)
    return wrong


if __name__ == "__main__":
    sys.exit(1 if main(int(sys.argv[1]) if sys.argv[1:] else RUNS, sys.argv[2:]) else 0)
