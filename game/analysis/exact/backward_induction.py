"""The way back: from every state the least, the greatest and the random value of everything that is asked.

Backward induction on a Markov decision process of finite horizon (Bellman, Dynamic Programming, 1957; Puterman, Markov
Decision Processes, 1994, section 4.5), for many rewards and three policies at once.

Least and greatest are taken over all ways to play that see the state but not the luck to come; random play takes each
open option alike. States from which each option and branch leads to the same are one class: its values are worked
out once. On a scenario by an author that leaves few of very many states.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from game.analysis.abstraction.objectives import Objective, Span, objectives_of
from game.analysis.exact.bisimulation import Signatures, signatures
from game.analysis.exact.exploration import Exploration
from game.analysis.exact.layers import Exit, Layer, LayerId

ROOM = 1 << 19
"""So many numbers are worked with at once: few enough to stay near the processor."""


@dataclass(frozen=True, slots=True)
class Choices:
    """The values of each option in some classes of states of one layer; option x class x column."""

    layer: Layer
    open: np.ndarray
    """Which options are open: (option, class)."""
    least: np.ndarray
    greatest: np.ndarray
    random: np.ndarray
    weight: np.ndarray | None
    """Probability of each class under random play."""


Visit = Callable[[Choices], None]


@dataclass(frozen=True, slots=True)
class Valued:
    """The values of one layer's states."""

    classes: np.ndarray
    """(state,): the number of its class."""
    columns: np.ndarray
    """float64 (class, 3 times objectives): all that is least, all that is greatest, all that is random."""


class Values:
    """The values of an exploration's states."""

    def __init__(
        self,
        exploration: Exploration,
        visit: Visit | None = None,
        signed: Callable[[Layer, Signatures], None] | None = None,
        keep: bool = False,
    ) -> None:
        """Work them out.

        Args:
            exploration: one that has run to its end with its edges kept.
            visit: is handed the values of every option, layer by layer from the last.
            signed: is handed the classes of each layer before it.
            keep: whether the values of all layers are kept; else a layer's are dropped once nothing leads there.
        """
        self.exploration = exploration
        asked = exploration.asked
        self.objectives = objectives_of(exploration.scenario, asked)
        self._column = {gauge: len(asked.tallies) + place for place, gauge in enumerate(asked.gauges)}
        self._ends = self._end_columns()
        self.layers: dict[LayerId, Valued] = {}
        self._visit, self._signed = visit, signed
        readers = self._readers()
        for id in reversed(exploration.order):
            self._value(exploration.layers[id])
            for done in readers.pop(id, ()) if not keep else ():
                del self.layers[done]
        self.start = self._start()

    @property
    def width(self) -> int:
        """How many objectives there are."""
        return len(self.objectives)

    def spans(self) -> dict[Objective, Span]:
        """Return each objective's values from the start: of a gauge the final value."""
        exploration, width = self.exploration, self.width
        starts = np.zeros(width)
        gauges = exploration.start.gauges if exploration.start else [g.start for g in exploration.scenario.gauges]
        for gauge, column in self._column.items():
            starts[column] = gauges[gauge]
        rows = [self.start[part * width : (part + 1) * width] + starts for part in range(3)]
        return {
            objective: Span(*(float(row[column]) for row in rows)) for column, objective in enumerate(self.objectives)
        }

    # --- the parts

    def _end_columns(self) -> np.ndarray:
        """The columns of each code of an end; one row of nothing where no ending is asked."""
        exploration = self.exploration
        told = exploration.told[:, list(exploration.asked.endings)].astype(float)
        rows = max(1, len(told))
        found = np.zeros((rows, self.width))
        if told.size:
            found[:, self.width - told.shape[1] :] = told
        return np.tile(found, (1, 3))

    def _readers(self) -> dict[LayerId, list[LayerId]]:
        """The first layer from which another is reached, to those others: after it they are not read again."""
        first: dict[LayerId, LayerId] = {}
        for id in self.exploration.order:
            for block in self.exploration.layers[id].blocks:
                for exit in block.exits:
                    if exit.target is not None:
                        first.setdefault(exit.target, id)
        begun = {exit.target for exit in self.exploration.first}
        found: dict[LayerId, list[LayerId]] = {}
        for target, id in first.items():
            if target not in begun:
                found.setdefault(id, []).append(target)
        return found

    def _value(self, layer: Layer) -> None:
        numbers = {id: place for place, id in enumerate(self.exploration.order)}
        signed = signatures(
            self.exploration, layer, {id: valued.classes for id, valued in self.layers.items()}, numbers
        )
        if self._signed:
            self._signed(layer, signed)
        weight = None if layer.weight is None else np.bincount(signed.classes, layer.weight, signed.count)
        columns = np.empty((signed.count, 3 * self.width))
        judged = self.exploration.scenario.judged(layer.inject)
        rows = max(64, ROOM // (3 * max(1, self.width) * len(signed.slots)))
        for start in range(0, signed.count, rows):
            self.exploration.tell(layer)
            part = slice(start, start + rows)
            open, options = self._options(layer, signed, part)
            columns[part] = self._judged(open, options) if judged else self._best(open, options)
            if self._visit:
                least, greatest, random = np.split(options, 3, 2)
                share = None if weight is None else weight[part]
                self._visit(Choices(layer, open, least, greatest, random, share))
        self.layers[layer.id] = Valued(signed.classes, columns)

    def _options(self, layer: Layer, signed: Signatures, part: slice) -> tuple[np.ndarray, np.ndarray]:
        """Which options are open in some classes, and what each is worth: (option, class), (option, class, column)."""
        inject = self.exploration.scenario.injects[layer.inject]
        count = len(range(*part.indices(signed.count)))
        open = np.zeros((len(inject.options), count), bool)
        worth = np.zeros((len(inject.options), count, 3 * self.width))
        for slot in signed.slots:
            here = signed.open(slot, part)
            rows = slice(None) if here.all() else np.flatnonzero(here)
            open[slot.option] = here
            found = self._of_outcomes(signed, slot.number, part, here)
            worth[slot.option, rows] += found * slot.chance if slot.chance != 1 else found
        for number, option in enumerate(inject.options):
            reward = np.array(
                [
                    sum(evidence.weight for evidence in option.evidence if evidence.lesson in tally.lessons)
                    for tally in self.exploration.asked.tallies
                ],
                float,
            )
            for third in range(3):
                worth[number][:, third * self.width : third * self.width + len(reward)] += reward
        return open, worth

    def _of_outcomes(self, signed: Signatures, slot: int, part: slice, here: np.ndarray) -> np.ndarray:
        """The columns of where a slot leads from the classes in which it is open."""
        targets, classes = signed.outcomes(slot, part, here)
        kinds = np.unique(targets)
        if len(kinds) == 1:
            found = self._rows(int(kinds[0]), classes)
        else:
            found = np.empty((len(targets), 3 * self.width))
            for kind in kinds:
                mine = targets == kind
                found[mine] = self._rows(int(kind), classes[mine])
        for gauge, column in self._column.items():
            gains = signed.gains(gauge, slot, part, here)
            if gains is not None:
                for third in range(3):
                    found[:, third * self.width + column] += gains
        return found

    def _rows(self, target: int, classes: np.ndarray) -> np.ndarray:
        table = self._ends if target < 0 else self.layers[self.exploration.order[target]].columns
        rows: np.ndarray = table[classes]
        return rows

    def _best(self, open: np.ndarray, worth: np.ndarray) -> np.ndarray:
        width = self.width
        shut = ~open[:, :, None]
        least = np.where(shut, np.inf, worth[:, :, :width]).min(0)
        greatest = np.where(shut, -np.inf, worth[:, :, width : 2 * width]).max(0)
        random = np.where(shut, 0.0, worth[:, :, 2 * width :]).sum(0) / open.sum(0)[:, None]
        return np.concatenate([least, greatest, random], 1)

    @staticmethod
    def _judged(open: np.ndarray, worth: np.ndarray) -> np.ndarray:
        """Of an answer that somebody else judges nobody chooses the option: it is chance, alike for all open ones."""
        judged: np.ndarray = np.where(~open[:, :, None], 0.0, worth).sum(0) / open.sum(0)[:, None]
        return judged

    def _start(self) -> np.ndarray:
        found = np.zeros(3 * self.width)
        for exit in self.exploration.first:  # one row, so one exit
            found = self.at_exit(exit, 0)
        return found

    def at_exit(self, exit: Exit, row: int) -> np.ndarray:
        """Return the columns of one row of an exit, with what its gauges gain on the way."""
        if exit.target is None:
            found = np.array(self._ends[0 if exit.inner is None else int(exit.inner[row])])
        else:
            assert exit.inner is not None
            assert exit.states is not None
            valued = self.layers[exit.target]
            found = np.array(valued.columns[valued.classes[exit.states[exit.inner[row]]]])
        for gauge, gain in exit.gains:
            for third in range(3):
                found[third * self.width + self._column[gauge]] += gain if isinstance(gain, int) else int(gain[row])
        return found
