"""The JSON Schema that editors read: in step with the model, helpful, and of one mind with `check` about shapes."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from game.scenario import schema as schemas
from game.scenario.catalogue import assets
from game.scenario.draft_validation import draft
from game.scenario.findings import ScenarioError
from game.scenario.load import examine, shipped
from game.scenario.node import Node, Plain
from game.scenario.schema import json_schema
from game.scenario.source import Source, parse
from tests.scenario.test_compile import MISTAKES, WHOLE

SCHEMA = json_schema()

TYPES: dict[str, Any] = {"string": str, "integer": int, "number": int, "boolean": bool, "object": dict, "array": list}


def complaints(value: Any, schema: Any = SCHEMA, at: str = "") -> Iterator[str]:
    """What a validator says, for the words of JSON Schema that ours uses; another word is a KeyError."""
    for word, said in schema.items():
        match word:
            case "$schema" | "$defs" | "title" | "description" | "default" | "format" | "examples" | "enumDescriptions":
                continue
            case "$ref":
                yield from complaints(value, SCHEMA["$defs"][said.removeprefix("#/$defs/")], at)
            case "anyOf":
                if all(list(complaints(value, each, at)) for each in said):
                    yield f"{at}: {value!r} fits none"
            case "if":
                if not list(complaints(value, said, at)):
                    yield from complaints(value, schema["then"], at)
            case "then":
                continue  # with its `if`
            case "type":
                names = said if isinstance(said, list) else [said]
                if not any(_is(value, name) for name in names):
                    yield f"{at}: {value!r} is no {said}"
            case "enum" | "const":
                if value not in (said if word == "enum" else [said]):
                    yield f"{at}: {value!r} is none of {said}"
            case "pattern" if isinstance(value, str) and not re.search(said, value):
                yield f"{at}: {value!r} does not match"
            case "minimum" | "maximum" if _is(value, "integer"):
                if not (value >= said if word == "minimum" else value <= said):
                    yield f"{at}: {value!r} is out of bounds"
            case "minLength" | "maxLength" if isinstance(value, str):
                if not (len(value) >= said if word == "minLength" else len(value) <= said):
                    yield f"{at}: {len(value)} characters"
            case "items" if isinstance(value, list):
                for number, item in enumerate(value):
                    yield from complaints(item, said, f"{at}/{number}")
            case "required" if isinstance(value, dict):
                yield from (f"{at}: {key} is missing" for key in said if key not in value)
            case "properties" | "patternProperties" | "additionalProperties":
                continue  # all three at once, below
            case "pattern" | "minimum" | "maximum" | "minLength" | "maxLength" | "items" | "required":
                continue  # says nothing of a value of another type
            case _:
                raise KeyError(word)
    if isinstance(value, dict):
        yield from _of_keys(value, schema, at)


def _of_keys(value: dict[str, Any], schema: Any, at: str) -> Iterator[str]:
    for key, inner in value.items():
        fitting = [each for pattern, each in schema.get("patternProperties", {}).items() if re.search(pattern, key)]
        fitting += [schema["properties"][key]] if key in schema.get("properties", {}) else []
        for each in fitting:
            yield from complaints(inner, each, f"{at}/{key}")
        other = schema.get("additionalProperties", True)
        if not fitting and other is False:
            yield f"{at}: {key} is not allowed"
        elif not fitting and isinstance(other, dict):
            yield from complaints(inner, other, f"{at}/{key}")


def _is(value: Any, name: str) -> bool:
    if name == "null":
        return value is None
    return isinstance(value, TYPES[name]) and (name == "boolean" or not isinstance(value, bool))


def read(text: str) -> Plain:
    return parse(text, "s.yaml").value()


@pytest.mark.parametrize(("name", "schema"), [(schemas.SCENARIO, SCHEMA), (schemas.INJECTS, schemas.injects_schema())])
def test_the_shipped_schemas_are_the_models_own(name: str, schema: dict[str, Any]) -> None:
    made = json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
    assert (assets() / name).read_text(encoding="utf-8") == made


def test_every_key_has_a_line_of_help() -> None:
    for part in (SCHEMA, *SCHEMA["$defs"].values()):
        assert part["additionalProperties"] is False
        for key, field in part["properties"].items():
            assert field.get("description", "").endswith("."), key
            assert "title" not in field or key == "title"


@pytest.mark.parametrize("id", sorted(shipped()))
def test_the_shipped_scenarios_fit_the_schema(id: str) -> None:
    root = examine(shipped()[id]).root
    assert isinstance(root, Node)
    assert list(complaints(root.value())) == []


def test_the_scenario_with_every_field_fits_the_schema() -> None:
    assert list(complaints(read(WHOLE))) == []


SHAPE = ("WC102", "WC103", "WC104", "WC105", "WC106", "WC107")
# A date is a `format`, which not every editor looks at.
MARKED = [(old, new) for old, new, code, *_ in MISTAKES if code in SHAPE and not old.startswith("start: 2031")]


@pytest.mark.parametrize(("old", "new"), MARKED, ids=lambda text: text[:30])
def test_an_editor_marks_the_mistakes_of_shape_that_check_finds(old: str, new: str) -> None:
    text = WHOLE.replace(old, new)
    with pytest.raises(ScenarioError):
        draft(parse(text, "s.yaml"), Source({"s.yaml": text}))
    assert list(complaints(read(text)))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: Everything at once", "title: 2031"),
        ("title: Lost", "title: true"),
        ("stance: against", "stance: in two minds"),
        ("    notes: Wait for the silence.\n", "    notes:\n"),
        ("    minutes: 8\n", "    minutes:\n"),
        ("    until: 5\n", "    until:\n"),
        ("    default: pass\n", "    default:\n"),
        ("summary: One line for the menu.\n", "summary:\n"),
        ("        set: [escorts]\n", "        set:\n"),
        ('        effects: {trust: +5, danger: "= -2"}\n', "        effects:\n"),
    ],
)
def test_an_editor_marks_nothing_that_check_takes(old: str, new: str) -> None:
    assert WHOLE.count(old) == 1
    text = WHOLE.replace(old, new)
    assert list(complaints(read(text))) == []
    assert draft(parse(text, "s.yaml"), Source({"s.yaml": text})).id == "whole"
