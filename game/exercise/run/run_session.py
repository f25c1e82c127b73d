"""The table: one run, its log, and the seats at it. Every command goes through `submit`.

A command is checked, becomes facts, is appended to the log, and only then changes what
anybody sees. Where two writers meet at one run the log lets one of them win; the other
reads what is new and is asked again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from game.exercise import commands as cmd
from game.exercise.clock import Clock, now
from game.exercise.commands import Refused
from game.exercise.drafting import bounded
from game.exercise.views.seat_view import Phase, View
from game.exercise.views.seat_view_builder import cut
from game.record.events import Event, Fact, How, Kind
from game.record.log import Log, Taken
from game.record.run import Run, fold
from game.rules import judge, play
from game.scenario.scenario import Inject, Scenario
from game.scenario.text import clean, clean_line


class Table:
    """A run as its seats use it."""

    def __init__(
        self,
        log: Log,
        name: str,
        scenario: Scenario,
        run: str = "1",
        clock: Clock = now,
        roles: Callable[[str], frozenset[str]] | None = None,
    ) -> None:
        self.log, self.name, self.key, self.clock = log, name, run, clock
        self.roles = roles
        """In a class, what a seat holds now; alone the run itself says so."""
        self.run: Run = fold(log.events(run), scenario)
        self._done: set[str] = {event.id for event in log.events(run)}
        self._listeners: list[Callable[[Sequence[Event]], None]] = []
        log.drafts.sweep(run, self.on_table_id)

    def seat(self, id: str) -> LocalSeat:
        """Return the port of one seat.

        Raises:
            Refused: where this run has no such seat.
        """
        if id not in self.run.seats:
            raise Refused(f"there is no seat '{id}' at this table.")
        return LocalSeat(self, id)

    def listen(self, listener: Callable[[], None]) -> None:
        """Have a function called after each change."""
        self._listeners.append(lambda events: listener())

    def listen_to_events(self, listener: Callable[[Sequence[Event]], None]) -> None:
        """Have a function called after each change, with what was written."""
        self._listeners.append(listener)

    def submit(self, seat: str, command: cmd.Command) -> None:
        """Do what a seat asks for, once.

        Raises:
            Refused: where it cannot be done now.
            RecordError: where it could not be written; nothing has changed then.
        """
        self.do(command.id, lambda: self.facts(seat, command))

    def do(self, id: str, make: Callable[[], list[Fact]]) -> None:
        """Write what ``make`` returns, once; it is asked again where somebody else wrote first.

        Raises: as `submit`.
        """
        while id not in self._done:
            try:
                self._take(self.log.append(self.key, self.run.seq, make(), self._at()))
            except Taken:
                self._take(self.log.events(self.key, self.run.seq))
            else:
                break

    def _at(self) -> str:
        return self.clock().isoformat(timespec="milliseconds")

    def _take(self, events: Sequence[Event]) -> None:
        """Fold new events in, and tell everyone."""
        for event in events:
            if event.seq > self.run.seq:
                self.run = self.run.with_event(event)
            self._done.add(event.id)
        self.log.drafts.settle(self.key, events)
        for listener in self._listeners:
            listener(events)

    # --- what is typed and not sent

    @property
    def on_table_id(self) -> str:
        """The id of the inject on the table; nothing where there is none."""
        index = self.run.state.on_table
        return "" if index is None else self.run.scenario.injects[index].id

    def draft(self, seat: str, about: str) -> dict[str, str]:
        """See `Seat.draft`."""
        return self.log.drafts.of(self.key, seat, about)

    def keep_draft(self, seat: str, about: str, fields: Mapping[str, str]) -> None:
        """See `Seat.keep_draft`."""
        self.log.drafts.keep(self.key, seat, about, bounded(self.run.scenario, about, self.on_table_id, fields))

    # --- commands to facts

    def facts(self, seat: str, command: cmd.Command) -> list[Fact]:
        """What a command becomes in the log; `Refused` where it cannot be."""
        match command:
            case cmd.ReadBriefing():
                return [Fact(command.id, Kind.BRIEFING_READ, seat)]
            case cmd.OpenDocument(inject=id, document=number):
                view = self.view(seat).inject
                if view is None or view.id != id or number not in [each.number for each in view.documents]:
                    raise Refused("this document is not on the table.")
                return [Fact(command.id, Kind.DOCUMENT_OPENED, seat, {"inject": id, "document": number})]
            case cmd.Decide():
                return self._decide(seat, command)
            case cmd.Acknowledge(inject=id):
                inject = self.on_table(id)
                if inject.options:
                    raise Refused(f"'{inject.title}' wants a decision.")
                index = self.run.scenario.inject_index[id]
                fact = Fact(command.id, Kind.INJECT_ACKNOWLEDGED, seat, {"inject": id, "day": self.run.state.day})
                return [fact, *self.ended(command.id, play.acknowledge(self.run.scenario, self.run.state, index))]
            case cmd.AddNote(text=text, about=about):
                text = clean(text, cmd.MAX_NOTE).strip()
                if not text:
                    raise Refused("the note is empty.")
                return [Fact(command.id, Kind.NOTE_ADDED, seat, {"text": text, "about": clean_line(about, 80)})]
            case cmd.Answer():
                return [self.answer(seat, command, "after" if self.view(seat).phase is Phase.OVER else "before")]
            case cmd.Foretell(forecast=id, percent=percent):
                known = [forecast.id for forecast in self.run.scenario.forecasts]
                if id not in known or not 0 <= percent <= 100:
                    raise Refused("a forecast is a number from 0 to 100.")
                return [Fact(command.id, Kind.FORECAST_MADE, seat, {"forecast": id, "percent": percent})]
            case _:
                raise Refused("this cannot be done here.")

    def _decide(self, seat: str, command: cmd.Decide) -> list[Fact]:
        """Choice and decision in one: what a person alone does."""
        return [
            self.choice(seat, f"{command.id}:choice", command),
            *self.decision(seat, command.id, command.inject, command.option, How.ALONE),
        ]

    def choice(self, seat: str, id: str, command: cmd.Decide | cmd.Choose) -> Fact:
        """What one seat would do, and why."""
        inject, _ = self.open_option(command.inject, command.option)
        if command.confidence is not None and not 0 <= command.confidence <= 10:
            raise Refused("how sure you are is a number from 0 to 10.")
        choice = {
            "inject": inject.id,
            "option": command.option,
            "confidence": command.confidence,
            "reason": clean_line(command.reason, cmd.MAX_REASON),
            "counter": clean_line(command.counter, cmd.MAX_REASON),
        }
        return Fact(id, Kind.CHOICE_MADE, seat, choice)

    def decision(self, seat: str, id: str, inject_id: str, option_id: str, how: How, reason: str = "") -> list[Fact]:
        """A decision, and the end of the run where it brings that; ``reason`` is the facilitator's."""
        inject, option = self.open_option(inject_id, option_id)
        index = self.run.scenario.inject_index[inject.id]
        step = play.decide(self.run.scenario, self.run.seed, self.run.state, index, option)
        data = {"inject": inject.id, "option": option_id, "how": str(how), "day": self.run.state.day}
        if reason:
            data["reason"] = reason
        return [Fact(id, Kind.DECISION_TAKEN, seat, data), *self.ended(id, step)]

    def open_option(self, inject_id: str, option_id: str) -> tuple[Inject, int]:
        """The inject on the table and the index of one of its open options; `Refused` where it is neither."""
        inject = self.on_table(inject_id)
        option = inject.option(option_id)
        if option is None:
            raise Refused(f"'{inject.title}' has no such option.")
        if option not in play.open_options(self.run.scenario, self.run.state):
            raise Refused(f"“{inject.options[option].label}” is closed.")
        return inject, option

    def ended(self, id: str, step: play.Step) -> list[Fact]:
        """The end of the run, written in the same breath as the move that brought it."""
        if not step.state.over:
            return []
        scenario = self.run.scenario
        told = [scenario.endings[index].id for index in judge.endings(scenario, step.state)]
        return [Fact(f"{id}:end", Kind.RUN_ENDED, "", {"day": step.state.day, "endings": told})]

    def on_table(self, id: str) -> Inject:
        """The inject on the table, which must have this id."""
        state = self.run.state
        if state.on_table is None or self.run.scenario.injects[state.on_table].id != id:
            raise Refused("this is no longer on the table.")
        return self.run.scenario.injects[state.on_table]

    def answer(self, seat: str, command: cmd.Answer, when: str) -> Fact:
        """An answer to a question of the scenario, given ``before`` play, ``after`` it, or of ``then``."""
        question = next((each for each in self.run.scenario.questions if each.id == command.question), None)
        if question is None or not 0 <= command.answer <= question.scale:
            raise Refused(f"an answer is a number from 0 to {question.scale if question else 10}.")
        data = {"question": question.id, "when": when, "answer": command.answer}
        return Fact(command.id, Kind.QUESTION_ANSWERED, seat, data)

    def view(self, seat: str, over: bool = False) -> View:
        """What a seat may see now; ``over`` where play was ended for everybody."""
        return cut(self.run, self.name, seat, self.roles(seat) if self.roles else None, over)


class LocalSeat:
    """A seat in this process. The same calls are all that a remote one has (see `game.exercise.seat_port`)."""

    def __init__(self, table: Table, id: str) -> None:
        self._table, self._id = table, id

    def snapshot(self) -> View:
        """See `Seat.snapshot`."""
        return self._table.view(self._id)

    def on_change(self, listener: Callable[[], None]) -> None:
        """See `Seat.on_change`."""
        self._table.listen(listener)

    def submit(self, command: cmd.Command) -> View:
        """See `Seat.submit`."""
        self._table.submit(self._id, command)
        return self.snapshot()

    def draft(self, about: str) -> dict[str, str]:
        """See `Seat.draft`."""
        return self._table.draft(self._id, about)

    def keep_draft(self, about: str, fields: Mapping[str, str]) -> None:
        """See `Seat.keep_draft`."""
        self._table.keep_draft(self._id, about, fields)
