"""A class without a class: simulated seats that play by policies, so that a facilitator can try the day alone.

They go through the same port as people do. Each call of `tick` lets one seat do one thing;
which one, and what it takes, follows from the seed, so that two rehearsals are alike. Whoever
decides follows the policy of the syndicate; what the others would do is drawn for each.
"""

from __future__ import annotations

import contextlib
from collections import Counter

from game.exercise import commands as cmd
from game.exercise.classroom.classroom import Classroom
from game.exercise.classroom.facilitator_session import Desk
from game.exercise.classroom.participant_session import ClassSeat
from game.exercise.classroom.votes import open_options
from game.exercise.commands import Refused
from game.exercise.views.seat_view import InjectView, Stage, View
from game.rules.chance import number
from game.rules.policy import Policy, chooser

NAMES = ("Ada", "Bram", "Cleo", "Dario", "Esi", "Farid", "Greta", "Hugo", "Imani", "Jonas", "Kira", "Luan")
POLICIES = (Policy.RANDOM, Policy.DEFAULT, Policy.FIRST, Policy.LAST)
"""One a syndicate, in turn: so that their runs differ and there is something to compare."""
TALK = 3
"""How often whoever decides is asked before they do: the others are talking."""
REASONS = (
    "It is the option I could defend tomorrow.",
    "The others cost us more than they bring.",
    "Somebody has to be seen to act.",
    "I would rather wait, but not for this.",
    "My own headquarters will ask about it.",
)


SIMULATED = " (simulated)"
"""Ends the name of everybody who is."""


class Rehearsal:
    """Simulated people in every syndicate; real ones may sit beside them."""

    def __init__(self, room: Classroom) -> None:
        self.room = room
        self.turn = 0
        self.talked: Counter[tuple[str, str]] = Counter()
        seed = room.roster.seed
        self.policies = {
            each.id: chooser(room.scenario, seed, POLICIES[at % len(POLICIES)])
            for at, each in enumerate(room.syndicates)
        }

    @classmethod
    def join(cls, room: Classroom, seats: int = 3) -> Rehearsal:
        """Let simulated people take their seats, so many in each syndicate, with the roles dealt."""
        desk = Desk(room)
        for index, syndicate in enumerate(room.syndicates):
            for place in range(seats):
                name = NAMES[(index * seats + place) % len(NAMES)]
                joined = room.join(syndicate.code, f"{name}{SIMULATED}")
                if room.roster.admit:
                    desk.admit(joined.seat)
            with contextlib.suppress(Refused):  # real people may hold them all
                desk.deal_roles(syndicate.id)
        return cls(room)

    @property
    def seats(self) -> list[ClassSeat]:
        """The simulated people who are still there."""
        members = self.room.roster.members.values()
        return [ClassSeat(self.room, each.seat) for each in members if SIMULATED in each.name and not each.removed]

    def tick(self) -> None:
        """Let one simulated seat do one thing, where there is one that can."""
        seats = self.seats
        for _ in seats:
            self.turn += 1
            seat = seats[self.turn % len(seats)]
            try:
                if self.act(seat, seat.snapshot()):
                    return
            except Refused:
                continue  # something changed, or the seat was taken back: the next one's turn

    def act(self, seat: ClassSeat, view: View) -> bool:
        """Do what a person would do now; False where there is nothing to do."""
        group, inject = view.group, view.inject
        assert group is not None
        if not view.briefed and group.stage not in (Stage.LOBBY, Stage.ENDEX):
            seat.submit(cmd.ReadBriefing())
            return True
        if inject is None:
            return False
        unread = next((each for each in inject.documents if not each.opened), None)
        if unread and group.stage in _PLAYING and self.drawn(seat, inject.id, unread.number) % 3:
            seat.submit(cmd.OpenDocument(inject=inject.id, document=unread.number))
            return True
        luck = self.drawn(seat, inject.id, 7)
        match group.stage:
            case Stage.CHOOSE:
                option, reason = self.would(seat, inject), REASONS[luck % len(REASONS)]
                seat.submit(cmd.Choose(inject=inject.id, option=option, confidence=luck % 11, reason=reason))
            case Stage.TALK if group.may_decide:
                self.talked[seat.id, inject.id] += 1
                if self.talked[seat.id, inject.id] < TALK:
                    return self.share(seat, view, luck)
                seat.submit(cmd.Settle(inject=inject.id, option=self.policy(seat, inject.id)))
            case Stage.VOTE if not group.my_vote:
                seat.submit(cmd.Vote(inject=inject.id, option=group.mine or self.would(seat, inject)))
            case Stage.VOTE if group.tied:
                # People would talk and somebody would give way: here all follow the policy.
                seat.submit(cmd.Vote(inject=inject.id, option=self.policy(seat, inject.id)))
            case Stage.PEN if not group.my_vote:
                seat.submit(cmd.GivePen(inject=inject.id, seat=group.pens[luck % len(group.pens)][0]))
            case Stage.WRITE:
                seat.submit(cmd.WriteAnswer(inject=inject.id, text=REASONS[luck % len(REASONS)]))
            case Stage.READ:
                seat.submit(cmd.Acknowledge(inject=inject.id))
            case Stage.TALK:
                return self.share(seat, view, luck)
            case _:
                return False
        return True

    def share(self, seat: ClassSeat, view: View, luck: int) -> bool:
        """In the talk two of three put what they alone know on the table."""
        group, inject = view.group, view.inject
        known = next((fact for fact in group.facts if not fact.told_by), None) if group else None
        if known is None or inject is None or luck % 3 == 0:
            return False
        seat.submit(cmd.ShareFact(inject=inject.id, role=known.role))
        return True

    def would(self, seat: ClassSeat, inject: InjectView) -> str:
        """The option that a simulated seat would take alone: its own draw, in the order of ids."""
        ordered = sorted(option.id for option in inject.options if not option.closed)
        return ordered[self.drawn(seat, inject.id, 0) % len(ordered)]

    def policy(self, seat: ClassSeat, inject: str) -> str:
        """The option that the syndicate's policy takes."""
        table, found = seat.table, self.room.scenario.inject(inject)
        ids = [option.id for option in found.options]
        open_now = tuple(ids.index(id) for id in open_options(table))
        return ids[self.policies[seat.member.syndicate](self.room.scenario.inject_index[inject], open_now)]

    def drawn(self, seat: ClassSeat, inject: str, what: int) -> int:
        """A number drawn for one seat at one inject, from the seed alone."""
        return number(f"{self.room.roster.seed}:{inject}:rehearsal:{seat.id}:{what}")


_PLAYING = (Stage.CHOOSE, Stage.CHOSEN, Stage.TALK, Stage.VOTE, Stage.READ)
