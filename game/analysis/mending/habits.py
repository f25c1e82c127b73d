"""What a scenario does to habits: tables that always consult, hurry, wait, guard or follow the loudest, and tables that
always serve one lesson or always spend it, held against random play.

What can be read off the file is exact. The rest is played in columns (`simulate`) from fixed seeds, and told with the
half-width of a 95 % interval. The seal asks it of any scenario, the bars of balance of the shipped ones.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from game.analysis.columns.batch import Batch
from game.analysis.sampled.simulation import Prefer, Runs, Simulation, at_random
from game.scenario.scenario import Change, Inject, Option, Scenario

HABITS = ("consult", "fast", "wait", "guard", "loudest")
"""What `style` on an option may say."""

WORDS = {
    name: re.compile(rf"\b({words})\b", re.IGNORECASE)
    for name, words in {
        "consult": r"ask\w*|consult\w*|listen\w*|meet\w*|talk\w*|joint\w*|together|invite\w*|hear\w*",
        "fast": r"now|at once|tonight|today|immediate\w*|quick\w*|fast\w*|speed\w*|first light",
        "wait": r"wait\w*|hold\w*|delay\w*|postpone\w*|defer\w*|later|nothing|stay\w*|leave|not",
        "guard": r"guard\w*|protect\w*|safe\w*|secur\w*|escort\w*|patrol\w*|shield\w*|cordon\w*",
        "loudest": r"demand\w*|insist\w*|press\w*|public\w*|announce\w*|everybody|minister\w*|capital\w*",
    }.items()
}
"""Words that give a habit away where no author named any, in English."""


@dataclass(frozen=True)
class PlayMeasures:
    """One scenario, and how many runs random play and each policy get."""

    scenario: Scenario
    runs: int
    policy_runs: int

    @cached_property
    def decisions(self) -> tuple[Inject, ...]:
        """Injects in which something is decided."""
        return tuple(inject for inject in self.scenario.injects if len(inject.options) > 1)

    @cached_property
    def regular(self) -> tuple[Inject, ...]:
        """Decisions that the timeline brings, not the tray."""
        return tuple(inject for inject in self.decisions if not inject.manual)

    @cached_property
    def contingent(self) -> tuple[Inject, ...]:
        """Decisions of the timeline that hang on a condition."""
        return tuple(inject for inject in self.regular if inject.when)

    # --- read off the file

    def moves(self, option: Option) -> np.ndarray:
        """Return what an option moves each gauge by in the mean, in its good direction.

        Delayed effects of one day that hang on conditions are variants of one: each counts for its share.
        """
        found = np.zeros(len(self.scenario.gauges))
        total = sum(option.weights)
        parts: list[tuple[float, Change]] = [(1.0, option.change)]
        parts += [(branch.weight / total, branch.change) for branch in option.chance]
        for later in option.later:
            variants = [each for each in option.later if each.after == later.after and each.when]
            parts.append((1 / len(variants) if later.when else 1.0, later.change))
        for share, change in parts:
            for effect in change.effects:
                gauge = self.scenario.gauges[effect.gauge]
                move = effect.amount - gauge.start if effect.outright else effect.amount
                found[effect.gauge] += share * move * (1 if gauge.high_is_good else -1)
        return found

    def evidence(self, option: Option) -> dict[str, int]:
        """Return the weight of an option's evidence, lesson by lesson."""
        return {each.lesson: each.weight for each in option.evidence}

    # --- played

    @cached_property
    def _simulation(self) -> Simulation:
        return Simulation(self.scenario)

    def _play(self, number: int, size: int, wanted: Sequence[Sequence[bool]] | None = None) -> Runs:
        """Play some runs, every open option alike likely; where some are `wanted` (inject, option), one of them."""
        luck = np.random.Generator(np.random.Philox(number + 1_000_003))

        def prefer(inject: int, batch: Batch, open: np.ndarray) -> np.ndarray:
            if wanted is not None:
                liked = open & np.array(wanted[inject], bool)
                open = np.where(liked.any(1)[:, None], liked, open)
            return at_random(open, luck)

        policy: Prefer = prefer
        return self._simulation.batch(number, size, policy)

    @cached_property
    def random(self) -> Runs:
        """Random play."""
        return self._play(7, self.runs)

    def tagged(self, name: str) -> list[list[bool]]:
        """Return for each inject which options a habit takes: by `style`, else by the words of label and case."""
        injects = self.scenario.injects
        if self.styled:
            return [[name in option.style for option in inject.options] for inject in injects]
        words = WORDS[name]
        return [[bool(words.search(f"{o.label} {o.case}")) for o in inject.options] for inject in injects]

    @cached_property
    def styled(self) -> bool:
        """Whether the author says of any option which habits would take it."""
        return any(option.style for inject in self.scenario.injects for option in inject.options)

    def habit(self, name: str) -> Runs:
        """Play of a table that has one habit."""
        wanted = self.tagged(name)
        return self._play(11 + HABITS.index(name), self.policy_runs, wanted)

    def lesson(self, id: str, sign: int) -> Runs:
        """Play of a table that always takes what serves a lesson best (1) or spends most of it (-1)."""
        wanted = []
        for inject in self.scenario.injects:
            weights = [sign * self.evidence(option).get(id, 0) for option in inject.options]
            wanted.append([weight == max(weights) for weight in weights])
        return self._play(101, self.policy_runs, wanted)

    def tray(self, id: str, sign: int) -> np.ndarray:
        """Return what a lesson's player moves each gauge by where the tray is released, against any option there.

        Exact, in the gauges' good direction: the options that the player of `lesson` takes, less the mean of all.
        """
        found = np.zeros(len(self.scenario.gauges))
        for inject in self.decisions:
            if inject.manual:
                weights = [sign * self.evidence(option).get(id, 0) for option in inject.options]
                moves = np.array([self.moves(option) for option in inject.options])
                found += moves[np.array(weights) == max(weights)].mean(0) - moves.mean(0)
        return found

    def first(self) -> Runs:
        """Play of a table that always takes the first open option."""
        return self._simulation.batch(
            103, self.policy_runs, lambda inject, batch, open: open.argmax(1).astype(np.int16)
        )

    def against_random(self, runs: Runs) -> tuple[np.ndarray, np.ndarray]:
        """Return how far each gauge ends from random play, in its good direction, and half of the 95 % interval."""
        signs = np.array([1 if gauge.high_is_good else -1 for gauge in self.scenario.gauges])
        one, other = runs.gauges.astype(float), self.random.gauges.astype(float)
        spread = np.sqrt(one.var(1) / one.shape[1] + other.var(1) / other.shape[1])
        return signs * (one.mean(1) - other.mean(1)), 1.96 * spread

    def virtuous(self) -> list[str]:
        """Return the decisions in which the best evidence is also the best sum of expected gauge changes."""
        paid = []
        for inject in self.decisions:
            sums = [round(float(self.moves(option).sum()), 6) for option in inject.options]
            tags = [sum(self.evidence(option).values()) for option in inject.options]
            if any(sums[n] == max(sums) for n in range(len(sums)) if tags[n] == max(tags)):
                paid.append(inject.id)
        return paid

    def testing(self, lesson: str, sign: int) -> list[Inject]:
        """Return the decisions of which some option serves a lesson (1) or spends it (-1)."""
        return [
            inject
            for inject in self.decisions
            if any(self.evidence(option).get(lesson, 0) * sign > 0 for option in inject.options)
        ]

    def price(self, lesson: str, sign: int) -> tuple[np.ndarray, np.ndarray] | None:
        """Return what always serving a lesson (1) or always spending it (-1) moves each gauge by, with half of the
        interval; None where nothing tests it so. What the tray alone tests is read off the options there.
        """
        testing = self.testing(lesson, sign)
        if not testing:
            return None
        if all(inject.manual for inject in testing):
            ends = self.tray(lesson, sign)
            return ends, np.zeros_like(ends)
        return self.against_random(self.lesson(lesson, sign))
