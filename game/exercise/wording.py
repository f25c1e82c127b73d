"""Days, odds and conditions in words, the same on every screen and in every report."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from math import gcd

from game.exercise.ticks import ticks
from game.scenario import tree as c
from game.scenario.scenario import Inject, Scenario
from game.scenario.tree import Tree
from game.words import Message, Value, Wording, lazy

MONTHS = (
    lazy("Jan"), lazy("Feb"), lazy("Mar"), lazy("Apr"), lazy("May"), lazy("Jun"),
    lazy("Jul"), lazy("Aug"), lazy("Sep"), lazy("Oct"), lazy("Nov"), lazy("Dec"),
)  # fmt: skip


def date(day: dt.date) -> Message:
    """Return a date: ``4 Apr 2031``."""
    return lazy("{day} {month} {year}", day=day.day, month=MONTHS[day.month - 1], year=day.year)


def clock(scenario: Scenario, day: int) -> Message:
    """Return a day as the header shows it: ``Day 34 · 4 Apr 2031 · week 5 of 26``, ``D+1 14:00 · 2 Mar 2031 · …``."""
    day = max(0, day)
    on = scenario.date(day)
    known: dict[str, Value] = {"day": day, "days": scenario.days}
    if on:
        known["date"] = date(on)
    if scenario.hours:
        known |= {"moment": ticks(scenario).moment(day)}
        if on:
            return lazy("{moment} · {date} · hour {day} of {days}", **known)
        return lazy("{moment} · hour {day} of {days}", **known)
    if scenario.labels == "week":
        known |= {"week": week(scenario, day), "weeks": weeks(scenario)}
        if on:
            return lazy("Day {day} · {date} · week {week} of {weeks}", **known)
        return lazy("Day {day} · week {week} of {weeks}", **known)
    return lazy("Day {day} of {days} · {date}", **known) if on else lazy("Day {day} of {days}", **known)


def day(scenario: Scenario, day: int) -> Wording:
    """Return a day in a sentence: ``day 34``; an hour as ``D+1 14:00``."""
    return ticks(scenario).moment(day) if scenario.hours else lazy("day {day}", day=day)


def week(scenario: Scenario, day: int) -> int:
    """Return the week that a day lies in, from 1; the clock's last day belongs to its last week."""
    return min(day // 7 + 1, weeks(scenario))


def weeks(scenario: Scenario) -> int:
    """Return how many weeks the clock has; one that would begin with the last day does not count."""
    return max(1, -(-scenario.days // 7))


def short(scenario: Scenario, day: int) -> str:
    """Return a day for a narrow column: ``w5`` or ``d34``; an hour as ``D+1 14:00``."""
    if scenario.hours:
        return ticks(scenario).moment(max(0, day))
    return f"w{week(scenario, max(0, day))}" if scenario.labels == "week" else f"d{max(0, day)}"


def listed(parts: Sequence[str]) -> Wording:
    """Return words as a list in a sentence: ``Chief, Adviser and Police``."""
    if len(parts) < 2:
        return "".join(parts)
    return lazy("{some} and {last}", some=", ".join(parts[:-1]), last=parts[-1])


def deciding(scenario: Scenario, inject: Inject) -> Wording:
    """Return who decides an inject, by title: a role, or a vote and whose; nothing in a scenario without roles."""
    role = scenario.role(inject.decided_by)
    if role is not None:
        return role.title
    if inject.decided_by != "vote":
        return ""
    whose = listed(titles(scenario, inject.to))
    return lazy("Vote of {roles}", roles=whose) if whose else lazy("Vote of all seats")


def titles(scenario: Scenario, roles: Iterable[str]) -> tuple[str, ...]:
    """Return the titles of roles, in the scenario's order."""
    wanted = set(roles)
    return tuple(role.title for role in scenario.roles if role.id in wanted)


def whose(scenario: Scenario, inject: Inject) -> Wording:
    """Return who is at work on an inject that is not for everyone: the role that decides, or those who vote."""
    role = scenario.role(inject.decided_by)
    return role.title if role else listed(titles(scenario, inject.to))


def others_at_work(scenario: Scenario, inject: Inject) -> Message:
    """Return what a seat is told of an inject that is not for it, in a sentence: who is at work, and nothing else."""
    who = whose(scenario, inject)
    if not inject.options:
        return lazy("Others are at work: there is something to read for {who}.", who=who)
    if inject.decided_by != "vote":
        return lazy("Others are at work: {who} decides.", who=who)
    if len(inject.to) > 1:
        return lazy("Others are at work: {who} vote.", who=who)
    return lazy("Others are at work: {who} votes.", who=who)


def in_place_of(scenario: Scenario, inject: Inject) -> Message:
    """Return what somebody alone is told who has to decide an inject that their own seat does not get."""
    who = whose(scenario, inject)
    if not inject.options:
        return lazy("This is for {who}: you read it in their place, without the papers that are theirs.", who=who)
    return lazy("This is for {who}: you decide it in their place, without the papers that are theirs.", who=who)


def odds(weight: int, total: int) -> Message:
    """Return a chance in words: ``3 in 10``, ``1 in 3``, ``about 29 in 100``."""
    part = gcd(weight, total) or 1
    weight, total = weight // part, total // part
    if total <= 20:
        return lazy("{n} in {total}", n=weight, total=total)
    percent = round(100 * weight / total)
    if 0 < percent < 100:
        return lazy("about {percent} in 100", percent=percent)
    return lazy("nearly certain") if percent else lazy("less than 1 in 100")


_SIGNS = {
    "<": "below {}",
    "<=": "at {} or below",
    ">": "above {}",
    ">=": "at {} or above",
    "==": "at exactly {}",
    "!=": "not at {}",
}
_TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}
_PLAIN = {"<": "<", "<=": "<=", ">": ">", ">=": ">=", "==": "=", "!=": "is not"}


def condition(scenario: Scenario, tree: Tree) -> str:
    """Return a condition in the titles that players know, such as ``Uncommitted funds at 40 or above``."""
    match tree:
        case c.Both(every, parts):
            joined = [condition(scenario, part) for part in parts]
            bracket = [
                f"({text})" if isinstance(part, c.Both) else text for text, part in zip(joined, parts, strict=True)
            ]
            return (" and " if every else " or ").join(bracket)
        case c.Not(c.Flag(index)):
            return f"not “{scenario.flags[index].title}”"
        case c.Not(part):
            return f"not ({condition(scenario, part)})"
        case c.Flag(index):
            return f"“{scenario.flags[index].title}”"
        case c.Chose(inject, None):
            return f"“{scenario.injects[inject].title}” has come up"
        case c.Chose(inject, option):
            assert option is not None
            return f"“{scenario.injects[inject].options[option].label}” was decided"
        case c.Relation((sign,), (left, c.Number(value))):
            return f"{_number(scenario, left)} {_SIGNS[sign].format(value)}"
        case c.Relation((sign,), (c.Number(value), right)):
            return f"{_number(scenario, right)} {_SIGNS[_TURNED[sign]].format(value)}"
        case c.Relation(signs, parts):
            text = _number(scenario, parts[0])
            for sign, part in zip(signs, parts[1:], strict=True):
                text += f" {_PLAIN[sign]} {_number(scenario, part)}"
            return text
        case _:
            return _number(scenario, tree)


def _number(scenario: Scenario, tree: Tree) -> str:
    match tree:
        case c.Number(value):
            return str(value)
        case c.Gauge(index):
            return scenario.gauges[index].title
        case c.Day():
            return f"the {scenario.names.tick}"
        case c.Sum(sign, left, right):
            return f"({_number(scenario, left)} {'times' if sign == '*' else sign} {_number(scenario, right)})"
        case c.Extreme(name, parts):
            words = "the lowest of" if name == "min" else "the highest of"
            return f"{words} " + ", ".join(_number(scenario, part) for part in parts)
        case _:
            return condition(scenario, tree)
