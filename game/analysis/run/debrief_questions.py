"""What a debrief asks of a scenario, question by question, without what only its author is told."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from game.analysis.exact.backward_induction import Values
from game.analysis.exact.exploration import Exploration, TooLarge
from game.analysis.exact.questions import ModelQuestion, questions
from game.analysis.result.kept_analyses import Shelf
from game.analysis.result.kept_values import Keeping, folder_name
from game.analysis.sampled.simulation import Simulation
from game.analysis.sampled.size_forecast import HIDDEN, foresee, moments
from game.scenario.scenario import Scenario

FORESEEN = 1 << 12
"""Random runs by which the size of each question is foreseen."""


def asked(scenario: Scenario) -> list[ModelQuestion]:
    """Return the questions of which a debrief reads values."""
    every = (each for each in questions(scenario) if not (each.asked.laters or each.asked.trends))
    return [each for each in every if each.asked.tallies or each.asked.gauges or each.asked.endings]


@dataclass(frozen=True, slots=True)
class Waiting:
    """The questions that nobody has answered."""

    fit: list[ModelQuestion]
    """Those that may fit, the smallest first."""
    beyond: list[ModelQuestion]
    """Those that are foreseen not to: what a debrief tells of these is sampled there, and said to be about."""


def waiting(scenario: Scenario, shelf: Shelf, limit: int, most: int, patience: Callable[..., None]) -> Waiting:
    """Return the questions that nobody has answered and that were not refused for so many bytes.

    ``most`` are the transitions that one may take, ``patience`` is called before each is looked at.
    """
    left = set(shelf.waiting(scenario, asked(scenario), limit))
    if not left:
        return Waiting([], [])
    simulation = Simulation(scenario)
    met, _ = moments(simulation, FORESEEN)
    sizes = []
    for place, each in enumerate(asked(scenario)):
        if each.name in left:
            patience()  # why one is large is nobody's question here
            size = foresee(scenario, each.asked, simulation.walk, met, sys.maxsize).transitions
            sizes.append((size, place, each))
    sizes.sort(key=lambda size: size[:2])
    fits = most // HIDDEN
    return Waiting(
        [each for size, _, each in sizes if size <= fits],
        [each for size, _, each in sizes if size > fits],
    )


def work_out(
    scenario: Scenario, question: ModelQuestion, folder: Path, limit: int, most: int, patience: Callable[..., None]
) -> bool:
    """Answer one question and write its values into a folder; False where it does not fit.

    ``patience`` is called often, and may take its time.
    """
    exploration = Exploration(
        scenario, question.asked, weighed=False, limit=limit, most=most, watch=patience
    )  # fmt: skip
    try:
        exploration.run()
        values = Values(exploration, visit=patience, keep=True)
    except (TooLarge, MemoryError):
        return False
    Keeping(folder).kept(question)(exploration, values)
    return (folder / folder_name(question)).is_dir()
