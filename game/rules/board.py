"""The board on which one step of play is worked out: mutable, and never seen outside this room.

`play` lays a frozen state on a board, lets it walk, and takes a frozen state off again. The
numbers in the comments are those of the rules in scenario-format.md.
"""

from __future__ import annotations

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
)
from game.scenario.scenario import Change, Condition, Effect, Scenario


class Board:
    """A state laid out for change, and what happened on it since."""

    __slots__ = (
        "assessed",
        "day",
        "flags",
        "gauges",
        "happenings",
        "on_table",
        "over",
        "pending",
        "played",
        "released",
        "scenario",
        "stopped",
    )

    def __init__(self, scenario: Scenario, state: State) -> None:
        self.scenario = scenario
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
        moves = tuple(self.move(effect) for effect in change.effects)
        flags = self.flags
        before = tuple(flags) if change.set or change.clear else ()
        for flag in change.set:
            flags[flag] = 1
        for flag in change.clear:
            flags[flag] = 0
        became_set = tuple(flag for flag in dict.fromkeys(change.set) if flags[flag] and not before[flag])
        cleared = tuple(flag for flag in dict.fromkeys(change.clear) if before[flag] and not flags[flag])
        self.test_stops()
        return Part(moves, became_set, cleared)

    def move(self, effect: Effect) -> Move:
        """Apply one effect, clamped to the gauge's bounds (rule 4)."""
        low, high = self.scenario.bounds[effect.gauge]
        before = self.gauges[effect.gauge]
        wanted = effect.amount if effect.outright else before + effect.amount
        after = low if wanted < low else high if wanted > high else wanted
        self.gauges[effect.gauge] = after
        return Move(effect, before, after)

    def test_stops(self) -> None:
        """End the game where an ending that stops it holds (rule 5)."""
        for index, ending in self.scenario.stops:
            if self.holds(ending.when):
                self.stopped, self.over, self.on_table = index, True, None
                return

    def close(self) -> None:
        """Say that the game is over."""
        if self.stopped is not None:
            self.happenings.append(Stopped(self.day, self.stopped))
        self.over, self.on_table = True, None
        self.happenings.append(Ended(self.day))

    # --- the walk of the days (rule 2)

    def walk(self) -> None:
        """Go on until an inject is on the table or the game is over."""
        while not self.over:
            index = self.on_table
            if index is None and self.day >= 0:
                index = self.due()
            if index is None:
                if self.day >= self.scenario.days:
                    self.close()
                else:
                    self.next_day()
            elif self.scenario.injects[index].options and not self.open_options(index):
                self.played[index], self.on_table = NO_OPTION, None
                self.happenings.append(Passed(self.day, index))
            else:
                if self.on_table is None:
                    self.happenings.append(Raised(self.day, index))
                self.on_table = index
                return

    def next_day(self) -> None:
        """Begin the next day: its trends (2a), then the delayed effects due on it (2b)."""
        self.day += 1
        if self.day:
            for index, trend in enumerate(self.scenario.trends):
                if self.day % trend.every == 0 and self.holds(trend.when):
                    self.happenings.append(TrendApplied(self.day, index, self.apply(trend.change)))
                    if self.over:
                        return self.close()
        due = [pending for pending in self.pending if pending.due == self.day]
        if due:
            self.pending = [pending for pending in self.pending if pending.due != self.day]
        for pending in due:
            later = self.scenario.injects[pending.inject].options[pending.option].later[pending.later]
            if self.holds(later.when):
                self.happenings.append(DelayedApplied(self.day, pending, self.apply(later.change)))
                if self.over:
                    return self.close()
            else:
                self.happenings.append(DelayedLapsed(self.day, pending))
        return None

    def due(self) -> int | None:
        """The first inject in file order that is due (2c), or None."""
        day, played = self.day, self.played
        for index, inject in enumerate(self.scenario.injects):
            if (
                played[index] == NOT_PLAYED
                and inject.first <= day <= inject.last
                and (not inject.manual or index in self.released)
                and self.holds(inject.when)
            ):
                return index
        return None

    def open_options(self, inject: int) -> tuple[int, ...]:
        """The options of an inject whose `requires` holds, in file order (rule 3)."""
        options = self.scenario.injects[inject].options
        return tuple(index for index, option in enumerate(options) if self.holds(option.requires))

    # --- what people do

    def decide(self, seed: int, choice: int) -> None:
        """Take an option of the inject on the table, which must be open (rule 3)."""
        index = self.on_table
        assert index is not None
        option = self.scenario.injects[index].options[choice]
        was_open = self.open_options(index)
        self.played[index], self.on_table = choice, None
        part, drawn, luck = self.apply(option.change), None, NOTHING
        scheduled: tuple[Pending, ...] = ()
        assessed: tuple[int, ...] = ()
        if option.chance and not self.over:
            drawn = chance.draw(seed, self.scenario.injects[index].id, option.weights)
            luck = self.apply(option.chance[drawn].change)
        if not self.over:
            scheduled = tuple(
                Pending(self.day + later.after, index, choice, number) for number, later in enumerate(option.later)
            )
            self.pending.extend(scheduled)
            assessed = option.assess
            for gauge in assessed:
                self.assessed[gauge] = Assessed(self.gauges[gauge], self.day)
        self.happenings.append(Decided(self.day, index, choice, was_open, part, drawn, luck, scheduled, assessed))
        if self.over:
            self.close()

    def acknowledge(self) -> None:
        """Lay the inject on the table, one without options, aside as read."""
        index = self.on_table
        assert index is not None
        self.played[index], self.on_table = NO_OPTION, None
        self.happenings.append(Acknowledged(self.day, index))

    def adjust(self, effects: tuple[Effect, ...]) -> None:
        """Change gauges by the facilitator's hand: one change, after which the stops are tested."""
        self.happenings.append(Adjusted(self.day, self.apply(Change(effects))))
        if self.over:
            self.close()

    def release(self, inject: int) -> None:
        """Let an inject of the tray come up."""
        self.released |= {inject}
        self.happenings.append(Released(self.day, inject))
