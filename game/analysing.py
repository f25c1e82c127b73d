"""The command `analyse`: a kept analysis or a new one, told while it is made, shown as text, page or data."""

from __future__ import annotations

import itertools
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from game.analysis.analyse import analyse
from game.analysis.memory import amount, half
from game.analysis.mending.cures import Budget, cures, dotted, undotted
from game.analysis.mending.sensitivity import TooMany, sensitivity
from game.analysis.result.findings import findings
from game.analysis.result.kept_analyses import Shelf
from game.analysis.result.model import Analysis
from game.analysis.result.phrases import unknown
from game.analysis.run import workers
from game.analysis.run.study import StudyStage, Wish
from game.called import program
from game.exercise.errors import Refused
from game.scenario.check import More
from game.scenario.checks.check_context import Subject
from game.scenario.checks.suppressions import silenced
from game.scenario.findings import Finding, ScenarioError
from game.scenario.load import called, examine, find
from game.scenario.scenario import Scenario
from game.words import lazy


@dataclass(frozen=True, slots=True)
class AnalyseOptions:
    """What the command asks for."""

    exact: bool = False
    sample: int = 0
    workers: int | None = None
    cluster: str = ""
    memory: str = ""
    fresh: bool = False
    """Whether to work it out anew though it is kept."""
    mend: bool = False
    """Whether to look for cures, and for the numbers that endings and lessons hang on."""

    @property
    def stinted(self) -> bool:
        """Whether it gets less memory than it would of itself: then others may want to know more."""
        return bool(self.memory) and amount(self.memory) < half()

    def wish(self, keep: Path | None) -> Wish:
        """The same, with what this machine has."""
        return Wish(
            amount(self.memory) if self.memory else half(),
            self.exact,
            self.sample,
            self.workers or workers.processors(),
            workers.cluster(self.cluster) if self.cluster else None,
            keep,
        )


@dataclass(frozen=True, slots=True)
class Read:
    """A scenario with its text, for findings with places."""

    scenario: Scenario
    subject: Subject

    @property
    def called(self) -> str:
        """What a command calls it by."""
        return called(self.subject.source)


def read(path: str) -> Read:
    """Read a scenario by id or path.

    Raises:
        ScenarioError: where it cannot be played.
    """
    examined = examine(find(path))
    if examined.scenario is None or examined.root is None:
        raise ScenarioError(examined.findings)
    return Read(examined.scenario, Subject(examined.scenario, examined.root, examined.source))


def analysed(scenario: Scenario, asking: AnalyseOptions, tell: Callable[[StudyStage], None] | None = None) -> Analysis:
    """Return the kept analysis of a scenario where it serves, else make one and keep it."""
    shelf = Shelf()
    if not (asking.fresh or asking.sample):
        known = shelf.analysis(scenario)
        if known is not None and (known.method == "exact" or not asking.exact):
            return known
    values = None
    with suppress(OSError):  # without a cache it is worked out each time
        values = None if asking.sample else shelf.begin()
    try:
        made = analyse(scenario, asking.wish(values), tell)
        if values is not None and made.complete and (made.method == "exact" or not asking.stinted):
            with suppress(OSError):
                shelf.keep(made, values)
    finally:
        if values is not None:
            shelf.drop(values)
    return made


def mended(
    made: Analysis, subject: Subject, asking: AnalyseOptions, tell: Callable[[StudyStage], None] | None = None
) -> Analysis:
    """Look for cures and for what endings and lessons hang on, where that is not kept yet, and keep it."""
    if not asking.mend or made.cures is not None or made.unmended:
        return made
    made.unmended = _too_large(made)
    if not made.unmended:
        try:
            _look(made, subject, asking, tell)
        except workers.GivenUp:
            made.cures = made.sensitivity = None
            made.unmended = "It was stopped before cures were known; ask again to look for them."
            return made
    if not asking.sample and not asking.stinted:
        with suppress(OSError):
            Shelf().amend(made)
    return made


def _look(made: Analysis, subject: Subject, asking: AnalyseOptions, tell: Callable[[StudyStage], None] | None) -> None:
    """Look for cures, then for what matters most."""

    def stage(doing: str) -> Callable[[int, int], None]:
        return lambda done, of: tell(StudyStage(doing, done, of, 0, time.perf_counter() - began)) if tell else None

    began = time.perf_counter()
    looked = cures(made, subject, asking.wish(None), tell=stage("looking for cures"))
    made.cures = [cure for cure in looked.values() if cure is not None]
    made.uncured = [(code, dotted(path)) for (code, path), cure in looked.items() if cure is None]
    try:
        made.sensitivity = sensitivity(made, subject, tell=stage("moving numbers"))
    except TooMany as problem:
        made.unmended = f"To try each of its {problem} numbers takes too long: which matter most is not known."


def _too_large(made: Analysis) -> str:
    """Why nothing can be proved of a change of a scenario; nothing where it can."""
    if made.method != "exact" or not made.complete:
        return (
            "Cures are proved by analysing again, exactly, and of this scenario not everything is exact. Mend the "
            "question below that needs most states first."
        )
    if made.transitions > Budget().steps:
        return f"Cures are proved by analysing again, and {made.transitions:,} steps are too many to do so often."
    return ""


def openings(scenario: Scenario) -> Iterator[tuple[dict[str, bool], Scenario]]:
    """Yield every combination of what a scenario may open with, and the scenario that opens so where nobody answers."""
    asked = scenario.opens_with
    for answers in itertools.product((False, True), repeat=len(asked)):
        given = tuple(replace(each, default=answer) for each, answer in zip(asked, answers, strict=True))
        flags = {scenario.flags[each.flag].id: each.default for each in given}
        yield flags, replace(scenario, opens_with=given)


def self_judged(read: Read) -> Read:
    """The same scenario where the group judges its answers in writing itself, as it does alone.

    Raises:
        Refused: where it asks for none.
    """
    scenario = read.scenario
    if not any(inject.written for inject in scenario.injects):
        raise Refused(
            lazy("'{scenario}' asks for no answer in writing; leave --self-judged out.", scenario=scenario.id)
        )
    made = replace(scenario, self_judged=True)
    return Read(made, Subject(made, read.subject.root, read.subject.source))


def said(analysis: Analysis, subject: Subject) -> list[Finding]:
    """Return the findings of an analysis that no comment puts aside, in the order of the file."""
    kept = silenced(subject, proved(analysis, subject), analysed=True)
    mine = [finding for finding in kept if finding.code.startswith(("WC27", "WC28", "WC32"))]
    return sorted(
        mine, key=lambda finding: (finding.place.file, finding.place.line, finding.place.column, finding.code)
    )


def proved(analysis: Analysis, subject: Subject) -> Iterator[Finding]:
    """Yield the findings of an analysis, each with the cure that was proved for it."""
    known = {(cure.code, cure.finding): cure for cure in analysis.cures or ()}
    for finding in findings(analysis, subject):
        path = subject.path(finding)
        cure = known.get((finding.code, dotted(path)))
        if cure is None:
            yield finding
        else:
            place = subject.root.find(undotted(cure.path)).place
            says = f"{place}: at '{cure.where}' write {cure.new} for {cure.old}."
            yield subject.proved(finding, f"{says} Analysed again so, this is gone and nothing else has come up.")


class Further:
    """The analysis as a further check of scenarios."""

    def __init__(self, asking: AnalyseOptions, tell: Callable[[StudyStage], None] | None = None) -> None:
        self.asking, self.tell = asking, tell
        self.stopped = False
        """Whether somebody stopped one before it was done."""
        self.partly: list[str] = []
        """A sentence for each scenario of which not everything was worked out exactly."""

    def __call__(self, subject: Subject) -> Iterator[Finding]:
        """Yield what an analysis finds."""
        made = analysed(subject.scenario, self.asking, self.tell)
        made = mended(made, subject, self.asking, self.tell)
        self.stopped |= not made.complete
        if made.method != "exact":
            exact = sum(1 for question in made.questions if question.exact)
            which = unknown(made.sampled) if made.sampled else "the rest was sampled"
            self.partly.append(
                f"{made.scenario.id}: {exact} of {len(made.questions)} questions were answered exactly; {which}, and "
                f"may hide more. See: {program()} analyse {called(subject.source)}"
            )
        yield from proved(made, subject)


def kept(scenario: Scenario) -> More | None:
    """Return the kept analysis of a scenario as a further check of it; None where there is none."""
    known = Shelf().analysis(scenario)
    return partial(proved, known) if known else None


@contextmanager
def progress() -> Iterator[Callable[[StudyStage], None]]:
    """Show on stderr how far an analysis is, on one line that goes away; nothing where nobody looks.

    Ctrl+C ends it at the next look, with what is known by then; pressed again, it ends everything at once.
    """
    width = 0
    enough = False

    def interrupted(*_: object) -> None:
        nonlocal enough
        if enough:
            raise KeyboardInterrupt
        enough = True

    def tell(stage: StudyStage) -> None:
        nonlocal width
        if enough:
            raise workers.GivenUp
        if sys.stderr.isatty():
            text = told(stage)
            sys.stderr.write("\r" + text.ljust(width))
            sys.stderr.flush()
            width = len(text)

    before = None
    with suppress(ValueError):  # another thread than the first hears no signals
        # Raised at once, it might fall into the middle of handing out work, and what was begun would never end.
        before = signal.signal(signal.SIGINT, interrupted)
    try:
        yield tell
    finally:
        if before is not None:
            signal.signal(signal.SIGINT, before)
        if width:
            sys.stderr.write("\r" + " " * width + "\r")
            sys.stderr.flush()


def told(stage: StudyStage) -> str:
    """A stage in one short line."""
    states = f", {stage.states:,} states" if stage.states else ""
    return f"{stage.seconds:4.0f} s  {stage.doing}: {stage.done} of {stage.of}{states}  (Ctrl+C: what is known so far)"
