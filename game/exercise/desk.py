"""The facilitator's desk: one row a syndicate, and everything that a facilitator may do.

Every act is an event with its reason, and appears in the report as the facilitator's.
Nothing here can lose a decision.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from game.exercise import words
from game.exercise.class_seat import chosen_at, open_option_ids, spread
from game.exercise.classroom import FACILITATOR, Classroom
from game.exercise.commands import MAX_NOTE, MAX_REASON, Refused, new_id
from game.exercise.view import SpreadView
from game.record.events import Fact, How, Kind
from game.rules import judge
from game.rules.state import NOT_PLAYED
from game.scenario.scenario import Inject
from game.scenario.text import clean, clean_line


class State(StrEnum):
    """The big banner."""

    LOBBY = "LOBBY"
    RUNNING = "RUNNING"
    PAUSED = "PAUSED"
    ENDEX = "ENDEX"


@dataclass(frozen=True, slots=True)
class SeatRow:
    """Somebody in the class."""

    seat: str
    name: str
    syndicate: str
    roles: tuple[str, ...]
    """Role ids."""
    admitted: bool
    briefed: bool
    chosen: bool
    connected: bool


@dataclass(frozen=True, slots=True)
class SyndicateRow:
    """Where a syndicate is."""

    id: str
    code: str
    clock: str
    inject: str
    """The id of the inject on the table, or nothing."""
    title: str
    seconds: int | None
    """Left of its soft time."""
    waiting: int
    """Seconds since the inject came up, pauses included."""
    last: str
    """Its last decision, in words."""
    seats: tuple[SeatRow, ...]
    chosen: int
    shown: bool
    held: bool
    over: bool
    options: tuple[tuple[str, str], ...]
    """Id and label of the options open now."""
    spread: tuple[SpreadView, ...]
    """What each would do; the facilitator sees it before the syndicate does."""
    gauges: tuple[tuple[str, int], ...]
    """Title and true value."""


@dataclass(frozen=True, slots=True)
class DeskView:
    """Everything that the facilitator sees."""

    name: str
    title: str
    state: State
    syndicates: tuple[SyndicateRow, ...]
    at_door: tuple[SeatRow, ...]
    tray: tuple[tuple[str, str], ...]
    """Id and title of the injects that come up only by hand."""
    observations: tuple[tuple[str, str, str], ...]
    messages: tuple[tuple[str, str], ...]


class Desk:
    """What a facilitator may do."""

    def __init__(self, room: Classroom, connected: Callable[[str], bool] = lambda seat: True) -> None:
        self.room, self.connected = room, connected

    # --- the view

    def snapshot(self) -> DeskView:
        """Return everything as it is now."""
        roster = self.room.roster
        state = (
            State.ENDEX if roster.over
            else State.PAUSED if roster.paused
            else State.RUNNING if roster.begun
            else State.LOBBY
        )  # fmt: skip
        waiting = [m for m in roster.members.values() if not m.admitted and not m.removed]
        return DeskView(
            name=self.room.name,
            title=self.room.title,
            state=state,
            syndicates=tuple(self.row(syndicate.id, syndicate.code) for syndicate in roster.syndicates),
            at_door=tuple(SeatRow(m.seat, m.name, m.syndicate, (), False, False, False, True) for m in waiting),
            tray=tuple((inject.id, inject.title) for inject in self.room.scenario.injects if inject.manual),
            observations=roster.observations,
            messages=roster.messages,
        )

    def row(self, id: str, code: str) -> SyndicateRow:
        """One syndicate."""
        room, run = self.room, self.room.tables[id].run
        inject = self.on_table(id)
        chosen = chosen_at(run, inject)
        last = run.decisions[-1] if run.decisions else None
        taken = ""
        if last:
            decided = room.scenario.inject(last.inject)
            option = decided.option(last.option)
            label = decided.options[option].label if option is not None else ""
            taken = f"{words.short(room.scenario, last.day)} {decided.title}: {label} ({last.how})"
        raised = self._seconds_since(run.raised)
        return SyndicateRow(
            id=id,
            code=code,
            clock=words.clock(room.scenario, run.state.day),
            inject=inject.id if inject else "",
            title=inject.title if inject else "",
            seconds=room.seconds_left(id),
            waiting=raised,
            last=taken,
            seats=tuple(
                SeatRow(
                    m.seat, m.name, id, m.roles, True, m.seat in run.briefed, m.seat in chosen, self.connected(m.seat)
                )
                for m in room.roster.at(id)
            ),
            chosen=len(chosen),
            shown=inject is not None and inject.id in run.shown,
            held=run.held,
            over=run.state.over,
            options=tuple(
                (option.id, option.label)
                for option in (inject.options if inject else ())
                if option.id in open_option_ids(room.tables[id])
            ),
            spread=spread(room, run, inject) if inject else (),
            gauges=tuple((g.title, v) for g, v in zip(room.scenario.gauges, run.state.gauges, strict=True)),
        )  # fmt: skip

    def on_table(self, syndicate: str) -> Inject | None:
        """The inject on a syndicate's table, with the facilitator's notes and expected actions in it."""
        index = self.room.tables[syndicate].run.state.on_table
        return None if index is None else self.room.scenario.injects[index]

    def _seconds_since(self, at: str) -> int:
        import datetime as dt

        return max(0, round((self.room.clock() - dt.datetime.fromisoformat(at)).total_seconds())) if at else 0

    # --- seats

    def admit(self, seat: str) -> None:
        """Let somebody in."""
        self.room.member(seat)
        self._note(Kind.SEAT_ADMITTED, seat=seat)

    def remove(self, seat: str, reason: str) -> None:
        """Take a seat back; its token is worth nothing from now on."""
        self.room.member(seat)
        self._note(Kind.SEAT_REMOVED, seat=seat, reason=clean_line(reason, MAX_REASON))

    def move(self, seat: str, syndicate: str) -> None:
        """Move somebody to another syndicate; roles stay behind."""
        self.room.member(seat)
        self._known(syndicate)
        self._note(Kind.SEAT_MOVED, seat=seat, syndicate=syndicate)

    def give_roles(self, seat: str, roles: Sequence[str]) -> None:
        """Give somebody roles: all that they hold from now on. Others in the syndicate lose these."""
        self.room.member(seat)
        unknown = [role for role in roles if self.room.scenario.role(role) is None]
        if unknown:
            raise Refused(f"there is no role '{unknown[0]}'.")
        self._note(Kind.ROLES_GIVEN, seat=seat, roles=list(dict.fromkeys(roles)))

    def deal_roles(self, syndicate: str) -> None:
        """Deal the roles that nobody holds round the table, to whoever holds the fewest."""
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
        """Close the lobby and begin; roles that nobody holds stay with the facilitator."""
        if self.room.roster.begun:
            raise Refused("play has begun already.")
        self._note(Kind.PLAY_BEGUN)

    def pause(self, reason: str = "") -> None:
        """Stop everybody; nothing fires until `resume`."""
        self._note(Kind.PAUSED, reason=clean_line(reason, MAX_REASON))

    def resume(self) -> None:
        """Go on."""
        self._note(Kind.RESUMED)

    def endex(self, reason: str) -> None:
        """End the exercise for everybody."""
        if self.room.roster.over:
            raise Refused("the exercise is over already.")
        for syndicate in self.room.roster.syndicates:
            table = self.room.tables[syndicate.id]
            if not table.run.ended:
                told = judge.endings(table.run.scenario, table.run.state) if table.run.state.over else ()
                ids = [table.run.scenario.endings[index].id for index in told]
                self._fact(syndicate.id, Kind.RUN_ENDED, day=max(0, table.run.state.day), endings=ids)
        self._note(Kind.ENDEX, reason=clean_line(reason, MAX_REASON))

    def message(self, to: str, text: str) -> None:
        """Send a message to ``all``, ``syndicate 2``, or a seat."""
        text = clean(text, MAX_NOTE).strip()
        if not text:
            raise Refused("the message is empty.")
        known = ["all", *(f"syndicate {each.id}" for each in self.room.roster.syndicates), *self.room.roster.members]
        if to not in known:
            raise Refused(f"there is nobody called '{to[:40]}'.")
        self._note(Kind.MESSAGE_SENT, to=to, text=text)

    def observe(self, syndicate: str, lesson: str, text: str) -> None:
        """Mark something about a lesson; it goes into the report."""
        self._known(syndicate)
        if lesson and lesson not in self.room.scenario.lessons:
            raise Refused(f"this scenario does not list the lesson '{lesson[:60]}'.")
        inject = self.on_table(syndicate)
        text = clean(text, MAX_NOTE).strip()
        self._note(
            Kind.OBSERVATION_MADE, syndicate=syndicate, lesson=lesson, inject=inject.id if inject else "", text=text
        )

    # --- one syndicate

    def hold(self, syndicate: str) -> None:
        """Let a syndicate wait where it is."""
        self._fact(syndicate, Kind.HELD)

    def let_go(self, syndicate: str) -> None:
        """Let it go on."""
        self._fact(syndicate, Kind.LET_GO)

    def set_minutes(self, syndicate: str, minutes: int) -> None:
        """Give the inject on the table so many minutes in all."""
        inject = self._needed(syndicate)
        if not 0 <= minutes <= 600:
            raise Refused("minutes are a number from 0 to 600.")
        self._fact(syndicate, Kind.TIME_SET, inject=inject.id, minutes=minutes)

    def show_choices(self, syndicate: str) -> None:
        """Lay the choices made so far open."""
        self._fact(syndicate, Kind.CHOICES_SHOWN, inject=self._needed(syndicate).id)

    def decide(self, syndicate: str, option: str, timer: bool = False) -> None:
        """Decide for a syndicate: in a role that nobody holds, at a tie, or because time is up."""
        self._running()
        table, inject = self.room.tables[syndicate], self._needed(syndicate)
        how, id = How.TIMER if timer else How.FACILITATOR, new_id()
        table.do(id, lambda: table.decision(FACILITATOR, id, inject.id, option, how))

    def acknowledge(self, syndicate: str) -> None:
        """Lay an inject without options aside for a syndicate."""
        from game.exercise.commands import Acknowledge

        self._running()
        self.room.tables[syndicate].submit(FACILITATOR, Acknowledge(inject=self._needed(syndicate).id))

    def release(self, syndicate: str, inject: str) -> None:
        """Send an inject from the tray now."""
        found = next((each for each in self.room.scenario.injects if each.id == inject and each.manual), None)
        if found is None:
            raise Refused(f"'{inject[:60]}' is not in the tray.")
        state = self.room.tables[syndicate].run.state
        index = self.room.scenario.inject_index[inject]
        if index in state.released or state.played[index] != NOT_PLAYED:
            raise Refused(f"“{found.title}” was sent to syndicate {syndicate} already.")
        if state.over:
            raise Refused(f"syndicate {syndicate} has come to its end.")
        self._fact(syndicate, Kind.INJECT_RELEASED, inject=inject)

    def write(self, syndicate: str, title: str, text: str) -> None:
        """Write news on the spot; it changes no gauge."""
        title, text = clean_line(title, 120).strip(), clean(text, MAX_NOTE).strip()
        if not title or not text:
            raise Refused("news needs a title and a text.")
        day = max(0, self.room.tables[syndicate].run.state.day)
        self._fact(syndicate, Kind.INJECT_WRITTEN, title=title, text=text, day=day)

    def adjust(self, syndicate: str, gauge: str, effect: int | str, reason: str) -> None:
        """Change a gauge by hand, with a reason; it is shown in the report as the facilitator's."""
        reason = clean_line(reason, MAX_REASON).strip()
        if not reason:
            raise Refused("a change by hand needs a reason; it stands in the report.")
        if gauge not in self.room.scenario.names.gauges:
            raise Refused(f"there is no gauge '{gauge[:60]}'.")
        text = str(effect).strip()
        number = text.lstrip("= +")
        if not number.lstrip("-").isdecimal() or len(number) > 7:
            raise Refused("a change is a whole number such as 5 or -5, or = 40 to set a value.")
        if self.room.tables[syndicate].run.state.over:
            raise Refused(f"syndicate {syndicate} has come to its end.")
        self._fact(syndicate, Kind.GAUGE_ADJUSTED, gauge=gauge, effect=text.replace("+", ""), reason=reason)

    # --- writing

    def _known(self, syndicate: str) -> None:
        if syndicate not in self.room.tables:
            raise Refused(f"there is no syndicate '{syndicate[:20]}'.")

    def _running(self) -> None:
        if not self.room.roster.begun or self.room.roster.over:
            raise Refused("the exercise is not running.")

    def _needed(self, syndicate: str) -> Inject:
        self._known(syndicate)
        inject = self.on_table(syndicate)
        if inject is None:
            raise Refused(f"nothing is on the table of syndicate {syndicate}.")
        return inject

    def _note(self, kind: Kind, **data: object) -> None:
        self.room.note(kind, FACILITATOR, dict(data))

    def _fact(self, syndicate: str, kind: Kind, **data: object) -> None:
        self._known(syndicate)
        id = new_id()
        self.room.tables[syndicate].do(id, lambda: [Fact(id, kind, FACILITATOR, dict(data))])
