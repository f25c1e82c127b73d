"""The debrief as data: what every form of it (screen, plain text, JSON) shows.

Frozen, in words where people read it and in numbers where they are drawn. Readings of what
was decided and outcomes of what came of it stand apart; there is no total and no rank.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from game.exercise.ticks import DAYS, Ticks
from game.exercise.views.inject_state import InjectState
from game.exercise.views.seat_view import MoveView
from game.report.front_model import Front
from game.report.reach import DecisionReach
from game.report.texts import Prompts
from game.rules.history import Point
from game.rules.judge import Outcome, Reading
from game.words import Message


@dataclass(frozen=True, slots=True)
class ExchangePart:
    """What one decision bought where it spent a lesson, or cost where it served it: a gauge's move, or a lesson."""

    by: int
    """How far the gauge moved; of a lesson above 0 where it was served."""
    gauge: str = ""
    lesson: str = ""
    because: str = ""

    def __str__(self) -> str:
        if self.gauge:
            return f"{self.gauge} {self.by:+d}"
        return f"{'served' if self.by > 0 else 'spent'} “{self.lesson}”: {self.because}"


@dataclass(frozen=True, slots=True)
class MarkPart:
    """One piece of evidence for or against a lesson."""

    day: int
    when: str
    """The day in short: ``w5``."""
    inject: str
    title: str
    option: str
    weight: int
    because: str
    in_exchange: tuple[ExchangePart, ...]
    """What the same decision did the other way: bought, where this spent; cost, where this served."""
    number: int = 0
    """Of the decision, as `Debrief.decisions` counts them from 1."""
    own: bool = True
    """Whether the group took the decision; not where the facilitator or the end of the time did."""


@dataclass(frozen=True, slots=True)
class LessonPart:
    """One lesson in this run."""

    id: str
    family: str
    title: str
    imperative: str
    listed: bool
    """Whether the scenario means to test it."""
    served: int
    """The weights for it, whoever decided."""
    spent: int
    """The weights against it, whoever decided."""
    outcome: Outcome | None
    test: str
    """What had to hold at the end, in words; empty where there is no test."""
    evidence_for: tuple[MarkPart, ...]
    evidence_against: tuple[MarkPart, ...]
    probe: str
    reading: Reading = Reading.UNTESTED
    """What the group's own decisions did for it; its words are in `game.report.readings`."""
    served_at: int = 0
    """How many own decisions served it."""
    spent_at: int = 0

    @property
    def trail(self) -> tuple[MarkPart, ...]:
        """All evidence, whoever decided."""
        return (*self.evidence_for, *self.evidence_against)


@dataclass(frozen=True, slots=True)
class FamilyPart:
    id: str
    title: str
    idea: str
    lessons: tuple[LessonPart, ...]


@dataclass(frozen=True, slots=True)
class LuckPart:
    """One draw of chance, with the branches that were not taken."""

    text: str
    odds: Message
    moves: tuple[MoveView, ...]
    others: tuple[tuple[Message, str], ...]
    """Odds and text of each other branch."""
    kind: str
    """``better``, ``worse`` or ``even``: against what the other branches would have done to the gauges."""


@dataclass(frozen=True, slots=True)
class CamePart:
    """A delayed effect of a decision, and what became of it."""

    day: int
    text: str
    status: str
    """``landed``, ``lapsed`` (its condition did not hold) or ``not yet`` (the run ended first)."""
    moves: tuple[MoveView, ...]


@dataclass(frozen=True, slots=True)
class OpenCell:
    """What was in store for one thing (a family of lessons, a gauge, an ending) after one option."""

    likely: str
    """What would have come of it on the mean, had you gone on at random from there."""
    span: str
    """The least and the most that could still have been brought about."""
    better: bool | None = None
    """Against what was decided: likely better, likely worse, or neither."""


@dataclass(frozen=True, slots=True)
class OpenRow:
    """One option that was open: a cell for each of the things that hung on the decision most."""

    label: str
    taken: bool
    cells: tuple[OpenCell, ...]


@dataclass(frozen=True, slots=True)
class OpenPart:
    """What was still open at one decision, from an analysis of every way to play."""

    about: tuple[str, ...]
    """Titles of what hung on it most; empty where nothing did."""
    rows: tuple[OpenRow, ...]


@dataclass(frozen=True, slots=True)
class LedgerPart:
    """Of one family of lessons or gauge: what was within reach, and where it went; in words of numbers."""

    title: str
    reach: str
    """What could have been brought about on the mean, knowing all rules, from the start on."""
    given_up: str
    """How much of it decisions gave up, for other things."""
    luck: str
    came: str


@dataclass(frozen=True, slots=True)
class Opened:
    """What an analysis says of a whole run."""

    said: tuple[str, ...] = ()
    """How to read it, or how to have it worked out."""
    decisions: Mapping[str, OpenPart] = field(default_factory=dict)
    """By inject."""
    ledger: tuple[LedgerPart, ...] = ()
    closed_most: str = ""
    """The inject at which an own decision closed most of what could still be brought about; "" where none did."""
    weighed: tuple[DecisionReach, ...] = ()
    """How far gauges could be brought, decision by decision."""
    how: str = ""
    """How to have it worked out, where it was not."""
    coming: int = 0
    """How many questions are still being worked out beside this."""


@dataclass(frozen=True, slots=True)
class OtherPart:
    """An option that was not taken."""

    label: str
    case: str
    closed: bool
    serves: tuple[str, ...]
    strains: tuple[str, ...]
    """Titles of lessons."""


@dataclass(frozen=True, slots=True)
class PicturePart:
    """A picture that lay on the table."""

    title: str
    alt: str
    sha256: str
    kind: str
    """Its media type."""
    to: tuple[str, ...] = ()
    """Titles of the roles it was addressed to; none: everyone."""


@dataclass(frozen=True, slots=True)
class BearingPart:
    """A paper, or a fact that one seat alone knew, of which the author says what it bears on."""

    title: str
    """Of the paper; of a fact that of the role which held it."""
    line: str
    """The sentence that was there to be read, word for word; the whole of a fact; nothing where none is marked."""
    on: tuple[str, ...]
    """Labels of the options that it bears on."""
    taken: bool
    """Whether one of them was taken."""
    heard: bool
    """Whether somebody opened the paper, or put the fact on the table."""
    alone: bool = False
    """Whether it is a fact that one seat alone knew."""
    to: tuple[str, ...] = ()
    """Titles of the roles that it was for; none: everyone."""


@dataclass(frozen=True, slots=True)
class DecisionPart:
    """One decision, with everything that led to it and came of it."""

    day: int
    clock: Message
    when: str
    inject: str
    title: str
    dilemma: str
    option: str
    """Empty where the inject passed unanswered."""
    how: str
    confidence: int | None
    reason: str
    counter: str
    outcome: str
    moves: tuple[MoveView, ...]
    luck: LuckPart | None
    came: tuple[CamePart, ...]
    others: tuple[OtherPart, ...]
    documents_opened: int
    documents_offered: int
    unread: tuple[str, ...]
    """Titles of the documents left closed."""
    expected: str
    """What a well-led team was expected to weigh."""
    notes: tuple[str, ...]
    open: OpenPart | None = None
    """None where no analysis of the scenario is kept."""
    decided: Message | None = None
    """Who decided and how, as a sentence begins: ``You decided``, ``Taken by the facilitator``."""
    answer: str = ""
    """What the group wrote, in its own words, where it had to."""
    pictures: tuple[PicturePart, ...] = ()
    """Those among its papers."""
    judged: str = ""
    """Why whoever judged that answer took it so; nothing where nobody said."""
    bearing: tuple[BearingPart, ...] = ()
    """What of its papers and private facts bore on it by its author's word, that on the option taken first."""


@dataclass(frozen=True, slots=True)
class StandPart:
    """Where one inject stood at the end of the run, or as far as it went."""

    inject: str
    title: str
    state: InjectState
    says: Message
    """The state in words, with the minutes for which it lay there at ENDEX."""


@dataclass(frozen=True, slots=True)
class GaugePart:
    """A gauge through the run: as it was, and as the players knew it."""

    id: str
    title: str
    unit: str
    low: int
    high: int
    high_is_good: bool
    shown: str
    start: int
    final: int
    known: int
    """What the players believed at the end."""
    known_since: int
    true_points: tuple[Point, ...]
    known_points: tuple[Point, ...]
    cuts: int
    """How often a bound cut an effect."""


@dataclass(frozen=True, slots=True)
class HeadquartersPart:
    """How content one role's own headquarters is."""

    role: str
    content: int | float
    """The interest sum of scenario-format.md; 0 is as content as at the start."""
    parts: tuple[tuple[str, int | float], ...]
    """Gauge title and what it added."""


@dataclass(frozen=True, slots=True)
class ForecastPart:
    ask: str
    percent: int
    came_true: bool


@dataclass(frozen=True, slots=True)
class AnswerPart:
    ask: str
    scale: int
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class NotePart:
    about: str
    text: str


@dataclass(frozen=True, slots=True)
class DoctrinePart:
    """What others wrote on a lesson that was at stake."""

    lesson: str
    """Its title."""
    said: tuple[str, ...]
    """Then and now, each with what it is."""


@dataclass(frozen=True, slots=True)
class RecallPart:
    """What whoever reads this said from memory, before anything was shown: their own alone."""

    prompt: str
    """See `game.exercise.recalling`."""
    pick: str
    """An inject's id, or a word for none; nothing where none was asked or given."""
    number: int
    """Of the decision that was picked; 0 where none was."""
    title: str
    sure: int | None
    text: str


@dataclass(frozen=True, slots=True)
class Debrief:
    """A whole run, judged with its evidence."""

    run: str
    scenario: str
    sha256: str
    title: str
    you: str
    seed: int
    finished: bool
    stopped: bool
    day: int
    clock: Message
    branched_from: tuple[str, str] | None
    """Run and the title of the inject from which it was played on."""
    endings: tuple[tuple[str, str], ...]
    families: tuple[FamilyPart, ...]
    """Lessons that the scenario lists, by family, in the catalogue's order."""
    barriers: tuple[LessonPart, ...]
    """The closing barriers of the briefing, whatever was tested."""
    decisions: tuple[DecisionPart, ...]
    gauges: tuple[GaugePart, ...]
    headquarters: tuple[HeadquartersPart, ...]
    spread: int | float
    """Between the most and the least content headquarters."""
    forecasts: tuple[ForecastPart, ...]
    brier: float | None
    """Of this run's forecasts, for programs that read it: no form prints it, for of two or three it tells of chance."""
    answers: tuple[AnswerPart, ...]
    by_facilitator: tuple[tuple[str, str, str], ...]
    """When, gauge and reason of each change by hand."""
    notes: tuple[NotePart, ...]
    luck_said: str
    disclaimer: str
    what: Prompts
    so_what: Prompts
    now_what: Prompts
    decision_check: tuple[str, ...]
    open_said: tuple[str, ...] = ()
    """How to read what was still open, or how to have it worked out."""
    ledger: tuple[LedgerPart, ...] = ()
    """What was within reach from the start, and where it went."""
    stands: tuple[StandPart, ...] = ()
    """Every inject of the scenario, in file order."""
    epilogue: tuple[tuple[str, str], ...] = ()
    """Of whom or what, and the paragraph that is told of it at the end."""
    luck: str = "seed"
    """``dice`` where any draw was made by hand."""
    opened: Mapping[str, bool] = field(default_factory=dict)
    """Flag id to whether the run opened with it."""
    ticks: Ticks = DAYS
    """How its clock is read: in days, or in hours."""
    began: tuple[str, ...] = ()
    """The same in words: what was asked before play, and how it was answered."""
    doctrine: tuple[DoctrinePart, ...] = ()
    """Of each lesson that was at stake what was written on it, in the briefing's time and since."""
    front: Front | None = None
    """The first page."""
    recalled: tuple[RecallPart, ...] = ()
    """What was said from memory before it opened; in a group's, a class's and the facilitator's there is none."""
    pin: str = ""
    """The first signs of the hash over its log, for the foot: on paper they say which log it is of."""
