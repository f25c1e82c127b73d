"""The facilitator's desk: everything that a facilitator may do.

Every act is an event with its reason, and appears in the report as the facilitator's.
Nothing here can lose a decision: no act takes an event back or changes one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from game.exercise.classroom.classroom import FACILITATOR, Classroom
from game.exercise.classroom.votes import addressees, leading
from game.exercise.commands import MAX_NOTE, MAX_REASON, Acknowledge, Refused, new_id
from game.exercise.views.facilitator_view import Beside as Beside
from game.exercise.views.facilitator_view import DeskView as DeskView
from game.exercise.views.facilitator_view import SeatRow as SeatRow
from game.exercise.views.facilitator_view import State as State
from game.exercise.views.facilitator_view import SyndicateRow as SyndicateRow
from game.exercise.views.facilitator_view_builder import beside, survey
from game.record.events import Fact, How, Kind
from game.rules import judge
from game.rules.state import NOT_PLAYED
from game.scenario.scenario import Inject
from game.scenario.text import clean, clean_line


class Desk:
    """What a facilitator may do."""

    def __init__(self, room: Classroom, connected: Callable[[str], bool] = lambda seat: True) -> None:
        self.room, self.connected = room, connected

    def snapshot(self) -> DeskView:
        """Return everything as it is now."""
        return survey(self.room, self.connected)

    def beside(self, inject: str) -> tuple[Beside, ...]:
        """Return how each syndicate met one inject."""
        return tuple(beside(self.room, each.id, inject) for each in self.room.syndicates)

    def on_table(self, syndicate: str) -> Inject | None:
        """The inject on a syndicate's table, with the facilitator's notes and expected actions in it."""
        index = self.room.tables[syndicate].run.state.on_table
        return None if index is None else self.room.scenario.injects[index]

    # --- seats

    def admit(self, seat: str) -> None:
        """Let somebody in."""
        if self.room.member(seat).admitted:
            raise Refused("this seat is let in already.")
        self._note(Kind.SEAT_ADMITTED, seat=seat)

    def remove(self, seat: str, reason: str = "") -> None:
        """Take a seat back; its token is worth nothing from now on."""
        syndicate = self.room.member(seat).syndicate
        self._note(Kind.SEAT_REMOVED, seat=seat, reason=_line(reason))
        self._count_again(syndicate)

    def move(self, seat: str, syndicate: str, reason: str = "") -> None:
        """Move somebody to another syndicate; roles stay behind."""
        member = self.room.member(seat)
        self._known(syndicate)
        if member.syndicate == syndicate:
            raise Refused(f"{member.name} is in syndicate {syndicate} already.")
        self._note(Kind.SEAT_MOVED, seat=seat, syndicate=syndicate, reason=_line(reason))
        self._count_again(member.syndicate)

    def merge(self, seat: str, into: str, reason: str = "") -> None:
        """Make one person's two seats one: the first one's token opens the second from now on, with its roles."""
        gone = self.room.member(seat)
        self.room.member(into)
        if seat == into:
            raise Refused("a seat cannot be merged with itself.")
        self._note(Kind.SEATS_MERGED, seat=seat, into=into, reason=_line(reason))
        self._count_again(gone.syndicate)

    def give_roles(self, seat: str, roles: Sequence[str]) -> None:
        """Give somebody roles: all that they hold from now on. Others in the syndicate lose these."""
        syndicate = self.room.member(seat).syndicate
        unknown = [role for role in roles if self.room.scenario.role(role) is None]
        if unknown:
            raise Refused(f"there is no role '{unknown[0][:60]}'.")
        self._note(Kind.ROLES_GIVEN, seat=seat, roles=list(dict.fromkeys(roles)))
        self._count_again(syndicate)

    def deal_roles(self, syndicate: str) -> None:
        """Deal the roles that nobody holds round the table, to whoever holds the fewest."""
        self._known(syndicate)
        members = self.room.roster.at(syndicate)
        if not members:
            return
        held = {member.seat: list(member.roles) for member in members}
        for role in self.room.scenario.roles:
            if not any(role.id in roles for roles in held.values()):
                min(held.values(), key=len).append(role.id)
        for member in members:
            if tuple(held[member.seat]) != member.roles:
                self.give_roles(member.seat, held[member.seat])

    # --- the day

    def begin(self) -> None:
        """Begin play; roles that nobody holds stay with the facilitator."""
        if self.room.roster.begun:
            raise Refused("play has begun already.")
        if self.room.roster.over:
            raise Refused("the exercise is over already.")
        self._note(Kind.PLAY_BEGUN)

    def pause(self, reason: str = "") -> None:
        """Stop everybody; nothing fires until `resume`."""
        self._running()
        if self.room.roster.paused:
            raise Refused("the exercise is paused already.")
        self._note(Kind.PAUSED, reason=_line(reason))

    def resume(self, reason: str = "") -> None:
        """Go on."""
        self._running()
        if not self.room.roster.paused:
            raise Refused("the exercise is not paused.")
        self._note(Kind.RESUMED, reason=_line(reason))

    def ask_reasons(self, required: bool) -> None:
        """Have every choice say why and how sure, or leave it to each person."""
        self._note(Kind.REASONS_ASKED, required=required)

    def endex(self, reason: str = "") -> None:
        """End the exercise for everybody."""
        if self.room.roster.over:
            raise Refused("the exercise is over already.")
        for syndicate in self.room.syndicates:
            table = self.room.tables[syndicate.id]
            if not table.run.ended:
                told = judge.endings(table.run.scenario, table.run.state) if table.run.state.over else ()
                ids = [table.run.scenario.endings[index].id for index in told]
                self._fact(syndicate.id, Kind.RUN_ENDED, day=max(0, table.run.state.day), endings=ids)
        self._note(Kind.ENDEX, reason=_line(reason))

    def message(self, to: str, text: str) -> None:
        """Send a message to ``all``, ``syndicate 2``, or a seat."""
        text = clean(text, MAX_NOTE).strip()
        if not text:
            raise Refused("the message is empty.")
        known = ["all", *(f"syndicate {each.id}" for each in self.room.syndicates), *self.room.roster.members]
        if to not in known:
            raise Refused(f"there is nobody called '{to[:40]}'.")
        self._note(Kind.MESSAGE_SENT, to=to, text=text)

    def observe(self, syndicate: str, lesson: str, text: str) -> None:
        """Mark something about a lesson; it goes into the report."""
        self._known(syndicate)
        text = clean(text, MAX_NOTE).strip()
        if not text:
            raise Refused("the mark is empty.")
        if lesson and lesson not in self.room.scenario.lessons:
            raise Refused(f"this scenario does not list the lesson '{lesson[:60]}'.")
        inject = self.on_table(syndicate)
        on = inject.id if inject else ""
        self._note(Kind.OBSERVATION_MADE, syndicate=syndicate, lesson=lesson, inject=on, text=text)

    # --- one syndicate

    def hold(self, syndicate: str, reason: str = "") -> None:
        """Let a syndicate wait where it is; its time stands still."""
        self._open(syndicate)
        if self.room.tables[syndicate].run.held:
            raise Refused(f"syndicate {syndicate} is held already.")
        self._fact(syndicate, Kind.HELD, reason=_line(reason))

    def let_go(self, syndicate: str, reason: str = "") -> None:
        """Let it go on."""
        self._known(syndicate)
        if not self.room.tables[syndicate].run.held:
            raise Refused(f"syndicate {syndicate} is not held.")
        self._fact(syndicate, Kind.LET_GO, reason=_line(reason))

    def set_minutes(self, syndicate: str, minutes: int, reason: str = "") -> None:
        """Give the inject on the table so many minutes in all."""
        inject = self._needed(syndicate)
        if not 0 <= minutes <= 600:
            raise Refused("minutes are a number from 0 to 600.")
        self._fact(syndicate, Kind.TIME_SET, inject=inject.id, minutes=minutes, reason=_line(reason))

    def show_choices(self, syndicate: str, reason: str = "") -> None:
        """Lay the choices made so far open."""
        inject = self._needed(syndicate)
        if not inject.options:
            raise Refused("there is nothing to choose on this table.")
        if inject.id in self.room.tables[syndicate].run.shown:
            raise Refused("the choices are shown already.")
        self._fact(syndicate, Kind.CHOICES_SHOWN, inject=inject.id, reason=_line(reason))

    def decide(self, syndicate: str, option: str, timer: bool = False, reason: str = "") -> None:
        """Decide for a syndicate: in a role that nobody holds, at a tie, or because time is up (``timer``)."""
        self._running()
        table, inject = self.room.tables[syndicate], self._needed(syndicate)
        how, id = How.TIMER if timer else How.FACILITATOR, new_id()
        table.do(id, lambda: table.decision(FACILITATOR, id, inject.id, option, how, _line(reason)))

    def acknowledge(self, syndicate: str) -> None:
        """Lay an inject without options aside for a syndicate."""
        self._running()
        self.room.tables[syndicate].submit(FACILITATOR, Acknowledge(inject=self._needed(syndicate).id))

    def release(self, syndicate: str, inject: str, reason: str = "") -> None:
        """Send an inject from the tray now."""
        self._open(syndicate)
        found = next((each for each in self.room.scenario.injects if each.id == inject and each.manual), None)
        if found is None:
            raise Refused(f"'{inject[:60]}' is not in the tray.")
        state = self.room.tables[syndicate].run.state
        index = self.room.scenario.inject_index[inject]
        if index in state.released or state.played[index] != NOT_PLAYED:
            raise Refused(f"“{found.title}” was sent to syndicate {syndicate} already.")
        self._fact(syndicate, Kind.INJECT_RELEASED, inject=inject, reason=_line(reason))

    def write(self, syndicate: str, title: str, text: str, reason: str = "") -> None:
        """Write news on the spot; it changes no gauge."""
        self._open(syndicate)
        title, text = clean_line(title, 120).strip(), clean(text, MAX_NOTE).strip()
        if not title or not text:
            raise Refused("news needs a title and a text.")
        day = max(0, self.room.tables[syndicate].run.state.day)
        self._fact(syndicate, Kind.INJECT_WRITTEN, title=title, text=text, day=day, reason=_line(reason))

    def adjust(self, syndicate: str, gauge: str, effect: int | str, reason: str) -> None:
        """Change a gauge by hand, with a reason; it is shown in the report as the facilitator's."""
        self._open(syndicate)
        reason = _line(reason)
        if not reason:
            raise Refused("a change by hand needs a reason; it stands in the report.")
        if gauge not in self.room.scenario.names.gauges:
            raise Refused(f"there is no gauge '{gauge[:60]}'.")
        text = str(effect).strip()
        number = text.lstrip("= +")
        if not number.lstrip("-").isdecimal() or len(number) > 7:
            raise Refused("a change is a whole number such as 5 or -5, or = 40 to set a value.")
        self._fact(syndicate, Kind.GAUGE_ADJUSTED, gauge=gauge, effect=text.replace("+", ""), reason=reason)

    # --- writing

    def _count_again(self, syndicate: str) -> None:
        """Somebody has left a vote, or lost the role that has one: where all who are left have voted, it is decided."""
        table, inject = self.room.tables[syndicate], self.on_table(syndicate)
        roster = self.room.roster
        if inject is None or inject.decided_by != "vote" or inject.id not in table.run.shown:
            return
        if not roster.begun or roster.paused or roster.over or table.run.held:
            return
        here = {member.seat for member in addressees(roster, syndicate, inject)}
        winner = leading(table.run.votes.get(inject.id, {}), here)
        if winner is not None:
            id = new_id()
            table.do(id, lambda: table.decision(FACILITATOR, id, inject.id, winner, How.VOTE))

    def _known(self, syndicate: str) -> None:
        if syndicate not in self.room.tables:
            raise Refused(f"there is no syndicate '{syndicate[:20]}'.")

    def _running(self) -> None:
        if not self.room.roster.begun or self.room.roster.over:
            raise Refused("the exercise is not running.")

    def _open(self, syndicate: str) -> None:
        """The syndicate can still play."""
        self._known(syndicate)
        if self.room.roster.over:
            raise Refused("the exercise is over already.")
        if self.room.tables[syndicate].run.state.over:
            raise Refused(f"syndicate {syndicate} has come to its end.")

    def _needed(self, syndicate: str) -> Inject:
        self._open(syndicate)
        inject = self.on_table(syndicate)
        if inject is None:
            raise Refused(f"nothing is on the table of syndicate {syndicate}.")
        return inject

    def _note(self, kind: Kind, **data: object) -> None:
        self.room.note(kind, FACILITATOR, dict(data))

    def _fact(self, syndicate: str, kind: Kind, **data: object) -> None:
        id = new_id()
        self.room.tables[syndicate].do(id, lambda: [Fact(id, kind, FACILITATOR, dict(data))])


def _line(reason: str) -> str:
    return clean_line(reason, MAX_REASON).strip()
