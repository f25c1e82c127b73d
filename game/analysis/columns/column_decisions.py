"""Decisions on columns (rule 3): every option and branch at once, or one of each row's own."""

from __future__ import annotations

import numpy as np

from game.analysis.columns.batch import Batch
from game.analysis.columns.column_rules import Walk
from game.analysis.columns.visitor import Segment, Sink


def decide(
    walk: Walk, inject: int, batch: Batch, day: int, turn: int, taken: np.ndarray, sink: Sink, segments: list[Segment]
) -> int:
    """Take each option in the rows where `taken` (rows, options) says so, draw every branch, and walk on.

    The batch's weights are those of the rows for each option. Lays down the segments, and returns how many rows
    they have.
    """
    joined: list[Batch] = []
    size = 0
    ended: list[Batch] = []

    def segment(option: int, chance: float, rows: np.ndarray | None, count: int, branch: int | None) -> int:
        nonlocal size
        segments.append(Segment(option, chance, rows, size, count, branch))
        size += count
        return segments[-1].start

    for number, option in enumerate(walk.scenario.injects[inject].options):
        truth = taken[:, number]
        if not truth.any():
            continue
        rows = None if truth.all() else np.flatnonzero(truth)
        begun = batch.copy() if rows is None else batch.take(rows)
        begun.h[inject] = np.full(
            begun.size, walk.histories[inject].code(number, day, turn), walk.histories[inject].type
        )
        went, stopped = walk.change(option.change, begun, day)
        if stopped is not None:
            there = np.flatnonzero(stopped)
            over = went.take(there)
            start = segment(number, 1.0, _rows(rows, there), over.size, None)
            over.place = np.arange(start, start + over.size)
            ended.append(over)
            there = np.flatnonzero(~stopped)
            went, rows = went.take(there), _rows(rows, there)
            if not went.size:
                continue
        total = sum(option.weights)
        for branch, outcome in enumerate(option.chance or (None,)):
            if outcome is not None and not outcome.weight:
                continue
            chance = outcome.weight / total if outcome is not None else 1.0
            start = segment(number, chance, rows, went.size, branch if outcome is not None else None)
            drawn = went.copy()
            drawn.place = np.arange(start, start + went.size)
            if drawn.weight is not None:
                drawn.weight = drawn.weight * chance
            if outcome is not None:
                drawn, stopped = walk.change(outcome.change, drawn, day)
                if stopped is not None:
                    ended.append(drawn.take(np.flatnonzero(stopped)))
                    drawn = drawn.take(np.flatnonzero(~stopped))
            if drawn.size:
                joined.append(drawn)
    for over in ended:
        walk.over(over, day, sink)
    if joined:
        whole = sum(each.size for each in joined) == size
        places = None if whole else np.concatenate([each.place for each in joined if each.place is not None])
        batch = Batch.join(joined)
        batch.place = places
        walk.go(batch, day, turn + 1, sink)
    return size


def settle(
    walk: Walk, inject: int, batch: Batch, day: int, turn: int, taken: np.ndarray, drawn: np.ndarray, sink: Sink
) -> Batch:
    """Take in each row one option, and let one branch be drawn: the rows that go on.

    `taken` is the option, `drawn` a number from 0 to under 1 that says how luck goes (branches end to end, rule 6).
    """
    batch = batch.copy()
    history = walk.histories[inject]
    codes = [history.code(number, day, turn) for number in range(len(history.inject.options))]
    batch.h[inject] = np.array(codes, history.type)[taken]
    for number, option in enumerate(walk.scenario.injects[inject].options):
        mine = taken == number
        if not mine.any():
            continue
        batch, kept = walk.part(option.change, batch, day, sink, mine)
        if kept is not None:
            taken, drawn, mine = taken[kept], drawn[kept], mine[kept]
        reached, total = 0, sum(option.weights)
        for outcome in option.chance:
            here = mine & (drawn >= reached / total) & (drawn < (reached + outcome.weight) / total)
            reached += outcome.weight
            if outcome.weight and here.any():
                batch, kept = walk.part(outcome.change, batch, day, sink, here)
                if kept is not None:
                    taken, drawn, mine = taken[kept], drawn[kept], mine[kept]
    return batch


def _rows(rows: np.ndarray | None, place: np.ndarray) -> np.ndarray:
    return place if rows is None else rows[place]
