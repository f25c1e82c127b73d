"""What an analysis said of a run, as plain data that travels with it: floats as `repr` has them, to the last bit."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from game.report.model import Opened


@lru_cache(maxsize=1)
def _adapter() -> TypeAdapter[Opened]:
    return TypeAdapter(Opened)


def outlook_json(opened: Opened) -> Any:
    """Return what an analysis said as plain data; None where there was none, so that another machine may have one."""
    return None if opened.how else _adapter().dump_python(opened, mode="json")


def outlook_from(text: str) -> Opened | None:
    """Return what an analysis said elsewhere; None where there is nothing, or another version wrote it."""
    try:
        return _adapter().validate_json(text) if text else None
    except ValidationError:
        return None
