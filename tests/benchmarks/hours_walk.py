"""How long a clock of 2,000 hours takes to be walked: printed, never asserted.

.venv/bin/python -m tests.benchmarks.hours_walk
"""

import statistics
import time

from game.rules.play import playthrough
from game.rules.policy import Policy, chooser
from game.scenario.scenario import Scenario
from tests import kit


def scenario() -> Scenario:
    """Two thousand hours, a trend each hour, a condition on the hour, forty decisions with what comes back of them."""
    injects = [
        kit.inject(
            f"at_{hour}", kit.option("go", effects={"trust": 1}, later=[kit.later(30, effects={"trust": -1})]),
            kit.option("stay"), hour=hour, until=hour + 20, when=f"hour >= {hour + 3}",
        )
        for hour in range(0, 2_000, 50)
    ]  # fmt: skip
    plain = kit.draft(injects, trends=[kit.trend("drift", 1, when="trust > 20", effects={"safety": -1})])
    plain["clock"] = {"start": "2031-03-01 06:00", "hours": 2_000}
    return kit.compiled(plain)


def main() -> None:
    made = scenario()
    choose = chooser(made, 7, Policy.FIRST)
    playthrough(made, 7, choose)
    times = []
    for _ in range(20):
        begun = time.perf_counter()
        playthrough(made, 7, choose)
        times.append(1_000 * (time.perf_counter() - begun))
    print(f"2,000 hours: {min(times):.1f} ms at best, {statistics.median(times):.1f} ms in the middle")


if __name__ == "__main__":
    main()
