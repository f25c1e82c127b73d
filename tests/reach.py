"""What of a scenario comes up in some run: a seeded search over decisions, luck, openings and releases from the tray.

Every third run is play of one habit, every third takes by preference what no run took before, the rest is random. It
ends as soon as everything was seen.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

from game.rules import judge
from game.rules.board import Board
from game.rules.state import Decided, Raised, before_the_first_day
from game.scenario.scenario import Scenario

HABITS = ("consult", "fast", "wait", "guard", "loudest")


def parts(scenario: Scenario) -> set[str]:
    """Return what there is to come up: injects, their further paragraphs, options, branches, endings, epilogue."""
    found = set()
    for inject in scenario.injects:
        found.add(f"inject {inject.id}")
        found |= {f"also {number} of {inject.id}" for number in range(len(inject.also))}
        for option in inject.options:
            found.add(f"option {inject.id}.{option.id}")
            found |= {f"branch {n} of {inject.id}.{option.id}" for n, w in enumerate(option.weights) if w}
    found |= {f"ending {ending.id}" for ending in scenario.endings}
    return found | {f"epilogue {number}, {each.about}" for number, each in enumerate(scenario.epilogue)}


def unreached(scenario: Scenario, runs: int, first: int = 0) -> set[str]:
    """Return what came up in none of so many runs; a run is its number, so that another search goes on after it."""
    missing = parts(scenario)
    for number in range(first, first + runs):
        missing.difference_update(seen(scenario, number, missing))
        if not missing:
            break
    return missing


def seen(scenario: Scenario, number: int, missing: set[str]) -> Iterator[str]:
    """Play one run and yield what came up in it."""
    luck = random.Random(number)
    brought = [each.flag for each in scenario.opens_with if luck.random() < 0.5]
    board = Board(scenario, before_the_first_day(scenario, brought))
    habit = luck.choice(HABITS) if number % 3 == 1 else ""
    tray = [index for index, inject in enumerate(scenario.injects) if inject.manual]
    luck.shuffle(tray)
    board.walk()
    while board.on_table is not None:
        inject = scenario.injects[board.on_table]
        if tray and scenario.injects[tray[-1]].first <= board.day and luck.random() < 0.2:
            board.release(tray.pop())
        if inject.options:
            open = list(board.open or ())
            if habit:
                open = [option for option in open if habit in inject.options[option].style] or open
            if number % 3 == 2:
                fresh = [n for n in open if f"option {inject.id}.{inject.options[n].id}" in missing]
                open = fresh or open
            board.decide(number, luck.choice(open))
        else:
            board.acknowledge()
        board.walk()
    state = board.state()
    for event in board.happenings:
        if isinstance(event, Raised):
            yield f"inject {scenario.injects[event.inject].id}"
            yield from (f"also {each} of {scenario.injects[event.inject].id}" for each in event.also)
        elif isinstance(event, Decided):
            inject = scenario.injects[event.inject]
            option = f"{inject.id}.{inject.options[event.option].id}"
            yield f"option {option}"
            if event.chance is not None:
                yield f"branch {event.chance} of {option}"
    yield from (f"ending {scenario.endings[index].id}" for index in judge.endings(scenario, state))
    yield from (f"epilogue {each}, {scenario.epilogue[each].about}" for each in judge.epilogue(scenario, state))
