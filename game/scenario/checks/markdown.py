"""Marks of Markdown that no screen and no page of this program draws: they are shown as they are typed.

Drawn are paragraphs, lists, quotes, headings (as bold lines), **bold**, *italic* and `code`; a link becomes its text
with the address behind it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from game.scenario.checks.subject import Subject
from game.scenario.findings import Finding
from game.scenario.node import Path

_HTML = "b|i|u|em|strong|br|p|div|span|img|a|h[1-6]|ul|ol|li|table|tr|td|hr"

_MARKS: tuple[tuple[str, re.Pattern[str], str], ...] = (
    ("a table", re.compile(r"^ *\|?(?: *:?-{2,}:? *\|)+ *(?::?-{2,}:?)? *$", re.MULTILINE),
     "Make it a document of kind table, with blanks between the columns."),
    ("a picture", re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)"),
     "Say in words what it shows, or draw it as a document of kind map."),
    ("a text struck out", re.compile(r"~~[^~\n]+~~"), "Leave it out, or say that it was withdrawn."),
    ("a block of code", re.compile(r"^ *```.*$", re.MULTILINE), "Make it a document."),
    ("a mark of HTML",
     re.compile(rf"</?(?:{_HTML})(?: [^<>\n]*)?/?>", re.IGNORECASE),
     "Write **bold** or *italic*, and leave an empty line between paragraphs."),
    ("bold by underscores", re.compile(r"(?<!\w)__[^_\s](?:[^_\n]*[^_\s])?__(?!\w)"), "Write **bold**."),
    ("italic by underscores", re.compile(r"(?<![\w_])_[^_\s](?:[^_\n]*[^_\s])?_(?![\w_])"), "Write *italic*."),
    ("a line across", re.compile(r"^ *(?:-{3,}|\*{3,}|_{3,}) *$", re.MULTILINE), "Leave an empty line."),
    ("a footnote", re.compile(r"\[\^[^\]\n]{1,40}\]"), "Put it into the text."),
    ("a box to tick", re.compile(r"^ *[-*+] \[[ xX]\] ", re.MULTILINE), "Leave the box out; the list is drawn."),
)  # fmt: skip
"""What it is called, what it looks like, what to write instead."""

_PLACE = re.compile(r"\{\{?\s*([a-z][a-z0-9_]{0,59})\s*\}?\}")
"""A name in curved brackets, as other tools fill them in."""

_PLAIN = frozenset(("map", "table"))
"""Kinds of document that are shown letter by letter: there lines and bars are drawing."""

Mark = tuple[str, str, str]
"""What it is, the piece of text, what to write instead."""


def undrawn(text: str, names: Collection[str] = ()) -> Iterator[Mark]:
    """Yield the first of each kind of mark in a text that is shown as it is typed; `names` are those of a scenario."""
    for what, pattern, cure in _MARKS:
        if found := pattern.search(text):
            yield what, found.group().strip(), cure
    for found in _PLACE.finditer(text):
        if found.group(1) in names:
            cure = "A text is the same in every run: say it in words; the gauges stand beside it."
            yield "a name to be filled in", found.group(), cure
            return


def markdown(subject: Subject) -> Iterator[Finding]:
    """Every text with marks in it that are not drawn."""
    names = {"day", *subject.scenario.names.gauge_index, *subject.scenario.names.flag_index}
    for path, text in _texts(subject):
        for what, piece, cure in undrawn(text, names):
            says = f"{what} is not drawn: players read '{piece[:60]}'."
            yield subject.finding("WC261", path, says, cure, word=piece)


def _texts(subject: Subject) -> Iterator[tuple[Path, str]]:
    made = subject.scenario
    yield ("setting",), made.setting
    yield from ((("roles", role.id, "brief"), role.brief) for role in made.roles)
    for index, inject in enumerate(made.injects):
        path: Path = ("injects", index)
        yield from (((*path, key), getattr(inject, key)) for key in ("situation", "question", "dilemma"))
        yield from (((*path, key), getattr(inject, key)) for key in ("expected", "notes"))
        yield from (((*path, "private", role), text) for role, text in inject.private)
        for number, document in enumerate(inject.documents):
            if document.kind not in _PLAIN and subject.root.find((*path, "documents", number)).get("file") is None:
                yield (*path, "documents", number, "text"), document.text
        for number, option in enumerate(inject.options):
            here: Path = (*path, "options", number)
            yield from (((*here, key), getattr(option, key)) for key in ("label", "case", "detail", "outcome"))
            yield from (((*here, "advice", each.role, "says"), each.says) for each in option.advice)
            yield from (((*here, "chance", n, "text"), each.change.text) for n, each in enumerate(option.chance))
            yield from (((*here, "later", n, "text"), each.change.text) for n, each in enumerate(option.later))
    yield from ((("trends", n, "text"), trend.change.text) for n, trend in enumerate(made.trends))
    yield from ((("endings", n, "text"), ending.text) for n, ending in enumerate(made.endings))
