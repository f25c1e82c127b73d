"""What else was open: at each decision of a run, what every option would most likely have led to, and left open.

Read from the kept values of an analysis (`game.analysis.result.kept_analyses`), which are worked out beside play
(`game.working_ahead`); of a small scenario they are worked out on the spot. Where something has none, it is sampled:
what random play would make of each way on, said to be so, with an interval. Everything is an expectation under full
knowledge of the rules, which nobody at the table had: it is there to talk about, not to be judged by.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace

from game.analysis.abstraction.objectives import Objective, Span
from game.analysis.exact.questions import FAMILY, tallies
from game.analysis.result.kept_analyses import Shelf
from game.analysis.result.kept_values import Kept
from game.analysis.result.review import Account, Outlook, Reviewer, Taken, accounts
from game.analysis.run.debrief_questions import asked, work_out
from game.analysis.sampled.continuations import CONTINUATIONS, Continued, Figures, continued
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

BEYOND = "This scenario has too many ways to play for exact values of what was open."

TOLD = {"tally": 2, "gauge": 2, "ending": 1}
"""So many things of each kind are told of at each decision: those that hung on it most."""

READ = (
    "For each option: what would most likely have come of it in the end, had you gone on at random from there, and "
    "beside it the least and the most that could still have been brought about. What is shown is what hung on the "
    "decision most. Evidence is counted as what served a family of lessons less what spent it."
)

ABOUT = (
    f"What is marked “about” is sampled: after each option {CONTINUATIONS} runs went on at random from there, and in "
    "brackets stands between what their mean lies at 99 %. The least and the most of it are not known."
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
    kept = shelf.values(made)
    left = left_open(run, shelf) if coming or kept else 0
    if not kept or (left and not coming):
        kept, left = _quick(made, shelf) or kept, left if coming else 0
    taken = decisions(run)
    outlooks = Reviewer(made, kept).review(taken)
    ways = _ways(made, run.seed, taken, outlooks)
    words = _Parts(made, known_lessons(made, known))
    parts = {
        made.injects[each.inject].id: words.decision(each, way)
        for each, way in zip(outlooks, ways, strict=True)
        if each.before or way is not None
    }
    exact = [each for each in outlooks if each.before]
    weighed = _with_sampled(made, _weighed(made, outlooks), ways)
    changed = any(each.by_hand for each in taken)  # from then on nothing is known, and that is said below
    if not exact and not (kept and (changed or not taken)):  # where nothing was decided yet, nothing is missing
        how = COMING if left else BEYOND if not left_open(run, shelf) else _how(made)
        return Opened((*((ABOUT,) if parts else ()), how), parts, how=how, weighed=weighed, coming=left)
    own = [each for each in outlooks if not each.judged and made.injects[each.inject].id not in taken_for(run)]
    most = max(own, key=words.closed, default=None)
    closed = made.injects[most.inject].id if most is not None and words.closed(most) > 0 else ""
    low = [Objective("gauge", gauge.id) for gauge in made.gauges if not gauge.high_is_good]
    said = {
        COMING: left > 0,
        READ: True,
        JUDGED: any(outlook.judged for outlook in outlooks),
        ABOUT: any(way is not None for way in ways),
    }
    read = tuple(text for text, holds in said.items() if holds)
    if len(exact) < len(taken):
        by_hand = "Where a facilitator changed something by hand, what was open from then on is not known."
        return Opened((*read, by_hand), parts, closed_most=closed, weighed=weighed, coming=left)
    ledger = tuple(words.ledger(accounts(outlooks, low)))
    return Opened((*read, LEDGER), parts, ledger, closed, weighed, coming=left)


def _how(made: Scenario) -> str:
    """How to have exact values worked out."""
    command = f"{program()} analyse {made.id}{' --self-judged' if made.self_judged else ''}"
    return f"What each option left open has not been worked out for this scenario: {command} does it once and keeps it."


def left_open(run: Run, shelf: Shelf | None = None) -> int:
    """Return how many questions of a run's scenario nobody has answered, and none was too large."""
    made = as_played(run)
    return len((shelf or Shelf()).waiting(made, asked(made), 1))


def _ways(made: Scenario, seed: int, taken: Sequence[Taken], outlooks: Sequence[Outlook]) -> list[Continued | None]:
    """Return of each decision what random play made of each way on; None where everything is known exactly."""
    families = [tally for tally in tallies(made) if tally.id.startswith(FAMILY)]
    known = {Objective("tally", tally.id) for tally in families}
    known |= {Objective("gauge", gauge.id) for gauge in made.gauges}
    known |= {Objective("ending", ending.id) for ending in made.endings}
    by_hand = next((place for place, each in enumerate(taken) if each.by_hand), len(taken))
    wanted = [place < by_hand and not known <= each.before.keys() for place, each in enumerate(outlooks)]
    ways = continued(made, seed, taken, families) if any(wanted) else []
    return [ways[place] if here else None for place, here in enumerate(wanted)]


def _with_sampled(
    made: Scenario, exact: Sequence[DecisionReach], ways: Sequence[Continued | None]
) -> tuple[DecisionReach, ...]:
    """Exact reach with that of the other gauges beside it, as random play would make it."""
    found = []
    for there, way in zip(exact, ways, strict=True):
        reaches = list(there.reaches)
        known = {reach.gauge for reach in reaches}
        for index, gauge in enumerate(made.gauges):
            if index not in known and way is not None:
                objective = Objective("gauge", gauge.id)
                options = {option: figures[objective].value for option, figures in way.options.items()}
                before = (max if gauge.high_is_good else min)(options.values())
                reaches.append(Reach(index, before, options, way.after[objective].value, about=True))
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
    """Work out what is not known of a small scenario, and return all that is kept of it then.

    Nothing where it is not small, or nothing can be kept.
    """
    with suppress(OSError):
        folders = []
        waiting = set(shelf.waiting(made, asked(made), 1))
        missing = [question for question in asked(made) if question.name in waiting]
        try:
            for question in missing:
                folders.append(shelf.begin())
                if not work_out(made, question, folders[-1], FITS, QUICK, lambda *_: None):
                    return []
            for question, folder in zip(missing, folders, strict=True):
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

    def decision(self, outlook: Outlook, way: Continued | None) -> OpenPart:
        """Return what was open at one decision: exactly, and of what is not known so from random play."""
        inject = self.made.injects[outlook.inject]
        sampled = way.options if way is not None else {}
        columns = self._telling(outlook, sampled)
        rows = tuple(
            OpenRow(
                inject.options[option].label,
                option == outlook.option,
                tuple(
                    self._cell(objective, outlook.options[option][objective], outlook, option)
                    if objective in outlook.before
                    else self._about(objective, sampled[option], sampled[outlook.option], option != outlook.option)
                    for objective in columns
                ),
            )
            for option in sorted(outlook.options or sampled)
        )
        return OpenPart(tuple(self.words.title(objective) for objective in columns), rows)

    def _telling(self, outlook: Outlook, sampled: Mapping[int, Figures]) -> list[Objective]:
        """What hung on the decision most: of each kind where the options lead farthest apart, for certain."""
        apart = {
            objective: self._apart([spans[objective] for spans in outlook.options.values()])
            for objective in outlook.before
        }
        only = {objective for figures in sampled.values() for objective in figures} - apart.keys()
        for objective in sorted(only):  # behind what is exact, so that of two that tell as much that one is told
            figures = [each[objective] for each in sampled.values()]
            apart[objective] = max(each.low for each in figures) - min(each.high for each in figures)
        apart = {objective: most * self.words.weight(objective) for objective, most in apart.items()}
        found = []
        for kind, most in TOLD.items():
            telling = [each for each in apart if each.kind == kind and apart[each] > self.words.least(each)]
            found += sorted(telling, key=lambda objective: -apart[objective])[:most]
        return found

    def _about(self, objective: Objective, here: Figures, decided: Figures, other: bool) -> OpenCell:
        figure, beside = here[objective], decided[objective]
        better = None
        if other and objective.kind != "ending" and (figure.low > beside.high or figure.high < beside.low):
            better = (figure.value > beside.value) != self.words.low(objective)
        low, high = (self.words.number(objective, each) for each in (figure.low, figure.high))
        return OpenCell(f"about {self.words.number(objective, figure.value)}", f"{low} to {high}, sampled", better)

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
