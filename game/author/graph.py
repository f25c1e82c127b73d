"""What leads to what in a scenario: injects by day, and the flags and choices that one sets and another asks about.

A pure model. `drawing` writes it as SVG, `mermaid` as Mermaid, a page of the preview as text. Gauges are left out:
nearly every option moves some, so that edges for them would say nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from game.exercise import wording
from game.scenario.scenario import Change, Condition, Inject, Scenario
from game.scenario.tree import Chose, Flag, parts_of


class NodeKind(StrEnum):
    """What a node is."""

    DECISION = "decision"
    INFORMATION = "information"
    TRAY = "tray"
    TREND = "trend"
    ENDING = "ending"
    EPILOGUE = "epilogue"
    OPENING = "opening"


ALSO = "also read"
"""What asks in an inject where a paragraph follows its situation; no option has such an id."""


@dataclass(frozen=True, slots=True)
class Landing:
    """A delayed effect: the first day on which it can come back, and the option it comes from."""

    day: int
    option: str
    matters: bool
    """Whether it sets or clears a flag that something asks about."""


@dataclass(frozen=True, slots=True)
class GraphNode:
    """An inject; a trend, an ending or an epilogue that asks about a flag or a choice; what a run may open with."""

    key: str
    kind: NodeKind
    id: str
    title: str
    day: int
    """First day on which it can come up."""
    last: int
    number: int = 0
    """Place in the order of play, from 1; 0 where it has none."""
    options: int = 0
    landings: tuple[Landing, ...] = ()


@dataclass(frozen=True, slots=True)
class EdgeCause:
    """What goes from one node to another: a flag, or that an option was taken."""

    flag: bool
    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Edge:
    """One node sets something that another asks about."""

    source: str
    target: str
    cause: EdgeCause
    by: tuple[str, ...]
    """The options of the source that set, clear or are it."""
    asks: tuple[str, ...]
    """What in the target asks: ``when``, `ALSO`, or options' ids."""
    clears: bool = False
    lands: int | None = None
    """For a delayed effect the first day on which it can land; a dotted edge."""


@dataclass(frozen=True, slots=True)
class Graph:
    """A scenario's injects by day, and what leads to what."""

    title: str
    days: int
    scenario: Scenario
    """For days in wording."""
    nodes: tuple[GraphNode, ...]
    edges: tuple[Edge, ...]

    def node(self, key: str) -> GraphNode:
        """The node with a key (KeyError where there is none)."""
        return next(node for node in self.nodes if node.key == key)

    def short(self, day: int) -> str:
        """A day as ``w5`` or ``d34``."""
        return wording.short(self.scenario, day)


@dataclass(frozen=True, slots=True)
class _Setting:
    """Somewhere a cause comes into the world."""

    source: str
    by: str
    cause: EdgeCause
    day: int
    clears: bool = False
    lands: int | None = None


@dataclass(frozen=True, slots=True)
class _Asking:
    target: str
    what: str
    cause: EdgeCause
    option: str
    """For a choice the option asked about; empty for any."""
    last: int
    """The last day on which it is asked."""


def graph(scenario: Scenario) -> Graph:
    """Return the graph of a scenario; nodes in the order of play, edges in the order of their sources."""
    asked = list(_asked(scenario))
    wanted = {asking.cause for asking in asked if asking.cause.flag}
    inject_nodes = [_node(scenario, index, inject, wanted) for index, inject in enumerate(scenario.injects)]
    in_order = sorted(inject_nodes, key=lambda node: (node.kind is NodeKind.TRAY, node.day))
    targets = {asking.target for asking in asked}
    sources = {setting.source for setting in _set(scenario) if setting.cause in wanted}
    nodes = [
        GraphNode(f"opening:{flag.id}", NodeKind.OPENING, flag.id, flag.title, 0, 0)
        for flag in (scenario.flags[each.flag] for each in scenario.opens_with)
        if f"opening:{flag.id}" in sources
    ]
    nodes += [
        GraphNode(n.key, n.kind, n.id, n.title, n.day, n.last, number, n.options, n.landings)
        for number, n in enumerate(in_order, 1)
    ]
    for trend in scenario.trends:
        if f"trend:{trend.id}" in targets | sources:
            title = trend.change.text or trend.id
            nodes.append(GraphNode(f"trend:{trend.id}", NodeKind.TREND, trend.id, title, trend.every, scenario.days))
    for ending in scenario.endings:
        if f"ending:{ending.id}" in targets:
            key = f"ending:{ending.id}"
            nodes.append(GraphNode(key, NodeKind.ENDING, ending.id, ending.title, scenario.days, scenario.days))
    for about in dict.fromkeys(each.about for each in scenario.epilogue):
        if f"epilogue:{about}" in targets:
            nodes.append(GraphNode(f"epilogue:{about}", NodeKind.EPILOGUE, about, about, scenario.days, scenario.days))
    place = {node.key: number for number, node in enumerate(nodes)}
    edges = sorted(_edges(scenario, asked), key=lambda edge: (place[edge.source], place[edge.target]))
    return Graph(scenario.title, scenario.days, scenario, tuple(nodes), tuple(edges))


def _node(scenario: Scenario, index: int, inject: Inject, wanted: set[EdgeCause]) -> GraphNode:
    kind = NodeKind.TRAY if inject.manual else NodeKind.DECISION if inject.options else NodeKind.INFORMATION
    landings = {
        Landing(
            inject.first + later.after,
            option.id,
            any(_flag(scenario, flag) in wanted for flag in (*later.change.set, *later.change.clear)),
        )
        for option in inject.options
        for later in option.later
        if inject.first + later.after <= scenario.days
    }
    found = tuple(sorted(landings, key=lambda landing: (landing.day, landing.option)))
    return GraphNode(
        f"inject:{inject.id}", kind, inject.id, inject.title, inject.first, inject.last, 0, len(inject.options), found
    )


def _edges(scenario: Scenario, asked: list[_Asking]) -> Iterator[Edge]:
    """Yield one edge for each pair, cause and manner; what a node sets and asks itself needs none."""
    gathered: dict[tuple[str, str, EdgeCause, bool, int | None], tuple[dict[str, None], dict[str, None]]] = {}
    settings = [*_set(scenario), *_chosen(scenario)]
    by_cause: dict[str, list[_Setting]] = {}
    for setting in settings:
        by_cause.setdefault(f"{setting.cause.flag}:{setting.cause.id}", []).append(setting)
    for asking in asked:
        for setting in by_cause.get(f"{asking.cause.flag}:{asking.cause.id}", ()):
            day = setting.day if setting.lands is None else setting.lands
            if setting.source == asking.target or day > asking.last:
                continue
            if asking.option and setting.by != asking.option:
                continue
            key = (setting.source, asking.target, asking.cause, setting.clears, setting.lands)
            by, asks = gathered.setdefault(key, ({}, {}))
            by[setting.by] = asks[asking.what] = None
    for (source, target, cause, clears, lands), (by, asks) in gathered.items():
        yield Edge(source, target, cause, tuple(by), tuple(asks), clears, lands)


# --- what sets, and what asks


def _flag(scenario: Scenario, index: int) -> EdgeCause:
    return EdgeCause(True, scenario.flags[index].id, scenario.flags[index].title)


def _of(scenario: Scenario, change: Change, source: str, by: str, day: int, lands: int | None) -> Iterator[_Setting]:
    for flags, clears in ((change.set, False), (change.clear, True)):
        for flag in flags:
            yield _Setting(source, by, _flag(scenario, flag), day, clears, lands)


def _set(scenario: Scenario) -> Iterator[_Setting]:
    """Yield every setting and clearing of a flag."""
    for opening in scenario.opens_with:
        cause = _flag(scenario, opening.flag)
        yield _Setting(f"opening:{cause.id}", "", cause, 0)
    for trend in scenario.trends:
        yield from _of(scenario, trend.change, f"trend:{trend.id}", "", trend.every, None)
    for inject in scenario.injects:
        for option in inject.options:
            at = (f"inject:{inject.id}", option.id, inject.first)
            yield from _of(scenario, option.change, *at, None)
            for branch in option.chance:
                yield from _of(scenario, branch.change, *at, None)
            for later in option.later:
                if inject.first + later.after <= scenario.days:
                    yield from _of(scenario, later.change, *at, inject.first + later.after)


def _chosen(scenario: Scenario) -> Iterator[_Setting]:
    """Yield every option, and every inject as a whole, as something that a condition may ask about."""
    for inject in scenario.injects:
        source = f"inject:{inject.id}"
        yield _Setting(source, "", EdgeCause(False, inject.id, inject.title), inject.first)
        for option in inject.options:
            yield _Setting(source, option.id, EdgeCause(False, f"{inject.id}.{option.id}", option.label), inject.first)


def _asked(scenario: Scenario) -> Iterator[_Asking]:
    """Yield every question about a flag or a choice in a condition that decides what happens or is told."""
    for trend in scenario.trends:
        yield from _in(scenario, trend.when, f"trend:{trend.id}", "when", scenario.days)
    for inject in scenario.injects:
        target = f"inject:{inject.id}"
        yield from _in(scenario, inject.when, target, "when", inject.last)
        for paragraph in inject.also:
            yield from _in(scenario, paragraph.when, target, ALSO, inject.last)
        for option in inject.options:
            yield from _in(scenario, option.requires, target, option.id, inject.last)
            for later in option.later:
                yield from _in(scenario, later.when, target, f"{option.id}, later", inject.last + later.after)
    for ending in scenario.endings:
        yield from _in(scenario, ending.when, f"ending:{ending.id}", "when", scenario.days)
    for told in scenario.epilogue:
        yield from _in(scenario, told.when, f"epilogue:{told.about}", "when", scenario.days)


def _in(scenario: Scenario, condition: Condition | None, target: str, what: str, last: int) -> Iterator[_Asking]:
    for part in parts_of(condition.tree) if condition else ():
        match part:
            case Flag(index):
                yield _Asking(target, what, _flag(scenario, index), "", last)
            case Chose(inject, option):
                chosen = scenario.injects[inject]
                if option is None:
                    yield _Asking(target, what, EdgeCause(False, chosen.id, chosen.title), "", last)
                else:
                    taken = chosen.options[option]
                    cause = EdgeCause(False, f"{chosen.id}.{taken.id}", taken.label)
                    yield _Asking(target, what, cause, taken.id, last)
