"""An analysis as a report for authors: findings first, then every decision, ending, lesson and gauge, in words.

One model for the page on screen, in plain text and as HTML. Numbers are texts here: how they are rounded, and that an
estimate is said to be one, is decided once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from game.analysis.figure import Figure
from game.analysis.plan import FAMILY
from game.analysis.result import Analysis, DecisionResult, OptionResult, Outcome, Reached, Way
from game.analysis.values import Objective
from game.exercise.ticks import DAYS, Ticks, ticks
from game.report import readings
from game.report.naive import StrategyLine, strategies
from game.report.words_of_numbers import Words, percent, signed
from game.scenario.catalogue import Catalogue
from game.scenario.findings import Finding
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
class DecisionPart:
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
    ticks: Ticks = DAYS


@dataclass(frozen=True, slots=True)
class AnalysisReport:
    """Everything that the page shows."""

    title: str
    summary: tuple[str, ...]
    findings: tuple[FindingLine, ...]
    about: tuple[str, ...]
    """Titles of the columns of heat."""
    decisions: tuple[DecisionPart, ...]
    endings: tuple[ValueLine, ...]
    lessons: tuple[ValueLine, ...]
    gauges: tuple[ValueLine, ...]
    bands: tuple[BandPart, ...]
    strategies: tuple[StrategyLine, ...]
    questions: tuple[tuple[str, str], ...]
    """What was asked, and how it was answered."""


def report(analysis: Analysis, findings: Sequence[Finding], known: Catalogue | None = None) -> AnalysisReport:
    """Return the report of an analysis."""
    return _Builder(analysis, known_lessons(analysis.scenario, known)).report(findings)


class _Builder:
    def __init__(self, analysis: Analysis, known: Catalogue) -> None:
        self.analysis = analysis
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
            findings=tuple(
                FindingLine(each.code, str(each.level), str(each.place), each.says, each.cure, each.why)
                for each in findings
            ),
            about=tuple(self.words.title(objective) for objective in self.columns),
            decisions=tuple(self._decision(inject) for inject in self.scenario.injects),
            endings=tuple(self._endings()),
            lessons=tuple(self._lessons()),
            gauges=tuple(self._gauges()),
            bands=tuple(self._bands()),
            strategies=tuple(strategies(self.analysis, self.words)),
            questions=tuple(self._questions()),
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
        if not made.complete:
            yield "It was stopped before it was done: this is what was known by then."
        yield (
            "“At random” takes every open option alike. “At least” and “at most” are what can be expected of those who "
            "play against it, or for it, and see how things stand but not the luck to come. The tray is left out."
        )

    # --- numbers

    @staticmethod
    def _figure(figure: Figure | None, text: str, low: str, high: str) -> str:
        if figure is None:
            return "not known"
        if figure.exact or low == high:
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

    # --- decisions

    def _decision(self, inject: Inject) -> DecisionPart:
        reached = self.analysis.injects[inject.id]
        known = self.analysis.decisions.get(inject.id)
        passes = self.analysis.passes.get(inject.id)
        if inject.manual:  # whatever a facilitator does with it is no part of the analysis
            days = _days(inject, ticks(self.scenario))
            return DecisionPart(inject.id, inject.title, days, "from the tray alone", "", TRAY, (), ())
        notes = [reached.barred] if reached.barred else []
        if not inject.options:
            notes.append("It is read and laid aside.")
        if passes and passes.value > 0:
            notes.append(f"In {self._share(passes)} of random runs it passes with every option closed.")
        flows = self.analysis.flows.get(inject.id, {})
        return DecisionPart(
            inject.id,
            inject.title,
            _days(inject, ticks(self.scenario)),
            self._share(reached.random) if reached.reachable is not False else "never",
            ANYWAY if _certain(reached.random) else self._way(reached.way),
            " ".join(notes),
            tuple(self._option(inject, number, known) for number in range(len(inject.options))),
            tuple((self._name(target), percent(share)) for target, share in sorted(flows.items(), key=lambda f: -f[1])),
        )

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
            tuple(self._marks(result, self.analysis.injects[inject.id].reachable is not False)),
            tuple(self._heat(objective, store.against if store else {}) for objective in self.columns),
            ANYWAY if store and store.open > 1 - NEAR and anyway else self._way(result.reached.way),
        )

    @staticmethod
    def _marks(result: OptionResult, comes_up: bool) -> Iterator[str]:
        if result.reached.reachable is False and comes_up:
            yield f"never open. {result.reached.barred}".strip()
        if result.reached.reachable is None:
            yield "not seen to be open"
        dominated = tuple(other for other in result.dominated_by if other not in result.hopeless_beside)
        beaten = bool(result.hopeless_beside or result.dominated_by)
        for what, options in (
            ("hopeless beside", result.hopeless_beside),
            ("dominated by", dominated),
            ("outdone at its best by", () if beaten else result.outdone_by),
            ("dominated on the gauges alone by", () if beaten else result.dominated_on_gauges),
            ("dominated on the evidence alone by", () if beaten else result.dominated_on_evidence),
        ):
            if options:
                yield f"{what} {', '.join(option.rpartition('.')[2] for option in options)}"

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
        if not way.script:
            return "without any decision"
        steps = []
        for inject, option in way.script.items():
            branch = way.luck.get(inject)
            options = self.scenario.inject(inject).options
            chance = next(each for each in options if each.id == option).chance
            drawn = branch is not None and sum(map(bool, (b.weight for b in chance))) > 1
            steps.append(f"{inject}: {option}" + (f" (branch {(branch or 0) + 1})" if drawn else ""))
        seed = f"; seed {way.seed} has this luck" if way.seed is not None and way.luck else ""
        return ", ".join(steps) + seed

    # --- values

    def _line(self, objective: Objective, title: str, outcome: Outcome, note: str, way: str = "") -> ValueLine:
        return ValueLine(
            objective.id,
            title,
            self._value(objective, outcome.random),
            self._value(objective, outcome.least),
            self._value(objective, outcome.greatest),
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
                days = tuple((b.day, b.p5, b.p25, b.p50, b.p75, b.p95) for b in bands)
                yield BandPart(gauge.id, gauge.title, gauge.min, gauge.max, gauge.start, days, ticks(self.scenario))

    # --- the rest

    def _questions(self) -> Iterator[tuple[str, str]]:
        for question in self.analysis.questions:
            if question.exact:
                took = f" in {question.seconds:.1f} s" if question.seconds >= 0.05 else ""
                yield question.name, f"exact, {question.states:,} {'state' if question.states == 1 else 'states'}{took}"
            else:
                yield question.name, f"sampled; {question.why}"


NEAR = 1e-12

ANYWAY = "whatever is decided before"

TRAY = "Only a facilitator lets it come up, so the analysis leaves it out."


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
    return "" if reached.reachable else "Not seen in the runs that were sampled."


def plain(value: float) -> str:
    """A value of a gauge, to a tenth."""
    return f"{round(value, 9):.1f}".removesuffix(".0").replace("-", "−")
