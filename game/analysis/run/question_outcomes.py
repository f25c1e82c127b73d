"""How each question was answered, in words: exactly and with how many states, or not, and what made it too large."""

from __future__ import annotations

from game.analysis import memory
from game.analysis.exact.size_diagnosis import SizeDiagnosis
from game.analysis.result.model import QuestionOutcome
from game.analysis.run.study import Findings
from game.analysis.sampled.size_forecast import HIDDEN, SizeForecast
from game.scenario.scenario import Scenario

TOLD = 3
"""So many of the variables that multiply the states are named."""


def asking(scenario: Scenario, found: Findings) -> list[QuestionOutcome]:
    """Return every question with how it was answered, in the order in which they were asked."""
    made = [
        QuestionOutcome(question.name, True, answer.states, answer.transitions, answer.seconds)
        for question, answer in found.answers
    ]
    for question, refusal in found.refusals:
        if isinstance(refusal, SizeForecast):
            why = (
                f"foreseen to be too large: about {_about(refusal.states * HIDDEN)} states or more, most of them at "
                f"{_place(scenario, refusal.largest)}; {_because(scenario, refusal.largest)}. "
                f"{_mend(scenario, refusal.largest)} --exact tries it all the same."
            )
            made.append(QuestionOutcome(question.name, False, 0, 0, 0.0, why))
        else:
            growth = refusal.growth
            reason = (
                f"going on would have needed {memory.said(growth.needed)}, {memory.said(growth.limit)} are allowed"
                if growth.needed
                else f"it had made {growth.limit:,} steps"
            )
            why = (
                f"got as far as {_place(scenario, growth)} with {growth.states:,} states and {growth.waiting:,} more "
                f"waiting there; {reason}; {_because(scenario, growth)}. {_mend(scenario, growth)} "
                f"{'More --memory' if growth.needed else '--exact'} lets it go on."
            )
            made.append(QuestionOutcome(question.name, False, growth.states, 0, refusal.seconds, why))
    return made


def _about(number: int) -> str:
    if number >= 2_000_000:
        return f"{number / 1e6:,.0f} million"
    return f"{number:,}"


def _place(scenario: Scenario, growth: SizeDiagnosis) -> str:
    return f"'{scenario.injects[growth.inject].id}' (day {growth.day})"


def _because(scenario: Scenario, growth: SizeDiagnosis) -> str:
    """Which variables multiply the states, and by how much."""
    named = [
        f"{_name(scenario, kind, index)} ({factor:.1f} times)"
        for kind, index, factor in growth.factors[:TOLD]
        if factor > 1.05
    ]
    return (
        f"there are so many because of {', '.join(named)}" if named else "no single gauge or effect makes them so many"
    )


def _mend(scenario: Scenario, growth: SizeDiagnosis) -> str:
    """What an author can do about the variable that multiplies the states most."""
    kind, index, factor = growth.factors[0] if growth.factors else ("", 0, 1.0)
    if factor <= 1.05:
        return "Fewer decisions or fewer delayed effects make it smaller."
    match kind:
        case "gauge":
            return f"Move '{scenario.gauges[index].id}' in larger steps, or let fewer conditions read it."
        case "flag":
            return f"Let fewer conditions read '{scenario.flags[index].id}'."
    id = scenario.injects[index].id
    return f"Let less of what '{id}' sets in motion land late, or fewer conditions ask what was chosen there."


def _name(scenario: Scenario, kind: str, index: int) -> str:
    match kind:
        case "gauge":
            return f"gauge '{scenario.gauges[index].id}'"
        case "flag":
            return f"flag '{scenario.flags[index].id}'"
    inject = scenario.injects[index]
    late = any(option.later for option in inject.options)
    return f"what was chosen at '{inject.id}'" + (" and is still to land" if late else "")
