"""Every state that a scenario can be in, layer by layer: equal states are merged, edges kept for the way back.

A layer holds the states in which one inject is on the table on one day, after so many decisions of that day. States of
the end are never stored: what is asked of them stands on the edges that lead there.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from game.analysis.asked import Asked
from game.analysis.batch import Batch
from game.analysis.coder import Coder, Keys, Origin
from game.analysis.columns import holds, number_type
from game.analysis.live import LaterId, Live
from game.analysis.walk import Segment, Walk
from game.rules.state import NO_OPTION, NOT_PLAYED, State
from game.scenario.scenario import Scenario

ROWS = 1 << 16
"""About so many rows are walked at once: few enough to stay near the processor, enough to forget Python's cost."""

LayerId = tuple[int, int, int]
"""Day, decisions before it on that day, inject."""


class TooLarge(Exception):
    """The next layer would not fit: `layer` is where it stopped, `exploration` what was known by then."""

    def __init__(self, exploration: Exploration, layer: Layer, needed: int) -> None:
        super().__init__(f"{needed:,} bytes")
        self.exploration, self.layer, self.needed = exploration, layer, needed


@dataclass(slots=True)
class Exit:
    """Where some rows of a block went: to a layer, or to the end."""

    target: LayerId | None
    place: np.ndarray | None
    """Their places in the block's segments; None for all, in order."""
    to: np.ndarray | None
    """The states' numbers in the target layer; for the end the code of the endings told, None where nobody asks."""
    gains: list[tuple[int, np.ndarray | int]]
    """For each gauge that is asked how much it moved on the way, where it did."""


@dataclass(slots=True)
class Block:
    """Some states of a layer and where each option and branch leads from them."""

    start: int
    stop: int
    segments: list[Segment]
    size: int
    exits: list[Exit]


@dataclass(slots=True)
class Layer:
    """The states in which one inject waits for a decision."""

    id: LayerId
    coder: Coder
    keys: Keys
    """One row a state, sorted; empty until all that leads here is known."""
    weight: np.ndarray | None = None
    """Probability of each state under random play, where that is asked."""
    blocks: list[Block] = field(default_factory=list)
    inflow: list[tuple[Keys, np.ndarray | None, Exit]] = field(default_factory=list)

    @property
    def day(self) -> int:
        return self.id[0]

    @property
    def inject(self) -> int:
        return self.id[2]

    @property
    def size(self) -> int:
        return len(self.keys)


class Counts:
    """What happened how often under random play: probabilities, and what was seen at all."""

    def __init__(self, scenario: Scenario) -> None:
        self.raised = np.zeros(len(scenario.injects))
        self.passed = np.zeros(len(scenario.injects))
        self.options: dict[tuple[int, int], float] = {}
        self.branches: dict[tuple[int, int, int], float] = {}
        self.landed: dict[LaterId, float] = {}
        self.lapsed: dict[LaterId, float] = {}
        self.endings = np.zeros(len(scenario.endings))
        self.days: dict[int, np.ndarray] = {}
        """Gauge to probabilities (day, value from the least on) at the end of each day."""


class Exploration:
    """The states of a scenario for what is asked, and the edges between them."""

    def __init__(
        self,
        scenario: Scenario,
        asked: Asked,
        start: State | None = None,
        weighed: bool = True,
        limit: int | None = None,
        taken: Callable[[int, np.ndarray], np.ndarray] | None = None,
        watch: Callable[[Exploration, Layer], None] | None = None,
    ) -> None:
        """Prepare; `run` explores.

        Args:
            start: where it begins; the start of the clock by default.
            weighed: whether probabilities under random play are carried along.
            limit: bytes that the edges and the next layer may take.
            taken: a policy: given an inject and which options are open (rows, options), which are taken. All by default.
            watch: called after each layer.
        """
        self.scenario, self.asked, self.start = scenario, asked, start
        self.weighed, self.limit, self.taken, self.watch = weighed, limit, taken, watch
        self.live = Live(scenario, asked, start.released if start else frozenset())
        self.walk = Walk(self.live)
        possible = {index for index, _ in self.live.budget.injects}
        if start:
            possible |= {index for index, played in enumerate(start.played) if played != NOT_PLAYED}
        gauges = start.gauges if start else tuple(gauge.start for gauge in scenario.gauges)
        self.origin = Origin(gauges, max(0, start.day) if start else 0, frozenset(possible), number_type(scenario))
        self.layers: dict[LayerId, Layer] = {}
        self.order: list[LayerId] = []
        self.counts = Counts(scenario)
        self.told = np.zeros((0, len(scenario.endings)), bool)
        """Code of an end to the endings told there."""
        self._codes: dict[bytes, int] = {}
        self.transitions = 0
        self.bytes = 0
        self.first = Exit(None, None, None, [])
        """Where the start leads: one row."""
        self._tests = self.live.ending_tests()

    # --- running

    @property
    def states(self) -> int:
        return sum(layer.size for layer in self.layers.values())

    def run(self) -> Exploration:
        """Explore to the end.

        Raises:
            TooLarge: where the next layer would not fit into the limit.
        """
        self._heap: list[LayerId] = []
        self._begin()
        while self._heap:
            layer = self.layers[heapq.heappop(self._heap)]
            self._close(layer)
            self._expand(layer)
            if self.watch:
                self.watch(self, layer)
        return self

    def _begin(self) -> None:
        batch, day = first_batch(self)
        sink = Collector(self, batch, [])
        if self.start is not None and self.start.on_table is not None:
            sink.table(day, 0, self.start.on_table, batch)
        else:
            self.walk.go(batch, day, 0, sink)
        self.first = sink.exits[0]

    def _close(self, layer: Layer) -> None:
        """Merge what leads into a layer: equal keys are one state. Keys are compared whole, never by hash alone."""
        keys = np.concatenate([each for each, _, _ in layer.inflow])
        order, fresh = _sorted(keys)
        layer.keys = keys[order][fresh]
        numbers = np.empty(len(keys), np.uint32)
        numbers[order] = np.cumsum(fresh, dtype=np.uint32) - np.uint32(1)
        if self.weighed:
            weights = np.concatenate([w for _, w, _ in layer.inflow if w is not None])
            layer.weight = np.bincount(numbers, weights, len(layer.keys))
        position = 0
        for each, _, exit in layer.inflow:
            exit.to = numbers[position : position + len(each)]
            position += len(each)
        layer.inflow = []
        self.bytes += layer.keys.nbytes + numbers.nbytes
        self.order.append(layer.id)

    def _expand(self, layer: Layer) -> None:
        inject = self.scenario.injects[layer.inject]
        fan = sum(max(1, sum(b.weight > 0 for b in option.chance)) for option in inject.options)
        step = max(1, ROWS // max(1, fan))
        for start in range(0, layer.size, step):
            if self.limit is not None:
                done = self.transitions
                grown = max(fan * 0.25, (self.transitions - done) / max(1, start)) if start else fan
                needed = self.bytes + int((layer.size - start) * grown * 44)
                if needed > self.limit:
                    raise TooLarge(self, layer, needed)
            stop = min(start + step, layer.size)
            batch = layer.coder.decode(layer.keys[start:stop])
            taken = self.walk.open(layer.inject, batch, layer.day)
            if self.taken:
                taken = self.taken(layer.inject, taken)
            if layer.weight is not None:
                weight = layer.weight[start:stop]
                if self.asked.things:
                    self._count(layer.inject, weight, taken)
                batch.weight = weight / taken.sum(1)
            sink = Collector(self, batch, [])
            segments, size = self.walk.decide(layer.inject, batch, layer.day, layer.id[1], taken, sink)
            if self.asked.things:
                self._count_branches(layer.inject, segments, batch)
            sink.finish(segments)
            layer.blocks.append(Block(start, stop, segments, size, sink.exits))
            self.transitions += size

    def _count(self, inject: int, weight: np.ndarray, taken: np.ndarray) -> None:
        self.counts.raised[inject] += weight.sum()
        share = weight / taken.sum(1)
        for option in range(taken.shape[1]):
            if taken[:, option].any():
                here = self.counts.options.get((inject, option), 0.0)
                self.counts.options[inject, option] = here + float(share[taken[:, option]].sum())

    def _count_branches(self, inject: int, segments: list[Segment], batch: Batch) -> None:
        if batch.weight is None:
            return
        for segment in segments:
            if segment.branch is not None and segment.size:
                weight = batch.weight if segment.rows is None else batch.weight[segment.rows]
                id = (inject, segment.option, segment.branch)
                self.counts.branches[id] = self.counts.branches.get(id, 0.0) + float(weight.sum()) * segment.chance

    # --- what the collector asks

    def layer(self, id: LayerId) -> Layer:
        """Return the layer with this id, made when it is first asked for."""
        found = self.layers.get(id)
        if found is None:
            coder = Coder(self.live, self.walk.histories, id[0], id[2], self.origin)
            found = self.layers[id] = Layer(id, coder, np.zeros(0, np.uint64))
            heapq.heappush(self._heap, id)
        return found

    def end_codes(self, batch: Batch, day: int) -> np.ndarray | None:
        """Return for each row the code of the endings told (rule 5), None where nobody asks."""
        if not self.asked.endings:
            return None
        endings = self.scenario.endings
        told = np.zeros((batch.size, len(endings)), bool)
        for index in self._tests:
            when = endings[index].when
            assert when is not None
            told[:, index] = holds(when, batch, day, self.walk.histories)
        none = ~told.any(1)
        for index, ending in enumerate(endings):
            if ending.when is None and index in self.asked.endings:
                told[:, index] = none
        if len(endings) < 63:
            packed = told.astype(np.int64) @ (1 << np.arange(len(endings), dtype=np.int64))
            kinds, of = np.unique(packed, return_inverse=True)
            rows = (kinds[:, None] >> np.arange(len(endings))) & 1 == 1
        else:
            rows, of = np.unique(told, axis=0, return_inverse=True)
        numbers = np.array([self._code(row) for row in rows], np.uint16)
        return numbers[of.reshape(-1)]

    def _code(self, row: np.ndarray) -> int:
        name = row.tobytes()
        if name not in self._codes:
            self._codes[name] = len(self._codes)
            self.told = np.concatenate([self.told, row[None]])
        return self._codes[name]


class Collector:
    """The sink of one block: turns what a walk meets into exits."""

    def __init__(self, exploration: Exploration, base: Batch, segments: list[Segment]) -> None:
        self.exploration, self.base = exploration, base
        self.exits: list[Exit] = []
        self._gauges: list[tuple[Exit, dict[int, np.ndarray]]] = []
        self.things = exploration.asked.things and exploration.weighed
        self.values = exploration.asked.values if exploration.weighed else frozenset()

    def finish(self, segments: list[Segment]) -> None:
        """Work out how far each asked gauge moved on the way to each exit."""
        base: dict[int, np.ndarray] = {}
        for gauge in self.exploration.asked.gauges:
            column = self.base.g[gauge]
            assert column is not None
            parts = [column if s.rows is None else column[s.rows] for s in segments]
            base[gauge] = np.concatenate(parts) if parts else column
        self._moved(base)

    def _moved(self, base: dict[int, np.ndarray]) -> None:
        for exit, gauges in self._gauges:
            for gauge, column in gauges.items():
                moved = column - (base[gauge] if exit.place is None else base[gauge][exit.place])
                low, high = int(moved.min()), int(moved.max())
                if low == high:
                    if low:
                        exit.gains.append((gauge, low))
                else:
                    kind = np.int8 if -128 <= low and high < 128 else moved.dtype
                    exit.gains.append((gauge, moved.astype(kind)))
                    self.exploration.bytes += len(moved)
        self._gauges = []

    def _exit(self, target: LayerId | None, batch: Batch, to: np.ndarray | None) -> Exit:
        place = None if batch.place is None else batch.place.astype(np.uint32)
        exit = Exit(target, place, to, [])
        self.exits.append(exit)
        if place is not None:
            self.exploration.bytes += place.nbytes
        columns = {gauge: batch.g[gauge] for gauge in self.exploration.asked.gauges}
        self._gauges.append((exit, {gauge: column for gauge, column in columns.items() if column is not None}))
        return exit

    def table(self, day: int, turn: int, inject: int, batch: Batch) -> None:
        layer = self.exploration.layer((day, turn, inject))
        exit = self._exit(layer.id, batch, None)
        layer.inflow.append((layer.coder.encode(batch), batch.weight, exit))
        self.exploration.bytes += batch.size * (8 if batch.weight is None else 16)

    def end(self, day: int, batch: Batch, stopped: bool) -> None:
        codes = self.exploration.end_codes(batch, day)
        self._exit(None, batch, codes)
        if codes is not None and self.exploration.weighed:
            kinds = np.bincount(codes, batch.weight, len(self.exploration.told))
            self.exploration.counts.endings += kinds @ self.exploration.told

    def read(self, day: int, inject: int, batch: Batch) -> None:
        if self.things:
            self.exploration.counts.raised[inject] += batch.total

    def passed(self, day: int, inject: int, batch: Batch) -> None:
        if self.things:
            self.exploration.counts.passed[inject] += batch.total

    def landed(self, day: int, later: LaterId, batch: Batch, due: np.ndarray, lands: np.ndarray) -> None:
        if self.things:
            assert batch.weight is not None
            counts, of = self.exploration.counts, batch.weight
            counts.landed[later] = counts.landed.get(later, 0.0) + float(of[lands].sum())
            counts.lapsed[later] = counts.lapsed.get(later, 0.0) + float(of[due & ~lands].sum())

    def stood(self, first: int, last: int, batch: Batch) -> None:
        for gauge in self.values:
            low, high = self.exploration.scenario.bounds[gauge]
            days = self.exploration.counts.days.setdefault(
                gauge, np.zeros((self.exploration.scenario.days + 2, high - low + 1))
            )
            column = batch.g[gauge]
            assert column is not None
            share = np.bincount(column - low, batch.weight, high - low + 1)
            days[first] += share
            days[last] -= share


def first_batch(exploration: Exploration) -> tuple[Batch, int]:
    """Return the one row at which an exploration begins, and its day."""
    scenario, live, state = exploration.scenario, exploration.live, exploration.start
    batch = Batch.blank(scenario, 1)
    for gauge in live.tracked:
        batch.g[gauge] = np.array([exploration.origin.gauges[gauge]], exploration.origin.dtype)
    for flag in range(len(scenario.flags)):
        batch.f[flag] = np.array([state.flags[flag] if state else 0], np.uint8)
    if exploration.weighed:
        batch.weight = np.ones(1)
    if state is None:
        return batch, -1
    decided = {(pending.inject, pending.option): pending for pending in state.pending}
    for index, played in enumerate(state.played):
        if played == NO_OPTION:
            batch.h[index] = np.ones(1, np.int16)
        elif played != NOT_PLAYED:
            history = exploration.walk.histories[index]
            pending = decided.get((index, played))
            after = scenario.injects[index].options[played].later
            day = pending.due - after[pending.later].after if pending else history.inject.first
            turn = sum(1 for each in state.pending if each == pending)
            batch.h[index] = np.array([history.code(played, day, turn if pending else 0)], np.int16)
    return batch, state.day


def _sorted(keys: Keys) -> tuple[np.ndarray, np.ndarray]:
    """Return an order in which equal keys follow each other, and where in it a new one begins."""
    if keys.ndim == 1:
        order = np.argsort(keys)
        line = keys[order]
        fresh = np.empty(len(line), bool)
        fresh[:1] = True
        np.not_equal(line[1:], line[:-1], out=fresh[1:])
        return order, fresh
    order = np.lexsort(keys.T)
    line = keys[order]
    fresh = np.ones(len(line), bool)
    fresh[1:] = (line[1:] != line[:-1]).any(1)
    return order, fresh
