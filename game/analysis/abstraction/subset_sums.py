"""Sets of whole numbers as the bits of one: all that some changes may add up to.

Adding a change that may come or not is the Minkowski sum of the set with {0, change}: one shift and one or, the way
in which subset sums are counted (Bellman, Dynamic Programming, 1957; bits in place of a table of truths).
"""

from __future__ import annotations

from collections.abc import Iterable


class Sums:
    """A set of whole numbers, never empty: bit b stands for `low` + b."""

    __slots__ = ("bits", "low")

    def __init__(self, low: int = 0, bits: int = 1) -> None:
        self.low, self.bits = low, bits

    @classmethod
    def of(cls, values: Iterable[int]) -> Sums:
        """Return the set of these numbers."""
        every = set(values)
        low = min(every)
        return cls(low, sum(1 << (value - low) for value in every))

    def plus(self, other: Sums) -> Sums:
        """Return every sum of one number of each (the Minkowski sum)."""
        few, many = (self, other) if self.bits.bit_count() < other.bits.bit_count() else (other, self)
        bits, rest, place = 0, few.bits, 0
        while rest:
            if rest & 1:
                bits |= many.bits << place
            rest >>= 1
            place += 1
        return Sums(self.low + other.low, bits)

    def union(self, other: Sums) -> Sums:
        """Return the numbers of both."""
        low = min(self.low, other.low)
        return Sums(low, self.bits << (self.low - low) | other.bits << (other.low - low))

    @property
    def high(self) -> int:
        """The greatest number."""
        return self.low + self.bits.bit_length() - 1

    def values(self) -> list[int]:
        """Return the numbers in order."""
        return [self.low + place for place in range(self.bits.bit_length()) if self.bits >> place & 1]


ZERO = Sums()
"""Nothing is added."""
