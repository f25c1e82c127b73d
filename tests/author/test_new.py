"""A scenario begun with `new` passes check, can be played at once, and overwrites nothing."""

import os
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from game.author.errors import AuthorError
from game.author.new import DEFAULT_ROLES, NewScenario, copy, create
from game.cli import cli
from game.rules.play import playthrough
from game.rules.policy import Policy, chooser
from game.scenario import model
from game.scenario.check import check
from game.scenario.load import load, shipped

TABLES = (
    ("Mayor",),
    ("Mayor", "Chief of police"),
    DEFAULT_ROLES,
    tuple(f"Seat {n}" for n in range(5)),
    tuple(f"Seat {n}" for n in range(9)),
)


@pytest.mark.parametrize("folder", [True, False], ids=["folder", "file"])
@pytest.mark.parametrize("roles", TABLES, ids=len)
@pytest.mark.parametrize(("injects", "days"), [(1, 2), (2, 12), (3, 12), (4, 365), (6, 7), (6, 60)])
def test_it_passes_check_and_is_played_to_its_end(
    tmp_path: Path, folder: bool, roles: tuple[str, ...], injects: int, days: int
) -> None:
    path = create(NewScenario("my_flood", 'A "flood": #1', roles, days, injects, folder), tmp_path)
    assert path == tmp_path / ("my_flood" if folder else "my_flood.yaml")
    assert [finding.shown() for finding in check(path)] == []
    scenario = load(path)
    assert (scenario.id, scenario.title, scenario.days) == ("my_flood", 'A "flood": #1', days)
    assert [role.title for role in scenario.roles] == list(roles)
    assert len(scenario.injects) == injects
    for policy in Policy:
        played = playthrough(scenario, 7, chooser(scenario, 7, policy))
        assert played.state.over
        assert all(became >= 0 for became in played.state.played)
    assert not [left for left in tmp_path.iterdir() if left != path]


UNASKED = {
    "alt",
    "also",
    "answer",
    "bears_on",
    "epilogue",
    "hour",
    "hours",
    "imperative",
    "line",
    "opens_with",
    "style",
}
"""Fields for later: a first scenario has none of them, and the guide tells of each."""


def test_a_new_scenario_offers_nothing_that_its_author_did_not_ask_for(tmp_path: Path) -> None:
    text = create(NewScenario("all_fields", folder=False), tmp_path).read_text(encoding="utf-8")
    assert [name for name in UNASKED if re.search(rf"^[ #-]*{name}:", text, re.M)] == []


def test_the_comments_name_every_field_of_the_format(tmp_path: Path) -> None:
    path = create(NewScenario("all_fields", folder=False), tmp_path)
    text = path.read_text(encoding="utf-8")
    unasked = (model.PrivateFactDraft, model.AlsoDraft, model.OpeningDraft, model.EpilogueParagraphDraft)
    parts = {model.Draft, *model.DraftPart.__subclasses__(), *model.ChangeDraft.__subclasses__()}.difference(unasked)
    fields = {field.alias or name for part in parts for name, field in part.model_fields.items()}
    missing = {name for name in fields - UNASKED if name not in text}
    assert not missing


@pytest.mark.parametrize("id", ["orvane_mission", "starter"])
def test_a_copy_is_the_same_scenario_under_another_id(tmp_path: Path, id: str) -> None:
    path = copy("mine", shipped()[id], tmp_path)
    made, original = load(path), load(shipped()[id])
    assert made.id == "mine"
    assert made.injects == original.injects
    assert made.gauges == original.gauges
    assert "yaml-language-server" not in (path / "scenario.yaml" if path.is_dir() else path).read_text("utf-8")


@pytest.mark.parametrize(("id", "instead"), [("My Flood", "my_flood"), ("2nd", "x_2nd"), ("", "x"), ("über", "ber")])
def test_what_is_no_id_gets_a_sentence_and_a_suggestion(id: str, instead: str) -> None:
    with pytest.raises(AuthorError, match=f"not an id.*Try '{instead}'"):
        NewScenario(id)


@pytest.mark.parametrize("there", ["story", "story.yaml", "story.yml"])
def test_nothing_is_overwritten(tmp_path: Path, there: str) -> None:
    (tmp_path / there).write_text("mine", encoding="utf-8")
    for make in (
        lambda: create(NewScenario("story"), tmp_path),
        lambda: create(NewScenario("story", folder=False), tmp_path),
        lambda: copy("story", shipped()["starter"], tmp_path),
    ):
        with pytest.raises(AuthorError, match="already here"):
            make()
    assert (tmp_path / there).read_text(encoding="utf-8") == "mine"
    assert os.listdir(tmp_path) == [there]  # noqa: PTH208


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        ({"injects": 7}, "1 to 6 injects"),
        ({"injects": 3, "days": 3}, "4 to 3650 days"),
        ({"roles": ()}, "between 1 and 9"),
        ({"roles": [f"r{n}" for n in range(10)]}, "between 1 and 9"),
    ],
)
def test_a_wish_that_cannot_be_met_gets_a_sentence(wish: dict[str, object], said: str) -> None:
    with pytest.raises(AuthorError, match=said):
        NewScenario("story", **wish)  # type: ignore[arg-type]


@pytest.mark.parametrize("titles", [("A b", "a B"), ("Chief", " ")])
def test_seats_need_different_names(tmp_path: Path, titles: tuple[str, ...]) -> None:
    with pytest.raises(AuthorError, match=r"two seats|no name"):
        create(NewScenario("story", roles=titles), tmp_path)


def test_a_seat_called_vote_gets_another_id(tmp_path: Path) -> None:
    scenario = load(create(NewScenario("story", roles=("Vote", "Vote!", "№ 1")), tmp_path))
    assert len({role.id for role in scenario.roles}) == 3
    assert "vote" not in {role.id for role in scenario.roles}


# --- the command


def run(*arguments: str, typed: str = "") -> tuple[int, str]:
    done = CliRunner().invoke(cli, arguments, input=typed)
    return done.exit_code, done.output if done.exception is None else f"{done.output}{done.exception}"


def test_options_ask_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    code, said = run("new", "tale", "--title", "A tale", "--roles", "Mayor, Chief", "--injects", "2", "--file", "--yes")
    assert (code, said.splitlines()[0]) == (0, "Written: tale.yaml.")
    assert load(tmp_path / "tale.yaml").title == "A tale"


def test_questions_are_asked_until_the_answer_will_do() -> None:
    from game.author.new_scenario_prompts import ask, wish

    with CliRunner().isolation(input="Mayor, mayor\nMayor, Chief\nnine\n9\n2\n1\n5\n\n") as (said, *_):
        made = ask(wish("tale", {"title": "A tale"}), frozenset({"title"}))
    assert "two seats are called 'mayor'" in said.getvalue().decode()
    assert (made.title, made.injects, made.days, made.folder) == ("A tale", 2, 5, True)


def test_a_number_in_words_is_asked_for_again_in_plain_words() -> None:
    from game.author.new_scenario_prompts import ask, wish

    with CliRunner().isolation(input="fourteen\n2\n") as (said, *_):
        made = ask(
            wish("flood", {"title": "Flood", "roles": "Mayor", "days": 9, "folder": True}),
            frozenset(("title", "roles", "days", "folder")),
        )
        told = said.getvalue().decode()
    assert made.injects == 2
    assert "'fourteen' is not a number in digits. Write a number such as 3." in told
    assert "integer" not in told


def test_notes_in_a_new_scenario_name_the_program_as_it_was_called(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from game import called

    monkeypatch.setattr("sys.argv", [str(Path(called.__file__).with_name("__main__.py"))])
    create(NewScenario("flood"), tmp_path)
    text = (tmp_path / "flood" / "scenario.yaml").read_text(encoding="utf-8")
    assert "#   python -m game check flood" in text
    assert "whitecell" not in text


def test_from_copies_a_shipped_scenario(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("new", "mine", "--from", "starter")[0] == 0
    assert load(tmp_path / "mine.yaml").id == "mine"
    assert run("new", "mission", "--from", "orvane_mission")[0] == 0
    assert not [path for path in (tmp_path / "mission").rglob("*.yaml") if "$schema" in path.read_text("utf-8")]
    assert run("new", "other", "--from", "starter", "--days", "3")[0] == 2
