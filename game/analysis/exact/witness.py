"""How something can be reached: the fewest decisions that lead there, and the luck that they need.

A shortest witness, as a model checker gives a shortest counter-example: breadth first, and each
layer remembers where it was first reached from (Clarke, Grumberg and Peled, Model Checking, 1999, chapter 6).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from game.analysis.exact.exploration import Exploration
from game.analysis.exact.layers import Exit, Layer, LayerId
from game.analysis.exact.occurrences import Sight
from game.rules import chance, play
from game.rules.state import Happening
from game.scenario.scenario import Scenario

SEEDS = 200
"""So many seeds are tried for one whose own luck leads there, too."""


@dataclass(frozen=True, slots=True)
class Witness:
    """Decisions and luck that lead somewhere; at an inject that is not named anything will do."""

    decisions: dict[int, int] = field(default_factory=dict)
    """Inject to option, in the order of play."""
    luck: dict[int, int] = field(default_factory=dict)
    """Inject to branch."""
    releases: dict[int, int] = field(default_factory=dict)
    """Inject of the tray to the one on the table beside which it is released."""

    def script(self, scenario: Scenario) -> dict[str, str]:
        """Return it as a script for ``play --script``."""
        injects = scenario.injects
        return {injects[inject].id: injects[inject].options[option].id for inject, option in self.decisions.items()}

    def seed(self, scenario: Scenario) -> int | None:
        """Return a seed with this luck, or None where none of the first few has it."""
        for seed in range(SEEDS):
            if all(
                chance.draw(seed, scenario.injects[inject].id, scenario.injects[inject].options[option].weights)
                == self.luck[inject]
                for inject, option in self.decisions.items()
                if inject in self.luck
            ):
                return seed
        return None


class Turn(NamedTuple):
    """A decision on a way: of which layer and which state of it, and what came of it."""

    layer: Layer
    state: int
    option: int
    branch: int | None


class Trail:
    """Finds the way back from a state to the start."""

    def __init__(self, exploration: Exploration) -> None:
        self.exploration = exploration
        self._into: dict[LayerId, list[tuple[Layer, int, Exit]]] = {}
        """Layer to the exits that lead to it, each with its layer and block."""
        for id in exploration.order:
            layer = exploration.layers[id]
            for number, block in enumerate(layer.blocks):
                for exit in block.exits:
                    if exit.target is not None:
                        self._into.setdefault(exit.target, []).append((layer, number, exit))

    def witness(self, sight: Sight) -> Witness:
        """Return the way to where something was first seen."""
        steps = self.path(sight)
        return Witness(
            {layer.inject: option for layer, _, option, _ in steps},
            {layer.inject: branch for layer, _, _, branch in steps if branch is not None},
        )

    def path(self, sight: Sight) -> list[Turn]:
        """Return what was decided on the way, from the first decision on."""
        return list(self._steps(sight))[::-1]

    def _steps(self, sight: Sight) -> Iterator[Turn]:
        """From the last decision back to the first."""
        if sight.layer is None:
            return
        layer = self.exploration.layers[sight.layer]
        if sight.option >= 0:
            yield Turn(layer, sight.state, sight.option, None)
            yield from self._before(layer, sight.state)
        else:
            yield from self._through(layer, sight.block, sight.place)

    def _through(self, layer: Layer, block: int, place: int) -> Iterator[Turn]:
        segment, state = layer.blocks[block].row(place)
        yield Turn(layer, state, segment.option, segment.branch)
        yield from self._before(layer, state)

    def _before(self, layer: Layer, state: int) -> Iterator[Turn]:
        after = _depth(layer, state)
        for source, number, exit in self._into.get(layer.id, ()):
            assert exit.states is not None
            assert exit.inner is not None
            own = int(np.searchsorted(exit.states, state))
            if own == len(exit.states) or exit.states[own] != state:
                continue
            for found in np.flatnonzero(exit.inner == own):
                place = int(found if exit.place is None else exit.place[found])
                if _depth(source, source.blocks[number].row(place)[1]) == after - 1:
                    yield from self._through(source, number, place)
                    return


def _depth(layer: Layer, state: int) -> int:
    return layer.depth if isinstance(layer.depth, int) else int(layer.depth[state])


def replayed(scenario: Scenario, witness: Witness) -> tuple[play.Step, list[Happening]]:
    """Play a witness by the rules, taking the first open option where it names none: the end, and all that happened."""
    step = play.begin(scenario)
    happened = list(step.happenings)
    while not step.state.over:
        inject = step.state.on_table
        assert inject is not None
        for released, beside in witness.releases.items():
            if beside == inject:
                step = play.release(scenario, step.state, released)
        if not scenario.injects[inject].options:
            step = play.acknowledge(scenario, step.state, inject)
        else:
            option = witness.decisions.get(inject, play.open_options(scenario, step.state)[0])
            seed = _seed(scenario, inject, option, witness.luck.get(inject))
            step = play.decide(scenario, seed, step.state, inject, option)
        happened += step.happenings
    return step, happened


def _seed(scenario: Scenario, inject: int, option: int, branch: int | None) -> int:
    """A seed that draws a branch at an inject: luck is the same function of the seed as in any run (rule 6)."""
    made = scenario.injects[inject]
    seed = 0
    while branch is not None and chance.draw(seed, made.id, made.options[option].weights) != branch:
        seed += 1
    return seed
