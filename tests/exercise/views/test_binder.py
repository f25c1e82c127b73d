"""The binder: every paper that a seat has opened, by inject; never one that it has not opened, or may not read."""

from pathlib import Path

from game.exercise import commands as cmd
from game.exercise.json_codec import binder_from, binder_json
from game.exercise.run.run_store import ALONE, Library
from game.exercise.views.binder import maps
from game.scenario.scenario import Scenario
from tests.kit import document, inject, option, scenario


def papers() -> Scenario:
    """Papers at two injects, one of them for a role alone."""
    return scenario(
        [
            inject(
                "one",
                option("act"),
                title="The gate",
                documents=[
                    document("map", "A ditch.", title="The yard"),
                    document("cable", "Wait.", title="Tonight"),
                    document("letter", "Do not tell.", title="For one", to=["medic"]),
                ],
            ),
            inject(
                "two", option("act"), title="The ford", day=9, documents=[document("map", "A bend.", title="River")]
            ),
        ],
        roles=["leader", "medic"],
    )


def test_what_was_opened_is_kept_by_inject_in_the_order_of_play(tmp_path: Path) -> None:
    table = Library(tmp_path).begin(papers(), 7, "leader")
    seat = table.seat(ALONE)
    seat.submit(cmd.ReadBriefing())
    assert seat.binder() == ()
    for number in (1, 0):
        seat.submit(cmd.OpenDocument(inject="one", document=number))
    seat.submit(cmd.Decide(inject="one", option="act"))
    seat.submit(cmd.OpenDocument(inject="two", document=0))
    (gate, ford) = seat.binder()
    assert (gate.title, gate.when, [paper.title for paper in gate.papers]) == (
        "The gate",
        "d0",
        ["The yard", "Tonight"],
    )
    assert (ford.title, ford.when, [paper.text for paper in ford.papers]) == ("The ford", "", ["A bend."])
    assert [paper.title for paper in maps(seat.binder())] == ["River", "The yard"]
    assert binder_from(binder_json(seat.binder())) == seat.binder()


def test_a_paper_for_another_role_is_never_in_the_binder(tmp_path: Path) -> None:
    table = Library(tmp_path).begin(papers(), 7, "medic")
    seat = table.seat(ALONE)
    seat.submit(cmd.ReadBriefing())
    for number in range(3):
        seat.submit(cmd.OpenDocument(inject="one", document=number))
    titles = [paper.title for folder in seat.binder() for paper in folder.papers]
    assert titles == ["The yard", "Tonight", "For one"]
