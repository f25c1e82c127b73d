"""The stage of a seat: one row for each way in which class, run and seat can stand to each other."""

from dataclasses import replace
from typing import Any

import pytest

from game.exercise.classroom.roster import Member, Roster
from game.exercise.views.class_view import Stage
from game.exercise.views.stage import stage, under
from game.record.events import Event, Kind
from game.record.run import Answered, Choice, Run, fold
from game.scenario.scenario import Scenario
from tests.kit import inject, option, scenario

ADA = "s1"
AT = "2031-01-01T08:00:00.000+00:00"


def played(roles: tuple[str, ...] = ("chief", "adviser"), **fields: Any) -> Scenario:
    """One inject, of whatever kind, in a scenario of two roles."""
    options = fields.pop("options", (option("go"), option("wait")))
    return scenario([inject("one", *options, **fields)], roles=roles)


def begun(made: Scenario) -> Run:
    """A run at its first inject, of which this seat has read the briefing."""
    data = {"seed": 1, "seats": {}}
    run = fold([Event("a", "1", 1, Kind.RUN_STARTED, AT, "", data)], made)
    return replace(run, briefed=frozenset((ADA,)))


DEFAULT = played()
TO_CHIEF = played(to=["chief"])
TO_READ = played(options=())
VOTED = played(decided_by="vote")
CHOSEN = {"choices": {"one": (Choice(ADA, "go", None, "", ""),)}}
OTHER_CHOSE = {"choices": {"one": (Choice("s2", "go", None, "", ""),)}}
SHOWN = {"shown": frozenset(("one",))}
HELD = {"holds": ((AT, ""),)}
LET_GO = {"holds": ((AT, AT),)}
CLASS: dict[str, Any] = {"begun_at": AT}
PAUSED = {"begun_at": AT, "pauses": ((AT, ""),)}
RESUMED = {"begun_at": AT, "pauses": ((AT, AT),)}
OVER = {"begun_at": AT, "over_at": AT}
CHIEF: dict[str, Any] = {"roles": ("chief",)}
ADVISER = {"roles": ("adviser",)}
AT_DOOR = {"admitted": False}
LATE = {"briefed": frozenset[str]()}

WRITTEN, PENNED = played(answer="written"), played(answer="written", decided_by="vote")
SENT = {"texts": {"one": Answered(ADA, "We own it.", AT)}}
SAT = CLASS | {
    "members": {
        ADA: Member(ADA, "Ada", "1", (), True, ("chief",)),
        "s2": Member("s2", "Ben", "1", (), True, ("adviser",)),
    }
}

ROWS = [
    (WRITTEN, SAT, {}, CHIEF, Stage.WRITE, Stage.WRITE),
    (WRITTEN, SAT, CHOSEN | SHOWN, CHIEF, Stage.WRITE, Stage.WRITE),
    (WRITTEN, SAT, {}, ADVISER | {"seat": "s2"}, Stage.WRITING, Stage.WRITING),
    (WRITTEN, CLASS, {}, CHIEF, Stage.WRITING, Stage.WRITING),
    (WRITTEN, SAT, SENT, CHIEF, Stage.JUDGING, Stage.JUDGING),
    (WRITTEN, SAT, SENT | HELD, CHIEF, Stage.HELD, Stage.JUDGING),
    (PENNED, SAT, {}, CHIEF, Stage.PEN, Stage.PEN),
    (PENNED, SAT, {"votes": {"one": {ADA: "s2"}}}, CHIEF, Stage.PEN, Stage.PEN),
    (PENNED, SAT, {"votes": {"one": {ADA: "s2", "s2": "s2"}}}, CHIEF, Stage.WRITING, Stage.WRITING),
    (PENNED, SAT, {"votes": {"one": {ADA: "s2", "s2": ADA}}}, CHIEF, Stage.WRITE, Stage.WRITE),
    # what is so of the class, the run, the seat: the stage, and the one beneath a pause or a hold
    (DEFAULT, {}, {}, AT_DOOR, Stage.LOBBY, Stage.LOBBY),
    (DEFAULT, OVER, {}, AT_DOOR, Stage.LOBBY, Stage.LOBBY),
    (DEFAULT, PAUSED, HELD, AT_DOOR, Stage.LOBBY, Stage.LOBBY),
    (DEFAULT, {}, {}, CHIEF, Stage.READY, Stage.READY),
    (DEFAULT, {}, LATE, CHIEF, Stage.READY, Stage.READY),
    (DEFAULT, CLASS, LATE, CHIEF, Stage.READY, Stage.READY),
    (DEFAULT, PAUSED, LATE | HELD, CHIEF, Stage.READY, Stage.READY),
    (DEFAULT, OVER, LATE, CHIEF, Stage.ENDEX, Stage.ENDEX),
    (DEFAULT, CLASS, {}, CHIEF, Stage.CHOOSE, Stage.CHOOSE),
    (DEFAULT, CLASS, {}, {}, Stage.CHOOSE, Stage.CHOOSE),
    (DEFAULT, RESUMED, LET_GO, CHIEF, Stage.CHOOSE, Stage.CHOOSE),
    (DEFAULT, CLASS, OTHER_CHOSE, CHIEF, Stage.CHOOSE, Stage.CHOOSE),
    (DEFAULT, CLASS, CHOSEN, CHIEF, Stage.CHOSEN, Stage.CHOSEN),
    (DEFAULT, CLASS, CHOSEN | SHOWN, CHIEF, Stage.TALK, Stage.TALK),
    (DEFAULT, CLASS, SHOWN, ADVISER, Stage.TALK, Stage.TALK),
    (VOTED, CLASS, {}, ADVISER, Stage.CHOOSE, Stage.CHOOSE),
    (VOTED, CLASS, SHOWN, ADVISER, Stage.VOTE, Stage.VOTE),
    (TO_READ, CLASS, {}, ADVISER, Stage.READ, Stage.READ),
    (TO_CHIEF, CLASS, {}, CHIEF, Stage.CHOOSE, Stage.CHOOSE),
    (TO_CHIEF, CLASS, {}, ADVISER, Stage.ELSEWHERE, Stage.ELSEWHERE),
    (TO_CHIEF, CLASS, {}, {}, Stage.ELSEWHERE, Stage.ELSEWHERE),
    (TO_CHIEF, CLASS, SHOWN | CHOSEN, ADVISER, Stage.ELSEWHERE, Stage.ELSEWHERE),
    (played(to=["adviser"], decided_by="chief"), CLASS, {}, CHIEF, Stage.CHOOSE, Stage.CHOOSE),
    (played(to=["adviser"], options=()), CLASS, {}, CHIEF, Stage.ELSEWHERE, Stage.ELSEWHERE),
    (played(to=["adviser"], options=()), CLASS, {}, ADVISER, Stage.READ, Stage.READ),
    (played(to=["adviser"], decided_by="vote"), CLASS, SHOWN, CHIEF, Stage.ELSEWHERE, Stage.ELSEWHERE),
    (played(to=["adviser"], decided_by="vote"), CLASS, SHOWN, ADVISER, Stage.VOTE, Stage.VOTE),
    (DEFAULT, CLASS, {}, {"observes": True}, Stage.OBSERVE, Stage.OBSERVE),
    (VOTED, CLASS, SHOWN, {"observes": True}, Stage.OBSERVE, Stage.OBSERVE),
    (TO_READ, CLASS, {}, {"observes": True}, Stage.OBSERVE, Stage.OBSERVE),
    (TO_CHIEF, CLASS, {}, {"observes": True}, Stage.ELSEWHERE, Stage.ELSEWHERE),
    (DEFAULT, PAUSED, {}, {"observes": True}, Stage.PAUSED, Stage.OBSERVE),
    (played(roles=()), CLASS, {}, {}, Stage.CHOOSE, Stage.CHOOSE),
    (DEFAULT, PAUSED, {}, CHIEF, Stage.PAUSED, Stage.CHOOSE),
    (DEFAULT, PAUSED, HELD | CHOSEN, CHIEF, Stage.PAUSED, Stage.CHOSEN),
    (DEFAULT, CLASS, HELD | SHOWN, CHIEF, Stage.HELD, Stage.TALK),
    (VOTED, CLASS, HELD | SHOWN, CHIEF, Stage.HELD, Stage.VOTE),
    (TO_READ, CLASS, HELD, CHIEF, Stage.HELD, Stage.READ),
    (TO_CHIEF, PAUSED, {}, ADVISER, Stage.PAUSED, Stage.ELSEWHERE),
    (TO_CHIEF, CLASS, HELD, ADVISER, Stage.HELD, Stage.ELSEWHERE),
    (DEFAULT, OVER, HELD, CHIEF, Stage.ENDEX, Stage.ENDEX),
]


@pytest.mark.parametrize(("made", "of_class", "of_run", "of_seat", "is_at", "beneath"), ROWS)
def test_the_stage_follows_from_class_run_and_seat(
    made: Scenario,
    of_class: dict[str, Any],
    of_run: dict[str, Any],
    of_seat: dict[str, Any],
    is_at: Stage,
    beneath: Stage,
) -> None:
    roster = replace(Roster("test", "", "", 1, (), "", False, AT), **of_class)
    member = Member(**{"seat": ADA, "name": "Ada", "syndicate": "1", "tokens": (), "admitted": True} | of_seat)
    run = replace(begun(made), **of_run)
    run = replace(run, briefed=run.briefed | ({member.seat} if "briefed" not in of_run else set()))
    assert (stage(roster, run, member), under(roster, run, member)) == (is_at, beneath)


@pytest.mark.parametrize(
    ("of_class", "is_at"),
    [(CLASS, Stage.ENDED), (PAUSED, Stage.PAUSED), (OVER, Stage.ENDEX)],
)
def test_a_run_at_its_end_is_paused_with_the_class_and_never_held(of_class: dict[str, Any], is_at: Stage) -> None:
    roster = replace(Roster("test", "", "", 1, (), "", False, AT), **of_class)
    member = Member(ADA, "Ada", "1", (), True, ("chief",))
    started = begun(DEFAULT)
    ended = replace(started, state=replace(started.state, on_table=None, over=True), holds=((AT, ""),))
    assert stage(roster, ended, member) is is_at
    assert under(roster, ended, member) is (Stage.ENDEX if of_class is OVER else Stage.ENDED)


def test_every_stage_stands_in_the_table() -> None:
    assert {row[4] for row in ROWS} | {Stage.ENDED} == set(Stage)
