"""How many random runs a second the rules play, without a screen and without a log, against a plain loop over numbers.

    .venv/bin/python -m tests.benchmarks.random_runs [RUNS]

The twelve decisions are those on which engines for interactive stories were measured; the plain loop plays
them on a dict, with no days, no conditions but comparisons and no log: what Python itself costs.
The three take turns. Figures are runs per second of processor time; medians.
"""

import random
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

from game.rules.play import playthrough
from game.rules.policy import Policy, chooser
from game.rules.quick import random_runs
from game.scenario.load import find, load
from game.scenario.scenario import Scenario
from tests.benchmarks.twelve import model, twelve

RUNS = 2_000
ROUNDS = 7


def rate(play: Callable[[], object], runs: int) -> float:
    """Runs per second of processor time."""
    before = time.process_time()
    for _ in range(runs):
        play()
    return runs / (time.process_time() - before)


def told(scenario: Scenario) -> Callable[[], object]:
    """Runs of which everything is written down, as `play --policy random` plays them."""
    seeds = iter(range(1_000_000_000))

    def play() -> object:
        seed = next(seeds)
        return playthrough(scenario, seed, chooser(scenario, seed, Policy.RANDOM))

    return play


def untold(scenario: Scenario) -> Callable[[], object]:
    """Runs of which nothing is kept but the end."""
    boards = random_runs(scenario, random.Random(1).random)
    return lambda: next(boards)


def plain() -> Callable[[], object]:
    """The plain loop."""
    made: dict[str, Any] = model()
    seeds = iter(range(1_000_000_000))

    def moved(state: dict[str, int], gauge: str, amount: int) -> None:
        state[gauge] = max(0, min(100, state[gauge] + amount))

    def open_now(option: dict[str, Any], state: dict[str, int]) -> bool:
        if option["requires"] is None:
            return True
        gauge, sign, bound = option["requires"]
        return state[gauge] >= bound if sign == ">=" else state[gauge] <= bound

    def play() -> object:
        luck, state = random.Random(next(seeds)), dict(made["state"])
        queue: list[tuple[int, str, int]] = []
        for day, step in enumerate(made["steps"]):
            for _, gauge, amount in [each for each in queue if each[0] <= day]:
                moved(state, gauge, amount)
            queue = [each for each in queue if each[0] > day]
            option = luck.choice([each for each in step["options"] if open_now(each, state)])
            for gauge, amount in option["effects"]:
                moved(state, gauge, amount)
            if option["delayed"]:
                queue.append((day + 2, *option["delayed"]))
            branch = step["chance"]["a" if luck.randint(1, 100) <= step["chance"]["weight"] else "b"]
            moved(state, *branch["effect"])
        for _, gauge, amount in queue:
            moved(state, gauge, amount)
        return state

    return play


def main(runs: int = RUNS) -> None:
    """Measure and print."""
    plays = {"plain loop, twelve decisions": plain()}
    shipped = {name: load(find(name)) for name in ("starter", "orvane_mission")}
    for name, scenario in {"twelve decisions": twelve(), **shipped}.items():
        plays[f"{name}, nothing written down"] = untold(scenario)
        plays[f"{name}, everything written down"] = told(scenario)
    for play in plays.values():
        rate(play, runs // 10)
    rates: dict[str, list[float]] = {name: [] for name in plays}
    for _ in range(ROUNDS):
        for name, play in plays.items():
            rates[name].append(rate(play, runs // ROUNDS))
    bare = rates["plain loop, twelve decisions"]
    print(f"{'':42}{'runs/s':>9}{'of the plain loop':>20}")
    for name, measured in rates.items():
        share = statistics.median(one / other for one, other in zip(measured, bare, strict=True))
        print(f"{name:42}{statistics.median(measured):9,.0f}{share:20.2f}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
