"""What commands print stays as it was: keys may be added to JSON, nothing else changes without a commit that says why.

`python -m tests.golden --only NAME` makes one of them anew.
"""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.golden.keeping import contains, differences, kept
from tests.golden.nets import NETS, POLICIES, SEEDS, SHIPPED, run

JSON = ("analyse", "check")
"""Outputs to which keys may be added."""
WHOLE = ("schema", "msel", "sheet", "scenarios", "plain")


@pytest.mark.parametrize("name", JSON)
def test_json_holds_all_that_it_held(tmp_path: Path, name: str) -> None:
    assert differences(kept(name), NETS[name](tmp_path)) == []


@pytest.mark.parametrize("name", WHOLE)
def test_an_output_is_what_it_was(tmp_path: Path, name: str) -> None:
    assert differences(kept(name), NETS[name](tmp_path), added=False) == []


SAMPLE = random.Random(9).sample([(name, policy, seed) for name in SHIPPED for policy in POLICIES for seed in SEEDS], 8)


@pytest.mark.parametrize(("name", "policy", "seed"), SAMPLE)
def test_a_run_without_a_screen_is_what_it_was(name: str, policy: str, seed: int) -> None:
    """Two in a hundred; all of them: `python -m tests.endurance.golden_runs`."""
    assert differences(kept("play")[name][policy][str(seed)], run(name, policy, seed)) == []


def test_all_runs_were_kept() -> None:
    assert [len(kept("play")[name][policy]) for name in SHIPPED for policy in POLICIES] == [len(SEEDS)] * 8


def test_added_keys_are_welcome_and_nothing_else() -> None:
    old = {"a": [1, {"b": "x", "c": 0.5}], "d": None}
    assert contains(old, {"a": [1, {"b": "x", "c": 0.5 + 1e-12, "new": 1}], "d": None, "more": []})
    for changed in (
        {"a": [1, {"b": "y", "c": 0.5}], "d": None},
        {"a": [1, {"b": "x", "c": 0.5 + 1e-6}], "d": None},
        {"a": [True, {"b": "x", "c": 0.5}], "d": None},
        {"a": [1, {"b": "x", "c": 0.5}, 2], "d": None},
        {"a": [1, {"b": "x", "c": 0.5}]},
        {"a": [1, {"b": "x", "c": 0.5}], "d": 0},
    ):
        assert not contains(old, changed)
    assert differences({"a": 1}, {"a": 1, "b": 2}, added=False) == ["/b: is new"]
