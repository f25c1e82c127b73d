"""Where an inject stands for a syndicate, held against the raw events and against every way to play on."""

import datetime as dt
import random
from pathlib import Path

import pytest

from game.exercise import commands as cmd
from game.exercise.classroom.classroom import ClassRecord
from game.exercise.classroom.facilitator_session import Desk
from game.exercise.clock import parsed
from game.exercise.views.facilitator_view_builder import closed
from game.exercise.views.inject_state import Close, InjectState, decided, stand, stands, taken_for
from game.record.events import Event, How, Kind
from game.record.run import Run, fold
from game.rules.state import NOT_PLAYED
from tests.analysis.oracle import Oracle
from tests.exercise.seating import choose_all, opened, seated
from tests.exercise.simulating import Simulation
from tests.kit import inject, option, scenario

SHORT = 10


@pytest.mark.parametrize("seed", range(SHORT))
def test_the_states_of_a_simulated_class_are_those_of_its_events(tmp_path: Path, seed: int) -> None:
    assert not untrue(Simulation(tmp_path, seed).played(random.Random(seed).randint(0, 160)))


def untrue(record: ClassRecord) -> list[str]:
    """Every inject of every syndicate whose state is not that of the raw events and of every way to play on."""
    wrong = []
    for syndicate, run in record.runs.items():
        events = record.by_run[syndicate]
        did = {kind: {event.data["inject"] for event in events if event.kind is kind} for kind in DONE}
        by = {event.data["inject"]: event for event in events if event.kind is Kind.DECISION_TAKEN}
        may_come = coming(run)
        for index, found in enumerate(run.scenario.injects):
            said = stand(run, found.id, closed(record.roster, run))
            if found.id in did[Kind.DECISION_TAKEN]:
                want = InjectState.DECIDED
                event = by[found.id]
                if (said.option, str(said.how), said.by) != (event.data["option"], event.data["how"], event.by):
                    wrong.append(f"{syndicate} {found.id}: decided {said}")
            elif found.id in did[Kind.INJECT_ACKNOWLEDGED]:
                want = InjectState.READ
            elif run.state.played[index] != NOT_PLAYED:
                want = InjectState.PASSED
            elif run.state.on_table == index:
                want = InjectState.LEFT
            elif found.manual and found.id not in did[Kind.INJECT_RELEASED]:
                want = InjectState.IN_TRAY
            else:
                want = InjectState.NOT_REACHED if index in may_come else InjectState.MISSED
                if said.state is InjectState.NOT_REACHED and found.id == "early" and run.state.day <= found.last:
                    continue  # whether a gauge can still get there is not worked out: it is not said to be barred
            if said.state is not want:
                wrong.append(f"{syndicate} {found.id}: {said.state}, not {want}")
    return wrong


DONE = (Kind.DECISION_TAKEN, Kind.INJECT_ACKNOWLEDGED, Kind.INJECT_RELEASED)


def coming(run: Run) -> set[int]:
    """The injects that come up on some way to play on; of a run that was stopped, those whose days are not over."""
    if run.state.over:
        days = range(run.state.day, run.scenario.days + 1) if run.state.stopped is not None else range(0)
        fork = run.scenario.injects[run.scenario.inject_index["fork"]]
        left = run.state.played[run.scenario.inject_index["fork"]] in (NOT_PLAYED, fork.option("left"))
        return {
            index
            for index, each in enumerate(run.scenario.injects)
            if any(each.first <= day <= each.last for day in days) and (each.id != "after_left" or left)
        }
    depth, _, _ = Oracle(run.scenario, run.state).met()
    return {index for kind, index, *_ in depth if kind == "inject"}


def fork() -> Run:
    """A run at its first decision, with what may still come and what no longer can."""
    made = scenario(
        [
            inject("gate", option("open"), option("shut"), day=2),
            inject("inside", option("go"), day=3, when="chose(gate, open)"),
            inject("gone", option("go"), day=0, until=1, when="trust > 99"),
            inject("later", option("go"), day=9),
            inject("tray", option("go"), manual=True),
        ],
        days=9,
    )
    seats = {"s": {"name": "", "roles": ["leader"]}}
    return fold(
        [Event("1", "r", 1, Kind.RUN_STARTED, "2031-01-01T00:00:00+00:00", "s", {"seed": 1, "seats": seats})], made
    )


def states(run: Run, close: Close | None = None) -> dict[str, str]:
    return {each.inject: str(each.says) for each in stands(run, close)}


def test_an_unfinished_run_tells_what_lies_there_what_may_come_and_what_cannot() -> None:
    assert states(fork()) == {
        "gate": "on the table",
        "inside": "not reached",
        "gone": "did not come up on this path",
        "later": "not reached",
        "tray": "in the tray, not sent",
    }


def test_at_endex_an_inject_on_the_table_is_said_to_lie_there_with_the_minutes_without_breaks() -> None:
    at = "2031-01-01T00:{:02}:00+00:00".format
    close = Close(at(20), at(2), ((at(5), at(15)),))
    assert states(fork(), close)["gate"] == "on the table at ENDEX, not decided (8 min)"


def test_a_condition_that_a_decision_has_barred_did_not_come_up_on_this_path(tmp_path: Path) -> None:
    made = scenario(
        [
            inject("gate", option("open"), option("shut"), day=2),
            inject("inside", option("go"), day=3, when="chose(gate, open)"),
            inject("later", option("go"), day=9),
        ],
        days=9,
    )
    room, _ = opened(tmp_path, scenario=made)
    seated(room, 1)
    desk = Desk(room)
    desk.begin()
    assert [str(each.state) for each in desk.beside("inside")] == ["not reached", "not reached"]
    desk.decide("1", "shut")
    assert [str(each.state) for each in desk.beside("inside")] == ["did not come up on this path", "not reached"]
    desk.endex()
    assert [str(each.state) for each in desk.beside("later")] == [
        "on the table at ENDEX, not decided (0 min)",
        "not reached",
    ]


@pytest.mark.parametrize(
    ("how", "says"),
    [
        (How.LEADER, "The deciding role (Leader) decided"),
        (How.VOTE, "Decided by vote"),
        (How.FACILITATOR, "Taken by the facilitator"),
        (How.TIMER, "Time was up; taken by the facilitator"),
    ],
)
def test_who_decided_and_how_begins_the_sentence(tmp_path: Path, how: How, says: str) -> None:
    roles = {"leader": {"title": "Leader"}}
    by = "vote" if how is How.VOTE else "leader"
    made = scenario([inject("gate", option("open"), option("shut"), decided_by=by)], roles=roles)
    room, _ = opened(tmp_path, scenario=made)
    seats = seated(room, 2)
    desk = Desk(room)
    desk.begin()
    chosen = choose_all(seats)
    if how in (How.TIMER, How.FACILITATOR):
        desk.decide("1", chosen, timer=how is How.TIMER)
    for seat in seats:
        if how is How.VOTE:
            seat.submit(cmd.Vote(inject="gate", option=chosen))
        elif how is How.LEADER and seat.leads():
            seat.submit(cmd.Settle(inject="gate", option=chosen))
    run = room.record().runs["1"]
    assert str(decided(run, "gate")) == says
    assert taken_for(run) == ({"gate"} if says.startswith(("Taken", "Time")) else set())
    view = seats[0].snapshot()
    assert view.outcome is None or str(view.outcome.decided) == says
    assert [str(entry.decided) for entry in view.timeline if entry.inject == "gate"] == [says]


def test_nobody_decided_what_is_not_decided() -> None:
    assert decided(fork(), "gate") is None
    assert parsed(fork().raised).tzinfo is dt.UTC
