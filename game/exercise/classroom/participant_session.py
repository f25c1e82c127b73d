"""A student's seat in a class: what it may do; what it may see is cut in `game.exercise.views.class_view_builder`.

Read; choose alone; see the spread; talk; the deciding role decides, or the vote does; the
outcome is shown to all seats at once. Choices are nobody's business until they are shown.
What is not for a seat it can neither read nor decide, and nobody waits for it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from game.exercise import commands as cmd
from game.exercise.classroom.classroom import Classroom
from game.exercise.classroom.roster import Member
from game.exercise.classroom.votes import addressees, chosen_at, leading, on_table
from game.exercise.commands import Refused
from game.exercise.run.run_session import Table
from game.exercise.views.class_view import Stage
from game.exercise.views.class_view_builder import SAYS, ClassViewBuilder, class_view
from game.exercise.views.seat_view import View
from game.exercise.views.stage import stage
from game.record.events import Fact, How, Kind


class ClassSeat:
    """The port of one seat of a class (see `game.exercise.seat_port`)."""

    trouble = ""
    """Nothing stands between this port and its exercise: both are in one process."""

    def __init__(self, room: Classroom, seat: str) -> None:
        self.room, self.id = room, seat

    @property
    def member(self) -> Member:
        """Who sits here (Refused where the seat was taken back)."""
        return self.room.member(self.id)

    @property
    def table(self) -> Table:
        """The table of its syndicate."""
        return self.room.tables[self.member.syndicate]

    def on_change(self, listener: Callable[[], None]) -> None:
        """See `Seat.on_change`."""
        self.room.on_change(listener, self.id)

    def forget(self, listener: Callable[[], None]) -> None:
        """See `ClassPort.forget`."""
        self.room.forget(listener)

    def snapshot(self) -> View:
        """See `Seat.snapshot`."""
        return class_view(self.room, self.id)

    @property
    def seen(self) -> ClassViewBuilder:
        """What this seat sees of its class now."""
        return ClassViewBuilder(self.room, self.member)

    def leads(self) -> bool:
        """Whether this seat decides at the inject on the table; where nobody holds the role, the facilitator does."""
        return self.seen.leads()

    # --- what it does

    def submit(self, command: cmd.Command) -> View:
        """See `Seat.submit`."""
        match command:
            case cmd.TakeRole() | cmd.GiveRoleBack():
                self.change_roles(command)
            case cmd.Consent(names=names):
                self.enter()
                self.room.note(Kind.CONSENT_GIVEN, self.id, {"names": names}, command.id)
            case _:
                self.table.do(command.id, lambda: self.facts(command))
        return self.snapshot()

    def enter(self) -> None:
        """`Refused` where this seat is not let in."""
        if not self.member.admitted:
            raise Refused("you are not let in yet.")

    def change_roles(self, command: cmd.TakeRole | cmd.GiveRoleBack) -> None:
        """Take a role that nobody holds, or give one back, while the lobby is open."""
        self.enter()
        if self.room.roster.begun:
            raise Refused("play has begun: the facilitator gives roles now.")
        chair = next((each for each in self.seen.chairs() if each.id == command.role), None)
        if chair is None:
            raise Refused("there is no such role.")
        roles = [role for role in self.member.roles if role != chair.id]
        if isinstance(command, cmd.TakeRole):
            if chair.holder and not chair.yours:
                raise Refused(f"{chair.holder} is {chair.title} already.")
            roles.append(chair.id)
        self.room.note(Kind.ROLES_GIVEN, self.id, {"seat": self.id, "roles": roles}, command.id)

    def facts(self, command: cmd.Command) -> list[Fact]:
        """What a command becomes; `Refused` where it may not be done now."""
        self.enter()
        now = stage(self.room.roster, self.table.run, self.member)
        match command:
            case cmd.ReadBriefing() | cmd.AddNote():
                return self.table.facts(self.id, command)
            case cmd.Answer():
                return [self.table.answer(self.id, command, self.when(command, now))]
        if now in (Stage.PAUSED, Stage.HELD, Stage.ENDED, Stage.ENDEX, Stage.READY, Stage.ELSEWHERE):
            raise Refused(SAYS[now])
        match command:
            case cmd.OpenDocument() | cmd.Foretell():
                return self.table.facts(self.id, command)
            case cmd.Choose():
                return self._choose(command, now)
            case cmd.ShareFact():
                return self._share(command)
            case cmd.ShowChoices(inject=id):
                if not self.leads() or now not in (Stage.CHOOSE, Stage.CHOSEN):
                    raise Refused("whoever decides, or the facilitator, shows the choices.")
                self.table.on_table(id)
                return [Fact(command.id, Kind.CHOICES_SHOWN, self.id, {"inject": id})]
            case cmd.Vote():
                return self._vote(command, now)
            case cmd.Settle(inject=id, option=option):
                if now is not Stage.TALK or not self.leads():
                    raise Refused("it is not for this seat to decide now.")
                return self.table.decision(self.id, command.id, id, option, How.LEADER)
            case cmd.Acknowledge(inject=id):
                self.table.on_table(id)
                if not self.leads():
                    raise Refused(f"{self.seen.who_decides(small=True)} lays it aside.")
                return self.table.facts(self.id, command)
            case _:
                raise Refused("this cannot be done here.")

    def when(self, command: cmd.Answer, now: Stage) -> str:
        """Whether an answer is of before or after play, or of before as it is seen after."""
        after = now in (Stage.ENDED, Stage.ENDEX)
        if command.then and not after:
            raise Refused("this is asked after play.")
        return "then" if command.then else "after" if after else "before"

    def _choose(self, command: cmd.Choose, now: Stage) -> list[Fact]:
        """A private choice; the last one lays the spread open."""
        if now not in (Stage.CHOOSE, Stage.CHOSEN):
            raise Refused("the choices are shown already; now it is for the talk.")
        if self.room.roster.reasons and (not command.reason.strip() or command.confidence is None):
            raise Refused("the facilitator asks for a reason, and for how sure you are.")
        made = self.table.choice(self.id, command.id, command)
        inject = on_table(self.table.run)
        chosen = chosen_at(self.table.run, inject) | {self.id}
        if {each.seat for each in addressees(self.room.roster, self.member.syndicate, inject)} <= chosen:
            return [made, Fact(f"{command.id}:shown", Kind.CHOICES_SHOWN, self.id, {"inject": command.inject})]
        return [made]

    def _share(self, command: cmd.ShareFact) -> list[Fact]:
        """What a role alone knows is put on the table."""
        inject = self.table.on_table(command.inject)
        known = dict(self.seen.facts_of(inject))
        if command.role not in self.member.roles or command.role not in known:
            raise Refused("there is nothing that this seat alone knows.")
        if (inject.id, command.role) in self.table.run.shared:
            raise Refused("it is on the table already.")
        return [Fact(command.id, Kind.FACT_SHARED, self.id, {"inject": inject.id, "role": command.role})]

    def _vote(self, command: cmd.Vote, now: Stage) -> list[Fact]:
        """A vote; the last one decides where one option leads."""
        if now is not Stage.VOTE:
            raise Refused("there is no vote now.")
        self.table.open_option(command.inject, command.option)
        data = {"inject": command.inject, "option": command.option}
        cast = Fact(f"{command.id}:vote", Kind.VOTE_CAST, self.id, data)
        after = {**self.table.run.votes.get(command.inject, {}), self.id: command.option}
        inject = on_table(self.table.run)
        here = {each.seat for each in addressees(self.room.roster, self.member.syndicate, inject)}
        winner = leading(after, here)
        if winner is None:
            return [replace(cast, id=command.id)]
        return [cast, *self.table.decision(self.id, command.id, command.inject, winner, How.VOTE)]
