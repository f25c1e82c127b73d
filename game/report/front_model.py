"""What stands on the first page of a debrief, as values; words are put to them in `game.faces.front_page`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from game.record.events import How


@dataclass(frozen=True, slots=True)
class At:
    """A decision that the page speaks of."""

    number: int
    """As `Debrief.decisions` counts them from 1."""
    inject: str
    title: str
    when: str
    """The day in short: ``w5``."""
    day: int
    how: How
    own: bool
    """Whether the group took it; not where the facilitator, a colleague or the end of the time did."""


@dataclass(frozen=True, slots=True)
class Weight:
    """What weighed most: the decision that took most of one gauge out of reach, and what came in return."""

    at: At
    option: str
    gauge: str
    gauge_title: str
    low: bool
    """Whether less of the gauge is better."""
    scale: tuple[int, int]
    """The least and the most of the gauge."""
    before: int | float
    """How far it could still be brought before the decision, and after the option that was taken."""
    after: int | float
    kept: int | float
    """The same after the option that left most within reach."""
    other: str
    other_option: int
    gain: str
    """The title of the gauge that could come out farthest above that other way; nothing where none could."""
    gain_low: bool
    gain_points: int | float
    about: bool = False
    """Whether its figures are means of random continuations, and not worked out."""
    gain_about: bool = False


@dataclass(frozen=True, slots=True)
class Parted:
    """Where the truth and the last look at it were farthest apart as a decision was taken."""

    gauge: str
    gauge_title: str
    shown: str
    """``assessed``, or ``hidden`` where no assessed gauge parted."""
    at: At
    true: int
    known: int
    during: tuple[int, ...]
    """Numbers of the decisions that were taken meanwhile."""
    cost: int | float | None
    """How many points of the gauge those took out of reach; None where that is not known of each of them."""
    look: int
    """The first of them at which another option would have shown it; 0 where none would."""
    about: bool = False
    """Whether the cost is from random continuations."""


@dataclass(frozen=True, slots=True)
class Unheard:
    """A private fact that was not marked as told, or a paper that stayed closed."""

    at: At
    kind: str
    """``fact`` or ``paper``."""
    role: str = ""
    """Who held the fact; nothing where that is not told."""
    title: str = ""
    line: str = ""
    """The fact, or the sentence of the paper that bears on it; nothing where none can stand alone."""
    cut: bool = False
    """Whether the line is a whole text, to be cut where it is long."""
    closed: int = 0
    offered: int = 0
    """How many papers stayed closed there, and how many lay there."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """The draw of chance that changed most, beside what the choice itself did to the same gauge."""

    at: At
    text: str
    odds: tuple[int, int]
    gauge: str
    gauge_title: str
    more: bool
    """Whether the gauge could come out higher after it."""
    points: int | float
    choice: int | float
    """What the choice took out of reach."""
    about: bool = False
    """Whether both are from random continuations."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """The decision at which most was bought and paid at once, by its heaviest evidence each way."""

    at: At
    bought: str
    """The title of a lesson."""
    bought_because: str
    paid: str
    paid_because: str
    bought_lesson: str
    paid_lesson: str


@dataclass(frozen=True, slots=True)
class Monday:
    """The lesson whose question is taken home."""

    lesson: str
    title: str
    probe: str
    """Nothing where the lesson has no question of its own."""


@dataclass(frozen=True, slots=True)
class Position:
    """One question of a discussion: what was answered at first, what the second time, and what moved."""

    at: At
    first: str
    """The option as which the answer was read."""
    first_words: str
    """The answer in the group's own words."""
    again_at: int
    """Number of the second decision; 0 where there was none."""
    again: str
    again_words: str
    how: str
    """``kept``, ``kept in other words``, ``moved``, ``left`` unopened, ``not yet`` asked again, asked ``once``."""


@dataclass(frozen=True, slots=True)
class Facts:
    """Private facts at one inject: how many were held at the table, and how many were marked as told."""

    inject: str
    title: str
    held: int
    told: int


@dataclass(frozen=True, slots=True)
class Front:
    """The first page."""

    title: str
    decisions: int
    finished: bool
    when: str
    """How far it was played."""
    endings: tuple[str, ...]
    on_table: str
    """What lay on the table undecided."""
    method: str
    """``exact`` where reach was worked out, ``about`` where random continuations stand in, ``none`` where nothing is.
    """
    how: str
    """How to have it worked out, in a sentence; nothing where it was."""
    unweighed: tuple[int, ...]
    """Where reach was worked out, the decisions of which it is not known: something was changed by hand before."""
    gauges: int
    """How many the scenario has; a discussion has none."""
    unseen: int
    """How many of them are not always shown as they are."""
    draws: int
    """How often chance drew."""
    papers: int
    """How many papers lay on the table."""
    weight: Weight | None
    parted: Parted | None
    unheard: Unheard | None
    luck: Drawn | None
    exchange: Exchange | None
    monday: Monday | None
    positions: tuple[Position, ...] = ()
    apart: tuple[tuple[str, str], ...] = ()
    """Where there are no gauges: the title of an inject, and a sentence against what was decided there."""
    facts: tuple[Facts, ...] = ()
    reached: Mapping[str, Mapping[str, int | float]] = field(default_factory=dict)
    """By inject, how far each gauge could still be brought after what was decided there, as a share of its range."""
    cut_off: bool = False
    """Whether ENDEX ended the exercise before the run was finished; else one that is not finished can be played on."""
    coming: bool = False
    """Whether more of it is being worked out beside this."""
    withheld: bool = False
    """Whether what was not heard is left out, because seats other than the reader's alone knew it."""
