"""The scenario under review: what is in it, where it stands, and what its numbers can reach."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from game.scenario.checks.codes import CODES
from game.scenario.checks.coming import EarliestDays, Key
from game.scenario.conditions import NO_OPTION, NOT_PLAYED, Domains, Patience, Tree, constant, mentioned
from game.scenario.draft_validation import where
from game.scenario.findings import Finding, Place
from game.scenario.node import Node, Path
from game.scenario.scenario import Change, Condition, Inject, Option, Scenario
from game.scenario.source import Source
from game.scenario.text import clean_line

Line = tuple[str, int]
"""A file, as it is shown, and a line in it."""

_Played = tuple[tuple[int, int | None], ...]


@dataclass(frozen=True, slots=True)
class Cause:
    """A part that changes the state, with its place."""

    path: Path
    change: Change
    what: str
    """What it is called in a sentence."""


@dataclass(frozen=True, slots=True)
class PlacedCondition:
    """A condition, with its place, the days on which it is asked, and what was played by then."""

    path: Path
    condition: Condition
    days: tuple[int, int]
    played: _Played = ()
    """Inject index and what is known to have become of it (None: not played yet)."""


class Subject:
    """A scenario with its tree and its text."""

    def __init__(self, scenario: Scenario, root: Node, source: Source, whole: bool = True) -> None:
        """`whole` is False where the scenario has mistakes that were mended in memory: then less is known of it."""
        self.whole = whole
        self.scenario = scenario
        self.root = root
        self.source = source
        self._paths: dict[Finding, Path] = {}
        self.patience = Patience()
        self._constants: dict[tuple[Tree, tuple[int, int], _Played], bool | None] = {}

    @property
    def tick(self) -> str:
        """The word for one step of the clock."""
        return self.scenario.names.tick

    def finding(self, code: str, path: Path, says: str, cure: str, key: bool = False, word: str = "") -> Finding:
        """Return a finding at a path; `key` points at the key itself, `word` at that word in the text."""
        node = self.root.find(path)
        if key:
            node = self.root.find(path[:-1]).key(str(path[-1])) or node
        place = self.source.inside(node, word) if word else node.place
        made = self.at(code, place, says, cure, where(path, self.root))
        self._paths[made] = path
        return made

    def moved(self, finding: Finding, place: Place) -> Finding:
        """The same finding at another place, and still of the same part."""
        made = replace(finding, place=place, source=self.source.line(place))
        self._paths[made] = self._paths[finding]
        return made

    def proved(self, finding: Finding, says: str) -> Finding:
        """The same finding with a change that is proved to remove it."""
        made = replace(finding, proved=clean_line(says, 600))
        self._paths[made] = self._paths[finding]
        return made

    def at(self, code: str, place: Place, says: str, cure: str, where: str = "") -> Finding:
        """Return a finding at a place."""
        known = CODES[code]
        says, cure = clean_line(says, 400), clean_line(cure, 400)
        return Finding(code, known.level, place, says, cure, known.why, where, self.source.line(place))

    def path(self, finding: Finding) -> Path:
        """Where in the tree a finding of this subject is; nowhere where it is of the file as text."""
        return self._paths.get(finding, ())

    def covered_by(self, finding: Finding) -> Iterator[Line]:
        """The line of a finding, and those on which the parts begin that it is in."""
        yield finding.place.file, finding.place.line
        path = self.path(finding)
        for length in range(len(path), 0, -1):
            holder = self.root.find(path[: length - 1])
            node = holder.key(str(path[length - 1])) or holder.step(path[length - 1])
            if node:
                yield node.file, node.line

    # --- what there is

    def decisions(self) -> Iterator[tuple[int, Inject]]:
        """Every inject that has something to decide, with its index."""
        for index, inject in enumerate(self.scenario.injects):
            if inject.options:
                yield index, inject

    def options(self) -> Iterator[tuple[Path, Inject, Option]]:
        """Every option with its path and its inject."""
        for index, inject in self.decisions():
            for number, option in enumerate(inject.options):
                yield ("injects", index, "options", number), inject, option

    @cached_property
    def causes(self) -> tuple[Cause, ...]:
        """Every part that changes the state."""
        return tuple(self._causes())

    def _causes(self) -> Iterator[Cause]:
        for index, trend in enumerate(self.scenario.trends):
            yield Cause(("trends", index), trend.change, "this trend")
        for path, _, option in self.options():
            yield Cause(path, option.change, f"option '{option.id}'")
            for number, branch in enumerate(option.chance):
                yield Cause((*path, "chance", number), branch.change, "this branch")
            for number, later in enumerate(option.later):
                yield Cause((*path, "later", number), later.change, "this delayed effect")

    def comes_up(self, inject: Inject) -> bool:
        """Whether its days leave an inject room to come up."""
        return inject.first <= min(inject.last, self.scenario.days)

    @cached_property
    def conditions(self) -> tuple[PlacedCondition, ...]:
        """Every condition of the scenario."""
        return tuple(self._conditions())

    def _conditions(self) -> Iterator[PlacedCondition]:
        made = self.scenario
        end = (0 if made.stops else made.days, made.days)
        for id, holds_if in made.lessons.items():
            if holds_if:
                yield PlacedCondition(("lessons", id, "holds_if"), holds_if, end)
        for index, trend in enumerate(made.trends):
            if trend.when:
                yield PlacedCondition(("trends", index, "when"), trend.when, (trend.every, made.days))
        for index, inject in enumerate(made.injects):
            yield from self._of_inject(index, inject)
        for index, ending in enumerate(made.endings):
            if ending.when:
                yield PlacedCondition(("endings", index, "when"), ending.when, (0, made.days) if ending.stops else end)
        for index, paragraph in enumerate(made.epilogue):
            if paragraph.when:
                yield PlacedCondition(("epilogue", index, "when"), paragraph.when, end)
        for index, forecast in enumerate(made.forecasts):
            yield PlacedCondition(("forecasts", index, "about"), forecast.about, end)

    def _of_inject(self, index: int, inject: Inject) -> Iterator[PlacedCondition]:
        last = self.scenario.days
        days = (inject.first, min(inject.last, last))
        unplayed = ((index, None),)
        if inject.when:
            yield PlacedCondition(("injects", index, "when"), inject.when, days, unplayed)
        for number, also in enumerate(inject.also):
            yield PlacedCondition(("injects", index, "also", number, "when"), also.when, days, unplayed)
        for number, option in enumerate(inject.options):
            path: Path = ("injects", index, "options", number)
            if option.requires:
                yield PlacedCondition((*path, "requires"), option.requires, days, unplayed)
            for each, later in enumerate(option.later):
                if later.when:
                    due = (days[0] + later.after, last)
                    yield PlacedCondition((*path, "later", each, "when"), later.when, due, ((index, number),))

    # --- what can be

    @cached_property
    def reach(self) -> Domains:
        """What each name can be in a run that nobody adjusts by hand: a gauge that nothing lowers never falls.

        A flag that nothing sets and an inject that cannot come up are said to be so elsewhere, once; here they may be
        anything, so that not every condition with them in it is said to be wrong as well.
        """
        made = self.scenario
        if not self.whole:
            return made.names.reach
        low = [gauge.start for gauge in made.gauges]
        high = low[:]
        for cause in self.causes:
            for effect in cause.change.effects:
                gauge = made.gauges[effect.gauge]
                if effect.outright:
                    low[effect.gauge] = min(low[effect.gauge], max(gauge.min, effect.amount))
                    high[effect.gauge] = max(high[effect.gauge], min(gauge.max, effect.amount))
                elif effect.amount < 0:
                    low[effect.gauge] = gauge.min
                elif effect.amount > 0:
                    high[effect.gauge] = gauge.max
        played = tuple(self._outcomes(inject) for inject in made.injects)
        return Domains(tuple(zip(low, high, strict=True)), ((0, 1),) * len(made.flags), played, (0, made.days))

    @staticmethod
    def _outcomes(inject: Inject) -> tuple[int, ...]:
        """What can become of an inject; it passes without an option only where all may be closed."""
        passes = all(option.requires for option in inject.options)
        return (NOT_PLAYED, *((NO_OPTION,) if passes else ()), *range(len(inject.options)))

    @cached_property
    def coming(self) -> EarliestDays:
        """What can come up at all."""
        return EarliestDays(self.scenario)

    @cached_property
    def coming_else(self) -> EarliestDays:
        """What could if that were mended of which a condition, a day or a flag alone tells that it is in vain."""
        kinds = {("injects", "when"): "inject", ("options", "requires"): "option", ("later", "when"): "later"}
        granted: set[Key] = set()
        for asked in self.conditions:
            path = asked.path
            kind = "trend" if path[0] == "trends" else kinds.get((str(path[-3]), str(path[-1])), "")
            if kind and self.always(asked) is False:
                first, second, third, *_ = *(step for step in path if isinstance(step, int)), -1, -1
                granted.add((kind, first, second, third))
        last = self.scenario.days
        granted |= {("trend", index, -1, -1) for index, each in enumerate(self.scenario.trends) if each.every > last}
        for index, inject in enumerate(self.scenario.injects):
            if not self.comes_up(inject):
                granted.add(("inject", index, -1, -1))
            for number, option in enumerate(inject.options):
                late = (each for each, later in enumerate(option.later) if inject.first + later.after > last)
                granted |= {("later", index, number, each) for each in late}
        unset = self.asked_flags - self.set_flags
        return EarliestDays(self.scenario, frozenset(granted), unset) if granted or unset else self.coming

    @cached_property
    def set_flags(self) -> frozenset[int]:
        """The flags that something sets, or a run may open with."""
        brought = {each.flag for each in self.scenario.opens_with}
        return frozenset(flag for cause in self.causes for flag in cause.change.set) | brought

    @cached_property
    def asked_flags(self) -> frozenset[int]:
        """The flags that a condition asks about."""
        return frozenset(flag for asked in self.conditions for flag in mentioned(asked.condition.tree)[1])

    def always(self, asked: PlacedCondition) -> bool | None:
        """Whether a condition always holds where it is asked (True), never (False), or sometimes."""
        first, last = asked.days
        if first > last:
            return None  # it is never asked, which is said elsewhere
        key = (asked.condition.tree, asked.days, asked.played)
        if key not in self._constants:
            narrowed = self.reach
            if self.whole:
                played = list(narrowed.played)
                for inject, outcome in asked.played:
                    played[inject] = (NOT_PLAYED,) if outcome is None else (outcome,)
                narrowed = Domains(narrowed.gauges, narrowed.flags, tuple(played), asked.days)
            self._constants[key] = constant(asked.condition.tree, self.scenario.names, narrowed, self.patience)
        return self._constants[key]
