"""Reading a script of decisions: YAML or JSON, ``{inject: option}``."""

from __future__ import annotations

import json
from pathlib import Path

from game.scenario.findings import Place, ScenarioError
from game.scenario.source import error, parse, read_text


def read_script(path: Path) -> dict[str, str]:
    """Return the decisions in a file: inject id to option id.

    An inject without options may stand in it with nothing after it; it is only read.

    Raises:
        ScenarioError: where it cannot be read, or is not such a map.
    """
    shown = str(path)
    text = read_text(path, shown)
    if text.lstrip().startswith("{"):
        try:
            return _pairs(json.loads(text), shown)
        except json.JSONDecodeError:
            pass  # {a: b} is YAML as well
    tree = parse(text, shown)
    if tree.kind != "map":
        raise _not_a_map(shown)
    return _pairs({key.text: value.text if value.kind == "scalar" else None for key, value in tree.items}, shown)


def _pairs(data: object, shown: str) -> dict[str, str]:
    if not isinstance(data, dict):
        raise _not_a_map(shown)
    pairs = {}
    for inject, option in data.items():
        if option is not None and not isinstance(option, str):
            raise _not_a_map(shown)
        if option:
            pairs[inject] = option
    return pairs


def _not_a_map(shown: str) -> ScenarioError:
    says = "a script is a map of injects to options."
    return ScenarioError([error("WC001", Place(shown), says, "Write 'inject_id: option_id', one a line.")])
