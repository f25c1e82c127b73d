"""An author's Markdown as blocks of the document. A heading in it is a label: the outline is the builder's."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from game.faces.model import Block, Item, Items, Manner, Para, Role, Text, TextSpan
from game.scenario import markdown as md

_MANNERS: dict[md.Mark, Manner] = {"": "", "strong": "strong", "emphasis": "em", "code": "code"}


@lru_cache(maxsize=2048)
def prose(text: str, role: Role = "") -> tuple[Block, ...]:
    """Return a text of a scenario as blocks; ``role`` is that of its bare paragraphs."""
    return tuple(_blocks(md.blocks(text), role))


def _blocks(blocks: Iterable[md.MarkdownBlock], role: Role) -> Iterable[Block]:
    for block in blocks:
        match block:
            case md.Paragraph(words, heading):
                yield Para(_text(words), "label" if heading else role)
            case md.Quote(inner):
                yield from _blocks(inner, "quote")
            case md.MarkdownList(items, start):
                entries = tuple(Item(_text(each.words), tuple(_blocks(each.more, role))) for each in items)
                yield Items(entries, "bullet" if start is None else "number", start or 1)


def _text(words: Iterable[md.Inline]) -> Text:
    return tuple(TextSpan(each.text, _MANNERS[each.mark]) for each in words)
