"""Questions that a scenario asks twice: which inject is the second sitting of which."""

from __future__ import annotations

from collections.abc import Mapping

from game.scenario.scenario import Scenario

SHARED = 2
"""So many options have the same ids in both sittings, at the least."""


def sittings(scenario: Scenario) -> Mapping[int, int]:
    """Return each inject that is asked once more, to its second sitting: the next with some of the same options."""
    second: dict[int, int] = {}
    for index, inject in enumerate(scenario.injects):
        ids = {option.id for option in inject.options}
        for before in range(index):
            if before not in second and len(ids & {option.id for option in scenario.injects[before].options}) >= SHARED:
                second[before] = index
                break
    return second


def first_sitting(scenario: Scenario, inject: int) -> int | None:
    """Return the inject that asked the same before; None where none did."""
    return next((first for first, again in sittings(scenario).items() if again == inject), None)
