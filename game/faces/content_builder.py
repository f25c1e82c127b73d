"""Text for widgets, made in one place: what comes from a scenario or a person is never markup.

A `Page` gathers pieces of plain text with a style each and becomes one `Content`, which
Textual shows as it stands. A small part of Markdown (headings, lists, quotes, bold, italic)
is drawn; links are only text.
"""

from __future__ import annotations

from typing import Self

from textual.content import Content

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
        from game.faces.content_markdown import markdown  # here: the first screen has none, and its reader is large

        if text.strip():
            self._parts.append(markdown(text, style, indent))
            self._parts.append(("\n\n", ""))
        return self

    def content(self) -> Content:
        """Return what was gathered, without white space at the end."""
        return Content.assemble(*self._parts, strip_control_codes=False).rstrip()  # each was cleaned
