"""The JSON Schema of format 1, made from the model, as editors make the best of it.

Names that only the scenario itself gives (gauges, flags, roles, lessons) are left to `check`.
"""

from __future__ import annotations

from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from game.scenario.model import ASKS, Draft

DRAFT = "https://json-schema.org/draft/2020-12/schema"
SCENARIO, INJECTS = "scenario.schema.json", "injects.schema.json"
"""The names under which the two schemas are shipped; the second refers to the first."""


def injects_schema() -> dict[str, Any]:
    """Return the JSON Schema of a file with injects alone, in the folder of a scenario; it lies beside the other."""
    title = "Injects of a Whitecell scenario, format 1"
    return {"$schema": DRAFT, "title": title, "type": "array", "items": {"$ref": f"{SCENARIO}#/$defs/Inject"}}


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of format 1, for editors (``whitecell schema``)."""
    schema = Draft.model_json_schema(by_alias=True, schema_generator=_PlainNames)
    head = {"$schema": DRAFT, "title": "Whitecell scenario, format 1"}
    parts = {name: _for_editors(part) for name, part in schema.pop("$defs").items()}
    return {**head, "$defs": parts, **{key: value for key, value in _for_editors(schema).items() if key != "title"}}


class _PlainNames(GenerateJsonSchema):
    """Parts of the format under the names that its paper has: an inject, where the code says a draft of one."""

    def normalize_name(self, name: str) -> str:
        """Return a class's name as a key of `$defs`."""
        return super().normalize_name(name).removesuffix("Draft") or name


def _for_editors(part: dict[str, Any]) -> dict[str, Any]:
    """The schema of a part as an editor makes the best of it: see `_field`."""
    must = {*part.get("required", ()), *ASKS}
    fields = {key: _field(field, key not in must) for key, field in part["properties"].items()}
    return {**part, "properties": fields}


def _field(field: dict[str, Any], may_be_open: bool) -> dict[str, Any]:
    """The schema of a field, without a title made from its name.

    One that may be left out may also stand with nothing after it. Types are listed, not put into `anyOf`: of a list an
    editor takes the first to begin the value with as it completes the key. It would write a default there, so that of
    nothing goes. A map takes no key that is no id.
    """
    left_out = [word for word in ("title", "default") if word == "title" or field.get(word) in (None, "", 0, False)]
    field = {word: said for word, said in field.items() if word not in left_out}
    either = [each for each in field.get("anyOf", ()) if each != {"type": "null"}]
    if len(either) == 1 and "type" in either[0]:
        del field["anyOf"]
        field = either[0] | field
    if "patternProperties" in field:
        field["additionalProperties"] = False
    if may_be_open and "type" in field:
        field["type"] = [field["type"], "null"]
    return field
