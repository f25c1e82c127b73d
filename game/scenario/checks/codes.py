"""Every code that a finding can have: one table, from which the authoring guide, SARIF and the tests are made.

A code is for ever: one that is no longer used is not given out again (`RETIRED`).
"""

from __future__ import annotations

import sys

from game.called import as_called
from game.scenario.checks.code import Code
from game.scenario.checks.code_additions import ADDED, ADDED_NOTES, ADDED_WARNINGS
from game.scenario.checks.code_analysis import BEATEN, REACHED
from game.scenario.checks.code_errors import FILES, NAMES, SHAPE
from game.scenario.checks.code_warnings import COURSE, EVIDENCE, GAUGES, NOTES, SEATS, SILENCING, WORDS
from game.scenario.findings import Level, Place, ScenarioError, did_you_mean, error

__all__ = ["CODES", "RETIRED", "TABLE", "Code", "explained", "known", "table"]

TABLE: tuple[Code, ...] = (
    *FILES,
    *SHAPE,
    *NAMES,
    *ADDED,
    *EVIDENCE,
    *COURSE,
    *GAUGES,
    *SEATS,
    *WORDS,
    *ADDED_WARNINGS,
    *REACHED,
    *SILENCING,
    *NOTES,
    *ADDED_NOTES,
    *BEATEN,
)
"""Every code, in order."""

RETIRED = frozenset(("WC112",))
"""Codes that once were given out."""

CODES: dict[str, Code] = {code.code: code for code in TABLE}


def known(code: str) -> Code:
    """Return a code by its number, in letters of any size, with or without its WC.

    Raises:
        ScenarioError: where there is none, with the nearest.
    """
    name = code.strip().upper()
    found = CODES.get(name) or CODES.get(f"WC{name}")
    if found:
        return found
    cure = did_you_mean(name, CODES) or "They are listed at the end of scenarios/README.md."
    raise ScenarioError([error("WC001", Place(code[:40]), "no finding has this code.", cure)])


def explained(code: Code) -> str:
    """A code in full, for a person who met it and wants to know more."""
    lines = [f"{code.code}, {code.level}: {code.title}.", "", "Why it matters", f"    {code.why}"]
    lines += ["What to do", f"    {as_called(code.mend)}"]
    if code.level is Level.ERROR:
        lines += ["Putting it aside", "    An error has to be mended: with it the scenario cannot be played."]
    else:
        comment = f"# whitecell: ok {code.code} because ..."
        lines += ["Putting it aside", f"    {comment}", "    with your reason, behind the line or above the part."]
    return "\n".join(lines)


def table() -> str:
    """The table as Markdown, for the authoring guide."""
    rows = [f"| `{code.code}` | {code.level} | {code.title} | {code.why} | {code.mend} |" for code in TABLE]
    head = ["| code | level | what | why it matters | what to do |", "| --- | --- | --- | --- | --- |"]
    return "\n".join([*head, *rows]) + "\n"


if __name__ == "__main__":
    sys.stdout.write(table())
