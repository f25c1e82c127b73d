"""A class without a class: simulated seats that play by policies, so that a facilitator can try the day alone.

They go through the same port as people do. Each call of `tick` lets one seat do one thing;
which one, and what it takes, follows from the seed, so that two rehearsals are alike.
"""

from __future__ import annotations

from collections import Counter

from game.exercise import commands as cmd
from game.exercise.class_seat import ClassSeat
from game.exercise.classroom import Classroom
from game.exercise.commands import Refused
from game.exercise.desk import Desk
from game.exercise.view import OptionView, Stage, View
from game.rules.chance import number

NAMES = ("Ada", "Bram", "Cleo", "Dario", "Esi", "Farid", "Greta", "Hugo", "Imani", "Jonas", "Kira", "Luan")
TALK = 3
"""How often whoever decides is asked before they do: the others are talking."""
REASONS = (
    "It is the option I could defend tomorrow.",
    "The others cost us more than they bring.",
    "Somebody has to be seen to act.",
    "I would rather wait, but not for this.",
    "My own headquarters will ask about it.",
)


class Rehearsal:
    """Simulated people in every syndicate."""

    def __init__(self, room: Classroom, seats: int = 3) -> None:
        self.room = room
        self.turn = 0
        self.talked: Counter[tuple[str, str]] = Counter()
        self.seats: list[ClassSeat] = []
        desk = Desk(room)
        for index, syndicate in enumerate(room.syndicates):
            for place in range(seats):
                name = NAMES[(index * seats + place) % len(NAMES)]
                joined = room.join(syndicate.code, f"{name} (simulated)")
                if room.roster.admit:
                    desk.admit(joined.seat)
                self.seats.append(ClassSeat(room, joined.seat))
            desk.deal_roles(syndicate.id)

    def tick(self) -> None:
        """Let one simulated seat do one thing, where there is one that can."""
        for _ in self.seats:
            self.turn += 1
            seat = self.seats[self.turn % len(self.seats)]
            try:
                if self.act(seat, seat.snapshot()):
                    return
            except Refused:
                continue  # something changed, or the seat was taken back: the next one's turn

    def act(self, seat: ClassSeat, view: View) -> bool:
        """Do what a person would do now; False where there is nothing to do."""
        group, inject = view.group, view.inject
        assert group is not None
        if not view.briefed and group.stage is not Stage.LOBBY:
            seat.submit(cmd.ReadBriefing())
            return True
        if inject is None:
            return False
        unread = next((each for each in inject.documents if not each.opened), None)
        if unread and self.drawn(seat, inject.id, unread.number) % 3:
            seat.submit(cmd.OpenDocument(inject=inject.id, document=unread.number))
            return True
        open_now = [option for option in inject.options if not option.closed]
        if group.stage is Stage.CHOOSE and open_now:
            option = self.taken(seat, inject.id, open_now)
            luck = self.drawn(seat, inject.id, 7)
            seat.submit(
                cmd.Choose(
                    inject=inject.id, option=option.id, confidence=luck % 11, reason=REASONS[luck % len(REASONS)]
                )
            )  # fmt: skip
            return True
        if group.stage is Stage.TALK and group.may_decide:
            self.talked[seat.id, inject.id] += 1
            if self.talked[seat.id, inject.id] < TALK:
                return False
            seat.submit(cmd.Settle(inject=inject.id, option=group.mine or open_now[0].id))
            return True
        if group.stage is Stage.VOTE and "is cast" not in group.says:
            seat.submit(cmd.Vote(inject=inject.id, option=self.taken(seat, inject.id, open_now).id))
            return True
        if group.stage is Stage.VOTE and "tied" in group.says:
            # People would talk and somebody would give way: here all follow the first of the table.
            seat.submit(cmd.Vote(inject=inject.id, option=self.taken(self.seats[0], inject.id, open_now).id))
            return True
        if group.stage is Stage.READ:
            seat.submit(cmd.Acknowledge(inject=inject.id))
            return True
        return False

    def taken(self, seat: ClassSeat, inject: str, options: list[OptionView]) -> OptionView:
        """The option that a simulated seat takes: its own draw, in the order of ids."""
        ordered = sorted(options, key=lambda option: option.id)
        return ordered[self.drawn(seat, inject, 0) % len(ordered)]

    def drawn(self, seat: ClassSeat, inject: str, what: int) -> int:
        return number(f"{self.room.roster.seed}:{inject}:rehearsal:{seat.id}:{what}")
