"""A kept analysis read back: the inverse of `as_json` with every number in three parts."""

from __future__ import annotations

from typing import Any

from game.analysis.abstraction.objectives import Objective
from game.analysis.interval import Figure
from game.analysis.result.model import (
    SENSES,
    Analysis,
    Band,
    ClassPlan,
    Cure,
    DecisionResult,
    Moved,
    ObjectiveRange,
    OptionResult,
    OptionStore,
    QuestionOutcome,
    Ran,
    Reached,
    Teaching,
    ValueToGo,
    Way,
)
from game.rules.judge import Reading, Verdict
from game.scenario.scenario import Scenario

Plain = dict[str, Any]


def from_json(plain: Plain, scenario: Scenario) -> Analysis:
    """Return the analysis that was written.

    Raises:
        KeyError, ValueError, TypeError, IndexError: where it was not written by `as_json`.
    """
    made = Analysis(
        scenario,
        str(plain["method"]),
        bool(plain["complete"]),
        int(plain["states"]),
        int(plain["transitions"]),
        int(plain["runs"]),
        float(plain["seconds"]),
    )
    made.injects = {id: _reached(each) for id, each in plain["injects"].items()}
    made.passes = {id: Figure(*each["passes"]) for id, each in plain["injects"].items() if "passes" in each}
    made.options = {id: _option(each) for id, each in plain["options"].items()}
    made.parts = {id: _reached(each) for id, each in plain["parts"].items()}
    made.ending_reach = {id: _reached(each) for id, each in plain["endings"].items()}
    made.endings = {id: _outcome(each) for id, each in plain["endings"].items()}
    made.lessons = {id: _outcome(each) for id, each in plain["lessons"].items()}
    made.verdicts = {
        id: {Verdict(kind): Figure(*share) for kind, share in each["verdicts"].items()}
        for id, each in plain["lessons"].items()
    }
    made.readings = {
        id: {Reading(kind): Figure(*share) for kind, share in each.get("readings", {}).items()}
        for id, each in plain["lessons"].items()
    }
    made.gauges = {id: _outcome(each) for id, each in plain["gauges"].items()}
    made.bands = {id: _bands(each["days"], scenario.days) for id, each in plain["gauges"].items() if each["days"]}
    made.final = {
        id: {int(value): float(share) for value, share in each["final"].items()}
        for id, each in plain["gauges"].items()
        if each["final"]
    }
    made.sampled_days = frozenset(id for id, each in plain["gauges"].items() if "days" in each.get("kinds", {}))
    made.decisions = {id: _decision(id, each) for id, each in plain["decisions"].items()}
    made.flows = {id: {target: float(share) for target, share in flows.items()} for id, flows in plain["flows"].items()}
    made.strategies = [
        Ran(name, bool(each["exact"]), {_objective(o): value for o, value in each.items() if o != "exact"})
        for name, each in plain["strategies"].items()
    ]
    made.questions = [
        QuestionOutcome(e["asks"], bool(e["exact"]), e["states"], e["transitions"], e["seconds"], e.get("why", ""))
        for e in plain["questions"]
    ]
    _mending(plain, made)
    return made


def _mending(plain: Plain, made: Analysis) -> None:
    """Read what an older version did not keep."""
    made.teaching = {id: Teaching(**each) for id, each in plain.get("teaching", {}).items()}
    if "class_plan" in plain:
        plan = plain["class_plan"]
        made.plan = ClassPlan(plan["lessons"], tuple(plan["all_met"]), plan["syndicates"], tuple(plan["never"]))
    if "cures" in plain:
        made.cures = [Cure(**each) for each in plain["cures"]]
        made.uncured = [(str(code), str(path)) for code, path in plain["uncured"]]
    if "sensitivity" in plain:
        made.sensitivity = [
            Moved(**(each | {"moves": {_objective(o): (old, new) for o, (old, new) in each["moves"].items()}}))
            for each in plain["sensitivity"]
        ]
    made.unmended = plain.get("unmended", "")


def _reached(plain: Plain) -> Reached:
    way = Way(plain["script"], plain["luck"], plain["seed"], plain.get("releases", {})) if "script" in plain else None
    sets = [plain["only_if"], *plain.get("or_if", ())] if "only_if" in plain else []
    random = plain["random"]
    return Reached(
        plain["reachable"],
        None if random is None else Figure(*random),
        way,
        plain.get("barred", ""),
        tuple(map(tuple, sets)),
        plain.get("why", {}).get("reachable", ""),
    )


def _option(plain: Plain) -> OptionResult:
    others = {sense: None if plain[sense] is None else tuple(plain[sense]) for sense in SENSES}
    why = {sense: str(says) for sense, says in plain.get("why", {}).items() if sense in SENSES}
    return OptionResult(_reached(plain), **others, so_far=tuple(plain.get("dominated_so_far_by", ())), why=why)


def _outcome(plain: Plain) -> ObjectiveRange:
    certain = plain.get("proved")
    proved = None if certain is None else (float(certain[0]), float(certain[1]))
    return ObjectiveRange(Figure(*plain["random"]), Figure(*plain["min"]), Figure(*plain["max"]), proved)


def _bands(changes: list[list[int]], days: int) -> tuple[Band, ...]:
    found = []
    for place, (day, *values) in enumerate(changes):
        until = changes[place + 1][0] if place + 1 < len(changes) else days + 1
        found += [Band(each, *values) for each in range(day, until)]
    return tuple(found)


def _objective(name: str) -> Objective:
    kind, _, id = name.partition(":")
    return Objective("tally", name) if kind == "family" else Objective("tally" if kind == "lesson" else kind, id)


def _stores(plain: Plain) -> dict[Objective, ValueToGo]:
    return {_objective(name): ValueToGo(each["min"], each["max"], each["random"]) for name, each in plain.items()}


def _decision(inject: str, plain: Plain) -> DecisionResult:
    options = {
        id: OptionStore(
            plain["open"][id],
            _stores(after),
            {_objective(name): more for name, more in plain["against_mean"][id].items()},
        )
        for id, after in plain["after"].items()
    }
    return DecisionResult(inject, _stores(plain["before"]), options)
