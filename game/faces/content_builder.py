"""Text for widgets, made in one place: what comes from a scenario or a person is never markup.

A `Page` gathers pieces of plain text with a style each and becomes one `Content`, which
Textual shows as it stands. A small part of Markdown (headings, lists, quotes, bold, italic)
is drawn; links are only text.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Self

from textual.content import Content

from game.scenario import markdown as md
from game.scenario.text import clean
from game.words import ENGLISH, Language, Wording

MUTED = "$text-muted"
GOOD = "$text-success"
BAD = "$text-error"
WARN = "$text-warning"
SERVED = "$text-primary"
SPENT = "$text-warning"
STRONG = "bold"
TITLE = "bold $text-primary"


def literal(text: Wording, style: str = "", words: Language = ENGLISH) -> Content:
    """Return text from outside as content that is shown as it stands, a message in the reader's language."""
    said = clean(words.message(text))
    return Content.styled(said, style) if style else Content(said)


class Page:
    """Text being gathered, line by line; messages are said in the reader's language."""

    def __init__(self, words: Language = ENGLISH) -> None:
        self._words = words
        self._parts: list[Content | tuple[str, str]] = []

    def add(self, text: Wording, style: str = "") -> Self:
        """Add text on the current line."""
        self._parts.append((clean(self._words.message(text)), style))
        return self

    def line(self, text: Wording = "", style: str = "") -> Self:
        """Add text and end the line."""
        self._parts.append((clean(self._words.message(text)) + "\n", style))
        return self

    def put(self, content: Content) -> Self:
        """Add what was laid out already."""
        self._parts.append(content)
        return self

    def gap(self) -> Self:
        """Add an empty line, but never two, and none at the top."""
        text = "".join(part.plain if isinstance(part, Content) else part[0] for part in self._parts[-2:])
        if text and not text.endswith("\n\n"):
            self._parts.append(("\n" if text.endswith("\n") else "\n\n", ""))
        return self

    def heading(self, text: str) -> Self:
        """Add a heading with an empty line before it."""
        return self.gap().line(text, TITLE)

    def prose(self, text: str, style: str = "", indent: str = "") -> Self:
        """Add a text in the small Markdown of scenarios, with an empty line after it."""
        if text.strip():
            self._parts.append(markdown(text, style, indent))
            self._parts.append(("\n\n", ""))
        return self

    def content(self) -> Content:
        """Return what was gathered, without white space at the end."""
        return Content.assemble(*self._parts, strip_control_codes=False).rstrip()  # each was cleaned


_STYLES = {"": "", "strong": "bold", "emphasis": "italic", "code": "bold"}


def markdown(text: str, style: str = "", indent: str = "") -> Content:
    """Return a text of a scenario as content: paragraphs joined, lists and headings drawn."""
    return Content.assemble(*_blocks(md.blocks(text), style, indent))


def _blocks(blocks: Iterable[md.MarkdownBlock], style: str, indent: str) -> list[tuple[str, str]]:
    parts: list[tuple[str, str]] = []
    for block in blocks:
        if parts:
            parts.append(("\n" if block.close else "\n\n", ""))
        match block:
            case md.Paragraph(words, heading):
                parts.append((indent, ""))
                parts += [(md.plain(words), TITLE)] if heading else _inline(words, style)
            case md.Quote(inner):
                bar: list[tuple[str, str]] = [(f"{indent} ▏", MUTED)]
                parts += bar
                for piece, own in _blocks(inner, f"{style} italic".strip(), ""):
                    parts.append((piece, own))
            case md.MarkdownList(items, start):
                for number, item in enumerate(items, start or 1):
                    if number > (start or 1):
                        parts.append(("\n" if item.close else "\n\n", ""))
                    sign = "•" if start is None else f"{number}."
                    parts += [(f"{indent} {sign} ", style), *_inline(item.words, style)]
                    if item.more:
                        parts.append(("\n", ""))
                        parts += _blocks(item.more, style, indent + "   ")
    return parts


def _inline(words: Iterable[md.Inline], style: str) -> list[tuple[str, str]]:
    return [(each.text, f"{style} {_STYLES[each.mark]}".strip()) for each in words]
