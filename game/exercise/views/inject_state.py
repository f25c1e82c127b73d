"""Where an inject stands for a syndicate, and whose a decision was: one pure function of a run, asked by every form.

Nothing here looks at a clock: a class's end, its beginning and its breaks are given.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from game.exercise.clock import Break, exercise_seconds, parsed
from game.exercise.views.seat_view import OWN_HAND
from game.record.events import How
from game.record.run import Run
from game.rules.state import NOT_PLAYED, Passed
from game.scenario.interval_analysis import bounds
from game.scenario.scenario import Inject
from game.scenario.tree import ConditionError, Reach
from game.words import Message, lazy

TAKEN_FOR = frozenset((How.TIMER, How.FACILITATOR, How.COLLEAGUE))
"""How a decision is taken that is never the group's own."""


class InjectState(StrEnum):
    """Where an inject stands, in the words that every page, screen, plain form and JSON shows."""

    DECIDED = "decided"
    READ = "read"
    PASSED = "passed"
    """It came up, and no option was open."""
    ON_TABLE = "on the table"
    LEFT = "on the table at ENDEX, not decided"
    IN_TRAY = "in the tray, not sent"
    MISSED = "did not come up on this path"
    """Its days are over, or its condition cannot hold any more."""
    NOT_REACHED = "not reached"


SAID = {
    InjectState.DECIDED: lazy("decided"),
    InjectState.READ: lazy("read"),
    InjectState.PASSED: lazy("passed"),
    InjectState.ON_TABLE: lazy("on the table"),
    InjectState.LEFT: lazy("on the table at ENDEX, not decided"),
    InjectState.IN_TRAY: lazy("in the tray, not sent"),
    InjectState.MISSED: lazy("did not come up on this path"),
    InjectState.NOT_REACHED: lazy("not reached"),
}
"""Where an inject stands, for a reader of any language; the words of JSON are the states' own."""


@dataclass(frozen=True, slots=True)
class Stand:
    """One inject of a run: its state, by whom and how it was decided, how long it has lain there."""

    inject: str
    state: InjectState
    option: str = ""
    """The id of the option that was taken."""
    how: How | None = None
    by: str = ""
    """The seat that decided, or the facilitator."""
    minutes: int | None = None
    """Of exercise time for which it lay there until ENDEX; None where it did not, or that cannot be told."""

    @property
    def says(self) -> Message:
        """The state in words, with the minutes where there are any."""
        said = SAID[self.state]
        return said if self.minutes is None else lazy("{state} ({n} min)", state=said, n=self.minutes)


@dataclass(frozen=True, slots=True)
class Close:
    """How a class ended: wall times of ENDEX and of the beginning of play, and the breaks."""

    at: str
    begun_at: str
    breaks: tuple[Break, ...] = ()


def stand(run: Run, inject: str, close: Close | None = None) -> Stand:
    """Return where an inject stands in a run; ``close`` is the end of its class, where ENDEX was given.

    Raises:
        KeyError: where the scenario has no such inject.
    """
    index = run.scenario.inject_index[inject]
    found, state = run.scenario.injects[index], run.state
    taken = next((each for each in run.decisions if each.inject == inject), None)
    if taken is not None:
        return Stand(inject, InjectState.DECIDED, taken.option, taken.how, taken.by)
    if state.played[index] != NOT_PLAYED:
        passed = any(isinstance(event, Passed) and event.inject == index for event in run.happenings)
        return Stand(inject, InjectState.PASSED if passed else InjectState.READ)
    if state.on_table == index:
        if close is None:
            return Stand(inject, InjectState.ON_TABLE)
        return Stand(inject, InjectState.LEFT, minutes=_minutes(run, close))
    if found.manual and index not in state.released:
        return Stand(inject, InjectState.IN_TRAY)
    return Stand(inject, InjectState.NOT_REACHED if _may_come(run, found) else InjectState.MISSED)


def stands(run: Run, close: Close | None = None) -> tuple[Stand, ...]:
    """Return where each inject of a run's scenario stands, in file order."""
    return tuple(stand(run, inject.id, close) for inject in run.scenario.injects)


def _minutes(run: Run, close: Close) -> int | None:
    if not run.raised or not close.begun_at or not close.at:
        return None
    since = max(run.raised, close.begun_at, key=parsed)
    return round(exercise_seconds(since, parsed(close.at), close.breaks) / 60)


def _may_come(run: Run, inject: Inject) -> bool:
    """Whether an inject could still have come up, had play gone on: never untrue of one that could not be barred."""
    scenario, state = run.scenario, run.state
    if state.over and state.stopped is None:
        return False  # the clock has run out
    days = max(inject.first, state.day), min(inject.last, scenario.days)
    if days[0] > days[1]:
        return False
    if inject.when is None:
        return True
    known = scenario.names.reach
    played = tuple(
        values if now == NOT_PLAYED else (now,) for values, now in zip(known.played, state.played, strict=True)
    )
    try:
        return bool(bounds(inject.when.tree, scenario.names, Reach(known.gauges, known.flags, played, days))[1])
    except ConditionError:
        return True


def taken_for(run: Run) -> frozenset[str]:
    """Return the ids of the injects that the facilitator or the end of the time decided for the group."""
    return frozenset(taken.inject for taken in run.decisions if taken.how in TAKEN_FOR)


def decided(run: Run, inject: str) -> Message | None:
    """Return who decided an inject and how, as a sentence begins that goes on with the option; None: nobody did."""
    taken = next((each for each in run.decisions if each.inject == inject), None)
    if taken is None:
        return None
    role = run.scenario.role(run.scenario.inject(inject).decided_by)
    match taken.how:
        case How.VOTE:
            return lazy("Decided by vote")
        case How.LEADER:
            if role is None:
                return lazy("The deciding role decided")
            return lazy("The deciding role ({role}) decided", role=role.title)
        case How.FACILITATOR:
            return lazy("Taken by the facilitator")
        case How.COLLEAGUE:
            return _by_colleague(run, inject, role.title if role else "")
        case How.TIMER:
            return lazy("Time was up; taken by the facilitator")
        case How.JUDGED if taken.by in run.seats:
            return lazy("You judged your answer to be")
        case How.JUDGED:
            return lazy("The facilitator judged the answer to be")
        case _:
            return OWN_HAND


def _by_colleague(run: Run, inject: str, title: str) -> Message:
    """Who decided in the place of somebody who plays one seat, and what they themselves had chosen."""
    found = run.scenario.inject(inject)
    mine = next((found.option(choice.option) for choice in run.choices.get(inject, ())), None)
    if mine is None:
        return lazy("Your colleague ({role}) decided", role=title) if title else lazy("Your colleagues voted")
    option = found.options[mine].label
    if title:
        return lazy("You chose “{option}”. Your colleague ({role}) decided", option=option, role=title)
    return lazy("You chose “{option}”. Your colleagues voted", option=option)
