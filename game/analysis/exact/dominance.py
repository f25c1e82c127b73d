"""Options that another one beats: in three exact senses, never mixed.

For two options o and o' of an inject, over every reachable state in which both are open, and over every lesson's P - N
and every gauge (each in its good direction):

- *outdone*: after o' at least as much can still be reached of everything, and somewhere more of something;
- *dominated*: outdone, and the worst that can come after o' is nowhere worse either;
- *hopeless*: the best after o is nowhere better than the worst after o', and somewhere o' can do better.

Where nobody can move a lesson or a gauge any more, the two are equal and it decides nothing. They are Pareto dominance
of vectors of values (the best, and the best with the worst), and dominance in every outcome (Luce and Raiffa, Games and
Decisions, 1957, chapter 13), here in every state and not from the start alone.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from game.analysis.abstraction.objectives import Objective

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

    def add(
        self,
        inject: int,
        open: NDArray[np.bool_],
        least: NDArray[np.float64],
        greatest: NDArray[np.float64],
        objectives: list[Objective],
    ) -> None:
        """Compare the options in some classes of states: (option, class), and (option, class, objective) twice."""
        count = len(open)
        compared = [place for place, objective in enumerate(objectives) if counts(objective)]
        if not compared:
            return
        every = [self._of(inject, objectives[column], count) for column in compared]
        met = self.met.setdefault(inject, np.zeros((count, count), bool))
        for one in range(count):
            for other in range(count):
                both = np.flatnonzero(open[one] & open[other])
                if one == other or not len(both):
                    continue
                met[one, other] = True
                rows = slice(None) if len(both) == open.shape[1] else both
                more: np.ndarray = np.any(greatest[one, rows] - greatest[other, rows] > NEAR, axis=0)
                surer: np.ndarray = np.any(least[one, rows] - least[other, rows] > NEAR, axis=0)
                crossed: np.ndarray = np.any(greatest[one, rows] - least[other, rows] > NEAR, axis=0)
                for column, known in zip(compared, every, strict=True):
                    known.greatest[one, other] |= more[column]
                    known.least[one, other] |= surer[column]
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


Others = tuple[int, ...] | None
"""The options that beat one; nothing where some that is not known exactly may still speak for it."""


@dataclass(frozen=True, slots=True)
class Beaten:
    """Of an option those that beat it, in each sense; the stronger senses are in the weaker ones as well."""

    outdone_by: Others = ()
    dominated_by: Others = ()
    hopeless_beside: Others = ()
    so_far: tuple[int, ...] = ()
    """Where it is not known whether it is dominated: those that dominate it on all that is exact."""


def beaten(
    comparison: Comparison,
    inject: int,
    options: int,
    objectives: Iterable[Objective],
    known: Container[Objective],
    turned: Mapping[Objective, bool],
) -> list[Beaten]:
    """Return for each option of an inject by which others it is beaten on these objectives.

    One place where an option is better refutes that another one beats it, whatever is not known of other objectives;
    only where nothing refutes it does it hang on them.

    Args:
        comparison: of every exploration.
        inject: whose options are compared.
        options: how many it has.
        objectives: what counts: lessons, gauges or both.
        known: those that are known exactly.
        turned: of which less is better.
    """
    wanted = list(objectives)
    whole = all(objective in known for objective in wanted)
    every = [
        beats.turned() if turned.get(objective) else beats
        for objective in wanted
        if objective in known and (beats := comparison.beats.get((inject, objective))) is not None
    ]
    nothing = np.zeros((options, options), bool)
    better = np.logical_or.reduce([beats.greatest for beats in every]) if every else nothing
    safer = np.logical_or.reduce([beats.least for beats in every]) if every else nothing
    crossed = np.logical_or.reduce([beats.crossed for beats in every]) if every else nothing
    # Where nobody looked at the inject, nothing that is known hangs on it, and all of its options may be open at once.
    met = comparison.met.get(inject, ~np.eye(options, dtype=bool))

    def of(one: int) -> Beaten:
        others = [other for other in range(options) if met[one, other]]
        outdone = tuple(other for other in others if not better[one, other])
        dominated = tuple(other for other in outdone if not safer[one, other])
        hopeless = tuple(other for other in others if not crossed[one, other])
        if whole:
            return Beaten(*(tuple(o for o in left if better[o, one]) for left in (outdone, dominated, hopeless)))
        so_far = tuple(other for other in dominated if better[other, one])
        return Beaten(outdone and None, dominated and None, hopeless and None, so_far)

    return [of(one) for one in range(options)]
