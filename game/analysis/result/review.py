"""A played run beside everything that it could have been: at each decision what was still open before and after it.

What counts is an expectation under full knowledge of the rules, which nobody at the table had. Best play from the start
promises so much; each decision gives up a part of it (regret), each draw of chance adds or takes some (luck). Regret
and luck add up exactly to the difference between what was promised and what came of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from game.analysis.abstraction.objectives import Objective, Span, objectives_of
from game.analysis.columns.column_decisions import decide
from game.analysis.columns.visitor import Segment
from game.analysis.exact.collector import Collector
from game.analysis.exact.exploration import Exploration
from game.analysis.exact.layers import Exit, LayerId
from game.analysis.result.kept_values import Kept
from game.rules.state import Decided, State
from game.scenario.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Taken:
    """A decision of a run: the state in which it was taken, and what came of it."""

    before: State
    event: Decided
    by_hand: bool = False
    """Whether a facilitator changed something since the decision before."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """One decision: what was in store before it, after each option that was open, and after luck had its say.

    Where somebody else judged an answer in writing, what it was judged to be is luck to those who wrote it.

    Of a sum of evidence the whole of it, what was earned before included; of a gauge its final value.
    """

    inject: int
    option: int
    before: dict[Objective, Span]
    options: dict[int, dict[Objective, Span]]
    after: dict[Objective, Span]
    judged: bool = False
    """Whether somebody else judged what was written, so that nobody decided."""


@dataclass(frozen=True, slots=True)
class Account:
    """Of one objective: what best play promised, what decisions gave up, what luck gave or took, what came of it."""

    promised: float
    regret: float
    luck: float
    came: float


class Reviewer:
    """Follows runs of a scenario through kept values."""

    def __init__(self, scenario: Scenario, kept: Sequence[Kept]) -> None:
        self.scenario, self.kept = scenario, kept

    def review(self, decisions: Sequence[Taken]) -> list[Outlook]:
        """Return the outlook at each decision, of every objective whose values are kept for it.

        What is not known any more (somebody changed a gauge by hand, the tray was opened) is left out.
        """
        books = [_Book(self.scenario, each) for each in self.kept]
        earned: dict[str, int] = dict.fromkeys(self.scenario.lessons, 0)
        found = []
        for taken in decisions:
            judged = self.scenario.judged(taken.event.inject)
            outlook = Outlook(taken.event.inject, taken.event.option, {}, {}, {}, judged)
            after = dict(earned)
            for evidence in self.scenario.injects[taken.event.inject].options[taken.event.option].evidence:
                after[evidence.lesson] += evidence.weight
            for book in books:
                book.follow(outlook, taken, earned, after)
            earned = after
            found.append(outlook)
        return found


def accounts(outlooks: Sequence[Outlook], low: Iterable[Objective] = ()) -> dict[Objective, Account]:
    """Return for each objective that is known at every decision how what was promised became what came of it.

    `low` are the objectives of which less is better.
    """
    if not outlooks:
        return {}
    less = set(low)
    known = set.intersection(*(set(outlook.before) & set(outlook.after) for outlook in outlooks))
    found = {}
    for objective in sorted(known):
        regret = luck = 0.0
        for outlook in outlooks:
            before = _best(outlook.before[objective], objective in less)
            chosen = before if outlook.judged else _best(outlook.options[outlook.option][objective], objective in less)
            regret += before - chosen
            luck += _best(outlook.after[objective], objective in less) - chosen
        promised = _best(outlooks[0].before[objective], objective in less)
        found[objective] = Account(promised, regret, luck, _best(outlooks[-1].after[objective], objective in less))
    return found


def _best(span: Span, less: bool) -> float:
    return span.least if less else span.greatest


@dataclass(slots=True)
class _Position:
    """Where a run is among the states of one question: on the way to a decision that matters, or to the end."""

    target: LayerId | None
    key: np.ndarray | None
    columns: np.ndarray
    """What is still to come from the state that `base` is of: least, greatest and random, objective by objective."""
    base: tuple[int, ...]
    """The gauges at that state."""


class _Book:
    """One question's kept values, with the rules as far as they matter to it."""

    def __init__(self, scenario: Scenario, kept: Kept) -> None:
        self.scenario, self.kept = scenario, kept
        self.exploration = Exploration(scenario, kept.asked, weighed=False)
        self.objectives = objectives_of(scenario, kept.asked)
        self.width = len(self.objectives)
        self.exploration.begin()
        starts = tuple(gauge.start for gauge in scenario.gauges)
        self.at: _Position | None = self._arrived(self.exploration.first[0], 0, starts)

    def follow(self, outlook: Outlook, taken: Taken, earned: dict[str, int], after: dict[str, int]) -> None:
        """Add what this question knows of a decision, and go on to where it led."""
        if taken.by_hand:
            self.at = None
        here = self.at
        if here is None:
            return
        outlook.before.update(self._spans(here, earned))
        target = here.target
        if target is None or (target[0], target[2]) != (taken.before.day, taken.event.inject):
            for option in taken.event.open:  # the decision makes no difference to what is asked here
                outlook.options.setdefault(option, {}).update(self._spans(here, earned))
        else:
            ways = self._ways(here, taken.before)
            if ways is None or not self._options(outlook, ways, taken, earned):
                self.at = None
                return
            self.at = ways[taken.event.option, taken.event.chance][1]
        assert self.at is not None
        outlook.after.update(self._spans(self.at, after))

    def _options(
        self,
        outlook: Outlook,
        ways: dict[tuple[int, int | None], tuple[float, _Position]],
        taken: Taken,
        earned: dict[str, int],
    ) -> bool:
        """Sum up each option over its luck; False where what was played is not among the ways."""
        if (taken.event.option, taken.event.chance) not in ways:
            return False
        for option in taken.event.open:
            mean = np.zeros(3 * self.width)
            for (each, _), (chance, position) in ways.items():
                if each == option:
                    mean += chance * position.columns
            for column, tally in enumerate(self.kept.asked.tallies):
                evidence = self.scenario.injects[taken.event.inject].options[option].evidence
                mean[column :: self.width] += sum(e.weight for e in evidence if e.lesson in tally.lessons)
            position = _Position(None, None, mean, taken.before.gauges)
            outlook.options.setdefault(option, {}).update(self._spans(position, earned))
        return True

    def _spans(self, position: _Position, earned: dict[str, int]) -> dict[Objective, Span]:
        """The whole of each objective: what was there before, and what is still to come."""
        found = {}
        for column, objective in enumerate(self.objectives):
            had = 0.0
            if objective.kind == "gauge":
                had = position.base[self.scenario.names.gauge_index[objective.id]]
            elif objective.kind == "tally":
                had = sum(earned[lesson] for lesson in self.kept.asked.tallies[column].lessons)
            found[objective] = Span(*(float(position.columns[part * self.width + column]) + had for part in range(3)))
        return found

    def _ways(self, here: _Position, state: State) -> dict[tuple[int, int | None], tuple[float, _Position]] | None:
        """Where each open option and branch leads, with its probability; branch None where nothing is drawn."""
        assert here.target is not None
        assert here.key is not None
        day, turn, inject = here.target
        batch = self.exploration.layer(here.target).coder.decode(here.key)
        open = self.exploration.walk.open(inject, batch, day)
        segments: list[Segment] = []
        sink = Collector(self.exploration, batch, segments, None)
        decide(self.exploration.walk, inject, batch, day, turn, open, sink, segments)
        sink.finish()
        found = {}
        for exit in sink.exits:
            places = range(len(segments)) if exit.place is None else exit.place.tolist()
            for row, place in enumerate(places):
                segment = next(each for each in segments if each.start <= place < each.start + each.size)
                position = self._arrived(exit, row, state.gauges)
                if position is None:
                    return None
                found[segment.option, segment.branch] = (segment.chance, position)
        return found

    def _arrived(self, exit: Exit, row: int, base: tuple[int, ...]) -> _Position | None:
        """Where a row goes, with what its gauges gain on the way."""
        key = None
        if exit.target is None:
            told = np.zeros(self.width)
            if exit.inner is not None:
                ends = self.exploration.told[int(exit.inner[row])][list(self.kept.asked.endings)]
                told[self.width - len(ends) :] = ends
            found: np.ndarray | None = np.tile(told, 3)
        else:
            assert exit.inner is not None
            inflow = next(each for each in self.exploration.layers[exit.target].inflow if each.exit is exit)
            key = inflow.keys[exit.inner[row]][None]
            found = self.kept.at(exit.target, key)
        if found is None:
            return None
        for gauge, gain in exit.gains:
            column = len(self.kept.asked.tallies) + self.kept.asked.gauges.index(gauge)
            found[column :: self.width] += gain if isinstance(gain, int) else int(gain[row])
        return _Position(exit.target, key, found, base)
