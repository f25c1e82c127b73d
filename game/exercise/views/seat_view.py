"""What a seat is handed: frozen values, cut on the host, with nothing in them that the seat may not see.

`game.exercise.views.seat_view_builder` makes them. A screen shows a view and asks for nothing else. What a class adds
is in `class_view`, and can be had from here too.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from game.exercise.views.class_view import NO_CLASS as NO_CLASS
from game.exercise.views.class_view import SAYS as SAYS
from game.exercise.views.class_view import ActionView as ActionView
from game.exercise.views.class_view import ChairView as ChairView
from game.exercise.views.class_view import ClassView as ClassView
from game.exercise.views.class_view import FactView as FactView
from game.exercise.views.class_view import MemberView as MemberView
from game.exercise.views.class_view import SpreadView as SpreadView
from game.exercise.views.class_view import Stage as Stage
from game.exercise.views.class_view import TalkView as TalkView
from game.rules.history import Point
from game.words import Message, Wording, lazy

OWN_HAND = lazy("You decided")
"""Who decided where one person plays alone: the one beginning of a sentence that needs no saying in a short list."""


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
    OTHERS = "others"
    """Others dealt with what was not for this seat."""
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
    title: Wording
    text: Wording = ""
    cause: Wording = ""
    """For what came back: the decision that it came from, in words."""
    moves: tuple[MoveView, ...] = ()
    inject: str = ""
    """The inject's id, for a decision, so that one can play on from there."""
    when: str = ""
    """The day in short, as the scenario counts: ``w5``."""
    decided: Message | None = None
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
    tick: str = "day"
    """What its age counts."""


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
    alt: str = ""
    """Of a picture: what it shows, once it is opened."""
    picture: str = ""
    """The SHA-256 of its bytes, once it is opened; they are had by this under the seat's pass."""


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
    closed: Wording
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
    decided_by: Wording
    """A role's title, or "Vote of all seats"; empty where nothing is decided."""
    options: tuple[OptionView, ...]
    """In the order in which they are shown."""
    forecasts: tuple[ForecastView, ...]
    also: tuple[str, ...] = ()
    """Paragraphs that follow the situation: what the world remembered as it came up."""
    written: bool = False
    """Whether it wants an answer in writing; its options are then what the answer is judged by."""
    answer: str = ""
    """What was written and sent."""
    expected: str = ""
    """What a well-led team was expected to weigh, for a group that judges its own answer."""
    in_place_of: Wording = ""
    """Whom it is for, in a sentence, where somebody alone decides it and their own seat does not get it."""
    theirs: bool = False
    """Whether a simulated colleague decides it, who hears what this seat would do."""


@dataclass(frozen=True, slots=True)
class LuckView:
    """A draw of chance, shown as chance."""

    text: str
    odds: Message
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
    decided: Message = OWN_HAND
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
    clock: Message
    """Day, date and week, in words."""
    you: Wording
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
    """What is on the table, where it is for this seat."""
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
    epilogue: tuple[tuple[str, str], ...] = ()
    """Of whom or what, and the paragraph told of it, after the endings."""
    recalls: tuple[str, ...] = ()
    """What this seat is asked from memory now (`game.exercise.recalling`)."""
    elsewhere: Wording = ""
    """Who is at work on what is on the table, in a sentence, where it is not for this seat."""

    @property
    def stage(self) -> Stage:
        """What there is to do or to wait for: the class says it; alone it is what the run itself asks."""
        if self.group is not None:
            return self.group.stage
        match self.phase:
            case Phase.BRIEFING:
                return Stage.READY
            case Phase.OVER:
                return Stage.ENDED
        if self.inject is None:
            return Stage.ELSEWHERE
        if self.inject.written and not self.inject.answer:
            return Stage.WRITE
        return Stage.READ if self.phase is Phase.READ else Stage.CHOOSE
