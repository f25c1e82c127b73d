"""Views of every stage, from runs and classes that were really played, each with the seat that has it."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from game.exercise import commands as cmd
from game.exercise.classroom.classroom import Classroom
from game.exercise.classroom.facilitator_session import Desk
from game.exercise.classroom.participant_session import ClassSeat
from game.exercise.drafting import ANSWER
from game.exercise.run.run_store import ALONE
from game.exercise.views.class_view import CARDS
from game.exercise.views.facilitator_view import DeskView, Namesake
from game.exercise.views.seat_view import LuckView, View
from game.faces.decks import Decks
from game.scenario.load import load
from game.scenario.scenario import Scenario
from tests import discussion, kit
from tests.exercise.seating import Clock, opened
from tests.fixtures.first_edition import scenario
from tests.ui.driving import library


@functools.cache
def discussed() -> Scenario:
    """The exercise that is answered in writing, with a picture among its papers."""
    draft = discussion.draft()
    draft["injects"][0]["documents"] = [
        {"kind": "map", "title": "Sector", "file": "documents/sector.png", "alt": "Two roads meet at the ford."}
    ]
    draft["injects"].append(kit.inject("capital", kit.option("calm"), day=9, manual=True, decided_by="head"))
    draft["questions"] = [{"id": "sure", "ask": "How sure are you of these answers?", "scale": 10}]
    return kit.compiled(draft)


@dataclass(frozen=True)
class Met:
    """A view that a seat was handed."""

    stage: str
    seat: str
    view: View


@functools.cache
def made() -> Scenario:
    """The scenario that is walked through: it asks for everything the format knows."""
    return load(scenario("causeway"))


def alone(folder: Path) -> Iterator[Met]:
    """A run alone in all roles, and in two that do not get every inject or paper: every view on the way."""
    for role in (None, "surgeon", "miller"):
        table = library(folder / f"alone-{role}").begin(made(), 3, role)
        seat, who = table.seat(ALONE), role or "all roles"
        yield Met("briefing", who, seat.snapshot())
        seat.submit(cmd.ReadBriefing())
        yield Met("choose", who, seat.snapshot())
        yield Met("paused", who, replace(seat.snapshot(), paused=True))
        while (inject := seat.snapshot().inject) is not None:
            for paper in inject.documents:
                seat.submit(cmd.OpenDocument(inject=inject.id, document=paper.number))
            seat.submit(cmd.AddNote(text="Said before.", about=inject.id))
            yield Met("documents" if inject.documents else "inject", who, seat.snapshot())
            if inject.options:
                seat.submit(cmd.Decide(inject=inject.id, option=first_in_file(inject.id), reason="So.", counter="But."))
                yield Met("outcome", who, seat.snapshot())
                yield from with_units(seat.snapshot(), who)
            else:
                yield Met("information", who, seat.snapshot())
                seat.submit(cmd.Acknowledge(inject=inject.id))
                yield Met("news", who, seat.snapshot())
        yield Met("over", who, seat.snapshot())
        table.log.close()


def alone_in_writing(folder: Path) -> Iterator[Met]:
    """A discussion exercise alone: each answer before it is sent, before it is judged and after, and the epilogue."""
    table = library(folder / "alone-writing").begin(discussed(), 3)
    seat, who = table.seat(ALONE), "all roles"
    seat.submit(cmd.ReadBriefing())
    while (inject := seat.snapshot().inject) is not None:
        for paper in inject.documents:
            seat.submit(cmd.OpenDocument(inject=inject.id, document=paper.number))
        yield Met("write", who, seat.snapshot())
        seat.submit(cmd.WriteAnswer(inject=inject.id, text="It is ours."))
        yield Met("judge", who, seat.snapshot())
        seat.submit(cmd.Decide(inject=inject.id, option="promises", reason="So."))
        yield Met("judged", who, seat.snapshot())
    yield Met("over", who, seat.snapshot())
    table.log.close()


def with_units(view: View, who: str) -> Iterator[Met]:
    """The same where luck moved, and somebody looked at, a gauge that has a unit."""
    done = view.outcome
    if done is not None and any(move.unit for move in done.moves):
        luck = LuckView("It went well.", "1 in 2", done.moves)
        yield Met("outcome", who, replace(view, outcome=replace(done, luck=luck, assessed=done.moves)))


def first_in_file(inject: str) -> str:
    """The id of an inject's first option."""
    return next(each.options[0].id for each in made().injects if each.id == inject)


class Day:
    """A class of three, with somebody at the door."""

    def __init__(self, folder: Path, played: Scenario | None = None) -> None:
        self.room: Classroom = opened(folder, 2, admit=True, clock=Clock(), scenario=played or made())[0]
        self.desk = Desk(self.room)
        code = self.room.syndicates[0].code
        self.seats = {name: ClassSeat(self.room, self.room.join(code, name).seat) for name in ("Ada", "Bo", "Cem")}
        self.roles = dict(zip(self.seats, ("warden", "surgeon", "miller"), strict=True))
        self.desk.admit(self.room.join(self.room.syndicates[1].code, "Dora").seat)
        self.room.join(code, "At the door")
        self.desk.give_desk(cmd.GiveDesk(right="observer", name="Kim"))
        self.desks: list[tuple[str, DeskView]] = []
        """What the facilitator had at each stage."""

    def met(self, stage: str) -> Iterator[Met]:
        """What each seat has now; what the facilitator has is kept."""
        self.desks.append((stage, self.desk.snapshot()))
        for name, seat in self.seats.items():
            yield Met(stage, name, seat.snapshot())

    def choose(self, name: str, option: str) -> None:
        """Somebody chooses alone."""
        inject = self.desk.on_table("1")
        assert inject is not None
        self.seats[name].submit(cmd.Choose(inject=inject.id, option=option, confidence=7, reason=f"{name} says so."))


def in_class(day: Day) -> Iterator[Met]:
    """A class from the door to the time after ENDEX: every view of every seat on the way."""
    desk, seats = day.desk, day.seats
    yield from day.met("lobby")
    for name, seat in seats.items():
        desk.admit(seat.id)
        desk.give_roles(seat.id, [day.roles[name]])
    desk.give_roles(seats["Cem"].id, [])
    yield from day.met("ready")
    for seat in seats.values():
        seat.submit(cmd.ReadBriefing())
    yield from day.met("briefed")
    desk.give_roles(seats["Cem"].id, ["miller"])
    desk.begin()
    desk.message("all", "Ten minutes.")
    desk.message(seats["Ada"].id, "Speak up.")
    desk.write("1", "A lamp", "It burns on the far side.")
    desk.observe("1", "measure_impact", "They asked who counts.")
    day.desks.append(("full disk", replace(desk.snapshot(), trouble="The disk is full.")))
    yield from day.met("choose")
    first, *others = desk.snapshot().syndicates
    rows = (replace(first, beneath="At the door"), *others)
    day.desks.append(("interrupted", replace(desk.snapshot(), syndicates=rows)))
    again = Namesake("s1", "Ada")
    rows = (replace(first, seats=tuple(replace(each, perhaps=again) for each in first.seats)), *others)
    waiting = tuple(replace(each, perhaps=again) for each in desk.snapshot().at_door)
    day.desks.append(("came again", replace(desk.snapshot(), syndicates=rows, at_door=waiting)))
    desk.pause("Coffee")
    yield from day.met("paused")
    desk.resume()
    desk.hold("1", "Wait")
    day.desks.append(("one held", desk.snapshot()))
    desk.hold("2", "Wait")
    yield from day.met("held")
    for id in ("1", "2"):
        desk.let_go(id)
    day.choose("Ada", "both")
    yield from day.met("chosen")
    for name in ("Bo", "Cem"):
        day.choose(name, "east")
    for seat in seats.values():
        view = seat.snapshot()
        assert view.inject is not None
        for paper in view.inject.documents:
            seat.submit(cmd.OpenDocument(inject="gate", document=paper.number))
        seat.submit(cmd.AddNote(text="Said before.", about="gate"))
    yield from day.met("talk")
    seats["Ada"].submit(cmd.ShareFact(inject="gate", role="warden"))
    yield from day.met("told")
    desk.give_roles(seats["Bo"].id, ["surgeon", "warden"], share=True)
    desk.submit(cmd.SetObserving(seat=seats["Cem"].id, observes=True))
    yield from day.met("told")
    desk.give_roles(seats["Bo"].id, ["surgeon"])
    desk.give_roles(seats["Cem"].id, ["miller"])
    seats["Ada"].submit(cmd.Settle(inject="gate", option="both"))
    desk.submit(cmd.TakeDecisionBack(syndicate="1", inject="gate", reason="They took the map for the other bank's."))
    yield from day.met("told")
    seats["Ada"].submit(cmd.Settle(inject="gate", option="both"))
    yield from day.met("information")
    seats["Ada"].submit(cmd.Acknowledge(inject="flood"))
    for name, option in zip(seats, ("keep", "keep", "refuse"), strict=True):
        day.choose(name, option)
    yield from day.met("vote")
    seats["Bo"].submit(cmd.Vote(inject="ledger", option="keep"))
    yield from day.met("voted")
    desk.decide("1", "keep", timer=True, reason="Time")
    yield from day.met("decided by the facilitator")
    for name, seat in seats.items():
        if seat.snapshot().inject is not None:  # whom it is not for is not waited for
            day.choose(name, "dig")
    seats["Bo"].submit(cmd.Settle(inject="sluice", option="dig"))
    yield from day.met("ended")
    desk.endex("The hour is over")
    for seat in seats.values():
        seat.submit(cmd.Consent(names=True))
    yield from day.met("endex")
    yield from by_cards(day)
    desk.submit(cmd.ShowOnWall(inject="gate", shown=True))
    day.desks.append(("side by side", desk.snapshot()))


def by_cards(day: Day) -> Iterator[Met]:
    """The talk that a syndicate leads itself: a card, its record with the line of whoever reads it, and the plan."""
    seats, card = day.seats, CARDS[1]
    day.room.deck = Decks(day.room)
    for each in CARDS[:2]:
        seats["Ada"].submit(cmd.TurnCard(card=each, shown=False))
    yield from day.met("card")
    for seat in seats.values():
        group = seat.snapshot().group
        if group and group.talk and group.talk.reads:
            seat.submit(cmd.TurnCard(card=card, shown=True, text="We never asked."))
    meant = cmd.CommitAction(text="Ask first", owner="The ford's office", due="Monday", priority=1, syndicate="1")
    seats["Bo"].submit(meant)
    yield from day.met("record")


def in_writing(day: Day) -> Iterator[Met]:
    """A class that answers in writing: who writes and who reads along, what waits to be judged, a vote for the pen."""
    desk, seats = day.desk, day.seats
    for seat, roles in zip(seats.values(), (["head"], ["deputy"], []), strict=True):
        desk.admit(seat.id)
        desk.give_roles(seat.id, roles)
        seat.submit(cmd.ReadBriefing())
    desk.begin()
    while (inject := desk.on_table("1")) is not None:
        if inject.id == "press":
            yield from day.met("pen")
            for seat in seats.values():
                seat.submit(cmd.GivePen(inject=inject.id, seat=seats["Ada"].id))
        seats["Ada"].keep_draft(inject.id, {ANSWER: "It is"})
        yield from day.met("write")
        seats["Ada"].submit(cmd.WriteAnswer(inject=inject.id, text="It is ours."))
        yield from day.met("judging")
        desk.judge("1", "promises", "It does.")
        yield from day.met("judged")
    desk.endex()
    desk.submit(cmd.ShowOnWall(inject="market", shown=True))
    yield from day.met("after")
