"""The analysis of a scenario, from beginning to end."""

from __future__ import annotations

from collections.abc import Callable

from game.analysis.result.model import Analysis
from game.analysis.run.assemble import assemble
from game.analysis.run.study import Study, StudyStage, Wish
from game.scenario.scenario import Scenario


def analyse(scenario: Scenario, wish: Wish, tell: Callable[[StudyStage], None] | None = None) -> Analysis:
    """Find out what a scenario can do to a class.

    Args:
        scenario: the scenario.
        wish: how it is to be made.
        tell: is told how far it is, a few times a second; where it raises `GivenUp`, what is known by then is returned.
    """
    return assemble(scenario, Study(scenario, wish, tell).run(), bool(wish.sample))
