"""What else was open: at each decision of a run, what every option would most likely have led to, and left open.

Read from the kept values of an analysis (`game.analysis.result.kept_analyses`), which are worked out beside play
(`game.working_ahead`); of a small scenario they are worked out on the spot. Where a gauge has none, its reach is what
random play would make of each way on, and said to be so. Everything is an expectation under full knowledge of the
rules, which nobody at the table had: it is there to talk about, not to be judged by.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace

from game.analysis.abstraction.objectives import Objective, Span
from game.analysis.exact.questions import FAMILY
from game.analysis.result.kept_analyses import Shelf
from game.analysis.result.kept_values import Kept
from game.analysis.result.review import Account, Outlook, Reviewer, Taken, accounts
from game.analysis.run.debrief_questions import asked, work_out
from game.analysis.sampled.continuations import continued
from game.called import program
from game.exercise.views.inject_state import taken_for
from game.record.run import Run, as_played, begun_with
from game.report.model import LedgerPart, OpenCell, Opened, OpenPart, OpenRow
from game.report.outlook import outlook_from
from game.report.reach import DecisionReach, Reach
from game.report.words_of_numbers import Words, signed
from game.rules import play
from game.rules.state import Acknowledged, Adjusted, Decided, Released, Withdrawn
from game.scenario.catalogue import Catalogue
from game.scenario.lessons import known_lessons
from game.scenario.scenario import Scenario

QUICK = 60_000
"""A scenario each of whose questions takes no more transitions than this is worked out on the spot."""

FITS = 1 << 40
"""Bytes that nothing is refused for."""

COMING = "Some of this is still being worked out beside this page, and fills in by itself."

TOLD = {"tally": 2, "gauge": 2, "ending": 1}
"""So many things of each kind are told of at each decision: those that hung on it most."""

READ = (
    "For each option: what would most likely have come of it in the end, had you gone on at random from there, and "
    "beside it the least and the most that could still have been brought about. What is shown is what hung on the "
    "decision most. Evidence is counted as what served a family of lessons less what spent it."
)

JUDGED = (
    "Where the facilitator judged an answer in writing, what it was judged to be counts as luck here: whoever wrote it "
    "did not decide that."
)

LEDGER = (
    "Knowing all rules and nothing of the luck to come, so much was within reach from the start; nobody at the table "
    "knew them. Decisions gave up some of it, mostly for something else, and luck did the rest."
)


def opened(run: Run, shelf: Shelf | None = None, known: Catalogue | None = None, coming: bool = False) -> Opened:
    """Return what was open in a run; where nobody has analysed its scenario, how to have that done.

    ``coming`` is whether more of it is being worked out beside this.
    """
    if elsewhere := outlook_from(run.looked):
        return elsewhere
    made = as_played(run)
    shelf = shelf or Shelf()
    kept = shelf.values(made) or _quick(made, shelf)
    left = left_open(run, shelf) if coming else 0
    taken = decisions(run)
    if not kept:
        weighed = _sampled(made, run.seed, taken, ())
        command = f"{program()} analyse {made.id}{' --self-judged' if made.self_judged else ''}"
        says = f"What each option left open has not been worked out for this scenario: {command}"
        how = COMING if left else f"{says} does it once and keeps it."
        return Opened((how,), how=how, weighed=weighed, coming=left)
    outlooks = Reviewer(made, kept).review(taken)
    words = _Parts(made, known_lessons(made, known))
    parts = {made.injects[outlook.inject].id: words.decision(outlook) for outlook in outlooks if outlook.before}
    own = [each for each in outlooks if not each.judged and made.injects[each.inject].id not in taken_for(run)]
    most = max(own, key=words.closed, default=None)
    closed = made.injects[most.inject].id if most is not None and words.closed(most) > 0 else ""
    low = [Objective("gauge", gauge.id) for gauge in made.gauges if not gauge.high_is_good]
    read = (READ, JUDGED) if any(outlook.judged for outlook in outlooks) else (READ,)
    weighed = _sampled(made, run.seed, taken, _weighed(made, outlooks))
    if left:
        read = (COMING, *read)
    if len(parts) < len(taken):
        by_hand = "Where a facilitator changed something by hand, what was open from then on is not known."
        return Opened((*read, by_hand), parts, closed_most=closed, weighed=weighed, coming=left)
    ledger = tuple(words.ledger(accounts(outlooks, low)))
    return Opened((*read, LEDGER), parts, ledger, closed, weighed, coming=left)


def left_open(run: Run, shelf: Shelf | None = None) -> int:
    """Return how many questions of a run's scenario nobody has answered, and none was too large."""
    made = as_played(run)
    return len((shelf or Shelf()).waiting(made, asked(made), 1))


def _sampled(
    made: Scenario, seed: int, taken: Sequence[Taken], exact: Sequence[DecisionReach]
) -> tuple[DecisionReach, ...]:
    """Exact reach with that of the other gauges beside it, as random play would make it."""
    known = {each.inject: {reach.gauge for reach in each.reaches} for each in exact}
    every = set(range(len(made.gauges)))
    if not any(every - known.get(each.event.inject, set()) for each in taken):
        return tuple(exact)
    by_inject = {each.inject: each for each in exact}
    found = []
    for each, way in itertools.zip_longest(taken, continued(made, seed, taken)):
        there = by_inject.get(each.event.inject) or DecisionReach(each.event.inject, each.event.option, ())
        reaches = list(there.reaches)
        for gauge in sorted(every - {reach.gauge for reach in reaches}) if way is not None else ():
            options = {option: float(means[gauge]) for option, means in way.options.items()}
            before = (max if made.gauges[gauge].high_is_good else min)(options.values())
            reaches.append(Reach(gauge, before, options, float(way.after[gauge]), about=True))
        found.append(replace(there, reaches=tuple(sorted(reaches, key=lambda reach: reach.gauge))))
    return tuple(found)


def _weighed(made: Scenario, outlooks: Sequence[Outlook]) -> tuple[DecisionReach, ...]:
    """How far each gauge could be brought at each decision, of those whose values are kept."""

    def best(span: Span, gauge: int) -> float:
        return float(span.greatest if made.gauges[gauge].high_is_good else span.least)

    found = []
    for outlook in outlooks:
        reaches = []
        for index, gauge in enumerate(made.gauges):
            objective = Objective("gauge", gauge.id)
            spans = {option: each[objective] for option, each in outlook.options.items() if objective in each}
            if objective in outlook.before and objective in outlook.after and outlook.option in spans:
                options = {option: best(span, index) for option, span in spans.items()}
                before, after = best(outlook.before[objective], index), best(outlook.after[objective], index)
                told = {option: (float(s.random), float(s.least), float(s.greatest)) for option, s in spans.items()}
                reaches.append(Reach(index, before, options, after, spans=told))
        found.append(DecisionReach(outlook.inject, outlook.option, tuple(reaches)))
    return tuple(found)


def decisions(run: Run) -> list[Taken]:
    """Return a run's decisions with the states in which they were taken, by playing it again."""
    made, dice = run.scenario, {each.inject: each.drawn for each in run.decisions}
    state = play.begin(made, begun_with(run)).state
    found: list[Taken] = []
    by_hand = False
    for event in run.happenings:
        match event:
            case Decided():
                found.append(Taken(state, event, by_hand))
                by_hand = False
                drawn = dice.get(made.injects[event.inject].id)
                state = play.decide(made, run.seed, state, event.inject, event.option, drawn).state
            case Acknowledged():
                state = play.acknowledge(made, state, event.inject).state
            case Adjusted():
                by_hand = True
                state = play.adjust(made, state, tuple(move.effect for move in event.part.moves)).state
            case Released():
                by_hand = True
                state = play.release(made, state, event.inject).state
            case Withdrawn():
                by_hand = True
                state = play.withdraw(made, state, event.inject).state
    return found


def _quick(made: Scenario, shelf: Shelf) -> list[Kept]:
    """Work a small scenario out and keep it; nothing where it is not small, or nothing can be kept."""
    with suppress(OSError):
        folders = []
        try:
            for question in asked(made):
                folders.append(shelf.begin())
                if not work_out(made, question, folders[-1], FITS, QUICK, lambda *_: None):
                    return []
            for question, folder in zip(asked(made), folders, strict=True):
                shelf.add(made, question, folder, FITS)
        finally:
            for folder in folders:
                shelf.drop(folder)
    return shelf.values(made)


class _Parts:
    """Parts of a debrief from numbers."""

    def __init__(self, made: Scenario, known: Catalogue) -> None:
        self.made, self.words = made, Words(made, known)

    # --- one decision

    def decision(self, outlook: Outlook) -> OpenPart:
        """Return what was open at one decision."""
        inject = self.made.injects[outlook.inject]
        columns = self._telling(outlook)
        rows = tuple(
            OpenRow(
                inject.options[option].label,
                option == outlook.option,
                tuple(self._cell(objective, spans[objective], outlook, option) for objective in columns),
            )
            for option, spans in sorted(outlook.options.items())
        )
        return OpenPart(tuple(self.words.title(objective) for objective in columns), rows)

    def _telling(self, outlook: Outlook) -> list[Objective]:
        """What hung on the decision most: of each kind where the options lead farthest apart."""
        apart = {
            objective: self._apart([spans[objective] for spans in outlook.options.values()])
            * self.words.weight(objective)
            for objective in outlook.before
        }
        found = []
        for kind, most in TOLD.items():
            telling = [each for each in apart if each.kind == kind and apart[each] > self.words.least(each)]
            found += sorted(telling, key=lambda objective: -apart[objective])[:most]
        return found

    def closed(self, outlook: Outlook) -> float:
        """Return how much a decision narrowed what could still be brought about, over all objectives, weighed."""
        return sum(
            max(0.0, (before.greatest - before.least) - (then.greatest - then.least)) * self.words.weight(objective)
            for objective, before in outlook.before.items()
            if (then := outlook.options[outlook.option].get(objective)) is not None
        )

    @staticmethod
    def _apart(spans: Sequence[Span]) -> float:
        return float(max(max(part) - min(part) for part in zip(*spans, strict=True)))

    def _cell(self, objective: Objective, span: Span, outlook: Outlook, option: int) -> OpenCell:
        better = None
        if option != outlook.option and objective.kind != "ending":
            more = (span.random - outlook.options[outlook.option][objective].random) * self.words.weight(objective)
            telling = abs(more) > self.words.least(objective) / 2
            better = (more > 0) != self.words.low(objective) if telling else None
        spread = self.words.span(objective, span.least, span.greatest)
        return OpenCell(self.words.number(objective, span.random), spread, better)

    # --- the whole run

    def ledger(self, found: Mapping[Objective, Account]) -> list[LedgerPart]:
        """Return what was within reach, and where it went: families of lessons, then gauges."""
        families = [Objective("tally", f"{FAMILY}{id}") for id in self.words.families]
        gauges = [Objective("gauge", gauge.id) for gauge in self.made.gauges]
        return [
            LedgerPart(
                self.words.title(objective),
                self.words.number(objective, account.promised),
                signed(-account.regret),
                signed(account.luck),
                self.words.number(objective, account.came),
            )
            for objective in (*families, *gauges)
            if (account := found.get(objective)) is not None
        ]


OPEN_ENDING = 0.05
"""How likely random play has to make an ending after a decision for it to be called open."""


def open_endings(run: Run, seen: Collection[str], shelf: Shelf | None = None) -> str:
    """Return the last inject at which an ending not seen could still be reached; nothing where none is known to be.

    From kept values alone: which ending it is, and how many there are, is not told.
    """
    made = as_played(run)
    kept = (shelf or Shelf()).values(made)
    found = ""
    for outlook in Reviewer(made, kept).review(decisions(run)) if kept else ():
        for spans in outlook.options.values():
            for objective, span in spans.items():
                if objective.kind == "ending" and objective.id not in seen and span.random >= OPEN_ENDING:
                    found = made.injects[outlook.inject].id
    return found
