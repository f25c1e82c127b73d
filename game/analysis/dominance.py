"""Options that another one beats: in three exact senses, never mixed.

For two options o and o' of an inject, over every reachable state in which both are open, and over every lesson's P - N
and every gauge (each in its good direction):

- *outdone*: after o' at least as much can still be reached of everything, and somewhere more of something;
- *dominated*: outdone, and the worst that can come after o' is nowhere worse either;
- *hopeless*: the best after o is nowhere better than the worst after o', and somewhere o' can do better.

Where nobody can move a lesson or a gauge any more, the two are equal and it decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

from game.analysis.values import Choices, Objective

NEAR = 1e-9


@dataclass(slots=True)
class Beats:
    """Where one option came out above another, of one inject and one objective; each (option, other)."""

    greatest: np.ndarray
    """Somewhere the greatest after the one is above the greatest after the other."""
    least: np.ndarray
    """The same of the least."""
    crossed: np.ndarray
    """Somewhere the greatest after the one is above the least after the other."""

    @classmethod
    def never(cls, options: int) -> Beats:
        return cls(*(np.zeros((options, options), bool) for _ in range(3)))

    def turned(self) -> Beats:
        """The same of the objective with its sign turned: what was least is greatest."""
        return Beats(self.least.T, self.greatest.T, self.crossed.T)

    def join(self, other: Beats) -> None:
        self.greatest |= other.greatest
        self.least |= other.least
        self.crossed |= other.crossed


def counts(objective: Objective) -> bool:
    """Whether options are compared by it: by single lessons and gauges."""
    return objective.kind == "gauge" or (objective.kind == "tally" and ":" not in objective.id)


@dataclass(slots=True)
class Comparison:
    """All comparisons of the options of the injects of a scenario."""

    met: dict[int, np.ndarray] = field(default_factory=dict)
    """Inject to (option, other): whether both were ever open at once."""
    beats: dict[tuple[int, Objective], Beats] = field(default_factory=dict)

    def add(self, choices: Choices, objectives: list[Objective]) -> None:
        """Compare the options in some classes of states."""
        inject, count = choices.layer.inject, len(choices.open)
        compared = [place for place, objective in enumerate(objectives) if counts(objective)]
        if not compared:
            return
        every = [self._of(inject, objectives[column], count) for column in compared]
        met = self.met.setdefault(inject, np.zeros((count, count), bool))
        for one in range(count):
            for other in range(count):
                both = choices.open[one] & choices.open[other]
                if one == other or not both.any():
                    continue
                met[one, other] = True
                rows = slice(None) if both.all() else both
                greatest = (choices.greatest[one, rows] - choices.greatest[other, rows] > NEAR).any(0)
                least = (choices.least[one, rows] - choices.least[other, rows] > NEAR).any(0)
                crossed = (choices.greatest[one, rows] - choices.least[other, rows] > NEAR).any(0)
                for column, known in zip(compared, every, strict=True):
                    known.greatest[one, other] |= greatest[column]
                    known.least[one, other] |= least[column]
                    known.crossed[one, other] |= crossed[column]

    def _of(self, inject: int, objective: Objective, count: int) -> Beats:
        known = self.beats.get((inject, objective))
        if known is None:
            known = self.beats[inject, objective] = Beats.never(count)
        return known

    def join(self, other: Comparison) -> None:
        """Add what another exploration compared."""
        for inject, met in other.met.items():
            self.met[inject] = self.met.get(inject, np.zeros_like(met)) | met
        for (inject, objective), beats in other.beats.items():
            self._of(inject, objective, len(beats.least)).join(beats)


@dataclass(frozen=True, slots=True)
class Beaten:
    """An option with those that beat it, in each sense; the stronger senses are in the weaker ones as well."""

    inject: int
    option: int
    outdone_by: tuple[int, ...]
    dominated_by: tuple[int, ...]
    hopeless_beside: tuple[int, ...]


def beaten(comparison: Comparison, objectives: Iterable[Objective], turned: Mapping[Objective, bool]) -> list[Beaten]:
    """Return the options that are beaten in some sense on these objectives.

    Args:
        comparison: of every exploration.
        objectives: what counts: lessons, gauges or both.
        turned: of which less is better.
    """
    found = []
    wanted = list(objectives)
    for inject, met in sorted(comparison.met.items()):
        every = [
            beats.turned() if turned.get(objective) else beats
            for objective in wanted
            if (beats := comparison.beats.get((inject, objective))) is not None
        ]
        if not every:
            continue
        count = len(met)
        better = np.logical_or.reduce([beats.greatest for beats in every])
        safer = np.logical_or.reduce([beats.least for beats in every])
        crossed = np.logical_or.reduce([beats.crossed for beats in every])
        for one in range(count):
            others = [other for other in range(count) if met[one, other] and better[other, one]]
            outdone = tuple(other for other in others if not better[one, other])
            dominated = tuple(other for other in outdone if not safer[one, other])
            hopeless = tuple(other for other in others if not crossed[one, other])
            if outdone or hopeless:
                found.append(Beaten(inject, one, outdone, dominated, hopeless))
    return found
