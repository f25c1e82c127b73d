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


@dataclass(slots=True)
class Comparison:
    """All comparisons of the options of the injects of a scenario."""

    met: dict[int, np.ndarray] = field(default_factory=dict)
    """Inject to (option, other): whether both were ever open at once."""
    beats: dict[tuple[int, Objective], Beats] = field(default_factory=dict)

    def add(self, choices: Choices, objectives: list[Objective]) -> None:
        """Compare the options in some classes of states."""
        inject, count = choices.layer.inject, len(choices.open)
        met = self.met.setdefault(inject, np.zeros((count, count), bool))
        for one in range(count):
            for other in range(count):
                both = choices.open[one] & choices.open[other]
                if one == other or not both.any():
                    continue
                met[one, other] = True
                greatest = choices.greatest[one] - choices.greatest[other] > NEAR
                least = choices.least[one] - choices.least[other] > NEAR
                crossed = choices.greatest[one] - choices.least[other] > NEAR
                for column, objective in enumerate(objectives):
                    known = self.beats.setdefault((inject, objective), Beats.never(count))
                    known.greatest[one, other] |= bool((greatest[:, column] & both).any())
                    known.least[one, other] |= bool((least[:, column] & both).any())
                    known.crossed[one, other] |= bool((crossed[:, column] & both).any())

    def join(self, other: Comparison) -> None:
        """Add what another exploration compared."""
        for inject, met in other.met.items():
            self.met[inject] = self.met.get(inject, np.zeros_like(met)) | met
        for key, beats in other.beats.items():
            self.beats.setdefault(key, Beats.never(len(beats.least))).join(beats)


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
