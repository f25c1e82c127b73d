"""How long a run sheet takes for 100 and for 400 injects, and the ratio of the two: about four where it is linear.

    .venv/bin/python -m tests.benchmarks.sheet_speed [ROUNDS]

Prints the best of each. The two take turns, so that a busy machine slows both.
"""

import sys
import time

from game.faces.sheet import run_sheet_html
from tests.report_html.test_sheet import waiting

SIZES = (100, 400)


def main(rounds: int = 5) -> None:
    """Measure, and print one line for each size and one for the ratio."""
    scenarios = {size: waiting(size) for size in SIZES}
    best = dict.fromkeys(SIZES, float("inf"))
    for _ in range(rounds):
        for size, made in scenarios.items():
            begun = time.perf_counter()
            run_sheet_html(made, 45)
            best[size] = min(best[size], time.perf_counter() - begun)
    for size, seconds in best.items():
        print(f"{size:>4} injects  {seconds * 1000:8.1f} ms")
    print(f"ratio          {best[SIZES[1]] / best[SIZES[0]]:8.2f}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
