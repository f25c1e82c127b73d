"""Small classes drawn by a seed, with everything in them that makes truths of a class hard to tell.

People of one syndicate are one to twelve; some agree to be quoted. Some decisions are the facilitator's, by hand or at
the end of the time; an inject waits in the tray, one passes with every option closed, some cannot come up any more;
ENDEX comes at any time.
"""

import random
from pathlib import Path

from game.exercise import commands as cmd
from game.exercise.classroom.classroom import ClassRecord, Classroom
from game.exercise.classroom.facilitator_session import Desk
from game.exercise.classroom.participant_session import ClassSeat
from game.exercise.commands import Refused
from game.exercise.views.seat_view import Stage
from game.scenario.scenario import Scenario
from tests.exercise.seating import Clock, opened
from tests.kit import ending, inject, option, scenario


def small(drawn: random.Random) -> Scenario:
    """A scenario of every kind of inject, in an order of its own."""
    parts = [
        inject(
            "fork",
            option("left", {"measure_impact": 2}, effects={"trust": 3}),
            option("right", {"measure_impact": -1, "keep_revisiting": 1}, effects={"trust": -3}),
            option("stay", {"keep_revisiting": -3}),
            day=1, decided_by=drawn.choice(("vote", "leader", "adviser")),
        ),
        inject(
            "after_left", option("go", {"measure_impact": 1}), option("halt"), day=3, until=8, when="chose(fork, left)"
        ),
        inject("late", option("ask"), option("tell", {"keep_revisiting": 2}), day=6, until=9, decided_by="vote"),
        inject("news", day=drawn.randint(1, 9)),
        inject("barred", option("try", requires="trust > 99"), day=drawn.randint(2, 9)),
        inject("box", option("open"), option("close"), manual=True, day=0, until=10, decided_by="leader"),
        inject("early", option("look", {"measure_impact": -2}), option("pass"), day=0, until=2, when="trust > 60"),
    ]  # fmt: skip
    drawn.shuffle(parts)
    return scenario(
        parts,
        gauges={"trust": 50, "safety": 50},
        lessons=["measure_impact", "keep_revisiting"],
        roles=["leader", "adviser", "third"],
        endings=[ending("gone", when="trust <= 47", stops=True), ending("else")] if drawn.random() < 0.3 else [],
        forecasts=[{"id": "high", "inject": "fork", "ask": "Is trust high?", "about": "trust > 50"}],
        questions=[{"id": "ready", "ask": "How ready are you?", "scale": 9, "when": "both"}],
        days=10,
    )


def reason_of(seat: str, inject: str) -> str:
    """What a seat says at an inject: words that are in nobody else's mouth."""
    return f"Because {seat} saw it so at {inject}"


class Simulation:
    """One class being played."""

    def __init__(self, folder: Path, seed: int, people: int | None = None, syndicates: int = 2) -> None:
        """``people`` a syndicate; drawn, from one to twelve, where it is not given."""
        self.drawn = random.Random(seed)
        self.clock = Clock()
        self.room: Classroom = opened(folder, syndicates, clock=self.clock, scenario=small(self.drawn))[0]
        self.desk = Desk(self.room)
        self.seats: list[ClassSeat] = []
        for syndicate in self.room.syndicates:
            for number in range(people or self.drawn.randint(1, 12)):
                joined = self.room.join(syndicate.code, f"Person {number}")
                self.seats.append(ClassSeat(self.room, joined.seat))
            self.desk.deal_roles(syndicate.id)
        for seat in self.seats:
            seat.submit(cmd.ReadBriefing())
        self.desk.begin()

    def played(self, steps: int, endex: bool = True) -> ClassRecord:
        """Let so many things happen, give ENDEX, and return the record."""
        for _ in range(steps):
            self.clock.passes(self.drawn.randint(1, 90))
            try:
                (self.by_desk if self.drawn.random() < 0.08 else self.by_seat)()
            except Refused:
                continue
        if endex:
            self.desk.endex()
        for seat in self.seats:
            if self.drawn.random() < 0.25:
                seat.submit(cmd.Consent(names=True))
        record = self.room.record()
        self.room.close()
        return record

    def by_desk(self) -> None:
        """An act of the facilitator."""
        syndicate = self.drawn.choice(self.room.syndicates).id
        run = self.room.tables[syndicate].run
        kind = self.drawn.random()
        if kind < 0.2:
            self.desk.release(syndicate, "box")
        elif kind < 0.4:
            (self.desk.let_go if run.held else self.desk.hold)(syndicate)
        elif kind < 0.5:
            (self.desk.resume if self.room.roster.paused else self.desk.pause)()
        elif run.state.on_table is not None:
            found = run.scenario.injects[run.state.on_table]
            if found.options:
                self.desk.decide(syndicate, self.drawn.choice(found.options).id, timer=kind < 0.75)
            else:
                self.desk.acknowledge(syndicate)

    def by_seat(self) -> None:
        """What somebody in a seat does next."""
        seat = self.drawn.choice(self.seats)
        view = seat.snapshot()
        group, found = view.group, view.inject
        if group is None or found is None:
            return
        chosen = self.drawn.choice([each.id for each in found.options if not each.closed] or [""])
        match group.stage:
            case Stage.CHOOSE:
                for forecast in found.forecasts:
                    seat.submit(cmd.Foretell(forecast=forecast.id, percent=self.drawn.randint(0, 100)))
                said = reason_of(seat.id, found.id) if self.drawn.random() < 0.6 else ""
                sure = self.drawn.randint(0, 10) if self.drawn.random() < 0.8 else None
                counter = f"Against it spoke {seat.id} at {found.id}"
                seat.submit(cmd.Choose(inject=found.id, option=chosen, reason=said, confidence=sure, counter=counter))
            case Stage.TALK if group.may_decide:
                seat.submit(cmd.Settle(inject=found.id, option=chosen))
            case Stage.VOTE:
                seat.submit(cmd.Vote(inject=found.id, option=chosen))
            case Stage.READ:
                seat.submit(cmd.Acknowledge(inject=found.id))
