"""Days, odds and conditions in words, the same on every screen and in every report."""

from __future__ import annotations

import datetime as dt
from math import gcd

from game.scenario import tree as c
from game.scenario.scenario import Scenario
from game.scenario.tree import Tree

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def date(day: dt.date) -> str:
    """Return a date as ``4 Apr 2031``, whatever the machine's language."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def clock(scenario: Scenario, day: int) -> str:
    """Return a day as the header shows it: ``Day 34 · 4 Apr 2031 · week 5 of 26``."""
    day = max(0, day)
    on = scenario.date(day)
    words = [f"Day {day}" if scenario.labels == "week" else f"Day {day} of {scenario.days}"]
    if on:
        words.append(date(on))
    if scenario.labels == "week":
        words.append(f"week {week(scenario, day)} of {weeks(scenario)}")
    return " · ".join(words)


def week(scenario: Scenario, day: int) -> int:
    """Return the week that a day lies in, from 1; the clock's last day belongs to its last week."""
    return min(day // 7 + 1, weeks(scenario))


def weeks(scenario: Scenario) -> int:
    """Return how many weeks the clock has; one that would begin with the last day does not count."""
    return max(1, -(-scenario.days // 7))


def short(scenario: Scenario, day: int) -> str:
    """Return a day for a narrow column: ``w5`` or ``d34``."""
    return f"w{week(scenario, max(0, day))}" if scenario.labels == "week" else f"d{max(0, day)}"


def odds(weight: int, total: int) -> str:
    """Return a chance in words: ``3 in 10``, ``1 in 3``, ``about 29 in 100``."""
    part = gcd(weight, total) or 1
    weight, total = weight // part, total // part
    if total <= 20:
        return f"{weight} in {total}"
    percent = round(100 * weight / total)
    return (
        f"about {percent} in 100" if 0 < percent < 100 else "less than 1 in 100" if percent == 0 else "nearly certain"
    )


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
        case c.Compare((sign,), (left, c.Number(value))):
            return f"{_number(scenario, left)} {_SIGNS[sign].format(value)}"
        case c.Compare((sign,), (c.Number(value), right)):
            return f"{_number(scenario, right)} {_SIGNS[_TURNED[sign]].format(value)}"
        case c.Compare(signs, parts):
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
            return "the day"
        case c.Sum(sign, left, right):
            return f"({_number(scenario, left)} {'times' if sign == '*' else sign} {_number(scenario, right)})"
        case c.Extreme(name, parts):
            words = "the lowest of" if name == "min" else "the highest of"
            return f"{words} " + ", ".join(_number(scenario, part) for part in parts)
        case _:
            return condition(scenario, tree)
