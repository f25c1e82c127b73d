"""A run of three decisions with one of everything that a debrief tells."""

from pathlib import Path

import pytest

from game.exercise.commands import AddNote, Decide, ReadBriefing
from game.exercise.run.run_store import ALONE, Library
from game.scenario.scenario import Scenario
from tests.kit import branch, ending, inject, later, option, scenario


def played(library: Library, text: Scenario, *options: str, note: str = "") -> str:
    """Play a run with these options at its injects, as far as they go; return its name."""
    table = library.begin(text, 7)
    seat = table.seat(ALONE)
    seat.submit(ReadBriefing())
    for id in options:
        view = seat.snapshot()
        assert view.inject
        seat.submit(Decide(inject=view.inject.id, option=id, reason="So be it", confidence=4, counter="Too late"))
    if note:
        seat.submit(AddNote(text=note))
    table.log.close()
    return table.name


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path)


@pytest.fixture
def text() -> Scenario:
    return scenario(
        [
            inject(
                "gate",
                option(
                    "open", effects={"trust": 5, "safety": -60}, evidence={"measure_impact": 2, "keep_revisiting": -3}
                ),
                option("shut", evidence={"measure_impact": -3}, case="Safe."),
                dilemma="In or out.",
                expected="Asks who knocks.",
            ),
            inject(
                "road",
                option(
                    "walk",
                    effects={"trust": 1},
                    evidence={"measure_impact": -1},
                    chance=[branch(1, text="Rain."), branch(1, text="Sun.", effects={"trust": 3})],
                    later=[later(1, text="Dust."), later(2, when="trust > 99", text="Never."), later(50, text="Late.")],
                ),
                option("ride", requires="trust > 99"),
                day=2,
            ),
            inject("wall", option("climb", requires="trust > 99"), day=5),
        ],
        gauges={"trust": 50, "safety": {"start": 50, "shown": "assessed"}, "secret": {"start": 5, "shown": "hidden"}},
        lessons={"measure_impact": "trust >= 50", "keep_revisiting": None, "protect_legitimacy": None},
        endings=[ending("end")],
        days=9,
    )
