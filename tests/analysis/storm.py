"""Asks Storm, a model checker, for the numbers of an exported scenario."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from game.scenario.scenario import Scenario
from tests.analysis.model_export import Form, Query, export, queries

Answers = dict[tuple[str, str, str], float]
"""Kind, id and ``min``, ``max`` or ``random``, to the number."""


def asked(scenario: Scenario) -> list[Query]:
    """The queries that mean something: JANI has no reward of nothing at all."""
    tested = {
        evidence.lesson
        for inject in scenario.injects
        if not inject.manual
        for option in inject.options
        for evidence in option.evidence
    }
    return [query for query in queries(scenario) if query.kind != "lesson" or query.id in tested]


def properties(query: Query, form: Form) -> list[tuple[str, str]]:
    """A query's properties: what is asked for, and in what words."""
    if form is Form.PRISM_RANDOM:
        return [("random", query.prism(""))]
    if form is Form.PRISM:
        return [(best, query.prism(best)) for best in ("min", "max")]
    if query.kind == "ending":
        return [(best, f"P{best}=? [F ({query.name}=true)]") for best in ("min", "max")]
    return [(best, f'R{{"{query.name}"}}{best}=? [F (done=true)]') for best in ("min", "max")]


def model(scenario: Scenario, form: Form, folder: Path) -> tuple[Any, Any, list[tuple[Query, str]]]:
    """The exported model as Storm reads it, its properties, and what each of them is."""
    import stormpy

    path = folder / f"model.{form}"
    path.write_text(export(scenario, form), encoding="utf-8")
    if form is Form.JANI:
        read, _ = stormpy.parse_jani_model(str(path))
    else:
        read = stormpy.parse_prism_program(str(path))
    every = [(query, best, text) for query in asked(scenario) for best, text in properties(query, form)]
    parsed = stormpy.parse_properties(";".join(text for _, _, text in every), read)
    return read, parsed, [(query, best) for query, best, _ in every]


def answers(scenario: Scenario, form: Form, folder: Path) -> Answers:
    """All numbers that Storm finds."""
    import stormpy

    read, parsed, every = model(scenario, form, folder)
    built = stormpy.build_model(read, parsed)
    initial = stormpy.create_filter_initial_states(built)
    found: Answers = {}
    for (query, best), each in zip(every, parsed, strict=True):
        result = stormpy.model_checking(built, each)
        result.filter(initial)
        found[query.kind, query.id, best] = float(result.get_max()) + query.add
    return found
