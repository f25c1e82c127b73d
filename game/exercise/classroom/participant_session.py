"""A student's seat in a class: what it may see and do.

Read; choose alone; see the spread; talk; the deciding role decides, or the vote does; the
outcome is shown to all seats at once. Choices are nobody's business until they are shown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from game.exercise import commands as cmd
from game.exercise import wording
from game.exercise.classroom.classroom import Classroom
from game.exercise.classroom.roster import Member
from game.exercise.classroom.votes import chosen_at, leading, spread, tally
from game.exercise.commands import Refused
from game.exercise.run.run_session import Table
from game.exercise.views.seat_view import ChairView, ClassView, FactView, MemberView, Phase, QuestionView, Stage, View
from game.record.events import Fact, How, Kind
from game.record.run import Choice
from game.scenario.scenario import Inject

SAYS = {
    Stage.LOBBY: "You are at the door. The facilitator has to let you in.",
    Stage.READY: "You are ready. The facilitator begins when everybody is.",
    Stage.CHOOSE: "Choose alone: nobody sees it until all choices are shown.",
    Stage.HELD: "HELD: the facilitator asks your syndicate to wait here. Time stands still.",
    Stage.PAUSED: "PAUSED by the facilitator. Nothing is lost; time stands still.",
    Stage.ENDED: "Your syndicate has come to its end. Waiting for the facilitator to end the exercise for all.",
    Stage.ENDEX: "ENDEX: the exercise is over. Now look back on it together.",
}


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
        """See `Seat.snapshot`. Before the seat is let in there is nothing in it but the title."""
        roster, member = self.room.roster, self.member
        view = self.table.view(self.id, over=roster.over)
        stage = self.stage(view)
        group = self.group(stage)
        if stage is Stage.LOBBY:
            return outside(view, group)
        titles = [role.title for role in self.room.scenario.roles if role.id in member.roles]
        more = f" +{len(titles) - 1}" if len(titles) > 1 else ""
        view = replace(view, you=f"{member.name}: {titles[0]}{more}" if titles else member.name)
        if not roster.begun:
            clock = wording.clock(self.room.scenario, 0)
            view = replace(
                view, phase=Phase.BRIEFING, day=0, clock=clock, inject=None, outcome=None, news=(), timeline=()
            )
        return replace(view, group=group, questions=self.questions(view))

    def questions(self, view: View) -> tuple[QuestionView, ...]:
        """The questions of this moment; after play also how it was before, as one sees it now."""
        if view.phase is not Phase.OVER:
            return view.questions
        answers = self.table.run.answers
        then = tuple(
            QuestionView(each.id, each.ask, each.scale, answers.get((self.id, each.id, "then")), then=True)
            for each in self.room.scenario.questions
            if each.when == "both"
        )
        return (*view.questions, *then)

    # --- what there is to do

    def stage(self, view: View) -> Stage:
        """What this seat has to do, or waits for."""
        roster, member = self.room.roster, self.member
        if not member.admitted:
            return Stage.LOBBY
        if roster.over:
            return Stage.ENDEX
        if not roster.begun or view.phase is Phase.BRIEFING:
            return Stage.READY
        if roster.paused:
            return Stage.PAUSED
        if view.phase is Phase.OVER:
            return Stage.ENDED
        if self.table.run.held:
            return Stage.HELD
        if view.inject is None or not view.inject.options:
            return Stage.READ
        if view.inject.id in self.table.run.shown:
            return Stage.VOTE if self.by_vote() else Stage.TALK
        return Stage.CHOSEN if self.choice() else Stage.CHOOSE

    def on_table(self) -> Inject | None:
        """The inject on the table of its syndicate."""
        index = self.table.run.state.on_table
        return None if index is None else self.room.scenario.injects[index]

    def by_vote(self) -> bool:
        """Whether it is decided by vote."""
        inject = self.on_table()
        return inject is not None and inject.decided_by == "vote"

    def choice(self) -> Choice | None:
        """What this seat chose at the inject on the table."""
        inject = self.on_table()
        made = self.table.run.choices.get(inject.id, ()) if inject else ()
        return next((choice for choice in made if choice.seat == self.id), None)

    def leader(self) -> Member | None:
        """Who decides at the inject on the table; None where the vote or the facilitator does."""
        inject = self.on_table()
        if inject is None or self.by_vote():
            return None
        if not self.room.scenario.roles:
            return next(iter(self.room.roster.at(self.member.syndicate)), None)
        return self.room.roster.holder(self.member.syndicate, inject.decided_by)

    def leads(self) -> bool:
        """Whether this seat decides at the inject on the table; where nobody holds the role, the facilitator does."""
        leader = self.leader()
        return leader is not None and leader.seat == self.id

    # --- what it sees of the class

    def group(self, stage: Stage) -> ClassView:
        """Cut out what this seat sees of its class."""
        room, member, run = self.room, self.member, self.table.run
        inject = self.on_table() if room.roster.begun and not room.roster.over else None
        shown = inject is not None and inject.id in run.shown
        mine = self.choice() if inject else None
        chosen = chosen_at(run, inject)
        titles = {role.id: role.title for role in room.scenario.roles}
        reading = stage not in (Stage.LOBBY, Stage.READY)
        return ClassView(
            stage=stage,
            says=self.says(stage, inject),
            syndicate=member.syndicate,
            name=member.name,
            members=tuple(
                MemberView(
                    each.name, tuple(titles[role] for role in each.roles if role in titles), each.seat in chosen,
                    each.seat == self.id,
                )
                for each in room.roster.at(member.syndicate)
            ),
            chairs=tuple(self.chairs()),
            mine=mine.option if mine else "",
            spread=spread(room.roster, run, inject) if inject and shown else (),
            votes=tally(run, inject) if inject and shown else (),
            my_vote=run.votes.get(inject.id, {}).get(self.id, "") if inject else "",
            may_decide=self.leads() and (stage is Stage.READ or (shown and stage is Stage.TALK)),
            may_show=self.leads() and stage in (Stage.CHOOSE, Stage.CHOSEN),
            decided=self.decided() if reading else "",
            facts=self.facts_known(inject) if inject and reading else (),
            reason_required=room.roster.reasons,
            messages=tuple(
                (each.to, each.text) for each in room.roster.messages
                if each.to in ("all", f"syndicate {member.syndicate}", self.id)
            ),
            written=tuple((title, text) for _, title, text in run.written) if reading else (),
            seconds_left=room.seconds_left(member.syndicate) if inject else None,
            ticking=stage not in (Stage.PAUSED, Stage.HELD),
            named=member.named,
        )  # fmt: skip

    def chairs(self) -> list[ChairView]:
        """Every role, and who holds it here."""
        held = [(role, self.room.roster.holder(self.member.syndicate, role.id)) for role in self.room.scenario.roles]
        return [
            ChairView(role.id, role.title, holder.name if holder else "", holder is not None and holder.seat == self.id)
            for role, holder in held
        ]

    def facts_known(self, inject: Inject) -> tuple[FactView, ...]:
        """What its own roles alone know of the inject, and what others put on the table."""
        titles = {role.id: role.title for role in self.room.scenario.roles}
        told = {role: by for (id, role), by in self.table.run.shared.items() if id == inject.id}
        return tuple(
            FactView(role, titles.get(role, role), text, self.name_of(told[role]) if role in told else "")
            for role, text in inject.private
            if role in told or role in self.member.roles
        )

    def name_of(self, seat: str) -> str:
        """The name of who sits, or sat, in a seat."""
        member = self.room.roster.members.get(seat)
        return member.name if member else "the facilitator"

    def decided(self) -> str:
        """Who took the last decision, and how."""
        taken = next(iter(self.table.run.decisions[-1:]), None)
        if taken is None:
            return ""
        match taken.how:
            case How.VOTE:
                return "Decided by vote."
            case How.TIMER:
                return "Time was up: the facilitator took it for you."
            case How.FACILITATOR:
                return "Decided by the facilitator."
            case _:
                return f"Decided by {self.name_of(taken.by)}."

    def says(self, stage: Stage, inject: Inject | None) -> str:
        """What there is to do or to wait for, in a sentence."""
        at_table = self.room.roster.at(self.member.syndicate)
        match stage:
            case Stage.READY if self.id not in self.table.run.briefed:
                late = self.room.roster.begun
                return "Read your briefing; " + ("the others play." if late else "play begins when everybody has.")
            case Stage.CHOSEN:
                chosen = chosen_at(self.table.run, inject)
                missing = [each.name for each in at_table if each.seat not in chosen]
                return f"Chosen. Waiting for {', '.join(missing) or 'the facilitator to show the choices'}."
            case Stage.TALK:
                return (
                    "Talk, then decide: your role decides."
                    if self.leads()
                    else f"Talk. {self.who_decides(inject)} decides."
                )
            case Stage.VOTE if inject:
                cast = self.table.run.votes.get(inject.id, {})
                waiting = [each.name for each in at_table if each.seat not in cast]
                done = "Your vote is cast. " if self.id in cast else "Talk, then vote. "
                if waiting:
                    return f"{done}Waiting for {', '.join(waiting)}."
                return f"{done}The vote is tied: change it, or the facilitator settles it."
            case Stage.READ:
                mine = "you lay it aside when your syndicate has." if self.leads() else ""
                return f"Read; {mine or f'{self.who_decides(inject, small=True)} lays it aside for all of you.'}"
            case _:
                return SAYS[stage]

    def who_decides(self, inject: Inject | None, small: bool = False) -> str:
        """Who decides, by role and name."""
        role = self.room.scenario.role(inject.decided_by) if inject else None
        holder = self.leader()
        the = "the" if small else "The"
        if role is None:
            return holder.name if holder else f"{the} facilitator"
        return f"{role.title} ({holder.name})" if holder else f"{the} facilitator (nobody is {role.title})"

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

    def draft(self, about: str) -> dict[str, str]:
        """See `Seat.draft`."""
        return self.table.draft(self.id, about)

    def keep_draft(self, about: str, fields: Mapping[str, str]) -> None:
        """See `Seat.keep_draft`. A pause only locks sending; typing goes on."""
        self.enter()
        self.table.keep_draft(self.id, about, fields)

    def enter(self) -> None:
        """`Refused` where this seat is not let in."""
        if not self.member.admitted:
            raise Refused("you are not let in yet.")

    def change_roles(self, command: cmd.TakeRole | cmd.GiveRoleBack) -> None:
        """Take a role that nobody holds, or give one back, while the lobby is open."""
        self.enter()
        if self.room.roster.begun:
            raise Refused("play has begun: the facilitator gives roles now.")
        chair = next((each for each in self.chairs() if each.id == command.role), None)
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
        stage = self.stage(self.table.view(self.id, over=self.room.roster.over))
        match command:
            case cmd.ReadBriefing() | cmd.AddNote():
                return self.table.facts(self.id, command)
            case cmd.Answer():
                return [self.table.answer(self.id, command, self.when(command, stage))]
        if stage in (Stage.PAUSED, Stage.HELD, Stage.ENDED, Stage.ENDEX, Stage.READY):
            raise Refused(SAYS[stage])
        match command:
            case cmd.OpenDocument() | cmd.Foretell():
                return self.table.facts(self.id, command)
            case cmd.Choose():
                return self._choose(command, stage)
            case cmd.ShareFact():
                return self._share(command)
            case cmd.ShowChoices(inject=id):
                if not self.leads() or stage not in (Stage.CHOOSE, Stage.CHOSEN):
                    raise Refused("whoever decides, or the facilitator, shows the choices.")
                self.table.on_table(id)
                return [Fact(command.id, Kind.CHOICES_SHOWN, self.id, {"inject": id})]
            case cmd.Vote():
                return self._vote(command, stage)
            case cmd.Settle(inject=id, option=option):
                if stage is not Stage.TALK or not self.leads():
                    raise Refused("it is not for this seat to decide now.")
                return self.table.decision(self.id, command.id, id, option, How.LEADER)
            case cmd.Acknowledge(inject=id):
                self.table.on_table(id)
                if not self.leads():
                    raise Refused(f"{self.who_decides(self.on_table(), small=True)} lays it aside.")
                return self.table.facts(self.id, command)
            case _:
                raise Refused("this cannot be done here.")

    def when(self, command: cmd.Answer, stage: Stage) -> str:
        """Whether an answer is of before or after play, or of before as it is seen after."""
        after = stage in (Stage.ENDED, Stage.ENDEX)
        if command.then and not after:
            raise Refused("this is asked after play.")
        return "then" if command.then else "after" if after else "before"

    def _choose(self, command: cmd.Choose, stage: Stage) -> list[Fact]:
        """A private choice; the last one lays the spread open."""
        if stage not in (Stage.CHOOSE, Stage.CHOSEN):
            raise Refused("the choices are shown already; now it is for the talk.")
        if self.room.roster.reasons and (not command.reason.strip() or command.confidence is None):
            raise Refused("the facilitator asks for a reason, and for how sure you are.")
        made = self.table.choice(self.id, command.id, command)
        chosen = chosen_at(self.table.run, self.on_table()) | {self.id}
        everyone = {each.seat for each in self.room.roster.at(self.member.syndicate)}
        if everyone <= chosen:
            return [made, Fact(f"{command.id}:shown", Kind.CHOICES_SHOWN, self.id, {"inject": command.inject})]
        return [made]

    def _share(self, command: cmd.ShareFact) -> list[Fact]:
        """What a role alone knows is put on the table."""
        inject = self.table.on_table(command.inject)
        if command.role not in self.member.roles or command.role not in dict(inject.private):
            raise Refused("there is nothing that this seat alone knows.")
        if (inject.id, command.role) in self.table.run.shared:
            raise Refused("it is on the table already.")
        return [Fact(command.id, Kind.FACT_SHARED, self.id, {"inject": inject.id, "role": command.role})]

    def _vote(self, command: cmd.Vote, stage: Stage) -> list[Fact]:
        """A vote; the last one decides where one option leads."""
        if stage is not Stage.VOTE:
            raise Refused("there is no vote now.")
        self.table.open_option(command.inject, command.option)
        data = {"inject": command.inject, "option": command.option}
        cast = Fact(f"{command.id}:vote", Kind.VOTE_CAST, self.id, data)
        after = {**self.table.run.votes.get(command.inject, {}), self.id: command.option}
        here = {each.seat for each in self.room.roster.at(self.member.syndicate)}
        winner = leading(after, here)
        if winner is None:
            return [replace(cast, id=command.id)]
        return [cast, *self.table.decision(self.id, command.id, command.inject, winner, How.VOTE)]


def outside(view: View, group: ClassView) -> View:
    """What somebody at the door sees: the title, and that they wait."""
    return replace(
        view, phase=Phase.BRIEFING, summary="", setting="", roles=(), table=(), questions=(), inject=None,
        outcome=None, news=(), gauges=(), lessons=(), timeline=(), notes=(), endings=(), you="At the door",
        day=0, days=0, clock="",
        group=replace(
            group, members=(), chairs=(), messages=(), written=(), spread=(), votes=(), facts=(), decided="",
            mine="", my_vote="", seconds_left=None,
        ),
    )  # fmt: skip
