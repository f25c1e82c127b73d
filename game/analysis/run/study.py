"""A whole analysis: what fits is worked out exactly, what does not is sampled, and which is which is said.

First some random runs. They show what can be reached at all, and how large each exploration would be at least. Then the
explorations, the smaller ones first; one that would not fit is asked for less, and if that is too much, sampled.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from pathlib import Path

from game.analysis.abstraction.objectives import Asked, Objective, Span
from game.analysis.exact.answer import ExactAnswer, Refusal
from game.analysis.exact.questions import ModelQuestion, of_the_end, questions, smaller
from game.analysis.exact.reachability import by_question, met, settled
from game.analysis.exact.relaxation import Parts, Proved, parts, proved, relaxations, relaxed
from game.analysis.exact.tray_releases import ReleaseReachability, tray
from game.analysis.interval import Figure
from game.analysis.result.kept_values import Keeping
from game.analysis.result.model import ClassPlan, Teaching
from game.analysis.run.tasks import Explore, Merge, Probe, Relax, Release, Sample, Search, StrategyOutcome, Task, Try
from game.analysis.run.workers import Crew, GivenUp
from game.analysis.sampled.estimates import Estimates, bounds, estimates
from game.analysis.sampled.simulation import ROWS, Runs, Simulation
from game.analysis.sampled.size_forecast import HIDDEN, Moment, SizeForecast, foresee, foresee_merged, moments
from game.analysis.sampled.strategies import strategies
from game.analysis.sampled.teaching import class_plan, teaching
from game.scenario.scenario import Scenario

MOST = 90_000_000
"""So many transitions an exploration may make unless exact numbers are insisted on: some ten seconds of a processor."""

SMALL = 500_000
"""Explorations of so many transitions are simply made, by this process: to foresee them would take as long."""

WORTH = 4 * SMALL
"""Processes are started where so many transitions are foreseen at least: starting one takes as long as a million."""

MERGED = 150_000_000
"""So many transitions an exploration on merged states may make, unless exact numbers are insisted on: some minute of a
processor, for a number that nothing else gives."""

RELAXED = 45_000_000
"""The same of a relaxed question, which gives no more than a bound."""

SAMPLED = 8
"""Batches of random runs where not everything can be exact."""


@dataclass(frozen=True, slots=True)
class Wish:
    """How an analysis is to be made."""

    memory: int
    """Bytes that all processes together may take."""
    exact: bool = False
    """Whether to try everything that fits into memory, however long it takes."""
    sample: int = 0
    """Runs to sample in place of exact numbers; 0 for exact ones where they fit."""
    workers: int = 1
    executor: Executor | None = None
    keep: Path | None = None
    """Where values are kept for the debrief."""
    rows: int = ROWS
    """Runs of a batch."""


@dataclass(frozen=True, slots=True)
class StudyStage:
    """How far an analysis is."""

    doing: str
    done: int
    of: int
    states: int
    seconds: float


@dataclass(slots=True)
class Findings:
    """All that was worked out, before it is put together."""

    answers: list[tuple[ModelQuestion, ExactAnswer]] = field(default_factory=list)
    refusals: list[tuple[ModelQuestion, Refusal | SizeForecast]] = field(default_factory=list)
    released: ReleaseReachability = field(default_factory=ReleaseReachability)
    estimates: Estimates = field(default_factory=Estimates)
    runs: list[Runs] = field(default_factory=list)
    ended: list[StrategyOutcome] = field(default_factory=list)
    found: dict[Objective, tuple[Figure, Figure]] = field(default_factory=dict)
    """Objective to the least and the greatest that a search found."""
    proved: dict[Objective, Proved] = field(default_factory=dict)
    """Endings that are not known exactly to bounds that are certain."""
    teaching: dict[str, Teaching] = field(default_factory=dict)
    plan: ClassPlan | None = None
    stopped: bool = False
    """Whether somebody stopped it."""
    seconds: float = 0.0


class Study:
    """One analysis."""

    def __init__(self, scenario: Scenario, wish: Wish, tell: Callable[[StudyStage], None] | None = None) -> None:
        """`tell` is told how far it is, a few times a second; to end it early it raises `GivenUp`."""
        self.scenario, self.wish, self._tell = scenario, wish, tell
        self.found = Findings()
        self._began = time.perf_counter()
        self._doing, self._of, self._before = "", 0, 0
        self._crew = Crew(scenario, wish.workers, wish.executor)

    def run(self) -> Findings:
        """Do it. An interrupt from the keyboard ends it early, with what is known by then; so does giving up."""
        try:
            self._run()
        except (KeyboardInterrupt, GivenUp):
            self.found.stopped = True
            self._crew.close(at_once=True)
        finally:
            self._crew.close()
        self.found.seconds = time.perf_counter() - self._began
        return self.found

    def _run(self) -> None:
        daily = frozenset(gauge for question in questions(self.scenario) for gauge in question.asked.values)
        simulation = Simulation(self.scenario, daily)
        decisions, runs = moments(simulation, self.wish.rows)
        self.found.estimates.add(estimates(self.scenario, runs))
        self.found.runs.append(runs.light())
        self.found.teaching, self.found.plan = teaching(self.scenario, runs), class_plan(self.scenario, runs)
        if not self.wish.sample:
            self._explore(simulation, decisions)
            self._merge(simulation, decisions)
            self._relax(simulation, decisions)
            self._release()
        self._follow()
        self._sample(daily)

    # --- exact

    def _explore(self, simulation: Simulation, decisions: list[Moment]) -> None:
        waiting = questions(self.scenario)
        while waiting:
            sized = []
            for question in self._probe(waiting):
                self._tick(0, 0)
                foreseen = foresee(self.scenario, question.asked, simulation.walk, decisions, MOST // HIDDEN)
                if not self.wish.exact and foreseen.transitions > MOST // HIDDEN:
                    self.found.refusals.append((question, foreseen))
                else:
                    sized.append((foreseen.transitions, question))
            sized.sort(key=lambda each: -each[0])  # the largest first: the others fill the gaps
            self._answer([question for _, question in sized], sum(transitions for transitions, _ in sized))
            refused = [
                (q, r.largest.day if isinstance(r, SizeForecast) else r.growth.day) for q, r in self.found.refusals
            ]
            known = {question.name for question, _ in (*self.found.answers, *self.found.refusals)}
            waiting = [
                less
                for question, day in refused
                for less in smaller(self.scenario, question, day)
                if less.name not in known
            ]
            waiting = list({question.name: question for question in waiting}.values())

    @property
    def _keeping(self) -> Keeping | None:
        return Keeping(self.wish.keep) if self.wish.keep else None

    def _probe(self, asked: Sequence[ModelQuestion]) -> list[ModelQuestion]:
        """Answer what is little work; return the other questions."""
        most = SMALL if self.wish.exact else min(SMALL, MOST)
        tasks: list[Task] = [Probe(question, self.wish.memory, most, self._keeping) for question in asked]
        self._start("exploring", len(tasks))
        large = []
        for number, result in self._crew.alone(tasks, self._tick):
            if result is None:
                large.append(asked[number])
            else:
                self.found.answers.append((asked[number], result))
        return large

    def _answer(self, asked: Sequence[ModelQuestion], foreseen: int) -> None:
        """`foreseen` is how many transitions they make at least, together."""
        share = self.wish.memory // max(1, min(self.wish.workers, len(asked)))
        most = None if self.wish.exact else MOST
        tasks: list[Task] = [Explore(question, share, most, self._keeping) for question in asked]
        self._start("exploring", len(tasks))
        work = self._crew.together if foreseen > WORTH else self._crew.alone
        for number, result in work(tasks, self._tick):
            if isinstance(result, ExactAnswer):
                self.found.answers.append((asked[number], result))
            else:
                self.found.refusals.append((asked[number], result))

    def _merge(self, simulation: Simulation, decisions: list[Moment]) -> None:
        """Ask what is known of no value yet once more, of states merged by what is left of the game for them."""
        asked = [of_the_end(self.scenario, objective) for objective in self.unknown() if objective.kind != "tally"]
        waiting = []
        self._start("foreseeing merged states", len(asked))
        for number, question in enumerate(asked):
            self._tick(number, 0)
            if not self.wish.exact:
                most = MERGED // HIDDEN
                if foresee_merged(self.scenario, question.asked, simulation.walk, decisions, most) > most:
                    continue
            waiting.append(question)
        share = self.wish.memory // max(1, min(self.wish.workers, len(waiting)))
        limit = None if self.wish.exact else MERGED
        tasks: list[Task] = [Merge(question, share, limit) for question in waiting]
        self._start("exploring merged states", len(tasks))
        for number, result in self._crew.together(tasks, self._tick):
            if result is not None:
                name = waiting[number].name
                self.found.refusals = [each for each in self.found.refusals if each[0].name != name]
                self.found.answers.append((waiting[number], result))

    def _relax(self, simulation: Simulation, decisions: list[Moment]) -> None:
        """Bound the endings of which no value is known by parts of their conditions."""
        ids = {objective.id for objective in self.unknown() if objective.kind == "ending"}
        endings = [number for number, ending in enumerate(self.scenario.endings) if ending.id in ids]
        waiting = [(ending, kept) for ending in endings for kept in relaxations(self.scenario, ending)]
        self._start("foreseeing relaxed questions", len(waiting))
        most = RELAXED // HIDDEN
        tasks: list[tuple[int, Parts]] = []
        for number, (ending, kept) in enumerate(waiting):
            self._tick(number, 0)
            if any((ending, frozenset((part,))) not in tasks for part in kept if len(kept) > 1):
                continue  # what is too much by itself is too much beside another
            made, asked = relaxed(self.scenario, ending, kept), Asked(endings=(ending,))
            if self.wish.exact or foresee_merged(made, asked, simulation.walk, decisions, most) <= most:
                tasks.append((ending, kept))
        share = self.wish.memory // max(1, min(self.wish.workers, len(tasks)))
        limit = None if self.wish.exact else RELAXED
        self._start("exploring relaxed questions", len(tasks))
        known: dict[int, dict[Parts, Span]] = {}
        for number, span in self._crew.together([Relax(*task, share, limit) for task in tasks], self._tick):
            if span is not None:
                ending, kept = tasks[number]
                known.setdefault(ending, {})[kept] = span
        for ending, spans in known.items():
            objective = Objective("ending", self.scenario.endings[ending].id)
            self.found.proved[objective] = proved(len(parts(self.scenario, ending)), spans)

    # --- what the facilitator adds

    def _release(self) -> None:
        """Of all that cannot come to pass as long as the tray stays shut, find what a release brings about."""
        answers = [answer for _, answer in self.found.answers]
        every = frozenset(range(len(self.scenario.injects)))
        if not tray(self.scenario) or not any(answer.asked.injects == every for answer in answers):
            return  # what is too large with the tray shut is all the more so with it open
        barred = settled(self.scenario, answers) - met(answers).keys()
        most = None if self.wish.exact else MOST
        tasks: list[Task] = [
            Release(asked, wanted, self.wish.memory, most) for asked, wanted in by_question(barred).items()
        ]
        self._start("opening the tray", len(tasks))
        for _, found in self._crew.alone(tasks, self._tick):
            self.found.released.join(found)

    # --- strategies, and samples of what is not exact

    def _follow(self) -> None:
        every = list(strategies(self.scenario))
        each = 8 if self._crew.started else len(every)
        tasks: list[Task] = [Try(tuple(every[start : start + each])) for start in range(0, len(every), each)]
        self._start("trying naive strategies", len(tasks))
        work = self._crew.together if self._crew.started else self._crew.alone
        done = dict(work(tasks, self._tick))
        self.found.ended = [ended for number in sorted(done) for ended in done[number]]

    def _sample(self, daily: frozenset[int]) -> None:
        unknown = self.unknown()
        if not unknown and not self.wish.sample:
            return
        batches = max(1, -(-self.wish.sample // self.wish.rows) - 1) if self.wish.sample else SAMPLED
        apart = max(1, min(batches, self.wish.workers * 4))
        tasks: list[Task] = [
            Sample(1 + start, min(-(-batches // apart), batches - start), self.wish.rows, daily)
            for start in range(0, batches, -(-batches // apart))
        ]
        self._start("playing at random", len(tasks))
        parts = dict(self._crew.together(tasks, self._tick))
        for number in sorted(parts):  # in the order of their numbers, so that sums are the same whoever was faster
            sums, runs = parts[number]
            self.found.estimates.add(sums)
            self.found.runs += runs
        searches = [Search(objective, bounds(self.scenario, (_kind(objective), objective.id))) for objective in unknown]
        self._start("looking for good ways to play", len(searches))
        for _, (objective, least, greatest) in self._crew.together(searches, self._tick):
            self.found.found[objective] = (least, greatest)

    def unknown(self) -> list[Objective]:
        """The objectives of which no exact value is known."""
        known = {objective for _, answer in self.found.answers for objective in answer.spans}
        return [objective for objective in objectives(self.scenario) if objective not in known]

    # --- telling

    def _start(self, doing: str, of: int) -> None:
        self._doing, self._of = doing, of
        self._before = sum(answer.states for _, answer in self.found.answers)
        self._tick(0, 0)

    def _tick(self, done: int, states: int) -> None:
        if self._tell and self._of:
            seconds = time.perf_counter() - self._began
            self._tell(StudyStage(self._doing, done, self._of, self._before + states, seconds))


def _kind(objective: Objective) -> str:
    return "lesson" if objective.kind == "tally" else objective.kind


def objectives(scenario: Scenario) -> list[Objective]:
    """Return everything of which a least, a greatest and a random value is told."""
    return [
        *(Objective("tally", lesson) for lesson in scenario.lessons),
        *(Objective("gauge", gauge.id) for gauge in scenario.gauges),
        *(Objective("ending", ending.id) for ending in scenario.endings),
    ]
