"""The stage of a preview: any inject, seen from any seat, in any state that its author wants to see it in.

Everything is held by id, so that the place survives a reload in which names came, went or moved.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from game.exercise.views.seat_view import View
from game.exercise.views.seat_view_builder import cut
from game.record.run import Answered, Run
from game.rules import play
from game.rules.policy import Policy, chooser
from game.rules.state import NO_OPTION, NOT_PLAYED, Assessed, State
from game.scenario.scenario import Scenario

SEAT = "1"
SEED = 0
"""Of the order in which options are shown, and of the luck on the way to an inject."""


@dataclass(frozen=True, slots=True)
class PreviewStage:
    """Where an author stands."""

    inject: str = ""
    seat: str = ""
    """A role's id; empty: all seats."""
    day: int | None = None
    """None: the first day on which the inject can come up."""
    gauges: Mapping[str, int] = field(default_factory=dict)
    """Those that are not at their start."""
    flags: frozenset[str] = frozenset()
    played: Mapping[str, str] = field(default_factory=dict)
    """Inject id to the option taken; empty where it was read, or passed."""
    looked: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """Gauge id to what was last assessed, and on which day."""


def settled(scenario: Scenario, stage: PreviewStage) -> PreviewStage:
    """Return the stage with everything left out that this scenario does not have."""
    injects = {inject.id: inject for inject in scenario.injects}
    bounds = {gauge.id: (gauge.min, gauge.max) for gauge in scenario.gauges}
    known = {flag.id for flag in scenario.flags}
    played = {
        id: option
        for id, option in stage.played.items()
        if id in injects and (not option or injects[id].option(option) is not None)
    }
    return replace(
        stage,
        inject=stage.inject if stage.inject in injects else next(iter(injects), ""),
        seat=stage.seat if scenario.role(stage.seat) else "",
        day=None if stage.day is None else max(0, min(stage.day, scenario.days)),
        gauges={
            id: max(bounds[id][0], min(value, bounds[id][1])) for id, value in stage.gauges.items() if id in bounds
        },
        flags=stage.flags & known,
        played=played,
        looked={id: each for id, each in stage.looked.items() if id in bounds},
    )


def day_of(scenario: Scenario, stage: PreviewStage) -> int:
    """The day on the stage."""
    if stage.day is not None:
        return stage.day
    return min(scenario.inject(stage.inject).first, scenario.days) if stage.inject else 0


def state_of(scenario: Scenario, stage: PreviewStage) -> State:
    """Return a settled stage as a state of the rules, with its inject on the table."""
    played = []
    for inject in scenario.injects:
        option = stage.played.get(inject.id)
        index = None if not option else inject.option(option)
        played.append(
            NOT_PLAYED if option is None or inject.id == stage.inject else NO_OPTION if index is None else index
        )
    return State(
        day=day_of(scenario, stage),
        gauges=tuple(stage.gauges.get(gauge.id, gauge.start) for gauge in scenario.gauges),
        flags=tuple(int(flag.id in stage.flags) for flag in scenario.flags),
        played=tuple(played),
        pending=(),
        assessed=tuple(Assessed(*stage.looked.get(gauge.id, (gauge.start, 0))) for gauge in scenario.gauges),
        on_table=scenario.inject_index.get(stage.inject),
    )


def view_of(scenario: Scenario, stage: PreviewStage) -> View:
    """Return what the stage's seat would see among others, with every paper open; all seats see all."""
    roles = [stage.seat] if stage.seat else [role.id for role in scenario.roles]
    papers = range(len(scenario.inject(stage.inject).documents)) if stage.inject else range(0)
    run = Run(
        scenario=scenario,
        seed=SEED,
        seats={SEAT: {"roles": roles}},
        state=state_of(scenario, stage),
        happenings=(),
        started="",
        briefed=frozenset((SEAT,)),
        opened=frozenset((SEAT, stage.inject, number) for number in papers),
        texts={stage.inject: Answered(SEAT, "", "")} if stage.inject else {},  # so that what judges it is seen
    )
    return cut(run, "preview", SEAT, frozenset(roles) if stage.seat else None)


def stepped(scenario: Scenario, stage: PreviewStage, step: int) -> PreviewStage:
    """Return the stage at an inject further on or back, in file order; its day is that inject's own again."""
    if not scenario.injects:
        return stage
    at = scenario.inject_index.get(stage.inject, 0)
    return at_inject(stage, scenario.injects[(at + step) % len(scenario.injects)].id)


def at_inject(stage: PreviewStage, inject: str) -> PreviewStage:
    """Return the stage at an inject; gauges and flags stay as they were set."""
    return replace(stage, inject=inject, day=None)


def begun(stage: PreviewStage) -> PreviewStage:
    """Return the stage with everything as it is on day 0."""
    return PreviewStage(stage.inject, stage.seat)


def walked(scenario: Scenario, stage: PreviewStage, policy: Policy) -> PreviewStage | None:
    """Return the stage as it is when the inject comes up in a run that a policy plays; None where it never does."""
    wanted = scenario.inject_index.get(stage.inject)
    choose = chooser(scenario, SEED, policy)
    step = play.begin(scenario)
    while not step.state.over and step.state.on_table != wanted:
        index = step.state.on_table
        assert index is not None
        if scenario.injects[index].options:
            option = choose(index, play.open_options(scenario, step.state))
            step = play.decide(scenario, SEED, step.state, index, option)
        else:
            step = play.acknowledge(scenario, step.state, index)
    return None if step.state.over else _of_state(scenario, stage, step.state)


def _of_state(scenario: Scenario, stage: PreviewStage, state: State) -> PreviewStage:
    played = {}
    for inject, option in zip(scenario.injects, state.played, strict=True):
        if option != NOT_PLAYED:
            played[inject.id] = inject.options[option].id if option >= 0 else ""
    return PreviewStage(
        stage.inject,
        stage.seat,
        state.day,
        {gauge.id: value for gauge, value in zip(scenario.gauges, state.gauges, strict=True) if value != gauge.start},
        frozenset(flag.id for flag, on in zip(scenario.flags, state.flags, strict=True) if on),
        played,
        {gauge.id: (each.value, each.day) for gauge, each in zip(scenario.gauges, state.assessed, strict=True)},
    )
