"""The stage of a preview: any inject, any seat, any state; which conditions hold, and which part fails."""

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.author import file_watch
from game.author.condition_trace import answers, written
from game.author.preview_state import SEED, PreviewStage, at_inject, begun, settled, state_of, stepped, view_of, walked
from game.rules.play import holds
from game.rules.policy import Policy
from game.scenario.conditions import parse
from game.scenario.findings import Level
from game.scenario.scenario import Scenario
from tests import kit
from tests.kit import document, inject, later, option
from tests.strategies import scenarios


@pytest.fixture
def story() -> Scenario:
    return kit.scenario(
        [
            inject("a", option("x", set=["f"], effects={"trust": -20}), option("y"), day=1),
            inject(
                "b",
                option("open", requires="trust >= 40 and not f"),
                option("shut", later=[later(2, when="chose(a, y) or day > 20")]),
                day=3,
                until=9,
                when="trust > 10",
                private={"chief": "Only the chief knows."},
                documents=[document(title="For all"), document(title="For the clerk", to=["clerk"])],
            ),
        ],
        roles={"chief": {"title": "The chief"}, "clerk": {"title": "The clerk"}},
        flags=["f"],
        gauges={"trust": 50},
    )


def said(scenario: Scenario, stage: PreviewStage) -> dict[str, tuple[bool, list[str]]]:
    """What each condition of the inject on the stage says, and the parts that fail."""
    found = answers(scenario, state_of(scenario, stage), scenario.inject(stage.inject))
    return {
        each.about: (each.holds, [f"{part.text}: {part.values}" for part in each.parts if not part.holds])
        for each in found
    }


def test_every_seat_gets_its_own_papers_and_facts(story: Scenario) -> None:
    views = {seat: view_of(story, PreviewStage("b", seat)).inject for seat in ("", "chief", "clerk")}
    titles = {seat: [paper.title for paper in view.documents] for seat, view in views.items() if view}
    assert titles == {"": ["For all", "For the clerk"], "chief": ["For all"], "clerk": ["For all", "For the clerk"]}
    assert {seat: len(view.private) for seat, view in views.items() if view} == {"": 1, "chief": 1, "clerk": 0}
    assert all(paper.text for view in views.values() if view for paper in view.documents)


def test_a_gauge_that_is_changed_opens_and_closes_options(story: Scenario) -> None:
    assert said(story, PreviewStage("b"))["Open"] == (True, [])
    assert said(story, PreviewStage("b", gauges={"trust": 30}))["Open"] == (False, ["trust >= 40: trust is 30"])
    closed = view_of(story, PreviewStage("b", gauges={"trust": 30})).inject
    assert closed is not None
    assert {each.id: bool(each.closed) for each in closed.options} == {"open": True, "shut": False}


def test_a_flag_a_day_and_an_earlier_decision_count_too(story: Scenario) -> None:
    assert said(story, PreviewStage("b", flags=frozenset(["f"])))["Open"] == (False, ["not f: f is set"])
    late = said(story, PreviewStage("b", day=12))
    assert late["days 3 to 9"][0] is False
    after = "Shut, after 2 days"
    assert said(story, PreviewStage("b"))[after] == (
        False,
        ["one of:: ", "chose(a, y): a has not come up", "day > 20: it is day 3"],
    )
    assert said(story, PreviewStage("b", played={"a": "y"}))[after][0] is True
    assert said(story, PreviewStage("b", played={"a": "x"}))[after][1][1] == "chose(a, y): a went to x"


def test_a_run_that_gets_here_sets_the_stage(story: Scenario) -> None:
    first = walked(story, PreviewStage("b", "clerk"), Policy.FIRST)
    assert first == PreviewStage(
        "b", "clerk", 3, {"trust": 30}, frozenset(["f"]), {"a": "x"}, {"trust": (50, 0)}
    )  # fmt: skip
    assert begun(first) == PreviewStage("b", "clerk")
    never = kit.scenario([inject("a", option("x"), day=1), inject("b", day=3, when="chose(a, x) and day > 5")])
    assert walked(never, PreviewStage("b"), Policy.FIRST) is None


def test_the_place_survives_what_comes_and_goes(story: Scenario) -> None:
    stage = PreviewStage(
        "b", "clerk", 7, {"trust": 80, "gone": 3}, frozenset(["f", "old"]), {"a": "x", "c": "z", "b": ""}
    )
    other = kit.scenario([inject("b", day=3), inject("a", option("y"))], gauges={"trust": {"start": 5, "max": 60}})
    assert settled(other, stage) == PreviewStage("b", "", 7, {"trust": 60}, frozenset(), {"b": ""})
    assert settled(kit.scenario([inject("z")]), stage).inject == "z"
    assert settled(kit.scenario([]), stage).inject == ""


def test_going_on_and_back_is_a_ring(story: Scenario) -> None:
    assert stepped(story, PreviewStage("a"), 1).inject == "b"
    assert stepped(story, PreviewStage("a"), -1).inject == "b"
    assert stepped(story, PreviewStage("b", day=5, gauges={"trust": 1}), 1) == PreviewStage("a", gauges={"trust": 1})
    assert at_inject(PreviewStage("a", day=3), "b").day is None


@settings(max_examples=30)
@given(scenarios(), st.sampled_from(Policy), st.data())
def test_any_inject_of_any_scenario_can_be_shown(played: Scenario, policy: Policy, data: st.DataObject) -> None:
    for each in played.injects:
        seat = data.draw(st.sampled_from(["", *(role.id for role in played.roles)]))
        stage = settled(played, PreviewStage(each.id, seat))
        for made in (stage, walked(played, stage, policy)):
            if made is None:
                continue
            view = view_of(played, made)
            if seat and not each.reaches(frozenset([seat])):
                assert view.inject is None
                assert view.elsewhere
                continue
            assert view.inject is not None
            assert view.inject.id == each.id
            state = state_of(played, made)
            for answer in answers(played, state, each):
                if answer.parts and len(answer.parts) == 1:
                    assert answer.holds == answer.parts[0].holds
            for option_view, index in ((o, each.option(o.id)) for o in view.inject.options):
                assert index is not None
                assert bool(option_view.closed) != holds(state, each.options[index].requires)


@settings(max_examples=30)
@given(scenarios())
def test_a_condition_is_written_as_it_can_be_read(played: Scenario) -> None:
    for each in played.injects:
        for condition in (each.when, *(choice.requires for choice in each.options)):
            if condition is not None:
                text = written(played, condition.tree)
                assert written(played, parse(text, played.names)) == text


def test_the_luck_on_the_way_is_always_the_same() -> None:
    assert SEED == 0


# --- the files


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "story.yaml"
    path.write_text(kit.written(kit.draft([inject("a", day=1), inject("b", day=2)])), encoding="utf-8")
    return path


def saved(path: Path, text: str) -> None:
    """Save a file as an editor does: at a time of its own."""
    path.write_text(text, encoding="utf-8")
    now = path.stat().st_mtime_ns + 1_000_000
    os.utime(path, ns=(now, now))


def test_a_save_is_noticed_and_nothing_else_is(file: Path) -> None:
    read = file_watch.read(file)
    assert not file_watch.changed(file, read)
    file.with_name("other.txt").write_text("x", encoding="utf-8")
    assert not file_watch.changed(file, read)
    saved(file, file.read_text(encoding="utf-8"))
    assert file_watch.changed(file, read)
    file.unlink()
    assert file_watch.changed(file, read)
    assert file_watch.read(file).scenario is None


def test_a_new_file_of_injects_and_a_document_are_watched(tmp_path: Path) -> None:
    folder = tmp_path / "tale"
    (folder / "injects").mkdir(parents=True)
    paper = document(file="note.txt")
    del paper["text"]
    saved(folder / "note.txt", "old")
    saved(folder / "scenario.yaml", kit.written(kit.draft([inject("a", documents=[paper])])))
    read = file_watch.read(folder)
    assert read.scenario is not None
    assert not file_watch.changed(folder, read)
    saved(folder / "note.txt", "new")
    assert file_watch.changed(folder, read)
    read = file_watch.read(folder)
    saved(folder / "injects" / "1.yaml", "- id: b\n")
    assert file_watch.changed(folder, read)


def test_the_place_of_an_inject_is_known_in_a_broken_file(file: Path) -> None:
    text = file.read_text(encoding="utf-8").replace('"day": 2', '"dya": 2')
    saved(file, text)
    read = file_watch.read(file)
    assert read.scenario is None
    assert read.errors == 1
    place = read.place("b")
    assert place is not None
    assert '"b"' in text.splitlines()[place.line - 1]


def test_what_a_terminal_would_act_on_is_shown_as_a_mark(file: Path) -> None:
    saved(file, "title: \u202eabc\n# bell \u200b\n")
    text = file_watch.read(file).text(str(file))
    assert text == "title: \N{REPLACEMENT CHARACTER}abc\n# bell \N{REPLACEMENT CHARACTER}\n"


def test_findings_of_check_are_among_them(file: Path) -> None:
    levels = {finding.level for finding in file_watch.read(file).findings}
    assert Level.ERROR not in levels
    assert levels
