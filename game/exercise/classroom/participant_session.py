"""A student's seat in a class: what it may do; what it may see is cut in `game.exercise.views.class_view_builder`.

Read; choose alone; see the spread; talk; the deciding role decides, or the vote does; the
outcome is shown to all seats at once. Choices are nobody's business until they are shown.
What is not for a seat it can neither read nor decide, and nobody waits for it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from game.exercise import commands as cmd
from game.exercise.acts.offer import Offer
from game.exercise.acts.perform import perform
from game.exercise.acts.sending import OF_THE_CLASS, WRITES, sending_id
from game.exercise.classroom.classroom import Classroom
from game.exercise.classroom.roster import Member
from game.exercise.classroom.votes import addressees, chosen_at, leading, on_table
from game.exercise.commands import Refused
from game.exercise.drafting import ANSWER
from game.exercise.identity import CommandIdentity, asked_by
from game.exercise.run.run_session import Table
from game.exercise.views.binder import FolderView, binder
from game.exercise.views.class_view import Stage
from game.exercise.views.class_view_builder import ClassViewBuilder, class_view
from game.exercise.views.seat_view import View
from game.exercise.views.stage import stage
from game.record.events import Fact, How, Kind
from game.scenario.text import clean_line
from game.words import lazy


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
        if isinstance(command, cmd.TakeRole | cmd.GiveRoleBack | cmd.Consent):
            self.room.written.write_once(asked, lambda: self.performed(asked, command), rests)
        else:
            self.table.do(asked, lambda: self.performed(asked, command), rests)
        return self.snapshot()

    def sending(self, offer: Offer) -> str:
        """Return the id under which this seat sends an offer now (see `game.exercise.acts.sending`)."""
        member, kind = self.member, WRITES.get(offer.act)
        book = self.room.written if offer.act in OF_THE_CLASS else self.table.written
        times = book.times(self.id, kind) if kind else 0
        return sending_id(f"{self.room.name}\0{member.syndicate}", self.id, offer, times)

    def sent(self, id: str) -> bool:
        """Whether something was sent from this seat under an id already."""
        return any(book.has(id, self.id) for book in self.room.logs_of(self.id))

    def is_new(self) -> bool:
        """Whether its syndicate has decided something before this seat did anything in play."""
        book = self.table.written
        done = sum(book.times(self.id, kind) for kind in (Kind.CHOICE_MADE, Kind.VOTE_CAST, Kind.DECISION_TAKEN))
        return bool(book.memory.decisions) and not done

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
            raise Refused(lazy("you are not let in yet."))

    def given_for(self, command: cmd.Command, table: Table) -> None:
        """`Refused` where a command was meant for another table, or for what is no longer on this one."""
        member, meant = self.member, command.syndicate or table.key
        if meant != member.syndicate:
            raise Refused(
                lazy(
                    "this was meant for syndicate {meant}, and you sit in syndicate {yours} now: nothing was done.",
                    meant=clean_line(meant, 20), yours=member.syndicate,
                )
            )  # fmt: skip
        inject = getattr(command, "inject", "")
        if inject:
            table.still_open(inject)

    def performed(self, asked: CommandIdentity, command: cmd.Command) -> Sequence[Fact]:
        """What a command becomes at the table that it was sent to; `Refused` where it may not be done now."""
        self.enter()
        self.given_for(command, self.table)
        return perform(self.snapshot(), asked, command, self.facts)

    def facts(self, asked: CommandIdentity, command: cmd.Command) -> Sequence[Fact]:
        """What a command becomes, once it may be done."""
        table, member = self.table, self.member
        match command:
            case cmd.TakeRole(role=role):
                return [asked.fact(roles=[*member.roles, role])]
            case cmd.GiveRoleBack(role=role):
                return [asked.fact(roles=[each for each in member.roles if each != role])]
            case cmd.Answer(then=then):
                after = stage(self.room.roster, table.run, member) in (Stage.ENDED, Stage.ENDEX)
                return [asked.fact(when="then" if then else "after" if after else "before")]
            case cmd.Choose():
                return self._choose(asked)
            case cmd.Vote(inject=id, option=option):
                return self._vote(asked, id, option)
            case cmd.Settle(inject=id, option=option):
                return table.decision(self.id, command.id, id, option, How.LEADER)
            case _:
                return table.facts(asked, command)

    def _choose(self, asked: CommandIdentity) -> list[Fact]:
        """A private choice; the last one lays the spread open."""
        made = self.table.choice(asked, asked.id)
        inject = on_table(self.table.run)
        chosen = chosen_at(self.table.run, inject) | {self.id}
        if {each.seat for each in addressees(self.room.roster, self.member.syndicate, inject)} <= chosen:
            return [made, Fact(f"{asked.id}:shown", Kind.CHOICES_SHOWN, self.id, {"inject": asked.data["inject"]})]
        return [made]

    def _vote(self, asked: CommandIdentity, inject: str, option: str) -> list[Fact]:
        """A vote; the last one decides where one option leads."""
        cast = asked.fact()
        after = {**self.table.run.votes.get(inject, {}), self.id: option}
        here = {each.seat for each in addressees(self.room.roster, self.member.syndicate, on_table(self.table.run))}
        winner = leading(after, here)
        if winner is None:
            return [cast]
        decided = self.table.decision(self.id, asked.id, inject, winner, How.VOTE)
        return [replace(cast, id=f"{asked.id}:vote"), *decided]
