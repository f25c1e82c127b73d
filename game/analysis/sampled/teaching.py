"""What each decision teaches, and how large a class has to be: both read off random runs.

Teaching power is mutual information (Shannon, A mathematical theory of communication, 1948): how many bits the choice
at an inject tells about what a run ends in, among the runs in which it comes up. A finite sample tells too much by
(rows - 1)(columns - 1) / 2N ln 2 bits in the mean (Miller, Note on the bias of information estimates, 1955), which is
taken off. Informations about several lessons are summed; what two of them share counts twice.

The class plan is the coupon collector's problem with coupons that come in groups (von Schelling, Coupon collecting for
unequal probabilities, 1954): each syndicate, playing for itself, meets a set of lessons; how likely n of them meet all
is the inclusion and exclusion over the sets of lessons that all n might miss.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import log

import numpy as np

from game.analysis.result.model import ClassPlan, Teaching
from game.analysis.sampled.estimates import earned
from game.analysis.sampled.simulation import Runs
from game.rules.judge import Verdict, verdict
from game.scenario.checks.wording import reading_minutes
from game.scenario.scenario import Inject, Scenario

SURE = 0.9
"""How likely a class is to meet every lesson, for it to be large enough."""

MOST = 60
"""Syndicates beyond which no number is named."""

SHOWN = 12
"""As many syndicates as a class may have: for each number up to this it is said how likely all lessons are met."""

ROWS = 1 << 13
"""Runs that are counted."""

TOGETHER = 16
"""Lessons that not every run meets; of more, the ones met most are taken to be met by themselves."""


def teaching(scenario: Scenario, runs: Runs) -> dict[str, Teaching]:
    """Return what the choice at each inject with something to decide tells."""
    runs = _thinned(runs)
    weights = _weights(runs)
    verdicts = [each for each in _verdicts(scenario, runs) if each.any()]
    told = [each for each in runs.told if each.any()]
    found = {}
    for index, inject in enumerate(scenario.injects):
        rows = runs.taken[index] >= 0
        if len(inject.options) < 2 or inject.manual or scenario.judged(index):
            continue
        if not rows.any():
            found[inject.id] = Teaching(0.0, 0.0, minutes(inject))
            continue
        taken, share = runs.taken[index][rows], weights[rows]
        of_verdicts = sum(information(taken, each[rows], share) for each in verdicts)
        of_endings = sum(information(taken, each[rows], share) for each in told)
        found[inject.id] = Teaching(of_verdicts, of_endings, minutes(inject))
    return found


def minutes(inject: Inject) -> int:
    """Return what an inject costs a class: as its author says, or at least the time to read it."""
    return max(inject.minutes, reading_minutes(inject))


def information(one: np.ndarray, other: np.ndarray, weights: np.ndarray) -> float:
    """Return the mutual information in bits of two columns of small whole numbers, less what chance alone brings."""
    rows, columns = int(one.max()) + 1, int(other.max()) + 1
    joint = np.bincount(one.astype(int) * columns + other.astype(int), weights, rows * columns).reshape(rows, columns)
    joint = joint / joint.sum()
    apart = joint.sum(1, keepdims=True) * joint.sum(0, keepdims=True)
    there = joint > 0
    bits = float((joint[there] * np.log2(joint[there] / apart[there])).sum())
    size = float(weights.sum() ** 2 / (weights**2).sum())  # as many runs of equal weight tell as much (Kish 1965)
    kinds = (int((joint.sum(1) > 0).sum()) - 1) * (int((joint.sum(0) > 0).sum()) - 1)
    return max(0.0, bits - kinds / (2 * size * log(2)))


def _thinned(runs: Runs) -> Runs:
    """Some of the runs: enough for two figures, and soon counted."""
    every = max(1, runs.size // ROWS)
    gauges, told, taken, came = (part[:, ::every] for part in (runs.gauges, runs.told, runs.taken, runs.came))
    stratum = runs.stratum[::every]
    return Runs(len(stratum), stratum, runs.shares, gauges, told, taken, came)


def _weights(runs: Runs) -> np.ndarray:
    """The share of all runs that each run stands for."""
    sizes = np.maximum(1, np.bincount(runs.stratum, minlength=len(runs.shares)))
    found: np.ndarray = (runs.shares / sizes)[runs.stratum]
    return found


def _verdicts(scenario: Scenario, runs: Runs) -> Iterator[np.ndarray]:
    """Yield of each lesson the number of its verdict in each run."""
    kinds = {kind: number for number, kind in enumerate(Verdict)}
    for lesson in scenario.lessons:
        served, spent = earned(scenario, runs, lesson)
        table = np.array(
            [[kinds[verdict(p, n)] for n in range(int(spent.max()) + 1)] for p in range(int(served.max()) + 1)]
        )
        yield table[served, spent]


def class_plan(scenario: Scenario, runs: Runs) -> ClassPlan:
    """Return how likely so many syndicates meet every lesson, each playing at random for itself."""
    runs = _thinned(runs)
    weights = _weights(runs)
    weights = weights / weights.sum()
    met = {lesson: _met(scenario, runs, lesson) for lesson in scenario.lessons}
    shares = {lesson: float(weights[rows].sum()) for lesson, rows in met.items()}
    never = tuple(lesson for lesson, share in shares.items() if share <= 0)
    at_times = sorted(
        (lesson for lesson, rows in met.items() if rows.any() and not rows.all()), key=lambda lesson: shares[lesson]
    )
    together, apart = at_times[:TOGETHER], at_times[TOGETHER:]
    sets = np.zeros(len(weights), int)
    for place, lesson in enumerate(together):
        sets |= met[lesson].astype(int) << place
    missed, signs = _missed(np.bincount(sets, weights, 1 << len(together)), len(together))
    chances = []
    for syndicates in range(1, MOST + 1):
        chance = float((signs * missed**syndicates).sum())
        for lesson in apart:
            chance *= 1 - (1 - shares[lesson]) ** syndicates
        chances.append(min(1.0, max(0.0, chance)))
    needed = next((number for number, chance in enumerate(chances, 1) if chance >= SURE), None)
    return ClassPlan(shares, tuple(chances[:SHOWN]), needed, never)


def _met(scenario: Scenario, runs: Runs, lesson: str) -> np.ndarray:
    served, spent = earned(scenario, runs, lesson)
    found: np.ndarray = served + spent > 0
    return found


def _missed(shares: np.ndarray, lessons: int) -> tuple[np.ndarray, np.ndarray]:
    """For each set of lessons how likely one syndicate meets none of it, and its sign: the sum over subsets
    (Yates 1937) of what is met, read at the complement.
    """
    within = shares.astype(float)
    for place in range(lessons):
        halves = within.reshape(-1, 2, 1 << place)
        halves[:, 1] += halves[:, 0]
    sizes = np.zeros(1 << lessons, int)
    for place in range(lessons):
        sizes += np.arange(1 << lessons) >> place & 1
    return within[::-1], np.where(sizes % 2, -1.0, 1.0)
