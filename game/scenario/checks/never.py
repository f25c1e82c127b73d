"""What can never come to pass, however it is played and whatever is released: each with the condition that bars it."""

from __future__ import annotations

from collections.abc import Iterator

from game.scenario.checks.check_context import PlacedCondition, Subject
from game.scenario.checks.coming import EarliestDays
from game.scenario.conditions import Chose, Flag, Gauge, Tree, parts_of
from game.scenario.findings import Finding
from game.scenario.node import Path
from game.scenario.scenario import Condition

MOST_REASONS = 3
"""Reasons that are named in one sentence; more nobody reads."""


def never(subject: Subject) -> Iterator[Finding]:
    """Injects, options, delayed effects and trends that wait in vain."""
    if not subject.whole:
        return
    asked = {each.path: each for each in subject.conditions}
    yield from _trends(subject, asked)
    for index in range(len(subject.scenario.injects)):
        # Each inject that cannot come up is named; of the rest only what is no consequence of another finding.
        if subject.coming.never("inject", index):
            yield from _inject(subject, asked, index)
        else:
            yield from _options(subject, asked, index)


def _inject(subject: Subject, asked: dict[Path, PlacedCondition], index: int) -> Iterator[Finding]:
    inject, path = subject.scenario.injects[index], ("injects", index, "when")
    if inject.when and subject.comes_up(inject) and not said(subject, asked[path]):
        last = min(inject.last, subject.scenario.days)
        why = bar(subject, subject.coming, inject.when.tree, last, ("inject", index, -1, -1))
        until = f" by {subject.tick} {inject.last}" if inject.last < subject.scenario.days else ""
        says = f"'{inject.id}' can never come up{until}: {why}."
        yield subject.finding("WC222", path, says, "Loosen its 'when', move its days, or take it out.")


def _options(subject: Subject, asked: dict[Path, PlacedCondition], index: int) -> Iterator[Finding]:
    inject, coming = subject.scenario.injects[index], subject.coming_else
    for number, option in enumerate(inject.options):
        path: Path = ("injects", index, "options", number, "requires")
        if not coming.never("option", index, number):
            yield from _laters(subject, asked, index, number)
        elif option.requires and not said(subject, asked[path]):
            last = min(inject.last, subject.scenario.days)
            why = bar(subject, coming, option.requires.tree, last, ("option", index, number, -1))
            says = f"'{option.id}' of '{inject.id}' is never open: {why}."
            yield subject.finding("WC223", path, says, "Loosen its 'requires', or let something bring that about.")


def _laters(subject: Subject, asked: dict[Path, PlacedCondition], index: int, number: int) -> Iterator[Finding]:
    inject, last, coming = subject.scenario.injects[index], subject.scenario.days, subject.coming_else
    for each, later in enumerate(inject.options[number].later):
        path: Path = ("injects", index, "options", number, "later", each)
        if not coming.never("later", index, number, each) or inject.first + later.after > last:
            continue  # of what is due too late by the days alone, that is said
        taken = coming.earliest["option", index, number, -1]
        if taken + later.after > last:
            tick, up = subject.tick, f"'{inject.id}' comes up on {subject.tick} {taken} at the earliest"
            says = f"this never lands: {up}; the last {tick} is {last}."
            cure = f"At most {last - taken} {tick}s after, or a longer clock."
            yield subject.finding("WC224", (*path, "after"), says, cure)
        elif later.when and not said(subject, asked[(*path, "when")]):
            says = f"this never lands: {bar(subject, coming, later.when.tree, last, ('later', index, number, each))}."
            yield subject.finding("WC224", (*path, "when"), says, "Loosen its 'when', or take it out.")


def _trends(subject: Subject, asked: dict[Path, PlacedCondition]) -> Iterator[Finding]:
    coming = subject.coming_else
    for index, trend in enumerate(subject.scenario.trends):
        path: Path = ("trends", index, "when")
        if not (coming.never("trend", index) and trend.when) or trend.every > subject.scenario.days:
            continue
        if not said(subject, asked[path]):
            why = bar(subject, coming, trend.when.tree, subject.scenario.days, ("trend", index, -1, -1))
            says = f"'{trend.id}' never happens: {why}."
            yield subject.finding("WC224", path, says, "Loosen its 'when', or take it out.")


def said(subject: Subject, asked: PlacedCondition) -> bool:
    """Whether it is said already: the condition alone never holds, or it waits for a flag that nothing sets."""
    if subject.always(asked) is False:
        return True
    unset = subject.asked_flags - subject.set_flags
    if not unset.intersection(part.index for part in parts_of(asked.condition.tree) if isinstance(part, Flag)):
        return False
    return subject.coming_else.may_hold(asked.condition, asked.days)


# --- why


def bar(
    subject: Subject, coming: EarliestDays, tree: Tree, last: int, key: tuple[str, int, int, int] | None = None
) -> str:
    """Say what a condition that is asked until day `last` waits for in vain; `key` is what it is the condition of."""
    made = subject.scenario
    spans = coming.then.get(key, ()) if key else ()
    reasons: dict[str, None] = {}
    for part in parts_of(tree):
        match part:
            case Chose(inject, option):
                waited = made.injects[inject]
                thing = ("inject", inject, -1, -1) if option is None else ("option", inject, option, -1)
                if coming.never("inject", inject):
                    turn = _in_turn(subject, inject, key[1]) if key and key[0] == "inject" else ""
                    reasons[f"'{waited.id}' never comes up{turn}"] = None
                elif thing not in coming.earliest and option is not None:
                    reasons[f"'{waited.options[option].id}' of '{waited.id}' is never open"] = None
                elif coming.earliest[thing] > last:
                    reasons[f"'{waited.id}' comes up on {subject.tick} {coming.earliest[thing]} at the earliest"] = None
            case Flag(index):
                day = coming.flags.get(index)
                if day is None:
                    reasons[f"nothing that can happen sets '{made.flags[index].id}'"] = None
                elif day > last:
                    reasons[f"nothing sets '{made.flags[index].id}' before {subject.tick} {day}"] = None
            case Gauge(index):
                low, high = spans[index] if spans else coming.reach((0, last)).gauges[index]
                gauge = made.gauges[index]
                if low == high:
                    reasons[f"'{gauge.id}' stays at {low}"] = None
                elif (low, high) != (gauge.min, gauge.max):
                    reasons[f"'{gauge.id}' lies between {low} and {high}"] = None
    return ", and ".join(list(reasons)[:MOST_REASONS]) or "its condition holds at no time when it is asked"


def _in_turn(subject: Subject, waited: int, waiting: int) -> str:
    """Whether the one that is waited for waits for the other in its turn, over however many between them."""
    made = subject.scenario
    seen, ways = {waited}, [(waited, [made.injects[waited].id])]
    if waited == waiting:
        return ", for it waits for itself"
    while ways:
        here, way = ways.pop(0)
        for next_one in _waits_for(subject, made.injects[here].when):
            if next_one == waiting:
                over = f" (over {', '.join(way[1:])})" if way[1:] else ""
                return f", for it waits{over} for '{made.injects[waiting].id}' in its turn"
            if next_one not in seen:
                seen.add(next_one)
                ways.append((next_one, [*way, made.injects[next_one].id]))
    return ""


def _waits_for(subject: Subject, condition: Condition | None) -> list[int]:
    """The injects that never come up for which a condition waits, by their names or by a flag that they set."""
    found: dict[int, None] = {}
    for part in parts_of(condition.tree) if condition else ():
        if isinstance(part, Chose) and subject.coming.never("inject", part.inject):
            found[part.inject] = None
        elif isinstance(part, Flag) and part.index not in subject.coming.flags:
            for cause in subject.causes:
                if part.index in cause.change.set and cause.path[0] == "injects":
                    found[int(cause.path[1])] = None
    return list(found)
