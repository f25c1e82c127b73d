"""What was added to format 1, in use: paragraphs that nobody reads, openings that change nothing, papers unmarked."""

from __future__ import annotations

from collections.abc import Iterator

from game.scenario.checks.check_context import PlacedCondition, Subject
from game.scenario.checks.never import bar, said
from game.scenario.conditions import ConditionError, parse
from game.scenario.findings import Finding, ScenarioError
from game.scenario.load import load
from game.scenario.node import Path
from game.scenario.shipped import shipped


def additions(subject: Subject) -> Iterator[Finding]:
    """Paragraphs, openings and marks that do nothing."""
    asked = {each.path: each for each in subject.conditions}
    yield from _also(subject, asked)
    yield from _epilogue(subject, asked)
    yield from _openings(subject)
    yield from _unmarked(subject)
    yield from _untold(subject)
    yield from _idle(subject)


def _vain(subject: Subject, asked: PlacedCondition) -> str:
    """Why a condition on a text never holds; nothing where it may."""
    if subject.always(asked) is False:
        return f"'{asked.condition.text}' never holds"
    if subject.whole and not said(subject, asked) and not subject.coming_else.may_hold(asked.condition, asked.days):
        return bar(subject, subject.coming_else, asked.condition.tree, asked.days[1])
    return ""


def _also(subject: Subject, asked: dict[Path, PlacedCondition]) -> Iterator[Finding]:
    for index, inject in enumerate(subject.scenario.injects):
        if subject.coming.never("inject", index):
            continue  # of which that is said
        for number in range(len(inject.also)):
            path: Path = ("injects", index, "also", number, "when")
            if why := _vain(subject, asked[path]):
                says = f"this paragraph of '{inject.id}' can never be read: {why}."
                yield subject.finding("WC262", path, says, "Ask for what can be when it comes up, or take it out.")


def _epilogue(subject: Subject, asked: dict[Path, PlacedCondition]) -> Iterator[Finding]:
    closed: set[str] = set()
    for index, paragraph in enumerate(subject.scenario.epilogue):
        path: Path = ("epilogue", index)
        if paragraph.about in closed:
            says = f"one about '{paragraph.about[:60]}' without 'when' stands before it, so this is never told."
            yield subject.finding("WC264", path, says, "Put it before that one, or take it out.")
        elif paragraph.when is None:
            closed.add(paragraph.about)
        elif why := _vain(subject, asked[(*path, "when")]):
            says = f"this paragraph about '{paragraph.about[:60]}' can never be told: {why}."
            yield subject.finding("WC263", (*path, "when"), says, "Ask for what can be at the end, or take it out.")


def _openings(subject: Subject) -> Iterator[Finding]:
    made = subject.scenario
    for index, opening in enumerate(made.opens_with):
        path: Path = ("opens_with", index)
        flag = made.flags[opening.flag].id
        if opening.flag not in subject.asked_flags:
            says = f"a run opens with '{flag}', and no condition asks about it."
            yield subject.finding("WC265", (*path, "flag"), says, "Let something depend on it, or take it out.")
        if not opening.source:
            continue
        names = made.names if opening.source == made.id else None
        if names is None and opening.source not in shipped():
            says = f"the scenario '{opening.source}' is not on the shelf, so what is read of its runs was not checked."
            yield subject.finding("WC315", (*path, "from"), says, "Play it once and begin with --after to see.")
            continue
        try:
            parse(opening.when, names or load(shipped()[opening.source]).names) if opening.when else None
        except ConditionError as problem:
            says = f"'{opening.when}' is not read in a run of '{opening.source}': {problem.says}"
            cure = problem.cure or "Use the gauges, flags and injects of that scenario."
            yield subject.finding("WC266", (*path, "when"), says, cure)
        except ScenarioError:
            continue  # of that scenario it is said where it is checked


def _unmarked(subject: Subject) -> Iterator[Finding]:
    """Decisions whose papers say nothing of what they bear on, in a scenario whose author marks papers."""
    decisions = list(subject.decisions())
    marked = {
        index
        for index, inject in decisions
        if inject.bears_on or any(paper.bears_on or paper.line for paper in inject.documents)
    }
    for index, inject in decisions:
        if marked and index not in marked and (inject.documents or inject.private):
            says = f"no paper of '{inject.id}' says what it bears on, and those of other decisions do."
            yield subject.finding("WC316", ("injects", index), says, "Add 'bears_on' or 'line' to one of its papers.")


def _untold(subject: Subject) -> Iterator[Finding]:
    """Endings of which players read the title alone, in a scenario that tells others."""
    endings = subject.scenario.endings
    for index, ending in enumerate(endings):
        if not ending.text and any(each.text for each in endings):
            says = f"the ending '{ending.id}' has no text, and others have one."
            yield subject.finding("WC317", ("endings", index), says, "Add 'text' with what has come about.")


def _idle(subject: Subject) -> Iterator[Finding]:
    """Options that strain a lesson and change nothing; where nothing is strained, that is said of their price."""
    for path, _, option in subject.options() if subject.scenario.gauges else ():  # a discussion has none to move
        change = option.change
        moves = change.effects or change.set or change.clear or option.chance or option.later or option.assess
        if not moves and any(tag.weight < 0 for tag in option.evidence):
            says = f"nothing comes of option '{option.id}' but evidence."
            yield subject.finding("WC318", path, says, "Give it 'effects', something 'later', or a flag to set.")
