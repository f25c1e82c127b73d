"""A syndicate's debrief as plain data, and back."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from game.exercise.errors import Refused
from game.report.group import GroupDebrief
from game.words import lazy


@lru_cache(maxsize=1)
def _adapter() -> TypeAdapter[GroupDebrief]:
    """Its reader and writer, made when it is first needed."""
    return TypeAdapter(GroupDebrief)


# A whole number stays one on the way: what may be either says `int | float`, of which the reader keeps the exact kind.


def group_json(debrief: GroupDebrief) -> Any:
    """Return a debrief as plain data for JSON; its messages stay messages, for a reader of another language."""
    return _adapter().dump_python(debrief, mode="json")


def group_from(data: object) -> GroupDebrief:
    """Return the debrief in plain data (Refused where it is none: another version wrote it)."""
    try:
        return _adapter().validate_python(data)
    except ValidationError:
        raise Refused(lazy("the host speaks another version of Whitecell; use the same on both sides.")) from None
