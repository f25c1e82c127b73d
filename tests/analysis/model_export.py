"""A scenario as a model for other tools: PRISM's language and JANI for Storm and PRISM, Promela for SPIN.

With the model stand the questions whose answers are the analysis' own numbers, each with what is to be added to the
answer: model checkers want rewards that are not negative, so evidence is counted from its least sum.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from game.analysis.abstraction.outer_bounds import of_tally
from game.scenario.scenario import Scenario
from tests.analysis.model_expressions import Apply, Constant, Expression, Truth, Variable, no, of, some
from tests.analysis.transition_program import END, Edge, Program, Way, program


class Form(StrEnum):
    """A language, and whether decisions are free or random."""

    PRISM = "prism"
    PRISM_RANDOM = "prism-random"
    JANI = "jani"
    PROMELA = "promela"


@dataclass(frozen=True, slots=True)
class Query:
    """A question for a model checker: what is asked, and what to add to its answer."""

    kind: str
    """``lesson``, ``gauge`` or ``ending``."""
    id: str
    add: float

    @property
    def name(self) -> str:
        """Its name in the model."""
        return f"{self.kind}_{self.id}"

    def prism(self, best: str) -> str:
        """The property in PRISM's language; `best` is ``max``, ``min``, or nothing for random play."""
        if self.kind == "ending":
            return f'P{best}=? [ F "{self.name}" ]'
        return f'R{{"{self.name}"}}{best}=? [ F "done" ]'


def queries(scenario: Scenario) -> list[Query]:
    """Return every question."""
    return [
        *(Query("lesson", lesson, of_tally(scenario, frozenset((lesson,)))[0]) for lesson in scenario.lessons),
        *(Query("gauge", gauge.id, float(gauge.min)) for gauge in scenario.gauges),
        *(Query("ending", ending.id, 0.0) for ending in scenario.endings),
    ]


def export(scenario: Scenario, form: Form) -> str:
    """Return a scenario as a model in a language."""
    made = program(scenario)
    match form:
        case Form.PRISM:
            return "\n".join(_prism(made, random=False)) + "\n"
        case Form.PRISM_RANDOM:
            return "\n".join(_prism(made, random=True)) + "\n"
        case Form.JANI:
            return json.dumps(_jani(made))
    return "\n".join(_promela(made)) + "\n"


# --- what all of them need


def _names(made: Program) -> Callable[[Variable], str]:
    scenario = made.scenario

    def name(variable: Variable) -> str:
        match variable.kind:
            case "gauge":
                return f"g_{scenario.gauges[variable.index].id}"
            case "flag":
                return f"f_{scenario.flags[variable.index].id}"
        return f"{variable.kind}_{scenario.injects[variable.index].id if variable.index >= 0 else 'today'}"

    return name


def _evidence(made: Program, inject: int, option: int, lesson: str) -> int:
    evidence = made.scenario.injects[inject].options[option].evidence
    return sum(each.weight for each in evidence if each.lesson == lesson)


def _owed(made: Program, inject: int, lesson: str) -> int:
    """What one inject may cost a lesson at most: counted as earned until it does."""
    options = made.scenario.injects[inject].options
    return -min([0, *(_evidence(made, inject, option, lesson) for option in range(len(options)))])


def _rewards(made: Program, lesson: str) -> Iterator[tuple[tuple[int, int], int]]:
    """Yield for each option what it earns for a lesson, its inject's debt paid: never less than nothing."""
    for index, inject in made.injects:
        for option in range(len(inject.options)):
            earned = _evidence(made, index, option, lesson) + _owed(made, index, lesson)
            if earned:
                yield (index, option), earned


def _debts(made: Program, lesson: str) -> Iterator[tuple[Expression, int]]:
    """Yield what is owed for each inject that took no option, at the end of a run; with the tray's share."""
    known = dict(made.injects)
    for index in range(len(made.scenario.injects)):
        owed = _owed(made, index, lesson)
        if owed:
            without = Apply("<", (Variable("became", index), Constant(2))) if index in known else Truth(True)
            yield without, owed


def _told(made: Program, index: int) -> Expression:
    """Whether an ending is told at the end of a run (rule 5)."""
    endings = made.scenario.endings
    when = endings[index].when
    if when is not None:
        return of(when.tree, made.absent, None)
    return no(some(*(of(ending.when.tree, made.absent, None) for ending in endings if ending.when)))


# --- PRISM


def _prism(made: Program, random: bool) -> Iterator[str]:
    name = _names(made)
    places = {place: number for number, place in enumerate(made.places)}
    done = len(places)
    yield f"// {made.scenario.id}: made from a scenario of Whitecell, form {'prism-random' if random else 'prism'}"
    yield from (
        f"// add {query.add:g} to: {query.prism(best)}" for query in queries(made.scenario) for best in _bests(random)
    )
    yield "dtmc" if random else "mdp"
    yield "module scenario"
    choosing = sum(len(edges) for edges in made.places.values()) if random else 0
    yield f"  at : [0..{done + choosing}] init {places[made.begin]};"
    for variable, (low, high, start) in made.variables.items():
        if variable.truth:
            yield f"  {name(variable)} : bool init {'true' if start else 'false'};"
        else:
            yield f"  {name(variable)} : [{low}..{high}] init {start};"
    extra = done
    for place, edges in made.places.items():
        options = [edge for edge in edges if edge.option is not None]
        if random and len(options) > 1:
            open = [f"({_infix(edge.guard, name)} ? 1 : 0)" for edge in options]
            ways = []
            for edge, each in zip(options, open, strict=True):
                extra += 1
                ways.append(f"{each}/({' + '.join(open)}) : (at'={extra})")
                yield f"  [{_action(made, edge)}] at={extra} -> {_updates(edge, name, places)};"
            some_open = _infix(some(*(edge.guard for edge in options)), name)
            yield f"  [] at={places[place]} & {some_open} -> {' + '.join(ways)};"
            edges = [edge for edge in edges if edge.option is None]
        for edge in edges:
            guard = "" if edge.guard == Truth(True) else f" & {_infix(edge.guard, name)}"
            yield f"  [{_action(made, edge)}] at={places[place]}{guard} -> {_updates(edge, name, places)};"
    last = [f"(at'={done})"] + [f"({name(v)}'={_value(start, v)})" for v, (_, _, start) in made.variables.items()]
    yield f"  [finish] at={places[END]} -> {' & '.join(last)};"
    yield f"  [] at={done} -> true;"
    yield "endmodule"
    yield f'label "done" = at={done};'
    for index, ending in enumerate(made.scenario.endings):
        yield f'label "ending_{ending.id}" = at={places[END]} & {_infix(_told(made, index), name)};'
    for lesson in made.scenario.lessons:
        yield f'rewards "lesson_{lesson}"'
        yield from (f"  [{_act(made, *option)}] true : {earned};" for option, earned in _rewards(made, lesson))
        debts = [f"({_infix(without, name)} ? {owed} : 0)" for without, owed in _debts(made, lesson)]
        yield f"  [finish] true : {' + '.join(debts) or 0};"
        yield "endrewards"
    for index, gauge in enumerate(made.scenario.gauges):
        yield f'rewards "gauge_{gauge.id}"'
        yield f"  [finish] true : {name(Variable('gauge', index))} - ({gauge.min});"
        yield "endrewards"


def _bests(random: bool) -> tuple[str, ...]:
    return ("",) if random else ("min", "max")


def _value(start: int, variable: Variable) -> str:
    return str(start) if not variable.truth else "true" if start else "false"


def _act(made: Program, inject: int, option: int) -> str:
    found = made.scenario.injects[inject]
    return f"take_{found.id}_{found.options[option].id}"


def _action(made: Program, edge: Edge) -> str:
    return _act(made, *edge.option) if edge.option else ""


def _updates(edge: Edge, name: Callable[[Variable], str], places: dict[str, int]) -> str:
    total = sum(way.weight for way in edge.ways)
    found = []
    for way in edge.ways:
        parts = [f"(at'={places[way.place]})"]
        parts += [f"({name(variable)}'={_infix(value, name)})" for variable, value in way.assigned.items()]
        share = "" if len(edge.ways) == 1 else f"{way.weight}/{total} : "
        found.append(share + " & ".join(parts))
    return " + ".join(found)


_SIGNS = {"==": "=", "and": "&", "or": "|"}


def _infix(expression: Expression, name: Callable[[Variable], str]) -> str:
    """An expression in PRISM's language."""
    match expression:
        case Variable():
            return name(expression)
        case Constant(value):
            return f"({value})" if value < 0 else str(value)
        case Truth(value):
            return "true" if value else "false"
        case Apply("not", (part,)):
            return f"!({_infix(part, name)})"
        case Apply("if", (condition, yes, other)):
            return f"({_infix(condition, name)} ? {_infix(yes, name)} : {_infix(other, name)})"
        case Apply("min" | "max" as sign, parts):
            return f"{sign}({', '.join(_infix(part, name) for part in parts)})"
        case Apply(sign, parts):
            return "(" + f" {_SIGNS.get(sign, sign)} ".join(_infix(part, name) for part in parts) + ")"


# --- JANI (jani-specification.org)


def _jani(made: Program) -> dict[str, Any]:
    name = _names(made)
    lessons = list(made.scenario.lessons)
    variables: list[dict[str, Any]] = []
    for variable, (low, high, start) in made.variables.items():
        kind: Any = (
            "bool" if variable.truth else {"kind": "bounded", "base": "int", "lower-bound": low, "upper-bound": high}
        )
        variables.append(
            {"name": name(variable), "type": kind, "initial-value": bool(start) if variable.truth else start}
        )
    rewards = [f"lesson_{lesson}" for lesson in lessons] + [f"gauge_{gauge.id}" for gauge in made.scenario.gauges]
    variables += [{"name": each, "type": "real", "transient": True, "initial-value": 0} for each in rewards]
    told = [f"ending_{ending.id}" for ending in made.scenario.endings]
    variables += [{"name": each, "type": "bool", "initial-value": False} for each in (*told, "done")]
    edges = [_jani_edge(made, place, edge, name) for place, each in made.places.items() for edge in each]
    last: list[dict[str, Any]] = [{"ref": "done", "value": True}]
    last += [
        {"ref": f"ending_{e.id}", "value": _json(_told(made, i), name)} for i, e in enumerate(made.scenario.endings)
    ]
    last += [
        {"ref": name(v), "value": bool(start) if v.truth else start} for v, (_, _, start) in made.variables.items()
    ]
    for lesson in lessons:
        debts: Any = 0
        for without, owed in _debts(made, lesson):
            one = {"op": "ite", "if": _json(without, name), "then": owed, "else": 0}
            debts = one if debts == 0 else {"op": "+", "left": debts, "right": one}
        if debts != 0:
            last.append({"ref": f"lesson_{lesson}", "value": debts})
    for index, gauge in enumerate(made.scenario.gauges):
        above = {"op": "-", "left": name(Variable("gauge", index)), "right": gauge.min}
        last.append({"ref": f"gauge_{gauge.id}", "value": above})
    edges += [
        {"location": END, "destinations": [{"location": "done", "assignments": last}]},
        {"location": "done", "destinations": [{"location": "done"}]},
    ]
    return {
        "jani-version": 1,
        "name": made.scenario.id,
        "type": "mdp",
        "features": [],
        "actions": [],
        "variables": variables,
        "properties": [],
        "automata": [
            {
                "name": "scenario",
                "locations": [{"name": place} for place in (*made.places, "done")],
                "initial-locations": [made.begin],
                "edges": edges,
            }
        ],
        "system": {"elements": [{"automaton": "scenario"}]},
    }


def _jani_edge(made: Program, place: str, edge: Edge, name: Callable[[Variable], str]) -> dict[str, Any]:
    total = sum(way.weight for way in edge.ways)
    rewards = []
    if edge.option:
        for lesson in made.scenario.lessons:
            earned = dict(_rewards(made, lesson)).get(edge.option)
            if earned:
                rewards.append({"ref": f"lesson_{lesson}", "value": earned})

    def destination(way: Way) -> dict[str, Any]:
        assigned = [{"ref": name(variable), "value": _json(value, name)} for variable, value in way.assigned.items()]
        found: dict[str, Any] = {"location": way.place, "assignments": assigned + rewards}
        if len(edge.ways) > 1:
            found["probability"] = {"exp": {"op": "/", "left": way.weight, "right": total}}
        return found

    made_edge: dict[str, Any] = {"location": place, "destinations": [destination(way) for way in edge.ways]}
    if edge.guard != Truth(True):
        made_edge["guard"] = {"exp": _json(edge.guard, name)}
    return made_edge


_JANI = {"==": "=", "!=": "≠", "<=": "≤", ">=": "≥", "and": "∧", "or": "∨"}


def _json(expression: Expression, name: Callable[[Variable], str]) -> Any:
    """An expression in JANI."""
    match expression:
        case Variable():
            return name(expression)
        case Constant(value):
            return value
        case Truth(value):
            return value
        case Apply("not", (part,)):
            return {"op": "¬", "exp": _json(part, name)}
        case Apply("if", (condition, yes, other)):
            return {"op": "ite", "if": _json(condition, name), "then": _json(yes, name), "else": _json(other, name)}
        case Apply(sign, parts):
            found = _json(parts[0], name)
            for part in parts[1:]:
                found = {"op": _JANI.get(sign, sign), "left": found, "right": _json(part, name)}
            return found


# --- Promela


def _promela(made: Program) -> Iterator[str]:
    """The reachable states alone: SPIN knows no probabilities, so a branch of chance is one more choice."""
    name = _names(made)
    yield f"/* {made.scenario.id}: made from a scenario of Whitecell, form promela */"
    for variable, (low, high, start) in made.variables.items():
        kind = "bool" if variable.truth else "byte" if low >= 0 and high < 256 else "short" if high < 30_000 else "int"
        yield f"{kind} {name(variable)} = {start};"
    written = sorted({v for edges in made.places.values() for e in edges for way in e.ways for v in way.assigned})
    yield from (f"hidden int new_{name(variable)};" for variable in written)
    yield "active proctype scenario() {"
    yield f"  goto {made.begin};"
    for place, edges in made.places.items():
        if place == END:
            continue
        yield f"{place}:"
        yield "  if"
        for edge in edges:
            for way in edge.ways:
                # All new values are worked out before any is laid down, as in the other languages.
                steps = [f"new_{name(v)} = {_c(value, name)}" for v, value in way.assigned.items()]
                steps += [f"{name(v)} = new_{name(v)}; new_{name(v)} = 0" for v in way.assigned]
                body = "; ".join([_c(edge.guard, name), *steps])
                yield f"  :: d_step {{ {body} }}; goto {way.place}"
        yield "  fi;"
    # It blocks at the end, having read every variable, so that SPIN keeps each of them in its states.
    yield f"{END}: ({' + '.join(name(variable) for variable in made.variables)}) > 99999999"
    yield "}"


_C = {"and": "&&", "or": "||"}


def _c(expression: Expression, name: Callable[[Variable], str]) -> str:
    """An expression in Promela."""
    match expression:
        case Variable():
            return name(expression)
        case Constant(value):
            return f"({value})"
        case Truth(value):
            return "true" if value else "false"
        case Apply("not", (part,)):
            return f"!({_c(part, name)})"
        case Apply("if", (condition, yes, other)):
            return f"({_c(condition, name)} -> {_c(yes, name)} : {_c(other, name)})"
        case Apply("min" | "max" as sign, (left, right)):
            one, two = _c(left, name), _c(right, name)
            return f"({one} {'<' if sign == 'min' else '>'} {two} -> {one} : {two})"
        case Apply(sign, parts):
            return "(" + f" {_C.get(sign, sign)} ".join(_c(part, name) for part in parts) + ")"
