"""What a seat is handed: frozen values, cut on the host, with nothing in them that the seat may not see.

`game.exercise.views.seat_view_builder` makes them. A screen shows a view and asks for nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from game.rules.history import Point


class Phase(StrEnum):
    """What the seat has to do now."""

    BRIEFING = "briefing"
    DECIDE = "decide"
    READ = "read"
    OVER = "over"


class What(StrEnum):
    """What an entry of the timeline tells of."""

    DECIDED = "decided"
    READ = "read"
    PASSED = "passed"
    CAME_BACK = "came back"
    WENT_ON = "went on"
    ADJUSTED = "adjusted"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class MoveView:
    """A gauge that the seat saw move."""

    gauge: str
    """Its title."""
    unit: str
    before: int
    after: int
    better: bool | None
    """Whether that is for the good; None where it did not move."""
    cut: bool
    """Whether the gauge stood at its bound and could go no further."""


@dataclass(frozen=True, slots=True)
class EntryView:
    """One thing that happened, as the players know it."""

    day: int
    what: What
    title: str
    text: str = ""
    cause: str = ""
    """For what came back: the decision that it came from, in words."""
    moves: tuple[MoveView, ...] = ()
    inject: str = ""
    """The inject's id, for a decision, so that one can play on from there."""
    when: str = ""
    """The day in short, as the scenario counts: ``w5``."""
    decided: str = ""
    """Who decided and how, for a decision: ``You decided``, ``Taken by the facilitator``."""


@dataclass(frozen=True, slots=True)
class GaugeView:
    """A gauge as this seat knows it."""

    id: str
    title: str
    unit: str
    low: int
    high: int
    high_is_good: bool
    value: int
    assessed: bool
    """False where it is always the true value."""
    age: int
    """Days since the value was true; 0 where it is shown open."""
    change: int
    """Against what was known before the last move."""
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class DocumentView:
    number: int
    kind: str
    title: str
    sender: str
    to: tuple[str, ...]
    """Titles of the roles it is addressed to; none: everyone."""
    minutes: int
    opened: bool
    text: str
    """Empty until it is opened."""


@dataclass(frozen=True, slots=True)
class AdviceView:
    role: str
    stance: str
    says: str


@dataclass(frozen=True, slots=True)
class OptionView:
    id: str
    label: str
    case: str
    detail: str
    advice: tuple[AdviceView, ...]
    closed: str
    """Why it cannot be taken, in words; empty where it can."""


@dataclass(frozen=True, slots=True)
class ForecastView:
    id: str
    ask: str
    percent: int | None


@dataclass(frozen=True, slots=True)
class QuestionView:
    id: str
    ask: str
    scale: int
    """The highest answer; 0 is the lowest."""
    answer: int | None
    then: bool = False
    """Whether it asks, after play, how it was before, as one sees it now."""


@dataclass(frozen=True, slots=True)
class InjectView:
    """What is on the table."""

    id: str
    title: str
    situation: str
    documents: tuple[DocumentView, ...]
    private: tuple[tuple[str, str], ...]
    """Role title and the fact that this role alone knows."""
    question: str
    minutes: int
    """Suggested for discussion; 0 where the author gave none."""
    minutes_read: int
    """What the documents opened so far have cost of them."""
    decided_by: str
    """A role's title, or "Vote of all seats"; empty where nothing is decided."""
    options: tuple[OptionView, ...]
    """In the order in which they are shown."""
    forecasts: tuple[ForecastView, ...]


@dataclass(frozen=True, slots=True)
class LuckView:
    """A draw of chance, shown as chance."""

    text: str
    odds: str
    """Such as "3 in 10"."""
    moves: tuple[MoveView, ...]


@dataclass(frozen=True, slots=True)
class OutcomeView:
    """What the seat sees at once of its last move."""

    inject: str
    title: str
    day: int
    option: str
    text: str
    moves: tuple[MoveView, ...]
    luck: LuckView | None
    assessed: tuple[MoveView, ...]
    """Gauges looked at: what was believed before, and what is true."""
    set_in_motion: int
    """How many delayed effects are on their way from it."""
    decided: str = "You decided"
    """Who decided and how, as a sentence begins: ``Decided by vote``."""


@dataclass(frozen=True, slots=True)
class RoleView:
    """A role card."""

    id: str
    title: str
    brief: str
    interests: tuple[tuple[str, int], ...]
    """Gauge title and weight: what its own headquarters rewards."""


@dataclass(frozen=True, slots=True)
class LessonView:
    """A lesson that the scenario can test, without any verdict."""

    family: str
    """The family's title."""
    title: str
    imperative: str


class Stage(StrEnum):
    """What a seat of a class has to do now, or what it waits for."""

    LOBBY = "lobby"
    """At the door: waits to be let in."""
    READY = "ready"
    """Let in; takes a role, reads the briefing, waits for the facilitator to begin."""
    CHOOSE = "choose"
    """Choose alone, before anyone's choice is shown."""
    CHOSEN = "chosen"
    """Waits for the others' choices."""
    TALK = "talk"
    """The spread is shown; talk, then the leader decides."""
    VOTE = "vote"
    READ = "read"
    HELD = "held"
    PAUSED = "paused"
    ENDED = "ended"
    """The syndicate's run has come to its end; the others may still play."""
    ENDEX = "endex"


@dataclass(frozen=True, slots=True)
class MemberView:
    """Somebody at the same table."""

    name: str
    roles: tuple[str, ...]
    chosen: bool
    """Whether they have chosen at the inject on the table; never what."""
    you: bool


@dataclass(frozen=True, slots=True)
class ChairView:
    """A role of the scenario, and who holds it in this syndicate."""

    id: str
    title: str
    holder: str
    """A name; nothing where nobody holds it: the facilitator does then."""
    yours: bool


@dataclass(frozen=True, slots=True)
class FactView:
    """What one role alone knows of the inject on the table."""

    role: str
    """The role's id."""
    title: str
    text: str
    told_by: str
    """The name of who put it on the table; nothing while it is known to one seat alone."""


@dataclass(frozen=True, slots=True)
class SpreadView:
    """What one seat would do, laid open."""

    name: str
    option: str
    confidence: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class ClassView:
    """What a seat sees of its class, beside the run."""

    stage: Stage
    says: str
    """What there is to do or to wait for, in a sentence."""
    syndicate: str
    name: str
    members: tuple[MemberView, ...]
    chairs: tuple[ChairView, ...]
    mine: str
    """The id of the option that this seat chose at the inject on the table."""
    spread: tuple[SpreadView, ...]
    votes: tuple[tuple[str, int], ...]
    """Option label and number of votes, once the spread is shown."""
    my_vote: str
    """The id of the option that this seat voted for last."""
    may_decide: bool
    """Whether this seat's role decides now, or lays aside what was only to be read."""
    may_show: bool
    """Whether this seat may lay the choices open now."""
    decided: str
    """Who took the last decision and how, in a sentence."""
    facts: tuple[FactView, ...]
    """Known to this seat alone, or put on the table by somebody."""
    reason_required: bool
    messages: tuple[tuple[str, str], ...]
    """To whom, and the text."""
    written: tuple[tuple[str, str], ...]
    """Title and text of what the facilitator wrote on the spot."""
    seconds_left: int | None
    """Of the soft time for the inject when this view was made; below 0 where it is up, None where none was set."""
    ticking: bool
    """Whether that time runs now."""
    named: bool
    """Whether this person's name may stand in a report."""


@dataclass(frozen=True, slots=True)
class View:
    """Everything that a seat sees at one moment."""

    run: str
    scenario: str
    """The scenario's id."""
    title: str
    summary: str
    phase: Phase
    day: int
    days: int
    clock: str
    """Day, date and week, in words."""
    you: str
    """Who sits here, in words."""
    paused: bool
    briefed: bool
    """Whether this seat has read its briefing."""
    setting: str
    roles: tuple[RoleView, ...]
    """The cards of the roles that this seat holds."""
    table: tuple[str, ...]
    """Titles of all roles of the scenario."""
    questions: tuple[QuestionView, ...]
    """Those asked now: before play, or after it."""
    inject: InjectView | None
    outcome: OutcomeView | None
    """Of the last move, where it was a decision."""
    news: tuple[EntryView, ...]
    """What happened since the last move."""
    gauges: tuple[GaugeView, ...]
    lessons: tuple[LessonView, ...]
    timeline: tuple[EntryView, ...]
    notes: tuple[tuple[str, str], ...]
    """What the note is about (a title, or nothing) and its text."""
    endings: tuple[tuple[str, str], ...]
    """Title and text of each ending told; none before the end."""
    seq: int
    """Number of events so far: a view with a greater one is newer."""
    group: ClassView | None = None
    """In a class, what there is beside the run; None alone."""
