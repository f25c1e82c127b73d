"""A student's seat in a class: what it may see and do.

Read; choose alone; see the spread; talk; the deciding role decides, or the vote does; the
outcome is shown to all seats at once. Choices are nobody's business until they are shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from game.exercise import commands as cmd
from game.exercise.classroom import Classroom
from game.exercise.commands import Refused
from game.exercise.roster import Member
from game.exercise.table import Table
from game.exercise.view import ClassView, MemberView, Phase, SpreadView, Stage, View
from game.record.events import Fact, How, Kind
from game.record.run import Choice, Run
from game.rules import play
from game.scenario.scenario import Inject

SAYS = {
    Stage.LOBBY: "You are at the door. The facilitator has to let you in.",
    Stage.READY: "You are ready. The facilitator begins when everybody is.",
    Stage.CHOOSE: "Choose alone: nobody sees it until all choices are shown.",
    Stage.READ: "Read; it is laid aside for your syndicate by whoever leads it.",
    Stage.HELD: "HELD: the facilitator asks you to wait here.",
    Stage.PAUSED: "PAUSED by the facilitator. Nothing is lost; time stands still.",
    Stage.ENDEX: "ENDEX: the exercise is over.",
}


class ClassSeat:
    """The port of one seat of a class (see `game.exercise.port`)."""

    def __init__(self, room: Classroom, seat: str) -> None:
        self.room, self.id = room, seat

    @property
    def member(self) -> Member:
        return self.room.member(self.id)

    @property
    def table(self) -> Table:
        return self.room.tables[self.member.syndicate]

    def on_change(self, listener: Callable[[], None]) -> None:
        """See `Seat.on_change`."""
        self.room.on_change(listener)

    def snapshot(self) -> View:
        """See `Seat.snapshot`. Before the seat is let in there is nothing in it but the title."""
        view = self.table.view(self.id)
        stage = self.stage(view)
        group = self.group(view, stage)
        if stage is Stage.LOBBY:
            return outside(view, group)
        if not self.room.roster.begun:
            view = replace(view, phase=Phase.BRIEFING, inject=None, outcome=None, news=(), timeline=())
        if self.room.roster.over and view.phase is not Phase.OVER:
            view = replace(view, phase=Phase.OVER, inject=None)
        return replace(view, group=group)

    # --- what there is to do

    def stage(self, view: View) -> Stage:
        """What this seat has to do, or waits for."""
        roster, member = self.room.roster, self.member
        if roster.over:
            return Stage.ENDEX
        if not member.admitted:
            return Stage.LOBBY
        if not roster.begun or view.phase is Phase.BRIEFING:
            return Stage.READY
        if roster.paused:
            return Stage.PAUSED
        if self.table.run.held:
            return Stage.HELD
        if view.phase is Phase.OVER:
            return Stage.ENDEX
        if view.inject is None or not view.inject.options:
            return Stage.READ
        if view.inject.id in self.table.run.shown:
            return Stage.VOTE if self.by_vote() else Stage.TALK
        return Stage.CHOSEN if self.choice() else Stage.CHOOSE

    def on_table(self) -> Inject | None:
        index = self.table.run.state.on_table
        return None if index is None else self.room.scenario.injects[index]

    def by_vote(self) -> bool:
        inject = self.on_table()
        return inject is not None and inject.decided_by == "vote"

    def choice(self) -> Choice | None:
        """What this seat chose at the inject on the table."""
        inject = self.on_table()
        made = self.table.run.choices.get(inject.id, ()) if inject else ()
        return next((choice for choice in made if choice.seat == self.id), None)

    def leads(self) -> bool:
        """Whether this seat decides at the inject on the table; where nobody holds the role, the facilitator does."""
        inject = self.on_table()
        if inject is None or self.by_vote():
            return False
        holder = self.room.roster.holder(self.member.syndicate, inject.decided_by)
        if not self.room.scenario.roles:
            holder = next(iter(self.room.roster.at(self.member.syndicate)), None)
        return holder is not None and holder.seat == self.id

    # --- what it sees of the class

    def group(self, view: View, stage: Stage) -> ClassView:
        room, member, run = self.room, self.member, self.table.run
        inject = self.on_table() if room.roster.begun else None
        shown = inject is not None and inject.id in run.shown
        mine = self.choice() if inject else None
        chosen = chosen_at(run, inject)
        titles = {role.id: role.title for role in room.scenario.roles}
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
            mine=mine.option if mine else "",
            spread=spread(room, run, inject) if inject and shown else (),
            votes=votes(run, inject) if inject and shown else (),
            may_decide=shown and self.leads() and stage is Stage.TALK,
            reason_required=False,
            messages=tuple(
                (to, text) for to, text in room.roster.messages
                if to in ("all", f"syndicate {member.syndicate}", self.id)
            ),
            written=tuple((title, text) for _, title, text in run.written),
            seconds_left=room.seconds_left(member.syndicate),
        )  # fmt: skip

    def says(self, stage: Stage, inject: Inject | None) -> str:
        """What there is to do or to wait for, in a sentence."""
        if stage is Stage.CHOSEN:
            chosen = chosen_at(self.table.run, inject)
            missing = [each.name for each in self.room.roster.at(self.member.syndicate) if each.seat not in chosen]
            return f"Chosen. Waiting for {', '.join(missing)}." if missing else "Chosen. Waiting for the facilitator."
        if stage is Stage.TALK:
            return (
                "Talk, then decide: your role decides."
                if self.leads()
                else f"Talk. {self.who_decides(inject)} decides."
            )
        if stage is Stage.VOTE and inject:
            votes_cast = self.table.run.votes.get(inject.id, {})
            waiting = [each.name for each in self.room.roster.at(self.member.syndicate) if each.seat not in votes_cast]
            done = "Your vote is cast. " if self.id in votes_cast else "Talk, then vote. "
            return done + (
                f"Waiting for {', '.join(waiting)}." if waiting else "The vote is tied: the facilitator settles it."
            )
        if stage is Stage.READ and self.leads():
            return "Read; lay it aside when your syndicate has."
        return SAYS[stage]

    def who_decides(self, inject: Inject | None) -> str:
        """Who decides, by role and name."""
        role = self.room.scenario.role(inject.decided_by) if inject else None
        if role is None:
            return "The facilitator"
        holder = self.room.roster.holder(self.member.syndicate, role.id)
        return f"{role.title} ({holder.name if holder else 'the facilitator'})"

    # --- what it does

    def submit(self, command: cmd.Command) -> View:
        """See `Seat.submit`."""
        self.table.do(command.id, lambda: self.facts(command))
        return self.snapshot()

    def facts(self, command: cmd.Command) -> list[Fact]:
        """What a command becomes; `Refused` where it may not be done now."""
        stage = self.stage(self.table.view(self.id))
        if stage is Stage.LOBBY:
            raise Refused("you are not let in yet.")
        if isinstance(command, cmd.ReadBriefing | cmd.Answer | cmd.AddNote):
            return self.table.facts(self.id, command)
        if stage in (Stage.PAUSED, Stage.HELD, Stage.ENDEX, Stage.READY):
            raise Refused(SAYS[stage])
        match command:
            case cmd.OpenDocument() | cmd.Foretell():
                return self.table.facts(self.id, command)
            case cmd.Choose():
                return self._choose(command, stage)
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
                if not self.leads():
                    raise Refused(f"{self.who_decides(self.on_table())} lays it aside.")
                return self.table.facts(self.id, command)
            case _:
                raise Refused("this cannot be done here.")

    def _choose(self, command: cmd.Choose, stage: Stage) -> list[Fact]:
        """A private choice; the last one lays the spread open."""
        if stage not in (Stage.CHOOSE, Stage.CHOSEN):
            raise Refused("the choices are shown already; now it is for the talk.")
        made = self.table.choice(self.id, command.id, command)
        chosen = chosen_at(self.table.run, self.on_table()) | {self.id}
        everyone = {each.seat for each in self.room.roster.at(self.member.syndicate)}
        if everyone <= chosen:
            return [made, Fact(f"{command.id}:shown", Kind.CHOICES_SHOWN, self.id, {"inject": command.inject})]
        return [made]

    def _vote(self, command: cmd.Vote, stage: Stage) -> list[Fact]:
        """A vote; the last one decides where one option leads."""
        if stage is not Stage.VOTE:
            raise Refused("there is no vote now.")
        self.table.open_option(command.inject, command.option)
        data = {"inject": command.inject, "option": command.option}
        cast = Fact(f"{command.id}:vote", Kind.VOTE_CAST, self.id, data)
        after = {**self.table.run.votes.get(command.inject, {}), self.id: command.option}
        everyone = {each.seat for each in self.room.roster.at(self.member.syndicate)}
        winner = leading(after) if everyone <= set(after) else None
        if winner is None:
            return [replace(cast, id=command.id)]
        return [cast, *self.table.decision(self.id, command.id, command.inject, winner, How.VOTE)]


def leading(votes: dict[str, str]) -> str | None:
    """The option with the most votes, or None where two share them."""
    ranked = Counter(votes.values()).most_common(2)
    return ranked[0][0] if ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]) else None


def chosen_at(run: Run, inject: Inject | None) -> set[str]:
    """The seats that have chosen at an inject."""
    return {choice.seat for choice in run.choices.get(inject.id, ())} if inject else set()


def spread(room: Classroom, run: Run, inject: Inject) -> tuple[SpreadView, ...]:
    """What each seat would do, by name."""
    labels = {option.id: option.label for option in inject.options}
    return tuple(
        SpreadView(
            room.roster.members[choice.seat].name, labels.get(choice.option, ""), choice.confidence, choice.reason
        )
        for choice in run.choices.get(inject.id, ())
        if choice.seat in room.roster.members
    )


def votes(run: Run, inject: Inject) -> tuple[tuple[str, int], ...]:
    """Each open option's label with its votes, in file order; none where nobody voted."""
    count = Counter(run.votes.get(inject.id, {}).values())
    return tuple((option.label, count[option.id]) for option in inject.options) if count else ()


def outside(view: View, group: ClassView) -> View:
    """What somebody at the door sees: the title, and that they wait."""
    return replace(
        view, phase=Phase.BRIEFING, setting="", roles=(), table=(), questions=(), inject=None, outcome=None, news=(),
        gauges=(), lessons=(), timeline=(), notes=(), endings=(), you="At the door",
        group=replace(group, members=(), messages=(), written=(), spread=(), votes=()),
    )  # fmt: skip


def open_option_ids(table: Table) -> tuple[str, ...]:
    """The ids of the options open now, in file order."""
    index = table.run.state.on_table
    if index is None:
        return ()
    options = table.run.scenario.injects[index].options
    return tuple(options[i].id for i in play.open_options(table.run.scenario, table.run.state))
