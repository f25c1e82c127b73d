"""What the facilitator sees: frozen values, one row a syndicate."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from game import words
from game.exercise.acts.act import Right
from game.exercise.classroom.roster import FacilitatorMessage, Observation
from game.exercise.views.inject_state import InjectState
from game.exercise.views.seat_view import SpreadView
from game.record.events import How


class State(StrEnum):
    """The big banner."""

    LOBBY = "LOBBY"
    RUNNING = "RUNNING"
    HELD = "HELD"
    PAUSED = "PAUSED"
    ENDEX = "ENDEX"


@dataclass(frozen=True, slots=True)
class Namesake:
    """Who came before under the same name and is not connected: perhaps the same person."""

    seat: str
    name: str


@dataclass(frozen=True, slots=True)
class SeatRow:
    """Somebody in the class."""

    seat: str
    name: str
    syndicate: str
    roles: tuple[str, ...]
    """Role ids."""
    admitted: bool
    briefed: bool
    chosen: bool
    connected: bool
    asked: bool = True
    """Whether what is on its syndicate's table is for it; else nobody waits for it."""
    shares: tuple[str, ...] = ()
    """Ids of those of its roles in which another decides."""
    observes: bool = False
    """Whether it reads and listens, and is asked nothing."""
    perhaps: Namesake | None = None
    """Whose second seat it may be."""


@dataclass(frozen=True, slots=True)
class OptionRow:
    """An option open to a syndicate."""

    id: str
    label: str
    default: bool
    """Whether the author meant it to be taken when time is up."""


@dataclass(frozen=True, slots=True)
class SyndicateRow:
    """Where a syndicate is."""

    id: str
    code: str
    clock: words.Message
    inject: str
    """The id of the inject on the table, or nothing."""
    title: str
    seconds: int | None
    """Left of its soft time; below 0 where it is up."""
    waiting: int
    """Seconds of exercise time since the inject came up."""
    last: str
    """Its last decision, in words."""
    seats: tuple[SeatRow, ...]
    chosen: int
    voted: int
    decides: words.Wording
    """Who decides: a role with who holds it, the vote, or you."""
    by_vote: bool
    """Whether the vote decides."""
    yours: bool
    """Whether it is the facilitator who has to act: a role nobody holds, a tied vote."""
    shown: bool
    held: bool
    over: bool
    options: tuple[OptionRow, ...]
    spread: tuple[SpreadView, ...]
    """What each would do; the facilitator sees it before the syndicate does."""
    facts: tuple[tuple[str, str, bool], ...]
    """Role title, private fact, and whether it was put on the table."""
    probes: tuple[str, ...]
    """Questions to ask about the lessons that the inject on the table can test."""
    doctrine: tuple[str, ...]
    """What names a real operation on those lessons: for the facilitator alone."""
    gauges: tuple[tuple[str, int], ...]
    """Title and true value."""
    roles: tuple[str, ...] = ()
    """Ids of the roles that are held at its table: all of the scenario's, or a set of them."""
    had: tuple[str, ...] = ()
    """Ids of the injects of the tray that it was sent already."""
    queued: tuple[str, ...] = ()
    """Ids of those that have not come up yet, in the order in which they do."""
    ready: tuple[str, ...] = ()
    """Ids of the injects of the tray that could interrupt what is on the table now."""
    waits: tuple[tuple[str, words.Wording], ...] = ()
    """Id of each inject of the tray that could not come up now, with when it can: ``from day 5 on``."""
    lapsed: tuple[str, ...] = ()
    """Ids of those whose last day is behind it: they come up no more."""
    beneath: str = ""
    """The title of the inject that was interrupted, and comes up again; nothing where none was."""
    news: tuple[tuple[int, str], ...] = ()
    """Number and title of the news that was written to it, and not withdrawn."""
    undo: str = ""
    """The id of the inject whose decision can be taken back; nothing where something came after it."""
    gated: bool = False
    """Whether it stopped by itself after a decision, and waits to be let go."""
    expected: tuple[str, ...] = ()
    """What is expected of a well-led team at the inject on the table, one action each."""
    seen: tuple[int, ...] = ()
    """The numbers of those that somebody at a desk saw, from 0."""
    written: bool = False
    """Whether what is on the table wants an answer in writing."""
    writes: str = ""
    """The name of who writes it, once that is known."""
    answer: str = ""
    """The answer, once it was sent."""

    @property
    def connected(self) -> int:
        """How many of its seats are looked at now."""
        return sum(seat.connected for seat in self.seats)

    @property
    def without_role(self) -> tuple[str, ...]:
        """Names of those who hold no role and do not observe."""
        return tuple(seat.name for seat in self.seats if not seat.roles and not seat.observes and self.roles)

    @property
    def waits_for(self) -> tuple[str, ...]:
        """Names of those who have not chosen yet, and should."""
        return tuple(seat.name for seat in self.seats if seat.asked and not seat.chosen)

    @property
    def asked(self) -> int:
        """How many of its seats what is on the table is for."""
        return sum(seat.asked for seat in self.seats)


@dataclass(frozen=True, slots=True)
class DeskRow:
    """Somebody who has a desk beside the facilitator's."""

    desk: str
    name: str
    right: Right


@dataclass(frozen=True, slots=True)
class ReachedRow:
    """An inject with something to decide that came up somewhere: it can be laid side by side."""

    id: str
    title: str
    waiting: tuple[str, ...]
    """The syndicates that may still decide it: they would read what others did."""


@dataclass(frozen=True, slots=True)
class WallColumn:
    """One syndicate at the inject on the wall: what was decided and how, or where it stands; nobody's own choice."""

    syndicate: str
    state: words.Message
    """Who decided and how, as a sentence begins; where nobody did, where the inject stands."""
    option: str
    minutes: int | None
    reason: str
    """The deciding role's, where whoever held it agreed to be quoted."""
    text: str = ""
    """The sentence of the group, where it was asked for in writing and is sent."""
    before: str = ""
    """Its sentence in the first sitting, where the question was asked once before."""


@dataclass(frozen=True, slots=True)
class WallView:
    """Syndicates side by side at one inject for everybody to see: no gauge, no outcome, no reading of a lesson."""

    title: str
    question: str
    columns: tuple[WallColumn, ...]


@dataclass(frozen=True, slots=True)
class DeskView:
    """Everything that the facilitator sees."""

    name: str
    title: str
    state: State
    syndicates: tuple[SyndicateRow, ...]
    at_door: tuple[SeatRow, ...]
    tray: tuple[tuple[str, str], ...]
    """Id and title of the injects that come up only by hand."""
    observations: tuple[Observation, ...]
    messages: tuple[FacilitatorMessage, ...]
    exercise_seconds: int
    """Exercise time so far: it stops at a pause."""
    reasons: bool
    """Whether choices need a reason."""
    gauges: tuple[tuple[str, str], ...]
    """Id and title of each gauge."""
    lessons: tuple[tuple[str, str], ...]
    """Id and title of each lesson that the scenario lists."""
    roles: tuple[tuple[str, str], ...]
    """Id and title of each role."""
    desks: tuple[DeskRow, ...]
    """Who has a desk beside the facilitator's now."""
    gate: bool
    """Whether each syndicate stops after each decision."""
    recall: bool
    """Whether each seat is asked from memory before its debrief opens."""
    trouble: str
    """Why nothing can be written now, such as a full disk; nothing where all is well."""
    reached: tuple[ReachedRow, ...] = ()
    """What can be laid side by side, in file order."""
    restarted: bool = False
    """Whether everybody waits because the host was started again, and not because somebody paused."""
    on_wall: str = ""
    """The id of the inject on the wall; nothing where there is none."""
    wall: WallView | None = None
    """The inject at which the syndicates lie side by side on the wall, where the facilitator shows one."""


@dataclass(frozen=True, slots=True)
class EventStand:
    """Where one inject stands for one syndicate."""

    syndicate: str
    state: InjectState
    queued: bool
    """Whether it was sent from the tray, and has not come up yet; or was interrupted, and comes up again."""
    place: int = 0
    """Its place in the syndicate's queue, from 1; 0 where it has none."""
    waits: words.Wording = ""
    """When it can come up, where it is queued and could not now."""


@dataclass(frozen=True, slots=True)
class EventRow:
    """One inject on the board of events."""

    id: str
    title: str
    when: words.Message
    """The first day on which it can come up."""
    manual: bool
    """Whether it comes up only by hand."""
    stands: tuple[EventStand, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """One syndicate at one inject, for laying several side by side."""

    syndicate: str
    state: words.Message
    """Where the inject stands, in the words of `inject_state.SAID`."""
    option: str
    how: How | None
    by: words.Wording
    seconds: int | None
    """Exercise time from the inject's coming up to the decision."""
    spread: tuple[tuple[str, int], ...]
    """Option label and how many would have taken it, most first."""
    confidence: tuple[int, ...]
    """What people said, sorted."""
    told: int
    """Private facts put on the table."""
    facts: int
    """Private facts there were."""
