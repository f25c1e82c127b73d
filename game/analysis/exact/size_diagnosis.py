"""Why an exploration grew too large: which variables multiply the states of the layer at which it stopped.

Of each variable how many states there would be fewer if nobody told its values apart: distinct keys with its bits
masked out, uint64 (state,).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from game.analysis.exact.bit_packing import Field
from game.analysis.exact.exploration import Exploration, TooLarge
from game.analysis.exact.layers import Layer

LOOKED_AT = 300_000
"""Of more states than this, so many are looked at."""


@dataclass(frozen=True, slots=True)
class SizeDiagnosis:
    """How far an exploration got, and what multiplies its states."""

    inject: int
    day: int
    states: int
    """All states so far."""
    waiting: int
    """States of the layer at which it stopped."""
    needed: int
    """Bytes that going on would have needed; 0 where it was the time that ran out."""
    limit: int
    factors: tuple[tuple[str, int, float], ...]
    """Kind (gauge, flag, inject), index, and how many times more states there are for it; the greatest first."""


def growth(exploration: Exploration, problem: TooLarge) -> SizeDiagnosis:
    """Return what is to be said of an exploration that was refused."""
    layer = problem.layer
    return SizeDiagnosis(
        layer.inject,
        layer.day,
        exploration.states,
        max(layer.size, sum(len(each.keys) for each in layer.inflow)),
        problem.needed,
        problem.limit,
        tuple(sorted(_factors(layer), key=lambda factor: -factor[2])),
    )


def _factors(layer: Layer) -> list[tuple[str, int, float]]:
    keys = layer.keys if layer.size else np.concatenate([each.keys for each in layer.inflow])
    keys = keys[:LOOKED_AT]
    every = _different(keys)
    return [(f.kind, f.index, every / max(1, _different(without(keys, f)))) for f in layer.coder.fields]


def without(keys: np.ndarray, field: Field) -> np.ndarray:
    """Return the states as they would be if nobody asked for one variable."""
    left = keys.copy()
    mask = ~(np.uint64(field.mask) << np.uint64(field.shift))
    if keys.ndim == 1:
        left &= mask
    else:
        left[:, field.word] &= mask
    return left


def _different(keys: np.ndarray) -> int:
    return len(np.unique(keys, axis=0) if keys.ndim > 1 else np.unique(keys))
