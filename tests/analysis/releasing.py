"""Holds what an analysis says of releases from the tray against every run that there can be."""

from collections.abc import Iterator
from typing import NamedTuple

from hypothesis import strategies as st

from game.analysis.analyse import analyse
from game.analysis.exact.answer import Met
from game.analysis.exact.occurrences import Thing, thing
from game.analysis.exact.witness import replayed
from game.analysis.result.model import Analysis, Reached
from game.analysis.run.study import Study, Wish
from game.rules import judge
from game.scenario.scenario import Scenario
from tests.analysis.oracle import TooMany, enough, things
from tests.kit import Plain
from tests.strategies import drafts

WISH = Wish(1 << 30, rows=64)


def with_trays() -> st.SearchStrategy[Plain]:
    """Small scenarios of which something lies in the tray, and not everything."""
    return drafts(max_injects=4, max_days=8, tray=2).filter(
        lambda draft: 0 < sum(inject.get("manual", False) for inject in draft["injects"]) < len(draft["injects"])
    )


def claims(analysis: Analysis) -> Iterator[tuple[Thing, Reached]]:
    """Everything of which it is said whether it can come to pass."""
    made = analysis.scenario
    for index, inject in enumerate(made.injects):
        yield thing("inject", index), analysis.injects[inject.id]
        for number, option in enumerate(inject.options):
            id = f"{inject.id}.{option.id}"
            yield thing("option", index, number), analysis.options[id].reached
            for kind, key, parts in (("branch", "chance", option.chance), ("later", "later", option.later)):
                for place in range(len(parts)):
                    yield thing(kind, index, number, place), analysis.parts[f"{id}.{key}.{place}"]
    for index, trend in enumerate(made.trends):
        yield thing("trend", index), analysis.parts[trend.id]
    for index, ending in enumerate(made.endings):
        yield thing("ending", index), analysis.ending_reach[ending.id]


class Looked(NamedTuple):
    """What was looked at: how many claims, and of which kinds."""

    claims: int
    only_if: int
    beyond_the_tray: int
    """Of what is not itself in the tray."""
    several_sets: int
    never: int


def agrees(made: Scenario, most: int = 400) -> Looked | None:
    """Fail where a claim is not that of brute force; None where there are too many runs to look at."""
    try:
        wanted = enough(made, most)
    except TooMany:
        return None
    analysis = analyse(made, WISH)
    every = list(claims(analysis))
    for what, reached in every:
        sets = wanted.get(what, set())
        assert reached.reachable is bool(sets), (what, reached, sets)
        said = {frozenset(made.inject_index[id] for id in ids) for ids in reached.only_if} or {frozenset[int]()}
        assert not sets or said == sets, (what, reached, sets)
        if reached.only_if or not reached.reachable:
            assert reached.random is not None
            assert reached.random.value == 0
        assert reached.reachable or reached.barred, (what, reached)
    study = Study(made, WISH)
    for what, ways in study.run().released.ways.items():
        for chosen, met in ways:
            assert met is not None
            assert met.witness.releases.keys() == chosen
            assert what in seen_on(made, met), (what, met)
    taken = [(what, reached) for what, reached in every if reached.only_if]
    return Looked(
        len(every),
        len(taken),
        sum(what[0] in ("trend", "ending") or not made.injects[what[1]].manual for what, _ in taken),
        sum(len(reached.only_if) > 1 or len(reached.only_if[0]) > 1 for _, reached in taken),
        sum(reached.reachable is False for _, reached in every),
    )


def seen_on(made: Scenario, met: Met) -> set[Thing]:
    """What comes to pass where a way is gone, by the rules of play."""
    step, happened = replayed(made, met.witness)
    found = {each for event in happened for each in things(event)}
    found |= {thing("ending", ending) for ending in judge.endings(made, step.state)}
    for inject, option in met.witness.decisions.items():
        found.add(thing("option", inject, option))
        if inject in met.witness.luck:
            found.add(thing("branch", inject, option, met.witness.luck[inject]))
    return found
