"""How much a log takes, and how long it takes to be read."""

from pathlib import Path

import pytest

from game.exercise import commands as cmd
from game.exercise.classroom.classroom import Classroom
from game.exercise.classroom.facilitator_session import Desk
from game.exercise.commands import Refused
from game.exercise.run import run_log
from game.exercise.run.run_store import ALONE, Library
from game.record.events import Event, Kind
from game.record.run import Run, fold
from tests import kit
from tests.exercise.seating import seated, starter

AT = "2031-01-01T00:00:00.000+00:00"


def test_a_seat_may_write_only_so_many_notes_and_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_log, "MAX_NOTES", 3)
    table = Library(tmp_path).begin(starter(), 7)
    for number in range(3):
        table.submit(ALONE, cmd.AddNote(text=f"note {number}"))
    with pytest.raises(Refused, match="you have written 3 notes"):
        table.submit(ALONE, cmd.AddNote(text="one more"))
    table.submit(ALONE, cmd.ReadBriefing())  # play goes on
    table.log.close()


def test_no_seat_can_fill_the_log_of_the_others(room: Classroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_log, "MAX_OF_A_SEAT", 4)
    one, two = seated(room, 2)
    for number in range(3):
        one.submit(cmd.AddNote(text=f"note {number}"))
    with pytest.raises(Refused, match="this seat has done all that a log has room for"):
        one.submit(cmd.AddNote(text="one more"))
    two.submit(cmd.AddNote(text="the other one goes on"))
    Desk(room).message("all", "and so does the desk")


def test_a_log_that_seats_have_filled_can_still_be_ended(room: Classroom, monkeypatch: pytest.MonkeyPatch) -> None:
    seat = seated(room, 1)[0]
    monkeypatch.setattr(run_log, "MAX_EVENTS", seat.table.run.seq + 20)
    monkeypatch.setattr(run_log, "KEPT_FOR_THE_DESK", 20)
    seat.submit(cmd.AddNote(text="the last"))
    with pytest.raises(Refused, match="tell the facilitator"):
        seat.submit(cmd.AddNote(text="one more"))
    Desk(room).endex()
    assert room.roster.over


def test_a_long_log_of_notes_and_papers_is_folded_as_it_was_lived(monkeypatch: pytest.MonkeyPatch) -> None:
    """Notes and papers are gathered, not copied for each event."""
    scenario = kit.scenario(injects=[kit.inject("first", kit.option("act"), documents=[kit.document()] * 3, day=1)])
    started = Event("0", "1", 1, Kind.RUN_STARTED, AT, "", {"seed": 1, "seats": {}})
    more = [
        Event(str(seq), "1", seq, Kind.NOTE_ADDED, AT, "s1", {"text": f"note {seq}", "about": ""})
        if seq % 2
        else Event(str(seq), "1", seq, Kind.DOCUMENT_OPENED, AT, "s1", {"inject": "first", "document": seq % 3})
        for seq in range(2, 40)
    ]
    lived = fold([started], scenario)
    for event in more:
        lived = lived.with_event(event)
    folded = fold([started, *more], scenario)
    assert folded == lived
    assert (len(folded.notes), len(folded.opened)) == (19, 3)
    seen: list[int] = []
    step = Run.with_event
    monkeypatch.setattr(
        Run, "with_event", lambda self, event, *more: seen.append(len(self.notes)) or step(self, event, *more)
    )
    fold([started, *more], scenario)
    assert set(seen) == {0}
