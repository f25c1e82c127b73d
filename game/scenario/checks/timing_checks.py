"""What can happen at all, and when: conditions, days, delayed effects, chance, endings, flags."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from game.scenario.checks.check_context import PlacedCondition, Subject
from game.scenario.checks.never import bar, said
from game.scenario.conditions import Both, ConditionError, constant, mentioned, parse
from game.scenario.findings import Finding
from game.scenario.node import Path
from game.scenario.scenario import Scenario
from game.scenario.tree import NOT_PLAYED


def course(subject: Subject) -> Iterator[Finding]:
    """Everything that is written and can never come to pass, or always must."""
    yield from _days(subject)
    yield from _conditions(subject)
    yield from _endings(subject)
    yield from _flags(subject)


def _days(subject: Subject) -> Iterator[Finding]:
    last, tick = subject.scenario.days, subject.scenario.names.tick
    for index, trend in enumerate(subject.scenario.trends):
        if trend.every > last:
            says = f"'{trend.id}' would happen first on {tick} {trend.every}; the last {tick} is {last}."
            yield subject.finding("WC216", ("trends", index, "every"), says, "Make it more frequent, or take it out.")
    for index, inject in enumerate(subject.scenario.injects):
        path: Path = ("injects", index)
        if inject.first > last:
            says = f"'{inject.id}' would come up on {tick} {inject.first}; the last {tick} is {last}."
            yield subject.finding("WC215", (*path, tick), says, f"Move it forward, or give the clock more {tick}s.")
        elif inject.last < inject.first:
            says = f"'{inject.id}' may come up until {tick} {inject.last}, which is before {tick} {inject.first}."
            yield subject.finding("WC214", (*path, "until"), says, f"Set 'until' to '{tick}' or later.")
    for path, inject, option in subject.options():
        for number, branch in enumerate(option.chance):
            if not branch.weight:
                says = f"a branch of '{option.id}' has weight 0."
                yield subject.finding(
                    "WC217", (*path, "chance", number, "weight"), says, "Give it a weight, or take it out."
                )
        for number, later in enumerate(option.later):
            due = inject.first + later.after
            if due > last and subject.comes_up(inject):
                says = f"this falls due on {tick} {due} at the earliest; the last {tick} is {last}."
                cure = f"At most {last - inject.first} {tick}s after, or a longer clock."
                yield subject.finding("WC213", (*path, "later", number, "after"), says, cure)


def _conditions(subject: Subject) -> Iterator[Finding]:
    for asked in subject.conditions:
        yield from _cut(subject, asked)
        if asked.path[0] == "endings" and asked.path[-1] == "when":
            continue  # said of endings in words of their own
        always = subject.always(asked)
        read = asked.path[0] == "epilogue" or "also" in asked.path
        if always is not None and not (read and not always):  # of a text that is never read it is said so
            name = asked.path[-1]
            says = f"'{asked.condition.text}' {'always' if always else 'never'} holds when it is asked."
            away = "Write it into the situation." if "also" in asked.path else f"Leave '{name}' out."
            cure = away if always else "Look at the bounds, the days, and what moves each name."
            yield subject.finding("WC212" if always else "WC211", asked.path, says, cure + _unmoved(subject, asked))


def _unmoved(subject: Subject, asked: PlacedCondition) -> str:
    """Which gauges in a condition nothing moves: often the reason why it never changes."""
    gauges = mentioned(asked.condition.tree)[0]
    still = [subject.scenario.gauges[index].id for index in gauges if len(set(subject.reach.gauges[index])) == 1]
    return f" Nothing moves: {', '.join(still)}." if still else ""


_JOINS = re.compile(r"^(and|or)\b(.*)$", re.DOTALL)


def _cut(subject: Subject, asked: PlacedCondition) -> Iterator[Finding]:
    """A condition behind which a comment stands that reads on as a condition."""
    comment = subject.source.comment_after(subject.root.find(asked.path))
    if not comment:
        return
    joined = _JOINS.match(comment)
    rest = (joined.group(2) if joined else comment).strip()
    if _reads(subject, rest) or _reads(subject, f"{asked.condition.text} {comment}"):
        says = f"the condition ends at ' #'; '{comment[:80]}' is not read."
        cure = "Put the whole condition in double quotes, or move the comment to a line of its own."
        yield subject.finding("WC221", asked.path, says, cure)


def _reads(subject: Subject, text: str) -> bool:
    try:
        parse(text, subject.scenario.names)
    except ConditionError:
        return False
    return True


def _endings(subject: Subject) -> Iterator[Finding]:
    made = subject.scenario
    start, played = tuple(gauge.start for gauge in made.gauges), (NOT_PLAYED,) * len(made.injects)
    openings = list(_openings(made))
    asked = {each.path[1]: each for each in subject.conditions if each.path[0] == "endings"}
    for index, ending in enumerate(made.endings):
        if ending.when is None:
            continue
        path: Path = ("endings", index, "when")
        always = subject.always(asked[index])
        if always is False:
            says = f"'{ending.id}' can never be told: '{ending.when.text}' never holds."
            cure = "Look at the bounds, and at what moves each name." + _unmoved(subject, asked[index])
            yield subject.finding("WC218", path, says, cure)
        elif _untold(subject, asked[index], ending.stops):
            says = f"'{ending.id}' can never be told: {bar(subject, subject.coming_else, ending.when.tree, made.days)}."
            yield subject.finding("WC218", path, says, "Ask for less, or let something bring it about.")
        elif ending.stops and any(ending.when.holds(start, flags, played, 0) for flags in openings):
            says = f"'{ending.id}' holds before anybody has decided anything, and stops the game."
            yield subject.finding("WC219", path, says, "Ask for something that decisions bring about.")
        elif always and not ending.stops:
            yield subject.finding("WC212", path, f"'{ending.id}' is told after every run.", "Leave 'when' out.")
    if not any(subject.always(each) for each in asked.values()):
        yield from _fallback(subject)


def _openings(made: Scenario) -> Iterator[tuple[int, ...]]:
    """The flags with which a run may begin, under every combination of answers."""
    asked = [each.flag for each in made.opens_with]
    for answers in itertools.product((0, 1), repeat=len(asked)):
        given = dict(zip(asked, answers, strict=True))
        yield tuple(given.get(flag, 0) for flag in range(len(made.flags)))


def _untold(subject: Subject, asked: PlacedCondition, stops: bool) -> bool:
    """Whether an ending waits for what can never come to pass.

    A stop may stand guard over a gauge that only a facilitator's hand could bring so far: of that nothing is said.
    """
    if not subject.whole or said(subject, asked):
        return False
    gauges = subject.reach.gauges if stops else None
    return not subject.coming_else.may_hold(asked.condition, asked.days, gauges)


def _fallback(subject: Subject) -> Iterator[Finding]:
    """The ending for when no other holds: missing, or never needed."""
    made = subject.scenario
    without = [index for index, ending in enumerate(made.endings) if ending.when is None]
    trees = tuple(ending.when.tree for ending in made.endings if ending.when)
    if made.endings and not without:
        if len(trees) > 1 and constant(Both(False, trees), made.names, subject.reach, subject.patience):
            return  # one of them always holds
        says = "no ending is told where none of the others holds."
        yield subject.finding("WC304", ("endings",), says, "Add one without 'when'.", key=True)
    elif without and len(trees) > 1 and constant(Both(False, trees), made.names, subject.reach, subject.patience):
        says = f"'{made.endings[without[0]].id}' can never be told: one of the other endings always holds."
        yield subject.finding("WC218", ("endings", without[0]), says, "Leave a gap between them, or take it out.")


def _flags(subject: Subject) -> Iterator[Finding]:
    for index, flag in enumerate(subject.scenario.flags):
        path: Path = ("flags", flag.id)
        if index in subject.asked_flags and index not in subject.set_flags:
            says = f"conditions ask about '{flag.id}', and nothing sets it."
            yield subject.finding("WC220", path, says, "Let an option set it, or take it out.", key=True)
        elif index not in subject.asked_flags and all(each.flag != index for each in subject.scenario.opens_with):
            says = f"no condition asks about '{flag.id}'."
            yield subject.finding("WC303", path, says, "Let something depend on it, or take it out.", key=True)
