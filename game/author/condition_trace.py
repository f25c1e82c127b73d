"""Which conditions hold in a state, and where one does not: which part fails, and what its names are now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from game.exercise.ticks import ticks
from game.rules import play
from game.rules.state import NO_OPTION, NOT_PLAYED, State
from game.scenario import tree as t
from game.scenario.scenario import Condition, Inject, Scenario
from game.scenario.tree import Tree


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a condition as its author wrote it."""

    depth: int
    text: str
    holds: bool
    values: str
    """What the names in it are now, where it is a single comparison, flag or choice."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What one condition of the scenario says now."""

    group: str
    """Where it stands, for people: ``This inject``, ``Endings``."""
    about: str
    holds: bool
    says: str
    """What it means that it holds, or does not: ``open``, ``closed``, ``comes up``."""
    parts: tuple[Part, ...] = ()
    text: str = ""


def answers(scenario: Scenario, state: State, inject: Inject | None) -> Iterator[Answer]:
    """Yield the answer of every condition: those of the inject on the stage first."""
    if inject is not None:
        yield from _of_inject(scenario, state, inject)
    for other in scenario.injects:
        if other is not inject and other.when is not None:
            yield _answer(scenario, state, other.when, "Other injects", other.title, ("may come up", "stays away"))
    for trend in scenario.trends:
        if trend.when is not None:
            yield _answer(scenario, state, trend.when, "Goes on by itself", trend.id, ("goes on", "rests"))
    for ending in scenario.endings:
        if ending.when is not None:
            yield _answer(scenario, state, ending.when, "Endings, if it ended now", ending.title, ("told", "not told"))
    for lesson, condition in scenario.lessons.items():
        if condition is not None:
            yield _answer(scenario, state, condition, "Lessons, if it ended now", lesson, ("held", "failed"))
    for forecast in scenario.forecasts:
        yield _answer(scenario, state, forecast.about, "Forecasts, if it ended now", forecast.ask, ("true", "false"))


def _of_inject(scenario: Scenario, state: State, inject: Inject) -> Iterator[Answer]:
    clock = ticks(scenario)
    first, last = clock.number(inject.first), clock.number(inject.last)
    window = clock.on(inject.first) if first == last else f"{'' if clock.hours else 'days '}{first} to {last}"
    within = inject.first <= state.day <= inject.last
    says = "now it can come up" if within else f"not now, {clock.on(state.day)}"
    yield Answer("This inject", window, within, says)
    if inject.manual:
        yield Answer("This inject", "in the tray", True, "comes up when released by hand")
    if inject.when is not None:
        yield _answer(scenario, state, inject.when, "This inject", "when", ("comes up", "stays away"))
    for option in inject.options:
        if option.requires is not None:
            yield _answer(scenario, state, option.requires, "Its options", option.label, ("open", "closed"))
    for option in inject.options:
        for later in option.later:
            if later.when is not None:
                about = f"{option.label}, after {later.after} {clock.word}s"
                said = ("lands, if it stays so", "lapses, if it stays so")
                yield _answer(scenario, state, later.when, "What comes back from it", about, said)


def _answer(
    scenario: Scenario, state: State, condition: Condition, group: str, about: str, says: tuple[str, str]
) -> Answer:
    holds = play.holds(state, condition)
    parts = tuple(_parts(scenario, state, condition.tree, 0))
    return Answer(group, about, holds, says[0] if holds else says[1], parts, condition.text)


def _parts(scenario: Scenario, state: State, tree: Tree, depth: int) -> Iterator[Part]:
    """Yield a condition piece by piece: `and` and `or` taken apart, the rest with its values."""
    holds = bool(t.evaluate(tree, state.gauges, state.flags, state.played, state.day))
    if isinstance(tree, t.Both):
        if depth or not tree.every:
            yield Part(depth, "all of:" if tree.every else "one of:", holds, "")
            depth += 1
        for part in tree.parts:
            yield from _parts(scenario, state, part, depth)
    else:
        yield Part(depth, written(scenario, tree), holds, ", ".join(_values(scenario, state, tree)))


def _values(scenario: Scenario, state: State, tree: Tree) -> Iterator[str]:
    """Yield what each name in a piece is now."""
    for part in dict.fromkeys(t.parts_of(tree)):
        match part:
            case t.Gauge(index):
                yield f"{scenario.gauges[index].id} is {state.gauges[index]}"
            case t.Flag(index):
                yield f"{scenario.flags[index].id} is {'set' if state.flags[index] else 'not set'}"
            case t.Day():
                yield f"it is {ticks(scenario).on(state.day)}"
            case t.Chose(inject, _):
                yield _became(scenario.injects[inject], state.played[inject])


def _became(inject: Inject, option: int) -> str:
    if option == NOT_PLAYED:
        return f"{inject.id} has not come up"
    return f"{inject.id} was read" if option == NO_OPTION else f"{inject.id} went to {inject.options[option].id}"


def written(scenario: Scenario, tree: Tree) -> str:
    """Return a condition's tree as an author would write it."""
    match tree:
        case t.Number(value):
            return str(value)
        case t.Gauge(index):
            return scenario.gauges[index].id
        case t.Flag(index):
            return scenario.flags[index].id
        case t.Day():
            return scenario.names.tick
        case t.Chose(inject, option):
            chosen = scenario.injects[inject]
            return f"chose({chosen.id})" if option is None else f"chose({chosen.id}, {chosen.options[option].id})"
        case t.Sum(sign, left, right):
            return f"({written(scenario, left)} {sign} {written(scenario, right)})"
        case t.Extreme(name, parts):
            return f"{name}({', '.join(written(scenario, part) for part in parts)})"
        case t.Compare(signs, parts):
            words = [written(scenario, part) for part in parts]
            return words[0] + "".join(f" {sign} {word}" for sign, word in zip(signs, words[1:], strict=True))
        case t.Both(every, parts):
            return "(" + (" and " if every else " or ").join(written(scenario, part) for part in parts) + ")"
        case t.Not(part):
            return (
                f"not {written(scenario, part)}"
                if isinstance(part, t.Flag | t.Chose | t.Both)
                else (f"not ({written(scenario, part)})")
            )
