"""Reading a script of decisions: YAML or JSON, ``{inject: option}`` or ``{inject: {option: o, drawn: 1}}``."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

from game.scenario.findings import Place, ScenarioError
from game.scenario.node import Node
from game.scenario.source import error, parse, read_text


@dataclass(frozen=True, slots=True)
class Script:
    """Decisions by inject id: the option taken, and where dice on a table drew, the number of the branch."""

    options: dict[str, str] = field(default_factory=dict)
    draws: dict[str, int] = field(default_factory=dict)


def read_script(path: Path) -> Script:
    """Return the decisions in a file.

    An inject without options may stand in it with nothing after it; it is only read.

    Raises:
        ScenarioError: where it cannot be read, or is not such a map.
    """
    shown = str(path)
    text = read_text(path, shown)
    if text.lstrip().startswith("{"):
        try:
            return _script(json.loads(text), shown)
        except json.JSONDecodeError:
            pass  # {a: b} is YAML as well
    tree = parse(text, shown)
    if tree.kind != "map":
        raise _not_a_map(shown)
    return _script({key.text: _written(value) for key, value in tree.items}, shown)


def _written(node: Node) -> object:
    """What stands behind an inject: text, or a map of texts; any other shape is none of a decision's."""
    if node.kind == "map":
        return {key.text: value.text for key, value in node.items if value.kind == "scalar"}
    return node.text if node.kind == "scalar" else None


def _script(data: object, shown: str) -> Script:
    if not isinstance(data, dict):
        raise _not_a_map(shown)
    script = Script()
    for inject, decision in data.items():
        option, drawn = decision, None
        if isinstance(decision, dict):
            option, drawn = decision.get("option"), decision.get("drawn")
            if strange := set(decision) - {"option", "drawn"}:
                says = f"'{str(min(strange))[:60]}' is no part of a decision."
                raise ScenarioError([error("WC001", Place(shown), says, "Write '{option: o, drawn: 1}'.")])
            if not option:
                says = f"'{str(inject)[:60]}' says what was drawn, and not which option was taken."
                raise ScenarioError([error("WC001", Place(shown), says, "Add 'option:'.")])
        if option is not None and not isinstance(option, str):
            raise _not_a_map(shown)
        if option:
            script.options[inject] = option
        if drawn is not None:
            script.draws[inject] = _branch(drawn, str(inject), shown)
    return script


def _branch(drawn: object, inject: str, shown: str) -> int:
    word = str(drawn).strip()
    if isinstance(drawn, bool) or not word.isascii() or not word.isdecimal() or len(word) > 4:
        says = f"what was drawn at '{inject[:60]}' is the number of a branch, not '{word[:40]}'."
        raise ScenarioError([error("WC001", Place(shown), says, "Branches are counted from 0 in file order.")])
    return int(word)


def _not_a_map(shown: str) -> ScenarioError:
    says = "a script is a map of injects to options."
    return ScenarioError([error("WC001", Place(shown), says, "Write 'inject_id: option_id', one a line.")])
