"""The seal: all about a scenario that can be known by machine, as marks that hold, do not hold, or are not known.

A mark is a bar with a number, and where it does not hold the places to mend. What was sampled is held against the bar
with its interval; where that lies on both sides, the mark is not known, and says so. Not known is not broken.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from game.analysis.mending.attack import LikeOptions, alike
from game.analysis.mending.habits import HABITS, PlayMeasures
from game.analysis.result.model import Analysis, Reached
from game.analysis.result.phrases import named
from game.scenario.checks.check_context import Subject
from game.scenario.checks.wording import SITUATION
from game.scenario.findings import Finding, Level
from game.scenario.node import Path

RARE, COMMON = 0.02, 0.7
"""An ending is told in this share of random runs at least and at most."""

CONTINGENT = 1 / 3
"""The share of the timeline's decisions that hang on a condition, at least."""

TRAY = 2
"""Decisions in the tray, at least."""

VIRTUE = 0.4
"""The share of decisions in which the best evidence is also the best for the gauges, at most."""

PRICE = 0.012
"""What always serving a lesson has to cost on some gauge, of its range; what always spending it has to bring."""

RUNS = 20_000
"""Random runs, and runs of each habit, that habits and prices are measured by."""


@dataclass(frozen=True, slots=True)
class SealMark:
    """One mark: whether it holds (None: not known), in a number, and where to mend it."""

    id: str
    says: str
    """What holds where it holds."""
    held: bool | None
    figure: str
    mend: tuple[str, ...] = ()
    """Places with what to do there; where it is not known, why."""


def marks(
    analysis: Analysis, subject: Subject, checked: Sequence[Finding], found: Sequence[Finding], runs: int = RUNS
) -> list[SealMark]:
    """Return every mark of a scenario.

    Args:
        analysis: of the scenario.
        subject: the scenario with its text.
        checked: what every check without an analysis says.
        found: what the analysis says.
        runs: random runs, and runs of each habit.
    """
    return list(_Sealing(analysis, subject, checked, found, runs).marks())


def marks_of_play(subject: Subject, played: PlayMeasures) -> list[SealMark]:
    """Return the marks that hang on the rules alone, for which nothing has to be analysed."""
    return list(_OfPlay(subject, played).marks_of_play())


class _OfPlay:
    """The marks that hang on the rules alone."""

    def __init__(self, subject: Subject, played: PlayMeasures) -> None:
        self.subject, self.scenario, self.played = subject, subject.scenario, played

    def marks_of_play(self) -> Iterator[SealMark]:
        yield self._contingent()
        yield self._tray()
        yield self._virtue()

    def _place(self, path: Path) -> str:
        return str(self.subject.root.find(path).place)

    def _contingent(self) -> SealMark:
        hanging, regular = len(self.played.contingent), len(self.played.regular)
        says = "A third of the decisions hangs on what happened"
        place = self._place(("injects",))
        mend = [f"{place}: give more decisions a 'when' that earlier ones bring about."]
        held = regular > 0 and hanging >= CONTINGENT * regular
        return _mark("contingent", says, held, f"{hanging} of {regular}", mend)

    def _tray(self) -> SealMark:
        held = len(self.played.decisions) - len(self.played.regular)
        mend = [f"{self._place(('injects',))}: write decisions with 'manual: true' for the facilitator to release."]
        return _mark("tray", f"The tray holds {TRAY} decisions at least", held >= TRAY, str(held), mend)

    def _virtue(self) -> SealMark:
        paid, all_of = self.played.virtuous(), len(self.played.decisions)
        says = f"In at most {VIRTUE:.0%} of the decisions the best evidence is best for the gauges, too"
        mend = [
            f"{self._place(('injects', self.scenario.inject_index[id]))}: in '{id}' virtue pays; let what serves the "
            "lesson cost a gauge."
            for id in paid
        ]
        return _mark("virtue", says, len(paid) <= VIRTUE * all_of, f"{len(paid)} of {all_of}", mend)


class _Sealing(_OfPlay):
    def __init__(
        self, analysis: Analysis, subject: Subject, checked: Sequence[Finding], found: Sequence[Finding], runs: int
    ) -> None:
        super().__init__(subject, PlayMeasures(subject.scenario, runs, runs))
        self.analysis, self.checked, self.found = analysis, checked, found

    def marks(self) -> Iterator[SealMark]:
        yield self._errors()
        yield self._beaten()
        yield self._reached("injects", "Every inject can come up", self.analysis.injects, "WC271")
        yield self._reached("endings_reached", "Every ending can be told", self.analysis.ending_reach, "WC274")
        yield self._endings()
        yield self._served_and_spent()
        yield self._prices()
        yield self._habits()
        yield self._alike()
        yield from self.marks_of_play()
        yield self._situations()
        yield self._of_checks("reading_time", "What is read fits into its minutes", ("WC254", "WC255"))
        yield self._pictures()
        yield self._of_checks("bears_on", "Where papers say what they bear on, those of every decision do", ("WC316",))

    # --- of the file

    def _errors(self) -> SealMark:
        wrong = [each for each in self.checked if each.level is Level.ERROR]
        return _mark("errors", "Nothing in the files is wrong", not wrong, _counted(wrong, "error"), _told(wrong))

    def _of_checks(self, id: str, says: str, codes: Iterable[str]) -> SealMark:
        found = [each for each in self.checked if each.code in codes]
        return _mark(id, says, not found, _counted(found, "place"), _told(found))

    def _situations(self) -> SealMark:
        longest, mend = 0, []
        for index, inject in enumerate(self.scenario.injects):
            words = len(inject.situation.split())
            longest = max(longest, words)
            if words > SITUATION:
                place = self._place(("injects", index, "situation"))
                mend.append(f"{place}: '{inject.id}' has {words} words; keep what calls for a decision.")
        says = f"No situation has more than {SITUATION} words"
        return _mark("situations", says, not mend, f"the longest has {longest}", mend)

    def _pictures(self) -> SealMark:
        papers = [
            (self._place(("injects", index, "documents", number)), paper)
            for index, inject in enumerate(self.scenario.injects)
            for number, paper in enumerate(inject.documents)
            if paper.picture is not None
        ]
        mend = [f"{place}: say in 'alt' what the picture shows." for place, paper in papers if not paper.alt.strip()]
        return _mark("alt_texts", "Every picture is told in words", not mend, _counted(papers, "picture"), mend)

    # --- of the analysis

    def _beaten(self) -> SealMark:
        beaten = [each for each in self.found if each.code in ("WC275", "WC276")]
        untested = [
            id
            for id, option in self.analysis.options.items()
            if option.dominated_by is None and not self.scenario.inject(id.partition(".")[0]).written
            and not self.scenario.inject(id.partition(".")[0]).manual
        ]  # fmt: skip
        says, figure = "No option is dominated", f"{len(beaten)} of {len(self.analysis.options)} options"
        if untested and not beaten:
            return SealMark("dominated", says, None, figure, (f"Not tested: {named(untested)}.", EXACT))
        return _mark("dominated", says, not beaten, figure, _told(beaten))

    def _reached(self, id: str, says: str, every: dict[str, Reached], code: str) -> SealMark:
        never = [each for each in self.found if each.code == code]
        unknown = [name for name, reached in every.items() if reached.reachable is None]
        figure = f"{len(every) - len(never) - len(unknown)} of {len(every)}"
        if unknown and not never:
            return SealMark(id, says, None, figure, (f"Not known: {named(unknown)}.", EXACT))
        return _mark(id, says, not never, figure, _told(never))

    def _endings(self) -> SealMark:
        says = f"Every ending is told in {RARE:.0%} to {COMMON:.0%} of random runs"
        mend, unsure, shares = [], [], []
        for index, ending in enumerate(self.scenario.endings):
            figure = self.analysis.endings[ending.id].random
            shares.append(figure.value)
            if figure.high < RARE or figure.low > COMMON:
                much = "hardly ever: loosen its 'when'" if figure.high < RARE else "too often: tighten its 'when'"
                mend.append(f"{self._place(('endings', index))}: '{ending.id}' is told in {figure.value:.1%}, {much}.")
            elif figure.low < RARE or figure.high > COMMON:
                unsure.append(ending.id)
        figures = f"{min(shares, default=0):.1%} to {max(shares, default=0):.1%}"
        if unsure and not mend:
            return SealMark("endings", says, None, figures, (f"Too near to the bar: {named(unsure)}.", EXACT))
        return _mark("endings", says, not mend, figures, mend)

    def _served_and_spent(self) -> SealMark:
        mend = []
        for lesson in self.scenario.lessons:
            ways = {
                evidence.weight > 0
                for inject in self.scenario.injects
                for option in inject.options
                for evidence in option.evidence
                if evidence.lesson == lesson
                and self.analysis.options[f"{inject.id}.{option.id}"].reached.reachable is not False
            }
            missing = [word for truth, word in ((True, "served"), (False, "spent")) if truth not in ways]
            if missing:
                place = self._place(("lessons", lesson))
                mend.append(f"{place}: '{lesson}' can never be {' or '.join(missing)}; let an option do it.")
        figure = f"{len(self.scenario.lessons) - len(mend)} of {len(self.scenario.lessons)} lessons"
        return _mark("served_and_spent", "Every lesson can be served and spent", not mend, figure, mend)

    # --- of habits

    @cached_property
    def _ranges(self) -> np.ndarray:
        return np.array([gauge.max - gauge.min for gauge in self.scenario.gauges], float)

    def _prices(self) -> SealMark:
        says = f"Serving a lesson costs {PRICE:.1%} of some gauge's range, spending it brings as much"
        mend = [
            f"{each.place}: {each.says} {each.cure}"
            for each in self.found
            if each.code == "WC282"
        ]  # fmt: skip
        priced = 0
        for lesson in self.scenario.lessons:
            prices = {sign: self.played.price(lesson, sign) for sign in (1, -1)}
            short = [
                word
                for sign, word in ((1, "serving it costs nothing"), (-1, "spending it brings nothing"))
                for price in (prices[sign],)
                if price is not None and not self._paid(*price, sign)
            ]
            priced += not short
            if short and self.scenario.gauges:
                place = self._place(("lessons", lesson))
                mend.append(f"{place}: '{lesson}': {' and '.join(short)}; let its options move a gauge.")
        figure = f"{priced} of {len(self.scenario.lessons)} lessons"
        return _mark("prices", says, not mend, figure, mend)

    def _paid(self, ends: np.ndarray, half: np.ndarray, sign: int) -> bool:
        """Whether some gauge pays: as much as the bar asks, and twice what chance alone would bring 19 times in 20."""
        paid = -ends * sign
        return bool(((paid >= PRICE * self._ranges) & (paid >= 2 * half)).any())

    def _habits(self) -> SealMark:
        says = "Every naive policy loses somewhere"
        mend = [f"{each.place}: {each.says} {each.cure}" for each in self.found if each.code == "WC277"]
        told, tried = [], 0
        for name in HABITS:
            if not any(any(tags) for tags in self.played.tagged(name)):
                continue
            tried += 1
            ends, half = self.played.against_random(self.played.habit(name))
            worst = int(np.argmin(ends / self._ranges)) if len(ends) else 0
            if not len(ends) or ends[worst] + half[worst] >= 0:
                mend.append(f"{self._place(('injects',))}: always '{name}' loses nowhere; let what it takes cost more.")
            told.append(f"{name} {ends[worst]:+.1f} on '{self.scenario.gauges[worst].id}'" if len(ends) else name)
        if not tried and not mend:
            why = "No option has a 'style', and no words give one away."
            return SealMark("habits", says, None, "none tried", (why,))
        by = "" if self.played.styled else " (by the words of labels and cases)"
        return _mark("habits", says, not mend, "; ".join(told) + by, mend)

    @cached_property
    def told_apart(self) -> list[LikeOptions]:
        return alike(self.scenario, self.analysis)

    def _alike(self) -> SealMark:
        mend = []
        for pair in self.told_apart:
            inject = self.scenario.injects[pair.inject]
            one, other = inject.options[pair.one].id, inject.options[pair.other].id
            place = self._place(("injects", pair.inject, "options", pair.other))
            mend.append(
                f"{place}: '{one}' and '{other}' of '{inject.id}' do the same and end differently: {pair.differs}; let "
                "people see what tells them apart."
            )
        says = "Two plays that do the same end the same"
        return _mark("alike", says, not mend, f"{len(mend)} pairs of options", mend)


EXACT = "Ask for --exact, or make the scenario smaller where 'analyse' says that its states multiply."


def _counted(each: Sequence[object], what: str) -> str:
    return f"{len(each)} {what}{'' if len(each) == 1 else 's'}"


def _told(findings: Iterable[Finding]) -> list[str]:
    return [each.sentence for each in findings]


def _mark(id: str, says: str, held: bool, figure: str, mend: Sequence[str]) -> SealMark:
    return SealMark(id, says, held, figure, () if held else tuple(mend))
