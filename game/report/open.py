"""What else was open: at each decision of a run, what every option would most likely have led to, and left open.

Read from the kept values of an analysis (`game.analysis.shelf`); where there are none, a small scenario is worked out
on the spot, and of a large one it is said how to get it. Everything is an expectation under full knowledge of the
rules, which nobody at the table had: it is there to talk about, not to be judged by.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from game.analysis.answer import Answer
from game.analysis.kept import Keeping, Kept
from game.analysis.plan import FAMILY, questions
from game.analysis.review import Account, Outlook, Reviewer, Taken, accounts
from game.analysis.shelf import Shelf
from game.analysis.tasks import Explore
from game.analysis.values import Objective, Span
from game.called import program
from game.exercise.views.inject_state import taken_for
from game.record.run import Run, begun_with
from game.report.model import LedgerPart, OpenCell, Opened, OpenPart, OpenRow
from game.report.outlook import outlook_from
from game.report.reach import Reach, Weighed
from game.report.words_of_numbers import Words, signed
from game.rules import play
from game.rules.state import Acknowledged, Adjusted, Decided, Released
from game.scenario.catalogue import Catalogue
from game.scenario.lessons import known_lessons
from game.scenario.scenario import Scenario

QUICK = 60_000
"""A scenario each of whose questions takes no more transitions than this is worked out on the spot."""

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


def opened(run: Run, shelf: Shelf | None = None, known: Catalogue | None = None) -> Opened:
    """Return what was open in a run; where nobody has analysed its scenario, how to have that done."""
    if elsewhere := outlook_from(run.looked):
        return elsewhere
    made = _judged(run)
    shelf = shelf or Shelf()
    kept = shelf.values(made) or _quick(made, shelf)
    if not kept:
        command = f"{program()} analyse {made.id}{' --self-judged' if made.self_judged else ''}"
        says = f"What each option left open has not been worked out for this scenario: {command}"
        how = f"{says} does it once and keeps it."
        return Opened((how,), how=how)
    taken = decisions(run)
    outlooks = Reviewer(made, kept).review(taken)
    words = _Parts(made, known_lessons(made, known))
    parts = {made.injects[outlook.inject].id: words.decision(outlook) for outlook in outlooks if outlook.before}
    own = [each for each in outlooks if not each.judged and made.injects[each.inject].id not in taken_for(run)]
    most = max(own, key=words.closed, default=None)
    closed = made.injects[most.inject].id if most is not None and words.closed(most) > 0 else ""
    low = [Objective("gauge", gauge.id) for gauge in made.gauges if not gauge.high_is_good]
    read = (READ, JUDGED) if any(outlook.judged for outlook in outlooks) else (READ,)
    if len(parts) < len(taken):
        by_hand = "Where a facilitator changed something by hand, what was open from then on is not known."
        return Opened((*read, by_hand), parts, closed_most=closed, weighed=_weighed(made, outlooks))
    ledger = tuple(words.ledger(accounts(outlooks, low)))
    return Opened((*read, LEDGER), parts, ledger, closed, _weighed(made, outlooks))


def _judged(run: Run) -> Scenario:
    """The scenario as this group played it: who plays alone judges what they write themselves."""
    alone = bool(run.seats) and any(inject.written for inject in run.scenario.injects)
    return replace(run.scenario, self_judged=True) if alone else run.scenario


def _weighed(made: Scenario, outlooks: Sequence[Outlook]) -> tuple[Weighed, ...]:
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
                reaches.append(Reach(index, before, options, after, told))
        found.append(Weighed(outlook.inject, outlook.option, tuple(reaches)))
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
    return found


def _quick(made: Scenario, shelf: Shelf) -> list[Kept]:
    """Work a small scenario out and keep it; nothing where it is not small, or nothing can be kept."""
    with suppress(OSError):
        folder = shelf.begin()
        try:
            if _worked_out(made, folder):
                shelf.keep_values(made, folder)
        finally:
            shelf.drop(folder)
    return shelf.values(made)


def _worked_out(made: Scenario, folder: Path) -> bool:
    for question in questions(made):
        if question.asked.laters or question.asked.trends:
            continue
        if not isinstance(Explore(question, None, QUICK, Keeping(folder)).run(made), Answer):
            return False
    return True


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
