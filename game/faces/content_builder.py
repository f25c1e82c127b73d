"""Text for widgets, made in one place: what comes from a scenario or a person is never markup.

A `Page` gathers pieces of plain text with a style each and becomes one `Content`, which
Textual shows as it stands. A small part of Markdown (headings, lists, quotes, bold, italic)
is drawn; links are only text.
"""

from __future__ import annotations

from typing import Self

from textual.content import Content

from game.scenario.text import clean
from game.words import ENGLISH, Wording

MUTED = "$text-muted"
GOOD = "$text-success"
BAD = "$text-error"
WARN = "$text-warning"
SERVED = "$text-primary"
SPENT = "$text-warning"
STRONG = "bold"
TITLE = "bold $text-primary"


def literal(text: Wording, style: str = "") -> Content:
    """Return text from outside as content that is shown as it stands, a message in the reader's language."""
    said = clean(ENGLISH.message(text))
    return Content.styled(said, style) if style else Content(said)


class Page:
    """Text being gathered, line by line; messages are said in the reader's language."""

    def __init__(self) -> None:
        self._parts: list[Content | tuple[str, str]] = []

    def add(self, text: Wording, style: str = "") -> Self:
        """Add text on the current line."""
        self._parts.append((clean(ENGLISH.message(text)), style))
        return self

    def line(self, text: Wording = "", style: str = "") -> Self:
        """Add text and end the line."""
        self._parts.append((clean(ENGLISH.message(text)) + "\n", style))
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

    def prose(self, text: str) -> Self:
        """Add a text in the small Markdown of scenarios, as a document has it, with an empty line after it."""
        from game.faces.prose import prose  # here: the first screen has none, and its reader is large
        from game.faces.terminal import content

        return self.put(content(prose(text), 0)).line().line() if text.strip() else self

    def content(self) -> Content:
        """Return what was gathered, without white space at the end."""
        return Content.assemble(*self._parts, strip_control_codes=False).rstrip()  # each was cleaned
