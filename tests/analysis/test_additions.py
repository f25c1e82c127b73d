"""What was added to the format, and an analysis: what counts in the rules' hash, and what openings make of it."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from game.analysis.abstraction.objectives import Objective, everything
from game.analysis.exact.backward_induction import Values
from game.analysis.exact.exploration import Exploration
from game.analysis.result.fingerprint import fingerprint
from game.analysis.run.assemble import JUDGED
from game.cli import cli
from game.scenario.scenario import Scenario
from tests import kit
from tests.kit import Plain
from tests.plain.robot import hold

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


def test_a_group_that_judges_itself_decides() -> None:
    trust = Objective("gauge", "trust")
    made = replace(changed(answer="written"), self_judged=True)
    span = Values(Exploration(made, everything(made)).run()).spans()[trust]
    assert (span.least, span.greatest, span.random) == (50, 60, 55)
    assert len({fingerprint(each) for each in (made, changed(answer="written"), kit.compiled(draft()))}) == 3


BOTH = (kit.option("a", {"measure_impact": 2}, effects={"trust": 10}), kit.option("b", {"measure_impact": 1}))


def judged(folder: Path, **more: object) -> str:
    """A scenario in which the one thing to be done is to write, and one judgement beats the other in every sense."""
    inject = kit.inject("one", *BOTH, day=1, answer="written", **more)
    path = folder / "test.yaml"
    path.write_text(kit.written(kit.draft([inject], lessons=("measure_impact",))), encoding="utf-8")
    return str(path)


def analysed(*words: str) -> Plain:
    found: Plain = json.loads(CliRunner().invoke(cli, ["analyse", *words, "--json"]).output)
    return found


def test_of_judgements_none_is_said_to_be_beaten_and_of_a_lesson_none_that_nothing_makes_a_difference(
    tmp_path: Path,
) -> None:
    path = judged(tmp_path)
    for words, by in (((path,), "another"), ((path, "--self-judged"), "group")):
        made = analysed(*words)
        assert made["judged_by"] == by
        assert {each["code"] for each in made["findings"]} & BEATEN == set()
        option = made["options"]["one.b"]
        assert option["dominated_by"] is None
        assert option["why"]["dominated_by"] == JUDGED
    assert not {"WC280", "WC281", "WC282"} & {each["code"] for each in analysed(path)["findings"]}
    chosen = kit.draft([kit.inject("one", *BOTH, day=1)], lessons=("measure_impact",))
    (tmp_path / "chosen.yaml").write_text(kit.written(chosen), encoding="utf-8")
    of_choices = analysed(str(tmp_path / "chosen.yaml"))
    assert "judged_by" not in of_choices
    assert {each["code"] for each in of_choices["findings"]} & BEATEN


BEATEN = {"WC275", "WC276", "WC321", "WC322", "WC323", "WC325"}


def test_the_page_says_who_judges_and_how_to_ask_for_the_other(tmp_path: Path) -> None:
    path = judged(tmp_path)
    said = " ".join(CliRunner().invoke(cli, ["analyse", path, "--plain"]).output.split())
    assert "Whoever judges an answer in writing is chance here" in said
    assert "--self-judged” has the numbers of that." in said
    assert "the options are what the answer is judged to be, by somebody else, at random." in said
    said = " ".join(CliRunner().invoke(cli, ["analyse", path, "--plain", "--self-judged"]).output.split())
    assert "judged by the group itself here, as it does alone: to judge is to decide." in said
    assert "is judged to be, by the group itself." in said


def test_who_asks_for_no_answer_in_writing_has_none_to_judge(tmp_path: Path) -> None:
    path = tmp_path / "test.yaml"
    path.write_text(kit.written(draft()), encoding="utf-8")
    got = hold(["analyse", path, "--self-judged"])
    assert got.code == 2
    assert "asks for no answer in writing; leave --self-judged out." in got.err


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
