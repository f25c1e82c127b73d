"""`to`: who gets an inject, who does not, and whom nobody waits for; in a class and in one seat alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from game.exercise import commands as cmd
from game.exercise.classroom.facilitator_session import Desk
from game.exercise.classroom.participant_session import ClassSeat
from game.exercise.classroom.rehearsal import Rehearsal
from game.exercise.commands import Refused
from game.exercise.json_codec import view_from, view_json
from game.exercise.run.run_store import ALONE, Library
from game.exercise.views.seat_view import Stage, View, What
from game.report.group import seat_debrief
from game.scenario.scenario import Scenario
from tests.exercise.quiet_word import ROLES, SECRET, knows, quiet, table
from tests.exercise.seating import choose, group, opened, stage
from tests.kit import document, ending, inject, option, scenario

# --- a class


def test_who_is_not_in_to_reads_nothing_of_it_and_is_told_that_others_are_at_work(tmp_path: Path) -> None:
    _, (chief, adviser, police) = table(tmp_path, quiet())
    assert stage(chief) is Stage.CHOOSE
    assert set(knows(chief.snapshot())) == {
        "SITUATION",
        "QUESTION",
        "LABEL",
        "CASE",
        "PAPER",
        "ALONE",
        "Quiet word",
        "MAYBE",
    }
    for seat in (adviser, police):
        view = seat.snapshot()
        assert stage(seat) is Stage.ELSEWHERE
        assert view.inject is None
        assert knows(view) == []
        assert str(view.elsewhere) == "Others are at work: Chief decides."
        assert "Chief decides" in str(group(seat).says)
        assert group(seat).seconds_left is None
        assert view_from(view_json(view)) == view


@pytest.mark.parametrize(
    "command",
    [
        cmd.Choose(inject="word", option="yield"),
        cmd.Vote(inject="word", option="yield"),
        cmd.Settle(inject="word", option="yield"),
        cmd.ShowChoices(inject="word"),
        cmd.OpenDocument(inject="word", document=0),
        cmd.ShareFact(inject="word", role="chief"),
        cmd.Foretell(forecast="f", percent=5),
        cmd.Acknowledge(inject="word"),
        cmd.Decide(inject="word", option="yield"),
    ],
)
def test_a_command_about_what_is_not_for_a_seat_is_refused(tmp_path: Path, command: cmd.Command) -> None:
    room, (chief, adviser, _) = table(tmp_path, quiet())
    before = room.tables["1"].run
    with pytest.raises(Refused, match=r"^Others are at work[^.]*\.$"):
        adviser.submit(command)
    choose(chief)  # and also once the choices are shown
    with pytest.raises(Refused, match="Others are at work"):
        adviser.submit(command)
    assert room.tables["1"].run.opened == before.opened
    assert [each.seat for each in room.tables["1"].run.choices["word"]] == [chief.id]


def test_a_seat_that_is_not_asked_may_still_write_a_note(tmp_path: Path) -> None:
    room, (_, adviser, _) = table(tmp_path, quiet())
    adviser.submit(cmd.AddNote(text="They have been gone a while."))
    assert room.tables["1"].run.notes[0].by == adviser.id


def test_nobody_waits_for_a_seat_that_is_not_asked(tmp_path: Path) -> None:
    room, (chief, adviser, police) = table(tmp_path, quiet(to=["chief", "police"]))
    row = Desk(room).snapshot().syndicates[0]
    assert row.waits_for == ("Person 0", "Person 2")
    assert (row.chosen, row.asked) == (0, 2)
    choose(chief)
    assert str(group(chief).says) == "Chosen. Waiting for Person 2."
    assert [member.asked for member in group(chief).members] == [True, False, True]
    assert not any(member.chosen for member in group(adviser).members)
    choose(police)
    assert stage(chief) is Stage.TALK
    assert stage(adviser) is Stage.ELSEWHERE
    assert [each.name for each in group(chief).spread] == ["Person 0", "Person 2"]
    assert group(adviser).spread == ()


def test_one_alone_in_to_chooses_and_decides_and_the_state_moves_for_everybody(tmp_path: Path) -> None:
    _, (chief, adviser, police) = table(tmp_path, quiet())
    choose(chief, 1)
    chief.submit(cmd.Settle(inject="word", option="yield"))
    assert chief.snapshot().outcome is not None
    for seat in (adviser, police):
        view = seat.snapshot()
        assert stage(seat) is Stage.CHOOSE
        assert view.inject is not None
        assert view.inject.id == "open"
        assert knows(view) == []
        assert view.outcome is None
        assert group(seat).decided is None
        assert view.gauges == chief.snapshot().gauges
        (first, *_) = view.timeline
        assert (first.what, str(first.title), str(first.text)) == (
            What.OTHERS,
            "Others at work",
            "What was for Chief is decided.",
        )
        assert [(move.before, move.after) for move in first.moves] == [(50, 43)]
        assert first in view.news


def test_what_comes_back_is_told_to_everybody_but_not_of_which_decision(tmp_path: Path) -> None:
    _, (chief, adviser, _) = table(tmp_path, quiet())
    choose(chief)
    chief.submit(cmd.Settle(inject="word", option="yield"))
    (theirs,) = [each for each in adviser.snapshot().timeline if each.what is What.CAME_BACK]
    (own,) = [each for each in chief.snapshot().timeline if each.what is What.CAME_BACK]
    assert theirs.text == own.text == "The town hears of it."
    assert "Quiet word: LABEL yes" in str(own.cause)
    assert str(theirs.cause).endswith("what was for Chief")


def test_the_deciding_role_is_always_among_them(tmp_path: Path) -> None:
    _, (chief, adviser, police) = table(tmp_path, quiet(to=["adviser"], private={"chief": "ALONE", "adviser": "ALONE"}))
    for seat in (chief, adviser):
        view = seat.snapshot()
        assert view.inject is not None
        assert [paper.title for paper in view.inject.documents] == ["PAPER"]
        assert [fact.text for fact in group(seat).facts] == ["ALONE"]
    assert knows(police.snapshot()) == []


def test_in_a_vote_those_vote_whom_it_is_for(tmp_path: Path) -> None:
    room, (chief, adviser, police) = table(tmp_path, quiet(to=["adviser", "police"], decided_by="vote"))
    assert str(chief.snapshot().elsewhere) == "Others are at work: Adviser and Police head vote."
    view = adviser.snapshot()
    assert view.inject is not None
    assert str(view.inject.decided_by) == "Vote of Adviser and Police head"
    choose(adviser)
    choose(police)
    assert (stage(adviser), stage(chief)) == (Stage.VOTE, Stage.ELSEWHERE)
    adviser.submit(cmd.Vote(inject="word", option="refuse"))
    assert str(group(adviser).says) == "Your vote is cast. Waiting for Person 2."
    assert Desk(room).snapshot().syndicates[0].voted == 1
    police.submit(cmd.Vote(inject="word", option="refuse"))
    assert [(each.option, each.how) for each in room.tables["1"].run.decisions] == [("refuse", "vote")]
    assert [str(each.text) for each in chief.snapshot().timeline if each.what is What.OTHERS] == [
        "What was for Adviser and Police head is decided."
    ]


def test_a_vote_is_counted_without_whoever_lost_the_role_that_had_one(tmp_path: Path) -> None:
    room, (_, adviser, police) = table(tmp_path, quiet(to=["adviser", "police"], decided_by="vote"))
    for seat in (adviser, police):
        choose(seat)
    adviser.submit(cmd.Vote(inject="word", option="yield"))
    Desk(room).give_roles(police.id, [])
    assert [each.option for each in room.tables["1"].run.decisions] == ["yield"]


@pytest.mark.parametrize("decided_by", ["chief", "vote"])
def test_where_nobody_holds_a_role_that_it_is_for_the_facilitator_acts(tmp_path: Path, decided_by: str) -> None:
    room, seats = table(tmp_path, quiet(decided_by=decided_by), "adviser", "police", "")
    row = Desk(room).snapshot().syndicates[0]
    assert row.yours
    assert row.waits_for == ()
    assert {stage(seat) for seat in seats} == {Stage.ELSEWHERE}
    Desk(room).decide("1", "refuse")
    assert {stage(seat) for seat in seats} == {Stage.CHOOSE}


def test_information_for_some_is_laid_aside_by_the_first_of_them(tmp_path: Path) -> None:
    note = inject("memo", title="Quiet word", situation="SITUATION", to=["adviser"], day=0)
    made = scenario([note, inject("open", option("a"), option("b"), day=2)], roles=ROLES, endings=[ending("done")])
    _, (chief, adviser, police) = table(tmp_path, made)
    assert str(chief.snapshot().elsewhere) == "Others are at work: there is something to read for Adviser."
    assert (stage(chief), stage(adviser), stage(police)) == (Stage.ELSEWHERE, Stage.READ, Stage.ELSEWHERE)
    with pytest.raises(Refused, match="Others are at work"):
        chief.submit(cmd.Acknowledge(inject="memo"))
    adviser.submit(cmd.Acknowledge(inject="memo"))
    assert stage(chief) is Stage.CHOOSE
    assert knows(chief.snapshot()) == []
    assert [str(each.text) for each in chief.snapshot().timeline] == ["What was for Adviser is read."]


def test_a_private_fact_that_was_told_stays_among_those_whom_the_inject_is_for(tmp_path: Path) -> None:
    _, (chief, adviser, police) = table(tmp_path, quiet(to=["chief", "police"]))
    chief.submit(cmd.ShareFact(inject="word", role="chief"))
    assert [fact.told_by for fact in group(police).facts] == ["Person 0"]
    assert knows(adviser.snapshot()) == []


def test_a_fact_of_a_role_that_does_not_get_the_inject_is_on_nobodys_screen(tmp_path: Path) -> None:
    made = quiet(private={"adviser": "ALONE"}, documents=[document(title="PAPER", to=["adviser"])])
    _, (both, police, _) = table(tmp_path, made, "chief adviser", "police")
    for seat in (both, police):
        view = seat.snapshot()
        assert group(seat).facts == ()
        assert view.inject is None or (view.inject.private, view.inject.documents) == ((), ())
    with pytest.raises(Refused, match="nothing that this seat alone knows"):
        both.submit(cmd.ShareFact(inject="word", role="adviser"))
    with pytest.raises(Refused, match="not on the table"):
        both.submit(cmd.OpenDocument(inject="word", document=0))


@pytest.mark.parametrize(
    ("to_inject", "to_paper", "readers"),
    [
        ([], [], {"chief", "adviser", "police", ""}),
        ([], ["adviser"], {"adviser"}),
        (["chief", "adviser"], [], {"chief", "adviser"}),
        (["chief", "adviser"], ["adviser"], {"adviser"}),
        (["chief", "adviser"], ["adviser", "police"], {"adviser"}),
        (["adviser"], ["chief"], {"chief"}),
    ],
)
def test_a_paper_is_read_by_those_it_is_addressed_to_of_those_who_get_the_inject(
    tmp_path: Path, to_inject: list[str], to_paper: list[str], readers: set[str]
) -> None:
    made = quiet(to=to_inject, documents=[document(title="PAPER", to=to_paper)])
    _, seats = table(tmp_path, made, "chief", "adviser", "police", people=4)
    found = set()
    for seat, role in zip(seats, ("chief", "adviser", "police", ""), strict=True):
        inject = seat.snapshot().inject
        if inject and inject.documents:
            found.add(role)
            seat.submit(cmd.OpenDocument(inject="word", document=0))
        else:
            with pytest.raises(Refused):
                seat.submit(cmd.OpenDocument(inject="word", document=0))
    assert found == readers


@pytest.mark.parametrize("stop", ["pause", "hold"])
def test_a_pause_and_a_hold_reach_a_seat_that_is_not_asked_and_tell_it_nothing(tmp_path: Path, stop: str) -> None:
    room, (_, adviser, _) = table(tmp_path, quiet())
    Desk(room).pause() if stop == "pause" else Desk(room).hold("1")
    assert stage(adviser) is (Stage.PAUSED if stop == "pause" else Stage.HELD)
    assert group(adviser).under is Stage.ELSEWHERE
    assert knows(adviser.snapshot()) == []


def test_before_play_begins_nobody_is_at_work(tmp_path: Path) -> None:
    room, _ = opened(tmp_path, 1, scenario=quiet())
    seat = ClassSeat(room, room.join(room.syndicates[0].code, "Ada").seat)
    seat.submit(cmd.ReadBriefing())
    assert seat.snapshot().elsewhere == ""


def test_in_a_rehearsal_nobody_waits_for_who_is_not_asked(tmp_path: Path) -> None:
    room, _ = opened(tmp_path, 1, scenario=quiet())
    rehearsal = Rehearsal.join(room, 3)
    Desk(room).begin()
    for _ in range(100):
        rehearsal.tick()
        if room.tables["1"].run.ended:
            break
    run = room.tables["1"].run
    assert run.ended
    assert len(run.choices["word"]) == 1
    assert len(run.choices["open"]) == 3


def test_the_copy_of_a_debrief_tells_no_paper_and_no_situation_that_its_seat_never_read(tmp_path: Path) -> None:
    room, (chief, adviser, _) = table(tmp_path, quiet())
    choose(chief)
    chief.submit(cmd.Settle(inject="word", option="yield"))
    Desk(room).endex()
    copy = repr(seat_debrief(room.record(), adviser.id))
    assert [word for word in ("SITUATION", "QUESTION", "PAPER", "WRITTEN", "ALONE", "MAYBE") if word in copy] == []
    assert knows(adviser.snapshot()) == []


# --- one person alone


def alone(folder: Path, made: Scenario, role: str | None) -> tuple[Any, View]:
    table = Library(folder).begin(made, 7, role)
    return table.seat(ALONE), table.seat(ALONE).submit(cmd.ReadBriefing())


def test_alone_in_a_seat_that_does_not_get_it_one_decides_for_others_without_their_papers(
    tmp_path: Path,
) -> None:
    seat, view = alone(tmp_path, quiet(), "adviser")
    assert view.inject is not None
    assert view.elsewhere == ""
    assert str(view.inject.in_place_of).startswith("This is for Chief: you decide it in their place")
    assert set(knows(view)) == {*SECRET} - {"OUTCOME", "WRITTEN", "PAPER", "ALONE"}
    with pytest.raises(Refused, match="not on the table"):
        seat.submit(cmd.OpenDocument(inject="word", document=0))
    after = seat.submit(cmd.Decide(inject="word", option="yield"))
    assert after.outcome is not None
    assert after.timeline[0].text == "LABEL yes"


@pytest.mark.parametrize("role", [None, "chief"])
def test_alone_in_a_seat_that_gets_it_or_in_all_nothing_is_hidden(tmp_path: Path, role: str | None) -> None:
    _, view = alone(tmp_path, quiet(), role)
    assert view.inject is not None
    assert view.inject.in_place_of == ""
    assert {"PAPER", "ALONE", "SITUATION"} <= set(knows(view))
