"""Values written as YAML, in the way in which a person would have written them."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Sequence

from game.scenario.node import scalar

WIDTH = 118
"""A longer line is folded where it may be."""

_PLAIN = re.compile(r"[^\W\d_](?:[\w ,.;()/’'“”…–—-]|:(?=\S))*", re.UNICODE)
_WORDS = frozenset(("yes", "no", "on", "off", "y", "n", "true", "false", "null"))
"""Words that other readers of YAML 1.1 take for something else."""


def quoted(text: str) -> str:
    """Return a text in double quotes, on one line (JSON's way of quoting is YAML's too)."""
    return "".join(_escaped(sign) for sign in json.dumps(text, ensure_ascii=False))


def _escaped(sign: str) -> str:
    # What YAML does not hold as it stands, or takes for a line's end.
    if sign in "\x7f\x85\u2028\u2029\ufeff\ufffe\uffff" or "\x80" <= sign <= "\x9f":
        return f"\\u{ord(sign):04x}"
    return sign


def line(text: str, plain: bool) -> str:
    """Return a text on one line: without quotes where that was the author's way and no reader could mistake it."""
    fine = bool(_PLAIN.fullmatch(text)) and text == text.strip() and not text.endswith(":")
    if plain and fine and isinstance(scalar(text), str) and text.lower() not in _WORDS:
        return text
    return quoted(text)


def ids(names: Sequence[str]) -> str:
    """Return a list of ids on one line."""
    return f"[{', '.join(names)}]"


def literal(text: str, indent: int) -> list[str] | None:
    """Return the lines of a text under ``|``, or None where it would not come back as it is."""
    lines = text.split("\n")
    if not text or lines[0][:1] in ("", " ") or lines[-1].strip() == "":
        return None
    if any(each and not each.strip() for each in lines) or not all(each.isprintable() for each in lines):
        return None
    return [" " * indent + each if each else "" for each in lines]


def folded(text: str, indent: int) -> list[str] | None:
    """Return the lines of a one-line text under ``>``, or None where folding would change it."""
    if "\n" in text or text != text.strip() or not text.isprintable():
        return None
    lines = textwrap.wrap(text, WIDTH - indent, break_long_words=False, break_on_hyphens=False)
    # `wrap` drops white space where it breaks: only single spaces may go, for folding brings one back.
    return [" " * indent + each for each in lines] if " ".join(lines) == text else None
