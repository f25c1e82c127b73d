"""The table: one run, its log, and the seats at it. Every command goes through `submit`.

A command is checked, becomes facts, is appended to the log, and only then changes what
anybody sees. Where two writers meet at one run the log lets one of them win; the other
reads what is new and is asked again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from game.exercise import commands as cmd
from game.exercise.acts.offer import Offer
from game.exercise.acts.perform import perform
from game.exercise.acts.sending import WRITES, sending_id
from game.exercise.clock import Clock, now
from game.exercise.commands import Refused
from game.exercise.drafting import bounded
from game.exercise.identity import COLLEAGUE, CommandIdentity, asked_by
from game.exercise.run import colleagues
from game.exercise.run.run_log import RunLog
from game.exercise.views.binder import FolderView, binder
from game.exercise.views.seat_view import Phase, View
from game.exercise.views.seat_view_builder import cut, roles_of
from game.exercise.views.shared_cut import CutShare
from game.record.events import Event, Fact, How, Kind
from game.record.log import Log
from game.record.run import Choice, Run, fold
from game.rules import judge, play
from game.scenario.scenario import Inject, Scenario
from game.words import Message, Wording, lazy


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
        rests: Callable[[], Iterable[RunLog[Any]]] = lambda: (),
        named: Callable[[str], Wording] | None = None,
        gate: Callable[[], bool] = lambda: False,
    ) -> None:
        self.log, self.name, self.key, self.clock = log, name, run, clock
        self.roles, self.rests, self.named, self.gate = roles, rests, named, gate
        """In a class: what a seat holds now, what all of the table rests on, what somebody is called, and whether it
        stops after each decision.

        Alone the run itself says so.
        """
        self.share = CutShare()
        self.written: RunLog[Run] = RunLog(
            log, run, partial(fold, scenario=scenario), clock, self._follows, shared=roles is not None
        )
        self.written.told.append(lambda events, before, after: log.drafts.settle(run, events, _still(after)))
        log.drafts.sweep(run, *_still(self.run))

    @property
    def run(self) -> Run:
        """All that is known of the run."""
        return self.written.memory

    def seat(self, id: str) -> LocalSeat:
        """Return the port of one seat.

        Raises:
            Refused: where this run has no such seat.
        """
        if id not in self.run.seats:
            raise Refused(lazy("there is no seat '{id}' at this table.", id=id))
        return LocalSeat(self, id)

    def listen(self, listener: Callable[[], None]) -> None:
        """Have a function called after each change."""
        self.written.told.append(lambda events, before, after: listener())

    def listen_to_events(self, listener: Callable[[Sequence[Event]], None]) -> None:
        """Have a function called after each change, with what was written."""
        self.written.told.append(lambda events, before, after: listener(events))

    def submit(self, seat: str, command: cmd.Command) -> None:
        """Do what a seat asks for, once.

        Raises:
            Refused: where it cannot be done now.
            RecordError: where it could not be written; nothing has changed then.
        """
        asked = asked_by(seat, command)
        self.do(asked, lambda: self.performed(seat, asked, command))

    def performed(self, seat: str, asked: CommandIdentity, command: cmd.Command) -> Sequence[Fact]:
        """What a command of somebody alone becomes; `Refused` where it may not be done now."""
        inject = getattr(command, "inject", "")
        if inject:
            self.still_open(inject)
        return perform(self.view(seat), asked, command, self.facts)

    def recall(self, seat: str, command: cmd.Recall) -> None:
        """Keep what somebody alone said from memory some time after their run: no act of play, and asked elsewhere.

        Raises:
            Refused: where the run is not over, or nothing was said.
            RecordError: where it could not be written.
        """
        asked = asked_by(seat, command)
        self.do(asked, lambda: self.facts(asked, command) if self.run.state.over else _not_over())

    def do(
        self,
        asked: CommandIdentity,
        make: Callable[[], Sequence[Fact]],
        rests: Callable[[], Iterable[RunLog[Any]]] | None = None,
    ) -> None:
        """Write what ``make`` returns, once (see `RunLog.write_once`).

        Raises: as `submit`.
        """
        self.written.write_once(asked, make, rests or self.rests)

    def _follows(self, id: str, before: Run, after: Run) -> list[Fact]:
        """The end of the run, or the stop at a gate, written in the same breath as the move that brought it."""
        if before.state.over or after.ended:
            return []
        if not after.state.over:
            stops = self.gate() and len(after.decisions) > len(before.decisions) and not after.held
            return [Fact(f"{id}:gate", Kind.HELD, "", {"reason": "", "gate": True})] if stops else []
        told = [after.scenario.endings[index].id for index in judge.endings(after.scenario, after.state)]
        return [Fact(f"{id}:end", Kind.RUN_ENDED, "", {"day": after.state.day, "endings": told})]

    # --- what is typed and not sent

    @property
    def on_table_id(self) -> str:
        """The id of the inject on the table; nothing where there is none."""
        return _still(self.run)[0]

    def draft(self, seat: str, about: str) -> dict[str, str]:
        """See `Seat.draft`."""
        return self.log.drafts.of(self.key, seat, about)

    def keep_draft(self, seat: str, about: str, fields: Mapping[str, str]) -> None:
        """See `Seat.keep_draft`."""
        kept = bounded(self.run.scenario, about, self.on_table_id, fields)
        self.log.drafts.keep(self.key, seat, about, kept, self.run.seq)

    # --- commands to facts

    def facts(self, asked: CommandIdentity, command: cmd.Command) -> list[Fact]:
        """What a command becomes in the log, once it may be done (see `game.exercise.acts.perform`)."""
        seat = asked.by
        match command:
            case cmd.Decide(inject=id, option=option):
                # Choice and decision in one: what a person alone does.
                choice = self.choice(asked, f"{command.id}:choice")
                if colleagues.theirs(self.run, seat, self.on_table(id)):
                    would = Choice(seat, option, asked.data["confidence"], asked.data["reason"], asked.data["counter"])
                    return [choice, *colleagues.facts(self.run, seat, command.id, would)]
                if not self.on_table(id).written:
                    return [choice, *self.decision(seat, command.id, id, option, How.ALONE)]
                return [choice, *self.decision(seat, command.id, id, option, How.JUDGED, asked.data["reason"])]
            case cmd.LetColleagues():
                return colleagues.facts(self.run, next(iter(self.run.seats)), command.id, None)
            case cmd.Acknowledge():
                return [asked.fact(day=self.run.state.day)]
            case cmd.Answer():
                return [asked.fact(when="after" if self.view(seat).phase is Phase.OVER else "before")]
            case cmd.Recall():
                if not any(asked.data[name] not in ("", None) for name in ("pick", "sure", "text", "mark")):
                    raise Refused(lazy("nothing was typed, and nothing is kept."))
                return [asked.fact()]
            case _:
                return [asked.fact()]

    def choice(self, asked: CommandIdentity, id: str) -> Fact:
        """What one seat would do, and why."""
        self.open_option(asked.data["inject"], asked.data["option"])
        return Fact(id, Kind.CHOICE_MADE, asked.by, asked.data)

    def decision(self, by: str, id: str, inject_id: str, option_id: str, how: How, reason: str = "") -> list[Fact]:
        """A decision; ``reason`` is the facilitator's. What it brings is worked out once, where it is folded."""
        self.open_option(inject_id, option_id)
        data = {"inject": inject_id, "option": option_id, "how": str(how), "day": self.run.state.day}
        if reason:
            data["reason"] = reason
        return [Fact(id, Kind.DECISION_TAKEN, by, data)]

    def open_option(self, inject_id: str, option_id: str) -> tuple[Inject, int]:
        """The inject on the table and the index of one of its open options; `Refused` where it is neither."""
        inject = self.on_table(inject_id)
        option = inject.option(option_id)
        if option is None:
            raise Refused(lazy("'{title}' has no such option.", title=inject.title))
        if option not in play.open_options(self.run.scenario, self.run.state):
            raise Refused(lazy("“{label}” is closed.", label=inject.options[option].label))
        return inject, option

    def on_table(self, id: str) -> Inject:
        """The inject on the table, which must have this id (Refused where it has not, with what became of that)."""
        self.still_open(id)
        state = self.run.state
        if self.run.ended:
            raise Refused(lazy("the exercise is over."))
        if state.on_table is None or self.run.scenario.injects[state.on_table].id != id:
            raise Refused(lazy("this is no longer on the table."))
        return self.run.scenario.injects[state.on_table]

    def still_open(self, id: str) -> None:
        """Refused where this inject was interrupted, or decided or laid aside, with who did it."""
        if self.run.beneath == id != self.on_table_id:
            title = self.run.scenario.inject(id).title
            raise Refused(lazy("something came between: “{title}” comes up again behind it.", title=title))
        moves = (Kind.DECISION_TAKEN, Kind.INJECT_ACKNOWLEDGED, Kind.DECISION_TAKEN_BACK)
        move = self.written.latest(lambda event: event.kind in moves and event.data["inject"] == id)
        if move is None or move.kind is Kind.DECISION_TAKEN_BACK:
            return
        inject, how = self.run.scenario.inject(id), move.data.get("how")
        label = next((each.label for each in inject.options if each.id == move.data.get("option")), "")
        raise Refused(_meanwhile(inject.title, how, self.named(move.by) if self.named else None, label))

    def view(self, seat: str, over: bool = False) -> View:
        """What a seat may see now; ``over`` where play was ended for everybody."""
        held = self.roles(seat) if self.roles else roles_of(self.run, seat) if self.run.colleagues else None
        return cut(self.run, self.name, seat, held, over, self.share)


def _not_over() -> list[Fact]:
    """`Refused`: from memory is asked of what is over."""
    raise Refused(lazy("this run is not over yet."))


def _meanwhile(title: str, how: str | None, who: Wording | None, label: str) -> Message:
    """What became of an inject that somebody still acts on; ``who`` is None where it was the reader alone."""
    if how == How.VOTE:
        return lazy(
            "“{title}” is no longer on the table: decided meanwhile by vote: “{label}”.", title=title, label=label
        )
    if how == How.TIMER:
        return lazy(
            "“{title}” is no longer on the table: decided meanwhile because time was up: “{label}”.",
            title=title, label=label,
        )  # fmt: skip
    if who is None and how:
        return lazy(
            "“{title}” is no longer on the table: decided meanwhile by you: “{label}”.", title=title, label=label
        )
    if who is None:
        return lazy("“{title}” is no longer on the table: laid aside meanwhile by you.", title=title)
    if how:
        return lazy(
            "“{title}” is no longer on the table: decided meanwhile by {who}: “{label}”.",
            title=title, who=who, label=label,
        )  # fmt: skip
    return lazy("“{title}” is no longer on the table: laid aside meanwhile by {who}.", title=title, who=who)


class LocalSeat:
    """A seat in this process. The same calls are all that a remote one has (see `game.exercise.seat_port`)."""

    trouble = ""

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

    def sending(self, offer: Offer) -> str:
        """Return the id under which this seat sends an offer now (see `game.exercise.acts.sending`)."""
        kind, by = WRITES.get(offer.act), COLLEAGUE if offer.act == "colleagues" else self._id
        times = self._table.written.times(by, kind) if kind else 0
        return sending_id(self._table.name, self._id, offer, times)

    def sent(self, id: str) -> bool:
        """Whether something was sent from this seat under an id already."""
        return any(self._table.written.has(id, by) for by in (self._id, COLLEAGUE))

    def is_new(self) -> bool:
        """Whether play went on before this seat did anything in it: whoever plays alone began it."""
        return False

    def binder(self) -> tuple[FolderView, ...]:
        """See `Seat.binder`."""
        return binder(self._table.run, self._id)

    def draft(self, about: str) -> dict[str, str]:
        """See `Seat.draft`."""
        return self._table.draft(self._id, about)

    def keep_draft(self, about: str, fields: Mapping[str, str]) -> None:
        """See `Seat.keep_draft`."""
        self._table.keep_draft(self._id, about, fields)


def _still(run: Run) -> tuple[str, str]:
    """The ids of the inject on the table, and of one that was interrupted and comes up again; nothing for none."""
    index = run.state.on_table
    return ("" if index is None else run.scenario.injects[index].id), run.beneath
