"""Every act of the desk as a call, for whoever is in the host's process: a rehearsal, a program, a test.

A face asks through offers (`game.exercise.acts.desk_acts`). Both end in `submit`, so that neither may do more.
"""

from __future__ import annotations

from collections.abc import Sequence

from game.exercise import commands as cmd
from game.exercise.classroom.classroom import Classroom
from game.exercise.commands import Refused, new_id
from game.scenario.scenario import Inject
from game.words import lazy


class DeskCalls:
    """The calls.

    Each takes the ``id`` of what was asked for: asked again with the same one it is done once. What is done to an
    inject also takes the inject that was looked at; where none is named, it is what lies on the table now.
    """

    room: Classroom

    def submit(self, command: cmd.DeskCommand) -> None:
        """Do what the desk asks for, once."""
        raise NotImplementedError

    # --- the day

    def begin(self, *, id: str = "") -> None:
        """Begin play; roles that nobody holds stay with the facilitator."""
        self.submit(cmd.BeginPlay(id=id or new_id()))

    def pause(self, reason: str = "", *, id: str = "") -> None:
        """Stop everybody; nothing fires until `resume`."""
        self.submit(cmd.PausePlay(reason=reason, id=id or new_id()))

    def resume(self, reason: str = "", *, id: str = "") -> None:
        """Go on."""
        self.submit(cmd.ResumePlay(reason=reason, id=id or new_id()))

    def ask_reasons(self, required: bool, *, id: str = "") -> None:
        """Have every choice say why and how sure, or leave it to each person."""
        self.submit(cmd.RequireReasons(required=required, id=id or new_id()))

    def ask_recall(self, asked: bool, *, id: str = "") -> None:
        """Have each seat asked from memory before its debrief opens, or leave that out."""
        self.submit(cmd.AskRecall(asked=asked, id=id or new_id()))

    def endex(self, reason: str = "", *, id: str = "") -> None:
        """End the exercise for everybody."""
        self.submit(cmd.GiveEndex(reason=reason, id=id or new_id()))

    # --- a syndicate

    def on_table(self, syndicate: str) -> Inject | None:
        """The inject on a syndicate's table, with the facilitator's notes and expected actions in it."""
        self.known(syndicate)
        index = self.room.tables[syndicate].run.state.on_table
        return None if index is None else self.room.scenario.injects[index]

    def hold(self, syndicate: str, reason: str = "", *, id: str = "") -> None:
        """Let a syndicate wait where it is; its time stands still."""
        self.submit(cmd.HoldSyndicate(syndicate=syndicate, reason=reason, id=id or new_id()))

    def let_go(self, syndicate: str, reason: str = "", *, id: str = "") -> None:
        """Let it go on."""
        self.submit(cmd.LetGoOn(syndicate=syndicate, reason=reason, id=id or new_id()))

    def set_minutes(self, syndicate: str, minutes: int, reason: str = "", *, inject: str = "", id: str = "") -> None:
        """Give the inject on the table so many minutes in all."""
        at = inject or self._there(syndicate)
        self.submit(cmd.SetMinutes(syndicate=syndicate, inject=at, minutes=minutes, reason=reason, id=id or new_id()))

    def show_choices(self, syndicate: str, reason: str = "", *, inject: str = "", id: str = "") -> None:
        """Lay the choices made so far open."""
        at = inject or self._there(syndicate)
        self.submit(cmd.RevealChoices(syndicate=syndicate, inject=at, reason=reason, id=id or new_id()))

    def decide(
        self, syndicate: str, option: str, timer: bool = False, reason: str = "", *, inject: str = "", id: str = ""
    ) -> None:
        """Decide for a syndicate: in a role that nobody holds, at a tie, or because time is up (``timer``)."""
        at, how = inject or self._there(syndicate), "timer" if timer else "facilitator"
        self.submit(
            cmd.DecideFor(syndicate=syndicate, inject=at, option=option, how=how, reason=reason, id=id or new_id())
        )

    def judge(self, syndicate: str, option: str, reason: str, *, inject: str = "", id: str = "") -> None:
        """Judge a written answer: the option that fits it, with a word of reason; it is the syndicate's decision."""
        at = inject or self._there(syndicate)
        self.submit(cmd.JudgeAnswer(syndicate=syndicate, inject=at, option=option, reason=reason, id=id or new_id()))

    def acknowledge(self, syndicate: str, *, inject: str = "", id: str = "") -> None:
        """Lay an inject without options aside for a syndicate."""
        self.submit(cmd.LayAside(syndicate=syndicate, inject=inject or self._there(syndicate), id=id or new_id()))

    def release(self, syndicate: str, inject: str, reason: str = "", *, place: str = "", id: str = "") -> None:
        """Send an inject from the tray, to a place in the queue (see `ReleaseInject`)."""
        made = cmd.ReleaseInject(syndicate=syndicate, inject=inject, place=place, reason=reason, id=id or new_id())
        self.submit(made)

    def write(self, syndicate: str, title: str, text: str, reason: str = "", *, id: str = "") -> None:
        """Write news on the spot; it changes no gauge."""
        self.submit(cmd.WriteNews(syndicate=syndicate, title=title, text=text, reason=reason, id=id or new_id()))

    def adjust(self, syndicate: str, gauge: str, effect: int | str, reason: str, *, id: str = "") -> None:
        """Change a gauge by hand, with a reason; it is shown in the report as the facilitator's."""
        made = cmd.AdjustGauge(syndicate=syndicate, gauge=gauge, effect=str(effect), reason=reason, id=id or new_id())
        self.submit(made)

    # --- seats

    def admit(self, seat: str, *, id: str = "") -> None:
        """Let somebody in."""
        self.submit(cmd.LetIn(seat=seat, id=id or new_id()))

    def remove(self, seat: str, reason: str = "", *, id: str = "") -> None:
        """Take a seat back; its token is worth nothing from now on."""
        self.submit(cmd.TakeSeatBack(seat=seat, reason=reason, id=id or new_id()))

    def move(self, seat: str, syndicate: str, reason: str = "", *, id: str = "") -> None:
        """Move somebody to another syndicate; roles stay behind."""
        self.submit(cmd.MoveSeat(seat=seat, syndicate=syndicate, reason=reason, id=id or new_id()))

    def merge(self, seat: str, into: str, reason: str = "", *, id: str = "") -> None:
        """Make one person's two seats one: the first one's token opens the second from now on, with its roles."""
        self.submit(cmd.MergeSeats(seat=seat, into=into, reason=reason, id=id or new_id()))

    def give_roles(self, seat: str, roles: Sequence[str], share: bool = False, *, id: str = "") -> None:
        """Give somebody roles: all that they hold from now on. Others in the syndicate lose these, or share them."""
        self.submit(cmd.GiveRoles(seat=seat, roles=tuple(dict.fromkeys(roles)), share=share, id=id or new_id()))

    def deal_roles(self, syndicate: str, how: str = "", *, id: str = "") -> None:
        """Deal the roles that nobody holds round the table, to whoever holds the fewest; or all by heads."""
        self.submit(cmd.DealRoles(syndicate=syndicate, how=how, id=id or new_id()))

    # --- words

    def message(self, to: str, text: str, *, id: str = "") -> None:
        """Send a message to ``all``, ``syndicate 2``, or a seat."""
        self.submit(cmd.SendLetter(to=to, text=text, id=id or new_id()))

    def observe(self, syndicate: str, lesson: str, text: str, *, id: str = "") -> None:
        """Mark something about a lesson; it goes into the report."""
        self.submit(cmd.MarkLesson(syndicate=syndicate, lesson=lesson, text=text, id=id or new_id()))

    def commit(
        self, syndicate: str, text: str, owner: str = "", due: str = "", priority: int = 0, *, id: str = ""
    ) -> None:
        """Write down what a syndicate means to do, for the plan in its report; also after the end, in the hot wash."""
        meant = cmd.CommitAction(
            syndicate=syndicate, text=text, owner=owner, due=due, priority=priority, id=id or new_id()
        )
        self.submit(meant)

    # --- what they rest on

    def known(self, syndicate: str) -> None:
        """`Refused` where there is no such syndicate."""
        if syndicate not in self.room.tables:
            raise Refused(lazy("there is no syndicate '{syndicate}'.", syndicate=syndicate[:20]))

    def _there(self, syndicate: str) -> str:
        """The id of the inject on a table; nothing where there is none."""
        found = self.on_table(syndicate)
        return found.id if found else ""
