"""The facilitator's desk: everything that a facilitator may do.

Every act is an event with its reason, and appears in the report as the facilitator's.
Nothing here can lose a decision: no act takes an event back or changes one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from game.exercise.classroom.capacity import no_room
from game.exercise.classroom.classroom import FACILITATOR, Classroom
from game.exercise.classroom.syndicate_acts import SyndicateActs, said
from game.exercise.classroom.votes import addressees, leading
from game.exercise.commands import MAX_NOTE, Refused, new_id
from game.exercise.identity import Asked
from game.exercise.run.run_session import Table
from game.exercise.views.facilitator_view import Beside as Beside
from game.exercise.views.facilitator_view import DeskView as DeskView
from game.exercise.views.facilitator_view import SeatRow as SeatRow
from game.exercise.views.facilitator_view import State as State
from game.exercise.views.facilitator_view import SyndicateRow as SyndicateRow
from game.exercise.views.facilitator_view_builder import beside, survey
from game.record.events import Fact, How, Kind
from game.rules import judge
from game.scenario.text import clean
from game.words import lazy


class Desk(SyndicateActs):
    """What a facilitator may do: to one syndicate, to seats, and to the whole day."""

    def __init__(
        self, room: Classroom, connected: Callable[[str], bool] = lambda seat: True, by: str = FACILITATOR
    ) -> None:
        super().__init__(room, by)
        self.connected = connected

    def snapshot(self) -> DeskView:
        """Return everything as it is now."""
        return survey(self.room, self.connected)

    def beside(self, inject: str) -> tuple[Beside, ...]:
        """Return how each syndicate met one inject."""
        return tuple(beside(self.room, each.id, inject) for each in self.room.syndicates)

    # --- seats

    def admit(self, seat: str, *, id: str = "") -> None:
        """Let somebody in."""

        def make() -> None:
            member = self.room.member(seat)
            if member.admitted:
                raise Refused(lazy("this seat is let in already."))
            full = no_room(self.room.roster, member.syndicate, admitted=True)
            if full:
                raise Refused(full)

        self._note(id, Kind.SEAT_ADMITTED, {"seat": seat}, make)

    def remove(self, seat: str, reason: str = "", *, id: str = "") -> None:
        """Take a seat back; its token is worth nothing from now on."""
        id = id or new_id()
        self._note(id, Kind.SEAT_REMOVED, {"seat": seat, "reason": said(reason)}, lambda: self._sits(seat))
        self._count_again(seat, id)

    def move(self, seat: str, syndicate: str, reason: str = "", *, id: str = "") -> None:
        """Move somebody to another syndicate; roles stay behind."""
        id = id or new_id()

        def make() -> None:
            member = self.room.member(seat)
            self._known(syndicate)
            if member.syndicate == syndicate:
                raise Refused(
                    lazy("{name} is in syndicate {syndicate} already.", name=member.name, syndicate=syndicate)
                )

        self._note(id, Kind.SEAT_MOVED, {"seat": seat, "syndicate": syndicate, "reason": said(reason)}, make)
        self._count_again(seat, id)

    def merge(self, seat: str, into: str, reason: str = "", *, id: str = "") -> None:
        """Make one person's two seats one: the first one's token opens the second from now on, with its roles."""
        id = id or new_id()

        def make() -> None:
            self.room.member(seat)
            self.room.member(into)
            if seat == into:
                raise Refused(lazy("a seat cannot be merged with itself."))

        self._note(id, Kind.SEATS_MERGED, {"seat": seat, "into": into, "reason": said(reason)}, make)
        self._count_again(seat, id)

    def give_roles(self, seat: str, roles: Sequence[str], *, id: str = "") -> None:
        """Give somebody roles: all that they hold from now on. Others in the syndicate lose these."""
        id = id or new_id()
        roles = list(dict.fromkeys(roles))

        def make() -> None:
            self.room.member(seat)
            unknown = [role for role in roles if self.room.scenario.role(role) is None]
            if unknown:
                raise Refused(lazy("there is no role '{role}'.", role=unknown[0][:60]))

        self._note(id, Kind.ROLES_GIVEN, {"seat": seat, "roles": roles}, make)
        self._count_again(seat, id)

    def deal_roles(self, syndicate: str, *, id: str = "") -> None:
        """Deal the roles that nobody holds round the table, to whoever holds the fewest."""
        self._known(syndicate)
        id = id or new_id()

        def make() -> list[Fact]:
            members = self.room.roster.at(syndicate)
            held = {member.seat: list(member.roles) for member in members}
            for role in self.room.scenario.roles if members else ():
                if not any(role.id in roles for roles in held.values()):
                    min(held.values(), key=len).append(role.id)
            dealt = [member.seat for member in members if tuple(held[member.seat]) != member.roles]
            return [
                Fact(f"{id}:{number}" if number else id, Kind.ROLES_GIVEN, self.by, {"seat": seat, "roles": held[seat]})
                for number, seat in enumerate(dealt)
            ]

        self.room.written.write_once(Asked(id, self.by, Kind.ROLES_GIVEN, desk=True), make)

    # --- the day

    def begin(self, *, id: str = "") -> None:
        """Begin play; roles that nobody holds stay with the facilitator."""

        def make() -> None:
            if self.room.roster.begun:
                raise Refused(lazy("play has begun already."))
            self._not_over()

        self._note(id, Kind.PLAY_BEGUN, {}, make)

    def pause(self, reason: str = "", *, id: str = "") -> None:
        """Stop everybody; nothing fires until `resume`."""

        def make() -> None:
            self._running()
            if self.room.roster.paused:
                raise Refused(lazy("the exercise is paused already."))

        self._note(id, Kind.PAUSED, {"reason": said(reason)}, make)

    def resume(self, reason: str = "", *, id: str = "") -> None:
        """Go on."""

        def make() -> None:
            self._running()
            if not self.room.roster.paused:
                raise Refused(lazy("the exercise is not paused."))

        self._note(id, Kind.RESUMED, {"reason": said(reason)}, make)

    def ask_reasons(self, required: bool, *, id: str = "") -> None:
        """Have every choice say why and how sure, or leave it to each person."""
        self._note(id, Kind.REASONS_ASKED, {"required": required})

    def endex(self, reason: str = "", *, id: str = "") -> None:
        """End the exercise for everybody."""
        id = id or new_id()
        tables = [self.room.tables[each.id] for each in self.room.syndicates]

        def make() -> None:
            for table in tables:
                self._not_over()
                self._end(table, f"{id}:{table.key}")
            self._not_over()  # ending a table reads on: somebody else may have given ENDEX

        # It rests on every table: where one has moved meanwhile, it is ended anew.
        self._note(
            id, Kind.ENDEX, {"reason": said(reason)}, make, rests=lambda: tuple(table.written for table in tables)
        )

    def _end(self, table: Table, id: str) -> None:
        def make() -> list[Fact]:
            run = table.run
            if run.ended:
                return []
            told = judge.endings(run.scenario, run.state) if run.state.over else ()
            ids = [run.scenario.endings[index].id for index in told]
            return [Fact(id, Kind.RUN_ENDED, self.by, {"day": max(0, run.state.day), "endings": ids})]

        table.do(Asked(id, self.by, Kind.RUN_ENDED, desk=True), make)

    def message(self, to: str, text: str, *, id: str = "") -> None:
        """Send a message to ``all``, ``syndicate 2``, or a seat."""
        text = clean(text, MAX_NOTE).strip()

        def make() -> None:
            if not text:
                raise Refused(lazy("the message is empty."))
            known = ["all", *(f"syndicate {each.id}" for each in self.room.syndicates), *self.room.roster.members]
            if to not in known:
                raise Refused(lazy("there is nobody called '{to}'.", to=to[:40]))

        self._note(id, Kind.MESSAGE_SENT, {"to": to, "text": text}, make)

    def observe(self, syndicate: str, lesson: str, text: str, *, id: str = "") -> None:
        """Mark something about a lesson; it goes into the report."""
        text = clean(text, MAX_NOTE).strip()

        def make() -> dict[str, object]:
            self._known(syndicate)
            if not text:
                raise Refused(lazy("the mark is empty."))
            if lesson and lesson not in self.room.scenario.lessons:
                raise Refused(lazy("this scenario does not list the lesson '{lesson}'.", lesson=lesson[:60]))
            inject = self.on_table(syndicate)
            return {"inject": inject.id if inject else ""}

        self._note(id, Kind.OBSERVATION_MADE, {"syndicate": syndicate, "lesson": lesson, "text": text}, make)

    def _count_again(self, seat: str, id: str) -> None:
        """Somebody has left a vote, or lost the role that has one: where all who are left have voted, it is decided."""
        member = self.room.roster.members[seat]
        for syndicate in (*member.left, member.syndicate):
            table, counted = self.room.tables[syndicate], f"{id}:{syndicate}:counted"
            make = partial(self._counted, syndicate, counted)
            table.do(Asked(counted, self.by, Kind.DECISION_TAKEN, {"how": str(How.VOTE)}, desk=True), make)

    def _counted(self, syndicate: str, id: str) -> list[Fact]:
        table, inject, roster = self.room.tables[syndicate], self.on_table(syndicate), self.room.roster
        if inject is None or inject.decided_by != "vote" or inject.id not in table.run.shown:
            return []
        if not roster.begun or roster.paused or roster.over or table.run.held or table.run.ended:
            return []
        here = {member.seat for member in addressees(roster, syndicate, inject)}
        winner = leading(table.run.votes.get(inject.id, {}), here)
        return [] if winner is None else table.decision(self.by, id, inject.id, winner, How.VOTE)

    def _sits(self, seat: str) -> None:
        self.room.member(seat)
