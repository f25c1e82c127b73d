"""Bounds from relaxed questions hold, whatever is asked, and stand beside the sample where they say something."""

from dataclasses import replace

import pytest

from game.analysis.abstraction.objectives import Asked, Span
from game.analysis.analyse import analyse
from game.analysis.exact.relaxation import Proved, parts, proved, relaxations, relaxed
from game.analysis.exact.residual_exploration import ResidualExploration
from game.analysis.result.as_json import as_json
from game.analysis.result.from_json import from_json
from game.analysis.run.study import Wish
from game.analysis.run.tasks import Merge
from game.report.analysis import report
from game.scenario.scenario import Scenario
from tests import kit
from tests.analysis.authored import Authored

NEAR = 1e-9


def waiting_for_all(number: int) -> Scenario:
    """An authored-like world with an ending that waits for three gauges."""
    world = Authored(number, injects=4)
    draft = world.draft()
    a, b, c = world.gauges[:3]
    one, two, three = (world.starts[gauge] for gauge in (a, b, c))
    draft["endings"].insert(0, kit.ending("all", when=f"{a} >= {one} and {b} <= {two} and {c} >= {three - 2}"))
    return kit.compiled(draft)


def asked(scenario: Scenario, ending: int) -> Span:
    (span,) = ResidualExploration(scenario, Asked(endings=(ending,))).run().spans().values()
    return span


@pytest.mark.parametrize("number", range(300, 310))
def test_what_is_proved_holds_the_truth(number: int) -> None:
    made = waiting_for_all(number)
    known = {kept: asked(relaxed(made, 0, kept), 0) for kept in relaxations(made, 0)}
    assert len(known) == 3 + 3
    truth, found = asked(made, 0), proved(3, known)
    for value, (low, high) in zip(truth, (found.least, found.greatest, found.random), strict=True):
        assert low - NEAR <= value <= high + NEAR


def test_what_stops_the_game_is_not_relaxed() -> None:
    made = waiting_for_all(300)
    stopping = replace(made, endings=(replace(made.endings[0], stops=True), *made.endings[1:]))
    assert parts(stopping, 0) == ()
    assert relaxations(stopping, 0) == []
    assert relaxations(made, len(made.endings) - 1) == []  # told where no other is


def test_bounds_farther_apart_than_half_the_range_say_nothing() -> None:
    assert not Proved((0, 1), (0, 1), (0.25, 0.75)).telling
    assert Proved((0, 1), (0, 1), (0.25, 0.74)).telling


def test_what_is_proved_stands_beside_the_sample(monkeypatch: pytest.MonkeyPatch) -> None:
    made = waiting_for_all(302)
    truth = asked(made, 0)
    monkeypatch.setattr("game.analysis.run.study.MOST", 1)
    monkeypatch.setattr(Merge, "run", lambda *_: None)  # the whole ending is too much, parts of it are not
    found = analyse(made, Wish(1 << 30, rows=1 << 10))
    outcome = found.endings["all"]
    assert not outcome.random.exact
    assert outcome.proved is not None
    low, high = outcome.proved
    assert low - NEAR <= truth.random <= high + NEAR
    assert outcome.greatest.high >= truth.greatest - NEAR
    plain = as_json(found, ())
    assert plain["endings"]["all"]["kinds"]["proved"] == "bounds"
    assert from_json(as_json(found, (), triples=True), made).endings["all"].proved == pytest.approx(outcome.proved)
    (line,) = (line for line in report(found, ()).endings if line.id == "all")
    assert "certainly" in line.random


def test_no_rounding_says_more_than_is_proved() -> None:
    found = analyse(waiting_for_all(302), Wish(1 << 30, rows=1 << 10))
    outcome = replace(found.endings["all"], proved=(0.119, 0.3312))
    found.endings["all"] = outcome
    (line,) = (line for line in report(found, ()).endings if line.id == "all")
    assert line.random.endswith(", certainly 11\N{NO-BREAK SPACE}% to 34\N{NO-BREAK SPACE}%")
