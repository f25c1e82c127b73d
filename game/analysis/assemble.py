"""From what explorations and samples found to what is said of a scenario."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from game.analysis.answer import Answer, Met
from game.analysis.asked import laters
from game.analysis.bars import bar
from game.analysis.counts import Thing, thing
from game.analysis.decisions import Decision, span_of
from game.analysis.dominance import Beaten, Comparison, beaten
from game.analysis.estimate import READ, bounds
from game.analysis.figure import Figure
from game.analysis.result import (
    Analysis,
    Band,
    DecisionResult,
    OptionResult,
    OptionStore,
    Outcome,
    Ran,
    Reached,
    Store,
    Way,
)
from game.analysis.said import asking
from game.analysis.study import Findings, objectives
from game.analysis.values import Objective
from game.analysis.witness import Witness, replayed
from game.rules.judge import Verdict
from game.rules.state import DelayedApplied
from game.scenario.scenario import Scenario

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
        self.answers: list[Answer] = [answer for _, answer in found.answers]
        self.things: dict[Thing, Met] = {}
        for answer in self.answers:
            for name, met in answer.things.items():
                known = self.things.get(name)
                if known is None or met.depth > known.depth:  # the one that leaves no decision out
                    self.things[name] = met
        self.settled = self._settled()
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
        if sampled or found.stopped or not self._all_exact():
            self.made.method = "sampled"

    def _all_exact(self) -> bool:
        figures = [reached.random for reached in (*self.made.injects.values(), *self.made.ending_reach.values())]
        figures += [option.reached.random for option in self.made.options.values()]
        for outcome in (*self.made.endings.values(), *self.made.lessons.values(), *self.made.gauges.values()):
            figures += [outcome.random, outcome.least, outcome.greatest]
        return all(figure is not None and figure.exact for figure in figures)

    # --- what can come to pass

    def _settled(self) -> set[Thing]:
        """Everything of which an exploration would know if it could come to pass."""
        found: set[Thing] = set()
        for answer in self.answers:
            for index in answer.asked.injects:
                found |= set(_of_inject(self.scenario, index))
            found |= {thing("later", *id) for id in answer.asked.laters}
            found |= {thing("trend", trend) for trend in answer.asked.trends}
            found |= {thing("ending", ending) for ending in answer.asked.endings}
        for index, inject in enumerate(self.scenario.injects):
            if inject.manual:  # nobody releases it here, so all of it is settled before anything is looked at
                found |= set(_of_inject(self.scenario, index))
                found |= {thing("later", *id) for id in laters(self.scenario) if id[0] == index}
        return found

    def _reached(self) -> None:
        barred = frozenset(what for what in self.settled if what not in self.things)
        self.barred = barred
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
        met = self.things.get(what)
        if met is not None:
            chance = Figure.exactly(met.chance) if what[0] != "trend" else None
            return Reached(True, chance, self._way(met.witness))
        if what in self.settled:
            return Reached(False, Figure.exactly(0.0), barred=bar(self.scenario, what, self.barred))
        if (sampled is not None and sampled.value > 0) or what in self.seen:
            return Reached(True, sampled, self._replay(what))
        if what[0] == "branch" and not self.scenario.injects[what[1]].options[what[2]].weights[what[3]]:
            return Reached(False, Figure.exactly(0.0), barred="Its weight is 0.")
        return Reached(None, sampled)

    def _way(self, witness: Witness) -> Way:
        injects = self.scenario.injects
        luck = {injects[inject].id: branch for inject, branch in witness.luck.items()}
        return Way(witness.script(self.scenario), luck, witness.seed(self.scenario))

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
            for number, option in enumerate(inject.options):
                name = ("option", f"{inject.id}.{option.id}")
                sampled = self.found.estimates.share(name) if name in names else None
                reached = self._of(thing("option", index, number), sampled)
                self.made.options[f"{inject.id}.{option.id}"] = OptionResult(reached, *beats.of(index, number))

    # --- numbers

    def _outcomes(self) -> None:
        exact = {objective: span for answer in self.answers for objective, span in answer.spans.items()}
        into = {"tally": self.made.lessons, "gauge": self.made.gauges, "ending": self.made.endings}
        for objective in objectives(self.scenario):
            if objective in exact:
                span = exact[objective]
                into[objective.kind][objective.id] = Outcome(
                    Figure.exactly(span.random), Figure.exactly(span.least), Figure.exactly(span.greatest)
                )
            elif self.found.estimates.batches:
                into[objective.kind][objective.id] = self._sampled(objective)
        self._verdicts()

    def _sampled(self, objective: Objective) -> Outcome:
        name = ("lesson" if objective.kind == "tally" else objective.kind, objective.id)
        low, high = bounds(self.scenario, name)
        estimates = self.found.estimates
        random = estimates.share(name) if objective.kind == "ending" else estimates.mean(name, (low, high))
        unknown = Figure(random.value, low, high)
        least, greatest = self.found.found.get(objective, (unknown, unknown))
        return Outcome(random, least, greatest)

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


def _of_inject(scenario: Scenario, index: int) -> Iterator[Thing]:
    yield thing("inject", index)
    for number, option in enumerate(scenario.injects[index].options):
        yield thing("option", index, number)
        for branch in range(len(option.chance)):
            yield thing("branch", index, number, branch)


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
        self.scenario = scenario
        lessons = [Objective("tally", lesson) for lesson in scenario.lessons]
        gauges = [Objective("gauge", gauge.id) for gauge in scenario.gauges]
        turned = {Objective("gauge", gauge.id): not gauge.high_is_good for gauge in scenario.gauges}
        self._found: list[dict[tuple[int, int], Beaten]] = []
        for wanted in ([*lessons, *gauges], gauges, lessons):
            # One that is not known exactly might speak for the option, so nothing is said then.
            sure = beaten(comparison, wanted, turned) if all(each in known for each in wanted) else []
            self._found.append({(each.inject, each.option): each for each in sure})

    def of(self, inject: int, option: int) -> tuple[tuple[str, ...], ...]:
        """Return the ids of those that outdo, dominate, leave hopeless; dominate on gauges, dominate on evidence."""
        everything, gauges, lessons = (found.get((inject, option)) for found in self._found)
        return (
            self._ids(inject, everything.outdone_by if everything else ()),
            self._ids(inject, everything.dominated_by if everything else ()),
            self._ids(inject, everything.hopeless_beside if everything else ()),
            self._ids(inject, gauges.dominated_by if gauges else ()),
            self._ids(inject, lessons.dominated_by if lessons else ()),
        )

    def _ids(self, inject: int, options: tuple[int, ...]) -> tuple[str, ...]:
        made = self.scenario.injects[inject]
        return tuple(f"{made.id}.{made.options[option].id}" for option in options)


def _bands(days: np.ndarray, least: int) -> Iterator[Band]:
    for day, shares in enumerate(np.cumsum(days, 1)):
        yield Band(day, *(least + int(np.searchsorted(shares, part - 1e-12)) for part in LIKELIEST))


def _decided(inject: str, options: list[str], decision: Decision, objectives: list[Objective]) -> DecisionResult:
    stores = {
        objective: Store(float(decision.least[c]), float(decision.greatest[c]), float(decision.random[c]))
        for c, objective in enumerate(objectives)
    }
    found = {}
    for number, option in enumerate(options):
        if decision.open[number] > 0:
            spans = {objective: span_of(decision, number, c) for c, objective in enumerate(objectives)}
            found[option] = OptionStore(
                float(decision.open[number]),
                {objective: Store(*span) for objective, span in spans.items()},
                {objective: float(decision.against[number, c]) for c, objective in enumerate(objectives)},
            )
    return DecisionResult(inject, stores, found)


def _joined(one: DecisionResult, other: DecisionResult) -> DecisionResult:
    options = dict(one.options)
    for id, store in other.options.items():
        known = options.get(id, OptionStore(store.open, {}, {}))
        options[id] = OptionStore(known.open, {**known.stores, **store.stores}, {**known.against, **store.against})
    return DecisionResult(one.inject, {**one.stores, **other.stores}, options)
