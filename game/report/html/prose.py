"""The small Markdown of scenarios as HTML: paragraphs, lists, quotes, bold, italic. Links are only text."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from game.scenario import markdown as md

_TAGS = {"strong": "strong", "emphasis": "em", "code": "code"}


def prose(text: str) -> Markup:
    """Return a text as blocks of HTML. A heading in it becomes a bold paragraph: the page's own outline stays whole."""
    return Markup("\n").join(map(_block, md.blocks(text)))


def _block(block: md.MarkdownBlock) -> Markup:
    match block:
        case md.Paragraph(words, heading):
            return Markup("<p><strong>{}</strong></p>" if heading else "<p>{}</p>").format(_inline(words))
        case md.Quote(inner):
            return Markup("<blockquote>{}</blockquote>").format(Markup("\n").join(map(_block, inner)))
        case md.MarkdownList(items, start):
            tag = "ul" if start is None else "ol"
            first = Markup(' start="{}"').format(start) if start not in (None, 1) else ""
            rows = Markup("").join(
                Markup("<li>{}{}</li>").format(_inline(each.words), Markup("").join(map(_block, each.more)))
                for each in items
            )
            return Markup("<{0}{1}>{2}</{0}>").format(tag, first, rows)


def _inline(words: Iterable[md.Inline]) -> Markup:
    """One run of text with bold, italic and code drawn; all else is escaped."""
    return Markup("").join(
        Markup("<{0}>{1}</{0}>").format(_TAGS[each.mark], each.text) if each.mark else Markup("{}").format(each.text)
        for each in words
    )
