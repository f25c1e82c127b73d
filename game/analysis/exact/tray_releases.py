"""What the facilitator adds: each inject of the tray released or not, at any moment at which a run stands still.

The facilitator is an angelic agent (Back and von Wright, Refinement Calculus, 1998) beside the players and luck:
whatever some release brings about can come to pass. A released inject is a flag of its own, set beside any decision or
reading, and part of what the inject waits for; so the exploration of a scenario with its tray open is one of a
scenario without a tray.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from itertools import combinations

import numpy as np

from game.analysis.abstraction.objectives import Asked
from game.analysis.columns.batch import Batch
from game.analysis.columns.column_rules import Walk, together
from game.analysis.columns.visitor import Sink
from game.analysis.exact.answer import Met
from game.analysis.exact.exploration import Exploration, TooLarge
from game.analysis.exact.layers import Layer
from game.analysis.exact.occurrences import Sight, Thing
from game.analysis.exact.witness import Trail, Witness
from game.scenario.conditions import Both
from game.scenario.conditions import Flag as FlagTree
from game.scenario.scenario import Change, Condition, Flag, Inject, Option, Scenario

MOST_SETS = 64
"""So many sets of released injects are told apart; of more it is said that one of the tray is needed."""

READ = Option("", "", "", "", None, (), Change(), (), (), (), (), "", ())
"""Laying an inject aside as read, as an option: a moment at which something may be released."""


def tray(scenario: Scenario) -> frozenset[int]:
    """Return the injects of the tray."""
    return frozenset(index for index, inject in enumerate(scenario.injects) if inject.manual)


def opened(scenario: Scenario, injects: Iterable[int]) -> tuple[Scenario, frozenset[int]]:
    """Return the scenario with some injects taken out of the tray, each behind a flag of its own, and these flags."""
    out = sorted(injects)
    flags = {inject: len(scenario.flags) + place for place, inject in enumerate(out)}
    more = tuple(Flag("", "") for _ in out)
    every = tuple(_opened(inject, flags.get(index)) for index, inject in enumerate(scenario.injects))
    return replace(scenario, flags=(*scenario.flags, *more), injects=every), frozenset(flags.values())


def _opened(inject: Inject, flag: int | None) -> Inject:
    if flag is not None:
        released = FlagTree(flag)
        tree = Both(True, (released, inject.when.tree)) if inject.when else released
        inject = replace(inject, manual=False, when=Condition(inject.when.text if inject.when else "", tree))
    return inject if inject.options else replace(inject, options=(READ,))


class Releasing(Walk):
    """The rules where beside each decision and each reading something may be released."""

    def change(
        self, change: Change, batch: Batch, day: int, where: np.ndarray | None = None
    ) -> tuple[Batch, np.ndarray | None]:
        """See `Walk`; to read something changes nothing, so that no stop is tested after it (rule 5)."""
        return (batch, None) if change is READ.change else super().change(change, batch, day, where)

    def go(self, batch: Batch, day: int, turn: int, sink: Sink) -> None:
        """See `Walk`; before the first inject is on the table nobody can release anything."""
        for flag in sorted(self.live.asked.flags) if turn else ():
            column = batch.f[flag]
            assert column is not None
            left = np.flatnonzero(column == 0)
            if len(left):
                released = batch.take(left)
                released.f[flag] = np.ones(len(left), np.uint8)
                if batch.place is None:
                    batch = batch.copy()
                    batch.place = np.arange(batch.size)
                batch = together(batch, released)
        super().go(batch, day, turn, sink)


def asked_of(scenario: Scenario, flags: frozenset[int], asked: Asked) -> Asked:
    """Return a question so that every moment of a release is kept, and who was released by then."""
    return replace(asked, injects=frozenset(range(len(scenario.injects))), flags=flags)


@dataclass(slots=True)
class ReleaseReachability:
    """What releases bring about of what nothing else does."""

    ways: dict[Thing, list[tuple[frozenset[int], Met | None]]] = field(default_factory=dict)
    """Each set of injects that is enough, with none that could stay in the tray, and a shortest way with it."""
    proved: set[Thing] = field(default_factory=set)
    """Of which all releases were looked at: what has no way here never comes to pass."""

    def join(self, other: ReleaseReachability) -> None:
        """Add what another exploration found."""
        self.ways |= other.ways
        self.proved |= other.proved


def releases(
    scenario: Scenario,
    asked: Asked,
    wanted: frozenset[Thing],
    limit: int | None = None,
    most: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> ReleaseReachability:
    """Find which releases bring about what cannot come to pass without.

    Args:
        scenario: what is explored.
        asked: the questions that decide it.
        wanted: what cannot come to pass without a release.
        limit: bytes that it may take.
        most: transitions that it may make, all sets of releases together.
        progress: is told how far it is.
    """
    search = _Search(scenario, asked, wanted, limit, most, progress)
    try:
        return search.run()
    except TooLarge:
        return ReleaseReachability()


class _Search:
    def __init__(
        self,
        scenario: Scenario,
        asked: Asked,
        wanted: frozenset[Thing],
        limit: int | None,
        most: int | None,
        progress: Callable[[int, int], None] | None,
    ) -> None:
        self.scenario, self.asked, self.wanted = scenario, asked, wanted
        self.limit, self.left, self.progress = limit, most, progress
        self.states = 0

    def run(self) -> ReleaseReachability:
        whole = tray(self.scenario)
        every = self._with(whole)
        found = ReleaseReachability(proved=set(self.wanted))
        if not every:
            return found
        try:
            self._sets(whole, every, found)
        except TooLarge:
            found.ways = {}
        for what in every:
            if what not in found.ways:  # there are too many sets: one of them is needed, that much is sure
                found.ways[what] = [(frozenset((inject,)), None) for inject in sorted(whole)]
        return found

    def _sets(self, whole: frozenset[int], every: dict[Thing, Met], found: ReleaseReachability) -> None:
        """Go through the sets of injects, the small ones first; one that holds an enough one tells nothing new."""
        if 1 << len(whole) > MOST_SETS:
            return
        for size in range(1, len(whole) + 1):
            for chosen in map(frozenset, combinations(sorted(whole), size)):
                open_still = {
                    what for what in every if not any(known <= chosen for known, _ in found.ways.get(what, ()))
                }
                if not open_still:
                    continue
                here = every if chosen == whole else self._with(chosen)
                for what in open_still & here.keys():
                    found.ways.setdefault(what, []).append((chosen, here[what]))

    def _with(self, chosen: frozenset[int]) -> dict[Thing, Met]:
        """What can come to pass of what is wanted, where these may be released and nothing else."""
        made, flags = opened(self.scenario, chosen)
        asked = asked_of(made, flags, self.asked)
        exploration = Exploration(
            made, asked, weighed=False, limit=self.limit, most=self.left, walk=Releasing, watch=self._watch
        ).run()
        self.states += exploration.states
        if self.left is not None:
            self.left = max(0, self.left - exploration.transitions)
        trail = Trail(exploration)
        return {
            what: Met(0.0, sight.depth, self._witness(trail, sight, sorted(chosen)))
            for what, sight in exploration.counts.seen.items()
            if what in self.wanted
        }

    def _watch(self, exploration: Exploration, layer: Layer) -> None:
        if self.progress:
            self.progress(layer.day, self.states + exploration.states)

    def _witness(self, trail: Trail, sight: Sight, chosen: list[int]) -> Witness:
        """A way, with the inject on the table beside which each of the chosen ones is released."""
        witness = Witness()
        before: int | None = None
        known: set[int] = set()
        for layer, state, option, branch in trail.path(sight):
            decoded = layer.coder.decode(layer.keys[state : state + 1])
            for place, inject in enumerate(chosen):
                column = decoded.f[len(self.scenario.flags) + place]
                if inject not in known and column is not None and column[0]:
                    assert before is not None
                    known.add(inject)
                    witness.releases[inject] = before
            before = layer.inject
            if self.scenario.injects[layer.inject].options:
                witness.decisions[layer.inject] = option
                if branch is not None:
                    witness.luck[layer.inject] = branch
        for inject in chosen:
            if inject not in known and before is not None:
                witness.releases[inject] = before
        return witness
