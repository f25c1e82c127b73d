"""What an analysis says of a scenario, ready to be shown: by ids, with what is exact and what was sampled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from game.analysis.abstraction.objectives import Objective
from game.analysis.interval import Figure
from game.rules.judge import Reading, Verdict
from game.scenario.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Way:
    """How something is reached: a shortest script, the branches of chance that it needs, a seed that draws them."""

    script: Mapping[str, str]
    luck: Mapping[str, int]
    seed: int | None
    releases: Mapping[str, str] = field(default_factory=dict)
    """Inject of the tray to the one on the table beside which it is released."""


@dataclass(frozen=True, slots=True)
class Reached:
    """Whether something can come to pass, how likely under random play, and how; or what bars it."""

    reachable: bool | None
    """None where it was not seen in the runs that were sampled, and could not be worked out."""
    random: Figure | None = None
    """As long as nothing is released from the tray."""
    way: Way | None = None
    barred: str = ""
    """What bars it; where a release brings it about, what bars it without."""
    only_if: tuple[tuple[str, ...], ...] = ()
    """Sets of injects of the tray: it can come to pass only if all of one of them are released."""
    why: str = ""
    """Why it is not known whether it can come to pass."""


@dataclass(frozen=True, slots=True)
class ObjectiveRange:
    """Of a lesson, gauge or ending: its value under random play, the least and the greatest of all ways to play."""

    random: Figure
    least: Figure
    greatest: Figure
    proved: tuple[float, float] | None = None
    """Where it is sampled, what the value under random play cannot pass for certain, if that says something."""

    @property
    def exact(self) -> bool:
        """Whether all three are known exactly."""
        return self.random.exact and self.least.exact and self.greatest.exact


@dataclass(frozen=True, slots=True)
class Band:
    """A gauge at the end of a day under random play: the values below which so many runs in a hundred lie."""

    day: int
    p5: int
    p25: int
    p50: int
    p75: int
    p95: int


Others = tuple[str, ...] | None
"""Options by id; none in it is a result, None says that it was not tested."""


@dataclass(frozen=True, slots=True)
class OptionResult:
    """An option: whether it is ever open, how often it is taken at random, and which others beat it."""

    reached: Reached
    outdone_by: Others = ()
    dominated_by: Others = ()
    hopeless_beside: Others = ()
    dominated_on_gauges: Others = ()
    dominated_on_evidence: Others = ()
    so_far: tuple[str, ...] = ()
    """Where it is not known whether it is dominated: those that dominate it on all that is exact."""
    why: Mapping[str, str] = field(default_factory=dict)
    """Of what was not tested, by the name of its field: why not."""


SENSES = ("outdone_by", "dominated_by", "hopeless_beside", "dominated_on_gauges", "dominated_on_evidence")
"""The fields of an option that name others, each of which may not have been tested."""


@dataclass(frozen=True, slots=True)
class ValueToGo:
    """What is in store for an objective at a decision: from here on least, greatest, and under random play."""

    least: float
    greatest: float
    random: float


@dataclass(frozen=True, slots=True)
class OptionStore:
    """What is in store after one option, on the mean of all ways in which it is open."""

    open: float
    """How likely it is open when the decision comes up under random play."""
    stores: Mapping[Objective, ValueToGo]
    against: Mapping[Objective, float]
    """How much more it brings than the mean of the open options, under random play after it."""


@dataclass(frozen=True, slots=True)
class DecisionResult:
    """One decision: how likely it comes up, what is in store before it and after each option."""

    inject: str
    stores: Mapping[Objective, ValueToGo]
    """Least and greatest over all states in which it comes up."""
    options: Mapping[str, OptionStore]


@dataclass(frozen=True, slots=True)
class Ran:
    """What a naive strategy ends in."""

    name: str
    exact: bool
    values: Mapping[Objective, float]


@dataclass(frozen=True, slots=True)
class QuestionOutcome:
    """How one question was answered: exactly with so many states, or not, and why."""

    name: str
    exact: bool
    states: int
    transitions: int
    seconds: float
    why: str = ""


@dataclass(frozen=True, slots=True)
class Cure:
    """The smallest change found of one number that removes a finding and makes no other."""

    code: str
    finding: str
    """The path of what the finding is about, with dots."""
    path: str
    """The path of the number in the file, with dots."""
    where: str
    """The same in the scenario's own ids."""
    before: int
    after: int
    old: str
    new: str
    """What stands there, and what is to stand there: the number, or the whole condition that it is in."""


@dataclass(frozen=True, slots=True)
class Moved:
    """What one step of one number moves."""

    path: str
    where: str
    before: int
    after: int
    old: str
    new: str
    moves: Mapping[Objective, tuple[float, float]]
    """Ending or lesson to its value under random play, as it is and after the step."""
    share: float
    """The greatest of these moves: of an ending's probability, of a lesson's whole range."""


@dataclass(frozen=True, slots=True)
class Teaching:
    """What the choice at one inject tells, under random play where it comes up, and what it takes."""

    verdicts: float
    """Bits about the verdicts, summed over the lessons."""
    endings: float
    """Bits about which endings are told, summed over the endings."""
    minutes: int
    """Minutes of the class: to read, and to talk where the author says how long."""

    @property
    def bits(self) -> float:
        return self.verdicts + self.endings


@dataclass(frozen=True, slots=True)
class ClassPlan:
    """How many syndicates it takes until every lesson has borne on some decision of some of them."""

    lessons: Mapping[str, float]
    """Lesson to how likely one syndicate meets it."""
    chances: tuple[float, ...]
    """How likely so many syndicates meet all of them: one, two, and so on."""
    needed: int | None
    """The fewest with `SURE`; None where more than `MOST` would be needed, or no run meets one of them."""
    never: tuple[str, ...] = ()
    """Lessons that no run met: the tray alone tests them."""


@dataclass(slots=True)
class Analysis:
    """Everything that was found out about a scenario."""

    scenario: Scenario
    method: str
    """``exact``, ``sampled`` where no number is, or ``mixed``."""
    complete: bool
    states: int
    transitions: int
    runs: int
    seconds: float
    injects: dict[str, Reached] = field(default_factory=dict)
    passes: dict[str, Figure] = field(default_factory=dict)
    """Inject to the probability that it passes unanswered."""
    options: dict[str, OptionResult] = field(default_factory=dict)
    """By ``inject.option``."""
    parts: dict[str, Reached] = field(default_factory=dict)
    """Branches (``inject.option.chance.0``), delayed effects (``inject.option.later.0``), trends (``trend``)."""
    ending_reach: dict[str, Reached] = field(default_factory=dict)
    endings: dict[str, ObjectiveRange] = field(default_factory=dict)
    lessons: dict[str, ObjectiveRange] = field(default_factory=dict)
    verdicts: dict[str, dict[Verdict, Figure]] = field(default_factory=dict)
    readings: dict[str, dict[Reading, Figure]] = field(default_factory=dict)
    """The same as people read it; nothing for what an older version kept."""
    gauges: dict[str, ObjectiveRange] = field(default_factory=dict)
    bands: dict[str, tuple[Band, ...]] = field(default_factory=dict)
    final: dict[str, dict[int, float]] = field(default_factory=dict)
    """Gauge to the distribution of its final value under random play."""
    sampled_days: frozenset[str] = frozenset()
    """Gauges of which the bands and the distribution of final values are sampled."""
    decisions: dict[str, DecisionResult] = field(default_factory=dict)
    flows: dict[str, dict[str, float]] = field(default_factory=dict)
    """Decided inject to what comes next (an inject, or nothing for the end), in shares of the runs that get there."""
    strategies: list[Ran] = field(default_factory=list)
    teaching: dict[str, Teaching] = field(default_factory=dict)
    """Inject with something to decide to what its choice tells; from random runs."""
    plan: ClassPlan | None = None
    cures: list[Cure] | None = None
    """None where nobody looked for any."""
    uncured: list[tuple[str, str]] = field(default_factory=list)
    """Code and path of the warnings for which none was found."""
    sensitivity: list[Moved] | None = None
    """What moves endings and lessons most; None where nobody looked."""
    unmended: str = ""
    """Why nobody could look, where somebody asked."""
    questions: list[QuestionOutcome] = field(default_factory=list)

    @property
    def sampled(self) -> list[Objective]:
        """The lessons, gauges and endings of which some number is not exact, in the order of the file."""
        parts = (("tally", self.lessons), ("gauge", self.gauges), ("ending", self.endings))
        return [Objective(kind, id) for kind, every in parts for id, outcome in every.items() if not outcome.exact]
