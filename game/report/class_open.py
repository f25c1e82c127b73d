"""What else was open, for a class: the options that were taken and not, beside what each most likely leads to."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from game.analysis.abstraction.objectives import Objective
from game.analysis.exact.questions import FAMILY
from game.analysis.result.class_lines import Agreement, agreements, line
from game.analysis.result.kept_analyses import Shelf
from game.analysis.result.model import Analysis, OptionStore
from game.called import program
from game.record.run import Run
from game.report.words_of_numbers import Words
from game.rules.state import Decided
from game.scenario.lessons import known_lessons

TOLD = {"tally": 2, "gauge": 2}
"""So many things of each kind are told of at each decision: those on which it bears most."""

EXTREME = 0.05
"""A gauge that ends where fewer random runs than this do is worth a word."""


@dataclass(frozen=True, slots=True)
class ClassOption:
    """One option of one inject."""

    label: str
    who: str
    """Letters of the syndicates that took it."""
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClassDecision:
    """One inject that some syndicates decided."""

    title: str
    about: tuple[str, ...]
    options: tuple[ClassOption, ...]
    agreed: str
    """What is to be said where all took the same; nothing where they parted."""


@dataclass(frozen=True, slots=True)
class ClassOpen:
    """Everything about a class that an analysis knows."""

    said: str
    decisions: tuple[ClassDecision, ...] = ()
    lines: tuple[tuple[str, str], ...] = ()
    """Letter of each syndicate, and how surprising its line is."""


READ = (
    "For each option: what comes of it on the mean, over all the ways in which a run gets there, when play goes on at "
    "random from there. Evidence is what serves a family of lessons less what spends it, from there on; a gauge is how "
    "far it moves from there on."
)


@lru_cache(maxsize=1)
def _adapter() -> TypeAdapter[ClassOpen]:
    return TypeAdapter(ClassOpen)


def class_open_json(runs: Sequence[tuple[str, Run]], looked: str = "") -> Any:
    """Return what an analysis says of a class as plain data; None where there is none."""
    made = class_open(runs, looked=looked)
    return _adapter().dump_python(made, mode="json") if made.decisions else None


def class_open(runs: Sequence[tuple[str, Run]], shelf: Shelf | None = None, looked: str = "") -> ClassOpen:
    """Return what an analysis says of a class; where there is none, how to have it made.

    ``runs`` are pairs of a syndicate's letter and its run, ``looked`` what one said elsewhere, as JSON.
    """
    with suppress(ValidationError):  # another version wrote it
        if looked:
            return _adapter().validate_json(looked)
    scenario = runs[0][1].scenario
    analysis = (shelf or Shelf()).analysis(scenario)
    if analysis is None:
        command = f"{program()} analyse {scenario.id}"
        says = f"What each option left open has not been worked out for this scenario: {command}"
        return ClassOpen(f"{says} does it once and keeps it.")
    return _Builder(analysis, runs).made()


class _Builder:
    def __init__(self, analysis: Analysis, runs: Sequence[tuple[str, Run]]) -> None:
        self.analysis, self.runs = analysis, runs
        self.words = Words(analysis.scenario, known_lessons(analysis.scenario))
        self.decided = [[event for event in run.happenings if isinstance(event, Decided)] for _, run in runs]

    def made(self) -> ClassOpen:
        known = {agreement.inject: agreement for agreement in agreements(self.analysis, self.decided)}
        decisions = [
            self._decision(index, known.get(inject.id))
            for index, inject in enumerate(self.analysis.scenario.injects)
            if any(event.inject == index for events in self.decided for event in events)
        ]
        return ClassOpen(READ, tuple(decisions), tuple(self._lines()))

    def _decision(self, index: int, agreement: Agreement | None) -> ClassDecision:
        inject = self.analysis.scenario.injects[index]
        known = self.analysis.decisions.get(inject.id)
        stores = dict(known.options) if known else {}
        columns = self._telling(list(stores.values()))
        options = []
        for number, option in enumerate(inject.options):
            who = [
                letter
                for (letter, _), events in zip(self.runs, self.decided, strict=True)
                if any(event.inject == index and event.option == number for event in events)
            ]
            store = stores.get(option.id)
            cells = tuple(self._cell(objective, store) for objective in columns)
            options.append(ClassOption(option.label, ", ".join(who), cells))
        about = tuple(self.words.title(objective) for objective in columns)
        return ClassDecision(inject.title, about, tuple(options), self._agreed(agreement))

    def _telling(self, stores: list[OptionStore]) -> list[Objective]:
        """What the decision bears on most: families of lessons and gauges, where the options lead farthest apart."""
        wanted = {
            objective
            for store in stores
            for objective in store.stores
            if objective.kind == "gauge" or objective.id.startswith(FAMILY)
        }
        apart = {}
        for objective in wanted:
            values = [store.stores[objective].random for store in stores if objective in store.stores]
            apart[objective] = (max(values) - min(values)) * self.words.weight(objective)
        found = []
        for kind, most in TOLD.items():
            telling = [each for each in sorted(wanted) if each.kind == kind and apart[each] > self.words.least(each)]
            found += sorted(telling, key=lambda objective: -apart[objective])[:most]
        return found

    def _cell(self, objective: Objective, store: OptionStore | None) -> str:
        if store is None or objective not in store.stores:
            return "–"
        return self.words.change(store.stores[objective].random)

    @staticmethod
    def _agreed(agreement: Agreement | None) -> str:
        if agreement is None or not agreement.agreed:
            return ""
        count = len(agreement.options)
        once = f"once in {1 / agreement.by_chance:,.0f}" if agreement.by_chance else "never"
        return f"All {count} took the same; {count} that choose at random do so {once}."

    def _lines(self) -> list[tuple[str, str]]:
        found = []
        for (letter, run), events in zip(self.runs, self.decided, strict=True):
            surprise = line(self.analysis, events, run.state)
            said = [f"With its luck, random play takes this line once in {1 / surprise.likelihood:,.0f}."]
            if run.state.over:
                for index, gauge in enumerate(self.analysis.scenario.gauges):
                    low, high = surprise.lower.get(gauge.id), surprise.higher.get(gauge.id)
                    if low is None or high is None:
                        continue
                    value = run.state.gauges[index]
                    if low + (1 - low - high) <= EXTREME:
                        said.append(f"{gauge.title} ended at {value}: as low as in {_share(1 - high)} of random runs.")
                    elif high + (1 - low - high) <= EXTREME:
                        said.append(f"{gauge.title} ended at {value}: as high as in {_share(1 - low)} of random runs.")
            found.append((letter, " ".join(said)))
        return found


def _share(share: float) -> str:
    return "none" if share <= 0 else f"{share * 100:.1f} %" if share >= 0.001 else "fewer than one in a thousand"
