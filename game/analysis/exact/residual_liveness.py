"""Liveness on residual programs: what each pattern of states still needs, walked back over all that may happen.

Truths are uint8 (pattern,) with three values, what is live is bool (pattern,), signatures are uint64 (pattern, words).

A column of truths a step, a row a pattern: no step of Python for each of them. All that decides is written down as it
is met, so two patterns with the same signature are one residual.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from game.analysis.abstraction.liveness import Liveness
from game.analysis.abstraction.objectives import Asked
from game.analysis.exact.packed_rows import Packer, equal
from game.analysis.exact.residual_conditions import (
    OPEN,
    ChoseLeaf,
    FlagLeaf,
    GaugeLeaf,
    Known,
    LeafAt,
    Negated,
    Node,
    ResidualConditions,
    Truths,
    gauges_of,
    size,
    truth,
)
from game.analysis.exact.residual_events import ResidualEvents, own_changes
from game.scenario.scenario import Change

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Patterns:
    """What states differ in, but for values; a row a pattern."""

    status: list[Truths]
    """Of each leaf."""
    risky: dict[int, Flags]
    """Gauge to whether a bound may stop an effect on it."""
    stop: Flags
    """Whether an ending may stop the game."""
    yes: list[Flags]
    """Of each delayed effect that is pending whether it will land."""
    maybe: list[Flags | None]
    """Whether it may; None where that is known."""
    loose: dict[int, Flags]
    """Inject without a moment to whether it is unplayed."""
    ways: dict[int, np.ndarray]
    """Inject without a moment to the option of which something is under way, -1 for none."""


@dataclass(frozen=True, slots=True)
class Need:
    """What each pattern still needs."""

    number: NDArray[np.int64]
    """Of its residual."""
    columns: dict[tuple[int, int], Flags]
    """Gauge and moment: whether it is of interest between which cuts the value stands."""
    raw: dict[int, Flags]
    """Gauge to whether its value itself is."""
    flags: dict[int, Flags]


class ResidualLiveness:
    """The residual programs of one layer."""

    def __init__(
        self, live: Liveness, asked: Asked, ahead: ResidualEvents, leaves: ResidualConditions, gauges: list[int]
    ) -> None:
        self.live, self.asked, self.ahead, self.leaves, self.gauges = live, asked, ahead, leaves, gauges
        lessons = asked.lessons
        self.earning = {
            index
            for index, inject in enumerate(live.scenario.injects)
            if any(evidence.lesson in lessons for option in inject.options for evidence in option.evidence)
        }
        """Injects that carry evidence that is asked."""
        self.events = sorted(self._events(), key=lambda event: event[0], reverse=True)
        """Moment, kind and number of each event that has one, the last first."""
        self.numbers: dict[bytes, int] = {}
        """Signature to the number of a residual."""

    def _events(self) -> Iterator[tuple[int, str, int]]:
        yield from ((drift.moment, "trend", number) for number, drift in enumerate(self.ahead.trends))
        yield from ((due.moment, "coming", number) for number, due in enumerate(self.ahead.coming))
        yield from ((due.moment, "pending", number) for number, due in enumerate(self.ahead.pending))
        yield from ((moment, "inject", index) for moment, index in self.ahead.fixed)

    def of(self, patterns: Patterns) -> Need:
        """Walk back."""
        return _WayBack(self, patterns).need()


class _WayBack:
    def __init__(self, rest: ResidualLiveness, patterns: Patterns) -> None:
        self.rest, self.patterns = rest, patterns
        self.ahead, self.leaves = rest.ahead, rest.leaves
        self.size = len(patterns.stop)
        self.signature = Packer(self.size)
        flags = range(len(rest.live.scenario.flags))
        read_flags = {leaf.flag for leaf in self.leaves.leaves if isinstance(leaf, FlagLeaf)}
        self.gauges = {gauge: self._never() for gauge in rest.gauges}
        """Gauge to whether somebody reads it later: it is live."""
        self.flags = {flag: self._never() for flag in flags}
        self.chosen: dict[int, Flags] = {}
        self.columns = {column: self._never() for column in self.leaves.columns}
        self.raw = {gauge: self._never() for gauge in rest.gauges}
        self.kept_flags = {flag: self._never() for flag in flags if flag in read_flags}
        self.stop = patterns.stop
        self._truths: dict[int, Truths] = {}

    def _never(self) -> Flags:
        return np.zeros(self.size, bool)

    def need(self) -> Need:
        """Return what each pattern needs."""
        self._end()
        self._at_any_time()
        lands: dict[int, Flags] = {}
        for _, kind, number in self.rest.events:
            match kind:
                case "trend":
                    self._visit(self.leaves.trends[number], self._touches(self.ahead.trends[number].trend.change))
                case "coming":
                    due = self.ahead.coming[number]
                    touches = self._touches(due.later.change)
                    lands[due.inject] = lands.get(due.inject, self._never()) | touches
                    self._visit(self.leaves.coming[number], touches)
                case "pending":
                    self._pending(number)
                case "inject":
                    self._inject(number, lands.get(number, self._never()))
        for due, yes in zip(self.ahead.pending, self.patterns.yes, strict=True):
            # folded, yet known apart where sums are no sums or the game may stop
            apart = self.stop.copy()
            for effect in due.later.change.effects:
                if effect.gauge in self.raw:
                    apart |= self.raw[effect.gauge]
            self.signature.add(yes & apart, 1)
        for rows in (*self.columns.values(), *self.raw.values(), *self.kept_flags.values()):
            self.signature.add(rows, 1)
        words = self.signature.done()
        first, of = equal(words)
        lines, numbers = np.stack([word[first] for word in words], 1), self.rest.numbers
        found = np.array([numbers.setdefault(line.tobytes(), len(numbers)) for line in lines], np.int64)
        return Need(found[of], self.columns, self.raw, self.kept_flags)

    def _end(self) -> None:
        """What is asked at the end, or at any time where a stop may come."""
        asked, everywhere = self.rest.asked, ~self._never()
        unsettled = everywhere if asked.gauges or asked.tallies else self._never()
        for gauge in asked.gauges:
            self.gauges[gauge] = everywhere
            self.raw[gauge] = self.raw[gauge] | self.patterns.risky[gauge]
        stopping = self.stop
        for nodes, rows in ((self.leaves.ends, ~stopping), (self.leaves.any_time, stopping)):
            for node in nodes:
                self._visit(node, rows)
                unsettled = unsettled | (rows & (self._truth(node) == OPEN))
        self.stop = stopping & unsettled
        self.signature.add(self.stop, 1)
        for node in self.leaves.stops:
            self._visit(node, self.stop)

    def _at_any_time(self) -> None:
        """What injects without a moment read, and delayed effects of such."""
        for index, unplayed in self.patterns.loose.items():
            self.signature.add(unplayed, 1)
            for node in self.leaves.loose[index]:
                self._visit(node, unplayed)
        for index, options in self.patterns.ways.items():
            for option, node in self.leaves.under_way[index]:
                self._visit(node, options == option)

    def _pending(self, number: int) -> None:
        due, maybe = self.ahead.pending[number], self.patterns.maybe[number]
        facts = self._never()
        for flag in (*due.later.change.set, *due.later.change.clear):
            facts |= self.flags[flag]
        self.signature.add(self.patterns.yes[number] & facts, 1)
        if maybe is not None:
            rows = maybe & self._touches(due.later.change)
            self.signature.add(rows, 1)
            self._visit(self.leaves.pending[number], rows)

    def _inject(self, index: int, lands: Flags) -> None:
        rows = self.chosen.get(index, self._never()) | lands
        if index in self.rest.earning:
            rows = ~self._never()
        for option in self.rest.live.scenario.injects[index].options:
            for change in own_changes(option):
                rows = rows | self._touches(change)
        for node in self.leaves.injects[index]:
            self._visit(node, rows)

    def _touches(self, change: Change) -> Flags:
        """Where a change moves what is live."""
        rows = self.stop.copy() if self.rest.live.stops_always else self._never()
        for effect in change.effects:
            if effect.gauge in self.gauges:
                rows |= self.gauges[effect.gauge]
        for flag in (*change.set, *change.clear):
            rows |= self.flags[flag]
        return rows

    # --- conditions

    def _truth(self, node: Node) -> Truths:
        found = self._truths.get(id(node))
        if found is None:
            found = np.broadcast_to(truth(node, self.patterns.status.__getitem__), (self.size,))
            self._truths[id(node)] = found
        return found

    def _visit(self, node: Node | None, rows: Flags) -> None:
        """Note that a condition is read in some patterns, and make what is open in it live there."""
        if node is None:
            return
        if not rows.any():
            self.signature.add(None, 2)
            self.signature.skip(size(node))
            return
        found = self._truth(node)
        self.signature.add(np.where(rows, found + 1, 0), 2)
        self._mark(node, rows & (found == OPEN))

    def _mark(self, node: Node, rows: Flags) -> None:
        if isinstance(node, Known):
            return
        if isinstance(node, LeafAt):
            self._leaf(node.leaf, rows)
            return
        for part in (node.part,) if isinstance(node, Negated) else node.parts:
            self._mark(part, rows & (self._truth(part) == OPEN))

    def _leaf(self, number: int, rows: Flags) -> None:
        leaf = self.leaves.leaves[number]
        rows = rows & (self.patterns.status[number] == OPEN)
        self.signature.add(rows, 1)
        match leaf:
            case FlagLeaf(flag, _):
                self.flags[flag] = self.flags[flag] | rows
                self.kept_flags[flag] = self.kept_flags[flag] | rows
            case ChoseLeaf(inject, _, _):
                self.chosen[inject] = self.chosen.get(inject, self._never()) | rows
            case _:
                for gauge in gauges_of(leaf):
                    self.gauges[gauge] = self.gauges[gauge] | rows
                    if isinstance(leaf, GaugeLeaf) and leaf.moment is not None:
                        column, risky = (gauge, leaf.moment), self.patterns.risky[gauge]
                        self.columns[column] = self.columns[column] | (rows & ~risky)
                        self.raw[gauge] = self.raw[gauge] | (rows & risky)
                    else:
                        self.raw[gauge] = self.raw[gauge] | rows
