"""Where a library of scenarios tests the catalogue: lesson by lesson the injects that serve it or spend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from game.scenario.catalogue import Catalogue
from game.scenario.scenario import Scenario

LEAST_INJECTS = 2
"""A lesson is served, and spent, in at least so many injects."""

LEAST_SCENARIOS = 2
"""A core lesson is tested in at least so many scenarios."""


@dataclass(frozen=True, slots=True)
class InjectPlace:
    """An inject of a scenario, by ids."""

    scenario: str
    inject: str


@dataclass(frozen=True, slots=True)
class Covered:
    """One lesson: an inject stands in it where at least one of its options serves it, or spends it."""

    lesson: str
    tier: str
    served: tuple[InjectPlace, ...]
    spent: tuple[InjectPlace, ...]

    @property
    def short(self) -> tuple[str, ...]:
        """What is missing, in words; nothing where the library keeps its promise of the lesson."""
        said = [
            f"{verb} in {len(places)} inject{'' if len(places) == 1 else 's'}"
            for verb, places in (("served", self.served), ("spent", self.spent))
            if len(places) < LEAST_INJECTS
        ]
        scenarios = {place.scenario for place in (*self.served, *self.spent)}
        if self.tier == "core" and len(scenarios) < LEAST_SCENARIOS:
            said.append(f"tested in {len(scenarios)} scenario{'' if len(scenarios) == 1 else 's'}")
        return tuple(said)


def coverage(known: Catalogue, scenarios: Iterable[Scenario]) -> tuple[Covered, ...]:
    """Return the matrix of a library: every lesson of the catalogue, in its order.

    What is answered in writing (`Inject.written`) does not count: its options are what a reader judges.
    """
    served: dict[str, list[InjectPlace]] = {id: [] for id in known.lessons}
    spent: dict[str, list[InjectPlace]] = {id: [] for id in known.lessons}
    for scenario in scenarios:
        for inject in scenario.injects:
            if inject.written:
                continue
            place = InjectPlace(scenario.id, inject.id)
            tags = [each for option in inject.options for each in option.evidence if each.lesson in known.lessons]
            for lesson in dict.fromkeys(each.lesson for each in tags if each.weight > 0):
                served[lesson].append(place)
            for lesson in dict.fromkeys(each.lesson for each in tags if each.weight < 0):
                spent[lesson].append(place)
    return tuple(Covered(id, lesson.tier, tuple(served[id]), tuple(spent[id])) for id, lesson in known.lessons.items())
