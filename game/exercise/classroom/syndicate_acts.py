"""What a facilitator does to one syndicate and to the inject on its table, and how the desk writes.

Every act is an event with its reason, and appears in the report as the facilitator's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from game.exercise.classroom.classroom import FACILITATOR, Classroom
from game.exercise.commands import MAX_NOTE, MAX_REASON, Acknowledge, Refused, new_id
from game.exercise.identity import Asked, asked_by
from game.exercise.run.run_log import RunLog
from game.record.events import Fact, How, Kind
from game.rules.state import NOT_PLAYED
from game.scenario.scenario import Inject
from game.scenario.text import clean, clean_line


class SyndicateActs:
    """The acts about one syndicate.

    Every act takes the ``id`` of what was asked for: asked again with the same one it is done once. What is done to
    an inject also takes the inject that was looked at; where none is named, it is what lies on the table now.
    """

    def __init__(self, room: Classroom, by: str = FACILITATOR) -> None:
        self.room, self.by = room, by

    def on_table(self, syndicate: str) -> Inject | None:
        """The inject on a syndicate's table, with the facilitator's notes and expected actions in it."""
        index = self.room.tables[syndicate].run.state.on_table
        return None if index is None else self.room.scenario.injects[index]

    def hold(self, syndicate: str, reason: str = "", *, id: str = "") -> None:
        """Let a syndicate wait where it is; its time stands still."""

        def make() -> None:
            self._open(syndicate)
            if self.room.tables[syndicate].run.held:
                raise Refused(f"syndicate {syndicate} is held already.")

        self._fact(syndicate, id, Kind.HELD, {"reason": said(reason)}, make)

    def let_go(self, syndicate: str, reason: str = "", *, id: str = "") -> None:
        """Let it go on."""

        def make() -> None:
            if not self.room.tables[syndicate].run.held:
                raise Refused(f"syndicate {syndicate} is not held.")

        self._fact(syndicate, id, Kind.LET_GO, {"reason": said(reason)}, make)

    def commit(
        self, syndicate: str, text: str, owner: str = "", due: str = "", priority: int = 0, *, id: str = ""
    ) -> None:
        """Write down what a syndicate means to do, for the plan in its report; also after the end, in the hot wash.

        ``owner`` is a body or a post, ``priority`` 1 to 3, or 0 where none was given.
        """
        text, owner, due = clean_line(text, MAX_REASON).strip(), said(owner), said(due)

        def make() -> None:
            self._known(syndicate)
            if not text:
                raise Refused("the action is empty.")
            if priority not in range(4):
                raise Refused("a priority is 1, 2 or 3; 0 where there is none.")

        self._fact(
            syndicate, id, Kind.COMMITTED, {"text": text, "owner": owner, "due": due, "priority": priority}, make
        )

    def set_minutes(self, syndicate: str, minutes: int, reason: str = "", *, inject: str = "", id: str = "") -> None:
        """Give the inject on the table so many minutes in all."""
        inject = inject or self._needed(syndicate).id

        def make() -> None:
            self._needed(syndicate, inject)
            if not 0 <= minutes <= 600:
                raise Refused("minutes are a number from 0 to 600.")

        data = {"inject": inject, "minutes": minutes, "reason": said(reason)}
        self._fact(syndicate, id, Kind.TIME_SET, data, make)

    def show_choices(self, syndicate: str, reason: str = "", *, inject: str = "", id: str = "") -> None:
        """Lay the choices made so far open."""
        inject = inject or self._needed(syndicate).id

        def make() -> None:
            looked_at = self._needed(syndicate, inject)
            if not looked_at.options or looked_at.written:
                raise Refused("there is nothing to choose on this table.")
            if inject in self.room.tables[syndicate].run.shown:
                raise Refused("the choices are shown already.")

        self._fact(syndicate, id, Kind.CHOICES_SHOWN, {"inject": inject, "reason": said(reason)}, make)

    def decide(
        self, syndicate: str, option: str, timer: bool = False, reason: str = "", *, inject: str = "", id: str = ""
    ) -> None:
        """Decide for a syndicate: in a role that nobody holds, at a tie, or because time is up (``timer``)."""
        self._known(syndicate)
        id, reason = id or new_id(), said(reason)
        how = How.TIMER if timer else How.FACILITATOR
        inject = inject or self._needed(syndicate).id
        table = self.room.tables[syndicate]

        def make() -> list[Fact]:
            self._running()
            self._needed(syndicate, inject)
            return table.decision(self.by, id, inject, option, how, reason)

        data = {"inject": inject, "option": option, "how": str(how), "reason": reason}
        table.do(Asked(id, self.by, Kind.DECISION_TAKEN, data, desk=True), make)

    def judge(self, syndicate: str, option: str, reason: str, *, inject: str = "", id: str = "") -> None:
        """Judge a written answer: the option that fits it, with a word of reason; it is the syndicate's decision."""
        self._known(syndicate)
        id, reason = id or new_id(), said(reason)
        inject = inject or self._needed(syndicate).id
        table = self.room.tables[syndicate]

        def make() -> list[Fact]:
            self._running()
            self._needed(syndicate, inject)
            if inject not in table.run.texts:
                raise Refused(f"syndicate {syndicate} has not sent its answer yet.")
            if not reason:
                raise Refused("a judgement needs a word of reason; it stands in the report.")
            return table.decision(self.by, id, inject, option, How.JUDGED, reason)

        data = {"inject": inject, "option": option, "how": str(How.JUDGED), "reason": reason}
        table.do(Asked(id, self.by, Kind.DECISION_TAKEN, data, desk=True), make)

    def acknowledge(self, syndicate: str, *, inject: str = "", id: str = "") -> None:
        """Lay an inject without options aside for a syndicate."""
        self._known(syndicate)
        command = Acknowledge(inject=inject or self._needed(syndicate).id, id=id or new_id())
        asked, table = replace(asked_by(self.by, command), desk=True), self.room.tables[syndicate]

        def make() -> list[Fact]:
            self._running()
            if (inject := self._needed(syndicate, command.inject)).options:
                raise Refused(f"“{inject.title}” wants a decision.")
            return table.facts(asked, command)

        table.do(asked, make)

    def release(self, syndicate: str, inject: str, reason: str = "", *, id: str = "") -> None:
        """Send an inject from the tray now."""

        def make() -> None:
            self._open(syndicate)
            found = next((each for each in self.room.scenario.injects if each.id == inject and each.manual), None)
            if found is None:
                raise Refused(f"'{inject[:60]}' is not in the tray.")
            state = self.room.tables[syndicate].run.state
            index = self.room.scenario.inject_index[inject]
            if index in state.released or state.played[index] != NOT_PLAYED:
                raise Refused(f"“{found.title}” was sent to syndicate {syndicate} already.")

        self._fact(syndicate, id, Kind.INJECT_RELEASED, {"inject": inject, "reason": said(reason)}, make)

    def write(self, syndicate: str, title: str, text: str, reason: str = "", *, id: str = "") -> None:
        """Write news on the spot; it changes no gauge."""
        title, text = clean_line(title, 120).strip(), clean(text, MAX_NOTE).strip()

        def make() -> dict[str, object]:
            self._open(syndicate)
            if not title or not text:
                raise Refused("news needs a title and a text.")
            return {"day": max(0, self.room.tables[syndicate].run.state.day)}

        data = {"title": title, "text": text, "reason": said(reason)}
        self._fact(syndicate, id, Kind.INJECT_WRITTEN, data, make)

    def adjust(self, syndicate: str, gauge: str, effect: int | str, reason: str, *, id: str = "") -> None:
        """Change a gauge by hand, with a reason; it is shown in the report as the facilitator's."""
        reason, text = said(reason), str(effect).strip()

        def make() -> None:
            self._open(syndicate)
            if not reason:
                raise Refused("a change by hand needs a reason; it stands in the report.")
            if gauge not in self.room.scenario.names.gauges:
                raise Refused(f"there is no gauge '{gauge[:60]}'.")
            number = text.lstrip("= +")
            if not number.lstrip("-").isdecimal() or len(number) > 7:
                raise Refused("a change is a whole number such as 5 or -5, or = 40 to set a value.")

        data = {"gauge": gauge, "effect": text.replace("+", ""), "reason": reason}
        self._fact(syndicate, id, Kind.GAUGE_ADJUSTED, data, make)

    # --- writing

    def _known(self, syndicate: str) -> None:
        if syndicate not in self.room.tables:
            raise Refused(f"there is no syndicate '{syndicate[:20]}'.")

    def _running(self) -> None:
        if not self.room.roster.begun or self.room.roster.over:
            raise Refused("the exercise is not running.")

    def _not_over(self) -> None:
        if self.room.roster.over:
            raise Refused("the exercise is over already.")

    def _open(self, syndicate: str) -> None:
        """The syndicate can still play."""
        self._known(syndicate)
        self._not_over()
        if self.room.tables[syndicate].run.state.over:
            raise Refused(f"syndicate {syndicate} has come to its end.")

    def _needed(self, syndicate: str, inject: str = "") -> Inject:
        """The inject on a table; where one is named, it must be that (Refused else, with who decided it meanwhile)."""
        self._known(syndicate)
        if inject:
            self.room.tables[syndicate].still_open(inject)
        self._open(syndicate)
        found = self.on_table(syndicate)
        if found is None:
            raise Refused(f"nothing is on the table of syndicate {syndicate}.")
        return self.room.tables[syndicate].on_table(inject or found.id)

    def _note(
        self,
        id: str,
        kind: Kind,
        data: Mapping[str, object],
        make: Callable[[], Mapping[str, object] | None] = lambda: None,
        rests: Callable[[], Iterable[RunLog[Any]]] = lambda: (),
    ) -> None:
        self.room.note(Asked(id or new_id(), self.by, kind, data, desk=True), make, rests)

    def _fact(
        self,
        syndicate: str,
        id: str,
        kind: Kind,
        data: Mapping[str, object],
        make: Callable[[], Mapping[str, object] | None],
    ) -> None:
        self._known(syndicate)
        asked = Asked(id or new_id(), self.by, kind, data, desk=True)
        self.room.tables[syndicate].do(asked, lambda: [asked.fact(**(make() or {}))])


def said(reason: str) -> str:
    """Return a reason as it stands in the log."""
    return clean_line(reason, MAX_REASON).strip()
