"""The facilitator's desk: what it sees, and how what it asks for is done.

Every act is an event with its reason, and appears in the report as the desk's. What may be done, and by whom, is looked
at in one place (`game.exercise.acts`); here stands what follows. Nothing here can lose a decision: no act changes an
event, and one that was taken back stays in the log, with who took it back and why.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from game.exercise import commands as cmd
from game.exercise.acts.act import Right
from game.exercise.acts.offer import Offer
from game.exercise.acts.perform import perform_at_desk
from game.exercise.acts.sending import AT_DESK, sending_id
from game.exercise.classroom.capacity import no_room
from game.exercise.classroom.classroom import FACILITATOR, Classroom
from game.exercise.classroom.dealing import Hand, deal_by_heads, deal_free
from game.exercise.classroom.desk_calls import DeskCalls
from game.exercise.classroom.roster import digest
from game.exercise.classroom.votes import addressees, leading
from game.exercise.commands import Refused
from game.exercise.identity import CommandIdentity, asked_at_desk
from game.exercise.run.run_log import RunLog
from game.exercise.run.run_session import Table
from game.exercise.views.facilitator_view import Beside as Beside
from game.exercise.views.facilitator_view import DeskView as DeskView
from game.exercise.views.facilitator_view import EventRow as EventRow
from game.exercise.views.facilitator_view import SeatRow as SeatRow
from game.exercise.views.facilitator_view import State as State
from game.exercise.views.facilitator_view import SyndicateRow as SyndicateRow
from game.exercise.views.facilitator_view_builder import beside, events, survey
from game.record.events import Fact, How, Kind
from game.rules import judge, play
from game.words import lazy

ON_TABLE = (cmd.SetMinutes, cmd.RevealChoices, cmd.DecideFor, cmd.JudgeAnswer, cmd.LayAside)
"""What is done to the inject that lies on a table."""
OF_A_RUN = (
    *(*ON_TABLE, cmd.HoldSyndicate, cmd.LetGoOn, cmd.ReleaseInject, cmd.WriteNews, cmd.AdjustGauge),
    *(cmd.WithdrawInject, cmd.WithdrawNews, cmd.TakeDecisionBack, cmd.CommitAction),
)
"""What is written into a syndicate's own run; all else is the class's."""
OF_SYNDICATES = (*OF_A_RUN, cmd.DealRoles, cmd.SetRoles, cmd.MoveSeat, cmd.MarkLesson, cmd.TickAction)
"""What names a syndicate, which must be there."""
OF_VOTERS = (cmd.GiveRoles, cmd.SwapRoles, cmd.SetObserving, cmd.MoveSeat, cmd.MergeSeats, cmd.TakeSeatBack)
"""What may leave a vote with nobody to wait for."""


class Desk(DeskCalls):
    """What a desk may do: to one syndicate, to seats, and to the whole day."""

    def __init__(
        self,
        room: Classroom,
        connected: Callable[[str], bool] = lambda seat: True,
        by: str = FACILITATOR,
        right: Right = Right.FACILITATOR,
    ) -> None:
        """Args:
        room: the class.
        connected: whether somebody looks at a seat.
        by: who is at this desk, as the log names them.
        right: what they may do.
        """
        self.room, self.by, self.right = room, by, right
        self.connected = connected

    def snapshot(self) -> DeskView:
        """Return everything as it is now."""
        return survey(self.room, self.connected)

    def beside(self, inject: str) -> tuple[Beside, ...]:
        """Return how each syndicate met one inject."""
        return tuple(beside(self.room, each.id, inject) for each in self.room.syndicates)

    def events(self) -> tuple[EventRow, ...]:
        """Return every inject of the scenario, by its first day, with where it stands for each syndicate."""
        return events(self.room)

    @property
    def _books(self) -> tuple[RunLog[Any], ...]:
        """The class's own log and each syndicate's."""
        return (self.room.written, *(table.written for table in self.room.tables.values()))

    def sending(self, offer: Offer) -> str:
        """Return the id under which this desk sends an offer now (see `game.exercise.acts.sending`)."""
        times = sum(book.times(self.by, AT_DESK[offer.act]) for book in self._books)
        return sending_id(f"{self.room.name}\0desk", self.by, offer, times)

    def sent(self, id: str) -> bool:
        """Whether something was sent from this desk under an id already, to whomever."""
        ids = (id, *(cmd.derived(id, each.id) for each in self.room.syndicates))
        return any(book.has(each, self.by) for book in self._books for each in ids)

    def give_desk(self, command: cmd.GiveDesk) -> str:
        """Give somebody a desk of their own; return the token that opens it, which is kept only as its hash.

        Raises: as `submit`, and `Refused` where it was given by this command before: its token was shown once.
        """
        token = secrets.token_urlsafe(32)
        self.submit(replace(command, token=digest(token)))
        if self.room.roster.desk_by_token(token) is None:
            raise Refused(
                lazy("this desk was given already, and its link was shown once; take it back, and give another.")
            )
        return token

    # --- what it does

    def submit(self, command: cmd.DeskCommand) -> None:
        """Do what the desk asks for, once.

        Raises:
            Refused: where it may not be done now, or not by this desk.
            RecordError: where it could not be written; nothing has changed then.
        """
        if isinstance(command, OF_SYNDICATES):
            self.known(command.syndicate)
        asked = asked_at_desk(self.by, command)
        make = partial(self.performed, asked, command)
        if isinstance(command, OF_A_RUN):
            self.room.tables[command.syndicate].do(asked, make)
            return
        rests: Callable[[], Iterable[RunLog[Any]]] = lambda: ()  # noqa: E731
        if isinstance(command, cmd.GiveEndex):
            # It rests on every table: where one has moved meanwhile, it is ended anew.
            rests = lambda: tuple(table.written for table in self.room.tables.values())  # noqa: E731
        self.room.written.write_once(asked, make, rests)
        if isinstance(command, OF_VOTERS):
            self._count_again(command.seat, command.id)

    def performed(self, asked: CommandIdentity, command: cmd.DeskCommand) -> Sequence[Fact]:
        """What a command becomes; `Refused` where it may not be done now."""
        if isinstance(command, ON_TABLE) and command.inject:
            self.room.tables[command.syndicate].still_open(command.inject)
        return perform_at_desk(self.snapshot(), self.right, asked, command, partial(self.facts, command))

    def facts(self, command: cmd.DeskCommand, asked: CommandIdentity) -> Sequence[Fact]:
        """What a command becomes, once it may be done."""
        match command:
            case cmd.DecideFor() | cmd.JudgeAnswer():
                data, table = asked.data, self.room.tables[command.syndicate]
                return table.decision(
                    self.by, asked.id, command.inject, command.option, How(data["how"]), data["reason"]
                )
            case cmd.LayAside():
                return [asked.fact(day=self.room.tables[command.syndicate].run.state.day)]
            case cmd.ReleaseInject(place=cmd.NOW):
                return [asked.fact(before=self._interrupted(command.syndicate, command.inject))]
            case cmd.WriteNews():
                return [asked.fact(day=max(0, self.room.tables[command.syndicate].run.state.day))]
            case cmd.MarkLesson():
                inject = self.on_table(command.syndicate)
                return [asked.fact(inject=inject.id if inject else "")]
            case cmd.NoteForAll():
                return [asked.fact(inject="")]
            case cmd.LetIn(seat=seat):
                full = no_room(self.room.roster, self.room.member(seat).syndicate, admitted=True)
                if full:
                    raise Refused(full)
                return [asked.fact()]
            case cmd.GiveDesk():
                return [asked.fact(desk=f"desk {len(self.room.roster.holders) + 2}", token=command.token)]
            case cmd.GiveRoles():
                return [asked.fact(**self._shared(command))]
            case cmd.SwapRoles(seat=seat, other=other):
                one, two = (self.room.member(each) for each in (seat, other))
                return self._held(asked, [(one.seat, two.roles, two.shares), (two.seat, one.roles, one.shares)])
            case cmd.DealRoles():
                return self._dealt(asked, command)
            case cmd.GiveEndex():
                return self._ended(asked)
            case _:
                return [asked.fact()]

    def _interrupted(self, syndicate: str, inject: str) -> str:
        """The id of what lies on a table, and gives way; `Refused` where the other cannot come up now."""
        run = self.room.tables[syndicate].run
        index = run.scenario.inject_index[inject]
        if not play.may_interrupt(run.scenario, run.state, index):
            raise Refused(
                lazy(
                    "“{title}” cannot interrupt syndicate {id} now: its days or its condition do not allow it.",
                    title=run.scenario.injects[index].title, id=syndicate,
                )
            )  # fmt: skip
        found = self.on_table(syndicate)
        return found.id if found else ""

    def _shared(self, command: cmd.GiveRoles) -> dict[str, object]:
        """Of the roles that a seat is given those in which another goes on to decide; nothing where it shares none."""
        roster, member = self.room.roster, self.room.member(command.seat)
        shared = []
        for role in command.roles if command.share else ():
            holder = roster.holder(member.syndicate, role)
            if holder is not None and holder.seat != member.seat:
                shared.append(role)
        return {"shared": shared} if shared or member.shares else {}

    def _dealt(self, asked: CommandIdentity, command: cmd.DealRoles) -> list[Fact]:
        """The roles of a syndicate round its table: what nobody holds, or all by heads."""
        roster, at = self.room.roster, command.syndicate
        members = [each for each in roster.at(at) if not each.observes]
        hands = {
            each.seat: Hand([role for role in each.roles if role not in each.shares], list(each.shares))
            for each in members
        }
        roles = [role.id for role in self.room.scenario.roles if roster.in_play(at, role.id)]
        (deal_by_heads if command.how == cmd.BY_HEADS else deal_free)(roles, hands)
        dealt = [
            (each.seat, tuple(hands[each.seat].roles), tuple(hands[each.seat].shares))
            for each in members
            if (set(hands[each.seat].roles), set(hands[each.seat].shares)) != (set(each.roles), set(each.shares))
        ]
        return self._held(asked, dealt)

    def _held(self, asked: CommandIdentity, dealt: Sequence[tuple[str, Sequence[str], Sequence[str]]]) -> list[Fact]:
        """Some seats with the roles that they hold from now on, and those among them that they share."""
        facts = []
        for number, (seat, roles, shares) in enumerate(dealt):
            data: dict[str, object] = {"seat": seat, "roles": list(roles)}
            if shares or self.room.roster.members[seat].shares:
                data["shared"] = list(shares)
            facts.append(Fact(f"{asked.id}:{number}" if number else asked.id, Kind.ROLES_GIVEN, self.by, data))
        return facts

    # --- ENDEX

    def _ended(self, asked: CommandIdentity) -> list[Fact]:
        """Every table is ended, then the exercise."""
        for table in self.room.tables.values():
            self._not_over()
            self._end(table, f"{asked.id}:{table.key}")
        self._not_over()  # ending a table reads on: somebody else may have given ENDEX
        return [asked.fact()]

    def _not_over(self) -> None:
        if self.room.roster.over:
            raise Refused(lazy("the exercise is over already."))

    def _end(self, table: Table, id: str) -> None:
        def make() -> list[Fact]:
            run = table.run
            if run.ended:
                return []
            told = judge.endings(run.scenario, run.state) if run.state.over else ()
            ids = [run.scenario.endings[index].id for index in told]
            return [Fact(id, Kind.RUN_ENDED, self.by, {"day": max(0, run.state.day), "endings": ids})]

        table.do(CommandIdentity(id, self.by, Kind.RUN_ENDED, desk=True), make)

    # --- votes

    def _count_again(self, seat: str, id: str) -> None:
        """Somebody has left a vote, or lost the role that has one: where all who are left have voted, it is decided."""
        member = self.room.roster.members[seat]
        for syndicate in (*member.left, member.syndicate):
            table, counted = self.room.tables[syndicate], f"{id}:{syndicate}:counted"
            make = partial(self._counted, syndicate, counted)
            table.do(CommandIdentity(counted, self.by, Kind.DECISION_TAKEN, {"how": str(How.VOTE)}, desk=True), make)

    def _counted(self, syndicate: str, id: str) -> list[Fact]:
        table, inject, roster = self.room.tables[syndicate], self.on_table(syndicate), self.room.roster
        if inject is None or inject.decided_by != "vote" or inject.id not in table.run.shown:
            return []
        if not roster.begun or roster.paused or roster.over or table.run.held or table.run.ended:
            return []
        here = {member.seat for member in addressees(roster, syndicate, inject)}
        winner = leading(table.run.votes.get(inject.id, {}), here)
        return [] if winner is None else table.decision(self.by, id, inject.id, winner, How.VOTE)
