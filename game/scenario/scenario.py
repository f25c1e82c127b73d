"""A scenario compiled for play: frozen, with indices for names and functions for conditions.

Order is the author's file order everywhere. A gauge, flag, inject or option is known to
the rules by its index in that order and to every file and log by its id.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from game.scenario.calendar import Calendar
from game.scenario.conditions import Function, Names, Tree, lower
from game.scenario.pictures import Picture

if TYPE_CHECKING:  # the rules import this module, and know no YAML
    from game.scenario.source import Source


@dataclass(frozen=True)
class Condition:
    """A checked condition: its text for people, and its tree."""

    text: str
    tree: Tree

    @cached_property
    def holds(self) -> Function:
        """The tree as a function of gauges, flags, what was played and the day (made when it is first asked for)."""
        return lower(self.tree)

    def __getstate__(self) -> dict[str, Any]:
        """Without the function, so that a scenario can be sent to another process."""
        return {"text": self.text, "tree": self.tree}


@dataclass(frozen=True, slots=True)
class Effect:
    """A change of one gauge by `amount`, or to `amount` where `outright`."""

    gauge: int
    amount: int
    outright: bool = False

    def as_written(self) -> int | str:
        """The effect as its author wrote it: ``5``, ``-5`` or ``"= 40"``."""
        return f"= {self.amount}" if self.outright else self.amount


@dataclass(frozen=True, slots=True)
class Change:
    """One part applied whole: its effects, then flags set, then flags cleared (rule 5)."""

    effects: tuple[Effect, ...] = ()
    set: tuple[int, ...] = ()
    clear: tuple[int, ...] = ()
    text: str = ""

    @property
    def empty(self) -> bool:
        return not (self.effects or self.set or self.clear)


@dataclass(frozen=True, slots=True)
class Role:
    id: str
    title: str
    brief: str
    interests: tuple[tuple[int, int], ...]
    """Pairs of gauge index and weight."""


@dataclass(frozen=True, slots=True)
class Gauge:
    id: str
    title: str
    start: int
    min: int
    max: int
    unit: str
    good: str
    shown: str

    @property
    def high_is_good(self) -> bool:
        return self.good == "high"


@dataclass(frozen=True, slots=True)
class Flag:
    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Trend:
    id: str
    every: int
    when: Condition | None
    change: Change


@dataclass(frozen=True, slots=True)
class Branch:
    weight: int
    change: Change


@dataclass(frozen=True, slots=True)
class Later:
    after: int
    when: Condition | None
    change: Change


@dataclass(frozen=True, slots=True)
class Advice:
    role: str
    stance: str
    says: str


@dataclass(frozen=True, slots=True)
class Evidence:
    lesson: str
    weight: int
    because: str


@dataclass(frozen=True, slots=True)
class Document:
    kind: str
    title: str
    sender: str
    to: tuple[str, ...]
    text: str
    minutes: int
    alt: str = ""
    """Of a picture: what it shows."""
    picture: Picture | None = None
    bears_on: tuple[str, ...] = ()
    """Options of its inject, by id."""
    line: str = ""
    """The sentence in it that bears."""


@dataclass(frozen=True, slots=True)
class Also:
    """A paragraph that follows the situation where `when` holds as the inject comes up."""

    when: Condition
    text: str


@dataclass(frozen=True, slots=True)
class Option:
    id: str
    label: str
    case: str
    detail: str
    requires: Condition | None
    advice: tuple[Advice, ...]
    change: Change
    assess: tuple[int, ...]
    chance: tuple[Branch, ...]
    weights: tuple[int, ...]
    """The branches' weights."""
    later: tuple[Later, ...]
    outcome: str
    evidence: tuple[Evidence, ...]
    style: tuple[str, ...] = ()
    """Habits that would take it: for the seal and naive policies alone."""


@dataclass(frozen=True, slots=True)
class Inject:
    id: str
    title: str
    first: int
    """First day on which it can come up."""
    last: int
    """Last day; before `first` where the author wrote so: then it never comes up."""
    when: Condition | None
    manual: bool
    to: tuple[str, ...]
    decided_by: str
    situation: str
    documents: tuple[Document, ...]
    private: tuple[tuple[str, str], ...]
    dilemma: str
    question: str
    minutes: int
    options: tuple[Option, ...]
    default: int | None
    expected: str
    notes: str
    also: tuple[Also, ...] = ()
    written: bool = False
    """Whether the group writes, and the options are what the reader of its answer judges."""
    bears_on: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Role and the options that its private fact bears on, where its author said so."""

    def gets(self, role: str) -> bool:
        """Whether a role is among those who get it: all, or those in `to` and whoever decides."""
        return not self.to or role in self.to or role == self.decided_by

    def reaches(self, roles: Iterable[str]) -> bool:
        """Whether a seat that holds these roles gets it; one without a role gets only what is for everyone."""
        return not self.to or any(self.gets(role) for role in roles)

    def option(self, id: str) -> int | None:
        """The index of the option with this id, or None."""
        return next((index for index, option in enumerate(self.options) if option.id == id), None)


@dataclass(frozen=True, slots=True)
class Ending:
    id: str
    title: str
    when: Condition | None
    stops: bool
    text: str


@dataclass(frozen=True, slots=True)
class EpilogueParagraph:
    """What became of somebody or something; the first of its `about` whose `when` holds is told."""

    about: str
    when: Condition | None
    text: str


@dataclass(frozen=True, slots=True)
class Opening:
    """A flag that an earlier run, or the facilitator, may bring along."""

    flag: int
    ask: str
    default: bool
    source: str
    """Id of the scenario whose run can answer it; empty where none can."""
    when: str
    """A condition in that scenario's names, compiled against the text stored in its run."""


@dataclass(frozen=True, slots=True)
class OwnLesson:
    """A lesson that only this scenario has."""

    id: str
    title: str
    imperative: str


@dataclass(frozen=True, slots=True)
class Forecast:
    id: str
    inject: str
    ask: str
    about: Condition


@dataclass(frozen=True, slots=True)
class Question:
    id: str
    ask: str
    scale: int
    when: str


@dataclass(frozen=True)
class Scenario:
    """A whole scenario, ready for play."""

    id: str
    title: str
    summary: str
    language: str
    minutes: int
    setting: str
    start: dt.date | None
    days: int
    labels: str
    roles: tuple[Role, ...]
    gauges: tuple[Gauge, ...]
    flags: tuple[Flag, ...]
    lessons: Mapping[str, Condition | None]
    """Lesson id to its `holds_if`, in file order."""
    trends: tuple[Trend, ...]
    injects: tuple[Inject, ...]
    endings: tuple[Ending, ...]
    forecasts: tuple[Forecast, ...]
    questions: tuple[Question, ...]
    names: Names
    sha256: str
    source: Source = field(compare=False, repr=False)
    hours: bool = False
    """Whether the clock counts hours: then `days`, `first`, `last`, `every`, `after` and `State.day` are hours."""
    moment: dt.datetime | None = None
    """Date and time of tick 0, where the clock counts hours and names a start."""
    epilogue: tuple[EpilogueParagraph, ...] = ()
    opens_with: tuple[Opening, ...] = ()
    own_lessons: Mapping[str, OwnLesson] = field(default_factory=dict)
    self_judged: bool = False
    """Whether the group judges its written answers itself, as it does alone. No file says so: an analysis asks it."""

    @cached_property
    def inject_index(self) -> dict[str, int]:
        """Inject id to its index."""
        return {inject.id: index for index, inject in enumerate(self.injects)}

    @cached_property
    def stops(self) -> tuple[tuple[int, Ending], ...]:
        """The endings that end the game at once, each with its index."""
        return tuple((index, ending) for index, ending in enumerate(self.endings) if ending.stops and ending.when)

    @cached_property
    def calendar(self) -> Calendar:
        """What each day can bring."""
        return Calendar(self)

    @cached_property
    def bounds(self) -> tuple[tuple[int, int], ...]:
        """Least and greatest value of each gauge."""
        return tuple((gauge.min, gauge.max) for gauge in self.gauges)

    def inject(self, id: str) -> Inject:
        """Return the inject with this id (KeyError where there is none)."""
        return self.injects[self.inject_index[id]]

    def judged(self, inject: int) -> bool:
        """Whether somebody else judges what is written there: who plays has no hand in which option that is."""
        return self.injects[inject].written and not self.self_judged

    def role(self, id: str) -> Role | None:
        """Return the role with this id, or None."""
        return next((role for role in self.roles if role.id == id), None)

    def date(self, day: int) -> dt.date | None:
        """The calendar date of a day (an hour, where the clock counts hours), or None where it names no start."""
        if self.hours:
            at = self.time(day)
            return at.date() if at else None
        return self.start + dt.timedelta(days=day) if self.start else None

    def time(self, hour: int) -> dt.datetime | None:
        """Date and time of an hour, or None where the clock counts days or names no start."""
        return self.moment + dt.timedelta(hours=hour) if self.moment else None

    @cached_property
    def opened(self) -> tuple[int, ...]:
        """The flags that are set at the start where nobody brings anything along, by index."""
        return tuple(each.flag for each in self.opens_with if each.default)
