"""How many random runs a second the rules play, without a screen and without a log, one by one and in columns.

    .venv/bin/python -m tests.benchmarks.random_runs [RUNS]

The twelve decisions are those on which engines for interactive stories were measured. The plain loop plays them on a
dict, with no days, no conditions but comparisons and no log: what Python itself costs. inkjs plays them as a story in
ink, where it is installed. They take turns. Figures are runs per second of processor time; medians.
"""

import random
import sys
import time
from collections.abc import Callable
from functools import partial
from statistics import median
from typing import Any

from game.analysis.sampled.simulation import ROWS, Simulation
from game.rules.play import playthrough
from game.rules.policy import Policy, chooser
from game.scenario.load import find, load
from game.scenario.scenario import Scenario
from tests.benchmarks.ink import Player
from tests.benchmarks.twelve import model, twelve
from tests.benchmarks.untold import random_runs

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


def columns(scenario: Scenario) -> Callable[[], object]:
    """Whole batches, as the analysis samples; one call is `ROWS` runs."""
    simulation, numbers = Simulation(scenario), iter(range(1_000_000_000))
    return lambda: simulation.batch(next(numbers))


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
    share = max(10, runs // ROUNDS)
    rates: dict[str, Callable[[], float]] = {BARE: partial(rate, plain(), share)}
    shipped = {name: load(find(name)) for name in ("starter", "orvane_mission")}
    for name, scenario in {TWELVE: twelve(), **shipped}.items():
        batch = columns(scenario)
        rates[f"{name}, in columns"] = lambda batch=batch: ROWS * rate(batch, 10)  # type: ignore[misc]
        rates[f"{name}{UNTOLD}"] = partial(rate, untold(scenario), share)
        rates[f"{name}, everything written down"] = partial(rate, told(scenario), share)
    try:
        player = Player()
        rates[INK] = partial(player.rate, share)
    except FileNotFoundError as problem:
        print(problem)
    measured: dict[str, list[float]] = {name: [] for name in rates}
    for turn in range(ROUNDS + 1):
        for name, measure in rates.items():
            found = measure()
            if turn:  # the first is for getting warm
                measured[name].append(found)
    print(f"{'':42}{'runs/s':>12}{'of the plain loop':>20}")
    for name, found in measured.items():
        print(f"{name:42}{median(found):12,.0f}{ratio(found, measured[BARE]):20.2f}")
    print(
        f"\nin columns, times one by one:   {ratio(measured[f'{TWELVE}, in columns'], measured[TWELVE + UNTOLD]):.0f}"
    )
    if INK in measured:
        print(f"one by one, times inkjs:        {ratio(measured[TWELVE + UNTOLD], measured[INK]):.0f}")
        player.close()


def ratio(ours: list[float], theirs: list[float]) -> float:
    """The median of the ratios, round by round."""
    return median(one / other for one, other in zip(ours, theirs, strict=True))


BARE, INK, TWELVE = "plain loop, twelve decisions", "inkjs, twelve decisions", "twelve decisions"
UNTOLD = ", nothing written down"


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
