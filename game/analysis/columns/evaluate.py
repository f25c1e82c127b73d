"""Conditions and changes on columns: the same compiled trees as in play, lowered once more with numpy's prelude."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import numpy as np

from game.analysis.abstraction.read_sets import read
from game.analysis.columns.batch import Batch
from game.analysis.columns.inject_codes import InjectCodes
from game.rules.state import NOT_PLAYED
from game.scenario.conditions import Extreme, Sum, Tree, lower_with, parts_of
from game.scenario.scenario import Change, Condition, Scenario

PRELUDE: dict[str, Any] = {"min_": np.minimum, "max_": np.maximum}

SMALL = 30_000
"""Gauges that stay within this, effects and all, are kept in 16 bits."""


@lru_cache(maxsize=10_000)
def lowered(tree: Tree) -> tuple[Callable[..., Any], bool, frozenset[int], frozenset[int]]:
    """Return the tree as a function of columns, whether it reckons, the gauges and the injects that it reads."""
    found = read(Condition("", tree))
    reckons = any(isinstance(part, Sum | Extreme) for part in parts_of(tree))
    return lower_with(tree, PRELUDE), reckons, found.gauges, frozenset(inject for inject, _ in found.chosen)


def holds(condition: Condition, batch: Batch, day: int, histories: list[InjectCodes]) -> np.ndarray:
    """Return for each row whether the condition holds."""
    function, reckons, gauges, injects = lowered(condition.tree)
    g: list[Any] = batch.g
    if reckons:  # sums may leave the range of a gauge; the check of conditions keeps them within 2**53
        g = list(batch.g)
        for gauge in gauges:
            column = g[gauge]
            g[gauge] = None if column is None else column.astype(np.int64)
    p: dict[int, Any] = {}
    for inject in injects:
        codes = batch.h[inject]
        p[inject] = np.full(batch.size, NOT_PLAYED) if codes is None else histories[inject].options[codes]
    truth = np.asarray(function(g, batch.f, p, day)) != 0
    return truth if truth.shape else np.full(batch.size, bool(truth))


def number_type(scenario: Scenario) -> Any:
    """Return a type of whole number that holds every gauge before it is clamped."""
    amounts = [0]
    for trend in scenario.trends:
        amounts += [abs(effect.amount) for effect in trend.change.effects]
    for inject in scenario.injects:
        for option in inject.options:
            for part in (option.change, *(b.change for b in option.chance), *(x.change for x in option.later)):
                amounts += [abs(effect.amount) for effect in part.effects]
    widest = max((max(abs(low), abs(high)) for low, high in scenario.bounds), default=0)
    return np.int16 if widest + max(amounts) < SMALL else np.int64


def apply(change: Change, batch: Batch, bounds: tuple[tuple[int, int], ...], where: np.ndarray | None = None) -> Batch:
    """Return the batch after a change: effects clamped one by one, then flags set, then cleared (rules 3 and 4).

    `where` says in which rows; None for all of them.
    """
    if change.empty:
        return batch
    after = batch.copy()
    for effect in change.effects:
        column = after.g[effect.gauge]
        if column is None:
            continue
        low, high = bounds[effect.gauge]
        moved: np.ndarray
        if effect.outright:
            value = column.dtype.type(min(high, max(low, effect.amount)))
            moved = np.full_like(column, value) if where is None else np.where(where, value, column)
        else:
            shift = column.dtype.type(effect.amount)
            moved = column + (shift if where is None else where * shift)
            moved = np.minimum(moved, high) if effect.amount >= 0 else np.maximum(moved, low)
        after.g[effect.gauge] = moved
    for flags, value in ((change.set, 1), (change.clear, 0)):
        for flag in flags:
            column = after.f[flag]
            if column is not None:
                full = np.full(batch.size, value, np.uint8)
                after.f[flag] = full if where is None else np.where(where, full, column)
    return after
