"""Scenarios as models for other tools: Storm comes to the numbers of the analysis, by both kinds of exploration."""

import platform
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from game.analysis.abstraction.objectives import Asked, Tally
from game.analysis.exact.backward_induction import Values
from game.analysis.exact.exploration import Exploration
from game.analysis.exact.residual_exploration import ResidualExploration
from game.scenario.load import find, load
from game.scenario.scenario import Scenario
from tests import kit
from tests.analysis import storm
from tests.analysis.agreeing import near
from tests.analysis.model_export import Form, export
from tests.analysis.worlds import World
from tests.benchmarks.models import typical

HAS_STORM = sys.platform == "linux" and platform.machine() == "x86_64" and sys.version_info < (3, 14)

needs_storm = pytest.mark.skipif(not HAS_STORM, reason="Storm has no wheel for this system")


def ours(made: Scenario) -> Iterator[storm.Answers]:
    """Yield the numbers of the plain exploration, then those of states merged by residual program."""
    gauges = tuple(range(len(made.gauges)))
    asked = Asked(tuple(map(Tally.of, made.lessons)), gauges, tuple(range(len(made.endings))))
    for spans in (Values(Exploration(made, asked).run()).spans(), ResidualExploration(made, asked).run().spans()):
        found: storm.Answers = {}
        for (kind, id), span in spans.items():
            name = "lesson" if kind == "tally" else kind
            found |= {
                (name, id, "min"): span.least,
                (name, id, "max"): span.greatest,
                (name, id, "random"): span.random,
            }
        yield found


LARGER = [
    *(typical(6, gauges=4, flags=4, seed=seed, stops=bool(seed % 2)) for seed in range(1, 13)),
    *(World(number, injects=6, days=9, wild=0.8).draft() for number in range(900, 908)),
]
"""20 scenarios with more ways through them than brute force wants to see."""


@needs_storm
@pytest.mark.parametrize("number", range(len(LARGER)))
def test_storm_comes_to_the_same_numbers(number: int, tmp_path: Path) -> None:
    made = kit.compiled(LARGER[number])
    plain, merged = ours(made)
    for form in (Form.JANI if number % 2 else Form.PRISM, Form.PRISM_RANDOM):
        found = storm.answers(made, form, tmp_path)
        assert found
        assert all(near(plain[name], value) for name, value in found.items()), form
        assert all(near(merged[name], value) for name, value in found.items()), form


@pytest.mark.parametrize("form", Form)
def test_a_model_of_every_form_names_what_is_decided(form: Form) -> None:
    text = export(load(find("starter")), form)
    assert "eleven_trucks" in text
    assert export(load(find("starter")), form) == text


def test_no_prose_of_an_author_gets_into_a_model() -> None:
    made = kit.scenario(
        [kit.inject("one", kit.option("a", label='"; endmodule //', effects={"trust": 1}), title="*/ }")],
        endings=[kit.ending("over", when="trust > 50", text="endrewards")],
    )
    for form in Form:
        text = export(made, form)
        assert "*/ }" not in text
        assert '"; endmodule' not in text
