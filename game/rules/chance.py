"""Chance as a function of the seed and the inject (rule 6 and 8 of scenario-format.md).

Nothing here remembers how often it was asked: the same seed gives the same luck at the
same inject on every path, so runs can be compared, replayed and branched.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b

from game.scenario.scenario import Inject


def number(text: str) -> int:
    """Return the 64-bit number that a text stands for: BLAKE2b of 8 bytes, read big-endian."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big")


def draw(seed: int, inject: str, weights: Sequence[int]) -> int:
    """Return the index of the branch that luck takes at an inject (rule 6).

    Branches lie end to end in file order; one of weight 0 is never taken. ``weights`` has
    a sum above 0 (loading sees to that).
    """
    left = number(f"{seed}:{inject}") % sum(weights)
    for index, weight in enumerate(weights):
        if left < weight:
            return index
        left -= weight
    raise ValueError("the weights of a chance must have a sum above 0")


def display_order(seed: int, inject: Inject) -> tuple[int, ...]:
    """Return the options' indices in the order in which they are shown (rule 8)."""
    key = [number(f"{seed}:{inject.id}:order:{option.id}") for option in inject.options]
    return tuple(sorted(range(len(key)), key=key.__getitem__))


def pick(seed: int, inject: str, options: Sequence[int]) -> int:
    """Return the option that the policy ``random`` takes of those that are open."""
    return options[number(f"{seed}:{inject}:policy") % len(options)]
