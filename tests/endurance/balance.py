"""The long form of the bars of balance: every bar of every long scenario, with its figures, from large samples.

    .venv/bin/python -m tests.endurance.balance --runs 200000 --policy-runs 20000
    .venv/bin/python -m tests.endurance.balance --scenario ridge_prt --analyse

With `--analyse` the product's own analysis looks for options that are dominated over every reachable state, exactly
where that fits into memory. It ends with 1 where a bar is missed. Scenarios are independent: `--scenario` goes on
where another one ended.
"""

import argparse
import sys

from game.analysis.analyse import analyse
from game.analysis.mending.habits import HABITS, PlayMeasures
from game.analysis.run.study import Wish
from game.scenario.load import load, shipped
from tests.balance import BARS, LONG, measured


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scenario", choices=LONG, action="append")
    parser.add_argument("--runs", type=int, default=200_000)
    parser.add_argument("--policy-runs", type=int, default=20_000)
    parser.add_argument("--analyse", action="store_true")
    given = parser.parse_args()
    missed = 0
    for id in given.scenario or LONG:
        made = measured(id, given.runs, given.policy_runs)
        print(f"{id}: {given.runs} random runs, {given.policy_runs} a policy")
        for number, bar in BARS.items():
            misses = list(bar(made))
            missed += len(misses)
            print(f"  bar {number:2}  {'missed' if misses else 'held'}  {' '.join((bar.__doc__ or '').split())}")
            for miss in misses:
                print(f"          {miss}")
        _figures(made)
        if given.analyse:
            missed += _dominated(id)
    return 1 if missed else 0


def _figures(made: PlayMeasures) -> None:
    """Print endings and gauges of random play and of each habit."""
    for name in ("random", *HABITS):
        runs = made.random if name == "random" else made.habit(name)
        ends, _ = made.against_random(runs)
        gauges = " ".join(f"{g.id} {end:+.1f}" for g, end in zip(made.scenario.gauges, ends, strict=True))
        told = ", ".join(
            f"{ending.id} {share.mean():.1%}" for ending, share in zip(made.scenario.endings, runs.told, strict=True)
        )
        print(f"  {name}: {told}" + ("" if name == "random" else f"\n      {gauges}"))


def _dominated(id: str) -> int:
    """Print the options that the analysis finds dominated, and return how many."""
    found = analyse(load(shipped()[id]), Wish(memory=3 << 30))
    beaten = {name: option.dominated_by for name, option in found.options.items() if option.dominated_by}
    print(f"  analysis ({found.method}): {len(beaten)} dominated", *(f"{a} by {b}" for a, b in beaten.items()))
    return len(beaten)


if __name__ == "__main__":
    sys.exit(main())
