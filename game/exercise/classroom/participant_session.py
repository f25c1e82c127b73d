"""A student's seat in a class: what it may do; what it may see is cut in `game.exercise.views.class_view_builder`.

Read; choose alone; see the spread; talk; the deciding role decides, or the vote does; the
outcome is shown to all seats at once. Choices are nobody's business until they are shown.
What is not for a seat it can neither read nor decide, and nobody waits for it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from game.exercise import commands as cmd
from game.exercise.classroom.classroom import Classroom
from game.exercise.classroom.roster import Member
from game.exercise.classroom.votes import addressees, chosen_at, leading, on_table
from game.exercise.commands import Refused
from game.exercise.drafting import ANSWER
from game.exercise.identity import Asked, asked_by
from game.exercise.run.run_session import Table
from game.exercise.views.binder import FolderView, binder
from game.exercise.views.class_view import Stage
from game.exercise.views.class_view_builder import SAYS, ClassViewBuilder, class_view
from game.exercise.views.seat_view import View
from game.exercise.views.stage import stage
from game.record.events import Fact, How, Kind
from game.scenario.text import clean_line


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
        asked = asked_by(self.id, command)
        rests = partial(self.room.logs_of, self.id)
        match command:
            case cmd.TakeRole() | cmd.GiveRoleBack():
                self.room.note(asked, lambda: {"roles": self.roles_after(command)}, rests)
            case cmd.Consent():
                self.room.note(asked, self.enter, rests)
            case _:
                table = self.table
                table.do(asked, lambda: self.facts(asked, command, table), rests)
        return self.snapshot()

    def binder(self) -> tuple[FolderView, ...]:
        """See `Seat.binder`."""
        member = self.member
        return binder(self.table.run, self.id, frozenset(member.roles)) if member.admitted else ()

    def draft(self, about: str) -> dict[str, str]:
        """See `Seat.draft`."""
        return self.table.draft(self.id, about)

    def keep_draft(self, about: str, fields: Mapping[str, str]) -> None:
        """See `Seat.keep_draft`. A pause only locks sending; typing goes on."""
        self.enter()
        self.table.keep_draft(self.id, about, fields)
        if ANSWER in fields:
            self.room.typed(self.id)

    def enter(self) -> None:
        """`Refused` where this seat is not let in."""
        if not self.member.admitted:
            raise Refused("you are not let in yet.")

    def given_for(self, command: cmd.Command, table: Table) -> None:
        """`Refused` where a command was meant for another table, or for what is no longer on this one."""
        member, meant = self.member, command.syndicate or table.key
        if meant != member.syndicate:
            says = (
                f"this was meant for syndicate {clean_line(meant, 20)}, and you sit in syndicate {member.syndicate} now"
            )
            raise Refused(f"{says}: nothing was done.")
        inject = getattr(command, "inject", "")
        if inject:
            table.still_open(inject)

    def roles_after(self, command: cmd.TakeRole | cmd.GiveRoleBack) -> list[str]:
        """The seat's roles with one that nobody holds, or without one that it gives back, while the lobby is open."""
        self.enter()
        self.given_for(command, self.table)
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
        return roles

    def facts(self, asked: Asked, command: cmd.Command, table: Table) -> list[Fact]:
        """What a command becomes at the table that it was sent to; `Refused` where it may not be done now."""
        self.enter()
        self.given_for(command, table)
        now = stage(self.room.roster, self.table.run, self.member)
        match command:
            case cmd.ReadBriefing() | cmd.AddNote():
                return table.facts(asked, command)
            case cmd.Answer():
                return [table.answer(asked, self.when(command, now))]
        if now in (Stage.PAUSED, Stage.HELD, Stage.ENDED, Stage.ENDEX, Stage.READY, Stage.ELSEWHERE):
            raise Refused(SAYS[now])
        match command:
            case cmd.OpenDocument() | cmd.Foretell():
                return table.facts(asked, command)
            case cmd.Choose():
                return self._choose(asked, now)
            case cmd.ShareFact(inject=id, role=role):
                return self._share(asked, id, role)
            case cmd.ShowChoices(inject=id):
                if not self.leads() or now not in (Stage.CHOOSE, Stage.CHOSEN):
                    raise Refused("whoever decides, or the facilitator, shows the choices.")
                table.on_table(id)
                return [asked.fact()]
            case cmd.Vote(inject=id, option=option):
                return self._vote(asked, id, option, now)
            case cmd.GivePen(inject=id, seat=writer):
                here = addressees(self.room.roster, self.member.syndicate, table.on_table(id))
                if now is not Stage.PEN or writer not in [each.seat for each in here]:
                    raise Refused("there is no vote now on who writes.")
                return [asked.fact()]
            case cmd.WriteAnswer(inject=id):
                if now is not Stage.WRITE:
                    raise Refused("it is not for this seat to write now.")
                return [table.answer_in_writing(asked, id)]
            case cmd.Settle(inject=id, option=option):
                if now is not Stage.TALK or not self.leads():
                    raise Refused("it is not for this seat to decide now.")
                return table.decision(self.id, command.id, id, option, How.LEADER)
            case cmd.Acknowledge(inject=id):
                table.on_table(id)
                if not self.leads():
                    raise Refused(f"{self.seen.who_decides(small=True)} lays it aside.")
                return table.facts(asked, command)
            case _:
                raise Refused("this cannot be done here.")

    def when(self, command: cmd.Answer, now: Stage) -> str:
        """Whether an answer is of before or after play, or of before as it is seen after."""
        after = now in (Stage.ENDED, Stage.ENDEX)
        if command.then and not after:
            raise Refused("this is asked after play.")
        return "then" if command.then else "after" if after else "before"

    def _choose(self, asked: Asked, now: Stage) -> list[Fact]:
        """A private choice; the last one lays the spread open."""
        if now not in (Stage.CHOOSE, Stage.CHOSEN):
            raise Refused("the choices are shown already; now it is for the talk.")
        if self.room.roster.reasons and (not asked.data["reason"].strip() or asked.data["confidence"] is None):
            raise Refused("the facilitator asks for a reason, and for how sure you are.")
        made = self.table.choice(asked, asked.id)
        inject = on_table(self.table.run)
        chosen = chosen_at(self.table.run, inject) | {self.id}
        if {each.seat for each in addressees(self.room.roster, self.member.syndicate, inject)} <= chosen:
            return [made, Fact(f"{asked.id}:shown", Kind.CHOICES_SHOWN, self.id, {"inject": asked.data["inject"]})]
        return [made]

    def _share(self, asked: Asked, id: str, role: str) -> list[Fact]:
        """What a role alone knows is put on the table."""
        inject = self.table.on_table(id)
        known = dict(self.seen.facts_of(inject))
        if role not in self.member.roles or role not in known:
            raise Refused("there is nothing that this seat alone knows.")
        if (id, role) in self.table.run.shared:
            raise Refused("it is on the table already.")
        return [asked.fact()]

    def _vote(self, asked: Asked, inject: str, option: str, now: Stage) -> list[Fact]:
        """A vote; the last one decides where one option leads."""
        if now is not Stage.VOTE:
            raise Refused("there is no vote now.")
        self.table.open_option(inject, option)
        cast = asked.fact()
        after = {**self.table.run.votes.get(inject, {}), self.id: option}
        here = {each.seat for each in addressees(self.room.roster, self.member.syndicate, on_table(self.table.run))}
        winner = leading(after, here)
        if winner is None:
            return [cast]
        decided = self.table.decision(self.id, asked.id, inject, winner, How.VOTE)
        return [replace(cast, id=f"{asked.id}:vote"), *decided]
