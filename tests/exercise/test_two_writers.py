"""Two writers of one log; repeated, foreign and late commands: after each step memory is the fold of what was read."""

import random
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from game.exercise import commands as cmd
from game.exercise.commands import Command, Refused
from game.exercise.identity import asked_by
from game.exercise.run.run_session import Table
from game.record.events import Fact, Kind
from game.record.run import fold
from tests.endurance.interleavings import interleavings
from tests.exercise.hosts import Day, in_memory, small
from tests.exercise.seating import Clock

HOST, SEAT, LUCK = st.integers(0, 1), st.integers(0, 2), st.integers(0, 10**6)
IDS = [f"{number:032x}" for number in range(1, 6)]


class ClassOfTwoHosts(RuleBasedStateMachine):
    """Three seats and a desk at two hosts of one class."""

    @initialize(luck=LUCK)
    def open(self, luck: int) -> None:
        self.day = Day(random.Random(luck), hosts=2)

    def with_luck(self, luck: int) -> Day:
        self.day.chance = random.Random(luck)
        self.day.clock.passes(1)
        return self.day

    @rule(host=HOST, seat=SEAT, luck=LUCK)
    def commands(self, host: int, seat: int, luck: int) -> None:
        day = self.with_luck(luck)
        day.send(host, day.seats[seat], day.wanted(day.seats[seat]))

    @rule(host=HOST, luck=LUCK)
    def repeats(self, host: int, luck: int) -> None:
        day = self.with_luck(luck)
        if day.sent:
            day.send(host, *day.chance.choice(day.sent))

    @rule(host=HOST, seat=SEAT, luck=LUCK)
    def foreign_ids(self, host: int, seat: int, luck: int) -> None:
        day = self.with_luck(luck)
        if day.sent:
            day.foreign(host, day.seats[seat])

    @rule(host=HOST, luck=LUCK)
    def the_desk(self, host: int, luck: int) -> None:
        self.with_luck(luck).desk(host)

    @rule(host=HOST, seat=SEAT)
    def looks(self, host: int, seat: int) -> None:
        self.day.look(host, self.day.seats[seat])

    @rule(host=HOST)
    def restarts(self, host: int) -> None:
        self.day.restart(host)

    @invariant()
    def memory_is_the_fold_and_nothing_is_lost_or_doubled(self) -> None:
        if hasattr(self, "day"):
            self.day.memory()
            self.day.kept()

    def teardown(self) -> None:
        if hasattr(self, "day"):
            self.day.sound()
            self.day.close()


class PersonAloneInTwoWindows(RuleBasedStateMachine):
    """Two writers of the log of a run played alone, with few ids for many commands."""

    def __init__(self) -> None:
        super().__init__()
        scenario = small()
        self.log = in_memory()
        data = {"scenario": "test", "title": "", "sha256": "", "seed": 7, "seats": {"solo": {"name": "", "roles": []}}}
        self.log.append("1", 0, [Fact("begun", Kind.RUN_STARTED, "", data)], Clock()().isoformat())
        self.tables = [Table(self.log, "alone", scenario, clock=Clock()) for _ in range(2)]
        self.answered: dict[str, Command] = {}

    def asks(self, window: int, command: Command) -> None:
        before = self.answered.get(command.id)
        try:
            self.tables[window].submit("solo", command)
        except Refused:
            # What was answered once is answered again, for ever.
            assert before is None or asked_by("solo", before) != asked_by("solo", command)
        else:
            assert before is None or asked_by("solo", before) == asked_by("solo", command)
            self.answered[command.id] = command

    @rule(window=HOST, id=st.sampled_from(IDS), inject=st.sampled_from(("first", "poll", "last", "news")),
          option=st.sampled_from(("act", "wait")), reason=st.sampled_from(("", "so")))  # fmt: skip
    def decides(self, window: int, id: str, inject: str, option: str, reason: str) -> None:
        self.asks(window, cmd.Decide(id=id, inject=inject, option=option, reason=reason))

    @rule(window=HOST, id=st.sampled_from(IDS), text=st.sampled_from(("one", "two", " ")))
    def notes(self, window: int, id: str, text: str) -> None:
        self.asks(window, cmd.AddNote(id=id, text=text))

    @rule(window=HOST, id=st.sampled_from(IDS))
    def reads(self, window: int, id: str) -> None:
        self.asks(window, cmd.ReadBriefing(id=id))

    @rule(window=HOST, id=st.sampled_from(IDS))
    def lays_aside(self, window: int, id: str) -> None:
        self.asks(window, cmd.Acknowledge(id=id, inject="news"))

    @rule(window=HOST)
    def opens_again(self, window: int) -> None:
        self.tables[window] = Table(self.log, "alone", small(), clock=Clock())

    @invariant()
    def memory_is_the_fold_and_nothing_is_lost_or_doubled(self) -> None:
        events = self.log.events("1")
        for table in self.tables:
            assert table.run == fold(events[: table.run.seq], small())
        for command in self.answered.values():
            asked = asked_by("solo", command)
            assert sum(asked.is_in(event) for event in events if event.id in asked.ids) == 1

    def teardown(self) -> None:
        self.log.close()


@pytest.mark.parametrize("machine", [ClassOfTwoHosts, PersonAloneInTwoWindows])
def test_whatever_comes_twice_late_or_from_elsewhere_memory_is_the_fold(machine: type[RuleBasedStateMachine]) -> None:
    given = settings(max_examples=30, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(machine, settings=given)  # type: ignore[no-untyped-call]


def test_interleavings_of_seats_a_desk_and_hosts_that_are_killed_lose_nothing() -> None:
    """The short form; the long one is `tests.endurance.interleavings`."""
    assert not interleavings(seed=1, first=0, last=100)


def test_a_command_of_another_content_is_another_command() -> None:
    one = cmd.Choose(id=IDS[0], inject="first", option="act", reason="so")
    for other in (replace(one, reason=""), replace(one, option="wait"), replace(one, confidence=3)):
        assert asked_by("s1", one) != asked_by("s1", other)
    assert asked_by("s1", one) != asked_by("s2", one)
