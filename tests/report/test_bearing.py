"""What bore on a decision by its author's word and was not heard: papers left closed, facts that stayed with a seat."""

from dataclasses import replace
from pathlib import Path

import pytest

from game.exercise import commands as cmd
from game.exercise.classroom.classroom import ClassRecord
from game.exercise.classroom.facilitator_session import Desk
from game.exercise.run.run_store import ALONE, Library
from game.faces.report_page import group_html
from game.report.debrief import debrief
from game.report.group import group_debrief, seat_debrief
from game.report.model import BearingPart, Debrief
from game.scenario.scenario import Scenario
from tests import kit
from tests.exercise.seating import choose_all, leader_of, seated, shelf
from tests.faces import telling
from tests.kit import document, inject, option
from tests.report_html.reading import read

LINE = "If uniforms cross with the trucks, we turn round."
PAPERS = [
    document("letter", f"We thank you. {LINE}", title="Relief channel", line=LINE, bears_on=["ride"]),
    document("sitrep", "All quiet.", title="SITREP"),
    document("cable", "No move after dark.", title="Orders", bears_on=["ask"]),
    document("cable", "Ask the chief first.", title="For the liaison", line="Ask the chief first.", to=["liaison"]),
]


def trucks() -> Scenario:
    private = {
        "chief": {"text": "The far bank answers on channel *four*.", "bears_on": ["ask", "ride"]},
        "liaison": {"text": "The drivers are afraid.", "bears_on": ["ride"]},
        "police": {"text": "The road is mined.", "bears_on": ["ride"]},
    }
    return kit.scenario(
        [inject("gate", option("ride", label="Ride in front"), option("ask"), documents=PAPERS, private=private)],
        roles=("chief", "liaison", "police"),
    )


def alone(folder: Path, taken: str, *opened: int, role: str | None = None) -> Debrief:
    shelf = Library(folder)
    table = shelf.begin(trucks(), 7, role)
    seat = table.seat(ALONE)
    seat.submit(cmd.ReadBriefing())
    for number in opened:
        seat.submit(cmd.OpenDocument(inject="gate", document=number))
    seat.submit(cmd.Decide(inject="gate", option=taken, reason="So be it", confidence=4, counter=""))
    table.log.close()
    return debrief(shelf.read(table.name), table.name)


def bearing(of: Debrief) -> list[tuple[str, bool, bool]]:
    return [(each.title, each.taken, each.heard) for each in of.decisions[0].bearing]


def test_papers_that_bear_stand_at_a_decision_those_on_what_was_taken_first(tmp_path: Path) -> None:
    made = alone(tmp_path, "ask", 0)
    assert bearing(made) == [
        ("Orders", True, False), ("Relief channel", False, True), ("For the liaison", False, False),
    ]  # fmt: skip
    assert made.decisions[0].bearing[1] == BearingPart("Relief channel", LINE, ("Ride in front",), False, True)


def test_who_sits_in_one_seat_is_told_of_no_paper_that_it_could_not_open_and_of_no_fact(tmp_path: Path) -> None:
    assert [title for title, _, _ in bearing(alone(tmp_path, "ride", role="chief"))] == ["Relief channel", "Orders"]
    assert not any(each.alone for each in alone(tmp_path, "ride").decisions[0].bearing)


def test_every_form_says_which_line_was_there_to_be_read(tmp_path: Path) -> None:
    closed, opened = alone(tmp_path, "ride"), alone(tmp_path, "ride", 0, 2, 3)
    for said in (telling.said(closed), telling.screen(closed), telling.page(closed)):
        words = " ".join(said.split())
        assert "What bore on it and was not heard" in words
        assert "“Relief channel” stayed closed; it bears on what was taken." in words
        assert f"“{LINE}”" in words
        assert "“Orders” stayed closed; it bears on “Ask”." in words
    for said in (telling.said(opened), telling.screen(opened), telling.page(opened)):
        words = " ".join(said.split())
        assert "was not heard" not in words
        assert "Relief channel; Orders; For the liaison" in words


@pytest.fixture
def record(tmp_path: Path) -> ClassRecord:
    """A syndicate of chief and liaison, the liaison's fact told and the chief's not; nobody is the police."""
    classes = shelf(tmp_path)
    room, _ = classes.open(trucks(), 1, 7)
    seats = seated(room, 2)
    Desk(room).begin()
    leader = leader_of(seats)
    holder = next(seat for seat in seats if "liaison" in room.member(seat.id).roles)
    holder.submit(cmd.ShareFact(inject="gate", role="liaison"))
    choose_all(seats)
    leader.submit(cmd.Settle(inject="gate", option="ride"))
    Desk(room).endex()
    name = room.name
    room.close()
    made = classes.read(name)
    without = {
        id: replace(each, roles=tuple(role for role in each.roles if role != "police"))
        for id, each in made.roster.members.items()
    }
    return replace(made, roster=replace(made.roster, members=without))


def test_a_fact_that_stayed_with_a_seat_is_a_roles_and_only_where_somebody_held_it(record: ClassRecord) -> None:
    group = group_debrief(record, "1")
    facts = [(each.title, each.heard) for each in group.debrief.decisions[0].bearing if each.alone]
    assert facts == [("Chief", False), ("Liaison", True)]
    said = " ".join(telling.said(group, letters=False).split())
    assert "Chief alone held this, and it was not marked as told; it bears on what was taken." in said
    assert "“The far bank answers on channel *four*.”" in said
    assert "mined" not in said
    assert "mined" not in read(group_html(group)).text


def test_a_seats_copy_tells_of_its_own_fact_and_of_what_was_told(record: ClassRecord) -> None:
    for id, member in record.roster.members.items():
        copy = seat_debrief(record, id)
        titles = [each.title for each in copy.debrief.decisions[0].bearing if each.alone]
        assert titles == (["Chief", "Liaison"] if "chief" in member.roles else ["Liaison"])
        papers = [each.title for each in copy.debrief.decisions[0].bearing if not each.alone]
        assert ("For the liaison" in papers) == ("liaison" in member.roles)
