"""What an author did wrong where YAML itself cannot be read: the parser's complaint in a person's words."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import yaml

from game.scenario import signs
from game.scenario.findings import Finding, Place, error

_HINTS: tuple[tuple[str, str, str], ...] = (
    ("found character '\\t'", "a tab stands where spaces have to.", "Indent with spaces."),
    ("mapping values are not allowed", "there is a second ': ' here.", "Put the whole text in double quotes."),
    ("could not find expected ':'", "a key without its ':' stands above here.", "Write 'key: value', or indent it."),
    (
        "found unexpected end of stream",
        "a quote is opened and never closed.",
        "Close it, or double it inside the text.",
    ),
    ("did not find expected key", "the indentation or a quote goes wrong here.", "Line it up with the keys above."),
    ("found duplicate", "a name stands here twice.", "Keep one of the two."),
    ("cannot start any token", "YAML keeps this character for itself.", "Put the whole text in double quotes."),
    ("did not find expected ',' or", "a bracket is not closed, or a comma is missing.", "Close it, or add the comma."),
    ("did not find expected alphabetic", "'*', '&' or '!' begins a text here.", "Put the text in double quotes."),
    ("did not find expected '-'", "the items of this list do not line up.", "Begin each with '- ' in the same column."),
    ("sequence entries are not allowed", "a list begins in the middle of a line.", "Begin it on the next line."),
    ("found unknown escape", "a backslash in double quotes begins a code.", "Write it twice, or use single quotes."),
)
"""A piece of the parser's message, what is the matter, the cure."""

_QUOTED_START = re.compile(r"""^\s*(?:-\s+)?(?:[\w]+)\s*:\s*(['"]).*\1\s*[^\s#,}\]]""")
_CUT = re.compile(r"""^(?P<key>.*[\w]\s*:\s+)(?!["'|>])[^"'#]*?(?<! ) #(?=[^\s#!])""")
_CONDITION_KEY = re.compile(r"\b(when|requires|holds_if|about)\s*:")
_LONG_LINE = 2_000


_INDENT = re.compile(r"\s*(?:[\u200b-\u200f\u2060\ufeff\u00ad]\s*)*")
_WIDE_COLON = re.compile(r"\s*(?:- +)?\w+\s*(?P<sign>[：﹕꞉])")
_WIDE_DASH = re.compile(r"\s*(?P<sign>[–—−‐‑]) ")


def _strange(number: int, line_of: Callable[[int], str], file: str) -> Finding | None:
    """What is wrong with a line whose indentation, dash or colon only looks like one."""
    line = line_of(number)
    if len(line) > _LONG_LINE or not line.strip():
        return None
    lead = _INDENT.match(line)
    indent = lead.group() if lead else ""
    at = signs.strange(indent)
    if at >= 0:
        rest, wide = line[len(indent) :], _meant(line_of(number - 1))
        says = f"{signs.named(line[at])} stands where spaces have to."
        cure = f"Indent with spaces. Write {wide} before '{rest[:60]}', if it belongs with the line above."
        return error("WC014", Place(file, number, at + 1), says, cure, line)
    found = _WIDE_COLON.match(line) or _WIDE_DASH.match(line)
    if found is None:
        return None
    at = found.start("sign")
    written = f"{line[:at]}{signs.plain(line[at]) if line[at] != '꞉' else ':'} {line[at + 1 :].strip()}".strip()
    return error(
        "WC014", Place(file, number, at + 1), f"there is {signs.named(line[at])} here.", f"Write '{written}'.", line
    )


def _meant(above: str) -> str:
    """How far a line is most likely to be indented below another one, in words."""
    bare = signs.mended(above).rstrip()
    indent = len(bare) - len(bare.lstrip())
    if bare.lstrip().startswith("- ") or bare.endswith((":", "|", ">", "|-", ">-")):
        indent += 2
    return "1 space" if indent == 1 else f"{indent} spaces" if indent else "none"


def explained(problem: yaml.MarkedYAMLError, lines: Sequence[str], file: str) -> Finding:
    """Return the parser's complaint as a finding that says what to do."""

    def line_of(number: int) -> str:
        return lines[number - 1] if 0 < number <= len(lines) else ""

    mark = problem.problem_mark or problem.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    message = f"{problem.problem or ''} {problem.context or ''}"
    opened = problem.context_mark
    if "unexpected end of stream" in message and opened is not None:
        line, column = opened.line + 1, opened.column + 1
    # The parser often stops one line after the one whose quote ends too early.
    for number in (line, line - 1):
        here = line_of(number)
        if len(here) < _LONG_LINE and (found := _QUOTED_START.match(here)):
            says = "this text begins with a quote but goes on after the quote is closed."
            cure = "Put the whole text in one pair of quotes, or indent it under '|'."
            if _CONDITION_KEY.search(here):
                cure = 'Leave the quotes out of the condition, or put the whole condition in double quotes: "..."'
            return error("WC014", Place(file, number, found.start(1) + 1), says, cure, here)
    for number in (line, line - 1):
        if said := _strange(number, line_of, file):
            return said
    above = opened.line + 1 if opened else line - 1
    for number in range(max(above, line - 20, 1), line + 1):
        here = line_of(number)
        if len(here) < _LONG_LINE and (cut := _CUT.match(here)):
            says = f"the text ends at ' #'; '{here[cut.end() - 1 :].strip()[:80]}' is not read."
            whole = here[cut.end("key") :].strip().rstrip("}] ")
            cure = "Put the whole text in double quotes."
            if "," not in whole and '"' not in whole:
                cure = f'Write "{whole}".'
            return error("WC014", Place(file, number, cut.end()), says, cure, here)
    place = Place(file, line, column)
    if "cannot start any token" in message and line_of(line)[column - 1 : column] == "\t":
        message = "found character '\\t'"  # what the parser of Python says; that of C names no character
    for piece, says, cure in _HINTS:
        if piece in message:
            return error("WC014", place, says, cure, line_of(line))
    cure = "Look at this line and the one above."
    return error("WC014", place, "YAML cannot be read from here.", cure, line_of(line))
