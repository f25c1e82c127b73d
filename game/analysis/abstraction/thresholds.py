"""Between which values of a gauge it still makes a difference where it stands.

A cut at t says: it matters whether the gauge is below t or not. A condition cuts at the numbers that it compares with.
An effect is a monotone map of a gauge (a shift that the bounds stop, or a constant), so what it leads to a cut comes
from one cut before it: cuts are carried back over effects exactly. Values with no cut between them are one class; they
cannot be told apart by anything that is still to come. So carried back, a cut is a weakest precondition (Dijkstra,
Guarded commands, nondeterminacy and formal derivation of programs, 1975), and the cuts are the predicates of a
predicate abstraction (Graf and Saidi, Construction of abstract state graphs with PVS, 1997) that loses nothing.

A gauge's cuts are the bits of one whole number, lowest value first: carrying them back is one shift.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence

import numpy as np

from game.analysis.abstraction.read_sets import ReadSets
from game.scenario.scenario import Change, Effect, Option

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

    def crossed(self, cuts: int, effect: Effect) -> int:
        """The values (bit 0 is the least) from which an effect moves the gauge across a cut; slack must be 0."""
        if effect.outright:
            to = min(self.high, max(self.low, effect.amount)) - self.low
            below = ((1 << to) - 1) & cuts
            above = cuts >> to
            lower = (1 << below.bit_length()) - 1  # from below the last cut under it
            upper = 0 if not above else ~((1 << (to + _lowest(above) + 1)) - 1)
            return (lower | upper) & self._all
        amount = min(abs(effect.amount), self.high - self.low)
        if not amount:
            return 0
        found, width = cuts if effect.amount > 0 else cuts << 1, 1
        while width < amount:
            more = min(width, amount - width)
            found |= found >> more if effect.amount > 0 else found << more
            width += more
        return found & self._all

    def spots_before(self, spots: int, effect: Effect) -> int:
        """The values from which an effect leads to one of these values."""
        top = self.high - self.low
        if effect.outright:
            to = min(self.high, max(self.low, effect.amount)) - self.low
            return self._all if spots >> to & 1 else 0
        amount = min(abs(effect.amount), top)
        if effect.amount >= 0:
            stopped = ((1 << amount) - 1) << (top - amount + 1) if spots >> top & 1 else 0
            return spots >> amount | stopped
        stopped = (1 << amount) - 1 if spots & 1 else 0
        return (spots << amount | stopped) & self._all

    @property
    def _all(self) -> int:
        return (1 << (self.high - self.low + 1)) - 1

    def within(self, cuts: int) -> np.ndarray:
        """The values of the cuts that lie within the bounds, in order."""
        inner = (cuts >> self.slack) & ((1 << (self.high - self.low)) - 1)
        data = np.frombuffer(inner.to_bytes((self.high - self.low + 7) // 8 + 1, "little"), np.uint8)
        return np.flatnonzero(np.unpackbits(data, bitorder="little")) + self.low + 1


class Aside:
    """What is read only to decide whether some gauges move: it matters only where they stand so that it tells.

    ``bits`` are the cuts of what is read, ``spots`` the values of each gauge that would move at which the move can make
    a difference (bit 0 is the least value).
    """

    __slots__ = ("bits", "spots")

    def __init__(self, bits: list[int], spots: dict[int, int]) -> None:
        self.bits, self.spots = bits, spots

    def joined(self, other: Aside) -> Aside:
        """Both together: wherever one of them matters."""
        spots = {gauge: self.spots.get(gauge, 0) | other.spots.get(gauge, 0) for gauge in {**self.spots, **other.spots}}
        return Aside([one | two for one, two in zip(self.bits, other.bits, strict=True)], spots)


class Thresholds:
    """The cuts of every gauge at one moment."""

    __slots__ = ("asides", "bits", "scales")

    def __init__(
        self, scales: Sequence[Scale], bits: Sequence[int] | None = None, asides: Mapping[Hashable, Aside] | None = None
    ) -> None:
        self.scales = scales
        self.bits = list(bits) if bits is not None else [0] * len(scales)
        self.asides = dict(asides or {})

    def copy(self) -> Thresholds:
        return Thresholds(self.scales, self.bits, self.asides)

    def join(self, other: Thresholds) -> None:
        """Add the cuts of another moment."""
        self.bits = [one | two for one, two in zip(self.bits, other.bits, strict=True)]
        for name, aside in other.asides.items():
            self.add_aside(name, aside)

    def add_aside(self, name: Hashable, aside: Aside) -> None:
        known = self.asides.get(name)
        self.asides[name] = aside if known is None else known.joined(aside)

    def read(self, reads: ReadSets) -> None:
        """Add what a condition tells apart."""
        self.bits = [one | two for one, two in zip(self.bits, self.of(reads), strict=True)]

    def of(self, reads: ReadSets) -> list[int]:
        """Return the cuts of what a condition tells apart."""
        bits = [0] * len(self.scales)
        for gauge, value in reads.bounds:
            bits[gauge] |= self.scales[gauge].cut(value)
        for gauge in reads.exact:
            bits[gauge] |= self.scales[gauge].every()
        return bits

    def before(self, change: Change, earning: frozenset[int]) -> Thresholds:
        """Return the cuts before a change. Of `earning` gauges it matters, too, how far a bound lets them move."""
        asides = {
            name: Aside(self._carried(a.bits, change), self._spots(a.spots, change)) for name, a in self.asides.items()
        }
        found = Thresholds(self.scales, self._carried(self.bits, change), asides)
        for effect in change.effects:
            if effect.gauge in earning:
                scale = self.scales[effect.gauge]
                found.bits[effect.gauge] |= (
                    scale.every() if effect.outright else stopped_by_bounds(scale, effect.amount)
                )
        return found

    def _carried(self, bits: list[int], change: Change) -> list[int]:
        found = bits[:]
        for effect in change.effects:
            gauge = effect.gauge
            found[gauge] = 0 if effect.outright else self.scales[gauge].shifted(bits[gauge], effect.amount)
        return found

    def _spots(self, spots: dict[int, int], change: Change) -> dict[int, int]:
        found = dict(spots)
        for effect in change.effects:
            if effect.gauge in found:
                found[effect.gauge] = self.scales[effect.gauge].spots_before(found[effect.gauge], effect)
        return found

    def every(self) -> list[int]:
        """The cuts of each gauge, whatever they are for."""
        found = self.bits[:]
        for aside in self.asides.values():
            found = [one | two for one, two in zip(found, aside.bits, strict=True)]
        return found

    def gauges(self) -> set[int]:
        """The gauges with a cut."""
        return {gauge for gauge, bits in enumerate(self.every()) if bits}

    def telling(self, change: Change) -> dict[int, int]:
        """Return of each gauge that a change moves the values at which the move crosses a cut."""
        bits = self.every()
        found = {}
        for effect in change.effects:
            scale, cuts = self.scales[effect.gauge], bits[effect.gauge]
            crossed = scale.crossed(cuts, effect)
            if crossed:
                found[effect.gauge] = crossed
        return found


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


def _lowest(bits: int) -> int:
    """The place of the lowest bit that is set."""
    return (bits & -bits).bit_length() - 1


def _move(change: Change, gauge: int) -> int:
    """How far a change shifts a gauge; after one that sets it outright, no earlier value matters."""
    return sum(effect.amount for effect in change.effects if effect.gauge == gauge and not effect.outright)
