"""Simulated people: who they are, and that they talk before they decide."""

from pathlib import Path

from game.exercise.classroom.facilitator_session import Desk
from game.exercise.classroom.rehearsal import NAMES, SIMULATED, TALK, Rehearsal
from game.record.events import Kind
from tests.exercise.seating import Clock, opened


def test_each_simulated_person_has_a_name_of_their_own(tmp_path: Path) -> None:
    room = opened(tmp_path, 3, clock=Clock())[0]
    Rehearsal.join(room, 3)
    names = [each.name for each in room.roster.members.values()]
    assert names == [f"{name}{SIMULATED}" for name in NAMES[:9]]


def test_who_decides_talks_first_and_then_decides(tmp_path: Path) -> None:
    room = opened(tmp_path, 1, clock=Clock())[0]
    people = Rehearsal.join(room, 3)
    Desk(room).begin()
    talked = []
    while not room.tables["1"].run.decisions:
        people.tick()
        talked.append(max(people.talked.values(), default=0))
        assert len(talked) < 100
    assert max(talked) == TALK
    assert Kind.DECISION_TAKEN in {event.kind for event in room.log.events("1")}
