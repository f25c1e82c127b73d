"""The small Markdown of scenarios as text for widgets."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content

from game.faces.content_builder import MUTED, TITLE
from game.scenario import markdown as md

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
