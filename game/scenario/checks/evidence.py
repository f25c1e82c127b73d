"""What the debrief will be able to say: options, lessons and the evidence between them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from game.scenario.checks.check_context import Subject
from game.scenario.findings import Finding
from game.scenario.node import Path
from game.scenario.scenario import Change, Option, Scenario


def evidence(subject: Subject) -> Iterator[Finding]:
    """Options without evidence, injects and lessons without use, options without a price."""
    if not subject.scenario.lessons:
        says = "this scenario lists no lesson of the catalogue."
        yield subject.finding("WC310", (), says, "List under 'lessons' what it is played for.")
    else:
        yield from _options(subject)
        yield from _lessons(subject)
    yield from _prices(subject)


def _options(subject: Subject) -> Iterator[Finding]:
    for index, inject in subject.decisions():
        path: Path = ("injects", index)
        if not any(option.evidence for option in inject.options):
            says = f"no option of '{inject.id}' is evidence for or against a lesson."
            yield subject.finding("WC202", path, says, "Add 'evidence' to its options, or take the options out.")
            continue
        for number, option in enumerate(inject.options):
            where: Path = (*path, "options", number)
            if not option.evidence:
                says = f"option '{option.id}' is no evidence for or against any lesson."
                yield subject.finding("WC201", where, says, "Say which lesson it serves or strains, and why.")
            for tag in option.evidence:
                if not tag.because.strip():
                    says = f"'{option.id}' bears on '{tag.lesson}', and does not say why."
                    yield subject.finding(
                        "WC207", (*where, "evidence", tag.lesson), says, "Add 'because:' with the concrete thing.", True
                    )


def _lessons(subject: Subject) -> Iterator[Finding]:
    serving: defaultdict[str, list[str]] = defaultdict(list)
    straining: defaultdict[str, list[str]] = defaultdict(list)
    bearing: defaultdict[str, set[int]] = defaultdict(set)
    decisions = list(subject.decisions())
    for index, inject in decisions:
        for option in inject.options:
            for tag in option.evidence:
                (serving if tag.weight > 0 else straining)[tag.lesson].append(f"{inject.id}.{option.id}")
                bearing[tag.lesson].add(index)
    for lesson in subject.scenario.lessons:
        path: Path = ("lessons", lesson)
        if not serving[lesson]:
            says = f"no option serves the lesson '{lesson}'."
            yield subject.finding("WC206", path, says, "Give an option positive evidence for it, or take it out.", True)
            continue
        if len(serving[lesson]) == 1:
            says = f"only one option serves the lesson '{lesson}': {serving[lesson][0]}."
            yield subject.finding("WC204", path, says, "Let a second decision bear on it.", True)
        if not straining[lesson]:
            says = f"no option strains the lesson '{lesson}'."
            yield subject.finding("WC205", path, says, "Let an attractive option cost it something.", True)
        # Of one option WC204 says as much; in a scenario of one decision nothing else can be said.
        if len(bearing[lesson]) == 1 < min(len(serving[lesson]), len(decisions)):
            says = f"only one decision bears on '{lesson}': the debrief can only ever say once."
            yield subject.finding("WC301", path, says, "Let a second decision bear on it.", True)


def _prices(subject: Subject) -> Iterator[Finding]:
    yield from _twins(subject)
    for path, inject, option in subject.options():
        if len(inject.options) > 1 and not _costs(subject.scenario, option):
            says = f"option '{option.id}' costs nothing: no gauge moves the wrong way and no lesson is strained."
            yield subject.finding("WC203", path, says, "Take from it what it would really cost, now or later.")


def _costs(scenario: Scenario, option: Option) -> bool:
    changes = [option.change, *(branch.change for branch in option.chance), *(later.change for later in option.later)]
    return any(tag.weight < 0 for tag in option.evidence) or any(_harms(scenario, change) for change in changes)


def _harms(scenario: Scenario, change: Change) -> bool:
    """Whether a gauge moves away from its good end; a value set outright may always do so."""
    return any(
        effect.outright or (effect.amount < 0) == scenario.gauges[effect.gauge].high_is_good
        for effect in change.effects
        if effect.amount or effect.outright
    )


def _twins(subject: Subject) -> Iterator[Finding]:
    """Options that do and show the same as an earlier one of their inject."""
    for index, inject in subject.decisions():
        first: dict[object, str] = {}
        for number, option in enumerate(inject.options):
            tags = frozenset((tag.lesson, tag.weight) for tag in option.evidence)
            twin = first.setdefault((option.change, option.chance, option.later, option.assess, tags), option.id)
            if twin != option.id:
                says = f"option '{option.id}' does the same as '{twin}'."
                path: Path = ("injects", index, "options", number)
                yield subject.finding("WC259", path, says, "Let them buy different things, or keep one.")
