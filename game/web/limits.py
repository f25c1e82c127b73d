"""How often somebody may try. A class behind one address must never notice; somebody who guesses must."""

from __future__ import annotations

import ipaddress
import time
from collections.abc import Callable
from dataclasses import dataclass, field

MAX_KNOWN = 4096
"""Places that are remembered; the one heard longest ago is forgotten first."""
NETWORK = 64
"""Bits of an IPv6 address that are a place: whoever has one address of such a network has them all."""
LONGEST_HOLD = 10.0
"""Seconds that an answer to a wrong code is held back at most."""
MOST_HELD = 128
"""Answers that are held back at a time; what comes on top of that is answered at once. Its line is ended, as of all."""


class Bucket:
    """So many at once, and so many a second from then on."""

    def __init__(self, most: float, per_second: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.most, self.per_second, self._clock = most, per_second, clock
        self._left, self._seen = most, clock()

    def left(self) -> float:
        """How many may still come now."""
        now = self._clock()
        self._left = min(self.most, self._left + (now - self._seen) * self.per_second)
        self._seen = now
        return self._left

    def take(self, count: float = 1) -> float:
        """Take so many; return the seconds to wait until they are there (0 where they are)."""
        missing = count - self.left()
        self._left -= count
        return max(0.0, missing / self.per_second)


@dataclass
class WrongCodes:
    """Wrong codes and links, by place and in all. What is right is never counted and never waits.

    A wrong one beyond the budget is answered later, and one after the other. Where they rain in from thousands of
    addresses the budget in all is spent, and each of them waits, wherever it comes from.
    """

    a_place: tuple[float, float] = (60, 0.5)
    """Of one place, at once and a second: everybody in a class may mistype, nobody may try a million."""
    in_all: tuple[float, float] = (300, 2)
    """Of all places together."""
    longest: float = LONGEST_HOLD
    clock: Callable[[], float] = time.monotonic
    held: int = 0
    """Answers that are held back now."""
    _places: dict[str, Bucket] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._all = Bucket(*self.in_all, self.clock)

    def wrong(self, address: str) -> float:
        """Count a wrong one; return the seconds to hold its answer back, 0 within the budget."""
        return max(self._owed(self._known(place_of(address))), self._owed(self._all))

    def _owed(self, bucket: Bucket) -> float:
        """Take from a bucket, which owes no more than the longest hold: who stops guessing is soon forgiven."""
        if bucket.left() < -self.longest * bucket.per_second:
            return self.longest
        return min(self.longest, bucket.take())

    def _known(self, place: str) -> Bucket:
        known = self._places.pop(place, None) or Bucket(*self.a_place, self.clock)
        while len(self._places) >= MAX_KNOWN:
            del self._places[next(iter(self._places))]
        self._places[place] = known
        return known


def place_of(address: str) -> str:
    """Return the place of an address: itself, or for IPv6 its network."""
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address[:64]
    if isinstance(parsed, ipaddress.IPv4Address):
        return str(parsed)
    if parsed.ipv4_mapped is not None:
        return str(parsed.ipv4_mapped)
    return str(ipaddress.IPv6Network((int(parsed), NETWORK), strict=False))
