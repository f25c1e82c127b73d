"""Several policies followed through at once: what each ends in, exactly, without a way back.

Policy evaluation forward (Puterman, Markov Decision Processes, 1994, section 4.2): with states of several policies side
by side, the sums are float64 (policy, objective).

A policy leaves luck alone to branch, so what it ends in is a mean over where its luck leads: carried forward with the
states, and summed up where the game ends. Each state carries the number of its policy. Followed one by one, almost all
of the time would go into laying out the same rules again for a few rows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from game.analysis.abstraction.objectives import Asked
from game.analysis.columns.batch import Batch
from game.analysis.columns.column_decisions import decide
from game.analysis.columns.visitor import Segment, Unseen
from game.analysis.exact.bit_packing import Coder
from game.analysis.exact.exploration import Exploration
from game.analysis.exact.layers import Exit, Inflow, Layer, LayerId, in_order
from game.analysis.sampled.strategies import Follow
from game.scenario.scenario import Scenario


class PolicyEvaluation(Exploration):
    """What some policies end in."""

    def __init__(
        self,
        scenario: Scenario,
        asked: Asked,
        policies: Sequence[Follow],
        most: int,
        progress: Callable[[int, int], None] | None = None,
    ) -> None:
        """Prepare; `run` follows them.

        Args:
            scenario: the scenario.
            asked: sums of evidence, final gauges and endings, nothing else.
            policies: who decides.
            most: transitions that each may make; beyond, it is given up.
            progress: is told how far it is.
        """

        def watch(exploration: Exploration, layer: Layer) -> None:
            if progress:
                progress(layer.day, exploration.states)

        super().__init__(scenario, asked, edges=False, watch=watch)
        self.policies = policies
        self._most = most
        self._made = np.zeros(len(policies), np.int64)
        """Transitions of each policy."""
        width = len(asked.tallies) + len(asked.gauges) + len(asked.endings)
        self._sums = np.zeros((len(policies), width))
        """(policy, objective): what it came to so far, weighed."""

    def means(self) -> list[list[float] | None]:
        """Return for each policy the mean of each objective, in their order; None of one that was given up."""
        return [None if self._made[n] > self._most else list(map(float, row)) for n, row in enumerate(self._sums)]

    # --- the parts

    def begin(self) -> None:
        """Walk from the start to the first decisions."""
        one, day, turn = self._first_batch()
        batch = one.take(np.zeros(len(self.policies), np.intp))
        batch.place, batch.policy = None, np.arange(len(self.policies), dtype=np.int16)
        self._left(batch, -1.0)
        for place, gauge in enumerate(self.asked.gauges):
            self._sums[:, len(self.asked.tallies) + place] += self.scenario.gauges[gauge].start
        self.walk.go(batch, day, turn, _Sums(self))

    def layer(self, id: LayerId) -> Layer:
        """Return the layer with this id, made when it is first asked for."""
        if id not in self.layers:
            coder = Coder(self.live, self.walk.histories, id[0], id[2], self.origin, len(self.policies))
            self._add_layer(Layer(id, coder, np.zeros(0, np.uint64)))
        return self.layers[id]

    def _expand_block(self, layer: Layer, start: int, stop: int) -> None:
        batch = layer.coder.decode(layer.keys[start:stop])
        assert layer.weight is not None
        batch.weight = layer.weight[start:stop]
        if batch.policy is None:  # of one alone nothing has to be told apart
            batch.policy = np.zeros(batch.size, np.int16)
        kept = np.flatnonzero(self._made[batch.policy] <= self._most)
        if not len(kept):
            return
        if len(kept) < batch.size:
            batch = batch.take(kept)
            batch.place = None
        followed = batch.policy
        assert followed is not None
        open = taken = self.walk.open(layer.inject, batch, layer.day)
        if not self.scenario.judged(layer.inject):  # which no strategy chooses
            taken = np.zeros_like(open)
            for number, policy in enumerate(self.policies):
                mine = np.flatnonzero(followed == number)
                if len(mine):
                    taken[mine] = policy.taken(layer.inject, batch, open[mine])
        assert batch.weight is not None
        batch.weight = batch.weight / taken.sum(1)
        self._earned(layer.inject, batch, taken)
        self._left(batch, -1.0, taken.sum(1))
        segments: list[Segment] = []
        self.transitions += decide(self.walk, layer.inject, batch, layer.day, layer.id[1], taken, _Sums(self), segments)
        for segment in segments:
            rows = followed if segment.rows is None else followed[segment.rows]
            self._made += np.bincount(rows, minlength=len(self.policies))

    def _earned(self, inject: int, batch: Batch, taken: np.ndarray) -> None:
        for column, tally in enumerate(self.asked.tallies):
            for number, option in enumerate(self.scenario.injects[inject].options):
                earned = sum(each.weight for each in option.evidence if each.lesson in tally.lessons)
                if earned:
                    self._add(column, batch, taken[:, number] * float(earned))

    def _left(self, batch: Batch, sign: float, times: np.ndarray | float = 1.0) -> None:
        """Add where each asked gauge stands: less that at which a walk begins, what it moved on the way is left."""
        for place, gauge in enumerate(self.asked.gauges):
            column = batch.g[gauge]
            assert column is not None
            self._add(len(self.asked.tallies) + place, batch, column * sign * times)

    def _add(self, column: int, batch: Batch, worth: np.ndarray) -> None:
        assert batch.weight is not None
        assert batch.policy is not None
        self._sums[:, column] += np.bincount(batch.policy, batch.weight * worth, len(self.policies))


class _Sums(Unseen):
    """Takes what becomes of the states of one block."""

    def __init__(self, followed: PolicyEvaluation) -> None:
        self.followed = followed

    def table(self, day: int, turn: int, inject: int, batch: Batch) -> None:
        """See `Sink`."""
        followed = self.followed
        followed._left(batch, 1.0)
        layer = followed.layer((day, turn, inject))
        keys = layer.coder.encode(batch)
        order, fresh = in_order(keys)
        inner = np.empty(len(keys), np.uint32)
        inner[order] = np.cumsum(fresh, dtype=np.uint32) - np.uint32(1)
        own = keys[order][fresh]
        layer.inflow.append(
            Inflow(own, np.bincount(inner, batch.weight, len(own)), 0, Exit(layer.id, None, None), None)
        )

    def end(self, day: int, batch: Batch, stopped: bool) -> None:
        """See `Sink`."""
        followed = self.followed
        followed._left(batch, 1.0)
        codes = followed.end_codes(batch, day)
        first = len(followed.asked.tallies) + len(followed.asked.gauges)
        for place, ending in enumerate(followed.asked.endings):
            assert codes is not None
            followed._add(first + place, batch, followed.told[:, ending][codes].astype(float))
