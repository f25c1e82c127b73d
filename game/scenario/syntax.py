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
    (
        "could not find expected ':'",
        "a key without its ':' stands here.",
        "Write 'key: value'; or, if it is text, write it further in than the key above.",
    ),
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


_KEY = re.compile(r"(?P<indent> *)(?P<dash>- +)?(?P<word>\w+) *:(?:\s|$)")
_ITEM = re.compile(r"(?P<indent> *)- +(?P<rest>\S.*)")
_BARE_ITEM = re.compile(r" *- +(?P<word>\w+)(?: +(?P<rest>[^:#\s][^:#]*?))? *")
_OWNER = re.compile(r" *(?:- +)?\w+ *: *(?:#.*)?")
"""A key under which something else begins."""
_NO_SPACE = re.compile(r"(?P<before> *(?:- +)?\w+:)(?P<value>[^\s:/].*)")
_FAR = 400
"""Lines above a slip that are looked at."""


def _uneven(number: int, line_of: Callable[[int], str], file: str) -> Finding | None:
    """A key or an item that stands a little further in or out than those that it belongs with."""
    here = line_of(number)
    if len(here) > _LONG_LINE:
        return None
    item, key = _ITEM.match(here), _KEY.match(here)
    found = item or key
    if found is None:
        return None
    at = len(found["indent"])
    # An item is often put as far in as the keys of the one before, or a step deeper; a key slips by a single space.
    levels = _levels(number, line_of, items=item is not None)
    near = [column for column in levels if 0 < abs(column - at) <= (4 if item else 1)]
    if at in levels or not near:
        return None
    below = _below(number, line_of)
    follows = len(below["indent"]) if below and not below["dash"] else -1
    begins = _words(number, line_of)

    def unlike(column: int) -> tuple[int, int, bool, int]:
        """How little an item, or a key, is like those at a column: fewer words as theirs, then farther away."""
        alike = sum(a == b for a, b in zip(begins, _words(levels[column][0], line_of), strict=False)) if item else 0
        return -alike, abs(column - at), column != follows, -levels[column][0]

    column = min(near, key=unlike)
    line, other = levels[column]
    word = f"- {item['rest']}"[:60].rstrip() if item else found["word"]
    says = f"'{word}' does not line up with '{other}' in line {line}."
    wide = "no space" if not column else "1 space" if column == 1 else f"{column} spaces"
    return error("WC014", Place(file, number, at + 1), says, f"Write {wide} before it, not {at}.", here)


def _below(number: int, line_of: Callable[[int], str]) -> re.Match[str] | None:
    """The key in the next line that is not empty; None where there is none in it."""
    return next((_KEY.match(line_of(each)) for each in range(number + 1, number + 20) if line_of(each).strip()), None)


def _words(number: int, line_of: Callable[[int], str]) -> tuple[str, ...]:
    """The first two keys of an item: what tells an option from an inject, whatever its dash is under."""
    first, second = _KEY.match(line_of(number)), _below(number, line_of)
    return tuple(each["word"] if each else "" for each in (first, second))


def _too_deep(number: int, line_of: Callable[[int], str], file: str) -> Finding | None:
    """A key that stands farther in than the text above it, and so would go on with that."""
    here, above = line_of(number), line_of(number - 1)
    key, over = _KEY.match(here), _KEY.match(above)
    if key is None or over is None or len(here) > _LONG_LINE:
        return None
    meant, at = over.start("word"), key.start("word")
    if meant >= at:
        return None
    says = f"'{key['word']}' stands farther in than '{over['word']}' in line {number - 1}, as if it went on with it."
    wide = "no space" if not meant else "1 space" if meant == 1 else f"{meant} spaces"
    cure = f"Write {wide} before it, not {at}; or, if it is text, put the whole text in double quotes."
    return error("WC014", Place(file, number, at + 1), says, cure, here)


def _without_colon(number: int, line_of: Callable[[int], str], file: str) -> Finding | None:
    """An item whose first key has lost its colon, so that the key under it has nothing to stand in."""
    above, key = _BARE_ITEM.fullmatch(line_of(number - 1)), _KEY.match(line_of(number))
    if above is None or key is None or above.start("word") != key.start("word"):
        return None
    place = Place(file, number - 1, above.end("word") + 1)
    cure = f"Write '- {above['word']}: {above['rest'] or '...'}'."
    return error("WC014", place, "a key without its ':' stands here.", cure, line_of(number - 1))


def _without_dash(number: int, line_of: Callable[[int], str], file: str) -> Finding | None:
    """A key that stands where the items of a list do."""
    here = line_of(number)
    key = _KEY.match(here)
    if key is None or key["dash"] or len(key["indent"]) not in _levels(number, line_of, items=True):
        return None
    says = f"'{key['word']}' stands where the items of a list begin, and has no '- '."
    place = Place(file, number, key.start("word") + 1)
    return error("WC014", place, says, f"If a new item begins here, write '- {here.strip()[:60]}'.", here)


def _first_without_dash(number: int, line_of: Callable[[int], str], file: str) -> Finding | None:
    """The first item of a list, where it has no dash and a later one has."""
    item = _ITEM.match(line_of(number))
    if item is None:
        return None
    first, at = 0, len(item["indent"])
    for above in range(number - 1, max(0, number - _FAR), -1):
        line = line_of(above)
        bare = line.lstrip(" ")
        if bare and not bare.startswith("#"):
            if len(line) - len(bare) <= at:
                break
            first = above
    else:
        return None
    begins = _KEY.match(line_of(first)) if first and _OWNER.fullmatch(line) else None
    if begins is None or begins["dash"]:
        return None
    here = line_of(first)
    wide = "no space" if not at else "1 space" if at == 1 else f"{at} spaces"
    says = f"the list that goes on in line {number} begins here without its '- '."
    cure = f"Write '- {here.strip()[:60]}' with {wide} before it."
    return error("WC014", Place(file, first, begins.start("word") + 1), says, cure, here)


def _levels(number: int, line_of: Callable[[int], str], items: bool) -> dict[int, tuple[int, str]]:
    """The columns at which keys, or items of lists, stand above a line and around it: the nearest of each."""
    found: dict[int, tuple[int, str]] = {}
    lowest = _LONG_LINE
    for above in range(number - 1, max(0, number - _FAR), -1):
        line = line_of(above)
        bare = line.lstrip(" ")
        indent = len(line) - len(bare)
        if not bare or bare.startswith("#") or len(line) > _LONG_LINE or indent >= lowest:
            continue
        key, item = _KEY.match(line), _ITEM.match(line)
        if key and not items:
            found.setdefault(key.start("word"), (above, key["word"]))
        if item and items:
            found.setdefault(indent, (above, f"- {item['rest']}"[:60].rstrip()))
        if key or item:
            lowest = indent
    return found


def _without_space(number: int, line_of: Callable[[int], str], file: str) -> Finding | None:
    """A key whose colon has no space behind it."""
    here = line_of(number)
    found = _NO_SPACE.fullmatch(here) if len(here) < _LONG_LINE else None
    if found is None:
        return None
    written = f"{found['before'].strip()} {found['value'].rstrip()}"
    place = Place(file, number, found.end("before"))
    return error("WC014", place, "a space is missing behind this ':'.", f"Write '{written}'.", here)


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
    if "could not find expected ':'" in message and opened is not None:
        line, column = opened.line + 1, opened.column + 1  # the key itself; the parser stops at the line after
        if said := _without_space(line, line_of, file):
            return said
    bare = re.fullmatch(r" *(?:- +)?\w+ *", line_of(line)[: column - 1])  # the colon is that of the line's own key
    if "mapping values are not" in message and bare and (said := _without_colon(line, line_of, file)):
        return said
    slips = ("did not find expected '-'", "did not find expected key")
    slipped = any(piece in message for piece in slips) or ("mapping values are not" in message and bare)
    if slipped and (said := _first_without_dash(line, line_of, file)):
        return said
    if slipped and (said := _uneven(line, line_of, file) or _without_space(line - 1, line_of, file)):
        return said
    if slipped and (said := _without_dash(line, line_of, file)):
        return said
    if "mapping values are not" in message and bare and (said := _too_deep(line, line_of, file)):
        return said
    if "did not find expected ',' or" in message and opened is not None and opened.line + 1 < line:
        says = "a bracket is opened here and not closed, or a comma is missing after it."
        place = Place(file, opened.line + 1, opened.column + 1)
        return error("WC014", place, says, "Close it, or add the comma.", line_of(opened.line + 1))
    place = Place(file, line, column)
    if "cannot start any token" in message and line_of(line)[column - 1 : column] == "\t":
        message = "found character '\\t'"  # what the parser of Python says; that of C names no character
    for piece, says, cure in _HINTS:
        if piece in message:
            return error("WC014", place, says, cure, line_of(line))
    cure = "Look at this line and the one above."
    return error("WC014", place, "YAML cannot be read from here.", cure, line_of(line))
