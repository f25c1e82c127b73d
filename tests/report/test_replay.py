"""Playing again with a purpose."""

from pathlib import Path

from game.exercise import commands as cmd
from game.exercise.run.run_session import Table
from game.exercise.run.run_store import ALONE, Library
from game.report.model import Opened
from game.report.open import opened
from game.report.replay import purposes
from game.scenario.scenario import Scenario
from tests.kit import ending, inject, option, scenario


def dear() -> Scenario:
    """The second decision closes the way to most of what was in reach; the first and third change next to nothing."""
    return scenario(
        [
            inject("small", option("a", effects={"trust": 1}), option("b"), title="A small thing"),
            inject("gate", option("a", effects={"trust": "= 0"}), option("b"), title="The gate", day=2),
            inject(
                "gift",
                option("a", effects={"trust": 40}, requires="trust > 10"),
                option("b"),
                title="A gift",
                day=4,
            ),
        ],
        roles=["chief", "medic"],
        endings=[ending("bright", when="trust >= 90", title="A bright day"), ending("grey", title="A grey day")],
    )


def played(folder: Path, made: Scenario, *picks: str) -> Table:
    table = Library(folder).begin(made, 7)
    seat = table.seat(ALONE)
    seat.submit(cmd.ReadBriefing())
    for each, pick in zip(made.injects, picks, strict=True):
        seat.submit(cmd.Decide(inject=each.id, option=pick))
    return table


def test_the_decision_that_closed_most_is_offered_with_the_same_luck(tmp_path: Path, home: Path) -> None:
    run = played(tmp_path, dear(), "b", "a", "b").run
    found = opened(run)
    assert found.closed_most == "gate"
    first = purposes(run, found, ())[0]
    assert (first.inject, first.other_luck) == ("gate", False)
    assert first.title == "Decide “The gate” anew"


def test_another_seat_has_the_same_luck_and_an_ending_is_counted_and_never_named(tmp_path: Path) -> None:
    table = played(tmp_path, dear(), "b", "b", "b")
    made = purposes(table.run, Opened(), Library(tmp_path).entries())
    assert [(each.role, each.other_luck) for each in made] == [("chief", False), ("medic", False), (None, True)]
    assert made[-1].title == "See an ending not seen yet"
    assert not [each for each in made if "bright" in (each.title + each.why).lower()]


def test_where_every_ending_was_seen_none_is_offered(tmp_path: Path) -> None:
    played(tmp_path, dear(), "b", "b", "b")
    table = played(tmp_path, dear(), "b", "b", "a")
    made = purposes(table.run, Opened(), Library(tmp_path).entries())
    assert not [each for each in made if "ending" in each.title]
