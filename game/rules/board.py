"""The board on which one step of play is worked out: mutable, and never seen outside this room.

`play` lays a frozen state on a board, lets it walk, and takes a frozen state off again. The
numbers in the comments are those of the rules in scenario-format.md.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from game.rules import chance
from game.rules.state import (
    NO_OPTION,
    NOT_PLAYED,
    NOTHING,
    Acknowledged,
    Adjusted,
    Assessed,
    Decided,
    DelayedApplied,
    DelayedLapsed,
    Ended,
    Happening,
    Move,
    Part,
    Passed,
    Pending,
    Raised,
    Released,
    State,
    Stopped,
    TrendApplied,
    Withdrawn,
)
from game.scenario.scenario import Change, Condition, Effect, Scenario


class Board:
    """A state laid out for change, and what happened on it since."""

    __slots__ = (
        "assessed",
        "bounds",
        "calendar",
        "day",
        "flags",
        "gauges",
        "happenings",
        "on_table",
        "open",
        "over",
        "pending",
        "played",
        "queue",
        "released",
        "scenario",
        "stopped",
        "stops",
    )

    def __init__(self, scenario: Scenario, state: State) -> None:
        self.scenario = scenario
        self.bounds, self.calendar, self.stops = scenario.bounds, scenario.calendar, scenario.stops
        self.day = state.day
        self.gauges = list(state.gauges)
        self.flags = list(state.flags)
        self.played = list(state.played)
        self.pending = list(state.pending)
        self.assessed = list(state.assessed)
        self.released = state.released
        self.on_table = state.on_table
        self.over = state.over
        self.stopped = state.stopped
        self.queue = state.queue
        self.open: tuple[int, ...] | None = None
        """The open options of the inject on the table, where they are known for this very state."""
        self.happenings: list[Happening] = []

    def state(self) -> State:
        """The board as a frozen state."""
        return State(
            self.day,
            tuple(self.gauges),
            tuple(self.flags),
            tuple(self.played),
            tuple(self.pending),
            tuple(self.assessed),
            self.released,
            self.on_table,
            self.over,
            self.stopped,
            self.queue,
        )

    def holds(self, condition: Condition | None) -> bool:
        """Whether a condition holds now; one that is not there always does."""
        if condition is None:
            return True
        return bool(condition.holds(self.gauges, self.flags, self.played, self.day))

    # --- changes

    def apply(self, change: Change) -> Part:
        """Apply one part whole: effects, then `set`, then `clear` (rules 3 to 5); test the stops."""
        if change.empty:
            self.test_stops()
            return NOTHING
        moves = tuple([self.move(effect) for effect in change.effects])
        for flag in change.set:
            self.flags[flag] = 1
        for flag in change.clear:
            self.flags[flag] = 0
        self.test_stops()
        return Part(moves) if moves else NOTHING

    def move(self, effect: Effect) -> Move:
        """Apply one effect, clamped to the gauge's bounds (rule 4)."""
        gauge = effect.gauge
        low, high = self.bounds[gauge]
        before = self.gauges[gauge]
        wanted = effect.amount if effect.outright else before + effect.amount
        after = low if wanted < low else high if wanted > high else wanted
        self.gauges[gauge] = after
        return Move(effect, before, after)

    def test_stops(self) -> None:
        """End the game where an ending that stops it holds (rule 5)."""
        for index, ending in self.stops:
            if self.holds(ending.when):
                self.stopped, self.over, self.on_table = index, True, None
                return

    def tell(self, happening: Callable[..., Happening], *facts: Any) -> None:
        """Write down that something happened."""
        self.happenings.append(happening(*facts))

    def close(self) -> None:
        """Say that the game is over."""
        if self.stopped is not None:
            self.tell(Stopped, self.day, self.stopped)
        self.over, self.on_table = True, None
        self.tell(Ended, self.day)

    # --- the walk of the days (rule 2)

    def walk(self) -> None:
        """Go on until an inject is on the table or the game is over."""
        while not self.over:
            index = self.on_table
            if index is None and self.day >= 0:
                index = self.due()
                if index in self.queue:
                    self.queue = tuple([each for each in self.queue if each != index])
            if index is None:
                if self.day >= self.scenario.days:
                    self.close()
                else:
                    self.next_day()
            else:
                self.open = self.open_options(index)
                if self.scenario.injects[index].options and not self.open:
                    self.played[index], self.on_table = NO_OPTION, None
                    self.tell(Passed, self.day, index)
                    continue
                if self.on_table is None:
                    also = self.scenario.injects[index].also
                    read = tuple([number for number, each in enumerate(also) if self.holds(each.when)]) if also else ()
                    self.tell(Raised, self.day, index, read)
                self.on_table = index
                return

    def next_day(self) -> None:
        """Begin the next day that can bring anything: its trends (2a), then the delayed effects (2b)."""
        # On the days passed over no trend runs, nothing is due and no condition can have changed its answer.
        day = self.calendar.stirs[self.day] if self.day >= 0 else 0
        for pending in self.pending:
            if pending.due < day:
                day = pending.due
        self.day = day
        for index in self.calendar.trends[day]:
            trend = self.scenario.trends[index]
            if self.holds(trend.when):
                self.tell(TrendApplied, day, index, self.apply(trend.change))
                if self.over:
                    return self.close()
        return self.land(day) if self.pending else None

    def land(self, day: int) -> None:
        """Apply the delayed effects due on a day, in the order in which they were scheduled (2b)."""
        due = [pending for pending in self.pending if pending.due == day]
        if due:
            self.pending = [pending for pending in self.pending if pending.due != day]
        for pending in due:
            later = self.scenario.injects[pending.inject].options[pending.option].later[pending.later]
            if self.holds(later.when):
                self.tell(DelayedApplied, day, pending, self.apply(later.change))
                if self.over:
                    return self.close()
            else:
                self.tell(DelayedLapsed, day, pending)
        return None

    def due(self) -> int | None:
        """The first inject of the queue that is due, else the first in file order (2c), or None."""
        played, injects, today = self.played, self.scenario.injects, self.calendar.windows[self.day]
        for index in (*[each for each in self.queue if each in today], *today) if self.queue else today:
            if played[index] == NOT_PLAYED:
                inject = injects[index]
                if (not inject.manual or index in self.released) and (inject.when is None or self.holds(inject.when)):
                    return index
        return None

    def open_options(self, inject: int) -> tuple[int, ...]:
        """The options of an inject whose `requires` holds, in file order (rule 3)."""
        g, f, p, day = self.gauges, self.flags, self.played, self.day
        gates = self.calendar.gates[inject]
        return tuple([index for index, requires in enumerate(gates) if requires is None or requires(g, f, p, day)])

    # --- what people do

    def decide(self, seed: int, choice: int, drawn: int | None = None) -> None:
        """Take an option of the inject on the table, which must be open (rule 3).

        ``drawn`` is the branch that dice on a table gave; without it luck comes from the seed.
        """
        index = self.on_table
        assert index is not None
        option = self.scenario.injects[index].options[choice]
        was_open = self.open_options(index) if self.open is None else self.open
        self.played[index], self.on_table, self.open = choice, None, None
        part, branch, luck = self.apply(option.change), None, NOTHING
        scheduled: tuple[Pending, ...] = ()
        assessed: tuple[int, ...] = ()
        if option.chance and not self.over:
            branch = self.draw(seed, index, option.weights) if drawn is None else drawn
            luck = self.apply(option.chance[branch].change)
        if not self.over:
            if option.later:
                due = enumerate(later.after + self.day for later in option.later)
                scheduled = tuple(Pending(day, index, choice, number) for number, day in due)
                self.pending.extend(scheduled)
            assessed = option.assess
            for gauge in assessed:
                self.assessed[gauge] = Assessed(self.gauges[gauge], self.day)
        self.tell(Decided, self.day, index, choice, was_open, part, branch, luck, scheduled, assessed)
        if self.over:
            self.close()

    def draw(self, seed: int, inject: int, weights: tuple[int, ...]) -> int:
        """The branch that luck takes (rule 6)."""
        return chance.draw(seed, self.scenario.injects[inject].id, weights)

    def acknowledge(self) -> None:
        """Lay the inject on the table, one without options, aside as read."""
        index = self.on_table
        assert index is not None
        self.played[index], self.on_table = NO_OPTION, None
        self.tell(Acknowledged, self.day, index)

    def adjust(self, effects: tuple[Effect, ...]) -> None:
        """Change gauges by the facilitator's hand: one change, after which the stops are tested."""
        self.tell(Adjusted, self.day, self.apply(Change(effects)))
        if self.over:
            self.close()

    def release(self, inject: int, place: int | None = None) -> None:
        """Let an inject of the tray come up: at a place of the queue, or where the file's order puts it."""
        self.released |= {inject}
        if place is not None:
            self.queue = (*self.queue[:place], inject, *self.queue[place:])
        self.tell(Released, self.day, inject)

    def give_way(self) -> None:
        """Put what is on the table back at the head of the queue: it comes up again once that before it is done."""
        assert self.on_table is not None
        self.queue = (self.on_table, *self.queue)
        self.on_table, self.open = None, None

    def withdraw(self, inject: int) -> None:
        """Take an inject of the tray out again."""
        self.released -= {inject}
        self.queue = tuple([each for each in self.queue if each != inject])
        self.tell(Withdrawn, self.day, inject)
