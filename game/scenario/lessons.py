"""The lessons that a scenario's papers speak of: those of the catalogue, and its own as a family behind them."""

from __future__ import annotations

from game.scenario.catalogue import OWN, Catalogue, Lesson, catalogue
from game.scenario.scenario import Scenario


def known_lessons(scenario: Scenario, known: Catalogue | None = None) -> Catalogue:
    """Return the catalogue with what this scenario adds to it, as one; the catalogue itself where that is nothing."""
    known = known or catalogue()
    if not scenario.own_lessons:
        return known
    own = {
        each.id: Lesson(each.id, OWN.id, each.title, each.imperative, "", "", "", "", (), "")
        for each in scenario.own_lessons.values()
        if each.id not in known.lessons
    }
    return Catalogue((*known.families, OWN), {**known.lessons, **own}, known.barriers)
