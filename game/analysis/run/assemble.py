"""From what explorations and samples found to what is said of a scenario."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from game.analysis.abstraction.objectives import Objective
from game.analysis.exact.answer import ExactAnswer, Met
from game.analysis.exact.blockers import bar
from game.analysis.exact.decision_values import DecisionNode, span_of
from game.analysis.exact.dominance import Comparison, beaten
from game.analysis.exact.occurrences import Thing, thing
from game.analysis.exact.reachability import UNRELEASED, met, settled
from game.analysis.exact.tray_releases import tray
from game.analysis.exact.witness import Witness, replayed
from game.analysis.interval import Figure
from game.analysis.result.model import (
    SENSES,
    Analysis,
    Band,
    DecisionResult,
    ObjectiveRange,
    OptionResult,
    OptionStore,
    Ran,
    Reached,
    ValueToGo,
    Way,
)
from game.analysis.result.phrases import unknown
from game.analysis.run.question_outcomes import asking
from game.analysis.run.study import Findings, objectives
from game.analysis.sampled.estimates import READ, bounds
from game.rules.judge import Verdict
from game.rules.state import DelayedApplied
from game.scenario.scenario import Scenario

JUDGED = "it is what an answer in writing is judged to be, and nobody chooses between judgements"
SHUT = "it is open only if something is released, and options are compared with the tray shut"

UNSEEN = "it was not seen in the runs that were sampled, and could not be worked out"

LIKELIEST = (0.05, 0.25, 0.5, 0.75, 0.95)


def assemble(scenario: Scenario, found: Findings, sampled: bool) -> Analysis:
    """Put an analysis together.

    Args:
        scenario: the scenario.
        found: what was worked out.
        sampled: whether numbers were to be sampled in any case.
    """
    return _Assembly(scenario, found, sampled).made


class _Assembly:
    def __init__(self, scenario: Scenario, found: Findings, sampled: bool) -> None:
        self.scenario, self.found = scenario, found
        self.answers: list[ExactAnswer] = [answer for _, answer in found.answers]
        self.things: dict[Thing, Met] = met(self.answers)
        self.settled = settled(scenario, self.answers)
        self.tray = bool(tray(scenario))
        self.seen: set[Thing] = {what for runs in found.runs for what in runs.seen}
        self.made = Analysis(
            scenario,
            "exact",
            not found.stopped,
            sum(answer.states for answer in self.answers),
            sum(answer.transitions for answer in self.answers),
            found.estimates.runs,
            found.seconds,
        )
        self._outcomes()
        self._reached()
        self._options()
        self._gauges_by_day()
        self._decisions()
        self._flows()
        self.made.strategies = [Ran(ended.strategy.name, ended.exact, ended.values) for ended in found.ended]
        self.made.questions = asking(scenario, found)
        self.made.teaching, self.made.plan = found.teaching, found.plan
        exact = self._exact()
        if sampled or (exact and not any(exact)):
            self.made.method = "sampled"
        elif found.stopped or not all(exact):
            self.made.method = "mixed"

    def _exact(self) -> list[bool]:
        """Of each number whether it is exact."""
        figures = [reached.random for reached in (*self.made.injects.values(), *self.made.ending_reach.values())]
        figures += [option.reached.random for option in self.made.options.values()]
        for outcome in (*self.made.endings.values(), *self.made.lessons.values(), *self.made.gauges.values()):
            figures += [outcome.random, outcome.least, outcome.greatest]
        for shares in self.made.verdicts.values():
            figures += shares.values()
        days = [gauge.id not in self.made.sampled_days for gauge in self.scenario.gauges]
        return [*(figure is not None and figure.exact for figure in figures), *days]

    # --- what can come to pass

    def _reached(self) -> None:
        self.shut = frozenset(what for what in self.settled if what not in self.things)
        """What cannot come to pass as long as the tray stays shut."""
        released = self.found.released
        self.never = released.proved - released.ways.keys() if self.tray else self.shut
        names = self.found.estimates.means
        for index, inject in enumerate(self.scenario.injects):
            name = ("inject", inject.id)
            sampled = self.found.estimates.share(name) if name in names else None
            self.made.injects[inject.id] = self._of(thing("inject", index), sampled)
            if thing("passed", index) in self.things:
                self.made.passes[inject.id] = Figure.exactly(self.things[thing("passed", index)].chance)
        for what, id in _parts(self.scenario):
            self.made.parts[id] = self._of(what, None)
        for index, ending in enumerate(self.scenario.endings):
            sampled = self.made.endings[ending.id].random
            self.made.ending_reach[ending.id] = self._of(thing("ending", index), sampled)

    def _of(self, what: Thing, sampled: Figure | None) -> Reached:
        found = self.things.get(what)
        if found is not None:
            chance = Figure.exactly(found.chance) if what[0] != "trend" else None
            return Reached(True, chance, self._way(found.witness))
        if what in self.settled:
            return self._barred(what)
        if (sampled is not None and sampled.value > 0) or what in self.seen:
            return Reached(True, sampled, self._replay(what))
        if what[0] == "branch" and not self.scenario.injects[what[1]].options[what[2]].weights[what[3]]:
            return Reached(False, Figure.exactly(0.0), barred="Its weight is 0.")
        return Reached(None, sampled, why=UNSEEN)

    def _barred(self, what: Thing) -> Reached:
        """What cannot come to pass as long as the tray stays shut: perhaps a release brings it about."""
        nothing = Figure.exactly(0.0)
        if what in self.never:
            return Reached(False, nothing, barred=bar(self.scenario, what, frozenset(self.never), released=True))
        barred = bar(self.scenario, what, self.shut)
        if barred and not (what[0] == "inject" and self.scenario.injects[what[1]].manual):
            barred = f"As long as the tray stays shut: {barred}"
        ways = self.found.released.ways.get(what)
        if not ways:
            return Reached(None, nothing, barred=barred, why=UNRELEASED)
        shortest = min((way for _, way in ways if way), key=lambda way: way.depth, default=None)
        names = tuple(tuple(self.scenario.injects[index].id for index in sorted(chosen)) for chosen, _ in ways)
        return Reached(True, nothing, self._way(shortest.witness) if shortest else None, barred, names)

    def _way(self, witness: Witness) -> Way:
        injects = self.scenario.injects
        luck = {injects[inject].id: branch for inject, branch in witness.luck.items()}
        beside = {injects[inject].id: injects[at].id for inject, at in witness.releases.items()}
        return Way(witness.script(self.scenario), luck, witness.seed(self.scenario), beside)

    def _replay(self, what: Thing) -> Way | None:
        """A way to a delayed effect, by way of its option, where it does land on that."""
        option = self.things.get(thing("option", what[1], what[2])) if what[0] == "later" else None
        if option is None:
            return None
        _, happened = replayed(self.scenario, option.witness)
        lands = any(isinstance(event, DelayedApplied) and event.cause[1:] == what[1:] for event in happened)
        return self._way(option.witness) if lands else None

    # --- options

    def _options(self) -> None:
        comparison = Comparison()
        for answer in self.answers:
            comparison.join(answer.comparison)
        beats = _Beats(self.scenario, comparison, {o for answer in self.answers for o in answer.spans})
        names = self.found.estimates.means
        for index, inject in enumerate(self.scenario.injects):
            ids = [f"{inject.id}.{option.id}" for option in inject.options]
            reached = []
            for number, id in enumerate(ids):
                sampled = self.found.estimates.share(("option", id)) if ("option", id) in names else None
                reached.append(self._of(thing("option", index, number), sampled))
            self.made.options |= zip(ids, beats.of(index, reached), strict=True)

    # --- numbers

    def _outcomes(self) -> None:
        exact = {objective: span for answer in self.answers for objective, span in answer.spans.items()}
        into = {"tally": self.made.lessons, "gauge": self.made.gauges, "ending": self.made.endings}
        for objective in objectives(self.scenario):
            if objective in exact:
                span = exact[objective]
                into[objective.kind][objective.id] = ObjectiveRange(
                    Figure.exactly(span.random), Figure.exactly(span.least), Figure.exactly(span.greatest)
                )
            elif self.found.estimates.batches:
                into[objective.kind][objective.id] = self._sampled(objective)
        self._verdicts()

    def _sampled(self, objective: Objective) -> ObjectiveRange:
        name = ("lesson" if objective.kind == "tally" else objective.kind, objective.id)
        low, high = bounds(self.scenario, name)
        estimates = self.found.estimates
        random = estimates.share(name) if objective.kind == "ending" else estimates.mean(name, (low, high))
        unknown = Figure(random.value, low, high)
        least, greatest = self.found.found.get(objective, (unknown, unknown))
        certain = self.found.proved.get(objective)
        if certain is None:
            return ObjectiveRange(random, least, greatest)
        return ObjectiveRange(
            random,
            _within(least, certain.least),
            _within(greatest, certain.greatest),
            certain.random if certain.telling else None,
        )

    def _verdicts(self) -> None:
        exact = {lesson: shares for answer in self.answers for lesson, shares in answer.shares.items()}
        share = self.found.estimates.share
        for lesson in self.scenario.lessons:
            if lesson in exact:
                found = exact[lesson]
                self.made.verdicts[lesson] = {kind: Figure.exactly(part) for kind, part in found.verdicts.items()}
                self.made.readings[lesson] = {kind: Figure.exactly(part) for kind, part in found.readings.items()}
            elif self.found.estimates.batches:
                self.made.verdicts[lesson] = {kind: share((kind, lesson)) for kind in Verdict}
                self.made.readings[lesson] = {kind: share((name, lesson)) for kind, name in READ.items()}

    def _gauges_by_day(self) -> None:
        exact = {gauge: days for answer in self.answers for gauge, days in answer.days.items()}
        for index, gauge in enumerate(self.scenario.gauges):
            days = exact.get(index)
            if days is None:
                self.made.sampled_days |= {gauge.id}
                parts = [runs.days[index] for runs in self.found.runs if index in runs.days]
                days = np.mean(parts, 0) if parts else None
            if days is not None:
                self.made.bands[gauge.id] = tuple(_bands(days, gauge.min))
                self.made.final[gauge.id] = {
                    gauge.min + int(place): float(days[-1][place]) for place in np.flatnonzero(days[-1] > 1e-15)
                }

    def _decisions(self) -> None:
        for answer in self.answers:
            for index, decision in answer.decisions.items():
                inject = self.scenario.injects[index]
                known = self.made.decisions.setdefault(inject.id, DecisionResult(inject.id, {}, {}))
                merged = _decided(inject.id, [option.id for option in inject.options], decision, answer.objectives)
                self.made.decisions[inject.id] = _joined(known, merged)

    def _flows(self) -> None:
        """What follows each decision, where one exploration knows all of them."""
        every = frozenset(range(len(self.scenario.injects)))
        whole = next((answer for answer in self.answers if answer.asked.injects == every), None)
        for (index, target), share in sorted(whole.flow.items()) if whole else ():
            inject = self.scenario.injects[index].id
            total = sum(each for (source, _), each in whole.flow.items() if source == index) if whole else 1.0
            into = self.scenario.injects[target].id if target >= 0 else ""
            self.made.flows.setdefault(inject, {})[into] = share / total


def _parts(scenario: Scenario) -> Iterator[tuple[Thing, str]]:
    """Yield each branch, delayed effect and trend with its id."""
    for index, inject in enumerate(scenario.injects):
        for number, option in enumerate(inject.options):
            for branch in range(len(option.chance)):
                yield thing("branch", index, number, branch), f"{inject.id}.{option.id}.chance.{branch}"
            for each in range(len(option.later)):
                yield thing("later", index, number, each), f"{inject.id}.{option.id}.later.{each}"
    for index, trend in enumerate(scenario.trends):
        yield thing("trend", index), trend.id


class _Beats:
    """Which options beat another one, on everything, on gauges and on evidence."""

    def __init__(self, scenario: Scenario, comparison: Comparison, known: set[Objective]) -> None:
        self.scenario, self.comparison, self.known = scenario, comparison, known
        self.lessons = [Objective("tally", lesson) for lesson in scenario.lessons]
        self.gauges = [Objective("gauge", gauge.id) for gauge in scenario.gauges]
        self.turned = {Objective("gauge", gauge.id): not gauge.high_is_good for gauge in scenario.gauges}

    def of(self, index: int, reached: list[Reached]) -> list[OptionResult]:
        """Return what is to be said of each option of an inject; `reached` is whether each is ever open."""
        inject = self.scenario.injects[index]
        ids = [f"{inject.id}.{option.id}" for option in inject.options]
        groups = ([*self.lessons, *self.gauges], self.gauges, self.lessons)
        everything, gauges, lessons = (
            beaten(self.comparison, index, len(ids), group, self.known, self.turned) for group in groups
        )
        reasons = [unknown([each for each in group if each not in self.known]) for group in groups]
        found = []
        for number, each in enumerate(reached):
            shut = SHUT if each.only_if or each.why == UNRELEASED else ""
            if (shut or inject.written) and len(ids) > 1:
                reason = JUDGED if inject.written else shut
                found.append(OptionResult(each, None, None, None, None, None, why=dict.fromkeys(SENSES, reason)))
                continue
            all_of = everything[number]
            beats = (all_of.outdone_by, all_of.dominated_by, all_of.hopeless_beside)
            by = dict(zip(SENSES, (*beats, gauges[number].dominated_by, lessons[number].dominated_by), strict=True))
            because = dict(zip(SENSES, (*reasons[:1] * 3, *reasons[1:]), strict=True))
            named = {
                sense: None if others is None else tuple(ids[other] for other in others) for sense, others in by.items()
            }
            why = {sense: because[sense] for sense, others in by.items() if others is None}
            so_far = tuple(ids[other] for other in all_of.so_far)
            found.append(OptionResult(each, **named, so_far=so_far, why=why))
        return found


def _within(found: Figure, certain: tuple[float, float]) -> Figure:
    """A least or greatest between what was found of it and what nothing can pass, where more is certain than that."""
    low, high = max(found.low, certain[0]), min(found.high, certain[1])
    if low > high:  # what was found lies in its own bounds at 99 % alone
        low, high = certain
    return Figure(min(max(found.value, low), high), low, high)


def _bands(days: np.ndarray, least: int) -> Iterator[Band]:
    for day, shares in enumerate(np.cumsum(days, 1)):
        yield Band(day, *(least + int(np.searchsorted(shares, part - 1e-12)) for part in LIKELIEST))


def _decided(inject: str, options: list[str], decision: DecisionNode, objectives: list[Objective]) -> DecisionResult:
    stores = {
        objective: ValueToGo(float(decision.least[c]), float(decision.greatest[c]), float(decision.random[c]))
        for c, objective in enumerate(objectives)
    }
    found = {}
    for number, option in enumerate(options):
        if decision.open[number] > 0:
            spans = {objective: span_of(decision, number, c) for c, objective in enumerate(objectives)}
            found[option] = OptionStore(
                float(decision.open[number]),
                {objective: ValueToGo(*span) for objective, span in spans.items()},
                {objective: float(decision.against[number, c]) for c, objective in enumerate(objectives)},
            )
    return DecisionResult(inject, stores, found)


def _joined(one: DecisionResult, other: DecisionResult) -> DecisionResult:
    options = dict(one.options)
    for id, store in other.options.items():
        known = options.get(id, OptionStore(store.open, {}, {}))
        options[id] = OptionStore(known.open, {**known.stores, **store.stores}, {**known.against, **store.against})
    return DecisionResult(one.inject, {**one.stores, **other.stores}, options)
