"""Between which values of a gauge it still makes a difference where it stands.

A cut at t says: it matters whether the gauge is below t or not. A condition cuts at the numbers that it compares with.
An effect is a monotone map of a gauge (a shift that the bounds stop, or a constant), so what it leads to a cut comes
from one cut before it: cuts are carried back over effects exactly. Values with no cut between them are one class; they
cannot be told apart by anything that is still to come.

A gauge's cuts are the bits of one whole number, lowest value first: carrying them back is one shift.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from game.analysis.reads import Reads
from game.scenario.scenario import Change, Option

MANY = 2_000
"""More moves than this are taken for every move between the least and the greatest."""


class Scale:
    """The bits of one gauge's cuts: bit 0 is the cut at the least value + 1, minus the slack."""

    __slots__ = ("bits", "high", "low", "slack")

    def __init__(self, low: int, high: int, slack: int) -> None:
        self.low, self.high = low, high
        self.slack = slack
        """How far cuts are kept beyond the bounds, because something may move the gauge at a time not known."""
        self.bits = (1 << (high - low + 2 * slack)) - 1

    def cut(self, value: int) -> int:
        """The cut at a value, as a bit; 0 where nothing is ever on its other side."""
        inside = self.low - self.slack < value <= self.high + self.slack
        return 1 << (value - self.low - 1 + self.slack) if inside else 0

    def span(self, first: int, last: int) -> int:
        """The cuts at all values from `first` to `last` (both within the bounds)."""
        if last < first:
            return 0
        return ((1 << (last - first + 1)) - 1) << (first - self.low - 1 + self.slack)

    def every(self) -> int:
        """The cuts at all values within the bounds."""
        return self.span(self.low + 1, self.high)

    def shifted(self, cuts: int, amount: int) -> int:
        """The cuts before a gauge moved by an amount."""
        return cuts >> amount if amount >= 0 else (cuts << -amount) & self.bits

    def spread(self, cuts: int, moves: Iterable[int]) -> int:
        """The cuts before any one of these moves; of very many moves, before any between the least and the greatest."""
        moves = sorted(moves)
        if len(moves) <= MANY:
            found = 0
            for move in moves:
                found |= self.shifted(cuts, move)
            return found
        found, width = self.shifted(cuts, moves[0]), 1
        while width <= moves[-1] - moves[0]:  # doubling: each round covers twice as many moves
            found |= found >> width
            width *= 2
        return found

    def within(self, cuts: int) -> np.ndarray:
        """The values of the cuts that lie within the bounds, in order."""
        inner = (cuts >> self.slack) & ((1 << (self.high - self.low)) - 1)
        data = np.frombuffer(inner.to_bytes((self.high - self.low + 7) // 8 + 1, "little"), np.uint8)
        return np.flatnonzero(np.unpackbits(data, bitorder="little")) + self.low + 1


class Cuts:
    """The cuts of every gauge at one moment."""

    __slots__ = ("bits", "scales")

    def __init__(self, scales: Sequence[Scale], bits: Sequence[int] | None = None) -> None:
        self.scales = scales
        self.bits = list(bits) if bits is not None else [0] * len(scales)

    def copy(self) -> Cuts:
        return Cuts(self.scales, self.bits)

    def join(self, other: Cuts) -> None:
        """Add the cuts of another moment."""
        self.bits = [one | two for one, two in zip(self.bits, other.bits, strict=True)]

    def read(self, reads: Reads) -> None:
        """Add what a condition tells apart."""
        for gauge, value in reads.bounds:
            self.bits[gauge] |= self.scales[gauge].cut(value)
        for gauge in reads.exact:
            self.bits[gauge] |= self.scales[gauge].every()

    def before(self, change: Change, earning: frozenset[int]) -> Cuts:
        """Return the cuts before a change. Of `earning` gauges it matters, too, how far a bound lets them move."""
        found = self.copy()
        for effect in reversed(change.effects):
            gauge, amount = effect.gauge, effect.amount
            scale = self.scales[gauge]
            if effect.outright:
                found.bits[gauge] = scale.every() if gauge in earning else 0
                continue
            found.bits[gauge] = scale.shifted(found.bits[gauge], amount)
            if gauge in earning:
                found.bits[gauge] |= stopped_by_bounds(scale, amount)
        return found

    def gauges(self) -> set[int]:
        """The gauges with a cut."""
        return {gauge for gauge, bits in enumerate(self.bits) if bits}


def stopped_by_bounds(scale: Scale, amount: int) -> int:
    """The cuts between values that an effect moves by different amounts, because a bound stops it (rule 4)."""
    reach = min(abs(amount), scale.high - scale.low)
    return (
        scale.span(scale.high - reach + 1, scale.high) if amount > 0 else scale.span(scale.low + 1, scale.low + reach)
    )


def moves(options: Iterable[Option], gauge: int) -> frozenset[int]:
    """All sums of moves of a gauge that may come of one inject at times not known; 0 is one of them."""
    found = {0}
    for option in options:
        sums = {0}
        branches = [branch.change for branch in option.chance if branch.weight]
        for choices in ([option.change], branches, *([later.change] for later in option.later)):
            amounts = {0, *(_move(change, gauge) for change in choices)}
            sums = {sum_ + amount for sum_ in sums for amount in amounts}
            if len(sums) > MANY:
                sums = set(range(min(sums), max(sums) + 1))
        found |= sums
    return frozenset(found)


def together(one: frozenset[int], other: frozenset[int]) -> frozenset[int]:
    """All sums of a move of each."""
    if len(one) * len(other) > MANY * 50:
        return frozenset(range(min(one) + min(other), max(one) + max(other) + 1))
    return frozenset(a + b for a in one for b in other)


def _move(change: Change, gauge: int) -> int:
    """How far a change shifts a gauge; after one that sets it outright, no earlier value matters."""
    return sum(effect.amount for effect in change.effects if effect.gauge == gauge and not effect.outright)
