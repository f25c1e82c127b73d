"""An exploration whose states are merged by residual program, and the values of what is asked of its end.

The rules are those of every exploration (`Walk`, `decide`); only the key of a state is another one. One raw state
stands for each class and is walked on. It answers the least, greatest and random value of evidence, final gauges and
endings, and how options compare; not what came to pass on which day, for which the states would have to be told apart.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from game.analysis.abstraction.liveness import Liveness
from game.analysis.abstraction.objectives import Asked, Objective, Span, objectives_of
from game.analysis.columns.batch import Batch
from game.analysis.columns.column_decisions import decide
from game.analysis.columns.column_rules import Walk
from game.analysis.columns.evaluate import number_type
from game.analysis.columns.visitor import Segment, Unseen
from game.analysis.exact.dominance import Comparison
from game.analysis.exact.layers import LayerId
from game.analysis.exact.packed_rows import Word, equal
from game.analysis.exact.residual_keys import Numbers, ResidualKeys
from game.scenario.scenario import Scenario

ROWS = 1 << 18
"""Rows that are walked at once: as fast as fewer, and fewer patterns are worked out twice."""

WAITING = 3_000_000
"""States that may lead to a layer unmerged, or as many as are merged already."""

Values = NDArray[np.float64]
"""(3, objective, state): the least, the greatest and the random value, beside the potential."""


class OutOfReach(Exception):
    """More transitions, or more memory, than was wanted."""

    def __init__(self, layer: LayerId, states: int) -> None:
        super().__init__(f"stopped at {layer} with {states:,} states")
        self.layer, self.states = layer, states


@dataclass(slots=True)
class _Exit:
    """Where some rows of a block went: to a layer, or to the end."""

    target: LayerId | None
    place: NDArray[np.uint32] | None
    """Their places in the block's segments; None for all, in order."""
    state: NDArray[np.uint32]
    """Row to state in the target layer; at the end nothing."""
    told: list[NDArray[np.bool_]]
    """At the end whether each asked ending is told."""
    size: int
    gains: list[NDArray[np.int16]] = field(default_factory=list)
    """How far the potential of each asked gauge moved."""

    @property
    def nbytes(self) -> int:
        place = 0 if self.place is None else self.place.nbytes
        return place + self.state.nbytes + sum(each.nbytes for each in (*self.told, *self.gains))


@dataclass(slots=True)
class _Block:
    start: int
    stop: int
    segments: list[Segment]
    size: int
    exits: list[_Exit]


@dataclass(slots=True)
class _Inflow:
    """States that lead to a layer, each class once."""

    words: list[Word]
    batch: Batch
    potential: list[Numbers]
    exits: list[_Exit]

    @property
    def nbytes(self) -> int:
        batch = self.batch
        columns = (*batch.g, *batch.f, *batch.h, *self.words, *self.potential)
        return sum(column.nbytes for column in columns if column is not None)


@dataclass(slots=True)
class _Layer:
    id: LayerId
    residual: ResidualKeys | None
    inflow: list[_Inflow] = field(default_factory=list)
    blocks: list[_Block] = field(default_factory=list)
    size: int = 0
    merged: int = 0
    waiting: int = 0

    def consolidate(self) -> _Inflow:
        """Merge what leads here so far: one state a class, and the numbers on the edges renewed."""
        words = [np.concatenate(parts) for parts in zip(*(each.words for each in self.inflow), strict=True)]
        for each in self.inflow:
            each.words = []
        first, kind = equal(words)
        of = kind.astype(np.uint32)
        del kind
        words = [word.take(first) for word in words]
        batch = _first_of([each.batch for each in self.inflow], first)
        begin = 0
        for each in self.inflow:
            numbers = of[begin : begin + each.batch.size]
            begin += each.batch.size
            for exit in each.exits:
                exit.state = numbers[exit.state]
        potential = [
            np.concatenate(parts)[first] for parts in zip(*(each.potential for each in self.inflow), strict=True)
        ]
        exits = [exit for each in self.inflow for exit in each.exits]
        self.inflow = [_Inflow(words, batch, potential, exits)]
        self.merged, self.waiting = len(first), 0
        return self.inflow[0]


def _first_of(batches: list[Batch], rows: NDArray[np.intp]) -> Batch:
    """Return some rows of several batches laid end to end; columns one by one, so that no more is held than needed."""
    if len(batches) == 1:
        found = batches[0].take(rows)
        found.place = None
        return found
    found = Batch(len(rows), [], [], [])
    for kind in ("g", "f", "h"):
        for index in range(len(getattr(batches[0], kind))):
            blank = [Batch(batch.size, [getattr(batch, kind)[index]], [], []) for batch in batches]
            column = Batch.join(blank).g[0]
            for batch in batches:
                getattr(batch, kind)[index] = None
            getattr(found, kind).append(None if column is None else column.take(rows))
    return found


class ResidualExploration:
    """The states of a scenario for what is asked of its end."""

    def __init__(
        self,
        scenario: Scenario,
        asked: Asked,
        limit: int | None = None,
        most: int | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> None:
        """Prepare; `run` explores, then `spans` knows the values.

        Args:
            scenario: the scenario, from the start of its clock.
            asked: sums of evidence, final gauges and endings; nothing else can be answered.
            limit: bytes that edges and states may take.
            most: transitions that it may make.
            progress: is told the day and how many states there are.

        Raises:
            ValueError: where something else is asked.
        """
        if asked.values or asked.injects or asked.laters or asked.trends or asked.flags:
            raise ValueError("only what is asked of the end can be answered on merged states")
        self.scenario, self.asked = scenario, asked
        self.limit, self.most, self._progress = limit, most, progress
        self.live = Liveness(scenario, asked)
        self.walk = Walk(self.live)
        self.objectives = objectives_of(scenario, asked)
        self.comparison = Comparison()
        self.states = self.transitions = self.bytes = 0
        self._layers: dict[LayerId, _Layer] = {}
        self._heap: list[LayerId] = []
        self._order: list[LayerId] = []
        self._first: list[_Exit] = []

    def run(self) -> ResidualExploration:
        """Explore to the end, and go back.

        Raises:
            OutOfReach: where it would be too much.
        """
        scenario = self.scenario
        batch = Batch.blank(scenario, 1)
        for gauge in self.live.tracked:
            batch.g[gauge] = np.array([scenario.gauges[gauge].start], number_type(scenario))
        for flag in range(len(scenario.flags)):
            batch.f[flag] = np.array([flag in scenario.opened], np.uint8)
        sink = _Sink(self, [np.array([scenario.gauges[gauge].start], np.int32) for gauge in self.asked.gauges], [])
        self.walk.go(batch, -1, 0, sink)
        self._first = sink.finish()
        while self._heap:
            self._expand(self._layers[heapq.heappop(self._heap)])
        self._values = self._way_back()
        return self

    def spans(self) -> dict[Objective, Span]:
        """Return each objective's values from the start: of a gauge the final value."""
        return {
            objective: Span(*(float(part) for part in self._values[:, column]))
            for column, objective in enumerate(self.objectives)
        }

    # --- forward

    def layer(self, id: LayerId) -> _Layer:
        """Return the layer with this id, made when it is first asked for."""
        if id not in self._layers:
            self._layers[id] = _Layer(id, ResidualKeys(self.live, self.walk, self.asked, id))
            heapq.heappush(self._heap, id)
        return self._layers[id]

    def _tell(self, layer: _Layer) -> None:
        if self._progress:
            self._progress(layer.id[0], self.states)

    def _allow(self, layer: _Layer, waiting: int) -> None:
        if (self.most is not None and self.transitions > self.most) or (
            self.limit is not None and self.bytes + waiting > self.limit
        ):
            raise OutOfReach(layer.id, self.states)

    def _expand(self, layer: _Layer) -> None:
        states = layer.consolidate()
        layer.inflow, layer.size = [], states.batch.size
        self._order.append(layer.id)
        self.states += layer.size
        options = self.scenario.injects[layer.id[2]].options
        fan = sum(max(1, sum(branch.weight > 0 for branch in option.chance)) for option in options)
        step = max(1, ROWS // fan)
        for start in range(0, layer.size, step):
            self._allow(layer, states.nbytes + self._waiting_bytes())
            self._expand_block(layer, states, start, min(start + step, layer.size))
            self._tell(layer)
        layer.residual = None

    def _waiting_bytes(self) -> int:
        """About how much the states take that are not walked on yet, twice, as they are merged once more."""
        found = 0
        for id in self._heap:
            found += sum(each.nbytes for each in self._layers[id].inflow)
        return 2 * found

    def _expand_block(self, layer: _Layer, states: _Inflow, start: int, stop: int) -> None:
        day, turn, inject = layer.id
        batch = states.batch.part(start, stop)
        segments: list[Segment] = []
        sink = _Sink(self, [each[start:stop] for each in states.potential], segments)
        size = decide(self.walk, inject, batch, day, turn, self.walk.open(inject, batch, day), sink, segments)
        block = _Block(start, stop, segments, size, sink.finish())
        layer.blocks.append(block)
        self.transitions += size
        self.bytes += sum(exit.nbytes for exit in block.exits)
        self.bytes += sum(segment.rows.nbytes for segment in segments if segment.rows is not None)

    # --- back

    def _way_back(self) -> NDArray[np.float64]:
        values: dict[LayerId, Values] = {}
        for id in reversed(self._order):
            layer = self._layers[id]
            self._tell(layer)
            found = np.empty((3, len(self.objectives), layer.size))
            for block in layer.blocks:
                found[:, :, block.start : block.stop] = self._of_block(layer, block, values)
            values[id] = found
            layer.blocks = []
        (exit,) = self._first
        start = self._of_exit(exit, values)[:, :, 0]
        for place, gauge in enumerate(self.asked.gauges):
            start[:, len(self.asked.tallies) + place] += self.scenario.gauges[gauge].start
        return start

    def _of_exit(self, exit: _Exit, values: dict[LayerId, Values]) -> Values:
        tallies, gauges = len(self.asked.tallies), len(self.asked.gauges)
        if exit.target is None:
            found = np.zeros((3, len(self.objectives), exit.size))
            for place, told in enumerate(exit.told):
                found[:, tallies + gauges + place] = told
        else:
            found = values[exit.target].take(exit.state, axis=2)
        for place, gain in enumerate(exit.gains):
            found[:, tallies + place] += gain
        return found

    def _of_block(self, layer: _Layer, block: _Block, values: dict[LayerId, Values]) -> Values:
        inject = layer.id[2]
        options, rows = self.scenario.injects[inject].options, block.stop - block.start
        after = np.empty((3, len(self.objectives), block.size))
        for exit in block.exits:
            after[:, :, slice(None) if exit.place is None else exit.place] = self._of_exit(exit, values)
        worth = np.zeros((len(options), 3, len(self.objectives), rows))
        open = np.zeros((len(options), rows), bool)
        for segment in block.segments:
            here = slice(None) if segment.rows is None else segment.rows
            open[segment.option, here] = True
            worth[segment.option][:, :, here] += (
                segment.chance * after[:, :, segment.start : segment.start + segment.size]
            )
        for number, option in enumerate(options):
            for column, tally in enumerate(self.asked.tallies):
                worth[number, :, column] += sum(e.weight for e in option.evidence if e.lesson in tally.lessons)
        least, greatest = worth[:, 0].swapaxes(1, 2), worth[:, 1].swapaxes(1, 2)  # (option, state, objective)
        self.comparison.add(inject, open, least, greatest, self.objectives)
        shut = ~open[:, None, :]
        if self.scenario.judged(inject):  # nobody chooses the option: it is chance, alike for all open ones
            judged: Values = np.where(shut[:, None], 0.0, worth).sum(0) / open.sum(0)
            return judged
        return np.stack(
            [
                np.where(shut, np.inf, worth[:, 0]).min(0),
                np.where(shut, -np.inf, worth[:, 1]).max(0),
                np.where(shut, 0.0, worth[:, 2]).sum(0) / open.sum(0),
            ]
        )


class _Sink(Unseen):
    """Takes what becomes of the states of one block."""

    def __init__(self, exploration: ResidualExploration, potential: list[Numbers], segments: list[Segment]) -> None:
        """`potential` is that of the states themselves, for each asked gauge."""
        self.exploration, self.potential, self.segments = exploration, potential, segments
        self._left: list[tuple[_Exit, list[Numbers]]] = []

    def table(self, day: int, turn: int, inject: int, batch: Batch) -> None:
        """See `Sink`."""
        layer = self.exploration.layer((day, turn, inject))
        assert layer.residual is not None
        words, potential = layer.residual.keys(batch)
        first, of = equal(words)
        own = batch.copy()
        layer.residual.forget(own)
        own = own.take(first)
        own.place = None
        exit = self._exit(layer.id, batch, of.astype(np.uint32), [], potential)
        # Each row gains by its own potential; the state that stands for its class has another.
        layer.inflow.append(_Inflow([word[first] for word in words], own, [each[first] for each in potential], [exit]))
        layer.waiting += len(first)
        if layer.waiting > max(WAITING, layer.merged):
            layer.consolidate()

    def end(self, day: int, batch: Batch, stopped: bool) -> None:
        """See `Sink`."""
        exploration = self.exploration
        told = []
        for ending in exploration.asked.endings:
            when = exploration.scenario.endings[ending].when
            if when is not None:
                told.append(self._holds(ending, batch, day))
                continue
            others = [n for n, other in enumerate(exploration.scenario.endings) if other.when is not None]
            none = np.ones(batch.size, bool)
            for other in others:
                none &= ~self._holds(other, batch, day)
            told.append(none)
        values = []
        for gauge in exploration.asked.gauges:
            column = batch.g[gauge]
            assert column is not None
            values.append(column.astype(np.int32))
        self._exit(None, batch, np.zeros(0, np.uint32), told, values)

    def _holds(self, ending: int, batch: Batch, day: int) -> np.ndarray:
        truth = self.exploration.walk.holds(self.exploration.scenario.endings[ending].when, batch, day)
        return np.ones(batch.size, bool) if truth is None else truth

    def _exit(
        self,
        target: LayerId | None,
        batch: Batch,
        state: NDArray[np.uint32],
        told: list[np.ndarray],
        potential: list[Numbers],
    ) -> _Exit:
        place = None if batch.place is None else batch.place.astype(np.uint32)
        exit = _Exit(target, place, state, told, batch.size)
        self._left.append((exit, potential))
        return exit

    def finish(self) -> list[_Exit]:
        """Work out how far each potential moved on the way to each exit; return the exits."""
        for base in self.potential:
            parts = [base if segment.rows is None else base[segment.rows] for segment in self.segments]
            laid = np.concatenate(parts) if parts else base
            for exit, potential in self._left:
                moved = potential[len(exit.gains)] - (laid if exit.place is None else laid[exit.place])
                exit.gains.append(moved.astype(np.int16))
        return [exit for exit, _ in self._left]
