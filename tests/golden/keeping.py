"""Kept outputs: compressed JSON beside the tests, and what it is to hold what was kept."""

from __future__ import annotations

import functools
import json
import lzma
import math
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "kept"
CLOSE = 1e-9
"""How far two numbers that are not whole may be apart, against the larger one."""


@functools.cache
def kept(name: str) -> Any:
    """What was kept under a name; nobody changes it."""
    return json.loads(lzma.decompress((FOLDER / f"{name}.json.xz").read_bytes()))


def keep(name: str, value: Any) -> int:
    """Keep a value in place of what was kept before; the bytes that it takes. What is the same is left alone."""
    path = FOLDER / f"{name}.json.xz"
    FOLDER.mkdir(exist_ok=True)
    if not path.exists() or kept(name) != json.loads(json.dumps(value)):
        text = json.dumps(value, ensure_ascii=False, indent=1)
        path.write_bytes(lzma.compress(text.encode(), preset=9 | lzma.PRESET_EXTREME))
    return path.stat().st_size


def differences(old: Any, new: Any, at: str = "", added: bool = True) -> list[str]:
    """Where a value does not hold what was kept: each place in a line.

    ``added``: whether keys that were not there before are welcome.
    """
    if isinstance(old, dict) and isinstance(new, dict):
        found = [f"{at}/{key}: is gone" for key in old if key not in new]
        found += [f"{at}/{key}: is new" for key in new if key not in old and not added]
        return found + [
            each for key in old if key in new for each in differences(old[key], new[key], f"{at}/{key}", added)
        ]
    if isinstance(old, list) and isinstance(new, list):
        if len(old) != len(new):
            return [f"{at}: {len(old)} things before, {len(new)} now"]
        pairs = enumerate(zip(old, new, strict=True))
        return [each for place, (one, other) in pairs for each in differences(one, other, f"{at}/{place}", added)]
    return [] if same(old, new) else [f"{at}: was {str(old)[:200]!r}, is {str(new)[:200]!r}"]


def same(old: Any, new: Any) -> bool:
    """Whether two values are the same; numbers that are not whole may differ in the last digits."""
    if isinstance(old, float) and isinstance(new, int | float) and not isinstance(new, bool):
        return math.isclose(old, new, rel_tol=CLOSE, abs_tol=CLOSE)
    return type(old) is type(new) and bool(old == new)


def contains(old: Any, new: Any) -> bool:
    """Whether a value holds all that was kept; keys may have been added anywhere in it."""
    return not differences(old, new)
