"""A syndicate's debrief as plain data, and back."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter, ValidationError

from game.exercise.errors import Refused
from game.report.group import GroupDebrief

_ADAPTER: list[TypeAdapter[Any]] = []


def group_from(data: object) -> GroupDebrief:
    """Return the debrief in plain data (Refused where it is none: another version wrote it)."""
    if not _ADAPTER:
        _ADAPTER.append(TypeAdapter(GroupDebrief))
    try:
        made: GroupDebrief = _ADAPTER[0].validate_python(data)
    except ValidationError:
        raise Refused("the host speaks another version of Whitecell; use the same on both sides.") from None
    return made
