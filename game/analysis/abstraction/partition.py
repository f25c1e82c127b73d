"""Which values of a gauge are told apart, given where the gauges stand on which it hangs whether anybody asks.

A partition of a gauge's values, one for each context: whether anybody still asks for them may hang on where gauges told
before it stand. Tables of classes, one row a context, one column a value.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from game.analysis.abstraction.thresholds import Aside, Scale, Thresholds

MAX_ASIDES = 5
"""So many questions that only matter now and then are told apart for one gauge."""

MAX_TABLE = 1 << 18
"""So many entries a table of classes may have."""


@dataclass(frozen=True, slots=True)
class Told:
    """A gauge's values, and for each context the number of the class that each is in."""

    gauge: int
    values: list[int]
    classes: list[list[int]]
    context: tuple[tuple[int, int, np.ndarray], ...]
    """Gauges on which the context hangs (all told before), with the least value and what each value adds to it."""


def told_apart(cuts: Thresholds, gauges: Sequence[int], possible: Mapping[int, np.ndarray]) -> Iterator[Told]:
    """Yield the gauges in an order in which each hangs only on those before it."""
    before: set[int] = set()
    for gauge in _in_order(cuts, gauges):
        values = possible[gauge]
        scale = cuts.scales[gauge]
        asides, always = _split(cuts, gauge, before, len(values))
        rows = []
        for number in range(1 << len(asides)):
            bits = always
            for place, aside in enumerate(asides):
                if number >> place & 1:
                    bits |= aside.bits[gauge]
            rows.append(np.searchsorted(scale.within(bits), values, side="right").tolist())
        yield Told(gauge, values.tolist(), rows, _context(asides, cuts.scales, before))
        before.add(gauge)


def _in_order(cuts: Thresholds, gauges: Sequence[int]) -> list[int]:
    """Gauges that move by the answer to a question come before those that the question is about."""
    asked_by: dict[int, set[int]] = {gauge: set() for gauge in gauges}
    for aside in cuts.asides.values():
        for gauge in gauges:
            if aside.bits[gauge]:
                asked_by[gauge] |= set(aside.spots) & set(gauges) - {gauge}
    found: list[int] = []
    left = list(gauges)
    while left:
        best = min(left, key=lambda gauge: (len(asked_by[gauge] & set(left)), gauge))
        found.append(best)
        left.remove(best)
    return found


def _split(cuts: Thresholds, gauge: int, before: set[int], values: int) -> tuple[list[Aside], int]:
    """The questions about a gauge that matter only now and then, and the cuts that always do."""
    always = cuts.bits[gauge]
    asides = []
    for aside in cuts.asides.values():
        extra = aside.bits[gauge] & ~cuts.bits[gauge]
        if not extra or not aside.spots:
            continue  # it tells nothing more, or nothing comes of it
        if set(aside.spots) <= before:
            asides.append(aside)
        else:
            always |= aside.bits[gauge]
    asides = [aside for aside in asides if aside.bits[gauge] & ~always]
    most = min(MAX_ASIDES, max(0, (MAX_TABLE // max(1, values)).bit_length() - 1))
    asides.sort(key=lambda aside: -(aside.bits[gauge] & ~always).bit_count())
    for aside in asides[most:]:
        always |= aside.bits[gauge]
    return asides[:most], always


def _context(asides: list[Aside], scales: Sequence[Scale], before: set[int]) -> tuple[tuple[int, int, np.ndarray], ...]:
    found = []
    for gauge in sorted(before):
        scale = scales[gauge]
        table = np.zeros(scale.high - scale.low + 1, np.intp)
        for place, aside in enumerate(asides):
            spots = aside.spots.get(gauge, 0)
            table |= _truths(spots, len(table)).astype(np.intp) << place
        if table.any():
            found.append((gauge, scale.low, table))
    return tuple(found)


def _truths(bits: int, count: int) -> np.ndarray:
    data = np.frombuffer(bits.to_bytes(count // 8 + 1, "little"), np.uint8)
    return np.unpackbits(data, bitorder="little")[:count]
