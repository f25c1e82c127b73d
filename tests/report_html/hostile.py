"""Text that wants to be more than text, and values with it in every field."""

import dataclasses
from enum import Enum
from typing import Any

CORPUS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</style><script>alert(1)</script>",
    "</title></head><body onload=alert(1)>",
    "<svg/onload=alert(1)>",
    "]]></svg><iframe src=//evil.example>",
    "<!-- unfinished",
    "{{ 7 * 7 }}{% include '/etc/passwd' %}{# note #}",
    "[a link](javascript:alert(1))",
    "**<b>bold</b>** *<i>x</i>* `<u>y</u>`",
    "# <h1>heading</h1>\n\n- <li>item\n> <q>quote\n\n1. one",
    "url(https://evil.example/x.css) @import 'https://evil.example'",
    "&lt;script&gt; &amp;amp; &#60;",
    "\x00\x1b[31mred\x1b[0m \u202eright to left\u2066\u200b\ud800",
    "long " + "x" * 4_000,
)

KEPT = {"kind", "status", "how", "shown", "id", "inject", "family", "sha256", "stance"}
"""Fields that are the program's own words or ids, never a stranger's."""


def poisoned(value: Any, text: str) -> Any:
    """A frozen model with this text in every field that holds words."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        changes = {
            each.name: poisoned(getattr(value, each.name), text)
            for each in dataclasses.fields(value)
            if each.name not in KEPT
        }
        return dataclasses.replace(value, **changes)
    if isinstance(value, Enum) or not isinstance(value, str | tuple):
        return value
    if isinstance(value, str):
        return text if value else value
    if hasattr(value, "_fields"):
        return value
    return tuple(poisoned(part, text) for part in value)
