"""The whole analysis as JSON, against brute force: every number of it, where there are few enough ways through."""

from fractions import Fraction
from typing import Any

import pytest

from game.analysis.analyse import analyse
from game.analysis.result.as_json import as_json
from game.analysis.result.from_json import from_json
from game.analysis.run.study import Wish
from game.rules.judge import Reading, Verdict, verdict
from game.scenario.scenario import Scenario
from tests import kit
from tests.analysis.agreeing import near
from tests.analysis.oracle import Oracle, enough
from tests.analysis.worlds import World
from tests.rules.referee import reading

WISH = Wish(1 << 30, rows=256)


def data(made: Scenario) -> dict[str, Any]:
    return as_json(analyse(made, WISH), ())


def reached(depth: dict[Any, int], often: dict[Any, Fraction], kind: str, *ids: int) -> tuple[bool, Fraction]:
    thing = (kind, *ids, *(-1,) * (3 - len(ids)))
    return thing in depth, often.get(thing, Fraction())


def beaten(oracle: Oracle, inject: int, one: int, other: int) -> tuple[bool, bool, bool]:
    """Whether one option is outdone, dominated and hopeless beside another, straight from the definitions."""
    made = oracle.scenario
    low = {gauge.id for gauge in made.gauges if not gauge.high_is_good}
    outdone = dominated = hopeless = True
    more = False
    for node in oracle.nodes.values():
        if node.state.on_table != inject or not {one, other} <= node.options.keys():
            continue
        mine, theirs = oracle.of_option(node, one), oracle.of_option(node, other)
        for name, value in mine.items():
            if name[0] == "ending":
                continue
            best, worst = ("least", "greatest") if name[0] == "gauge" and name[1] in low else ("greatest", "least")
            sign = -1 if best == "least" else 1
            better = sign * (getattr(theirs[name], best) - getattr(value, best))
            more |= better > 0
            outdone &= better >= 0
            dominated &= sign * (getattr(theirs[name], worst) - getattr(value, worst)) >= 0
            hopeless &= sign * (getattr(theirs[name], worst) - getattr(value, best)) >= 0
    return outdone and more, outdone and dominated and more, hopeless and more


@pytest.mark.parametrize("number", range(200))
def test_every_number_is_that_of_brute_force(number: int) -> None:
    made = kit.compiled(World(number, injects=3 + number % 2, days=6, wild=(number % 5) / 4).draft())
    oracle = Oracle(made)
    _, often, by_day = oracle.met()
    depth = enough(made)
    found = data(made)
    assert found["method"] == "exact"
    values = oracle.start()
    for kind, key in (("tally", "lessons"), ("gauge", "gauges"), ("ending", "endings")):
        for id, each in found[key].items():
            want = values[kind, id]
            for name, part in (("min", want.least), ("max", want.greatest), ("random", want.random)):
                assert near(each[name], part), (kind, id, name)
    for index, ending in enumerate(made.endings):
        assert found["endings"][ending.id]["reachable"] is reached(depth, often, "ending", index)[0]
    for index, inject in enumerate(made.injects):
        is_reached, share = reached(depth, often, "inject", index)
        assert found["injects"][inject.id]["reachable"] is is_reached
        assert near(found["injects"][inject.id]["random"], share)
        passes = reached(depth, often, "passed", index)[1]
        assert near(found["injects"][inject.id].get("passes", 0), passes)
        options_agree(found, oracle, index, depth, often)
    for index, trend in enumerate(made.trends):
        assert found["parts"][trend.id]["reachable"] is reached(depth, often, "trend", index)[0]
    for index, gauge in enumerate(made.gauges):
        final = {int(value): share for value, share in found["gauges"][gauge.id]["final"].items()}
        assert final.keys() == by_day[index][-1].keys()
        assert all(near(final[value], share) for value, share in by_day[index][-1].items())
    judgements_agree(found, oracle)


def options_agree(found: dict[str, Any], oracle: Oracle, index: int, depth: Any, often: Any) -> None:
    inject = oracle.scenario.injects[index]
    for number, option in enumerate(inject.options):
        id = f"{inject.id}.{option.id}"
        each = found["options"][id]
        is_open, share = reached(depth, often, "option", index, number)
        assert each["reachable"] is is_open
        assert near(each["random"], share)
        others = [other for other in range(len(inject.options)) if other != number]
        beats = {other: beaten(oracle, index, number, other) for other in others}
        for place, key in enumerate(("outdone_by", "dominated_by", "hopeless_beside")):
            names = [f"{inject.id}.{inject.options[other].id}" for other in others if beats[other][place]]
            assert each[key] == names or (each[key] is None and each["only_if"]), (id, key)
        for branch in range(len(option.chance)):
            is_drawn, _ = reached(depth, often, "branch", index, number, branch)
            assert found["parts"][f"{id}.chance.{branch}"]["reachable"] is is_drawn
        for later in range(len(option.later)):
            lands, share = reached(depth, often, "later", index, number, later)
            assert found["parts"][f"{id}.later.{later}"]["reachable"] is lands
            assert near(found["parts"][f"{id}.later.{later}"]["random"], share)


def judgements_agree(found: dict[str, Any], oracle: Oracle) -> None:
    """The verdicts and readings under random play, from every path with its probability."""
    shares = oracle.judged()
    for lesson in oracle.scenario.lessons:
        for kind in Verdict:
            share = sum(
                (p for (id, *earned), p in shares.items() if id == lesson and judged(*earned) is kind), Fraction()
            )
            assert near(found["lessons"][lesson]["verdicts"][str(kind)], share), (lesson, kind)
        for read in Reading:
            share = sum(
                (p for (id, *earned), p in shares.items() if id == lesson and reading(*earned) == read), Fraction()
            )
            assert near(found["lessons"][lesson]["readings"][str(read)], share), (lesson, read)


def judged(served_at: int, spent_at: int, served: int, spent: int) -> Verdict:
    return verdict(served, spent)


def test_what_is_kept_is_read_back_as_it_was() -> None:
    made = kit.compiled(World(7, injects=4).draft())
    analysis = analyse(made, WISH)
    again = from_json(as_json(analysis, (), triples=True), made)
    assert as_json(again, ()) == as_json(analysis, ())
