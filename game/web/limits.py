"""How often somebody may try. A class behind one address must never notice; somebody who guesses must."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

MAX_KNOWN = 4096
"""Addresses that are remembered; the one heard longest ago is forgotten first."""


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


@dataclass(slots=True)
class Address:
    """What one address did lately."""

    asked: Bucket
    wrong: Bucket


@dataclass
class JoinLimits:
    """For the join page: attempts by address, wrong codes by address and in all.

    Where wrong codes rain in from many addresses, only those that sent one have to wait.
    """

    asked: tuple[float, float] = (150, 3)
    """Attempts of one address: at once, and a second. A class of sixty joins twice over."""
    wrong: tuple[float, float] = (60, 0.5)
    """Wrong codes of one address: everybody in a class may mistype, nobody may try a million."""
    wrong_in_all: tuple[float, float] = (300, 2)
    clock: Callable[[], float] = time.monotonic
    _addresses: dict[str, Address] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._all = Bucket(*self.wrong_in_all, self.clock)

    def wait(self, address: str) -> int:
        """Return the seconds that this address must wait before it may try a code; 0 where it may."""
        known = self._known(address)
        waits = [known.asked.take()]
        if known.wrong.left() < 1:
            waits.append((1 - known.wrong.left()) / known.wrong.per_second)
        if known.wrong.left() <= known.wrong.most - 1 and self._all.left() < 1:
            waits.append((1 - self._all.left()) / self._all.per_second)
        longest = max(waits)
        if longest:
            known.asked.take(-1)  # one that was refused has not been made
        return min(600, int(longest) + 1) if longest else 0

    def was_wrong(self, address: str) -> None:
        """A code from this address was wrong."""
        self._known(address).wrong.take()
        if self._all.left() >= 1:
            self._all.take()

    def _known(self, address: str) -> Address:
        known = self._addresses.pop(address, None)
        if known is None:
            known = Address(Bucket(*self.asked, self.clock), Bucket(*self.wrong, self.clock))
            while len(self._addresses) >= MAX_KNOWN:
                del self._addresses[next(iter(self._addresses))]
        self._addresses[address] = known
        return known
