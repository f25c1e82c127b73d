"""One scenario with every rule in it, its runs as JSON to the last number: the same on every Python and system.

`python -m tests.rules.test_golden` writes the file anew, after a change of the contract that was meant.
"""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from game.report.as_json import run_json
from game.rules.play import playthrough
from game.rules.policy import Policy, chooser
from game.scenario.load import load

SCENARIO = Path(__file__).with_name("golden.yaml")
KEPT = Path(__file__).with_name("golden.json")
FIRST_EDITION = "0a6452e36b78657f895ae85cf446bac218676b59b9cf1907d4d40ec65fd9177d"
"""The hash of this file as the first edition wrote it: keys are only ever added."""

RUNS: list[tuple[int, Policy, dict[str, str]]] = [
    *((seed, policy, {}) for policy in Policy for seed in (0, 7, 2_147_483_648)),
    (-3, Policy.FIRST, {"gate": "shut", "count": "again"}),
    (7, Policy.LAST, {"gate": "open"}),
]


def made(seed: int, policy: Policy, script: dict[str, str]) -> Any:
    """A run as `play --json` prints it."""
    scenario = load(SCENARIO)
    played = playthrough(scenario, seed, chooser(scenario, seed, policy, script))
    return json.loads(json.dumps(run_json(scenario, seed, played)))


def name(seed: int, policy: Policy, script: dict[str, str]) -> str:
    return f"{policy} {seed} {json.dumps(script, sort_keys=True)}"


@pytest.mark.parametrize("run", RUNS, ids=lambda run: name(*run))
def test_a_run_is_what_it_was_to_the_last_number(run: tuple[int, Policy, dict[str, str]]) -> None:
    assert made(*run) == json.loads(KEPT.read_text(encoding="utf-8"))[name(*run)]


def test_without_the_keys_that_were_added_a_run_is_that_of_the_first_edition_to_the_byte() -> None:
    runs = {name(*run): as_first(made(*run)) for run in RUNS}
    assert hashlib.sha256(written(runs).encode()).hexdigest() == FIRST_EDITION


def as_first(run: dict[str, Any]) -> dict[str, Any]:
    """A run as the first edition printed it."""
    kept = {key: value for key, value in run.items() if key not in ("luck", "opened")}
    added = ("reading", "served_at", "spent_at")
    kept["decisions"] = [{key: each[key] for key in each if key != "how"} for each in run["decisions"]]
    kept["lessons"] = {id: {key: each[key] for key in each if key not in added} for id, each in run["lessons"].items()}
    return kept


def written(runs: dict[str, Any]) -> str:
    return json.dumps(runs, indent=1, ensure_ascii=False) + "\n"


def test_the_runs_meet_every_rule() -> None:
    kept = json.loads(KEPT.read_text(encoding="utf-8")).values()
    assert {run["stopped"] for run in kept} == {True, False}
    assert {ending for run in kept for ending in run["endings"]} == {"lost", "kept", "drift"}
    assert {lesson["verdict"] for run in kept for lesson in run["lessons"].values()} == {
        "untested", "evidenced", "strained", "traded",
    }  # fmt: skip
    assert {lesson["outcome"] for run in kept for lesson in run["lessons"].values()} == {None, "held", "failed"}
    assert any(len(decision["open"]) < 3 for run in kept for decision in run["decisions"])
    assert any("= 40" in applied["effects"].values() for run in kept for applied in run["applied"])


if __name__ == "__main__":
    runs = {name(*run): made(*run) for run in RUNS}
    KEPT.write_text(written(runs), encoding="utf-8", newline="\n")
