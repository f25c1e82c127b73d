"""What happened, as one seat knows it: the timeline, the news since the last move, the outcome of a decision.

It reads the texts, and the moves of the gauges that are shown open. Of an inject that was not for it, it learns whom it
was for and what moved: neither its title nor what was decided. What comes back of it later is told to everybody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from game.exercise import wording
from game.exercise.views.inject_state import decided
from game.exercise.views.seat_view import OWN_HAND, EntryView, LuckView, MoveView, OutcomeView, What
from game.record.run import Run
from game.rules.history import tracks
from game.rules.state import (
    Acknowledged,
    Adjusted,
    Decided,
    DelayedApplied,
    Happening,
    Move,
    Part,
    Passed,
    Pending,
    Stopped,
    TrendApplied,
)  # fmt: skip
from game.scenario.scenario import Gauge, Inject, Scenario
from game.words import Message, lazy

AT_WORK = lazy("Others at work")


@dataclass
class Timeline:
    """The happenings of a run in the words of one seat; ``reads`` says whether an inject is for it."""

    run: Run
    reads: Callable[[Inject], bool]

    def __post_init__(self) -> None:
        self.scenario: Scenario = self.run.scenario

    def moves(self, part: Part) -> tuple[MoveView, ...]:
        """What can be seen of a change: the net move of each gauge that is shown open."""
        first: dict[int, Move] = {}
        last: dict[int, Move] = {}
        for move in part.moves:
            if self.scenario.gauges[move.effect.gauge].shown == "open":
                first.setdefault(move.effect.gauge, move)
                last[move.effect.gauge] = move
        return tuple(
            moved(self.scenario.gauges[index], first[index].before, last[index].after, last[index].cut)
            for index in first
        )

    def outcome(self, latest: tuple[Happening, ...]) -> OutcomeView | None:
        """What is seen at once of the last move, where it was a decision on an inject that this seat reads."""
        event = next((event for event in latest if isinstance(event, Decided)), None)
        if event is None or not self.reads(self.scenario.injects[event.inject]):
            return None
        inject = self.scenario.injects[event.inject]
        option = inject.options[event.option]
        luck = None
        if event.chance is not None:
            branch = option.chance[event.chance]
            odds = wording.odds(branch.weight, sum(option.weights))
            luck = LuckView(branch.change.text, odds, self.moves(event.luck))
        return OutcomeView(
            inject=inject.id,
            title=inject.title,
            day=event.day,
            option=option.label,
            text=self.said(inject.id) + (option.outcome or option.change.text),
            moves=self.moves(event.part),
            luck=luck,
            assessed=tuple(self.looked_at(event)),
            set_in_motion=len(event.scheduled),
            decided=decided(self.run, inject.id) or OWN_HAND,
        )

    def said(self, inject: str) -> str:
        """The sentence with which a colleague decided, as a paragraph of its own; nothing where none did."""
        says = next((taken.says for taken in self.run.decisions if taken.inject == inject), "")
        return f"“{says}”\n\n" if says else ""

    def looked_at(self, event: Decided) -> Iterable[MoveView]:
        """Gauges that this decision had looked at: what was believed, and what is so."""
        upto = self.run.happenings.index(event)
        before, after = (tracks(self.scenario, self.run.happenings[: upto + more]) for more in (0, 1))
        for gauge in event.assessed:
            if self.scenario.gauges[gauge].shown == "assessed":
                yield moved(self.scenario.gauges[gauge], before[gauge].known[-1].value, after[gauge].known[-1].value)

    def news(self, latest: Iterable[Happening]) -> tuple[EntryView, ...]:
        """What came of the last move; of the move itself only what others did."""
        return self.entries(
            event for event in latest
            if not (isinstance(event, Decided | Acknowledged) and self.reads(self.scenario.injects[event.inject]))
        )  # fmt: skip

    def entries(self, happenings: Iterable[Happening]) -> tuple[EntryView, ...]:
        """Happenings as the seat knows them, each with its day in short."""
        found = (entry for event in happenings if (entry := self.entry(event)))
        return tuple(replace(entry, when=wording.short(self.scenario, entry.day)) for entry in found)

    def entry(self, event: Happening) -> EntryView | None:
        """A happening as the players know it; None where they notice nothing."""
        scenario = self.scenario
        match event:
            case Decided(inject=inject) | Acknowledged(inject=inject) | Passed(inject=inject) if not self.reads(
                scenario.injects[inject]
            ):
                return self.of_others(event, scenario.injects[inject])
            case Decided(day, inject, option):
                chosen = scenario.injects[inject]
                taken, by = chosen.options[option].label, decided(self.run, chosen.id)
                return EntryView(day, What.DECIDED, chosen.title, taken, inject=chosen.id, decided=by)
            case Acknowledged(day, inject):
                return EntryView(day, What.READ, scenario.injects[inject].title)
            case Passed(day, inject):
                text = lazy("Nothing that you could have done was open to you; it passed unanswered.")
                return EntryView(day, What.PASSED, scenario.injects[inject].title, text)
            case TrendApplied(day, trend, part):
                change, moves = scenario.trends[trend].change, self.moves(part)
                return (
                    EntryView(day, What.WENT_ON, lazy("Meanwhile"), change.text, moves=moves)
                    if change.text or moves
                    else None
                )
            case DelayedApplied(day, cause, part):
                moves = self.moves(part)
                later = scenario.injects[cause.inject].options[cause.option].later[cause.later]
                if not later.change.text and not moves:
                    return None
                what = lazy("What came of it")
                return EntryView(day, What.CAME_BACK, what, later.change.text, self.cause_of(cause), moves)
            case Adjusted(day, part):
                return EntryView(day, What.ADJUSTED, lazy("By the facilitator's hand"), moves=self.moves(part))
            case Stopped(day, ending):
                return EntryView(day, What.STOPPED, scenario.endings[ending].title)
            case _:
                return None

    def of_others(self, event: Decided | Acknowledged | Passed, inject: Inject) -> EntryView | None:
        """What is known of an inject that was not for this seat: whom it was for, and which gauges moved."""
        who = wording.whose(self.scenario, inject)
        match event:
            case Decided():
                moves = (*self.moves(event.part), *self.moves(event.luck))
                return EntryView(
                    event.day, What.OTHERS, AT_WORK, lazy("What was for {who} is decided.", who=who), moves=moves
                )
            case Acknowledged():
                return EntryView(event.day, What.OTHERS, AT_WORK, lazy("What was for {who} is read.", who=who))
        return None

    def cause_of(self, cause: Pending) -> Message:
        """The decision that a delayed effect came from, in words; of others' only whose it was."""
        inject = self.scenario.injects[cause.inject]
        option = inject.options[cause.option]
        when = wording.short(self.scenario, cause.due - option.later[cause.later].after)
        if not self.reads(inject):
            return lazy("from {when}, what was for {who}", when=when, who=wording.whose(self.scenario, inject))
        return lazy("from {when}, {title}: {option}", when=when, title=inject.title, option=option.label)


def moved(gauge: Gauge, before: int, after: int, cut: bool = False) -> MoveView:
    """Return a gauge's move in the words of a view."""
    better = None if before == after else (after > before) == gauge.high_is_good
    return MoveView(gauge.title, gauge.unit, before, after, better, cut)
