"""The first page of random runs of every shipped scenario. Long form: `python -m tests.endurance.first_pages`."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.report.model import Opened
from game.report.open import opened
from game.scenario.load import load, shipped
from tests import kit
from tests.report.fronts import looked, made_up, random_run, untrue
from tests.strategies import drafts

RUNS = 40


@pytest.mark.parametrize("name", sorted(shipped()))
def test_every_first_page_keeps_to_its_length_its_words_and_its_sources(name: str) -> None:
    scenario = load(shipped()[name])
    for seed in range(RUNS):
        run = random_run(scenario, seed)
        for known in (made_up(run), Opened()):
            assert list(untrue(looked(run, known), scenario)) == [], f"{name}, seed {seed}"


def test_the_first_page_of_the_starter_with_its_true_values() -> None:
    scenario = load(shipped()["starter"])
    pages = set()
    for seed in range(10):
        run = random_run(scenario, seed)
        made = looked(run, opened(run))
        assert made.front
        assert made.front.method == "exact"
        assert list(untrue(made, scenario)) == []
        pages.add(str(made.front))
    assert len(pages) == 10


@settings(max_examples=40)
@given(draft=drafts(), seed=st.integers(0, 1000))
def test_the_first_page_of_a_generated_scenario_keeps_to_them_too(draft: dict[str, Any], seed: int) -> None:
    scenario = kit.compiled(draft)
    run = random_run(scenario, seed)
    for known in (made_up(run), Opened()):
        assert list(untrue(looked(run, known), scenario)) == []
