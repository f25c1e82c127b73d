"""An analysis as a report for authors: findings first, then every decision, ending, lesson and gauge, in words.

One model for the page on screen, in plain text and as HTML. Numbers are texts here: how they are rounded, and that an
estimate is said to be one, is decided once.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from game.analysis.abstraction.objectives import Objective
from game.analysis.exact.questions import FAMILY
from game.analysis.exact.reachability import UNRELEASED
from game.analysis.exact.tray_releases import tray
from game.analysis.interval import Figure
from game.analysis.result.model import Analysis, DecisionResult, ObjectiveRange, OptionResult, Reached, Way
from game.analysis.result.phrases import only_if
from game.analysis.result.untested import untested
from game.called import program
from game.exercise.ticks import DAYS, Ticks, ticks
from game.report import readings
from game.report.analysis_mending import MovedLine, TeachingLine, class_plan, mending, sensitivity, teaching
from game.report.naive import StrategyLine, strategies
from game.report.words_of_numbers import Words, percent, signed
from game.scenario.catalogue import Catalogue
from game.scenario.findings import Finding, Level
from game.scenario.lessons import known_lessons
from game.scenario.scenario import Inject, Scenario


@dataclass(frozen=True, slots=True)
class FindingLine:
    """One finding."""

    code: str
    level: str
    place: str
    says: str
    cure: str
    why: str
    proved: str = ""
    """A change that removes it and makes no other, where one was proved."""


@dataclass(frozen=True, slots=True)
class Heat:
    """How much an option brings beside the mean of the open ones: its text, and from -1 to 1 how much that is."""

    text: str
    share: float
    """Of the greatest difference of that kind in the whole scenario; above 0 is the good direction."""


@dataclass(frozen=True, slots=True)
class OptionLine:
    """One option of a decision."""

    id: str
    label: str
    open: str
    """How often it is open when the decision comes up."""
    taken: str
    """How often random play takes it, of all runs."""
    marks: tuple[str, ...]
    """What is to be said of it: never open, dominated by, and so on."""
    heats: tuple[Heat, ...]
    way: str


@dataclass(frozen=True, slots=True)
class AnalysedInject:
    """One inject with what hangs on it."""

    id: str
    title: str
    when: str
    chance: str
    """How often it comes up under random play."""
    way: str
    note: str
    options: tuple[OptionLine, ...]
    leads: tuple[tuple[str, str], ...]
    """What follows it, and how often."""


@dataclass(frozen=True, slots=True)
class ValueLine:
    """A lesson, gauge or ending: under random play, at least, at most."""

    id: str
    title: str
    random: str
    least: str
    greatest: str
    note: str
    """Readings of a lesson; where a gauge begins; what bars an ending."""
    way: str = ""
    """A shortest way to an ending."""


@dataclass(frozen=True, slots=True)
class BandPart:
    """A gauge over the days under random play."""

    id: str
    title: str
    low: int
    high: int
    start: int
    days: tuple[tuple[int, int, int, int, int, int], ...]
    """Day and the values below which 5, 25, 50, 75 and 95 runs of a hundred lie."""
    note: str = ""
    """That it is sampled, where it is."""
    ticks: Ticks = DAYS


@dataclass(frozen=True, slots=True)
class AnalysisReport:
    """Everything that the page shows."""

    title: str
    summary: tuple[str, ...]
    """How it was worked out, and whether its numbers are exact."""
    reading: tuple[str, ...]
    """How the numbers are to be read."""
    findings: tuple[FindingLine, ...]
    untested: tuple[str, ...]
    """What was not tested, so that its not being among the findings says nothing."""
    about: tuple[str, ...]
    """Titles of the columns of heat."""
    decisions: tuple[AnalysedInject, ...]
    endings: tuple[ValueLine, ...]
    lessons: tuple[ValueLine, ...]
    gauges: tuple[ValueLine, ...]
    bands: tuple[BandPart, ...]
    strategies: tuple[StrategyLine, ...]
    questions: tuple[tuple[str, str], ...]
    """What was asked, and how it was answered."""
    mending: tuple[str, ...] = ()
    """What is to be said of cures as a whole: how many were found, or why nobody looked."""
    teaching: tuple[TeachingLine, ...] = ()
    class_plan: tuple[str, ...] = ()
    """How many syndicates it takes, in sentences."""
    sensitivity: tuple[MovedLine, ...] = ()


def report(
    analysis: Analysis, findings: Sequence[Finding], called: str = "", known: Catalogue | None = None
) -> AnalysisReport:
    """Return the report of an analysis.

    Args:
        analysis: of a scenario.
        findings: what an author should know of it.
        called: what a command calls the scenario by, where that is not its id.
        known: the catalogue of lessons; left out, the shipped one.
    """
    return _Builder(analysis, known_lessons(analysis.scenario, known), called or analysis.scenario.id).report(findings)


class _Builder:
    def __init__(self, analysis: Analysis, known: Catalogue, called: str) -> None:
        self.analysis, self.called = analysis, called
        self.scenario: Scenario = analysis.scenario
        self.words = Words(analysis.scenario, known)
        families = {known.lessons[lesson].family for lesson in self.scenario.lessons if lesson in known.lessons}
        self.columns = [
            Objective("tally", f"{FAMILY}{family.id}") for family in known.families if family.id in families
        ]
        self.columns += [Objective("gauge", gauge.id) for gauge in self.scenario.gauges]
        self.strongest = self._strongest()

    def report(self, findings: Iterable[Finding]) -> AnalysisReport:
        return AnalysisReport(
            title=self.scenario.title,
            summary=tuple(self._summary()),
            reading=tuple(self._reading()),
            findings=tuple(
                FindingLine(each.code, str(each.level), str(each.place), each.says, each.cure, each.why, each.proved)
                for each in sorted(findings, key=_urgency)
            ),
            untested=tuple(untested(self.analysis)),
            about=tuple(self.words.title(objective) for objective in self.columns),
            decisions=tuple(self._decision(inject) for inject in self.scenario.injects),
            endings=tuple(self._endings()),
            lessons=tuple(self._lessons()),
            gauges=tuple(self._gauges()),
            bands=tuple(self._bands()),
            strategies=tuple(strategies(self.analysis, self.words)),
            questions=tuple(self._questions()),
            mending=tuple(mending(self.analysis, self.called)),
            teaching=tuple(teaching(self.analysis)),
            class_plan=tuple(class_plan(self.analysis, self.words)),
            sensitivity=tuple(sensitivity(self.analysis, self.words)),
        )

    def _summary(self) -> Iterator[str]:
        made = self.analysis
        if made.method == "exact":
            yield (
                f"Every way to play was worked out: {made.states:,} states, {made.transitions:,} steps between them, "
                f"in {made.seconds:.1f} seconds. All numbers are exact."
            )
        else:
            exact = sum(1 for question in made.questions if question.exact)
            answered = f"Of {len(made.questions)} questions {exact} were answered exactly, with {made.states:,} states"
            subject = f"{answered}; the rest" if made.questions else "Everything"
            yield (
                f"{subject} is sampled from {made.runs:,} random runs, and stands with the bounds between which it "
                f"lies at 99\u00a0%. It took {made.seconds:.1f} seconds."
            )
            if made.questions:
                yield f"Sampled: {', '.join(self._sampled())}."
        if not made.complete:
            yield "It was stopped before it was done: this is what was known by then."

    def _reading(self) -> Iterator[str]:
        made = self.analysis
        yield (
            "“At random” takes every open option alike. “At least” and “at most” are what can be expected of those who "
            "play against it, or for it, and see how things stand but not the luck to come."
        )
        if tray(self.scenario):
            looked = not any(reached.why == UNRELEASED for reached in made.injects.values())
            yield f"All numbers are with the tray shut. {OPENED if looked else f'{UNRELEASED.capitalize()}.'}"
        yield "What a facilitator changes by hand is outside of all of it."
        if any(inject.written for inject in self.scenario.injects):
            yield SELF_JUDGED if self.scenario.self_judged else JUDGED.format(program(), self.called)

    def _sampled(self) -> Iterator[str]:
        """Everything that is not exact, by name."""
        made = self.analysis
        yield from (f"“{self.words.title(objective)}”" for objective in made.sampled)
        for gauge in self.scenario.gauges:
            if gauge.id in made.sampled_days:
                yield f"the days of “{gauge.title}”"
        for lesson, shares in made.verdicts.items():
            if not all(share.exact for share in shares.values()):
                yield f"the verdicts on “{self.words.title(Objective('tally', lesson))}”"
        reached = [*made.injects.values(), *(option.reached for option in made.options.values())]
        if not all(each.random is not None and each.random.exact for each in reached):
            yield "how often injects come up and options are taken"

    # --- numbers

    @staticmethod
    def _figure(figure: Figure | None, text: str, low: str, high: str) -> str:
        if figure is None:
            return "not known"
        if figure.exact:
            return text
        return f"{text if text.startswith(('under', 'over')) else f'about {text}'} ({low} to {high})"

    def _share(self, figure: Figure | None) -> str:
        if figure is None or (figure.low <= 0 and figure.high >= 1):
            return "not known"
        return self._figure(figure, *(percent(part) for part in figure))

    def _value(self, objective: Objective, figure: Figure) -> str:
        if objective.kind == "ending":
            return self._share(figure)
        form = signed if objective.kind == "tally" else plain
        return self._figure(figure, *(form(part) for part in figure))

    @staticmethod
    def _certain(outcome: ObjectiveRange) -> str:
        """Beside a sample what is proved of it."""
        if outcome.proved is None:
            return ""
        low, high = math.floor(100 * outcome.proved[0]) / 100, math.ceil(100 * outcome.proved[1]) / 100
        return f", certainly {f'{percent(low)} to ' if low > 0 else 'at most '}{percent(high)}"

    def _bound(self, objective: Objective, figure: Figure) -> str:
        """A least or a greatest: where it is not exact, what was found of it and what it cannot pass."""
        if figure.exact:
            return self._value(objective, figure)
        form = percent if objective.kind == "ending" else signed if objective.kind == "tally" else plain
        text, low, high = (form(part) for part in figure)
        return f"{text} found ({low} to {high})"

    # --- decisions

    def _decision(self, inject: Inject) -> AnalysedInject:
        reached = self.analysis.injects[inject.id]
        known = self.analysis.decisions.get(inject.id)
        passes = self.analysis.passes.get(inject.id)
        if inject.manual:  # whatever comes of it once it is released is no part of the numbers
            note = f"{TRAY} {self._of_tray(inject)}".rstrip()
            return AnalysedInject(
                inject.id,
                inject.title,
                _days(inject, ticks(self.scenario)),
                "from the tray alone",
                self._way(reached.way),
                note,
                (),
                (),
            )
        notes = [_reach("It comes up", reached)] if reached.only_if or reached.why else []
        notes += [reached.barred] if reached.barred and not reached.only_if else []
        if not inject.options:
            notes.append("It is read and laid aside.")
        if inject.written:
            by = "by the group itself" if self.scenario.self_judged else "by somebody else, at random"
            notes.append(f"It is answered in writing: the options are what the answer is judged to be, {by}.")
        if passes and passes.value > 0:
            notes.append(f"In {self._share(passes)} of random runs it passes with every option closed.")
        flows = self.analysis.flows.get(inject.id, {})
        return AnalysedInject(
            inject.id,
            inject.title,
            _days(inject, ticks(self.scenario)),
            self._share(reached.random) if reached.reachable is not False else "never",
            ANYWAY if _certain(reached.random) else self._way(reached.way),
            " ".join(notes),
            tuple(self._option(inject, number, known) for number in range(len(inject.options))),
            tuple((self._name(target), percent(share)) for target, share in sorted(flows.items(), key=lambda f: -f[1])),
        )

    def _of_tray(self, inject: Inject) -> str:
        """What is known of an inject of the tray, and of its options, over every release."""
        reached = self.analysis.injects[inject.id]
        if not reached.reachable:
            barred = f"Released, it never comes up. {reached.barred}" if reached.reachable is False else ""
            return barred or _reach("It comes up", reached)
        options = [(each.id, self.analysis.options[f"{inject.id}.{each.id}"].reached) for each in inject.options]
        said = [f"'{id}' is never open. {each.barred}".strip() for id, each in options if each.reachable is False]
        takes = [("It comes up", reached), *((f"'{id}' is open", each) for id, each in options)]
        said += [_reach(what, each) for what, each in takes if each.only_if and each.only_if != ((inject.id,),)]
        return " ".join(said)

    def _name(self, target: str) -> str:
        return self.scenario.inject(target).title if target else "the end"

    def _option(self, inject: Inject, number: int, known: DecisionResult | None) -> OptionLine:
        option = inject.options[number]
        result = self.analysis.options[f"{inject.id}.{option.id}"]
        store = known.options.get(option.id) if known else None
        anyway = _certain(self.analysis.injects[inject.id].random)
        return OptionLine(
            option.id,
            option.label,
            percent(store.open) if store else "–",
            self._share(result.reached.random),
            tuple(self._marks(result, self.analysis.injects[inject.id])),
            tuple(self._heat(objective, store.against if store else {}) for objective in self.columns),
            ANYWAY if store and store.open > 1 - NEAR and anyway else self._way(result.reached.way),
        )

    @staticmethod
    def _marks(result: OptionResult, inject: Reached) -> Iterator[str]:
        reached = result.reached
        if reached.reachable is False and inject.reachable is not False:
            yield f"never open. {reached.barred}".strip()
        if reached.only_if and reached.only_if != inject.only_if:
            yield f"open {only_if(reached.only_if)} from the tray"
        if reached.reachable is None:
            yield "not seen to be open"
        hopeless = result.hopeless_beside or ()
        dominated = tuple(other for other in result.dominated_by or () if other not in hopeless)
        beaten = bool(result.hopeless_beside or result.dominated_by)
        for what, options in (
            ("hopeless beside", result.hopeless_beside),
            ("dominated by", dominated),
            ("dominated on all that is exact by", result.so_far),
            ("outdone at its best by", () if beaten else result.outdone_by),
            ("dominated on the gauges alone by", () if beaten else result.dominated_on_gauges),
            ("dominated on the evidence alone by", () if beaten else result.dominated_on_evidence),
        ):
            if options:
                yield f"{what} {', '.join(option.rpartition('.')[2] for option in options)}"
        if result.why and reached.reachable is not None:
            yield f"whether it is beaten was not tested: {next(iter(result.why.values()))}"

    def _strongest(self) -> dict[str, float]:
        """The greatest difference that an option makes, by kind: what heat is measured by."""
        found: dict[str, float] = {}
        for decision in self.analysis.decisions.values():
            for store in decision.options.values():
                for objective, more in store.against.items():
                    if objective in self.columns:
                        share = abs(more) / self.words.scale(objective)
                        found[objective.kind] = max(found.get(objective.kind, 0.0), share)
        return found

    def _heat(self, objective: Objective, against: Mapping[Objective, float]) -> Heat:
        more = against.get(objective)
        if more is None:
            return Heat("", 0.0)
        strongest = self.strongest.get(objective.kind, 0.0)
        share = more / self.words.scale(objective) / strongest if strongest else 0.0
        text = signed(more)
        return Heat("" if text == "0" else text, -share if self.words.low(objective) else share)

    def _way(self, way: Way | None) -> str:
        """A shortest way in words: decisions, and the luck they need."""
        if way is None:
            return ""
        if not way.script and not way.releases:
            return "without any decision"
        steps = []
        for inject, id in way.script.items():
            branch, made = way.luck.get(inject), self.scenario.inject(inject)
            option = next(each for each in made.options if each.id == id)
            drawn = branch is not None and sum(map(bool, option.weights)) > 1
            steps.append(f"“{made.title}”: {option.label}" + (f" (branch {(branch or 0) + 1})" if drawn else ""))
        seed = f"; seed {way.seed} has this luck" if way.seed is not None and way.luck else ""
        beside = "".join(
            f"; “{self._name(out)}” is released while “{self._name(at)}” is on the table"
            for out, at in way.releases.items()
        )
        return "; then ".join(steps) + beside + seed

    # --- values

    def _line(self, objective: Objective, title: str, outcome: ObjectiveRange, note: str, way: str = "") -> ValueLine:
        return ValueLine(
            objective.id,
            title,
            self._value(objective, outcome.random) + self._certain(outcome),
            self._bound(objective, outcome.least),
            self._bound(objective, outcome.greatest),
            note,
            way,
        )

    def _endings(self) -> Iterator[ValueLine]:
        for ending in self.scenario.endings:
            outcome = self.analysis.endings.get(ending.id)
            if outcome:
                reached = self.analysis.ending_reach[ending.id]
                objective = Objective("ending", ending.id)
                yield self._line(objective, ending.title, outcome, _missed(reached), self._way(reached.way))

    def _lessons(self) -> Iterator[ValueLine]:
        for lesson in self.scenario.lessons:
            outcome = self.analysis.lessons.get(lesson)
            if outcome:
                shares = self.analysis.readings.get(lesson, {})
                note = ", ".join(
                    f"{readings.words(kind).title.lower()} {self._share(share)}"
                    for kind, share in sorted(shares.items(), key=lambda each: each[0].place)
                    if share.value
                )
                objective = Objective("tally", lesson)
                yield self._line(objective, self.words.title(objective), outcome, note)

    def _gauges(self) -> Iterator[ValueLine]:
        for gauge in self.scenario.gauges:
            outcome = self.analysis.gauges.get(gauge.id)
            if outcome:
                note = f"from {gauge.start} {ticks(self.scenario).at(0)}; {gauge.good} is good"
                yield self._line(Objective("gauge", gauge.id), gauge.title, outcome, note)

    def _bands(self) -> Iterator[BandPart]:
        for gauge in self.scenario.gauges:
            bands = self.analysis.bands.get(gauge.id)
            if bands:
                note = "sampled" if gauge.id in self.analysis.sampled_days else ""
                days = tuple((b.day, b.p5, b.p25, b.p50, b.p75, b.p95) for b in bands)
                of, read = gauge, ticks(self.scenario)
                yield BandPart(of.id, of.title, of.min, of.max, of.start, days, note, read)

    # --- the rest

    def _questions(self) -> Iterator[tuple[str, str]]:
        for question in self.analysis.questions:
            if question.exact:
                took = f" in {question.seconds:.1f} s" if question.seconds >= 0.05 else ""
                yield question.name, f"exact, {question.states:,} {'state' if question.states == 1 else 'states'}{took}"
            else:
                yield question.name, f"sampled; {question.why}"


def _urgency(finding: Finding) -> int:
    """What can be mended at once first, then what has to be, then what may be meant; else in the order of the file."""
    return 0 if finding.proved else 1 if finding.level is Level.WARNING else 2


NEAR = 1e-12

ANYWAY = "whatever is decided before"

OPENED = (
    "What can come to pass, what bars it and what never does was looked at over every release from the tray, and says "
    "where it takes one."
)

JUDGED = (
    "Whoever judges an answer in writing is chance here, alike for every judgement that is open: a facilitator judges, "
    "and nobody plays for or against it. Alone a group judges itself: “{} analyse {} --self-judged” has the numbers of "
    "that."
)

SELF_JUDGED = "Answers in writing are judged by the group itself here, as it does alone: to judge is to decide."

TRAY = "Only a facilitator lets it come up, so the numbers leave it out."


def _certain(share: Figure | None) -> bool:
    """Whether something comes to pass in every run."""
    return share is not None and share.exact and share.value > 1 - NEAR


def _days(inject: Inject, read: Ticks) -> str:
    if inject.first == inject.last:
        return read.on(inject.first)
    return f"{read.word}s {read.number(inject.first)} to {read.number(inject.last)}"


def _missed(reached: Reached) -> str:
    """Why an ending was not met."""
    if reached.reachable is False:
        return f"Never told. {reached.barred}".strip()
    return _reach("It is told", reached)


def _reach(what: str, reached: Reached) -> str:
    """What it takes that something can come to pass, or why that is not known."""
    if reached.only_if:
        return f"{what} {only_if(reached.only_if)} from the tray."
    return f"Whether {what[:1].lower()}{what[1:]} is not known: {reached.why}." if reached.why else ""


def plain(value: float) -> str:
    """A value of a gauge, to a tenth."""
    return f"{round(value, 9):.1f}".removesuffix(".0").replace("-", "−")
