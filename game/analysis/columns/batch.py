"""Many states at once: a column for each variable that is live, a row for each state. No column is changed in place."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from game.scenario.scenario import Scenario

Column = np.ndarray | None
"""One value a row; None where nobody reads the variable any more (for an inject also: where it cannot have come up)."""


class Batch:
    """States as columns, on one day."""

    __slots__ = ("f", "g", "h", "place", "policy", "size", "weight")

    def __init__(
        self,
        size: int,
        g: list[Column],
        f: list[Column],
        h: list[Column],
        place: Column = None,
        weight: Column = None,
        policy: Column = None,
    ) -> None:
        self.size, self.g, self.f, self.h = size, g, f, h
        self.place = place
        """Where each row stood when the walk began; None while all stand where they stood."""
        self.weight = weight
        """Probability of each row under random play, where that is asked."""
        self.policy = policy
        """The number of the policy that decides in each row, where several are followed at once."""

    @classmethod
    def blank(cls, scenario: Scenario, size: int) -> Batch:
        """Rows of which nothing is known."""
        return cls(size, [None] * len(scenario.gauges), [None] * len(scenario.flags), [None] * len(scenario.injects))

    def column(self, kind: str, index: int) -> Column:
        if kind == "policy":
            return self.policy
        return (self.g if kind == "gauge" else self.f if kind == "flag" else self.h)[index]

    def put(self, kind: str, index: int, column: np.ndarray) -> None:
        """Lay a column; only on a batch that nobody else holds."""
        if kind == "policy":
            self.policy = column
        else:
            (self.g if kind == "gauge" else self.f if kind == "flag" else self.h)[index] = column

    def copy(self) -> Batch:
        """Another batch with the same columns: laying columns on it leaves this one as it is."""
        return Batch(self.size, list(self.g), list(self.f), list(self.h), self.place, self.weight, self.policy)

    def take(self, rows: np.ndarray) -> Batch:
        """Return some of the rows, by number."""

        def of(columns: list[Column]) -> list[Column]:
            return [None if column is None else column[rows] for column in columns]

        place = rows if self.place is None else self.place[rows]
        weight = None if self.weight is None else self.weight[rows]
        policy = None if self.policy is None else self.policy[rows]
        return Batch(len(rows), of(self.g), of(self.f), of(self.h), place, weight, policy)

    def part(self, start: int, stop: int) -> Batch:
        """Return the rows from one to before another, which share their memory with these and stand anew."""

        def of(columns: Sequence[Column]) -> list[Column]:
            return [None if column is None else column[start:stop] for column in columns]

        weight, policy = of([self.weight, self.policy])
        return Batch(stop - start, of(self.g), of(self.f), of(self.h), None, weight, policy)

    @property
    def total(self) -> float:
        """The sum of the rows' weights."""
        return float(self.size if self.weight is None else self.weight.sum())

    @staticmethod
    def join(batches: Sequence[Batch]) -> Batch:
        """Return the rows of several batches one below the other, their places counted anew."""
        if len(batches) == 1:
            only = batches[0].copy()
            only.place = None
            return only
        size = sum(batch.size for batch in batches)

        def of(columns: list[list[Any]]) -> list[Column]:
            return [_joined(column, batches) for column in zip(*columns, strict=True)]

        weights = [batch.weight for batch in batches]
        return Batch(
            size,
            of([batch.g for batch in batches]),
            of([batch.f for batch in batches]),
            of([batch.h for batch in batches]),
            None,
            None if weights[0] is None else np.concatenate([w for w in weights if w is not None]),
            _joined([batch.policy for batch in batches], batches),
        )


def _joined(columns: Sequence[Column], batches: Sequence[Batch]) -> Column:
    known = next((column for column in columns if column is not None), None)
    if known is None:
        return None
    return np.concatenate(
        [np.zeros(b.size, known.dtype) if c is None else c for c, b in zip(columns, batches, strict=True)]
    )


def rows_alike(table: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the different rows of a table of whole numbers, in their order, and which of them each row is.

    As `np.unique` over an axis, which sorts rows as raw bytes and takes twenty times as long.
    """
    if not len(table):
        return table, np.zeros(0, np.intp)
    table = table.astype(np.int64)
    least = table.min(0)
    spans = (table.max(0) - least + 1).tolist()
    if math.prod(spans) >= 1 << 62:
        kinds, of = np.unique(table, axis=0, return_inverse=True)
        return kinds, of.reshape(-1)
    keys = np.zeros(len(table), np.int64)
    for column, span in zip((table - least).T, spans, strict=True):
        keys = keys * span + column
    _, first, of = np.unique(keys, return_index=True, return_inverse=True)
    return table[first], of.reshape(-1)
