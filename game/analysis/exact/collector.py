"""The sink of one block: turns what a walk meets into exits, and counts it.

It merges what a block leads to before the layer does: sorted keys, each once, and for each row the place among them
(uint32). The layer then merges far fewer keys than rows.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from game.analysis.abstraction.objectives import LaterId
from game.analysis.columns.batch import Batch
from game.analysis.columns.visitor import Segment
from game.analysis.exact.layers import Exit, Inflow, Layer, LayerId, in_order
from game.analysis.exact.occurrences import Sight, Thing, thing

if TYPE_CHECKING:
    from game.analysis.exact.exploration import Exploration


class Collector:
    """Takes what becomes of the states of one block."""

    def __init__(
        self, exploration: Exploration, base: Batch, segments: list[Segment], layer: Layer | None, start: int = 0
    ) -> None:
        """`base` are the states, the first of them number `start` of `layer`; no layer for the start of it all."""
        self.exploration, self.base, self.segments = exploration, base, segments
        self.layer, self.start = layer, start
        self.exits: list[Exit] = []
        self._asked = exploration.asked
        self._counts = exploration.counts
        self._moved: list[tuple[Exit, dict[int, np.ndarray]]] = []

    # --- where rows go

    def table(self, day: int, turn: int, inject: int, batch: Batch) -> None:
        """See `Sink`."""
        if inject in self._asked.injects:
            self._see(thing("inject", inject), batch)
        layer = self.exploration.layer((day, turn, inject))
        keys = layer.coder.encode(batch)
        order, fresh = in_order(keys)
        inner = np.empty(len(keys), np.uint32)
        inner[order] = np.cumsum(fresh, dtype=np.uint32) - np.uint32(1)
        own = keys[order][fresh]
        weight = None if batch.weight is None else np.bincount(inner, batch.weight, len(own))
        depth = self._depth(batch)
        if isinstance(depth, np.ndarray):
            depth = np.minimum.reduceat(depth[order], np.flatnonzero(fresh))
        if self.layer is not None and weight is not None:
            self._counts.flow[self.layer.inject, inject] += float(weight.sum())
        exit = self._exit(layer.id, batch, inner)
        source = None if self.layer is None else (self.layer.id, len(self.layer.blocks))
        layer.inflow.append(Inflow(own, weight, depth, exit, source))
        self.exploration.bytes += own.nbytes + (0 if weight is None else weight.nbytes)

    def end(self, day: int, batch: Batch, stopped: bool) -> None:
        """See `Sink`."""
        if self.layer is not None and batch.weight is not None:
            self._counts.flow[self.layer.inject, -1] += float(batch.weight.sum())
        codes = self.exploration.end_codes(batch, day)
        self._exit(None, batch, codes)
        if codes is None:
            return
        told = self.exploration.told
        here = np.bincount(codes, minlength=len(told)) > 0
        shares = None if batch.weight is None else np.bincount(codes, batch.weight, len(told))
        for ending in self.exploration.asked.endings:
            if (told[:, ending] & here).any():
                what = thing("ending", ending)
                if shares is not None:
                    self._counts.chance[what] += float(shares[told[:, ending]].sum())
                self._first(what, batch, lambda e=ending: np.flatnonzero(told[:, e][codes]))  # type: ignore[misc]

    def _exit(self, target: LayerId | None, batch: Batch, inner: np.ndarray | None) -> Exit:
        place = None if batch.place is None else batch.place.astype(np.uint32)
        exit = Exit(target, place, inner)
        self.exits.append(exit)
        columns = {gauge: batch.g[gauge] for gauge in self.exploration.asked.gauges}
        self._moved.append((exit, {gauge: column for gauge, column in columns.items() if column is not None}))
        return exit

    def finish(self) -> None:
        """Work out how far each asked gauge moved on the way to each exit."""
        base: dict[int, np.ndarray] = {}
        for gauge in self.exploration.asked.gauges:
            column = self.base.g[gauge]
            assert column is not None
            parts = [column if s.rows is None else column[s.rows] for s in self.segments]
            base[gauge] = np.concatenate(parts) if parts else column
        for exit, gauges in self._moved:
            for gauge, column in gauges.items():
                moved = column - (base[gauge] if exit.place is None else base[gauge][exit.place])
                low, high = int(moved.min()), int(moved.max())
                if low != high:
                    exit.gains.append((gauge, moved.astype(np.int8 if low >= -128 and high < 128 else moved.dtype)))
                elif low:
                    exit.gains.append((gauge, low))
        self._moved = []

    # --- what happens on the way

    def read(self, day: int, inject: int, batch: Batch) -> None:
        """See `Sink`."""
        if inject in self._asked.injects:
            self._see(thing("inject", inject), batch)

    def passed(self, day: int, inject: int, batch: Batch) -> None:
        """See `Sink`."""
        if inject in self._asked.injects:
            self._see(thing("inject", inject), batch)
            self._see(thing("passed", inject), batch)

    def trend(self, day: int, trend: int, batch: Batch, where: np.ndarray | None) -> None:
        """See `Sink`."""
        if trend in self._asked.trends:
            self._see(thing("trend", trend), batch, where)

    def landed(self, day: int, later: LaterId, batch: Batch, due: np.ndarray, lands: np.ndarray) -> None:
        """See `Sink`."""
        if later in self._asked.laters:
            self._see(thing("later", *later), batch, lands)
            self._see(thing("lapsed", *later), batch, due & ~lands)

    def drawn(self) -> None:
        """Count the branches of chance; called once the segments are laid."""
        assert self.layer is not None
        for segment in self.segments:
            if segment.branch is None or not segment.size:
                continue
            what = thing("branch", self.layer.inject, segment.option, segment.branch)
            rows = np.arange(segment.size) if segment.rows is None else segment.rows
            if self._counts.wants(what, 1 + self.layer.least_depth):
                depth = np.broadcast_to(self.layer.depth, self.layer.size)[self.start + rows]
                best = int(np.argmin(depth))
                sight = Sight(int(depth[best]) + 1, self.layer.id, len(self.layer.blocks), segment.start + best)
                if self._counts.wants(what, sight.depth):
                    self._counts.seen[what] = sight
            if self.base.weight is not None:
                self._counts.chance[what] += float(self.base.weight[rows].sum()) * segment.chance

    def stood(self, first: int, last: int, batch: Batch) -> None:
        """See `Sink`."""
        if batch.weight is None:
            return
        for gauge in self.exploration.asked.values:
            column = batch.g[gauge]
            assert column is not None
            self._counts.stood(gauge, first, last, column, batch.weight)

    # --- counting

    def _see(self, what: Thing, batch: Batch, where: np.ndarray | None = None) -> None:
        """Count that something comes to pass in some rows; None for all of them."""
        if where is not None and not where.any():
            return
        if batch.weight is not None:
            self._counts.chance[what] += float(batch.weight.sum() if where is None else batch.weight[where].sum())
        self._first(what, batch, lambda: np.arange(batch.size) if where is None else np.flatnonzero(where))

    def _first(self, what: Thing, batch: Batch, find: Callable[[], np.ndarray]) -> None:
        """Note where something is first seen, if it is news that it is seen so soon."""
        if not self._counts.wants(what, 0 if self.layer is None else 1 + self.layer.least_depth):
            return
        rows = find()
        depth = self._depth(batch)
        best = int(rows[np.argmin(depth[rows])] if isinstance(depth, np.ndarray) else rows[0])
        found = int(depth[best]) if isinstance(depth, np.ndarray) else depth
        if self._counts.wants(what, found):
            layer = None if self.layer is None else self.layer.id
            place = best if batch.place is None else int(batch.place[best])
            self._counts.seen[what] = Sight(found, layer, 0 if self.layer is None else len(self.layer.blocks), place)

    def _depth(self, batch: Batch) -> int | np.ndarray:
        """After how many decisions each row is reached at the earliest."""
        if self.layer is None:
            return 0
        if isinstance(self.layer.depth, int):
            return self.layer.depth + 1
        parts = [self.start + (np.arange(s.size) if s.rows is None else s.rows) for s in self.segments if s.size]
        every: np.ndarray = self.layer.depth[np.concatenate(parts)] + np.uint16(1)
        return every if batch.place is None else every[batch.place]
