"""What the explorations of a scenario know of what can come to pass, as long as its tray stays shut."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from game.analysis.abstraction.objectives import Asked, Objective, laters
from game.analysis.exact.answer import ExactAnswer, Met
from game.analysis.exact.occurrences import Thing, thing
from game.scenario.scenario import Scenario

UNRELEASED = "what a release from the tray brings about was not looked through"
"""Why it is not known of something whether it can come to pass, where nothing brings it about with the tray shut."""


def met(answers: Iterable[ExactAnswer]) -> dict[Thing, Met]:
    """Return everything that can come to pass, from the exploration that leaves the fewest decisions out."""
    found: dict[Thing, Met] = {}
    for answer in answers:
        for what, each in answer.things.items():
            known = found.get(what)
            if known is None or each.depth > known.depth:
                found[what] = each
    return found


def settled(scenario: Scenario, answers: Iterable[ExactAnswer]) -> set[Thing]:
    """Return everything of which an exploration would know if it could come to pass."""
    found: set[Thing] = set()
    for answer in answers:
        for index in answer.asked.injects:
            found |= set(of_inject(scenario, index))
        found |= {thing("later", *id) for id in answer.asked.laters}
        found |= {thing("trend", trend) for trend in answer.asked.trends}
        for ending in answer.asked.endings:
            if not answer.merged or not answer.spans[Objective("ending", scenario.endings[ending].id)].greatest:
                found.add(thing("ending", ending))  # merged states show that it comes to pass, but no way there
    for index, inject in enumerate(scenario.injects):
        if inject.manual:  # nobody releases it here, so all of it is settled before anything is looked at
            found |= set(of_inject(scenario, index))
            found |= {thing("later", *id) for id in laters(scenario) if id[0] == index}
    return found


def of_inject(scenario: Scenario, index: int) -> Iterator[Thing]:
    """Yield an inject with its options and their branches."""
    yield thing("inject", index)
    for number, option in enumerate(scenario.injects[index].options):
        yield thing("option", index, number)
        for branch in range(len(option.chance)):
            yield thing("branch", index, number, branch)


def by_question(things: Iterable[Thing]) -> Mapping[Asked, frozenset[Thing]]:
    """Return what is to be asked so that each of these things is seen where it comes to pass."""
    injects: set[Thing] = set()
    parts: set[Thing] = set()
    found: dict[Asked, frozenset[Thing]] = {}
    for what in sorted(things):
        match what[0]:
            case "ending":
                found[Asked(endings=(what[1],))] = frozenset((what,))
            case "later" | "trend":
                parts.add(what)
            case _:
                injects.add(what)
    if injects:
        found[Asked()] = frozenset(injects)
    if parts:
        late = frozenset((i, o, n) for kind, i, o, n in parts if kind == "later")
        found[Asked(laters=late, trends=frozenset(t for kind, t, _, _ in parts if kind == "trend"))] = frozenset(parts)
    return found
