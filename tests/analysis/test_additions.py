"""What was added to the format, and an analysis: what counts in the rules' hash, and what openings make of it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from game.analysis.asked import everything
from game.analysis.explore import Exploration
from game.analysis.fingerprint import fingerprint
from game.analysis.values import Objective, Values
from game.cli import cli
from game.scenario.scenario import Scenario
from tests import kit
from tests.kit import Plain

TWO = (kit.option("a", effects={"trust": 10}), kit.option("b"))


def draft(**fields: object) -> Plain:
    inject = kit.inject("one", *TWO, day=1)
    return kit.draft([inject], flags=("told",), **fields)  # type: ignore[arg-type]


def changed(**more: object) -> Scenario:
    """The scenario with its one inject written otherwise."""
    plain = draft()
    plain["injects"][0] |= more
    return kit.compiled(plain)


@pytest.mark.parametrize(
    "more",
    [
        {"also": [{"when": "told", "text": "They have heard."}]},
        {"documents": [kit.document("letter", "We wait.", line="We wait.", bears_on=["a"])]},
        {"documents": [{"kind": "map", "title": "M", "file": "documents/m.png", "alt": "Two roads."}]},
        {"private": {"leader": {"text": "No fuel.", "bears_on": ["a"]}}},
        {"options": [TWO[0] | {"style": ["fast"]}, TWO[1]]},
        {"situation": "Something else."},
    ],
)
def test_what_the_rules_do_not_read_leaves_their_hash_alone(more: Plain) -> None:
    assert fingerprint(changed(**more)) == fingerprint(kit.compiled(draft()))
    assert changed(**more).sha256 != kit.compiled(draft()).sha256


def test_an_epilogue_leaves_the_hash_of_the_rules_alone() -> None:
    told = draft(epilogue=[{"about": "The well", "when": "told", "text": "Water."}])
    assert fingerprint(kit.compiled(told)) == fingerprint(kit.compiled(draft()))


def test_openings_and_written_answers_are_part_of_the_rules() -> None:
    ways = [draft(opens_with=[{"flag": "told", "ask": "T?", "default": answer}]) for answer in ("yes", "no")]
    hashes = {fingerprint(kit.compiled(each)) for each in (draft(), *ways)}
    assert len(hashes | {fingerprint(changed(answer="written"))}) == 4


def test_what_an_answer_is_judged_to_be_nobody_can_bring_about() -> None:
    trust = Objective("gauge", "trust")
    chosen, judged = (
        Values(Exploration(made, everything(made)).run()).spans()[trust]
        for made in (kit.compiled(draft()), changed(answer="written"))
    )
    assert (chosen.least, chosen.greatest, chosen.random) == (50, 60, 55)
    assert (judged.least, judged.greatest, judged.random) == (55, 55, 55)


def test_an_analysis_works_on_the_defaults_and_with_openings_on_every_combination(tmp_path: Path) -> None:
    plain = draft(
        opens_with=[{"flag": "told", "ask": "T?", "default": "yes"}],
        endings=[kit.ending("heard", when="told"), kit.ending("else")],
    )
    path = tmp_path / "test.yaml"
    path.write_text(kit.written(plain), encoding="utf-8")
    alone = json.loads(CliRunner().invoke(cli, ["analyse", str(path), "--json"]).output)
    assert alone["endings"]["heard"]["random"] == 1
    every = json.loads(CliRunner().invoke(cli, ["analyse", str(path), "--json", "--openings"]).output)
    told = [(each["opened"], each["endings"]["heard"]["random"]) for each in every]
    assert told == [({"told": False}, 0), ({"told": True}, 1)]
    lines = CliRunner().invoke(cli, ["analyse", str(path), "--plain", "--openings"]).output
    assert "Opened with: told no." in lines
    assert "Opened with: told yes." in lines
    refused = CliRunner().invoke(cli, ["analyse", str(path), "--openings", "--html", "x.html"])
    assert refused.exit_code == 2
