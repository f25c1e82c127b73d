"""The seal's marks and the attack on them, by small scenarios; the command `seal`."""

from __future__ import annotations

import copy
import json
import random
from pathlib import Path

import pytest

from game import analysing
from game.analysis.exact.occurrences import thing
from game.analysis.mending.attack import alike, attacks, played
from game.analysis.mending.habits import PlayMeasures
from game.analysis.mending.seal import SealMark, _counted, marks
from game.analysis.run.study import Study
from game.cli import main
from game.exercise.run.decision_script import read_script
from game.report.seal import as_json, report
from game.rules.policy import Policy, chooser
from game.scenario.check import check_files
from tests import kit
from tests.analysis import page, releasing
from tests.analysis.oracle import Oracle
from tests.endurance.seal_defects import DEFECTS, WISH, base, broken, looked, sound
from tests.kit import Plain, ending, inject, option

L, M = kit.LESSONS[:2]


def sealed(draft: Plain, sample: int = 0) -> dict[str, SealMark]:
    made, subject = page.made(draft, sample=sample)
    checked = check_files({"test.yaml": kit.written(draft)})
    return {mark.id: mark for mark in marks(made, subject, checked, analysing.said(made, subject), 2_000)}


@pytest.fixture(scope="module")
def whole() -> Plain:
    return sound(random.Random(1))


TWINS = kit.draft(
    [
        inject("news", option("one", effects={"trust": 2}, set=["seen"]), option("other", effects={"trust": 2}), day=1),
        inject("more", option("up", effects={"trust": 1}), option("down", effects={"trust": -1}), day=2),
    ],
    flags=["seen"],
    endings=[ending("secret", when="seen and trust > 52"), ending("else")],
)
"""Two options that do the same; one sets a flag that an ending reads."""


def test_a_sound_scenario_holds_every_mark(whole: Plain) -> None:
    held = sealed(whole)
    assert {id for id, mark in held.items() if mark.held is not True} == set()
    assert all(mark.mend == () for mark in held.values())
    made, _ = page.made(whole)
    assert report(made, list(held.values()), ()).verdict == f"Sealed: all {len(held)} marks are held."


def test_one_is_told_as_one_and_unmarked_papers_are_not_praised(whole: Plain) -> None:
    says = sealed(whole)["bears_on"].says
    assert says == "Where papers say what they bear on, those of every decision do"  # true of papers without a mark
    assert _counted([1], "picture") == "1 picture"
    assert _counted([], "picture") == "0 pictures"


def test_a_broken_mark_names_the_place_and_what_to_do() -> None:
    mark = sealed(page.DRAFT)["endings"]
    assert mark.held is False
    assert "'lost' is told in 0.0%, hardly ever: loosen its 'when'." in mark.mend[0]
    assert mark.mend[0].startswith("test.yaml:")


def test_what_was_sampled_too_near_to_its_bar_is_not_known_and_not_broken() -> None:
    held = sealed(kit.draft([inject("a", option("x"), option("y"), day=1)], endings=[ending("e")]), sample=300)
    assert held["dominated"].held is None
    assert "Not tested" in held["dominated"].mend[0]


def test_two_options_that_do_the_same_and_are_told_apart_are_found_with_two_plays() -> None:
    made, _ = page.made(TWINS)
    (pair,) = alike(made.scenario, made)
    assert pair.differs == "ending 'else', 'secret'"
    one, other = pair.scripts
    assert {id for id in one if one[id] != other.get(id)} == {"news"}
    ends = [
        played(made.scenario, pair.seed, chooser(made.scenario, pair.seed, Policy.FIRST, script)).endings
        for script in pair.scripts
    ]
    assert ends[0] != ends[1]


def test_options_of_which_one_does_something_else_may_be_told_apart() -> None:
    draft = json.loads(json.dumps(TWINS))
    draft["injects"][0]["options"][0]["effects"]["trust"] = 3
    made, _ = page.made(draft)
    assert alike(made.scenario, made) == []


def test_every_play_of_an_attack_can_be_played_to_its_end() -> None:
    made, _ = page.made()
    plays = {play.id: play for play in attacks(made.scenario, made)}
    assert {"nothing_done", "always_first", "best_at_everything", "ending:good", "ending:else"} <= plays.keys()
    for play in plays.values():
        for script in play.scripts:
            ended = played(made.scenario, play.seed, chooser(made.scenario, play.seed, Policy.FIRST, script))
            if play.id.startswith("ending:"):
                assert play.id.partition(":")[2] in ended.endings
    assert plays["best_at_everything"].breaks
    assert not plays["nothing_done"].breaks


def test_habits_are_taken_from_styles_and_without_any_from_words() -> None:
    styled = kit.scenario([inject("a", option("x", style=["guard"]), option("wait_here"), day=1)])
    spoken = kit.scenario([inject("a", option("x", label="Escort them"), option("y", label="Ask the mayor"), day=1)])
    assert PlayMeasures(styled, 10, 10).tagged("guard") == [[True, False]]
    assert PlayMeasures(styled, 10, 10).tagged("wait") == [[False, False]]
    assert PlayMeasures(spoken, 10, 10).tagged("guard") == [[True, False]]
    assert PlayMeasures(spoken, 10, 10).tagged("consult") == [[False, True]]


def test_the_data_has_the_hash_of_the_rules_and_every_mark() -> None:
    made, _ = page.made()
    other, _ = page.made(page.DRAFT | {"title": "Another title"})
    data = as_json(made, list(sealed(page.DRAFT).values()), list(attacks(made.scenario, made)))
    assert data["rules"] == as_json(other, [], None)["rules"]
    assert data["sha256"] != other.scenario.sha256
    assert data["sealed"] is False
    assert all({"id", "says", "held", "figure", "mend"} == each.keys() for each in data["marks"])
    json.dumps(data)


def test_the_command_prints_a_page_or_a_line_and_writes_scripts_that_play_takes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "test.yaml"
    path.write_text(kit.written(TWINS), encoding="utf-8")
    assert main(["seal", str(path), "--attack", "--json", "--out", str(tmp_path / "plays")]) == 1
    out, err = capsys.readouterr()
    (line,) = out.splitlines()
    data = json.loads(line)
    assert data["scenario"] == "test"
    assert "alike:news" in {attack["id"] for attack in data["attacks"]}
    files = sorted((tmp_path / "plays").iterdir())
    assert len(files) == sum(len(attack["scripts"]) for attack in data["attacks"]) == err.count("Written: ")
    assert all(read_script(file).options for file in files)
    assert main(["play", str(path), "--script", str(tmp_path / "plays" / "alike-news-1.json"), "--json"]) == 0
    capsys.readouterr()
    assert main(["seal", str(path), "--attack", "--out", str(tmp_path / "plays")]) != 0
    out, err = capsys.readouterr()
    assert "is there already" in err
    assert out == ""
    assert main(["seal", str(path)]) == 1
    text = capsys.readouterr().out
    assert text.startswith("Seal: A test.\nNot sealed: ")
    assert "What to mend:" in text
    assert main(["seal", str(path), "--html", str(tmp_path / "seal.html")]) == 1
    assert "<h1" in (tmp_path / "seal.html").read_text(encoding="utf-8")
    assert main(["seal", str(path), "--out", "x"]) == 2
    assert "--attack" in capsys.readouterr().err


@pytest.mark.parametrize("number", [14, 16], ids=["dominated", "endings_reached"])
def test_a_defect_breaks_its_mark_where_its_first_draft_was_none(number: int) -> None:
    mark, broke = looked(1, number)
    assert mark == list(DEFECTS)[number % len(DEFECTS)]
    assert mark in broke


def test_worse_effects_are_no_reason_where_a_later_inject_asks_for_the_other_option() -> None:
    """By every way through it: after the worse one a costly decision never comes up, so its worst is better."""
    draft = copy.deepcopy(base(1, 1)[0])
    third = draft["injects"][2]
    effects = {id: value - 1 for id, value in third["options"][2]["effects"].items()}
    third["options"].append(copy.deepcopy(third["options"][2]) | {"id": "worse", "effects": effects})
    assert draft["injects"][5]["when"] == "chose(third, o2) or chose(second, o2)"
    made = kit.compiled(draft)
    oracle = Oracle(made, most=20_000)
    safer = [
        name
        for node in oracle.nodes.values()
        if node.state.on_table == 2
        for name, value in oracle.of_option(node, 3).items()
        if name[0] == "gauge" and value.least > oracle.of_option(node, 2)[name].least
    ]
    assert safer
    assert "dominated" not in broken(draft)


def test_an_ending_that_decisions_in_the_tray_bring_about_is_no_ending_out_of_reach() -> None:
    draft = copy.deepcopy(base(1, 1)[0])
    draft["endings"].insert(0, ending("far", when="calm > 97 and chose(opening)"))
    made = kit.compiled(draft)
    ((chosen, way),) = Study(made, WISH).run().released.ways[thing("ending", 0)]
    assert chosen == {6, 7}
    assert thing("ending", 0) in releasing.seen_on(made, way)  # played by the rules alone
    assert "endings_reached" not in broken(draft)
