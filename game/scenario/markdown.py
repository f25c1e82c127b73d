"""The small Markdown of scenarios, read once for every face: paragraphs, headings, lists, quotes, emphasis, code.

CommonMark 0.31 (spec.commonmark.org), read by markdown-it-py. What a scenario may not use is switched off and so stays
text: HTML, pictures, links that act, rules, blocks of code, tables. `undrawn` names it for `check`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.token import Token

from game.scenario.text import clean

Mark = Literal["", "strong", "emphasis", "code"]


@dataclass(frozen=True, slots=True)
class Inline:
    """A run of words in one manner; whatever stands in it is text, never markup."""

    text: str
    mark: Mark = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words that belong together; a heading names what follows it."""

    words: tuple[Inline, ...]
    heading: bool = False
    close: bool = False
    """Whether its author left no empty line before it; the same of every block below."""


@dataclass(frozen=True, slots=True)
class Quote:
    """Blocks that somebody else said."""

    blocks: tuple[MarkdownBlock, ...]
    close: bool = False


@dataclass(frozen=True, slots=True)
class ListItem:
    """One entry: its own words, and what stands beneath it."""

    words: tuple[Inline, ...]
    more: tuple[MarkdownBlock, ...] = ()
    close: bool = False


@dataclass(frozen=True, slots=True)
class MarkdownList:
    """Entries with bullets, or with numbers that begin where the author began."""

    items: tuple[ListItem, ...]
    start: int | None = None
    """The first number; None for bullets."""
    close: bool = False


MarkdownBlock = Paragraph | Quote | MarkdownList

_OFF = [
    "code", "fence", "hr", "html_block", "html_inline", "reference", "link", "image", "autolink", "entity", "lheading",
]  # fmt: skip
_READER = MarkdownIt("commonmark").disable(_OFF)
_TIMES = re.compile(r"(?<=\w)\*(?=\w)")
"""``2*3*4``: a star inside a word is a star, as people mean it, though CommonMark reads it as emphasis."""
_STAR = "\ue000"
"""Stands for such a star while the text is read."""
_LINK = re.compile(r"!?\[([^\]\n]+)\]\(([^)\s]+)\)")
_POINT = re.compile(r"\s*(?:[-*+]|\d+[.)])\s+(.*)")
_HTML = "b|i|u|em|strong|br|p|div|span|img|a|h[1-6]|ul|ol|li|table|tr|td|hr"

_UNDRAWN: tuple[tuple[str, re.Pattern[str], str], ...] = (
    ("a table", re.compile(r"^ *\|?(?: *:?-{2,}:? *\|)+ *(?::?-{2,}:?)? *$", re.MULTILINE),
     "Make it a document of kind table, with blanks between the columns."),
    ("a picture", re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)"),
     "Say in words what it shows, or draw it as a document of kind map."),
    ("a text struck out", re.compile(r"~~[^~\n]+~~"), "Leave it out, or say that it was withdrawn."),
    ("a block of code", re.compile(r"^ *```.*$", re.MULTILINE), "Make it a document."),
    ("a mark of HTML",
     re.compile(rf"</?(?:{_HTML})(?: [^<>\n]*)?/?>", re.IGNORECASE),
     "Write **bold** or *italic*, and leave an empty line between paragraphs."),
    ("a line across", re.compile(r"^ *(?:-{3,}|\*{3,}|_{3,}) *$", re.MULTILINE), "Leave an empty line."),
    ("a footnote", re.compile(r"\[\^[^\]\n]{1,40}\]"), "Put it into the text."),
    ("a box to tick", re.compile(r"^ *[-*+] \[[ xX]\] ", re.MULTILINE), "Leave the box out; the list is drawn."),
)  # fmt: skip
"""What it is called, what it looks like, what to write instead."""

_PLACE = re.compile(r"\{\{?\s*([a-z][a-z0-9_]{0,59})\s*\}?\}")
"""A name in curved brackets, as other tools fill them in."""

_MARKS: dict[str, Mark] = {"strong_open": "strong", "em_open": "emphasis"}


@lru_cache(maxsize=2048)
def blocks(text: str) -> tuple[MarkdownBlock, ...]:
    """Return a text as blocks, the same for every face. A link is its words and its address: it leads nowhere."""
    text = _LINK.sub(r"\1 (\2)", _TIMES.sub(_STAR, clean(text)))
    empty = frozenset(number for number, line in enumerate(text.split("\n")) if not line.strip(" >"))
    made, _ = _blocks(_READER.parse(text), 0, empty)
    return made


Undrawn = tuple[str, str, str]
"""What it is, the piece of text, what to write instead."""


def undrawn(text: str, names: Collection[str] = ()) -> Iterator[Undrawn]:
    """Yield the first of each kind of mark in a text that is shown as it is typed; `names` are those of a scenario."""
    for what, pattern, cure in _UNDRAWN:
        if found := pattern.search(text):
            yield what, found.group().strip(), cure
    for found in _PLACE.finditer(text):
        if found.group(1) in names:
            cure = "A text is the same in every run: say it in words; the gauges stand beside it."
            yield "a name to be filled in", found.group(), cure
            return


def plain(words: tuple[Inline, ...]) -> str:
    """Return words without their manner."""
    return "".join(each.text for each in words)


def _blocks(tokens: list[Token], at: int, empty: frozenset[int]) -> tuple[tuple[MarkdownBlock, ...], int]:
    """Read blocks up to the close of what surrounds them; return them, and where that close stands."""
    made: list[MarkdownBlock] = []
    while at < len(tokens) and tokens[at].nesting >= 0:
        token = tokens[at]
        close = token.map is not None and token.map[0] > 0 and token.map[0] - 1 not in empty
        if token.type in ("paragraph_open", "heading_open"):
            if words := _inline(tokens[at + 1]):
                made.append(Paragraph(words, token.type == "heading_open", close))
            at += 3
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            start = int(token.attrGet("start") or 1) if token.type == "ordered_list_open" else None
            items: list[ListItem] = []
            at += 1
            while tokens[at].type == "list_item_open":
                begins = tokens[at].map
                inner, at = _blocks(tokens, at + 1, empty)
                first = inner[0].words if inner and isinstance(inner[0], Paragraph) else ()
                under = begins is not None and begins[0] > 0 and begins[0] - 1 not in empty
                items.append(ListItem(first, inner[1:] if first else inner, under))
                at += 1
            made.append(MarkdownList(tuple(items), start, close))
            at += 1
        elif token.type == "blockquote_open":
            inner, at = _blocks(tokens, at + 1, empty)
            if inner:
                made.append(Quote(inner, close))
            at += 1
        else:
            at += 1
    return tuple(made), at


def _inline(token: Token) -> tuple[Inline, ...]:
    """The words of a paragraph; strong wins over an emphasis inside it, a line's end is a blank."""
    words: list[Inline] = []
    inside: list[Mark] = []
    for each in token.children or ():
        if each.type in _MARKS:
            inside.append(_MARKS[each.type])
            continue
        if each.nesting < 0:
            inside.pop()
            continue
        mark: Mark = "strong" if "strong" in inside else inside[-1] if inside else ""
        text = each.content.replace(_STAR, "*")
        if each.type == "code_inline":
            mark = "code"
        elif each.type in ("softbreak", "hardbreak"):
            text = " "
        if words and words[-1].mark == mark:
            words[-1] = Inline(words[-1].text + text, mark)
        elif text:
            words.append(Inline(text, mark))
    return tuple(words)


def points(text: str) -> tuple[str, ...]:
    """Return a text as one entry a line, marks of a list taken off.

    A line that does not end a sentence goes on in the next one, so that wrapped text stays whole.
    """
    made: list[str] = []
    going_on = False
    for line in clean(text).split("\n"):
        bare = line.strip()
        item = _POINT.fullmatch(line)
        if item:
            bare = item.group(1).strip()
        if not bare:
            going_on = False
        elif going_on and not item:
            made[-1] += f" {bare}"
        else:
            made.append(bare)
        going_on = bool(bare) and not bare.endswith((".", "?", "!", "”", '"', ":"))
    return tuple(made)
