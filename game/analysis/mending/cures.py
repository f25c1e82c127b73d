"""Cures: the smallest change of one number that removes a finding and makes no other, proved by analysing again.

A finding names where to look: its own condition, the numbers of the options that it speaks of. Each of these numbers is
moved by 1, 2, 4, 8 ... steps of its own either way, the changes that are small beside what the number ranges over
first (a gauge's bounds, the days of the clock, the weights beside it). What can be refuted by a single question is
refuted so, and never analysed whole. The first change that removes the finding is walked back towards the last one
that did not, by halves, then value by value; what a whole analysis and every other check bear out on that way is the
cure. So no smaller change of that number is known to do; that there is none in a stretch that was leapt over is not
proved, and is not said.

Search after Hansen and Jaumard's minimal repair of an inconsistent system (Algorithms for the maximum satisfiability
problem, 1990) in its plainest form: one constraint, one number, by increasing weight of the change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from game.analysis.abstraction.objectives import Asked, Tally
from game.analysis.analyse import analyse
from game.analysis.exact.answer import ExactAnswer, answer
from game.analysis.exact.occurrences import Thing, thing
from game.analysis.mending.written_numbers import Spot, changed, spots
from game.analysis.result.findings import NEAR, findings
from game.analysis.result.model import Analysis, Cure
from game.analysis.run.study import Wish
from game.scenario.check import CHECKS
from game.scenario.checks.check_context import Subject
from game.scenario.checks.code_analysis import REACHED
from game.scenario.draft_validation import where
from game.scenario.findings import Finding
from game.scenario.node import Path
from game.scenario.scenario import Scenario

CURED = frozenset(code.code for code in REACHED)
"""The findings that a cure is looked for: warnings. A note may be meant."""

Key = tuple[str, Path]
"""A finding apart from its words: its code, and the place in the file."""


@dataclass(slots=True)
class Budget:
    """How much may be tried."""

    analyses: int = 24
    """Whole analyses for one finding."""
    questions: int = 240
    """Single questions for one finding."""
    steps: int = 3_000_000
    """Transitions of a whole analysis, beyond which none is made again."""


def cures(
    analysis: Analysis,
    subject: Subject,
    wish: Wish,
    budget: Budget | None = None,
    tell: Callable[[int, int], None] | None = None,
) -> dict[Key, Cure | None]:
    """Return for each warning of an analysis the cure that was found, None where none was.

    Nothing for an analysis that is not exact, or too large to be made again: then nothing could be proved. `tell` is
    told before each try how many warnings are done and of how many; where it raises, nothing more is tried.
    """
    budget = budget or Budget()
    if analysis.method != "exact" or not analysis.complete or analysis.transitions > budget.steps:
        return {}
    return _Doctor(analysis, subject, wish, budget, tell or (lambda done, of: None)).cures()


def dotted(path: Path) -> str:
    """Return a path as one word."""
    return ".".join(map(str, path))


def undotted(path: str) -> Path:
    """Return the path that was made one word: an id never is a number alone."""
    return tuple(int(step) if step.isdecimal() else step for step in path.split("."))


def keys(analysis: Analysis, subject: Subject) -> dict[Key, Finding]:
    """Return every finding of a scenario by its key: those of the analysis, and those of every other check."""
    said = [*findings(analysis, subject), *(found for check in CHECKS for found in check(subject))]
    return {(found.code, subject.path(found)): found for found in said}


class Came(Enum):
    """What came of another number."""

    STAYS = "the finding stays"
    MAKES_ANOTHER = "it is gone, and another one is there"
    CURED = "it is gone, and nothing else came"


class _Doctor:
    def __init__(
        self, analysis: Analysis, subject: Subject, wish: Wish, budget: Budget, tell: Callable[[int, int], None]
    ) -> None:
        self.analysis, self.subject, self.budget = analysis, subject, budget
        self.scenario = subject.scenario
        self.wish = replace(wish, keep=None, sample=0, executor=None, workers=1, rows=256)
        self.before = frozenset(keys(analysis, subject))
        self.every = list(spots(self.scenario))
        self._known: dict[tuple[Spot, int], frozenset[Key] | None] = {}
        self._analyses = self._questions = 0
        self._tell, self._done, self._of = tell, 0, 0

    def cures(self) -> dict[Key, Cure | None]:
        wanted = sorted((key for key in self.before if key[0] in CURED), key=str)
        self._of = len(wanted)
        found = {}
        for self._done, key in enumerate(wanted):
            found[key] = self._cure(key)
        return found

    def _cure(self, key: Key) -> Cure | None:
        self._analyses, self._questions = self.budget.analyses, self.budget.questions
        refuted = self._refuting(key)
        failed: dict[tuple[Spot, bool], int] = {}
        done: set[tuple[Spot, bool]] = set()
        for spot, value in self._tries(key):
            if self._analyses <= 0 or self._questions <= 0:
                break
            way = spot, value > spot.value
            if way in done:
                continue
            if self._came_of(key, spot, value, refuted) is Came.STAYS:
                failed[way] = abs(value - spot.value)
                continue
            done.add(way)  # from here on the finding is gone: the smallest change that does it, or none that way
            found = self._smallest(key, spot, value, failed.get(way, 0), refuted)
            if found is not None:
                return self._told(key, spot, found)
        return None

    def _came_of(self, key: Key, spot: Spot, value: int, refuted: Callable[[Scenario], bool] | None) -> Came:
        """Return what becomes of a finding, and of the others, where the number is another one."""
        self._tell(self._done, self._of)
        made = changed(self.scenario, spot, value)
        if refuted is not None:
            self._questions -= 1
            if refuted(made):
                return Came.STAYS
        if (spot, value) not in self._known:
            self._analyses -= 1
            again = analyse(made, self.wish)
            subject = Subject(made, self.subject.root, self.subject.source)
            exact = again.method == "exact" and again.complete
            self._known[spot, value] = frozenset(keys(again, subject)) if exact else None
        after = self._known[spot, value]
        if after is None or key in after:
            return Came.STAYS
        return Came.CURED if after <= self.before else Came.MAKES_ANOTHER

    def _smallest(
        self, key: Key, spot: Spot, value: int, low: int, refuted: Callable[[Scenario], bool] | None
    ) -> int | None:
        """Walk back from a change that removes a finding towards the last one that did not: the smallest cure met."""
        way = 1 if value > spot.value else -1
        high, best = abs(value - spot.value), None
        if self._came_of(key, spot, value, refuted) is Came.CURED:
            best = high
        while high - low > 1 and self._analyses > 0 and self._questions > 0:
            middle = low + 1 if high - low <= FEW else (low + high) // 2
            tried = spot.value + way * middle
            came = self._came_of(key, spot, tried, refuted) if spot.may_be(tried) else Came.STAYS
            if came is Came.STAYS:
                low = middle
                continue
            high = middle
            best = middle if came is Came.CURED else best
        return None if best is None else spot.value + way * best

    def _told(self, key: Key, spot: Spot, value: int) -> Cure:
        code, path, number, named = key[0], dotted(key[1]), dotted(spot.path), where(spot.path, self.subject.root)
        old, new = spot.written(spot.value), spot.written(value)
        return Cure(code, path, number, named, spot.value, value, old, new)

    # --- what to try

    def _tries(self, key: Key) -> Iterator[tuple[Spot, int]]:
        """Yield changes, the smallest first."""
        found: list[tuple[float, int, Spot, int]] = []
        for order, spot in enumerate(_near(self.scenario, self.every, key, self.analysis)):
            step = 1
            while step <= spot.greatest - spot.least:
                for value in (spot.value + step, spot.value - step):
                    if spot.may_be(value):
                        found.append((step / spot.scale, order, spot, value))
                step *= 2
        yield from ((spot, value) for _, _, spot, value in sorted(found, key=lambda each: each[:2]))

    def _refuting(self, key: Key) -> Callable[[Scenario], bool] | None:
        """A question that refutes a cure sooner than a whole analysis does; None where there is none."""
        code, path = key
        index = next((step for step in path if isinstance(step, int)), -1)
        injects = Asked(injects=frozenset((index,)))
        match code:
            case "WC271":
                return self._unmet(injects, thing("inject", index))
            case "WC272":
                return self._unmet(injects, thing("option", index, _last(path)))
            case "WC273" if "later" in path:
                later = (index, int(path[3]), _last(path))
                return self._unmet(Asked(laters=frozenset((later,))), thing("later", *later))
            case "WC273" if path[0] == "trends":
                return self._unmet(Asked(trends=frozenset((index,))), thing("trend", index))
            case "WC274":
                return self._unmet(Asked(endings=(index,)), thing("ending", index))
            case "WC278":
                return lambda made: thing("passed", index) in self._ask(made, injects).things
            case "WC279":
                return self._alike(Asked(endings=(index,)))
            case "WC280":
                return self._alike(Asked((Tally.of(str(path[-1])),)))
            case "WC281":
                return self._alike(Asked(gauges=(self.scenario.names.gauge_index[str(path[-1])],)))
        return None

    def _unmet(self, asked: Asked, wanted: Thing) -> Callable[[Scenario], bool]:
        return lambda made: wanted not in self._ask(made, asked).things

    def _alike(self, asked: Asked) -> Callable[[Scenario], bool]:
        def refutes(made: Scenario) -> bool:
            spans = self._ask(made, asked).spans.values()
            return all(span.greatest - span.least < NEAR for span in spans)

        return refutes

    def _ask(self, made: Scenario, asked: Asked) -> ExactAnswer:
        found = answer(made, asked, self.wish.memory, self.budget.steps)
        return found if isinstance(found, ExactAnswer) else ExactAnswer(asked, 0, 0, 0.0)


FEW = 4
"""Up to so many values are tried one by one."""


def _last(path: Path) -> int:
    return int(path[-1])


def _near(scenario: Scenario, every: Sequence[Spot], key: Key, analysis: Analysis) -> Iterator[Spot]:
    """Yield the numbers of which one may cure a finding, the nearest to it first."""
    code, path = key
    own = [spot for spot in every if spot.path[: len(path)] == path]
    match code:
        case "WC275" | "WC276":
            yield from own
            inject, option = scenario.injects[int(path[1])], scenario.injects[int(path[1])].options[_last(path)]
            result = analysis.options[f"{inject.id}.{option.id}"]
            beats = {*(result.hopeless_beside or ()), *(result.dominated_by or ())}
            others = enumerate(f"{inject.id}.{each.id}" for each in inject.options)
            places = [(*path[:-1], number) for number, id in others if id in beats]
            yield from (spot for spot in every if spot.path[: len(path)] in places)
        case "WC278":
            yield from (spot for spot in own if spot.path[-1] == "requires")
        case "WC280":
            yield from (spot for spot in every if path[-1] in spot.path)
        case "WC281":
            yield from (spot for spot in every if spot.path[-1] == path[-1])
        case "WC282":
            lesson = str(path[-1])
            serving = {
                ("injects", index, "options", number)
                for index, inject in enumerate(scenario.injects)
                for number, option in enumerate(inject.options)
                if any(each.lesson == lesson and each.weight > 0 for each in option.evidence)
            }
            yield from (spot for spot in every if spot.path[:4] in serving and "requires" not in spot.path)
        case "WC277":
            yield from (spot for spot in own if "effects" in spot.path or "evidence" in spot.path)
        case "WC271" | "WC272" | "WC273" | "WC274" | "WC279":
            yield from (spot for spot in own if "options" in path or "options" not in spot.path)
            if "options" in path:  # what bars an option's part may stand with its inject
                yield from (spot for spot in every if spot.path[:2] == path[:2] and "options" not in spot.path)
            if code == "WC279" and scenario.endings[int(path[1])].when is None:  # told where no other one is
                yield from (spot for spot in every if spot.path[0] == "endings")
            mentioned = {gauge.id for gauge in scenario.gauges for spot in own if gauge.id in spot.text}
            yield from (spot for spot in every if spot.path[0] == "gauges" and spot.path[1] in mentioned)
