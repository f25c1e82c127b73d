"""What a debrief asks of a scenario, question by question, without what only its author is told."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from game.analysis.exact.backward_induction import Values
from game.analysis.exact.exploration import Exploration, TooLarge
from game.analysis.exact.questions import Question, questions
from game.analysis.result.kept_analyses import Shelf
from game.analysis.result.kept_values import Keeping, folder_name
from game.analysis.sampled.simulation import Simulation
from game.analysis.sampled.size_forecast import foresee, moments
from game.scenario.scenario import Scenario

FORESEEN = 1 << 12
"""Random runs by which the size of each question is foreseen."""


def asked(scenario: Scenario) -> list[Question]:
    """Return the questions of which a debrief reads values."""
    every = (each for each in questions(scenario) if not (each.asked.laters or each.asked.trends))
    return [each for each in every if each.asked.tallies or each.asked.gauges or each.asked.endings]


def waiting(scenario: Scenario, shelf: Shelf, limit: int) -> list[Question]:
    """Return the questions that nobody has answered and that may fit into so many bytes, the smallest first."""
    left = set(shelf.waiting(scenario, asked(scenario), limit))
    if not left:
        return []
    simulation = Simulation(scenario)
    met, _ = moments(simulation, FORESEEN)
    sizes = [  # why one is large is nobody's question here
        (foresee(scenario, each.asked, simulation.walk, met, sys.maxsize).transitions, place, each)
        for place, each in enumerate(asked(scenario))
        if each.name in left
    ]
    return [each for _, _, each in sorted(sizes, key=lambda size: size[:2])]


def work_out(
    scenario: Scenario, question: Question, folder: Path, limit: int, most: int, patience: Callable[..., None]
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
