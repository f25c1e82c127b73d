"""Every state that a scenario can be in, layer by layer: equal states are merged, edges kept for the way back.

Explicit-state exploration breadth first, with duplicates found by sorting and not by a table (Korf, Delayed duplicate
detection, 2003; Holzmann, The SPIN Model Checker, 2003, for what it is held against in `tests/benchmarks`).

A layer holds the states in which one inject is on the table on one day, after so many decisions of that day. States of
the end are never stored: what is asked of them stands on the edges that lead there.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable
from typing import Self

import numpy as np

from game.analysis.abstraction import reachable_values
from game.analysis.abstraction.liveness import Liveness
from game.analysis.abstraction.objectives import Asked
from game.analysis.columns.batch import Batch
from game.analysis.columns.column_decisions import decide
from game.analysis.columns.column_rules import Walk
from game.analysis.columns.evaluate import number_type
from game.analysis.columns.inject_codes import codes_of
from game.analysis.columns.visitor import Segment
from game.analysis.exact.bit_packing import Coder, Origin
from game.analysis.exact.collector import Collector
from game.analysis.exact.layers import Block, Exit, Layer, LayerId
from game.analysis.exact.occurrences import Occurrences, Sight, thing
from game.rules.state import NOT_PLAYED, State, before_the_first_day
from game.scenario.scenario import Scenario

ROWS = 1 << 16
"""About so many rows are walked at once: few enough to stay near the processor, enough to forget Python's cost."""

PACKED = 14
"""Of so many endings, which are told is looked up in a table; of more it is sorted out."""


class TooLarge(Exception):
    """The next layer would not fit into memory, or too much has been done already."""

    def __init__(self, layer: Layer, needed: int, limit: int) -> None:
        """`needed` and `limit` are bytes; `needed` is 0 where it was the transitions that ran out."""
        super().__init__(f"{needed:,} bytes are needed, {limit:,} allowed")
        self.layer = layer
        """Where it stopped."""
        self.needed, self.limit = needed, limit


class Exploration:
    """The states of a scenario for what is asked, and the edges between them."""

    def __init__(
        self,
        scenario: Scenario,
        asked: Asked,
        start: State | None = None,
        *,
        weighed: bool = True,
        edges: bool = True,
        limit: int | None = None,
        most: int | None = None,
        walk: type[Walk] = Walk,
        watch: Callable[[Exploration, Layer], None] | None = None,
    ) -> None:
        """Prepare; `run` explores.

        Args:
            start: where it begins; the start of the clock by default.
            weighed: whether probabilities under random play are carried along.
            edges: whether the edges are kept, for the way back.
            limit: bytes that the states, the edges and the next layer may take.
            most: transitions that it may make.
            walk: the rules on columns, or a form of them that keeps an eye on something.
            watch: called now and then.
        """
        self.scenario, self.asked, self.start = scenario, asked, start
        self.weighed, self.edges, self.watch = weighed, edges, watch
        self.limit, self.most = limit, most
        self.live = Liveness(scenario, asked, start)
        self.walk = walk(self.live)
        began = start or before_the_first_day(scenario)
        possible = {index for index, _ in self.live.coming.injects}
        possible |= {index for index, played in enumerate(began.played) if played != NOT_PLAYED}
        values = {gauge: reachable_values.values(scenario, gauge, began.gauges[gauge]) for gauge in self.live.tracked}
        self.origin = Origin(values, frozenset(possible), number_type(scenario))
        self.layers: dict[LayerId, Layer] = {}
        self.order: list[LayerId] = []
        self.counts = Occurrences(scenario)
        self.told = np.zeros((0, len(scenario.endings)), bool)
        """Code of an end to the endings told there."""
        self.transitions = 0
        self.states = 0
        self.bytes = 0
        self.first: list[Exit] = []
        """Where the start leads."""
        self._heap: list[LayerId] = []
        self._codes: dict[bytes, int] = {}
        self._tests = self.live.ending_tests()

    # --- running

    def run(self) -> Self:
        """Explore to the end.

        Raises:
            TooLarge: where the next layer would not fit into the limit.
        """
        self.begin()
        while self._heap:
            layer = self.layers[heapq.heappop(self._heap)]
            self._allow(layer, self.bytes + layer.to_close)
            self.bytes += layer.close()
            self.order.append(layer.id)
            self.states += layer.size
            self._expand(layer)
            self.bytes -= layer.forget_inflow()
        return self

    def begin(self) -> None:
        """Walk from the start to the first decisions."""
        batch, day, turn = self._first_batch()
        sink = Collector(self, batch, [], None)
        if self.start is not None and self.start.on_table is not None:
            sink.table(day, turn, self.start.on_table, batch)
        else:
            self.walk.go(batch, day, turn, sink)
        sink.finish()
        self.first = sink.exits

    def _first_batch(self) -> tuple[Batch, int, int]:
        """The one row at which it begins, its day, and a turn after all decisions before it."""
        state = self.start or before_the_first_day(self.scenario)
        batch = Batch.blank(self.scenario, 1)
        for gauge in self.live.tracked:
            batch.g[gauge] = np.array([state.gauges[gauge]], self.origin.dtype)
        for index, flag in enumerate(state.flags):
            batch.f[index] = np.array([flag], np.uint8)
        for index, code in enumerate(codes_of(state, self.walk.histories)):
            if code:
                batch.h[index] = np.array([code], self.walk.histories[index].type)
        if self.weighed:
            batch.weight = np.ones(1)
        return batch, state.day, sum(played >= 0 for played in state.played)

    def _expand(self, layer: Layer) -> None:
        inject = self.scenario.injects[layer.inject]
        fan = sum(max(1, sum(branch.weight > 0 for branch in option.chance)) for option in inject.options)
        step = max(1, ROWS // max(1, fan))
        before = self.bytes
        for start in range(0, layer.size, step):
            grown = (self.bytes - before) / start if start else 0  # what is left will grow like what is done
            self._allow(layer, self.bytes + int((layer.size - start) * grown))
            self._expand_block(layer, start, min(start + step, layer.size))
            self.tell(layer)

    def tell(self, layer: Layer) -> None:
        """Say how far it is, which may end it; whoever works on it calls this every second or so."""
        if self.watch:
            self.watch(self, layer)

    def _allow(self, layer: Layer, needed: int) -> None:
        """Stop before memory is gone, or more has been done than was wanted."""
        if self.limit is not None and needed > self.limit:
            raise TooLarge(layer, needed, self.limit)
        if self.most is not None and self.transitions > self.most:
            raise TooLarge(layer, 0, self.most)

    def _expand_block(self, layer: Layer, start: int, stop: int) -> None:
        batch = layer.coder.decode(layer.keys[start:stop])
        taken = self.walk.open(layer.inject, batch, layer.day)
        if layer.weight is not None:
            batch.weight = layer.weight[start:stop] / taken.sum(1)
        segments: list[Segment] = []
        sink = Collector(self, batch, segments, layer, start)
        if layer.inject in self.asked.injects:
            self._met(layer, start, batch, taken)
        size = decide(self.walk, layer.inject, batch, layer.day, layer.id[1], taken, sink, segments)
        if layer.inject in self.asked.injects:
            sink.drawn()
        sink.finish()
        if self.edges:
            layer.blocks.append(Block(start, stop, segments, size, sink.exits))
            self.bytes += sum(exit.nbytes for exit in sink.exits)
            self.bytes += sum(segment.rows.nbytes for segment in segments if segment.rows is not None)
        self.transitions += size

    def _met(self, layer: Layer, start: int, batch: Batch, taken: np.ndarray) -> None:
        """Count that the inject is on the table, and which options are open."""
        for option in range(taken.shape[1]):
            rows = np.flatnonzero(taken[:, option])
            what = thing("option", layer.inject, option)
            if not len(rows):
                continue
            depth = layer.depth if isinstance(layer.depth, int) else layer.depth[start + rows]
            best = int(np.argmin(depth)) if isinstance(depth, np.ndarray) else 0
            least = int(depth[best]) if isinstance(depth, np.ndarray) else depth
            if self.counts.wants(what, least + 1):
                sight = Sight(least + 1, layer.id, option=option, state=start + int(rows[best]))
                self.counts.seen[what] = sight
            if batch.weight is not None:
                self.counts.chance[what] += float(batch.weight[rows].sum())

    # --- what the collector asks

    def layer(self, id: LayerId) -> Layer:
        """Return the layer with this id, made when it is first asked for."""
        found = self.layers.get(id)
        if found is None:
            coder = Coder(self.live, self.walk.histories, id[0], id[2], self.origin)
            found = self._add_layer(Layer(id, coder, np.zeros(0, np.uint64)))
        return found

    def _add_layer(self, layer: Layer) -> Layer:
        self.layers[layer.id] = layer
        heapq.heappush(self._heap, layer.id)
        return layer

    def end_codes(self, batch: Batch, day: int) -> np.ndarray | None:
        """Return for each row the code of the endings told (rule 5), None where nobody asks."""
        if not self.asked.endings:
            return None
        truths = []
        for index in self._tests:
            when = self.scenario.endings[index].when
            assert when is not None
            truths.append(self.walk.holds(when, batch, day))
        if len(truths) > PACKED:
            table = [np.ones(batch.size, bool) if truth is None else truth for truth in truths]
            kinds, of = np.unique(np.stack(table, 1), axis=0, return_inverse=True)
            return np.array([self._code(kind) for kind in kinds], np.uint16)[of.reshape(-1)]
        packed = np.zeros(batch.size, np.int32)
        for place, truth in enumerate(truths):
            packed |= np.int32(1 << place) if truth is None else truth.astype(np.int32) << place
        codes = np.zeros(1 << len(truths), np.uint16)
        for kind in np.flatnonzero(np.bincount(packed)):
            codes[kind] = self._code((kind >> np.arange(len(truths))) & 1 == 1)
        return codes[packed]

    def _code(self, tested: np.ndarray) -> int:
        """The code of an end, from which of the tested endings hold there."""
        row = np.zeros(len(self.scenario.endings), bool)
        row[list(self._tests)] = tested
        if not tested.any():
            for index in self.asked.endings:
                row[index] = self.scenario.endings[index].when is None
        name = row.tobytes()
        if name not in self._codes:
            self._codes[name] = len(self._codes)
            self.told = np.concatenate([self.told, row[None]])
        return self._codes[name]
