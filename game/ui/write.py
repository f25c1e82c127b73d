"""Text for widgets, made in one place: what comes from a scenario or a person is never markup.

A `Page` gathers pieces of plain text with a style each and becomes one `Content`, which
Textual shows as it stands. A small part of Markdown (headings, lists, quotes, bold, italic)
is drawn; links are only text.
"""

from __future__ import annotations

import re
from typing import Self

from textual.content import Content

from game.scenario.text import clean

MUTED = "$text-muted"
GOOD = "$text-success"
BAD = "$text-error"
WARN = "$text-warning"
SERVED = "$text-primary"
SPENT = "$text-warning"
STRONG = "bold"
TITLE = "bold $text-primary"


def literal(text: str, style: str = "") -> Content:
    """Return text from outside as content that is shown as it stands."""
    return Content.styled(clean(text), style) if style else Content(clean(text))


class Page:
    """Text being gathered, line by line."""

    def __init__(self) -> None:
        self._parts: list[Content | tuple[str, str]] = []

    def add(self, text: str, style: str = "") -> Self:
        """Add text on the current line."""
        self._parts.append((clean(text), style))
        return self

    def line(self, text: str = "", style: str = "") -> Self:
        """Add text and end the line."""
        self._parts.append((clean(text) + "\n", style))
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
        return Content.assemble(*self._parts).rstrip()


_INLINE = re.compile(r"\*\*(?P<bold>[^*\n]+)\*\*|(?<![\w*])\*(?P<italic>[^*\n]+)\*(?![\w*])|`(?P<code>[^`\n]+)`")
_LINK = re.compile(r"\[([^\]\n]+)\]\(([^)\s]+)\)")
_BLOCK = re.compile(r"^\s*(?:[-*+] |\d+[.)] |> |#{1,6} )")


def markdown(text: str, style: str = "", indent: str = "") -> Content:
    """Return a text of a scenario as content: paragraphs joined, lists and headings drawn."""
    parts: list[Content | tuple[str, str]] = []
    for index, block in enumerate(_blocks(clean(text))):
        if index:
            parts.append(("\n" if block.startswith("\0") else "\n\n", ""))
        block = block.lstrip("\0")
        if heading := re.match(r"#{1,6} (.*)", block):
            parts.append((indent + heading.group(1), TITLE))
        elif item := re.match(r"[-*+] (.*)", block, re.S):
            parts += [(f"{indent} • ", style), *_inline(item.group(1), style)]
        elif item := re.match(r"(\d+[.)]) (.*)", block, re.S):
            parts += [(f"{indent} {item.group(1)} ", style), *_inline(item.group(2), style)]
        elif quote := re.match(r"> (.*)", block, re.S):
            parts += [(f"{indent} ▏", MUTED), *_inline(quote.group(1), f"{style} italic".strip())]
        else:
            parts += [(indent, ""), *_inline(block, style)]
    return Content.assemble(*parts)


def _blocks(text: str) -> list[str]:
    """Paragraphs and items; an item that follows another directly is marked with a NUL."""
    blocks: list[str] = []
    fresh = True
    for line in text.split("\n"):
        bare = line.strip()
        if not bare:
            fresh = True
        elif fresh or _BLOCK.match(line):
            blocks.append(("" if fresh or not blocks else "\0") + bare)
            fresh = False
        else:
            blocks[-1] += " " + bare
    return blocks


def _inline(text: str, style: str) -> list[Content | tuple[str, str]]:
    text = _LINK.sub(r"\1 (\2)", text)
    parts: list[Content | tuple[str, str]] = []
    at = 0
    for found in _INLINE.finditer(text):
        parts.append((text[at : found.start()], style))
        kind = found.lastgroup or "code"
        parts.append((found.group(kind), f"{style} {'bold' if kind == 'code' else kind}".strip()))
        at = found.end()
    parts.append((text[at:], style))
    return parts
